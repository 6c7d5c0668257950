"""Charts and pictures that nobody sees, or sees in part: off the page, without size, see-through, covered, cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from cyps_xl.grid import Area
from cyps_xl.scan.cells_in_use import FAR
from cyps_xl.scan.covered import A_SLIVER, Sizes
from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.pages import Page
from cyps_xl.xlsx.opening.namespaces import DRAWING, SHEET_DRAWING
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.parts.package import Package, parse_part

_KIND = "unseen drawing"
_LEAST_SIDE = 63_500  # EMU, five points: nothing smaller can be read
_LEAST_COVER = 20_000  # thousandths of a per cent
_MOST_BRIGHT = 90_000
_HARMLESS_EFFECTS = frozenset(("alphaModFix", "lum", "grayscl", "extLst"))
_MOST_DRAWINGS = 2_000  # to compare each with each


@dataclass(frozen=True)
class _Box:
    """Where a drawing lies on its sheet, in EMU from the corner of A1, and over which cells."""

    name: str
    left: int
    top: int
    right: int
    bottom: int
    cells: Area

    def covers(self, other: _Box) -> bool:
        """Whether nothing of the other looks out."""
        return (
            self.left <= other.left + A_SLIVER
            and self.top <= other.top + A_SLIVER
            and self.right >= other.right - A_SLIVER
            and self.bottom >= other.bottom - A_SLIVER
        )


def unseen_drawings(package: Package, pages: list[Page]) -> Iterator[Exposure]:
    """Each drawing on a visible sheet that a reader does not see whole."""
    for page in pages:
        for relation in relations(package.parts, page.sheet.part):
            if relation.kind == "drawing" and relation.target in package.parts and not page.hidden:
                root = parse_part(package.parts[relation.target], relation.target)
                yield from _on_page(page, root)


def _on_page(page: Page, root: etree._Element) -> Iterator[Exposure]:
    tab, sizes = page.sheet.name, Sizes(page.root)
    boxes = [_box(anchor, sizes) for anchor in root if isinstance(anchor.tag, str) and "Anchor" in anchor.tag]
    for box in boxes:
        why = _why_off_the_page(page, box)
        if min(box.right - box.left, box.bottom - box.top) < _LEAST_SIDE:
            why = "without size"
        if why:
            yield exposure(_KIND, f"{tab}, {box.name}", why)
    yield from _covered(tab, boxes)
    for picture in root.iter(f"{{{SHEET_DRAWING}}}pic"):
        for why in _through(picture):
            yield exposure(_KIND, f"{tab}, {_name(picture)}", why)


def _covered(tab: str, boxes: Sequence[_Box]) -> Iterator[Exposure]:
    if len(boxes) > _MOST_DRAWINGS:
        yield exposure(_KIND, tab, f"{len(boxes)} drawings, too many to look under each")
        return
    for at, box in enumerate(boxes):
        above = next((other for other in boxes[at + 1 :] if other.covers(box)), None)
        if above is not None:
            yield exposure(_KIND, f"{tab}, {box.name}", f"covered by {above.name}")


def _why_off_the_page(page: Page, box: _Box) -> str:
    if page.printed is None:
        last_row, last_column = page.reach
        is_far = box.cells.first_row > last_row + FAR or box.cells.first_column > last_column + FAR
        return "far away" if is_far else ""
    if not any(area.overlaps(box.cells) for area in page.printed):
        return "off the page"
    return "" if any(area.covers(box.cells) for area in page.printed) else "off the page in part"


def _box(anchor: etree._Element, sizes: Sizes) -> _Box:
    start = anchor.find(f"{{{SHEET_DRAWING}}}from")
    left, top = (0, 0) if start is None else (sizes.across(start), sizes.down(start))
    end = anchor.find(f"{{{SHEET_DRAWING}}}to")
    if end is not None:
        right, bottom = sizes.across(end), sizes.down(end)
    else:
        place, extent = anchor.find(f"{{{SHEET_DRAWING}}}pos"), anchor.find(f"{{{SHEET_DRAWING}}}ext")
        if place is not None:
            left, top = (int(place.get(side, "0")) for side in ("x", "y"))
        across, down = (0 if extent is None else int(extent.get(side, "0")) for side in ("cx", "cy"))
        right, bottom = left + across, top + down
    cells = Area(
        sizes.row_at(top),
        sizes.column_at(left),
        max(sizes.row_at(bottom - A_SLIVER), sizes.row_at(top)),
        max(sizes.column_at(right - A_SLIVER), sizes.column_at(left)),
    )
    return _Box(_name(anchor), left, top, right, bottom, cells)


def _name(element: etree._Element) -> str:
    found = next(element.iter(f"{{{SHEET_DRAWING}}}cNvPr"), None)
    return "a drawing" if found is None else found.get("name", "a drawing")


def _through(picture: etree._Element) -> Iterator[str]:
    """Why a picture is not seen as it is stored."""
    for blip in picture.iter(f"{{{DRAWING}}}blip"):
        for effect in blip:
            name = etree.QName(effect).localname if isinstance(effect.tag, str) else ""
            if name == "alphaModFix" and int(effect.get("amt", "100000")) < _LEAST_COVER:
                yield "see-through"
            elif name == "lum" and abs(int(effect.get("bright", "0"))) >= _MOST_BRIGHT:
                yield "in one colour"
            elif name and name not in _HARMLESS_EFFECTS:
                yield f"in other colours ({name})"
    for cut in picture.iter(f"{{{DRAWING}}}srcRect", f"{{{DRAWING}}}fillRect"):
        if any(int(cut.get(side, "0")) for side in "ltrb"):
            yield "cut; what was cut off is still in the file"
    for size in picture.iterfind(f"{{{SHEET_DRAWING}}}spPr/{{{DRAWING}}}xfrm/{{{DRAWING}}}ext"):
        if min(int(size.get("cx", "0")), int(size.get("cy", "0"))) < _LEAST_SIDE:
            yield "without size"
