"""From two states of a workbook to the list of edits that leads from the one to the other.

First rows come and go, sheet by sheet; those on which rows go come last. Everything after that is told by comparing:
what the first state is by then, and what it shall be. So whatever Excel does by itself when rows move is taken into
account, and nothing is written that is there already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from cyps_xl.grid import Area, on_sheet, runs
from cyps_xl.live.applied import carry_out_on, move_rows, own_state
from cyps_xl.live.blocks import blocks
from cyps_xl.live.book_state import AREA, BREAKS, FOOTER, PAGE_SETUP, TITLES, BookState, SheetState
from cyps_xl.live.edits import (
    CopyLook,
    DeleteRows,
    Edit,
    Merge,
    SetHeights,
    SetName,
    SetPage,
    SetRecord,
    Unmerge,
    Write,
)
from cyps_xl.live.held import BLANK, same
from cyps_xl.live.looks import MOST_IN_TURN, LookSources, NoSuchLook
from cyps_xl.live.row_steps import NO_STEPS, RowSteps
from cyps_xl.xlsx.grafting.row_map import Place
from cyps_xl.xlsx.parts.sheet_cells import Content

NEARLY = 0.8
"""Points by which two heights may differ and be one: Excel rounds them to dots of the screen."""

_COLUMN = (
    "a column was put in, or taken out, where the report stands, or the report has its columns in another order now"
)

PAGE_ITEMS = (FOOTER, BREAKS, AREA, TITLES, *PAGE_SETUP)


@dataclass(frozen=True)
class EditList:
    """The edits in their order, and what they cannot bring about, each with the tab and in words.

    With any of the latter the list is not to be carried out.
    """

    edits: tuple[Edit, ...]
    not_possible: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known of the sheets of the report, by tab in small letters.

    `steps` are the ways of their rows, `ours` the cells that the report fills in the second state, and `redressed`
    the rows of that state which the report has look otherwise than it last did. With `every_look` all looks of the
    second state are wanted: when it is one that the workbook was in.
    """

    steps: Mapping[str, RowSteps] = field(default_factory=dict)
    ours: Mapping[str, Collection[Place]] = field(default_factory=dict)
    redressed: Mapping[str, Collection[int]] = field(default_factory=dict)
    every_look: bool = False


def edits_between(before: BookState, after: BookState, known: Known) -> EditList:
    """The edits that lead from one state to another."""
    work = _Work(own_state(before), after, known)
    work.refuse_sheets_that_come_or_go()
    if not work.not_possible:
        work.move_rows()
        work.compare()
    return EditList(tuple(work.edits), tuple(work.not_possible))


class _Work:
    """The list in the making: `now` is the first state with all of its edits so far."""

    def __init__(self, now: BookState, after: BookState, known: Known) -> None:
        self.now, self.after, self.known = now, after, known
        self.edits: list[Edit] = []
        self.not_possible: list[tuple[str, str]] = []

    def refuse_sheets_that_come_or_go(self) -> None:
        for tab, sheet in self.after.sheets.items():
            if tab not in self.now.sheets:
                self.not_possible.append((sheet.tab, "the sheet is not there"))
        for tab, sheet in self.now.sheets.items():
            if tab not in self.after.sheets:
                self.not_possible.append((sheet.tab, "the sheet is no longer part of the report"))

    def move_rows(self) -> None:
        """Take the steps of every sheet's rows; sheets that lose rows come last."""
        ways = self.known.steps.items()
        for tab, way in sorted(ways, key=lambda item: any(isinstance(step, DeleteRows) for step in item[1].steps)):
            for step in way.steps:
                if isinstance(step, DeleteRows):
                    self._require_nothing_attached(self.now.sheet(tab), step)
            self.edits += way.steps
            move_rows(self.now, tab, way)

    def _require_nothing_attached(self, sheet: SheetState, step: DeleteRows) -> None:
        for first, last in step.runs:
            if any(top <= last and first <= bottom for top, _, bottom, _ in sheet.attached):
                reason = "a note, a comment or a picture of yours stands on a row that goes"
                self.not_possible.append((sheet.tab, reason))

    def compare(self) -> None:
        pairs = [_Pair(self.now.sheets[tab], sheet, self.known) for tab, sheet in self.after.sheets.items()]
        shifted = self._shifted_columns()
        for pair in pairs:
            reasons = [_COLUMN] if pair.tab in shifted else pair.what_no_edit_does()
            self.not_possible += [(pair.after.tab, reason) for reason in reasons]
        for pair in pairs:
            self._do_all(pair.unmerged())
        self._copy_looks([pair for pair in pairs if pair.looks])
        for pair in pairs:
            self._do_all(pair.writes())
        for pair in pairs:
            self._do_all((*pair.merged(), *pair.heights(), *pair.page()))
        self._do_all(self._names())
        self._do_all(self._records())
        if not self.known.every_look:
            self.not_possible += [(pair.after.tab, reason) for pair in pairs for reason in pair.what_is_left()]

    def _shifted_columns(self) -> set[str]:
        """The tabs (in small letters) of sheets on which a name of the report is in another column than it shall be."""
        found = set()
        for key, (_, name) in self.now.names.items():
            places = on_sheet(name.refers_to), on_sheet(self.after.names.get(key, ("", name))[1].refers_to)
            if places[0] and places[1] and places[0][1].split("$")[1:2] != places[1][1].split("$")[1:2]:
                found.add(places[0][0].lower())
        return found

    def _copy_looks(self, pairs: Sequence[_Pair]) -> None:
        wanted: dict[str, Mapping[Place, int]] = {pair.tab: pair.looks_by_rows for pair in pairs}
        sources = LookSources(self.now, [*self.known.ours] or [*self.now.sheets], wanted)
        self._do_all([copy for pair in pairs for copy in self._copies(pair, sources, wanted)])

    def _copies(self, pair: _Pair, sources: LookSources, wanted: dict[str, Mapping[Place, int]]) -> Sequence[CopyLook]:
        """The copies for one sheet: in few goes, or else those cells alone, or else what cannot be done without.

        The only cells that look so may be among those that were to be copied over.
        """
        for looks in (pair.looks_by_rows, pair.looks, pair.looks_needed):
            wanted[pair.tab] = looks
            try:
                return sources.copies(pair.tab)
            except NoSuchLook:
                continue
        self.not_possible.append((pair.after.tab, "nothing in the workbook looks as some of its rows must"))
        return ()

    def _names(self) -> Iterator[Edit]:
        for key, (name, _) in list(self.now.names.items()):
            if key not in self.after.names:
                yield SetName(name, "")
        for key, (name, wanted) in self.after.names.items():
            held = self.now.names.get(key)
            if held is None or _essence(held[1].refers_to) != _essence(wanted.refers_to):
                yield SetName(name, wanted.refers_to, wanted.hidden)

    def _records(self) -> Iterator[Edit]:
        now, after = self.now.records, self.after.records
        for namespace in sorted(now.keys() | after.keys()):
            if now.get(namespace, "") != after.get(namespace, ""):
                yield SetRecord(namespace, after.get(namespace, ""))

    def _do(self, edit: Edit) -> None:
        self.edits.append(edit)
        carry_out_on(self.now, edit)

    def _do_all(self, edits: Sequence[Edit] | Iterator[Edit]) -> None:
        for edit in list(edits):
            self._do(edit)


