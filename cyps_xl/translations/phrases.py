"""Saying the report's own words in another language: whole labels, and labels with a date or number in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import DEFAULT
from cyps_xl.measures.periods import MONTH_NAMES

BRACES = re.compile(r"\{(\w+)\}")
"""A place in a text that is filled in later: "Wales {year}"."""

_DATE = rf"\d{{1,2}} (?:{'|'.join(MONTH_NAMES)}) \d{{4}}"
_DAY_OR_MONTH = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTH_NAMES)})(?: (\d{{4}}))?")
_PLACES = {
    "number": r"[A-Z]?[\d.,]+[a-z]?",
    "year": r"\d{4}-\d{2}",
    "quarter": r"Quarter [1-4] \d{4}-\d{2}",
    "date": _DATE,
    "first": _DATE,
    "last": _DATE,
}
"""What a place in braces may hold, by its name; under any other name, words that are phrases themselves."""
_AS_IT_IS = ("number", "year")
"""Places that are the same in every language."""
_LETTERS = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"(?:[A-Z]{1,5}[ /_.-]?){0,2}\d[\d/_.-]*[a-z]?(?: ?\([a-z\d]{1,3}\))?|\[c\]")
"""What is the same in every language: PI 29a, CH/039, SCC/033(d), 12b, 2017-18, the mark of what is withheld."""
_SIGN = re.compile(r"([↑→↘↓★△▽=] )(.+)")
"""The sign of a direction before its words: the same in every language."""


@dataclass(frozen=True)
class Phrase:
    """One text and its translation, "" while there is none.

    `fuzzy` marks a suggestion that a translator has not confirmed: it is never published.
    `where` names a place in the report where the text stands.
    """

    text: str
    translation: str = ""
    fuzzy: bool = False
    where: str = ""


@dataclass(frozen=True)
class Piece:
    """A part of a text that is in one language: the other one, or, where that has no words for it, its own."""

    text: str
    is_said: bool = True


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbouring pieces of one language as one."""
    for is_said, some in groupby(pieces, key=lambda piece: piece.is_said):
        if text := "".join(piece.text for piece in some):
            yield Piece(text, is_said)


def places_in(text: str) -> list[str]:
    """The names of a text's places in braces, in the order of the alphabet: those of its translation are the same."""
    return sorted(BRACES.findall(text))


def is_code(text: str) -> bool:
    """Whether a text is the same in every language, so that no translation of it is asked for: a code, or some."""
    return all(_CODE.fullmatch(part) is not None for part in text.split(", "))


@dataclass(frozen=True)
class _Pattern:
    """A phrase with places in it: "Wales {year}"."""

    text: str
    expression: re.Pattern[str]
    names: tuple[str, ...]
    translation: str

    def places_in(self, text: str) -> dict[str, str] | None:
        """What fills each place, by its name, where the text is of this pattern; None where it is not."""
        match = self.expression.fullmatch(text)
        return None if match is None else dict(zip(self.names, match.groups(), strict=True))


