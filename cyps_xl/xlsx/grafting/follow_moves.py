"""Staff's formulas, rules, names and charts carried along when rows of the report moved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from cyps_xl.formulas.references import GONE, Moves, carried_along, reads_any
from cyps_xl.grid import OUR_NAMES
from cyps_xl.inputs.places import cell_place
from cyps_xl.xlsx.grafting.names import SHEET_NAMES
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.grafting.row_map import Moves as RowMoves
from cyps_xl.xlsx.parts.cells import FORMULA, place_of_cell
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import LATER_FORMULA, RULE_FORMULAS, links_of
from cyps_xl.xlsx.parts.shared_formulas import write_out
from cyps_xl.xlsx.parts.workbook_part import Sheet, defined_names, sheets_of_draft


def lost_references(
    draft: Draft, moved: Mapping[str, Moves], ours: Collection[str], left: Collection[int] = ()
) -> list[OverwrittenCell]:
    """What staff have that reads nothing but cells that went: formulas, names, rules, charts that would read #REF!.

    `moved` has what moved by the sheet's tab in small letters; `ours` are the parts of the
    report's own sheets. `left` are the positions of sheets that left, with their print areas and the like.
    """
    found: list[OverwrittenCell] = []
    for sheet in _theirs(draft, ours):
        for formula in draft.root(sheet.part).iter(FORMULA):
            cell = formula.getparent()
            if cell is not None:
                row, column = place_of_cell(cell)
                found += lost_reference(cell_place(sheet.name, column, row), formula.text or "", sheet.name, moved)
        for rule in draft.root(sheet.part).iter(*RULE_FORMULAS, LATER_FORMULA):
            found += lost_reference(f"{sheet.name}, a rule or list", rule.text or "", sheet.name, moved)
    for tab, chart in _charts(draft, ours):
        for read in draft.root(chart).iter(*_chart_references(draft.root(chart))):
            found += lost_reference(f"{tab}, a chart", read.text or "", "", moved)
    for name in _names(draft, left):
        found += lost_reference(f"The name {name.get('name')}", name.text or "", "", _for(name, moved))
    return found


def _for(name: etree._Element, moved: Mapping[str, Moves]) -> Mapping[str, Moves]:
    """How a name follows: what is printed of a sheet, and what is repeated, keeps to its columns."""
    if name.get("name") not in SHEET_NAMES:
        return moved
    return {tab: replace(way, across=()) if isinstance(way, RowMoves) else way for tab, way in moved.items()}


def lost_reference(where: str, formula: str, tab: str, moved: Mapping[str, Moves]) -> Iterator[OverwrittenCell]:
    """The formula, without "=", of a place on a tab, if it would turn into #REF!."""
    now = carried_along(formula, tab, moved)
    if _went(formula, now):
        yield OverwrittenCell(where, f"={formula}", f"={now}", reads_what_went=True)


def carry_references_along(
    draft: Draft, moved: Mapping[str, Moves], ours: Collection[str], left: Collection[int] = ()
) -> None:
    """Let everything of staff's that reads cells of the report read them where they stand now; `left` as above."""
    for sheet in _theirs(draft, ours):
        shared = [f for f in draft.root(sheet.part).iter(FORMULA) if f.get("t") == "shared"]
        if any(reads_any(formula.text or "", sheet.name, moved) for formula in shared):
            write_out(draft.change(sheet.part))
        _carry(draft, sheet.part, sheet.name, moved, (FORMULA, *RULE_FORMULAS, LATER_FORMULA))
        _carry_links(draft, sheet, moved)
    for part in draft.charts():
        if b"!" in draft.data(part) and draft.is_readable(part):
            _carry(draft, part, "", moved, _chart_references(draft.root(part)))
    for at, name in enumerate(list(_names(draft, left))):
        now = carried_along(name.text or "", "", _for(name, moved))
        if now != name.text:
            draft.change(draft.workbook)
            list(_names(draft, left))[at].text = now


def _theirs(draft: Draft, ours: Collection[str]) -> Iterator[Sheet]:
    for sheet in sheets_of_draft(draft):
        if sheet.part in draft and sheet.part not in ours and b"!" in draft.data(sheet.part):
            yield sheet


def _charts(draft: Draft, ours: Collection[str]) -> Iterator[tuple[str, str]]:
    """The charts on staff's own sheets, by the tab and the part."""
    for sheet in sheets_of_draft(draft):
        if sheet.part in draft and sheet.part not in ours:
            drawings = [one.target for one in draft.relations(sheet.part) if one.kind == "drawing"]
            charts = (one.target for drawing in drawings if drawing in draft for one in draft.relations(drawing))
            yield from ((sheet.name, one) for one in charts if one in draft.charts() and draft.is_readable(one))


def _names(draft: Draft, left: Collection[int]) -> Iterator[etree._Element]:
    """The names that are staff's, a print area of theirs among them; the report's own are set anew."""
    places = {str(position) for position in left}
    for element in defined_names(draft.root(draft.workbook)):
        ours = element.get("name", "").startswith(OUR_NAMES) and element.get("localSheetId") is None
        ours |= element.get("name") in SHEET_NAMES and element.get("localSheetId") in places
        if not ours and element.get("name") != "_xlnm._FilterDatabase":
            yield element


def _went(before: str, now: str) -> bool:
    return now.count(GONE) > before.count(GONE)


def _moves(formula: etree._Element, tab: str, moved: Mapping[str, Moves]) -> bool:
    return carried_along(formula.text or "", tab, moved) != (formula.text or "")


def _chart_references(root: etree._Element) -> tuple[str, ...]:
    """The names of the elements in which a chart, old or new, says what it reads."""
    namespace = etree.QName(root).namespace
    return (f"{{{namespace}}}f",)


def _carry(draft: Draft, part: str, tab: str, moved: Mapping[str, Moves], tags: Collection[str]) -> None:
    """Carry the formulas in these elements of a part along; the part stays untouched when none moves."""
    for element in draft.root(part).iter(*tags):
        if element.text and _moves(element, tab, moved):
            draft.change(part)
            element.text = carried_along(element.text, tab, moved)


def _carry_links(draft: Draft, sheet: Sheet, moved: Mapping[str, Moves]) -> None:
    for link in links_of(draft.root(sheet.part)):
        place = link.get("location", "")
        now = carried_along(place, sheet.name, moved)
        if now != place and not _went(place, now):
            draft.change(sheet.part)
            link.set("location", now)
