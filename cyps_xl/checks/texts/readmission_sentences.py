"""What a narrative says of re-admissions: how many children, in which month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from cyps_xl.measures.numbers_said import numbers_said
from cyps_xl.measures.periods import MONTH_NAMES, Quarter

_NO_CHILD = re.compile(r"\bno (?:child|children)\b", re.IGNORECASE)
_CHILDREN = ("child", "children", "twins", "triplets")
_CAME_BACK = re.compile(
    r"\bre-?admitted\b|\bre-?admissions?\b|\b(?:came|come|returned|back) (?:back )?(?:in)?to care\b", re.I
)
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(MONTH_NAMES)})(?: (?P<year>\d{{4}}))?\b")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


def re_admissions_told(text: str, quarter: Quarter) -> Iterator[tuple[int, dt.date]]:
    """How many children a text says came back in which month; a month without a year is the latest in the report.

    Sentences from which it does not follow, with several numbers of children or a number for
    several months together, give nothing.
    """
    for sentence in _SENTENCE_END.split(text):
        counts = [*_counts(sentence)]
        months = [_month(found, quarter) for found in _MONTH.finditer(sentence)]
        if len(counts) == 1 and _CAME_BACK.search(sentence) and (len(months) == 1 or counts[0] == 0):
            yield from ((counts[0], month) for month in months)


def _counts(sentence: str) -> Iterator[int]:
    """How many children a sentence speaks of."""
    yield from (0 for _ in _NO_CHILD.finditer(sentence))
    for said in numbers_said(sentence):
        if said.counted in _CHILDREN and not said.percent and not said.share and said.value.denominator == 1:
            yield int(said.value)


def _month(found: re.Match[str], quarter: Quarter) -> dt.date:
    number = MONTH_NAMES.index(found["month"]) + 1
    if found["year"]:
        return dt.date(int(found["year"]), number, 1)
    return next(month for month in quarter.months(12) if month.month == number)
