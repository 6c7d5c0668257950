"""Chance as formulas: intervals of shares among the workings, and the words that stand beside an arrow.

The rules are those of measures.chance, written in functions that Excel 2010 knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.grid import parse_cell
from cyps_xl.inputs.tables.settings import NO
from cyps_xl.measures.chance import (
    FEW,
    MOST,
    UNLIKELY,
    USUAL,
    Chance,
    is_part_of,
    is_rate_of,
    rate_interval,
    wilson,
)
from cyps_xl.measures.direction import Direction
from cyps_xl.measures.indicators import Indicator, Typed, Unit
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context, Names
from cyps_xl.sheets.formulas import NOTHING, Formula, quoted
from cyps_xl.sheets.row_heights import text_height

_Z = f"NORMSINV({(1 + USUAL) / 2:.15g})"
_COULD_BE, _MORE = quoted(Chance.COULD_BE.value), quoted(Chance.MORE.value)
_UNCHANGED = tuple(code for code in Direction if not code.is_change)

Ends = tuple[Formula, Formula]
"""The two ends of an interval."""
Stands = tuple[Formula, Formula]
"""How a figure stands against an area's: the code, and what is said of chance."""


@dataclass(frozen=True)
class Compared:
    """A figure that is held against another: its cell, those of its two counts, and of the ends of its interval."""

    figure: Formula
    number: Formula
    out_of: Formula
    ends: Ends

    @property
    def typed(self) -> Typed:
        """The counts and the figure as the subject's rules take them."""
        return Typed(self.number.figure, self.out_of.figure, self.figure.figure)


def share_ends(number: Formula, out_of: Formula, is_rate: Formula, otherwise: Formula | None = None) -> Ends:
    """The ends of a share's interval (Wilson 1927).

    Where its counts make no share both are `otherwise`, the figure itself as of a whole country; or nothing.
    """
    n, d = number.text, out_of.text
    are_counts = f"IF(AND({is_rate.text}=1,ISNUMBER({n}),ISNUMBER({d})),{_are_within(n, d)},1=0)"
    (lowest, highest), rest = wilson_ends(n, d), _known(is_rate, otherwise)
    low = high = rest.value
    if is_rate.value == 1 and is_part_of(number.figure, out_of.figure):
        found = wilson(float(number.figure or 0), float(out_of.figure or 0))
        low, high = found.low, found.high
    return (
        Formula(f"IF({are_counts},MAX(0,{lowest}),{rest.text})", low),
        Formula(f"IF({are_counts},MIN(1,{highest}),{rest.text})", high),
    )


def rate_ends(number: Formula, out_of: Formula, per: int, otherwise: Formula | None = None) -> Ends:
    """The ends of a rate's interval, per population: exact for few (Garwood 1936), else Byar's (Breslow & Day 1987).

    Where its counts make no rate both are `otherwise`, or nothing.
    """
    n, d = number.text, out_of.text
    tail, rest = (1 - USUAL) / 2, otherwise or NOTHING
    known = f'IF(ISNUMBER({rest.text}),{rest.text},"")' if otherwise else '""'
    exact = (f"IF({n}=0,0,CHIINV({1 - tail:.15g},2*{n})/2)", f"CHIINV({tail:.15g},2*{n}+2)/2")
    byar = (
        f"{n}*(1-1/(9*{n})-{_Z}/(3*SQRT({n})))^3",
        f"({n}+1)*(1-1/(9*({n}+1))+{_Z}/(3*SQRT({n}+1)))^3",
    )
    low = high = rest.value if rest.figure is not None else ""
    if is_rate_of(number.figure, out_of.figure):
        found = rate_interval(int(number.figure or 0), float(out_of.figure or 0) / per)
        low, high = found.low, found.high
    texts = (
        f"IF({are_a_rate(number, out_of)},IF({n}<{FEW},{few},{many})*{per}/{d},{known})"
        for few, many in zip(exact, byar, strict=True)
    )
    return Formula(next(texts), low), Formula(next(texts), high)


def are_a_share(number: Formula, out_of: Formula) -> str:
    """The test for two counts that make a share; of texts it asks no more."""
    n, d = number.text, out_of.text
    return f"IF(AND(ISNUMBER({n}),ISNUMBER({d})),{_are_within(n, d)},1=0)"


