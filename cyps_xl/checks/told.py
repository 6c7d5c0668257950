"""What a narrative says of re-admissions: how many children, in which month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from cyps_xl.measures.periods import MONTH_NAMES, Quarter

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_CHILDREN = re.compile(rf"\b(?P<count>{'|'.join(_WORDS)}|\d{{1,3}}) (?:child|children)\b", re.IGNORECASE)
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
        counts = [_number(found["count"].lower()) for found in _CHILDREN.finditer(sentence)]
        months = [_month(found, quarter) for found in _MONTH.finditer(sentence)]
        if len(counts) == 1 and _CAME_BACK.search(sentence) and (len(months) == 1 or counts[0] == 0):
            yield from ((counts[0], month) for month in months)


def _number(word: str) -> int:
    return _WORDS.index(word) if word in _WORDS else int(word)


def _month(found: re.Match[str], quarter: Quarter) -> dt.date:
    number = MONTH_NAMES.index(found["month"]) + 1
    if found["year"]:
        return dt.date(int(found["year"]), number, 1)
    return next(month for month in quarter.months(12) if month.month == number)
