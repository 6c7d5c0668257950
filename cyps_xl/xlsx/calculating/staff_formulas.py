"""The values that staff's own formulas show, brought along when what they read has changed.

Excel works every formula out when it opens the file; a preview on a tablet shows what is
stored. The engine's word is taken for a formula of staff's only where it gives, from the old
figures, just what Excel had stored: then it understands the formula, and its value from the new
figures is stored. Any other formula stays as it is until Excel opens the file, and spoils no
formula beside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree

from cyps_xl.grid import cell_address
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.xlsx.calculating.recalculate import CannotWorkOut, FormulaError, Result, can_be_read, recalculated
from cyps_xl.xlsx.input_tables.tables import find_tables
from cyps_xl.xlsx.parts.cells import VALUE, Grid
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import Content, contents_of, shared_texts
from cyps_xl.xlsx.parts.stored_cells import stored_cells
from cyps_xl.xlsx.parts.workbook_part import Sheet, our_tabs, sheets_of, texts_root

Cell = tuple[str, str]
"""A tab and an address on it."""
Place = tuple[int, int]
Values = Mapping[Cell, Result]

_NEVER_TAKEN = re.compile(r"\[[0-9]+\]|\[[^\[\]]*\.xl|\[@|\[#This Row\]")
"""Other workbooks and the row that a formula stands in: where these stand, the engine need not be asked."""
_MOST_TRIALS = 12
"""Times that the engine is asked, at most, which of staff's formulas it takes."""


def bring_formulas_along(
    draft: Draft, before: Package, after: Package, catalogue: Catalogue, ours: Collection[Cell]
) -> None:
    """Store in a draft of `after` what staff's formulas give now, where the engine is to be trusted with them.

    `ours` are the cells of `after` with formulas of the report's own, which hold their values already.
    """
    known = {sheet.name.lower(): sheet for sheet in sheets_of(before)}
    sheets = [sheet for sheet in _sheets_with_formulas(after) if sheet.part in before.parts]
    stored = {sheet.name: _theirs(before, after, sheet, ours) for sheet in sheets if sheet.name.lower() in known}
    cells = [(tab, cell_address(*place)) for tab, held in stored.items() for place in held]
    if not cells:
        return
    taken = _that_the_engine_takes(before, catalogue, cells, stored)
    if not taken:
        return
    tabs = list(stored)
    try:
        old, new = (recalculated(package, tabs, catalogue, taken) for package in (before, after))
    except CannotWorkOut:
        return
    for sheet in sheets:
        _store(draft, sheet, stored.get(sheet.name, {}), old, new)


def _sheets_with_formulas(package: Package) -> list[Sheet]:
    """The sheets with formulas; of the input sheets those alone that read another sheet."""
    ours = {tab.lower() for tab in our_tabs(package).values()}
    inputs = {table.sheet_part for table in find_tables(package).values()}
    found = []
    for sheet in sheets_of(package):
        data = package.parts.get(sheet.part, b"")
        reads_others = sheet.part not in inputs or b"!" in data
        if b"<f" in data and (sheet.name.lower() in ours or reads_others):
            found.append(sheet)
    return found


def _theirs(before: Package, after: Package, sheet: Sheet, ours: Collection[Cell]) -> dict[Place, Content]:
    """What the cells held, before the refresh, whose formulas are staff's and stand where they stood."""
    if _formulas_in(after.parts[sheet.part]) == sum(tab == sheet.name for tab, _ in ours):
        return {}
    now = dict(_not_ours(after, sheet, ours))
    were = _not_ours(before, sheet, ours)
    return {place: held for place, held in were if place in now and now[place].formula == held.formula}


def _formulas_in(data: bytes) -> int | None:
    """How many formulas a sheet holds; None where its elements have a prefix."""
    return None if b":f" in data else sum(data.count(begin) for begin in (b"<f>", b"<f ", b"<f/>"))


def _not_ours(package: Package, sheet: Sheet, ours: Collection[Cell]) -> Iterator[tuple[Place, Content]]:
    """The cells of a sheet with formulas that are not the report's own."""
    texts = shared_texts(texts_root(package))
    for place, content in contents_of(stored_cells(package.parts[sheet.part], sheet.part), texts):
        if content.formula and (sheet.name, cell_address(*place)) not in ours:
            yield place, content


def _that_the_engine_takes(
    package: Package, catalogue: Catalogue, cells: Sequence[Cell], stored: Mapping[str, Mapping[Place, Content]]
) -> set[Cell]:
    """The cells whose formulas the engine takes, found by halving those that it does not take together."""
    formulas = {
        (tab, cell_address(*place)): content.formula for tab, held in stored.items() for place, content in held.items()
    }
    groups = [[cell for cell in cells if not _NEVER_TAKEN.search(formulas[cell]) and can_be_read(formulas[cell])]]
    taken: set[Cell] = set()
    for _ in range(_MOST_TRIALS):
        if not groups:
            break
        group = groups.pop(0)
        if group and _takes(package, catalogue, group):
            taken.update(group)
        elif len(group) > 1:
            half = len(group) // 2
            groups += [group[:half], group[half:]]
    return taken


def _takes(package: Package, catalogue: Catalogue, cells: Sequence[Cell]) -> bool:
    try:
        recalculated(package, list({tab for tab, _ in cells}), catalogue, cells)
    except CannotWorkOut:
        return False
    return True


def _store(draft: Draft, sheet: Sheet, stored: Mapping[Place, Content], old: Values, new: Values) -> None:
    changed = dict(_changed(sheet, stored, old, new))
    if not changed:
        return
    grid = Grid.of(draft.change(sheet.part))
    for (row, column), value in changed.items():
        cell = grid.find(row, column)
        if cell is not None:
            _set_value(cell, value)


def _changed(sheet: Sheet, stored: Mapping[Place, Content], old: Values, new: Values) -> Iterator[tuple[Place, Result]]:
    """The cells whose formulas the engine understands, and that show something else now."""
    for place, content in stored.items():
        cell = sheet.name, cell_address(*place)
        if cell in new and _is(content.value, old.get(cell, "")) and not _is(content.value, new[cell]):
            yield place, new[cell]


def _is(stored: str, value: Result) -> bool:
    """Whether a stored value, as a text, is the engine's."""
    match value:
        case FormulaError(text):
            return stored == text
        case bool():
            return stored == str(int(value))
        case int() | float():
            try:
                return math.isclose(float(stored), value, rel_tol=1e-9, abs_tol=1e-12)
            except ValueError:
                return False
        case _:
            return stored == value


def _set_value(cell: etree._Element, value: Result) -> None:
    """Give a formula's cell the value that it shows; the formula stays."""
    kinds = {bool: "b", str: "str", FormulaError: "e"}
    kind = kinds.get(type(value))
    cell.attrib.pop("t", "")
    if kind is not None:
        cell.set("t", kind)
    element = cell.find(VALUE)
    if element is None:
        element = etree.SubElement(cell, VALUE)
    if isinstance(value, FormulaError):
        element.text = value.text
    elif isinstance(value, bool):
        element.text = str(int(value))
    else:
        element.text = repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
