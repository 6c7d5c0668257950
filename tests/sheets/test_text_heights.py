"""How tall rows of words are, as a defined name tells it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.sheets.text_heights import MOST_LETTERS, heard, lines_of, text_rows, told
from helpers.quarters import Size, inputs_of, made_up
from helpers.workbooks import planned

MOST_LINES = 28
"""Of eleven-point text in the tallest row of Excel."""


@given(st.lists(st.lists(st.integers(1, MOST_LINES), max_size=15).map(tuple), min_size=1, max_size=12))
def test_what_was_told_is_heard(sheets: list[tuple[int, ...]]) -> None:
    keys = [str(number) for number in range(len(sheets))]
    assert list(heard(told(sheets), keys).values()) == sheets


def test_a_report_with_too_many_words_for_a_name_leaves_out_its_wordiest_sheet() -> None:
    text = told([(1, 2), (3,) * 300, (4,)])
    assert len(text) <= MOST_LETTERS
    assert heard(text, ["a", "b", "c"]) == {"a": (1, 2), "b": (), "c": (4,)}


def test_what_somebody_else_wrote_into_the_name_is_not_believed() -> None:
    assert heard("a1 b", ["a", "b"]) == {}
    assert heard("ab", ["a", "b"]) == {}


def test_every_planned_row_of_words_has_between_one_line_and_the_most_that_fit() -> None:
    plan = planned(inputs_of(made_up(Size())))
    lines = {sheet.key: lines_of(sheet) for sheet in plan.sheets}
    assert all(1 <= count <= MOST_LINES for sheet in lines.values() for count in sheet)
    assert lines["indicators"] and lines["cover"]


def test_rows_of_findings_are_left_to_excel() -> None:
    plan = planned(inputs_of(made_up(Size())))
    (checks,) = [sheet for sheet in plan.sheets if sheet.key == "checks"]
    assert text_rows(checks) == ()
