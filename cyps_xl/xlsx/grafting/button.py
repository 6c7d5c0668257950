"""The button of one of our sheets, set up again with the sheet when staff had deleted it."""

from __future__ import annotations

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.opening.relations import part_of_kind, relation_type
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package

_MODULE = b"CypsButton"
"""The module of our macro that buttons run, as a macro project lists it in plain letters."""

_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def has_our_macro(package: Package) -> bool:
    """Whether a workbook holds the macro that a button runs."""
    part = part_of_kind(package.parts, package.workbook, "vbaProject")
    return bool(part) and _MODULE in package.parts[part]


def add_button(draft: Draft, part: str, sheet: etree._Element, fresh: Draft, fresh_part: str) -> None:
    """Bring the button of a fresh sheet, if it has one, along with the sheet that was added."""
    place = sheet.find(main("legacyDrawing"))
    if place is None:
        return
    (old,) = [relation for relation in fresh.relations(fresh_part) if relation.id == place.get(RELATION_ID)]
    drawing = draft.free_part("xl/drawings/vmlDrawing{}.vml")
    draft.put(drawing, fresh.data(old.target), _DRAWING_TYPE)
    place.set(RELATION_ID, draft.relate(part, relation_type("vmlDrawing"), drawing))
