"""Some two hundred files that are no usable workbook, each with the sentence that a user must read about it."""

from __future__ import annotations

import os
from collections.abc import Callable

from helpers.bad_kinds import BadFile, not_zips, other_zips
from helpers.bad_zips import bombs, damaged, names
from helpers.good_files import (
    RELATIONS,
    SHEET,
    TABLE,
    TYPES,
    WORKBOOK,
    good_file,
    good_parts,
    spoilt,
    with_part,
    zipped,
)

_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _entities(part: str, declaration: str) -> Callable[[], bytes]:
    return lambda: with_part(part, good_parts()[part].replace(b"?>", f"?>{declaration}".encode(), 1))


_LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"


def _odd_xml() -> list[BadFile]:
    doctype = "holds a part, {}, with a DOCTYPE or entities, which Excel never writes."
    utf8 = "holds a part, {}, in an encoding that cannot be read."
    sheet = good_parts()[SHEET]
    wide = sheet.decode().replace("UTF-8", "UTF-16")
    laughing = wide.replace("?>", f"?>{_LAUGHS}", 1)
    return [
        *(
            BadFile("sent.xlsx", _entities(part, "<!DOCTYPE x>"), doctype.format(part))
            for part in (SHEET, WORKBOOK, RELATIONS, TYPES, TABLE, "_rels/.rels", "xl/sharedStrings.xml")
        ),
        BadFile("sent.xlsx", _entities(SHEET, _LAUGHS), doctype.format(SHEET)),
        BadFile("sent.xlsx", _entities(WORKBOOK, "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"), doctype.format(WORKBOOK)),
        BadFile(
            "sent.xlsx",
            _entities(SHEET, "<!DOCTYPE x [<!ENTITY a SYSTEM 'http://example.org'>]>"),
            doctype.format(SHEET),
        ),
        BadFile(
            "sent.xlsx", _entities("xl/sharedStrings.xml", "<!ENTITY a 'b'>"), doctype.format("xl/sharedStrings.xml")
        ),
        *(
            BadFile("sent.xlsx", lambda e=encoding: with_part(SHEET, laughing.encode(e)), doctype.format(SHEET))
            for encoding in ("utf-16", "utf-16-be", "utf-16-le", "utf-32")
        ),
        *(
            BadFile("sent.xlsx", lambda e=name: with_part(SHEET, sheet.replace(b"UTF-8", e)), utf8.format(SHEET))
            for name in (b"UTF-7", b"no-such", b"zlib", b"unicode_escape", b"idna", b"cp037")
        ),
        BadFile("sent.xlsx", lambda: with_part(SHEET, wide.encode("utf-16")[:-1]), utf8.format(SHEET)),
    ]


def _kinds() -> list[BadFile]:
    macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return [
        BadFile("strict.xlsx", lambda: spoilt(WORKBOOK, _MAIN, _STRICT), "is a Strict Open XML workbook."),
        BadFile(
            "CYPS.xlsx",
            lambda: spoilt(WORKBOOK, "<workbookPr/>", '<workbookPr date1904="1"/>'),
            "counts its dates from 1904.",
        ),
        BadFile(
            "CYPS.xlsx",
            lambda: spoilt(WORKBOOK, "<workbookPr/>", '<workbookPr date1904="true"/>'),
            "counts its dates from 1904.",
        ),
        BadFile("new.xltx", lambda: spoilt(TYPES, "sheet.main+xml", "template.main+xml"), "is an Excel template."),
        BadFile(
            "CYPS.xlsx",
            lambda: spoilt(TYPES, plain, macros),
            "is a workbook with macros, which Excel opens only as .xlsm.",
        ),
        BadFile("CYPS.xlsm", good_file, "is a workbook without macros, which Excel opens only as .xlsx."),
    ]


