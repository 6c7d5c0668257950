"""An indicator's figure as text, as its scorecard prints it: in a sentence the decimals of each are its own."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.measures.rates import rounded
from cyps_xl.sheets.formulas import Formula, quoted


def figure_words(value: Formula, places: Formula, is_rate: Formula) -> Formula:
    """A figure's text: 62.0% for a share of 0.61968 with `places` of 3. Where there is none, what its cell shows."""
    v, d = value.text, places.text
    share, plain = f'FIXED((ROUND({v},{d})+0)*100,{d}-2)&"%"', f"FIXED(ROUND({v},{d})+0,{d})"
    text = f'IF(ISNUMBER({v}),IF({is_rate.text}=1,{share},{plain}),{v}&"")'
    return Formula(text, _shown(value, places, is_rate))


@dataclass(frozen=True)
class Between:
    """What stands between two counts, in a language: of a share how many of how many, of a rate how many among how many
    people. An average is divided."""

    of: str = " of "
    among: str = " among "
    divided: str = " ÷ "


def counts_words(
    counts: tuple[Formula, Formula], is_share: Formula, unit: Formula, around: tuple[Formula, Formula], between: Between
) -> Formula:
    """The two counts that a figure comes from, `around` them what stands before and after; nothing without both.

    `unit` is the word of a Unit, of which those of a population begin with "per".
    """
    (number, out_of), (before, after) = counts, around
    n, d = number.text, out_of.text
    sign = (
        f"IF({is_share.text}=1,{quoted(between.of)},"
        f'IF(LEFT({unit.text},4)="per ",{quoted(between.among)},{quoted(between.divided)}))'
    )
    text = f'IF(COUNT({n},{d})=2,{before.text}&FIXED({n},0)&{sign}&FIXED({d},0)&{after.text},"")'
    if number.figure is None or out_of.figure is None:
        return Formula(text, "")
    is_rate = str(unit.value).startswith("per ")
    said = between.of if is_share.value == 1 else between.among if is_rate else between.divided
    return Formula(text, f"{before.value}{fixed(number.figure, 0)}{said}{fixed(out_of.figure, 0)}{after.value}")


def fixed(value: float, places: int) -> str:
    """A number as FIXED writes it: 1,234.5."""
    return f"{rounded(value, places) + 0.0:,.{places}f}"


def _shown(value: Formula, places: Formula, is_rate: Formula) -> str:
    if value.figure is None:
        return str(value.value)
    decimals = int(places.figure or 0)
    if is_rate.value == 1:
        return f"{fixed(rounded(value.figure, decimals) * 100, decimals - 2)}%"
    return fixed(value.figure, decimals)
