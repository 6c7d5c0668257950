"""An edition for an audience that may not see small numbers: decided once, applied to every language alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from cyps_xl.disclosure.marked import NOTE_PLACE, SHOWN_NOTE, marked
from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.disclosure.previous import Previous, shown_by
from cyps_xl.disclosure.protect import Reason
from cyps_xl.disclosure.protection import Protected, Protection, Withheld
from cyps_xl.disclosure.provenance_value import Place
from cyps_xl.disclosure.rounded_report import RoundedReport
from cyps_xl.errors import Blocked, Problem
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.settings import SETTINGS, SMALL_NUMBER
from cyps_xl.printed.displayed_text import MARK
from cyps_xl.printed.names import MEMBERS, PUBLIC, ROUNDED
from cyps_xl.settings import Settings
from cyps_xl.sheets import glance
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers

__all__ = [
    "MARK",
    "MEMBERS",
    "NOTE_PLACE",
    "PUBLIC",
    "Previous",
    "Protected",
    "Reason",
    "Withheld",
    "as_protected",
    "suppress",
]


def suppress(
    plan: ReportPlan,
    inputs: Inputs,
    settings: Settings,
    audience: str,
    previous: Sequence[Previous] = (),
    unseen: Collection[Place] = (),
) -> Protected:
    """Withhold small counts and everything from which they could be worked out; or round every count.

    `plan` is the report laid out from these inputs, before it is made an edition; `audience`
    is public or members; `previous` are the editions that the same readers have already; `unseen` are
    the cells that the edition leaves out: they tell nothing. Only the plan's formulas decide, so every
    language loses the same cells. Raises Blocked where the threshold would let everything out to the public.
    """
    threshold = settings.small_number
    if threshold < 2:
        if audience == PUBLIC:
            raise _tells_all(inputs, threshold)
        return Protected(plan, plan)
    page = PageFacts(plan, inputs, unseen)
    if audience != PUBLIC and settings.small_for_members:
        notes = dict.fromkeys(_sheets_with_small(plan, page, threshold), SHOWN_NOTE.format(number=threshold))
        return Protected(marked(plan, frozenset(), notes), plan, _notes=notes)
    if audience == PUBLIC and settings.rounded_for_public:
        rounded = RoundedReport.of(inputs, settings, page)
        return Protection(plan, inputs, settings, page, previous, rounded, unseen).done()
    return Protection(plan, inputs, settings, page, previous, unseen=unseen).done()


def as_protected(settings: Settings, audience: str) -> Settings:
    """The settings of an edition for an audience: where small numbers are protected, formulas say nothing of chance.

    It follows from all counts of a row: with one of them withheld it would tell of that one, and with rounded counts it
    would be that of others. Where each of them is shown, exact, it tells nothing new (shown_chance). With a threshold
    under 2 nothing is withheld from members.
    """
    if audience != PUBLIC and (settings.small_for_members or settings.small_number < 2):
        return settings
    rounds = audience == PUBLIC and settings.rounded_for_public
    return replace(settings, withholds_chance=True, chance_where_shown=settings.says_chance and not rounds)


def still_tells(told: Mapping[str, float], inputs: Inputs, settings: Settings, small_numbers: str) -> bool:
    """Whether these inputs still give every figure that an edition told, each by its name."""
    settings = replace(settings, language="English")
    plan = lay_out_for_readers(inputs, settings)
    if small_numbers == ROUNDED:
        plan = RoundedReport.of(inputs, settings, PageFacts(plan, inputs)).plan
    shown = shown_by(plan, inputs.catalogue)
    return all(shown.get(name) == value for name, value in told.items())


def _tells_all(inputs: Inputs, threshold: int) -> Blocked:
    records = inputs[SETTINGS]
    row = records.find(SMALL_NUMBER.name)
    where = records.where(row, "Value") if row else records.sheet or SETTINGS.sheet
    remedy = f"Type 2 or more beside “{SMALL_NUMBER.name}”; {SMALL_NUMBER.default} is usual."
    problem = Problem(where, f"With a threshold of {threshold} every count would be told to everybody.", remedy)
    return Blocked("The public edition would withhold nothing: nothing was published.", [problem])


def _sheets_with_small(plan: ReportPlan, page: PageFacts, threshold: int) -> Iterator[str]:
    """The sheets that print a small count."""
    small = {figure.name for figure in page.figures.values() if figure.is_small(threshold)}
    printed = {sheet.key: sheet.printed_columns for sheet in plan.sheets}
    places = [
        place for name, fact in page.facts.items() if fact.only_figure in small for place in page.cells.get(name, ())
    ]
    yield from (key for key, _, column in places if column < printed[key])
    if _tells_in_words(plan, page, frozenset(places)):
        yield glance.KEY


def _tells_in_words(plan: ReportPlan, page: PageFacts, small: frozenset[Place]) -> bool:
    """Whether At a glance, which writes counts into its words, reads one of these cells of a scorecard."""
    pages = (sheet for sheet in plan.sheets if sheet.key == glance.KEY)
    told = ((sheet.key, cell.row, cell.column) for sheet in pages for cell in sheet.cells if _is_told(cell, sheet))
    return any(not small.isdisjoint(page.tracer.traced(place).reads) for place in told)


def _is_told(cell: CellPlan, sheet: SheetPlan) -> bool:
    return cell.column < sheet.printed_columns and cell.formula is not None and cell.value != ""
