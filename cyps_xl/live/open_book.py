"""What is read of an open workbook before anything is written: its input tables, its names, our sheets.

Whatever is asked of Excel here is asked once a sheet, a table or a name, and never once a
row: ten times the figures cost not one round trip more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cyps_xl.definition.packs import default_catalogue
from cyps_xl.grid import Area, on_sheet, quoted_tab
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import EXCEL_ERRORS, ErrorCell, PercentCell, RawTable, RawValue
from cyps_xl.sheets.plan import LOCATOR_PREFIX, NAME_PREFIX
from cyps_xl.xlsx.input_tables.percent_cells import is_percentage

_DECLARED = {name.lower(): name for name in default_catalogue().names}
_NEWER_ERRORS = range(-2146826288, -2146826000)
"""The numbers by which Excel hands over errors younger than those that xlwings knows; far from any figure."""

_NAMED_ERRORS = {-2146826243: "#SPILL!", -2146826238: "#CALC!", -2146826239: "#FIELD!"}


@dataclass(frozen=True)
class Named:
    """The cells that a defined name of ours stands for; rows and columns count from 1."""

    tab: str
    area: Area

    @property
    def place(self) -> tuple[str, Area]:
        """The cells, to compare: capitals in tabs do not matter."""
        return self.tab.lower(), self.area

    @property
    def refers_to(self) -> str:
        """The cells as Excel writes them in a name."""
        return f"={quoted_tab(self.tab)}!{self.area.fixed()}"


@dataclass(frozen=True)
class OpenBook:
    """An open workbook and what was found in it.

    `sheets` are its sheets by tab, in small letters; `tables` the input tables; `references`
    what our names refer to, and `names` where those stand that are cells; `name_objects` the names
    themselves, since Excel, asked for one by its text, may hand out that of a copied sheet; `tabs`
    the tabs of our sheets by the key of the sheet.
    """

    book: Any
    sheets: Mapping[str, Any]
    tables: Mapping[str, RawTable]
    references: Mapping[str, str]
    names: Mapping[str, Named]
    name_objects: Mapping[str, Any]
    tabs: Mapping[str, str]

    def text(self, name: str) -> str:
        """The text that a name of ours stands for; "" when there is none."""
        return self.references.get(name, "").removeprefix('="').removesuffix('"')

    def sheet(self, tab: str) -> Any:
        """A sheet by its tab, whatever its capitals."""
        return self.sheets[tab.lower()]


def read_open_book(book: Any) -> OpenBook:
    """Read the input tables and find our sheets."""
    sheets: dict[str, Any] = {}
    tables: dict[str, RawTable] = {}
    for sheet in book.sheets:
        tab = str(sheet.name)
        sheets[tab.lower()] = sheet
        for table in sheet.tables:
            declared = _DECLARED.get(str(table.name).lower())
            if declared is not None and declared not in tables:
                tables[declared] = _raw_table(declared, tab, table)
    name_objects = our_name_objects(book)
    references = our_references(name_objects)
    names = places(references)
    tabs = {
        name.removeprefix(LOCATOR_PREFIX): cell.tab
        for name, cell in names.items()
        if name.startswith(LOCATOR_PREFIX) and cell.tab.lower() in sheets
    }
    return OpenBook(book, sheets, tables, references, names, name_objects, tabs)


def our_name_objects(book: Any) -> dict[str, Any]:
    """The defined names of ours. A copy that staff made of a sheet has names of its own: not these."""
    named = ((str(name.name), name) for name in book.names)
    return {text: name for text, name in named if text.startswith((LOCATOR_PREFIX, NAME_PREFIX))}


def our_references(name_objects: Mapping[str, Any]) -> dict[str, str]:
    """What the defined names of ours refer to, as Excel writes it."""
    return {text: str(name.refers_to) for text, name in name_objects.items()}


def places(references: Mapping[str, str]) -> dict[str, Named]:
    """Where the names stand that stand for cells."""
    cells = {name: _named(text) for name, text in references.items()}
    return {name: cell for name, cell in cells.items() if cell is not None}


def _named(refers_to: str) -> Named | None:
    """The cells a name stands for; None when its sheet or its row is gone."""
    place = on_sheet(refers_to)
    if place is None:
        return None
    try:
        area = Area.parse(place[1])
    except ValueError:
        return None
    return Named(place[0], area)


def _raw_table(name: str, tab: str, table: Any) -> RawTable:
    """A table's cells, and those right under it: all in one round trip."""
    cells = table.range
    rows, columns = cells.shape
    grid = cells.resize(rows + 1, columns).options(ndim=2, err_to_str=True).value
    headings = tuple("" if heading is None else str(heading) for heading in grid[0])
    found = [tuple(row) for row in _with_percentages(grid[1:], headings, default_catalogue()[name], cells)]
    has_totals = bool(table.show_totals)
    return RawTable(
        name=name,
        source=tab,
        headings=headings,
        rows=tuple(found[:-2] if has_totals else found[:-1]),
        first_row=cells.row + 1,
        first_column=cells.column,
        beneath=() if has_totals else found[-1],
    )


def _with_percentages(
    grid: list[list[Any]], headings: tuple[str, ...], table: Table, cells: Any
) -> Iterator[list[RawValue]]:
    """A table's cells, with those told that are formatted as percentages where a percentage may be typed.

    Excel hands over 0.82 for 82%. Formats are asked for only where a number may be such a share.
    """
    positions = find_headings(headings, table).positions
    shares = {at: _shares(grid, at, cells) for heading, at in positions.items() if table.column(heading).one_percent}
    for number, row in enumerate(grid):
        yield [PercentCell(value) if number in shares.get(at, ()) else raw_value(value) for at, value in enumerate(row)]


def _shares(grid: list[list[Any]], at: int, cells: Any) -> set[int]:
    """The rows of a column, counted from 0, whose number is a percentage by its cell's format."""

    def among(rows: list[int]) -> set[int]:
        """Asked for many rows at once; by halves where they are not formatted alike."""
        if not rows:
            return set()
        code = cells.offset(1 + rows[0], at).resize(rows[-1] - rows[0] + 1, 1).number_format
        if code is None and len(rows) > 1:
            return among(rows[: len(rows) // 2]) | among(rows[len(rows) // 2 :])
        return set(rows) if is_percentage(code or "") else set()

    return among([number for number, row in enumerate(grid) if isinstance(row[at], float) and 0 < abs(row[at]) <= 1])


def raw_value(value: Any) -> RawValue:
    """A cell's content as xlwings hands it over, told apart: figure, text, date, error or nothing."""
    if isinstance(value, Decimal):  # a cell formatted as currency
        return float(value)
    if isinstance(value, str):
        if value in EXCEL_ERRORS:
            return ErrorCell(value)
        return value or None
    if isinstance(value, int | float) and value in _NEWER_ERRORS:
        return ErrorCell(_NAMED_ERRORS.get(int(value), "an error"))
    found: RawValue = value
    return found
