"""What an officer may have done since the report was last brought up to date, so that its sheets want another shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cyps_xl import report
from cyps_xl.inputs.changes import TableChange
from helpers.live_books import blanked, change_inputs, rows_of

Edit = Callable[[Path], list[TableChange]]
QUARTER_END = dt.date(2017, 12, 31)


def teams(*names: str) -> tuple[dict[str, Any], ...]:
    common = {"As at": QUARTER_END, "Available hours": 111, "Caseload": 30, "Highest": 12, "Lowest": 4}
    return tuple({"Team": name, **common} for name in names)


def team_rows(path: Path) -> list[int]:
    return rows_of(path, "Caseloads", **{"As at": QUARTER_END})


def text(item: str, kind: str, position: int = 1) -> dict[str, Any]:
    words = f"The {kind} {position} of {item}, as the officer wrote it."
    return {"Item": item, "Period": "2017-18 Q3", "Kind": kind, "Position": position, "English": words}


def indicators(*numbers: str) -> tuple[dict[str, Any], ...]:
    common = {
        "Name": "Children seen within five days",
        "Unit": "percent",
        "Better when": "higher",
        "Reported": "quarterly",
        "Decimals": 1,
        "Tolerance": "points",
        "Comparable": "yes",
    }
    return tuple({"No": number, "Reference": f"LI {number}", **common} for number in numbers)


def setting(path: Path, name: str, value: str | int) -> list[TableChange]:
    (row,) = rows_of(path, "Settings", Setting=name)
    return [TableChange("Settings", updates={row: {"Value": value}})]


def quarter(path: Path, value: str) -> list[TableChange]:
    return setting(path, "Reporting quarter", value)


def quarter_after(path: Path, before: str, value: str) -> list[TableChange]:
    """The change to a quarter, in a report that showed another before."""
    change_inputs(path, *quarter(path, before))
    report.refresh(path)
    return quarter(path, value)


EDITS: dict[str, Edit] = {
    "a team more": lambda path: [TableChange("Caseloads", added=teams("Valley team"))],
    "seven teams more": lambda path: [TableChange("Caseloads", added=teams(*(f"Team {n}" for n in range(7))))],
    "a team less in the middle": lambda path: [blanked(path, "Caseloads", team_rows(path)[2:3])],
    "the first team gone": lambda path: [blanked(path, "Caseloads", team_rows(path)[:1])],
    "the last two teams gone": lambda path: [blanked(path, "Caseloads", team_rows(path)[-2:])],
    "two indicators more": lambda path: [TableChange("Indicators", added=indicators("97", "98"))],
    "an indicator gone": lambda path: [
        blanked(path, "Indicators", rows_of(path, "Indicators", No="7")),
        blanked(path, "IndicatorValues", rows_of(path, "IndicatorValues", Indicator="7")),
        blanked(path, "Explanations", rows_of(path, "Explanations", Item="7")),
    ],
    "a paragraph more": lambda path: [
        TableChange("Explanations", added=(text("2.3", "narrative", 2), text("2.3", "narrative", 3)))
    ],
    "a first commentary": lambda path: [TableChange("Explanations", added=(text("5", "narrative"),))],
    "first notes": lambda path: [TableChange("Explanations", added=(text("2.8", "note"), text("4", "note")))],
    "all texts of the quarter gone": lambda path: [
        blanked(path, "Explanations", rows_of(path, "Explanations", Period="2017-18 Q3"))
    ],
    "another month": lambda path: [
        TableChange(
            "Supervision", added=({"Month": dt.date(2018, 1, 1), "Qualified due": 90, "Qualified in time": 80},)
        )
    ],
    "an older date of children looked after": lambda path: [
        TableChange("LookedAfter", added=({"As at": dt.date(2012, 3, 31), "Children": 390},))
    ],
    "an audit more": lambda path: [
        TableChange(
            "Audits",
            added=({"Quarter": "2017-18 Q3", "Theme": "Chronologies", "Month": dt.date(2017, 12, 1), "Cases": 9},),
        )
    ],
    "six months more across": lambda path: setting(path, "Months shown", 18),
    "another quarter": lambda path: quarter(path, "2017-18 Q2"),
    "a quarter with audits after one without": lambda path: quarter_after(path, "2017-18 Q2", "2017-18 Q3"),
    "the fourth quarter": lambda path: quarter(path, "2017-18 Q4"),
    "a quarter without figures": lambda path: quarter(path, "2019-20 Q1"),
}
"""What the officer did since the last refresh, by what it is called."""
