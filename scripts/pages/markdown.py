"""Markdown as the pages are written: sections of paragraphs, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def section(heading: str, *paragraphs: str) -> str:
    """A heading and what stands below it, an empty line after each."""
    return "\n".join(f"{text}\n" for text in (heading, *paragraphs))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar within a cell stays a letter of it."""
    return "\n".join(map(_row, [headings, ["---"] * len(headings), *rows]))


def yes(holds: bool) -> str:
    """A cell that says yes, or nothing."""
    return "yes" if holds else ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
