"""Columns side by side or stacked, each with its label; a nought has a foot to stand on, what is not known has none."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.web.chart_data import ChartData, Point
from cyps_xl.web.elements import Element
from cyps_xl.web.marks import (
    DARK,
    LETTER,
    LEVEL_ROOM,
    NARROW,
    PLOT,
    ROOM,
    UPRIGHT,
    WIDE,
    line,
    looks,
    names,
    rectangle,
    text,
    turning,
)

FILLED = 0.7
"""The share of its place that a group of columns takes."""
FOOT = 2.0
"""Pixels of a column of nought."""
PART = 15
"""Pixels of a stacked part that has room for its label."""


def columns(data: ChartData, *, stacked: bool) -> tuple[int, Iterator[Element]]:
    """The height of the drawing, and its marks."""
    return _Columns(data, stacked).height, _Columns(data, stacked).marks()


def labels_need_room(data: ChartData, *, stacked: bool) -> bool:
    """Whether a small telephone has no room for the label of every column: its drawing lies on its side."""
    if not stacked:
        return len(data.categories) * len(data.series) * UPRIGHT > NARROW
    longest = max((len(point.words) for one in data.series for point in one.points), default=0)
    return longest * LETTER > FILLED * NARROW / max(1, len(data.categories))


class _Columns:
    def __init__(self, data: ChartData, stacked: bool) -> None:
        self._data, self._stacked = data, stacked
        self._beside = 1 if stacked else max(1, len(data.series))
        labels = [point.words for one in data.series for point in one.points]
        self._turned = "" if stacked else turning(labels)
        self._top = ROOM if self._turned else LEVEL_ROOM
        below = ROOM if turning(data.categories) else LEVEL_ROOM
        self._below_zero = 0 if data.bottom == 0 else LEVEL_ROOM
        self.height = self._top + PLOT + self._below_zero + below

    def marks(self) -> Iterator[Element]:
        slot = 1 / max(1, len(self._data.categories))
        for at in range(len(self._data.categories)):
            yield from self._stack(at, slot) if self._stacked else self._group(at, slot)
        places = [(at + 0.5) * slot for at in range(len(self._data.categories))]
        yield from names(self._data.categories, places, self._top + PLOT + self._below_zero)
        yield line(0, self._y(0), 1, self._y(0), "base")

    def _y(self, value: float) -> float:
        return self._top + PLOT * (1 - self._data.share(value))

    def _group(self, at: int, slot: float) -> Iterator[Element]:
        width = slot * FILLED / self._beside
        left = at * slot + slot * (1 - FILLED) / 2
        for number, one in enumerate(self._data.series):
            point = one.points[at]
            look = looks(one.look, "last" if self._is_last(at) else "")
            yield from self._column(point, left + number * width, width, look)
            yield from self._label(point, at, number, left + (number + 0.5) * width)

    def _column(self, point: Point, left: float, width: float, look: str) -> Iterator[Element]:
        if point.value is not None:
            ends = sorted((self._y(0), self._y(point.value)))
            height = max(FOOT, ends[1] - ends[0])
            yield rectangle(left, ends[1] - height if point.value >= 0 else ends[0], width, height, look)

    def _label(self, point: Point, at: int, number: int, across: float) -> Iterator[Element]:
        """What the cell shows, above the column; where labels would lie over each other, at the latest column of the
        first series alone, and where there is no column to see, as in the workbook."""
        marks = len(self._data.categories) * self._beside
        is_the_one = (number == 0 and at == len(self._data.categories) - 1) or not point.value
        if marks * UPRIGHT > WIDE and not is_the_one:
            return
        wide = "wide" if marks * UPRIGHT > NARROW and not is_the_one else ""
        value = point.value or 0
        down = self._y(max(value, 0)) - 6 if value >= 0 else self._y(value) + 14
        unknown = "gap" if point.value is None else ""
        yield text(point.words, across, down, looks("value", self._turned, wide, unknown))

    def _stack(self, at: int, slot: float) -> Iterator[Element]:
        """The parts of a column, from below; the first that is not known has its sign above all others.

        The texts come in the order of the series, in which a page is held against its workbook.
        """
        width, middle, so_far = slot * FILLED, (at + 0.5) * slot, 0.0
        points = [(one.points[at], one.look) for one in self._data.series]
        height = sum(max(0.0, point.value or 0.0) for point, _ in points)
        unknown = next((point for point, _ in points if point.value is None), None)
        for point, look in points:
            if point is unknown:
                yield text(point.words, middle, self._y(height) - 6, "value gap")
            elif point.value is not None and point.value > 0:
                yield from self._part(point, look, so_far, middle, width)
                so_far += point.value
        if unknown is None and height == 0:
            first, look = points[0]
            yield rectangle(middle - width / 2, self._y(0) - FOOT, width, FOOT, look)
            yield text(first.words, middle, self._y(0) - 6, "value")

    def _part(self, point: Point, look: str, so_far: float, middle: float, width: float) -> Iterator[Element]:
        """One part of a column, upon those so far, and its label where there is room."""
        top, bottom = self._y(so_far + (point.value or 0.0)), self._y(so_far)
        yield rectangle(middle - width / 2, top, width, bottom - top, look)
        room = len(point.words) * LETTER
        if bottom - top >= PART and room < WIDE * width:
            looked = looks("part", "on-dark" if look in DARK else "", "" if room < NARROW * width else "wide")
            yield text(point.words, middle, (top + bottom) / 2 + 4, looked)

    def _is_last(self, at: int) -> bool:
        is_alone = len(self._data.series) == 1 and self._data.plan.highlight_last
        return is_alone and at == len(self._data.categories) - 1
