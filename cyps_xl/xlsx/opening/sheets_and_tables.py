"""Whether a workbook hangs together: each sheet and table that is listed is there and says where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from cyps_xl.errors import UnusableFile
from cyps_xl.grid import column_number
from cyps_xl.xlsx.opening.file_kinds import GO_BACK
from cyps_xl.xlsx.opening.namespaces import RELATION_ID
from cyps_xl.xlsx.opening.part_names import Parts, xml_to_read
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.opening.size_limits import MAX_GRID
from cyps_xl.xlsx.opening.xml_part import SAVE_AGAIN, parse_part

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_AREA = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")


def find_sheets(workbook: etree._Element, main: str, parts: Parts, name: str) -> dict[str, str]:
    """The worksheets' parts by tab, chart sheets left out.

    `workbook` is the root of the part `main`; `name` is what messages call the file.

    Raises UnusableFile when a sheet is missing, has lost its cells or is odd XML, or two tabs have one name.
    """
    targets = {r.id: (r.kind, r.target) for r in relations(parts, main, name) if not r.external}
    found: dict[str, str] = {}
    tabs: set[str] = set()
    for sheet in workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        tab = sheet.get("name", "")
        _check_listing(sheet, tab, tabs, name)
        kind, part = targets.get(sheet.get(RELATION_ID, ""), ("", ""))
        if part not in parts:
            raise UnusableFile(f"{name} is damaged: its sheet “{tab}” is missing.", GO_BACK)
        if kind == "worksheet":
            found[tab] = part
            if b"sheetData" not in xml_to_read(parts, part, name):
                raise UnusableFile(f"{name} is damaged: its sheet “{tab}” has lost its cells.", GO_BACK)
    if not found:
        raise UnusableFile(f"{name} has no worksheets.", GO_BACK)
    return found


def count_shared_texts(data: bytes) -> int:
    """How many texts cells may point at; never too few, since a prefix or a comment only adds to them."""
    ends = (b">", b" ", b"/", b"\t", b"\n", b"\r")
    return sum(data.count(opening + end) for opening in (b"<si", b":si") for end in ends)


def check_tables(sheets: Iterable[str], parts: Parts, name: str) -> None:
    """Raise UnusableFile unless every table of these worksheets' parts is there and says where it stands."""
    for sheet in sheets:
        tables = [r.target for r in relations(parts, sheet, name) if r.kind == "table" and not r.external]
        listed = parts[sheet].count(b"tablePart ")
        if len(tables) < listed or any(part not in parts for part in tables):
            raise UnusableFile(f"{name} is damaged: one of its tables is missing.", GO_BACK)
        for part in tables:
            _check_table(parse_part(xml_to_read(parts, part, name), part, name), name)


def _check_listing(sheet: etree._Element, tab: str, tabs: set[str], name: str) -> None:
    """Take one listed tab in, unless its name is taken or it has no number."""
    if not tab or tab.casefold() in tabs:
        raise UnusableFile(f"{name} is damaged: two of its sheets are named “{tab}”, or one has no name.", SAVE_AGAIN)
    if not re.fullmatch("[0-9]{1,9}", sheet.get("sheetId", "")):
        raise UnusableFile(f"{name} is damaged: its sheet “{tab}” has no number.", SAVE_AGAIN)
    tabs.add(tab.casefold())


def _check_table(table: etree._Element, name: str) -> None:
    """Raise UnusableFile unless the table says where it stands, in moderate size, with a heading for each column."""
    own_name, ref = table.get("displayName", ""), table.get("ref", "")
    area = _AREA.fullmatch(ref)
    counts = [table.get(count, "0") for count in ("headerRowCount", "totalsRowCount")]
    if table.tag != f"{_MAIN}table" or area is None or any(count not in ("0", "1") for count in counts):
        raise UnusableFile(f"{name} is damaged: its table “{own_name}” does not say where it stands.", SAVE_AGAIN)
    left, top, right, bottom = area.groups()
    rows = int(bottom or top) - int(top) + 1
    columns = column_number(right or left) - column_number(left) + 1
    headings = len(table.findall(f"{_MAIN}tableColumns/{_MAIN}tableColumn"))
    if rows < 1 or headings != columns:
        raise UnusableFile(
            f"{name} is damaged: its table “{own_name}” has {headings} headings for the columns of {ref}.", SAVE_AGAIN
        )
    if rows * columns > MAX_GRID:
        raise UnusableFile(
            f"{name} has a table, “{own_name}”, that covers {ref}, mostly empty rows or columns.",
            "In Excel, choose Table Design, Resize Table, and keep only the rows in use.",
        )
