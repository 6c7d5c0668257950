"""Where the columns of a scorecard stand, with their widths: as many as there are areas and targets."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.sheets.indicator_figures import Place
from cyps_xl.sheets.rounded_chance import WIDTHS as ROUNDING
from cyps_xl.sheets.year_end import PRINTED as YEAR_END_WIDTHS
from cyps_xl.sheets.year_end import YearEndColumns

NO, REFERENCE, NAME = 0, 1, 2
LAST_QUARTER, THIS_QUARTER = 3, 4
DIRECTION, DIRECTION_WORDS = 5, 6
LATEST_YEAR = 7
COMPARATORS = 8
NUMBER, OUT_OF = "Number", "Out of"
"""The words with which the headings of an indicator's counts begin, before their period: by them those who add up
published figures know them."""

_NAMED = (4.5, 10.6, 25)
_QUARTERS = (10.4, 10.4)  # “Quarter 3”, bold, has room on a line in each, and “2017-18” below it
_DIRECTION = (9.6, 17.5)
_YEAR = 8.6
_COMPARATOR = 9
_BETTER, _YEAR_BEFORE = 9.1, 8.6  # with air after the name, whose text fills its column
_COUNTS = (9.8, 9.8)
_AGAINST = (8.8, 16.4)
_TARGETS = (9, 9, 13)
_PERIODS = 3
"""Those that have counts: two quarters and a year."""


@dataclass(frozen=True)
class Columns:
    """Where the columns of a scorecard stand: what is asked first, the quarter and its direction, the latest full year
    and how it stands against others, so that one printed page holds it; then what it follows from, the counts last.

    `areas` are those that the own figures are compared with: each takes a column for its figure, and two for how
    the own one stands against it.
    """

    areas: tuple[str, ...]
    targets: int
    """How many columns targets take: none, two, or three where one of them is a range."""
    years: int = 0
    """How many past years are looked at for where the year may end; 0 where nothing is said of that."""
    rounded: tuple[int, ...] = ()
    """The places of the areas that have rounded counts."""
    changes_rule: bool = False
    """Whether the rule of an indicator's counts, which stand elsewhere, may have changed within a period."""

    @property
    def widths(self) -> tuple[float, ...]:
        """The widths of those that print."""
        low, high, met = _TARGETS
        targets = {0: (), 2: (low, met), 3: (low, high, met)}[self.targets]
        quarters = (*_NAMED, *_QUARTERS, *_DIRECTION)
        year = (_YEAR, *(_COMPARATOR,) * len(self.areas), *_AGAINST * len(self.areas))
        ends = YEAR_END_WIDTHS if self.years else ()
        return (*quarters, *year, *targets, *ends, _BETTER, _YEAR_BEFORE, *_COUNTS * _PERIODS)

    @property
    def starts(self) -> tuple[int, ...]:
        """The columns with which a printed page may begin: no number is parted from what it is out of, no arrow from
        its words."""
        against = map(self.against, range(len(self.areas)))
        ends = (self.year_ends.printed,) if self.years else ()
        targets = (self.target,) if self.targets else ()
        counts = (place.number for place in (self.last_quarter, self.this_quarter, self.latest_year))
        first = (THIS_QUARTER, DIRECTION, LATEST_YEAR, COMPARATORS)
        return (*first, *against, *targets, *ends, self.better, *counts)

    @property
    def printed(self) -> int:
        """How many columns print."""
        return len(self.widths)

    def against(self, area: int) -> int:
        """The sign of how the own figure stands against an area's, by its place among the areas; its words follow."""
        return COMPARATORS + len(self.areas) + area * len(_AGAINST)

    @property
    def has_range(self) -> bool:
        """Whether a target may be a range, whose two ends stand side by side."""
        return self.targets == len(_TARGETS)

    @property
    def target(self) -> int:
        """The target, or the lower end of its range."""
        return self.against(len(self.areas))

    @property
    def met(self) -> int:
        """Whether it is met, in words."""
        return self.target + self.targets - 1

    @property
    def year_ends(self) -> YearEndColumns:
        """Where the year may end, after the targets; its workings come after all others."""
        return YearEndColumns(self.target + self.targets, self.printed + 1 + len(self._workings), self.years, cells=3)

    @property
    def better(self) -> int:
        """Whether higher or lower is better."""
        return self.year_ends.printed + (len(YEAR_END_WIDTHS) if self.years else 0)

    @property
    def last_quarter(self) -> Place:
        """The same quarter of last year."""
        return self._place(LAST_QUARTER, 0)

    @property
    def this_quarter(self) -> Place:
        """The quarter that is reported."""
        return self._place(THIS_QUARTER, 1)

    @property
    def latest_year(self) -> Place:
        """The latest full year."""
        return self._place(LATEST_YEAR, 2)

    def _place(self, value: int, period: int) -> Place:
        number = self.better + 2 + period * len(_COUNTS)
        return Place(value, number, number + 1)

    @property
    def year_before(self) -> Place:
        """The year before the latest full year; its counts are workings."""
        return Place(self.better + 1, self.working("Year before, number"), self.working("Year before, out of"))

    def comparator(self, area: int) -> Place:
        """An area's figure, by its place among them; its counts are workings."""
        number, out_of = (self._column_of(working) for working in _counts_of(area))
        return Place(COMPARATORS + area, number, out_of)

    def over(self, area: int) -> int:
        """The working that holds by how much the own figure is better than an area's."""
        return self._column_of(_over(area))

    def working(self, label: str) -> int:
        """The column of a working that is of no area, by its label."""
        return self._column_of((label, None))

    def ends_of(self, area: int) -> tuple[int, int]:
        """The workings that hold the interval of an area's figure."""
        low, high, _ = (self._column_of(working) for working in _chance_of(area))
        return low, high

    def chance_against(self, area: int) -> int:
        """The working that says whether how the own figure stands against an area's could be chance."""
        *_, said = _chance_of(area)
        return self._column_of(said)

    def rounding(self, area: int, label: str) -> int:
        """The working of an area that has rounded counts, by its label."""
        return self._column_of((label, area))

    def _column_of(self, working: _Working) -> int:
        return self.printed + 1 + [*self._workings].index(working)

    @property
    def workings(self) -> tuple[tuple[str, float], ...]:
        """The labels of the workings, with their widths."""
        return tuple(
            (label if area is None else label.replace("{area}", self.areas[area]), width)
            for (label, area), width in self._workings.items()
        )

    @property
    def _workings(self) -> dict[_Working, float]:
        """The widths of the workings; an area's are known by its place, for it may be called as any other label is."""
        areas = range(len(self.areas))
        return {
            **{(label, None): width for label, width in _FIRST.items()},
            **{working: 9 for area in areas for working in _counts_of(area)},
            ("Change (+ is better)", None): 11,
            **{_over(area): 11 for area in areas},
            ("Is a rate", None): 8,
            **{(label, None): width for label, width in _OF_CHANCE.items()},
            **{working: width for area in areas for working, width in _chance_of(area).items()},
            **{(label, area): width for area in self.rounded for label, width in ROUNDING.items()},
            **{(label, None): width for label, width in (_OF_RULES if self.changes_rule else {}).items()},
        }


