"""Numbers that texts say, in figures or in words, in English and in Welsh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_ENGLISH = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_WELSH = (
    "un",
    "dau|dwy|ddau|ddwy",
    "tri|tair|dri|dair|thri|thair",
    "pedwar|pedair|bedwar|bedair|phedwar|phedair",
    "pump|pum|bump|bum|phump|phum",
    "chwech|chwe",
    "saith",
    "wyth",
    "naw",
    "deg|deng|ddeg|ddeng",
)
_VALUES = {word: value for value, word in enumerate(_ENGLISH.split("|"), start=1)} | {
    word: value for value, words in enumerate(_WELSH, start=1) for word in words.split("|")
}
_PEOPLE = (
    "child|children|boy|boys|girl|girls|baby|babies|teenager|teenagers|sibling|siblings|person|people|family|"
    "families|parent|parents|leaver|leavers|case|cases|complaint|complaints|compliment|compliments|worker|"
    "workers|manager|managers|officer|officers|re-admission|re-admissions|registration|registrations|closure|"
    "closures|plentyn|blentyn|phlentyn|plant|blant|phlant|bachgen|fachgen|merch|ferch|berson|pherson|pobl|"
    "bobl|teulu|deulu|theulu|rhiant|riant|achos|achosion|cwyn|gwyn|gŵyn|cŵyn|chwyn|chŵyn|cwynion|gwynion|"
    "chwynion|canmoliaeth|gweithiwr|weithiwr|gweithwyr|weithwyr|rheolwr|reolwr|swyddog"
)
_SPAN = (
    r"(?:working |calendar )?(?:days?|weeks?|months?|years?|hours?|quarters?)\b"
    r"|diwrnod|wythnos|mis\b|fis\b|blynedd|flynedd|mlynedd|flwyddyn|chwarter"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr"
)
_NUMBER = re.compile(
    r"(?<![\w.,/£–-])(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<percent>\s?%)?(?![\w/–-]|[.,]\d)"
    rf"|\b(?P<word>{'|'.join(sorted(_VALUES, key=len, reverse=True))})\b(?!-)",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE = re.compile(
    r"\b(?:stage|section|part|table|quarter|schedule|level|step|PI|aged?"
    r"|cam|adran|rhan|ran o|tabl|chwarter|oed|yr|y)\s+$",
    re.IGNORECASE,
)
_NO_COUNT_AFTER = re.compile(
    rf"\s*(?:{_SPAN})|\s+(?:another|day|halves|thirds|quarters|fifths|tenths|ran o)\b", re.IGNORECASE
)
_COUNTED = re.compile(rf"\s+(?:[\w’'-]+\s+){{0,2}}?(?:{_PEOPLE})\b", re.IGNORECASE)
_AS_A_WORD = {"un"}
"""Welsh for one, and also for "any", "same" and "a": a number only where something is counted."""


@dataclass(frozen=True)
class Said:
    """A number that a text says: as it is written, its value, and whether people are counted with it."""

    words: str
    value: Fraction
    percent: bool
    counts_people: bool


def numbers_said(text: str) -> Iterator[Said]:
    """The numbers of a text that may be figures: not stages and sections, days of a date, or spans of time."""
    for found in _NUMBER.finditer(text):
        if _NO_COUNT_BEFORE.search(text, 0, found.start()) or _NO_COUNT_AFTER.match(text, found.end()):
            continue
        counted = _COUNTED.match(text, found.end()) is not None
        word = (found["word"] or "").lower()
        if word in _AS_A_WORD and not counted:
            continue
        value = Fraction(_VALUES[word]) if word else Fraction(found["digits"].replace(",", ""))
        yield Said(found[0], value, found["percent"] is not None, counted)
