"""What a refresh brings about and no edit of an open workbook does: told, so that no press passes it over.

A press says that the report is up to date. So whatever a refresh would do and the list of edits does not has to be
found, whatever it is. Of the report's own sheets it is told by the record of what was written last, since Excel writes
charts and styles anew as it saves. Every other part a refresh leaves byte for byte unless it has a reason: there,
whatever is another afterwards counts, but for what edits bring about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from cyps_xl.live.book_state import BREAKS, FOOTER, PAGE_SETUP
from cyps_xl.live.row_steps import RowSteps
from cyps_xl.xlsx.grafting.drawn import CHART_ITEM, PLACE_ITEM, REST
from cyps_xl.xlsx.grafting.follow_moves import carry_references_along
from cyps_xl.xlsx.grafting.graft import Grafted
from cyps_xl.xlsx.grafting.names import SHEET_NAMES
from cyps_xl.xlsx.grafting.sheet_look import look_of
from cyps_xl.xlsx.grafting.sheets import NAMED_CELL
from cyps_xl.xlsx.grafting.written_record import Record, WrittenSheet, record_part
from cyps_xl.xlsx.input_tables.last_definition import definition_part
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.opening.relations import part_of_kind, relations
from cyps_xl.xlsx.opening.zip_entries import is_xml
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import COLUMN_FORMULA
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.signature import signature
from cyps_xl.xlsx.parts.stored_cells import outline, stored_rows
from cyps_xl.xlsx.parts.workbook_part import defined_names, our_tabs, sheets_of, workbook_root

Reason = tuple[str, str]
"""A tab, and what no edit brings about on its sheet, in words."""

THE_WORKBOOK = "The workbook"
"""In the place of a tab where it is about no single sheet."""

_UNTOLD = "another version of cyps-xl or another program wrote it last, and nothing tells how its charts were drawn"
_CHART, _PLACE = "a chart has to get another title, kind, colour or description", "a chart has to stand elsewhere"
_RULES = "links, arrows or bars have to be others"
_SET_UP = "columns, colours, margins or page headings have to be set up anew"
_TABLE = "the table has to get other columns or rows"
_OTHER = "something on it has to be set up anew"
_OF_INPUTS = {
    "dataValidations": "what may be typed under a heading has to follow the definition",
    "cols": "columns come or go",
    "conditionalFormatting": "colours that follow figures have to be others",
}
_ORDER, _NAMES = "sheets have to stand in another order, or to show again", "names have to be others"

_BY_EDITS = ("row ", "column ", NAMED_CELL, *SHEET_NAMES, FOOTER, BREAKS, *(f"pageSetup@{name}" for name in PAGE_SETUP))
"""How the items of a look begin that edits bring about, or that the comparison of states tells of."""

_TOLD_BY_STATES = ("sheetData", "dimension", "mergeCells")
_TOLD_BY_NAMES = ("definedNames", "calcPr", "sheets")
_NO_MATTER = ("styles", "sharedStrings", "calcChain")
"""Parts of the workbook whose numbers cells refer to: what is added there shows on the sheets."""


@dataclass(frozen=True)
class BothRecords:
    """What was last written on the report's sheets, and what a refresh writes now, sheet by sheet where they differ.

    `steps` are the ways of their rows, by tab in small letters.
    """

    package: Package
    after: Package
    steps: Mapping[str, RowSteps]

    @cached_property
    def differing(self) -> dict[str, tuple[WrittenSheet | None, WrittenSheet]]:
        """What the two say of the sheets, by key, of which they say different things: of none as long as all stays."""
        was, now = Record(self.package), Record(self.after)
        keys = (key for key in our_tabs(self.after) if not was.says_the_same(now, key))
        return {key: (was.get(key), new) for key in keys if (new := now.get(key)) is not None}

    def moved(self, tab: str) -> bool:
        """Whether rows of a sheet move."""
        return tab.lower() in self.steps

    def redressed(self) -> dict[str, set[int]]:
        """The rows, by tab in small letters, that the report has look otherwise than when it was last written.

        Where rows move, those that look as none did.
        """
        tabs, found = our_tabs(self.after), {}
        for key, (old, new) in self.differing.items():
            if old is not None and old.cell_looks:
                moved, known = self.moved(tabs[key]), set(old.cell_looks.values())
                found[tabs[key].lower()] = {
                    row
                    for row, look in new.cell_looks.items()
                    if (look not in known if moved else look != old.cell_looks.get(row))
                }
        return found


def beyond_edits(package: Package, grafted: Grafted, records: BothRecords) -> list[Reason]:
    """What a refresh of a package brings about besides what the comparison of two states can tell."""
    return [*_on_our_sheets(package, grafted, records), *_in_other_parts(package, grafted)]


def _on_our_sheets(package: Package, grafted: Grafted, records: BothRecords) -> Iterator[Reason]:
    tabs = our_tabs(package)
    for key, (part, _) in grafted.parts.items():
        if key not in records.differing or key not in tabs:
            continue
        old, new = records.differing[key]
        if old is None or REST not in old.drawn:
            yield THE_WORKBOOK, _UNTOLD
            continue
        for reason in _drawn_otherwise(old.drawn, new.drawn, moved=records.moved(tabs[key])):
            yield tabs[key], reason
        if _is_set_up_otherwise(old.look, new.look) and _look(package, part) != _look(grafted.package, part):
            yield tabs[key], _SET_UP


def _drawn_otherwise(old: Mapping[str, str], new: Mapping[str, str], *, moved: bool) -> Iterator[str]:
    for name, said in new.items():
        before = old.get(name, said)  # a chart that comes is told by the states
        if name.startswith(PLACE_ITEM):
            if _size(before) != _size(said) if moved else before != said:
                yield _PLACE
        elif before != said:
            yield _CHART if name.startswith(CHART_ITEM) else _RULES


def _size(place: str) -> tuple[int, ...]:
    """The columns of a chart, and over how many rows it stands: it goes along with rows that move."""
    left, top, right, bottom = (int(number or "0") for number in place.split(" "))
    return left, right, bottom - top


def _is_set_up_otherwise(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    return dict(_of_no_edit(old)) != dict(_of_no_edit(new))


def _look(package: Package, part: str) -> dict[str, str]:
    """How a sheet is set up as it stands: what staff made of it stays theirs."""
    data = package.parts[part]
    return dict(_of_no_edit(look_of(outline(data, part), stored_rows(data, part))))


def _of_no_edit(look: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in look.items() if not name.startswith(_BY_EDITS))


def _in_other_parts(package: Package, grafted: Grafted) -> Iterator[Reason]:
    """What differs in all parts but those of the report's sheets, formulas having followed the rows that moved."""
    after, sheets = grafted.package, {sheet.part: sheet.name for sheet in sheets_of(grafted.package)}
    before = _carried_along(package, grafted)
    ours = {part for part, _ in grafted.parts.values()}
    passed_over = {*_led_to(before, ours), *_led_to(after, ours), record_part(after), definition_part(after)}
    passed_over |= {part_of_kind(after.parts, after.workbook, kind) for kind in _NO_MATTER}
    tabs = {part: tab for sheet, tab in sheets.items() for part in _led_to(after, {sheet})}
    for part in before.parts:
        if part in passed_over or part not in after.parts or not is_xml(part) or part.endswith(".rels"):
            continue
        if not before.parts.holds_as(part, after.parts):
            roots = [parse_part(one.parts[part], part) for one in (before, after)]
            if part == after.workbook:
                yield from _in_the_workbook(before, after)
            elif part in sheets:
                yield from ((sheets[part], reason) for reason in _on_a_sheet(*roots))
            elif part in tabs and _said(roots[0]) != _said(roots[1]):
                yield tabs[part], _TABLE if etree.QName(roots[0]).localname == "table" else _OTHER


