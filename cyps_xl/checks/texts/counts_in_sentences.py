"""What a narrative says of something that a table counts month by month: how many, in which month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from cyps_xl.checks.wording import one_of
from cyps_xl.measures.numbers_said import numbers_said
from cyps_xl.measures.periods import MONTH_NAMES, Quarter

_SEVERAL_AT_ONCE = {"children": ("twins", "triplets")}
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(MONTH_NAMES)})(?: (?P<year>\d{{4}}))?\b")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


def counts_told(text: str, quarter: Quarter, words: Sequence[str], unit: str) -> Iterator[tuple[int, dt.date]]:
    """How many of a unit a text says there were in which month; a month without a year is the latest in the report.

    `words` are those by which a sentence speaks of it. Sentences from which it does not follow, with
    several numbers or a number for several months together, give nothing.
    """
    spoken_of = _any_of(words)
    for sentence in _SENTENCE_END.split(text):
        months = [_month(found, quarter) for found in _MONTH.finditer(sentence)]
        counts = [*_counts(sentence, unit)] if months and spoken_of.search(sentence) else []
        if len(counts) == 1 and (len(months) == 1 or counts[0] == 0):
            yield from ((counts[0], month) for month in months)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words, one or several of it, with its hyphens or without them."""
    found = "|".join(re.escape(word).replace(r"\-", "-?").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{found})s?\b", re.IGNORECASE)


def _counts(sentence: str, unit: str) -> Iterator[int]:
    """How many of a unit a sentence speaks of."""
    nouns = (one_of(unit), unit, *_SEVERAL_AT_ONCE.get(unit, ()))
    none = re.compile(rf"\bno (?:{re.escape(one_of(unit))}|{re.escape(unit)})\b", re.IGNORECASE)
    yield from (0 for _ in none.finditer(sentence))
    for said in numbers_said(sentence):
        if said.counted in nouns and not said.percent and not said.share and said.value.denominator == 1:
            yield int(said.value)


def _month(found: re.Match[str], quarter: Quarter) -> dt.date:
    number = MONTH_NAMES.index(found["month"]) + 1
    if found["year"]:
        return dt.date(int(found["year"]), number, 1)
    return next(month for month in quarter.months(12) if month.month == number)
