"""Drafts: sentences from figures in both languages, alike by three engines, and none where a figure is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.definition.model import Definition
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.measures.chance import Chance, newcombe
from cyps_xl.printed.leaving import edition_plan, leaving
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from cyps_xl.sheets import drafts
from cyps_xl.sheets.plan import ReportPlan, SheetPlan
from cyps_xl.sheets.report_plan import lay_out
from helpers.areas import inputs_with_areas
from helpers.indicators import RATE
from helpers.libreoffice import needs_libreoffice
from helpers.quarters import Values
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

NOW, LAST, YEAR_AGO, LAST_YEAR = "2017-18 Q3", "2017-18 Q2", "2016-17 Q3", "2016-17"
TO_DATE: Values = RATE | {"No": "1", "Name": "Visits on time", "Period basis": "year to date"}
"""A rate to date, of which less is better."""


def counted(period: str, part: Value, whole: Value = None, no: str = "1") -> Values:
    return {"Indicator": no, "Area": "Council", "Period": period, "Numerator": part, "Denominator": whole}


def valued(period: str, value: float, no: str = "1") -> Values:
    return {"Indicator": no, "Area": "Council", "Period": period, "Value": value}


def inputs(*values: Values, indicators: tuple[Values, ...] = (TO_DATE,), **settings: Value) -> Inputs:
    rows: dict[str, list[Values]] = {"Indicators": [*indicators], "IndicatorValues": [*values]}
    return inputs_with_areas(rows, settings={name.replace("_", " "): value for name, value in settings.items()})


def proved(found: Inputs) -> SheetPlan:
    """The sheet, every formula of the report worked out alike by a second engine."""
    plan = planned(found)
    assert disagreements(plan, by_formualizer(workbook_of(found, poisoned(plan)), plan)) == []
    return sheet_of(plan, drafts.KEY)


def said(sheet: SheetPlan, row: int = drafts.FIRST, column: int = drafts.ENGLISH) -> str:
    return next(str(cell.value) for cell in sheet.cells if (cell.row, cell.column) == (row, column))


def drafted(*values: Values, column: int = drafts.ENGLISH, **options: object) -> str:
    return said(proved(inputs(*values, **options)), column=column)  # type: ignore[arg-type]


THREE = (counted(YEAR_AGO, 9, 169), counted(LAST, 7, 118), counted(NOW, 11, 177))


def test_a_rate_to_date_is_held_against_a_year_ago_and_its_quarter_alone_against_those_before() -> None:
    assert drafted(*THREE) == (
        "Visits on time: 6.2% (11 of 177) in Quarter 3 2017-18. "
        "A year before: 5.3% (9 of 169); 0.9 points higher, which could be chance. "
        "In the quarter by itself: 6.8% (4 of 59), against 5.9% (7 of 118) up to Quarter 2 2017-18; "
        "0.9 points higher, which could be chance."
    )


def test_welsh_says_the_same_under_its_own_name() -> None:
    indicator = TO_DATE | {"Name in Welsh": "Ymweliadau ar amser"}
    assert drafted(*THREE, indicators=(indicator,), column=drafts.ENGLISH + 1) == (
        "Ymweliadau ar amser: 6.2% (11 o 177) yn Chwarter 3 2017-18. "
        "Flwyddyn ynghynt: 5.3% (9 o 169); 0.9 pwynt yn uwch, a allai fod ar hap. "
        "Yn y chwarter ei hun: 6.8% (4 o 59), o’i gymharu â 5.9% (7 o 118) hyd at Chwarter 2 2017-18; "
        "0.9 pwynt yn uwch, a allai fod ar hap."
    )
    assert drafted(*THREE, column=drafts.ENGLISH + 1).startswith("Visits on time: 6.2%")  # that has no Welsh name


def test_what_is_more_than_chance_is_said_to_be() -> None:
    text = drafted(counted(YEAR_AGO, 90, 1690), counted(LAST, 60, 1000), counted(NOW, 290, 1770))
    assert "11.1 points higher, more than chance. In the quarter by itself: 29.9% (230 of 770)" in text
    assert text.endswith("23.9 points higher, more than chance.")


@pytest.mark.parametrize("part", range(0, 60, 6))
def test_chance_is_told_by_the_two_parts_that_hold_no_case_twice(part: int) -> None:
    text = drafted(counted(LAST, 30, 100), counted(NOW, 30 + part, 160))
    chance = Chance.of(newcombe((part, 60), (30, 100)))
    ends = (
        "; the same."
        if part == 18
        else " which could be chance."
        if chance is Chance.COULD_BE
        else ", more than chance."
    )
    assert text.endswith(ends)
    assert f"({part} of 60)" in text


def test_a_blank_gives_no_sentence_and_never_a_nought() -> None:
    assert drafted() == ""
    assert drafted(counted(YEAR_AGO, 9, 169), counted(LAST, 7, 118)) == ""
    assert drafted(counted(NOW, 11, 177)) == ""
    assert drafted(counted(NOW, 11, None), counted(LAST, 7, 118)) == ""
    assert drafted(counted(NOW, 11, 177), counted(LAST, None, 118)) == ""
    assert drafted(counted(NOW, 0, 0), counted(LAST, 7, 118)) == ""


def test_a_nought_that_is_typed_is_a_figure() -> None:
    text = drafted(counted(LAST, 0, 118), counted(NOW, 0, 177))
    assert text.endswith("0.0% (0 of 59), against 0.0% (0 of 118) up to Quarter 2 2017-18; the same.")


def test_one_of_the_two_is_enough() -> None:
    year, last = drafted(*THREE[::2]), drafted(*THREE[1:])
    assert "A year before" in year and "Quarter 2" not in year
    assert "A year before" not in last and "In the quarter by itself" in last


def test_counts_that_went_down_are_taken_back_to_nobody() -> None:
    text = drafted(counted(LAST, 20, 118), counted(NOW, 11, 177))
    assert text.endswith("In Quarter 2 2017-18 it was 16.9% (20 of 118); "
                         "now 10.7 points lower, and whether by chance is not known.")  # fmt: skip


def test_figures_that_hold_some_of_the_same_people_say_that_chance_is_not_known() -> None:
    text = drafted(counted(LAST, 20, 118), counted(NOW, 11, 177), indicators=(TO_DATE | {"Period basis": "as at"},))
    assert "by itself" not in text
    assert text.endswith("now 10.7 points lower, and whether by chance is not known.")


ANNUAL = TO_DATE | {
    "Reported": "annually",
    "Name": "Dentist seen",
    "Name in Welsh": "Deintydd",
    "Better when": "higher",
}
WALES: dict[str, Value] = {"Indicator": "1", "Area": "Wales", "Period": LAST_YEAR, "Value": 59.4}


def beside_wales(*values: Values, column: int = drafts.ENGLISH, **settings: Value) -> str:
    rows: dict[str, list[Values]] = {"Indicators": [ANNUAL], "IndicatorValues": [*values]}
    return said(proved(inputs_with_areas(rows, first="Wales", settings=settings)), column=column)


def test_a_full_year_is_held_against_another_area_in_both_languages() -> None:
    year = counted(LAST_YEAR, 3, 34)
    assert beside_wales(year, WALES) == (
        "Dentist seen: 8.8% (3 of 34) in 2016-17. In Wales: 59.4%; ours is 50.6 points lower, more than chance."
    )
    assert beside_wales(year, WALES, column=drafts.ENGLISH + 1) == (
        "Deintydd: 8.8% (3 o 34) yn 2016-17. Cymru: 59.4%; mae ein ffigur ni 50.6 pwynt yn is, mwy na hap."
    )


@pytest.mark.parametrize(
    ("wales", "ends"),
    [
        (12.0, "3.2 points lower, which could be chance."),
        (8.8, "the same."),
        (2.0, "6.8 points higher, more than chance."),
    ],
)
def test_what_stands_against_another_area_is_told_from_chance(wales: float, ends: str) -> None:
    text = beside_wales(counted(LAST_YEAR, 30, 340), WALES | {"Value": wales})
    assert text.endswith(f"In Wales: {wales}%; ours is {ends}")


def test_without_counts_chance_is_not_known_and_without_a_figure_nothing_is_said() -> None:
    assert beside_wales(valued(LAST_YEAR, 8.8), WALES).endswith(
        "50.6 points lower, and whether by chance is not known."
    )
    assert beside_wales(counted(LAST_YEAR, 3, 34)) == ""
    assert beside_wales(WALES) == ""
    assert beside_wales(counted(LAST_YEAR, None, 34), WALES) == ""
    text = beside_wales(counted(LAST_YEAR, 3, 34), WALES, **{"Chance beside arrows": "no"})
    assert text.endswith("ours is 50.6 points lower.")


def test_beside_a_quarter_s_figure_the_full_year_stands_last() -> None:
    values: list[Values] = [*THREE, counted(LAST_YEAR, 18, 230), WALES | {"Value": 6.3}]
    rows: dict[str, list[Values]] = {"Indicators": [TO_DATE], "IndicatorValues": values}
    text = said(proved(inputs_with_areas(rows, first="Wales")))
    assert text.startswith("Visits on time: 6.2% (11 of 177) in Quarter 3 2017-18. A year before")
    assert text.endswith(
        "In 2016-17: 7.8% (18 of 230). In Wales: 6.3%; ours is 1.5 points higher, which could be chance."
    )


def test_a_number_to_date_only_grows_and_is_held_against_a_year_ago_alone() -> None:
    number = TO_DATE | {"Unit": "number", "Tolerance": "relative", "Decimals": 0}
    figures = (valued(YEAR_AGO, 9), valued(LAST, 7), valued(NOW, 30))
    assert drafted(*figures, indicators=(number,)) == (
        "Visits on time: 30 in Quarter 3 2017-18. A year before: 9; 21 higher, more than chance."
    )
    as_at = drafted(*figures, indicators=(number | {"Period basis": "as at"},))
    assert "In Quarter 2 2017-18 it was 7; now 23 higher" in as_at


def test_of_an_average_chance_is_not_known() -> None:
    days = TO_DATE | {"Unit": "days", "Tolerance": "relative"}
    text = drafted(counted(YEAR_AGO, 100, 10), counted(LAST, 120, 10), counted(NOW, 360, 20), indicators=(days,))
    assert "10.0 (100 ÷ 10); 8.0 higher, and whether by chance is not known." in text
    assert text.endswith("24.0 (240 ÷ 10), against 12.0 (120 ÷ 10) up to Quarter 2 2017-18; "
                         "12.0 higher, and whether by chance is not known.")  # fmt: skip


def test_the_first_quarter_is_held_against_the_whole_year_before() -> None:
    text = drafted(counted(LAST_YEAR, 20, 200), counted("2017-18 Q1", 9, 50), Reporting_quarter="2017-18 Q1")
    assert text.endswith("In the quarter by itself: 18.0% (9 of 50), against 10.0% (20 of 200) up to Quarter 4 2016-17; "  # noqa: E501
                         "8.0 points higher, which could be chance.")  # fmt: skip


def test_the_fourth_quarter_is_the_year_less_its_first_three() -> None:
    text = drafted(counted(NOW, 30, 300), counted("2017-18", 45, 400), Reporting_quarter="2017-18 Q4")
    assert "15.0% (15 of 100), against 10.0% (30 of 300) up to Quarter 3 2017-18" in text


def test_where_the_definition_changed_nothing_is_held_against_what_was_before() -> None:
    apart = TO_DATE | {"Comparable": "no"}
    assert "A year before" not in drafted(*THREE, indicators=(apart,))
    assert "In the quarter by itself" in drafted(*THREE, indicators=(apart,))
    new = TO_DATE | {"Comparable from": NOW}
    assert drafted(*THREE, indicators=(new,)) == ""
    first = (counted(LAST_YEAR, 20, 200), counted("2017-18 Q1", 9, 50))
    assert drafted(*first, indicators=(apart,), Reporting_quarter="2017-18 Q1") == ""


def test_without_words_on_chance_sizes_stand_alone() -> None:
    text = drafted(*THREE, Chance_beside_arrows="no")
    assert "chance" not in text
    assert "0.9 points higher." in text


@needs_libreoffice
def test_libreoffice_writes_the_same_sentences() -> None:
    days = TO_DATE | {"No": "2", "Unit": "days", "Tolerance": "relative", "Period basis": "rolling 12 months"}
    more = (counted(YEAR_AGO, 100, 10, "2"), counted(LAST, 1200, 100, "2"), counted(NOW, 360, 20, "2"))
    found = inputs(*THREE, *more, indicators=(TO_DATE, days))
    proved_in_libreoffice(found)


def test_another_quarter_is_written_by_the_formulas_alone() -> None:
    found = inputs(*THREE, counted("2017-18 Q1", 3, 50))
    now, before = planned(found), lay_out(found, replace(read_settings(found), quarter=LAST), {})
    sheets = [sheet_of(plan, drafts.KEY) for plan in (now, before)]
    assert len({tuple(cell.formula for cell in sheet.cells) for sheet in sheets}) == 1
    assert said(sheets[0]) != said(sheets[1])
    assert "in Quarter 2 2017-18" in said(sheets[1])


def test_no_formula_nears_what_excel_2010_takes() -> None:
    sheet = proved(inputs(*THREE))
    assert max(len(cell.formula or "") for cell in sheet.cells) < 2_000


def test_a_report_without_a_scorecard_has_no_such_sheet() -> None:
    assert not drafts.is_shown(Definition((), ()), ())


def texts(plan: ReportPlan) -> str:
    return "\n".join(f"{cell.value} {cell.formula}" for sheet in plan.sheets for cell in sheet.cells)


def test_no_edition_has_the_sheet_its_sentences_or_a_formula_that_reads_it() -> None:
    plan = planned(inputs(*THREE))
    assert "In the quarter by itself" in texts(plan)
    for left in (leaving(plan), edition_plan(plan)):
        assert drafts.KEY not in {sheet.key for sheet in left.sheets}
        assert "In the quarter by itself" not in texts(left)
        assert "drafts" not in texts(left).lower()
    others = replace(plan, sheets=tuple(sheet for sheet in plan.sheets if sheet.key not in (drafts.KEY, "start")))
    assert "Drafts" not in texts(others)
