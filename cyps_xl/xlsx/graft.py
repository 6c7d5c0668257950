"""Grafting: freshly written output sheets take the place of last time's in the staff's workbook.

What is ours is told from what is staff's by the record of what we last wrote (written.py):

- A cell of ours is written anew. What staff typed where the fresh sheet shows nothing stays;
  what they typed over a cell of ours goes, and `overwritten_cells` says so beforehand.
- Set-up (widths, heights, colours, zoom, frozen panes, margins, headers, print areas, page
  breaks): an item that staff changed since we wrote it stays theirs; any other is ours. Where
  there is no record, items that must fit the content are ours and the others theirs.
- Rules, merged cells and links that we did not write stay beside ours. A merged cell that
  would hide a cell of ours goes.
- Objects drawn on the sheet whose name does not begin with "cyps " stay, and so do comments,
  controls, protection, filters and everything else that the fresh sheets never hold.
- Tab, position, visibility, and every other sheet and part stay as they are.

The same graft done twice gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.inputs.places import cell_place
from cyps_xl.xlsx.draft import Draft
from cyps_xl.xlsx.follow_moves import carry_references_along, lost_references
from cyps_xl.xlsx.graft_cells import Typed, looks_of
from cyps_xl.xlsx.graft_names import GraftedSheet, cell_names, merge_names, sheet_names
from cyps_xl.xlsx.graft_sheets import (
    NAMED_CELL,
    PRESSED_PREFIX,
    FreshSheet,
    StaffSheet,
    add_sheet,
    choice_for,
    prepare,
    replace_sheet,
    typed_on,
    written_of,
)
from cyps_xl.xlsx.graft_tabs import add_tab
from cyps_xl.xlsx.moves import Moves
from cyps_xl.xlsx.overwritten import OverwrittenCell
from cyps_xl.xlsx.package import Package
from cyps_xl.xlsx.relations import relations
from cyps_xl.xlsx.sheet_cells import contents, shared_texts
from cyps_xl.xlsx.sheet_look import Choice, look_of
from cyps_xl.xlsx.styles import StyleMap
from cyps_xl.xlsx.workbook_part import (
    WORKBOOK,
    Sheet,
    calculate_on_load,
    located_tabs,
    sheets_of,
    sheets_of_draft,
)
from cyps_xl.xlsx.written import WrittenSheet, put_record, read_record


def graft(package: Package, fresh: Package) -> Package:
    """The staff's workbook with the fresh output sheets in it.

    `fresh` is written with the tabs that the workbook has for these sheets. Raises CypsError
    when a sheet of staff's own stands in the way, and ValueError when the fresh sheets hold
    what a graft does not carry over.
    """
    return _Graft(package, fresh).done()


@dataclass(frozen=True)
class Grafted:
    """The grafted workbook, and the cells of staff's in which something else stands now."""

    package: Package
    overwritten: tuple[OverwrittenCell, ...]


def graft_and_tell(package: Package, fresh: Package) -> Grafted:
    """As `graft`, with what it replaces: `overwritten_cells`, and what of staff's reads rows that went."""
    work = _Graft(package, fresh)
    overwritten = (*work.overwritten(), *work.lost_references())
    return Grafted(work.done(), overwritten)


def overwritten_cells(package: Package, fresh: Package) -> list[OverwrittenCell]:
    """The cells that staff typed over since we wrote them, and that a graft would write anew.

    Empty for a workbook without a record of what we wrote.
    """
    return _Graft(package, fresh).overwritten()


def report_parts(package: Package, fresh: Package) -> dict[str, tuple[str, Moves]]:
    """The parts that hold the report's sheets in the workbook, by the sheet's key, and where their rows stand now."""
    return _Graft(package, fresh).parts()


