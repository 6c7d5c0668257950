"""Lines, and lines between limits: labelled at the latest point, the highest and the lowest; a gap is a gap."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from cyps_xl.sheets.plan import Guide
from cyps_xl.web.chart_data import ChartData, Series
from cyps_xl.web.elements import Element, element
from cyps_xl.web.marks import (
    LETTER,
    LEVEL_ROOM,
    NARROW,
    PLOT,
    ROOM,
    WIDE,
    line,
    looks,
    names,
    number,
    percent,
    text,
    turning,
)

FARTHEST = 0.9
"""The share of the width at which the latest point stands, where its label is short."""
LEFT = 0.02
APART = 14.0
"""Pixels between two labels at the right."""
OVER = 8
"""Pixels between a point and its label."""
SIZE = 3.5


def lines(data: ChartData) -> tuple[int, Iterator[Element]]:
    """The height of the drawing, and its marks."""
    below = ROOM if turning(data.categories) else LEVEL_ROOM
    return LEVEL_ROOM + PLOT + below, _Lines(data).marks()


class _Lines:
    def __init__(self, data: ChartData) -> None:
        self._data = data
        latest = [_latest(one) for one in data.series]
        longest = max((len(words) for _, words in filter(None, latest)), default=0)
        self._right = min(FARTHEST, 1 - (longest + 1) * LETTER / NARROW)
        self._taken: list[tuple[float, float, str]] = []

    def marks(self) -> Iterator[Element]:
        bottom = LEVEL_ROOM + PLOT
        if self._data.bottom == 0:
            yield line(0, bottom, 1, bottom, "base")
        for one in sorted(self._data.series, key=lambda one: one.guide is None):
            yield from self._series(one)
        yield from self._at_the_right()
        for one in self._data.drawn:
            yield from self._gaps(one)
        for one in self._data.drawn:
            yield from self._extremes(one)
        places = [self._x(at) for at in range(len(self._data.categories))]
        yield from names(self._data.categories, places, bottom, self._right - LEFT)

    def _x(self, at: int) -> float:
        steps = len(self._data.categories) - 1
        return (LEFT + self._right) / 2 if steps < 1 else LEFT + (self._right - LEFT) * at / steps

    def _y(self, value: float) -> float:
        return LEVEL_ROOM + PLOT * (1 - self._data.share(value))

    def _series(self, series: Series) -> Iterator[Element]:
        values = [point.value for point in series.points]
        places = [None if value is None else (self._x(at), self._y(value)) for at, value in enumerate(values)]
        if not series.is_marks:
            breaks = self._data.breaks if series.guide in (Guide.CENTRE, Guide.LIMIT) else ()
            for at, (one, other) in enumerate(itertools.pairwise(places), start=1):
                if one is not None and other is not None and at not in breaks:
                    yield line(*one, *other, series.look)
        if series.guide is None or series.is_marks:
            size = SIZE if series.guide is None else 2 * SIZE
            for place in filter(None, places):
                across, down = percent(place[0]), number(place[1])
                yield element("circle", cx=across, cy=down, r=number(size), class_=series.look)
        if series.guide is Guide.CHANGE:
            yield from self._changes(series)

    def _changes(self, series: Series) -> Iterator[Element]:
        """What changed in a month, in words above its point."""
        for at, point in enumerate(series.points):
            if point.value is not None:
                down = self._y(point.value) - 2 * OVER
                self._taken.append((self._x(at), down, point.words))
                yield text(point.words, self._x(at), down, "value guide")

    def _at_the_right(self) -> Iterator[Element]:
        """The latest figure of every line, none over another."""
        labels = []
        for one in self._data.series:
            latest = _latest(one)
            if latest is not None and not one.is_marks:
                labels.append((self._y(latest[0]) + 4, latest[1], "" if one.guide is None else "guide"))
        down = 0.0
        for place, words, look in sorted(labels):
            down = max(place, down + APART if down else place)
            self._taken.append((self._right + len(words) * LETTER / WIDE / 2, down, words))
            yield text(words, self._right + 0.015, down, looks("beside", look))

    def _gaps(self, series: Series) -> Iterator[Element]:
        for at, point in enumerate(series.points):
            if point.value is None:
                yield text(point.words, self._x(at), LEVEL_ROOM + PLOT - 5, "value gap")

    def _extremes(self, series: Series) -> Iterator[Element]:
        """Labels at the highest and the lowest point, where there is room; the latest has one anyway."""
        known = [(point.value, at) for at, point in enumerate(series.points) if point.value is not None]
        if len(known) < 2 or max(known)[0] == min(known)[0]:
            return
        for (value, at), over in ((max(known), -OVER), (min(known), OVER + 11)):
            down = self._y(value) + over
            words = series.points[at].words
            if at == known[-1][1] or down > LEVEL_ROOM + PLOT or self._is_tight(self._x(at), down, words, WIDE):
                continue
            if self._is_on_another(series, at, down):
                continue
            only_wide = "wide" if self._is_tight(self._x(at), down, words, NARROW) else ""
            self._taken.append((self._x(at), down, words))
            yield text(words, self._x(at), down, looks("value", only_wide))

    def _is_on_another(self, series: Series, at: int, down: float) -> bool:
        """Whether a label of a point would lie on another series there: it would be read as a figure of that one."""
        others = (one.points[at].value for one in self._data.drawn if one is not series and at < len(one.points))
        middle = down - LETTER / 2
        return any(abs(self._y(value) - middle) < OVER + SIZE / 2 for value in others if value is not None)

    def _is_tight(self, across: float, down: float, words: str, width: float) -> bool:
        """Whether a label would lie over one that is there, or reach over the edge, in a drawing of this width."""
        half = len(words) * LETTER / 2
        if across * width < half:
            return True
        return any(
            abs(across - place) * width < half + len(others) * LETTER / 2 and abs(down - there) < APART
            for place, there, others in self._taken
        )


def _latest(series: Series) -> tuple[float, str] | None:
    """The latest figure of a series and what its cell shows."""
    known = [(point.value, point.words) for point in series.points if point.value is not None]
    return known[-1] if known else None
