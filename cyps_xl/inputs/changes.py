"""What an import or a setting changes in an input table: cells set, rows added, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_xl.inputs.records import Value


@dataclass(frozen=True)
class TableChange:
    """Cells to set and rows to add in one input table.

    `updates` maps a sheet row number (from 1) to the values to set by heading. `added` are
    new rows by heading. The calculated Key column is never among them: the writer fills it.
    A value of None empties the cell.
    """

    table: str
    updates: Mapping[int, Mapping[str, Value]] = field(default_factory=dict)
    added: tuple[Mapping[str, Value], ...] = ()


@dataclass(frozen=True)
class TableCount:
    """What an import does to one table: rows whose figures change, new rows, rows alike already.

    Of a table that declares the report, `lacking` are the workbook's rows, by their keys in words, that the source does
    not have, and `emptied` the places of the workbook's cells that are empty there.
    """

    table: str
    updated: int
    added: int
    unchanged: int
    lacking: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellChange:
    """One cell that an import changes, from what to what.

    `where` is its place in the workbook, `row` the row's key in words. `corrected` when somebody
    changed it since the last import; `source` says where the new value comes from.
    """

    table: str
    where: str
    row: str
    heading: str
    old: Value
    new: Value
    source: str
    corrected: bool = False
