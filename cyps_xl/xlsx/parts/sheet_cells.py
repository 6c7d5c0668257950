"""What the cells of a sheet hold, in a form in which two versions of the sheet can be compared."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from cyps_xl.grid import cell_address
from cyps_xl.xlsx.parts.shared_formulas import moved
from cyps_xl.xlsx.parts.stored_cells import StoredCell, cells_of_tree, text_of

# Patterns, and not the lexer of formulas/: they are asked for each formula of both versions of a sheet, two hundred
# thousand of a large report, and need only be the same each time. What `essence` gives is kept in workbooks as
# digests: were it to change, every cell of every workbook would look as if staff had typed over it.
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?(?![\w.])")
_REFERENCE = re.compile(r"\$?\b[A-Z]{1,3}\$?[0-9]{1,7}\b")
_DOUBLED = re.compile(r"\[\[([^\[\],:#]+)\]\]")

Place = tuple[int, int]
"""Row and column of a cell, counted from 1."""


class Content(NamedTuple):
    """What one cell holds: a formula without "=", or else a text, number or truth as a text; "" for nothing."""

    formula: str
    value: str

    @property
    def shown(self) -> str:
        """The content as the formula bar shows it."""
        return f"={self.formula}" if self.formula else self.value

    @property
    def result(self) -> str:
        """What the cell stores as its value, a number in six digits; the formula where it stores none."""
        try:
            return f"{float(self.value):.6g}"
        except ValueError:
            return self.value or self.shown

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number, and no formula."""
        try:
            return not self.formula and bool(self.value) and math.isfinite(float(self.value))
        except ValueError:
            return False

    @property
    def essence(self) -> str:
        """The content without what Excel writes differently each time: quotes around tabs, and spaces, in formulas."""
        return _essence(self.formula) if self.formula else self.value

    @property
    def shape(self) -> str:
        """The formula with every address alike: what stays of it when rows are put in above."""
        return _shape(self.essence)

    @property
    def family(self) -> str:
        """The formula with every address, text and number alike: what formulas that do the same have in common."""
        return _family(self.essence)


def in_single_brackets(formula: str) -> str:
    """A formula with Table[[A-B]] written as Table[A-B]: Excel may double the brackets around a heading with a sign."""
    return _DOUBLED.sub(r"[\1]", formula) if "[[" in formula else formula


@lru_cache(maxsize=20_000)
def _essence(formula: str) -> str:
    bare = formula.replace("'", "").replace(" ", "").replace("\n", "").replace("\r", "")
    return f"={in_single_brackets(bare)}"


@lru_cache(maxsize=20_000)
def _shape(formula: str) -> str:
    return _REFERENCE.sub("#", formula)


@lru_cache(maxsize=20_000)
def _family(formula: str) -> str:
    return _NUMBER.sub("0", _REFERENCE.sub("#", _QUOTED.sub('"', formula)))


def contents(sheet: etree._Element, shared_text: Callable[[int], str]) -> Iterator[tuple[Place, Content]]:
    """The content of every stored cell by row and column, empty ones too.

    `shared_text` gives the workbook's shared texts by number.
    """
    return contents_of(cells_of_tree(sheet), shared_text)


def contents_of(cells: Iterable[StoredCell], shared_text: Callable[[int], str]) -> Iterator[tuple[Place, Content]]:
    """As `contents`, of cells that have been read."""
    for cell, formula in with_formulas(cells):
        value = cell.inline
        if value is None:
            value = _value(cell.kind, cell.value or "", shared_text)
        yield (cell.row, cell.column), Content(formula or "", value)


def with_formulas(cells: Iterable[StoredCell]) -> Iterator[tuple[StoredCell, str | None]]:
    """Every cell with its formula written out, also where it is stored with another cell; None where it has none."""
    origins: dict[str, tuple[str, str]] = {}
    for cell in cells:
        formula = cell.formula
        if cell.formula_attributes and cell.formula_attributes.get("t") == "shared":
            number, address = cell.formula_attributes.get("si", ""), cell_address(cell.row, cell.column)
            if formula:
                origins[number] = (address, formula)
            elif number in origins:
                origin, text = origins[number]
                formula = moved(text, origin, address)
        yield cell, formula


def shared_texts(root: etree._Element | None) -> Callable[[int], str]:
    """The texts of a shared strings part by number; "" for a number it does not have."""
    items = [] if root is None else list(root)
    return lambda number: text_of(items[number]) if 0 <= number < len(items) else ""


def _value(kind: str, value: str, shared_text: Callable[[int], str]) -> str:
    if kind == "s":
        return shared_text(int(value or "-1"))
    if kind != "n" or not value:
        return value
    try:
        return f"{float(value):.15g}"
    except ValueError:
        return value
