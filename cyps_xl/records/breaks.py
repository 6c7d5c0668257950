"""A break between two systems in the charts with limits: which of them show a figure that differs, and their rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cyps_xl.definition.expression import ColumnOf, leaves
from cyps_xl.definition.lines import conditions_of, in_columns
from cyps_xl.definition.model import Block, Definition, Line
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.records import Inputs, alike
from cyps_xl.inputs.tables.changes import CHANGE_POINTS, Change
from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.records.causes import Cause
from cyps_xl.records.comparing import Compared
from cyps_xl.records.declared import Target

_HEADINGS = ("Block", "From", "Kind", "English")
_SYSTEM, _RULE, _BOTH = (
    "The figures are counted from another case system.",
    "The figures are counted by another rule.",
    "The figures are counted from another case system, and by another rule.",
)


@dataclass(frozen=True)
class Breaks:
    """The rows that mark a break in Change points, and the charts that have one of that month already."""

    rows: RawTable
    blocks: tuple[str, ...]
    there: tuple[str, ...]


def breaks_of(figures: Sequence[Compared], definition: Definition, inputs: Inputs, month: dt.date) -> Breaks:
    """A break from a month on for each chart with limits that shows one of these figures."""
    found: dict[str, set[Cause]] = {}
    for one in figures:
        if one.count.into is not None:
            for block in _blocks_with_limits(definition, one.count.into):
                found.setdefault(block.name, set()).update(difference.cause for difference in one.differences)
    there = [block for block in found if inputs[CHANGE_POINTS].find(block, month) is not None]
    new = [block for block in found if block not in there]
    cells = tuple((block, month.isoformat(), Change.BREAK.value, _reason(found[block])) for block in new)
    rows = RawTable(CHANGE_POINTS.name, "the break", _HEADINGS, cells, is_sheet=False, row_names=tuple(new))
    return Breaks(rows, tuple(new), tuple(there))


def _reason(causes: set[Cause]) -> str:
    """The reason that stands below the chart: no number and no cause, which could tell of a child."""
    if causes == {Cause.RULE}:
        return _RULE
    return _BOTH if Cause.RULE in causes else _SYSTEM


def _blocks_with_limits(definition: Definition, target: Target) -> Iterator[Block]:
    """The charts with limits whose line is worked out from a column of an input table."""
    for _, block in definition.blocks():
        if block.chart is Charts.LIMITS and any(
            _reads(definition, block, line, target) for line in block.lines if line.in_chart
        ):
            yield block


def _reads(definition: Definition, block: Block, line: Line, target: Target) -> bool:
    table = definition.catalogue.get(target.table)
    if table is None or table.find(target.column) is None:
        return False
    heading = table.heading(target.column)
    read = in_columns(definition, block, line) or line.shows
    of_it = [
        leaf for leaf in leaves(read) if isinstance(leaf, ColumnOf) and _table_of(leaf, block) == folded(table.name)
    ]
    if not any(folded(leaf.heading) == folded(heading) for leaf in of_it):
        return False
    kept = dict(conditions_of(block, line, table))
    return all(alike(kept.get(table.heading(name), value), value) for name, value in target.where)


def _table_of(leaf: ColumnOf, block: Block) -> str:
    return folded(leaf.table or (block.table.name if block.table else ""))
