"""A formula of the report as a tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True)
class Constant:
    """A number or text standing in the formula."""

    value: Fraction | str


@dataclass(frozen=True)
class Name:
    """A defined name, such as cyps_quarter."""

    name: str


@dataclass(frozen=True)
class Cells:
    """One cell of the formula's own sheet, or a rectangle of them; rows and columns count from 0."""

    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Every cell, row by row."""
        return tuple(
            (row, column)
            for row in range(self.first[0], self.last[0] + 1)
            for column in range(self.first[1], self.last[1] + 1)
        )


@dataclass(frozen=True)
class TableColumn:
    """A column of an input table."""

    table: str
    heading: str


@dataclass(frozen=True)
class Call:
    """A function and its arguments; an operator is a function of two."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Constant | Name | Cells | TableColumn | Call


class NotUnderstood(ValueError):
    """The formula is not one of those the report writes."""


_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
    |(?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?)
    |(?P<column>\w+\[[^\]\[]+\])
    |(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![\w(]))
    |(?P<name>[A-Za-z_]\w*)
    |(?P<sign><>|<=|>=|[-+*/&=<>(),])
    )""",
    re.VERBOSE,
)
_CELL = re.compile(r"\$?([A-Z]+)\$?(\d+)")
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))
"""Operators from the loosest to the tightest."""


@lru_cache(maxsize=8192)  # the same sheets are followed for each earlier edition
def parse(formula: str) -> Expression:
    """The tree of a formula written without "=". Raises NotUnderstood."""
    return _Parser(formula).whole()


def parts_of(tree: Expression) -> Iterator[Expression]:
    """The tree's nodes, itself first."""
    yield tree
    if isinstance(tree, Call):
        for argument in tree.arguments:
            yield from parts_of(argument)


class _Parser:
    def __init__(self, formula: str) -> None:
        self._formula = formula
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(formula.rstrip()):
            match = _TOKEN.match(formula, at)
            if match is None or match.lastgroup is None:
                raise NotUnderstood(formula)
            self._tokens.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        self._at = 0

    def whole(self) -> Expression:
        tree = self._operation(0)
        if self._at != len(self._tokens):
            raise NotUnderstood(self._formula)
        return tree

    def _operation(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self._signed()
        tree = self._operation(level + 1)
        while (sign := self._taken(*_LEVELS[level])) is not None:
            tree = Call(sign, (tree, self._operation(level + 1)))
        return tree

    def _signed(self) -> Expression:
        if self._taken("-") is not None:
            return Call("-", (Constant(Fraction(0)), self._signed()))
        return self._one()

    def _one(self) -> Expression:
        if self._taken("(") is not None:
            tree = self._operation(0)
            self._must(")")
            return tree
        kind, text = self._next()
        if kind == "name" and self._taken("(") is not None:
            return Call(text, tuple(self._arguments()))
        if kind not in _READ:
            raise NotUnderstood(self._formula)
        return _READ[kind](text)

    def _arguments(self) -> Iterator[Expression]:
        if self._taken(")") is not None:
            return
        yield self._operation(0)
        while self._taken(",") is not None:
            yield self._operation(0)
        self._must(")")

    def _next(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise NotUnderstood(self._formula)
        self._at += 1
        return self._tokens[self._at - 1]

    def _taken(self, *signs: str) -> str | None:
        """The next token when it is one of these signs, stepping over it."""
        if self._at < len(self._tokens):
            kind, text = self._tokens[self._at]
            if kind == "sign" and text in signs:
                self._at += 1
                return text
        return None

    def _must(self, sign: str) -> None:
        if self._taken(sign) is None:
            raise NotUnderstood(self._formula)


def _cells(text: str) -> Cells:
    ends = [_place(end) for end in text.split(":")]
    return Cells(ends[0], ends[-1])


def _place(text: str) -> tuple[int, int]:
    match = _CELL.fullmatch(text)
    if match is None:
        raise NotUnderstood(text)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _column(text: str) -> TableColumn:
    table, _, heading = text.rstrip("]").partition("[")
    return TableColumn(table, heading)


_READ: dict[str, Callable[[str], Expression]] = {
    "text": lambda text: Constant(text[1:-1].replace('""', '"')),
    "number": lambda text: Constant(Fraction(text)),
    "column": _column,
    "cells": _cells,
    "name": Name,
}
