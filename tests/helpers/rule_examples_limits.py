"""For every rule on charts and their change points a workbook that breaks it, what the rule says, and what mends it."""

from __future__ import annotations

from typing import Any

from helpers.rows import supervised
from helpers.rule_examples import Example

_COLUMNS = ("Qualified due", "Qualified in time", "Unqualified due", "Unqualified in time")
_REPORT: dict[str, Any] = {
    "ReportTables": ["Table Supervision | Sheet Supervision | One row is a month | Key Month"],
    "ReportColumns": [
        "Table Supervision | Heading Month | Holds month | Help x | Required yes",
        *(f"Table Supervision | Heading {name} | Holds whole number | Help x" for name in _COLUMNS),
    ],
    "ReportSections": [
        "Section visits | Number 1 | Title Visits | Tab Visits | Order 1 | Shown yes | Commentary no",
    ],
    "ReportBlocks": [
        "Block in time | Section visits | Position 1 | Shape months | Table Supervision | Chart line with limits",
        "Block due | Section visits | Position 2 | Shape months | Table Supervision",
    ],
    "ReportLines": [
        "Block in time | Position 1 | Label In time | Shows [Qualified in time] | As count | In chart yes",
        "Block due | Position 1 | Label Due | Shows [Qualified due] | As count",
    ],
    "Supervision": [supervised("2017-03", 103, 101)],
}


def _with(*changes: str) -> dict[str, Any]:
    return {**_REPORT, "ChangePoints": list(changes)}


_RIGHT = "Block in time | From 2017-03 | Kind break | English A new system."

LIMITS: dict[str, Example] = {
    "LM01": Example(
        _with("Block due | From 2017-03 | Kind break | English A new system."),
        "'Change points'!A6: “due” has no chart with limits.",
        _with(_RIGHT),
    ),
    "LM02": Example(
        _with("Block in time | From 2017-04 | Kind left out | English A flood."),
        "'Change points'!B6: Supervision has no figures of April 2017.",
        _with(_RIGHT),
    ),
    "LM03": Example(
        _with("Block in time | From 2017-03 | Kind left out"),
        "'Change points'!D6: March 2017 is left out for no reason.",
        _with(_RIGHT),
    ),
}


def _drawn(chart: str) -> dict[str, Any]:
    """A running total in a chart of a kind."""
    block = f"Block so far | Section visits | Position 1 | Shape months | Table Supervision | Chart {chart}"
    line = "Block so far | Position 1 | Label So far | Shows [Qualified in time] | As count"
    return {**_REPORT, "ReportBlocks": [block], "ReportLines": [f"{line} | Over running total | In chart yes"]}


CHARTS: dict[str, Example] = {
    "CH01": Example(
        _drawn("line"),
        "Blocks!K6: “so far” joins March to April with a line, and its running total begins anew in April.",
        _drawn("columns"),
    ),
}
