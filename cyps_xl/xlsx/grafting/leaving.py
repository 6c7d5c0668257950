"""Sheets whose sections left the report: what staff have on them, and what of staff's reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from cyps_xl.formulas.references import GONE, carried_along
from cyps_xl.grid import Area, cell_address
from cyps_xl.inputs.places import cell_place
from cyps_xl.xlsx.grafting.drawings import ANCHORS, OUR_OBJECTS, object_name
from cyps_xl.xlsx.grafting.follow_moves import carry_references_along, lost_references
from cyps_xl.xlsx.grafting.names import cell_names
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.grafting.rules import item_digests
from cyps_xl.xlsx.grafting.sheets import CARRIED_OVER, FreshSheet, StaffSheet, names_on, typed_on
from cyps_xl.xlsx.grafting.tabs import remove_tab
from cyps_xl.xlsx.grafting.written_record import Record, put_record
from cyps_xl.xlsx.opening.namespaces import CHART, RELATION_ID, SHEET_DRAWING
from cyps_xl.xlsx.parts.cells import FORMULA
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.shared_formulas import write_out
from cyps_xl.xlsx.parts.sheet_cells import contents, shared_texts
from cyps_xl.xlsx.parts.workbook_part import (
    Sheet,
    calculate_on_load,
    located_tabs,
    sheets_of,
    sheets_of_draft,
    texts_root_of_draft,
)

Place = tuple[int, int]

_OF_SETTING_UP = ("sheetCalcPr", "sheetProtection", "autoFilter", "sortState", "customSheetViews", "phoneticPr")
"""What staff may set on a sheet without having put anything on it."""
_OURS_TO_LEAD = ("hyperlink", "drawing", "printerSettings")
_DRAWN = {"pic": "picture", "graphicFrame": "chart", "sp": "shape", "cxnSp": "line", "grpSp": "group of shapes"}
_CHART = f"{{{CHART}}}chart"
_READS = f"{{{CHART}}}f"


@dataclass(frozen=True)
class LeavingSheet:
    """A sheet of ours whose section left the report.

    `theirs` are the cells that staff filled, `ours` those that the report had filled. `things` says in words what
    staff have on it, "2 cells", "a picture"; empty where there is nothing of theirs.
    """

    key: str
    sheet: Sheet
    theirs: frozenset[Place]
    ours: frozenset[Place]
    things: tuple[str, ...]

    def area(self, area: Area) -> Area | None:
        """Where an area stands when the report's cells are gone; None when it reads any of them, or the sheet goes."""
        return None if not self.things or any(area.holds(*place) for place in self.ours) else area


def leaving_sheets(package: Package, keys: Collection[str]) -> list[LeavingSheet]:
    """What stands on the sheets with these keys; those that the workbook does not have are left out."""
    draft, record = Draft(package), Record(package)
    workbook = draft.root(draft.workbook)
    by_tab = {sheet.name.lower(): sheet for sheet in sheets_of(package)}
    found = ((key, by_tab.get(tab.lower())) for key, tab in located_tabs(workbook).items() if key in keys)
    named = cell_names(workbook)
    return [_leaving(draft, key, sheet, record, names_on(workbook, sheet, named)) for key, sheet in found if sheet]


def _leaving(draft: Draft, key: str, sheet: Sheet, record: Record, names: dict[str, str]) -> LeavingSheet:
    root = draft.root(sheet.part)
    written = record.get(key)
    staff = StaffSheet(sheet.part, draft.data(sheet.part), names, written)
    held = staff.cells(shared_texts(texts_root_of_draft(draft)))
    nothing = FreshSheet(key, sheet.name, sheet.position, "", root, b"", {}, {})
    typed = typed_on(nothing, staff, held, still=True).kept
    theirs = frozenset(place for place in typed if held[place].shown)
    ours = frozenset(place for place, content in held.items() if content.shown and place not in theirs)
    targets = {relation.id: relation.target for relation in draft.relations(sheet.part)}
    rules = item_digests(root, targets) - set(() if written is None else written.items)
    things = [*_counted(len(theirs), "cell"), *_drawn(draft, sheet.part), *_counted(len(rules), "format, rule or link")]
    return LeavingSheet(key, sheet, theirs, ours, (*things, *_other_things(draft, sheet.part)))


def _counted(number: int, what: str) -> list[str]:
    return [] if not number else [f"a {what}" if number == 1 else f"{number} {what.replace(',', 's,', 1)}s"]


def _drawn(draft: Draft, part: str) -> Iterator[str]:
    """What staff drew, by its kind."""
    for anchor in _anchors(draft, part):
        if not object_name(anchor).startswith(OUR_OBJECTS):
            kinds = (etree.QName(element).localname for element in anchor if isinstance(element.tag, str))
            yield f"a {next((_DRAWN[kind] for kind in kinds if kind in _DRAWN), 'drawing')}"


def _anchors(draft: Draft, part: str) -> Iterator[etree._Element]:
    for relation in draft.relations(part):
        if relation.kind == "drawing" and relation.target in draft and draft.is_readable(relation.target):
            yield from (anchor for anchor in draft.root(relation.target) if anchor.tag in ANCHORS)


