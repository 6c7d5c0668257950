"""The values that staff's own formulas show, brought along when what they read has changed.

Excel works every formula out when it opens the file; a preview on a tablet shows what is
stored. The engine's word is taken for a formula of staff's only where it gives, from the old
figures, just what Excel had stored: then it understands the formula, and its value from the new
figures is stored. Any other formula stays as it is until Excel opens the file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.xlsx.addresses import cell_address
from cyps_xl.xlsx.cells import Grid
from cyps_xl.xlsx.draft import Draft
from cyps_xl.xlsx.namespaces import main
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.recalculate import FormulaError, Result, recalculated
from cyps_xl.xlsx.sheet_cells import Content, contents, shared_texts
from cyps_xl.xlsx.tables import find_tables
from cyps_xl.xlsx.workbook_part import Sheet, our_tabs, sheets_of, texts_root

Values = Mapping[tuple[str, str], Result]

_VALUE = main("v")


def bring_formulas_along(draft: Draft, before: Package, after: Package) -> None:
    """Store in a draft of `after` what staff's formulas give now, where the engine is to be trusted with them."""
    ours = list(our_tabs(after).values())
    sheets = [sheet for sheet in _sheets_with_formulas(after, ours) if sheet.part in before.parts]
    if not sheets:
        return
    for group in _that_the_engine_takes(before, sheets, ours):
        tabs = [*ours, *(sheet.name for sheet in group)]
        old, new = recalculated(before, tabs), recalculated(after, tabs)
        for sheet in group:
            _store(draft, before, sheet, old, new)


def _sheets_with_formulas(package: Package, ours: Sequence[str]) -> list[Sheet]:
    """Staff's sheets with formulas; of the input sheets those alone that read another sheet."""
    not_theirs = {tab.lower() for tab in ours}
    inputs = {table.sheet_part for table in find_tables(package).values()}
    found = []
    for sheet in sheets_of(package):
        data = package.parts.get(sheet.part, b"")
        if sheet.name.lower() not in not_theirs and b"<f" in data and (sheet.part not in inputs or b"!" in data):
            found.append(sheet)
    return found


def _that_the_engine_takes(before: Package, sheets: list[Sheet], ours: Sequence[str]) -> list[list[Sheet]]:
    """All sheets together when the engine takes them; otherwise each by itself that it takes."""
    if _takes(before, sheets, ours):
        return [sheets]
    return [[sheet] for sheet in sheets if len(sheets) > 1 and _takes(before, [sheet], ours)]


def _takes(before: Package, sheets: Sequence[Sheet], ours: Sequence[str]) -> bool:
    try:
        recalculated(before, [*ours, *(sheet.name for sheet in sheets)])
    except CypsError:
        return False
    return True


def _store(draft: Draft, before: Package, sheet: Sheet, old: Values, new: Values) -> None:
    stored = _stored(before, sheet)
    changed = {
        place: new[sheet.name, cell_address(*place)]
        for place, content in stored.items()
        if content.formula
        and (sheet.name, cell_address(*place)) in new
        and _is(content.value, old.get((sheet.name, cell_address(*place)), ""))
        and not _is(content.value, new[sheet.name, cell_address(*place)])
    }
    if not changed:
        return
    data = draft.change(sheet.part).find(main("sheetData"))
    assert data is not None
    grid = Grid(data)
    for (row, column), value in changed.items():
        cell = grid.find(row, column)
        if cell is not None:
            _set_value(cell, value)


def _stored(package: Package, sheet: Sheet) -> dict[tuple[int, int], Content]:
    texts = shared_texts(texts_root(package))
    return dict(contents(parse_part(package.parts[sheet.part], sheet.part), texts))


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
    element = cell.find(_VALUE)
    if element is None:
        element = etree.SubElement(cell, _VALUE)
    if isinstance(value, FormulaError):
        element.text = value.text
    elif isinstance(value, bool):
        element.text = str(int(value))
    else:
        element.text = repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
