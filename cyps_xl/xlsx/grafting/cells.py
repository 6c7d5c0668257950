"""The cells of our sheets: ours written anew, and what staff typed where we show nothing kept."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from cyps_xl.formulas.references import carried_along
from cyps_xl.grid import OUR_NAMES, Area, cell_address, parse_cell
from cyps_xl.xlsx.grafting.row_map import STILL, Across, Moves, Place, moves, places_now
from cyps_xl.xlsx.grafting.written_record import WrittenSheet
from cyps_xl.xlsx.opening.namespaces import MAIN, SPACE, main
from cyps_xl.xlsx.parts.cells import FORMULA, INLINE, SHEET_DATA, TEXT, Grid, place_of_cell
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import area_of, columns_of, rules_of
from cyps_xl.xlsx.parts.shared_formulas import write_out
from cyps_xl.xlsx.parts.sheet_cells import Content
from cyps_xl.xlsx.parts.signature import digest
from cyps_xl.xlsx.parts.stored_cells import StoredCell, blocks_of_rows, outline, rows_within
from cyps_xl.xlsx.parts.styles import StyleMap

_FRESH_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?'
    rb"(?:/>|>((?:<f>[^<]*</f>)?(?:<v>[^<]*</v>|<v/>)|<is><t[^<>]*>[^<]*</t></is>)</c>)"
)
_FRESH_ROW = re.compile(rb"<row [^<>]*>")
_SPANS = re.compile(rb' spans="[^"]*"')
_STYLE = re.compile(rb' s="([0-9]+)"')
_NAMESPACE = b' xmlns="' + MAIN.encode() + b'"'

Contents = Mapping[Place, Content]


class FreshTexts:
    """The shared texts of a fresh workbook, each as the XML of a cell that holds it itself."""

    def __init__(self, texts: etree._Element | None) -> None:
        self._items = [] if texts is None else list(texts)
        self._known: dict[int, bytes] = {}

    def inline(self, number: int) -> bytes:
        """A text by its number."""
        if number not in self._known:
            self._known[number] = _inline(self._items[number])
        return self._known[number]


def translated_sheet(fresh: Draft, part: str, styles: StyleMap, texts: FreshTexts) -> tuple[etree._Element, bytes]:
    """A fresh sheet as it fits the staff's workbook: its root element without rows, and its rows as XML.

    Its style numbers are theirs, its texts stand in the cells. ValueError as `translated`.
    """
    data = fresh.data(part)
    root, within = outline(data, part), rows_within(data)
    for run in columns_of(root):
        _restyle(run.element, "style", styles.look)
    for rule in rules_of(root):
        _restyle(rule, "dxfId", styles.rule)
    for view in root.iterfind(f"{main('sheetViews')}/{main('sheetView')}"):
        view.attrib.pop("tabSelected", "")  # two sheets selected together would be edited together
    return root, b"" if within is None else translated(data[within[0] : within[1]], styles, texts)


def translated(rows: bytes, styles: StyleMap, texts: FreshTexts) -> bytes:
    """The rows of a fresh sheet as they fit the staff's workbook: its style numbers theirs, its texts in the cells.

    ValueError when a cell is written in a way that fresh sheets never use.
    """

    def look(number: bytes | None) -> bytes:
        return b"" if number is None else b' s="%d"' % styles.look(int(number))

    def cell(found: re.Match[bytes]) -> bytes:
        address, style, kind, inside = found.groups()
        start = b'<c r="%b"%b' % (address, look(style))
        if inside is None:
            return start + b"/>"
        if kind == b"s":
            return b'%b t="inlineStr">%b</c>' % (start, texts.inline(int(inside[3:-4])))
        inside = inside.replace(b"<v></v>", b"<v/>")
        if kind is None and inside.startswith(b"<f") and inside.endswith(b"<v/>"):
            kind = b"str"  # an empty text: as it was written, it passes for a number
        return b"%b%b>%b</c>" % (start, b"" if kind is None else b' t="%b"' % kind, inside)

    def row(found: re.Match[bytes]) -> bytes:
        return _STYLE.sub(lambda style: look(style[1]), _SPANS.sub(b"", found[0]))

    return b"".join(_FRESH_ROW.sub(row, _every_cell(cell, block)) for block in blocks_of_rows(rows, 0, len(rows)))


def _every_cell(change: Callable[[re.Match[bytes]], bytes], block: bytes) -> bytes:
    changed, count = _FRESH_CELL.subn(change, block)
    if count != block.count(b"<c "):
        raise ValueError("a fresh sheet holds a cell that the graft does not carry over")
    return changed


def _restyle(element: etree._Element, name: str, number: Callable[[int], int]) -> None:
    value = element.get(name)
    if value is not None:
        element.set(name, str(number(int(value))))


def _inline(text: etree._Element) -> bytes:
    """A shared text as XML in a cell: spaces at its ends and line breaks stay."""
    inline = etree.Element(INLINE, nsmap={None: MAIN})  # type: ignore[dict-item]  # None is the prefix of names without
    inline.extend(copy.deepcopy(child) for child in text)
    for element in inline.iter(TEXT):
        if "\n" in (element.text or ""):
            element.set(SPACE, "preserve")
    return etree.tostring(inline, encoding="UTF-8").replace(_NAMESPACE, b"", 1)


@dataclass(frozen=True)
class Typed:
    """The cells in which staff's version of a sheet differs from what we wrote, and where each stands now.

    `kept` are those that come to stand where the fresh sheet shows nothing: they stay. `lost`
    are those that it fills: ours take their place. `moves` is the way of the report's rows.
    """

    kept: Mapping[Place, Place]
    lost: Mapping[Place, Place]
    moves: Moves = STILL

    @property
    def nothing(self) -> bool:
        """Whether staff's version is ours alone, and each row stands where it stood."""
        return not self.kept and not self.lost and not self.moves.any


