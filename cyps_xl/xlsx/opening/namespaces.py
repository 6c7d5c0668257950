"""The XML namespaces of a workbook's parts, and the names made with them."""

from __future__ import annotations

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MARKUP_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
EXCEL_FORMULA = "http://schemas.microsoft.com/office/excel/2006/main"
XML = "http://www.w3.org/XML/1998/namespace"

RELATION_ID = f"{{{OFFICE_RELATION}}}id"
SPACE = f"{{{XML}}}space"


def main(name: str) -> str:
    """The full name of a SpreadsheetML element: main("row")."""
    return f"{{{MAIN}}}{name}"
