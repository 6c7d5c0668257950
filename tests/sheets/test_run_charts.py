"""A run chart of few figures: told in a sentence, worked out alike by three engines, of the latest part of a line."""

from __future__ import annotations

import datetime as dt

from cyps_xl.inputs.tables.changes import Change
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.shapes.limits import Chart
from cyps_xl.sheets.shapes.run_charts import MOVED, SINCE_BREAK, STILL, TRIAL
from cyps_xl.sheets.shapes.signals import FEW_IN_PART
from helpers.libreoffice import needs_libreoffice
from helpers.limits import months, report
from helpers.quarters import Values
from helpers.small_reports import inputs_with, proved, proved_in_libreoffice

BEGINS = TRIAL.partition("{")[0]
UP_AND_STAYED = (10, 12, 11, 10, 12, 21, 20, 22, 21, 20)
TO_AND_FRO = (10, 20, 11, 21, 10, 20, 11, 21, 10, 20)


def of(*figures: float | None, changes: tuple[Values, ...] = ()) -> SheetPlan:
    rows = months(*[(figure, None) for figure in figures], heading="Days")
    return proved(inputs_with(report(Chart.VALUES), len(figures), Visits=rows, ChangePoints=list(changes)))


def told(sheet: SheetPlan) -> str:
    """What is told of the run chart, on the page and not among the workings; "" for nothing."""
    found = [str(cell.value) for cell in sheet.cells if cell.column == 0 and BEGINS in str(cell.value)]
    return found[0] if found else ""


def test_ten_months_that_crossed_their_median_once_have_moved() -> None:
    said = TRIAL.format(run=5, longest=6, crossings=1, fewest=2)
    assert told(of(*UP_AND_STAYED)) == f"{said} {MOVED}"


def test_ten_months_to_and_fro_have_not() -> None:
    assert told(of(*TO_AND_FRO)).endswith(f"crossings of it 9 (by chance at least 2). {STILL}")


def test_months_without_a_figure_or_on_the_median_are_passed_over() -> None:
    assert told(of(10, 12, None, 11, 10, 12, 15, 21, 20, None, 22, 21, 20)) == told(of(*UP_AND_STAYED))


def test_eight_months_tell_nothing_and_twelve_have_limits_instead() -> None:
    assert told(of(*UP_AND_STAYED[1:9])) == ""
    assert told(of(*UP_AND_STAYED, 21, 22)) == ""


def test_of_a_line_in_parts_it_is_told_of_the_latest_beside_what_is_said_of_few_figures() -> None:
    broken = {"Block": "visits", "From": dt.date(2025, 3, 1), "Kind": Change.BREAK.value, "English": "x", "Welsh": "x"}
    found = told(of(*[5.0, 6.0] * 6, *UP_AND_STAYED, changes=(broken,)))
    assert found == f"{FEW_IN_PART}\n{SINCE_BREAK}{TRIAL.format(run=5, longest=6, crossings=1, fewest=2)} {MOVED}"


@needs_libreoffice
def test_libreoffice_gives_the_same() -> None:
    rows = months(*[(figure, None) for figure in UP_AND_STAYED], heading="Days")
    inputs = inputs_with(report(Chart.VALUES), 10, Visits=rows)
    found = proved_in_libreoffice(inputs)
    assert [value for value in found.values() if str(value).endswith(MOVED)]
