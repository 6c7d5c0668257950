"""Reading the input tables: every cell right, or named with what is wrong in it; nothing ever read as zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cyps_xl.errors import Problem
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.headings import is_in_another_language, require_all_tables, require_key, require_language
from cyps_xl.inputs.keys import reference_problems
from cyps_xl.inputs.marks import told
from cyps_xl.inputs.other_languages import texts_left_alone
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.rows import TableReading, read_table
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES, is_definition


@dataclass(frozen=True)
class PartReading:
    """Tables to be brought in, read; `remarks` tell of the figures that are marks, and of texts in another language."""

    inputs: Inputs
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]


def read_inputs(raw: Mapping[str, RawTable], catalogue: Catalogue) -> tuple[Inputs, tuple[Problem, ...]]:
    """All input tables of a workbook, and every cell that cannot be what its column holds.

    A bad cell is read as empty, and named. Raises MissingTable when a table or a heading is
    not there at all, Blocked when translations are in another language.
    """
    by_name = _by_declared_name(raw, catalogue)
    require_language(by_name, catalogue)
    require_all_tables(by_name, catalogue)
    return _together(_readings(by_name, catalogue, part=False), catalogue, known=None)


def read_part(raw: Mapping[str, RawTable], known: Inputs) -> PartReading:
    """As many input tables as are there, to be brought into the workbook that holds `known`.

    Only the columns of the key must be filled: an empty cell elsewhere leaves the workbook's
    own figure as it is. Raises MissingTable when a table has no columns to tell its rows by.
    """
    catalogue = known.catalogue
    by_name = _by_declared_name(raw, catalogue)
    others = [name for name, one in by_name.items() if one.is_sheet and is_in_another_language(one, catalogue[name])]
    said = "left alone, because its translations are in another language"
    remarks = [f"{by_name.pop(name).source}: {said}" for name in others]
    require_language(by_name, catalogue)
    for name, table in by_name.items():
        require_key(table, catalogue[name])
    for name, table in by_name.items():
        remarks += texts_left_alone(table, catalogue[name], catalogue)
    readings = _readings(by_name, catalogue, part=True)
    inputs, problems = _together(readings, catalogue, known)
    remarks += [line for reading in readings for line in told(reading.marks, reading.records.sheet)]
    return PartReading(inputs, problems, tuple(remarks))


def _by_declared_name(raw: Mapping[str, RawTable], catalogue: Catalogue) -> dict[str, RawTable]:
    # Excel takes no notice of capitals in the names of tables.
    found = {name.lower(): table for name, table in raw.items()}
    return {table.name: found[table.name.lower()] for table in catalogue if table.name.lower() in found}


def _readings(raw: Mapping[str, RawTable], catalogue: Catalogue, *, part: bool) -> list[TableReading]:
    found = [table for table in catalogue if table.name in raw]
    return [
        _definition_table(raw[table.name], table, _kinds(raw[table.name]))
        if _is_read_again(table, part)
        else read_table(raw[table.name], table, part=part)
        for table in found
    ]


def _is_read_again(table: Table, part: bool) -> bool:
    return is_definition(table) and not part


def _kinds(raw: RawTable) -> tuple[type, ...]:
    # To Python TRUE, 1 and 1.0 are equal; in a cell they are not.
    return tuple(type(value) for row in raw.rows for value in row)


@lru_cache(maxsize=4 * len(DEFINITION_TABLES))
def _definition_table(raw: RawTable, table: Table, _kinds_of_cells: tuple[type, ...]) -> TableReading:
    """A definition table. It is asked for when a workbook is opened, to know the others, and again with those."""
    return read_table(raw, table, part=False)


def _together(
    readings: Iterable[TableReading], catalogue: Catalogue, known: Inputs | None
) -> tuple[Inputs, tuple[Problem, ...]]:
    readings = list(readings)
    inputs = Inputs({reading.records.table.name: reading.records for reading in readings}, catalogue)
    unsure = {reading.records.table.name for reading in readings if reading.unsure_of_keys}
    problems = [problem for reading in readings for problem in reading.problems]
    return inputs, (*problems, *reference_problems(inputs, known, unsure))
