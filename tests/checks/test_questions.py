"""Questions of members: what is overdue, and answers that no report shows."""

from __future__ import annotations

import pytest

from helpers.checking import says

ASKED = "No 3 | Asked on 2017-12-07 | Report of 2017-18 Q2 | Question Why?"
OVERDUE = ["Questions!H6: Question 3 is not answered; it was due on 1 February 2018."]


@pytest.mark.parametrize(
    ("row", "meeting", "found"),
    [
        (f"{ASKED} | Due 2018-02-01", "2018-03-08", OVERDUE),
        (f"{ASKED} | Due 2018-02-01", "2018-02-01", []),  # on the day itself there is time
        (f"{ASKED} | Due 2018-02-01", None, []),  # without a meeting, the quarter's end counts
        (f"{ASKED} | Due 2018-02-01 | Answered in 2017-18 Q3 | Answer Because.", "2018-03-08", []),
        (f"{ASKED} | Due 2018-02-01 | Answered in 2017-18 Q4 | Answer Because.", "2018-03-08", OVERDUE),
        (ASKED, "2018-03-08", []),
        (f"{ASKED.replace('2017-18 Q2', '2017-18 Q3')} | Due 2018-02-01", "2018-03-08", []),
    ],
)
def test_an_answer_is_overdue_where_the_report_s_meeting_comes_after_the_day_it_was_due(
    row: str, meeting: str | None, found: list[str]
) -> None:
    meetings = [f"Quarter 2017-18 Q3 | Meeting date {meeting}"] if meeting else []
    assert says("WD15", Questions=[row], Meetings=meetings) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (ASKED, []),
        (f"{ASKED} | Answered in 2017-18 Q3 | Answer Because.", []),
        (
            f"{ASKED} | Answered in 2017-18 Q3",
            ["Questions!J6: Question 3 is answered in 2017-18 Q3, and has no answer."],
        ),
        (
            f"{ASKED} | Answer Because.",
            ["Questions!I6: The answer to question 3 says no quarter in whose report it stands."],
        ),
        (
            f"{ASKED} | Answered in 2017-18 Q2 | Answer Because.",
            ["Questions!I6: Question 3 was asked of the report of 2017-18 Q2: its answer stands in a later one."],
        ),
    ],
)
def test_an_answer_has_a_quarter_after_that_of_its_question(row: str, found: list[str]) -> None:
    assert says("WD16", Questions=[row]) == found


def test_the_words_of_questions_are_looked_through_as_all_others() -> None:
    found = says("WD08", Questions=[f"{ASKED} | Answered in 2017-18 Q3 | Answer {'word ' * 300}"])
    assert len(found) == 1 and found[0].startswith("Questions!J6: The text has ")


@pytest.mark.parametrize("heading", ["Meeting", "Section"])
def test_a_name_beside_a_question_is_found(heading: str) -> None:
    assert len(says("PD01", Questions=[f"{ASKED} | {heading} Help for Megan Davies"])) == 1
