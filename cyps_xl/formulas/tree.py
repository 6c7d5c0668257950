"""A formula as a tree, by formualizer's parser: what the edition, disclosure control and the checks walk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import formualizer

from cyps_xl.formulas.references import Reference


@dataclass(frozen=True)
class Constant:
    """A number, text or truth standing in the formula."""

    value: Fraction | str | bool


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
    """A function and its arguments; an operator is a function of two, a sign before a number one of 0 and it.

    The operator : stands between calls that find a cell each, as INDEX does: all cells from the one to the other.
    """

    function: str
    arguments: tuple[Expression, ...]


Expression = Constant | Name | Cells | TableColumn | Call


_OPERATORS = frozenset(("=", "<>", "<", ">", "<=", ">=", "&", "+", "-", "*", "/", "^", ":"))


class NotUnderstood(ValueError):
    """The formula is not one of those the report writes."""


@lru_cache(maxsize=20_000)
def parse(formula: str) -> Expression:
    """The tree of a formula written without "=". Raises NotUnderstood.

    Only what the report's own formulas are made of is understood: no cell of another sheet,
    no array, no percent sign, no left-out argument.
    """
    try:
        root = formualizer.parse(f"={formula}").to_dict()
    except (formualizer.ParserError, formualizer.TokenizerError) as error:
        raise NotUnderstood(formula) from error
    return _tree(root)


def parts_of(tree: Expression) -> Iterator[Expression]:
    """The tree's nodes, itself first."""
    yield tree
    if isinstance(tree, Call):
        for argument in tree.arguments:
            yield from parts_of(argument)


def _tree(node: dict[str, Any]) -> Expression:
    match node["node_type"]:
        case "Function":
            return Call(node["name"], tuple(_tree(argument) for argument in node["args"]))
        case "BinaryOp" if node["operator"] in _OPERATORS:
            return Call(node["operator"], (_tree(node["left"]), _tree(node["right"])))
        case "UnaryOp" if node["operator"] == "-":
            return Call("-", (Constant(Fraction(0)), _tree(node["operand"])))
        case "Literal" if node["value"] is not None:
            return _constant(node["value"])
        case "Reference":
            return _reference(Reference.parse(node["reference"]))
    raise NotUnderstood(node["node_type"])


def _constant(value: Any) -> Constant:
    if isinstance(value, float | int) and not isinstance(value, bool):
        # By its shortest text, so that 0.1 is a tenth and not the double beside it.
        return Constant(Fraction(repr(value)))
    return Constant(value)


def _reference(reference: Reference) -> Expression:
    column = reference.table_column
    if column is not None:
        return TableColumn(*column)
    if reference.area is not None and reference.tab is None:
        area = reference.area
        return Cells((area.first_row - 1, area.first_column - 1), (area.last_row - 1, area.last_column - 1))
    if reference.text.replace("_", "a").replace(".", "a").isidentifier():
        return Name(reference.text)
    raise NotUnderstood(reference.text)
