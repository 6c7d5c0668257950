"""Key: what the arrows and terms mean, and the periods that the whole report reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cyps_xl.definition.lines import counts_events
from cyps_xl.definition.model import Definition, Term
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.choices import Charts, Shape
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.measures.chance import Chance
from cyps_xl.measures.direction import Better, Direction
from cyps_xl.measures.funnel import Stands
from cyps_xl.settings import Settings
from cyps_xl.sheets import year_end
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.compare import within_words
from cyps_xl.sheets.context import Names
from cyps_xl.sheets.formulas import joined
from cyps_xl.sheets.key_periods import lay_out_periods
from cyps_xl.sheets.plan import SheetPlan, Span

KEY, TAB = "key", "Key"
_SYMBOLS = 3
"""The row of the heading of the arrows."""

_REASON = "The reason stands below the indicators."
_REASON_UNLESS = "Unless it could be chance, the reason stands below the indicators."

WITHIN = "Within {tolerance}"
"""Stands for the words that are filled in once the tolerance has its cell."""

SYMBOLS = (
    (
        Direction.BEST_POSSIBLE,
        "Best possible",
        "The rate cannot get any better: 100% where higher is better, 0% where lower.",
    ),
    (Direction.IMPROVED, "Improved", "Better than in the same period last year."),
    (Direction.MAINTAINED, "Maintained", "The same as last year, at the precision published here."),
    (
        Direction.WITHIN_TOLERANCE,
        WITHIN,
        "Worse than last year, by less than the tolerance below: percentage points for rates, "
        "a share of last year's figure for counts and averages.",
    ),
    (Direction.DECLINED, "Declined", f"Worse by the tolerance or more. {_REASON}"),
    (Direction.NOT_COMPARABLE, "Not compared", "There is no figure yet, or none that it can fairly be compared with."),
)


UNJUDGED = (
    (Direction.UP, "Higher", "Higher than in the same period last year, of a figure of which neither way is good."),
    (Direction.UNCHANGED, "The same", "The same as last year, of such a figure."),
    (Direction.DOWN, "Lower", "Lower than last year, of such a figure."),
)
"""The signs of figures that are watched and not judged; they stand on the Key where there are such."""


CHANCE = "Chance: could the figures differ so with nothing changed?"
LIMITS = "Limits: which figures differ from the others by more than chance?"
VARIATION = "Variation and assurance: is the latest figure special, and is the target met?"
CHANCE_WORDS = (
    (
        Chance.COULD_BE.value,
        "Chance alone makes figures differ so much in more than one case in twenty.",
    ),
    (Chance.MORE.value, "Chance alone makes figures differ so much in fewer than one case in twenty."),
    (
        "How it is known",
        "By the counts alone; where there are none, nothing is said. Each case is taken for itself: where they go "
        "together, as children of one family do, chance reaches further. Another area without counts is taken as its "
        "figure says it.",
    ),
)
"""What is said of chance, and the one question that it answers."""


LIMIT_WORDS = (
    ("above, below", "The figure lies outside the limits, within which chance alone moves such figures."),
    ("run", "The seventh figure in a row, or a later one, on one side of the centre."),
    ("trend", "The seventh figure in a row, or a later one, each of which lies above, or below, the one before."),
    ("near", "Near a limit, as another of three figures in a row on one side of the centre is."),
    (
        "break, left out",
        "What is known to have changed: from a break on, centre and limits are those of the figures that follow; a "
        "figure left out is drawn, and counts for neither. Nothing breaks by itself.",
    ),
)
"""The words that mark months beside limits; they stand on the Key where there are limits."""


VARIATION_WORDS = (
    (
        "▲ special cause, improving",
        "The latest figure stands out by more than chance, for the better.",
    ),
    ("▼ special cause, concerning", "The latest figure stands out by more than chance, for the worse."),
    ("△ ▽ special cause, higher, lower", "The latest figure stands out, where neither way is good."),
    ("≈ common cause", "The latest figure is one of those that chance alone brings."),
    ("✓ target always met", "While nothing changes each figure meets the target: both limits lie on its good side."),
    ("✗ target never met", "While nothing changes no figure meets the target: both limits lie on its bad side."),
    ("? hit and miss", "The target lies between the limits: chance alone decides whether a figure meets it."),
)
"""What is said of a line with limits of which one way is good; it stands on the Key where there is one."""

FUNNEL = "Funnel: does a council differ from all by more than chance?"
FUNNEL_WORDS = (
    (Stands.WITHIN.value, "Of councils of this size, chance alone brings 19 in 20 no farther from the rate of all."),
    ("outside 95%", "Chance alone brings one council in 20 so far."),
    ("outside 99.8%", "Chance alone brings one council in 500 so far. The order is by size, and nobody's rank."),
    (Stands.TURNED_BY_ROUNDING.value, "The counts are published as rounded, and rounding alone could decide it."),
)
"""What is said of councils in a funnel; it stands on the Key where there is one."""

BESIDE_ARROWS, BESIDE_FIGURES = "Beside arrows", "Beside figures"
"""Where such words stand."""

YEAR_END = "Year end: where may it be, if the rest of the year goes as before?"
YEAR_END_WORDS = (
    (
        "Year end if as before",
        "The lowest and the highest that the figure to date comes to if it goes on as any past year did after the same "
        "quarter, or evenly. It is no forecast, and knows nothing of what is new this year.",
    ),
    (
        "Past years within",
        "How many past years ended, as published, within the range that the years before them gave.",
    ),
)
"""What is said of the year's end; it stands on the Key where a sheet says it."""


