"""The tokens of a formula, by formualizer's lexer: the one place that knows where a text, a tab or a cell begins."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import formualizer


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    """A text with its quotation marks."""
    NUMBER = "number"
    REFERENCE = "reference"
    """A cell, an area, a table's column or a name, with the tab before it."""
    FUNCTION = "function"
    """A function's name with its opening bracket, or the closing bracket."""
    SPACE = "space"
    """A space that means nothing; between two areas a space is an operator."""
    OTHER = "other"
    """An operator, a comma, a bracket, a truth or an error value."""
    UNKNOWN = "unknown"
    """The whole of a formula that is none: brackets or quotation marks that do not pair up."""


class Token(NamedTuple):
    """A piece of a formula; all of them joined are the formula again, letter for letter."""

    kind: Kind
    text: str


_OPERANDS = {"Text": Kind.TEXT, "Number": Kind.NUMBER, "Range": Kind.REFERENCE}
_KINDS = {"Func": Kind.FUNCTION, "Whitespace": Kind.SPACE}


@lru_cache(maxsize=20_000)  # a workbook holds the same formulas several times: the plan's, staff's, the fresh sheet's
def tokens(formula: str) -> tuple[Token, ...]:
    """The tokens of a formula written without "=", in order.

    Never raises: what cannot be read as a formula is one token of kind UNKNOWN.
    """
    import formualizer  # only when a formula is read: a press on an open workbook needs none of it

    try:
        found = [token for token in formualizer.Tokenizer(f"={formula}") if token is not None]
    except formualizer.TokenizerError:
        return (Token(Kind.UNKNOWN, formula),)
    result = tuple(Token(_kind(token), token.value) for token in found)
    # A lexer that leaves a letter out would change staff's formulas: then nothing is known of it.
    return result if "".join(token.text for token in result) == formula else (Token(Kind.UNKNOWN, formula),)


def rewritten(formula: str, kind: Kind, change: Callable[[str], str]) -> str:
    """A formula with every token of a kind changed, and everything else letter for letter."""
    return "".join(change(token.text) if token.kind is kind else token.text for token in tokens(formula))


def _kind(token: formualizer.Token) -> Kind:
    kind = str(token.token_type)
    if kind == "Operand":
        return _OPERANDS.get(str(token.subtype), Kind.OTHER)
    return _KINDS.get(kind, Kind.OTHER)
