"""What differs between two sets of records, as a list for its user alone and as a summary that names nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from cyps_xl.inputs.records import alike
from cyps_xl.records.aligning import Held
from cyps_xl.records.causes import Cause
from cyps_xl.records.comparing import Compared, Difference
from cyps_xl.records.listing import as_cell
from cyps_xl.records.rule_sql import period_in_words

HEADINGS = (
    "Count",
    "Period",
    "Group",
    "Person",
    "Row",
    "Old adds",
    "New adds",
    "Cause",
    "What differs",
    "Old file",
    "Old line",
    "New file",
    "New line",
)
"""The headings of the list."""

NOT_TOLD = "(not in the workbook)"
"""What the summary has in the place of a group that the workbook has not."""

SUMMARY = ("Count", "Period", "Group", "Old", "New", "Only old", "Only new", "Cause")
"""The headings of the summary."""


def list_rows(figures: Sequence[Compared]) -> Iterator[tuple[str, ...]]:
    """A row for each child, episode or stretch of days that one counts and the other does not."""
    for one in figures:
        for found in one.differences:
            cells = (
                *(one.count.name, period_in_words(one.count, one.period), one.group, found.person, _key(found)),
                *(*found.adds, found.cause.value, found.said, *_place(found.old), *_place(found.new)),
            )
            yield tuple(map(as_cell, cells))


def _key(found: Difference) -> str:
    """By what a row is known beside its person: the rest of its key."""
    table, held = found.count.table, found.old or found.new
    assert held is not None
    return ", ".join(str(held.cells[name]) for name in table.key if name != table.person)


def _place(held: Held | None) -> tuple[str, str]:
    return ("", "") if held is None else (held.file, str(held.line))


def summary_rows(figures: Sequence[Compared], known_groups: Collection[str]) -> Iterator[tuple[str, ...]]:
    """A row for each figure that differs: both numbers, how much only one counts, and how often each cause.

    A group that nobody has declared is not told: it is a text of the records, and may be a person's name.
    """
    for one in figures:
        only_old = sum(max(0, found.adds[0] - found.adds[1]) for found in one.differences)
        only_new = sum(max(0, found.adds[1] - found.adds[0]) for found in one.differences)
        yield (
            *(one.count.name, period_in_words(one.count, one.period), _group(one, known_groups)),
            *(f"{number:,}" for number in (one.old, one.new, only_old, only_new)),
            causes_in_words(found.cause for found in one.differences),
        )


def _group(figure: Compared, known: Collection[str]) -> str:
    if not figure.group or figure.count.table.column(figure.count.group).choices:
        return figure.group
    return figure.group if any(alike(figure.group, one) for one in known) else NOT_TOLD


def causes_in_words(causes: Iterable[Cause]) -> str:
    """How often each cause: "missing record 3, other date 1"."""
    often = Counter(causes)
    return ", ".join(f"{cause.value} {often[cause]:,}" for cause in Cause if often[cause])
