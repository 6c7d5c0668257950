"""What is withheld from one report, or rounded in it: decided once, with the report in that form in every language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cyps_xl.definition.packs import definition_of
from cyps_xl.disclosure.counts import exact
from cyps_xl.disclosure.facts import Fact
from cyps_xl.disclosure.marked import (
    ROUNDED_AND_LEFT_OUT_NOTE,
    ROUNDED_NOTE,
    WITHHELD_NOTE,
    marked,
)
from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.disclosure.previous import Previous, named_places, same_edition, shown_by, tell_before
from cyps_xl.disclosure.protect import Reason, protect
from cyps_xl.disclosure.provenance_value import Place
from cyps_xl.disclosure.rounded_report import RoundedReport
from cyps_xl.disclosure.rounding import rounded_facts
from cyps_xl.disclosure.rules import add_rules
from cyps_xl.disclosure.shape import in_shape, items_of, reasons_below, reasons_of, without
from cyps_xl.disclosure.shown_chance import chance_shown, with_chance_shown
from cyps_xl.disclosure.texts import Hidden, telling_texts
from cyps_xl.errors import Problem
from cyps_xl.inputs.records import Inputs
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.printed.displayed_text import is_date
from cyps_xl.printed.names import ROUNDED, SHOWN, WITHHELD
from cyps_xl.printed.page_formulas import is_number
from cyps_xl.settings import Settings
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.indicator_words import WANTED
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers


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

    `origin` is the report whose figures it holds, before any was withheld; in it, in `plan` and in
    whatever `alike` gives, no form follows from what is withheld. `exposed` names small numbers
    that can be worked out all the same, `texts` the texts that say what is withheld: either blocks.
    `known_before` are the small numbers that an earlier edition told, and what else an officer
    should know of it: nothing done now takes that back. `left_out` are the indicators whose
    explanation goes with their direction. `small_numbers` is how small ones are treated, `statuses`
    says which figures are rounded, by their names.
    """

    plan: ReportPlan
    origin: ReportPlan
    withheld: tuple[Withheld, ...] = ()
    exposed: tuple[Problem, ...] = ()
    texts: tuple[Problem, ...] = ()
    known_before: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    small_numbers: str = SHOWN
    statuses: Mapping[str, str] = field(default_factory=dict)
    threshold: int = 0
    _notes: Mapping[str, str] = field(default_factory=dict)
    _hidden: Mapping[str, Hidden] = field(default_factory=dict)
    _form: Form | None = None

    def applied_to(self, plan: ReportPlan, language: Language = ENGLISH) -> ReportPlan:
        """The same cells withheld from the same report in another language."""
        places = frozenset(one.place for one in self.withheld)
        return marked(self.alike(plan, language), places, self._notes)

    def alike(self, plan: ReportPlan, language: Language = ENGLISH) -> ReportPlan:
        """The same report in another language, its form as free of what is withheld."""
        return plan if self._form is None else self._form.given_to(plan, language)

    def texts_in(self, plan: ReportPlan) -> tuple[Problem, ...]:
        """The texts of the same report in its second language that say what is withheld."""
        if not self.threshold or self._form is None:
            return ()
        inputs = self._form.inputs
        language = definition_of(inputs).language
        return tuple(telling_texts(plan, self._hidden, self.threshold, inputs.catalogue, language))


@dataclass(frozen=True)
class Form:
    """What a report's form is taken from: inputs without what is withheld, the places that say nothing, and those whose
    numbers are not told.

    `chance` are the words that chance is told beside, each with the cell that says what is said.
    """

    inputs: Inputs
    settings: Settings
    silent: frozenset[Place]
    untold: frozenset[Place] = frozenset()
    chance: Mapping[Place, Place] = field(default_factory=dict)

    def given_to(self, plan: ReportPlan, language: Language) -> ReportPlan:
        """A report in this form."""
        settings = replace(self.settings, language=language.name)
        shaped = in_shape(plan, lay_out_for_readers(self.inputs, settings), self.silent, self.untold)
        return with_chance_shown(shaped, self.chance)