def _lost_sheets() -> list[BadFile]:
    sheet = '<sheet name="Data" sheetId="1" r:id="rId1"/>'
    no_sheet = "is damaged: its sheet “Data” is missing."
    twins = "is damaged: two of its sheets are named “{}”, or one has no name."
    nowhere = "is damaged: nothing leads to its list of sheets."
    garbled = "is damaged: its part {} breaks off or is garbled in line 2."
    return [
        BadFile("CYPS.xlsx", lambda: with_part(SHEET, None), no_sheet),
        BadFile("CYPS.xlsx", lambda: spoilt(RELATIONS, "sheet1.xml", "sheet9.xml"), no_sheet),
        BadFile("CYPS.xlsx", lambda: spoilt(RELATIONS, 'Id="rId1"', 'Id="rId9"'), no_sheet),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, 'r:id="rId1"', ""), no_sheet),
        BadFile("CYPS.xlsx", lambda: with_part("_rels/.rels", None), nowhere),
        BadFile("CYPS.xlsx", lambda: spoilt("_rels/.rels", "xl/workbook.xml", "xl/book.xml"), nowhere),
        BadFile("CYPS.xlsx", lambda: with_part(RELATIONS, None), no_sheet),
        BadFile(
            "CYPS.xlsx",
            lambda: spoilt(WORKBOOK, 'sheetId="1"', 'sheetId="x"'),
            "is damaged: its sheet “Data” has no number.",
        ),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, sheet, ""), "has no worksheets."),
        BadFile("CYPS.xlsx", lambda: spoilt(RELATIONS, "/worksheet", "/chartsheet"), "has no worksheets."),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, sheet, sheet * 2), twins.format("Data")),
        BadFile(
            "CYPS.xlsx", lambda: spoilt(WORKBOOK, sheet, sheet + sheet.replace("Data", "DATA")), twins.format("DATA")
        ),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, 'name="Data"', ""), twins.format("")),
        BadFile(
            "CYPS.xlsx",
            lambda: spoilt(WORKBOOK, _MAIN, "urn:other"),
            "is damaged: what should list its sheets does not.",
        ),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, "</sheets>", ""), garbled.format(WORKBOOK)),
        BadFile("CYPS.xlsx", lambda: spoilt(RELATIONS, "</Relationships>", "</Relation"), garbled.format(RELATIONS)),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, 'sheetId="1"', 'sheetId="&x;"'), garbled.format(WORKBOOK)),
        BadFile(
            "CYPS.xlsx", lambda: with_part(SHEET, b"<worksheet/>"), "is damaged: its sheet “Data” has lost its cells."
        ),
        BadFile("CYPS.xlsx", lambda: with_part(SHEET, b""), "is damaged: its sheet “Data” has lost its cells."),
        BadFile("CYPS.xlsx", _of_no_kind, "is damaged: nothing says what its part xl/worksheets/sheet1.dat is."),
    ]


def _of_no_kind() -> bytes:
    """A sheet of which neither its name nor the list of kinds says that it is one."""
    other = SHEET.replace(".xml", ".dat")
    parts = {other if part == SHEET else part: data for part, data in good_parts().items()}
    return zipped({**parts, RELATIONS: parts[RELATIONS].replace(b"sheet1.xml", b"sheet1.dat")})


def _cells(cells: str) -> Callable[[], bytes]:
    return lambda: spoilt(SHEET, "</sheetData>", f"{cells}</sheetData>")


