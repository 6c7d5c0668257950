"""A formula taken apart where it is one call or one comparison, each piece as it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from cyps_xl.formulas.tokens import Kind, Token, tokens

_OPENING, _CLOSING = ("(", "{"), (")", "}")


@lru_cache(maxsize=20_000)  # the languages of an edition have the same formulas
def call_of(formula: str) -> tuple[str, tuple[str, ...]] | None:
    """The function of a formula that is one call, and its arguments as they are written; None for any other.

    The formula is written without "=".
    """
    found = tokens(formula)
    if not found or found[0].kind is not Kind.FUNCTION or found[-1].text != ")":
        return None
    arguments = [""]
    for depth, token in _with_depth(found[1:-1]):
        if depth < 0:
            return None
        if depth == 0 and token == Token(Kind.OTHER, ","):
            arguments.append("")
        else:
            arguments[-1] += token.text
    return found[0].text[:-1], tuple(arguments)


def sides_of(formula: str, operators: Collection[str]) -> tuple[str, str, str] | None:
    """What stands before and after the first of these operators outside brackets, and which one it is."""
    found = tokens(formula)
    for at, (depth, token) in enumerate(_with_depth(found)):
        if depth == 0 and token.kind is Kind.OTHER and token.text in operators:
            return _joined(found[:at]), token.text, _joined(found[at + 1 :])
    return None


def _with_depth(found: Collection[Token]) -> Iterator[tuple[int, Token]]:
    """Each token with the number of brackets that are open around it."""
    depth = 0
    for token in found:
        if token.kind in (Kind.FUNCTION, Kind.OTHER):
            depth += token.text.endswith(_OPENING) - token.text.endswith(_CLOSING)
        yield depth, token


def _joined(found: Collection[Token]) -> str:
    return "".join(token.text for token in found)
