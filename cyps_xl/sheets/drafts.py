"""Drafts: what changed in each indicator and in the sections' own tables, in sentences from figures, for the officer to
take what is true from.

The sheet is the officer's own, as Checks is. No edition has it, and nothing reads it: a sentence leaves only once
somebody has typed it on Explanations. It says sizes and counts, never why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cyps_xl.definition.model import Definition, Section
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.choices import Shape
from cyps_xl.inputs.tables.indicators import INDICATORS, QUARTERLY
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context, heading
from cyps_xl.sheets.draft_figures import HEADINGS, DraftFigures
from cyps_xl.sheets.draft_line_figures import Compares, put_days
from cyps_xl.sheets.draft_line_rows import LineSentences, in_language, names_of, working_headings
from cyps_xl.sheets.draft_lines import DraftedLine, drafted_lines
from cyps_xl.sheets.draft_periods import Periods, put_periods
from cyps_xl.sheets.draft_sentences import PIECES, Sentences
from cyps_xl.sheets.draft_words import drafted_in
from cyps_xl.sheets.formulas import Formula, pulled_text
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.row_heights import text_height
from cyps_xl.sheets.standings import Standing, standings_of

KEY, TAB = "drafts", "Drafts"
GUIDE = (
    "Sentences from the figures, for you alone: no edition has this sheet. Take what is true to Explanations (copy, "
    "then Paste Special, Values), and add why: figures cannot say that. A figure that is not there gives no sentence. "
    "Have the {language} read by whoever knows it."
)
OWN_TABLES = "In the sections’ own tables"
"""What stands above their lines: the headings, which every printed page repeats, are those of both."""
NUMBER, INDICATOR, ENGLISH = range(3)
FIRST = 6
"""The row of the first indicator."""
_WIDTHS = (8, 28, 50, 50)
_INDENT = 2
"""Characters of the air before a draft, which looks as explanations do."""
_LONG = "100.0% (1,000 of 1,000) at the last count in " * 4
"""As much as a line's sentence says behind its name, for which the rows that say something have room."""
_GUIDE_ROW, _PERIODS, _HEADER = 3, 4, FIRST - 1
_AT = len(_WIDTHS) + 1
_NAMES = 2
_FIGURES = _AT + _NAMES
_SENTENCES = _FIGURES + len(HEADINGS)


def is_shown(definition: Definition, sections: Sequence[Section]) -> bool:
    """Whether the report has the sheet: where these sections have a scorecard, or a line that a sentence is of."""
    has_scorecard = any(section.shows(Shape.INDICATORS) for section in sections)
    return has_scorecard or any(True for _ in drafted_lines(definition, sections))


def lay_out(context: Context, sections: Sequence[SheetPlan]) -> SheetPlan:
    """The sheet: a row for each indicator of the scorecards on `sections`, its sentences beside its name; below, the
    lines of the sections' own tables."""
    lines = tuple(drafted_lines(context.definition, context.definition.reported(context.quarter)))
    headings = working_headings(lines, drafted_in(context.definition))
    widths = (*_WIDTHS, 3, *(9 for _ in range(max(len(_workings(context)), len(headings)))))
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), "What changed, drafted", widths)
    sheet.printed_columns = len(_WIDTHS)
    heading(sheet, context, context.names.quarter_heading)
    sheet.across(_GUIDE_ROW, GUIDE.format(language=context.definition.language.name))
    periods = put_periods(sheet, context, _PERIODS, _AT)
    standings = [one for plan in sections for one in standings_of(plan)]
    _header(sheet, context)
    row = _of_indicators(sheet, context, standings, periods) if standings else _HEADER
    sheet.begins_pages = (row,) if standings and lines else ()  # the officer's own: as on Checks
    if standings and lines:
        sheet.put(row, INDICATOR, OWN_TABLES, "text strong row")
    if lines:
        compares = put_days(sheet, context, periods, _GUIDE_ROW, _AT)
        _workings_header(sheet, row, headings)
        _of_lines(sheet, context, lines, periods, compares, row + 1)
    sheet.freeze, sheet.repeat_rows = (FIRST, 0), (_HEADER, _HEADER)
    return sheet.plan()


def _workings(context: Context) -> tuple[str, ...]:
    """The headings of an indicator's workings: its name by language, its figures, the pieces of its sentences."""
    _, second = context.text_columns
    pieces = (f"{piece}, {language}" for language in drafted_in(context.definition) for piece in PIECES)
    return ("Name", f"Name in {second}", *HEADINGS, *pieces)


