"""A file read from the disk, whether its parts make a workbook that can be worked with, and one sentence when not.

Looked at are the parts that every command reads, or gives to another reader: the list of
sheets, the sheets and their tables, the shared texts, the styles, and what leads to them. What
stands in any other part is not judged here: `parse_part` judges whatever is parsed later, and
the rest is carried along unread. Nothing of it leaves the building: editions are made anew.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.opening.content_types import TYPES_PART, content_type
from cyps_xl.xlsx.opening.file_kinds import GO_BACK
from cyps_xl.xlsx.opening.identify_file import refuse_other_zips
from cyps_xl.xlsx.opening.part_names import Parts, xml_to_read
from cyps_xl.xlsx.opening.relations import main_part, part_of_kind
from cyps_xl.xlsx.opening.sheets_and_tables import check_tables, count_shared_texts, find_sheets
from cyps_xl.xlsx.opening.size_limits import check_cells
from cyps_xl.xlsx.opening.xml_part import SAVE_AGAIN, parse_part
from cyps_xl.xlsx.opening.zip_entries import MAX_FILE, TOO_LARGE

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "is an Excel template",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": "is an Excel template",
    "application/vnd.ms-excel.addin.macroEnabled.main+xml": "is an Excel add-in",
}

WINDOWS_OPENS = 259
"""Characters of a path, unless an administrator has allowed longer ones; Excel opens fewer still."""
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
        raise _not_found(path) from None
    except PermissionError:
        raise UnusableFile(
            f"{path.name} may not be read.", "Close it if it is open elsewhere, or ask for access to it."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not a file name"
        raise UnusableFile(
            f"{path.name} cannot be read: {reason}.", "Copy it to this computer and try again."
        ) from None


def _not_found(path: Path) -> UnusableFile:
    """Windows says of a file whose path is too long for it that there is none."""
    length = len(str(path.absolute()))
    if length <= WINDOWS_OPENS:
        return UnusableFile(f"There is no file {path}.", "Check the name and the folder.")
    return UnusableFile(
        f"{path.name} is not found: its path is {length} characters long, and Windows opens at most {WINDOWS_OPENS}.",
        "Move it to a folder nearer the top, or give its folder a shorter name.",
    )


def refuse_unusable(parts: Parts, name: str, *, in_a_grid: bool = True) -> None:
    """Raise UnusableFile unless these parts make a workbook of a kind and size that can be worked with.

    `name` is what the message calls the file; `in_a_grid` is as for `check_cells`. Looks at
    bytes wherever that is enough: only the list of sheets, the tables, the relations and the kinds are parsed.
    """
    refuse_other_zips(parts, name)
    main = main_part(parts, name)
    if main is None:
        raise UnusableFile(f"{name} is damaged: nothing leads to its list of sheets.", SAVE_AGAIN)
    _check_kind(content_type(parse_part(parts[TYPES_PART], TYPES_PART, name), main), name)
    workbook = parse_part(xml_to_read(parts, main, name), main, name)
    _check_workbook(workbook, name)
    texts, styles = (part_of_kind(parts, main, kind, name) for kind in ("sharedStrings", "styles"))
    sheets = find_sheets(workbook, main, parts, name)
    read = {part: xml_to_read(parts, part, name) for part in (texts, styles) if part}
    cells = {tab: parts[part] for tab, part in sheets.items()}
    check_cells(cells, count_shared_texts(read.get(texts, b"")), name, in_a_grid=in_a_grid)
    check_tables(sheets.values(), parts, name)


def _check_kind(kind: str, name: str) -> None:
    if kind in _KINDS:
        raise UnusableFile(f"{name} {_KINDS[kind]}.", SAVE_AGAIN)
    has_macros = kind == _MACROS
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
