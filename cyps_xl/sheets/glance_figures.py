"""The figures of a line of At a glance, as text: quarters with their counts, full years, other areas."""

from __future__ import annotations

from cyps_xl.sheets.figure_words import Between, counts_words, figure_words
from cyps_xl.sheets.formulas import NOTHING, Formula, quoted
from cyps_xl.sheets.standings import Standing

IN_AREA = "In {area}: {figure}"
_BELOW = Formula("CHAR(10)", "\n")


class Figures:
    """The figures of a scorecard's indicators; which one is chosen by the row that a formula holds."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def _figure(self, row: Formula, what: str) -> Formula:
        """A figure as the scorecard prints it, as text: the decimals of each indicator are its own."""
        return figure_words(*(self._standing.chosen(one, row) for one in (what, "decimals", "is_a_rate")))

    def with_counts(self, row: Formula, what: str) -> Formula:
        """A figure, and on a line below it the two counts that it comes from."""
        figure, counts = self._figure(row, what), self._counts(row, what)
        return Formula(f"{figure.text}&{counts.text}", f"{figure.value}{counts.value}")

    def _counts(self, row: Formula, what: str) -> Formula:
        """The two counts that a figure comes from, on a line of their own; nothing without both."""
        is_share, unit = (self._standing.chosen(one, row) for one in ("is_a_rate", "unit"))
        number, out_of = (self._standing.chosen(f"{what}_{one}", row) for one in ("number", "out_of"))
        return counts_words((number, out_of), is_share, unit, (_BELOW, NOTHING), Between())

    def years(self, row: Formula) -> Formula:
        """How the full years went, and the latest of each area, by which it is known how the figure stands.

        Of what the quarter has no figure, as of all that is annual, the counts of the latest year are told.
        """
        chosen = self._standing.chosen
        before, latest = (self._figure(row, what) for what in ("year_before", "year"))
        whole = self._counts(row, "year")
        held, year, now = (chosen(what, row) for what in ("year_before", "year", "now"))
        texts = [
            f'{latest.text}&IF(COUNT({held.text},{year.text})=2," ("&{before.text}&")","")',
            f'IF(ISNUMBER({now.text}),"",{whole.text})',
        ]
        has_both = held.figure is not None and year.figure is not None
        value = f"{latest.value} ({before.value})" if has_both else str(latest.value)
        value += "" if now.figure is not None else str(whole.value)
        for which, area in enumerate(self._standing.ranges.outside, start=1):
            held, figure = chosen(f"area_{which}", row), self._figure(row, f"area_{which}")
            words = IN_AREA.format(area=area, figure="")
            texts.append(f'IF(ISNUMBER({held.text}),CHAR(10)&{quoted(words)}&{figure.text},"")')
            value += f"\n{words}{figure.value}" if held.figure is not None else ""
        return Formula("&".join(texts), value)
