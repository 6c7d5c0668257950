"""Meetings: each quarter's report names the day of its own, and no other."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from helpers.libreoffice import needs_libreoffice
from helpers.quarters import inputs_of
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

BEFORE, NOW = dt.date(2017, 12, 7), dt.date(2018, 3, 8)


def inputs(*meetings: tuple[str, dt.date], setting: Value = None, quarter: str = "2017-18 Q3") -> Inputs:
    return inputs_of(
        {
            "Settings": [
                {"Setting": "Reporting quarter", "Value": quarter},
                {"Setting": "Meeting date", "Value": setting},
            ],
            "Meetings": [{"Quarter": quarter, "Meeting date": day} for quarter, day in meetings],
        }
    )


CASES = [
    (inputs(("2017-18 Q2", BEFORE), ("2017-18 Q3", NOW)), "8 March 2018"),
    (inputs(("2017-18 Q2", BEFORE), ("2017-18 Q3", NOW), setting=BEFORE, quarter="2017-18 Q2"), "7 December 2017"),
    (inputs(("2017-18 Q2", BEFORE), setting=NOW), ""),
    (inputs(setting=NOW), "8 March 2018"),
    (inputs(), ""),
]


@pytest.mark.parametrize(("found", "words"), CASES)
def test_the_cover_names_the_quarter_s_own_meeting(found: Inputs, words: str) -> None:
    plan = planned(found)
    assert disagreements(plan, by_formualizer(workbook_of(found, poisoned(plan)), plan)) == []
    [shown] = [cell.value for cell in sheet_of(plan, "cover").cells if (cell.row, cell.column) == (7, 1)]
    assert shown == words


@needs_libreoffice
@pytest.mark.parametrize(("found", "words"), CASES[:4])
def test_libreoffice_names_the_same_day(found: Inputs, words: str) -> None:
    values = proved_in_libreoffice(found)
    assert values["Cover", "B8"] == words


def test_an_edition_is_dated_by_the_quarter_s_own_meeting() -> None:
    assert read_settings(CASES[1][0]).meeting_date == BEFORE
