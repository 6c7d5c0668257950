"""Wrong cells of every column of every table: each is named by sheet and cell, and none becomes a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyps_xl.errors import CypsError
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.raw import ErrorCell, RawTable, RawValue, Separators
from cyps_xl.inputs.read import read_inputs
from helpers.packs import CYPS_TABLES

Workbook = Callable[..., dict[str, RawTable]]
Rows = dict[str, dict[str, RawValue]]

WRONG_IN_ANY_COLUMN: tuple[RawValue, ...] = (ErrorCell("#REF!"), True, dt.time(9, 0), float("nan"), "\u00a0")
WRONG_IN_NUMBERS: tuple[RawValue, ...] = ("1,234", "12%", "<5", "–", "n/a", "0", dt.date(2017, 5, 12))
WRONG_BY_KIND: dict[Kind, tuple[RawValue, ...]] = {
    Kind.TEXT: ("\x00", dt.date(2017, 12, 1)),
    Kind.LONG_TEXT: ("x" * 40_000,),
    Kind.WHOLE: (*WRONG_IN_NUMBERS, 4.5, -1),
    Kind.DECIMAL: (*WRONG_IN_NUMBERS, float("inf")),
    Kind.DATE: ("31/12/2017", 43_100, dt.datetime(2017, 12, 31, 9, 30), dt.date(1900, 1, 4)),
    Kind.MONTH: ("Dec 2017", 43_070, dt.date(2017, 12, 31)),
    Kind.YEAR: ("2016", 2016, "2016-18", dt.date(2011, 12, 1)),
    Kind.PERIOD: ("2017", "2017-18 Q4", "2017-18 Q5", "2017-18  Q3", "2017/18 Q3"),
    Kind.QUARTER: ("2017-18", "Q3", "2017-18 Q0"),
    Kind.CHOICE: ("something else", 3),
}


def wrong_cells() -> list[tuple[str, str, RawValue]]:
    """Every table, heading and wrong value to try; Settings' values have their own kinds and tests."""
    return [
        (table.name, column.heading, wrong)
        for table in CYPS_TABLES
        for column in table.typed_columns
        if column.kind is not Kind.SETTING
        for wrong in (*WRONG_IN_ANY_COLUMN, *WRONG_BY_KIND[column.kind])
    ]


def place_of(table: str, heading: str) -> str:
    """The cell of a heading in the first row of a test workbook."""
    columns = [column.heading for column in CYPS_TABLES[table].columns]
    return cell_place(CYPS_TABLES[table].sheet, columns.index(heading) + 1, 6)


def test_there_are_many_ways_to_go_wrong() -> None:
    assert len(wrong_cells()) >= 500


@pytest.mark.parametrize("table", [table.name for table in CYPS_TABLES])
def test_every_wrong_cell_is_named_by_its_sheet_and_cell_and_read_as_nothing(
    table: str, workbook: Workbook, good_rows: Rows
) -> None:
    referred = {"Indicators", "ReportTables", "ReportSections", "ReportBlocks"} - {table}
    others = {name: [good_rows[name]] for name in referred}
    for name, heading, wrong in wrong_cells():
        if name != table:
            continue
        row = {**good_rows[table], heading: wrong}
        inputs, problems = read_inputs(workbook(**others, **{table: [row]}), CYPS_TABLES)
        assert [p.where for p in problems] == [place_of(table, heading)], (heading, wrong)
        assert problems[0].message, (heading, wrong)
        assert problems[0].remedy, (heading, wrong)
        assert inputs.named(table).rows[0][heading] is None, (heading, wrong)


RAW_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(["1,234", "12%", "<5", "–", "\u00a0", "0", "0%", "0,0", "2017-18 Q3", "2016-17", "1e5", "-", "."]),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["#N/A", "#REF!", ""]).map(ErrorCell),
)


def is_a_zero(raw: RawValue, is_sheet: bool) -> bool:
    """Whether a cell holds the number 0: typed on a sheet, or written with noughts alone in a CSV."""
    if isinstance(raw, str):
        return not is_sheet and "0" in raw and not set(raw) & set("123456789")
    return isinstance(raw, int | float) and not isinstance(raw, bool) and raw == 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.data(),
    table=st.sampled_from(CYPS_TABLES.tables),
    is_sheet=st.booleans(),
    decimal_comma=st.sampled_from([True, False, None]),
)
def test_whatever_the_cells_hold_reading_ends_well_and_invents_no_zero(
    data: st.DataObject, table: Table, is_sheet: bool, decimal_comma: bool | None, workbook: Workbook
) -> None:
    headings = tuple(column.heading for column in table.columns)
    rows = tuple(data.draw(st.lists(st.tuples(*[RAW_VALUES for _ in headings]), max_size=4)))
    raw = RawTable(table.name, table.sheet, headings, rows, is_sheet=is_sheet, separators=Separators(decimal_comma))
    try:
        inputs, problems = read_inputs({**workbook(), table.name: raw}, CYPS_TABLES)
    except CypsError:
        return
    assert all(p.where and p.message and p.remedy for p in problems)
    for row in inputs[table]:
        for heading, value in row.values.items():
            if isinstance(value, int | float) and value == 0:
                assert is_a_zero(rows[row.number - 2][headings.index(heading)], is_sheet), heading
