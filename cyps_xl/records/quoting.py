"""How anything that was declared, or that stands in a file, comes into a statement: by these two and no other way."""

from __future__ import annotations


def as_text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def as_name(name: str) -> str:
    """The name of a column or a table as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
