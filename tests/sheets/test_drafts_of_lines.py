"""Drafts on the sections' own tables: a quarter against the one before, and nothing where a figure is not there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.measures.chance import Chance
from cyps_xl.printed.leaving import edition_plan
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from cyps_xl.sheets import drafts
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.report_plan import lay_out
from helpers.definitions import SMALL, Rows
from helpers.libreoffice import needs_libreoffice
from helpers.quarters import Values
from helpers.small_reports import inputs_with, proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

NOW, BEFORE = "in Quarter 3 2025-26", "In Quarter 2 2025-26"
UNKNOWN = ", and whether by chance is not known"


def monthly(due: list[Value], made: list[Value]) -> list[Values]:
    """Figures of July to December 2025, the quarter before and the reporting quarter."""
    months = [dt.date(2025, month, 1) for month in range(7, 13)]
    return [{"Month": m, "Due": d, "Made": n} for m, d, n in zip(months, due, made, strict=True)]


def report(
    block: Values | None = None, *lines: Values, columns: Rows = (), key: str = "Month", **made: Value
) -> dict[str, Rows]:
    """The small report with another block; `made` are further cells of the column Made."""
    first, due, other = SMALL["Columns"]
    named = [{"Block": "visits", "Position": at, "As": "count", **line} for at, line in enumerate(lines, start=1)]
    cells = {heading.replace("_", " "): value for heading, value in made.items()}
    return {
        **SMALL,
        "Tables": [{"Table": "Visits", "Sheet": "Visits", "One row is": "one", "Key": key}],
        "Columns": [*(columns or (first,)), due, {**other, **cells}],
        "Blocks": [{**SMALL["Blocks"][0], "Title": "Visits at home", **(block or {})}],
        "Lines": named or SMALL["Lines"],
    }


def sheet_of_drafts(found: Inputs) -> SheetPlan:
    """The sheet, every formula of the report worked out alike by a second engine."""
    plan = planned(found)
    assert disagreements(plan, by_formualizer(workbook_of(found, poisoned(plan)), plan)) == []
    return sheet_of(plan, drafts.KEY)


def said(sheet: SheetPlan, column: int = drafts.ENGLISH) -> list[str]:
    """The sentences, row by row, without what each is of."""
    rows = (cell for cell in sheet.cells if cell.column == column and cell.style == "explanation")
    return [str(cell.value).partition(": ")[2] for cell in rows]


def drafted(declared: dict[str, Rows], visits: list[Values], column: int = drafts.ENGLISH) -> list[str]:
    return said(sheet_of_drafts(inputs_with(declared, Visits=visits)), column)


DUE: list[Value] = [40, 40, 40, 50, 50, 50]
MADE: list[Value] = [20, 21, 22, 40, 41, 42]
TOTAL = {"Label": "Made", "Shows": "[Made]", "Total": "sum"}


def test_months_that_the_report_adds_up_are_added_up_quarter_by_quarter() -> None:
    few = monthly(DUE, [1, 0, 2, 2, 1, 3])
    assert drafted(report(None, TOTAL), few) == [f"6 {NOW}. {BEFORE} it was 3; now 3 higher, which could be chance."]
    assert drafted(report(None, TOTAL), monthly(DUE, MADE)) == [
        f"123 {NOW}. {BEFORE} it was 63; now 60 higher, more than chance."
    ]


def test_a_line_that_says_nothing_takes_no_more_room_than_its_name() -> None:
    due = {"Label": "Due", "Shows": "[Due]", "Total": "sum"}
    found = sheet_of_drafts(inputs_with(report(None, TOTAL, due), Visits=monthly([None, None, None, 50, 50, 50], MADE)))
    drafts_of = {
        cell.row: cell.value for cell in found.cells if cell.column == drafts.ENGLISH and cell.row >= drafts.FIRST
    }
    (says, row), (silent, low) = ((str(value), at) for at, value in drafts_of.items())
    assert (bool(says), silent) == (True, "")
    assert found.heights[low] < 20 < 60 < found.heights[row]


def test_happenings_are_added_up_without_a_total_and_what_stays_is_that_of_the_last_month() -> None:
    made = {"Label": "Made", "Shows": "[Made]"}
    assert drafted(report(None, made, Varies="by chance"), monthly(DUE, MADE))[0].startswith(f"123 {NOW}.")
    for varies in (None, "step by step"):
        assert drafted(report(None, made, Varies=varies), monthly(DUE, MADE)) == [
            f"42 in the last month of Quarter 3 2025-26. {BEFORE} it was 22; now 20 higher{UNKNOWN}."
        ]


def test_a_share_is_that_of_the_quarter_with_its_counts_and_not_a_mean_of_months() -> None:
    share = {"Label": "Share", "Shows": "[Made] / [Due]", "As": "percent with one decimal"}
    assert drafted(report(None, share), monthly(DUE, MADE)) == [
        f"82.0% (123 of 150) {NOW}. {BEFORE} it was 52.5% (63 of 120); now 29.5 points higher, more than chance."
    ]
    (alike,) = drafted(report(None, share), monthly([40] * 6, [20, 20, 20, 21, 20, 20]))
    assert alike.endswith("now 0.8 points higher, which could be chance.")


def test_a_line_reads_others_that_choose_rows_of_their_own() -> None:
    team = {"Table": "Visits", "Heading": "Team", "Holds": "text", "Help": "x", "Required": "yes"}
    lines = (
        {"Label": "North", "Shows": "[Made]", "Where": "Team = North", "Total": "sum"},
        {"Label": "South", "Shows": "[Made]", "Where": "Team = South", "Total": "sum"},
        {"Label": "Both", "Shows": "line 1 + line 2 * 2", "Total": "sum"},
    )
    rows = [row | {"Team": team} for row in monthly(DUE, MADE) for team in ("North", "South")]
    declared = report(None, *lines, columns=(SMALL["Columns"][0], team), key="Month; Team")
    found = drafted(declared, rows)
    assert [text.split()[0] for text in found] == ["123", "123", "369"]


@pytest.mark.parametrize("at", range(6))
def test_a_month_without_a_figure_gives_no_sentence_and_never_a_nought(at: int) -> None:
    lacking = [*MADE[:at], None, *MADE[at + 1 :]]
    assert drafted(report(None, TOTAL), monthly(DUE, lacking)) == [""]
    rows = monthly(DUE, MADE)
    assert drafted(report(None, TOTAL), [*rows[:at], *rows[at + 1 :]]) == [""]


def test_a_nought_that_is_typed_is_a_figure() -> None:
    assert drafted(report(None, TOTAL), monthly(DUE, [0] * 6)) == [f"0 {NOW}. {BEFORE} it was 0; now the same."]


def test_what_is_not_the_same_added_up_bears_no_sentence() -> None:
    ratio = {"Label": "Each", "Shows": "[Made] / [Due]", "As": "one decimal", "Total": "sum"}
    change = {"Label": "More", "Shows": "[Due] - [Made]", "As": "change"}
    parts = {"Label": "Many", "Shows": "+".join(["[Made]"] * 21), "Total": "sum"}
    running = {"Label": "So far", "Shows": "[Made]", "Over": "running total"}
    assert drafted(report(None, ratio, change, parts, running, TOTAL), monthly(DUE, MADE))[1:] == []


def test_only_what_a_chart_draws_is_drafted_where_there_is_one() -> None:
    chart = {"Chart": "columns", "Chart title": "Visits", "Chart says": "x", "Counted in": "Visits"}
    due = {"Label": "Due", "Shows": "[Due]", "Total": "sum", "In chart": "yes"}
    sheet = sheet_of_drafts(inputs_with(report(chart, TOTAL, due), Visits=monthly(DUE, MADE)))
    assert [cell.value for cell in sheet.cells if cell.column == drafts.INDICATOR and cell.style == "wrapped"] == [
        "Visits at home – Due"
    ]


AS_AT = {"Table": "Visits", "Heading": "As at", "Holds": "date", "Help": "x", "Required": "yes"}
TEAM = {"Table": "Visits", "Heading": "Team", "Holds": "text", "Help": "x", "Required": "yes"}
LATE, EARLY = dt.date(2025, 12, 30), dt.date(2025, 9, 30)


def dated(*days: tuple[dt.date, Value], **others: Value) -> list[Values]:
    return [{"As at": day, "Due": 10, "Made": made, **others} for day, made in days]


def test_a_history_is_of_the_last_date_in_each_quarter() -> None:
    declared = report({"Shape": "history"}, {"Label": "Made", "Shows": "[Made]"}, columns=(AS_AT,), key="As at")
    days = dated((dt.date(2025, 8, 1), 3), (EARLY, 40), (dt.date(2025, 10, 31), 9), (LATE, 33))
    assert drafted(declared, days) == [f"33 at the last count {NOW}. {BEFORE} it was 40; now 7 lower{UNKNOWN}."]
    assert drafted(declared, dated((EARLY, 40))) == [""]
    assert drafted(declared, dated((dt.date(2025, 6, 30), 40), (LATE, 33))) == [""]


def test_what_happens_by_chance_may_differ_so_from_date_to_date() -> None:
    line = {"Label": "Made", "Shows": "[Made]"}
    declared = report({"Shape": "history"}, line, columns=(AS_AT,), key="As at", Varies="by chance")
    assert drafted(declared, dated((EARLY, 4), (LATE, 3)))[0].endswith("now 1 lower, which could be chance.")


def test_groups_are_told_as_their_totals_are() -> None:
    lines = (
        {"Label": "Due", "Shows": "[Due]", "Total": "sum"},
        {"Label": "Made", "Shows": "[Made]", "Total": "sum"},
        {"Label": "Each", "Shows": "line 2 / line 1", "As": "one decimal", "Total": "again from totals"},
        {"Label": "Highest", "Shows": "[Made]", "Total": "mean"},
        {"Label": "Of each", "Shows": "[Made]"},
    )
    lines = (
        {**lines[0]},
        {"Label": "Made", "Shows": "[Made]", "Total": "sum"},
        {**lines[1], "Shows": "line 2 / line 1"},
        *lines[2:],
    )
    declared = report({"Shape": "groups", "Down": "Team"}, *lines, columns=(AS_AT, TEAM), key="As at; Team")
    rows = [*dated((EARLY, 12), (LATE, 15), Team="North"), *dated((EARLY, 20), (LATE, 22), Team="South")]
    found = drafted(declared, rows)
    assert [text.partition(" at ")[0] for text in found] == ["20", "37", "1.9", "19"]
    assert found[1].endswith(f"it was 32; now 5 higher{UNKNOWN}.")
    lacking = [*rows[:-1], rows[-1] | {"Made": None}]
    assert drafted(declared, lacking)[1:3] == ["", ""]


def test_a_grid_has_a_sentence_a_row_and_halves_as_they_are_printed() -> None:
    choices = {"Holds": "choice", "Required": "yes", "Table": "Visits", "Help": "x"}
    kind = {**choices, "Heading": "Kind", "Choices": "Vacant; Agency"}
    role = {**choices, "Heading": "Role", "Choices": "Manager; Worker"}
    declared = report(
        {"Shape": "grid", "Down": "Kind", "Across": "Role"},
        {"Label": "Made", "Shows": "[Made]", "As": "count with halves", "Total": "sum"},
        columns=(AS_AT, kind, role),
        key="As at; Kind; Role",
        Holds="number",
    )
    rows = [
        *dated((EARLY, 4.5), (LATE, 3), Kind="Vacant", Role="Worker"),
        *dated((LATE, 1), Kind="Vacant", Role="Manager"),
        *dated((LATE, 1), Kind="Agency", Role="Worker"),
    ]
    assert drafted(declared, rows) == [
        f"4 at the last count {NOW}. {BEFORE} it was 4.5; now 0.5 lower{UNKNOWN}.",
        "",
    ]


PERIOD = {"Table": "Visits", "Heading": "Period", "Holds": "period", "Help": "x", "Required": "yes"}
QUARTER = {"Table": "Visits", "Heading": "Quarter", "Holds": "quarter", "Help": "x", "Required": "yes"}


@pytest.mark.parametrize(("now", "before"), [(18, 15), (40, 12), (5, 5)])
def test_a_comparison_says_of_chance_what_stands_beside_its_arrow(now: int, before: int) -> None:
    lines = ({"Label": "Made", "Shows": "[Made]", "Better when": "lower"}, {"Label": "Due", "Shows": "[Due]"})
    declared = report({"Shape": "comparison"}, *lines, columns=(PERIOD,), key="Period")
    rows: list[Values] = [
        {"Period": "2025-26 Q3", "Made": now, "Due": 1},
        {"Period": "2024-25 Q3", "Made": before, "Due": 1},
    ]
    found = inputs_with(declared, Visits=rows)
    page = next(str(cell.value) for cell in sheet_of(planned(found), "visits").cells if cell.style == "wrapped middle")
    (text,) = said(sheet_of_drafts(found))
    assert text.startswith(f"{now} up to the end of Quarter 3 2025-26. A year before: {before}; ")
    chance = next((one.value for one in Chance if one.value in page), "the same")
    assert text.endswith(f"{chance}.")


def test_a_list_is_told_by_what_it_adds_up_and_figures_by_the_rows_there_are() -> None:
    lines = ({"Label": "Team", "Shows": "[Team]", "As": "text"}, TOTAL)
    rows: list[Values] = [
        {"Quarter": quarter, "Team": team, "Made": made, "Due": 1}
        for quarter, team, made in (("2025-26 Q3", "A", 4), ("2025-26 Q3", "B", 3), ("2025-26 Q2", "A", 5))
    ]
    columns, key = (QUARTER, TEAM), "Quarter; Team"
    listed = report({"Shape": "list", "Noun": "visit"}, *lines, columns=columns, key=key)
    assert drafted(listed, rows) == [f"7 {NOW}. {BEFORE} it was 5; now 2 higher, which could be chance."]
    counted = report({"Shape": "figures"}, {"Label": "Teams", "Shows": "rows"}, columns=columns, key=key)
    assert drafted(counted, rows) == [f"2 {NOW}. {BEFORE} it was 1; now 1 higher, which could be chance."]
    assert drafted(counted, rows[:2]) == [""]  # whether there were none, nobody has written


def test_money_keeps_its_sign_and_is_not_told_by_chance() -> None:
    spent = {"Label": "Spent", "Shows": "[Made]", "As": "money", "Total": "sum"}
    declared = report(None, spent, Unit="pounds", Holds="number")
    assert drafted(declared, monthly(DUE, [1000, 2000, 3000, 500.4, 500, 500])) == [
        f"£1,500 {NOW}. {BEFORE} it was £6,000; now £4,500 lower."
    ]


def test_welsh_says_the_same_in_the_report_s_own_translations() -> None:
    declared = report(None, TOTAL)
    declared["Translations"] = [{"English": "Visits at home", "Translation": "Ymweliadau cartref"}]
    sheet = sheet_of_drafts(inputs_with(declared, Visits=monthly(DUE, [1, 0, 2, 2, 1, 3])))
    (text,) = [str(c.value) for c in sheet.cells if c.column == drafts.ENGLISH + 1 and c.style == "explanation"]
    assert text == (
        "Ymweliadau cartref – Made: 6 yn Chwarter 3 2025-26. Yn Chwarter 2 2025-26 roedd yn 3; "
        "bellach 3 yn uwch, a allai fod ar hap."
    )


def test_without_words_on_chance_sizes_stand_alone() -> None:
    found = inputs_with(report(None, TOTAL), Visits=monthly(DUE, MADE))
    settings = next(records for records in found if records.table.name == "Settings")
    row = {"Setting": "Chance beside arrows", "Value": "no", "What it does": "x"}
    more = replace(settings, rows=(*settings.rows, replace(settings.rows[0], values=row)))
    (text,) = said(sheet_of_drafts(Inputs({**found.records, "Settings": more}, found.catalogue)))
    assert text.endswith("it was 63; now 60 higher.")


ALL = (TOTAL, {"Label": "Share", "Shows": "[Made] / [Due]", "As": "percent with one decimal"})


@needs_libreoffice
def test_libreoffice_writes_the_same_sentences() -> None:
    found = inputs_with(report(None, *ALL), Visits=monthly(DUE, MADE))
    proved_in_libreoffice(found)


def test_another_quarter_is_written_by_the_formulas_alone() -> None:
    found = inputs_with(report(None, *ALL), Visits=monthly(DUE, MADE))
    now, later = planned(found), lay_out(found, replace(read_settings(found), quarter="2025-26 Q4"), {})
    sheets = [sheet_of(plan, drafts.KEY) for plan in (now, later)]
    assert len({tuple(cell.formula for cell in sheet.cells) for sheet in sheets}) == 1
    assert said(sheets[0]) != said(sheets[1]) == ["", ""]


def test_the_sentences_stay_at_home_and_no_formula_nears_what_excel_2010_takes() -> None:
    plan = planned(inputs_with(report(None, *ALL), Visits=monthly(DUE, MADE)))
    assert max(len(cell.formula or "") for cell in sheet_of(plan, drafts.KEY).cells) < 2_000
    left = edition_plan(plan)
    texts = "\n".join(f"{cell.value} {cell.formula}" for sheet in left.sheets for cell in sheet.cells)
    assert "it was" not in texts and "Draft in" not in texts
