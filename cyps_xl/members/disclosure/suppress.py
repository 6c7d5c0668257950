"""An edition for an audience that may not see small numbers: decided once, applied to every language alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cyps_xl.errors import Problem
from cyps_xl.inputs.records import Inputs
from cyps_xl.members.disclosure.page_facts import PageFacts
from cyps_xl.members.disclosure.protect import Reason, Suppression, protect
from cyps_xl.members.disclosure.rules import add_rules
from cyps_xl.members.disclosure.trace import Place
from cyps_xl.members.page_formulas import cells_of
from cyps_xl.settings import Settings
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import NOTICE_PREFIX, CellPlan, ReportPlan, SheetPlan

MARK = "[c]"
"""Confidential: the mark that the Government Statistical Service harmonised for spreadsheets, in both languages."""

NOTE = "[c] stands for a count under {number}, or for a figure from which one could be worked out."
NOTE_PLACE = (2, 0)
"""Below the line that says what a sheet covers, where its notice would speak."""

PUBLIC, MEMBERS = "public", "members"


@dataclass(frozen=True)
class Withheld:
    """A cell that shows the mark in place of its figure."""

    sheet: str
    cell: str
    why: Reason
    place: Place


@dataclass(frozen=True)
class Protected:
    """A report without what its audience may not see.

    `exposed` says which small numbers a reader can still work out, from what was published
    before; `texts` which texts say a number that the tables withhold. Either blocks.
    """

    plan: ReportPlan
    withheld: tuple[Withheld, ...] = ()
    exposed: tuple[Problem, ...] = ()
    texts: tuple[Problem, ...] = ()
    threshold: int = 0

    def applied_to(self, plan: ReportPlan) -> ReportPlan:
        """The same cells withheld from the same report in another language."""
        return _without(plan, frozenset(one.place for one in self.withheld), self.threshold)


def suppress(plan: ReportPlan, inputs: Inputs, settings: Settings, audience: str) -> Protected:
    """Withhold small counts and everything from which they could be worked out.

    `plan` is the report laid out from these inputs, in any language and before it is made an
    edition. Only its formulas decide, so every language loses the same cells.
    """
    threshold = settings.small_number
    if audience != PUBLIC or threshold < 2:
        return Protected(plan)
    page = PageFacts(plan, inputs)
    add_rules(page, inputs)
    suppression = protect(page.figures.values(), page.facts.values(), threshold)
    withheld = tuple(_withheld(plan, page, suppression))
    return Protected(_without(plan, frozenset(one.place for one in withheld), threshold), withheld, threshold=threshold)


def _withheld(plan: ReportPlan, page: PageFacts, suppression: Suppression) -> list[Withheld]:
    tabs: Mapping[str, SheetPlan] = {sheet.key: sheet for sheet in plan.sheets}
    found = [
        Withheld(tabs[place[0]].tab, address(place[1], place[2]), why, place)
        for name, why in suppression.withheld.items()
        for place in page.cells.get(name, ())
    ]
    order = {sheet.key: at for at, sheet in enumerate(plan.sheets)}
    return sorted(found, key=lambda one: (order[one.place[0]], one.place[1:]))


def _without(plan: ReportPlan, places: frozenset[Place], threshold: int) -> ReportPlan:
    return replace(plan, sheets=tuple(_sheet(sheet, places, threshold) for sheet in plan.sheets))


def _sheet(sheet: SheetPlan, places: frozenset[Place], threshold: int) -> SheetPlan:
    gone = {place[1:] for place in places if place[0] == sheet.key}
    if not gone:
        return sheet
    cells = {(cell.row, cell.column): _cell(cell, gone) for cell in sheet.cells}
    cells[NOTE_PLACE] = CellPlan(*NOTE_PLACE, NOTE.format(number=threshold), style="subtitle")
    names = {
        name: place
        for name, place in sheet.names.items()
        if not (name.startswith(NOTICE_PREFIX) and place == NOTE_PLACE)
    }
    return replace(sheet, cells=tuple(cells[place] for place in sorted(cells)), names=names)


def _cell(cell: CellPlan, gone: set[tuple[int, int]]) -> CellPlan:
    """The mark in place of a withheld cell; a sum that stays while a part of it goes is a plain number."""
    if (cell.row, cell.column) in gone:
        return replace(cell, value=MARK, formula=None)
    if cell.formula is not None and any(read in gone for read in cells_of(cell.formula)):
        return replace(cell, formula=None)
    return cell