class Protection:
    """One report for readers who may not see small numbers: exact but for what is withheld, or rounded."""

    def __init__(
        self,
        plan: ReportPlan,
        inputs: Inputs,
        settings: Settings,
        page: PageFacts,
        previous: Sequence[Previous],
        rounded: RoundedReport | None = None,
        unseen: Collection[Place] = (),
    ) -> None:
        self._unseen = unseen
        self._exact, self._settings, self._page, self._rounded = plan, settings, page, rounded
        self._plan = rounded.plan if rounded else plan
        self._inputs = rounded.inputs if rounded else inputs
        self._small_numbers = ROUNDED if rounded else WITHHELD
        self._told_now = dict(page.facts)
        self._lost = tell_before(page, previous, inputs, settings)
        add_rules(page, inputs)
        self._facts = rounded_facts(page) if rounded else page.facts
        also = self._withheld_before(previous)
        self._suppression = protect(
            page.figures.values(), self._facts.values(), settings.small_number, also=also, rounded=rounded is not None
        )

    def _withheld_before(self, previous: Sequence[Previous]) -> set[str]:
        """What the same edition withholds already, in another language or as it was published before."""
        if not previous:
            return set()
        catalogue = self._inputs.catalogue
        places, shown = dict(named_places(self._plan, catalogue)), shown_by(self._plan, catalogue)
        same = (one for one in previous if same_edition(one, shown, self._settings.quarter, self._small_numbers))
        names = {self._page.told_by(places[name]) for one in same for name in one.withheld if name in places}
        return {name for name in names if name is not None}

    def done(self) -> Protected:
        """The report without what its readers may not see, and what the officer must know of it."""
        plan, page = self._plan, self._page
        withheld = _withheld(plan, page, self._reasons())
        places = frozenset(one.place for one in withheld)
        silent = reasons_below(plan, places) | self._reasons_near_small(plan)
        withheld = tuple(one for one in withheld if one.place not in silent)
        places -= silent
        form = self._form(places, silent)
        origin = form.given_to(plan, ENGLISH)
        notes = self._notes(places)
        seen = origin.without(self._unseen)
        hidden = _numbers(self._exact.without(self._unseen), seen, places, "rounds" if self._rounded else "withholds")
        exposed = self._suppression.exposed
        threshold = self._settings.small_number
        return Protected(
            plan=marked(origin, places, notes),
            origin=origin,
            withheld=withheld,
            exposed=() if self._lost else tuple(_problem(name) for name in exposed),
            texts=tuple(telling_texts(seen, hidden, threshold, self._inputs.catalogue)),
            known_before=tuple(_known_before(exposed, self._lost)),
            left_out=tuple(sorted(self._explained(silent))),
            small_numbers=self._small_numbers,
            statuses=dict(self._statuses(places)),
            threshold=threshold,
            _notes=notes,
            _hidden=hidden,
            _form=form,
        )

    def _form(self, places: frozenset[Place], silent: frozenset[Place]) -> Form:
        """What the report looks like in any language without what these cells tell; the explanations in the `silent`
        ones go as well."""
        page, reasons = self._page, self._reasons()
        untold = [cell for cell, figure in page.figure_of.items() if figure.name in self._suppression.withheld]
        untold += [cell for name, cell in page.share_cells.items() if name in reasons]
        left = without(self._inputs, untold, items_of(self._plan, silent), self._settings.quarter)
        says = self._settings.chance_where_shown and not self._rounded
        chance = chance_shown(self._plan, page, places | silent | frozenset(self._unseen)) if says else {}
        return Form(left, self._settings, silent, places | silent, chance)

    def _reasons(self) -> dict[str, Reason]:
        """Every fact that is not told, and why."""
        reasons = dict(self._suppression.withheld)
        if self._rounded:
            reasons |= dict.fromkeys(self._of_too_few(self._rounded.left_out), Reason.FOLLOWS)
        return reasons

    def _of_too_few(self, places: Collection[Place]) -> set[str]:
        """The facts of shares that too few are in, and all that is worked out from them."""
        found = {name for place in places if (name := self._page.told_by(place)) is not None}
        while more := {name for name, fact in self._facts.items() if name not in found and found & set(fact.needs)}:
            found |= more
        return found

    def _reasons_near_small(self, plan: ReportPlan) -> frozenset[Place]:
        """The explanations below directions that small counts may be behind: that one stands tells of exact ones."""
        if self._rounded is None:
            return frozenset()
        few = {place for place in reasons_of(plan) if self._rounded.may_be_few(place, self._settings.small_number)}
        return frozenset(few)

    def _explained(self, silent: frozenset[Place]) -> frozenset[str]:
        """The indicators under which words would stand in these places."""
        values = {(sheet.key, cell.row, cell.column): cell.value for sheet in self._plan.sheets for cell in sheet.cells}
        return items_of(self._plan, {place for place in silent if values[place] not in ("", WANTED)})

    def _statuses(self, places: Collection[Place]) -> Iterator[tuple[str, str]]:
        """The figures that are rounded, and those that are worked out from rounded ones."""
        if self._rounded is None:
            return
        for name, place in named_places(self._plan, self._inputs.catalogue):
            fact = self._told_now.get(self._page.told_by(place) or "")
            if fact is not None and place not in places and self._rests_on_people(fact):
                yield name, "rounded" if fact.only_figure is not None and not fact.needs else "from rounded"

    def _rests_on_people(self, fact: Fact, seen: frozenset[str] = frozenset()) -> bool:
        if any(self._page.figures[one].people for one in fact.terms):
            return True
        needs = [self._told_now[need] for need in fact.needs if need in self._told_now and need not in seen]
        return any(self._rests_on_people(need, seen | {fact.name}) for need in needs)

    def _notes(self, places: frozenset[Place]) -> dict[str, str]:
        """The line that says of each sheet what was done with its counts, by the sheet's key."""
        printed = {sheet.key: sheet.printed_columns for sheet in self._plan.sheets}
        marks = {key for key, _, column in places if column < printed[key]}
        if not self._rounded:
            return dict.fromkeys(marks, WITHHELD_NOTE.format(number=self._settings.small_number))
        counted = {
            key
            for name, fact in self._told_now.items()
            if any(self._page.figures[one].people for one in fact.terms)
            for key, _, column in self._page.cells.get(name, ())
            if column < printed[key]
        }
        return dict.fromkeys(counted, ROUNDED_NOTE) | dict.fromkeys(marks, ROUNDED_AND_LEFT_OUT_NOTE)


