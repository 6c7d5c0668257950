"""At a glance: what stands out in the scorecards, and what members wait for, in sentences and a line each.

Nothing is worked out here: every word follows from cells of the scorecards, through the names of their columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cyps_xl.definition.model import Section
from cyps_xl.inputs.tables.choices import Shape
from cyps_xl.inputs.tables.people import QUESTIONS
from cyps_xl.inputs.tables.settings import NO
from cyps_xl.measures.chance import Chance
from cyps_xl.settings import Settings
from cyps_xl.sheets import questions
from cyps_xl.sheets.builder import HEADER_AIR, SheetBuilder
from cyps_xl.sheets.context import Context, date_of, heading
from cyps_xl.sheets.formulas import NOTHING, Formula, date_words, filled, joined, quoted
from cyps_xl.sheets.glance_lines import HEADER_LINES, NOW, REFERENCE, WHY, WIDTHS, WORKINGS, YEARS, Lines
from cyps_xl.sheets.glance_room import lines_of, low_row, most_told
from cyps_xl.sheets.page_breaks import ROW_HEIGHT, printed_height
from cyps_xl.sheets.plan import Scalar, SheetPlan
from cyps_xl.sheets.row_heights import LINE_HEIGHT, text_height
from cyps_xl.sheets.standings import standings_of
from cyps_xl.sheets.text_width import line_count
from cyps_xl.sheets.theme import EDITION_SIZE

KEY, TAB = "glance", "At a glance"
_FIRST = 3
_SPARE = 1
"""The lines that are kept free for sentences of another quarter."""
_LEAST_AIR = 6.0
"""Points of a row with nothing in it, where all has room on one page then."""
_ABOVE = sum(printed_height(points, EDITION_SIZE) for points in (27.0, 18.0, ROW_HEIGHT, ROW_HEIGHT))
"""Points in print of the title, of what it covers, of a note, and of how many questions wait."""
_HEADING = sum(printed_height(points, EDITION_SIZE) for points in (ROW_HEIGHT, HEADER_LINES * LINE_HEIGHT + HEADER_AIR))
"""Points in print of the heading over a scorecard's lines, and of their table's header."""
_BESIDE = ((REFERENCE, WHY), (NOW, YEARS))
"""The columns, first and last, in which sentences stand beside each other: of what is worse, then of the rest."""

NONE = "none"
_HOW_MANY = "{number} ({which})"
"""What a sentence on indicators ends with: how many they are, and their references, by which the lines are found."""
_WORSE = "Worse than {area}, more than chance: {number} ({which})."
_WORSE_ALONE = "Worse than {area}, chance not known: {number} ({which})."
_OF_INDICATORS = {
    "declined": "Worse than last year, more than chance: {number} ({which}).",
    "improved": "Better than last year, more than chance: {number} ({which}).",
    "target": "Target not met: {number} ({which}).",
    "declined alone": "Worse than last year, chance not known: {number} ({which}).",
    "improved alone": "Better than last year, chance not known: {number} ({which}).",
}
_BY_ARROW = {
    "declined alone": "Worse than last year: {number} ({which}).",
    "improved alone": "Better than last year: {number} ({which}).",
}
"""What is said in their place where Settings has nothing said of chance: arrows go by their tolerance."""
_WORSE_BY_ARROW = "Worse than {area}: {number} ({which})."
_UNEXPLAINED = "Not explained yet: {number} ({which})."
_NO_COUNTS = "No change can be tested for chance: there are no counts."
_ONE_NOT = "The one change that can be tested could be chance."
_NONE_OF = "The {number} changes that can be tested could all be chance."
_SOME_OF = "More than chance: {number} of {whole} changes that can be tested."
_WAITING = "Questions from members without an answer: {number}, the oldest of {date}."
_NONE_WAITING = "Questions from members without an answer: none."
LABELS = (
    *(one.replace(_HOW_MANY, NONE) for one in (_WORSE, _WORSE_BY_ARROW)),
    *(_WORSE, _WORSE_ALONE, _WORSE_BY_ARROW, *_OF_INDICATORS.values(), *_BY_ARROW.values(), _UNEXPLAINED),
    *(_NO_COUNTS, _ONE_NOT, _NONE_OF, _SOME_OF, _WAITING, _NONE_WAITING),
)
"""The sentences, with places for what they are filled with."""


def is_shown(settings: Settings, sections: Iterable[Section]) -> bool:
    """Whether the report has the page: where it has a scorecard and Settings asks for it.

    Not where small numbers are protected: what stands out, and in which order, follows from every count of a row.
    """
    has_scorecard = any(section.shows(Shape.INDICATORS) for section in sections)
    return settings.has_glance and has_scorecard and not settings.withholds_chance


def lay_out(context: Context, sections: Sequence[SheetPlan], asked: SheetPlan) -> SheetPlan:
    """The page; `sections` are the sheets it tells of, `asked` is that of members' questions."""
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), "At a glance", (*WIDTHS, 3, *WORKINGS, 9, 9), landscape=False)
    sheet.printed_columns = len(WIDTHS)
    heading(sheet, context, joined(context.names.quarter_heading, ", ", context.names.covers))
    found = [standing for plan in sections for standing in standings_of(plan)]
    outside = tuple(dict.fromkeys(area for one in found for area in one.ranges.outside))
    lines: list[Lines] = []
    first = _FIRST + 3
    for standing in found:
        lines.append(Lines(sheet, context, standing, first, lines[-1] if lines else None))
        lines[-1].judge()
        first = lines[-1].last_row + 2
    if len(lines) == 1:
        sheet.repeat_rows = (lines[0].header_row, lines[0].header_row)
    sentences = _put_sentences(sheet, _sentences(context, outside, lines))
    sheet.put(_FIRST + 1, 0, _waiting(asked), "link", link=asked.locator)
    question = _put_oldest(sheet, context, asked)
    blocks = [one.block(_HEADING + (ROW_HEIGHT if at else 0)) for at, one in enumerate(lines)]
    for one, most in zip(lines, most_told(_ABOVE + sentences + question, blocks), strict=True):
        one.tell(most)
    sheet.one_page = True
    sheet.gives_way(_FIRST - 1, _LEAST_AIR)
    return sheet.plan()


