"""What the cells of a sheet hold, in a form in which two versions of the sheet can be compared."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from cyps_xl.grid import column_number, parse_cell
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.cells import FORMULA, INLINE, TEXT, VALUE
from cyps_xl.xlsx.parts.shared_formulas import moved

_CELLS = f"{main('sheetData')}/{main('row')}/{main('c')}"
_PHONETIC = main("rPh")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?(?![\w.])")
_REFERENCE = re.compile(r"\$?\b[A-Z]{1,3}\$?[0-9]{1,7}\b")
_DOUBLED = re.compile(r"\[\[([^\[\],:#]+)\]\]")


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


def contents(sheet: etree._Element, shared_text: Callable[[int], str]) -> Iterator[tuple[tuple[int, int], Content]]:
    """The content of every stored cell by row and column, empty ones too.

    `shared_text` gives the workbook's shared texts by number.
    """
    origins: dict[str, tuple[str, str]] = {}
    for cell in sheet.iterfind(_CELLS):
        address = cell.get("r", "A1")
        formula = value = ""
        for child in cell:
            tag = child.tag
            if tag == FORMULA:
                formula = _formula(child, address, origins)
            elif tag == VALUE:
                value = _value(cell.get("t", "n"), child.text or "", shared_text)
            elif tag == INLINE:
                value = text_of(child)
        yield _place(address), Content(formula, value)


def _place(address: str) -> tuple[int, int]:
    """As `parse_cell`, for the hundreds of thousands of addresses of a large sheet."""
    letters = address.rstrip("0123456789")
    number = address[len(letters) :]
    return (int(number), column_number(letters)) if number and letters.isalpha() else parse_cell(address)


def shared_texts(root: etree._Element | None) -> Callable[[int], str]:
    """The texts of a shared strings part by number; "" for a number it does not have."""
    items = [] if root is None else list(root)
    return lambda number: text_of(items[number]) if 0 <= number < len(items) else ""


def text_of(element: etree._Element) -> str:
    """The text of a shared or inline string, its rich runs together, without readings aids."""
    if len(element) == 1 and element[0].tag == TEXT:
        return element[0].text or ""
    texts = (text for text in element.iter(TEXT) if not any(up.tag == _PHONETIC for up in text.iterancestors()))
    return "".join(text.text or "" for text in texts)


def _formula(formula: etree._Element, address: str, origins: dict[str, tuple[str, str]]) -> str:
    if formula.get("t") == "shared":
        if formula.text:
            origins[formula.get("si", "")] = (address, formula.text)
        elif formula.get("si", "") in origins:
            origin, text = origins[formula.get("si", "")]
            return moved(text, origin, address)
    return formula.text or ""


def _value(kind: str, value: str, shared_text: Callable[[int], str]) -> str:
    if kind == "s":
        return shared_text(int(value or "-1"))
    if kind != "n" or not value:
        return value
    try:
        return f"{float(value):.15g}"
    except ValueError:
        return value
