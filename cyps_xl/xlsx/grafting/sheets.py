"""One output sheet grafted: put in the place of last time's, or added to a workbook that lacks it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.grid import Area, cell_address
from cyps_xl.xlsx.grafting.button import add_button
from cyps_xl.xlsx.grafting.cells import (
    NOTHING_TYPED,
    Contents,
    FreshTexts,
    Typed,
    changed,
    dressed_as_ours,
    filled_cells,
    merge_cells,
    translated_sheet,
    typed_by_staff,
)
from cyps_xl.xlsx.grafting.column_map import Version, columns_across
from cyps_xl.xlsx.grafting.drawings import graft_drawing
from cyps_xl.xlsx.grafting.follow_on_sheet import carry_on_sheet, rows_that_went
from cyps_xl.xlsx.grafting.keep_look import merge_look
from cyps_xl.xlsx.grafting.names import sheet_names
from cyps_xl.xlsx.grafting.row_map import Moves
from cyps_xl.xlsx.grafting.rules import item_digests, linked_ids, merge_rules
from cyps_xl.xlsx.grafting.sheet_look import Choice, look_of
from cyps_xl.xlsx.grafting.written_record import WrittenSheet
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.cells import place_of_cell
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import area_of, links_of, rows_of, sheet_child
from cyps_xl.xlsx.parts.sheet_cells import Content, contents_of
from cyps_xl.xlsx.parts.signature import digest
from cyps_xl.xlsx.parts.stored_cells import outline, stored_cells, stored_rows
from cyps_xl.xlsx.parts.styles import StyleMap
from cyps_xl.xlsx.parts.workbook_part import LOCATOR_PREFIX, Sheet

CARRIED_OVER = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "ignoredErrors",
    "drawing",
    "legacyDrawing",
)
PRESSED_PREFIX = "cyps_pressed_"
"""Names of cells that the button wrote in the open workbook, where no record of them can be kept."""

NAMED_CELL = "name "
"""How the items of a look begin that say where a name of ours is."""

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(frozen=True)
class FreshSheet:
    """A fresh output sheet, ready for the staff's workbook.

    `root` is its root element without its `rows`, which are XML. `look` is its set-up, with what
    its print area and the like stand for, and where names of ours are on it. `drawn` and
    `cell_looks` are as `drawn.py` has them.
    """

    key: str
    tab: str
    position: int
    part: str
    root: etree._Element
    rows: bytes
    cells: dict[tuple[int, int], Content]
    look: dict[str, str]
    drawn: Mapping[str, str] = field(default_factory=dict)
    cell_looks: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def digests(self) -> dict[tuple[int, int], str]:
        """A digest of what each stored cell holds."""
        return {place: digest(content.essence) for place, content in self.cells.items()}

    def whole(self) -> etree._Element:
        """Its root element with all its rows: ten times their room, for the sheets on which staff have worked."""
        start, _, end = etree.tostring(self.root, encoding="UTF-8").partition(b"<sheetData/>")
        return etree.fromstring(b"".join((start, b"<sheetData>", self.rows, b"</sheetData>", end)))


@dataclass(frozen=True)
class StaffSheet:
    """The staff's version of one of our sheets, the bytes of its part, with what tells theirs from ours."""

    part: str
    data: bytes
    names: dict[str, str]
    written: WrittenSheet | None

    def cells(self, shared_text: Callable[[int], str]) -> dict[tuple[int, int], Content]:
        """What its cells hold; `shared_text` gives the workbook's shared texts by number."""
        return dict(contents_of(stored_cells(self.data, self.part), shared_text))

    def look(self) -> dict[str, str]:
        """How it is set up, with what its print area and the like stand for, and where names of ours are on it."""
        return {**look_of(outline(self.data, self.part), stored_rows(self.data, self.part)), **self.names}

    def rows_moved(self) -> bool:
        """Whether a name of ours stands elsewhere than we wrote it: rows or columns were put in or taken out."""
        if self.written is None:
            return False
        ours = ((name, place) for name, place in self.names.items() if name.startswith(NAMED_CELL))
        return any(self.written.look.get(name, place) != place for name, place in ours)

    def named(self, name: str) -> str | None:
        """The cell that a name of ours stands for, whatever its capitals; None when it stands for none here."""
        wanted = f"{NAMED_CELL}{name}".lower()
        return next((place for known, place in self.names.items() if known.lower() == wanted), None)

    def columns_moved(self, key: str) -> int:
        """How many columns staff put in to the left of the report."""
        try:
            return Area.parse(self.named(f"{LOCATOR_PREFIX}{key}") or "A1").first_column - 1
        except ValueError:
            return 0


