"""Reports of one line with limits, and its months: as they are given, and any."""

from __future__ import annotations

import datetime as dt
import random

from cyps_xl.sheets.shapes.limits import Chart
from helpers.definitions import SMALL, Rows
from helpers.quarters import Values

LINES = {
    Chart.SHARES: [("Share", "[Made] / [Due]", "percent with one decimal")],
    Chart.RATES: [("Rate", "[Made] / [Due]", "per 1,000")],
    Chart.COUNTS: [("Visits", "[Made]", "count")],
    Chart.VALUES: [("Days", "[Days]", "days")],
}


def report(chart: Chart, *more: tuple[str, str, str]) -> dict[str, Rows]:
    """A block of one line with limits, and lines below it."""
    lines = [
        {"Block": "visits", "Position": at, "Label": label, "Shows": shows, "As": printed}
        | {"In chart": "yes" if at == 1 else "no"}
        for at, (label, shows, printed) in enumerate((*LINES[chart], *more), start=1)
    ]
    days = {"Table": "Visits", "Heading": "Days", "Holds": "number", "Help": "x"}
    block = {**SMALL["Blocks"][0], "Chart": "line with limits", "Chart title": "Visits", "Chart says": "A line."}
    return {**SMALL, "Columns": [*SMALL["Columns"], days], "Blocks": [block], "Lines": lines}


def months(*figures: tuple[float | None, float | None], heading: str = "Made") -> list[Values]:
    """The months that end with December 2025, each with a figure and what it is out of."""
    first = 2025 * 12 + 12 - len(figures)
    return [
        {"Month": dt.date((first + at) // 12, (first + at) % 12 + 1, 1), heading: made, "Due": due}
        for at, (made, due) in enumerate(figures)
    ]


def any_months(seed: int) -> tuple[Chart, list[Values], int]:
    """A series of any kind and length, some of it missing, some of it out of place."""
    chance = random.Random(seed)
    chart, size = chance.choice([*LINES]), chance.choice((3, 50, 2000))
    heading = "Days" if chart is Chart.VALUES else "Made"
    figures: list[tuple[float | None, float | None]] = []
    for _ in range(chance.randint(3, 24)):
        due = chance.choice((None, 0, *[chance.randint(1, size)] * 6, chance.randint(-size, size)))
        made: float | None = chance.choice((None, *[chance.randint(0, abs(due or size))] * 8, chance.randint(-9, 99)))
        if chart is Chart.VALUES and made is not None:
            made = round(made / 7 - chance.choice((0, 0, 3)), 2)
        figures.append((made, due))
    if chance.random() < 0.3:
        figures = [figures[0]] * len(figures)
    return chart, months(*figures, heading=heading), max(3, len(figures))
