"""Years and quarters that somebody typed in another way than the report's formulas look them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.csv_cells import from_text
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import RawTable, Separators
from cyps_xl.inputs.tables.settings import is_settings, setting_called

PERIODS = (Kind.YEAR, Kind.PERIOD, Kind.QUARTER)


def tables_with_periods(catalogue: Catalogue) -> tuple[str, ...]:
    """The names of the input tables that hold years or quarters."""
    return tuple(
        table.name
        for table in catalogue
        if is_settings(table) or any(column.kind in PERIODS for column in table.columns)
    )


def plain_period_changes(raw: Mapping[str, RawTable], catalogue: Catalogue) -> tuple[TableChange, ...]:
    """What to set so that every year and quarter is written like 2017-18 and 2017-18 Q3.

    Only where the text says which one is meant: "2017/18 Q3" and "Q3 2017-18" do, "Q3" does not.
    """
    changes = (
        TableChange(name, dict(_updates(raw[name], catalogue[name])))
        for name in tables_with_periods(catalogue)
        if name in raw
    )
    return tuple(change for change in changes if change.updates)


def _updates(raw: RawTable, table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    positions = find_headings(raw.headings, table).positions
    for number, cells in enumerate(raw.rows, start=raw.first_row):
        values = {heading: cells[at] for heading, at in positions.items() if at < len(cells)}
        written = {
            column.heading: plain
            for column in _columns(table, values)
            if isinstance(typed := values.get(column.heading), str)
            and isinstance(plain := from_text(typed, column, Separators()), str)
            and plain != typed
        }
        if written:
            yield number, written


def _columns(table: Table, values: Mapping[str, object]) -> list[Column]:
    """The columns of a row that hold a year or a quarter."""
    if is_settings(table):
        setting = setting_called(str(values.get("Setting")))
        return [setting.as_column()] if setting and setting.kind in PERIODS else []
    return [column for column in table.columns if column.kind in PERIODS]