def _are_within(n: str, d: str) -> str:
    return f"AND({n}>=0,{n}<={d},{d}>0,{n}=INT({n}),{d}=INT({d}))"


def are_a_rate(number: Formula, out_of: Formula) -> str:
    """The test for a count and what it is per; of texts it asks no more."""
    n, d = number.text, out_of.text
    return f"IF(AND(ISNUMBER({n}),ISNUMBER({d})),AND({n}>=0,{n}=INT({n}),{d}>0),1=0)"


def _known(is_rate: Formula, figure: Formula | None) -> Formula:
    if figure is None:
        return NOTHING
    known = is_rate.value == 1 and figure.figure is not None
    text = f'IF(AND({is_rate.text}=1,ISNUMBER({figure.text})),{figure.text},"")'
    return Formula(text, figure.value if known else "")


def chance_of_change(code: Formula, now: Compared, before: Compared, unit: Formula, indicator: Indicator) -> Formula:
    """Whether a change could be chance, in words; nothing where nothing changed, or where there are no counts."""
    if not indicator.counts_cases:
        return NOTHING
    value = words_of(indicator.chance(now.typed, before.typed, Direction(code.value)))
    if indicator.per > 1:
        rates = f'IF({has_ends(now, before)},{_of_rates(now, before)},"")'
        return Formula(f'IF({_is_unchanged(code)},"",{rates})', value)
    p, q = now.figure.text, before.figure.text
    numbers = f'IF(AND({unit.text}="{Unit.NUMBER.value}",ISNUMBER({p}),ISNUMBER({q})),{_of_counts(p, q)},"")'
    text = f'IF({_is_unchanged(code)},"",IF({has_ends(now, before)},{_of_shares(now, before)},{numbers}))'
    return Formula(text, value)


def chance_of_counts(code: Formula, now: Formula, before: Formula, indicator: Indicator) -> Formula:
    """The same of two numbers of things that happen."""
    text = f'IF({_is_unchanged(code)},"",{_of_counts(now.text, before.text)})'
    held, earlier = (Typed(value=one.figure) for one in (now, before))
    return Formula(text, words_of(indicator.chance(held, earlier, Direction(code.value))))


def chance_against(
    code: Formula, own: Compared, other: Compared, indicator: Indicator, rounded: tuple[Formula, Formula] | None = None
) -> Formula:
    """Whether how a rate stands against another area's could be chance, in words.

    `rounded` is there where the other's counts may be rounded: what they are rounded to, and what is said however that
    is.
    """
    if not indicator.counts_cases:
        return NOTHING
    words = words_beside(own, other, indicator) if rounded is None else rounded[1].text
    text = f'IF({_is_unchanged(code)},"",IF({has_ends(own, other)},{words},""))'
    nearest = 0 if rounded is None else rounded[0].figure or 0
    said = indicator.chance_against(own.typed, other.typed, other.figure.figure, Direction(code.value), nearest)
    return Formula(text, words_of(said))


def words_beside(own: Compared, other: Compared, indicator: Indicator) -> str:
    """The words of our own figure beside another: of one without counts the interval has no width."""
    words = _of_shares(own, other)
    if indicator.per > 1:
        return f"IF({are_a_rate(other.number, other.out_of)},{_of_rates(own, other)},{words})"
    return words


def wilson_ends(n: str, d: str) -> tuple[str, str]:
    """The formulas of both ends of a share's interval, from those of its counts."""
    middle, spread = f"2*{n}+{_Z}^2", f"{_Z}*SQRT({_Z}^2+4*{n}*(1-{n}/{d}))"
    size = f"(2*({d}+{_Z}^2))"
    return f"({middle}-{spread})/{size}", f"({middle}+{spread})/{size}"


def with_chance(words: Formula, chance: Formula, names: Names) -> Formula:
    """The words beside an arrow, and what is said of chance on a line below them, if Settings has it said."""
    text = f'{words.text}&IF(OR({chance.text}="",{names.says_chance.text}="{NO}"),"",CHAR(10)&{chance.text})'
    said = chance.value and names.says_chance.value != NO
    return Formula(text, f"{words.value}\n{chance.value}" if said else words.value)


_SAID = re.compile(r"CHAR\(10\)&([A-Z]+[0-9]+)\)$")


def chance_cell(formula: str) -> tuple[int, int] | None:
    """The cell of what is said of chance, counted from 0, of a formula of with_chance; None for any other."""
    found = _SAID.search(formula)
    if found is None:
        return None
    row, column = parse_cell(found[1])
    return row - 1, column - 1


