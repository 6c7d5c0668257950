"""The areas that indicators have figures of, as the table Areas has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cyps_xl.definition.model import Area
from cyps_xl.definition.problems import Problems
from cyps_xl.definition.tables import text
from cyps_xl.inputs.declare import Table, folded
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.choices import AreaKind
from cyps_xl.inputs.tables.definition import AREAS
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES
from cyps_xl.measures.identities import PartsOfOurs

BEFORE_AREAS_WERE_DECLARED = (Area(COUNCIL_AREA, AreaKind.OWN), Area("Wales", AreaKind.COUNTRY))
"""What Indicator values took in workbooks whose sheet Areas has no row yet."""


def areas_of(inputs: Inputs, problems: Problems) -> tuple[Area, ...]:
    """Every area; a problem where none is our own, where another is called so, and where a name cannot be told."""
    records = inputs[AREAS]
    if not records.rows:
        return BEFORE_AREAS_WERE_DECLARED
    found = []
    for row in records:
        name, kind = text(row, "Area"), text(row, "Kind")
        if not name or not kind:
            continue  # named already where the table is read
        is_called_so = folded(name) == folded(COUNCIL_AREA)
        area = Area(COUNCIL_AREA if is_called_so else name, AreaKind(kind))
        found.append(area)
        if is_called_so is not (area.kind is AreaKind.OWN):
            problems.add(
                records,
                row,
                "Kind",
                f"“{name}” is {kind}, and {COUNCIL_AREA} is what our own figures are called.",
                f"Choose “{AreaKind.OWN.value}” for {COUNCIL_AREA}, and another kind for every other area.",
            )
    if COUNCIL_AREA not in (area.name for area in found):
        problems.add(
            records,
            records.rows[0],
            "Area",
            "No area is our own.",
            f"Add a row for {COUNCIL_AREA}, of the kind “{AreaKind.OWN.value}”.",
        )
    return tuple(found)


def with_areas(tables: Iterable[Table], areas: Sequence[Area]) -> tuple[Table, ...]:
    """The tables, of which Indicator values takes these areas and no others, and knows which are parts of ours."""
    return tuple(_with_areas(table, areas) if table.name == INDICATOR_VALUES.name else table for table in tables)


def _with_areas(table: Table, areas: Sequence[Area]) -> Table:
    names = tuple(area.name for area in areas)
    columns = (replace(column, choices=names) if column.heading == "Area" else column for column in table.columns)
    parts = tuple(area.name for area in areas if area.kind is AreaKind.PART)
    identities = (*table.identities, PartsOfOurs(parts)) if parts else table.identities
    return replace(table, columns=tuple(columns), identities=identities)
