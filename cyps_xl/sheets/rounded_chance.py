"""What is said of our own figure beside an area whose counts are rounded: only what rounding could not turn.

It is worked out three times, beside the counts as they are published and beside those of the highest and of the lowest
figure that rounding leaves open, each in cells of its own among the workings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cyps_xl.measures.chance import wilson
from cyps_xl.measures.direction import Direction
from cyps_xl.measures.indicators import Indicator
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.chance import (
    Compared,
    Ends,
    are_a_rate,
    are_a_share,
    has_ends,
    wilson_ends,
    words_beside,
    words_of,
)
from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.plan import Scalar

TO = "{area}, rounded to"
PUBLISHED = "{area} as published, chance"
HIGHEST, LOWEST = (
    tuple(f"{{area}} {way}, {what}" for what in ("number", "out of", "lowest", "highest", "chance"))
    for way in ("at most", "at least")
)
WIDTHS = {label: 17 if label.endswith("chance") else 9 for label in (TO, PUBLISHED, *HIGHEST, *LOWEST)}
"""The labels of the workings of an area whose counts are rounded, with their widths."""


@dataclass(frozen=True)
class RoundedArea:
    """An area of a scorecard's row; `column_of` says where a working of it stands."""

    sheet: SheetBuilder
    row: int
    column_of: Callable[[str], int]
    indicator: Indicator

    def lay_out(self, own: Compared, other: Compared, to: Formula) -> tuple[Formula, Formula]:
        """Place the workings: what its counts are rounded to, and the words that rounding could not turn."""
        to = self._put(TO, to)
        said = self.indicator.chance_against(own.typed, other.typed, other.figure.figure, Direction.DECLINED)
        words = words_beside(own, other, self.indicator)
        published = self._put(PUBLISHED, Formula(f'IF({has_ends(own, other)},{words},"")', words_of(said)))
        pairs = zip((HIGHEST, LOWEST), self._counts(other, to), strict=True)
        highest, lowest = (self._beside(labels, own, other, counts, published) for labels, counts in pairs)
        differs = f"AND({to.text}>0,OR({highest.text}<>{published.text},{lowest.text}<>{published.text}))"
        is_turned = bool(to.figure) and {highest.value, lowest.value} != {published.value}
        return to, Formula(f'IF({differs},"",{published.text})', "" if is_turned else published.value)

    def _put(self, label: str, item: Formula) -> Formula:
        return self.sheet.put(self.row, self.column_of(label), item, "workings")

    def _is_known(self, other: Compared) -> tuple[str, bool]:
        """The test for counts that rounding leaves open, and whether they are such."""
        if self.indicator.per > 1:
            return are_a_rate(other.number, other.out_of), other.typed.is_event_rate
        return are_a_share(other.number, other.out_of), other.typed.is_share

    def _counts(self, other: Compared, to: Formula) -> tuple[tuple[Formula, Formula], tuple[Formula, Formula]]:
        """Number and out of, of the highest and of the lowest figure: whole ones for a rate per population."""
        n, d, is_rate = other.number.text, other.out_of.text, self.indicator.per > 1
        off = f"INT({to.text}/2)" if is_rate else f"{to.text}/2"
        whole = f"MAX({d}-{off},{d}/2)"
        highest = f"{n}+{off}" if is_rate else f"MIN({n}+{off},{whole})"
        known, are_known = self._is_known(other)
        counts = self.indicator.as_rounded(other.typed.counts, to.figure or 0) if are_known else ()

        def pair(at: int, number: str, out_of: str) -> tuple[Formula, Formula]:
            values: tuple[float | str, float | str] = counts[at] if counts else ("", "")
            return (
                Formula(f'IF({known},{number},"")', values[0]),
                Formula(f'IF({known},{out_of},"")', values[1]),
            )

        return pair(0, highest, whole), pair(1, f"MAX({n}-{off},0)", f"{d}+{off}")

    def _beside(
        self,
        labels: tuple[str, ...],
        own: Compared,
        other: Compared,
        counts: tuple[Formula, Formula],
        published: Formula,
    ) -> Formula:
        """What is said beside such counts; as published where there are none."""
        number, out_of = (self._put(label, count) for label, count in zip(labels[:2], counts, strict=True))
        ends = other.ends
        if self.indicator.per == 1:
            low, high = _ends(number, out_of)
            ends = self._put(labels[2], low), self._put(labels[3], high)
        one = Compared(Formula(f"({number.text}/{out_of.text})", ""), number, out_of, ends)
        words = f'IF({has_ends(own, one)},{words_beside(own, one, self.indicator)},"")'
        text = f"IF(COUNT({number.text},{out_of.text})=2,{words},{published.text})"
        return self._put(labels[4], Formula(text, self._said(own, number, out_of, published)))

    def _said(self, own: Compared, number: Formula, out_of: Formula, published: Formula) -> Scalar:
        if number.figure is None or out_of.figure is None:
            return published.value
        is_counted = own.typed.is_event_rate if self.indicator.per > 1 else own.typed.is_share
        return words_of(self.indicator.chance_beside(own.typed, (number.figure, out_of.figure)) if is_counted else None)


def _ends(number: Formula, out_of: Formula) -> Ends:
    """The ends of the interval of a share whose counts need not be whole ones (Wilson 1927)."""
    known, (low, high) = f"COUNT({number.text},{out_of.text})=2", wilson_ends(number.text, out_of.text)
    values: tuple[Scalar, Scalar] = ("", "")
    if number.figure is not None and out_of.figure is not None:
        found = wilson(number.figure, out_of.figure)
        values = found.low, found.high
    return Formula(f'IF({known},MAX(0,{low}),"")', values[0]), Formula(f'IF({known},MIN(1,{high}),"")', values[1])