NOTHING_TYPED = Typed({}, {})


def typed_by_staff(
    staff: Contents,
    fresh: Contents,
    written: WrittenSheet | None,
    rows_moved: bool,
    columns: int = 0,
    dressed: Collection[Place] = (),
    across: Callable[[Moves], tuple[Across, ...]] = lambda way: (),
    *,
    still: bool = False,
) -> Typed:
    """What staff put on our sheet since we wrote it, and how its rows moved.

    With `rows_moved` staff put in or took out rows or columns, so that our own cells stand
    elsewhere than we wrote them: then a cell is ours wherever its like was written. Where
    nothing tells what we wrote, a cell is ours when its like is written now, when the fresh
    sheet fills it, and when it is `dressed` as ours are; but no number is, where the fresh sheet
    has a formula. `columns` is how far to the right the report stood; `across` tells the tables whose columns stand in
    another order, once it is known where their rows went. With `still` the report's rows have nothing
    to do with those that stood there, and what staff typed stays where it is.
    """
    theirs = _unlike(staff, fresh, dressed) if written is None else _theirs(staff, fresh, written, rows_moved)
    ours = {place: content for place, content in staff.items() if place not in theirs}
    ours = ours if rows_moved else _as_we_left_it(ours, fresh, theirs, written)
    way = STILL if still else moves(ours, fresh, columns)
    way = way if still else replace(way, across=across(way))
    places = places_now(theirs, way)
    lost = {old: new for old, new in places.items() if new in fresh and fresh[new].shown}
    same = {old for old, new in lost.items() if fresh[new].essence == staff[old].essence or not staff[old].shown}
    if written is None:
        same |= {old for old, new in lost.items() if not (staff[old].is_number and fresh[new].formula)}
    return Typed(
        {old: new for old, new in places.items() if old not in lost},
        {old: new for old, new in lost.items() if old not in same},
        way,
    )


def _as_we_left_it(
    ours: Contents, fresh: Contents, theirs: Collection[Place], written: WrittenSheet | None
) -> dict[Place, Content]:
    """The report's own cells; where staff typed over one or cleared it, what the fresh sheet shows there."""
    found = dict(ours)
    blank = digest("")
    were_ours = {place for place, held in written.cells.items() if held != blank} if written else set(theirs)
    for place in were_ours - ours.keys():
        if place in fresh and fresh[place].shown:
            found[place] = fresh[place]
        elif written:
            found[place] = Content("", "typed over")
    return found


def changed(staff: Contents, written: WrittenSheet) -> set[Place]:
    """The cells that hold something else than what we wrote there."""
    ours = written.cells
    return {place for place, content in staff.items() if ours.get(place) != digest(content.essence)}


def _theirs(staff: Contents, fresh: Contents, written: WrittenSheet, rows_moved: bool) -> set[Place]:
    theirs = changed(staff, written)
    return theirs - _like_ours(staff, fresh, set(written.cells.values())) if rows_moved else theirs


def _like_ours(staff: Contents, fresh: Contents, digests: Collection[str]) -> set[Place]:
    """The cells of staff's version that hold what we write somewhere on the sheet."""
    ours = {*digests, *(digest(content.essence) for content in fresh.values())}
    shapes = {content.shape for content in fresh.values() if content.formula}
    return {
        place
        for place, content in staff.items()
        if (content.shape in shapes if content.formula else digest(content.essence) in ours)
    }


