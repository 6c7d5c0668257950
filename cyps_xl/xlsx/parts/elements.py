"""What the elements of a sheet's part say, each read in one way: a truth, a place, a row, a run of columns, a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from cyps_xl.grid import Area, parse_areas
from cyps_xl.xlsx.opening.namespaces import EXCEL_FORMULA, main
from cyps_xl.xlsx.parts.schema_order import SHEET_CHILDREN, insert_child

_ROWS = f"{main('sheetData')}/{main('row')}"
_CELLS = f"{_ROWS}/{main('c')}"
_COLUMNS = f"{main('cols')}/{main('col')}"
_FORMATS, _FORMAT_RULE = main("conditionalFormatting"), main("cfRule")
_VALIDATIONS = f"{main('dataValidations')}/{main('dataValidation')}"
_LINKS = f"{main('hyperlinks')}/{main('hyperlink')}"
_MERGES = f"{main('mergeCells')}/{main('mergeCell')}"

_TABLE_COLUMNS = f"{main('tableColumns')}/{main('tableColumn')}"
COLUMN_FORMULA = main("calculatedColumnFormula")
"""By what a table fills the cells of a column in a new row."""
RULE_FORMULAS = (main("formula"), main("formula1"), main("formula2"))
"""What the formulas of conditional formats and of validations stand in."""
LATER_FORMULA, LATER_AREAS = f"{{{EXCEL_FORMULA}}}f", f"{{{EXCEL_FORMULA}}}sqref"
"""A formula and its cells in what Excel 2010 added: rules, sparklines and the like in extension lists."""

Said = etree._Element | Mapping[str, str]
"""An element, or what is said of one by name: what attributes are asked of."""


class ColumnRun(NamedTuple):
    """Columns beside each other that look alike: the first and the last, counted from 1, and what is said of them."""

    first: int
    last: int
    element: etree._Element


def is_on(element: Said, name: str) -> bool:
    """Whether a truth is said to be; where nothing is said it is not."""
    return element.get(name) in ("1", "true")


def is_off(element: Said, name: str) -> bool:
    """Whether a truth is said not to be; where nothing is said it may be."""
    return element.get(name) in ("0", "false")


def rows_of(sheet: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Every stored row of a sheet by its number; one that some programs write without follows the one before it."""
    number = 0
    for row in sheet.iterfind(_ROWS):
        number = int(row.get("r") or number + 1)
        yield number, row


def cells_of(sheet: etree._Element) -> Iterator[etree._Element]:
    """Every stored cell of a sheet, row by row."""
    return sheet.iterfind(_CELLS)


def columns_of(sheet: etree._Element) -> Iterator[ColumnRun]:
    """The runs of columns of which a sheet says anything."""
    for column in sheet.iterfind(_COLUMNS):
        first = int(column.get("min") or 1)
        yield ColumnRun(first, int(column.get("max") or first), column)


def area_of(element: Said) -> Area:
    """The area that a merged cell, a table or a filter stands in; one that names none, as no schema allows, is A1."""
    return Area.parse(element.get("ref") or "A1")


def areas_of(element: Said) -> list[Area]:
    """The areas of a rule, a validation or a passed-over error; none where it names none."""
    return parse_areas(element.get("sqref") or "")


def merges_of(sheet: etree._Element) -> Iterator[etree._Element]:
    """The merged cells of a sheet."""
    return sheet.iterfind(_MERGES)


def links_of(sheet: etree._Element) -> Iterator[etree._Element]:
    """The links of a sheet's cells."""
    return sheet.iterfind(_LINKS)


def validations_of(sheet: etree._Element) -> Iterator[etree._Element]:
    """What may be typed into a sheet's cells, rule by rule."""
    return sheet.iterfind(_VALIDATIONS)


def formats_of(sheet: etree._Element) -> Iterator[etree._Element]:
    """The conditional formats of a sheet: areas, each with its rules."""
    return sheet.iterfind(_FORMATS)


def rules_of(formats: etree._Element) -> Iterator[etree._Element]:
    """The rules of one conditional format, or of a sheet's all, those in extension lists apart."""
    return formats.iter(_FORMAT_RULE)


def table_columns(table: etree._Element) -> list[etree._Element]:
    """The columns of a table, from left to right."""
    return table.findall(_TABLE_COLUMNS)


def sheet_child(sheet: etree._Element, name: str) -> etree._Element:
    """A child of a sheet's root by its name, put where the schema wants it when it is not there."""
    found = sheet.find(main(name))
    return found if found is not None else insert_child(sheet, etree.Element(main(name)), SHEET_CHILDREN)
