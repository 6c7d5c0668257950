"""A funnel: areas by their size across and their rate upright, our own marked and named, between limits with names."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from cyps_xl.web.chart_data import ChartData, Series
from cyps_xl.web.elements import Element, element
from cyps_xl.web.marks import LETTER, LEVEL_ROOM, NARROW, PLOT, line, looks, number, percent, text

LEFT = 0.02
APART = 14.0
"""Pixels between two labels at the right."""
NAMED = LEVEL_ROOM - 10
"""Pixels down to our own name: above all points, so that it lies over none."""
LARGE, SMALL = 7.0, 3.5
"""Pixels from the middle of a point to its edge."""


def funnel(data: ChartData) -> tuple[int, Iterator[Element]]:
    """The height of the drawing, and its marks. The table below has each figure; here only our own is named."""
    return LEVEL_ROOM + PLOT + LEVEL_ROOM, _Funnel(data).marks()


class _Funnel:
    def __init__(self, data: ChartData) -> None:
        self._data = data
        longest = max((len(one.name) for one in data.series if one.guide is not None), default=0)
        self._right = max(0.5, 1 - (longest + 1) * LETTER / NARROW)
        sizes = (size for one in data.series for size in one.across if size is not None)
        self._most = max(sizes, default=1.0) or 1.0

    def marks(self) -> Iterator[Element]:
        bottom = LEVEL_ROOM + PLOT
        yield line(0, bottom, self._right, bottom, "base")
        for one in self._data.series:
            if one.guide is not None:
                yield from self._guide(one)
        yield from self._at_the_right()
        for one in self._data.drawn:
            yield from self._points(one)
        title = self._data.plan.category_title
        yield text(title, _within(title, (LEFT + self._right) / 2), bottom + 16, "name")

    def _places(self, series: Series) -> list[tuple[float, float]]:
        """Where its points stand, from the smallest area to the largest; an area without a figure has none."""
        pairs = zip(series.across, (point.value for point in series.points), strict=True)
        known = sorted((across, value) for across, value in pairs if across is not None and value is not None)
        return [(self._x(across), self._y(value)) for across, value in known]

    def _x(self, size: float) -> float:
        return LEFT + (self._right - LEFT) * size / self._most

    def _y(self, value: float) -> float:
        return LEVEL_ROOM + PLOT * (1 - self._data.share(value))

    def _guide(self, series: Series) -> Iterator[Element]:
        for one, other in itertools.pairwise(self._places(series)):
            yield line(*one, *other, series.look)

    def _points(self, series: Series) -> Iterator[Element]:
        size = LARGE if series.is_strong else SMALL
        for across, down in self._places(series):
            yield element("circle", cx=percent(across), cy=number(down), r=number(size), class_=series.look)
            if series.is_strong:
                yield text(series.name, _within(series.name, across), NAMED, looks("value"))
                if down - size > LEVEL_ROOM:
                    yield line(across, NAMED + 4, across, down - size, "base")

    def _at_the_right(self) -> Iterator[Element]:
        """The name of every guide at its end, none over another."""
        ends = [(self._places(one)[-1], one.name) for one in self._data.series if one.guide and self._places(one)]
        down = 0.0
        for (across, place), name in sorted(ends, key=lambda end: end[0][1]):
            down = max(place + 4, down + APART) if down else place + 4
            yield text(name, across + 0.015, down, looks("beside", "guide"))


def _within(words: str, across: float) -> float:
    """Where the middle of a text stands, so that a narrow drawing cuts it at neither edge."""
    half = len(words) * LETTER / 2 / NARROW
    return max(half, min(across, 1 - half))
