"""The styles of the fresh sheets, found again among the workbook's own or added to them: never twice."""

from __future__ import annotations

import copy

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.schema_order import STYLES_CHILDREN, insert_child
from cyps_xl.xlsx.parts.signature import Signature, signature

_INDEXES = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_FIRST_OWN_FORMAT = 164
_NO_STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_UNORDERED = ("fonts",)  # the children of a font come in any order


def styles_part(draft: Draft) -> str:
    """The part with a workbook's styles; made, as plain as can be, in a workbook that has none."""
    found = draft.related(draft.workbook, "styles")
    if not found:
        found = draft.free_part("xl/styles{}.xml")
        draft.put(found, etree.fromstring(_NO_STYLES), _STYLES_TYPE)
        draft.relate(draft.workbook, relation_type("styles"), found)
    return found


class StyleMap:
    """Where each style of a fresh workbook stands in the staff's styles, adding those that are not there.

    Style 0, the look of a cell that has none, stays the staff's own. `grown` says whether
    anything had to be added to `staff`, the root of the staff's styles.
    """

    def __init__(self, staff: etree._Element, fresh: etree._Element) -> None:
        self._staff, self._fresh = staff, fresh
        self.grown = False
        self._known: dict[str, dict[Signature, int]] = {}
        self._looks: dict[int, int] = {0: 0}
        self._rules: dict[int, int] = {}
        self._pieces: dict[tuple[str, int], int] = {}
        self._staff_formats = _formats(staff)
        self._fresh_formats = _formats(fresh)

    def look(self, index: int) -> int:
        """The staff's number for a cell style of the fresh workbook."""
        if index not in self._looks:
            self._looks[index] = self._place_look(_at(self._fresh, "cellXfs", index))
        return self._looks[index]

    def rule(self, index: int) -> int:
        """The staff's number for a conditional format's style of the fresh workbook."""
        if index not in self._rules:
            self._rules[index] = self._place("dxfs", _at(self._fresh, "dxfs", index))
        return self._rules[index]

    def _place_look(self, look: etree._Element) -> int:
        made = copy.deepcopy(look)
        for name, group in _INDEXES.items():
            made.set(name, str(self._place_piece(group, int(look.get(name, "0")))))
        made.set("numFmtId", str(self._place_format(int(look.get("numFmtId", "0")))))
        made.set("xfId", self._normal())
        return self._place("cellXfs", made)

    def _place_piece(self, group: str, index: int) -> int:
        if (group, index) not in self._pieces:
            self._pieces[group, index] = self._place(group, _at(self._fresh, group, index))
        return self._pieces[group, index]

    def _place(self, group: str, element: etree._Element) -> int:
        known, wanted = self._signatures(group), _signature(group, element)
        if wanted in known:
            return known[wanted]
        parent = self._group(group)
        parent.append(copy.deepcopy(element))
        parent.set("count", str(len(parent)))
        self.grown = True
        known[wanted] = len(parent) - 1
        return len(parent) - 1

    def _place_format(self, number: int) -> int:
        code = self._fresh_formats.get(number)
        if code is None:
            return number  # one of Excel's own, the same everywhere
        for known, known_code in self._staff_formats.items():
            if known_code == code:
                return known
        new = max([_FIRST_OWN_FORMAT - 1, *self._staff_formats]) + 1
        parent = self._group("numFmts")
        etree.SubElement(parent, main("numFmt"), numFmtId=str(new), formatCode=code)
        parent.set("count", str(len(parent)))
        self._staff_formats[new] = code
        self.grown = True
        return new

    def _signatures(self, group: str) -> dict[Signature, int]:
        if group not in self._known:
            found: dict[Signature, int] = {}
            for index, element in enumerate(self._staff.iterfind(f"{main(group)}/*")):
                found.setdefault(_signature(group, element), index)
            self._known[group] = found
        return self._known[group]

    def _group(self, name: str) -> etree._Element:
        found = self._staff.find(main(name))
        if found is None:
            found = insert_child(self._staff, etree.Element(main(name), count="0"), STYLES_CHILDREN)
        return found

    def _normal(self) -> str:
        """The number of the style “Normal”, on which every look builds."""
        for style in self._staff.iterfind(f"{main('cellStyles')}/{main('cellStyle')}"):
            if style.get("builtinId") == "0":
                return style.get("xfId", "0")
        return "0"


def cell_looks(styles: etree._Element) -> list[Signature]:
    """What each cell style of a workbook says, by its number, whatever numbers its fonts and the like have."""
    formats = _formats(styles)
    return [
        (
            formats.get(int(look.get("numFmtId", "0")), look.get("numFmtId", "0")),
            *(_signature(group, _at(styles, group, int(look.get(name, "0")))) for name, group in _INDEXES.items()),
            *map(signature, look),
        )
        for look in styles.iterfind(f"{main('cellXfs')}/{main('xf')}")
    ]


def _signature(group: str, element: etree._Element) -> Signature:
    return signature(element, any_order=group in _UNORDERED)


def _formats(styles: etree._Element) -> dict[int, str]:
    """The workbook's own number formats by number."""
    listed = styles.iterfind(f"{main('numFmts')}/{main('numFmt')}")
    return {int(element.get("numFmtId", "0")): element.get("formatCode", "") for element in listed}


def _at(styles: etree._Element, group: str, index: int) -> etree._Element:
    found = styles.find(main(group))
    if found is None or index >= len(found):
        raise ValueError(f"the fresh workbook has no {index} in its {group}")
    return found[index]
