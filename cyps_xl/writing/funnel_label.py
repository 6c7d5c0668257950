"""Where our own name stands beside our point in a funnel: where it lies over no other council's.

Programs place a label in one of four ways and set their own axes, so that where points lie is reckoned, not known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]

POSITIONS = ("above", "below", "right", "left")
"""Those that a program knows, the usual one first."""
_PLOT = (0.8, 0.7)
"""The shares of a chart, across and down, that its plot takes."""
_AXIS = 1.1
"""How far an axis goes beyond the largest that it shows."""
_LETTER, _LINE = 5.8, 12.0
"""Points of a bold letter of 10 points, and of a line of them."""
_WIDEST = 0.2
"""The share of a chart's width beyond which programs set a label on two lines."""
_AWAY, _DOT = 7.0, 4.0
"""Points from the middle of our point to its label, and from the middle of another to its edge."""


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, across: float, down: float) -> bool:
        is_beside = self.left - _DOT < across < self.right + _DOT
        return is_beside and self.top - _DOT < down < self.bottom + _DOT


def label_position(name: str, own: Point, others: Iterable[Point], size: Point) -> tuple[str, bool]:
    """The position of our own name that lies over fewest of the others, and whether it lies over none. `size` is that
    of the chart, across and down."""
    others = [*others]
    across, down = (room * share for room, share in zip(size, _PLOT, strict=True))
    most = [_AXIS * max(abs(point[at]) for point in (own, *others)) or 1.0 for at in (0, 1)]

    def placed(point: Point) -> Point:
        return across * point[0] / most[0], down * (1 - point[1] / most[1])

    dots = [placed(point) for point in others]
    boxes = {where: box for where, box in _boxes(name, placed(own), size[0]).items() if _is_within(box, across, down)}
    over = {where: sum(box.holds(*dot) for dot in dots) for where, box in boxes.items()}
    best = min(over, key=lambda where: (over[where], POSITIONS.index(where)), default=POSITIONS[0])
    return best, over.get(best, 1) == 0


def _boxes(name: str, own: Point, chart: float) -> dict[str, _Box]:
    """What the label takes in each position."""
    whole = len(name) * _LETTER
    wide = min(whole, chart * _WIDEST)
    high = math.ceil(whole / wide) * _LINE if wide else 0.0
    x, y = own
    return {
        "above": _Box(x - wide / 2, y - _AWAY - high, x + wide / 2, y - _AWAY),
        "below": _Box(x - wide / 2, y + _AWAY, x + wide / 2, y + _AWAY + high),
        "right": _Box(x + _AWAY, y - high / 2, x + _AWAY + wide, y + high / 2),
        "left": _Box(x - _AWAY - wide, y - high / 2, x - _AWAY, y + high / 2),
    }


def _is_within(box: _Box, across: float, down: float) -> bool:
    return min(box.left, box.top) >= 0 and box.right <= across and box.bottom <= down
