"""Marks of a person in a text: a name, a date of birth, an address, a case number, an e-mail or telephone number.

Each function returns what it took for one, or None. They are simple on purpose, and err on
the side of silence where a report's ordinary words look the same.
"""

from __future__ import annotations

import re

from cyps_xl.checks.texts.forenames import FORENAMES
from cyps_xl.measures.periods import MONTH_NAMES

_CAPITAL = r"[A-ZÂÊÎÔÛŴŶÁÉÍÓÚÄËÏÖÜÀÈÌÒÙ]"
_WORD = rf"{_CAPITAL}[\w’'-]+"

_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Master|Dr|Mx|Bnr|Fns)\.?\s+(?:{_CAPITAL}\.?\s+)?{_WORD}")
_INTRODUCED = re.compile(
    r"\b(?:named|called|aged? \d{1,2},|known as|o'r enw)\s+(?P<name>" + _WORD + rf"(?:\s+{_WORD})?)"
)
_WORDS = re.compile(rf"{_WORD}(?:\s+{_WORD})*")
_COUNCILLOR = re.compile(rf"\b(?:Cllrs?|Councillors?|Cyng|Cynghorydd|Gynghorydd)\b\.?(?:\s+{_WORD}){{1,3}}")
"""People whose names a report to a committee may hold."""
_SAINTS = ("St", "Saint", "Sant", "Santes", "Prince", "Princess", "Queen", "King")
"""Before a forename they make the name of a school, a ward or a hospital."""
_INITIALS = re.compile(
    rf"\b(?i:child|boy|girl|baby|sibling|plentyn|bachgen|merch)\s+(?P<name>{_CAPITAL}\.{_CAPITAL}\.?)"
)

_MONTH = "|".join(name[:3] for name in MONTH_NAMES) + "|Ion|Chwe|Maw|Ebr|Mai|Meh|Gorff|Awst|Medi|Hyd|Tach|Rhag"
_DATE = rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\w*\s+(?:19|20)\d\d)"
_BORN = re.compile(
    rf"\b(?:born|d\.?o\.?b\.?|date of birth|dyddiad geni|ganwyd|ganed|a anwyd)\b[^.\n]{{0,20}}?{_DATE}", re.IGNORECASE
)
_NUMERIC_DATE = re.compile(r"(?<![\d/])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?![\d/])")
OLDER_BY = 2
"""Years. A date in figures this much before the reporting year is no date of the report's own."""

_STREETS = (
    "Street|Road|Avenue|Lane|Close|Crescent|Drive|Terrace|Gardens|Grove|Place|Court|Way|Row|Square|Parade|Walk|St|Rd"
)
_ENGLISH_ADDRESS = re.compile(rf"\b\d{{1,3}}[A-Za-z]?,?\s+(?:{_WORD}\s+){{1,3}}(?:{_STREETS})\b")
_WELSH_ADDRESS = re.compile(
    rf"\b\d{{1,3}}[A-Za-z]?,?\s+(?:Heol|Stryd|Ffordd|Rhodfa|Maes|Lôn|Clos|Rhes|Cilgant|Bryn)"
    rf"(?:[- ](?:y|yr))?[- ]{_WORD}"
)
_POSTCODE = re.compile(r"\b[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b")

_CASE_WORDS = re.compile(
    r"\b(?:case|client|file|person|record|WCCIS|PARIS|NHS|achos|ffeil)\s*(?:no\.?|number|ref(?:erence)?\.?|id|rhif|#)"
    r"\s*:?\s*(?P<number>[A-Z]{0,4}[-/]?\d{3,}\w*)",
    re.IGNORECASE,
)
_CASE_NUMBER = re.compile(r"(?<![\w.,/£-])(?:[A-Z]{1,4}[-/]?\d{5,}|\d{3}[ -]\d{3}[ -]\d{4}|\d{6,})(?![\w/]|[.,]\d)")

_E_MAIL = re.compile(r"(?P<person>[\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\d,.])(?:\+44\s?|0)(?:\d[\s-]?){9,10}(?!\d)")


def name_in(text: str) -> str | None:
    """A person: a title with a name, "named" or "aged 9," with one, a forename that is common in Wales, initials
    of a child."""
    for pattern in (_TITLED, _INTRODUCED, _INITIALS):
        if found := pattern.search(text):
            return found[0]
    for found in _WORDS.finditer(_COUNCILLOR.sub("", text)):
        words = re.split(r"\s+", found[0])
        for at, word in enumerate(words):
            if at and words[at - 1] in _SAINTS:
                continue
            if re.sub(r"[’']s$", "", word) in FORENAMES:
                return " ".join(words[at : at + 2])
    return None


def birth_in(text: str, reporting_year: int) -> str | None:
    """A date of birth: a date next to "born", or one in figures that is older than the report's own dates."""
    if found := _BORN.search(text):
        return found[0]
    for found in _NUMERIC_DATE.finditer(text):
        if int(found["month"]) <= 12 and int(found["year"]) < reporting_year - OLDER_BY:
            return found[0]
    return None


def address_in(text: str) -> str | None:
    """A house number with a street in English or Welsh, or a postcode."""
    for pattern in (_ENGLISH_ADDRESS, _WELSH_ADDRESS, _POSTCODE):
        if found := pattern.search(text):
            return found[0]
    return None


def case_number_in(text: str) -> str | None:
    """A number of six digits and more, letters with five, an NHS number, or any number after "case no"."""
    plain = _TELEPHONE.sub(" ", text)
    for pattern in (_CASE_WORDS, _CASE_NUMBER):
        if found := pattern.search(plain):
            return found[0]
    return None


def contact_in(text: str, *, shared_allowed: bool) -> str | None:
    """An e-mail address or a telephone number. With `shared_allowed` only an address that looks like a person's:
    forename and surname, or an initial and a surname, parted by a dot."""
    for found in _E_MAIL.finditer(text):
        parts = [part for part in re.split(r"[._-]", found["person"]) if part.isalpha()]
        if not shared_allowed or (len(parts) >= 2 and (len(parts[0]) == 1 or parts[0].capitalize() in FORENAMES)):
            return found[0]
    if not shared_allowed and (number := _TELEPHONE.search(text)):
        return number[0].strip()
    return None
