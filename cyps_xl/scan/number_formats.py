"""Whether a number format lets a reader see what the cell holds."""

from __future__ import annotations

import re
from functools import lru_cache

# Quoted text, an escaped letter, a letter's width left free, a letter repeated, a colour or condition.
_DRESS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_SECTION = re.compile(r'((?:"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[^;"\\_*\[])*)(;|$)')
_OF_THE_VALUE = re.compile(r"[0#?@ymdhsbge]|general", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_WHITE = re.compile(r"\[(?:white|color\s*2)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_WORDY = re.compile(r'"([^"]*)"|(\\.|[_*].)|\[\$([^\]]*)\]')
_PLACE = re.compile(r"-(?:[0-9A-F]{1,8}|x-sys(?:date|time)|[a-z]{2}-[A-Z]{2}(?:,\d{1,3})?)?$")
_IN_BRACKETS = re.compile(
    r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2}|h+|m+|s+|dbnum\d|"
    r"(?:<=|>=|<>|<|>|=)-?[\d.]+)\]",
    re.IGNORECASE,
)
_OF_THE_FORMAT = re.compile(
    r"(?<![^\W_])(?:general|am/pm|a/p|[ymdhsgeb0#]+)(?![^\W_])|e[+-]0+|/\s?\d{1,3}\b|[0#?@.,%/ ():;$+^'{}<=>&~!£€¥-]",
    re.IGNORECASE,
)
_OF_A_TEXT = re.compile(r"@|general", re.IGNORECASE)
_IN_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
_DIGIT, _SURE_DIGIT = re.compile(r"[#?]"), re.compile(r"0|[ymdhsge]|general", re.IGNORECASE)
_COMPARED = {
    "<": float.__lt__,
    "<=": float.__le__,
    ">": float.__gt__,
    ">=": float.__ge__,
    "=": float.__eq__,
    "<>": float.__ne__,
}


def shows(code: str, value: str) -> bool:
    """Whether a cell with this number format shows its value, a number or a text.

    A word or sign in place of nought counts as showing it; in place of any other number it does not.
    """
    section, number = _section(code, value)
    if section is None:
        return True
    bare = _DRESS.sub("", section)
    if number is None:
        return _OF_A_TEXT.search(bare) is not None
    if _OF_THE_VALUE.search(bare) or _ELAPSED.search(section):
        return not (_is_cut(bare, number) or _is_left_out(bare, number))
    return number == 0 and bool("".join(quoted or escaped for quoted, escaped in _LITERAL.findall(section)).strip())


def _is_cut(bare: str, number: float) -> bool:
    """Whether a format shows thousands, or millions, of a number that is no whole number of them."""
    thousands = _IN_THOUSANDS.search(bare)
    return thousands is not None and number % 1000 ** len(thousands[1]) != 0


def _is_left_out(bare: str, number: float) -> bool:
    """Whether a format has only places that stay empty for nought, and the number is shown as nought."""
    empty = _DIGIT.search(bare) is not None and not _SURE_DIGIT.search(bare)
    return empty and abs(number) < 0.5 and "." not in bare and "%" not in bare


def words_in(code: str) -> str:
    """The texts that a number format writes beside the number: quoted, escaped, as a currency, or as they stand."""
    # A figure's width left free, as "_0", aligns figures.
    told = [
        quoted or ("" if sign[:1] in ("_", "*") and sign[1:].isdigit() else sign[1:]) or _PLACE.sub("", currency)
        for quoted, sign, currency in _WORDY.findall(code)
    ]
    joined = "".join(text if len(text) == 1 else f" {text} " for text in told)
    return f"{joined} {_OF_THE_FORMAT.sub(' ', _IN_BRACKETS.sub(' ', _WORDY.sub(' ', code)))}".strip()


def in_white(code: str, value: str) -> bool:
    """Whether the number format itself makes this value's letters white."""
    section, _ = _section(code, value)
    return section is not None and bool(_WHITE.search(section))


def _section(code: str, value: str) -> tuple[str | None, float | None]:
    """The part of a format that applies to a value, None where the value shows as it is; and the number it is."""
    sections = sections_of(code)
    try:
        number = float(value)
    except ValueError:
        text = sections[3] if len(sections) > 3 else next((s for s in sections[-1:] if "@" in s), None)
        return text, None
    return _for_number(sections[:3], number), number


def _for_number(sections: tuple[str, ...], number: float) -> str:
    if any(_CONDITION.search(section) for section in sections):
        for section in sections:
            condition = _CONDITION.search(section)
            if condition is None or _COMPARED[condition[1]](number, float(condition[2])):
                return section
        return sections[-1]
    if len(sections) > 1 and number < 0:
        return sections[1]
    return sections[2] if len(sections) > 2 and number == 0 else sections[0]


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[str, ...]:
    """The parts of a format: for numbers above nought, below it, nought itself, and for texts."""
    found: list[str] = []
    for match in _SECTION.finditer(code):
        found.append(match[1])
        if not match[2]:
            break
    return tuple(found) or (code,)
