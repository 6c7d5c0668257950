"""Columns on their side for a small telephone, where those of many months have no room for labels: a month a row."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.web.chart_data import ChartData, Point
from cyps_xl.web.elements import Element
from cyps_xl.web.marks import DARK, LETTER, NARROW, looks, rectangle, text

LEFT = 0.22
"""The share of the width that names take, such as “Chwef 17”."""
BAR, GAP = 16, 8
"""Pixels of a bar, and between two rows."""
FOOT = 0.006
"""The width of a bar of nought."""


def rows(data: ChartData, *, stacked: bool) -> tuple[int, Iterator[Element]]:
    """The height of the drawing, and its marks."""
    drawn = _Rows(data, stacked)
    return drawn.row * len(data.categories), drawn.marks()


class _Rows:
    def __init__(self, data: ChartData, stacked: bool) -> None:
        self._data, self._stacked = data, stacked
        self.row = BAR * (1 if stacked else len(data.series)) + GAP
        points = [point for one in data.series for point in one.points]
        beside = [point for point in points if point.value is None or not stacked]  # a part has its label within
        longest = max((len(point.words) for point in beside), default=1)
        self._room = 1 - LEFT - (longest + 1) * LETTER / NARROW

    def marks(self) -> Iterator[Element]:
        for at, words in enumerate(self._data.categories):
            down = at * self.row
            yield text(words, 0, down + (self.row - GAP) / 2 + 4, looks("name", "beside"))
            yield from self._stack(at, down) if self._stacked else self._group(at, down)

    def _x(self, value: float) -> float:
        return LEFT + self._room * self._data.share(value)

    def _group(self, at: int, down: float) -> Iterator[Element]:
        for place, one in enumerate(self._data.series):
            point, top = one.points[at], down + place * BAR
            ends = sorted((self._x(0), self._x(point.value or 0)))
            if point.value is not None:
                yield rectangle(ends[0], top + 1, max(FOOT, ends[1] - ends[0]), BAR - 2, one.look)
            yield _beside(point, ends[1], top)

    def _stack(self, at: int, down: float) -> Iterator[Element]:
        """The parts of a bar from the left, each with its label where there is room; the first that is not known has
        its sign at the end of all, and a bar of nought its figure there. In the order of the series."""
        so_far, points = 0.0, [(one.points[at], one.look) for one in self._data.series]
        end = sum(max(0.0, point.value or 0.0) for point, _ in points)
        unknown = next((point for point, _ in points if point.value is None), None)
        told = unknown or (points[0][0] if end == 0 else None)
        for point, look in points:
            if point is told:
                yield _beside(point, self._x(end), down)
            elif point.value is not None and point.value > 0:
                yield from self._part(point, look, so_far, down)
                so_far += point.value

    def _part(self, point: Point, look: str, so_far: float, down: float) -> Iterator[Element]:
        left, right = self._x(so_far), self._x(so_far + (point.value or 0.0))
        yield rectangle(left, down + 1, right - left, BAR - 2, look)
        if (right - left) * NARROW > len(point.words) * LETTER:
            yield text(point.words, (left + right) / 2, down + BAR - 4, looks("part", "on-dark" * (look in DARK)))


def _beside(point: Point, across: float, top: float) -> Element:
    return text(point.words, across + 0.015, top + BAR - 4, looks("beside", "gap" if point.value is None else ""))
