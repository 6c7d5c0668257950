"""What staff do on one of our sheets, and what can be read from it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from cyps_xl.grid import on_sheet
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.grafting.sheet_look import find
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.parts.cells import Grid, set_formula, set_number, set_text
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import contents, shared_texts
from helpers.fresh_books import fresh_book
from helpers.soundness import faults
from helpers.staff_features import OURS, WORKBOOK, change

STYLES = "xl/styles.xml"


def do(package: Package, *deeds: Callable[[etree._Element], object], part: str = OURS) -> Package:
    """The package after staff did something to the XML of a sheet."""
    for deed in deeds:
        package = change(part, deed)(package)
    return package


def type_in(row: int, column: int, what: str | float, style: int | None = None) -> Callable[[etree._Element], object]:
    """Typing a text, a number or a formula into a cell.

    A sign alone is a text to Excel, which stores no formula without words; any other text
    that begins so is typed with an apostrophe (`type_text`).
    """

    def deed(sheet: etree._Element) -> None:
        data = sheet.find(main("sheetData"))
        assert data is not None
        cell = Grid(data).cell(row, column)
        if isinstance(what, str) and what.startswith("=") and what[1:].strip("= "):
            set_formula(cell, what[1:], "worked out")
        elif isinstance(what, str):
            set_text(cell, what)
        else:
            set_number(cell, what)
        if style is not None:
            cell.set("s", str(style))

    return deed


def type_text(row: int, column: int, text: str) -> Callable[[etree._Element], object]:
    """Typing a text, with an apostrophe in front where it would be a formula without: the file stores a text."""

    def deed(sheet: etree._Element) -> None:
        data = sheet.find(main("sheetData"))
        assert data is not None
        set_text(Grid(data).cell(row, column), text)

    return deed


def set_up(path: str, **attributes: Any) -> Callable[[etree._Element], object]:
    """Setting attributes of an element that is there."""

    def deed(sheet: etree._Element) -> None:
        element = find(sheet, path)
        assert element is not None, path
        for name, value in attributes.items():
            element.set(name, str(value))

    return deed


def refreshed(package: Package, quarter: int = 1, **changes: Any) -> Package:
    """The package refreshed, found sound, and found the same when refreshed again."""
    fresh = fresh_book(quarter, **changes)
    after = graft(package, fresh)
    assert faults(after.to_bytes()) == []
    assert graft(after, fresh).to_bytes() == after.to_bytes()
    return after


def shown(package: Package, part: str = OURS) -> dict[tuple[int, int], str]:
    """What the cells of a sheet hold, those alone that hold something."""
    draft = Draft(package)
    texts = shared_texts(draft.root("xl/sharedStrings.xml"))
    return {place: content.shown for place, content in contents(draft.root(part), texts) if content.shown}


def element(package: Package, path: str, part: str = OURS) -> etree._Element:
    """An element of a sheet."""
    found = find(Draft(package).root(part), path)
    assert found is not None, path
    return found


def insert_row(at: int) -> Callable[[etree._Element], object]:
    """Putting a row in, as Excel does: cells and references below move down by one."""

    def deed(sheet: etree._Element) -> None:
        for row in sheet.iter(main("row")):
            number = int(row.get("r", "0"))
            if number >= at:
                row.set("r", str(number + 1))
                for cell in row:
                    cell.set("r", cell.get("r", "").rstrip("0123456789") + str(number + 1))
        for formula in sheet.iter(main("f")):
            if formula.text and formula.text.startswith("IF(B") and formula.text[4].isdigit():
                number = int(formula.text[4 : formula.text.index(">")])
                formula.text = formula.text.replace(f"B{number}", f"B{number + (number >= at)}")

    return deed


def without_sheet(package: Package, tab: str) -> Package:
    """The workbook after staff deleted a sheet: Excel leaves its names broken."""
    draft = Draft(package)
    workbook = draft.change(WORKBOOK)
    sheets = list(workbook.iter(main("sheet")))
    position = [sheet.get("name") for sheet in sheets].index(tab)
    draft.unrelate(WORKBOOK, sheets[position].get(RELATION_ID, ""))
    for name in list(workbook.iter(main("definedName"))):
        local, leads_there = name.get("localSheetId"), on_sheet(name.text or "")
        if local == str(position):
            _drop(name)
        elif local is not None and int(local) > position:
            name.set("localSheetId", str(int(local) - 1))
        elif leads_there is not None and leads_there[0] == tab:
            name.text = "#REF!$A$1"
    _drop(sheets[position])
    draft.sweep()
    return draft.package()


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
