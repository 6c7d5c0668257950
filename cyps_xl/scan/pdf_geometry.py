"""Boxes and matrices of a PDF's pages, as ISO 32000-1 reckons with them (8.3.3)."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top; in points."""

AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def matrix_of(numbers: Sequence[float]) -> Matrix:
    """Six numbers as a matrix."""
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved_point(point: Point, place: Matrix) -> Point:
    """Where a matrix takes a point."""
    x, y = point
    return x * place[0] + y * place[2] + place[4], x * place[1] + y * place[3] + place[5]


def moved(box: Box, place: Matrix) -> Box:
    """The box around where a matrix takes a box."""
    left, bottom, right, top = box
    return around([moved_point(point, place) for point in ((left, bottom), (right, bottom), (right, top), (left, top))])


def around(points: Sequence[Point]) -> Box:
    """The box around points."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def box_of(numbers: Sequence[float]) -> Box:
    """Four numbers as a box, in whatever order its corners stand; everywhere for any other count."""
    return around([(numbers[0], numbers[1]), (numbers[2], numbers[3])]) if len(numbers) == 4 else EVERYWHERE


def within(box: Box, other: Box) -> Box:
    """What two boxes have in common."""
    return max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3])


def meets(box: Box, other: Box) -> bool:
    """Whether two boxes touch."""
    return box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3]


def holds(box: Box, other: Box) -> bool:
    """Whether a box holds another."""
    return box[0] <= other[0] and box[1] <= other[1] and box[2] >= other[2] and box[3] >= other[3]
