"""The defined names of the report in the staff's workbook: ours set anew, staff's own kept."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.grid import OUR_NAMES, on_sheet, quoted_tab
from cyps_xl.xlsx.grafting.sheet_look import Choice
from cyps_xl.xlsx.parts.workbook_part import defined_names, name_on_sheet, workbook_child

SHEET_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
"""The names by which Excel keeps a sheet's print area and the like, one of each a sheet."""


@dataclass(frozen=True)
class GraftedSheet:
    """One sheet that was grafted: its tab, its position in either workbook, and whose wish counts for its look."""

    tab: str
    position: int
    fresh_position: int
    choice: Choice


def sheet_names(workbook: etree._Element, position: int) -> dict[str, str]:
    """What a sheet's own names stand for, without the tab: its print area, its repeated rows."""
    found = {}
    for element in defined_names(workbook):
        if element.get("localSheetId") == str(position) and element.get("name") in SHEET_NAMES:
            found[element.get("name", "")] = _without_tab(element.text or "")
    return found


def cell_names(workbook: etree._Element) -> dict[str, dict[str, str]]:
    """The cells that names of ours stand for, by tab in small letters and by name."""
    found: dict[str, dict[str, str]] = {}
    for element in defined_names(workbook):
        place = on_sheet(element.text or "") if _is_ours(element) else None
        if place is not None:
            found.setdefault(place[0].lower(), {})[element.get("name", "")] = place[1]
    return found


def refuse_hidden(staff: etree._Element, fresh: etree._Element, tabs: Mapping[int, str]) -> None:
    """Raise CypsError where staff gave a sheet of ours a name of its own that the report has for the whole workbook.

    Excel takes the sheet's own, so that its formulas would read something else. `tabs` are those of our sheets, by
    position. The locators of sheets are read by no formula.
    """
    ours = {e.get("name", "").lower() for e in defined_names(fresh) if e.get("name", "").startswith(OUR_NAMES[1])}
    for element in defined_names(staff):
        tab, name = tabs.get(int(element.get("localSheetId", "-1"))), element.get("name", "")
        if tab is not None and name.lower() in ours:
            raise CypsError(
                f"The sheet “{tab}” has a name of its own, {name}, that hides the report's: Excel would read other "
                "cells there.",
                "Delete it in Excel (Formulas, Name Manager, the one whose Scope is that sheet), save, and try again.",
            )


def renumber(workbook: etree._Element, positions: Mapping[int, int]) -> None:
    """Let the names that belong to a sheet follow it to its new position."""
    for element in defined_names(workbook):
        local = element.get("localSheetId")
        if local is not None and positions.get(int(local), int(local)) != int(local):
            element.set("localSheetId", str(positions[int(local)]))


def merge_names(staff: etree._Element, fresh: etree._Element, sheets: Collection[GraftedSheet]) -> None:
    """Set our names anew in the staff's workbook, and the sheets' print areas where they are ours to set."""
    parent = workbook_child(staff, "definedNames")
    tabs = {sheet.tab.lower() for sheet in sheets}
    new = {(e.get("name", "").lower()) for e in defined_names(fresh) if e.get("localSheetId") is None}
    for element in defined_names(staff):
        if _is_ours(element) and (element.get("name", "").lower() in new or _leads_to(element, tabs)):
            parent.remove(element)
    for sheet in sheets:
        _merge_sheet_names(parent, fresh, sheet)
    parent.extend(copy.deepcopy(element) for element in defined_names(fresh) if _is_ours(element))
    if not len(parent):
        staff.remove(parent)


def _merge_sheet_names(parent: etree._Element, fresh: etree._Element, sheet: GraftedSheet) -> None:
    wanted = sheet_names(fresh, sheet.fresh_position)
    for name in SHEET_NAMES:
        if not sheet.choice.takes_fresh(name):
            continue
        place = str(sheet.position)
        old = next((e for e in parent if e.get("name") == name and e.get("localSheetId") == place), None)
        if name not in wanted:
            if old is not None:
                parent.remove(old)
            continue
        if old is None:
            old = name_on_sheet(parent, name, place)
        if name == "_xlnm._FilterDatabase":
            old.set("hidden", "1")
        old.text = _with_tab(wanted[name], sheet.tab)


def _is_ours(element: etree._Element) -> bool:
    return element.get("name", "").startswith(OUR_NAMES) and element.get("localSheetId") is None


def _leads_to(element: etree._Element, tabs: Collection[str]) -> bool:
    """Whether a name stands for cells of one of these sheets, or for cells that are gone."""
    place = on_sheet(element.text or "")
    return "#REF!" in (element.text or "") or (place is not None and place[0].lower() in tabs)


def _without_tab(text: str) -> str:
    """ "'1 Indicators'!$1:$2,'1 Indicators'!$A:$B" as "$1:$2,$A:$B": a tab may be renamed."""
    places = [on_sheet(part) for part in _parts(text)]
    return ",".join(place[1] if place else part for place, part in zip(places, _parts(text), strict=True))


def _with_tab(text: str, tab: str) -> str:
    return ",".join(f"{quoted_tab(tab)}!{part}" for part in text.split(","))


def _parts(text: str) -> list[str]:
    """The areas of a list, which commas within quotes do not part."""
    parts, quoted = [""], False
    for character in text:
        quoted ^= character == "'"
        if character == "," and not quoted:
            parts.append("")
        else:
            parts[-1] += character
    return parts
