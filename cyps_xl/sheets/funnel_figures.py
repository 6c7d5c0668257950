"""The figures of a funnel as formulas, each with its value: counts of each council, the rate of all, limits, places.

The rules are those of measures.funnel and measures.limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.inputs.marks import Meaning
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES
from cyps_xl.measures import funnel as measure
from cyps_xl.measures import limits
from cyps_xl.measures.chance import is_part_of
from cyps_xl.measures.funnel import NEARLY_ALL, USUAL, Share, Stands, share_of
from cyps_xl.measures.indicators import Indicator
from cyps_xl.measures.periods import year_label
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import NOTHING, Formula, constant, drawn, pulled_figure, pulled_text, quoted, span_text
from cyps_xl.sheets.indicator_figures import own_counts, rounded_to

YEARS = 5
"""Full years that are looked through for the latest with figures."""
ENDS = ("Lower 95%", "Upper 95%", "Lower 99.8%", "Upper 99.8%")
_CONFIDENCES = (USUAL, NEARLY_ALL)
_WORDS = (Stands.FAR_BELOW, Stands.BELOW, Stands.WITHIN, Stands.ABOVE, Stands.FAR_ABOVE)
"""By their codes, from -2 to 2."""

Columns = Mapping[str, Sequence[Formula]]
"""Cells of the workings, one for each area, by their heading."""


def _z(confidence: float) -> str:
    return f"NORMSINV({(1 + confidence) / 2:.15g})"


@dataclass(frozen=True)
class Baseline:
    """The rate of all, and the lowest and the highest that rounding lets it be; "" where it leaves no width.

    `share` is what the subject has for it, `is_country` the test whether it is a country's own rate.
    """

    rate: Formula
    lowest: Formula
    highest: Formula
    share: Share | None
    is_country: Formula


@dataclass(frozen=True)
class Standing:
    """What a row shows: size, rate, the rate of all, and the limits at that size."""

    size: Formula
    rate: Formula
    middle: Formula
    ends: tuple[Formula, ...]

    def in_chart(self, before: Standing | None) -> list[Formula]:
        """The same as a chart reads it; where there is no size, as the row before, or nothing that is drawn."""
        found = []
        earlier = (None,) * 7 if before is None else (before.size, before.rate, before.middle, *before.ends)
        for cell, other in zip((self.size, self.rate, self.middle, *self.ends), earlier, strict=True):
            if other is None:
                found.append(drawn(cell))
                continue
            c, o = cell.text, other.text
            value = other.value if cell.figure is None else cell.value
            found.append(Formula(f"IF(COUNT({c},{o})>0,IF(ISNUMBER({c}),{c},{o}),NA())", value))
        return found


@dataclass(frozen=True)
class FunnelFigures:
    """The figures of one indicator, a percentage. `areas` are the councils, our own first; `country` may be ""."""

    context: Context
    record: Row
    indicator: Indicator
    areas: Sequence[str]
    country_name: str

    @property
    def _no(self) -> Formula:
        return constant(str(self.record["No"]))

    @property
    def number_format(self) -> str:
        """How a rate is printed: at the indicator's decimals."""
        zeros = "." + "0" * self.indicator.decimals if self.indicator.decimals else ""
        return f"0{zeros}%"

    @property
    def _others(self) -> Sequence[str]:
        return self.areas[1:]

    def _held(self, heading: str, area: str, year: object) -> float | None:
        value = self.context.inputs.value(INDICATOR_VALUES, heading, str(self.record["No"]), area, str(year))
        return value if isinstance(value, int | float) else None

    def _shares(self, year: str) -> int:
        """How many other councils have both counts in a year."""
        return sum(
            self._held("Numerator", area, year) is not None and self._held("Denominator", area, year) is not None
            for area in self._others
        )

    @property
    def _years(self) -> list[str]:
        last = int(str(self.context.names.last_year.value)[:4])
        return [year_label(last - back) for back in range(YEARS)]

    @property
    def has_others(self) -> bool:
        """Whether another council has both counts in any of the years that are looked through."""
        return any(self._shares(year) for year in self._years)

    def years(self) -> Iterator[tuple[Formula, Callable[[Formula], Formula]]]:
        """The latest full years, the newest first, each with what counts the other councils that have both counts."""
        last = self.context.names.last_year
        first = f"VALUE(LEFT({last.text},4))"
        for back, year in enumerate(self._years):
            text = last.text if not back else f'({first}-{back})&"-"&RIGHT({first}-{back - 1},2)'
            yield Formula(text, year), self._count

    def _count(self, year: Formula) -> Formula:
        keys = (
            f"COUNTIFS(IndicatorValues[Indicator],{self._no.text},IndicatorValues[Area],{quoted(area)},"
            f'IndicatorValues[Period],{year.text},IndicatorValues[Numerator],">=0",IndicatorValues[Denominator],">=0")'
            for area in self._others
        )
        return Formula("+".join(keys), self._shares(str(year.value)))

    def latest(self, held: Sequence[tuple[Formula, Formula]]) -> Formula:
        """The first of these years in which there are any."""
        text, value = '""', ""
        for year, count in reversed(held):
            text = f"IF({count.text}>0,{year.text},{text})"
            value = str(year.value) if count.figure else value
        return Formula(text, value)

    def counts(self, area: str, year: Formula) -> tuple[Formula, Formula, Formula]:
        """Number, out of what, and what both are rounded to, 0 where they are exact."""
        if area == COUNCIL_AREA:
            number, out_of = own_counts(self.context, self._no, self.record, year)
        else:
            number, out_of = (self._pulled(heading, area, year) for heading in ("Numerator", "Denominator"))
        return number, out_of, self._rounded(area, year)

    def _pulled(self, heading: str, area: str, year: Formula) -> Formula:
        return pulled_figure(self.context.inputs, INDICATOR_VALUES, heading, self._no, constant(area), year, missing="")

    def _rounded(self, area: str, year: Formula) -> Formula:
        return rounded_to(self.context.inputs, self._no, area, year)

    def size(self, number: Formula, out_of: Formula) -> Formula:
        """Out of how many, where both counts are there and make a share."""
        n, d = number.text, out_of.text
        within = f"AND({n}>=0,{n}<={d},{d}>0,{n}=INT({n}),{d}=INT({d}))"
        text = f'IF(AND(ISNUMBER({n}),ISNUMBER({d})),IF({within},{d},""),"")'
        return Formula(text, out_of.value if is_part_of(number.figure, out_of.figure) else "")

    def part(self, number: Formula, size: Formula) -> Formula:
        """The number of a share."""
        return Formula(f'IF(ISNUMBER({size.text}),{number.text},"")', "" if size.figure is None else number.value)

    def is_withheld(self, area: str, year: Formula, size: Formula) -> Formula:
        """1 where a council makes no share because its figures are withheld."""
        said = pulled_text(self.context.inputs, INDICATOR_VALUES, "Not told", self._no, constant(area), year)
        text = f'IF(AND({size.text}="",{said.text}="{Meaning.WITHHELD.value}"),1,0)'
        return Formula(text, int(size.value == "" and said.value == Meaning.WITHHELD.value))

    def place(self, sizes: Sequence[Formula], at: int) -> Formula:
        """Which a council is by size, the largest first; of those alike the first of the sheet Areas first."""
        size, every, up_to = sizes[at], _fixed(sizes), f"{_fix(sizes[0].text)}:{sizes[at].text}"
        text = f'IF(ISNUMBER({size.text}),COUNTIFS({every},">"&{size.text})+COUNTIFS({up_to},{size.text}),"")'
        if size.figure is None:
            return Formula(text, "")
        known = [one.figure for one in sizes]
        larger = sum(one is not None and one > size.figure for one in known)
        return Formula(text, larger + known[: at + 1].count(size.figure))

    def row_of(self, places: Sequence[Formula], wanted: int) -> Formula:
        """The row of the council with a place; "" where none has it."""
        found = next((at for at, one in enumerate(places, start=1) if one.value == wanted), "")
        return Formula(f'IFERROR(MATCH({wanted},{_fixed(places)},0),"")', found)

    def of_row(self, cells: Sequence[Formula], row: Formula) -> Formula:
        """What stands in a row of the workings."""
        text = f'IF(ISNUMBER({row.text}),INDEX({_fixed(cells)},{row.text}),"")'
        return Formula(text, "" if row.figure is None else cells[int(row.figure) - 1].value)

    def country(self, year: Formula) -> tuple[Formula, Formula, Formula, Formula]:
        """The counts of the country, what they are rounded to, and its figure where that is typed alone."""
        if not self.country_name:
            return NOTHING, NOTHING, constant(0), NOTHING
        number, out_of, rounded = self.counts(self.country_name, year)
        return number, out_of, rounded, self._pulled("Value", self.country_name, year)

    def baseline(self, country: tuple[Formula, Formula, Formula, Formula], columns: Columns) -> Baseline:
        """The rate around which limits lie: the country's, else that of all councils shown together."""
        number, out_of, rounded, value = country
        n, d, to, v = (one.text for one in country)
        sizes, parts = columns["Size"], columns["Part"]
        has_counts = f"IF(AND(ISNUMBER({n}),ISNUMBER({d})),AND({d}>0,{n}<={d}),1=0)"
        sum_of = f"SUM({_fixed(parts)})", f"SUM({_fixed(sizes)})"
        rounding = self._all_rounding(columns)
        known = share_of(number.figure, out_of.figure, rounded.figure)
        typed = None if value.figure is None else Share(value.figure / 100, 1)
        share = known or typed or measure.pooled(self._known(columns))
        rest = f'IF({sum_of[1]}>0,{{all}},"")'
        text = f"IF({has_counts},{{counts}},IF(ISNUMBER({v}),{v}/100,{rest}))"
        rate = text.replace("{counts}", f"{n}/{d}").replace("{all}", f"{sum_of[0]}/{sum_of[1]}")
        low = text.replace("{counts}", f"MAX(0,{n}-{to}/2)/({d}+{to}/2)")
        low = low.replace("{all}", f"MAX(0,{sum_of[0]}-{rounding}/2)/({sum_of[1]}+{rounding}/2)")
        high = text.replace("{counts}", _highest(n, d, to)).replace("{all}", _highest(*sum_of, rounding))
        is_country = Formula(f"OR({has_counts},ISNUMBER({v}))", bool(known or typed))
        if share is None:
            return Baseline(Formula(rate, ""), Formula(low, ""), Formula(high, ""), None, is_country)
        lowest, highest = (part / whole for part, whole in (share.lowest, share.highest))
        return Baseline(Formula(rate, share.value), Formula(low, lowest), Formula(high, highest), share, is_country)

    def _all_rounding(self, columns: Columns) -> str:
        return f'SUMIFS({_fixed(columns["Rounded to"])},{_fixed(columns["Size"])},">0")'

    def _known(self, columns: Columns) -> list[Share]:
        cells = zip(columns["Part"], columns["Size"], columns["Rounded to"], strict=True)
        shares = (share_of(part.figure, size.figure, to.figure) for part, size, to in cells)
        return [one for one in shares if one is not None]

    def rate(self, part: Formula, size: Formula) -> Formula:
        """The share of a row."""
        text = f'IF(ISNUMBER({size.text}),{part.text}/{size.text},"")'
        return Formula(text, "" if size.figure is None else (part.figure or 0) / size.figure)

    def middle(self, size: Formula, baseline: Baseline) -> Formula:
        """The rate of all, in the row of a council that has one."""
        text = f'IF(AND(ISNUMBER({size.text}),ISNUMBER({_fix(baseline.rate.text)})),{_fix(baseline.rate.text)},"")'
        return Formula(text, "" if size.figure is None else baseline.rate.value)

    def left_out(self, columns: Columns, words: tuple[str, str, str]) -> Formula:
        """How many other councils are left out, and why; nothing where none is."""
        sizes, withheld = columns["Size"][1:], columns["Withheld"][1:]
        if not sizes:
            return NOTHING
        gone = f"({len(sizes)}-COUNT({span_text(sizes)}))"
        held = f"SUM({span_text(withheld)})"
        first, second, third = map(quoted, words)
        text = f'IF({gone}=0,"",{first}&{held}&{second}&({gone}-{held})&{third})'
        lacking = sum(one.figure is None for one in sizes)
        marked = sum(int(one.figure or 0) for one in withheld)
        said = f"{words[0]}{marked}{words[1]}{lacking - marked}{words[2]}" if lacking else ""
        return Formula(text, said)

    def rounding(self, columns: Columns, baseline: Baseline, words: str) -> Formula:
        """The sentence on rounding, where anything is rounded."""
        rounded = _fixed(columns["Rounded to"])
        differ = f"{baseline.lowest.text}<{baseline.highest.text}"
        is_rounded = any(one.figure for one in columns["Rounded to"])
        is_rounded |= baseline.share is not None and bool(baseline.share.rounded_to)
        text = f'IF(OR(SUM({rounded})>0,{differ}),{quoted(words)},"")'
        return Formula(text, words if is_rounded else "")


