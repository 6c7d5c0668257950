"""A workbook as short, reviewable text: one line for each name, table, formula, rule, validation and chart.

Reads the XML itself, so it sees what Excel will see and owes nothing to the library under test.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

NS = {
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
RELATION_ID = f"{{{NS['r']}}}id"


def workbook_outline(data: bytes) -> str:
    """The outline of the workbook in these bytes: its names, then its sheets in the order of their tabs."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(f"{line}\n" for line in _lines(book))


def _lines(book: zipfile.ZipFile) -> Iterator[str]:
    workbook = _xml(book, "xl/workbook.xml")
    places = {identity: part for identity, (_, part) in _relations(book, "xl/workbook.xml").items()}
    for name in workbook.iterfind("x:definedNames/x:definedName", NS):
        yield f"name {name.get('name')} = {name.text}"
    for sheet in workbook.iterfind("x:sheets/x:sheet", NS):
        yield f"[{sheet.get('name')}] {sheet.get('state', 'visible')}"
        part = places[sheet.get(RELATION_ID, "")]
        for line in (*_sheet_lines(_xml(book, part)), *_table_lines(book, part), *_chart_lines(book, part)):
            yield f"  {line}"


def _sheet_lines(sheet: etree._Element) -> Iterator[str]:
    for cell in sheet.iterfind(".//x:c[x:f]", NS):
        yield f"{cell.get('r')} ={cell.findtext('x:f', namespaces=NS)}"
    for block in sheet.iterfind("x:conditionalFormatting", NS):
        for rule in block.iterfind("x:cfRule", NS):
            yield f"format {block.get('sqref')} {_rule(rule)}".rstrip()
    for check in sheet.iterfind("x:dataValidations/x:dataValidation", NS):
        limits = [formula.text or "" for formula in check if formula.text]
        yield f"allow {check.get('sqref')} {check.get('type', 'any')} {' ; '.join(limits)}".rstrip()


def _rule(rule: etree._Element) -> str:
    icons = rule.find("x:iconSet", NS)
    kind = rule.get("type") if icons is None else icons.get("iconSet", "3TrafficLights1")
    formulas = [formula.text or "" for formula in rule.iterfind("x:formula", NS)]
    return f"{kind} {' ; '.join(formulas)}"


def _table_lines(book: zipfile.ZipFile, sheet: str) -> Iterator[str]:
    for part in _related(book, sheet, "table"):
        table = _xml(book, part)
        headings = [column.get("name", "") for column in table.iterfind("x:tableColumns/x:tableColumn", NS)]
        yield f"table {table.get('displayName')} {table.get('ref')} {' | '.join(headings)}"


def _chart_lines(book: zipfile.ZipFile, sheet: str) -> Iterator[str]:
    for drawing in _related(book, sheet, "drawing"):
        for part in _related(book, drawing, "chart"):
            plot = _xml(book, part).find(".//c:plotArea", NS)
            for group in plot if plot is not None else ():
                for series in group.iterfind("c:ser", NS):
                    yield f"{etree.QName(group).localname} {series.findtext('c:val//c:f', namespaces=NS)}"


def _related(book: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    """The parts that a part refers to, of one kind ("table", "drawing", "chart")."""
    return sorted(target for found, target in _relations(book, part).values() if found == kind)


def _relations(book: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to, by identifier: the kind and the part."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in book.namelist():
        return {}
    return {
        relation.get("Id", ""): (
            relation.get("Type", "").rsplit("/", 1)[-1],
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in _xml(book, path)
    }


def _xml(book: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(book.read(part))
