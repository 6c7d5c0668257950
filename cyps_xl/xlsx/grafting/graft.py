"""Grafting: freshly written output sheets take the place of last time's in the staff's workbook.

What is ours is told from what is staff's by the record of what we last wrote (written_record.py):

- A cell of ours is written anew. What staff typed where the fresh sheet shows nothing stays;
  what they typed over a cell of ours goes, and `graft_and_tell` says so.
- Set-up (widths, heights, colours, zoom, frozen panes, margins, headers, print areas, page
  breaks): an item that staff changed since we wrote it stays theirs; any other is ours. Where
  there is no record, items that must fit the content are ours and the others theirs.
- Rules, merged cells and links that we did not write stay beside ours. A merged cell that
  would hide a cell of ours goes.
- Objects drawn on the sheet whose name does not begin with "cyps " stay, and so do comments,
  controls, protection, filters and everything else that the fresh sheets never hold.
- Tab, position, visibility, and every other sheet and part stay as they are.

The same graft done twice gives the same bytes. A sheet on which staff changed nothing, and of
which every row stands where it stood, is put in place as soon as it is read: so a large report
is never in memory as trees all at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.inputs.places import cell_place
from cyps_xl.xlsx.grafting.cells import FreshTexts, Typed
from cyps_xl.xlsx.grafting.drawn import drawn_on, looks_by_row
from cyps_xl.xlsx.grafting.follow_moves import carry_references_along, lost_reference, lost_references
from cyps_xl.xlsx.grafting.names import SHEET_NAMES, GraftedSheet, cell_names, merge_names, refuse_hidden
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.grafting.row_map import Moves, Place
from cyps_xl.xlsx.grafting.sheet_look import Choice, look_of
from cyps_xl.xlsx.grafting.sheets import (
    PRESSED_PREFIX,
    FreshSheet,
    StaffSheet,
    add_sheet,
    choice_for,
    names_on,
    prepare,
    replace_sheet,
    typed_on,
    written_of,
)
from cyps_xl.xlsx.grafting.tabs import add_tab
from cyps_xl.xlsx.grafting.written_record import Record, put_record
from cyps_xl.xlsx.opening.relations import part_of_kind
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import Content, contents_of, shared_texts
from cyps_xl.xlsx.parts.signature import digest
from cyps_xl.xlsx.parts.stored_cells import stored_cells, stored_rows
from cyps_xl.xlsx.parts.styles import StyleMap, cell_looks, styles_part
from cyps_xl.xlsx.parts.workbook_part import (
    Sheet,
    calculate_on_load,
    located_tabs,
    sheets_of,
    sheets_of_draft,
)

ReportParts = Mapping[str, tuple[str, Moves]]
"""The part that holds each sheet of the report in a workbook, by the sheet's key, and where its rows stand now."""


def graft(package: Package, fresh: Package) -> Package:
    """The staff's workbook with the fresh output sheets in it.

    `fresh` is written with the tabs that the workbook has for these sheets. Raises CypsError
    when a sheet of staff's own stands in the way, and ValueError when the fresh sheets hold
    what a graft does not carry over.
    """
    return _Graft(package, fresh).done()


@dataclass(frozen=True)
class Grafted:
    """The grafted workbook, and the cells of staff's in which something else stands now.

    `parts` are those of staff's versions of our sheets, and where their rows stand now.
    """

    package: Package
    overwritten: tuple[OverwrittenCell, ...]
    parts: ReportParts = field(default_factory=dict)


def graft_and_tell(package: Package, fresh: Package, still: Collection[str] = ()) -> Grafted:
    """As `graft`, with what of staff's it takes away.

    That is the cells that they typed over since we wrote them, none without a record of what we wrote, and what reads
    rows that went. On the sheets with these keys what staff typed stays where it is: their sections leave the report
    or come back.
    """
    work = _Graft(package, fresh, still)
    overwritten = (*work.overwritten(), *work.lost_references())
    return Grafted(work.done(), overwritten, work.parts())


