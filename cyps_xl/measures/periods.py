"""Financial quarters: their days, their months and the quarter they are compared with.

A financial year begins on 1 April. A quarter's figures count from that day to the
quarter's last day, so the fourth quarter's figures are the full year's.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from cyps_xl.languages.shipped import ENGLISH, SHIPPED

MONTH_NAMES = ENGLISH.months
NAMES_OF_MONTHS = tuple(name for language in SHIPPED for name in language.months)
"""In every language that ships, a year of each after the other."""

_YEAR = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4}-\d{2}) Q([1-4])")

# As people write them. Fillers say nothing that the year and the quarter do not say.
_WRITTEN_YEAR = re.compile(r"(?<![0-9])([0-9]{4}|[0-9]{2}) ?[-–—/] ?([0-9]{4}|[0-9]{2})(?![0-9])")
_WRITTEN_QUARTER = re.compile(
    r"(?<![a-z])(?:q|qtr\.?|quarter|ch|chwarter) ?([1-4])(?![0-9])|([1-4])(?:st|nd|rd|th) quarter"
)
_FILLERS = re.compile(r"\b(?:fy|the|full|financial|year|ytd|to date)\b|[\s,;:.()]")


def year_label(first: int) -> str:
    """A financial year as it is written: 2017 gives "2017-18"."""
    return f"{first}-{(first + 1) % 100:02d}"


def first_year_of(label: str) -> int:
    """The calendar year in which a financial year begins: "2017-18" gives 2017.

    Raises ValueError when the text is no financial year.
    """
    match = _YEAR.fullmatch(label)
    if match is None or year_label(int(match[1])) != label:
        raise ValueError(f"{label!r} is not a financial year such as 2017-18")
    return int(match[1])


def year_as_written(text: str) -> str | None:
    """The financial year that a text names in one of the ways people write it, as "2017-18"; None when it names none.

    "2017/18", "2017-2018", "FY 17/18" and "Full year 2017-18" are one year. Two pairs of digits
    alone, such as "11/12", may be a day and a month as well, and are a year only from 12/13 on.
    """
    found = _period_as_written(text)
    return found[0] if found and not found[1] else None


def quarter_as_written(text: str) -> str | None:
    """The quarter that a text names in one of the ways people write it, as "2017-18 Q3"; None when it names none.

    "Q3 2017/18", "2017-18, Qtr 3", "Quarter 3 2017-2018" and "Chwarter 3 2017-18" are one
    quarter. A quarter without its year, or of a calendar year, is none.
    """
    found = _period_as_written(text)
    return f"{found[0]} Q{found[1]}" if found and found[1] else None


def _period_as_written(text: str) -> tuple[str, str] | None:
    """The year and the quarter's number, "" where there is none, when a text says these and nothing else."""
    rest = text.casefold()
    years, quarters = list(_WRITTEN_YEAR.finditer(rest)), list(_WRITTEN_QUARTER.finditer(rest))
    if len(years) != 1 or len(quarters) > 1:
        return None
    if _FILLERS.sub("", _WRITTEN_QUARTER.sub("", _WRITTEN_YEAR.sub("", rest))):
        return None
    first, second = years[0].groups()
    year = _consecutive(first, second)
    bare = len(first) == 2 and int(second) <= 12 and rest == years[0][0]
    if year is None or bare:
        return None
    return year, next((number for quarter in quarters for number in quarter.groups() if number), "")


def _consecutive(first: str, second: str) -> str | None:
    """The financial year of two calendar years, each of two or four digits; None when they do not follow on."""
    begins = int(first) if len(first) == 4 else 2000 + int(first)
    follows = begins + 1 if len(second) == 4 else (begins + 1) % 100
    return year_label(begins) if int(second) == follows else None


def month_named(name: str) -> int:
    """The month that a name in a language that ships, or its short form, means, from three letters: "Rhag" is 12.

    0, which is no month, for anything else.
    """
    name = name.casefold().rstrip(".")
    if len(name) < 3:
        return 0
    for number, full in enumerate(NAMES_OF_MONTHS):
        if full.casefold().startswith(name):
            return number % 12 + 1
    return 0


def year_start_of(day: dt.date) -> dt.date:
    """The 1 April on which a day's financial year begins."""
    return dt.date(day.year - (day.month < 4), 4, 1)


def add_months(day: dt.date, months: int) -> dt.date:
    """The first of the month that lies so many months later (earlier when negative)."""
    count = day.year * 12 + day.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True, order=True)
class Quarter:
    """A reporting quarter: the year in which its financial year begins, and 1 to 4."""

    first_year: int
    number: int

    @classmethod
    def parse(cls, label: str) -> Quarter:
        """Read "2017-18 Q3". Raises ValueError when it is not written so."""
        match = _QUARTER.fullmatch(label)
        if match is None:
            raise ValueError(f"{label!r} is not a quarter such as 2017-18 Q3")
        return cls(first_year_of(match[1]), int(match[2]))

    @classmethod
    def holding(cls, day: dt.date) -> Quarter:
        """The quarter that a day lies in: January is in the fourth of the year that began in April before."""
        first = year_start_of(day)
        return cls(first.year, ((day.year - first.year) * 12 + day.month - first.month) // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"

    @property
    def year(self) -> str:
        """The financial year: "2017-18"."""
        return year_label(self.first_year)

    @property
    def heading(self) -> str:
        """How a column heading names it: "Quarter 3 2017-18"."""
        return f"Quarter {self.number} {self.year}"

    @property
    def period(self) -> str:
        """The period its figures are kept under: the quarter to date, or for the fourth the full year."""
        return self.year if self.is_last else str(self)

    @property
    def is_last(self) -> bool:
        """Whether it ends its financial year, so that its figures to date are those of the year."""
        return self.number == 4

    @property
    def year_start(self) -> dt.date:
        """1 April, from which the quarter's figures count."""
        return dt.date(self.first_year, 4, 1)

    @property
    def start(self) -> dt.date:
        """The quarter's first day."""
        return add_months(self.year_start, 3 * (self.number - 1))

    @property
    def end(self) -> dt.date:
        """The quarter's last day."""
        return add_months(self.year_start, 3 * self.number) - dt.timedelta(days=1)

    @property
    def previous(self) -> Quarter:
        """The quarter before."""
        return Quarter(self.first_year, self.number - 1) if self.number > 1 else Quarter(self.first_year - 1, 4)

    @property
    def last_year(self) -> Quarter:
        """The same quarter a year earlier, with which figures are compared."""
        return Quarter(self.first_year - 1, self.number)

    def months(self, shown: int) -> tuple[dt.date, ...]:
        """The first days of the months shown, oldest first, the quarter's last month at the end."""
        last = add_months(self.start, 2)
        return tuple(add_months(last, back) for back in range(1 - shown, 1))


def quarter_of(period: str) -> Quarter | None:
    """The quarter with which a period ends: the fourth for a full year; None when it is no period."""
    try:
        return Quarter.parse(period if " Q" in period else f"{period} Q4")
    except ValueError:
        return None


def long_date(day: dt.date) -> str:
    """A date in words: "31 December 2017"."""
    return ENGLISH.day(day)


def month_name(day: dt.date) -> str:
    """A month as people say it: "March 2017"."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"
