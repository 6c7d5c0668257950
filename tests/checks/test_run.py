"""The order in which findings are listed: the gravest first, then as the sheets and rows come."""

from __future__ import annotations

from cyps_xl.checks.finding import Finding, Severity
from cyps_xl.checks.run import run
from helpers.checking import workbook
from helpers.rows import RATE, rated, supervised


def listed(findings: tuple[Finding, ...], *codes: str) -> list[str]:
    return [finding.where for finding in findings if finding.code in codes]


def test_what_blocks_comes_first_whatever_sheet_it_is_on() -> None:
    ranks = [finding.severity.rank for finding in run(workbook(Supervision=[supervised("2017-12", 9, 10)]))]
    assert ranks == sorted(ranks)
    assert Severity.BLOCKS.rank in ranks and Severity.SHOULD_FIX.rank in ranks


def test_among_equals_sheets_come_in_their_order_and_rows_as_numbers() -> None:
    months = [supervised(f"2017-{month:02d}", 9, 10) for month in range(1, 7)]
    found = run(workbook(Indicators=[RATE], IndicatorValues=[rated(995)], Supervision=months))
    rows = [f"Supervision!C{row}" for row in range(6, 12)]
    assert listed(found, "FG01", "FG02") == ["'Indicator values'!F6", *rows]


def test_a_missing_row_is_listed_after_the_last_row_or_with_the_sheet_when_that_is_empty() -> None:
    found = run(workbook(Readmissions=["Month 2017-11 | Children"]))
    on_sheet = [finding.where for finding in found if finding.sheet == "Readmissions"]
    assert on_sheet == ["Readmissions!B6", "Readmissions!A7"]
    empty = [finding.where for finding in run(workbook()) if finding.sheet == "Complaints"]
    assert empty == ["Complaints"]
