"""What the Settings sheet says, and what it says where it is silent."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.errors import Blocked
from cyps_xl.inputs.records import Inputs, Records, Row, Value
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS
from cyps_xl.settings import read_settings
from helpers.packs import CYPS_TABLES


def settings_sheet(values: dict[str, Value]) -> Inputs:
    """Inputs that hold nothing but settings, from row 6 on, with Value in column B."""
    rows = tuple(
        Row(number, {"Setting": name, "Value": value, "What it does": None})
        for number, (name, value) in enumerate(values.items(), start=6)
    )
    columns = {"Setting": 1, "Value": 2, "What it does": 3}
    return Inputs({"Settings": Records(SETTINGS, rows, "Settings", columns)}, CYPS_TABLES)


def test_a_setting_is_what_was_typed() -> None:
    settings = read_settings(
        settings_sheet(
            {
                "Reporting quarter": "2017-18 Q3",
                "Council": "Cwm Derw",
                "Meeting date": dt.date(2018, 3, 1),
                "Months shown": 6,
                "Full-time hours a week": 36.5,
                "Small-number threshold": 0,
                "Language": "Welsh",
                "Small numbers for members": "withheld",
            }
        )
    )
    assert settings.quarter == "2017-18 Q3"
    assert settings.council == "Cwm Derw"
    assert settings.meeting_date == dt.date(2018, 3, 1)
    assert (settings.months_shown, settings.full_time_hours, settings.small_number) == (6, 36.5, 0)
    assert settings.language == "Welsh"
    assert not settings.small_for_members


def test_a_blank_or_missing_setting_is_its_default() -> None:
    settings = read_settings(settings_sheet({"Reporting quarter": "2017-18 Q3", "Months shown": None}))
    assert (settings.months_shown, settings.full_time_hours, settings.tolerance) == (12, 37, 0.05)
    assert (settings.wards, settings.language, settings.small_number) == ("All", "English", 5)
    assert settings.small_for_members
    assert (settings.council, settings.meeting_date) == ("", None)


def test_a_setting_is_found_whatever_its_capitals() -> None:
    assert read_settings(settings_sheet({"REPORTING QUARTER": "2017-18 Q4"})).quarter == "2017-18 Q4"


@pytest.mark.parametrize("typed", [None, "", "2017-18", "2017-19 Q3", "2017-18 Q5", 2017])
def test_without_a_reporting_quarter_nothing_is_reported_and_its_cell_is_named(typed: Value) -> None:
    with pytest.raises(Blocked) as caught:
        read_settings(settings_sheet({"Council": "Cwm Derw", "Reporting quarter": typed}))
    assert [problem.where for problem in caught.value.problems] == ["Settings!B7"]
    assert "2017-18 Q3" in caught.value.problems[0].remedy


def test_when_the_row_itself_is_gone_the_sheet_is_named() -> None:
    with pytest.raises(Blocked) as caught:
        read_settings(settings_sheet({"Council": "Cwm Derw"}))
    assert caught.value.problems[0].where == "Settings"


def test_the_defaults_in_settings_are_the_declared_ones() -> None:
    settings = read_settings(settings_sheet({"Reporting quarter": "2017-18 Q3"}))
    declared = {setting.name: setting.default for setting in ALL_SETTINGS}
    assert settings.months_shown == declared["Months shown"]
    assert settings.full_time_hours == declared["Full-time hours a week"]
    assert settings.tolerance == declared["Tolerance"]
    assert settings.service == declared["Service"]