def _withheld(plan: ReportPlan, page: PageFacts, reasons: Mapping[str, Reason]) -> tuple[Withheld, ...]:
    """Every cell that goes, in reading order."""
    tabs = {sheet.key: sheet.tab for sheet in plan.sheets}
    order = {sheet.key: at for at, sheet in enumerate(plan.sheets)}
    found = [
        Withheld(tabs[place[0]], address(place[1], place[2]), why, place)
        for name, why in reasons.items()
        for place in page.cells.get(name, ())
    ]
    return tuple(sorted(found, key=lambda one: (order[one.place[0]], one.place[1:])))


def _numbers(exact_plan: ReportPlan, plan: ReportPlan, places: Collection[Place], verb: str) -> dict[str, Hidden]:
    """The numbers of each sheet that readers do not see as they are, and those that they see."""
    found = {}
    for sheet, true in zip(plan.sheets, exact_plan.sheets, strict=True):
        numbers: dict[bool, list[tuple[int, Fraction]]] = {True: [], False: []}
        values = {(cell.row, cell.column): cell.value for cell in true.cells}
        for cell in sheet.cells:
            value = values[cell.row, cell.column]
            if is_number(value) and cell.column < sheet.printed_columns and not is_date(cell):
                gone = (sheet.key, cell.row, cell.column) in places or cell.value != value
                numbers[gone].append((cell.row, exact(value)))
                if gone and is_number(cell.value) and cell.value != value:
                    numbers[False].append((cell.row, exact(cell.value)))
        found[sheet.key] = Hidden(tuple(numbers[True]), frozenset(value for _, value in numbers[False]), verb)
    return found


def _known_before(exposed: Sequence[str], lost: Mapping[str, int]) -> Iterator[str]:
    """The small numbers that earlier editions told, and how many of their figures cannot be followed any more."""
    if lost:
        for name in exposed:
            yield f"{name} is a small number, and the edition of {', '.join(lost)} told it."
    yield from _lost(lost)


def _lost(lost: Mapping[str, int]) -> Iterator[str]:
    """How many figures of earlier editions cannot be followed any more."""
    for quarter, count in lost.items():
        if count:
            figures = "1 figure" if count == 1 else f"{count} figures"
            yield f"Of the edition of {quarter}, {figures} cannot be found in these inputs any more."


def _problem(name: str) -> Problem:
    return Problem(name, "This small number can be worked out whatever is withheld.", "Publish for members only.")
