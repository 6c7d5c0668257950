"""What an input table was declared to be: characters that stand for its tab and for what may be typed, by column."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from cyps_xl.definition.packs import default_pack
from cyps_xl.grid import Area
from cyps_xl.inputs.catalogue import AFTER, OWN_TABLES, Catalogue
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.records import Records
from cyps_xl.inputs.tables.definition import CAME_LATER, DEFINITION_TABLES, is_definition
from cyps_xl.writing.input_rules import rule_for
from cyps_xl.writing.input_sheets import input_rules_book
from cyps_xl.xlsx.grafting.input_rules import rule_digest, written_rules
from cyps_xl.xlsx.input_tables.last_definition import LastTable
from cyps_xl.xlsx.input_tables.tables import TableLocation, find_tables
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.signature import digest

_OWN = {table.name for table in OWN_TABLES}


def known_without_record(package: Package, catalogue: Catalogue) -> dict[str, LastTable]:
    """The tables that a workbook without a record had when it was made: those of the report of 2017, and its own.

    Those of the program's own tables that it lacks are newer than the workbook: all but the oldest, without which
    there never was a report.
    """
    tables = find_tables(package)
    newer = [table for table in AFTER if table.name not in tables]
    if any(table.name in tables for table in DEFINITION_TABLES):
        newer = [table for table in newer if not is_definition(table) or table in CAME_LATER]
    of_2017 = default_pack().definition.catalogue
    known = [table for table in of_2017 if table not in newer]
    known += [table for table in catalogue if table.name in tables and table.name not in of_2017]
    rules = rule_digests(known)
    return {table.name: _as_made(table, tables.get(table.name), rules[table.name]) for table in known}


def rows_of_2017(table: Table) -> Records:
    """The rows that a new sheet comes with: of the definition those of the report of 2017, which the workbook has had
    so far; of any other none."""
    return default_pack().inputs[table] if is_definition(table) else Records(table)


def _as_made(table: Table, here: TableLocation | None, rules: dict[str, str]) -> LastTable:
    """A table as it was declared, without the columns that later versions of the program gave a table of its own."""
    found = None if here is None else find_headings(here.headings, table)
    if found is None or table.name not in _OWN or found.unknown or not found.missing(table):
        return LastTable(table.sheet, declared_digest(table), rules)
    older = {heading: rule for heading, rule in rules.items() if heading in found.positions}
    return LastTable(table.sheet, "older", older)


def declared_digest(table: Table) -> str:
    """Characters that stand for a table's tab and what may be typed into its columns."""
    rules = [(column.heading, sorted(rule_for(column, "A1").items())) for column in ruled_columns(table)]
    return digest(repr((table.sheet, [(heading, [*map(_plain, rule)]) for heading, rule in rules])))


def _plain(option: tuple[str, object]) -> tuple[str, object]:
    """One option of a rule; a number of the definition may be read as 0 or 0.0."""
    name, value = option
    return name, f"{value:.15g}" if isinstance(value, int | float) else value


def ruled_columns(table: Table) -> Sequence[Column]:
    """The columns whose cells have a validation, all of a column the same."""
    return [column for column in table.columns if column.kind is not Kind.SETTING]


def rule_digests(tables: Sequence[Table]) -> dict[str, dict[str, str]]:
    """The digest of each column's validation as we write it, by table and heading."""
    columns = [(table, at, column) for table in tables for at, column in enumerate(ruled_columns(table), 1)]
    if not columns:
        return {table.name: {} for table in tables}
    areas = [(column, Area(6, at, 7, at)) for _, at, column in columns]
    rules = written_rules(Package.of_our_own(input_rules_book(areas), "rules"))
    found: dict[str, dict[str, str]] = {table.name: {} for table in tables}
    for (table, _, column), rule in zip(columns, rules, strict=True):
        found[table.name][column.heading] = rule_digest(rule)
    return found


def written_rule(column: Column, area: Area) -> etree._Element:
    """A column's validation for these cells, as we write it."""
    return written_rules(Package.of_our_own(input_rules_book([(column, area)]), "rules"))[0]
