"""Reading the input tables of a workbook."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from cyps_xl.errors import MissingTable, Problem
from cyps_xl.inputs.raw import ErrorCell, RawTable, RawValue
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.inputs.tables.settings import SETTINGS
from helpers.packs import CASELOADS, CYPS_TABLES, LOOKED_AFTER, READMISSIONS, SUPERVISION, WORKFORCE

Workbook = Callable[..., dict[str, RawTable]]
Rows = dict[str, Mapping[str, RawValue]]

DECEMBER = dt.date(2017, 12, 1)


def with_headings(raw: RawTable, *headings: str) -> RawTable:
    """The table with other headings over the same columns."""
    return dataclasses.replace(raw, headings=headings)


def test_every_right_cell_is_read_as_it_stands(good_inputs: Inputs, good_rows: Rows) -> None:
    for table in CYPS_TABLES:
        assert [row.values for row in good_inputs[table]] == [good_rows[table.name]], table.name


def test_rows_remember_their_sheet_and_number(workbook: Workbook) -> None:
    inputs, _ = read_inputs(workbook(LookedAfter=[{"As at": dt.date(2017, 12, 31), "Children": 336}]), CYPS_TABLES)
    records = inputs[LOOKED_AFTER]
    assert records.where(records.rows[0], "Children") == "'Looked after'!B6"


def test_a_blank_is_not_a_zero(workbook: Workbook) -> None:
    inputs, problems = read_inputs(workbook(Readmissions=[{"Month": DECEMBER, "Children": None}]), CYPS_TABLES)
    assert inputs.value(READMISSIONS, "Children", DECEMBER) is None
    assert problems == ()


def test_a_zero_is_a_zero(workbook: Workbook) -> None:
    inputs, _ = read_inputs(workbook(Readmissions=[{"Month": DECEMBER, "Children": 0.0}]), CYPS_TABLES)
    assert inputs.value(READMISSIONS, "Children", DECEMBER) == 0


def test_a_wholly_blank_row_is_skipped_whatever_its_key_shows(workbook: Workbook) -> None:
    north = {"As at": dt.date(2017, 12, 31), "Team": "North", "Caseload": 90}
    inputs, problems = read_inputs(workbook(Caseloads=[{"Key": "|"}, north, {"Team": ""}]), CYPS_TABLES)
    assert [row.number for row in inputs[CASELOADS]] == [7]
    assert problems == ()


def test_an_empty_cell_that_every_row_needs_is_named(workbook: Workbook) -> None:
    _, problems = read_inputs(workbook(Supervision=[{"Month": None, "Qualified due": 4}]), CYPS_TABLES)
    assert [(p.where, p.remedy) for p in problems] == [("Supervision!A6", "Type the month like 1 Dec 2017.")]


def test_columns_are_found_in_any_order_among_others_whatever_their_capitals(workbook: Workbook) -> None:
    raw = workbook()
    raw["Supervision"] = RawTable(
        "Supervision",
        "Goruchwyliaeth",
        ("Our notes", "qualified DUE", "Qualified in time", "Unqualified due", "Unqualified in time", "MONTH"),
        (("typed by us", 118, 110, None, None, DECEMBER), ("only a note", None, None, None, None, None)),
        first_row=10,
        first_column=3,
    )
    inputs, problems = read_inputs(raw, CYPS_TABLES)
    assert problems == ()
    assert [row.number for row in inputs[SUPERVISION]] == [10]
    assert inputs.value(SUPERVISION, "Qualified due", DECEMBER) == 118
    assert inputs[SUPERVISION].where(inputs[SUPERVISION].rows[0], "Month") == "Goruchwyliaeth!H10"


def test_a_heading_with_other_spaces_would_lose_the_formulas_and_is_refused(workbook: Workbook) -> None:
    raw = workbook()
    raw["LookedAfter"] = with_headings(raw["LookedAfter"], "As at", "Children ")
    with pytest.raises(MissingTable, match="“Children” \\(there with other spaces\\) of LookedAfter"):
        read_inputs(raw, CYPS_TABLES)


def test_every_missing_table_and_heading_is_named_at_once(workbook: Workbook) -> None:
    raw = workbook()
    del raw["Audits"], raw["Members"]
    raw["LookedAfter"] = with_headings(raw["LookedAfter"], "As at", "Plant")
    raw["Caseloads"] = with_headings(raw["Caseloads"], "As at", "Squad", "Available hours", "Caseload", "Most", "Key")
    with pytest.raises(MissingTable) as caught:
        read_inputs(raw, CYPS_TABLES)
    for lost in ("Audits", "Members", "“Children” of LookedAfter", "“Team”, “Highest”, “Lowest” of Caseloads"):
        assert lost in caught.value.message
    assert "cyps-xl new" in caught.value.remedy


def test_a_table_that_lost_its_key_column_is_refused(workbook: Workbook) -> None:
    raw = workbook()
    raw["Audits"] = with_headings(raw["Audits"], *raw["Audits"].headings[:-1], "Spare")
    with pytest.raises(MissingTable, match="“Key” of Audits"):
        read_inputs(raw, CYPS_TABLES)


def test_tables_are_found_whatever_the_capitals_of_their_names(workbook: Workbook) -> None:
    raw = workbook(Readmissions=[{"Month": DECEMBER, "Children": 3}])
    raw["READMISSIONS"] = raw.pop("Readmissions")
    inputs, _ = read_inputs(raw, CYPS_TABLES)
    assert inputs.value(READMISSIONS, "Children", DECEMBER) == 3


def _with_cells(table: RawTable, **other: RawValue) -> RawTable:
    """The table with its headings in cells as well, some of which say something else."""
    return dataclasses.replace(table, heading_cells=tuple(other.get(heading, heading) for heading in table.headings))


@pytest.mark.parametrize("cell", ["Readmitted", None, 7.0, ErrorCell("#NAME?")])
def test_a_heading_whose_cell_says_something_else_than_the_table_is_named(workbook: Workbook, cell: RawValue) -> None:
    raw = workbook()
    raw["Readmissions"] = _with_cells(raw["Readmissions"], Children=cell)
    _, problems = read_inputs(raw, CYPS_TABLES)
    assert [problem.where for problem in problems] == ["Readmissions!B5"]
    assert problems[0].remedy == "Type Children in the cell again, save, and try again."


def test_capitals_and_spaces_in_a_heading_cell_do_not_matter(workbook: Workbook) -> None:
    raw = workbook()
    raw["Readmissions"] = _with_cells(raw["Readmissions"], Children="CHILDREN", Month="Month ")
    assert read_inputs(raw, CYPS_TABLES)[1] == ()


def test_a_heading_that_only_its_cell_has_is_named_with_the_cell(workbook: Workbook) -> None:
    raw = workbook()
    table = raw["Readmissions"]
    headings = tuple("Column2" if heading == "Children" else heading for heading in table.headings)
    raw["Readmissions"] = dataclasses.replace(_with_cells(table), headings=headings)
    with pytest.raises(MissingTable, match=r"Readmissions!B5 says so, but the table itself has “Column2”"):
        read_inputs(raw, CYPS_TABLES)


def test_a_heading_that_stands_twice_is_named_and_the_first_counts(workbook: Workbook) -> None:
    raw = workbook()
    raw["LookedAfter"] = RawTable(
        "LookedAfter", "Looked after", ("As at", "Children", "children "), ((dt.date(2017, 12, 31), 336, 1),), 6
    )
    inputs, problems = read_inputs(raw, CYPS_TABLES)
    assert [(p.where, p.message) for p in problems] == [
        ("'Looked after'!B5", "The heading “Children” stands over two columns of LookedAfter.")
    ]
    assert inputs.value(LOOKED_AFTER, "Children", dt.date(2017, 12, 31)) == 336


def test_two_rows_with_one_key_are_both_named(workbook: Workbook) -> None:
    row = {"As at": dt.date(2017, 12, 31), "Team": "North", "Caseload": 90}
    _, problems = read_inputs(
        workbook(Caseloads=[row, {**row, "Team": "South"}, {**row, "Team": "NORTH"}]), CYPS_TABLES
    )
    assert [(p.where, p.message) for p in problems] == [
        ("Caseloads!A8", "This row and Caseloads!A6 are both for As at 31 December 2017, Team NORTH.")
    ]


def test_rows_whose_key_is_bad_are_not_said_to_be_alike(workbook: Workbook) -> None:
    _, problems = read_inputs(
        workbook(Readmissions=[{"Month": "Dec", "Children": 1}, {"Month": "Nov", "Children": 2}]), CYPS_TABLES
    )
    assert [p.where for p in problems] == ["Readmissions!A6", "Readmissions!A7"]


def test_a_figure_of_an_indicator_that_is_not_there_is_named(workbook: Workbook, good_rows: Rows) -> None:
    figure = {**good_rows["IndicatorValues"], "Indicator": 13}
    _, problems = read_inputs(workbook(Indicators=[good_rows["Indicators"]], IndicatorValues=[figure]), CYPS_TABLES)
    assert [(p.where, p.message) for p in problems] == [("'Indicator values'!A6", "“13” is in no row of Indicators.")]


def test_an_indicators_number_typed_as_a_number_is_the_same_indicator(workbook: Workbook, good_rows: Rows) -> None:
    indicator = {**good_rows["Indicators"], "No": 1.0}
    figure = {**good_rows["IndicatorValues"], "Indicator": "1"}
    inputs, problems = read_inputs(workbook(Indicators=[indicator], IndicatorValues=[figure]), CYPS_TABLES)
    assert problems == ()
    assert inputs.value(INDICATORS, "Reference", "1") == "PI 24"


def test_a_bad_indicator_number_is_named_once_and_not_at_each_of_its_figures(
    workbook: Workbook, good_rows: Rows
) -> None:
    indicator = {**good_rows["Indicators"], "No": ErrorCell("#REF!")}
    _, problems = read_inputs(
        workbook(Indicators=[indicator], IndicatorValues=[good_rows["IndicatorValues"]]), CYPS_TABLES
    )
    assert [p.where for p in problems] == ["Indicators!A6"]


def test_a_choice_is_read_in_its_declared_spelling(workbook: Workbook, good_rows: Rows) -> None:
    inputs, problems = read_inputs(workbook(Workforce=[{**good_rows["Workforce"], "Role": "iro"}]), CYPS_TABLES)
    assert problems == ()
    assert [row["Role"] for row in inputs[WORKFORCE]] == ["IRO"]


@pytest.mark.parametrize(
    ("setting", "value", "is_right"),
    [
        ("Months shown", 12, True),
        ("Months shown", "12", False),
        ("Months shown", 40, False),
        ("Tolerance", 0.05, True),
        ("Tolerance", 5, False),
        ("Meeting date", dt.date(2018, 3, 1), True),
        ("Meeting date", "1 March", False),
        ("reporting QUARTER", "2017-18 Q3", True),
        ("Reporting quarter", "2017-18", False),
        ("Language", "welsh", True),
        ("Language", "French", False),
        ("Council", ErrorCell("#N/A"), False),
    ],
)
def test_a_setting_is_held_to_its_own_kind(workbook: Workbook, setting: str, value: RawValue, is_right: bool) -> None:
    inputs, problems = read_inputs(workbook(Settings=[{"Setting": setting, "Value": value}]), CYPS_TABLES)
    assert [p.where for p in problems] == ([] if is_right else ["Settings!B6"])
    assert (inputs.value(SETTINGS, "Value", setting) is not None) == is_right


def test_a_setting_that_nobody_declared_is_left_alone(workbook: Workbook) -> None:
    rows = [{"Setting": "Our own", "Value": ErrorCell("#N/A")}, {"Setting": "Months shown", "Value": 6}]
    inputs, problems = read_inputs(workbook(Settings=rows), CYPS_TABLES)
    assert problems == ()
    assert [row.number for row in inputs[SETTINGS]] == [7]


def test_a_setting_whose_name_gained_a_space_is_named_because_formulas_do_not_find_it(workbook: Workbook) -> None:
    _, problems = read_inputs(workbook(Settings=[{"Setting": "Months shown ", "Value": 6}]), CYPS_TABLES)
    assert [p.where for p in problems] == ["Settings!A6"]


@pytest.mark.parametrize("team", [" North", "North\u00a0", "Nor*th", "North~", "North|South", "=North", "<North"])
def test_a_key_that_excel_cannot_look_up_is_named(workbook: Workbook, team: str) -> None:
    _, problems = read_inputs(workbook(Caseloads=[{"As at": dt.date(2017, 12, 31), "Team": team}]), CYPS_TABLES)
    assert [p.where for p in problems] == ["Caseloads!B6"]


def test_a_key_too_long_for_a_lookup_is_named(workbook: Workbook, good_rows: Rows) -> None:
    _, problems = read_inputs(workbook(Audits=[{**good_rows["Audits"], "Theme": "x" * 250}]), CYPS_TABLES)
    assert [p.where for p in problems] == ["Audits!A6"]


def test_a_question_mark_in_a_name_is_refused_where_another_name_answers_to_it(workbook: Workbook) -> None:
    def teams(*names: str) -> list[Problem]:
        rows = [{"As at": dt.date(2017, 12, 31), "Team": name, "Caseload": 1} for name in names]
        return list(read_inputs(workbook(Caseloads=rows), CYPS_TABLES)[1])

    assert [problem.where for problem in teams("Team A", "Team ?")] == ["Caseloads!B7"]
    assert "finds “Team A” as well" in teams("Team A", "Team ?")[0].message
    assert teams("Which team?", "Team A") == []
