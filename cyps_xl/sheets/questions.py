"""Questions and answers: what members asked, in every report until it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.definition.questions import is_answered, is_asked
from cyps_xl.inputs.records import Row, as_excel_text
from cyps_xl.inputs.tables.people import QUESTIONS
from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.context import Context, date_of, heading
from cyps_xl.sheets.formulas import Formula, constant, date_words, is_there, joined, pulled_figure, pulled_text
from cyps_xl.sheets.notices import rows_not_shown
from cyps_xl.sheets.plan import Scalar, SheetPlan
from cyps_xl.sheets.row_heights import INDENT, indent_of, text_height
from cyps_xl.sheets.theme import SHORT_DATE

KEY, TAB = "questions", "Questions and answers"
OPEN, OLDEST, OLDEST_NO = "cyps_questions_open", "cyps_questions_oldest", "cyps_questions_oldest_no"
"""The names of the cells that say how many questions wait for an answer, since when the oldest does (0 for none), and
its No."""

NOTHING_ASKED = "No question from members is open, and none is answered in this quarter's report."
NOT_ANSWERED = "Not answered yet"
ANSWERED = "Answered"

_ASKED, _MEETING, _SECTION, _QUESTION, _STATE, _ANSWER = range(6)
_HEADINGS = ("Asked on", "Meeting", "Section", "Question", "State", "Answer")
_WIDTHS = (13, 14, 9, 34, 18, 34)
_SERIAL = "0"
"""The format of a day among the workings, of which LibreOffice would else make a date."""
_NO, _FOUND, _SHOWN, _WAITS, _PLACE, _LINE, _DAY = range(len(_WIDTHS) + 1, len(_WIDTHS) + 8)
_WORKINGS = ("No", "Found", "Shown", "Waits since", "Place", "Shows No", "Day asked")
_HEADER, _FIRST = 4, 5


def lay_out(context: Context) -> SheetPlan:
    """The sheet: a row for each question of the input table, the first of which show those of the quarter, the oldest
    first."""
    tab = context.tab(KEY, TAB)
    sheet = SheetBuilder(KEY, tab, "Questions and answers", (*_WIDTHS, 3, *(9 for _ in _WORKINGS)))
    sheet.printed_columns = len(_WIDTHS)
    heading(sheet, context, joined(context.names.quarter_heading, ", ", context.names.covers))
    _Questions(sheet, context).lay_out()
    return sheet.plan()


@dataclass(frozen=True)
class _Question:
    """A question's own row among the workings: whether it is shown, since when it waits ("" while it does
    not), and the number of the day on which it was asked."""

    found: Formula
    shown: Formula
    waits: Formula
    day: float


class _Questions:
    def __init__(self, sheet: SheetBuilder, context: Context) -> None:
        self._sheet, self._context = sheet, context
        self._rows = tuple(row for row in context.inputs[QUESTIONS] if row["No"] is not None)

    def lay_out(self) -> None:
        sheet, rows = self._sheet, self._rows
        styles = ("header indented" if column in (_STATE, _ANSWER) else "header" for column in range(len(_HEADINGS)))
        sheet.header(_HEADER, _HEADINGS, tuple(styles))
        for column, working in enumerate(_WORKINGS, start=_NO):
            sheet.put(_HEADER, column, working, "workings header")
        asked = [self._question(_FIRST + at, row) for at, row in enumerate(rows)]
        order = sorted((at for at, one in enumerate(asked) if one.shown.value == 1), key=lambda at: asked[at].day)
        for at in range(len(rows)):
            self._place(_FIRST + at, order.index(at) + 1 if at in order else "")
        shown = [rows[at] for at in order]
        if not any(row["Meeting"] for row in shown):
            sheet.repeating_columns = (_MEETING,)
        for at in range(len(rows)):
            self._line(at, shown[at] if at < len(shown) else None)
        self._told(asked)
        held = Formula(f'COUNTIFS({QUESTIONS.name}[{QUESTIONS.lookup_heading}],"?*")', len(rows))
        nowhere = Formula(address(_HEADER, _FOUND), "")
        sheet.notice(2, 0, rows_not_shown([held], [one.found for one in asked], "question", nowhere))
        sheet.freeze, sheet.repeat_rows = (_FIRST, 0), (_HEADER, _HEADER)

    def _question(self, at: int, row: Row) -> _Question:
        """Whether a question belongs into the quarter's report: asked before it, and not answered in one before."""
        sheet, inputs, quarter = self._sheet, self._context.inputs, self._context.names.quarter
        no = sheet.put(at, _NO, as_excel_text(row["No"]), "workings")
        found = sheet.put(at, _FOUND, is_there(inputs, QUESTIONS, no), "workings")
        since, answered = (pulled_text(inputs, QUESTIONS, one, no) for one in ("Report of", "Answered in"))
        asked = f'AND({since.text}<>"",{since.text}<{quarter.text})'
        text = f'IF(AND({asked},OR({answered.text}="",{answered.text}>={quarter.text})),1,0)'
        is_shown = is_asked(since.value, answered.value, str(quarter.value))
        shown = sheet.put(at, _SHOWN, Formula(text, int(is_shown)), "workings")
        day = pulled_figure(inputs, QUESTIONS, "Asked on", no, missing="")
        is_open = f'AND({shown.text}=1,OR({answered.text}="",{answered.text}>{quarter.text}))'
        waits = is_shown and not is_answered(answered.value, str(quarter.value))
        since = Formula(f'IF({is_open},{day.text},"")', day.value if waits else "")
        waiting = sheet.put(at, _WAITS, since, "workings", _SERIAL)
        sheet.put(at, _DAY, Formula(f"IF(ISNUMBER({day.text}),{day.text},0)", day.figure or 0), "workings", _SERIAL)
        return _Question(found, shown, waiting, day.figure or 0)

    def _place(self, at: int, place: Scalar) -> None:
        """A question's place among those shown: by the day on which it was asked, then in the order of the table."""
        last = _FIRST + len(self._rows) - 1
        shown, days = (f"{_fixed(_FIRST, column)}:{_fixed(last, column)}" for column in (_SHOWN, _DAY))
        so_far = (f"{_fixed(_FIRST, column)}:{address(at, column)}" for column in (_SHOWN, _DAY))
        is_shown, day = address(at, _SHOWN), address(at, _DAY)
        own_shown, own_days = so_far
        before = f'COUNTIFS({shown},1,{days},"<"&{day})+COUNTIFS({own_shown},1,{own_days},{day})'
        self._sheet.put(at, _PLACE, Formula(f'IF({is_shown}=1,{before},"")', place), "workings")

    def _line(self, at: int, row: Row | None) -> None:
        """A line of the page: the question that is the next to be shown; nothing once all are."""
        sheet, context, line = self._sheet, self._context, _FIRST + at
        style = "wrapped plain"  # filled or free, so that another quarter gives no row another look
        no = sheet.put(line, _LINE, self._no_of(at, row), "workings")
        day = pulled_figure(context.inputs, QUESTIONS, "Asked on", no, missing="")
        sheet.put(line, _ASKED, day, "left free", SHORT_DATE)
        for column, name in (
            (_MEETING, "Meeting"),
            (_SECTION, "Section"),
            (_QUESTION, self._context.column_of("Question")),
        ):
            self._text(line, column, pulled_text(context.inputs, QUESTIONS, name, no), style)
        test, answered = self._answered(no)
        self._text(line, _STATE, self._state(no, test, answered), f"{style} indented")
        answer = pulled_text(context.inputs, QUESTIONS, self._context.column_of("Answer"), no)
        formula = Formula(f'IF({test},{answer.text},"")', answer.value if answered else "")
        self._text(line, _ANSWER, formula, f"{style} indented")
        if row is None:
            sheet.height(line, self._tallest)  # another quarter's questions may come to stand here

    def _no_of(self, at: int, row: Row | None) -> Formula:
        first, last = _FIRST, _FIRST + len(self._rows) - 1
        nos, places = (f"{_fixed(first, column)}:{_fixed(last, column)}" for column in (_NO, _PLACE))
        found = f"INDEX({nos},MATCH({at + 1},{places},0))"
        return Formula(f'IFERROR({found}&"","")', as_excel_text(row["No"]) if row else "")

    def _text(self, row: int, column: int, formula: Formula, style: str) -> None:
        self._sheet.paragraph(row, column, formula, _WIDTHS[column] - INDENT * indent_of(style), style)

    def _answered(self, no: Formula) -> tuple[str, bool]:
        """Whether a question's answer stands in the quarter's report: the test, and what it gives."""
        quarter = self._context.names.quarter
        answered = pulled_text(self._context.inputs, QUESTIONS, "Answered in", no)
        return f"{answered.text}={quarter.text}", is_answered(answered.value, str(quarter.value))

    def _state(self, no: Formula, test: str, answered: bool) -> Formula:
        due = pulled_figure(self._context.inputs, QUESTIONS, "Due", no, missing="")
        by = date_words(due, date_of(due.value))
        waiting = f'"{NOT_ANSWERED}"&IF(ISNUMBER({due.text}),", due "&{by.text},"")'
        said = f"{NOT_ANSWERED}, due {by.value}" if due.figure is not None else NOT_ANSWERED
        value = "" if no.value == "" else ANSWERED if answered else said
        return Formula(f'IF({no.text}="","",IF({test},"{ANSWERED}",{waiting}))', value)

    @property
    def _tallest(self) -> float:
        columns = ((self._context.column_of("Question"), _QUESTION), (self._context.column_of("Answer"), _ANSWER))
        texts = ((as_excel_text(row[name]), _WIDTHS[column] - INDENT) for row in self._rows for name, column in columns)
        return max((text_height(text, width) for text, width in texts), default=0.0)

    def _told(self, asked: list[_Question]) -> None:
        """How many questions wait, since when, and a line where there is nothing to show."""
        sheet, first, last = self._sheet, _FIRST, _FIRST + max(len(asked), 1) - 1
        waits, shown = (f"{_fixed(first, column)}:{_fixed(last, column)}" for column in (_WAITS, _SHOWN))
        days = [one.waits.figure for one in asked if one.waits.figure is not None]
        open_now = Formula(f"COUNT({waits})", len(days)) if asked else constant(0)
        oldest = Formula(f"IF(COUNT({waits})=0,0,MIN({waits}))", min(days, default=0)) if asked else constant(0)
        sheet.put_named(OPEN, 1, _NO, open_now, "workings")
        sheet.put_named(OLDEST, 1, _FOUND, oldest, "workings", _SERIAL)
        sheet.put_named(OLDEST_NO, 1, _SHOWN, self._oldest_no(asked, oldest), "workings")
        nothing = not any(one.shown.value == 1 for one in asked)
        words = f'IF(SUM({shown})=0,"{NOTHING_ASKED}","")' if asked else f'"{NOTHING_ASKED}"'
        sheet.across(3, Formula(words, NOTHING_ASKED if nothing else ""))

    def _oldest_no(self, asked: list[_Question], oldest: Formula) -> Formula:
        """The No of the question that waits longest; nothing where none does."""
        first, last = _FIRST, _FIRST + max(len(asked), 1) - 1
        nos, waits = (f"{_fixed(first, column)}:{_fixed(last, column)}" for column in (_NO, _WAITS))
        longest = [row["No"] for row, one in zip(self._rows, asked, strict=True) if one.waits.value == oldest.value]
        text = f'IF({OLDEST}=0,"",INDEX({nos},MATCH({OLDEST},{waits},0)))'
        return Formula(text, as_excel_text(longest[0]) if longest else "")


def question_of(context: Context, no: Formula) -> Formula:
    """What a question asks, in the report's language; nothing where there is none of that No."""
    return pulled_text(context.inputs, QUESTIONS, context.column_of("Question"), no)


def _fixed(row: int, column: int) -> str:
    return address(row, column, fixed_row=True, fixed_column=True)
