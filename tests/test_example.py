"""The example quarter: every file can be imported, and the figures are the published ones."""

from __future__ import annotations

import csv
import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from cyps_xl.definition.packs import default_pack
from cyps_xl.errors import Problem
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATOR_VALUES, INDICATORS, QUARTERLY
from cyps_xl.inputs.tables.people import COVER_TEXT, MEMBERS
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS
from cyps_xl.measures.rates import rounded
from helpers.packs import (
    AUDIT_FINDINGS,
    AUDITS,
    CASELOADS,
    COMPLAINTS,
    CYPS_TABLES,
    LOOKED_AFTER,
    READMISSIONS,
    REGISTRATIONS,
    SUPERVISION,
    TAF_CLOSURES,
    WORKFORCE,
)

NAMES = [table.name for table in CYPS_TABLES if table not in DEFINITION_TABLES]
"""The tables that an example fills: how the report is defined stands in its pack."""

FOLDER = Path(__file__).parent.parent / "examples" / "2017-18-q3"
QUARTER, YEAR_EARLIER, LATEST_YEAR = "2017-18 Q3", "2016-17 Q3", "2016-17"
YEAR_END = dt.date(2017, 12, 31)

Cells = tuple[tuple[str, ...], ...]


def cells_of(name: str) -> Cells:
    """A CSV's cells, the heading row first."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file))


def raw_example() -> dict[str, RawTable]:
    """Every CSV as found."""
    found = {name: cells_of(name) for name in NAMES}
    return {name: RawTable(name, f"{name}.csv", cells[0], cells[1:], is_sheet=False) for name, cells in found.items()}


Reading = tuple[Inputs, tuple[Problem, ...]]


@pytest.fixture(scope="module")
def reading() -> Reading:
    """The example, and whatever is wrong with it."""
    return read_inputs({**default_pack().raw, **raw_example()}, CYPS_TABLES)


@pytest.fixture(scope="module")
def example(reading: Reading) -> Inputs:
    """The example's figures."""
    return reading[0]


def number(value: Value) -> float:
    """A figure that must be there."""
    assert isinstance(value, int | float)
    return value


def test_there_is_one_csv_for_each_input_table_and_none_besides() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_headings_are_the_declared_ones_without_the_calculated_key(name: str) -> None:
    assert cells_of(name)[0] == tuple(column.heading for column in CYPS_TABLES[name].typed_columns)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_as_long_as_its_headings(name: str) -> None:
    headings, *rows = cells_of(name)
    assert rows or name in ("Accepted", "ChangePoints")
    assert {len(row) for row in rows} <= {len(headings)}


def test_every_cell_is_what_its_column_holds_and_no_key_repeats(reading: Reading) -> None:
    assert [str(problem) for problem in reading[1]] == []


def test_every_setting_is_there_with_what_it_does(example: Inputs) -> None:
    words = {str(row["Setting"]): row["What it does"] for row in example[SETTINGS]}
    assert words == {setting.name: setting.what_it_does for setting in ALL_SETTINGS}
    assert example.value(SETTINGS, "Value", "Reporting quarter") == QUARTER


def test_the_readme_says_of_every_file_whether_it_is_printed() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"\n| {name} |" not in readme] == []


@pytest.mark.parametrize(
    ("no", "period", "numerator", "denominator", "value"),
    [
        ("1", LATEST_YEAR, 1197, 1226, 97.6),
        ("1", YEAR_EARLIER, 871, 881, 98.9),
        ("2", YEAR_EARLIER, 629, 979, 64.2),
        ("4", YEAR_EARLIER, 9, 169, 5.3),
        ("4", QUARTER, 11, 177, 6.2),
        ("5", YEAR_EARLIER, None, None, 212),
        ("5", QUARTER, None, None, 288.3),
        ("9", "2015-16", None, None, 99.3),
        ("10", LATEST_YEAR, 22, 215, 10.2),
        ("11", LATEST_YEAR, 17, 384, 4.4),
        ("12b", LATEST_YEAR, 13, 29, 44.8),
        ("13", LATEST_YEAR, 3, 271, 1.1),
    ],
)
def test_an_indicator_is_as_printed(
    example: Inputs, no: str, period: str, numerator: int | None, denominator: int | None, value: float
) -> None:
    row = example[INDICATOR_VALUES].find(no, "Council", period)
    assert row is not None
    assert (row["Numerator"], row["Denominator"], row["Value"]) == (numerator, denominator, value)
    assert "Published" in str(row["Source"])