class Phrases:
    """A language's phrases. Of two for the same text the later counts; what is not confirmed is not said.

    `numbers` are the numbers of headings that begin with one: the words after it are said, and the number kept. Days
    and months are said as the `language` writes them.
    """

    def __init__(
        self, phrases: Iterable[Phrase], numbers: Mapping[str, str] | None = None, language: Language = DEFAULT
    ) -> None:
        phrases = tuple(phrases)
        confirmed = {phrase.text: phrase.translation for phrase in phrases if phrase.translation and not phrase.fuzzy}
        others = dict.fromkeys(phrase.text for phrase in phrases if phrase.text not in confirmed)
        self._whole: Mapping[str, str] = confirmed
        self._not_said_whole = frozenset(others)
        self._patterns = tuple(_pattern(text, words) for text, words in confirmed.items() if BRACES.search(text))
        not_said = (_pattern(text, "") for text in others if BRACES.search(text))
        self._nearest = sorted((*self._patterns, *not_said), key=lambda one: -len(BRACES.sub("", one.text)))
        """All patterns, those with most words of their own first: "Year {year}" before "{area} {year}"."""
        self._numbers = numbers or {}
        self._language = language

    def said(self, text: str) -> str | None:
        """The text in the language; None when a word of it is missing."""
        if not _LETTERS.search(text):
            return text
        if text in self._whole:
            return self._whole[text]
        if text in self._numbers:
            words = self.said(self._without_number(text))
            return None if words is None else f"{self._numbers[text]} {words}"
        if date := _DAY_OR_MONTH.fullmatch(text):
            day, month, year = date.groups("")
            return self._language.date_said(day, MONTH_NAMES.index(month) + 1, year)
        if signed := _SIGN.fullmatch(text):
            words = self.said(signed[2])
            return None if words is None else signed[1] + words
        return self._by_pattern(text) or (text if is_code(text) else self._line_by_line(text))

    def as_far_as_said(self, text: str) -> tuple[Piece, ...]:
        """The text piece by piece, all of it in the language that has words; what has none stands as it is.

        It is taken apart as `asked` takes it, so that what stays as it is and what is asked for are the same.
        """
        return tuple(_joined(self._pieces(text)))

    def _pieces(self, text: str) -> Iterator[Piece]:
        said = self.said(text)
        if said is not None or text in self._not_said_whole:
            yield Piece(text if said is None else said, said is not None)
            return
        pattern, places = self._nearest_to(text)
        lines = text.split("\n")
        if text in self._numbers:
            yield Piece(f"{self._numbers[text]} ")
            yield from self._pieces(self._without_number(text))
        elif signed := _SIGN.fullmatch(text):
            yield Piece(signed[1])
            yield from self._pieces(signed[2])
        elif pattern is not None and pattern.translation:
            yield from self._with_places(pattern.translation, places)
        elif len(lines) > 1:
            for at, line in enumerate(lines):
                yield Piece("\n" * bool(at))
                yield from self._pieces(line)
        else:
            yield Piece(text, is_said=False)

    def _nearest_to(self, text: str) -> tuple[_Pattern | None, Mapping[str, str]]:
        """The first pattern that a text is of, and what fills its places; None where it is of none."""
        found = ((pattern, pattern.places_in(text)) for pattern in self._nearest)
        return next(((pattern, places) for pattern, places in found if places is not None), (None, {}))

    def _with_places(self, translation: str, places: Mapping[str, str]) -> Iterator[Piece]:
        for at, part in enumerate(BRACES.split(translation)):
            if at % 2 and part not in _AS_IT_IS:
                yield from self._pieces(places[part])
            else:
                yield Piece(places[part] if at % 2 else part)

    def asked(self, text: str) -> tuple[str, ...]:
        """What a translator is asked for, so that a text can be said that cannot: of a heading its words without the
        number, of a text that is put together what is missing of it, of one with a number in it the phrase."""
        if text in self._numbers:
            return self.asked(self._without_number(text))
        if text in self._not_said_whole:  # before the patterns, which it may happen to fit as well
            return (text,)
        if signed := _SIGN.fullmatch(text):
            return self.asked(signed[2])
        pattern, places = self._nearest_to(text)
        if pattern is not None:
            return (*(() if pattern.translation else (pattern.text,)), *self._asked_in(places))
        lines = text.split("\n")
        if len(lines) > 1:
            return tuple(asked for line in lines if self.said(line) is None for asked in self.asked(line))
        return (text,)

    def _asked_in(self, places: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(asked for words in self._unsaid(places) for asked in self.asked(words))

    def _unsaid(self, places: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(words for name, words in places.items() if name not in _AS_IT_IS and self.said(words) is None)

    def _without_number(self, text: str) -> str:
        return text[len(self._numbers[text]) :].strip()

    def _by_pattern(self, text: str) -> str | None:
        """The text by a phrase with places; None where there is none, or where what fills one cannot be said."""
        for pattern in self._patterns:
            places = pattern.places_in(text)
            filled = None if places is None else self._filled(pattern.translation, places)
            if filled is not None:
                return filled
        return None

    def _line_by_line(self, text: str) -> str | None:
        """A text whose lines are phrases of their own: words beside an arrow, and what is said of chance below."""
        lines = text.split("\n")
        said = [self.said(line) for line in lines] if len(lines) > 1 else [None]
        return None if None in said else "\n".join(line or "" for line in said)

    def _filled(self, translation: str, places: Mapping[str, str]) -> str | None:
        """The translation with its places filled in their own language; None when one cannot be said."""
        if self._unsaid(places):
            return None
        said = {name: words if name in _AS_IT_IS else self.said(words) for name, words in places.items()}
        return BRACES.sub(lambda place: said.get(place[1]) or "", translation)


def _pattern(text: str, translation: str) -> _Pattern:
    names: list[str] = []
    expression = ""
    for at, piece in enumerate(BRACES.split(text)):
        if at % 2 == 0:
            expression += re.escape(piece)
        elif piece in names:  # a place that stands twice holds the same words both times
            expression += rf"\{names.index(piece) + 1}(?!\d)"
        else:
            names.append(piece)
            expression += f"({_PLACES.get(piece, '.+?')})"
    return _Pattern(text, re.compile(expression), tuple(names), translation)
