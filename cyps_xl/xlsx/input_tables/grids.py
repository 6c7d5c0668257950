"""The cells of a workbook's sheets, read in bulk."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.raw import ErrorCell, NoResult, RawValue
from cyps_xl.xlsx.opening.content_types import TYPES_PART
from cyps_xl.xlsx.opening.namespaces import CONTENT_TYPES, MAIN, OFFICE_RELATION, PACKAGE_RELATION
from cyps_xl.xlsx.opening.relations import part_of_kind, relation_type
from cyps_xl.xlsx.opening.xml_part import SAVE_AGAIN, check_well_formed
from cyps_xl.xlsx.opening.zip_entries import stored, write_entries
from cyps_xl.xlsx.parts.cells import CELL, FORMULA, SHEET_DATA, VALUE, Grid, clear, place_of_cell
from cyps_xl.xlsx.parts.draft import to_xml
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.workbook_part import sheets_of

_NOTHING = rb"\s*(?:</c>|<v\s*/>|<v\s*>\s*</v>)"
_NO_RESULT = re.compile(rb"(?:</f>|<f(?:\s[^<>]*)?/>)" + _NOTHING)
"""A formula with nothing after it: a shared one may have no text of its own."""
_READ_WITH_EVERY_SHEET = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}


def read_grids(package: Package, tabs: Iterable[str]) -> dict[str, list[list[RawValue]]]:
    """The cells of these sheets by tab: rows from 1 on, each from column A on, "" where nothing is stored.

    What is read is the package as it was checked when it was opened, not the file again. The
    reader is given the sheets, the texts and the styles, in the places where it looks for them,
    and nothing else. Errors, and formulas whose result is not stored, are told from empty cells.
    Raises UnusableFile, naming the sheet, when its cells cannot be read.
    """
    parts = {sheet.name: sheet.part for sheet in sheets_of(package)}
    wanted = {tab: parts[tab] for tab in tabs}
    shared = {kind: part_of_kind(package.parts, package.workbook, kind) for kind in _READ_WITH_EVERY_SHEET}
    plain = package.with_parts({part: data for part in wanted.values() if (data := _without_errors(package, part))})
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(_copy(plain, [*wanted.values()], shared))) as book:
            grids = {tab: _grid(book, at, tab, package, part) for at, (tab, part) in enumerate(wanted.items(), start=1)}
            return {tab: _with_others(grid, tab, package, wanted[tab]) for tab, grid in grids.items()}
    except CalamineError as error:
        _name_the_damaged_part(package, [*filter(None, shared.values()), *wanted.values()])
        raise UnusableFile(f"{package.name} is damaged: its cells cannot be read.", SAVE_AGAIN) from error


def _copy(package: Package, sheets: Sequence[str], shared: dict[str, str]) -> bytes:
    """A file for the reader of cells, its sheets called by their numbers."""
    listed = [(f"s{at}", "worksheet", f"worksheets/{at}.xml") for at, _ in enumerate(sheets, start=1)]
    names = "".join(f'<sheet name="{at}" sheetId="{at}" r:id="s{at}"/>' for at, _ in enumerate(sheets, start=1))
    found = {kind: part for kind, part in shared.items() if part}
    listed += [(kind, kind, _READ_WITH_EVERY_SHEET[kind].removeprefix("xl/")) for kind in found]
    parts: dict[str, str | bytes] = {
        TYPES_PART: f'<Types xmlns="{CONTENT_TYPES}"/>',
        "_rels/.rels": _relations([("w", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE_RELATION}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(listed),
        **{_READ_WITH_EVERY_SHEET[kind]: package.parts[part] for kind, part in found.items()},
        **{f"xl/worksheets/{at}.xml": package.parts[part] for at, part in enumerate(sheets, start=1)},
    }
    return write_entries(
        {part: stored(data.encode() if isinstance(data, str) else data) for part, data in parts.items()}
    )


def _relations(listed: Iterable[tuple[str, str, str]]) -> str:
    elements = "".join(
        f'<Relationship Id="{id_}" Type="{relation_type(kind)}" Target="{target}"/>' for id_, kind, target in listed
    )
    return f'<Relationships xmlns="{PACKAGE_RELATION}">{elements}</Relationships>'


def _grid(book: CalamineWorkbook, number: int, tab: str, package: Package, part: str) -> list[list[RawValue]]:
    try:
        rows = book.get_sheet_by_name(str(number)).to_python(skip_empty_area=False)
    except CalamineError as error:
        _name_the_damaged_part(package, [part])
        raise _stored_oddly(package, tab) from error
    return [list(row) for row in rows]


def _stored_oddly(package: Package, tab: str) -> UnusableFile:
    return UnusableFile(
        f"{package.name} is damaged: its sheet “{tab}” stores a cell in a way that Excel does not.", SAVE_AGAIN
    )


def _without_errors(package: Package, part: str) -> bytes:
    """A sheet without the errors in its cells: the reader of cells refuses those younger than itself.

    Empty when the sheet holds none, or cannot be read.
    """
    data = package.parts.get(part, b"")
    if b't="e"' not in data:
        return b""
    root = parse_part(data, part)
    for cell in root.iter(CELL):
        if cell.get("t") == "e":
            clear(cell)
    return to_xml(root)


def _with_others(grid: list[list[RawValue]], tab: str, package: Package, part: str) -> list[list[RawValue]]:
    """The grid with what the reader of cells passes over as empty: errors, and formulas without a result."""
    data = package.parts.get(part, b"")
    if _has_no_others(data):
        return grid
    try:
        others = list(_others(parse_part(data, part).find(SHEET_DATA)))
    except ValueError as error:
        raise _stored_oddly(package, tab) from error
    for (row, column), value in others:
        while len(grid) < row:
            grid.append([])
        cells = grid[row - 1]
        cells += [""] * (column - len(cells))
        cells[column - 1] = value
    return grid


def _has_no_others(data: bytes) -> bool:
    """Whether a look at the bytes shows that no cell holds an error, or a formula without its result.

    Every sheet with keys holds formulas; to parse each of them would cost a tenth of a refresh.
    """
    if b't="e"' in data or b"t='e'" in data or b":f" in data:
        return False
    return b"<f" not in data or _NO_RESULT.search(data) is None


def _others(data: etree._Element | None) -> Iterator[tuple[tuple[int, int], ErrorCell | NoResult]]:
    """The cells that show an error, and those with a formula whose result is not stored, by row and column."""
    if data is None:
        return
    Grid(data)  # gives every cell its address
    for cell in data.iter(CELL):
        formula, kind, value = cell.find(FORMULA), cell.get("t", "n"), cell.findtext(VALUE)
        if kind == "e":
            yield place_of_cell(cell), ErrorCell(value or "#VALUE!")
        elif formula is not None and not value and (value is None or kind != "str"):
            yield place_of_cell(cell), NoResult(formula.text or "…")


def _name_the_damaged_part(package: Package, parts: Iterable[str]) -> None:
    """Raise UnusableFile for the first part that is not well-formed; the reader of cells does not say which."""
    for part in parts:
        check_well_formed(package.parts[part], part, package.name)
