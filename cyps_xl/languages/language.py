"""A language as data: what it is called, how it writes months, days and quarters, its words for files and a letter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cyps_xl.languages.what import IN_TEXTS, OF_AREAS, OF_DRAFTS, OPTIONAL, What

_PLACE = re.compile(r"\{(\w+)\}")
_VALUE = re.compile(r"(\d+)\s*=\s*(.*)")
_SPACE = "space"
"""The word for a space among the thousands signs: a cell that holds a space alone is taken for an empty one."""
_PART_OF_A_FORMAT = re.compile(r"d+|m+|y+")
_PLAIN = re.compile(r"[\s,./-]*")


MARKED = re.compile(r"\s*\[([^\]]+)\] ?(.*)")
"""A line of a letter that stands only where something holds: what, and the line's words."""


def conditions_of(letter: str) -> list[str]:
    """What the lines of a letter wait for, each once."""
    return list(dict.fromkeys(found[1] for found in map(MARKED.fullmatch, letter.splitlines()) if found))


def places_of(words: str) -> list[str]:
    """The names of the places in braces, in the order of the alphabet."""
    return sorted(_PLACE.findall(words))


def listed(words: str) -> tuple[str, ...]:
    """The words between semicolons."""
    return tuple(" ".join(one.split()) for one in words.split(";"))


def numbers_listed(words: str) -> tuple[tuple[str, int], ...]:
    """Numbers in words with their values: each one more than the one before, but where it says its value itself.

    "one; two / couple; 30 = thirty" gives one: 1, two: 2, couple: 2, thirty: 30.
    """
    found, value = [], 0
    for one in listed(words):
        told = _VALUE.fullmatch(one)
        value = int(told[1]) if told else value + 1
        found += [(form.strip(), value) for form in (told[2] if told else one).split("/")]
    return tuple(found)


@dataclass(frozen=True)
class Language:
    """One language. `words` are those it has, by what they are for; for all else it goes by those of `instead`."""

    words: tuple[tuple[What, str], ...]
    instead: Language | None = None

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.words, self.instead))  # once: what is remembered of a text is looked up by its language, too

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
        """What an edition needs and it has no words for; of drafts what is left where some have been begun."""
        needed = {what for what in What if what not in OPTIONAL}
        if any(self.has(what) for what in OF_DRAFTS):
            needed |= {*OF_DRAFTS} - {*OF_AREAS}
        return tuple(what for what in What if what in needed and not self.has(what))

    @property
    def lacking_in_texts(self) -> tuple[What, ...]:
        """By what numbers and whom they count are not found in its texts."""
        return tuple(what for what in IN_TEXTS if what is not What.ENDINGS and not self.has(what))

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

    # Numbers in texts

    def in_texts(self, what: What) -> tuple[str, ...]:
        """Its own words for something that texts are searched for; none where it has none."""
        return tuple(filter(None, listed(self._own.get(what, ""))))

    @cached_property
    def numbers(self) -> tuple[tuple[str, int], ...]:
        """Its numbers in words with their values."""
        return numbers_listed(self._own[What.NUMBERS]) if self.has(What.NUMBERS) else ()

    @property
    def thousands_signs(self) -> tuple[str, ...]:
        """What may stand between thousands: anything usual that is no decimal sign, where only that one is said."""
        signs = [" " if sign.lower() == _SPACE else sign for sign in listed(self.said(What.THOUSANDS))]
        point = self.said(What.DECIMAL)
        return tuple(sign for sign in signs if sign != point) or tuple(sign for sign in " .," if sign != point)

    # Days and quarters

    def day(self, day: dt.date) -> str:
        """A day in words: 31 Rhagfyr 2017."""
        return self.date_said(str(day.day), day.month, str(day.year))

    def date_said(self, day: str, month: int, year: str) -> str:
        """A day, a month, or a day without its year, of which "" are not said."""
        if not year:
            return " ".join(filter(None, (day, (self.months_in_a_day if day else self.months)[month - 1])))
        names, what = (self.months_in_a_day, What.DAY) if day else (self.months, What.MONTH)
        return filled(self.said(what), day=day, month=names[month - 1], year=year)

    def month_named(self, name: str) -> int:
        """The month that one of its names means, or the beginning of one alone, from three letters; 0 for none."""
        name = name.casefold().rstrip(".")
        every = [[one.casefold().rstrip(".") for one in self._names_of(month)] for month in range(12)]
        found = [at for at, names in enumerate(every, start=1) if name in names]
        if not found and len(name) >= 3:
            found = [at for at, names in enumerate(every, start=1) if any(one.startswith(name) for one in names)]
        return found[0] if len(found) == 1 else 0

    def _names_of(self, month: int) -> tuple[str, ...]:
        named = (self.months, self.months_in_a_day, self.short_months if self.has(What.SHORT_MONTHS) else ())
        return tuple(names[month] for names in named if len(names) == 12)

    def day_read(self, text: str) -> tuple[str, int, str] | None:
        """The day, month and year that a text says as the language writes a day, or a month, of which the day is ""."""
        for what in (What.DAY, What.MONTH):
            found = _read_by(self.said(what), _PARTS_OF_A_DAY).fullmatch(text.strip())
            month = self.month_named(found["month"]) if found else 0
            if found and month:
                return found.groupdict().get("day") or "", month, found["year"]
        return None

    def quarter_read(self, text: str) -> tuple[str, str] | None:
        """The number and the year of a quarter that a text says as the language does."""
        found = _read_by(self.said(What.QUARTER), _PARTS_OF_A_QUARTER).fullmatch(text.strip())
        return (found["number"], found["year"]) if found else None

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


_PARTS_OF_A_DAY = {"day": r"\d{1,2}", "month": r"[^\W\d_]+\.?", "year": r"\d{4}|\d{2}"}
_PARTS_OF_A_QUARTER = {"number": "[1-4]", "year": r"\d{2,4} ?[-–—/] ?\d{2,4}"}


def _read_by(words: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """What reads a text that was made of words with places in braces; spaces may be any, or a hyphen."""
    pieces = re.split(r"\{(\w+)\}", words)
    said = [r"[\s-]+".join(map(re.escape, piece.split(" "))) for piece in pieces[::2]]
    places = [rf"(?P<{place}>{parts[place]})" for place in pieces[1::2]]
    return re.compile("".join(a + b for a, b in zip(said, [*places, ""], strict=True)), re.IGNORECASE)


def filled(words: str, **places: str) -> str:
    """Words with their places in braces filled in; a brace that is no place stays."""
    return _PLACE.sub(lambda place: places.get(place[1], place[0]), words)


def _literal(words: str) -> str:
    """Words between the parts of a date, as a number format has them."""
    return words if _PLAIN.fullmatch(words) else f'"{words}"'
