"""A source's rows in a workbook's input tables: those that declare the report first, then the figures of its tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from cyps_xl.as_declared.workbook import as_declared
from cyps_xl.definition.language import name_in
from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import DEFINITION, definition_of
from cyps_xl.definition.published import descriptions_of
from cyps_xl.errors import Blocked, UnusableFile, WrongUse
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.csv_files import SUFFIXES, Which, csv_files_of, every_file, read_csv_files, table_of
from cyps_xl.inputs.file_fingerprint import fingerprint_of
from cyps_xl.inputs.importing import ImportPlan, Source, plan_import, read_source
from cyps_xl.inputs.origins import CountedCells, Origin
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.statistics.figures import figures_of
from cyps_xl.inputs.statistics.long_format import is_long_file, read_long_file
from cyps_xl.inputs.statistics.rows import area_rows, areas_known, refuse_unknown, remarks_of, value_rows
from cyps_xl.inputs.tables.definition import LANGUAGE
from cyps_xl.languages.what import What
from cyps_xl.planning import inputs_of
from cyps_xl.xlsx.input_tables.last_import import put_last_import, read_last_import
from cyps_xl.xlsx.input_tables.origins import put_origins, read_origins
from cyps_xl.xlsx.input_tables.source_tables import passed_over, source_tables
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.workbook_catalogue import catalogue_of, workbook_definition
from cyps_xl.xlsx.parts.package import Package

TOLD = 5
"""Rows that an import leaves alone and names."""


class Corrections(Enum):
    """What an import does with a figure that somebody corrected since the last one, where the source differs."""

    ASK = "ask"
    KEEP = "keep"
    OVERWRITE = "overwrite"


@dataclass(frozen=True)
class BroughtIn:
    """A package with a source's rows in its input tables, and how they came there.

    `news` tells of the input sheets that the source's definition put in, `renamed` of tabs that it gave other names,
    `back` are the keys of sheets that it reports again, `brought` the rows that came, step by step.
    """

    package: Package
    plan: ImportPlan
    remarks: tuple[str, ...]
    news: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    back: tuple[str, ...] = ()
    brought: tuple[Inputs, ...] = ()


def with_source(package: Package, source: Path, corrections: Corrections) -> BroughtIn:
    """The package with a source's rows in its input tables.

    A folder may declare a table and hold its figures. Raises Blocked when any row is bad, or when what it declares
    can be no report; UnusableFile when there is nothing to bring in.
    """
    found = _all(package, source, corrections)
    if not found.plan.counts:
        raise UnusableFile(
            f"{source.name} holds headings and no rows under them.", "Save the figures again and bring that file in."
        )
    return found


def _all(package: Package, source: Path, corrections: Corrections) -> BroughtIn:
    """The rows of a source: those of input tables first, then those of published statistics."""
    catalogue = as_declared(package).upkeep.catalogue
    _refuse_another_language(source, workbook_definition(package))
    published = statistics_files(source, catalogue)
    if not published:
        return _both(package, source, corrections, every_file)
    made = []
    if source.is_dir() and any(table_of(file, catalogue) for file in csv_files_of(source)):
        made.append(_both(package, source, corrections, lambda file: file not in published))
    for file in published:
        made.append(with_statistics(made[-1].package if made else package, file, corrections))
    return _together(made)


def _refuse_another_language(source: Path, definition: Definition) -> None:
    """Raise WrongUse where a source's report has another second language than the workbook: its texts would be left
    alone, and the workbook's own be looked for under other headings."""
    files = csv_files_of(source) if source.is_dir() else [source]
    said = next((file for file in files if table_of(file, Catalogue((LANGUAGE,)))), None)
    here = definition.language.name
    if said is None:
        return
    if LANGUAGE.name not in definition.catalogue:
        raise WrongUse(
            f"{said.name} says what the second language is, and this workbook has {here}, as it was made.",
            "Export its report with cyps-xl export --pack, put the file into that folder, make a workbook of it with "
            "cyps-xl new --pack, and import this one there.",
        )
    there = name_in(read_csv_files(said, Catalogue((LANGUAGE,))).tables, here)
    if there != here:
        raise WrongUse(
            f"{said.name} says that the second language is {there}, and this workbook has {here}.",
            f"Change {What.NAME.value} and {What.TAG.value} on the sheet {LANGUAGE.sheet}, refresh, and import then.",
        )