SINCE = "Counted since"
"""The working that holds from which quarter on an indicator's counts are of one rule."""
MONTHS = ("Quarter, months", "Year ago, months", "Latest year, months", "Year before, months")
"""The workings that hold how many months of a period are counted."""
_OF_RULES = {SINCE: 13, **dict.fromkeys(MONTHS, 9)}

_Working = tuple[str, int | None]
"""A working's label, and the place of the area that it is of."""

_FIRST = {
    "Unit": 9,
    "Reported": 24,
    "Decimals": 9,
    "Tolerance": 11,
    "Comparable": 12,
    "First year": 11,
    "Found": 8,
    "Year before, number": 9,
    "Year before, out of": 9,
}
"""The workings that come first, with their widths."""


_OF_CHANCE = {
    **dict.fromkeys(("Quarter, lowest", "Quarter, highest", "Year ago, lowest", "Year ago, highest"), 9),
    "Change, chance": 17,
    **dict.fromkeys(("Latest year, lowest", "Latest year, highest"), 9),
    **dict.fromkeys(("Words asked for", "Words without a place"), 9),
}
"""The workings of chance: intervals of shares, what is said of the change, and whether words are owed."""


def _chance_of(area: int) -> dict[_Working, float]:
    return {("{area}, lowest", area): 9, ("{area}, highest", area): 9, ("{area}, chance", area): 17}


def _counts_of(area: int) -> tuple[_Working, _Working]:
    return ("{area}, number", area), ("{area}, out of", area)


def _over(area: int) -> _Working:
    return "Over {area} (+ is better)", area