def names_on(workbook: etree._Element, sheet: Sheet, named: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What the names that belong to a sheet stand for, and where names of ours are on it; `named` are these by tab."""
    ours = {f"{NAMED_CELL}{name}": place for name, place in named.get(sheet.name.lower(), {}).items()}
    return {**sheet_names(workbook, sheet.position), **ours}


def prepare(fresh: Draft, part: str, styles: StyleMap, texts: FreshTexts) -> tuple[etree._Element, bytes]:
    """A fresh sheet in terms of the staff's workbook: its root element without rows, and its rows.

    ValueError when it holds what cannot be carried over.
    """
    root, rows = translated_sheet(fresh, part, styles, texts)
    for child in root:
        if etree.QName(child).localname not in CARRIED_OVER:
            raise ValueError(f"{part} holds {etree.QName(child).localname}, which the graft does not carry over")
    return root, rows


def written_of(sheet: FreshSheet, draft: Draft, part: str) -> WrittenSheet:
    """What to remember of a sheet for the next graft."""
    items = item_digests(sheet.root, _targets(draft, part))
    return WrittenSheet(sheet.digests, sheet.look, items, sheet.drawn, sheet.cell_looks)


def typed_on(
    sheet: FreshSheet,
    staff: StaffSheet,
    held: Contents,
    looks: Callable[[], Collection[str]] = frozenset,
    *,
    still: bool = False,
) -> Typed:
    """The cells that staff filled on their version of a sheet; not those that were written while it was open.

    `held` is what its cells hold; `looks` gives the numbers of the looks that the report's cells have. With `still`
    what staff typed stays where it is, as when a section leaves the report or comes back.
    """
    pressed = staff.named(f"{PRESSED_PREFIX}{sheet.key}")
    ours = Area.parse(pressed) if pressed else None
    cells = held if ours is None else {place: content for place, content in held.items() if not ours.holds(*place)}
    columns, moved = staff.columns_moved(sheet.key), staff.rows_moved()
    if staff.written is not None and not moved and columns == 0 and staff.written.cells == sheet.digests:
        theirs = changed(cells, staff.written)
        if not theirs:
            return NOTHING_TYPED  # and every row says what it said: nearly all sheets at nearly every refresh
    dressed = _dressed(sheet, staff, looks()) if staff.written is None else ()
    versions = _version(staff.names, held), _version(sheet.look, sheet.cells)
    return typed_by_staff(
        cells, sheet.cells, staff.written, moved, columns, dressed, partial(columns_across, *versions), still=still
    )


def _version(look: Mapping[str, str], cells: Contents) -> Version:
    names = {name: place for name, place in look.items() if name.startswith(NAMED_CELL)}
    return Version(names, {place: content.shown for place, content in cells.items() if content.shown})


def _dressed(sheet: FreshSheet, staff: StaffSheet, looks: Collection[str]) -> Collection[tuple[int, int]]:
    return dressed_as_ours(stored_cells(staff.data, staff.part), sheet.cells, looks)


def choice_for(sheet: FreshSheet, staff: StaffSheet) -> Choice:
    """Whose wish counts for the look of a sheet."""
    written = None if staff.written is None else staff.written.look
    return Choice(written, staff.look(), sheet.look, staff.rows_moved(), staff.columns_moved(sheet.key) != 0)


def replace_sheet(
    draft: Draft, fresh: Draft, sheet: FreshSheet, staff: StaffSheet, typed: Typed, choice: Choice
) -> None:
    """Put a fresh sheet in the place of last time's."""
    _refuse_tables(draft, sheet, staff, typed.moves)
    kept_rows = [row for row in choice.kept_rows() if typed.moves.row(row) is not None]
    is_touched = bool(typed.kept or kept_rows)
    root = draft.change(staff.part) if is_touched else draft.change_outline(staff.part)
    if typed.moves.any:
        carry_on_sheet(draft, staff.part, sheet.tab, typed.moves)
    _relate_links(draft, staff.part, fresh, sheet)
    if is_touched:
        merge_cells(root, sheet.whole(), typed, kept_rows, sheet.tab)
    merge_look(root, sheet.root, choice)
    ours = None if staff.written is None else staff.written.items
    targets, filled = _targets(draft, staff.part), filled_cells(sheet.cells)
    merge_rules(root, sheet.root, ours, targets, filled, typed.moves, sheet.tab)
    graft_drawing(draft, staff.part, root, fresh, sheet.part)
    _drop_unused_links(draft, staff.part, root)
    _set_dimension(root, _stored_in(root) if is_touched else sheet.cells.keys())
    if not is_touched:
        draft.put_rows(staff.part, sheet.rows)


def add_sheet(draft: Draft, fresh: Draft, sheet: FreshSheet) -> str:
    """Add a fresh sheet's part to the staff's workbook; the name of the part."""
    part = draft.free_part("xl/worksheets/sheet{}.xml")
    draft.put(part, sheet.root, _SHEET_TYPE)
    draft.put_rows(part, sheet.rows)
    for drawing in sheet.root.findall(main("drawing")):
        sheet.root.remove(drawing)
    _relate_links(draft, part, fresh, sheet)
    graft_drawing(draft, part, sheet.root, fresh, sheet.part)
    add_button(draft, part, sheet.root, fresh, sheet.part)
    return part


def _refuse_tables(draft: Draft, sheet: FreshSheet, staff: StaffSheet, way: Moves) -> None:
    """Refuse to write over a table of staff's: its headings would no longer be those of its cells."""
    for relation in draft.relations(staff.part):
        if relation.kind == "table":
            root = draft.root(relation.target)
            area = area_of(root)
            placed = way.placed(area)
            now = [area] if rows_that_went(area, way) or not placed else placed
            met = [place for place in filled_cells(sheet.cells) if any(one.holds(*place) for one in now)]
            if met or len(now) > 1 or now == [area] != placed:
                raise CypsError(
                    f"Your table {root.get('displayName')} stands on the sheet “{sheet.tab}” in {area}, "
                    f"where the report needs {cell_address(*min(met, default=(area.first_row, area.first_column)))}.",
                    "Move the table to a sheet of your own in Excel, save, and try again.",
                )


def _targets(draft: Draft, part: str) -> dict[str, str]:
    return {relation.id: relation.target for relation in draft.relations(part)}


def _relate_links(draft: Draft, part: str, fresh: Draft, sheet: FreshSheet) -> None:
    """Relate the addresses that a fresh sheet links to, using relations that are there already."""
    addresses = _targets(fresh, sheet.part)
    known = {r.target: r.id for r in draft.relations(part) if r.kind == "hyperlink" and r.external}
    for link in links_of(sheet.root):
        if link.get(RELATION_ID):
            address = addresses[link.get(RELATION_ID, "")]
            if address not in known:
                known[address] = draft.relate(part, relation_type("hyperlink"), address, external=True)
            link.set(RELATION_ID, known[address])


def _drop_unused_links(draft: Draft, part: str, root: etree._Element) -> None:
    """Drop the relations of links that are gone; a shape's link is the drawing's own affair."""
    for relation in draft.relations(part):
        if relation.kind == "hyperlink" and relation.id not in linked_ids(root):
            draft.unrelate(part, relation.id)


def _stored_in(sheet: etree._Element) -> list[tuple[int, int]]:
    """The first and the last cell of each row."""
    return [place_of_cell(row[at]) for _, row in rows_of(sheet) if len(row) for at in (0, -1)]


def _set_dimension(root: etree._Element, places: Collection[tuple[int, int]]) -> None:
    """Say how far a sheet's cells reach."""
    rows, columns = {row for row, _ in places} or {1}, {column for _, column in places} or {1}
    sheet_child(root, "dimension").set("ref", str(Area(min(rows), min(columns), max(rows), max(columns))))
