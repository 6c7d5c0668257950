"""The checker of soundness finds each kind of damage, planted one at a time in a sound workbook."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import xlsxwriter

from helpers.good_files import zipped
from helpers.soundness import faults

SHEET, NOTES, STYLES = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml"
WORKBOOK, TYPES, TABLE = "xl/workbook.xml", "[Content_Types].xml", "xl/tables/table1.xml"
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
DRAWING, CHART = "xl/drawings/drawing1.xml", "xl/charts/chart1.xml"


def sound_parts() -> dict[str, bytes]:
    """A workbook with a table, a rule, a validation, a chart, a merged cell, comments and names."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    bold = book.add_format({"bold": True, "num_format": "0.000"})
    sheet, notes = book.add_worksheet("Data"), book.add_worksheet("Notes")
    sheet.add_table("A1:B3", {"name": "Children", "columns": [{"header": "Month"}, {"header": "Number"}]})
    sheet.write_column("A2", ["Apr", "May"], bold)
    sheet.write_column("B2", [3, 4])
    sheet.conditional_format("B2:B3", {"type": "cell", "criteria": ">", "value": 3, "format": bold})
    sheet.data_validation("A2:A3", {"validate": "length", "criteria": "<", "value": 9})
    sheet.data_validation("B2:B3", {"validate": "integer", "criteria": ">", "value": 0})
    sheet.set_column(3, 3, 20, bold)
    sheet.set_column(5, 5, 20)
    for number in (1, 2):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$B$2:$B$3"})
        sheet.insert_chart(number * 20, 3, chart)
    notes.merge_range("A1:B2", "Note")
    notes.merge_range("A4:B5", "Another")
    notes.write_comment("A9", "why")
    notes.write_formula("C1", "=1=1", None, True)
    notes.write_formula("C2", "=Data!B2+1", None, 4)
    book.define_name("First", "=Data!$A$2")
    notes.print_area("A1:B9")
    book.close()
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_sound_workbook_has_no_faults() -> None:
    assert faults(zipped(sound_parts())) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        (SHEET, "</sheetData>", "", "is no XML"),
        (TYPES, 'PartName="/xl/tables/table1.xml"', 'PartName="/xl/tables/table9.xml"', "not there"),
        (TYPES, '<Default Extension="vml" [^>]*>', "", "nothing says what kind of part"),
        (TYPES, 'spreadsheetml.table.xml"', 'drawing+xml"', "not a table"),
        (RELATIONS, "table1.xml", "table7.xml", "leads to xl/tables/table7.xml"),
        (RELATIONS, 'Id="rId2"', 'Id="rId1"', "2 relations rId1"),
        (RELATIONS, '<Relationship Id="rId1"[^>]*>', "", "asks for relation rId1"),
        (RELATIONS, '<Relationship Id="rId1"[^>]*>', "", "nothing leads to it"),
        (WORKBOOK, '<sheets>(.*)</sheets>(.*)<calcPr[^>]*>', r'<calcPr/><sheets>\1</sheets>\2', "in the wrong place"),
        (WORKBOOK, 'name="Notes"', 'name="DATA"', "two sheets have the name 'data'"),
        (WORKBOOK, 'name="Notes"', 'name="No/tes"', "cannot be the name of a sheet"),
        (WORKBOOK, 'sheetId="2"', 'sheetId="1"', "the sheetId '1'"),
        (WORKBOOK, 'r:id="rId2"', 'r:id="rId1"', "the relation 'rId1'"),
        (WORKBOOK, "<sheet ", '<sheet state="hidden" ', "no sheet can be seen"),
        (WORKBOOK, "<workbookView ", '<workbookView activeTab="2" ', "activeTab is 2"),
        (NOTES, "<sheetView ", '<sheetView tabSelected="1" ', "2 sheets are selected together"),
        (WORKBOOK, '<definedName name="First">', r'<definedName name="First">Data!$A$1</definedName>\g<0>', "2 times"),
        (WORKBOOK, 'name="First"', 'name="A1"', "cannot be a name"),
        (WORKBOOK, 'name="First"', 'name="Children"', "called alike"),
        (WORKBOOK, 'localSheetId="1"', 'localSheetId="2"', "belongs to sheet 2"),
        (WORKBOOK, "Data!.A.2", "Gone!$A$2", "cells of 'gone'"),
        (STYLES, '<cellXfs count="2">', '<cellXfs count="3">', "cellXfs says 3"),
        (STYLES, 'fontId="1"', 'fontId="9"', "fontId 9"),
        (STYLES, '<numFmt numFmtId="164"', '<numFmt numFmtId="165"', "the number format 164"),
        (STYLES, "(<fonts.*</fonts>)(<fills.*</fills>)", r"\2\1", "fonts stands in the wrong place"),
        (SHEET, '<c r="A2" s="1"', '<c r="A2" s="7"', "A2 asks for style 7"),
        (SHEET, 'style="1"', 'style="7"', "column 4 asks for style 7"),
        (SHEET, 'dxfId="0"', 'dxfId="4"', "dxfId 4"),
        (TABLE, 'ref="A1:B3"', 'ref="A1:C3"', "3 columns wide and has 2"),
        (TABLE, 'name="Number"', 'name="month"', "two headings alike"),
        (TABLE, 'name="Number"', 'name="Figure"', "the heading 'Figure'"),
        (TABLE, '<autoFilter ref="A1:B3"', '<autoFilter ref="A1:B4"', "filters A1:B4"),
        (TABLE, 'ref="A1:B3"', 'ref="A1:B1"', "has no rows"),
        (SHEET, "<tableParts.*</tableParts>", "", "lists other tables"),
        (SHEET, '<row r="3"', '<row r="2"', "row 2 comes after row 2"),
        (SHEET, '<c r="B2"', '<c r="A2"', "A2 stands twice"),
        (SHEET, '<c r="B2"', '<c r="B7"', "B7 stands in row 2"),
        (SHEET, "<v>3</v>", "<v>three</v>", "holds 'three' as a number"),
        (SHEET, "<v>3</v>", "<v></v>", "holds '' as a number"),
        (SHEET, '(<c r="A2" [^>]*><v>).</v>', r"\g<1>99</v>", "asks for text 99"),
        (NOTES, 't="b"><f>1=1</f><v>1', 't="b"><f>1=1</f><v>TRUE', "holds 'TRUE' as a truth"),
        (NOTES, "<f>Data!B2", "<f>=Data!B2", "begins with ="),
        (NOTES, "<f>1=1</f>", '<f t="shared" si="3"/>', "shares formula 3"),
        (SHEET, "<sheetData>(.*)</sheetData>", r"<mergeCells/><sheetData>\1</sheetData>", "sheetData stands in"),
        (SHEET, '<col min="6" max="6"', '<col min="4" max="4"', "the columns 4 to 4"),
        (NOTES, 'ref="A4:B5"', 'ref="B2:C5"', "are both merged"),
        (NOTES, '<mergeCells count="2"', '<mergeCells count="5"', "mergeCells says 5"),
        (SHEET, 'sqref="A2:A3"', 'sqref="A2:B2"', "are both ruled"),
        (SHEET, 'sqref="A2:A3"', 'sqref="A2:A0"', "stands at 'A2:A0'"),
        (NOTES, "<legacyDrawing [^>]*>", "", "no drawing to show them"),
        (DRAWING, '<xdr:cNvPr id="3"', '<xdr:cNvPr id="2"', "have the number 2"),
        (DRAWING, "<xdr:clientData/>", "", "does not end as it should"),
        (CHART, "<c:f>Data!", "<c:f>Gone!", "draws cells of 'gone'"),
    ],
)  # fmt: skip
def test_planted_damage_is_found(part: str, old: str, new: str, fault: str) -> None:
    parts = sound_parts()
    spoilt = re.sub(old, new, parts[part].decode(), flags=re.DOTALL)
    assert spoilt != parts[part].decode(), f"{old} is not in {part}"
    parts[part] = spoilt.encode()
    assert any(fault in found for found in faults(zipped(parts))), faults(zipped(parts))


def test_an_order_of_calculation_that_names_a_plain_cell_is_found() -> None:
    parts = sound_parts()
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    chain = f'<calcChain xmlns="{namespace}"><c r="C1" i="2"/><c r="A1"/></calcChain>'
    parts["xl/calcChain.xml"] = chain.encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())
    relation = '<Relationship Id="rId99" Target="calcChain.xml" Type="http://x/calcChain"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relation.encode())
    assert faults(zipped(parts)) == ["calcChain: A1 of sheet 2 holds no formula"]


def test_a_part_that_stands_twice_in_the_zip_is_found() -> None:
    parts = sound_parts()
    parts["XL/workbook.xml"] = parts[WORKBOOK]
    assert "xl/workbook.xml: stands twice in the zip" in faults(zipped(parts))
