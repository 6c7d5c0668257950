"""What Excel takes of one formula: how long it may be, how deep, how many arguments, how long a text in it."""

from __future__ import annotations

import re

from cyps_xl.formulas.tokens import Kind, tokens

LONGEST = 8_192
"""Letters of a formula, its = included."""
DEEPEST = 64
"""Functions and brackets within each other."""
MOST_ARGUMENTS = 255
LONGEST_TEXT = 255
"""Letters of a text that stands in a formula."""
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_BRACKET = re.compile(r"[()]")


def beyond_excel(formula: str) -> str:
    """What Excel would not take of a formula written without "=", as the end of a sentence; "" when it takes all."""
    if len(formula) + 1 > LONGEST:
        return f"makes a formula of {len(formula) + 1:,} letters, and Excel takes {LONGEST:,}"
    if not _may_be_beyond(formula):
        return ""
    deepest, most, longest = _measured(formula)
    if deepest > DEEPEST:
        return f"makes a formula with brackets {deepest} deep, and Excel takes {DEEPEST}"
    if most > MOST_ARGUMENTS:
        return f"gives a function {most} arguments, and Excel takes {MOST_ARGUMENTS}"
    if longest > LONGEST_TEXT:
        return f"puts a text of {longest} letters in a formula, and Excel takes {LONGEST_TEXT}"
    return ""


def _may_be_beyond(formula: str) -> bool:
    """Whether it is worth taking apart: almost none is."""
    has_long_text = len(formula) > LONGEST_TEXT and max(map(len, _TEXT.findall(formula)), default=0) > LONGEST_TEXT
    return has_long_text or formula.count(",") >= MOST_ARGUMENTS or _looks_deep(formula)


def _looks_deep(formula: str) -> bool:
    """Whether brackets outside texts go deeper than Excel takes. A lexer is not asked: a press is to do without one."""
    if formula.count("(") <= DEEPEST:
        return False
    deep = 0
    for sign in _BRACKET.findall(_TEXT.sub("", formula)):
        deep += 1 if sign == "(" else -1
        if deep > DEEPEST:
            return True
    return False


def _measured(formula: str) -> tuple[int, int, int]:
    """How deep its brackets go, the most arguments that a function has, and the letters of its longest text."""
    arguments = [1]
    deepest, most, longest = 0, 0, 0
    for kind, text in tokens(formula):
        if kind is Kind.TEXT:
            longest = max(longest, len(text[1:-1].replace('""', '"')))
        elif kind in (Kind.FUNCTION, Kind.OTHER) and text.endswith("("):
            arguments.append(1)
            deepest = max(deepest, len(arguments) - 1)
        elif kind in (Kind.FUNCTION, Kind.OTHER) and text.endswith(")"):
            most = max(most, arguments.pop())
        elif kind is Kind.OTHER and text == ",":
            arguments[-1] += 1
    return deepest, most, longest
