"""Which input tables a workbook has: asked where it is opened, of its own definition, and handed on from there."""

from __future__ import annotations

from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import DEFINITION, default_pack, definition_of
from cyps_xl.errors import Blocked
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.tables.definition import SECTIONS
from cyps_xl.xlsx.input_tables.tables import find_tables, read_raw_tables
from cyps_xl.xlsx.parts.package import Package


def catalogue_of(package: Package) -> Catalogue:
    """The input tables that a workbook declares. Raises Blocked, with every cell, when it declares no report."""
    return workbook_definition(package).catalogue


def workbook_definition(package: Package) -> Definition:
    """The report that a workbook declares; that of the default pack where it was made before there were any."""
    if SECTIONS.name not in find_tables(package):
        return default_pack().definition
    inputs, problems = read_inputs(read_raw_tables(package, DEFINITION.names), DEFINITION)
    if problems:
        raise Blocked("Some cells of the report's definition cannot be read. Nothing was written.", problems)
    return definition_of(inputs)


def read_all_tables(package: Package, catalogue: Catalogue) -> dict[str, RawTable]:
    """Every input table as it was found; the definition is the default pack's where the workbook has none."""
    found = read_raw_tables(package, catalogue.names)
    return found if SECTIONS.name in found else {**default_pack().raw, **found}
