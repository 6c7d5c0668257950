"""A history of dates: its chart stands above the table, as wide as the page, and the latest count in a table below."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.inputs.records import Inputs
from cyps_xl.sheets.plan import ChartPlan, SheetPlan
from helpers.definitions import SMALL
from helpers.quarters import Values
from helpers.small_reports import inputs_with, proved

DATES = [dt.date(year, month, 30) for year in range(2020, 2026) for month in (6, 9, 11)]


def report_of(lines: int, chart: str, dates: list[dt.date]) -> Inputs:
    """A history of so many lines, each in the chart."""
    headings = [f"Home {number}" for number in range(1, lines + 1)]
    of_table = {"Table": "Visits", "Help": "x"}
    declared = {
        **SMALL,
        "Tables": [{"Table": "Visits", "Sheet": "Visits", "One row is": "one", "Key": "As at"}],
        "Columns": [
            {**of_table, "Heading": "As at", "Holds": "date", "Required": "yes"},
            *({**of_table, "Heading": heading, "Holds": "whole number"} for heading in headings),
        ],
        "Blocks": [{**SMALL["Blocks"][0], "Shape": "history", "Chart": chart, "Chart title": "Beds"}],
        "Lines": [
            {"Block": "visits", "Position": at, "Label": heading, "Shows": f"[{heading}]", "As": "count"}
            | {"In chart": "yes"}
            for at, heading in enumerate(headings, start=1)
        ],
    }
    visits: list[Values] = [{"As at": day, **dict.fromkeys(headings, at)} for at, day in enumerate(dates)]
    return inputs_with(declared, Visits=visits)


def chart_of(sheet: SheetPlan) -> ChartPlan:
    [chart] = sheet.charts
    return chart


def row_of(sheet: SheetPlan, text: str) -> int:
    [row] = [cell.row for cell in sheet.cells if cell.value == text]
    return row


@pytest.mark.parametrize("chart", ["columns", "line"])
@pytest.mark.parametrize("lines", [1, 2, 4, 6])
def test_the_chart_stands_above_the_table_as_wide_as_the_page(lines: int, chart: str) -> None:
    sheet = proved(report_of(lines, chart, DATES))
    assert chart_of(sheet).row + chart_of(sheet).rows <= row_of(sheet, "Change since the date before")
    assert chart_of(sheet).columns == (0, sheet.printed_columns - 1)
    assert sheet.scale == 100


def test_the_latest_count_stands_under_headings_of_its_own_beside_its_date() -> None:
    sheet = proved(report_of(2, "columns", DATES))
    at = row_of(sheet, "Latest count held")
    cells = {(cell.row - at, cell.column): cell.value for cell in sheet.cells if at <= cell.row <= at + 2}
    assert [cells[1, column] for column in range(3)] == ["Visits", "Home 1", "Home 2"]
    latest = (dt.date(2025, 11, 30) - dt.date(1899, 12, 30)).days
    assert [cells[2, column] for column in range(3)] == [latest, 17, 17]
    assert (2, 3) not in cells


@pytest.mark.parametrize("count", [12, 17, 18])
def test_no_page_of_a_history_is_left_to_two_of_its_dates(count: int) -> None:
    sheet = proved(report_of(1, "columns", DATES[:count]))
    first = row_of(sheet, "Change since the date before") + 1
    for row in sheet.page_breaks:
        dates = min(count, first + count - row)
        assert dates <= 0 or dates > 2


def test_without_a_date_there_is_neither_a_chart_nor_room_kept_for_one() -> None:
    sheet = proved(report_of(4, "columns", []))
    assert sheet.charts == ()
    assert max(cell.row for cell in sheet.cells if cell.style != "paragraph") < 15


def test_dates_of_one_month_are_told_apart_on_the_axis_and_others_are_called_by_their_months() -> None:
    weekly = [dt.date(2025, 9, 1) + dt.timedelta(7 * week) for week in range(12)]
    assert chart_of(proved(report_of(1, "line", weekly))).category_format == "d mmm yy"
    assert chart_of(proved(report_of(1, "line", DATES))).category_format == "mmm yy"
