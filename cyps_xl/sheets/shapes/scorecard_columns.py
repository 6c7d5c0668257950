"""Where the columns of a scorecard stand, with their widths: as many as there are areas and targets."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.sheets.indicator_figures import Place
from cyps_xl.sheets.rounded_chance import WIDTHS as ROUNDING
from cyps_xl.sheets.year_end import PRINTED as YEAR_END_WIDTHS
from cyps_xl.sheets.year_end import YearEndColumns

NO, REFERENCE, NAME = 0, 1, 2
LAST_QUARTER = Place(value=3, number=4, out_of=5)
THIS_QUARTER = Place(value=6, number=7, out_of=8)
DIRECTION, DIRECTION_WORDS = 9, 10
BETTER = 11
LATEST_YEAR = Place(value=13, number=14, out_of=15)
COMPARATORS = 16
NUMBER, OUT_OF = "Number", "Out of"
"""The headings of an indicator's counts, by which those who add up published figures know them."""

_NAMED = (4.5, 10.6, 25)
_QUARTER = (9.8, 8.4, 8.4)  # “Quarter 3”, bold, has room on a line in each
_DIRECTION = (9.6, 17.5)
_BETTER, _YEAR_BEFORE = 9.1, 8.6  # with air after the name, whose text fills its column
_YEAR = (8.6, 8.4, 8)
_COMPARATOR = 9
_AGAINST = (8.8, 16.4)
_TARGETS = (9, 9, 13)


@dataclass(frozen=True)
class Columns:
    """Where the columns of a scorecard stand: what is asked first, the quarter and its direction, fills a printed
    page; on the next, beside it, stand the full years, other areas and targets.

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
        quarters = (*_NAMED, *_QUARTER, *_QUARTER, *_DIRECTION)
        years = (_BETTER, _YEAR_BEFORE, *_YEAR, *(_COMPARATOR,) * len(self.areas))
        ends = YEAR_END_WIDTHS if self.years else ()
        return (*quarters, *years, *_AGAINST * len(self.areas), *ends, *targets)

    @property
    def starts(self) -> tuple[int, ...]:
        """The columns with which a printed page may begin: no figure is parted from its counts, no arrow from its
        words."""
        against = map(self.against, range(len(self.areas)))
        ends = (self.year_ends.printed,) if self.years else ()
        targets = (self.target,) if self.targets else ()
        return (THIS_QUARTER.value, DIRECTION, BETTER, LATEST_YEAR.value, COMPARATORS, *against, *ends, *targets)

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
        return self.printed - self.targets

    @property
    def met(self) -> int:
        """Whether it is met, in words."""
        return self.printed - 1

    @property
    def year_ends(self) -> YearEndColumns:
        """Where the year may end, before the targets; its workings come after all others."""
        first = self.target - len(YEAR_END_WIDTHS)
        return YearEndColumns(first, self.printed + 1 + len(self._workings), self.years, cells=3)

    @property
    def year_before(self) -> Place:
        """The year before the latest full year; its counts are workings."""
        return Place(BETTER + 1, self.working("Year before, number"), self.working("Year before, out of"))

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
