"""FG, continued: percentages, shares and counts taken for one another, told by a figure's own history."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at, at_figure
from cyps_xl.checks.indicators import Indicator
from cyps_xl.checks.shares import is_a_share_of, shares
from cyps_xl.checks.wording import in_units, shown
from cyps_xl.definition.indicators import typed_in
from cyps_xl.inputs.records import Row, as_excel_text
from cyps_xl.measures.rates import Figure, rounded

ONE_PERCENT = 0.01
"""A share of 1 that is typed for a percentage is read as a rate no larger than this."""
FAR_BELOW = 10
"""A rate that is so many times smaller than every other of its indicator is not one of them."""
NEAR, NEAR_AS_PUBLISHED = 3, 1.5
"""A rate up to so many times larger or smaller than the others may well be one of them. Among small rates a value with
no more decimals than are published may be a percentage as it stands, so that less of a distance is granted."""
SMALL_RATE = 0.1
MUCH_NEARER = 0.7
"""On the scale of ratios: a reading that comes so much nearer to the others is asked about, though neither is near."""


def share_typed_for_a_percentage(checked: Checked) -> Iterator[Fault]:
    """A rate of 0.976 where 97.6 is meant, told by the figure as the report works it out, beside the other figures of
    its indicator: of other periods and areas, whether they came as values or as counts. It is ten times smaller
    than every one of them, and a hundred times itself is like them. Silent where its counts are whole numbers: they
    decide."""
    for indicator, row, figure, others in _typed_rates(checked):
        if is_surely_a_share(figure, others, _near(indicator, figure, others)):
            yield _is_meant(checked, row, figure)


def rate_that_may_be_a_share(checked: Checked) -> Iterator[Fault]:
    """A rate of 1% or less that may be a share of 1: it comes nearer to the other figures of its indicator a hundred
    times as large, though not near; or there is no other to hold it against, and it has more decimals than are
    published, as shares have. Silent where another rule is sure."""
    for indicator, row, figure, others in _typed_rates(checked):
        sure = is_surely_a_share(figure, others, _near(indicator, figure, others))
        alone = not others and _is_finer(indicator, figure)
        if alone or (may_be_a_share(figure, others) and not sure):
            yield _is_meant(
                checked, row, figure, " If it is less than 1%, round it as it is published, or type its counts."
            )


def _is_meant(checked: Checked, row: Row, figure: float, otherwise: str = "") -> Fault:
    read, meant = (shown(rounded(times * figure, 9)) for times in (100, 10_000))
    if typed_in(row).has_both_counts:
        heading, typed = "Numerator", f"{shown(row['Numerator'])} of {shown(row['Denominator'])}"
        remedy = "Type the number itself under Numerator."
    else:
        heading, typed = "Value", shown(row["Value"])
        remedy = f"Type {meant} for {meant}%."
    message = f"{typed} is read as {read}%, and is {meant}% meant?"
    return at_figure(checked, row, heading, message, remedy + otherwise)


def _typed_rates(checked: Checked) -> Iterator[tuple[Indicator, Row, float, list[float]]]:
    """Every rate above 0 and up to 1% that no whole counts give, with the other rates of its indicator."""
    rates: dict[str, list[tuple[Indicator, Row, float]]] = {}
    for indicator, row in checked.indicator_rows:
        figure = indicator.figure_in(row)
        if indicator.is_rate and figure is not None and figure > 0:
            rates.setdefault(indicator.no, []).append((indicator, row, figure))
    for found in rates.values():
        others = [figure for _, row, figure in found if not _is_suspect(row, figure)]
        yield from ((indicator, row, figure, others) for indicator, row, figure in found if _is_suspect(row, figure))


def _is_suspect(row: Row, figure: float) -> bool:
    typed = typed_in(row)
    counted = typed.has_both_counts and typed.numerator is not None and typed.numerator % 1 == 0
    return not counted and figure <= ONE_PERCENT


def _near(indicator: Indicator, figure: float, others: Sequence[float]) -> float:
    return NEAR if _is_finer(indicator, figure) or min(others, default=0) >= SMALL_RATE else NEAR_AS_PUBLISHED


def _is_finer(indicator: Indicator, figure: float) -> bool:
    """Whether a rate has more decimals in percent than are published, as shares have."""
    return len(as_excel_text(rounded(100 * figure, 9)).partition(".")[2]) > indicator.decimals


def is_surely_a_share(figure: float, others: Sequence[float], near: float = NEAR) -> bool:
    """Whether a rate fits its others a hundred times as large, and not as it stands. All are shares of 1."""
    if not others or FAR_BELOW * figure >= min(others):
        return False
    return min(others) / near <= 100 * figure <= near * max(others)


def may_be_a_share(figure: float, others: Sequence[float]) -> bool:
    """Whether a rate comes much nearer to its others a hundred times as large."""
    return bool(others) and _away(100 * figure, others) < MUCH_NEARER * _away(figure, others)


def _away(figure: float, others: Sequence[float]) -> float:
    """How many times larger or smaller than the nearest of the others, as a logarithm."""
    return min(abs(math.log(figure / other)) for other in others)


def percentage_of_cases_typed_as_a_share(checked: Checked) -> Iterator[Fault]:
    """A percentage of cases of 0.82 where 82 is meant: above 0 and not above 1, though there are so few cases that no
    number of them is so small a share. Where the cases are not known, it is held against the other percentages of its
    column."""
    found = [*shares(checked)]
    for share in found:
        percent = share.percent
        if not 0 < percent <= 1:
            continue
        others = [one.percent / 100 for one in found if one.percent > 1 and one.table == share.table]
        meant = shown(rounded(100 * percent, 9))
        if share.out_of and not is_a_share_of(percent, share.out_of):
            cases = in_units(share.out_of, share.unit)
            message = f"{shown(percent)}% of {cases} is less than one. Is {meant}% meant?"
        elif not share.out_of and is_surely_a_share(percent / 100, others):
            message = f"{shown(percent)} is read as {shown(percent)}%, and is {meant}% meant?"
        else:
            continue
        yield at(checked.inputs[share.table], share.row, share.heading, message)


def number_with_two_counts(checked: Checked) -> Iterator[Fault]:
    """An indicator whose unit is number has a numerator and a denominator. A number is one count and no quotient, so
    that the report cannot say which is meant, and shows the Value alone."""
    for indicator, row in checked.indicator_rows:
        typed = typed_in(row)
        if not indicator.rules.is_ratio and typed.has_both_counts:
            counts = f"{_thousands(typed.numerator)} of {_thousands(typed.denominator)}"
            yield at_figure(checked, row, "Denominator", f"{counts} are two counts, and its unit is number.")


def _thousands(count: Figure) -> str:
    return f"{count:,.15g}"


RULES = (
    Rule(
        "FG03",
        Severity.BLOCKS,
        "A share of 1 is typed for a percentage",
        "0.995, where all other years have 99.3 and the like.",
        "Type the percentage: 99.5 for 99.5%.",
        share_typed_for_a_percentage,
    ),
    Rule(
        "FG12",
        Severity.BLOCKS,
        "A number is given as one count of another",
        "Indicator 6, whose unit is number, has 104 of 19,850.",
        "Type the number under Value and clear Numerator and Denominator. If it is a rate or an average, set Unit to "
        "percent or days on Indicators.",
        number_with_two_counts,
    ),
    Rule(
        "FG13",
        Severity.BLOCKS,
        "A share of 1 is typed for a percentage of cases",
        "0.82 for 82% of 51 cases.",
        "Type the percentage: 82 for 82%.",
        percentage_of_cases_typed_as_a_share,
    ),
    Rule(
        "FG14",
        Severity.SHOULD_FIX,
        "A rate may be a share of 1",
        "0.976 is the first figure of an indicator that is published with one decimal.",
        "Type 97.6 for 97.6%. If it is less than 1%, round it as it is published, or type its counts.",
        rate_that_may_be_a_share,
    ),
)
