"""A source's rows in a workbook's input tables: those that declare the report first, then the figures of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from cyps_xl.as_declared.workbook import as_declared
from cyps_xl.definition.packs import DEFINITION
from cyps_xl.errors import Blocked, UnusableFile
from cyps_xl.inputs.csv_files import Which, csv_files_of, every_file, table_of
from cyps_xl.inputs.importing import ImportPlan, Source, plan_import, read_source
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.records import Inputs
from cyps_xl.planning import inputs_of
from cyps_xl.xlsx.input_tables.last_import import put_last_import, read_last_import
from cyps_xl.xlsx.input_tables.source_tables import passed_over, source_tables
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package


class Corrections(Enum):
    """What an import does with a figure that somebody corrected since the last one, where the source differs."""

    ASK = "ask"
    KEEP = "keep"
    OVERWRITE = "overwrite"


@dataclass(frozen=True)
class BroughtIn:
    """A package with a source's rows in its input tables, and how they came there.

    `news` tells of the input sheets that the source's definition put in, `renamed` of tabs that it gave other names,
    `back` are the keys of sheets that it reports again.
    """

    package: Package
    plan: ImportPlan
    remarks: tuple[str, ...]
    news: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    back: tuple[str, ...] = ()


def with_source(package: Package, source: Path, corrections: Corrections) -> BroughtIn:
    """The package with a source's rows in its input tables.

    A folder may declare a table and hold its figures. Raises Blocked when any row is bad, or when what it declares
    can be no report; UnusableFile when there is nothing to bring in.
    """
    found = _both(package, source, corrections)
    if not found.plan.counts:
        raise UnusableFile(
            f"{source.name} holds headings and no rows under them.", "Save the figures again and bring that file in."
        )
    return found


def _both(package: Package, source: Path, corrections: Corrections) -> BroughtIn:
    """The rows of a source; those of a folder's definition first."""
    files = csv_files_of(source) if source.is_dir() else []
    if not any(map(_declares, files)):
        return _brought_in(package, source, corrections, every_file)
    first = _brought_in(package, source, corrections, _declares)
    ready = as_declared(first.package)
    if not any(table_of(file, ready.upkeep.catalogue) for file in files if not _declares(file)):
        return _brought_in(package, source, corrections, every_file)
    rest = _brought_in(ready.upkeep.package, source, corrections, _declares_nothing)
    plan = ImportPlan(
        changes=(*first.plan.changes, *rest.plan.changes),
        counts=(*first.plan.counts, *rest.plan.counts),
        cells=(*first.plan.cells, *rest.plan.cells),
        kept=(*first.plan.kept, *rest.plan.kept),
    )
    return BroughtIn(rest.package, plan, (*first.remarks, *rest.remarks), ready.news, ready.renamed, tuple(ready.back))


def _declares(file: Path) -> bool:
    """Whether a file is named after a table in which a report is declared."""
    return table_of(file, DEFINITION) is not None


def _declares_nothing(file: Path) -> bool:
    return not _declares(file)


def with_tables(package: Package, tables: Mapping[str, RawTable], name: str, corrections: Corrections) -> BroughtIn:
    """The package with rows that were worked out, and stand in no file, in its input tables; `name` is whose they are.

    Raises Blocked when any of them is bad.
    """
    current = inputs_of(package)
    return _with_read(package, current, read_source(tables, current), name, corrections)


def _brought_in(package: Package, source: Path, corrections: Corrections, which: Which) -> BroughtIn:
    """The package with the rows of these files of a source."""
    current = inputs_of(package)
    found = source_tables(source, current.catalogue)
    read = read_source(source if found is None else found.tables, current, which)
    brought = _with_read(package, current, read, source.name, corrections)
    return replace(brought, remarks=(*(found.remarks if found else ()), *brought.remarks))


def _with_read(package: Package, current: Inputs, read: Source, name: str, corrections: Corrections) -> BroughtIn:
    """The package with what was read of a source."""
    last = read_last_import(package, current.catalogue)
    plan = plan_import(current, read.inputs, last, keep_corrections=corrections is Corrections.KEEP)
    problems = (*read.problems, *plan.problems)
    if problems:
        raise Blocked(f"Some of the figures in {name} cannot be read. Nothing was written.", problems)
    remarks = (*read.remarks, *map(passed_over, read.passed_over))
    if not plan.changes:
        return BroughtIn(package, plan, remarks)
    changed = apply_changes(package, plan.changes, current.catalogue)
    record = last.with_figures(read.inputs)
    return BroughtIn(put_last_import(changed, record, current.catalogue), plan, remarks)