class _Graft:
    """One graft: the staff's workbook being changed, the fresh one being read."""

    def __init__(self, package: Package, fresh: Package) -> None:
        self._package = package
        self._draft, self._fresh = Draft(package), Draft(fresh)
        self._record = read_record(package)
        self._staff_tabs = located_tabs(self._draft.root(WORKBOOK))
        self._staff_sheets = {sheet.name.lower(): sheet for sheet in sheets_of(package)}
        self._staff_names = cell_names(self._draft.root(WORKBOOK))
        self._styles_part = _related(package, "styles")
        self._styles = StyleMap(self._draft.root(self._styles_part), self._fresh.root(_related(fresh, "styles")))
        self._texts = _root(self._draft, _related(package, "sharedStrings"))
        self._sheets = self._fresh_sheets(fresh)
        self._looks = {look for sheet in self._sheets for look in looks_of(sheet.root)}
        self._replaced = {sheet.key: found for sheet in self._sheets if (found := self._to_replace(sheet)) is not None}

    def done(self) -> Package:
        """The grafted package."""
        if self._moved():
            carry_references_along(self._draft, self._moved(), self._our_parts())
        choices = {sheet.key: self._place(sheet) for sheet in self._sheets}
        if self._styles.grown:
            self._draft.change(self._styles_part)
        workbook = self._draft.change(WORKBOOK)
        positions = {sheet.name.lower(): sheet.position for sheet in self._listed()}
        grafted = [
            GraftedSheet(sheet.tab, positions[sheet.tab.lower()], sheet.position, choices[sheet.key])
            for sheet in self._sheets
        ]
        merge_names(workbook, self._fresh.root(WORKBOOK), grafted)
        calculate_on_load(self._draft)
        put_record(self._draft, self._package, {**self._record, **self._written()})
        self._draft.sweep()
        return self._draft.package()

    def parts(self) -> dict[str, tuple[str, Moves]]:
        """The part of each of our sheets that the workbook has, and how its rows moved."""
        return {key: (staff.part, typed.moves) for key, (staff, typed, _) in self._replaced.items()}

    def overwritten(self) -> list[OverwrittenCell]:
        """The cells of ours that staff typed over.

        The button writes while the workbook is open, where no record can be kept: since then
        only a number where a formula belongs is known to be staff's.
        """
        pressed = any(name.startswith(PRESSED_PREFIX) for names in self._staff_names.values() for name in names)
        found: list[OverwrittenCell] = []
        for sheet in self._sheets:
            if sheet.key in self._replaced:
                staff, typed, _ = self._replaced[sheet.key]
                theirs = staff.cells(self._texts)
                found += [
                    OverwrittenCell(
                        cell_place(sheet.tab, place[1], place[0]), theirs[place].shown, sheet.cells[now].result
                    )
                    for place, now in sorted(typed.lost.items())
                    if not pressed or (theirs[place].is_number and sheet.cells[now].formula)
                ]
        return found

    def lost_references(self) -> list[OverwrittenCell]:
        """The formulas and names of staff's that read nothing but rows that went."""
        return lost_references(self._draft, self._moved(), self._our_parts()) if self._moved() else []

    def _moved(self) -> dict[str, Moves]:
        """How the rows of our sheets moved, by tab in small letters, where they did."""
        tabs = {sheet.key: sheet.tab.lower() for sheet in self._sheets}
        return {tabs[key]: typed.moves for key, (_, typed, _) in self._replaced.items() if typed.moves.any}

    def _our_parts(self) -> set[str]:
        return {staff.part for staff, _, _ in self._replaced.values()}

    def _to_replace(self, sheet: FreshSheet) -> tuple[StaffSheet, Typed, Choice] | None:
        """The staff's version of a sheet, what they typed on it, and whose wish counts for its look."""
        staff = self._staff_sheet(sheet)
        return (
            None
            if staff is None
            else (staff, typed_on(sheet, staff, self._texts, self._looks), choice_for(sheet, staff))
        )

    def _fresh_sheets(self, fresh: Package) -> list[FreshSheet]:
        workbook = self._fresh.root(WORKBOOK)
        keys = {tab.lower(): key for key, tab in located_tabs(workbook).items()}
        texts = _root(self._fresh, _related(fresh, "sharedStrings"))
        named = cell_names(workbook)
        found = []
        for sheet in sheets_of(fresh):
            if sheet.name.lower() not in keys:
                raise ValueError(f"the fresh sheet {sheet.name!r} has no locator")
            root = prepare(self._fresh, sheet.part, self._styles, texts)
            cells = dict(contents(root, shared_texts(None)))
            look = {**look_of(root), **_names(workbook, sheet, named)}
            found.append(
                FreshSheet(keys[sheet.name.lower()], sheet.name, sheet.position, sheet.part, root, cells, look)
            )
        return found

    def _staff_sheet(self, sheet: FreshSheet) -> StaffSheet | None:
        """The staff's version of a sheet; None when they have none."""
        tab = self._staff_tabs.get(sheet.key)
        found = None if tab is None else self._staff_sheets.get(tab.lower())
        if found is None:
            return None
        if found.name.lower() != sheet.tab.lower():
            raise ValueError(f"the fresh sheet {sheet.tab!r} is {found.name!r} in the workbook")
        root, names = self._draft.root(found.part), _names(self._draft.root(WORKBOOK), found, self._staff_names)
        return StaffSheet(found.part, root, names, self._record.get(sheet.key))

    def _place(self, sheet: FreshSheet) -> Choice:
        """Put one fresh sheet into the workbook; whose wish counts for its look."""
        if sheet.key in self._replaced:
            staff, typed, choice = self._replaced[sheet.key]
            replace_sheet(self._draft, self._fresh, sheet, staff, typed, choice)
            return choice
        if sheet.tab.lower() in self._staff_sheets:
            raise CypsError(
                f"The workbook has a sheet of your own called “{sheet.tab}”, where the report needs that name.",
                "Rename your sheet in Excel (double-click its tab), save, and try again. If it is the report's own "
                "sheet, of which the first row or column was deleted, delete the sheet: it is made anew.",
            )
        add_tab(self._draft, sheet.tab, add_sheet(self._draft, self._fresh, sheet), self._position(sheet))
        return Choice(None, {}, sheet.look)

    def _position(self, sheet: FreshSheet) -> int:
        """The position for a new sheet, counted from 0."""
        positions = {listed.name.lower(): listed.position for listed in self._listed()}
        before = [other for other in self._sheets if other.position < sheet.position]
        for other in reversed(before):
            if other.tab.lower() in positions:
                return positions[other.tab.lower()] + 1
        return 0

    def _listed(self) -> list[Sheet]:
        return sheets_of_draft(self._draft)

    def _written(self) -> dict[str, WrittenSheet]:
        parts = {sheet.name.lower(): sheet.part for sheet in self._listed()}
        return {sheet.key: written_of(sheet, self._draft, parts[sheet.tab.lower()]) for sheet in self._sheets}


def _related(package: Package, kind: str) -> str:
    """The workbook's one part of a kind; "" when it has none."""
    return next((r.target for r in relations(package.parts, WORKBOOK) if r.kind == kind), "")


def _root(draft: Draft, part: str) -> etree._Element | None:
    return draft.root(part) if part else None


def _names(workbook: etree._Element, sheet: Sheet, named: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What the names that belong to a sheet stand for, and where names of ours are on it."""
    ours = {f"{NAMED_CELL}{name}": place for name, place in named.get(sheet.name.lower(), {}).items()}
    return {**sheet_names(workbook, sheet.position), **ours}
