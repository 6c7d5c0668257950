"""Lines, and lines between limits: labelled at the latest point, the highest and the lowest; a gap is a gap."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from cyps_xl.sheets.plan import Guide
from cyps_xl.web.chart_data import ChartData, Series
from cyps_xl.web.elements import Element, element
from cyps_xl.web.marks import LEVEL_ROOM, PLOT, ROOM, line, looks, number, percent, text, turning

RIGHT = 0.86
"""The share of the width at which the latest point stands; its label stands to the right."""
LEFT = 0.02
APART = 14.0
"""Pixels between two labels at the right."""
OVER = 8
"""Pixels between a point and its label."""
SIZE = 3.5


def lines(data: ChartData) -> tuple[int, Iterator[Element]]:
    """The height of the drawing, and its marks."""
    turned = turning(data.categories)
    return LEVEL_ROOM + PLOT + (ROOM if turned else LEVEL_ROOM), _marks(data, turned)


def _x(data: ChartData, at: int) -> float:
    steps = len(data.categories) - 1
    return (LEFT + RIGHT) / 2 if steps < 1 else LEFT + (RIGHT - LEFT) * at / steps


def _y(data: ChartData, value: float) -> float:
    return LEVEL_ROOM + PLOT * (1 - data.share(value))


def _marks(data: ChartData, turned: str) -> Iterator[Element]:
    if data.bottom == 0:
        yield line(0, LEVEL_ROOM + PLOT, 1, LEVEL_ROOM + PLOT, "base")
    for one in sorted(data.series, key=lambda one: one.guide is None):
        yield from _series(data, one)
    yield from _at_the_right(data)
    every = 2 if len(data.categories) > 30 else 1
    for at, words in enumerate(data.categories):
        if (len(data.categories) - 1 - at) % every == 0:
            down = LEVEL_ROOM + PLOT + (8 if turned == "up" else 16)
            yield text(words, _x(data, at), down, looks("name", turned))


def _series(data: ChartData, series: Series) -> Iterator[Element]:
    places = [
        None if point.value is None else (_x(data, at), _y(data, point.value)) for at, point in enumerate(series.points)
    ]
    if series.guide is not Guide.SIGNAL:
        for one, other in itertools.pairwise(places):
            if one is not None and other is not None:
                yield line(*one, *other, series.look)
    if series.guide is None or series.guide is Guide.SIGNAL:
        size = SIZE if series.guide is None else 2 * SIZE
        for place in places:
            if place is not None:
                yield element(
                    "circle", cx=percent(place[0]), cy=number(place[1]), r=number(size), class_=f"{series.look} dot"
                )
    if series.guide is None:
        yield from _extremes(data, series)
        yield from _gaps(data, series)


def _extremes(data: ChartData, series: Series) -> Iterator[Element]:
    """Labels at the highest and the lowest point, but for the latest, which has one anyway."""
    known = [(point.value, at) for at, point in enumerate(series.points) if point.value is not None]
    if len(known) < 2:
        return
    highest, lowest = max(known), min(known)
    for (value, at), down in ((highest, -OVER), (lowest, OVER + 11)):
        if at != known[-1][1] and highest[0] != lowest[0]:
            yield text(series.points[at].words, _x(data, at), _y(data, value) + down, "value")


def _gaps(data: ChartData, series: Series) -> Iterator[Element]:
    for at, point in enumerate(series.points):
        if point.value is None:
            yield text(point.words, _x(data, at), LEVEL_ROOM + PLOT - 5, "value gap")


def _at_the_right(data: ChartData) -> Iterator[Element]:
    """The latest figure of every line, none over another."""
    labels = []
    for one in data.series:
        known = [point for point in one.points if point.value is not None]
        if known and one.guide is not Guide.SIGNAL and known[-1].value is not None:
            look = "" if one.guide is None else "guide"
            labels.append((_y(data, known[-1].value) + 4, known[-1].words, look))
    down = 0.0
    for place, words, look in sorted(labels):
        down = max(place, down + APART if down else place)
        yield text(words, RIGHT + 0.015, down, looks("beside", look))
