"""What a cell of published statistics says: a number, or why there is none; and which financial year is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.inputs.marks import Meaning, meaning_of

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_MARKED = re.compile(r"(.*?)((?:\s*\[[^\[\]]*\])+)")
_CODES = re.compile(r"[a-z]{1,3}(?:[\s,;/]+[a-z]{1,3})*")
_CODE = re.compile(r"[a-z]+")

CODES = {"c": Meaning.WITHHELD, "x": Meaning.NOT_KNOWN, "z": Meaning.NOT_KNOWN}
"""The standard shorthand by which there is no figure: confidential, missing, not applicable.

All other shorthand (a average, b break, e estimated, f forecast, k low, p provisional, r revised, t total, u of low
reliability, w none recorded) says something of a figure that is there.
"""
_WITHHELD = ("disclosive", "confidential", "cyfrinachol", "datgeliadol", "suppressed", "withheld")
"""Words of a note by which a figure is withheld; “for disclosure reasons” is said of rounding as well."""


@dataclass(frozen=True)
class Told:
    """A published figure: its number, or why there is none. `mark` is the shorthand as it stands."""

    number: float | None
    meaning: Meaning | None = None
    mark: str = ""


def value_told(cell: str, notes: str = "") -> Told | None:
    """What a cell and its notes tell; None where it is neither a number nor a mark.

    A mark by which nothing is told goes before a number that stands beside it, which is no figure then; and a blank
    is not known, never zero.
    """
    marked = _MARKED.fullmatch(cell)
    plain, marks = (marked[1].strip(), marked[2].strip()) if marked else (cell.strip(), "")
    for code in (*_codes(marks), *_codes(notes)):
        if code in CODES:
            return Told(None, CODES[code], f"[{code}]")
    if any(word in notes.casefold() for word in _WITHHELD):
        return Told(None, Meaning.WITHHELD, plain or "[c]")
    if _NUMBER.fullmatch(plain):
        return Told(float(plain.replace(",", "").removesuffix("%")))
    if not plain:
        return Told(None, Meaning.NOT_KNOWN, marks or "blank")
    meaning = meaning_of(plain)
    return None if meaning is None else Told(None, meaning, plain)


def _codes(text: str) -> Iterator[str]:
    """The shorthand in a text: [c], c, or several; none of words."""
    plain = re.sub(r"[\[\]]", " ", text.casefold()).strip()
    if plain and _CODES.fullmatch(plain):
        yield from _CODE.findall(plain)


def is_rounded_note(notes: str) -> bool:
    """Whether a note says that figures are rounded to 5."""
    plain = notes.casefold()
    return bool(re.search(r"\b5\b", plain)) and any(word in plain for word in ("rounded", "talgrynnu", "dalgrynnu"))


_YEARS = re.compile(r"(\d{4})\s*[-/–_]?\s*(\d{4}|\d{2})")
_END = re.compile(
    r"(?:(?:as )?at )?(?:31(?:st)? (?:march|mar|mawrth) (\d{4})|31[/-]0?3[/-](\d{4})|(\d{4})-03-31)", re.IGNORECASE
)
ENDS_IN_MARCH = re.compile(r"31(?:st)? (?:march|mar|mawrth)|ending|year end|yn diweddu", re.IGNORECASE)
"""Headings under which a single year is the one in whose March the financial year ended."""


def year_told(text: str, heading: str = "") -> str | None:
    """The financial year that a cell means, as 2023-24; None where it is not to be told.

    2023-24, 2023/24, 2023-2024, 202324, 20232024; the day at its end; and 2024 alone only under a heading that says
    that it ends in March.
    """
    plain = " ".join(text.split())
    years = _YEARS.fullmatch(plain)
    if years:
        first, second = int(years[1]), int(years[2])
        return _written(first) if second in (first + 1, (first + 1) % 100) else None
    end = _END.fullmatch(plain)
    if end:
        return _written(int(next(filter(None, end.groups()))) - 1)
    if re.fullmatch(r"\d{4}", plain) and ENDS_IN_MARCH.search(heading):
        return _written(int(plain) - 1)
    return None


def _written(first: int) -> str:
    return f"{first}-{(first + 1) % 100:02}"
