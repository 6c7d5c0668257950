"""Directions as formulas: the code of an arrow, the words beside it, and the value both give."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.measures.direction import CHANGE_DECIMALS, Better, Direction
from cyps_xl.measures.indicators import Indicator, a_count, a_rate
from cyps_xl.sheets.formulas import Formula, constant, quoted

BEST = Direction.BEST_POSSIBLE.value
NONE = Direction.NOT_COMPARABLE.value
UP, DOWN, UNCHANGED = Direction.UP.value, Direction.DOWN.value, Direction.UNCHANGED.value


@dataclass(frozen=True)
class Rules:
    """How two figures are compared: each a cell of the sheet, or a constant.

    `better` gives higher or lower, `decimals` those of the figures as the cells hold them,
    `measured` points or relative, `is_rate` 1 for a rate (which can be at its best possible
    value), `comparable` yes or no. `indicator` is what they say: it gives the formulas' values.
    """

    indicator: Indicator
    better: Formula
    decimals: Formula
    tolerance: Formula
    measured: Formula
    is_rate: Formula
    comparable: Formula

    @classmethod
    def for_counts(cls, better: Better, tolerance: Formula, decimals: int = 0) -> Rules:
        """The rules for counts, averages and amounts, as complaints are: compared relatively, as printed."""
        return cls._fixed(a_count(better, decimals), tolerance)

    @classmethod
    def for_rates(cls, better: Better, tolerance: Formula, decimals: int) -> Rules:
        """The rules for shares, printed in percent at so many decimals: compared in percentage points."""
        return cls._fixed(a_rate(better, decimals), tolerance)

    @classmethod
    def _fixed(cls, indicator: Indicator, tolerance: Formula) -> Rules:
        return cls(
            indicator=indicator,
            better=constant(indicator.better.value),
            decimals=constant(indicator.places),
            tolerance=tolerance,
            measured=constant(indicator.measured.value),
            is_rate=constant(int(indicator.is_rate)),
            comparable=constant("yes"),
        )


def published(cell: Formula, decimals: Formula) -> str:
    """A figure as published."""
    return f"ROUND({cell.text},{decimals.text})"


def gain(current: Formula, previous: Formula, rules: Rules) -> Formula:
    """The change as published, above 0 when for the better; missing unless both are there.

    Stands in a cell of its own among the workings, so that an arrow can be followed.
    """
    change = f"({published(current, rules.decimals)}-{published(previous, rules.decimals)})"
    both = f"AND(ISNUMBER({current.text}),ISNUMBER({previous.text}))"
    sign = f'IF(OR({rules.better.text}="higher",{rules.better.text}="neither"),1,-1)'
    text = f'IF({both},ROUND({change}*{sign},{CHANGE_DECIMALS}),"{NONE}")'
    value = rules.indicator.gain(current.figure, previous.figure)
    return Formula(text, NONE if value is None else value)


def direction_code(current: Formula, previous: Formula, gained: Formula, rules: Rules) -> Formula:
    """The code of the direction of improvement; the rule is that of measures.indicators.

    `gained` is the cell that holds the gain between the two.
    """
    g, before = gained.text, published(previous, rules.decimals)
    relative = f"IF({before}=0,1,ROUND(-{g}/ABS({before}),{CHANGE_DECIMALS}))"
    worse = f'IF({rules.measured.text}="points",-{g},{relative})'
    compared = f"IF({g}>0,2,IF({g}=0,0,IF({worse}<{rules.tolerance.text},-1,-2)))"
    compared = f"IF({_is_unjudged(rules)},{_unjudged(g)},{compared})"
    unpaired = f'OR(NOT(ISNUMBER({g})),{rules.comparable.text}="no")'
    compared = f'IF({unpaired},"{NONE}",{compared})'
    if rules.is_rate.text != "0":
        compared = f'IF({_is_best(current, rules)},"{BEST}",{compared})'
    text = f'IF(NOT(ISNUMBER({current.text})),"{NONE}",{compared})'
    value = rules.indicator.direction(current.figure, previous.figure, float(rules.tolerance.figure or 0))
    return Formula(text, value.value)


def _is_best(current: Formula, rules: Rules) -> str:
    """The test for a rate that can get no better."""
    now = published(current, rules.decimals)
    best = f'IF({rules.better.text}="higher",{now}>=1,{now}<=0)'
    return f"AND({rules.is_rate.text}=1,NOT({_is_unjudged(rules)}),{best})"


def _is_unjudged(rules: Rules) -> str:
    """The test for a figure of which neither way is good."""
    return f'{rules.better.text}="neither"'


def _unjudged(gained: str) -> str:
    """The sign of which way such a figure went."""
    return f'IF({gained}>0,"{UP}",IF({gained}<0,"{DOWN}","{UNCHANGED}"))'


def direction_words(code: Formula, tolerance: Formula, uncompared: Formula | None = None) -> Formula:
    """The direction in words, for those who do not see the arrow; `uncompared` says why there is none."""
    none = uncompared or constant("Not compared")
    within = within_words(tolerance)
    c = code.text
    text = (
        f'IF({c}="{BEST}","Best possible",IF({c}="{NONE}",{none.text},IF({c}=2,"Improved",'
        f'IF({c}=0,"Maintained",IF({c}=-1,{within.text},IF({c}=-2,"Declined",{_unjudged_words(c)}))))))'
    )
    return Formula(text, _words(code.value, str(within.value), str(none.value)))


def within_words(tolerance: Formula) -> Formula:
    """What is said of a figure that is worse by less than the tolerance, a share of 1."""
    percent = f"{round(float(tolerance.figure or 0) * 100, 1):.15g}"
    return Formula(f'"Within "&ROUND({tolerance.text}*100,1)&"%"', f"Within {percent}%")


def _words(code: object, within: str, none: str) -> str:
    return {
        Direction.BEST_POSSIBLE.value: "Best possible",
        Direction.NOT_COMPARABLE.value: none,
        Direction.IMPROVED.value: "Improved",
        Direction.MAINTAINED.value: "Maintained",
        Direction.WITHIN_TOLERANCE.value: within,
        Direction.DECLINED.value: "Declined",
        **_UNJUDGED_WORDS,
    }[code]


_UNJUDGED_WORDS: dict[object, str] = {UP: "Higher", DOWN: "Lower", UNCHANGED: "The same"}


def _unjudged_words(code: str) -> str:
    return f'IF({code}="{UP}","Higher",IF({code}="{DOWN}","Lower","The same"))'


def against_code(own: Formula, other: Formula, gained: Formula, rules: Rules) -> Formula:
    """The code of the comparison with another area: better, the same, worse, or none."""
    g = gained.text
    judged = f"IF({g}>0,2,IF({g}=0,0,-2))"
    text = f'IF(ISNUMBER({g}),IF({_is_unjudged(rules)},{_unjudged(g)},{judged}),"{NONE}")'
    return Formula(text, rules.indicator.against(own.figure, other.figure).value)


def against_words(code: Formula) -> Formula:
    """The comparison with another area in words."""
    c = code.text
    judged = f'IF({c}=2,"Better",IF({c}=0,"Same",IF({c}=-2,"Worse",{_unjudged_words(c)})))'
    text = f'IF({c}="{NONE}",{quoted("No figure")},{judged})'
    words = {NONE: "No figure", 2: "Better", 0: "Same", -2: "Worse", **_UNJUDGED_WORDS}
    return Formula(text, words[code.value])