def lay_out(
    definition: Definition,
    inputs: Inputs,
    settings: Settings,
    tabs: Mapping[str, str],
    sections: Sequence[SheetPlan] = (),
) -> tuple[SheetPlan, Names]:
    """The Key sheet, and the named cells on it; `sections` are the sheets whose words it explains."""
    sheet = SheetBuilder(KEY, tabs.get(KEY, TAB), "Performance key and terms", (19, 30, 74))
    sheet.put(0, 0, sheet.title, "title")
    sheet.height(0, 27)
    symbols = (*SYMBOLS, *(UNJUDGED if _watches(definition, inputs) else ()))
    if settings.says_chance and not settings.explains_chance:  # true of reasons, wherever chance is told
        symbols = tuple((sign, words, said.replace(_REASON, _REASON_UNLESS)) for sign, words, said in symbols)
    row = _symbols(sheet, _SYMBOLS, symbols)
    said = [*_what_is_said(definition, settings, sections)]
    for title, stands, words_and_meanings in said:
        if stands == BESIDE_ARROWS:  # so that it shares the page of the arrows
            row = _words(sheet, row + 1, title, stands, words_and_meanings)
    row = _terms(sheet, row + 1, definition.terms) if definition.terms else row
    for title, stands, words_and_meanings in said:
        if stands != BESIDE_ARROWS:
            row = _words(sheet, row + 1, title, stands, words_and_meanings)
    names = lay_out_periods(sheet, row + 1, settings)
    within = next(at for at, (_, words, _) in enumerate(symbols) if words == WITHIN)
    sheet.put(_SYMBOLS + 2 + within, 1, within_words(names.tolerance), "text")
    sheet.put(1, 0, joined(names.service, " · ", names.quarter_heading, ", ", names.covers), "subtitle")
    return sheet.plan(), names


