"""A language as data: what it is called, how it writes months, days and quarters, its words for files and a letter."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class What(Enum):
    """What a language has words for. The value is what stands in the column What, the docstring what goes beside it."""

    NAME = "Name"
    """What it is called in English: Polish. The columns of input sheets for its texts are headed so."""
    OWN_NAME = "Its own name"
    """What it calls itself: polski."""
    TAG = "Tag"
    """By which programs know it: pl-PL. Its first letters are those that `publish --language` takes."""
    NUMBER = "Number in Excel"
    """The number, in hexadecimal signs, by which Excel knows it in formats of dates: 415."""
    MONTHS = "Months"
    """The twelve names of the months, with semicolons between them."""
    MONTHS_IN_A_DAY = "Months in a day"
    """The twelve as a day has them, where those are others: stycznia; lutego."""
    SHORT_MONTHS = "Short months"
    """The twelve as they head a column: sty; lut."""
    DAY = "A day"
    """How a day is written: {day} {month} {year}."""
    MONTH = "A month"
    """How a month is written: {month} {year}."""
    QUARTER = "A quarter"
    """How a quarter is written: Quarter {number} {year}."""
    ON_A_DAY = "On a day"
    """How it is said, after the meeting, which day that is on: on {day}."""
    TITLE = "Performance report"
    """What the report is called after the service's name, in titles."""
    REPORT = "Report, in names of files"
    """The word after what the service is called for short."""
    QUARTER_OF_FILE = "Quarter, in names of files"
    """How a quarter is written after its year: Q{number}."""
    MEMBERS = "For members, in names of files"
    """The word for an edition for members."""
    PUBLIC = "For the public, in names of files"
    """The word for an edition for the public."""
    DRAFT = "Draft, in names of files"
    """The word for an edition that is not final, in capitals. It is printed on its pages, too."""
    LETTER = "Letter"
    """The letter to members. A line that begins with a word in square brackets stands only where that holds."""
    DRAFTED = "Drafts: a figure"
    """{name}: {figure} in {quarter}."""
    DRAFTED_LAST_MONTH = "Drafts: of the last month"
    """{name}: {figure} in the last month of {quarter}."""
    DRAFTED_LAST_COUNT = "Drafts: of the last count"
    """{name}: {figure} at the last count in {quarter}."""
    DRAFTED_TO_DATE = "Drafts: up to the end"
    """{name}: {figure} up to the end of {quarter}."""
    DRAFTED_YEAR_AGO = "Drafts: a year before"
    """A year before: {figure}; {compared}."""
    DRAFTED_PART = "Drafts: the quarter by itself"
    """In the quarter by itself: {part}, against {figure} up to {quarter}; {compared}."""
    DRAFTED_LAST = "Drafts: the quarter before"
    """In {quarter} it was {figure}; now {compared}."""
    DRAFTED_YEAR = "Drafts: the full year"
    """In {quarter}: {figure}."""
    DRAFTED_AREA = "Drafts: another area"
    """In {area}: {figure}; ours is {compared}."""
    DRAFTED_OF = "Drafts: so many of so many"
    """The word between two counts: of."""
    DRAFTED_AMONG = "Drafts: so many among so many people"
    """The word between a count and a population: among."""
    DRAFTED_POINTS = "Drafts: points"
    """The word behind percentage points."""
    DRAFTED_HIGHER = "Drafts: higher"
    """What stands behind how far a figure rose."""
    DRAFTED_LOWER = "Drafts: lower"
    """What stands behind how far a figure fell."""
    DRAFTED_SAME = "Drafts: the same"
    """What stands in place of both."""
    DRAFTED_CHANCE = "Drafts: could be chance"
    """What follows behind a comma: which could be chance."""
    DRAFTED_MORE = "Drafts: more than chance"
    """The same, where it is more."""
    DRAFTED_NOT_KNOWN = "Drafts: not known"
    """The same, where nobody can tell."""


OF_DRAFTS = tuple(what for what in What if what.value.startswith("Drafts: "))
"""What only the officer's own sheet Drafts has: a language may go without."""
OF_AREAS = (What.DRAFTED_YEAR, What.DRAFTED_AREA)
"""What drafts say of full years beside other areas: a language that has none of it still has the other sentences."""
OPTIONAL = frozenset({What.MONTHS_IN_A_DAY, What.LETTER, *OF_DRAFTS})
"""What no edition needs."""

PLACES = {
    **dict.fromkeys((What.DAY,), ("day", "month", "year")),
    **dict.fromkeys((What.MONTH,), ("month", "year")),
    **dict.fromkeys((What.QUARTER,), ("number", "year")),
    **dict.fromkeys((What.QUARTER_OF_FILE,), ("number",)),
    **dict.fromkeys((What.ON_A_DAY,), ("day",)),
}
"""The places in braces that the words for something must have, each once; the sentences of drafts those of English."""
LISTS = (What.MONTHS, What.MONTHS_IN_A_DAY, What.SHORT_MONTHS)
"""Of which there are twelve."""

_PLACE = re.compile(r"\{(\w+)\}")
_PART_OF_A_FORMAT = re.compile(r"d+|m+|y+")
_PLAIN = re.compile(r"[\s,./-]*")


def places_of(words: str) -> list[str]:
    """The names of the places in braces, in the order of the alphabet."""
    return sorted(_PLACE.findall(words))


