"""Lines of any shape: each figure worked out once, lines of other blocks, sheets that are wide enough."""

from __future__ import annotations

import datetime as dt

import pytest

from helpers.definitions import SMALL, Rows
from helpers.quarters import Values
from helpers.small_reports import inputs_with, proved, table_of

MONTHS = [{"Month": dt.date(2025, month, 1), "Due": 10 + month, "Made": month} for month in range(1, 13)]


TEAMS: dict[str, Rows] = {
    **SMALL,
    "Tables": [{"Table": "Visits", "Sheet": "Visits", "One row is": "a team at a date", "Key": "As at; Team"}],
    "Columns": [
        {"Table": "Visits", "Heading": "As at", "Holds": "date", "Help": "The day.", "Required": "yes"},
        {"Table": "Visits", "Heading": "Team", "Holds": "text", "Help": "The team.", "Required": "yes"},
        {"Table": "Visits", "Heading": "Made", "Holds": "whole number", "Help": "Visits made."},
    ],
    "Blocks": [{**SMALL["Blocks"][0], "Shape": "groups", "Down": "Team"}],
}


def test_thirty_lines_that_each_read_the_one_before_twice_are_worked_out_once_each() -> None:
    # Worked out anew each time, the last would take a thousand million steps.
    lines = [{"Block": "visits", "Position": 1, "Label": "1", "Shows": "[Made]", "As": "count"}]
    for at in range(2, 31):
        shows = f"(line {at - 1} + line {at - 1}) / 2"
        lines.append({"Block": "visits", "Position": at, "Label": f"{at}", "Shows": shows, "As": "count"})
    rows: list[Values] = [{"As at": dt.date(2025, 12, 31), "Team": "North", "Made": 7}]
    sheet = proved(inputs_with({**TEAMS, "Lines": lines}, Visits=rows))
    [row] = [cell.row for cell in sheet.cells if cell.value == "North"]
    assert [cell.value for cell in sheet.cells if cell.row == row and cell.style.startswith("figure")] == [7] * 30


def test_a_line_reads_one_of_another_block_whatever_the_capitals_of_its_name() -> None:
    block = {**SMALL["Blocks"][0], "Block": "Twice", "Position": 2}
    line = {"Block": "Twice", "Position": 1, "Label": "Twice", "Shows": "line 1 of VISITS * 2", "As": "count"}
    declared = {**SMALL, "Blocks": [*SMALL["Blocks"], block], "Lines": [*SMALL["Lines"], line]}
    sheet = proved(inputs_with(declared, Visits=MONTHS))
    [row] = [cell.row for cell in sheet.cells if cell.value == "Twice"]
    assert [cell.value for cell in sheet.cells if cell.row == row][-1] == 24


BLANK: dict[str, Rows] = {
    **SMALL,
    "Tables": [{"Table": "Visits", "Sheet": "Visits", "One row is": "a team in a month", "Key": "Month; Team"}],
    "Columns": [
        SMALL["Columns"][0],
        {"Table": "Visits", "Heading": "Team", "Holds": "text", "Help": "The team.", "Required": "yes"},
        {"Table": "Visits", "Heading": "Made", "Holds": "whole number", "Help": "Visits made."},
    ],
    "Lines": [
        {"Block": "visits", "Position": 1, "Label": "Sum", "Shows": "[Made]", "As": "count"},
        {"Block": "visits", "Position": 2, "Label": "Mean", "Shows": "[Made]", "As": "count", "Over": "mean"},
        {"Block": "visits", "Position": 3, "Label": "North", "Shows": "[Made]", "As": "count", "Where": "Team = north"},
    ],
}


@pytest.mark.parametrize("shape", ["months", "figures"])
@pytest.mark.parametrize(
    ("north", "south", "found"), [(4, 2, [6, 3, 4]), (4, None, ["–", 4, 4]), (None, 0, ["–", 0, "–"])]
)
def test_a_sum_that_lacks_a_figure_is_none_and_a_mean_is_that_of_the_others(
    shape: str, north: int | None, south: int | None, found: list[int | str]
) -> None:
    rows: list[Values] = [
        {"Month": dt.date(2025, 12, 1), "Team": team, "Made": made}
        for team, made in (("North", north), ("South", south))
    ]
    sheet = proved(inputs_with({**BLANK, "Blocks": [{**SMALL["Blocks"][0], "Shape": shape}]}, months=3, Visits=rows))
    named = {cell.row: cell.value for cell in sheet.cells if cell.column == 0}
    shown = {named[cell.row]: cell.value for cell in sheet.cells if cell.formula and "Visits[Made]" in cell.formula}
    assert [shown[label] for label in ("Sum", "Mean", "North")] == found


def test_a_sheet_of_few_months_is_as_wide_as_its_heading_and_words_need() -> None:
    sheet = proved(inputs_with(SMALL, months=3, Visits=MONTHS))
    assert sum(sheet.widths[: sheet.printed_columns]) >= 100


SHARE: dict[str, Rows] = {
    **SMALL,
    "Lines": [
        {"Block": "visits", "Position": 1, "Label": "Due", "Shows": "[Due]", "As": "count", "Total": "sum"},
        {"Block": "visits", "Position": 2, "Label": "Made", "Shows": "[Made]", "As": "count", "Total": "sum"},
        {
            **{"Block": "visits", "Position": 3, "Label": "In time", "Shows": "line 2 / line 1", "As": "percent"},
            "Total": "again from totals",
        },
    ],
}


@pytest.mark.parametrize(
    ("last", "share"),
    [
        ({"Due": 10, "Made": 5}, 0.6),
        ({"Due": 0, "Made": 0}, 7 / 10),
        ({"Due": None, "Made": None}, 7 / 10),
        ({"Due": None, "Made": 5}, "–"),
        ({"Due": 10, "Made": None}, "–"),
    ],
)
def test_a_share_of_all_months_is_none_while_a_month_has_only_a_part_of_it(last: Values, share: float | str) -> None:
    months: list[Values] = [
        {"Month": dt.date(2025, 11, 1), "Due": 10, "Made": 7},
        {"Month": dt.date(2025, 12, 1), **last},
    ]
    assert table_of(proved(inputs_with(SHARE, months=2, Visits=months)), "In time")[-1] == share


def test_neither_where_the_months_that_lack_a_part_are_as_many_on_both_sides() -> None:
    months: list[Values] = [
        {"Month": dt.date(2025, 11, 1), "Due": 10, "Made": None},
        {"Month": dt.date(2025, 12, 1), "Due": None, "Made": 7},
    ]
    assert table_of(proved(inputs_with(SHARE, months=2, Visits=months)), "In time")[-1] == "–"
