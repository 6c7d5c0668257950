"""Questions and answers: unanswered in every report after that they were asked of, answered in one quarter's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from cyps_xl.sheets import glance, questions
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.report_plan import lay_out
from helpers.indicators import RATE
from helpers.libreoffice import needs_libreoffice
from helpers.printed_pages import edition_of
from helpers.quarters import Values, inputs_of
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

ASKED = dt.date(2017, 12, 7)
DUE = dt.date(2018, 2, 1)
QUESTION, STATE, ANSWER = 3, 4, 5


def asked(no: str, of: str = "2017-18 Q2", answered: str | None = None, **more: Value) -> Values:
    """A row of Questions."""
    answer = {"Answered in": answered, "Answer": f"Answer {no}"} if answered else {}
    row: dict[str, Value] = {"No": no, "Asked on": ASKED, "Report of": of, "Question": f"Question {no}?"}
    return row | answer | more


def inputs(*rows: Values, quarter: str = "2017-18 Q3") -> Inputs:
    settings: list[Values] = [{"Setting": "Reporting quarter", "Value": quarter}]
    return inputs_of({"Settings": settings, "Questions": [*rows], "Indicators": [RATE]})


def proved(found: Inputs, key: str = questions.KEY) -> SheetPlan:
    plan = planned(found)
    assert disagreements(plan, by_formualizer(workbook_of(found, poisoned(plan)), plan)) == []
    return sheet_of(plan, key)


def column(sheet: SheetPlan, at: int) -> list[str]:
    """What stands in a column below its heading, without what is empty."""
    return [str(cell.value) for cell in sheet.cells if cell.column == at and cell.row > 4 and cell.value != ""]


FOUR = (asked("1"), asked("2", "2017-18 Q1", "2017-18 Q2"), asked("3", answered="2017-18 Q3"), asked("4", "2017-18 Q3"))


@pytest.mark.parametrize(
    ("quarter", "shown", "states"),
    [
        ("2017-18 Q1", [], []),
        ("2017-18 Q2", ["Question 2?"], ["Answered"]),
        ("2017-18 Q3", ["Question 1?", "Question 3?"], ["Not answered yet", "Answered"]),
        ("2017-18 Q4", ["Question 1?", "Question 4?"], ["Not answered yet", "Not answered yet"]),
        ("2019-20 Q1", ["Question 1?", "Question 4?"], ["Not answered yet", "Not answered yet"]),
    ],
)
def test_a_question_stands_in_every_report_until_it_is_answered(
    quarter: str, shown: list[str], states: list[str]
) -> None:
    sheet = proved(inputs(*FOUR, quarter=quarter))
    assert (column(sheet, QUESTION), column(sheet, STATE)) == (shown, states)


def test_an_answer_stands_in_the_report_of_its_quarter_alone() -> None:
    answers = [column(proved(inputs(*FOUR, quarter=f"2017-18 Q{number}")), ANSWER) for number in (2, 3, 4)]
    assert answers == [["Answer 2"], ["Answer 3"], []]


def test_in_an_earlier_quarter_an_answer_of_a_later_one_is_not_there_yet() -> None:
    sheet = proved(inputs(asked("1", "2017-18 Q1", "2017-18 Q4"), quarter="2017-18 Q3"))
    assert (column(sheet, STATE), column(sheet, ANSWER)) == (["Not answered yet"], [])


def test_the_formulas_alone_follow_the_quarter() -> None:
    found = inputs(*FOUR)
    plans = (lay_out(found, replace(read_settings(found), quarter=f"2017-18 Q{number}"), {}) for number in (2, 3))
    earlier, now = ([cell.formula for cell in sheet_of(plan, questions.KEY).cells] for plan in plans)
    assert earlier == now


@needs_libreoffice
def test_libreoffice_shows_the_same() -> None:
    found = inputs(*FOUR, asked("5", Due=DUE))
    proved_in_libreoffice(found)


def test_what_was_promised_is_told() -> None:
    assert column(proved(inputs(asked("1", Due=DUE))), STATE) == ["Not answered yet, due 1 February 2018"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "Questions from members without an answer: none."),
        ((asked("1", answered="2017-18 Q3"),), "Questions from members without an answer: none."),
        (FOUR, "Questions from members without an answer: 1, the oldest of 7 December 2017."),
        (
            (*FOUR, asked("9", "2016-17 Q4", **{"Asked on": dt.date(2017, 6, 1)})),
            "Questions from members without an answer: 2, the oldest of 1 June 2017.",
        ),
    ],
)
def test_at_a_glance_says_how_many_wait_and_since_when(rows: tuple[Values, ...], said: str) -> None:
    sheet = proved(inputs(*rows), glance.KEY)
    [cell] = [cell for cell in sheet.cells if (cell.row, cell.column) == (4, 0)]
    assert (cell.value, cell.link) == (said, "_cyps_sheet_questions")


def test_without_questions_a_line_says_so() -> None:
    assert questions.NOTHING_ASKED in {cell.value for cell in proved(inputs()).cells}


def test_a_question_typed_after_the_last_refresh_is_asked_for() -> None:
    before = planned(inputs(asked("1")))
    values = by_formualizer(workbook_of(inputs(asked("1"), asked("2")), poisoned(before)), before)
    assert values["Questions and answers", "A3"] == "1 question is not shown: bring the report up to date."


def test_the_report_in_welsh_has_the_welsh_texts() -> None:
    row = asked("1", answered="2017-18 Q3", **{"Question in Welsh": "Pam?", "Answer in Welsh": "Oherwydd."})
    found = inputs(row)
    plan = lay_out(found, replace(read_settings(found), language="Welsh"), {})
    sheet = sheet_of(plan, questions.KEY)
    assert (column(sheet, QUESTION), column(sheet, ANSWER)) == (["Pam?"], ["Oherwydd."])


def test_the_oldest_stand_first_and_those_of_a_day_in_the_order_of_the_table() -> None:
    days = {"1": ASKED, "2": ASKED - dt.timedelta(30), "3": ASKED, "4": ASKED - dt.timedelta(60)}
    rows = [asked(no) | {"Asked on": day} for no, day in days.items()]
    assert column(proved(inputs(*rows)), QUESTION) == [f"Question {no}?" for no in "4213"]


def test_the_column_of_meetings_leaves_with_an_edition_only_where_a_question_names_one() -> None:
    def headings(*rows: Values) -> list[str]:
        sheet = sheet_of(edition_of(inputs(*rows)), questions.KEY)
        return [str(cell.value) for cell in sheet.cells if cell.row == sheet.tables[0].span.first_row]

    named = asked("2", Meeting="Cabinet Board")
    assert "Meeting" not in headings(asked("1"))
    assert headings(asked("1"), named)[1] == "Meeting"
    assert "Meeting" not in headings(asked("1"), named | {"Report of": "2017-18 Q3"})  # not shown yet