def statistics_files(source: Path, catalogue: Catalogue) -> list[Path]:
    """The files of a source, named after no input table, that are published statistics by their headings."""
    if not source.exists():
        return []
    files = csv_files_of(source) if source.is_dir() else [source] if source.suffix.lower() in SUFFIXES else []
    return [file for file in files if table_of(file, catalogue) is None and is_long_file(file)]


def with_statistics(package: Package, file: Path, corrections: Corrections) -> BroughtIn:
    """The package with what Published asks for of a file of published statistics: new areas first, then their figures.

    Raises as `with_source` does.
    """
    inputs = inputs_of(package)
    known = [area.name for area in definition_of(inputs).areas]
    descriptions, problems = descriptions_of(inputs)
    long = read_long_file(file)
    figures = figures_of(long, descriptions, areas_known(inputs, known))
    problems = [*problems, *figures.problems]
    if not problems:
        refuse_unknown(long, figures, descriptions)
    values, withheld = value_rows(inputs, long, figures)
    if problems or withheld:
        raise Blocked(
            f"Some of the figures in {file.name} cannot be read. Nothing was written.", [*problems, *withheld]
        )
    areas = area_rows(inputs, figures, known, file.name)
    return with_areas(package, areas, values, corrections, tuple(remarks_of(inputs, long, figures, descriptions)))


def with_areas(
    package: Package, areas: RawTable | None, values: RawTable, corrections: Corrections, remarks: tuple[str, ...]
) -> BroughtIn:
    """The package with figures of areas: first the areas that it lacks, if any, then their figures.

    Raises Blocked when any row is bad.
    """
    # Its areas are those that the workbook lacks: what stays of its own is no news.
    made = [] if areas is None else [replace(_of_tables(package, areas, corrections), remarks=())]
    ready = as_declared(made[0].package if made else package)
    rest = _of_tables(ready.upkeep.package, values, corrections)
    made.append(replace(rest, remarks=remarks, news=ready.news, renamed=ready.renamed, back=tuple(ready.back)))
    return _together(made)


def _of_tables(package: Package, rows: RawTable, corrections: Corrections) -> BroughtIn:
    """The package with the rows of one table."""
    current = inputs_of(package)
    return _applied(package, current, read_source({rows.name: rows}, current), rows.source, corrections)


def _together(made: Sequence[BroughtIn]) -> BroughtIn:
    """Several steps as one."""
    plans = [one.plan for one in made]
    plan = ImportPlan(
        changes=tuple(change for one in plans for change in one.changes),
        counts=tuple(count for one in plans for count in one.counts),
        cells=tuple(cell for one in plans for cell in one.cells),
        kept=tuple(cell for one in plans for cell in one.kept),
    )
    return BroughtIn(
        made[-1].package,
        plan,
        tuple(remark for one in made for remark in one.remarks),
        tuple(news for one in made for news in one.news),
        {old: new for one in made for old, new in one.renamed.items()},
        tuple(key for one in made for key in one.back),
        tuple(inputs for one in made for inputs in one.brought),
    )


def _both(package: Package, source: Path, corrections: Corrections, which: Which) -> BroughtIn:
    """The rows of these files of a source; those of a folder's definition first."""
    files = list(filter(which, csv_files_of(source))) if source.is_dir() else []
    if not any(map(_declares, files)):
        return _brought_in(package, source, corrections, which)
    first = _brought_in(package, source, corrections, _declares)
    ready = as_declared(first.package)
    if not any(table_of(file, ready.upkeep.catalogue) for file in files if not _declares(file)):
        return _brought_in(package, source, corrections, which)
    rest = _brought_in(ready.upkeep.package, source, corrections, lambda file: which(file) and not _declares(file))
    return _together([first, replace(rest, news=ready.news, renamed=ready.renamed, back=tuple(ready.back))])


def _declares(file: Path) -> bool:
    """Whether a file is named after a table in which a report is declared."""
    return table_of(file, DEFINITION) is not None


