"""What formulas have in common: the same one however Excel writes it, one row lower, or for another figure."""

from __future__ import annotations

import re
from functools import lru_cache

from cyps_xl.formulas.references import Reference
from cyps_xl.formulas.tokens import Kind, tokens

_DOUBLED = re.compile(r"\[\[([^\[\],:#]+)\]\]")


def in_single_brackets(formula: str) -> str:
    """A formula with Table[[A-B]] written as Table[A-B]: Excel may double the brackets around a heading with a sign."""
    return _DOUBLED.sub(r"[\1]", formula) if "[[" in formula else formula


@lru_cache(maxsize=20_000)
def essence(formula: str) -> str:
    """A formula, without "=", less what Excel writes differently each time: quotes around tabs, spaces, line ends.

    Text by text, not token by token: digests of it stand in workbooks that are in use, and must stay what they are.
    """
    bare = formula.replace("'", "").replace(" ", "").replace("\n", "").replace("\r", "")
    return in_single_brackets(bare)


@lru_cache(maxsize=20_000)
def shape(formula: str) -> str:
    """A formula with every address alike: what stays of it when rows are put in above."""
    return "".join(_shape_of(token.kind, token.text) for token in tokens(formula))


@lru_cache(maxsize=20_000)
def family(formula: str) -> str:
    """A formula with every address, text and number alike: what formulas that do the same have in common."""
    return "".join(_family_of(token.kind, token.text) for token in tokens(formula))


def _shape_of(kind: Kind, text: str) -> str:
    if kind is Kind.SPACE:
        return ""
    if kind is Kind.REFERENCE:
        return _address_alike(text)
    return text


def _family_of(kind: Kind, text: str) -> str:
    if kind is Kind.TEXT:
        return '"'
    return "0" if kind is Kind.NUMBER else _shape_of(kind, text)


def _address_alike(text: str) -> str:
    reference = Reference.parse(text)
    if reference.area is None:
        return in_single_brackets(text)
    tab = "" if reference.tab is None else f"{reference.tab}!"
    return f"{tab}#:#" if ":" in text.rpartition("!")[2] else f"{tab}#"
