"""What lies on one page of a PDF: its texts in their order, and the shapes painted under them and over them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cyps_xl.scan import pdf_geometry as geometry
from cyps_xl.scan.pdf_geometry import Box, Point

PAPER = "FFFFFF"


@dataclass(frozen=True)
class Drawn:
    """A text on a page, where it stands, why it cannot be seen ("" when it can), in what `room`, and its points."""

    page: int
    text: str
    box: Box
    why: str = ""
    room: Box = geometry.EVERYWHERE
    size: float = 0.0


@dataclass(frozen=True)
class _Painted:
    """A shape filled with a colour; None where the colour is not known, as under a picture."""

    box: Box
    corners: tuple[Point, ...]
    colour: str | None


@dataclass
class Page:
    """What has been drawn of a page so far; `looks` says how often one thing was held against another."""

    number: int
    texts: list[Drawn] = field(default_factory=list)
    looks: int = 0
    _painted: list[_Painted] = field(default_factory=list)

    def paint(self, box: Box, corners: tuple[Point, ...], colour: str | None, hides: bool) -> None:
        """Put a shape over all that is there; without `corners` it fills its box. Whether it `hides` what is below."""
        self._painted.append(_Painted(box, corners, colour))
        if not hides or box[0] >= box[2] or box[1] >= box[3]:
            return
        self.looks += len(self.texts)
        for at, text in enumerate(self.texts):
            if not text.why and text.text.strip() and geometry.holds(box, text.box):
                self.texts[at] = replace(text, why="text under something")

    def ground(self, box: Box) -> str | None:
        """The colour of what was painted last under the middle of a text."""
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        for painted in reversed(self._painted):
            self.looks += 1
            if _is_in(middle, painted):
                return painted.colour
        return PAPER


def _is_in(point: Point, painted: _Painted) -> bool:
    x, y = point
    left, bottom, right, top = painted.box
    if not (left <= x <= right and bottom <= y <= top):
        return False
    inside = not painted.corners
    before = painted.corners[-1:] or ((0.0, 0.0),)
    x1, y1 = before[0]
    for x2, y2 in painted.corners:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside
