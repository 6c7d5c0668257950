"""WD, continued: what members asked: answers that are owed, and what no report shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.definition.questions import is_answered, is_asked
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.people import QUESTIONS
from cyps_xl.measures.periods import long_date


def question_overdue(checked: Checked) -> Iterator[Fault]:
    """A question stands in the quarter's report without an answer, and its answer was due before the report's meeting;
    where no meeting is known, before the quarter's end."""
    by, records = checked.settings.meeting_date or checked.quarter.end, checked.inputs[QUESTIONS]
    for row in records:
        due = row["Due"]
        if _waits(row, checked) and isinstance(due, dt.date) and due < by:
            yield at(records, row, "Due", f"Question {row['No']} is not answered; it was due on {long_date(due)}.")


def _waits(row: Row, checked: Checked) -> bool:
    quarter, answered = str(checked.quarter), row["Answered in"]
    return is_asked(row["Report of"], answered, quarter) and not is_answered(answered, quarter)


def answer_without_its_other_half(checked: Checked) -> Iterator[Fault]:
    """A question has a quarter in which it is answered and no answer, or an answer and no quarter, so that no report
    shows it; or the quarter is not after that of the report of which it was asked."""
    records = checked.inputs[QUESTIONS]
    for row in records:
        quarter, answer, asked = row["Answered in"], row["Answer"], row["Report of"]
        if quarter is not None and answer is None:
            yield at(records, row, "Answer", f"Question {row['No']} is answered in {quarter}, and has no answer.")
        elif answer is not None and quarter is None:
            message = f"The answer to question {row['No']} says no quarter in whose report it stands."
            yield at(records, row, "Answered in", message)
        elif quarter is not None and asked is not None and str(quarter) <= str(asked):
            message = f"Question {row['No']} was asked of the report of {asked}: its answer stands in a later one."
            yield at(records, row, "Answered in", message)


RULES = (
    Rule(
        "WD15",
        Severity.SHOULD_FIX,
        "A question of members is overdue",
        "Question 3 is not answered; it was due on 1 February 2018.",
        "Type the answer on Questions, with the quarter whose report gives it; or agree a later day.",
        question_overdue,
    ),
    Rule(
        "WD16",
        Severity.SHOULD_FIX,
        "An answer that no report shows",
        "The answer to question 3 says no quarter in whose report it stands.",
        "On Questions, type both the answer and the quarter whose report gives it, after that of which it was asked.",
        answer_without_its_other_half,
    ),
)
