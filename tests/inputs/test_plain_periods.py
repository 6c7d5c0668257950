"""Years and quarters typed in the workbook itself: written plainly where they say what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.plain_periods import plain_period_changes
from cyps_xl.inputs.raw import RawTable, RawValue
from helpers.packs import CYPS_TABLES

Workbook = Callable[..., dict[str, RawTable]]
Rows = dict[str, Mapping[str, RawValue]]


@pytest.mark.parametrize(
    ("table", "heading", "typed", "written"),
    [
        ("IndicatorValues", "Period", "2017/18 Q3", "2017-18 Q3"),
        ("IndicatorValues", "Period", "2017-18 Q4", "2017-18"),
        ("Complaints", "Period", "2016/17", "2016-17"),
        ("Explanations", "Period", "Quarter 4 2017-18", "2017-18 Q4"),
        ("Indicators", "First year", "2016/2017", "2016-17"),
        ("Settings", "Value", "Q3 2017/18", "2017-18 Q3"),
    ],
)
def test_a_period_is_written_as_it_is_looked_up(
    workbook: Workbook, good_rows: Rows, table: str, heading: str, typed: str, written: str
) -> None:
    raw = workbook(**{table: [{**good_rows[table], heading: typed}]})
    assert plain_period_changes(raw, CYPS_TABLES) == (TableChange(table, {6: {heading: written}}),)


@pytest.mark.parametrize("typed", ["Q3", "2016-18 Q3", "2017-18 Q3", None, 2017, "Christmas"])
def test_what_is_plain_already_or_says_no_period_stays(workbook: Workbook, good_rows: Rows, typed: RawValue) -> None:
    raw = workbook(
        Explanations=[{**good_rows["Explanations"], "Period": typed}],
        Settings=[{**good_rows["Settings"], "Value": typed}],
    )
    assert plain_period_changes(raw, CYPS_TABLES) == ()


def test_a_setting_that_is_no_quarter_is_not_touched(workbook: Workbook) -> None:
    rows = [{"Setting": "Contact", "Value": "Q3 2017/18"}, {"Setting": "Ours", "Value": "2017/18 Q3"}]
    assert plain_period_changes(workbook(Settings=rows), CYPS_TABLES) == ()
