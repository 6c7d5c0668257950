"""The Indicators sheet: figures, reasons, explanations, and what it says it does not show."""

from __future__ import annotations

from typing import Any

from cyps_xl.inputs.records import Inputs
from cyps_xl.sheets.headline import indicator_lines
from cyps_xl.sheets.indicator_words import TITLE
from cyps_xl.sheets.plan import SheetPlan, Span
from helpers.indicators import LAST, RATE, THIS, figure, report
from helpers.packs import CYPS_TABLES
from helpers.quarters import Size, Values, inputs_of, made_up
from helpers.workbooks import by_formualizer, planned, sheet_of, workbook_of

NOW = "Quarter 3 2017-18"


def inputs_with(*figures: Values, indicator: Values = RATE, **tables: Any) -> Inputs:
    return report(indicator, figures=figures, **tables)


def shown(inputs: Inputs) -> SheetPlan:
    return sheet_of(planned(inputs), "indicators")


def at(sheet: SheetPlan, row: int, column: int) -> Any:
    return next(cell.value for cell in sheet.cells if (cell.row, cell.column) == (row, column))


def under(sheet: SheetPlan, heading: str, row: int = 5) -> Any:
    """What stands in a row under a heading."""
    [column] = [cell.column for cell in sheet.cells if cell.row == 4 and cell.value == heading]
    return at(sheet, row, column)


def test_a_percentage_stands_with_the_numbers_behind_it() -> None:
    sheet = shown(inputs_with(figure("4", THIS, Numerator=11, Denominator=177)))
    headings = (NOW, f"Number, {NOW}", f"Out of, {NOW}")
    assert [under(sheet, heading) for heading in headings] == [11 / 177, 11, 177]


def test_a_typed_percentage_is_read_as_percent() -> None:
    sheet = shown(inputs_with(figure("4", THIS, Value=6.2)))
    assert under(sheet, NOW) == 0.062


def test_re_registrations_are_within_tolerance_as_published() -> None:
    inputs = inputs_with(
        figure("4", LAST, Numerator=9, Denominator=169), figure("4", THIS, Numerator=11, Denominator=177)
    )
    line = indicator_lines(planned(inputs))[0]
    assert (line.previous, line.current, line.arrow, line.words) == ("5.3%", "6.2%", "↘", "Within 5%, could be chance")


def test_years_before_the_first_say_so() -> None:
    assert under(shown(inputs_with()), "2015-16") == "n/a, new"


def test_a_figure_collected_once_a_year_says_so_in_a_quarter() -> None:
    sheet = shown(inputs_with(indicator=RATE | {"Reported": "annually"}))
    assert (under(sheet, NOW), under(sheet, "In words")) == ("Annual", "Reported annually")


def test_a_missing_figure_is_a_dash_and_not_a_zero() -> None:
    sheet = shown(inputs_with(figure("4", THIS, Numerator=11)))
    assert under(sheet, NOW) == "–"


def test_a_denominator_of_zero_gives_no_rate() -> None:
    assert under(shown(inputs_with(figure("4", THIS, Numerator=0, Denominator=0))), NOW) == "–"


def test_a_decline_has_its_explanation_below_the_scorecard() -> None:
    inputs = inputs_with(
        figure("4", LAST, Value=5.3),
        figure("4", THIS, Value=15.3),
        Explanations=[
            {"Item": "4", "Period": THIS, "Kind": "explanation", "Position": 1, "English": "Three large families."}
        ],
    )
    sheet = shown(inputs)
    assert under(sheet, "In words") == "Declined"
    assert [at(sheet, 8, column) for column in range(4)] == ["4", "PI 27", at(sheet, 5, 2), "Three large families."]
    assert at(sheet, 7, 0) == TITLE
    width = sum(sheet.widths[3 : sheet.paper_columns])
    assert width > 75
    assert Span(8, 3, 8, sheet.paper_columns - 1) in sheet.merges


def test_a_decline_without_words_asks_for_them() -> None:
    sheet = shown(inputs_with(figure("4", LAST, Value=5.3), figure("4", THIS, Value=15.3)))
    assert str(at(sheet, 8, 3)).startswith("Explanation needed")


def test_what_did_not_decline_is_not_asked_to_explain() -> None:
    sheet = shown(inputs_with(figure("4", LAST, Value=15.3), figure("4", THIS, Value=5.3)))
    assert [at(sheet, 8, column) for column in range(4)] == [""] * 4
    assert at(sheet, 7, 0) == ""


def test_against_wales_uses_the_latest_full_year() -> None:
    wales = {"Indicator": "4", "Area": "Wales", "Period": "2016-17", "Value": 6.3}
    sheet = shown(inputs_with(figure("4", "2016-17", Numerator=18, Denominator=230), wales))
    assert (under(sheet, "Against Wales"), under(sheet, "Wales, in words")) == (-2, "Worse\ncould be chance")


def test_the_fourth_quarter_shows_the_full_year() -> None:
    inputs = inputs_with(figure("4", "2017-18", Value=7.0), figure("4", "2016-17", Value=7.8), indicator=RATE)
    settings = [dict(row) for row in made_up(Size(), "2017-18 Q4")["Settings"]]
    inputs = Inputs(dict(inputs.records) | dict(inputs_of({"Settings": settings}).records), CYPS_TABLES)
    line = indicator_lines(planned(inputs))[0]
    assert (line.previous, line.current, line.arrow) == ("7.8%", "7.0%", "↑")


def test_an_indicator_added_in_excel_is_reported_by_the_sheet_itself() -> None:
    before = inputs_with()
    plan = planned(before)
    after = inputs_with(Indicators=[RATE, RATE | {"No": "12a"}])
    found = by_formualizer(workbook_of(after, plan), plan)
    assert found["1 Indicators", "A3"] == "1 indicator is not shown: bring the report up to date."
    assert "1 indicator is not shown" in str([v for (tab, _), v in found.items() if tab == "Start"])


def test_nothing_is_reported_while_all_is_shown() -> None:
    assert set(shown(inputs_with()).notices) == {""}
