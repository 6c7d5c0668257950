"""A section of the edition's page as plain text, for mail programs that show no more and for the officer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_xl.web.letter import named_rows
from cyps_xl.web.read_back import Line, Part, Rows, Text


def plain_text(parts: Iterable[Part]) -> str:
    """The parts with an empty line between: a table as its rows, what each figure is and the figure on a line."""
    return "\n\n".join("\n".join(lines) for part in parts for lines in _blocks(part))


def _blocks(part: Part) -> Iterator[list[str]]:
    if isinstance(part, Line):
        yield [*part.text.lines]
    else:
        yield from _rows(part)


def _rows(rows: Rows) -> Iterator[list[str]]:
    for called, said in named_rows(rows):
        name = [" ".join(_on_a_line(text) for text in called)] if called else []
        yield name + [
            f"  {' '.join(what.lines)}: {_on_a_line(text)}" if what else _on_a_line(text) for what, text in said
        ]


def _on_a_line(text: Text) -> str:
    return "; ".join(filter(None, text.lines))
