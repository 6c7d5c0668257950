"""The axes of charts that stand still: whole numbers where few are counted, close about lines that lie high."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.sheets.plan import ChartPlan, Scalar

FEW = 5
"""The largest figure of a chart whose every whole number has a gridline."""
HIGH = 5 / 6
"""The share of the highest figure above which the lowest lies where the axis of a line does not begin at nought."""
_GRIDLINES = 4
"""About how many stand between the lowest and the highest figure."""
_ROUND = (1, 2, 5, 10)
_SHARE = 100


def with_axis(chart: ChartPlan, drawn: Iterable[Scalar | None]) -> ChartPlan:
    """The chart with an axis for the figures that it draws, which change no more.

    Where few are counted each gridline is a whole number: Excel would draw halves, and write 1 beside them. Limits lie
    close about their line: from nought, as Excel begins where the lowest figure is under five sixths of the highest,
    all of them look like one. A line of its own begins as Excel begins it: from nought but where it lies so high above
    that all of its movement would be a flat line. Columns stand on nought: their height is the figure.
    """
    numbers = [value for value in drawn if isinstance(value, int | float)]
    lies_high = chart.drawn is Charts.LINE and min(numbers, default=0) >= HIGH * max(numbers, default=0) > 0
    if (chart.drawn is Charts.LIMITS or lies_high) and numbers:
        return _close_about(chart, min(numbers), max(numbers))
    largest = max(numbers, default=0)
    if chart.maximum is not None or not chart.axis_format.endswith("0") or largest > FEW:
        return chart
    return replace(chart, maximum=math.ceil(largest) + 1.0, step=1)  # the label of the highest column stands above it


def _close_about(chart: ChartPlan, lowest: float, highest: float) -> ChartPlan:
    step = max(_round_step((highest - lowest) / _GRIDLINES), _unit(chart.axis_format))
    bottom, top = math.floor(lowest / step) * step, math.ceil(highest / step) * step
    top = top if top > bottom else bottom + step
    return replace(chart, minimum=round(bottom, 10), maximum=round(top, 10), step=round(step, 10))


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 … and 0.5, 0.2, 0.1 … that is no less."""
    if least <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in _ROUND if factor * power >= least * (1 - 1e-9))


def _unit(axis_format: str) -> float:
    """The smallest difference that numbers on the axis show."""
    _, _, decimals = axis_format.partition(".")
    unit = 10.0 ** -decimals.count("0")
    return unit / _SHARE if axis_format.endswith("%") else unit