def dressed_as_ours(staff: Iterable[StoredCell], fresh: Contents, looks: Collection[str]) -> set[Place]:
    """The cells of staff's version that have one of these looks, and that the fresh sheet does not have."""
    dressed = {(cell.row, cell.column) for cell in staff if cell.look in looks}
    return dressed - fresh.keys()


def _unlike(staff: Contents, fresh: Contents, dressed: Collection[Place]) -> set[Place]:
    """The cells that were not written by us, as far as the fresh sheet alone can tell."""
    words = {content.value for content in fresh.values() if not content.formula}
    families = {content.family for content in fresh.values() if content.formula}
    found = set()
    for place, content in staff.items():
        ours = _reads_ours(content, families) if content.formula else content.value in words
        is_free = place not in fresh or not fresh[place].shown
        if (
            content.shown
            and not ours
            and place not in dressed
            and (is_free or (content.is_number and fresh[place].formula))
        ):
            found.add(place)
    return found


def _reads_ours(content: Content, families: Collection[str]) -> bool:
    """Whether a formula is one of ours, by what it does, or by the names of ours that it reads."""
    return content.family in families or OUR_NAMES[1] in content.formula


def merge_cells(staff: etree._Element, fresh: etree._Element, typed: Typed, kept_rows: Iterable[int], tab: str) -> None:
    """Put the fresh cells in the place of the staff's, but for those to be kept; `kept_rows` stay as high as they are.

    `staff` and `fresh` are the root elements of the two versions, with all their rows.
    """
    old, new = staff.find(SHEET_DATA), fresh.find(SHEET_DATA)
    assert old is not None
    assert new is not None
    if _parts_shared_formulas(old, typed):
        write_out(old)
    before, after = Grid(old), Grid(new)
    _merge_rows(before, after, kept_rows, typed.moves)
    for place, now in sorted(typed.kept.items(), key=lambda item: item[1]):
        cell = before.find(*place)
        if cell is not None:
            _keep(cell, after, now, typed.moves, tab)
    # Row by row: lxml looks through a whole part that was taken out each time one of its elements is let go.
    del old[:]
    old.extend(list(new))


def _parts_shared_formulas(sheet_data: etree._Element, typed: Typed) -> bool:
    """Whether cells that share a formula go different ways; those that all stay where they are keep it as it is."""
    groups: dict[str, set[bool]] = {}
    for formula in sheet_data.iter(FORMULA):
        cell = formula.getparent()
        if formula.get("t") == "shared" and cell is not None:
            place = place_of_cell(cell)
            groups.setdefault(formula.get("si", ""), set()).add(typed.kept.get(place) == place)
    # What moves is written out: a shared formula is stored once, and reads from where it stands.
    return any(len(stays) > 1 or (typed.moves.any and stays != {True}) for stays in groups.values())


def filled_cells(contents: Contents) -> set[Place]:
    """The cells that show or work out something."""
    return {place for place, content in contents.items() if content.shown}


def _keep(cell: etree._Element, after: Grid, place: Place, way: Moves, tab: str) -> None:
    """Put a cell of staff's where it stands now, its formula reading what it read."""
    empty = after.cell(*place)
    formula = cell.find(FORMULA)
    if formula is not None:
        _carry_formula(formula, cell_address(*place_of_cell(cell)), place, way, tab)
        if formula.get("t") == "array" and _meets_ours(formula, after):
            cell.remove(formula)
    cell.set("r", cell_address(*place))
    parent = empty.getparent()
    assert parent is not None
    parent.replace(empty, cell)


def _carry_formula(formula: etree._Element, address: str, place: Place, way: Moves, tab: str) -> None:
    if way.any and formula.text:
        formula.text = carried_along(formula.text, tab, {tab.lower(): way})
    if formula.get("ref"):
        area, (row, column) = Area.parse(formula.get("ref", "")), parse_cell(address)
        down, right = place[0] - row, place[1] - column
        moved = Area(area.first_row + down, area.first_column + right, area.last_row + down, area.last_column + right)
        formula.set("ref", str(moved))


def _meets_ours(formula: etree._Element, after: Grid) -> bool:
    """Whether an array formula of staff's would run into a cell of ours."""
    area = area_of(formula)
    return any((cell := after.find(*place)) is not None and len(cell) for place in list(area.cells())[1:])


def _merge_rows(before: Grid, after: Grid, numbers: Iterable[int], way: Moves) -> None:
    """Heights, hidden rows and groups that are staff's, on the row where it stands now."""
    for number in numbers:
        now = way.row(number)
        if now is None:
            continue
        theirs, row = before.find_row(number), after.row(now)
        for name in ("ht", "customHeight", "hidden", "outlineLevel", "collapsed"):
            row.attrib.pop(name, "")
            if theirs is not None and theirs.get(name):
                row.set(name, theirs.get(name, ""))
