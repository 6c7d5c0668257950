"""Tabs renamed and put in another order, as Excel does it: whatever reads their cells goes on reading them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.formulas.references import with_tabs
from cyps_xl.grid import LONGEST_TAB
from cyps_xl.xlsx.grafting.names import renumber
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.parts.cells import FORMULA
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import LATER_FORMULA, RULE_FORMULAS, links_of
from cyps_xl.xlsx.parts.workbook_part import defined_names, sheets_of_draft, windows_of, workbook_child

_IN_SHEETS = (FORMULA, *RULE_FORMULAS, LATER_FORMULA)
_LINKED = ("textlink", "fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaMacro")
"""Attributes of drawn objects and controls that read a cell."""
_WITH_FORMULAS = ("drawing", "ctrlProp", "pivotCacheDefinition", "chart", "chartEx")


def free_tab(tab: str, ending: str, taken: Collection[str]) -> str:
    """A tab with this ending that no other has, cut where it grows too long; `taken` are those in small letters."""
    number, found = 1, tab[: LONGEST_TAB - len(ending)] + ending
    while found.lower() in taken:
        number += 1
        last = f"{ending} {number}"
        found = tab[: LONGEST_TAB - len(last)] + last
    return found


def rename_tabs(draft: Draft, renamed: Mapping[str, str]) -> None:
    """Give sheets other tabs, by the ones they have; formulas, names, charts, links and pivot tables follow.

    Raises CypsError when another sheet has one of the new names.
    """
    if not renamed:
        return
    known = {old.lower(): new for old, new in renamed.items()}
    _refuse_taken(draft, known)
    for element in workbook_child(draft.change(draft.workbook), "sheets"):
        element.set("name", known.get(element.get("name", "").lower(), element.get("name", "")))
    for name in defined_names(draft.root(draft.workbook)):
        name.text = with_tabs(name.text or "", known)
    for sheet in sheets_of_draft(draft):
        if sheet.part in draft and draft.is_readable(sheet.part):
            _follow_on_sheet(draft, sheet.part, known)
    for part in _parts_that_read(draft):
        _follow(draft, part, known)


def _refuse_taken(draft: Draft, known: Mapping[str, str]) -> None:
    for sheet in sheets_of_draft(draft):
        if sheet.name.lower() not in known and sheet.name.lower() in {new.lower() for new in known.values()}:
            raise CypsError(
                f"The workbook has a sheet of your own called “{sheet.name}”, where the report needs that name.",
                "Rename your sheet in Excel (double-click its tab), save, and try again.",
            )


def _follow_on_sheet(draft: Draft, part: str, known: Mapping[str, str]) -> None:
    """Let the formulas, rules and links of a sheet follow."""
    if b"!" not in draft.data(part):
        return
    _follow_in_texts(draft, part, draft.root(part).iter(*_IN_SHEETS), known)
    for link in links_of(draft.root(part)):
        _follow_in_attribute(draft, part, link, "location", known)


def _parts_that_read(draft: Draft) -> Iterator[str]:
    """The parts besides sheets that say which cells they read, as far as they can be read themselves."""
    seen = set()
    to_see = [draft.workbook]
    while to_see:
        for relation in draft.relations(to_see.pop()):
            if relation.external or relation.target in seen or relation.target not in draft:
                continue
            seen.add(relation.target)
            if relation.kind in ("worksheet", "chartsheet", "drawing", "pivotTable"):
                to_see.append(relation.target)
            if relation.kind in _WITH_FORMULAS and draft.is_readable(relation.target):
                yield relation.target
    yield from (part for part in draft.charts() if part not in seen and draft.is_readable(part))


def _follow(draft: Draft, part: str, known: Mapping[str, str]) -> None:
    """Let a chart, a drawing, a control or the source of a pivot table follow."""
    root = draft.root(part)
    namespace = etree.QName(root).namespace
    _follow_in_texts(draft, part, root.iter(f"{{{namespace}}}f"), known)
    for element in root.iter(etree.Element):
        for name in _LINKED:
            _follow_in_attribute(draft, part, element, name, known)
    for source in root.iter(main("worksheetSource")):
        new = known.get(source.get("sheet", "").lower())
        if new is not None and RELATION_ID not in source.attrib:  # that of another workbook has its own tabs
            draft.change(part)
            source.set("sheet", new)


def _follow_in_texts(draft: Draft, part: str, elements: Iterator[etree._Element], known: Mapping[str, str]) -> None:
    for element in elements:
        now = with_tabs(element.text, known) if element.text and "!" in element.text else element.text
        if now != element.text:
            draft.change(part)
            element.text = now


def _follow_in_attribute(draft: Draft, part: str, element: etree._Element, name: str, known: Mapping[str, str]) -> None:
    before = element.get(name, "")
    now = with_tabs(before, known) if "!" in before else before
    if now != before:
        draft.change(part)
        element.set(name, now)


def reorder_tabs(draft: Draft, order: Sequence[str]) -> bool:
    """Put these tabs in this order among themselves, moving as few as can be; whether any moved.

    All others stay where they are. A tab that moves comes to stand right behind the one that it follows.
    """
    workbook = draft.root(draft.workbook)
    before = [element.get("name", "") for element in workbook_child(workbook, "sheets")]
    wanted = [tab.lower() for tab in order]
    places = [tab.lower() for tab in before]
    stay = _longest_rising([places.index(tab) for tab in wanted])
    now = [tab for at, tab in enumerate(places) if tab not in wanted or at in stay]
    for at, tab in enumerate(wanted):
        if tab not in now:
            now.insert(now.index(wanted[at - 1]) + 1 if at else _place_of_first(now, wanted), tab)
    if now != places:
        _put_in_order(draft, places, now)
    return now != places


def _place_of_first(now: Sequence[str], wanted: Sequence[str]) -> int:
    return min((now.index(tab) for tab in wanted if tab in now), default=0)


def _put_in_order(draft: Draft, before: Sequence[str], now: Sequence[str]) -> None:
    workbook = draft.change(draft.workbook)
    listed = workbook_child(workbook, "sheets")
    elements = {element.get("name", "").lower(): element for element in listed}
    listed[:] = [elements[tab] for tab in now]
    moved = {at: now.index(tab) for at, tab in enumerate(before)}
    renumber(workbook, moved)
    for view in windows_of(workbook):
        if view.get("activeTab"):
            view.set("activeTab", str(moved.get(int(view.get("activeTab", "0")), 0)))


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The numbers of a longest run that rises from left to right: what may stay where it is."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        place = bisect_left(ends, number)
        before.append(at[place - 1] if place else None)
        ends[place : place + 1], at[place : place + 1] = [number], [index]
    found = set()
    here = at[-1] if at else None
    while here is not None:
        found.add(numbers[here])
        here = before[here]
    return found