def listed(words: str) -> tuple[str, ...]:
    """The words between semicolons."""
    return tuple(" ".join(one.split()) for one in words.split(";"))


@dataclass(frozen=True)
class Language:
    """One language. `words` are those it has, by what they are for; for all else it goes by those of `instead`."""

    words: tuple[tuple[What, str], ...]
    instead: Language | None = None

    @cached_property
    def _own(self) -> dict[What, str]:
        return dict(self.words)

    def has(self, what: What) -> bool:
        """Whether it has words of its own for something."""
        return what in self._own

    def said(self, what: What) -> str:
        """Its words for something; those of the language in its place, where it has none."""
        own = self._own.get(what)
        if own is not None:
            return own
        return self.instead.said(what) if self.instead else ""

    @property
    def lacking(self) -> tuple[What, ...]:
        """What an edition needs and it has no words for."""
        return tuple(what for what in What if what not in OPTIONAL and not self.has(what))

    @property
    def has_drafts(self) -> bool:
        """Whether sentences can be drafted in it."""
        return all(self.has(what) for what in OF_DRAFTS if what not in OF_AREAS)

    @property
    def name(self) -> str:
        """What it is called in English, as headings of columns call it."""
        return self.said(What.NAME)

    @property
    def own_name(self) -> str:
        """What it calls itself."""
        return self.said(What.OWN_NAME) if self.has(What.OWN_NAME) else self.name

    @property
    def tag(self) -> str:
        """Its tag: cy-GB."""
        return self.said(What.TAG)

    @property
    def code(self) -> str:
        """The first part of its tag, by which commands know it: cy."""
        return self.tag.partition("-")[0]

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The names of its months."""
        return listed(self.said(What.MONTHS))

    @cached_property
    def months_in_a_day(self) -> tuple[str, ...]:
        """The same as a day has them."""
        return listed(self._own[What.MONTHS_IN_A_DAY]) if self.has(What.MONTHS_IN_A_DAY) else self.months

    @cached_property
    def short_months(self) -> tuple[str, ...]:
        """The short names of its months."""
        return listed(self.said(What.SHORT_MONTHS))

    def day(self, day: dt.date) -> str:
        """A day in words: 31 Rhagfyr 2017."""
        return self.date_said(str(day.day), day.month, str(day.year))

    def date_said(self, day: str, month: int, year: str) -> str:
        """A day, a month, or a day without its year, of which "" are not said."""
        if not year:
            return " ".join(filter(None, (day, (self.months_in_a_day if day else self.months)[month - 1])))
        names, what = (self.months_in_a_day, What.DAY) if day else (self.months, What.MONTH)
        return filled(self.said(what), day=day, month=names[month - 1], year=year)

    def month_heading(self, day: dt.date) -> str:
        """A month as it heads a column, short: Rhag 17."""
        return filled(self.said(What.MONTH), month=self.short_months[day.month - 1], year=f"{day.year % 100:02d}")

    def quarter(self, number: int, year: str) -> str:
        """A quarter in words: Chwarter 3 2017-18."""
        return filled(self.said(What.QUARTER), number=str(number), year=year)

    # Formats of cells

    @property
    def _begins(self) -> str:
        """What begins a number format whose months are named in it, whatever language Excel speaks."""
        return f"[$-{self.said(What.NUMBER)}]" if self.has(What.NUMBER) and self.instead else ""

    def number_format(self, english: str) -> str:
        """A format of days or months, d mmmm yyyy, as the language writes them."""
        plain = self.without_language(english)
        if plain == "d mmm":  # some programs have no short names of months but in English
            return f"{self._begins}d/m"
        parts = _PART_OF_A_FORMAT.findall(plain)
        month, year = (next((one for one in parts if one[0] == letter), "") for letter in "my")
        if not month or not year:
            return f"{self._begins}{plain}"
        what = What.DAY if "d" in plain else What.MONTH
        around = _PLACE.sub("\0{\\1}\0", self.said(what)).split("\0")
        places = {"{day}": "d", "{month}": month, "{year}": year}
        return self._begins + "".join(places.get(one) or _literal(one) for one in around)

    def writes(self, number_format: str) -> bool:
        """Whether a number format names months in this language."""
        return bool(self._begins) and number_format.startswith(self._begins)

    def without_language(self, number_format: str) -> str:
        """A number format without what says that months are named in this language."""
        return number_format.removeprefix(self._begins)

    # Names of files

    def audience(self, audience: str) -> str:
        """The word for an edition's readers, members or public."""
        return self.said(What.PUBLIC if audience == "public" else What.MEMBERS)

    def quarter_of_file(self, number: int | str) -> str:
        """A quarter as names of files have it, behind its year."""
        return filled(self.said(What.QUARTER_OF_FILE), number=str(number))

    @property
    def words_of_files(self) -> tuple[str, ...]:
        """All words that may stand in the names and titles of editions."""
        words = (self.said(what) for what in (What.MEMBERS, What.PUBLIC, What.REPORT, What.DRAFT, What.TITLE))
        return (*words, *map(self.quarter_of_file, range(1, 5)))


def filled(words: str, **places: str) -> str:
    """Words with their places in braces filled in; a brace that is no place stays."""
    return _PLACE.sub(lambda place: places.get(place[1], place[0]), words)


def _literal(words: str) -> str:
    """Words between the parts of a date, as a number format has them."""
    return words if _PLAIN.fullmatch(words) else f'"{words}"'
