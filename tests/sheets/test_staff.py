"""Supervision, caseloads and workforce come out as published, and blanks stay blanks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cyps_xl.measures.rates import rounded
from cyps_xl.sheets.plan import SheetPlan
from helpers.quarters import Size, inputs_of, made_up
from helpers.workbooks import by_formualizer, planned, sheet_of, workbook_of

END = dt.date(2017, 12, 31)
PUBLISHED = [
    ("A", 284.0, 95, 14, 5, 12.4),
    ("B", 495.5, 202, 22, 5, 15.1),
    ("C", 419.0, 169, 17, 7, 14.9),
    ("D", 374.0, 139, 19, 1, 13.8),
    ("E", 363.0, 97, 15, 6, 9.9),
    ("F", 271.0, 42, 10, 3, 5.7),
    ("G", 321.0, 106, 17, 4, 12.2),
    ("H", 380.0, 131, 22, 2, 12.8),
]


def laid_out(key: str, **tables: Any) -> SheetPlan:
    plan = planned(inputs_of({"Settings": made_up(Size())["Settings"]} | tables))
    return sheet_of(plan, key)


def column(sheet: SheetPlan, number: int, first: int, last: int) -> list[Any]:
    cells = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    return [cells.get((row, number)) for row in range(first, last + 1)]


def team(name: str, hours: Any, cases: Any, highest: Any = None, lowest: Any = None, **other: Any) -> dict[str, Any]:
    return {
        "As at": END,
        "Team": name,
        "Available hours": hours,
        "Caseload": cases,
        "Highest": highest,
        "Lowest": lowest,
    } | other


def test_caseloads_come_out_as_published() -> None:
    sheet = laid_out("caseloads", Caseloads=[team(*row[:5]) for row in PUBLISHED])
    averages = [rounded(value, 1) for value in column(sheet, 6, 5, 12)]
    assert averages == [row[5] for row in PUBLISHED]
    assert [column(sheet, c, 13, 13)[0] for c in (1, 3)] == [2907.5, 981]
    assert rounded(column(sheet, 2, 13, 13)[0], 1) == 78.6
    assert [rounded(column(sheet, c, 14, 14)[0], 1) for c in (4, 5, 6)] == [17.0, 4.1, 12.5]


def test_the_chart_of_more_teams_than_a_page_has_rows_stands_above_them() -> None:
    for teams, is_above in ((16, False), (17, True)):
        sheet = laid_out("caseloads", Caseloads=[team(f"Team {at}", 370, 100) for at in range(teams)])
        [header] = {cell.row for cell in sheet.cells if cell.style.startswith("header")}
        [chart] = sheet.charts
        assert (chart.row < header) is is_above
        assert chart.series[0].values.first_row == header + 1
        assert sheet.freeze == ((2, 1) if is_above else (header + 1, 1))
        assert column(sheet, 6, header + 1, header + teams) == [10.0] * teams


def test_names_of_several_lines_fill_a_page_sooner() -> None:
    sheet = laid_out("caseloads", Caseloads=[team(f"Team {at} of the north " * 3, 370, 100) for at in range(10)])
    [header] = {cell.row for cell in sheet.cells if cell.style.startswith("header")}
    assert sheet.charts[0].row < header


def test_a_team_without_hours_has_no_average_and_neither_has_the_service() -> None:
    sheet = laid_out("caseloads", Caseloads=[team("A", 370, 100), team("B", None, 50)])
    assert column(sheet, 6, 5, 6) == [10.0, "–"]
    assert column(sheet, 6, 8, 8) == ["–"]


def test_caseloads_are_those_of_the_latest_date_in_the_quarter_or_before() -> None:
    old = team("Old", 37, 1, **{"As at": dt.date(2017, 9, 30)})
    later = team("Later", 37, 1, **{"As at": dt.date(2018, 1, 5)})
    sheet = laid_out("caseloads", Caseloads=[old, team("Now", 37, 9), later])
    assert column(sheet, 0, 5, 5) == ["Now"]


def test_a_new_team_is_reported_by_the_sheet_itself() -> None:
    settings = made_up(Size())["Settings"]
    plan = planned(inputs_of({"Settings": settings, "Caseloads": [team("A", 370, 100)]}))
    after = inputs_of({"Settings": settings, "Caseloads": [team("A", 370, 100), team("B", 370, 90)]})
    found = by_formualizer(workbook_of(after, plan), plan)
    assert found["2.2 Caseloads", "A3"] == "1 team is not shown: bring the report up to date."


def test_december_supervision_comes_out_as_published() -> None:
    december = {
        "Month": dt.date(2017, 12, 1),
        "Qualified due": 117,
        "Qualified in time": 114,
        "Unqualified due": 31,
        "Unqualified in time": 31,
    }
    sheet = laid_out("supervision", Supervision=[december])
    rates = [c.value for c in sheet.cells if c.column == 12 and c.number_format == "0.0%"]
    assert [rounded(float(rate) * 100, 1) for rate in rates] == [98.0, 97.4, 100.0]


def test_a_month_with_half_its_counts_has_no_rate() -> None:
    december = {"Month": dt.date(2017, 12, 1), "Qualified due": 117, "Unqualified due": 31}
    sheet = laid_out("supervision", Supervision=[december])
    assert {c.value for c in sheet.cells if c.column == 12 and c.number_format == "0.0%"} == {"–"}


def test_a_workforce_total_adds_what_was_counted_and_is_no_zero_where_nothing_was() -> None:
    vacancies = [
        {"As at": END, "Measure": "Vacancies", "Role": "Deputy manager", "Number": 1},
        {"As at": END, "Measure": "Vacancies", "Role": "Social worker", "Number": 3.5},
        {"As at": END, "Measure": "Agency", "Role": "IRO", "Number": 0},
    ]
    sheet = laid_out("workforce", Workforce=vacancies)
    totals = dict(zip(column(sheet, 0, 5, 11), column(sheet, 8, 5, 11), strict=True))
    assert (totals["Vacancies"], totals["Agency"], totals["Leavers"]) == (4.5, 0, "–")


def test_each_month_shows_its_own_last_count_of_vacancies() -> None:
    def vacancy(day: dt.date, number: float) -> dict[str, Any]:
        return {"As at": day, "Measure": "Vacancies", "Role": "Social worker", "Number": number}

    sheet = laid_out(
        "workforce",
        Workforce=[vacancy(dt.date(2017, 11, 10), 9), vacancy(dt.date(2017, 11, 30), 5), vacancy(END, 4.5)],
    )
    labels = {cell.value: cell.row for cell in sheet.cells if cell.column == 0}
    row = next(c.row for c in sheet.cells if c.column == 0 and c.value == "Vacancies" and c.row > 20)
    assert column(sheet, 12, row, row) == [4.5]
    assert column(sheet, 11, row, row) == [5]
    assert column(sheet, 10, row, row) == ["–"]
    assert labels["Counted on"] == row + 2
