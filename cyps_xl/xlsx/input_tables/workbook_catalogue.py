"""Which input tables a workbook has: asked where it is opened, of its own definition, and handed on from there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cyps_xl.definition.language import definition_in, refuse_nameless
from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import DEFINITION, blank_table, default_pack, definition_of
from cyps_xl.definition.read import also_wrong
from cyps_xl.errors import Blocked, MissingTable
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Table, folded
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.tables.definition import CAME_LATER, SECTIONS
from cyps_xl.xlsx.input_tables.last_definition import LastDefinition, read_last_definition
from cyps_xl.xlsx.input_tables.tables import find_tables, read_raw_tables
from cyps_xl.xlsx.parts.package import Package

_BRING_BACK = (
    "They hold the report's definition. Give the table or heading its name back, or take the sheet from the last "
    "backup of the workbook; a sheet that is only in the way can be hidden (right-click on its tab, Hide)."
)


def catalogue_of(package: Package) -> Catalogue:
    """The input tables that a workbook declares. Raises Blocked, with every cell, when it declares no report."""
    return workbook_definition(package).catalogue


def workbook_definition(package: Package) -> Definition:
    """The report that a workbook declares; that of the default pack where it was made before there were any.

    Raises Blocked, with every cell, when the rows declare no report, MissingTable when a sheet of them is gone.
    """
    if not _declares_a_report(package):
        return default_pack().definition
    last = read_last_definition(package)
    found = read_raw_tables(package, DEFINITION.names)
    refuse_nameless(found)
    declared = definition_in(found)
    raw = {name: _with_newer_columns(one, declared[name], last) for name, one in found.items()}
    raw |= _newer_tables(raw, declared, last)
    try:
        inputs, problems = read_inputs(raw, declared)
    except MissingTable as error:
        raise MissingTable(error.message, _BRING_BACK) from None
    if problems:
        said = "Some cells of the report's definition cannot be read. Nothing was written."
        raise Blocked(said, (*problems, *also_wrong(inputs, problems)))
    return definition_of(inputs)


def _newer_tables(found: Collection[str], declared: Catalogue, last: LastDefinition | None) -> dict[str, RawTable]:
    """The definition tables, empty, that later versions of the program gave a workbook since it was made.

    One that it had is missed as any other.
    """
    missing = [table for table in declared if table.name in DEFINITION and table.name not in found]
    newer = [table for table in missing if (table in CAME_LATER if last is None else last.table(table.name) is None)]
    return {table.name: blank_table(table) for table in newer}


def _with_newer_columns(raw: RawTable, declared: Table, last: LastDefinition | None) -> RawTable:
    """A definition table with the columns, empty, that later versions of the program gave it since it was made.

    A column that it had, or that may merely be called something else, is missed as any other.
    """
    found, was = find_headings(raw.headings, declared), None if last is None else last.table(raw.name)
    if was is None and found.unknown:
        return raw
    known = {folded(heading) for heading in (() if was is None else was.rules)}
    newer = [heading for heading in found.missing(declared) if folded(heading) not in known]
    blank = (None,) * len(newer)
    cells = (*raw.heading_cells, *newer) if raw.heading_cells else ()
    rows = tuple((*row, *blank) for row in raw.rows)
    return replace(raw, headings=(*raw.headings, *newer), rows=rows, heading_cells=cells)


def _declares_a_report(package: Package) -> bool:
    tables = find_tables(package)
    last = read_last_definition(package)
    had = last is not None and last.table(SECTIONS.name) is not None
    return had or any(name in tables for name in DEFINITION.names)


def read_all_tables(package: Package, catalogue: Catalogue) -> dict[str, RawTable]:
    """Every input table as it was found; the definition is the default pack's where the workbook has none."""
    found = read_raw_tables(package, catalogue.names)
    if SECTIONS.name not in found:
        return {**default_pack().raw, **found}
    return {**_newer_tables(found, catalogue, read_last_definition(package)), **found}
