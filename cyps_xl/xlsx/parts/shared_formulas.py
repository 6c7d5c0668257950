"""Formulas that several cells share in the file, written out so that one of them may go."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.formulas.references import copied
from cyps_xl.grid import Area, cell_address, parse_cell
from cyps_xl.inputs.places import cell_place
from cyps_xl.xlsx.parts.cells import FORMULA, place_of_cell


def write_out(sheet_data: etree._Element) -> None:
    """Give every cell that shares a formula, within this element, its own text of it."""
    shared: dict[str, tuple[str, str]] = {}
    for formula in sheet_data.iter(FORMULA):
        if formula.get("t") == "shared" and formula.text:
            shared[formula.get("si", "")] = (_address(formula), formula.text)
    for formula in sheet_data.iter(FORMULA):
        if formula.get("t") != "shared":
            continue
        if not formula.text and formula.get("si", "") in shared:
            origin, text = shared[formula.get("si", "")]
            formula.text = moved(text, origin, _address(formula))
        formula.attrib.clear()


def moved(formula: str, origin: str, to: str) -> str:
    """A formula, without "=", as Excel would copy it from one cell to another."""
    (row, column), (to_row, to_column) = parse_cell(origin), parse_cell(to)
    return copied(formula, to_row - row, to_column - column)


def let_go(sheet_data: etree._Element, cells: Collection[tuple[int, int]], tab: str) -> None:
    """Make sure that no other cell needs the formulas of these cells, given by row and column.

    Raises CypsError for a cell of an array formula, which Excel changes only as a whole.
    """
    for formula in sheet_data.iter(FORMULA):
        if formula.get("t") == "array" and formula.get("ref", "").count(":"):
            area = Area.parse(formula.get("ref", ""))
            for row, column in cells:
                if area.holds(row, column):
                    raise CypsError(
                        f"{cell_place(tab, column, row)} is part of an array formula, which changes only as a whole.",
                        "Replace the array formula by plain values in Excel, save, and try again.",
                    )
    if any(f.get("t") == "shared" and parse_cell(_address(f)) in cells for f in sheet_data.iter(FORMULA)):
        write_out(sheet_data)


def _address(formula: etree._Element) -> str:
    cell = formula.getparent()
    return "A1" if cell is None else cell_address(*place_of_cell(cell))