class _Graft:
    """One graft: the staff's workbook being changed, the fresh one being read."""

    def __init__(self, package: Package, fresh: Package, still: Collection[str] = ()) -> None:
        self._package, self._still = package, still
        self._draft, self._fresh = Draft(package), Draft(fresh)
        self._record = Record(package)
        self._staff_tabs = located_tabs(self._draft.root(self._draft.workbook))
        self._staff_sheets = {sheet.name.lower(): sheet for sheet in sheets_of(package)}
        self._staff_names = cell_names(self._draft.root(self._draft.workbook))
        self._styles_part = styles_part(self._draft)
        self._styles = StyleMap(self._draft.root(self._styles_part), self._fresh.root(styles_part(self._fresh)))
        self._shared_text = shared_texts(_root(self._draft, _related(package, "sharedStrings")))
        self._fresh_names = cell_names(self._fresh.root(self._fresh.workbook))
        texts = _root(self._fresh, _related(fresh, "sharedStrings"))
        self._fresh_texts, self._fresh_shared_text = FreshTexts(texts), shared_texts(texts)
        self._listed_fresh = list(self._of_the_report(fresh))
        self._refuse_hidden_names()
        self._our_parts: set[str] = set()
        self._ways: dict[str, tuple[str, Moves]] = {}
        self._replaced: dict[str, tuple[StaffSheet, Typed, Choice]] = {}
        self._choices: dict[str, Choice] = {}
        self._overwritten: list[OverwrittenCell] = []
        self._waiting = [sheet for key, listed in self._listed_fresh if (sheet := self._taken(key, listed)) is not None]

    def done(self) -> Package:
        """The grafted package."""
        if self._moved():
            carry_references_along(self._draft, self._moved(), self._our_parts, self._with_our_areas())
        for sheet in self._waiting:
            self._place(sheet)
        if self._styles.grown:
            self._draft.change(self._styles_part)
        workbook = self._draft.change(self._draft.workbook)
        positions = {sheet.name.lower(): sheet.position for sheet in self._listed()}
        grafted = [
            GraftedSheet(sheet.name, positions[sheet.name.lower()], sheet.position, self._choices[key])
            for key, sheet in self._listed_fresh
        ]
        merge_names(workbook, self._fresh.root(self._fresh.workbook), grafted)
        calculate_on_load(self._draft)
        put_record(self._draft, self._package, self._record)
        self._draft.sweep()
        return self._draft.package()

    def parts(self) -> ReportParts:
        """The parts of the staff's versions of our sheets, by the sheet's key, and where their rows stand now."""
        return self._ways

    def overwritten(self) -> list[OverwrittenCell]:
        """The cells of ours that staff typed over."""
        return self._overwritten

    def lost_references(self) -> list[OverwrittenCell]:
        """The formulas and names of staff's that read nothing but rows that went."""
        moved = self._moved()
        return lost_references(self._draft, moved, self._our_parts, self._with_our_areas()) if moved else []

    def _taken(self, key: str, listed: Sheet) -> FreshSheet | None:
        """Read a fresh sheet and the staff's version of it; the fresh one when it cannot be put in place yet."""
        sheet = self._fresh_sheet(key, listed)
        staff = self._staff_sheet(sheet)
        if staff is None:
            return sheet
        held = staff.cells(self._shared_text)
        typed = typed_on(sheet, staff, held, lambda: self._looks, still=key in self._still)
        choice = choice_for(sheet, staff)
        self._our_parts.add(staff.part)
        self._overwritten += self._typed_over(sheet, typed, held)
        self._overwritten += _reading_parted_columns(sheet.tab, typed, held)
        self._replaced[key] = staff, typed, choice
        self._ways[key] = staff.part, typed.moves
        if not typed.nothing:
            return sheet
        self._place(sheet)
        return None

    def _typed_over(
        self, sheet: FreshSheet, typed: Typed, theirs: Mapping[Place, Content]
    ) -> Iterator[OverwrittenCell]:
        """The cells of ours that staff typed over on one sheet.

        The button writes while the workbook is open, where no record can be kept: since then
        only a number where a formula belongs is known to be staff's.
        """
        pressed = any(name.startswith(PRESSED_PREFIX) for names in self._staff_names.values() for name in names)
        for place, now in sorted(typed.lost.items()):
            if not pressed or (theirs[place].is_number and sheet.cells[now].formula):
                where = cell_place(sheet.tab, place[1], place[0])
                yield OverwrittenCell(where, theirs[place].shown, sheet.cells[now].result)

    def _moved(self) -> dict[str, Moves]:
        """How the rows of our sheets moved, by tab in small letters, where they did."""
        tabs = {sheet.key: sheet.tab.lower() for sheet in self._waiting}
        return {
            tab: self._replaced[key][1].moves
            for key, tab in tabs.items()
            if key in self._replaced and self._replaced[key][1].moves.any
        }

    def _with_our_areas(self) -> set[int]:
        """The positions of our sheets whose print areas and repeated rows staff left as we wrote them.

        They are set anew, or fit as they are: none of them reads rows that went.
        """
        choices = {staff.part: choice for staff, _, choice in self._replaced.values()}
        return {
            sheet.position
            for sheet in self._listed()
            if sheet.part in choices and not any(choices[sheet.part].keeps_staffs(name) for name in SHEET_NAMES)
        }

    @cached_property
    def _looks(self) -> set[str]:
        """The numbers of the looks that the report's cells have, in the staff's workbook."""
        parts = [listed.part for _, listed in self._listed_fresh]
        numbers = {cell.look for part in parts for cell in stored_cells(self._fresh.data(part), part)} - {"0"}
        return {str(self._styles.look(int(number))) for number in sorted(numbers, key=int)} - {"0"}

    @cached_property
    def _fresh_looks(self) -> list[str]:
        """A digest of each look that a fresh cell may have, by its number."""
        return [digest(repr(look)) for look in cell_looks(self._fresh.root(styles_part(self._fresh)))]

    def _of_the_report(self, fresh: Package) -> Iterator[tuple[str, Sheet]]:
        """The fresh sheets with their keys, in their order."""
        keys = {tab.lower(): key for key, tab in located_tabs(self._fresh.root(self._fresh.workbook)).items()}
        for sheet in sheets_of(fresh):
            if sheet.name.lower() not in keys:
                raise ValueError(f"the fresh sheet {sheet.name!r} has no locator")
            yield keys[sheet.name.lower()], sheet

    def _refuse_hidden_names(self) -> None:
        found = (self._staff_sheets.get(self._staff_tabs.get(key, "").lower()) for key, _ in self._listed_fresh)
        tabs = {sheet.position: sheet.name for sheet in found if sheet is not None}
        refuse_hidden(self._draft.root(self._draft.workbook), self._fresh.root(self._fresh.workbook), tabs)

    def _fresh_sheet(self, key: str, listed: Sheet) -> FreshSheet:
        root, rows = prepare(self._fresh, listed.part, self._styles, self._fresh_texts)
        data, names = self._fresh.data(listed.part), self._fresh.root(self._fresh.workbook)
        stored = list(stored_cells(data, listed.part))
        cells = dict(contents_of(stored, self._fresh_shared_text))
        look = {**look_of(root, stored_rows(data, listed.part)), **names_on(names, listed, self._fresh_names)}
        drawn, cell_looks = drawn_on(self._fresh, listed.part), looks_by_row(stored, self._fresh_looks)
        return FreshSheet(key, listed.name, listed.position, listed.part, root, rows, cells, look, drawn, cell_looks)

    def _staff_sheet(self, sheet: FreshSheet) -> StaffSheet | None:
        """The staff's version of a sheet; None when they have none."""
        tab = self._staff_tabs.get(sheet.key)
        found = None if tab is None else self._staff_sheets.get(tab.lower())
        if found is None:
            return None
        if found.name.lower() != sheet.tab.lower():
            raise ValueError(f"the fresh sheet {sheet.tab!r} is {found.name!r} in the workbook")
        names = names_on(self._draft.root(self._draft.workbook), found, self._staff_names)
        return StaffSheet(found.part, self._draft.data(found.part), names, self._record.get(sheet.key))

    def _place(self, sheet: FreshSheet) -> None:
        """Put one fresh sheet into the workbook, remember what it holds, and keep neither version as a tree."""
        if sheet.key in self._replaced:
            staff, typed, self._choices[sheet.key] = self._replaced.pop(sheet.key)
            part = staff.part
            replace_sheet(self._draft, self._fresh, sheet, staff, typed, self._choices[sheet.key])
        else:
            part = self._added(sheet)
            self._choices[sheet.key] = Choice(None, {}, sheet.look)
        self._record.set(sheet.key, written_of(sheet, self._draft, part))
        self._draft.release(part)

    def _added(self, sheet: FreshSheet) -> str:
        """Add a sheet that the workbook does not have; its part."""
        if sheet.tab.lower() in self._staff_sheets:
            raise CypsError(
                f"The workbook has a sheet of your own called “{sheet.tab}”, where the report needs that name.",
                "Rename your sheet in Excel (double-click its tab), save, and try again. If it is the report's own "
                "sheet, of which the first row or column was deleted, delete the sheet: it is made anew.",
            )
        part = add_sheet(self._draft, self._fresh, sheet)
        add_tab(self._draft, sheet.tab, part, self._position(sheet))
        return part

    def _position(self, sheet: FreshSheet) -> int:
        """The position for a new sheet, counted from 0."""
        positions = {listed.name.lower(): listed.position for listed in self._listed()}
        before = [other for _, other in self._listed_fresh if other.position < sheet.position]
        for other in reversed(before):
            if other.name.lower() in positions:
                return positions[other.name.lower()] + 1
        return 0

    def _listed(self) -> list[Sheet]:
        return sheets_of_draft(self._draft)


def _reading_parted_columns(tab: str, typed: Typed, held: Mapping[Place, Content]) -> Iterator[OverwrittenCell]:
    """The formulas that staff have beside the report and that read columns of it which no longer stand together."""
    if typed.moves.across:
        for row, column in sorted(typed.kept):
            where, moved = cell_place(tab, column, row), {tab.lower(): typed.moves}
            yield from lost_reference(where, held[row, column].formula, tab, moved)


def _related(package: Package, kind: str) -> str:
    """The workbook's one part of a kind; "" when it has none."""
    return part_of_kind(package.parts, package.workbook, kind)


def _root(draft: Draft, part: str) -> etree._Element | None:
    return draft.root(part) if part else None
