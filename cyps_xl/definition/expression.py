"""What a line shows, written as an Excel user writes it: `[Successful] / [Closed]`, `line 1 - line 2`.

An expression is parsed once, into a tree, and walked by all who need it: the sheet, which makes
a formula and its value of it, the checks, and whoever asks which columns a figure is read from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cyps_xl.measures import rates
from cyps_xl.measures.rates import Figure


@dataclass(frozen=True)
class Number:
    """A number that stands in the expression."""

    value: float


@dataclass(frozen=True)
class ColumnOf:
    """A column of an input table: of the block's own when `table` is empty."""

    heading: str
    table: str = ""


@dataclass(frozen=True)
class SettingOf:
    """A setting, by its name: Settings[Full-time hours a week]."""

    name: str


@dataclass(frozen=True)
class LineOf:
    """Another line's figure: of the same block when `block` is empty."""

    position: int
    block: str = ""


@dataclass(frozen=True)
class Rows:
    """How many rows there are."""


@dataclass(frozen=True)
class DaysBetween:
    """How many days lie between a date and the one before it: how long nothing happened."""


@dataclass(frozen=True)
class Operation:
    """Two expressions with +, -, * or / between them."""

    sign: str
    left: Expression
    right: Expression


Leaf = Number | ColumnOf | SettingOf | LineOf | Rows | DaysBetween
Expression = Leaf | Operation


class NotAnExpression(ValueError):
    """The text cannot be read; the message says what was found and where."""


def leaves(expression: Expression) -> Iterator[Leaf]:
    """What an expression reads, from left to right."""
    if isinstance(expression, Operation):
        yield from leaves(expression.left)
        yield from leaves(expression.right)
    else:
        yield expression


def mapped(expression: Expression, change: Callable[[Leaf], Leaf]) -> Expression:
    """The expression with each of its leaves as `change` makes it."""
    if not isinstance(expression, Operation):
        return change(expression)
    left, right = mapped(expression.left, change), mapped(expression.right, change)
    return Operation(expression.sign, left, right)


def value_of(expression: Expression, read: Callable[[Leaf], Figure]) -> Figure:
    """What an expression gives over what `read` gives; None where a part is missing or it would divide by 0."""
    if isinstance(expression, Number):
        return expression.value
    if not isinstance(expression, Operation):
        return read(expression)
    left, right = value_of(expression.left, read), value_of(expression.right, read)
    if expression.sign == "*":
        return None if left is None or right is None else left * right
    if expression.sign == "+":
        return rates.added(left, right)
    return rates.difference(left, right) if expression.sign == "-" else rates.ratio(left, right)


_TOKEN = re.compile(
    r"""\s*(?:
        (?P<sign>[-+*/()])
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<table>[^\W\d]\w*)?\[(?P<heading>[^\[\]]+)\]
      | line\s+(?P<line>\d+)(?:\s+of\s+(?P<block>[^-+*/()\[\]]+))?
      | (?P<rows>rows)\b
      | (?P<days>days\s+between)\b
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)


MOST_PARTS, MOST_BRACKETS = 100, 50
"""Parts of an expression, and brackets in brackets, that are read: more than any figure needs. What the formula that
they make may be, `formulas/limits` says."""
_MOST_DIGITS = 15
"""Digits that Excel keeps of a number."""
_LONGEST_TOLD = 40
"""Letters of what cannot be read that a message repeats."""


def parse(text: str) -> Expression:
    """The tree of an expression. Raises NotAnExpression, which says what is wrong."""
    parser = _Parser(text)
    found = parser.sum()
    if parser.at_end:
        return found
    raise NotAnExpression(f"“{parser.rest}” has no place there")


class _Parser:
    """Reads an expression from left to right; * and / bind more strongly than + and -."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._parts = 0
        self._brackets = 0

    @property
    def at_end(self) -> bool:
        return self._at >= len(self._text)

    @property
    def rest(self) -> str:
        rest = self._text[self._at :].strip()
        return rest if len(rest) <= _LONGEST_TOLD else f"{rest[:_LONGEST_TOLD]}…"

    def sum(self) -> Expression:
        return self._chain("+-", self._product)

    def _product(self) -> Expression:
        return self._chain("*/", self._operand)

    def _chain(self, signs: str, part: object) -> Expression:
        assert callable(part)
        found: Expression = part()
        while (sign := self._next_sign(signs)) is not None:
            found = Operation(sign, found, part())
        return found

    def _next_sign(self, signs: str) -> str | None:
        match = _TOKEN.match(self._text, self._at)
        if match is None or match["sign"] is None or match["sign"] not in signs:
            return None
        self._at = match.end()
        return match["sign"]

    def _operand(self) -> Expression:
        match = _TOKEN.match(self._text, self._at)
        if match is None:
            raise NotAnExpression(f"“{self.rest}” cannot be read" if self.rest else "something is missing at its end")
        if match["sign"] == "(":
            self._at = match.end()
            return self._bracketed()
        if match["sign"]:
            raise NotAnExpression(f"“{match['sign']}” has nothing before it")
        self._at = match.end()
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise NotAnExpression(f"it has more than {MOST_PARTS} parts")
        return _leaf(match)

    def _bracketed(self) -> Expression:
        self._brackets += 1
        if self._brackets > MOST_BRACKETS:
            raise NotAnExpression(f"it has more than {MOST_BRACKETS} brackets in each other")
        inner = self.sum()
        if self._next_sign(")") is None:
            raise NotAnExpression("a bracket is not closed")
        self._brackets -= 1
        return inner


def _leaf(match: re.Match[str]) -> Leaf:
    if match["number"]:
        if len(match["number"].replace(".", "").strip("0")) > _MOST_DIGITS or float(match["number"]) > 10**_MOST_DIGITS:
            raise NotAnExpression(f"Excel keeps {_MOST_DIGITS} digits of a number, and one here has more")
        return Number(float(match["number"]))
    if match["rows"]:
        return Rows()
    if match["days"]:
        return DaysBetween()
    if match["line"]:
        return LineOf(int(match["line"]), (match["block"] or "").strip())
    if (match["table"] or "").casefold() == "settings":
        return SettingOf(match["heading"].strip())
    return ColumnOf(match["heading"].strip(), match["table"] or "")


_CONDITION = re.compile(r"\s*(?P<heading>[^=,]+?)\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<value>[^,]*?))\s*(?:,|$)")


def conditions(text: str) -> tuple[tuple[str, str], ...]:
    """Which rows: `Kind = Stage 1, Outcome = total` as pairs of a column and its value.

    A value with a comma stands in quotation marks. Raises NotAnExpression.
    """
    found, at = [], 0
    while at < len(text.rstrip()):
        match = _CONDITION.match(text, at)
        if match is None:
            raise NotAnExpression(f"“{text[at:].strip()}” is not a column, an equals sign and a value")
        found.append((match["heading"], match["quoted"] if match["quoted"] is not None else match["value"]))
        at = match.end()
    return tuple(found)
