"""A change in the words of At a glance, which a member reads without the key, and the arrow before them."""

from __future__ import annotations

from cyps_xl.measures.direction import Direction
from cyps_xl.sheets.formulas import Formula, quoted
from cyps_xl.sheets.headline import ARROWS

SINCE_LAST_YEAR = {
    Direction.IMPROVED: "Better than last year",
    Direction.MAINTAINED: "As good as last year",
    Direction.WITHIN_TOLERANCE: "A little worse than last year",
    Direction.DECLINED: "Worse than last year",
}
"""The page's own words for a direction: a member reads them without the key. Others say the scorecard’s."""

_DECLINED, _IMPROVED = Direction.DECLINED.value, Direction.IMPROVED.value


def sign_before(direction: Formula) -> Formula:
    """The arrow of a direction's code and a space, in words that have no colour; a code that is a sign is that sign."""
    arrows = [ARROWS.get(code, "") for code in range(_DECLINED, _IMPROVED + 1)]
    drawn = ",".join(quoted(f"{arrow} " if arrow else "") for arrow in arrows)
    code, held = direction.text, direction.value
    return Formula(
        f'IF(ISNUMBER({code}),CHOOSE({code}+{1 - _DECLINED},{drawn}),{code}&" ")', f"{ARROWS.get(held, held)} "
    )


def since_last_year(code: Formula, words: Formula) -> Formula:
    """What a direction is in this page's words; of one without a code the first line of the scorecard's."""
    known = {one.value: said for one, said in SINCE_LAST_YEAR.items()}
    chosen = ",".join(quoted(known.get(one, "")) for one in range(_DECLINED, _IMPROVED + 1))
    first = f"LEFT({words.text},FIND(CHAR(10),{words.text}&CHAR(10))-1)"
    value = known.get(code.value, str(words.value).split("\n")[0])
    return Formula(f"IF(ISNUMBER({code.text}),CHOOSE({code.text}+{1 - _DECLINED},{chosen}),{first})", value)