def _sentences(
    context: Context, outside: Sequence[str], lines: Sequence[Lines]
) -> tuple[Sequence[Formula], Sequence[Formula]]:
    """What is worse or unexplained, then the rest, every sentence in its order, empty where it has nothing to say."""
    says = context.names.says_chance
    first = [_where_told(says, _named(lines, f"worse {area}", _in(_WORSE, area), always=True)) for area in outside]
    alone = [
        _where_told(
            says,
            _named(lines, f"alone {area}", _in(_WORSE_ALONE, area)),
            _named(lines, f"alone {area}", _in(_WORSE_BY_ARROW, area), always=True),
        )
        for area in outside
    ]
    named = {name: _of_indicators(says, lines, name) for name in _OF_INDICATORS}
    worse = [*first, *(named[name] for name in ("declined", "target", "declined alone")), *alone]
    rest = [_of_changes(context, lines), *(named[name] for name in ("improved", "improved alone"))]
    return [*worse, _named(lines, "unexplained", _UNEXPLAINED)], rest


def _of_indicators(says: Formula, lines: Sequence[Lines], name: str) -> Formula:
    told = _named(lines, name, _OF_INDICATORS[name])
    return _where_told(says, told, _named(lines, name, _BY_ARROW[name])) if name in _BY_ARROW else told


def _where_told(says: Formula, told: Formula, untold: Formula = NOTHING) -> Formula:
    """A sentence where chance is told of, and another where Settings has nothing said of it."""
    return Formula(f'IF({says.text}="{NO}",{untold.text},{told.text})', (untold if says.value == NO else told).value)


def _in(sentence: str, area: str) -> str:
    return sentence.replace("{area}", area)


def _put_sentences(sheet: SheetBuilder, beside: Sequence[Sequence[Formula]]) -> float:
    """The sentences among the workings, and beside each other on the page those that say something, a line each.

    Returns the points that they take in print, whatever the language.
    """
    working, lines = _FIRST, 1
    for columns, sentences in zip(_BESIDE, beside, strict=True):
        told = _put_told(sheet, working, sentences)
        working += len(sentences)
        sheet.merged(_FIRST, columns, told, "paragraph")
        room = sum(WIDTHS[columns[0] : columns[1] + 1])
        lines = max(lines, lines_of(str(told.value), room))
        # in another quarter there may be more to say
        sheet.height(_FIRST, text_height(str(told.value), room) + _SPARE * LINE_HEIGHT)
    sheet.gives_way(_FIRST, _LEAST_AIR)
    return low_row(lines)


