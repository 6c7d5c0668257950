"""Two versions of a workbook, neither saved by Excel since, held against each other part by part."""

from __future__ import annotations

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import CHART, SHEET_DRAWING, main
from cyps_xl.xlsx.parts.package import Package

_OF_PARTS = {
    "worksheets": tuple(
        main(name)
        for name in ("sheetData", "dimension", "mergeCells", "headerFooter", "pageSetup", "rowBreaks", "ignoredErrors")
    ),
    "drawings": tuple(f"{{{SHEET_DRAWING}}}{end}" for end in ("from", "to")),
    "charts": tuple(
        f"{{{CHART}}}{name}"
        for name in ("f", "strCache", "numCache", "dPt", "dLbl", "axId", "crossAx", "multiLvlStrCache")
    ),
    "tables": (),
}
"""What edits of an open workbook bring about, or Excel by itself as rows move, by the folder of the part."""


def parts_apart(before: Package, after: Package) -> list[str]:
    """The sheets, charts, drawings and tables that say something else, but for cells and what they read."""
    folders = {part: part.split("/")[1] for part in after.parts if part.count("/") == 2}
    return [
        part
        for part, folder in folders.items()
        if folder in _OF_PARTS
        and part in before.parts
        and before.parts[part] != after.parts[part]
        and _said(before.parts[part], _OF_PARTS[folder]) != _said(after.parts[part], _OF_PARTS[folder])
    ]


def _said(data: bytes, left_out: tuple[str, ...]) -> bytes:
    root = etree.fromstring(data)
    for element in [*root.iter(*left_out)] if left_out else []:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    for element in root.iter(etree.Element):
        for name in ("sqref", "ref") if element.tag != main("table") else ():
            element.attrib.pop(name, None)
    return etree.tostring(root, method="c14n")
