"""Workbooks of one report as several councils have them, with other counts in each."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.planning import inputs_of
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package

MORE: Mapping[str, int] = {"Powys County Council": 0, "Cyngor Gwynedd": 2, "City of Cardiff Council": -3}
"""By how many children each count of a metric is larger than in the example."""


def of_council(package: Package, council: str, more: int = 0) -> Package:
    """A workbook as another council has it."""
    inputs = inputs_of(package)
    named = {row.number: {"Value": council} for row in inputs[SETTINGS] if row["Setting"] == "Council"}
    counts = {row.number: {"Number": max(0, _number(row["Number"]) + more)} for row in inputs.named("Metrics")}
    changes = [TableChange(SETTINGS.name, named, ()), TableChange("Metrics", counts, ())]
    return apply_changes(package, changes, inputs.catalogue)


def _number(value: object) -> int:
    assert isinstance(value, int | float)
    return int(value)
