"""What stands on the report's sheets: in a workbook that is open, and in a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from cyps_xl.grid import column_letters
from cyps_xl.inputs.changes import TableChange
from cyps_xl.proof import same
from cyps_xl.sheets.formulas import NOT_DRAWN
from cyps_xl.sheets.plan import LOCATOR_PREFIX
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import Content
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of
from helpers.packs import CYPS_TABLES
from helpers.xlwings_lo_cells import to_calc, to_excel

Cells = dict[tuple[str, str], object]
"""By tab and address."""


def change_inputs(path: Path, *changes: TableChange) -> None:
    """Change the input tables of a workbook file, and nothing else: its report is out of date afterwards."""
    path.write_bytes(apply_changes(Package.read(path), changes, CYPS_TABLES).to_bytes())


def rows_of(path: Path, table: str, **wanted: object) -> list[int]:
    """The sheet rows of an input table in a file whose cells under these headings hold these values."""
    from cyps_xl.planning import inputs_of

    records = inputs_of(Package.read(path)).records[table]
    return [row.number for row in records if all(row[heading] == value for heading, value in wanted.items())]


def blanked(path: Path, table: str, numbers: list[int]) -> TableChange:
    """The change that empties whole rows of an input table."""
    empty = {column.heading: None for column in CYPS_TABLES[table].typed_columns}
    return TableChange(table, updates=dict.fromkeys(numbers, empty))


def formulas_in_file(path: Path) -> Cells:
    """Every formula on the report's sheets of a file, and every text and number that is none."""
    return {place: formula or value for place, (formula, value) in _of_file(path.read_bytes()).items()}


def values_in_file(path: Path) -> Cells:
    """What every cell of the report's sheets of a file shows; dates as Excel's numbers."""
    return {place: value for place, (_, value) in _of_file(path.read_bytes()).items() if value != ""}


def formulas_in_book(book: Any) -> Cells:
    """The same of a workbook that is open in LibreOffice."""
    return _of_book(book, _formula)


def values_in_book(book: Any) -> Cells:
    """What every cell of the report's sheets of an open workbook shows; dates as Excel's numbers."""
    return _of_book(book, lambda held, formula: held)


def differences(one: Cells, other: Cells) -> list[str]:
    """The cells that are not alike in both, each with what it holds in the one and in the other."""
    return [
        f"{tab}!{place}: {one.get((tab, place))!r} and {other.get((tab, place))!r}"
        for tab, place in sorted(one.keys() | other.keys())
        if not _alike(one.get((tab, place), ""), other.get((tab, place), ""))
    ]


def _alike(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return _essence(one) == _essence(other)
    if isinstance(one, str) or isinstance(other, str):
        return _as_number(one) is not None and _as_number(one) == _as_number(other)
    return same(one, other)  # type: ignore[arg-type]


def _essence(text: str) -> str:
    return Content(text[1:], "").essence if text.startswith("=") else text


def _as_number(value: object) -> str | None:
    try:
        return f"{float(str(value)):.12g}"
    except ValueError:
        return None


_NOT_AVAILABLE = 32767


@lru_cache(maxsize=2)
def _of_file(data: bytes) -> dict[tuple[str, str], tuple[str, object]]:
    """The formula, "" for none, and the value of every filled cell of the report's sheets, read once for both."""
    package = Package.from_bytes(data, "the file")
    tabs = set(our_tabs(package).values())
    shared = package.parts.get("xl/sharedStrings.xml")
    texts = [] if shared is None else [_text(item) for item in etree.fromstring(shared).iter(main("si"))]
    cells: dict[tuple[str, str], tuple[str, object]] = {}
    for sheet in sheets_of(package):
        if sheet.name in tabs:
            for cell in etree.fromstring(package.parts[sheet.part]).iter(main("c")):
                held = cell.findtext(main("f")), _value(cell, texts)
                if held != (None, ""):
                    cells[sheet.name, cell.get("r", "")] = (f"={held[0]}" if held[0] else "", held[1])
    return cells


def _value(cell: etree._Element, texts: list[str]) -> object:
    kind, value = cell.get("t", "n"), cell.findtext(main("v"), "")
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s":
        return texts[int(value)]
    if kind == "b":
        return value == "1"
    return float(value) if kind == "n" and value else value


def _text(item: etree._Element) -> str:
    return "".join(run.text or "" for run in item.iter(main("t")))


def _of_book(book: Any, told: Callable[[Any, str], object]) -> Cells:
    doc = book.impl.doc
    ranges = doc.NamedRanges
    locators = [name for name in ranges.ElementNames if name.startswith(LOCATOR_PREFIX)]
    places = [ranges.getByName(name).getReferredCells() for name in locators]
    found: Cells = {}
    for sheet in (place.Spreadsheet for place in places):
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        for row, cells in enumerate(zip(area.getDataArray(), area.getFormulaArray(), strict=True), start=1):
            for column, (held, formula) in enumerate(zip(*cells, strict=True), start=1):
                value = told(_error(sheet, row, column) if held is None else held, formula)
                if value not in (None, ""):
                    found[sheet.Name, f"{column_letters(column)}{row}"] = value
    return found


def _error(sheet: Any, row: int, column: int) -> str:
    """What a cell shows that has no value: #N/A, by its number in LibreOffice; another error by that number."""
    number = sheet.getCellByPosition(column - 1, row - 1).getError()
    return NOT_DRAWN if number == _NOT_AVAILABLE else f"error {number}"


def _formula(held: Any, formula: str) -> object:
    """What a cell holds: its formula as Excel writes it, or its value."""
    return to_excel(formula) if formula.startswith("=") and held != formula else held


def cell_of(book: Any, tab: str, address: str) -> Any:
    """A cell of an open workbook, as LibreOffice has it."""
    return book.impl.doc.Sheets.getByName(tab).getCellRangeByName(address)


def type_into(book: Any, tab: str, address: str, text: str) -> None:
    """Type something into a cell of an open workbook, as staff do."""
    cell_of(book, tab, address).Formula = to_calc(text) if text.startswith("=") else text
