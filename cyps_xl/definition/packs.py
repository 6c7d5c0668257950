"""Report packs: a report as a folder of CSV files, one for each definition table; those that ship lie in packs/."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cyps_xl.definition.language import definition_in, name_in, refuse_nameless
from cyps_xl.definition.model import Definition
from cyps_xl.definition.read import also_wrong, read_definition
from cyps_xl.errors import Blocked, Problem, WrongUse
from cyps_xl.inputs.catalogue import OWN_TABLES, Catalogue, in_language
from cyps_xl.inputs.csv_files import csv_files_of, misnamed_files, misspelt_headings, read_csv_files, table_of
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.read import read_inputs, read_part
from cyps_xl.inputs.records import Inputs, Records, Value, as_excel_text
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES, LANGUAGE, REPORT_TABLES, SECTIONS
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.resources import example_folder, packs_folder

DEFAULT = "cyps"
"""The pack of workbooks that declare no report of their own: those made before reports were declared."""

DEFINITION = Catalogue((*DEFINITION_TABLES, LANGUAGE))


@dataclass(frozen=True)
class Pack:
    """A pack that has been read: the rows of its definition tables, and the report that they declare.

    `path` is its folder. `raw` are its tables as they were found, in place of those that a workbook lacks; `settings`
    those that it brings, by name.
    """

    name: str
    path: Path
    inputs: Inputs
    definition: Definition
    raw: dict[str, RawTable]
    settings: dict[str, Value] = field(default_factory=dict)

    @property
    def brings_rows(self) -> bool:
        """Whether it brings rows of other tables, such as Indicators, for a new workbook to begin with."""
        return any(table_of(file, self.rest) for file in self.path.glob("*.csv"))

    @property
    def rest(self) -> Catalogue:
        """The tables of a workbook with this report that are no part of its definition."""
        return Catalogue(tuple(table for table in self.definition.tables if table.name not in DEFINITION))

    @property
    def example(self) -> Path | None:
        """The folder of an example quarter, where it has one."""
        found = example_folder() if self.name == DEFAULT else self.path / "example"
        return found if found.is_dir() else None


def pack_names() -> tuple[str, ...]:
    """The packs that ship, by name."""
    return tuple(sorted(folder.name for folder in packs_folder().iterdir() if (folder / "Sections.csv").exists()))


def read_pack(name_or_folder: str | Path) -> Pack:
    """A pack that ships, by its name, or that of a folder. Raises WrongUse when there is none, Blocked for bad rows."""
    folder = packs_folder() / str(name_or_folder)
    if str(name_or_folder) not in pack_names():
        folder = Path(name_or_folder)
        if not folder.is_dir():
            raise WrongUse(
                f"{name_or_folder} is neither a pack nor a folder with one.",
                f"Name one of {', '.join(pack_names())}, or the folder of its CSV files.",
            )
    files = read_csv_files(folder, DEFINITION)
    refuse_nameless(files.tables)
    declared = definition_in(files.tables)
    raw = {**{table.name: blank_table(table) for table in declared}, **files.tables}
    inputs, problems = read_inputs(raw, declared)
    language = name_in(files.tables)
    own = Catalogue(tuple(table for table in in_language(OWN_TABLES, language) if table.name not in DEFINITION))
    misspelt = (*files.problems, *_misspelt(folder, files.tables, inputs), *_misspelt_in(folder, own))
    if misspelt or problems:
        more = () if misspelt else also_wrong(inputs, problems)  # by a column that is passed over all would be wrong
        said = f"The pack {folder.name} cannot be read. Nothing was written."
        raise Blocked(said, (*misspelt, *problems, *more))
    definition = read_definition(inputs)
    if misspelt := tuple(_misspelt_in(folder, Catalogue(definition.tables_of_figures))):
        raise Blocked(f"The pack {folder.name} cannot be read. Nothing was written.", misspelt)
    return Pack(folder.name, folder, inputs, definition, raw, _settings_in(folder, definition.catalogue))


def _misspelt(folder: Path, tables: Mapping[str, RawTable], inputs: Inputs) -> Iterator[Problem]:
    """The files and headings of a pack that would be passed over, and are nearly called as what is read.

    A heading of the reports whose second language is Welsh may stay where the language is another.
    """
    declared = (row[heading] for row in inputs[REPORT_TABLES] for heading in ("Table", "Sheet"))
    own = (called for table in OWN_TABLES for called in (table.name, table.sheet))
    yield from misnamed_files(folder, [*own, *(str(name) for name in declared if name)])
    for name, raw in tables.items():
        yield from misspelt_headings(raw, inputs.catalogue[name], DEFINITION[name])


def _misspelt_in(folder: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """The misspelt headings of a pack's files with rows of tables that declare nothing: Indicators, Settings."""
    if any(table_of(file, catalogue) for file in csv_files_of(folder)):
        for name, raw in read_csv_files(folder, catalogue).tables.items():
            as_declared = next((table for table in OWN_TABLES if table.name == name), catalogue[name])
            yield from misspelt_headings(raw, catalogue[name], as_declared)


def _settings_in(folder: Path, catalogue: Catalogue) -> dict[str, Value]:
    """The settings that a pack brings, by name: the service that it reports on."""
    only = Catalogue((SETTINGS,))
    if not any(table_of(file, only) for file in csv_files_of(folder)):
        return {}
    read = read_part(read_csv_files(folder, only).tables, Inputs({}, catalogue)).inputs
    return {str(row["Setting"]): row["Value"] for row in read[SETTINGS] if row["Value"] is not None}


def pack_files(inputs: Inputs) -> dict[str, bytes]:
    """A workbook's definition as a pack: a CSV file for each table, by its name, and one of its indicators."""
    tables = (inputs.catalogue.get(table.name) for table in (*DEFINITION, INDICATORS))
    return {f"{table.sheet}.csv": _csv(inputs[table]) for table in tables if table is not None}


def _csv(records: Records) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    headings = [column.heading for column in records.table.typed_columns]
    writer.writerow(headings)
    writer.writerows([_written(row[heading]) for heading in headings] for row in records)
    return out.getvalue().encode("utf-8-sig")  # by which Excel knows the letters with circumflexes


def _written(value: Value) -> str:
    return value.isoformat() if isinstance(value, dt.date) else as_excel_text(value)


def blank_table(table: Table) -> RawTable:
    """A definition table without a row, in the place of one that a pack or a workbook does not have."""
    return RawTable(table.name, f"{table.sheet}.csv", tuple(column.heading for column in table.columns), ())


@lru_cache(maxsize=1)
def default_pack() -> Pack:
    """The pack of the report of 2017."""
    return read_pack(DEFAULT)


def default_catalogue() -> Catalogue:
    """The input tables of that report."""
    return default_pack().definition.catalogue


def definition_of(inputs: Inputs) -> Definition:
    """The report that a workbook's own definition tables declare; that of the default pack where it has none.

    Raises Blocked, with every cell that is wrong, when they declare none.
    """
    if not inputs[SECTIONS].rows:
        return default_pack().definition
    rows = tuple(inputs[table] for table in DEFINITION if table.name in inputs.records)
    key = tuple(id(records) for records in rows)
    if key not in _READ:
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        _READ[key] = (rows, read_definition(inputs))
    return _READ[key][1]


_MOST_READ = 16
_READ: dict[tuple[int, ...], tuple[object, Definition]] = {}
"""Definitions by the rows that they were read from, which are held on to so that no others take their place."""