def test_every_indicator_has_its_own_and_the_welsh_figure_for_the_latest_year(example: Inputs) -> None:
    for row in example[INDICATORS]:
        for area in ("Council", "Wales"):
            number(example.value(INDICATOR_VALUES, "Value", row["No"], area, LATEST_YEAR))


def test_every_published_percentage_agrees_with_its_counts(example: Inputs) -> None:
    for row in example[INDICATOR_VALUES]:
        if row["Numerator"] is not None:
            rate = 100 * number(row["Numerator"]) / number(row["Denominator"])
            assert rounded(rate, 1) == row["Value"], dict(row.values)


@pytest.mark.parametrize("quarter", [QUARTER, "2017-18 Q2"])
def test_the_quarterly_indicators_have_both_quarters_that_are_compared(example: Inputs, quarter: str) -> None:
    earlier = quarter.replace("2017-18", "2016-17")
    quarterly = [row["No"] for row in example[INDICATORS] if row["Reported"] == QUARTERLY]
    assert quarterly == ["1", "2", "4", "5"]
    for no in quarterly:
        for period in (earlier, quarter):
            number(example.value(INDICATOR_VALUES, "Value", no, "Council", period))


def test_what_could_not_be_read_says_so_in_its_source(example: Inputs) -> None:
    illustrative = {
        (row["Indicator"], row["Period"]) for row in example[INDICATOR_VALUES] if "Illustrative" in str(row["Source"])
    }
    assert {("1", QUARTER), ("2", QUARTER)} == {key for key in illustrative if key[1] == QUARTER}
    assert {period for _, period in illustrative} == {QUARTER, "2017-18 Q2", "2016-17 Q2"}


def test_supervision_in_december_is_as_printed(example: Inputs) -> None:
    row = example[SUPERVISION].find(dt.date(2017, 12, 1))
    assert row is not None
    due = number(row["Qualified due"]) + number(row["Unqualified due"])
    in_time = number(row["Qualified in time"]) + number(row["Unqualified in time"])
    assert (in_time, due) == (145, 148)
    assert rounded(100 * in_time / due, 1) == 98.0


def test_supervision_in_march_keeps_the_printed_contradiction(example: Inputs) -> None:
    march = dt.date(2017, 3, 1)
    assert example.value(SUPERVISION, "Qualified due", march) == 98
    assert example.value(SUPERVISION, "Qualified in time", march) == 101


def test_caseloads_add_up_to_the_printed_totals(example: Inputs) -> None:
    rows = [row for row in example[CASELOADS] if row["As at"] == YEAR_END]
    assert len(rows) == 8
    assert sum(number(row["Available hours"]) for row in rows) == 2907.5
    assert sum(number(row["Caseload"]) for row in rows) == 981
    assert sum(number(row["Highest"]) for row in rows) / 8 == 17.0
    assert rounded(sum(number(row["Lowest"]) for row in rows) / 8, 1) == 4.1


@pytest.mark.parametrize(
    ("measure", "total"),
    [
        ("Vacancies", 5),
        ("New starters", 1),
        ("Leavers", 1),
        ("Agency", 0),
        ("Long-term sick", 3),
        ("Disciplinaries", 0),
        ("Grievances", 0),
    ],
)
def test_the_workforce_adds_up_to_the_printed_totals(example: Inputs, measure: str, total: int) -> None:
    rows = [row for row in example[WORKFORCE] if row["As at"] == YEAR_END and row["Measure"] == measure]
    assert rows
    assert sum(number(row["Number"]) for row in rows) == total


