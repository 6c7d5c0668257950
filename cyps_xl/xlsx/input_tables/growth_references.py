"""Formulas, charts and lists of choices that read a table's columns by address: they grow with the table.

Excel does this while somebody types a row under the table. What reads the table by its name
(Supervision[Month]) needs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import escape  # xml.sax.saxutils would load half of urllib

from lxml import etree

from cyps_xl.formulas.references import carried_along, reads_any
from cyps_xl.grid import Area
from cyps_xl.xlsx.input_tables.growth import Growth
from cyps_xl.xlsx.opening.namespaces import CHART
from cyps_xl.xlsx.parts.cells import FORMULA
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import LATER_FORMULA, RULE_FORMULAS
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.shared_formulas import write_out
from cyps_xl.xlsx.parts.workbook_part import sheets_of

_OUTSIDE_CELLS = (*RULE_FORMULAS, LATER_FORMULA, f"{{{CHART}}}f")


@dataclass(frozen=True)
class _WithItsTable:
    """How an area grows: one that holds all rows of the table, and lies within its columns, takes in the new ones."""

    growth: Growth

    def area(self, area: Area) -> Area:
        """Where an area of the table's sheet reaches now."""
        table = self.growth.before
        holds_all = area.first_row <= table.first_row and area.last_row == table.last_row
        in_columns = table.first_column <= area.first_column and area.last_column <= table.last_column
        if holds_all and in_columns and area.first_row < area.last_row:
            return Area(area.first_row, area.first_column, self.growth.last_row, area.last_column)
        return area


def follow_in_references(draft: Draft, package: Package, own_part: str, growth: Growth) -> None:
    """Let everything that reads all rows of a table by their addresses read the new ones as well.

    `package` is the workbook as it was before any change, `own_part` the table's sheet.
    """
    way = {growth.tab.lower(): _WithItsTable(growth)}
    tabs = {sheet.part: sheet.name for sheet in sheets_of(package)}
    for part in (own_part, *_parts_that_name(draft, package, growth.tab, own_part)):
        tab = tabs.get(part, "")
        root = draft.root(part)
        if any(reads_any(text, tab, way) for text in _shared(root, part == own_part)):
            write_out(draft.change(part))
        for element in [*root.iter(*_OUTSIDE_CELLS), *_formulas(root, part == own_part)]:
            now = carried_along(element.text or "", tab, way)
            if now != (element.text or ""):
                draft.change(part)
                element.text = now


def _parts_that_name(draft: Draft, package: Package, tab: str, own_part: str) -> Iterator[str]:
    """The sheets and charts that read cells of a tab, as far as their bytes tell."""
    named = re.compile(re.escape(escape(tab.replace("'", "''"), quote=False).encode()) + rb"'?!")
    sheets = [sheet.part for sheet in sheets_of(package) if sheet.part in package.parts and sheet.part != own_part]
    charts = [part for part in draft.charts() if part in package.parts]
    named_in = (part for part in (*sheets, *charts) if named.search(package.parts[part]))
    yield from (part for part in named_in if part in sheets or draft.is_readable(part))


def _formulas(root: etree._Element, with_areas_only: bool) -> Collection[etree._Element]:
    """The formulas of a sheet's cells; of a long sheet those alone that can hold an area."""
    return [element for element in root.iter(FORMULA) if not with_areas_only or ":" in (element.text or "")]


def _shared(root: etree._Element, with_areas_only: bool) -> Iterator[str]:
    return (f.text or "" for f in _formulas(root, with_areas_only) if f.get("t") == "shared")
