"""What is put right in the input tables without a word: the keys, which are ours, and cells that only look empty.

The *Key* column is worked out from the columns beside it, and the report looks its rows up there. Any program
but Excel may lose it: LibreOffice drops the column's formula, libraries keep formulas without what they give,
and people paste values over it. So the keys and their formula are written back wherever they are not as they
should be. A typed cell that holds an empty text or nothing but blanks is emptied: people see nothing in it,
and Excel's formulas would count it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import KEY_HEADING, KEY_SEPARATOR, Table
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.raw import is_blank_text
from cyps_xl.xlsx.input_tables.plain_periods import with_plain_periods
from cyps_xl.xlsx.input_tables.table_columns import cell_made, room_at_the_right, widen
from cyps_xl.xlsx.input_tables.tables import TableLocation, find_tables
from cyps_xl.xlsx.parts.cells import Grid, clear, set_formula, set_text
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import COLUMN_FORMULA, table_columns
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.shared_formulas import let_go
from cyps_xl.xlsx.parts.sheet_cells import Content, contents_of, shared_texts
from cyps_xl.xlsx.parts.stored_cells import StoredCell, stored_cells
from cyps_xl.xlsx.parts.workbook_part import texts_root_of_draft

Place = tuple[int, int]

_TEXT_KINDS = ("s", "str", "inlineStr")
_NOTHING = Content("", "")


@dataclass(frozen=True)
class Upkeep:
    """A workbook with its input tables, those of its `catalogue`, put right.

    `keys` are the places of the *Key* cells without which the report in Excel misses a row: those that did
    not hold the key's formula. One that merely kept no result, or an old one, is worked out by Excel itself.
    """

    package: Package
    keys: tuple[str, ...]
    catalogue: Catalogue


def put_right(package: Package, catalogue: Catalogue) -> Upkeep:
    """The workbook with every key, its formula and plain periods in place, and no cell that only looks empty.

    A package in which all is as it should be comes back as it is. Nothing else is touched: no cell that
    people typed something in, and no formula of theirs.
    """
    package = _with_key_columns(with_plain_periods(package, catalogue), catalogue)
    draft = Draft(package)
    texts = shared_texts(texts_root_of_draft(draft))
    keys = []
    for location in find_tables(package).values():
        table = catalogue.get(location.name)
        if table is not None:
            keys += _put_table_right(draft, location, table, texts)
    return Upkeep(draft.package(), tuple(keys), catalogue)


def _with_key_columns(package: Package, catalogue: Catalogue) -> Package:
    """The workbook with a Key column at the end of every table that has none; CypsError where there is no room."""
    draft = Draft(package)
    places = find_tables(package)
    for location in places.values():
        table = catalogue.get(location.name)
        if table is None or not table.has_key_column or not location.shows_headings:
            continue
        if find_headings(location.headings, table).missing(table) == (KEY_HEADING,):
            _add_key_column(draft, location, places.values())
    return draft.package()


def _add_key_column(draft: Draft, location: TableLocation, tables: Iterable[TableLocation]) -> None:
    grid = room_at_the_right(draft, location, KEY_HEADING, tables)
    draft.change(location.sheet_part)
    column = location.data.last_column + 1
    for row in range(location.header_row, location.last_row + location.totals_row + 1):
        beside, cell = grid.find(row, column - 1), cell_made(grid, (row, column))
        if beside is not None and beside.get("s") and not cell.get("s"):
            cell.set("s", beside.get("s", ""))
    set_text(grid.cell(location.header_row, column), KEY_HEADING)
    widen(draft.change(location.table_part), KEY_HEADING)


def _put_table_right(draft: Draft, location: TableLocation, table: Table, texts: Callable[[int], str]) -> list[str]:
    """Put one table right; the places of its keys that were not as they should be."""
    positions = find_headings(location.headings, table).positions
    columns = {heading: location.first_column + at for heading, at in positions.items()}
    typed_columns = {columns[column.heading] for column in table.typed_columns if column.heading in columns}
    cells = list(_cells_of(draft, location))
    found = dict(contents_of(cells, texts))
    blanks = {
        (cell.row, cell.column)
        for cell in cells
        if cell.kind in _TEXT_KINDS
        and cell.formula is None
        and cell.column in typed_columns
        and is_blank_text(found[cell.row, cell.column].value)
    }
    typed = {place: content for place, content in found.items() if place not in blanks}
    kinds = {(cell.row, cell.column): cell.kind for cell in cells}
    keys = dict(_wrong_keys(location, table, columns, typed, kinds)) if table.has_key_column else {}
    if blanks or keys:
        _write(draft, location, table, blanks, keys)
    if table.has_key_column and KEY_HEADING in columns:
        _put_formula_back(draft, location, table, columns[KEY_HEADING])
    ours = Content(table.key_formula, "").essence
    missed = [place for place in sorted(keys) if found.get(place, _NOTHING).essence != ours]
    return [cell_place(location.sheet, column, row) for row, column in missed]


def _cells_of(draft: Draft, location: TableLocation) -> Iterator[StoredCell]:
    """The stored cells of a table's rows. Its sheet is made a tree only where something has to be put right."""
    area, part = location.data, location.sheet_part
    return (cell for cell in stored_cells(draft.data(part), part) if area.holds(cell.row, cell.column))


def _wrong_keys(
    location: TableLocation,
    table: Table,
    columns: Mapping[str, int],
    cells: Mapping[Place, Content],
    kinds: Mapping[Place, str | None],
) -> Iterator[tuple[Place, str]]:
    """The cells of the Key column that do not hold the key with its formula, and the key that belongs there.

    XlsxWriter writes an empty text so that it passes for a number: such a key is written anew as well.
    """
    if KEY_HEADING not in columns or any(heading not in columns for heading in table.key):
        return
    ours = Content(table.key_formula, "").essence
    filled = {row for row, column in cells if column != columns[KEY_HEADING] and cells[row, column].shown}
    for row in range(location.first_row, location.last_row + 1):
        place = row, columns[KEY_HEADING]
        held = cells.get(place, _NOTHING)
        key = KEY_SEPARATOR.join(cells.get((row, columns[heading]), _NOTHING).value for heading in table.key)
        is_text = key != "" or kinds.get(place, "str") == "str"
        is_right = held.formula and held.essence == ours and held.value == key and is_text
        if not is_right and (row in filled or held.shown):
            yield place, key


def _write(
    draft: Draft, location: TableLocation, table: Table, blanks: Iterable[Place], keys: Mapping[Place, str]
) -> None:
    grid = Grid.of(draft.change(location.sheet_part))
    let_go(grid.data, set(keys), location.sheet)
    for place in blanks:
        clear(grid.cell(*place))
    for place, key in keys.items():
        set_formula(cell_made(grid, place), table.key_formula, key)


def _put_formula_back(draft: Draft, location: TableLocation, table: Table, column: int) -> None:
    """Give the Key column of a table its formula, with which Excel fills the rows that are new to it."""
    at = column - location.first_column
    held = table_columns(draft.root(location.table_part))[at].findtext(COLUMN_FORMULA) or ""
    if Content(held, "").essence == Content(table.key_formula, "").essence:
        return
    element = table_columns(draft.change(location.table_part))[at]
    for other in element.findall(COLUMN_FORMULA):
        element.remove(other)
    made = etree.Element(COLUMN_FORMULA)
    made.text = table.key_formula
    element.insert(0, made)