def _what_is_said(
    definition: Definition, settings: Settings, sections: Sequence[SheetPlan]
) -> Iterator[tuple[str, str, Sequence[tuple[str, str]]]]:
    """The titles of the words that the report says beside its figures, where they stand, and what they mean."""
    tells_chance = settings.says_chance and (settings.chance_where_shown or not settings.withholds_chance)
    if tells_chance and _speaks_of_chance(definition):
        yield CHANCE, BESIDE_ARROWS, CHANCE_WORDS
    if _has_limits(definition) and not settings.withholds_chance:
        yield LIMITS, BESIDE_FIGURES, LIMIT_WORDS
        if _has_variation(definition):
            yield VARIATION, BESIDE_FIGURES, VARIATION_WORDS
    if _has_funnel(definition) and not settings.withholds_chance:
        yield FUNNEL, BESIDE_FIGURES, FUNNEL_WORDS
    if _says_year_end(sections):
        yield YEAR_END, BESIDE_FIGURES, YEAR_END_WORDS


def _watches(definition: Definition, inputs: Inputs) -> bool:
    """Whether the report holds figures of which neither way is good."""
    lines = (line.better for _, block in definition.blocks() for line in block.lines)
    neither = Better.NEITHER
    return neither in lines or any(row["Better when"] == neither.value for row in inputs[INDICATORS])


def _symbols(sheet: SheetBuilder, row: int, symbols: Sequence[tuple[Direction, str, str]]) -> int:
    sheet.put(row, 0, "Direction of improvement", "section")
    sheet.header(row + 1, ("Symbol", "In words", "What it means"), ("header center", "header", "header"))
    first = row + 2
    for offset, (direction, words, meaning) in enumerate(symbols):
        sheet.put(first + offset, 0, direction.value, "arrow")
        if words != WITHIN:
            sheet.put(first + offset, 1, words, "text")
        sheet.paragraph(first + offset, 2, meaning, sheet.widths[2], "wrapped middle")
    last = first + len(symbols) - 1
    sheet.arrows(Span(first, 0, last, 0))
    return last + 1


def _speaks_of_chance(definition: Definition) -> bool:
    """Whether any block of the report has arrows beside which chance is told."""
    return any(
        block.shape is Shape.INDICATORS
        or (
            block.shape is Shape.COMPARISON
            and any(line.better and counts_events(definition, block, line) for line in block.lines)
        )
        for _, block in definition.blocks()
    )


def _has_limits(definition: Definition) -> bool:
    return any(block.chart is Charts.LIMITS for _, block in definition.blocks())


def _has_variation(definition: Definition) -> bool:
    blocks = (block for _, block in definition.blocks() if block.chart is Charts.LIMITS)
    return any(line.better is not None for block in blocks for line in block.lines if line.in_chart)


def _has_funnel(definition: Definition) -> bool:
    return any(block.shape is Shape.FUNNEL for _, block in definition.blocks())


def _says_year_end(sections: Sequence[SheetPlan]) -> bool:
    return any(cell.value == year_end.FROM for sheet in sections for cell in sheet.cells)


def _words(
    sheet: SheetBuilder, row: int, title: str, stands: str, words_and_meanings: Sequence[tuple[str, str]]
) -> int:
    sheet.put(row, 0, title, "section")
    sheet.header(row + 1, ("Where", "In words", "What it means"), ("header", "header", "header"))
    for offset, (words, meaning) in enumerate(words_and_meanings, start=2):
        sheet.put(row + offset, 0, stands, "text")
        sheet.put(row + offset, 1, words, "text")
        sheet.paragraph(row + offset, 2, meaning, sheet.widths[2], "wrapped middle")
    return row + 2 + len(words_and_meanings)


def _terms(sheet: SheetBuilder, row: int, terms: Sequence[Term]) -> int:
    sheet.put(row, 0, "Terms", "section")
    sheet.header(row + 1, ("Term", "In full", "What it means"), ("header", "header", "header"))
    for offset, term in enumerate(terms):
        sheet.put(row + 2 + offset, 0, term.term, "text")
        sheet.put(row + 2 + offset, 1, term.in_full, "text")
        sheet.paragraph(row + 2 + offset, 2, term.meaning, sheet.widths[2], "wrapped middle")
    return row + 2 + len(terms)
