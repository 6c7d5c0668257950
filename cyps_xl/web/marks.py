"""The marks of a drawing: places in shares of its width across and in pixels down; text turns where it is tight."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from cyps_xl.sheets import theme
from cyps_xl.web.elements import Element, element

LETTER = 6.4
"""Pixels that a character of a label takes, about."""
NARROW, WIDE = 280, 620
"""Pixels across of a chart on a small telephone, and of one on any larger screen or on paper."""
UPRIGHT = 13
"""Pixels that a label takes across when it stands upright."""
PLOT = 180
"""Pixels between the lower and the upper edge of a plot."""
ROOM = 60
"""Pixels for labels that stand upright, above and below the plot."""
LEVEL_ROOM = 22
"""Pixels for labels that lie level."""

DARK = [f"s{number}" for number, colour in enumerate(theme.SERIES, start=1) if colour in theme.DARK_SERIES]
"""The looks on which a label is light."""


def number(value: float) -> str:
    """A place with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """A place across, from 0 to 1, as SVG writes it."""
    return f"{number(100 * share)}%"


def rectangle(left: float, top: float, width: float, height: float, look: str) -> Element:
    """A rectangle: left and width in shares of the whole width, top and height in pixels."""
    return element("rect", x=percent(left), y=number(top), width=percent(width), height=number(height), class_=look)


def line(left: float, top: float, right: float, bottom: float, look: str) -> Element:
    """A straight line between two points."""
    return element("line", x1=percent(left), y1=number(top), x2=percent(right), y2=number(bottom), class_=look)


def text(words: str, across: float, down: float, look: str) -> Element:
    """A text that stands at a point, as its look says."""
    return element("text", words, x=percent(across), y=number(down), class_=look)


def turning(labels: Sequence[str]) -> str:
    """How labels side by side have to stand: upright always, only on a narrow screen, or level ("")."""
    needed = len(labels) * (max(map(len, labels), default=0) + 1) * LETTER
    return "up" if needed > WIDE else "up-narrow" if needed > NARROW else ""


def names(words: Sequence[str], places: Sequence[float], down: float, share: float = 1) -> Iterator[Element]:
    """The categories below a plot that takes a share of the width: all, or as many as there is room for, the latest
    among them. `down` is where upright ones end."""
    turned = turning(words)
    for at, (name, place) in enumerate(zip(words, places, strict=True)):
        before_last = len(words) - 1 - at
        if before_last % _every(len(words), WIDE * share) == 0:
            fewer = "wide" if before_last % _every(len(words), NARROW * share) else ""
            yield text(name, place, down + (8 if turned == "up" else 16), looks("name", turned, fewer))


def _every(count: int, width: float) -> int:
    """Of how many upright labels one can stand in this width."""
    return max(1, math.ceil(count * UPRIGHT / width))


def looks(*names: str) -> str:
    """Classes, those that are there."""
    return " ".join(name for name in names if name)
