"""The rows of one file of records: CSV, a sheet of a workbook or Parquet, under the columns of a layout.

Only the columns that a layout declares are ever taken out of a file: names and addresses stay in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.csv_files import SUFFIXES
from cyps_xl.inputs.csv_text import HEADINGS_WITHIN, first_rows, read_lines, rows_by
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.heading_row import heading_row, headings_in
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import ErrorCell, RawValue
from cyps_xl.inputs.records import as_excel_text
from cyps_xl.inputs.source_file import source_bytes
from cyps_xl.records.declared import TableLayout
from cyps_xl.xlsx.input_tables.tables import read_cells
from cyps_xl.xlsx.opening.open_safely import read_bytes
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of

_PARQUET = ".parquet"
_WORKBOOKS = (".xlsx", ".xlsm")
READABLE = (*SUFFIXES, *_WORKBOOKS, _PARQUET)
"""The endings of files that may hold records, in small letters."""
_STRETCH = 100_000
"""Rows of a file that are in memory at a time, on their way into the engine."""
_SMALLER = "Save it as Parquet, which may be larger, or part it into a file a year, each named after the table."


@dataclass(frozen=True)
class Stretch:
    """Some rows of a file: their cells under each column, and the number of each in the file.

    `misfits` are rows that are longer or shorter than the headings: their number, and why they cannot be used.
    """

    cells: Mapping[str, Sequence[str]]
    numbers: Sequence[int]
    misfits: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class TextRows:
    """The rows of a file under the columns of a layout, as text: each time read anew, in one stretch or more."""

    layout: TableLayout
    name: str
    columns: tuple[str, ...]
    stretches: Callable[[], Iterator[Stretch]]

    def at_once(self) -> Stretch:
        """All of its rows."""
        every = list(self.stretches())
        cells = {column: [cell for one in every for cell in one.cells[column]] for column in self.columns}
        numbers = [number for one in every for number in one.numbers]
        return Stretch(cells, numbers, [misfit for one in every for misfit in one.misfits])


@dataclass(frozen=True)
class ParquetFile:
    """A Parquet file, which the engine reads itself; `columns` are those that its layout declares, ours with theirs."""

    layout: TableLayout
    path: Path
    columns: Mapping[str, str]


def rows_of(file: Path, layout: TableLayout) -> TextRows | ParquetFile:
    """The rows of a file. Raises UnusableFile where it cannot be read, or lacks a column."""
    if file.suffix.lower() == _PARQUET:
        return _parquet(file, layout)
    if file.suffix.lower() in _WORKBOOKS:
        name, rows = _sheet_rows(file, layout.as_table)
        return text_rows(name, lambda: rows, layout, ragged=True)
    fits = partial(headings_in, table=layout.as_table)
    delimiter = read_lines(file.name, source_bytes(file, _SMALLER), fits).delimiter
    return text_rows(file.name, lambda: rows_by(file.name, source_bytes(file, _SMALLER), delimiter), layout)


def first_headings(file: Path, table: Table) -> Sequence[str]:
    """The headings of a file; none where it cannot be read, which is said when it is read as a whole."""
    try:
        if file.suffix.lower() == _PARQUET:
            from cyps_xl.records.duckdb_engine import parquet_columns

            return parquet_columns(file)
        rows = _head(_first_rows(file, table))
        return rows[heading_row(rows, table)] if rows else ()
    except UnusableFile:
        return ()


def _parquet(file: Path, layout: TableLayout) -> ParquetFile:
    from cyps_xl.records.duckdb_engine import parquet_columns

    names = parquet_columns(file)
    found = _require_headings(file.name, names, layout)
    columns = {column: names[found[heading]] for column, heading in layout.headings.items() if heading in found}
    return ParquetFile(layout, file, columns)


def _require_headings(name: str, headings: Sequence[str], layout: TableLayout) -> Mapping[str, int]:
    """Where the columns of a layout stand, by the heading of the system.

    Raises UnusableFile when one is missing, or stands twice: which of the two columns is meant nobody can tell.
    """
    seen = find_headings(headings, layout.as_table)
    if seen.repeated:
        raise UnusableFile(
            f"{name} has more than one column {seen.repeated_in_words}.",
            "Give the columns that are not meant another heading, or take them out, and try again.",
        )
    found = seen.positions
    missing = [
        heading
        for column, heading in layout.headings.items()
        if heading not in found and layout.table.column(column).required
    ]
    if missing:
        told = ", ".join(f"“{heading}”" for heading in missing)
        # Where no heading was found the row may be one of a child, which no message tells.
        there = ", ".join(heading for heading in headings if heading) if found else "none that is declared"
        raise UnusableFile(f"{name} has no column {told}.", f"Export it with that column; its headings are: {there}.")
    return found


def _first_rows(file: Path, table: Table) -> Iterable[Sequence[str]]:
    """A file's rows as text; of a CSV those that are asked for are read, and no others."""
    if file.suffix.lower() in _WORKBOOKS:
        return _sheet_rows(file, table)[1]
    return first_rows(file.name, source_bytes(file, _SMALLER), partial(headings_in, table=table))


