"""The Indicators sheet: figures, reasons, explanations, and what it says it does not show."""

from __future__ import annotations

from typing import Any

from cyps_xl.inputs.records import Inputs
from cyps_xl.sheets.headline import indicator_lines
from cyps_xl.sheets.plan import SheetPlan
from helpers.packs import CYPS_TABLES
from helpers.quarters import Size, inputs_of, made_up
from helpers.workbooks import by_formualizer, planned, workbook_of

PI_27 = {
    "No": "4",
    "Reference": "PI 27",
    "Name": "Re-registrations",
    "Unit": "percent",
    "Better when": "lower",
    "Reported": "quarterly",
    "Decimals": 1,
    "Tolerance": "points",
    "Comparable": "yes",
    "First year": "2016-17",
}
THIS, LAST = "2017-18 Q3", "2016-17 Q3"


def figure(period: str, **values: Any) -> dict[str, Any]:
    return {"Indicator": "4", "Area": "Council", "Period": period} | values


def inputs_with(*figures: dict[str, Any], indicator: dict[str, Any] | None = None, **tables: Any) -> Inputs:
    settings = made_up(Size())["Settings"]
    rows = {"Settings": settings, "Indicators": [indicator or PI_27], "IndicatorValues": list(figures)}
    return inputs_of(rows | tables)


def sheet_of(inputs: Inputs) -> SheetPlan:
    return next(sheet for sheet in planned(inputs).sheets if sheet.key == "indicators")


def at(sheet: SheetPlan, row: int, column: int) -> Any:
    return next(cell.value for cell in sheet.cells if (cell.row, cell.column) == (row, column))


def test_a_percentage_stands_with_the_numbers_behind_it() -> None:
    sheet = sheet_of(inputs_with(figure(THIS, Numerator=11, Denominator=177)))
    assert [at(sheet, 5, column) for column in (12, 13, 14)] == [11 / 177, 11, 177]


def test_a_typed_percentage_is_read_as_percent() -> None:
    sheet = sheet_of(inputs_with(figure(THIS, Value=6.2)))
    assert at(sheet, 5, 12) == 0.062


def test_re_registrations_are_within_tolerance_as_published() -> None:
    inputs = inputs_with(figure(LAST, Numerator=9, Denominator=169), figure(THIS, Numerator=11, Denominator=177))
    line = indicator_lines(planned(inputs))[0]
    assert (line.previous, line.current, line.arrow, line.words) == ("5.3%", "6.2%", "↘", "Within 5%")


def test_years_before_the_first_say_so() -> None:
    assert at(sheet_of(inputs_with()), 5, 4) == "n/a, new"


def test_a_figure_collected_once_a_year_says_so_in_a_quarter() -> None:
    sheet = sheet_of(inputs_with(indicator=PI_27 | {"Reported": "annually"}))
    assert (at(sheet, 5, 12), at(sheet, 5, 16)) == ("Annual", "Reported annually")


def test_a_missing_figure_is_a_dash_and_not_a_zero() -> None:
    sheet = sheet_of(inputs_with(figure(THIS, Numerator=11)))
    assert at(sheet, 5, 12) == "–"


def test_a_denominator_of_zero_gives_no_rate() -> None:
    assert at(sheet_of(inputs_with(figure(THIS, Numerator=0, Denominator=0))), 5, 12) == "–"


def test_a_decline_has_its_explanation_directly_below() -> None:
    inputs = inputs_with(
        figure(LAST, Value=5.3),
        figure(THIS, Value=15.3),
        Explanations=[
            {"Item": "4", "Period": THIS, "Kind": "explanation", "Position": 1, "English": "Three large families."}
        ],
    )
    sheet = sheet_of(inputs)
    assert at(sheet, 5, 16) == "Declined"
    assert at(sheet, 6, 2) == "Three large families."


def test_a_decline_without_words_asks_for_them() -> None:
    sheet = sheet_of(inputs_with(figure(LAST, Value=5.3), figure(THIS, Value=15.3)))
    assert str(at(sheet, 6, 2)).startswith("Explanation needed")


def test_what_did_not_decline_is_not_asked_to_explain() -> None:
    sheet = sheet_of(inputs_with(figure(LAST, Value=15.3), figure(THIS, Value=5.3)))
    assert at(sheet, 6, 2) == ""


def test_against_wales_uses_the_latest_full_year() -> None:
    wales = {"Indicator": "4", "Area": "Wales", "Period": "2016-17", "Value": 6.3}
    sheet = sheet_of(inputs_with(figure("2016-17", Numerator=18, Denominator=230), wales))
    assert (at(sheet, 5, 17), at(sheet, 5, 18)) == (-2, "Worse")


def test_the_fourth_quarter_shows_the_full_year() -> None:
    inputs = inputs_with(figure("2017-18", Value=7.0), figure("2016-17", Value=7.8), indicator=PI_27)
    settings = [dict(row) for row in made_up(Size(), "2017-18 Q4")["Settings"]]
    inputs = Inputs(dict(inputs.records) | dict(inputs_of({"Settings": settings}).records), CYPS_TABLES)
    line = indicator_lines(planned(inputs))[0]
    assert (line.previous, line.current, line.arrow) == ("7.8%", "7.0%", "↑")


def test_an_indicator_added_in_excel_is_reported_by_the_sheet_itself() -> None:
    before = inputs_with()
    plan = planned(before)
    after = inputs_with(Indicators=[PI_27, PI_27 | {"No": "12a"}])
    found = by_formualizer(workbook_of(after, plan), plan)
    assert found["1 Indicators", "A3"] == "1 indicator is not shown: bring the report up to date."
    assert "1 indicator is not shown" in str([v for (tab, _), v in found.items() if tab == "Start"])


def test_nothing_is_reported_while_all_is_shown() -> None:
    assert set(sheet_of(inputs_with()).notices) == {""}
