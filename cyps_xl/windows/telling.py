"""What the command line says of a set-up and of the doctor's findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyps_xl import resources
from cyps_xl.windows.points import Point, State
from cyps_xl.windows.setting_up import Step


def lines_on_step(step: Step) -> Iterator[str]:
    """A file, what it is for, and what became of it."""
    yield str(step.path)
    yield f"  {step.purpose}: {step.done}"
    if step.instead:
        yield f"  {step.instead}"


def lines_on_points(points: Sequence[Point]) -> Iterator[str]:
    """Each point with its remedy; then, in one place, what to ask ICT for."""
    width = max(len(state.value) for state in State)
    for point in points:
        yield f"{point.state.value:{width}}  {point.says}"
        if point.remedy:
            yield f"{'':{width}}  {point.remedy}"
    asks = list(dict.fromkeys(point.ask for point in points if point.ask))
    if asks:
        yield ""
        yield "Ask ICT for:"
        yield from (f"  • {ask}" for ask in asks)
        yield f"Send them this page, which says why: {resources.ict_page_path()}"
    yield ""
    stopped = sum(point.state is State.STOPS for point in points)
    if stopped:
        yield f"{stopped} of these would stop the button." if stopped > 1 else "One of these would stop the button."
    else:
        yield "Nothing was found that would stop the button."