def test_looked_after_children_end_with_the_printed_count(example: Inputs) -> None:
    days = [row["As at"] for row in example[LOOKED_AFTER]]
    assert days[-1] == dt.date(2018, 1, 31)
    assert example.value(LOOKED_AFTER, "Children", dt.date(2018, 1, 31)) == 329
    assert {dt.date(2013, 12, 30), dt.date(2016, 12, 31)} <= set(days)


def test_readmissions_are_as_printed(example: Inputs) -> None:
    assert [row["Children"] for row in example[READMISSIONS]] == [0, 0, 2, 2, 1, 1, 1, 3, 0, 0, 3, 0]


@pytest.mark.parametrize(
    ("kind", "year", "earlier", "now"),
    [("Stage 1", 19, 15, 18), ("Stage 2", 2, 1, 2), ("Ombudsman", 0, 0, 0), ("Compliments", 23, 19, 10)],
)
def test_complaints_are_as_printed(example: Inputs, kind: str, year: int, earlier: int, now: int) -> None:
    printed = [
        example.value(COMPLAINTS, "Number", period, kind, "total") for period in (LATEST_YEAR, YEAR_EARLIER, QUARTER)
    ]
    assert printed == [year, earlier, now]


def test_only_one_total_of_complaints_differs_from_its_outcomes(example: Inputs) -> None:
    differing = []
    for row in example[COMPLAINTS]:
        parts = [
            number(part["Number"])
            for part in example[COMPLAINTS]
            if (part["Period"], part["Kind"]) == (row["Period"], row["Kind"]) and part["Outcome"] != "total"
        ]
        if row["Outcome"] == "total" and parts and sum(parts) != row["Number"]:
            differing.append((row["Period"], row["Kind"]))
    assert differing == [(QUARTER, "Stage 2")]


def test_each_register_follows_from_the_month_before(example: Inputs) -> None:
    for before, after in pairwise(example[REGISTRATIONS]):
        moved = number(after["Registered"]) - number(after["De-registered"])
        assert number(before["On the register"]) + moved == after["On the register"]


@pytest.mark.parametrize(("period", "last_month"), [("2017-18 Q2", 9), (QUARTER, 12)])
def test_registrations_since_april_are_the_denominator_of_re_registrations(
    example: Inputs, period: str, last_month: int
) -> None:
    registered = [
        number(example.value(REGISTRATIONS, "Registered", dt.date(2017, month, 1)))
        for month in range(4, last_month + 1)
    ]
    assert sum(registered) == example.value(INDICATOR_VALUES, "Denominator", "4", "Council", period)


def test_no_more_cases_closed_successfully_than_closed(example: Inputs) -> None:
    assert all(number(row["Successful"]) <= number(row["Closed"]) for row in example[TAF_CLOSURES])


def test_audits_are_as_printed_and_findings_name_them(example: Inputs) -> None:
    assert [row["Cases"] for row in example[AUDITS]] == [51, 20, 80, 42]
    themes = {row["Theme"] for row in example[AUDITS]}
    assert {row["Theme"] for row in example[AUDIT_FINDINGS]} == themes | {None}


def test_the_indicator_that_declined_is_explained(example: Inputs) -> None:
    for period in (QUARTER, "2017-18 Q2"):
        assert example[EXPLANATIONS].find("5", period, "explanation", 1) is not None


@pytest.mark.parametrize("table", [EXPLANATIONS, AUDIT_FINDINGS, COVER_TEXT], ids=lambda table: table.name)
def test_every_text_is_there_in_both_languages(example: Inputs, table: Table) -> None:
    for row in example[table]:
        assert row["English"] and row["Welsh"] and row["English"] != row["Welsh"]


def test_every_member_is_invented_and_some_read_welsh(example: Inputs) -> None:
    assert all(str(row["E-mail"]).endswith("@example.org") for row in example[MEMBERS])
    assert [row["Language"] for row in example[MEMBERS]].count("Welsh") == 2
