"""Numbers in words, in English and in Welsh: how they are written, and what each is worth.

Welsh counts in two ways, by tens ("tri deg tri") and by twenties ("tri ar ddeg ar hugain"), and mutates the first
letter of most numbers; with twenties the noun may stand in between ("un plentyn ar ddeg": eleven children).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from cyps_xl.languages.shipped import ENGLISH, SECOND

_ENGLISH = dict(ENGLISH.numbers)
_UNITS = [word for word, value in _ENGLISH.items() if value < 10]
_TEENS = [word for word, value in _ENGLISH.items() if 10 <= value < 20]
_TENS = [word for word, value in _ENGLISH.items() if value >= 20]
_SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12, "score": 20}

_WELSH = {word: value for word, value in SECOND["cy"].numbers if " " not in word}
"""Those of a single word: the others follow from the two ways of counting."""
_WELSH_SMALL = [word for word, value in _WELSH.items() if value < 10]


def _one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def _english() -> str:
    unit, teen, tens = _one_of(_UNITS), _one_of(_TEENS), _one_of(_TENS)
    small = rf"(?:(?:{tens})(?:[-\s](?:{unit}))?|{teen}|{unit})"
    hundreds = rf"(?:an?|{small})\s+hundred(?:\s+(?:and\s+)?{small})?"
    thousands = rf"(?:an?|{hundreds}|{small})\s+thousand(?:,?\s+(?:and\s+)?(?:{hundreds}|{small}))?"
    dozens = rf"half\s+a\s+dozen|(?:(?:an?|{small})\s+)?dozen|(?:a|{unit})\s+score"
    return rf"(?:{dozens}|{thousands}|{hundreds}|{small})(?:\s+and\s+a\s+half)?"


def _welsh() -> str:
    unit = _one_of(_WELSH_SMALL)
    ten, fifteen, twenty, forty, sixty, hundred = (
        _one_of(word for word in _WELSH if _WELSH[word] == value) for value in (10, 15, 20, 40, 60, 100)
    )
    low = rf"(?:{_one_of(w for w in _WELSH if _WELSH[w] < 20)})"
    by_tens = rf"(?:{unit})\s+(?:{ten})(?:\s+(?:{unit}))?"
    base = rf"(?:{ten}|{fifteen}|{twenty}|{forty}|{sixty})"
    # "un ar ddeg", "tri ar ddeg ar hugain", and with the noun in between, "dau blentyn ar bymtheg"
    by_twenties = rf"{low}(?:\s+[^\W\d_]+)?\s+ar\s+{base}(?:\s+ar\s+{base})?"
    many = rf"(?:(?:pedwar|phedwar|bedwar|tri|thri|dri)\s+ugain|{forty}|{sixty})"
    scores = rf"(?:{low}\s+a\s+)?{many}"
    hundreds = rf"(?:hanner\s+cant|(?:(?:{unit})\s+)?(?:{hundred}))(?:\s+(?:a|ac)\s+(?:{by_tens}|{low}|{twenty}))?"
    return rf"(?:{by_twenties}|{scores}|{by_tens}|hanner\s+dwsin|{hundreds}|{_one_of(_WELSH)})(?:\s+a\s+hanner)?"


PATTERN = rf"(?:{_welsh()}|{_english()})"
"""A number in words, whole: to be searched for without regard to capitals, between the edges of words."""
_HALF = re.compile(r"\s+and\s+a\s+half$|\s+a\s+hanner$")
_WORD = re.compile(r"[^\W\d_]+")


def worth(words: str) -> Fraction:
    """What a number that PATTERN found is worth: 33 for "thirty-three", 11 for "un plentyn ar ddeg"."""
    plain = words.lower()
    whole = _HALF.sub("", plain)
    half = Fraction(1, 2) if whole != plain else Fraction(0)
    parts = _WORD.findall(whole)
    english = any(part in _ENGLISH or part in _SCALES for part in parts)
    return half + (_english_worth(parts) if english else _welsh_worth(parts))


def _english_worth(parts: list[str]) -> Fraction:
    done, now = Fraction(0), Fraction(0)
    for part in parts:
        if part == "half":
            now = Fraction(1, 2)
        elif part == "thousand":
            done, now = done + (now or Fraction(1)) * 1000, Fraction(0)
        elif part in _SCALES:
            now = (now or Fraction(1)) * _SCALES[part]
        else:
            now += _ENGLISH.get(part, 0)
    return done + now


def _welsh_worth(parts: list[str]) -> Fraction:
    """Sums the numbers; one that stands right before ten, twenty, a hundred or a thousand multiplies it."""
    done, now, before = Fraction(0), Fraction(0), ""
    for part in parts:
        value = _WELSH.get(part, 0)
        if part == "hanner":
            now = Fraction(1, 2)
        elif value in (10, 12, 20, 100, 1000) and now and (before in _WELSH or before == "hanner"):
            now *= value
        elif value:
            done, now = done + now, Fraction(value)
        before = part
    return done + now
