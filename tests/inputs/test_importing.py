"""Bringing figures in: by key, never erasing, and the same again changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_xl.errors import MissingTable
from cyps_xl.inputs.changes import TableCount
from cyps_xl.inputs.importing import ImportPlan, plan_import, read_source
from cyps_xl.inputs.last_import import LastImport
from cyps_xl.inputs.raw import PercentCell, RawTable, RawValue
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs, Records, Row, Value
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.inputs.tables.settings import SETTINGS
from helpers.packs import CASELOADS, CYPS_TABLES, SUPERVISION

Workbook = Callable[..., dict[str, RawTable]]
Rows = dict[str, Mapping[str, RawValue]]

NOVEMBER = dt.date(2017, 11, 1)
DECEMBER = dt.date(2017, 12, 1)


def inputs_of(**tables: list[Mapping[str, Value]]) -> Inputs:
    """Inputs already read: rows from row 6 on, with None wherever a row says nothing."""
    records = {}
    for name, rows in tables.items():
        blank = {column.heading: None for column in CYPS_TABLES[name].typed_columns}
        placed = tuple(Row(number, {**blank, **row}) for number, row in enumerate(rows, start=6))
        records[name] = Records(CYPS_TABLES[name], placed, f"{name}.csv")
    return Inputs(records, CYPS_TABLES)


def after(current: Inputs, plan: ImportPlan) -> Inputs:
    """The inputs that a workbook would hold once the plan was written into it."""
    records = {table.table.name: table for table in current}
    for change in plan.changes:
        table = CYPS_TABLES[change.table]
        rows = [Row(row.number, {**row.values, **change.updates.get(row.number, {})}) for row in current[table]]
        blank = {column.heading: None for column in table.typed_columns}
        next_row = max((row.number for row in rows), default=5) + 1
        rows += [Row(next_row + at, {**blank, **added}) for at, added in enumerate(change.added)]
        records[table.name] = Records(table, tuple(rows), current[table].sheet)
    return Inputs(records, CYPS_TABLES)


def test_a_known_row_is_updated_only_where_the_source_says_something_else() -> None:
    current = inputs_of(Supervision=[{"Month": DECEMBER, "Qualified due": 118, "Qualified in time": 110}])
    source = inputs_of(Supervision=[{"Month": DECEMBER, "Qualified due": 118, "Unqualified due": 40}])
    plan = plan_import(current, source)
    assert plan.changes[0].updates == {6: {"Unqualified due": 40}}
    assert plan.changes[0].added == ()
    assert plan.counts == (TableCount("Supervision", updated=1, added=0, unchanged=0),)


def test_a_blank_never_erases() -> None:
    current = inputs_of(Supervision=[{"Month": DECEMBER, "Qualified due": 118}])
    source = inputs_of(Supervision=[{"Month": DECEMBER, "Qualified due": None}])
    plan = plan_import(current, source)
    assert plan.changes == ()
    assert plan.counts == (TableCount("Supervision", updated=0, added=0, unchanged=1),)


def test_a_zero_is_brought_in_over_a_figure() -> None:
    current = inputs_of(Supervision=[{"Month": DECEMBER, "Qualified due": 118}])
    source = inputs_of(Supervision=[{"Month": DECEMBER, "Qualified due": 0}])
    assert plan_import(current, source).changes[0].updates == {6: {"Qualified due": 0}}


def test_new_rows_are_added_in_the_order_of_the_source_and_the_rest_is_kept() -> None:
    october = dt.date(2017, 10, 1)
    current = inputs_of(Supervision=[{"Month": NOVEMBER, "Qualified due": 117}])
    source = inputs_of(Supervision=[{"Month": DECEMBER, "Qualified due": 118}, {"Month": october}])
    plan = plan_import(current, source)
    assert plan.changes[0].added == ({"Month": DECEMBER, "Qualified due": 118}, {"Month": october})
    assert [row["Month"] for row in after(current, plan)[SUPERVISION]] == [NOVEMBER, DECEMBER, october]


def test_rows_are_matched_whatever_the_capitals_of_their_key() -> None:
    day = dt.date(2017, 12, 31)
    current = inputs_of(Caseloads=[{"As at": day, "Team": "North", "Caseload": 90}])
    source = inputs_of(Caseloads=[{"As at": day, "Team": "NORTH", "Caseload": 91}])
    plan = plan_import(current, source)
    assert plan.changes[0].updates == {6: {"Caseload": 91}}
    assert [row["Team"] for row in after(current, plan)[CASELOADS]] == ["North"]


def test_a_number_and_its_float_are_the_same_figure() -> None:
    current = inputs_of(Caseloads=[{"As at": DECEMBER, "Team": "North", "Available hours": 37.0}])
    source = inputs_of(Caseloads=[{"As at": DECEMBER, "Team": "North", "Available hours": 37}])
    assert plan_import(current, source).changes == ()


def test_a_setting_changes_its_value_and_nothing_else() -> None:
    current = inputs_of(Settings=[{"Setting": "Months shown", "Value": 12, "What it does": "Ours."}])
    source = inputs_of(Settings=[{"Setting": "months shown", "Value": 6, "What it does": "Theirs."}])
    assert plan_import(current, source).changes[0].updates == {6: {"Value": 6}}


def test_a_setting_that_the_workbook_lost_comes_back_as_declared() -> None:
    plan = plan_import(inputs_of(), inputs_of(Settings=[{"Setting": "council", "Value": "Cwm Derw"}]))
    added = plan.changes[0].added[0]
    assert (added["Setting"], added["Value"]) == ("Council", "Cwm Derw")
    assert str(added["What it does"]).startswith("The council's name")


def test_a_new_row_without_what_every_row_needs_is_named(good_inputs: Inputs) -> None:
    source = inputs_of(Indicators=[{"No": "13", "Name": "Another"}])
    problems = plan_import(good_inputs, source).problems
    assert problems[0].where == "Indicators.csv, row 6, Unit"
    assert {problem.where.rpartition(", ")[2] for problem in problems} == {
        "Unit",
        "Better when",
        "Reported",
        "Decimals",
        "Tolerance",
        "Comparable",
    }


def test_a_known_row_may_come_with_a_single_column(good_inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "Indicators.csv").write_text("No,Name in Welsh\n12A,Asesiadau\n")
    source = read_source(tmp_path, good_inputs)
    plan = plan_import(good_inputs, source.inputs)
    assert (source.problems, plan.problems) == ((), ())
    assert plan.changes[0].updates == {6: {"Name in Welsh": "Asesiadau"}}


def test_a_reference_may_lead_to_the_workbook_or_to_the_source(good_inputs: Inputs, tmp_path: Path) -> None:
    heading = "Indicator,Area,Period,Value\n"
    figures = "12a,Wales,2016-17,84.2%\n13,Council,2016-17,9\n14,Council,2016-17,8\n"
    (tmp_path / "IndicatorValues.csv").write_text(heading + figures)
    (tmp_path / "Indicators.csv").write_text("No,Name\n13,Another\n")
    problems = read_source(tmp_path, good_inputs).problems
    assert [(p.where, p.message) for p in problems] == [
        ("IndicatorValues.csv, row 4, Indicator", "“14” is in no row of Indicators.")
    ]


def test_another_workbooks_tables_are_a_source_too(good_inputs: Inputs, workbook: Workbook, good_rows: Rows) -> None:
    row = {**good_rows["Supervision"], "Month": dt.date(2018, 1, 1)}
    source = read_source({"Supervision": workbook(Supervision=[row])["Supervision"]}, good_inputs)
    assert plan_import(good_inputs, source.inputs).changes[0].added == (row,)


def test_another_workbook_whose_months_are_lost_is_refused(good_inputs: Inputs) -> None:
    raw = RawTable("Supervision", "Supervision", ("When", "Qualified due"), ((DECEMBER, 118),))
    with pytest.raises(MissingTable, match="“Month”"):
        read_source({"Supervision": raw}, good_inputs)


def test_two_rows_of_a_source_with_one_key_are_named(tmp_path: Path) -> None:
    (tmp_path / "Readmissions.csv").write_text("Month,Children\nDec 2017,3\n01/12/2017,4\n")
    problems = read_source(tmp_path, Inputs({}, CYPS_TABLES)).problems
    assert [p.where for p in problems] == ["Readmissions.csv, row 3, Month"]
    assert "Readmissions.csv, row 2, Month" in problems[0].message


COUNTS = st.one_of(st.none(), st.integers(0, 500))
MONTHS = st.integers(1, 12).map(lambda month: dt.date(2017, month, 1))
SUPERVISIONS = st.lists(
    st.fixed_dictionaries({"Month": MONTHS, "Qualified due": COUNTS, "Qualified in time": COUNTS}),
    unique_by=lambda row: row["Month"],
    max_size=8,
)
TEAMS = st.lists(
    st.fixed_dictionaries(
        {"As at": MONTHS, "Team": st.sampled_from(["North", "SOUTH", "south east"]), "Caseload": COUNTS}
    ),
    unique_by=lambda row: (row["As at"], row["Team"]),
    max_size=8,
)
CHOSEN = st.lists(
    st.fixed_dictionaries({"Setting": st.sampled_from(["Months shown", "Council"]), "Value": st.integers(3, 24)}),
    unique_by=lambda row: row["Setting"],
)
SOURCES = st.builds(
    lambda months, teams, chosen: inputs_of(Supervision=months, Caseloads=teams, Settings=chosen),
    SUPERVISIONS,
    TEAMS,
    CHOSEN,
)


@settings(max_examples=100, deadline=None)
@given(current=SOURCES, source=SOURCES)
def test_the_same_import_twice_changes_nothing_the_second_time(current: Inputs, source: Inputs) -> None:
    first = plan_import(current, source)
    done = after(current, first)
    assert plan_import(done, source).changes == ()
    for count, records in zip(first.counts, (r for r in source if r.rows), strict=True):
        assert count.updated + count.added + count.unchanged == len(records)


@settings(max_examples=100, deadline=None)
@given(current=SOURCES, source=SOURCES)
def test_an_import_erases_nothing_and_loses_no_row(current: Inputs, source: Inputs) -> None:
    done = after(current, plan_import(current, source))
    for records in current:
        for row in records:
            kept = next(new for new in done[records.table] if new.number == row.number)
            assert all(kept[heading] is not None for heading, value in row.values.items() if value is not None)
    for records in source:
        for row in records:
            found = done[records.table].find(*(row[heading] for heading in records.table.key))
            assert found is not None
            said = {h: v for h, v in row.values.items() if v is not None and h not in records.table.key}
            assert {heading: found[heading] for heading in said} == said


def test_reading_a_workbook_as_its_own_source_changes_nothing(workbook: Workbook, good_rows: Rows) -> None:
    raw = workbook(**{name: [row] for name, row in good_rows.items()})
    current, _ = read_inputs(raw, CYPS_TABLES)
    source = read_source(raw, current)
    assert source.problems == ()
    assert plan_import(current, source.inputs).changes == ()
    assert current.value(SETTINGS, "Value", "Reporting quarter") == "2017-18 Q3"


def test_a_figure_is_corrected_when_it_is_neither_as_brought_in_nor_ever_was_by_hand() -> None:
    brought = inputs_of(Caseloads=[{"As at": DECEMBER, "Team": "North", "Caseload": 90, "Highest": 21}])
    last = LastImport().with_figures(brought)
    corrected = inputs_of(Caseloads=[{"As at": DECEMBER, "Team": "NORTH", "Caseload": 91, "Highest": 21, "Lowest": 4}])
    row = corrected[CASELOADS].rows[0]
    assert [last.corrected(CASELOADS, row, heading) for heading in ("Caseload", "Highest", "Lowest")] == [
        True,
        False,
        False,
    ]


def test_texts_of_another_workbook_are_read_as_those_of_a_csv(good_inputs: Inputs) -> None:
    raw = RawTable(
        "IndicatorValues",
        "Sheet1",
        ("Indicator", "Area", "Period", "Value"),
        (
            ("12a", "Council", "2016/17", "97.6%"),
            ("12a", "Wales", "Q3 2017-18", PercentCell(0.843)),
            ("12a", "Wales", "2016-17", "[c]"),
        ),
    )
    source = read_source({"IndicatorValues": raw}, good_inputs)
    assert source.problems == ()
    assert [(row["Period"], row["Value"]) for row in source.inputs[INDICATOR_VALUES]] == [
        ("2016-17", 97.6),
        ("2017-18 Q3", 84.3),
        ("2016-17", None),
    ]
    assert source.remarks == ("Sheet1: 1 figure is marked, and not read as a number or as zero: 1 withheld ([c])",)


def test_a_percentage_in_the_workbook_itself_is_named_where_its_formulas_read_another_figure(
    workbook: Workbook, good_rows: Rows
) -> None:
    rows = {**good_rows["AuditFindings"], "Percent": PercentCell(0.82)}
    inputs, problems = read_inputs(
        workbook(AuditFindings=[rows], Settings=[{"Setting": "Tolerance", "Value": PercentCell(0.05)}]), CYPS_TABLES
    )
    assert [(p.where, p.message) for p in problems] == [
        ("'Audit findings'!E6", "The cell shows 82% and holds 0.82, which the report would take for 0.82.")
    ]
    assert problems[0].remedy == "Format the cell as General, and type 82 for 82%."
    assert inputs.value(SETTINGS, "Value", "Tolerance") == 0.05
