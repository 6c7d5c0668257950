"""What today's Excel stores with a cell beyond its formula and value, put into a workbook as Excel writes it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from cyps_xl.xlsx.parts.package import Package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XDA = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"
_XLRD = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
FIRST_ROW = 400

_METADATA = f"""<metadata xmlns="{_MAIN}" xmlns:xda="{_XDA}" xmlns:xlrd="{_XLRD}"><metadataTypes count="2">\
<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" \
splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>\
<metadataType name="XLRICHVALUE" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" \
splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1"/></metadataTypes>\
<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}}">\
<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>\
<futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext uri="{{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}}">\
<xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk>\
</cellMetadata><valueMetadata count="1"><bk><rc t="2" v="0"/></bk></valueMetadata></metadata>"""

CELLS: Mapping[str, str] = {
    "a dynamic array": ' cm="1"><f t="array" ref="{at}">SUM(--(Supervision[Qualified due]&gt;110))</f><v>5</v>',
    "a dynamic array that spills": ' cm="1"><f t="array" ref="{at}:AP{row}">_xlfn.SEQUENCE(1,3)</f><v>1</v>',
    "an array of old": '><f t="array" ref="{at}">SUM(H6:H8*I6:I8)</f><v>5</v>',
    "a picture in the cell": ' t="e" vm="1"><v>#VALUE!</v>',
    "a stock or a place": ' t="e" vm="1"><f>_xlfn.IMAGE("https://example.org/a.png")</f><v>#VALUE!</v>',
    "a what-if table": '><f t="dataTable" ref="{at}:AN{next}" dt2D="0" dtr="0" r1="AM1"/><v>4</v>',
    "a younger error": ' t="e"><f>_xlfn.UNIQUE(H6:H9)</f><v>#SPILL!</v>',
    "an unknown error": ' t="e"><f>_xlfn.PY(0,1)</f><v>#PYTHON!</v>',
    "a shared formula": '><f t="shared" ref="{at}:AN{next}" si="77">[1]Sheet1!A1</f><v>2</v>',
    "a formula always worked out": '><f ca="1">TODAY()</f><v>43000</v>',
    "a formula without a result": "><f>[1]Sheet1!A1</f>",
    "a formula with an empty result": "><f>[1]Sheet1!A1</f><v/>",
    "a formula with a wrong result": "><f>1+1</f><v>99</v>",
    "a date written out": ' t="d"><v>2017-12-31T00:00:00</v>',
    "a truth": ' t="b"><f>TRUE</f><v>1</v>',
    "a rich text": ' t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is>',
    "a text with readings": ' t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is>',
    "a picture's phonetic mark": ' ph="1"><v>3</v>',
}


def with_formulas(package: Package, part: str, formulas: Iterable[str]) -> Package:
    """The workbook with these formulas below one another in column AN of a sheet, each with a value of its own."""
    cells = (f"><f>{html.escape(text, quote=False)}</f><v>{number}</v>" for number, text in enumerate(formulas))
    return with_cells(package, part, cells)


def with_cells(package: Package, part: str, cells: Iterable[str]) -> Package:
    """The workbook with these cells, each from its attributes on, in column AN of a sheet, a free row between them.

    The workbook knows the kinds of cells that Excel keeps in a part of their own, and links to another workbook.
    """
    rows = []
    for row, cell in enumerate(cells):
        number = FIRST_ROW + 2 * row
        held = cell.format(at=f"AN{number}", row=number, next=number + 1) if "{at}" in cell else cell
        rows.append(f'<row r="{number}"><c r="AN{number}"{held}</c></row>')
    sheet = package.parts[part].replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>")
    return _with_links(_with_metadata(package.with_parts({part: sheet})))


def staff_cells(package: Package, part: str) -> list[bytes]:
    """The cells of column AN as a sheet stores them."""
    return re.findall(rb'<c r="AN\d+".*?</c>', package.parts[part], re.DOTALL)


def _with_metadata(package: Package) -> Package:
    return _with_part(package, "xl/metadata.xml", _METADATA, f"{_TYPES}.sheetMetadata+xml", "rIdMeta", "sheetMetadata")


def _with_links(package: Package) -> Package:
    part = "xl/externalLinks/externalLink1.xml"
    link = (
        f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1"><sheetNames>'
        '<sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>'
    )
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/externalLinkPath" Target="Budget.xlsx" TargetMode="External"/></Relationships>'
    )
    linked = _with_part(package, part, link, f"{_TYPES}.externalLink+xml", "rIdLink", "externalLink")
    listed = '<externalReferences><externalReference r:id="rIdLink"/></externalReferences>'
    workbook = linked.parts["xl/workbook.xml"].replace(b"</sheets>", b"</sheets>" + listed.encode())
    rels = "xl/externalLinks/_rels/externalLink1.xml.rels"
    return linked.with_parts({"xl/workbook.xml": workbook, rels: related.encode()})


def _with_part(package: Package, part: str, xml: str, kind: str, relation: str, type_: str) -> Package:
    types, rels = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    related = f'<Relationship Id="{relation}" Type="{_OFFICE}/{type_}" Target="/{part}"/></Relationships>'
    return package.with_parts(
        {
            part: xml.encode(),
            types: package.parts[types].replace(b"</Types>", override.encode()),
            rels: package.parts[rels].replace(b"</Relationships>", related.encode()),
        }
    )
