"""A line with limits, whichever way it runs: its change points, its limits, what stands out, and what all that says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cyps_xl.definition.expression import Expression
from cyps_xl.definition.model import Line
from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.plan import SeriesPlan
from cyps_xl.sheets.shapes.bank import Bank
from cyps_xl.sheets.shapes.changes import Changes, Times
from cyps_xl.sheets.shapes.limits import Chart, LimitRows
from cyps_xl.sheets.shapes.printing import FORMATS
from cyps_xl.sheets.shapes.signals import SignalRow
from cyps_xl.sheets.shapes.variation import VariationRows


def lay_out_limits(
    bank: Bank,
    chart: Chart,
    line: Line,
    changes: Changes,
    points: Sequence[Formula],
    times: Times,
    held: Formula,
    read: Callable[[Expression, int], Formula],
) -> tuple[tuple[SeriesPlan, ...], Formula]:
    """Place the limits of a line in their bank; what the chart draws of them, and the notice of change points.

    `points` are the cells of the line, at these `times`, between which `held` change points are declared; `read` gives
    what a part of the line's expression is at a point.
    """
    printed = FORMATS[line.printed]
    bank.labels()
    parted = changes.lay_out(bank, points, times)
    series = LimitRows(bank, chart, line, parted, printed, read).lay_out()
    marked = SignalRow(bank, series).lay_out()
    VariationRows(bank, line, series, marked).lay_out(printed)
    changes.say(bank)
    return bank.series, changes.not_shown(bank, held)
