"""An indicator's figure as text, as its scorecard prints it: in a sentence the decimals of each are its own."""

from __future__ import annotations

from cyps_xl.measures.rates import rounded
from cyps_xl.sheets.formulas import Formula


def figure_words(value: Formula, places: Formula, is_rate: Formula) -> Formula:
    """A figure's text: 62.0% for a share of 0.61968 with `places` of 3. Where there is none, what its cell shows."""
    v, d = value.text, places.text
    share, plain = f'FIXED((ROUND({v},{d})+0)*100,{d}-2)&"%"', f"FIXED(ROUND({v},{d})+0,{d})"
    text = f'IF(ISNUMBER({v}),IF({is_rate.text}=1,{share},{plain}),{v}&"")'
    return Formula(text, _shown(value, places, is_rate))


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
