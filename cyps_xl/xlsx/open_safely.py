"""Whether a zip's parts make a workbook that can be worked with, and one sentence when they do not."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.file_kinds import GO_BACK
from cyps_xl.xlsx.stored_cells import MAX_GRID, check_cells, column_number
from cyps_xl.xlsx.what_is_it import refuse_other_zips
from cyps_xl.xlsx.xml_part import SAVE_AGAIN, parse_part, refuse_odd_xml
from cyps_xl.xlsx.zip_entries import MAX_FILE, TOO_LARGE

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_OFFICE_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_XML_PARTS = (".xml", ".rels", ".vml")
_TABLE_AREA = re.compile(
    rb'<(?:\w{1,20}:)?table\b[^>]{0,4000}?\sref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
)
_START_OF_PART = 4_096  # bytes in which a table says what it covers
_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_TEMPLATES = (b"spreadsheetml.template.main+xml", b"application/vnd.ms-excel.template.macroEnabled.main+xml")

NO_1904 = (
    "In Excel, choose File, Options, Advanced, untick “Use 1904 date system” for this workbook, "
    "and check its dates before you save: they move by four years and a day."
)


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises UnusableFile when it is missing, no file, too large, or may not be read."""
    try:
        if path.is_dir():
            raise UnusableFile(f"{path.name or path} is a folder.", "Give the workbook inside it.")
        if not path.is_file() and path.exists():
            raise UnusableFile(f"{path.name} is a device, not a file.", "Give the workbook itself.")
        if path.stat().st_size > MAX_FILE:
            raise UnusableFile(f"{path.name} is larger than {MAX_FILE // 1_000_000} MB.", TOO_LARGE)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnusableFile(f"There is no file {path}.", "Check the name and the folder.") from None
    except PermissionError:
        raise UnusableFile(
            f"{path.name} may not be read.", "Close it if it is open elsewhere, or ask for access to it."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not a file name"
        raise UnusableFile(
            f"{path.name} cannot be read: {reason}.", "Copy it to this computer and try again."
        ) from None


def refuse_unusable(parts: Mapping[str, bytes], name: str) -> None:
    """Raise UnusableFile unless these parts make a workbook of a kind and size that can be worked with.

    `name` is what the message calls the file. Looks at bytes wherever that is enough: only the
    workbook part and its relations are parsed.
    """
    refuse_other_zips(parts, name)
    for part, data in parts.items():
        if part.endswith(_XML_PARTS) and not part.startswith("xl/media/"):
            refuse_odd_xml(data, part, name)
    _check_kind(parts["[Content_Types].xml"], name)
    workbook = parse_part(parts["xl/workbook.xml"], "xl/workbook.xml")
    _check_workbook(workbook, name)
    sheets = _sheets(workbook, parts, name)
    for tab, data in sheets.items():
        if b"sheetData" not in data:
            raise UnusableFile(f"{name} is damaged: its sheet “{tab}” has lost its cells.", GO_BACK)
    check_cells(sheets, _shared_texts(parts), name)
    _check_tables(parts, name)


def _check_kind(content_types: bytes, name: str) -> None:
    if any(template in content_types for template in _TEMPLATES):
        raise UnusableFile(f"{name} is an Excel template.", SAVE_AGAIN)
    has_macros = _MACROS in content_types
    if has_macros and name.lower().endswith(".xlsx"):
        raise UnusableFile(f"{name} is a workbook with macros, which Excel opens only as .xlsm.", "Rename it to .xlsm.")
    if not has_macros and name.lower().endswith(".xlsm"):
        raise UnusableFile(
            f"{name} is a workbook without macros, which Excel opens only as .xlsx.", "Rename it to .xlsx."
        )


def _check_workbook(workbook: etree._Element, name: str) -> None:
    if workbook.tag == f"{_STRICT}workbook":
        raise UnusableFile(
            f"{name} is a Strict Open XML workbook.", "Open it in Excel and save it as Excel Workbook (.xlsx)."
        )
    if workbook.tag != f"{_MAIN}workbook":
        raise UnusableFile(f"{name} is damaged: what should list its sheets does not.", GO_BACK)
    properties = workbook.find(f"{_MAIN}workbookPr")
    if properties is not None and properties.get("date1904", "0").strip().lower() not in ("0", "false", "off"):
        raise UnusableFile(f"{name} counts its dates from 1904.", NO_1904)


def _sheets(workbook: etree._Element, parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """The worksheets' parts by tab. Raises UnusableFile when a sheet has none, or two tabs have one name."""
    targets = _targets(parts, name)
    found: dict[str, bytes] = {}
    tabs: set[str] = set()
    for sheet in workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        tab = sheet.get("name", "")
        if not tab or tab.casefold() in tabs:
            raise UnusableFile(
                f"{name} is damaged: two of its sheets are named “{tab}”, or one has no name.", SAVE_AGAIN
            )
        tabs.add(tab.casefold())
        kind, target = targets.get(sheet.get(f"{_OFFICE_RELATION}id", ""), ("", ""))
        if target not in parts:
            raise UnusableFile(f"{name} is damaged: its sheet “{tab}” is missing.", GO_BACK)
        if kind == "worksheet":
            found[tab] = parts[target]
    if not found:
        raise UnusableFile(f"{name} has no worksheets.", GO_BACK)
    return found


def _targets(parts: Mapping[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    """The kind and the part of each relation of the workbook, by its id."""
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in parts:
        raise UnusableFile(f"{name} is damaged: nothing says where its sheets are.", GO_BACK)
    found = {}
    for relation in parse_part(parts[relations], relations).iterfind(_RELATION):
        target = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
    return found


def _shared_texts(parts: Mapping[str, bytes]) -> int:
    """How many texts the cells may point at; never too few, since a prefix or a comment only adds to them."""
    data = next((parts[part] for part in parts if part.casefold() == "xl/sharedstrings.xml"), b"")
    return sum(
        data.count(opening + end) for opening in (b"<si", b":si") for end in (b">", b" ", b"/", b"\t", b"\n", b"\r")
    )


def _check_tables(parts: Mapping[str, bytes], name: str) -> None:
    for part, data in parts.items():
        area = _TABLE_AREA.search(data[:_START_OF_PART]) if part.endswith(".xml") else None
        if area is None:
            continue
        left, top, right, bottom = (group.decode() for group in area.groups())
        rows, columns = int(bottom) - int(top) + 1, column_number(right) - column_number(left) + 1
        if rows * columns > MAX_GRID:
            raise UnusableFile(
                f"{name} has a table that covers {left}{top}:{right}{bottom}, mostly empty rows or columns.",
                "In Excel, choose Table Design, Resize Table, and keep only the rows in use.",
            )
