"""A tab for a sheet that the workbook lacked."""

from __future__ import annotations

from lxml import etree

from cyps_xl.xlsx.grafting.names import renumber
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.workbook_part import workbook_child


def add_tab(draft: Draft, tab: str, part: str, position: int) -> None:
    """Give a new sheet its tab, `position` counted from 0; names and the open tab stay with their sheets."""
    workbook = draft.change(draft.workbook)
    listed = workbook_child(workbook, "sheets")
    ids = [int(element.get("sheetId", "0")) for element in listed]
    element = etree.Element(main("sheet"), name=tab, sheetId=str(max([0, *ids]) + 1))
    element.set(RELATION_ID, draft.relate(draft.workbook, relation_type("worksheet"), part))
    listed.insert(position, element)
    renumber(workbook, {number: number + 1 for number in range(position, len(listed))})
    for view in workbook.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        for name in ("activeTab", "firstSheet"):
            if int(view.get(name, "0")) >= position and len(listed) > 1:
                view.set(name, str(int(view.get(name, "0")) + 1))
