"""What a chart draws, read from the cells that the native chart reads: categories, series, values and their words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.printed.displayed_text import as_read, is_date
from cyps_xl.sheets.formulas import MISSING
from cyps_xl.sheets.plan import CellPlan, ChartPlan, Guide, SeriesPlan, SheetPlan

OVER_LABELS = 1.08
"""The room that a chart without a largest value of its own keeps above its highest point."""


@dataclass(frozen=True)
class Point:
    """One value of a series: the number, None where there is none, and what its cell shows."""

    value: float | None
    words: str


@dataclass(frozen=True)
class Series:
    """One series: its name, its points, its look by a class of the style sheet, and whether it guides the eye.

    `across` says where its points stand in a funnel; `is_strong` that it is drawn to be seen first.
    """

    name: str
    points: tuple[Point, ...]
    look: str
    guide: Guide | None
    across: tuple[float | None, ...] = ()
    is_strong: bool = True

    @property
    def is_marks(self) -> bool:
        """Whether it marks points of another line, and has no line of its own."""
        return self.guide in (Guide.SIGNAL, Guide.CHANGE)


@dataclass(frozen=True)
class ChartData:
    """All that is drawn. `bottom` and `top` are the values at the lower and upper edge."""

    plan: ChartPlan
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    bottom: float
    top: float

    @property
    def breaks(self) -> frozenset[int]:
        """The places at which centre and limits begin anew: where the centre is another than the one before."""
        centres = (one.points for one in self.series if one.guide is Guide.CENTRE and not one.across)
        pairs = ((at, pair) for points in centres for at, pair in enumerate(itertools.pairwise(points), start=1))
        return frozenset(at for at, (before, now) in pairs if before.value != now.value)

    @property
    def drawn(self) -> tuple[Series, ...]:
        """The series that are no guides."""
        return tuple(one for one in self.series if one.guide is None)

    def share(self, value: float) -> float:
        """How far up a value stands: 0 at the lower edge, 1 at the upper."""
        return (value - self.bottom) / (self.top - self.bottom)


def chart_data(sheet: SheetPlan, chart: ChartPlan) -> ChartData:
    """The chart's data from the cells of its sheet."""
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    looks = _looks(chart)
    series = tuple(
        Series(
            _read(cells.get(one.name)),
            tuple(_points(one, cells)),
            next(looks[one.emphasis]) if one.guide is None else one.guide.value,
            one.guide,
            tuple(_point(cells.get(place)).value for place in (one.across.cells if one.across else ())),
            one.emphasis,
        )
        for one in chart.series
    )
    categories = tuple(_category(cells.get(place), chart) for place in chart.categories.cells)
    return ChartData(chart, categories, series, *_edges(chart, series))


def _looks(chart: ChartPlan) -> dict[bool, Iterator[str]]:
    """Names of looks in the order of the theme's colours: s1, s2 … for what stands out, q1, q2 for what is quiet."""
    return {
        True: itertools.cycle(f"s{number}" for number in range(1, 5)),
        False: itertools.cycle(f"q{number}" for number in range(1, 3)),
    }


def _read(cell: CellPlan | None) -> str:
    return "" if cell is None else as_read(cell)


def _point(cell: CellPlan | None) -> Point:
    is_number = cell is not None and isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return Point(float(cell.value) if cell is not None and is_number else None, _read(cell) or MISSING)


def _points(series: SeriesPlan, cells: Mapping[tuple[int, int], CellPlan]) -> Iterator[Point]:
    """Its points: of one that says what changed, those with words beside them, which stand on the line itself."""
    points = [_point(cells.get(place)) for place in series.values.cells]
    said = [_read(cells.get(place)) for place in series.words.cells] if series.words else []
    if series.guide is Guide.CHANGE and said:
        points = [Point(one.value if words else None, words) for one, words in zip(points, said, strict=True)]
    yield from points


def _category(cell: CellPlan | None, chart: ChartPlan) -> str:
    """A category as the native chart's axis writes it: a date shorter than its cell does."""
    if cell is not None and is_date(cell) and chart.category_format:
        return as_read(replace(cell, number_format=chart.category_format))
    return _read(cell)


def _edges(chart: ChartPlan, series: tuple[Series, ...]) -> tuple[float, float]:
    """The values at the edges: columns stand on nought; limits lie close about their line, and so do their edges; a
    line that lies high has those of the native chart."""
    if chart.drawn is Charts.STACKED:
        count = max((len(one.points) for one in series), default=0)
        numbers = [sum(one.points[at].value or 0 for one in series) for at in range(count)]
    else:
        numbers = [point.value for one in series for point in one.points if point.value is not None]
    lowest, highest = min(numbers, default=0.0), max(numbers, default=0.0)
    if chart.drawn is Charts.LIMITS:
        room = (highest - lowest) * 0.12 or 1.0
        return lowest - room, highest + room
    if chart.drawn is Charts.LINE and chart.minimum is not None and chart.maximum is not None:
        return chart.minimum, chart.maximum
    lowest, highest = min(0.0, lowest), max(0.0, highest)
    return (
        lowest,
        chart.maximum if chart.maximum is not None and chart.maximum >= highest else highest * OVER_LABELS or 1.0,
    )
