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
    if section is None or _OF_THE_VALUE.search(_DRESS.sub("", section)) or _ELAPSED.search(section):
        return True
    return number == 0 and bool("".join(quoted or escaped for quoted, escaped in _LITERAL.findall(section)).strip())


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
