"""Reading what a pack declares of records and counts: every cell right, or named with what is wrong in it."""

from __future__ import annotations

from pathlib import Path

from cyps_xl.errors import Blocked, WrongUse
from cyps_xl.inputs.csv_files import read_csv_files
from cyps_xl.inputs.declare import Column
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.read import read_inputs
from cyps_xl.records.declared import Declared
from cyps_xl.records.declared_cells import Cells
from cyps_xl.records.read_counts import CountsReader
from cyps_xl.records.read_tables import TablesReader
from cyps_xl.records.tables import DECLARED
from cyps_xl.resources import packs_folder

FOLDER = "records"
"""What the folder of a pack is called in which its records and counts are declared."""


def packs_with_counts() -> tuple[str, ...]:
    """The packs that ship and declare counts, by name."""
    return tuple(sorted(path.parent.parent.name for path in packs_folder().glob(f"*/{FOLDER}/Counts.csv")))


def read_declared(name_or_folder: str | Path) -> Declared:
    """The records and counts of a pack that ships, by its name, or of a folder that is a pack or its records.

    Raises WrongUse when there are none, Blocked with every cell that is wrong.
    """
    folder = _folder_of(name_or_folder)
    files = read_csv_files(folder, DECLARED)
    raw = {table.name: RawTable(table.name, f"{table.sheet}.csv", _headings(table.columns), ()) for table in DECLARED}
    inputs, problems = read_inputs({**raw, **files.tables}, DECLARED)
    if files.problems or problems:
        raise Blocked("The counts that are declared cannot be read.", (*files.problems, *problems))
    cells = Cells(inputs)
    tables = TablesReader(cells)
    layouts = tables.layouts()
    reader = CountsReader(cells, tables.tables)
    counts = tuple(reader.counts())
    cases = tuple(reader.cases(counts))
    if cells.problems:
        raise Blocked("The counts that are declared cannot be read.", cells.problems)
    name = folder.parent.name if folder.name == FOLDER else folder.name
    return Declared(name, folder, tables.tables, layouts, reader.facts, counts, cases)


def _headings(columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(column.heading for column in columns)


def _folder_of(name_or_folder: str | Path) -> Path:
    places = [packs_folder() / str(name_or_folder), Path(name_or_folder)]
    if str(name_or_folder) not in packs_with_counts():
        places = places[1:]
    for place in places:
        for folder in (place / FOLDER, place):
            if (folder / "Counts.csv").is_file():
                return folder
    raise WrongUse(
        f"{name_or_folder} declares no counts.",
        f"Name one of {', '.join(packs_with_counts())}, or a folder with Counts.csv in it.",
    )
