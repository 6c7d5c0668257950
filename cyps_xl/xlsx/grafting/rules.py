"""Rules, merged cells and links on our sheets: ours set anew, staff's own kept beside them."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping

from lxml import etree

from cyps_xl.formulas.references import carried_along
from cyps_xl.xlsx.grafting.follow_on_sheet import moved_area, moved_areas
from cyps_xl.xlsx.grafting.row_map import STILL, Moves
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.parts.elements import RULE_FORMULAS, area_of, formats_of, links_of, merges_of, rules_of, sheet_child
from cyps_xl.xlsx.parts.schema_order import SHEET_CHILDREN, insert_child
from cyps_xl.xlsx.parts.signature import digest, signature

_LISTS = {
    "mergeCells": "mergeCell",
    "dataValidations": "dataValidation",
    "hyperlinks": "hyperlink",
    "ignoredErrors": "ignoredError",
}
_NOT_ITS_KIND = ("sqref", "ref", "priority", "dxfId", "display", "tooltip", "count")

Targets = Mapping[str, str]
"""Where the sheet's relations lead, by id."""


def item_digests(sheet: etree._Element, targets: Targets) -> set[str]:
    """A digest for each rule, merged cell and link of a sheet: of what it is, and of a merged cell where."""
    return {_digest(item, targets) for item in _items(sheet)}


def merge_rules(
    staff: etree._Element,
    fresh: etree._Element,
    ours: Collection[str] | None,
    targets: Targets,
    filled: Collection[tuple[int, int]],
    way: Moves = STILL,
    tab: str = "",
) -> None:
    """Put the fresh rules, merged cells and links in the place of ours in the staff's version.

    `ours` are the digests of what we wrote last; None when nothing tells: then merged cells
    count as ours, and so does all that the fresh sheet has too. `filled` are the cells, by
    row and column, in which the fresh sheet shows something. A merged cell of staff's that
    would hide one of them goes. Staff's own follow the report's rows on
    their `way`; `tab` is the sheet's.
    """
    known = item_digests(fresh, targets) | set(ours or ())
    _merge_formats(staff, fresh, known, targets, way, tab)
    for name, item in _LISTS.items():
        old = staff.find(main(name))
        kept = [e for e in (old if old is not None else ()) if e.tag == main(item) and _digest(e, targets) not in known]
        for element in kept:
            _move(element, way, tab)
        if name == "mergeCells":
            kept = [] if ours is None else [e for e in kept if not _hides(e, fresh, filled)]
        _set_list(staff, name, [*_children(fresh, name), *kept])


def _move(element: etree._Element, way: Moves, tab: str) -> None:
    """Move a rule, merged cell or link to where its cells stand now, its formulas reading what they read."""
    if not way.any:
        return
    for name, moved in (("sqref", moved_areas), ("ref", moved_area)):
        if element.get(name):
            element.set(name, moved(element.get(name, ""), way))
    for formula in element.iter(*RULE_FORMULAS):
        formula.text = carried_along(formula.text or "", tab, {tab.lower(): way})


def linked_ids(sheet: etree._Element) -> set[str]:
    """The relations that a sheet's links use."""
    return {found for link in links_of(sheet) if (found := link.get(RELATION_ID)) is not None}


def _items(sheet: etree._Element) -> Iterator[etree._Element]:
    for block in formats_of(sheet):
        yield from rules_of(block)
    for name, item in _LISTS.items():
        yield from sheet.iterfind(f"{main(name)}/{main(item)}")


def _digest(item: etree._Element, targets: Targets) -> str:
    if item.tag == main("mergeCell"):
        return digest(f"merged {item.get('ref')}")
    if item.tag == main("hyperlink"):
        outside = item.get(RELATION_ID)
        return digest(f"link {targets.get(outside, '') if outside else ''} {item.get('location', '')}")
    return digest(repr(signature(item, leave_out=_NOT_ITS_KIND)))


def _children(sheet: etree._Element, name: str) -> list[etree._Element]:
    found = sheet.find(main(name))
    return [] if found is None else [copy.deepcopy(child) for child in found]


def _set_list(sheet: etree._Element, name: str, items: list[etree._Element]) -> None:
    """Set the items of a list, which is not there at all when it would be empty."""
    old = sheet_child(sheet, name) if items else sheet.find(main(name))
    if old is None:
        return
    old[:] = items
    if name != "hyperlinks" and name != "ignoredErrors":
        old.set("count", str(len(items)))
    if not items:
        sheet.remove(old)


def _hides(merge: etree._Element, fresh: etree._Element, filled: Collection[tuple[int, int]]) -> bool:
    area = area_of(merge)
    first = (area.first_row, area.first_column)
    ours = map(area_of, merges_of(fresh))
    hidden = any(area.holds(*place) for place in filled if place != first)
    return hidden or any(area.overlaps(other) for other in ours)


def _merge_formats(
    staff: etree._Element, fresh: etree._Element, known: Collection[str], targets: Targets, way: Moves, tab: str
) -> None:
    old = list(formats_of(staff))
    for block in old:
        for rule in list(rules_of(block)):
            if _digest(rule, targets) in known:
                block.remove(rule)
    kept = [block for block in old if any(True for _ in rules_of(block))]
    for block in kept:
        _move(block, way, tab)
    for block in old:
        staff.remove(block)
    new = [copy.deepcopy(block) for block in formats_of(fresh)]
    _number(new, kept)
    for block in [*new, *kept]:
        insert_child(staff, block, SHEET_CHILDREN)


def _number(ours: Iterable[etree._Element], theirs: Iterable[etree._Element]) -> None:
    """Give every rule a rank of its own: ours first, then staff's in the order they had."""
    rules = [rule for block in ours for rule in rules_of(block)]
    own = [rule for block in theirs for rule in rules_of(block)]
    for rank, rule in enumerate([*rules, *sorted(own, key=_rank)], start=1):
        rule.set("priority", str(rank))


def _rank(rule: etree._Element) -> int:
    return int(rule.get("priority", "0"))
