"""The order in which the schema wants an element's children: Excel takes any other for damage."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import MARKUP_COMPATIBILITY

WORKBOOK_CHILDREN = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)

SHEET_CHILDREN = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)

STYLES_CHILDREN = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)

_CHOICES = f"{{{MARKUP_COMPATIBILITY}}}AlternateContent"


def insert_child(parent: etree._Element, child: etree._Element, order: Sequence[str]) -> etree._Element:
    """Put a child among its siblings, after those of its own name; the child."""
    later = order[order.index(_name(child)) + 1 :]
    for at, sibling in enumerate(parent):
        if _name(sibling) in later:
            parent.insert(at, child)
            return child
    parent.append(child)
    return child


def _name(element: etree._Element) -> str:
    """An element's name; for a choice between versions, the name of what may be chosen."""
    if not isinstance(element.tag, str):
        return ""
    if element.tag == _CHOICES and len(element) and len(element[0]):
        return _name(element[0][0])
    return etree.QName(element).localname
