"""How many months a scorecard's figures count, where the rule of their counts changed within a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cyps_xl.definition.indicators import Covered
from cyps_xl.measures.periods import Quarter
from cyps_xl.sheets.chance import LONGEST
from cyps_xl.sheets.formulas import Formula, quoted
from cyps_xl.sheets.indicator_counts import whole_months
from cyps_xl.sheets.indicator_figures import Place

COUNTED_SINCE = "counted since "
"""Before the quarter from which on a figure counts."""
LONGEST_SINCE = f"{LONGEST}\n{COUNTED_SINCE}Quarter 3 2017-18"
"""The longest words that may stand beside an arrow where a figure counts since a quarter only."""


@dataclass(frozen=True)
class MonthsCounted:
    """The cells of an indicator's row: since which quarter one rule counts, and how many months of each period do."""

    covered: Covered
    since: Formula
    periods: Mapping[Place, Formula]
    months: Mapping[Place, Formula]

    def is_cut(self, place: Place) -> str:
        """The test for a figure that leaves months out."""
        return f"{self.months[place].text}<{whole_months(self.covered, self.periods[place])}"

    def said_after(self, words: Formula) -> Formula:
        """The words beside an arrow, and below since when a figure of the row counts that leaves months out."""
        tests = ",".join(self.is_cut(place) for place in self.periods)
        s = self.since.text
        said = f'{quoted(f"{COUNTED_SINCE}Quarter ")}&RIGHT({s},1)&" "&LEFT({s},7)'
        text = f'{words.text}&IF(OR({tests}),CHAR(10)&{said},"")'
        if not any(self.covered.is_cut(str(period.value)) for period in self.periods.values()):
            return Formula(text, words.value)
        return Formula(text, f"{words.value}\n{COUNTED_SINCE}{Quarter.parse(self.covered.since).heading}")
