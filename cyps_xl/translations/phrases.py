"""Saying the report's own words in another language: whole labels, and labels with a date or number in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cyps_xl.measures.periods import MONTH_NAMES, WELSH_MONTH_NAMES
from cyps_xl.translations.po_files import BRACES, Phrase

SHORT_MONTHS = tuple(name[:3] for name in MONTH_NAMES)
WELSH_SHORT = ("Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag")

_DATE = rf"\d{{1,2}} (?:{'|'.join(MONTH_NAMES)}) \d{{4}}"
_PLACES = {"number": r"[\d.,]+", "year": r"\d{4}-\d{2}", "date": _DATE, "first": _DATE, "last": _DATE}
"""What a place in braces may hold, by its name; under any other name, words that are phrases themselves."""
_LETTERS = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"[A-Z]{0,3} ?\d+(\.\d+)?[a-z]?|\d{4}-\d{2}|\d{4}-\d{2}-\d{2}|\[c\]")
"""What is the same in every language: PI 29a, 12b, 2017-18, the mark of what is withheld."""


@dataclass(frozen=True)
class _Pattern:
    """A phrase with places in it: "Wales {year}"."""

    expression: re.Pattern[str]
    translation: str


class Phrases:
    """A language's phrases. Of two for the same text the later counts; what is not confirmed is not there."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        confirmed = {phrase.text: phrase.translation for phrase in phrases if phrase.translation and not phrase.fuzzy}
        self._whole: Mapping[str, str] = confirmed
        self._patterns = tuple(_pattern(text, words) for text, words in confirmed.items() if BRACES.search(text))

    def said(self, text: str) -> str | None:
        """The text in the language; None when a word of it is missing."""
        if not _LETTERS.search(text) or _CODE.fullmatch(text):
            return text
        if text in self._whole:
            return self._whole[text]
        if re.fullmatch(_DATE, text):
            return _welsh_date(text)
        for pattern in self._patterns:
            match = pattern.expression.fullmatch(text)
            filled = None if match is None else self._filled(pattern.translation, match.groupdict())
            if filled is not None:
                return filled
        return None

    def _filled(self, translation: str, places: Mapping[str, str]) -> str | None:
        """The translation with its places filled in their own language; None when one cannot be said."""
        said = {name: words if name in ("number", "year") else self.said(words) for name, words in places.items()}
        if None in said.values():
            return None
        return BRACES.sub(lambda place: said[place[1]] or "", translation)


def _pattern(text: str, translation: str) -> _Pattern:
    pieces = BRACES.split(text)
    expression = "".join(
        f"(?P<{piece}>{_PLACES.get(piece, '.+?')})" if place % 2 else re.escape(piece)
        for place, piece in enumerate(pieces)
    )
    return _Pattern(re.compile(expression), translation)


def _welsh_date(words: str) -> str:
    day, month, year = words.split(" ")
    return f"{day} {WELSH_MONTH_NAMES[MONTH_NAMES.index(month)]} {year}"
