"""How figures are printed, by what their line says of them."""

from __future__ import annotations

import math
from dataclasses import replace

from cyps_xl.definition.model import Line
from cyps_xl.inputs.tables.choices import Charts, Shown
from cyps_xl.sheets import theme
from cyps_xl.sheets.pages import Paper
from cyps_xl.sheets.plan import ChartPlan

FORMATS = {
    Shown.COUNT: theme.WHOLE,
    Shown.HALVES: theme.HALVES,
    Shown.CHANGE: theme.SIGNED,
    Shown.DECIMAL: theme.ONE_DECIMAL,
    Shown.TWO_DECIMALS: theme.TWO_DECIMALS,
    Shown.PERCENT: theme.PERCENT,
    Shown.PERCENT_ONE: theme.PERCENT_ONE,
    Shown.PER_1000: theme.ONE_DECIMAL,
    Shown.PER_10000: theme.ONE_DECIMAL,
    Shown.DAYS: theme.ONE_DECIMAL,
    Shown.MONEY: theme.MONEY,
    Shown.DATE: theme.SHORT_DATE,
    Shown.MONTH: theme.MONTH,
    Shown.NO: theme.WHOLE,
    Shown.TEXT: "",
}

_SHARES = (Shown.PERCENT, Shown.PERCENT_ONE)

_LABELS = {Shown.DECIMAL: "0.0", Shown.PERCENT_ONE: "0.0%", Shown.PERCENT: "0%"}
_LABEL_WIDTHS = {
    Shown.MONEY: 52.0,
    Shown.PERCENT_ONE: 23.0,
    Shown.TWO_DECIMALS: 22.0,
    **dict.fromkeys((Shown.PERCENT, Shown.DECIMAL, Shown.DAYS, Shown.PER_1000, Shown.PER_10000), 18.0),
}
"""Points that a label takes of what stands beside others: of £279,400, 97.4% and so on, with air."""
_LABEL_WIDTH = 18.0
"""The same of a number of three digits."""
_AXIS = 60.0
"""Points of a chart's width in which no column stands."""
ABOVE_ALL = 1.1
"""The top of an axis of shares: above 100%, so that the label of a full column has room."""


def with_scales(chart: ChartPlan, line: Line, width: float = math.inf) -> ChartPlan:
    """A chart, so many points wide, whose labels and upright axis are printed as a line's figures are.

    It is no wider than a page. Where labels would lie over each other, the latest alone has one. That goes by how many
    they are and what they print, never by the figures, which change while a workbook is open.
    """
    room = min(width, Paper.of(landscape=True).width) - _AXIS
    labels = _beside_each_other(chart) * _LABEL_WIDTHS.get(line.printed, _LABEL_WIDTH)
    plain = FORMATS[line.printed]
    axis = {Shown.DECIMAL: "0"}.get(line.printed, "0%" if line.printed in _SHARES else theme.WHOLE)
    if line.printed is Shown.MONEY:
        axis = theme.MONEY
    return replace(
        chart,
        label_format=_LABELS.get(line.printed, plain),
        axis_format=axis,
        maximum=ABOVE_ALL if line.printed in _SHARES else None,
        label_last=not chart.sideways and labels > room,
    )


def _beside_each_other(chart: ChartPlan) -> int:
    """How many labels stand beside each other: those of stacked columns stand on top of each other."""
    return chart.categories.size * (1 if chart.drawn is Charts.STACKED else len(chart.series))
