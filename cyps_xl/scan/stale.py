"""Values that formulas are stored with and do not give: what stood there before, or something typed into the file."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.grid import parse_cell
from cyps_xl.scan.cells_in_use import FAR
from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.pages import Page
from cyps_xl.xlsx.calculating.recalculate import MOST_FORMULAS, FormulaError, Result, recalculated
from cyps_xl.xlsx.input_tables.workbook_catalogue import catalogue_of
from cyps_xl.xlsx.parts.cells import FORMULA, place_of_cell
from cyps_xl.xlsx.parts.elements import cells_of
from cyps_xl.xlsx.parts.package import Package

Formula = tuple[str, tuple[int, int]]
_MOST_TRIES = 24
_OF_THE_DAY = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|CELL|INFO)\(", re.IGNORECASE)


def stale_values(package: Package, pages: list[Page]) -> Iterator[Exposure]:
    """Stored values that a second engine does not get.

    A formula that the engine cannot work out is judged by its own words alone, and keeps no other from being judged.
    """
    by_tab = {page.sheet.name: page for page in pages}
    formulas = [(page.sheet.name, place) for page in pages for place, c in page.cells.items() if c.formula]
    if len(formulas) > MOST_FORMULAS:
        yield exposure("stale value", package.name, f"{len(formulas):,} formulas, too many to work out again")
        return
    for (tab, address), result in _worked_out(package, pages, formulas):
        content = by_tab[tab].cells.get(parse_cell(address))
        if content is None or _OF_THE_DAY.search(content.formula):
            continue
        if not _same(result, content.value):
            yield exposure("stale value", f"{tab}!{address}", content.value)


def _worked_out(
    package: Package, pages: list[Page], formulas: list[Formula]
) -> Iterator[tuple[tuple[str, str], Result]]:
    """What the engine makes of the formulas; of those that it refuses together, what it makes of either half."""
    tabs = [page.sheet.name for page in pages]
    waiting, catalogue = [formulas] if formulas else [], catalogue_of(package)
    for _ in range(_MOST_TRIES):
        if not waiting:
            return
        group = waiting.pop(0)
        try:
            results = recalculated(_only(package, pages, set(group)), tabs, catalogue)
        except CypsError:
            half = len(group) // 2
            waiting += [group[:half], group[half:]] if half else []
            continue
        yield from results.items()


def _only(package: Package, pages: list[Page], group: set[Formula]) -> Package:
    """The workbook with these formulas alone, the others as the values that they are stored with; no far cells."""
    changed = {}
    for page in pages:
        last_row, last_column = page.reach
        far = {(row, column) for row, column in page.cells if row > last_row + FAR or column > last_column + FAR}
        others = {place for place, c in page.cells.items() if c.formula and (page.sheet.name, place) not in group}
        if far or others:
            changed[page.sheet.part] = etree.tostring(_without(copy.deepcopy(page.root), far, others))
    return package.with_parts(changed)


def _without(root: etree._Element, far: set[tuple[int, int]], others: set[tuple[int, int]]) -> etree._Element:
    for cell in list(cells_of(root)):
        place, row = place_of_cell(cell), cell.getparent()
        formula = cell.find(FORMULA)
        if place in far and row is not None:
            row.remove(cell)
        elif place in others and formula is not None:
            cell.remove(formula)
            for metadata in ("cm", "vm"):
                cell.attrib.pop(metadata, "")
    return root


def _same(result: Result, stored: str) -> bool:
    if isinstance(result, FormulaError):
        return True  # a function that the engine does not know, or an error that Excel shows as well
    if isinstance(result, bool):
        return stored in ("1" if result else "0", str(result).upper())
    try:
        return math.isclose(float(stored), float(result or 0), rel_tol=1e-9, abs_tol=1e-9)
    except ValueError:
        return stored == str(result)
