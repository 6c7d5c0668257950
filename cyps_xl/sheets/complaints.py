"""3 Complaints and compliments, with their own key."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.inputs.tables.quality import (
    BETTER_WHEN,
    COMPLAINTS,
    COMPLIMENTS,
    NOT_UPHELD,
    OMBUDSMAN,
    OTHER,
    PARTIALLY_UPHELD,
    STAGE_1,
    STAGE_2,
    TOTAL,
    UPHELD,
)
from cyps_xl.measures.direction import Better, Direction
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.compare import Rules, direction_code, direction_words, gain
from cyps_xl.sheets.context import Context, heading
from cyps_xl.sheets.formulas import Formula, constant, joined, pulled_figure
from cyps_xl.sheets.plan import SheetPlan, Span
from cyps_xl.sheets.theme import WHOLE, WHOLE_BEFORE_ARROW
from cyps_xl.sheets.words import narrative

KEY, TAB = "complaints", "3 Complaints"

HEADER_ROW = 3
GAIN = 8
"""The column, past the printed ones, of the change that each arrow is drawn from."""


@dataclass(frozen=True)
class Line:
    """One row of the table: what is counted, and which way is good where a direction is shown."""

    no: str
    label: str
    kind: str
    outcome: str
    better: Better | None = None


LINES = (
    Line("1", "Complaints at stage 1", STAGE_1, TOTAL, BETTER_WHEN[STAGE_1]),
    Line("1a", "upheld", STAGE_1, UPHELD),
    Line("1b", "not upheld", STAGE_1, NOT_UPHELD),
    Line("1c", "partially upheld", STAGE_1, PARTIALLY_UPHELD),
    Line("1d", "other: neither, withdrawn, passed on or still open", STAGE_1, OTHER),
    Line("2", "Complaints at stage 2", STAGE_2, TOTAL, BETTER_WHEN[STAGE_2]),
    Line("2a", "upheld", STAGE_2, UPHELD),
    Line("2b", "not upheld", STAGE_2, NOT_UPHELD),
    Line("2c", "partially upheld", STAGE_2, PARTIALLY_UPHELD),
    Line("3", "Investigations by the Ombudsman", OMBUDSMAN, TOTAL, BETTER_WHEN[OMBUDSMAN]),
    Line("3a", "upheld", OMBUDSMAN, UPHELD),
    Line("3b", "not upheld", OMBUDSMAN, NOT_UPHELD),
    Line("4", "Compliments", COMPLIMENTS, TOTAL, BETTER_WHEN[COMPLIMENTS]),
)

KEY_LINES = (
    (Direction.IMPROVED, "Fewer complaints, or more compliments, than in the same period last year."),
    (Direction.MAINTAINED, "As many as last year."),
    (
        Direction.WITHIN_TOLERANCE,
        "More complaints, or fewer compliments, by less than the tolerance of last year's number.",
    ),
    (Direction.DECLINED, "More complaints, or fewer compliments, by the tolerance or more."),
    (Direction.NOT_COMPARABLE, "No number to compare."),
)


def lay_out(context: Context) -> SheetPlan:
    """The table of counts, then the key, then the commentary."""
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), "3 Complaints and compliments", (7, 52, 18, 18, 18, 12, 20, 3, 16))
    sheet.printed_columns = 7
    names = context.names
    heading(sheet, context, names.covers)
    sheet.header(
        HEADER_ROW,
        (
            "No",
            "What is counted",
            joined("Full year ", names.last_year),
            names.last_quarter_heading,
            names.quarter_heading,
            "Direction",
            "In words",
        ),
        ("header", "header", "header right", "header right", "header right", "header center", "header"),
        lines=2,
    )
    sheet.put(HEADER_ROW, GAIN, "Change (+ is better)", "workings header")
    for offset, line in enumerate(LINES):
        _line(sheet, context, HEADER_ROW + 1 + offset, line)
    last = HEADER_ROW + len(LINES)
    sheet.arrows(Span(HEADER_ROW + 1, 5, last, 5))
    row = _key(sheet, last + 2)
    narrative(sheet, context, row + 1, "3")
    sheet.freeze = (HEADER_ROW + 1, 2)
    sheet.repeat_rows = (HEADER_ROW, HEADER_ROW)
    return sheet.plan()


def _line(sheet: SheetBuilder, context: Context, row: int, line: Line) -> None:
    strong = " strong" if line.better else ""
    sheet.put(row, 0, line.no, f"text{strong}")
    sheet.put(row, 1, line.label, "text strong" if line.better else "text indented")
    names = context.names

    def number(column: int, period: Formula) -> Formula:
        key = (period, constant(line.kind), constant(line.outcome))
        figure = pulled_figure(context.inputs, COMPLAINTS, "Number", *key)
        return sheet.put(row, column, figure, f"figure{strong}", WHOLE_BEFORE_ARROW if column == 4 else WHOLE)

    number(2, names.last_year)
    previous = number(3, names.last_period)
    current = number(4, names.period)
    if line.better is None:
        sheet.put(row, 5, "", "arrow")
        sheet.put(row, 6, "", "text")
        return
    rules = Rules.for_counts(line.better, names.tolerance)
    gained = sheet.put(row, GAIN, gain(current, previous, rules), "workings")
    code = sheet.put(row, 5, direction_code(current, previous, gained, rules), "arrow")
    sheet.put(row, 6, direction_words(code, names.tolerance), "text")


def _key(sheet: SheetBuilder, row: int) -> int:
    """The key of this section: what an arrow means for complaints and for compliments."""
    sheet.put(row, 0, "Key", "section")
    for offset, (direction, meaning) in enumerate(KEY_LINES, start=1):
        sheet.put(row + offset, 0, direction.value, "arrow plain")
        sheet.put(row + offset, 1, meaning, "overflow")
    sheet.arrows(Span(row + 1, 0, row + len(KEY_LINES), 0))
    return row + len(KEY_LINES) + 1