def require_readable(file: Path, table: Table) -> None:
    """Raise UnusableFile where a file cannot be read to its end; of Parquet, where it is none."""
    if file.suffix.lower() == _PARQUET:
        from cyps_xl.records.duckdb_engine import parquet_columns

        parquet_columns(file)
    elif file.suffix.lower() in _WORKBOOKS:
        _sheet_rows(file, table)
    else:
        read_lines(file.name, source_bytes(file, _SMALLER), partial(headings_in, table=table))


def _sheet_rows(file: Path, table: Table) -> tuple[str, Sequence[Sequence[str]]]:
    """The rows of the sheet of a workbook that has the most headings of a table."""
    package = Package.from_bytes(read_bytes(file), file.name)
    sheets = {one.name: one.part for one in sheets_of(package) if b"sheetData" in package.parts.get(one.part, b"")}
    grids = {
        tab: [[_as_text(cell) for cell in row] for row in grid] for tab, grid in read_cells(package, sheets).items()
    }
    if not grids:
        raise UnusableFile(f"{file.name} holds no sheet with cells.", "Save the export again and name that file.")
    found = {tab: max((headings_in(row, table) for row in grid[:20]), default=0) for tab, grid in grids.items()}
    best = max(found, key=lambda tab: found[tab])
    alike = [tab for tab, grid in grids.items() if _has_required(grid[:20], table)]
    if len(alike) > 1:
        told = ", ".join(f"“{tab}”" for tab in alike)
        raise UnusableFile(
            f"{file.name} has several sheets with the headings of {table.sheet}: {told}.",
            "Put their rows on one sheet, or save each as a workbook of its own, named after the table.",
        )
    return f"{file.name}, sheet “{best}”", grids[best]


def _has_required(rows: Sequence[Sequence[str]], table: Table) -> bool:
    required = {column.heading for column in table.columns if column.required}
    return any(headings_in(row, table) and required <= set(find_headings(row, table).positions) for row in rows)


def _as_text(cell: RawValue) -> str:
    if isinstance(cell, ErrorCell):
        return cell.text
    if cell is None:
        return ""
    return cell.isoformat() if hasattr(cell, "isoformat") else as_excel_text(cell).strip()  # type: ignore[arg-type]


def text_rows(
    name: str, rows: Callable[[], Iterable[Sequence[str]]], layout: TableLayout, *, ragged: bool = False
) -> TextRows:
    """Rows, which can be had again and again, under the columns of a layout.

    They are not kept, so that of a large file no more than a stretch is in memory. `ragged` when a short row is one
    whose last cells are empty.
    """
    head = _head(rows())
    top = heading_row(head, layout.as_table)
    headings = list(head[top]) if head else []
    while headings and not headings[-1]:
        headings.pop()
    found = _require_headings(name, headings, layout)
    columns = {column: found[heading] for column, heading in layout.headings.items() if heading in found}

    def stretches() -> Iterator[Stretch]:
        left = islice(enumerate(rows(), start=1), top + 1, None)
        first = list(islice(left, _STRETCH))
        while True:
            yield _stretch(first, columns, len(headings), ragged=ragged)
            first = list(islice(left, _STRETCH))
            if not first:
                return

    return TextRows(layout, name, tuple(columns), stretches)


def _head(rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """The rows among which the headings are: those from the first that holds anything."""
    head: list[Sequence[str]] = []
    left = iter(rows)
    for row in left:
        head.append(row)
        if any(row):
            break
    return [*head, *islice(left, HEADINGS_WITHIN)]


def _stretch(
    rows: Iterable[tuple[int, Sequence[str]]], columns: Mapping[str, int], width: int, *, ragged: bool
) -> Stretch:
    """The rows that hold anything, with their numbers, under the columns."""
    taken: list[Sequence[str]] = []
    numbers, misfits = [], []
    for number, row in rows:
        if not any(row):
            continue
        fitting = row if len(row) >= width or not ragged else [*row, *[""] * (width - len(row))]
        if len(fitting) < width or any(fitting[width:]):
            misfits.append((number, f"the row has {len(row)} cells under {width} headings"))
            continue
        taken.append(fitting)
        numbers.append(number)
    return Stretch({column: [row[at] for row in taken] for column, at in columns.items()}, numbers, misfits)
