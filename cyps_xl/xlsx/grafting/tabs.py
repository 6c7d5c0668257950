"""A tab for a sheet that the workbook lacked, and a sheet that goes with its tab."""

from __future__ import annotations

from lxml import etree

from cyps_xl.grid import OUR_NAMES, on_sheet
from cyps_xl.xlsx.grafting.names import renumber
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.workbook_part import Sheet, defined_names, windows_of, workbook_child


def add_tab(draft: Draft, tab: str, part: str, position: int) -> None:
    """Give a new sheet its tab, `position` counted from 0; names and the open tab stay with their sheets."""
    workbook = draft.change(draft.workbook)
    listed = workbook_child(workbook, "sheets")
    ids = [int(element.get("sheetId", "0")) for element in listed]
    element = etree.Element(main("sheet"), name=tab, sheetId=str(max([0, *ids]) + 1))
    element.set(RELATION_ID, draft.relate(draft.workbook, relation_type("worksheet"), part))
    listed.insert(position, element)
    renumber(workbook, {number: number + 1 for number in range(position, len(listed))})
    for view in windows_of(workbook):
        for name in ("activeTab", "firstSheet"):
            if int(view.get(name, "0")) >= position and len(listed) > 1:
                view.set(name, str(int(view.get(name, "0")) + 1))


def remove_tab(draft: Draft, sheet: Sheet) -> None:
    """Take a sheet away with its tab, its own names and those of ours on it; its parts go when the draft is swept.

    Another tab that can be seen is open then. What reads the sheet has to be seen to before.
    """
    workbook = draft.change(draft.workbook)
    listed = workbook_child(workbook, "sheets")
    (element,) = [one for one in listed if one.get(RELATION_ID) == sheet.relation_id]
    at, number = list(listed).index(element), element.get("sheetId")
    listed.remove(element)
    draft.unrelate(draft.workbook, sheet.relation_id)
    for name in defined_names(workbook):
        if name.get("localSheetId") == str(at) or _is_ours_on(name, sheet.name):
            workbook_child(workbook, "definedNames").remove(name)
    renumber(workbook, {position: position - 1 for position in range(at + 1, len(listed) + 1)})
    _open_another(workbook, listed, at)
    for view in workbook.iterfind(f"{main('customWorkbookViews')}/{main('customWorkbookView')}"):
        if view.get("activeSheetId") == number:
            view.set("activeSheetId", listed[0].get("sheetId", "1"))


def _is_ours_on(name: etree._Element, tab: str) -> bool:
    place = on_sheet(name.text or "")
    ours = name.get("name", "").startswith(OUR_NAMES) and name.get("localSheetId") is None
    return ours and place is not None and place[0].lower() == tab.lower()


def _open_another(workbook: etree._Element, listed: etree._Element, gone: int) -> None:
    """Let every window show a tab that is there and that can be seen: Excel opens no workbook without one."""
    seen = [at for at, element in enumerate(listed) if element.get("state", "visible") == "visible"]
    if not seen:
        listed[0].attrib.pop("state", "")
        seen = [0]
    for view in windows_of(workbook):
        for name in ("activeTab", "firstSheet"):
            was = int(view.get(name, "0"))
            now = was - 1 if was > gone else was
            if name == "activeTab" and (was == gone or now not in seen):
                now = min(seen, key=lambda at: abs(at - now))
            if view.get(name) is not None or now:
                view.set(name, str(min(now, len(listed) - 1)))