def _odd_cells() -> list[BadFile]:
    far = "has a value too far away to be read, on its sheet “Data” in {}."
    apart = "has values too far apart to be read, on its sheet “Data” in {}."
    number = "stores “{}” where a number should be, on its sheet “Data” in C2."
    pointer = "is damaged: a cell points at a text that is not there, on its sheet “Data” in C2."
    wrong = "is damaged: a cell of its sheet “Data” says it is {}."
    garbled = "is damaged: its sheet “Data” breaks off or is garbled."
    value = "<v>1</v></c></row>"
    wide_row = "<row>" + "<c/>" * 5_000 + f"<c>{value}"
    return [
        BadFile("CYPS.xlsx", _cells(f'<row r="1048576"><c r="XFD1048576">{value}'), far.format("XFD1048576")),
        BadFile(
            "CYPS.xlsx",
            _cells(f'<row r="9"><c r="XFD9">{value}<row r="1048576"><c r="A1048576">{value}'),
            apart.format("A1048576 and XFD9"),
        ),
        BadFile("CYPS.xlsx", _cells(f'<row r="1048576"><c r="J1048576" s="2">{value}'), far.format("J1048576")),
        BadFile(
            "CYPS.xlsx",
            _cells('<row r="1"><c r="AAA9000" t="inlineStr"><is><t>x</t></is></c></row>'),
            far.format("AAA9000"),
        ),
        BadFile("CYPS.xlsx", _cells(f'<row r="1048577"><c r="A1048577">{value}'), apart.format("A1048577 and B1")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="XFE4">{value}'), far.format("XFE4")),
        BadFile("CYPS.xlsx", _cells(f"<row r='1048576'><c s='1' r='ZZ1048576'>{value}"), far.format("ZZ1048576")),
        BadFile("CYPS.xlsx", _cells(f'<row r="9000"></row>{wide_row}'), far.format("GJI9001")),
        BadFile(
            "CYPS.xlsx",
            _cells(f'<x:row xmlns:x="{_MAIN}" r="1000000"><x:c r="ZZ1000000"><x:v>1</x:v></x:c></x:row>'),
            far.format("ZZ1000000"),
        ),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="A0">{value}'), wrong.format("“A0”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="4">{value}'), wrong.format("“4”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="">{value}'), wrong.format("“”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="AAAA4">{value}'), wrong.format("“AAAA4”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="A99999999">{value}'), wrong.format("“A99999999”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="-4"><c>{value}'), wrong.format("in row “-4”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4294967295"><c>{value}'), wrong.format("in row “4294967295”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c s="1">{value.removesuffix("</row>")}'), garbled),
        BadFile("CYPS.xlsx", _cells('<c r="C2"><v>NaN</v></c>'), number.format("NaN")),
        BadFile("CYPS.xlsx", _cells('<c r="C2"><v>-nan</v></c>'), number.format("-nan")),
        BadFile("CYPS.xlsx", _cells('<c r="C2" s="3"><v> INF </v></c>'), number.format("INF")),
        BadFile("CYPS.xlsx", _cells('<c r="C2"><f>A1/A2</f><v>-Infinity</v></c>'), number.format("-Infinity")),
        BadFile("CYPS.xlsx", _cells('<c r="C2" t="n"><v>1e999</v></c>'), number.format("1e999")),
        BadFile("CYPS.xlsx", _cells('<c r="C2"><v>-1.5E+400</v></c>'), number.format("-1.5E+400")),
        BadFile("CYPS.xlsx", _cells('<c r="C2" t="s"><v>2</v></c>'), pointer),
        BadFile("CYPS.xlsx", _cells('<c r="C2" s="1" t="s"><v>-1</v></c>'), pointer),
        BadFile("CYPS.xlsx", _cells('<c r="C2" t="s"><v>99999999999999999999</v></c>'), pointer),
        BadFile("CYPS.xlsx", _cells('<c r="C2" t="s"><v>one</v></c>'), pointer),
        BadFile(
            "CYPS.xlsx",
            lambda: with_part("xl/worksheets/sheet1.xml", _dense(1_000_001)),
            "stores more than 1,000,000 cells, too many by its sheet “Data”.",
        ),
    ]


def _odd_tables() -> list[BadFile]:
    nowhere = "is damaged: its table “Children” does not say where it stands."
    missing = "is damaged: one of its tables is missing."
    headings = "is damaged: its table “Children” has 2 headings for the columns of {}."
    empty = "has a table, “Children”, that covers {}, mostly empty rows or columns."
    column = '<tableColumn id="2" name="Children"/>'
    wide = "".join(f'<tableColumn id="{number}" name="{number}"/>' for number in range(2, 16_385))
    whole = good_parts()[TABLE].decode().replace("A1:B3", "A1:XFD1048576").replace(column, wide).encode()
    return [
        *(BadFile("CYPS.xlsx", _area(ref), nowhere) for ref in ("", "A:B", "A0:B3", "B", "A1:B99999999", "1e9")),
        BadFile("CYPS.xlsx", lambda: spoilt(TABLE, ' ref="A1:B3"', ""), nowhere),
        BadFile("CYPS.xlsx", lambda: spoilt(TABLE, ' id="1"', ' id="1" headerRowCount="x"'), nowhere),
        BadFile("CYPS.xlsx", lambda: spoilt(TABLE, ' id="1"', ' id="1" totalsRowCount="-9"'), nowhere),
        *(BadFile("CYPS.xlsx", _area(ref), headings.format(ref)) for ref in ("A1:C3", "A1", "B3:A1", "A9:B1")),
        BadFile("CYPS.xlsx", lambda: with_part(TABLE, None), missing),
        BadFile("CYPS.xlsx", lambda: with_part("xl/worksheets/_rels/sheet1.xml.rels", None), missing),
        BadFile("CYPS.xlsx", lambda: spoilt("xl/worksheets/_rels/sheet1.xml.rels", '/table"', '/tablet"'), missing),
        BadFile("CYPS.xlsx", lambda: spoilt(TABLE, _MAIN, "urn:other"), nowhere),
        BadFile("CYPS.xlsx", lambda: with_part(TABLE, whole), empty.format("A1:XFD1048576")),
    ]


def _area(ref: str) -> Callable[[], bytes]:
    return lambda: spoilt(TABLE, "A1:B3", ref)


def _dense(cells: int) -> bytes:
    """A sheet of many cells that hold nothing, close together."""
    filler = os.urandom(400_000).hex().encode()  # keeps the ratio under the limit
    return f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode() + b"<c/>" * cells + b"</sheetData><!--" + filler + b"-->"


BAD_FILES: tuple[BadFile, ...] = (
    *not_zips(),
    *other_zips(),
    *damaged(),
    *names(),
    *bombs(),
    *_odd_xml(),
    *_kinds(),
    *_lost_sheets(),
    *_odd_cells(),
    *_odd_tables(),
)