def limits_at(size: Formula, baseline: Baseline) -> Iterator[Formula]:
    """The four limits at a size, cut at nothing and all."""
    d, p = size.text, _fix(baseline.rate.text)
    known = size.figure is not None and baseline.share is not None
    for confidence in _CONFIDENCES:
        spread = f"{_z(confidence)}*SQRT({p}*(1-{p})/{d})"
        found = None
        if known and size.figure is not None and baseline.share is not None:
            found = limits.funnel(baseline.share.value, size.figure, confidence)
        there = f"AND(ISNUMBER({d}),ISNUMBER({p}))"
        low, high = ("", "") if found is None else (found.lower, found.upper)
        yield Formula(f'IF({there},MAX(0,{p}-{spread}),"")', low)
        yield Formula(f'IF({there},MIN(1,{p}+{spread}),"")', high)


def codes_of(part: Formula, size: Formula, rounded: Formula, baseline: Baseline) -> Iterator[Formula]:
    """Where a share stands, from -2 far below to 2 far above: as published, as high and as low as rounding lets it.

    "" where there is none, or the rate of all leaves no width.
    """
    n, d, to = part.text, size.text, f"SUM({rounded.text})"
    whole = f"MAX({d}-{to}/2,{d}/2)"
    share = share_of(part.figure, size.figure, rounded.figure)
    around = baseline.share
    ways = (
        (n, d, baseline.rate, (part.figure or 0, size.figure or 0)),
        (f"MIN({n}+{to}/2,{whole})", whole, baseline.lowest, (0, 0) if share is None else share.highest),
        (f"MAX({n}-{to}/2,0)", f"({d}+{to}/2)", baseline.highest, (0, 0) if share is None else share.lowest),
    )
    for upper, lower, rate, (a, b) in ways:
        p = _fix(rate.text)
        score = f"(({upper})-{lower}*{p})/SQRT({lower}*{p}*(1-{p}))"
        code = f"IF({score}<0,-1,1)*((ABS({score})>{_z(USUAL)})+(ABS({score})>{_z(NEARLY_ALL)}))"
        text = f'IF(AND(ISNUMBER({d}),ISNUMBER({p})),IF(AND({p}>0,{p}<1),{code},""),"")'
        known = share is not None and around is not None and rate.figure is not None and 0 < rate.figure < 1
        value: float | str = ""
        if known and rate.figure is not None:
            value = _WORDS.index(measure.of_score(measure.score(a, b, rate.figure))) - 2
        yield Formula(text, value)


