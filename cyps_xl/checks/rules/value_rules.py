"""FG, continued: the figures of the indicators, each against itself."""

from __future__ import annotations

import math
from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at_figure
from cyps_xl.checks.indicators import Indicator
from cyps_xl.checks.wording import shown
from cyps_xl.definition.indicators import number, typed_in
from cyps_xl.inputs.records import Row
from cyps_xl.measures.rates import Figure, rounded


def rate_outside_0_to_100(checked: Checked) -> Iterator[Fault]:
    """A published percentage under 0 or over 100. Exactly 0 and exactly 100 can be."""
    for indicator, row in checked.indicator_rows:
        value = number(row["Value"])
        if indicator.is_rate and value is not None and not 0 <= value <= 100:
            yield at_figure(checked, row, "Value", f"{shown(value)}%.")


def negative_figure(checked: Checked) -> Iterator[Fault]:
    """A published figure under 0, where the indicator counts or averages something. Rates have a rule of their
    own, and columns that hold counts refuse what is under 0 when they are read."""
    for indicator, row in checked.indicator_rows:
        value = number(row["Value"])
        if not indicator.is_rate and value is not None and value < 0:
            yield at_figure(checked, row, "Value", f"{shown(value)} is under 0.")


def value_its_counts_do_not_give(checked: Checked) -> Iterator[Fault]:
    """A published Value that numerator ÷ denominator does not give at the published decimals. A Value that was cut
    and not rounded has a rule of its own."""
    for indicator, row in checked.indicator_rows:
        given, value = _given(indicator, row), number(row["Value"])
        if given is None or value is None or _agrees(given, value, indicator) or _is_cut(given, value, indicator):
            continue
        words = (
            f"{shown(row['Numerator'])} of {shown(row['Denominator'])} is {indicator.shown(_as_figure(indicator, row))}"
        )
        yield at_figure(checked, row, "Value", f"{words}, and the Value is {shown(value)}.")


def value_cut_and_not_rounded(checked: Checked) -> Iterator[Fault]:
    """A published Value whose last decimal was cut off: 93.7 for 135 of 144, which is 93.75. The report shows the
    rounded figure."""
    for indicator, row in checked.indicator_rows:
        given, value = _given(indicator, row), number(row["Value"])
        if given is None or value is None or _agrees(given, value, indicator):
            continue
        if _is_cut(given, value, indicator):
            words = f"{shown(value)} was cut off; rounded it is {indicator.shown(_as_figure(indicator, row))}"
            yield at_figure(checked, row, "Value", f"{words}.")


def _as_figure(indicator: Indicator, row: Row) -> Figure:
    """What numerator and denominator give; None without both."""
    return indicator.figure_in(row) if indicator.rules.is_ratio and typed_in(row).has_both_counts else None


def _given(indicator: Indicator, row: Row) -> Figure:
    """The same in the unit of Value, not rounded."""
    figure = _as_figure(indicator, row)
    return None if figure is None else figure * indicator.rules.printed_as


def _agrees(given: float, value: float, indicator: Indicator) -> bool:
    return rounded(given, indicator.decimals) == rounded(value, indicator.decimals)


def _is_cut(given: float, value: float, indicator: Indicator) -> bool:
    scale = 10**indicator.decimals
    return math.floor(float(f"{given * scale:.12g}")) == rounded(value * scale, 6)


RULES = (
    Rule(
        "FG02",
        Severity.BLOCKS,
        "A rate lies outside 0% to 100%",
        "Indicator 9, 2016-17: 995%.",
        "Correct the Value: 99.5 is 99.5%.",
        rate_outside_0_to_100,
    ),
    Rule(
        "FG05",
        Severity.BLOCKS,
        "A figure is negative",
        "Indicator 5, 2017-18 Q3: -288.3 is under 0.",
        "Delete the minus sign, or correct the figure.",
        negative_figure,
    ),
    Rule(
        "FG06",
        Severity.BLOCKS,
        "A Value is not what its counts give",
        "11 of 177 is 6.2%, and the Value is 2.6.",
        "Correct whichever of the three is wrong. The report shows what the counts give.",
        value_its_counts_do_not_give,
    ),
    Rule(
        "FG07",
        Severity.LOOK,
        "A Value is cut off, and not rounded",
        "93.7 for 135 of 144, which is 93.75 and so 93.8.",
        "Type the rounded Value, or leave Value empty: the report works it out.",
        value_cut_and_not_rounded,
    ),
)
