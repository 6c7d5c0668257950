"""Merging how a sheet is set up: what staff changed stays, what follows the content is set anew."""

from __future__ import annotations

import copy
from itertools import pairwise

from lxml import etree

from cyps_xl.xlsx.grafting.sheet_look import ATTRIBUTE_GROUPS, WHOLES, Choice, column_value, find, written_columns
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.schema_order import SHEET_CHILDREN, insert_child
from cyps_xl.xlsx.parts.signature import attributes_of

Run = tuple[int, int, etree._Element]
"""A stretch of columns, its first and last, and the element that sets them up."""

_INNER_ORDER = ("tabColor", "outlinePr", "pageSetUpPr")
_FOOTER_ORDER = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def merge_look(staff: etree._Element, fresh: etree._Element, choice: Choice) -> None:
    """Set up the staff's version of a sheet as the fresh one wherever the choice says so; rows apart."""
    _bring_missing(staff, fresh, choice)
    for path, own in ATTRIBUTE_GROUPS.items():
        _merge_attributes(staff, fresh, path, own, choice)
    _merge_footers(staff, fresh, choice)
    for path in WHOLES:
        if choice.takes_fresh(path):
            _replace(staff, fresh, path)
    _merge_columns(staff, fresh, choice)


def _bring_missing(staff: etree._Element, fresh: etree._Element, choice: Choice) -> None:
    """Give the staff's version the elements that it needs to be a sheet like ours at all."""
    for name in ("sheetViews", "sheetFormatPr"):
        made = find(fresh, name)
        if find(staff, name) is None and made is not None:
            insert_child(staff, copy.deepcopy(made), SHEET_CHILDREN)


def _merge_attributes(
    staff: etree._Element, fresh: etree._Element, path: str, own: tuple[str, ...], choice: Choice
) -> None:
    new = find(fresh, path)
    old = find(staff, path)
    names = {name for element in (old, new) if element is not None for name in element.attrib if name not in own}
    for name in sorted(map(str, names)):
        if choice.takes_fresh(f"{path}@{name}"):
            value = None if new is None else new.get(name)
            target = _element(staff, path)
            if value is None:
                target.attrib.pop(name, "")
            else:
                target.set(name, value)


def _merge_footers(staff: etree._Element, fresh: etree._Element, choice: Choice) -> None:
    for name in _FOOTER_ORDER:
        if not choice.takes_fresh(f"headerFooter/{name}"):
            continue
        parent = _element(staff, "headerFooter")
        for old in parent.findall(main(name)):
            parent.remove(old)
        new = find(fresh, f"headerFooter/{name}")
        if new is not None:
            insert_child(parent, copy.deepcopy(new), _FOOTER_ORDER)


def _replace(staff: etree._Element, fresh: etree._Element, path: str) -> None:
    """Put the fresh element in the place of the staff's, or take the staff's away."""
    old, new = find(staff, path), find(fresh, path)
    if old is not None:
        _parent(old).remove(old)
    if path.endswith("/pane"):
        _replace_pane(staff, fresh)
    elif new is not None:
        folder, _, _ = path.rpartition("/")
        parent = _element(staff, folder) if folder else staff
        insert_child(parent, copy.deepcopy(new), _INNER_ORDER if folder else SHEET_CHILDREN)


def _replace_pane(staff: etree._Element, fresh: etree._Element) -> None:
    """Freeze the panes as the fresh sheet does, with the selected cells of each pane."""
    view, new = find(staff, "sheetViews/sheetView"), find(fresh, "sheetViews/sheetView")
    if view is None or new is None:
        return
    for selection in view.findall(main("selection")):
        view.remove(selection)
    for at, child in enumerate(element for element in new if element.tag in (main("pane"), main("selection"))):
        view.insert(at, copy.deepcopy(child))


def _merge_columns(staff: etree._Element, fresh: etree._Element, choice: Choice) -> None:
    """Widths column by column; the style of a column is ours where we give one."""
    old, new = _runs(find(staff, "cols")), _runs(find(fresh, "cols"))
    written = None if choice.written is None else written_columns(choice.written)
    merged = etree.Element(main("cols"))
    for first, last in _segments([run[:2] for run in [*old, *new, *(written or [])]]):
        theirs, ours = _covering(old, first), _covering(new, first)
        is_other = column_value(theirs) != column_value(ours)
        was = None if written is None else next((text for a, b, text in written if a <= first <= b), "")
        keep = (
            is_other
            and not choice.columns_moved
            and (theirs is not None if was is None else column_value(theirs) != was)
        )
        chosen = theirs if keep else ours
        if chosen is not None:
            _add_column(merged, chosen, first, last, ours)
    place = find(staff, "cols")
    if place is not None:
        _parent(place).remove(place)
    if len(merged):
        insert_child(staff, merged, SHEET_CHILDREN)


def _runs(cols: etree._Element | None) -> list[Run]:
    return [(int(c.get("min", "1")), int(c.get("max", "1")), c) for c in cols] if cols is not None else []


def _segments(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The columns in stretches within which nothing changes."""
    edges = sorted({edge for first, last in runs for edge in (first, last + 1)})
    return [(first, after - 1) for first, after in pairwise(edges)]


def _covering(runs: list[Run], column: int) -> etree._Element | None:
    return next((element for first, last, element in runs if first <= column <= last), None)


def _add_column(
    merged: etree._Element, chosen: etree._Element, first: int, last: int, ours: etree._Element | None
) -> None:
    made = copy.deepcopy(chosen)
    if ours is not None and ours is not chosen:
        made.attrib.pop("style", "")
        if ours.get("style"):
            made.set("style", ours.get("style", ""))
    before = merged[-1] if len(merged) else None
    made.set("min", str(first))
    made.set("max", str(last))
    if before is not None and _same_but_place(before, made) and before.get("max") == str(first - 1):
        before.set("max", str(last))
    else:
        merged.append(made)


def _same_but_place(one: etree._Element, other: etree._Element) -> bool:
    left, right = attributes_of(one), attributes_of(other)
    for place in ("min", "max"):
        left.pop(place, None)
        right.pop(place, None)
    return left == right


def _element(sheet: etree._Element, path: str) -> etree._Element:
    """The staff's element on a path, made where it is missing."""
    found = find(sheet, path)
    if found is not None:
        return found
    folder, _, name = path.rpartition("/")
    parent = _element(sheet, folder) if folder else sheet
    return insert_child(parent, etree.Element(main(name)), _INNER_ORDER if folder else SHEET_CHILDREN)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent
