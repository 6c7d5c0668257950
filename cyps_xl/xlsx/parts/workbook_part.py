"""The part that lists the workbook's sheets and names: who is who among the tabs."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from cyps_xl.grid import on_sheet
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.opening.relations import part_of_kind, relations
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import is_on
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.schema_order import WORKBOOK_CHILDREN, insert_child

WORKBOOK = "xl/workbook.xml"
"""What the part is called in workbooks that Excel and we make; of any other, ask `Package.workbook`."""
LOCATOR_PREFIX = "_cyps_sheet_"
"""Hidden defined names that find our sheets, whatever staff call their tabs."""


@dataclass(frozen=True)
class Sheet:
    """One tab of a workbook: `position` counts from 0; `part` holds its cells."""

    name: str
    sheet_id: int
    relation_id: str
    part: str
    position: int


def sheets_of(package: Package) -> list[Sheet]:
    """The workbook's tabs, in their order; chart sheets and the like among them."""
    return list(package.once(_sheets))


def _sheets(package: Package) -> list[Sheet]:
    targets = {relation.id: relation.target for relation in relations(package.parts, package.workbook)}
    return sheets_in(workbook_root(package), targets)


def workbook_root(package: Package) -> etree._Element:
    """The root element of the part that lists the sheets, to be read."""
    return parse_part(package.parts[package.workbook], package.workbook)


def sheets_of_draft(draft: Draft) -> list[Sheet]:
    """The tabs of a workbook that is being changed, as they stand now."""
    targets = {relation.id: relation.target for relation in draft.relations(draft.workbook)}
    return sheets_in(draft.root(draft.workbook), targets)


def sheets_in(workbook: etree._Element, targets: dict[str, str]) -> list[Sheet]:
    """The tabs that a workbook's root element lists; `targets` are the parts by relation."""
    listed = workbook.findall(f"{main('sheets')}/{main('sheet')}")
    return [
        Sheet(
            element.get("name", ""),
            int(element.get("sheetId", "0")),
            element.get(RELATION_ID, ""),
            targets.get(element.get(RELATION_ID, ""), ""),
            position,
        )
        for position, element in enumerate(listed)
    ]


def texts_root(package: Package) -> etree._Element | None:
    """The root element of the part with the texts that cells share, to be read; None when there is none."""
    part = part_of_kind(package.parts, package.workbook, "sharedStrings")
    return parse_part(package.parts[part], part) if part else None


def texts_root_of_draft(draft: Draft) -> etree._Element | None:
    """As `texts_root`, of a workbook that is being changed; the draft keeps the tree."""
    part = next((one.target for one in draft.relations(draft.workbook) if one.kind == "sharedStrings"), "")
    return draft.root(part) if part in draft else None


def our_tabs(package: Package) -> dict[str, str]:
    """The tabs of our own sheets, by the key of the sheet.

    Found by their hidden locators, so that staff may rename and reorder them. A copy that
    staff made of one of our sheets is theirs: Excel gives it names of its own.
    """
    root = workbook_root(package)
    tabs = {sheet.name.lower(): sheet.name for sheet in sheets_of(package)}
    return {key: tab for key, tab in located_tabs(root).items() if tab.lower() in tabs}


def located_tabs(workbook: etree._Element) -> dict[str, str]:
    """What the locators of a workbook's root element say: the tab's name by the sheet's key, in small letters.

    Excel takes no notice of capitals in defined names, nor officers in the names of sections.
    """
    found = {}
    for element in defined_names(workbook):
        name = element.get("name", "")
        place = on_sheet(element.text or "")
        if name.startswith(LOCATOR_PREFIX) and element.get("localSheetId") is None and place is not None:
            found[name.removeprefix(LOCATOR_PREFIX).lower()] = place[0]
    return found


def defined_names(workbook: etree._Element) -> list[etree._Element]:
    """The elements of the defined names, in the file's order."""
    return workbook.findall(f"{main('definedNames')}/{main('definedName')}")


def windows_of(workbook: etree._Element) -> list[etree._Element]:
    """The windows that a workbook opens with: which sheet each shows."""
    return workbook.findall(f"{main('bookViews')}/{main('workbookView')}")


def name_on_sheet(names: etree._Element, name: str, position: int | str) -> etree._Element:
    """A new name of one sheet, after the others among `names`; the sheet's position is counted from 0."""
    return etree.SubElement(names, main("definedName"), name=name, localSheetId=str(position))


def workbook_child(workbook: etree._Element, name: str) -> etree._Element:
    """A child of the workbook's root element, put where the schema wants it when it is not there."""
    found = workbook.find(main(name))
    return found if found is not None else insert_child(workbook, etree.Element(main(name)), WORKBOOK_CHILDREN)


def calculate_on_load(draft: Draft) -> None:
    """Have Excel work every formula out anew when it opens the workbook, in an order it finds itself.

    The stored order of calculation names cells that may hold no formula any more, which
    Excel takes for damage; it makes the order again from the formulas.
    """
    if not is_on(workbook_child(draft.root(draft.workbook), "calcPr"), "fullCalcOnLoad"):
        workbook_child(draft.change(draft.workbook), "calcPr").set("fullCalcOnLoad", "1")
    for relation in draft.relations(draft.workbook):
        if relation.kind == "calcChain":
            draft.unrelate(draft.workbook, relation.id)
            if relation.target in draft:
                draft.remove(relation.target)