def _put_told(sheet: SheetBuilder, first: int, sentences: Sequence[Formula]) -> Formula:
    """Some sentences among the workings, from a row on, and what they say together, without a gap."""
    column, told = len(WIDTHS) + 1 + len(WORKINGS), Formula('""', "")
    for row, sentence in enumerate(sentences, start=first):
        cell = sheet.put(row, column, sentence, "workings")
        break_ = f'IF({told.text}="","",CHAR(10))'
        more = f'{told.text}&IF({cell.text}="","",{break_}&{cell.text})'
        value = "\n".join(str(one) for one in (told.value, cell.value) if one != "")
        told = sheet.put(row, column + 1, Formula(more, value), "workings")
    return told


def _put_oldest(sheet: SheetBuilder, context: Context, asked: SheetPlan) -> float:
    """What the question asks that waits longest, in the line below how many wait. Returns the points that it takes in
    print, in whichever language is longer."""
    row, no = _FIRST + 2, Formula(questions.OLDEST_NO, _held(asked, questions.OLDEST_NO))
    words = questions.question_of(context, no)
    sheet.across(row, words)
    sheet.gives_way(row, _LEAST_AIR)
    if not words.value:
        return printed_height(_LEAST_AIR, EDITION_SIZE)
    said = (context.inputs.value(QUESTIONS, column, no.value) for column in context.columns_of("Question"))
    return low_row(max(line_count(str(text or ""), sum(WIDTHS)) for text in said))


def _held(sheet: SheetPlan, name: str) -> Scalar:
    """What stands in a cell of another sheet, by its name."""
    place = sheet.names[name]
    return next(cell.value for cell in sheet.cells if (cell.row, cell.column) == place)


def _named(lines: Sequence[Lines], name: str, sentence: str, *, always: bool = False) -> Formula:
    """A sentence that names the indicators of a list. Where there is none: that, `always`, or else nothing."""
    if not lines:
        return NOTHING
    listed = lines[-1].list_of(name)
    silent = sentence.replace(_HOW_MANY, NONE) if always else ""
    named = str(listed.value)
    commas = f'LEN({listed.text})-LEN(SUBSTITUTE({listed.text},",",""))'
    told = filled(sentence, number=Formula(f"({commas}+1)", named.count(",") + 1), which=listed)
    return Formula(f'IF({listed.text}="",{quoted(silent)},{told.text})', told.value if named else silent)


def _of_changes(context: Context, lines: Sequence[Lines]) -> Formula:
    """How many of the changes that have counts are more than chance, in words; nothing where chance is not told."""
    if not lines:
        return NOTHING
    said = [word for one in lines for word in one.chance_words]
    every = _counted(lines, quoted("?*"), len(said))
    more = _counted(lines, quoted(Chance.MORE.value), said.count(Chance.MORE.value))
    none, some = filled(_NONE_OF, number=every), filled(_SOME_OF, number=more, whole=every)
    found = f"IF({more.text}>0,{some.text},IF({every.text}=1,{quoted(_ONE_NOT)},{none.text}))"
    says = context.names.says_chance
    text = f'IF({says.text}="{NO}","",IF({every.text}=0,{quoted(_NO_COUNTS)},{found}))'
    if says.value == NO:
        return Formula(text, "")
    told = some.value if more.value else _ONE_NOT if every.value == 1 else none.value
    return Formula(text, told if every.value else _NO_COUNTS)


def _counted(lines: Sequence[Lines], wanted: str, count: int) -> Formula:
    return Formula(f"({'+'.join(f'COUNTIFS({one.chances},{wanted})' for one in lines)})", count)


def _waiting(asked: SheetPlan) -> Formula:
    """How many questions wait for an answer, and since when the oldest does."""
    count, oldest = (Formula(name, _held(asked, name)) for name in (questions.OPEN, questions.OLDEST))
    since = date_words(oldest, date_of(oldest.value))
    some = filled(_WAITING, number=count, date=since)
    text = f"IF({count.text}=0,{quoted(_NONE_WAITING)},{some.text})"
    return Formula(text, some.value if count.value else _NONE_WAITING)
