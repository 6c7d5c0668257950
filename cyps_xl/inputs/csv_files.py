"""CSV files as input tables: a folder of them, or one, each named after its table or sheet."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.errors import Problem, UnusableFile
from cyps_xl.inputs.catalogue import ALL_TABLES
from cyps_xl.inputs.csv_cells import decimal_comma_by_evidence
from cyps_xl.inputs.csv_text import DELIMITERS, CsvText, read_rows
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.inputs.wide import as_long

SUFFIXES = (".csv", ".tsv", ".txt")
LARGEST_FILE = 50_000_000
"""Bytes. A council's figures of fifty years are a hundredth of it."""
_NAMES = "Its name must be a table's, such as Supervision.csv or IndicatorValues.csv."


@dataclass(frozen=True)
class CsvTables:
    """What CSV files hold: tables by name, how each was read, and rows whose cells do not line up."""

    tables: Mapping[str, RawTable]
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_csv_files(path: Path) -> CsvTables:
    """The tables of a folder of CSVs, or of one CSV. Raises UnusableFile."""
    if not path.exists():
        raise UnusableFile(f"{path.name} is not there.", "Check the name and the folder.")
    if not path.is_dir():
        table = table_of(path)
        if table is None:
            raise UnusableFile(f"{path.name} is named after no input table{_perhaps(path)}.", _NAMES)
        return _read_file(path, table)
    return _read_folder(path)


def table_of(path: Path) -> Table | None:
    """The table a file is named after, whatever the capitals, spaces and hyphens in its name."""
    name = _plain(path.stem)
    return next((table for table in ALL_TABLES if name in (_plain(table.name), _plain(table.sheet))), None)


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _perhaps(path: Path) -> str:
    names = {_plain(table.name): table.name for table in ALL_TABLES}
    close = difflib.get_close_matches(_plain(path.stem), names, n=1)
    return f" (perhaps {names[close[0]]} was meant)" if close else ""


def _read_folder(folder: Path) -> CsvTables:
    files = [file for file in _files_in(folder) if file.suffix.lower() in SUFFIXES and file.name[0] not in ".~"]
    by_table: dict[str, Path] = {}
    remarks = []
    for file in files:
        table = table_of(file)
        if table is None:
            remarks.append(f"{file.name}: left alone, because it is named after no input table{_perhaps(file)}")
        elif table.name in by_table:
            other = by_table[table.name].name
            raise UnusableFile(f"{other} and {file.name} are both named after {table.name}.", "Keep one of them.")
        else:
            by_table[table.name] = file
    if not by_table:
        raise UnusableFile(f"The folder {folder.name} holds no CSV named after an input table.", _NAMES)
    read = [_read_file(by_table[table.name], table) for table in ALL_TABLES if table.name in by_table]
    return CsvTables(
        {name: raw for one in read for name, raw in one.tables.items()},
        (*(remark for one in read for remark in one.remarks), *remarks),
        tuple(problem for one in read for problem in one.problems),
    )


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.is_file())
    except OSError as error:
        raise UnusableFile(f"{folder.name} cannot be opened ({error.strerror}).", "Ask for access to it.") from None


def _read_file(file: Path, table: Table) -> CsvTables:
    text = read_rows(file.name, _bytes_of(file), lambda row: len(find_headings(row, table).positions))
    raw, problems = _lined_up(file.name, text, table)
    long = as_long(raw, table)
    raw = raw if long is None else long
    raw = dataclasses.replace(raw, decimal_comma=decimal_comma_by_evidence(_number_texts(raw, table), text.delimiter))
    read_as = [text.encoding, DELIMITERS[text.delimiter]]
    read_as += ["decimal commas"] * bool(raw.decimal_comma)
    read_as += ["its columns turned into rows"] * (long is not None)
    read_as += ["no rows"] * (not any(any(row) for row in raw.rows))
    remarks = [f"{file.name}: read as {', '.join(read_as)}"]
    ignored = [heading for heading in find_headings(raw.headings, table).unknown if heading]
    if ignored:
        remarks.append(f"{file.name}: these columns are left alone: {', '.join(ignored)}")
    return CsvTables({table.name: raw}, tuple(remarks), problems)


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise UnusableFile(f"{file.name} is larger than {LARGEST_FILE // 1_000_000} MB.", "Bring in a part of it.")
        return file.read_bytes()
    except OSError as error:
        raise UnusableFile(
            f"{file.name} cannot be read ({error.strerror}).", "Close it elsewhere, then try again."
        ) from None


def _lined_up(name: str, text: CsvText, table: Table) -> tuple[RawTable, tuple[Problem, ...]]:
    """The file's rows under its headings, and a problem for each row that is longer or shorter than those."""
    top = next((at for at, row in enumerate(text.rows) if any(row)), 0)
    headings = text.rows[top]
    while headings and not headings[-1]:
        headings = headings[:-1]
    rows: list[tuple[str | None, ...]] = []
    problems = []
    for number, row in enumerate(text.rows[top + 1 :], start=top + 2):
        cells = row[: len(headings)]
        if any(row) and (len(row) < len(headings) or any(row[len(headings) :])):
            problems.append(
                Problem(
                    f"{name}, row {number}",
                    f"The row has {len(row)} cells under {len(headings)} headings, so it is unclear which is which.",
                    "Put quotation marks around text that holds the separator, and leave no cell out.",
                )
            )
            cells = ()
        rows.append(tuple(cell or None for cell in cells) + (None,) * (len(headings) - len(cells)))
    return RawTable(table.name, name, headings, tuple(rows), top + 2, is_sheet=False), tuple(problems)


def _number_texts(raw: RawTable, table: Table) -> Sequence[str]:
    positions = find_headings(raw.headings, table).positions
    numbers = [
        at
        for heading, at in positions.items()
        if table.column(heading).kind in (Kind.WHOLE, Kind.DECIMAL) or (table is SETTINGS and heading == "Value")
    ]
    return [cell for row in raw.rows for at in numbers if isinstance(cell := row[at], str)]
