"""Cells read by the pattern and cells read by the parser: the same, whatever stands in a sheet."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.opening.namespaces import MAIN
from cyps_xl.xlsx.parts.cells import place_of_cell
from cyps_xl.xlsx.parts.stored_cells import CELL, StoredCell, cells_of_tree, stored_cells

PART = "xl/worksheets/sheet1.xml"

CELLS = (
    '<c r="A1"/>',
    '<c r="A1" s="3"/>',
    '<c r="B2" s="3"><v>4.50</v></c>',
    '<c r="B2" t="s"><v>7</v></c>',
    '<c r="B2" t="str"><f>A1&amp;"&lt;"</f><v>4 &amp; &gt;</v></c>',
    '<c r="B2" t="str"><f>A1</f><v/></c>',
    '<c r="B2" t="str"><f>A1</f><v></v></c>',
    '<c r="B2"><f>A1</f></c>',
    '<c r="B2"><f t="shared" ref="B2:B9" si="0">A1*2</f><v>2</v></c>',
    '<c r="B3"><f t="shared" si="0"/><v>2</v></c>',
    '<c r="B3"><f t="array" ref="B3:B4">A1:A2</f><v>2</v></c>',
    '<c r="B3"><f ca="1">TODAY()</f><v>2</v></c>',
    '<c r="C3" t="inlineStr"><is><t xml:space="preserve"> Tŷ&#10;Hafan </t></is></c>',
    '<c r="C3" t="inlineStr"><is><t/></is></c>',
    '<c r="C3" t="inlineStr"><is><r><t>one </t></r><r><rPr><b/></rPr><t>two</t></r></is></c>',
    '<c r="C3" t="e"><v>#N/A</v></c>',
    '<c r="C3" t="b"><v>1</v></c>',
    '<c r="D4" cm="1"><f t="array" ref="D4">A1</f><v>2</v></c>',
    "<c r='D4' t='s'><v>7</v></c>",
    '<c t="s" r="D4"><v>7</v></c>',
    "<c><v>1</v></c>",
    "<c/>",
    '<!--<c r="A9"><v>1</v></c>-->',
    '<c r="E5"><!-- a note --><v>1</v></c>',
    '<c r="E5" t="str"><v><![CDATA[<c r="A1"/>]]></v></c>',
    '<c r="E5" t="str"><v>one\r\ntwo&#13;three&#x2013;four&#8211;five</v></c>',
    '<x:c xmlns:x="urn:other" r="F6"/>',
    '<c xmlns="urn:other" r="F6"><v>9</v></c>',
    '<c r="F6"><v>1</v><extLst><ext uri="{1}"><c r="A1"/></ext></extLst></c>',
)
ROWS = ('<row r="{}">', "<row>", '<row r="{}" spans="1:4" ht="18" customHeight="1">')


def sheet(rows: list[tuple[str, list[str]]], prefix: str = "") -> bytes:
    lines = [begin.format(at) + "".join(cells) + "</row>" for at, (begin, cells) in enumerate(rows, start=1)]
    text = f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData>{"".join(lines)}</sheetData></worksheet>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{prefix}{text}'.encode()


def as_parsed(data: bytes) -> list[StoredCell]:
    return list(cells_of_tree(etree.fromstring(data)))


@given(st.lists(st.tuples(st.sampled_from(ROWS), st.lists(st.sampled_from(CELLS), max_size=4)), max_size=4))
@example([(ROWS[0], [cell]) for cell in CELLS])
def test_the_pattern_and_the_parser_say_the_same_of_every_cell(rows: list[tuple[str, list[str]]]) -> None:
    assert list(stored_cells(sheet(rows), PART)) == as_parsed(sheet(rows))


def test_an_odd_cell_among_thousands_of_plain_ones_is_the_parsers_and_so_are_those_behind_it() -> None:
    plain = [(ROWS[0], ['<c r="A1" t="str"><f>B1&amp;C1</f><v>words</v></c>'] * 10)] * 500
    data = sheet([*plain, (ROWS[0], ["<c><v>1</v></c>"]), *plain])
    assert list(stored_cells(data, PART)) == as_parsed(data)


@pytest.mark.parametrize(
    "data",
    [
        sheet([(ROWS[0], list(CELLS[:8]))], prefix="<!-- <sheetData><c r='A1'/></sheetData> -->"),
        sheet([(ROWS[0], list(CELLS[:8]))]).replace(b"<sheetData>", b'<sheetData xml:space="default">'),
        sheet([(ROWS[0], list(CELLS[:8]))]).replace(b"sheetData", b"x:sheetData").replace(b"xmlns=", b"xmlns:x=", 1),
        sheet([]).replace(b"<sheetData></sheetData>", b"<sheetData/>"),
        sheet([]).replace(b"<sheetData></sheetData>", b""),
        b'\xef\xbb\xbf<worksheet xmlns="urn:other"><sheetData><row r="1"><c r="A1"/></row></sheetData></worksheet>',
    ],
)
def test_a_sheet_that_is_written_otherwise_is_read_by_the_parser(data: bytes) -> None:
    assert list(stored_cells(data, PART)) == as_parsed(data)


@pytest.mark.parametrize(
    "broken",
    [
        b'<c r="A1"><v>1</c>',
        b'<c r="A1" t="str"><v>&nbsp;</v></c>',
        b'<c r="A1" t="str"><v>&#0;</v></c>',
        b'<c r="A1" t="str"><v>&#xD800;</v></c>',
        b'<c r="A1" t="str"><v>\x01</v></c>',
        b'<c r="A1" t="str"><v>\xff</v></c>',
        b'<c r="A1" t="str"><v>one & two</v></c>',
    ],
)
def test_what_is_no_xml_is_refused_and_no_cell_is_made_up(broken: bytes) -> None:
    data = sheet([(ROWS[0], ["<c/>"])]).replace(b"<c/>", broken)
    with pytest.raises(UnusableFile, match="damaged"):
        list(stored_cells(data, PART))


@given(st.lists(st.tuples(st.sampled_from(ROWS), st.lists(st.sampled_from(CELLS), max_size=4)), max_size=4))
@example([(ROWS[1], ["<c/>", '<c r="C7"/>', "<c/>"]), (ROWS[1], ["<c/>"])])
def test_a_cell_by_itself_is_where_it_is_among_the_others(rows: list[tuple[str, list[str]]]) -> None:
    root = etree.fromstring(sheet(rows))
    found = [place_of_cell(cell) for row in root[1] for cell in row.iterchildren(CELL)]
    assert found == [(cell.row, cell.column) for cell in cells_of_tree(root)]