def from_file(brought: BroughtIn, source: Path, day: dt.date) -> BroughtIn:
    """The same with the file or folder that its figures came from kept beside them, for `explain` to tell."""
    files = csv_files_of(source) if source.is_dir() else [source]
    return from_files(brought, source.resolve().name, files, day)


def from_files(brought: BroughtIn, name: str, files: Iterable[Path], day: dt.date) -> BroughtIn:
    """The same of figures that came from these files; `name` is what they are called together."""
    if not brought.brought:
        return brought
    origin = Origin(name, fingerprint_of(files), day.isoformat())
    catalogue = catalogue_of(brought.package)
    origins = read_origins(brought.package, catalogue)
    for inputs in brought.brought:
        origins = origins.with_figures(inputs, {}, origin)
    return replace(brought, package=put_origins(brought.package, origins, catalogue))


def with_tables(
    package: Package,
    tables: Mapping[str, RawTable],
    name: str,
    corrections: Corrections,
    counted: CountedCells | None = None,
) -> BroughtIn:
    """The package with rows that were worked out, and stand in no file, in its input tables; `name` is whose they are.

    `counted` says where their figures came from, as far as they were counted. Raises Blocked when any row is bad.
    """
    current = inputs_of(package)
    read = read_source(tables, current)
    remarks = (*read.remarks, *map(passed_over, read.passed_over))
    return _applied(package, current, replace(read, remarks=remarks), name, corrections, counted or {})


def _brought_in(package: Package, source: Path, corrections: Corrections, which: Which) -> BroughtIn:
    """The package with the rows of these files of a source."""
    current = inputs_of(package)
    found = source_tables(source, current.catalogue)
    read = read_source(source if found is None else found.tables, current, which)
    remarks = (*(found.remarks if found else ()), *read.remarks, *map(passed_over, read.passed_over))
    return _applied(package, current, replace(read, remarks=remarks), source.name, corrections)


def _applied(
    package: Package,
    current: Inputs,
    read: Source,
    name: str,
    corrections: Corrections,
    counted: CountedCells = MappingProxyType({}),
) -> BroughtIn:
    """The package with rows that have been read, all of them or none."""
    last = read_last_import(package, current.catalogue)
    plan = plan_import(current, read.inputs, last, keep_corrections=corrections is Corrections.KEEP)
    bad = {problem.where for problem in read.problems}  # a cell that cannot be read is not missing as well
    problems = (*read.problems, *(problem for problem in plan.problems if problem.where not in bad))
    if problems:
        raise Blocked(f"Some of the figures in {name} cannot be read. Nothing was written.", problems)
    remarks = (*read.remarks, *_what_stays(plan, current, name))
    if not plan.changes:
        return BroughtIn(package, plan, remarks)
    changed = apply_changes(package, plan.changes, current.catalogue)
    record = last.with_figures(read.inputs)
    origins = read_origins(package, current.catalogue).with_figures(read.inputs, counted)
    recorded = put_origins(put_last_import(changed, record, current.catalogue), origins, current.catalogue)
    return BroughtIn(recorded, plan, remarks, brought=(read.inputs,))


def _what_stays(plan: ImportPlan, current: Inputs, name: str) -> Iterator[str]:
    """A line on what a table of the definition has and the source has not: an import takes nothing away."""
    for count in plan.counts:
        sheet = current.catalogue[count.table].sheet
        if count.lacking:
            rows, them = ("1 row", "it") if len(count.lacking) == 1 else (f"{len(count.lacking)} rows", "them")
            yield (
                f"{sheet}: {rows} of the workbook, not in {name}, {'stays' if them == 'it' else 'stay'} in the report "
                f"({_first(count.lacking)}). To take {them} away, delete {them} on the sheet {sheet} and refresh."
            )
        if count.emptied:
            cells, verb = ("1 cell", "keeps") if len(count.emptied) == 1 else (f"{len(count.emptied)} cells", "keep")
            yield (
                f"{sheet}: {cells} that {name} leaves empty {verb} what the workbook has ({_first(count.emptied)}). "
                "To empty a cell, empty it on its sheet and refresh."
            )


def _first(names: Sequence[str]) -> str:
    return "; ".join(names[:TOLD]) + ("; …" if len(names) > TOLD else "")
