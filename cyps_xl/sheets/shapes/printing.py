"""How figures are printed, by what their line says of them."""

from __future__ import annotations

from dataclasses import replace

from cyps_xl.definition.model import Line
from cyps_xl.inputs.tables.choices import Charts, Shown
from cyps_xl.sheets import theme
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
MOST_WIDE_LABELS = 12
"""Labels as wide as £279,400 that have room beside each other over a chart's columns."""
ABOVE_ALL = 1.1
"""The top of an axis of shares: above 100%, so that the label of a full column has room."""


def with_scales(chart: ChartPlan, line: Line) -> ChartPlan:
    """A chart whose labels and upright axis are printed as a line's figures are."""
    plain = FORMATS[line.printed]
    axis = {Shown.DECIMAL: "0"}.get(line.printed, "0%" if line.printed in _SHARES else theme.WHOLE)
    if line.printed is Shown.MONEY:
        axis = theme.MONEY
    return replace(
        chart,
        label_format=_LABELS.get(line.printed, plain),
        axis_format=axis,
        maximum=ABOVE_ALL if line.printed in _SHARES else None,
        label_last=line.printed is Shown.MONEY and _beside_each_other(chart) > MOST_WIDE_LABELS,
    )


def _beside_each_other(chart: ChartPlan) -> int:
    """How many labels stand beside each other: those of stacked columns stand on top of each other."""
    return chart.categories.size * (1 if chart.drawn is Charts.STACKED else len(chart.series))
