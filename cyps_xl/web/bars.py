"""Columns on their side, for names that are too long to stand below: each name over its bars."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from cyps_xl.web.chart_data import ChartData, Point, Series
from cyps_xl.web.elements import Element, element
from cyps_xl.web.marks import looks, number, rectangle, text

ACROSS = 0.8
"""The share of the width that the longest bar takes; its label stands beside it."""
LETTERS = 40
"""Characters of a name in a line, on the smallest telephone."""
LINE, BAR, GAP = 17, 18, 12
"""Pixels of a line of a name, of a bar, and between two names."""
FOOT = 0.004
"""The width of a bar of nought."""


def bars(data: ChartData) -> tuple[int, Iterator[Element]]:
    """The height of the drawing, and its marks."""
    drawn = list(_marks(data))
    names = [len(_lines(words)) for words in data.categories]
    return sum(LINE * lines + BAR * len(data.series) + GAP for lines in names), iter(drawn)


def _marks(data: ChartData) -> Iterator[Element]:
    down = 0.0
    for at, words in enumerate(data.categories):
        lines = _lines(words)
        yield _name(lines, down)
        down += LINE * len(lines)
        for one in data.series:
            yield from _bar(data, one, one.points[at], down)
            down += BAR
        down += GAP


def _lines(words: str) -> list[str]:
    return textwrap.wrap(words, LETTERS, break_on_hyphens=False) or [""]


def _name(lines: list[str], down: float) -> Element:
    made = element("text", y=number(down + 13), class_="of")
    for at, words in enumerate(lines):
        space = " " if at < len(lines) - 1 else ""
        made.append(element("tspan", words + space, x="0", dy=str(LINE if at else 0)))
    return made


def _bar(data: ChartData, series: Series, point: Point, down: float) -> Iterator[Element]:
    width = 0.0
    if point.value is not None:
        width = max(FOOT, ACROSS * max(0.0, data.share(point.value)))
        yield rectangle(0, down + 2, width, BAR - 4, series.look)
    yield text(point.words, width + 0.015, down + 13, looks("beside", "gap" if point.value is None else ""))
