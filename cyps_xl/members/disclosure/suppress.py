"""An edition for an audience that may not see small numbers: decided once, applied to every language alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from cyps_xl.errors import Problem
from cyps_xl.inputs.records import Inputs
from cyps_xl.members.disclosure.counts import exact
from cyps_xl.members.disclosure.marked import MARK, NOTE_PLACE, SHOWN_NOTE, WITHHELD_NOTE, marked
from cyps_xl.members.disclosure.page_facts import PageFacts
from cyps_xl.members.disclosure.previous import Previous, tell_before
from cyps_xl.members.disclosure.protect import Reason, Suppression, protect
from cyps_xl.members.disclosure.rules import add_rules
from cyps_xl.members.disclosure.texts import Hidden, telling_texts
from cyps_xl.members.disclosure.trace import Place
from cyps_xl.settings import Settings
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import ReportPlan

__all__ = ["MARK", "MEMBERS", "NOTE_PLACE", "PUBLIC", "Previous", "Protected", "Reason", "Withheld", "suppress"]

PUBLIC, MEMBERS = "public", "members"


@dataclass(frozen=True)
class Withheld:
    """A cell that shows the mark in place of its figure, arrow or word."""

    sheet: str
    cell: str
    why: Reason
    place: Place


@dataclass(frozen=True)
class Protected:
    """A report without what its audience may not see.

    `exposed` names small numbers that can be worked out all the same, `texts` the texts that
    say what is withheld: either blocks. `known_before` are the small numbers that an earlier
    edition told, and what else an officer should know of it: nothing done now takes that back.
    """

    plan: ReportPlan
    withheld: tuple[Withheld, ...] = ()
    exposed: tuple[Problem, ...] = ()
    texts: tuple[Problem, ...] = ()
    known_before: tuple[str, ...] = ()
    threshold: int = 0
    _notes: Mapping[str, str] = field(default_factory=dict)
    _hidden: Mapping[str, Hidden] = field(default_factory=dict)

    def applied_to(self, plan: ReportPlan) -> ReportPlan:
        """The same cells withheld from the same report in another language."""
        return marked(plan, frozenset(one.place for one in self.withheld), self._notes)

    def texts_in(self, plan: ReportPlan) -> tuple[Problem, ...]:
        """The texts of the same report in another language that say what is withheld."""
        return tuple(telling_texts(plan, self._hidden, self.threshold)) if self.threshold else ()


def suppress(
    plan: ReportPlan,
    inputs: Inputs,
    settings: Settings,
    audience: str,
    previous: Sequence[Previous] = (),
    unseen: Collection[Place] = (),
) -> Protected:
    """Withhold small counts and everything from which they could be worked out.

    `plan` is the report laid out from these inputs, before it is made an edition; `audience`
    is public or members; `previous` are the editions that the same readers have already; `unseen` are the
    cells that the edition leaves out: they tell nothing. Only the plan's formulas decide, so every language
    loses the same cells.
    """
    threshold = settings.small_number
    if threshold < 2:
        return Protected(plan)
    page = PageFacts(plan, inputs, unseen)
    if audience != PUBLIC and settings.small_for_members:
        notes = dict.fromkeys(_sheets_with_small(plan, page, threshold), SHOWN_NOTE.format(number=threshold))
        return Protected(marked(plan, frozenset(), notes), _notes=notes)
    lost = {one.quarter: tell_before(page, one, inputs, settings) for one in previous}
    add_rules(page, inputs)
    suppression = protect(page.figures.values(), page.facts.values(), threshold)
    return _protected(plan, page, suppression, threshold, lost, unseen)


def _protected(
    plan: ReportPlan,
    page: PageFacts,
    suppression: Suppression,
    threshold: int,
    lost: Mapping[str, int],
    unseen: Collection[Place],
) -> Protected:
    withheld = _withheld(plan, page, suppression)
    places = frozenset(one.place for one in withheld)
    printed = {sheet.key: sheet.printed_columns for sheet in plan.sheets}
    sheets = {place[0] for place in places if place[2] < printed[place[0]]}
    notes = dict.fromkeys(sheets, WITHHELD_NOTE.format(number=threshold))
    seen = plan.without(unseen)
    hidden = _numbers(seen, places)
    editions = ", ".join(lost)
    told = (f"{name} is a small number, and the edition of {editions} told it." for name in suppression.exposed)
    known_before = (*told, *_lost(lost)) if lost else ()
    return Protected(
        plan=marked(plan, places, notes),
        withheld=withheld,
        exposed=() if lost else tuple(_problem(name) for name in suppression.exposed),
        texts=tuple(telling_texts(seen, hidden, threshold)),
        known_before=known_before,
        threshold=threshold,
        _notes=notes,
        _hidden=hidden,
    )


def _withheld(plan: ReportPlan, page: PageFacts, suppression: Suppression) -> tuple[Withheld, ...]:
    """Every cell that goes, in reading order."""
    tabs = {sheet.key: sheet.tab for sheet in plan.sheets}
    order = {sheet.key: at for at, sheet in enumerate(plan.sheets)}
    found = [
        Withheld(tabs[place[0]], address(place[1], place[2]), why, place)
        for name, why in suppression.withheld.items()
        for place in page.cells.get(name, ())
    ]
    return tuple(sorted(found, key=lambda one: (order[one.place[0]], one.place[1:])))


def _sheets_with_small(plan: ReportPlan, page: PageFacts, threshold: int) -> Iterator[str]:
    """The sheets that print a small count."""
    small = {figure.name for figure in page.figures.values() if figure.is_small(threshold)}
    printed = {sheet.key: sheet.printed_columns for sheet in plan.sheets}
    for name, fact in page.facts.items():
        if fact.only_figure in small:
            yield from (key for key, _, column in page.cells.get(name, ()) if column < printed[key])


def _numbers(plan: ReportPlan, places: frozenset[Place]) -> dict[str, Hidden]:
    """The numbers of each sheet that are withheld, and those that stay."""
    found = {}
    for sheet in plan.sheets:
        numbers: dict[bool, list[tuple[int, Fraction]]] = {True: [], False: []}
        for cell in sheet.cells:
            if isinstance(cell.value, int | float) and cell.column < sheet.printed_columns:
                gone = (sheet.key, cell.row, cell.column) in places
                numbers[gone].append((cell.row, exact(cell.value)))
        found[sheet.key] = Hidden(tuple(numbers[True]), frozenset(value for _, value in numbers[False]))
    return found


def _lost(lost: Mapping[str, int]) -> Iterator[str]:
    """How many figures of earlier editions cannot be followed any more."""
    for quarter, count in lost.items():
        if count:
            figures = "1 figure" if count == 1 else f"{count} figures"
            yield f"Of the edition of {quarter}, {figures} cannot be found in these inputs any more."


def _problem(name: str) -> Problem:
    return Problem(name, "This small number can be worked out whatever is withheld.", "Publish for members only.")
