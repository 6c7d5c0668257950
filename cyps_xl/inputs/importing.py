"""What bringing figures in would change: rows with a known key updated, new ones added, nothing erased."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.errors import Problem
from cyps_xl.inputs.changes import CellChange, TableChange, TableCount
from cyps_xl.inputs.csv_files import Which, every_file, read_csv_files
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.keys import key_in_words
from cyps_xl.inputs.last_import import LastImport
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.read import read_part
from cyps_xl.inputs.records import Inputs, Records, Row, Value
from cyps_xl.inputs.tables.definition import is_definition
from cyps_xl.inputs.tables.settings import is_settings, setting_called
from cyps_xl.inputs.wording import how_to_type


@dataclass(frozen=True)
class Source:
    """Figures to bring in: read, with every bad cell named and a remark on how each file was read.

    `passed_over` are the files of a folder that nothing was read from.
    """

    inputs: Inputs
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    passed_over: tuple[Path, ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """The changes to each table, how many rows they touch, and what stands in their way.

    With any problem nothing should be written: an import is all or nothing. `cells` are the cells
    of rows already there that change; `kept` those that stay as somebody corrected them.
    """

    changes: tuple[TableChange, ...]
    counts: tuple[TableCount, ...]
    problems: tuple[Problem, ...] = ()
    cells: tuple[CellChange, ...] = ()
    kept: tuple[CellChange, ...] = ()

    @property
    def corrected(self) -> tuple[CellChange, ...]:
        """The cells that change though somebody corrected them since the last import."""
        return tuple(cell for cell in self.cells if cell.corrected)


def read_source(source: Path | Mapping[str, RawTable], current: Inputs, which: Which = every_file) -> Source:
    """Figures from a folder of CSVs (of which those of `which` are looked at), one CSV, or another workbook's tables.

    References to other tables may lead to rows of the source or of `current`. Raises
    UnusableFile or MissingTable when there is nothing to read figures from.
    """
    if isinstance(source, Path):
        files = read_csv_files(source, current.catalogue, which)
        read = read_part(files.tables, current)
        remarks = (*files.remarks, *read.remarks)
        return Source(read.inputs, (*files.problems, *read.problems), remarks, files.passed_over)
    read = read_part(source, current)
    return Source(read.inputs, read.problems, read.remarks)


def plan_import(
    current: Inputs, source: Inputs, last: LastImport | None = None, *, keep_corrections: bool = False
) -> ImportPlan:
    """What to change in the tables of `current` so that they hold the figures of `source`.

    Rows are matched by key. A cell that is empty in the source, or whose column it does not
    have, leaves the figure as it is. New rows are added in the source's order. `last` tells
    which cells somebody has corrected since they were brought in; with `keep_corrections` those
    stay as they are.
    """
    last = last or LastImport()
    given = [records for records in source if records.rows]
    plans = [_plan_table(current[records.table], records, last, keep_corrections) for records in given]
    problems = tuple(problem for records in given for problem in _incomplete_rows(current[records.table], records))
    return ImportPlan(
        tuple(plan.change for plan in plans if plan.change.updates or plan.change.added),
        tuple(plan.count for plan in plans),
        problems,
        tuple(cell for plan in plans for cell in plan.cells),
        tuple(cell for plan in plans for cell in plan.kept),
    )


@dataclass(frozen=True)
class _TablePlan:
    """What an import does to one table."""

    change: TableChange
    count: TableCount
    cells: tuple[CellChange, ...]
    kept: tuple[CellChange, ...]


def _plan_table(current: Records, source: Records, last: LastImport, keep_corrections: bool) -> _TablePlan:
    table = source.table
    updates: dict[int, dict[str, Value]] = {}
    added = []
    cells: list[CellChange] = []
    kept: list[CellChange] = []
    unchanged = 0
    for row in source:
        found = _same_row(current, row)
        if found is None:
            added.append(_new_row(table, row))
            continue
        differing = [_cell(current, found, source, row, heading, last) for heading in _differing(table, found, row)]
        taken = [cell for cell in differing if not (keep_corrections and cell.corrected)]
        kept += [cell for cell in differing if cell not in taken]
        cells += taken
        unchanged += not taken
        if taken:
            updates.setdefault(found.number, {}).update({cell.heading: cell.new for cell in taken})
    change = TableChange(table.name, updates, tuple(added))
    stays = (_lacking(current, source), _emptied(current, source)) if is_definition(table) else ()
    count = TableCount(table.name, len(updates), len(added), unchanged, *stays)
    return _TablePlan(change, count, tuple(cells), tuple(kept))


def _lacking(current: Records, source: Records) -> tuple[str, ...]:
    """The rows of a definition that the source does not have. Of figures a source is a part, and lacks most."""
    return tuple(key_in_words(current, row) for row in current if _same_row(source, row) is None)


def _emptied(current: Records, source: Records) -> tuple[str, ...]:
    """The cells of a definition that are empty in the source, under a heading that it fills elsewhere."""
    pairs = ((row, _same_row(source, row)) for row in current)
    there = {heading for row in source for heading, value in row.values.items() if value is not None}
    return tuple(
        current.where(row, heading)
        for row, theirs in pairs
        for heading in (_updatable(current.table) if theirs else ())
        if theirs and heading in there and theirs[heading] is None and row[heading] is not None
    )


def _cell(current: Records, found: Row, source: Records, row: Row, heading: str, last: LastImport) -> CellChange:
    return CellChange(
        current.table.name,
        current.where(found, heading),
        key_in_words(current, found),
        heading,
        found[heading],
        row[heading],
        source.where(row, heading),
        last.corrected(current.table, found, heading),
    )


def _same_row(current: Records, row: Row) -> Row | None:
    return current.find(*(row[heading] for heading in current.table.key))


def _differing(table: Table, found: Row, row: Row) -> list[str]:
    """The headings under which the source says something else."""
    return [heading for heading in _updatable(table) if row[heading] not in (None, found[heading])]


def _updatable(table: Table) -> tuple[str, ...]:
    if is_settings(table):
        return ("Value",)
    return tuple(column.heading for column in table.typed_columns if column.heading not in table.key)


def _new_row(table: Table, row: Row) -> dict[str, Value]:
    values: dict[str, Value] = {heading: value for heading, value in row.values.items() if value is not None}
    if is_settings(table):
        declared = setting_called(str(row["Setting"]))
        if declared is None:
            return values
        return {**values, "Setting": declared.name, "What it does": declared.what_it_does}
    return values


def _incomplete_rows(current: Records, source: Records) -> Iterator[Problem]:
    """Each cell that a new row needs and the source leaves empty. Rows already there have theirs."""
    for row in source:
        if _same_row(current, row) is not None:
            continue
        for column in source.table.typed_columns:
            if column.required and column.heading not in source.table.key and row[column.heading] is None:
                yield Problem(
                    source.where(row, column.heading),
                    f"The row is new, and every row needs its {column.heading}.",
                    how_to_type(column),
                )