LONGEST = f"Within tolerance\n{max((one.value for one in Chance), key=len)}"
"""The longest words that may stand beside an arrow."""


def put_words(
    sheet: SheetBuilder, context: Context, place: tuple[int, int], words: Formula, longest: str = LONGEST
) -> None:
    """Place the words beside an arrow, with room for the longest of them: figures change without a refresh."""
    row, column = place
    sheet.paragraph(row, column, words, sheet.widths[column], "wrapped middle")
    if context.settings.says_chance:
        sheet.height(row, text_height(longest, sheet.widths[column]))


def words_asked_for(code: Formula, chance: Formula, against: Sequence[Stands], names: Names) -> Formula:
    """1 where an indicator owes an explanation, else 0.

    For a decline, unless it could be chance and Settings then asks for none; and for standing worse than another area
    by more than chance. `against` is how it stands against each.
    """
    says, explains = (f'{one.text}="{NO}"' for one in (names.says_chance, names.explains_chance))
    declined = Direction.DECLINED.value
    excused = f"AND(NOT({says}),{explains},{chance.text}={_COULD_BE})"
    worse = "".join(f",AND(NOT({says}),{one.text}={declined},{other.text}={_MORE})" for one, other in against)
    text = f"IF(OR(AND({code.text}={declined},NOT({excused})){worse}),1,0)"
    is_said, is_explained = (one.value != NO for one in (names.says_chance, names.explains_chance))
    is_excused = is_said and not is_explained and chance.value == Chance.COULD_BE.value
    is_worse = is_said and any((one.value, other.value) == (declined, Chance.MORE.value) for one, other in against)
    return Formula(text, int((code.value == declined and not is_excused) or is_worse))


def words_of(chance: Chance | None) -> str:
    """What stands in a cell for what is said of chance."""
    return "" if chance is None else chance.value


def _is_unchanged(code: Formula) -> str:
    """The test for a code that says of no change."""
    codes = (quoted(one.value) if isinstance(one.value, str) else f"{one.value}" for one in _UNCHANGED)
    return f"OR({','.join(f'{code.text}={one}' for one in codes)})"


def has_ends(one: Compared, other: Compared) -> str:
    """The test for two figures that have their intervals."""
    return f"COUNT({','.join(end.text for end in (*one.ends, *other.ends))})=4"


def difference_ends(one: Compared, other: Compared) -> tuple[str, str]:
    """The formulas of both ends of the interval of a difference of two shares (Newcombe 1998, method 10)."""
    p, q = one.figure.text, other.figure.text
    (low, high), (lower, higher) = ((a.text, b.text) for a, b in (one.ends, other.ends))
    return (
        f"{p}-{q}-SQRT(({p}-{low})^2+({higher}-{q})^2)",
        f"{p}-{q}+SQRT(({high}-{p})^2+({q}-{lower})^2)",
    )


def _of_shares(one: Compared, other: Compared) -> str:
    """Whether the interval of a difference holds nought."""
    least, most = difference_ends(one, other)
    return f"IF(OR({least}>0,{most}<0),{_MORE},{_COULD_BE})"


def _of_rates(one: Compared, other: Compared) -> str:
    """Whether two counts, each per its own base, are as far apart as chance brings them: exact, given their sum."""
    (n, d), (m, e) = ((side.number.text, side.out_of.text) for side in (one, other))
    tails = f"MIN(BINOMDIST({n},{n}+{m},{d}/({d}+{e}),1),BINOMDIST({m},{n}+{m},{e}/({d}+{e}),1))"
    return f'IF({n}+{m}<={MOST},IF(2*{tails}<{UNLIKELY:.15g},{_MORE},{_COULD_BE}),"")'


def _of_counts(now: str, before: str) -> str:
    """Whether two counts of one sum are as far apart as chance brings them (Przyborowski & Wilenski 1940)."""
    whole = f"AND({now}>=0,{before}>=0,{now}=INT({now}),{before}=INT({before}),{now}+{before}<={MOST})"
    tail = f"BINOMDIST(MIN({now},{before}),{now}+{before},0.5,1)"
    return f'IF({whole},IF(2*{tail}<{UNLIKELY:.15g},{_MORE},{_COULD_BE}),"")'