def _other_things(draft: Draft, part: str) -> Iterator[str]:
    """Comments, tables and whatever else no sheet of ours has."""
    kinds = {relation.kind for relation in draft.relations(part)} - set(_OURS_TO_LEAD)
    if kinds & {"comments", "threadedComment"}:
        yield "comments"
    if "table" in kinds:
        yield "a table"
    names = {etree.QName(child).localname for child in draft.root(part) if isinstance(child.tag, str)}
    known = {*CARRIED_OVER, *_OF_SETTING_UP, "legacyDrawing", "tableParts"}
    if names - known or kinds - {"comments", "threadedComment", "table", "vmlDrawing"}:
        yield "other things of yours"
    elif "vmlDrawing" in kinds and "comments" not in kinds:
        yield "a button or control"


def left_references(package: Package, leaving: Sequence[LeavingSheet]) -> list[OverwrittenCell]:
    """The formulas, names and charts of staff's that read what goes with these sheets."""
    draft = Draft(package)
    parts = {one.sheet.part for one in leaving}
    found = []
    for one in leaving:
        went = {one.sheet.name.lower(): one}
        said = f"the sheet “{one.sheet.name}”, which is not reported any more"
        lost = [
            *lost_references(draft, went, parts, {one.sheet.position}),
            *_own_formulas(draft, one, went),
            *_charts(draft, one, went),
        ]
        found += [replace(cell, what_went=said) for cell in lost]
    return found


def _own_formulas(draft: Draft, one: LeavingSheet, went: Mapping[str, LeavingSheet]) -> Iterator[OverwrittenCell]:
    """The formulas of staff's on the sheet itself that read the report's cells there."""
    tab = one.sheet.name
    held = dict(contents(draft.root(one.sheet.part), shared_texts(texts_root_of_draft(draft))))
    for row, column in sorted(one.theirs):
        formula = held[row, column].formula
        now = carried_along(formula, tab, went)
        if now.count(GONE) > formula.count(GONE):
            yield OverwrittenCell(cell_place(tab, column, row), f"={formula}", f"={now}", reads_what_went=True)


def _charts(draft: Draft, one: LeavingSheet, went: Mapping[str, LeavingSheet]) -> Iterator[OverwrittenCell]:
    """The charts of staff's, on any sheet, that read the report's cells there."""
    for sheet in sheets_of_draft(draft):
        for relation in draft.relations(sheet.part) if sheet.part in draft else ():
            if relation.kind != "drawing" or relation.target not in draft or not draft.is_readable(relation.target):
                continue
            targets = {inner.id: inner.target for inner in draft.relations(relation.target)}
            for frame in draft.root(relation.target).iter(f"{{{SHEET_DRAWING}}}graphicFrame"):
                chart, name = frame.find(f".//{_CHART}"), object_name(frame)
                part = "" if chart is None else targets.get(chart.get(RELATION_ID, ""), "")
                if name.startswith(OUR_OBJECTS) or part not in draft or not draft.is_readable(part):
                    continue
                lost = [text for f in draft.root(part).iter(_READS) if _is_lost(text := f.text or "", went)]
                if lost:
                    where = f"The chart “{name}” on “{sheet.name}”"
                    yield OverwrittenCell(where, f"={lost[0]}", f"={GONE}", reads_what_went=True)


def _is_lost(reference: str, went: Mapping[str, LeavingSheet]) -> bool:
    return carried_along(reference, "", went).count(GONE) > reference.count(GONE)


def leave(package: Package, leaving: Sequence[LeavingSheet]) -> Package:
    """The workbook in which nothing reads what goes, and without the sheets that hold nothing of staff's.

    The others stay as they are, for what staff have on them, but for formulas that read what goes.
    """
    draft, record = Draft(package), Record(package)
    went = {one.sheet.name.lower(): one for one in leaving}
    carry_references_along(draft, went, (), {one.sheet.position for one in leaving})
    for one in leaving:
        if one.things:
            _let_go_on_sheet(draft, one, went)
        else:
            record.forget(one.key)
            remove_tab(draft, one.sheet)
    if record.root is not None and any(not one.things for one in leaving):
        put_record(draft, package, record)
    calculate_on_load(draft)
    draft.sweep()
    return draft.package()


def _let_go_on_sheet(draft: Draft, one: LeavingSheet, went: Mapping[str, LeavingSheet]) -> None:
    theirs = {cell_address(*place) for place in one.theirs}
    formulas = [
        formula
        for formula in draft.root(one.sheet.part).iter(FORMULA)
        if (cell := formula.getparent()) is not None and cell.get("r") in theirs
    ]
    if any(formula.get("t") == "shared" for formula in formulas):
        write_out(draft.change(one.sheet.part))
    for formula in draft.root(one.sheet.part).iter(FORMULA):
        cell = formula.getparent()
        if cell is None or cell.get("r") not in theirs or not formula.text:
            continue
        now = carried_along(formula.text, one.sheet.name, went)
        if now != formula.text:
            draft.change(one.sheet.part)
            formula.text = now
