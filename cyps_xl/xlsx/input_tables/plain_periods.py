"""A workbook whose years and quarters are written as the report's formulas look them up."""

from __future__ import annotations

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.plain_periods import plain_period_changes, tables_with_periods
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package


def with_plain_periods(package: Package, catalogue: Catalogue) -> Package:
    """The package with “2025/26 Q1” as 2025-26 Q1 in its input tables; itself when all are written so."""
    raw = read_raw_tables(package, tables_with_periods(catalogue))
    return apply_changes(package, plain_period_changes(raw, catalogue), catalogue)
