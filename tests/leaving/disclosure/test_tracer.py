"""Formulas followed to the counts they come from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from cyps_xl.disclosure.counts import InputCell
from cyps_xl.disclosure.formula_tracer import Tracer
from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.formulas.tree import NotUnderstood, parse
from cyps_xl.inputs.records import Inputs
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers
from helpers.quarters import Size, inputs_of, made_up

MONTHS = [{"Month": None, "Closed": 9, "Successful": 4}, {"Month": None, "Closed": 12, "Successful": 7}]
CLOSED = [InputCell("TafClosures", row, "Closed") for row in range(2)]


def traced(*formulas: tuple[str, object]) -> list[object]:
    """The sums, as weights by input cell, of the last of several cells below each other in column A."""
    inputs = inputs_of({"TafClosures": MONTHS})
    cells = tuple(CellPlan(row, 0, value, text) for row, (text, value) in enumerate(formulas))  # type: ignore[arg-type]
    sheet = SheetPlan("s", "S", "", cells, (10,), printed_columns=1)
    tracer = Tracer(ReportPlan((sheet,)), inputs)
    found = tracer.traced(("s", len(cells) - 1, 0))
    return [found.sum and dict(found.sum.terms), sorted(found.reads), found.share is not None]


FIRST, SECOND = ("INDEX(TafClosures[Closed],1)", 9), ("INDEX(TafClosures[Closed],2)", 12)


def test_a_pulled_count_is_that_count() -> None:
    assert traced(FIRST) == [{CLOSED[0]: 1}, [], False]


def test_a_total_is_the_sum_of_its_parts_and_reads_their_cells() -> None:
    assert traced(FIRST, SECOND, ("SUM(A1:A2)", 21)) == [
        {CLOSED[0]: 1, CLOSED[1]: 1},
        [("s", 0, 0), ("s", 1, 0)],
        False,
    ]


def test_a_difference_a_mean_and_a_known_divisor_stay_sums() -> None:
    assert traced(FIRST, SECOND, ("A2-A1", 3))[0] == {CLOSED[0]: -1, CLOSED[1]: 1}
    half = Fraction(1, 2)
    assert traced(FIRST, SECOND, ("AVERAGE(A1:A2)", 10.5))[0] == {CLOSED[0]: half, CLOSED[1]: half}
    assert traced(FIRST, ("A1/4", 2.25))[0] == {CLOSED[0]: Fraction(1, 4)}


def test_a_list_that_grows_from_cell_to_cell_is_followed_however_long_it_is() -> None:
    """At a glance lists its indicators so: with 130 of them no edition could be made."""
    further = [(f'IF(A{row}>0,A{row}+1,"")', 9 + row) for row in range(1, 1500)]
    assert traced(FIRST, *further)[0] == {CLOSED[0]: 1}


def test_formulas_that_go_round_in_a_circle_are_an_error_and_no_endless_work() -> None:
    with pytest.raises(RecursionError, match="reads itself"):
        traced(("A2+1", 1), ("A1-1", 0))


def test_a_run_of_cells_between_two_that_are_chosen_is_followed_cell_by_cell_and_depends_on_the_choice() -> None:
    """The parts of a line with limits are such runs."""
    column = [FIRST, SECOND, ("1", 1), ("2", 2)]
    between = "INDEX(A1:A2,A3):INDEX(A1:A2,A4)"
    read = [("s", row, 0) for row in range(4)]
    assert traced(*column, (f"SUM({between})", 21))[1] == read
    assert traced(*column, ("INDEX(A1:A2,A4)", 12))[1] == [("s", 1, 0), ("s", 3, 0)]
    for wrong in ("INDEX(A1:A2,3)", "SUM(INDEX(A1:A2,0):INDEX(A1:A2,2))", "SUM(A1:OFFSET(A1,1,0))"):
        assert traced(FIRST, SECOND, (wrong, 7))[1] == [("s", 0, 0), ("s", 1, 0)][: 1 + ("A2" in wrong)]


def test_a_heading_that_stands_where_one_of_its_cells_speaks_is_followed() -> None:
    """Rounding works out again what it cannot leave as it is, and refuses what it cannot follow."""
    heading = ('IF(ROWS(A1:A2)=COUNTBLANK(A1:A2),"","What explains the figures")', "What explains the figures")
    inputs = inputs_of({"TafClosures": MONTHS})
    cells = tuple(CellPlan(row, 0, value, text) for row, (text, value) in enumerate((FIRST, ('""', ""), heading)))
    tracer = Tracer(ReportPlan((SheetPlan("s", "S", "", cells, (10,), printed_columns=1),)), inputs)
    assert tracer.worked_out("s", parse(heading[0])).value == heading[1]
    assert tracer.worked_out("s", parse('IF(ROWS(A2:A2)=COUNTBLANK(A2:A2),"","x")')).value == ""


def test_a_share_is_no_sum() -> None:
    assert traced(FIRST, SECOND, ("A1/A2", 0.75)) == [None, [("s", 0, 0), ("s", 1, 0)], True]


def test_a_guard_that_asks_whether_a_figure_is_there_tells_nothing_of_it() -> None:
    assert traced(FIRST, SECOND, ("IF(ISNUMBER(A1),A2,0)", 12)) == [{CLOSED[1]: 1}, [("s", 1, 0)], False]


def test_a_choice_by_a_count_depends_on_it() -> None:
    assert traced(FIRST, ('IF(A1>5,"high","low")', "high"))[1] == [("s", 0, 0)]


def test_the_least_and_the_greatest_of_a_span_depend_on_all_of_it_and_pass_over_texts() -> None:
    column = [FIRST, ('""', ""), SECOND]
    for formula, value in (("MIN(A1:A3)*2", 18), ("MAX(A1:A3,A2)-4", 8)):
        assert traced(*column, (formula, value))[1] == [("s", 0, 0), ("s", 1, 0), ("s", 2, 0)]
    assert traced(('""', ""), ("MIN(A1:A1)+1", 1))[1] == [("s", 0, 0)]


def test_dates_that_a_count_is_taken_between_are_worked_out() -> None:
    months = "EDATE(DATE(VALUE(LEFT(A1,4)),4,1),3*VALUE(RIGHT(A1,1)))"
    assert traced(('"2017-18 Q3"', "2017-18 Q3"), (f"SUM({months})", 43101), ("A2-43100", 1))[1:] == [
        [("s", 1, 0)],
        False,
    ]
    assert traced(("DATE(2017,13,1)", 43101), ("A1", 43101))[1] == [("s", 0, 0)]


@pytest.mark.parametrize(("place", "count"), [(1, CLOSED[1]), (2, CLOSED[0])])
def test_the_latest_of_a_column_s_numbers_depends_on_the_column(place: int, count: InputCell) -> None:
    inputs = inputs_of({"TafClosures": MONTHS})
    sheet = SheetPlan(
        "s", "S", "", (CellPlan(0, 0, 9, f"LARGE(TafClosures[Closed],{place})"),), (10,), printed_columns=1
    )
    found = Tracer(ReportPlan((sheet,)), inputs).worked_out("s", parse(f"LARGE(TafClosures[Closed],{place})"))
    assert (found.value, found.inputs) == ({1: 12, 2: 9}[place], frozenset(CLOSED))


def test_a_formula_that_is_not_followed_may_mention_the_key_of_the_indicators_values() -> None:
    """A Key is no count: what it mentions beside is all that it depends on."""
    inputs = made_up(Size())
    formula = 'MEDIAN(MATCH("x",IndicatorValues[Key],0),3)'
    sheet = SheetPlan("s", "S", "", (CellPlan(0, 0, 3, formula),), (10,), printed_columns=1)
    assert Tracer(ReportPlan((sheet,)), inputs_of(inputs)).traced(("s", 0, 0)).inputs == frozenset()


def test_a_function_nobody_taught_it_depends_on_all_that_it_mentions() -> None:
    assert traced(FIRST, SECOND, ("MEDIAN(A1,A2)", 10.5))[1] == [("s", 0, 0), ("s", 1, 0)]


def test_a_formula_that_does_not_give_its_value_depends_on_all_that_it_mentions() -> None:
    assert traced(FIRST, SECOND, ("SUM(A1:A2)", 22)) == [None, [("s", 0, 0), ("s", 1, 0)], False]


def test_a_formula_that_cannot_be_read_depends_on_everything() -> None:
    assert len(traced(FIRST, SECOND, ("SUM({1;2})", 3))[1]) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["1+", "SUM(A1", "{1}", "A1 B2", "'Other sheet'!A1", ""])
def test_what_the_report_never_writes_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(text)


@pytest.mark.parametrize("gaps", [0.0, 0.3])
def test_every_figure_of_a_report_is_followed(gaps: float) -> None:
    """Every number on every page is a sum, a share or comes from no count: nothing rests on the safe side alone."""
    for seed in range(3):
        inputs: Inputs = inputs_of(made_up(Size(gaps=gaps, seed=seed)))
        plan = lay_out_for_readers(inputs, read_settings(inputs))
        page = PageFacts(plan, inputs)
        counted = 0
        for sheet in plan.sheets:
            for cell in sheet.cells:
                if (
                    cell.formula is None
                    or cell.column >= sheet.printed_columns
                    or not isinstance(cell.value, int | float)
                ):
                    continue
                found = page.tracer.traced((sheet.key, cell.row, cell.column))
                arrow = cell.style.startswith("arrow")
                followed = found.sum is not None or found.share is not None
                depends = any(page.told_by(place) in page.facts for place in found.reads)
                assert followed or arrow or not depends, (seed, sheet.key, cell)
                counted += found.sum is not None and bool(found.sum.terms)
        assert counted > 100


def test_the_same_formula_in_another_language_tells_the_same() -> None:
    inputs = inputs_of(made_up(Size(seed=7)))
    settings = read_settings(inputs)
    english, welsh = (
        PageFacts(lay_out_for_readers(inputs, replace(settings, language=language)), inputs)
        for language in ("English", "Welsh")
    )
    english_facts, welsh_facts = (
        {name: fact for name, fact in page.facts.items() if fact.terms} for page in (english, welsh)
    )  # a name without Welsh words is empty there, and tells of no figure in either
    assert english_facts == welsh_facts and len(english_facts) > 500
