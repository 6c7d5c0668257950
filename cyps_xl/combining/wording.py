"""What sums may be, in words: "1,204", "1,204 to 1,212", "1,204 or more"; and whose they are."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.combining.adding import NO_EDITION, Sum, Totals
from cyps_xl.combining.bounds import Bounds
from cyps_xl.combining.expected import Expected
from cyps_xl.combining.published import Told
from cyps_xl.measures.indicators import Unit


def count_in_words(bounds: Bounds) -> str:
    """A count, or the range that it lies in; days and hours may have decimals."""
    ends = [bounds.low, bounds.high or bounds.low]
    places = 0 if all(end.denominator == 1 for end in ends) else 2
    low = f"{float(bounds.low):,.{places}f}"
    if bounds.high is None:
        return f"{low} or more"
    return low if bounds.low == bounds.high else f"{low} to {float(bounds.high):,.{places}f}"


def figure_in_words(one: Sum) -> str:
    """A figure as it is printed, or the range that it lies in; "" where nobody is counted."""
    shown, places = one.shown, one.measure.decimals
    if shown is None:
        return ""
    sign = "%" if one.unit is Unit.PERCENT else ""
    if one.printed is not None:
        return f"{float(one.printed):,.{places}f}{sign}"
    if shown.high is None:
        return f"{float(shown.low):,.{places}f}{sign} or more"
    return f"{float(shown.low):,.{places}f}{sign} to {float(shown.high):,.{places}f}{sign}"


def counts_in_words(one: Sum) -> tuple[str, str]:
    """Number and out of, or the ranges that they lie in; nothing out of which a plain number is."""
    number = count_in_words(one.number)
    return (number, "") if one.out_of is None else (number, count_in_words(one.out_of))


def whose(one: Sum, expected: Expected) -> str:
    """How many councils a sum is of: "22 of 22 councils"."""
    return f"{len(one.parts)} of {len(expected.councils)} councils"


def without(one: Sum) -> str:
    """The councils that bring nothing to it, with a reason where it is another than that there is no edition."""
    return ", ".join(council if why == NO_EDITION else f"{council} ({why})" for council, why in one.missing.items())


def protected(one: Sum) -> str:
    """How many councils withhold or round a count of it; "" where none does."""
    said = []
    for told in (Told.WITHHELD, Told.ROUNDED):
        councils = sum(told in part.told for part in one.parts)
        if councils:
            said.append(f"{told.value} by {'1 council' if councils == 1 else f'{councils} councils'}")
    if (small := one.number_if_small) is not None:
        those = "that is" if sum(part.withholds_number for part in one.parts) == 1 else "those are"
        said[0] += f" (number {count_in_words(small)} if {those} small)"
    return ", ".join(said)


def not_added(totals: Totals) -> Iterator[str]:
    """A line on each reason for which figures were not added up: whole indicators first, then single periods."""
    alike: dict[tuple[str, str], list[str]] = {}
    for one in totals.refused:
        if not one.period:
            yield f"Not added up: {one.called}, by which councils do not mean the same. {one.why}."
        else:
            alike.setdefault((one.period, one.why), []).append(one.called)
    for (period, why), called in sorted(alike.items()):
        yield f"Not added up: {period} of {', '.join(called)}: {why}."


def source_of(one: Sum, expected: Expected, quarter: str) -> str:
    """What stands under Source beside a sum: whose it is, and what it may be where it is no plain number."""
    said = [f"Added from the published figures of {whose(one, expected)}, {quarter}"]
    if one.missing:
        said.append(f"without {without(one)}")
    if not one.is_exact:
        number, out_of = counts_in_words(one)
        said.append(f"{number} out of {out_of}" if out_of else number)
        if one.unit is not Unit.NUMBER:
            said.append(figure_in_words(one))
        said.append(protected(one))
    return "; ".join(filter(None, said))
