"""A file that figures are to be brought in from: a workbook's tables or plain sheets, or what else it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.csv_files import SUFFIXES
from cyps_xl.inputs.plain_sheets import plain_tables
from cyps_xl.inputs.raw import RawTable
from cyps_xl.xlsx.input_tables.tables import read_cells, read_raw_tables
from cyps_xl.xlsx.input_tables.upkeep import put_right
from cyps_xl.xlsx.opening.identify_file import is_text, what_it_is
from cyps_xl.xlsx.opening.open_safely import read_bytes
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of

_SECTION = re.compile(r"[1-9]\.[1-9] \S")
_SECTIONS_OF_AN_EDITION = 4
"""Tabs that are numbered like 2.1, in any language. An edition leaves sections out that have nothing to say."""


@dataclass(frozen=True)
class SourceTables:
    """The input tables that a workbook holds, as they were found, and how each was found."""

    tables: Mapping[str, RawTable]
    remarks: tuple[str, ...] = ()


def source_tables(source: Path, catalogue: Catalogue) -> SourceTables | None:
    """The input tables of a catalogue that a workbook holds; None for a folder or a CSV, which have their own reader.

    Excel Tables with the names of input tables are read, and where there is none, plain sheets with their
    headings. Raises UnusableFile, saying what the file is and what to do, when it is neither.
    """
    if source.is_dir() or source.suffix.lower() in SUFFIXES:
        return None
    data = read_bytes(source)
    if is_text(data, source.name):
        return None
    package = put_right(Package.from_bytes(data, source.name), catalogue).package
    tables = read_raw_tables(package, catalogue.names)
    if tables:
        return SourceTables(tables)
    sheets = {
        sheet.name: sheet.part for sheet in sheets_of(package) if b"sheetData" in package.parts.get(sheet.part, b"")
    }
    if sum(bool(_SECTION.match(tab)) for tab in sheets) >= _SECTIONS_OF_AN_EDITION:
        raise UnusableFile(
            f"{source.name} is an edition of the report: it holds what members read, and no input tables.",
            "Bring figures in from the workbook that it was made from.",
        )
    found = plain_tables(read_cells(package, sheets), source.name, catalogue)
    if not found.tables:
        raise _nothing_found(source.name, list(sheets), catalogue)
    return SourceTables(found.tables, found.remarks)


def passed_over(file: Path) -> str:
    """A line on a file of a folder that is no CSV: what it is, and what to do when it holds figures."""
    try:
        kind = what_it_is(read_bytes(file), file.name)
    except UnusableFile as error:
        return f"{file.name}: left alone. {error}"
    if kind is None:
        return f"{file.name}: left alone, because it is no CSV. To bring in a workbook, name it in place of the folder."
    return f"{file.name}: left alone, because it {kind.what}. {kind.remedy}"


def _nothing_found(name: str, tabs: list[str], catalogue: Catalogue) -> UnusableFile:
    shown = ", ".join(f"“{tab}”" for tab in tabs[:5]) + (", …" if len(tabs) > 5 else "")
    example = catalogue.of_months
    headings = ", ".join(column.heading for column in example.typed_columns)
    sheets = f"no sheet ({shown})" if tabs else "no sheet"
    return UnusableFile(
        f"{name} holds no figures that can be brought in: no table has the name, and {sheets} has the headings, of "
        f"one of the {len(catalogue)} input tables.",
        f"Give the sheet the headings of an input table, such as {headings} for {example.name}; "
        "docs/input-tables.md lists them all.",
    )