def _header(sheet: SheetBuilder, context: Context) -> None:
    drafts = [f"Draft in {language}" for language in drafted_in(context.definition)]
    sheet.header(_HEADER, ("No", "Figure", *drafts), ("header", "header", *("header indented" for _ in drafts)))


def _workings_header(sheet: SheetBuilder, row: int, labels: Sequence[str]) -> None:
    for column, label in enumerate(labels, start=_AT):
        sheet.put(row, column, label, "workings header")


def _of_indicators(sheet: SheetBuilder, context: Context, standings: Iterable[Standing], periods: Periods) -> int:
    """The rows of indicators; returns the one after them."""
    _workings_header(sheet, _HEADER, _workings(context))
    records = {str(row["No"]): row for row in context.inputs[INDICATORS]}
    row, tallest, every_quarter = FIRST, 0.0, []
    for standing in standings:
        for number in standing.rows:
            record = records[str(standing.columns["no"][number - 1])]
            high = _row(sheet, context, standing, record, periods, row, number)
            tallest = max(tallest, high)
            every_quarter += [row] * (record["Reported"] == QUARTERLY and high > 0)
            row += 1
    for one in every_quarter:
        sheet.height(one, tallest)  # another quarter may say as much of it
    return row


def _of_lines(
    sheet: SheetBuilder,
    context: Context,
    lines: Sequence[DraftedLine],
    periods: Periods,
    compares: Compares,
    first: int,
) -> None:
    """The rows of the sections' own lines, under the number of their section. What says nothing this quarter is as low
    as a name: a refresh, or a press, makes room once it says something. All that say something are alike high, since a
    press gives each height by itself."""
    heights: dict[bool, list[float]] = {True: [], False: []}
    saying: dict[int, bool] = {}
    for row, drafted in enumerate(lines, start=first):
        names = names_of(context, drafted)
        sheet.put(row, NUMBER, drafted.section.number, "text top")
        name, high = names[context.text_column], 0.0
        sheet.paragraph(row, INDICATOR, name, sheet.widths[INDICATOR])
        said = LineSentences(sheet, context, drafted, periods, compares, (row, _AT)).drafts(names)
        for column, language in enumerate(drafted_in(context.definition), start=ENGLISH):
            room = sheet.widths[column] - _INDENT
            sheet.paragraph(row, column, said[language], room, "explanation")
            if said[language].value:
                high = max(high, text_height(f"{names[language]}: {_LONG}", room))
        saying[row] = high > 0
        heights[saying[row]].append(high or text_height(name, sheet.widths[INDICATOR]))
    for row, says in saying.items():
        sheet.height(row, max(heights[says]))


def _row(
    sheet: SheetBuilder, context: Context, standing: Standing, record: Row, periods: Periods, row: int, number: int
) -> float:
    """An indicator's row; returns how high its sentences are, 0 where it has none."""
    no = sheet.put(row, NUMBER, str(record["No"]), "text top")  # no link: a press could bring no row that has one
    no = Formula(f"$A{row + 1}", no.value)
    names = _names(sheet, context, row, no)
    sheet.paragraph(row, INDICATOR, names[context.text_column], sheet.widths[INDICATOR])
    figures = DraftFigures(sheet, context, standing, record, periods, (row, _FIGURES), no, number)
    height = 0.0
    for at, (language, words) in enumerate(drafted_in(context.definition).items()):
        column = ENGLISH + at
        sentences = Sentences(sheet, context.names, figures, words, (row, _SENTENCES + at * len(PIECES)))
        areas = {area: in_language(context, language, area) for area in figures.areas}
        draft = sentences.draft(names[language], *periods.headings[language], areas)
        sheet.paragraph(row, column, draft, sheet.widths[column] - _INDENT, "explanation")
        if draft.value:
            height = max(height, text_height(str(draft.value), sheet.widths[column] - _INDENT))
    return height


def _names(sheet: SheetBuilder, context: Context, row: int, no: Formula) -> dict[str, Formula]:
    """The indicator's name by language; in the second the English one while there is no other."""
    english, second = context.text_columns
    headings = ("Name", f"Name in {second}")
    own, other = (pulled_text(context.inputs, INDICATORS, heading, no) for heading in headings)
    name = sheet.put(row, _AT, own, "workings")
    either = Formula(f'IF({other.text}="",{name.text},{other.text})', other.value or name.value)
    return {english: name, second: sheet.put(row, _AT + 1, either, "workings")}
