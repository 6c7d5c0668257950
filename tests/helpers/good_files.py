"""A small sound workbook as its parts, to be spoilt one part at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
TABLE = "xl/tables/table1.xml"


def good_parts() -> dict[str, bytes]:
    """One sheet “Data” with a table of two months, and two shared texts."""
    texts = {
        TYPES: f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_EXCEL}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_EXCEL}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_EXCEL}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/tables/table1.xml" ContentType="{_EXCEL}.table+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        WORKBOOK: f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr/>'
        '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        RELATIONS: f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        SHEET: f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetData>'
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>43009</v></c><c r="B2"><v>12</v></c></row>'
        '<row r="3"><c r="A3"><v>43040</v></c><c r="B3"><v>15</v></c></row>'
        '</sheetData><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>',
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/table" Target="../tables/table1.xml"/></Relationships>',
        TABLE: f'<table xmlns="{_MAIN}" id="1" name="Children" displayName="Children" ref="A1:B3">'
        '<tableColumns count="2"><tableColumn id="1" name="Month"/><tableColumn id="2" name="Children"/>'
        "</tableColumns></table>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" count="2" uniqueCount="2">'
        "<si><t>Month</t></si><si><t>Children</t></si></sst>",
    }
    return {part: (_PROLOG + text).encode() for part, text in texts.items()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these parts, made by the standard library and not by the code under test."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(zipfile.ZipInfo(part), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def good_file() -> bytes:
    """The small sound workbook."""
    return zipped(good_parts())


def spoilt(part: str, old: str, new: str) -> bytes:
    """The workbook with one passage of one part put otherwise."""
    parts = good_parts()
    before = parts[part]
    parts[part] = before.replace(old.encode(), new.encode(), 1)
    assert parts[part] != before, f"{old} is not in {part}"
    return zipped(parts)


def with_part(part: str, data: bytes | None) -> bytes:
    """The workbook with one part set, or left out where None."""
    parts = good_parts()
    if data is None:
        del parts[part]
    else:
        parts[part] = data
    return zipped(parts)