class _Pair:
    """One sheet as it is by now, and as it shall be."""

    def __init__(self, now: SheetState, after: SheetState, known: Known) -> None:
        self.now, self.after, self.tab = now, after, after.tab.lower()
        self._steps = known.steps.get(self.tab, NO_STEPS)
        self._ours = known.ours.get(self.tab, ())
        self._redressed = known.redressed.get(self.tab, ())
        self._is_of_the_report = self.tab in known.ours
        self._every_look = known.every_look

    def what_no_edit_does(self) -> Iterator[str]:
        """What keeps the sheet from being brought up to date while the workbook is open, in words."""
        if self.now.charts.keys() != self.after.charts.keys():
            yield "a chart comes or goes"
        elif self._charts(self.now) != self._charts(self.after):
            yield "a chart has to read other cells"
        if self.now.columns != self.after.columns:
            yield "columns come or go"
        if _covered(self.now) != _covered(self.after):
            yield "arrows or bars come where there were none, or go"
        if self._steps and self._starts(self.now) != self._starts(self.after):
            yield "a note, a comment or a picture of yours would be parted from its cell"
        if self.now.upright_breaks and self.now.page.get(BREAKS) != self.after.page.get(BREAKS):
            yield "page breaks of yours would be lost"
        if self.now.links != self.after.links:
            yield "a link would be parted from its cell"
        if any(area.holds(*place) for area in self.now.arrays | self.after.arrays for place in self.wrong):
            yield "a formula of yours that fills several cells is in the way"

    def what_is_left(self) -> Iterator[str]:
        """What the edits, all carried out, leave otherwise than it shall be, in words."""
        if self.now.hidden != self.after.hidden:
            yield "rows have to be hidden, or to show again"
        if not self._is_of_the_report and self.now.looks != self.after.looks:
            yield "cells have to look otherwise"

    @staticmethod
    def _charts(sheet: SheetState) -> Mapping[str, tuple[object, ...]]:
        """What charts read, a single cell told alike whether it is written A5 or A5:A5."""
        places = {text: on_sheet(text) for texts in sheet.charts.values() for text in texts}
        cells = {text: (at[0].lower(), Area.parse(at[1])) if at else _essence(text) for text, at in places.items()}
        return {name: tuple(cells[text] for text in texts) for name, texts in sheet.charts.items()}

    @staticmethod
    def _starts(sheet: SheetState) -> Collection[Place]:
        return {(row, column) for row, column, _, _ in sheet.attached}

    @cached_property
    def wrong(self) -> set[Place]:
        """The cells that do not hold what they shall; all formulas of ours where rows moved, to be on the safe side."""
        now, after = self.now.cells, self.after.cells
        hidden = {place for area in self.now.arrays for place in list(area.cells())[1:]}
        places = (now.keys() | after.keys()) - hidden
        wrong = {place for place in places if not same(now.get(place, BLANK), after.get(place, BLANK))}
        if self._steps:
            wrong |= {place for place in self._ours if place in after and after[place].formula}
        return wrong

    @cached_property
    def looks(self) -> Mapping[Place, int]:
        """The cells that must look otherwise, of those that are written, stand in rows that came, or are ours there.

        What staff made of the look of a cell of ours in any other row is theirs until the next refresh.
        """
        now, after, new = self.now.looks, self.after.looks, self._steps.inserted
        places = self.wrong | {place for place in now.keys() | after.keys() if place[0] in new}
        places |= {place for place in self._ours if self._steps or place[0] in self._redressed}
        places |= now.keys() | after.keys() if self._every_look else set()
        return {place: after.get(place, 0) for place in places if now.get(place, 0) != after.get(place, 0)}

    @cached_property
    def looks_needed(self) -> Mapping[Place, int]:
        """Those cells that stand in rows that came, which would look as their neighbours, or in redressed ones."""
        rows = {*self._steps.inserted, *self._redressed}
        return {place: look for place, look in self.looks.items() if place[0] in rows}

    @cached_property
    def looks_by_rows(self) -> Mapping[Place, int]:
        """Those cells, and of rows that came the whole width: rows that look so can be copied over them in one go."""
        width = max((column for _, column in self._ours), default=0)
        rows = self._with_those_between({row for row, _ in self.looks if row in self._steps.inserted})
        whole = {(row, column): 0 for row in rows for column in range(1, width + 1)}
        return {place: self.after.looks.get(place, 0) for place in whole | dict(self.looks)}

    def _with_those_between(self, rows: Collection[int]) -> set[int]:
        """The rows, with those between two of them that are all ours: one copy goes over rows that look so in turns."""
        found = set(rows)
        for row, following in pairwise(sorted(rows)):
            between = range(row + 1, following)
            if len(between) <= MOST_IN_TURN and self._rows_of_others.isdisjoint(between):
                found.update(between)
        return found

    @cached_property
    def _rows_of_others(self) -> set[int]:
        """The rows with anything of staff's, or with what would be lost when other cells are copied over them."""
        cells = {
            row for row, column in self.now.cells.keys() | self.after.cells.keys() if (row, column) not in self._ours
        }
        areas = [*self.now.merges, *self.now.links, *self.now.arrays, *(Area(*ends) for ends in self.now.attached)]
        return cells | {row for area in areas for row in range(area.first_row, area.last_row + 1)}

    def unmerged(self) -> Iterator[Edit]:
        for area in sorted(self.now.merges - self.after.merges):
            yield Unmerge(self.after.tab, area)

    def merged(self) -> Iterator[Edit]:
        for area in sorted(self.after.merges - self.now.merges):
            yield Merge(self.after.tab, area)

    def writes(self) -> Iterator[Edit]:
        """The blocks to write; asked for once the looks are there, since these bring along what other cells hold."""
        self.__dict__.pop("wrong", None)
        after = self.after.cells
        alone = {place for place in self.wrong if place in after and after[place].is_long}
        theirs = {place for place in self.now.cells.keys() | after.keys() if place not in self._ours} - self.wrong
        areas = [*blocks(self.wrong - alone, theirs | alone), *(Area(*place, *place) for place in sorted(alone))]
        for area in areas:
            rows = [
                tuple(after.get((row, column), BLANK) for column in range(area.first_column, area.last_column + 1))
                for row in range(area.first_row, area.last_row + 1)
            ]
            yield Write(self.after.tab, area.first_row, area.first_column, tuple(rows))

    def heights(self) -> Iterator[Edit]:
        """The heights to give; rows that staff have hidden stay as they are."""
        wanted: dict[float | None, list[int]] = defaultdict(list)
        new = self._steps.inserted
        for row in (self.now.heights.keys() | self.after.heights.keys() | new) - self.after.hidden:
            points, held = self.after.heights.get(row), self.now.heights.get(row)
            alike = points == held if points is None or held is None else abs(points - held) <= NEARLY
            if row in new or not alike:
                wanted[points].append(row)
        for points in sorted(wanted, key=lambda points: points or 0.0):
            yield SetHeights(self.after.tab, points, tuple(runs(wanted[points])))

    def page(self) -> Iterator[Edit]:
        for item in PAGE_ITEMS:
            now, wanted = self.now.page.get(item, ""), self.after.page.get(item, "")
            if now != wanted:
                yield SetPage(self.after.tab, item, wanted, now)


def _covered(sheet: SheetState) -> Mapping[str, Collection[Place]]:
    """The cells of each kind of conditional format, as far as a report reaches."""
    columns: dict[str, set[Place]] = defaultdict(set)
    for kind, areas in sheet.ruled:
        for area in areas:
            last = min(area.last_row, 20_000)
            columns[kind] |= {
                (row, column)
                for column in range(area.first_column, min(area.last_column, 256) + 1)
                for row in range(area.first_row, last + 1)
            }
    return columns


def _essence(refers_to: str) -> str:
    return Content(refers_to, "").essence