def _carried_along(package: Package, grafted: Grafted) -> Package:
    """The package with all formulas of staff's reading what they read where it stands now, as Excel has them do."""
    tabs = our_tabs(package)
    moved = {tabs[key].lower(): moves for key, (_, moves) in grafted.parts.items() if key in tabs and moves.any}
    if not moved:
        return package
    draft = Draft(package)
    ours = {part for part, _ in grafted.parts.values()}
    positions = {sheet.position for sheet in sheets_of(package) if sheet.part in ours}
    carry_references_along(draft, moved, ours, positions)
    return draft.package()


def _led_to(package: Package, parts: Collection[str]) -> set[str]:
    """These parts and all that they lead to."""
    found, waiting = set[str](), [part for part in parts if part in package.parts]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting += [one.target for one in relations(package.parts, part) if one.target in package.parts]
    return found


def _on_a_sheet(before: etree._Element, after: etree._Element) -> Iterator[str]:
    one, other = (dict(_children(root)) for root in (before, after))
    for name in sorted(one.keys() | other.keys()):
        if one.get(name) != other.get(name):
            yield _OF_INPUTS.get(name, _OTHER)


def _children(root: etree._Element) -> Iterator[tuple[str, object]]:
    """What the children of a root element say, by their names, but for those of which the states tell."""
    found: dict[str, list[object]] = {}
    for child in root:
        if isinstance(child.tag, str):  # a comment has no name
            found.setdefault(etree.QName(child).localname, []).append(signature(child))
    yield from ((name, said) for name, said in found.items() if name not in (*_TOLD_BY_STATES, *_TOLD_BY_NAMES))


def _said(root: etree._Element) -> object:
    for formula in [*root.iter(COLUMN_FORMULA)]:  # a press writes the keys of new rows itself
        parent = formula.getparent()
        if parent is not None:
            parent.remove(formula)
    return signature(root)


def _in_the_workbook(before: Package, after: Package) -> Iterator[Reason]:
    roots = [workbook_root(one) for one in (before, after)]
    listed = [[(e.get("name", "").lower(), e.get("state", "")) for e in root.iter(main("sheet"))] for root in roots]
    if {tab for tab, _ in listed[0]} != {tab for tab, _ in listed[1]}:
        return  # sheets that come or go are told by the states
    if listed[0] != listed[1]:
        yield THE_WORKBOOK, _ORDER
    names = [set(_names_of_sheets(root)) for root in roots]
    if names[0] != names[1] or dict(_children(roots[0])) != dict(_children(roots[1])):
        yield THE_WORKBOOK, _NAMES


def _names_of_sheets(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    for element in defined_names(root):
        if element.get("localSheetId") is not None and element.get("name") not in SHEET_NAMES:
            yield element.get("name", ""), element.get("localSheetId", ""), element.text or ""
