"""The cells of our sheets: ours written anew, and what staff typed where we show nothing kept."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from lxml import etree

from cyps_xl.xlsx.addresses import Area
from cyps_xl.xlsx.cells import FORMULA, INLINE, TEXT, VALUE, Grid, clear
from cyps_xl.xlsx.namespaces import SPACE, main
from cyps_xl.xlsx.shared_formulas import write_out
from cyps_xl.xlsx.sheet_cells import Content
from cyps_xl.xlsx.sheet_look import Choice, row_value
from cyps_xl.xlsx.signature import digest
from cyps_xl.xlsx.styles import StyleMap
from cyps_xl.xlsx.written import WrittenSheet

Place = tuple[int, int]
"""Row and column of a cell, counted from 1."""

Contents = Mapping[Place, Content]


def translate(sheet: etree._Element, styles: StyleMap, texts: etree._Element | None) -> None:
    """Make a fresh sheet fit the staff's workbook: its style numbers theirs, its texts in the cells themselves."""
    items = [] if texts is None else list(texts)
    for row in sheet.iterfind(f"{main('sheetData')}/{main('row')}"):
        _restyle(row, "s", styles.look)
        row.attrib.pop("spans", "")
        for cell in row:
            _restyle(cell, "s", styles.look)
            kind = cell.get("t")
            if kind == "s":
                _take_in(cell, items[int(cell.findtext(VALUE) or "0")])
            elif kind is None and len(cell) > 1 and cell[0].tag == FORMULA and not cell[1].text:
                cell.set("t", "str")  # an empty text: as it was written, it passes for a number
    for column in sheet.iterfind(f"{main('cols')}/{main('col')}"):
        _restyle(column, "style", styles.look)
    for rule in sheet.iter(main("cfRule")):
        _restyle(rule, "dxfId", styles.rule)


def _restyle(element: etree._Element, name: str, number: Callable[[int], int]) -> None:
    value = element.get(name)
    if value is not None:
        element.set(name, str(number(int(value))))


def _take_in(cell: etree._Element, text: etree._Element) -> None:
    """Give a cell a shared text as its own."""
    clear(cell)
    cell.set("t", "inlineStr")
    inline = etree.SubElement(cell, INLINE)
    inline.extend(copy.deepcopy(child) for child in text)
    for element in inline.iter(TEXT):
        if "\n" in (element.text or ""):
            element.set(SPACE, "preserve")


@dataclass(frozen=True)
class Typed:
    """The cells in which staff's version of a sheet differs from what we wrote.

    `kept` are those in which the fresh sheet shows nothing: they stay. `lost` are those that
    it fills: ours take their place.
    """

    kept: frozenset[Place]
    lost: frozenset[Place]


def typed_by_staff(staff: Contents, fresh: Contents, written: WrittenSheet | None, rows_moved: bool) -> Typed:
    """What staff put on our sheet since we wrote it; nothing when nothing tells what we wrote.

    With `rows_moved` staff put in or took out rows or columns, so that our own cells stand
    elsewhere than we wrote them: then a cell is ours wherever its like was written.
    """
    if written is None:
        return Typed(frozenset(), frozenset())
    theirs = {place for place, content in staff.items() if written.cells.get(place) != digest(content.essence)}
    if rows_moved:
        theirs -= _moved(staff, fresh, written)
    lost = {place for place in theirs if place in fresh and fresh[place].shown}
    same = {place for place in lost if fresh[place].essence == staff[place].essence or not staff[place].shown}
    return Typed(frozenset(theirs - lost), frozenset(lost - same))


def _moved(staff: Contents, fresh: Contents, written: WrittenSheet) -> set[Place]:
    """The cells of staff's version that hold what we write somewhere on the sheet."""
    ours = set(written.cells.values()) | {digest(content.essence) for content in fresh.values()}
    shapes = {content.shape for content in fresh.values() if content.formula}
    return {
        place
        for place, content in staff.items()
        if (content.shape in shapes if content.formula else digest(content.essence) in ours)
    }


def merge_cells(staff: etree._Element, fresh: etree._Element, kept: Collection[Place], choice: Choice) -> None:
    """Put the fresh cells in the place of the staff's, but for those to be kept, and set the rows' heights."""
    old, new = staff.find(main("sheetData")), fresh.find(main("sheetData"))
    assert old is not None
    assert new is not None
    if any(formula.get("t") == "shared" for formula in old.iter(FORMULA)):
        write_out(old)
    before, after = Grid(old), Grid(copy.deepcopy(new))
    _merge_rows(before, after, choice)
    for row, column in sorted(kept):
        cell = before.find(row, column)
        if cell is not None:
            _keep(cell, after, row, column)
    # Row by row: lxml looks through a whole part that was taken out each time one of its elements is let go.
    del old[:]
    old.extend(list(after.data))


def filled_cells(contents: Contents) -> set[Place]:
    """The cells that show or work out something."""
    return {place for place, content in contents.items() if content.shown}


def _keep(cell: etree._Element, after: Grid, row: int, column: int) -> None:
    empty = after.cell(row, column)
    formula = cell.find(FORMULA)
    if formula is not None and formula.get("t") == "array" and _meets_ours(formula, after):
        cell.remove(formula)
    parent = empty.getparent()
    assert parent is not None
    parent.replace(empty, cell)


def _meets_ours(formula: etree._Element, after: Grid) -> bool:
    """Whether an array formula of staff's would run into a cell of ours."""
    area = Area.parse(formula.get("ref", "A1"))
    return any((cell := after.find(*place)) is not None and len(cell) for place in list(area.cells())[1:])


def _merge_rows(before: Grid, after: Grid, choice: Choice) -> None:
    """Heights and hidden rows: staff's where they set them."""
    numbers = {n for n, row in before.rows() if row_value(row)} | {n for n, row in after.rows() if row_value(row)}
    for number in sorted(numbers):
        theirs = before.find_row(number)
        if choice.staff.get(f"row {number}") == choice.fresh.get(f"row {number}"):
            continue
        if choice.takes_fresh(f"row {number}"):
            continue
        row = after.row(number)
        for name in ("ht", "customHeight", "hidden", "outlineLevel", "collapsed"):
            row.attrib.pop(name, "")
            if theirs is not None and theirs.get(name):
                row.set(name, theirs.get(name, ""))
