"""Numbers in texts: which of them say what the tables withhold."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cyps_xl.members.disclosure.texts import Hidden, telling_texts
from cyps_xl.members.disclosure.words import numbers_said
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan

TEXT = 'IFERROR(INDEX(Explanations[English],MATCH("2.6",Explanations[Key],0))&"","")'


def said(text: str) -> list[tuple[str, bool]]:
    return [(one.words, one.counts_people) for one in numbers_said(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three children came back into care in November.", [("Three", True)]),
        ("Of the 12, 3 went home.", [("12", False), ("3", False)]),
        ("Stage 2: two complaints went this far.", [("two", True)]),
        ("Reviewed within two weeks, by 31 March 2018 and in section 5.", [("2018", False)]),
        ("The rate was 14.3% of all.", [("14.3%", False)]),
        ("More than two thirds of cases.", []),
        ("Each learnt from one another.", []),
        ("Daeth tri phlentyn yn ôl i ofal ym mis Tachwedd.", [("tri", True)]),
        ("Cam 2: cyrhaeddodd dwy gŵyn y cam hwn.", [("dwy", True)]),
        ("Nid oedd yr un plentyn, ac un polisi yw hwn.", []),
        ("Un plentyn a ddaeth yn ôl.", [("Un", True)]),
        ("Published in 2017-18 and 1,234 times.", [("1,234", False)]),
    ],
)
def test_numbers_are_found_and_what_is_no_count_is_passed_over(text: str, found: list[tuple[str, bool]]) -> None:
    assert said(text) == found


def told(text: str, hidden: Hidden, *, style: str = "paragraph", row: int = 5) -> list[str]:
    cells = (CellPlan(row, 0, text, TEXT, style),)
    sheet = SheetPlan("readmissions", "2.6 Re-admissions", "", cells, (10,), printed_columns=1)
    return [str(problem) for problem in telling_texts(ReportPlan((sheet,)), {"readmissions": hidden}, 5)]


def test_a_small_number_of_people_is_told_by_any_text() -> None:
    assert told("Two children came home.", Hidden()) == [
        "'2.6 Re-admissions'!A6: The text says “Two” of people, and counts under 5 are withheld. "
        "Say it without the number, for example “a few”."
    ]
    assert told("Two houses and twelve children.", Hidden()) == []


def test_a_number_that_the_sheet_withholds_is_told_by_its_texts() -> None:
    hidden = Hidden(((3, 7),), frozenset())
    assert len(told("It was 7 in all.", hidden)) == 1
    assert told("It was 8 in all.", hidden) == []


def test_a_larger_number_that_is_shown_as_well_may_be_said() -> None:
    assert told("It was 19 in all.", Hidden(((3, 19),), frozenset({19}))) == []


def test_a_withheld_share_is_told_at_the_decimals_it_is_said_with() -> None:
    hidden = Hidden(((3, Fraction(1, 7)),))
    assert len(told("It was 14.3% in all.", hidden)) == len(told("It was 14% in all.", hidden)) == 1
    assert told("It was 14.4% in all.", hidden) == []


def test_an_explanation_is_held_against_the_row_above_it() -> None:
    hidden = Hidden(((4, 7), (9, 8)))
    assert len(told("It was 7.", hidden, style="explanation")) == 1
    assert told("It was 8.", hidden, style="explanation") == []