def words_of(codes: Sequence[Formula], part: Formula, size: Formula, rounded: Formula, baseline: Baseline) -> Formula:
    """The same in words; nothing of a share that is turned by rounding."""
    code, high, low = (one.text for one in codes)
    words = ",".join(quoted(one.value) for one in _WORDS)
    turned = quoted(Stands.TURNED_BY_ROUNDING.value)
    text = f'IF(ISNUMBER({code}),IF(AND({high}={code},{low}={code}),CHOOSE({code}+3,{words}),{turned}),"")'
    share = share_of(part.figure, size.figure, rounded.figure)
    stands = None if share is None or baseline.share is None else measure.stands(share, baseline.share)
    return Formula(text, "" if stands is None else stands.value)


def _highest(number: str, out_of: str, rounded: str) -> str:
    whole = f"MAX({out_of}-{rounded}/2,{out_of}/2)"
    return f"MIN({number}+{rounded}/2,{whole})/{whole}"


def _fix(address: str) -> str:
    """An address that stays where it is in every row."""
    letters = address.rstrip("0123456789")
    return f"${letters}${address[len(letters) :]}" if letters.isalpha() else address


def _fixed(cells: Sequence[Formula]) -> str:
    return ":".join(_fix(one.text) for one in (cells[0], cells[-1]))
