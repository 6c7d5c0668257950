"""What staff hid of the report's own sheets: a tab, rows, columns, a chart; or deleted. Found where it stands now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cyps_xl.xlsx.grafting.graft import ReportParts
from cyps_xl.xlsx.grafting.row_map import Moves
from cyps_xl.xlsx.opening.namespaces import SHEET_DRAWING, main
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.parts.elements import columns_of, is_on, rows_of
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.workbook_part import sheets_of, workbook_root

_LAST_COLUMN = 200
"""Columns beyond this one are not looked at: the report has no more, and Excel hides the rest to the end in one run."""


@dataclass(frozen=True)
class Hidden:
    """What is hidden on one of the report's sheets. Rows and columns count from 0, where the fresh sheet has them.

    `whole` says that its tab is hidden, so that Excel shows it or only a macro can. `charts` are the
    names of charts that were hidden one by one.
    """

    whole: bool = False
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    charts: frozenset[str] = frozenset()


def hidden_on_report(package: Package, parts: ReportParts) -> dict[str, Hidden]:
    """What is hidden on each of the report's sheets, by the sheet's key. One that was deleted is not among them.

    `parts` are the sheets as a graft has found them in the workbook. A row is hidden by hand, by a filter, in a group
    that is folded, or by a height of nothing.
    """
    tabs = _hidden_tabs(package)
    found = {}
    for key, (part, way) in parts.items():
        root = parse_part(package.parts[part], part)
        found[key] = Hidden(
            part in tabs,
            frozenset(now - 1 for row in _rows(root) if (now := way.row(row)) is not None),
            frozenset(_columns(root, way)),
            frozenset(_charts(package, part)),
        )
    return found


def _hidden_tabs(package: Package) -> set[str]:
    """The parts of the sheets whose tab is hidden, or very hidden."""
    root = workbook_root(package)
    states = [element.get("state", "visible") for element in root.iterfind(f"{main('sheets')}/{main('sheet')}")]
    return {sheet.part for sheet, state in zip(sheets_of(package), states, strict=True) if state != "visible"}


def _rows(sheet: etree._Element) -> Iterator[int]:
    for number, row in rows_of(sheet):
        if _is_hidden(row, "ht"):
            yield number


def _columns(sheet: etree._Element, way: Moves) -> Iterator[int]:
    for first, last, run in columns_of(sheet):
        if _is_hidden(run, "width"):
            for column in range(max(first, way.columns + 1), min(last, _LAST_COLUMN) + 1):
                yield way.column(column) - 1


def _is_hidden(element: etree._Element, size: str) -> bool:
    return is_on(element, "hidden") or float(element.get(size) or 1) == 0


def _charts(package: Package, part: str) -> Iterator[str]:
    """The names of the objects on a sheet that were hidden in Excel's selection pane."""
    for relation in relations(package.parts, part):
        if relation.kind == "drawing" and relation.target in package.parts:
            drawing = parse_part(package.parts[relation.target], relation.target)
            for element in drawing.iter(f"{{{SHEET_DRAWING}}}cNvPr"):
                if is_on(element, "hidden"):
                    yield element.get("name", "")
