"""CSV files as input tables: a folder of them, or one, each named after its table or sheet."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cyps_xl.errors import Problem, UnusableFile
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.csv_text import DELIMITERS, CsvText, read_rows
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.heading_row import heading_row, headings_in
from cyps_xl.inputs.headings import find_headings, require_key
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.rows import separators_of
from cyps_xl.inputs.source_file import source_bytes
from cyps_xl.inputs.wide import as_long, lacks_area, left_alone

SUFFIXES = (".csv", ".tsv", ".txt")
_OF_WINDOWS = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class CsvTables:
    """What CSV files hold: tables by name, how each was read, and what cannot be read: rows, or whole files.

    `passed_over` is what else a folder holds.
    """

    tables: Mapping[str, RawTable]
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[Path, ...] = ()


_Called = TypeVar("_Called")

Which = Callable[[Path], bool]
"""Which files of a folder are looked at."""


def every_file(_: Path) -> bool:
    """All of them."""
    return True


def read_csv_files(path: Path, catalogue: Catalogue, which: Which = every_file) -> CsvTables:
    """The tables of a folder of CSVs, or of one CSV. Raises UnusableFile."""
    if not path.exists():
        raise UnusableFile(f"{path.name} is not there.", "Check the name and the folder.")
    if not path.is_dir():
        table = table_of(path, catalogue)
        if table is None:
            perhaps = _perhaps(path, catalogue)
            raise UnusableFile(f"{path.name} is named after no input table{perhaps}.", _how_to_name(catalogue))
        return _read_file(path, table)
    return _read_folder(path, catalogue, which)


def csv_files_of(folder: Path) -> list[Path]:
    """The CSVs of a folder. Raises UnusableFile when it cannot be opened."""
    return [file for file in _files_of(folder) if file.suffix.lower() in SUFFIXES]


def _how_to_name(catalogue: Catalogue) -> str:
    names = (f"{table.name}.csv" for table in (catalogue.of_months, catalogue.of_two_words))
    return f"Its name must be a table's, such as {' or '.join(dict.fromkeys(names))}."


def table_of(path: Path, catalogue: Catalogue) -> Table | None:
    """The table a file is named after, whatever the capitals, spaces and hyphens in its name.

    What Windows, browsers and people add to a name does not count: “LookedAfter (2)”, “lookedafter - Copy”,
    “Supervision 2018-06”.
    """
    return table_named(path.stem, catalogue)


def table_named(name: str, catalogue: Catalogue) -> Table | None:
    """The table that a file or a sheet is named after.

    As little is taken off its name as will do, since a table's own name may end in a number.
    """
    tables = {_plain(called): table for table in reversed(catalogue.tables) for called in (table.sheet, table.name)}
    return _named_after(name, tables)


def _named_after(name: str, called: Mapping[str, _Called]) -> _Called | None:
    """What a file or a sheet is named after, of what is called so in plain letters."""
    for whole in (name, _COPY_OF.sub("", name)):
        for end in range(len(whole), 0, -1):
            is_cut = end == len(whole) or (not whole[end - 1 : end + 1].isdigit() and _ADDED.fullmatch(whole, end))
            found = called.get(_plain(whole[:end])) if is_cut else None
            if found is not None:
                return found
    return None


_COPY_OF = re.compile(r"^copy of ", re.IGNORECASE)
_ADDED = re.compile(r"(?:[\s_-]*(?:copy|copi|\(\d+\)|v?\d[\d\s_./-]*+|q[1-4]|final))+", re.IGNORECASE)
"""What programs and people add to a name."""


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _perhaps(path: Path, catalogue: Catalogue) -> str:
    close = _closest(path.stem, [table.name for table in catalogue])
    return f" (perhaps {close} was meant)" if close else ""


def _closest(name: str, names: Sequence[str]) -> str | None:
    plain = {_plain(one): one for one in names}
    close = difflib.get_close_matches(_plain(name), plain, n=1)
    return plain[close[0]] if close else None


def misnamed_files(folder: Path, names: Sequence[str]) -> Iterator[Problem]:
    """The CSVs of a folder that are named after none of these tables and sheets, and nearly after one.

    A file with quite another name is somebody's own; so is one beside the very file that it is nearly named after.
    """
    plain = {_plain(one): one for one in names}
    after = {file: _named_after(file.stem, plain) for file in csv_files_of(folder)}
    for file in (file for file, name in after.items() if name is None):
        close = _closest(file.stem, names)
        if close is not None and close not in after.values():
            said = f"It is named after no table of the pack (perhaps {close} was meant)."
            yield Problem(file.name, said, f"Call it {close}{file.suffix}, or keep it in another folder.")


def misspelt_headings(raw: RawTable, table: Table, also: Table) -> Iterator[Problem]:
    """The headings of a file that are none of a table's, and nearly one that the file lacks.

    A column that is headed quite otherwise is somebody's own; so is one that the table `also` has.
    """
    found = find_headings(raw.headings, table)
    missing, known = found.missing(table), find_headings(raw.headings, also)
    for heading in found.unknown:
        close = _closest(heading, missing) if heading in known.unknown else None
        if close is not None:
            said = f"{table.sheet} has no column “{heading}” (perhaps “{close}” was meant)."
            yield Problem(raw.source, said, "Correct the heading, or take the column out of the file.")


def _files_of(folder: Path) -> list[Path]:
    """The files of a folder that people put there."""
    return [file for file in _files_in(folder) if file.name[0] not in ".~" and file.name.lower() not in _OF_WINDOWS]


def _read_folder(folder: Path, catalogue: Catalogue, which: Which) -> CsvTables:
    """The tables of a folder. A file that cannot be read is a problem, so that one import names them all."""
    files = [file for file in _files_of(folder) if which(file)]
    by_table: dict[str, list[Path]] = {}
    remarks, passed_over = [], []
    for file in files:
        if file.is_dir() or file.suffix.lower() not in SUFFIXES:
            passed_over.append(file)
            continue
        table = table_of(file, catalogue)
        if table is not None:
            by_table.setdefault(table.name, []).append(file)
        else:
            perhaps = _perhaps(file, catalogue)
            remarks.append(f"{file.name}: left alone, because it is named after no input table{perhaps}")
    if not by_table:
        raise UnusableFile(f"{folder.name} holds no CSV named after an input table.", _how_to_name(catalogue))
    read, problems = [], []
    for name, alike in by_table.items():
        try:
            read.append(_read_file(_only(alike, name), catalogue[name]))
        except UnusableFile as error:
            told = error.message.replace(f"{alike[0].name} ", "The file ", 1) if len(alike) == 1 else error.message
            problems.append(Problem(alike[0].name, told, error.remedy))
    return CsvTables(
        {name: raw for one in read for name, raw in one.tables.items()},
        (*(remark for one in read for remark in one.remarks), *remarks),
        (*problems, *(problem for one in read for problem in one.problems)),
        tuple(passed_over),
    )


def _only(alike: Sequence[Path], table: str) -> Path:
    if len(alike) > 1:
        names = " and ".join(file.name for file in alike)
        both = "both" if len(alike) == 2 else "all"
        raise UnusableFile(f"{names} are {both} named after {table}.", "Keep one of them.")
    return alike[0]


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UnusableFile(f"{folder.name} cannot be opened ({error.strerror}).", "Ask for access to it.") from None


def _read_file(file: Path, table: Table) -> CsvTables:
    text = read_rows(file.name, source_bytes(file), lambda row: headings_in(row, table))
    raw, problems = _lined_up(file.name, text, table)
    headings, long = raw.headings, as_long(raw, table)
    ignored = find_headings(headings, table).unknown if long is None else left_alone(raw, table)
    raw = raw if long is None else long
    require_key(raw, table)
    raw = dataclasses.replace(raw, separators=separators_of(raw, table, text.delimiter))
    read_as = [text.encoding, DELIMITERS[text.delimiter]]
    read_as += ["decimal commas"] * bool(raw.separators.decimal_comma)
    read_as += ["its columns turned into rows"] * (long is not None)
    read_as += ["no rows"] * (not any(any(row) for row in raw.rows))
    remarks = [f"{file.name}: read as {', '.join(read_as)}"]
    if long is not None and lacks_area(headings, table):
        remarks.append(f"{file.name}: there is no column Area, so every figure is taken for the council's")
    if any(ignored):
        remarks.append(f"{file.name}: these columns are left alone: {', '.join(filter(None, ignored))}")
    return CsvTables({table.name: raw}, tuple(remarks), problems)


def _lined_up(name: str, text: CsvText, table: Table) -> tuple[RawTable, tuple[Problem, ...]]:
    """The file's rows under its headings, and a problem for each row that is longer or shorter than those."""
    top = heading_row(text.rows, table)
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
