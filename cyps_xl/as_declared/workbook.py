"""A workbook brought in line with its own definition, before anything is read from it or worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_xl.as_declared.input_sheets import input_sheets_as_declared
from cyps_xl.xlsx.input_tables.last_definition import LastDefinition, put_last_definition, read_last_definition
from cyps_xl.xlsx.input_tables.upkeep import Upkeep, put_right
from cyps_xl.xlsx.input_tables.workbook_catalogue import catalogue_of
from cyps_xl.xlsx.parts.package import Package


@dataclass(frozen=True)
class AsDeclared:
    """A workbook whose sheets are as its definition declares them, and what was done to it.

    `upkeep` has its input tables put right. `news` are the lines that tell which sheets came and went; `renamed` the
    new names of tabs by the old ones.
    """

    upkeep: Upkeep
    news: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


def as_declared(package: Package) -> AsDeclared:
    """The workbook with the input sheets that its definition declares, and its input tables put right.

    A workbook that was brought in line before, and of which nothing is declared otherwise, stays as it is. Raises
    Blocked when the definition declares no report, CypsError when something of staff's is in the way of a sheet.
    """
    catalogue, last = catalogue_of(package), read_last_definition(package)
    inputs = input_sheets_as_declared(package, catalogue, None if last is None else last.tables)
    record = LastDefinition(inputs.tables, {} if last is None else last.tabs, () if last is None else last.kept)
    inputs_package = put_last_definition(inputs.package, record) if record != last else inputs.package
    return AsDeclared(put_right(inputs_package, catalogue), inputs.news, inputs.renamed)
