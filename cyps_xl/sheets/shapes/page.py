"""A section's sheet while it is being laid out, and what every shape on it must tell before that."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field

from cyps_xl.definition.model import Block, Section
from cyps_xl.inputs.declare import Table
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, date_words, joined
from cyps_xl.sheets.notices import rows_not_shown

FIRST_NOTICE = 2
"""The row of the first line in which the sheet says what it does not show; headings stand above."""


@dataclass
class Page:
    """A section's sheet: its builder, and the shapes on it by the names of their blocks.

    `workings` is the column, past the printed ones, of what the page is worked out with.
    """

    sheet: SheetBuilder
    context: Context
    section: Section
    workings: int
    shapes: dict[str, Shape] = field(default_factory=dict)
    _found: dict[str, _NotShown] = field(default_factory=dict)
    _notices: list[Formula] = field(default_factory=list)
    _found_header: Formula | None = None

    def shape(self, name: str) -> Shape:
        """The shape of a block, whatever the capitals of its name; KeyError when none on this page is called so."""
        for block, shape in self.shapes.items():
            if block.casefold() == name.casefold():
                return shape
        raise KeyError(name)

    def add_notice(self, notice: Formula) -> None:
        """A line for the top of the sheet: silent, unless something is not shown."""
        self._notices.append(notice)

    def add_found(self, table: Table, held: Formula, found: Sequence[Formula], noun: str) -> None:
        """Cells that say 1 while their row of the input table is there, so that the page can tell of others.

        `held` counts the rows of which they should be: those of the date or quarter that the block chooses.
        """
        of_table = self._found.setdefault(table.name, _NotShown(noun))
        of_table.held.append(held)
        of_table.found.extend(found)

    def found_header(self, row: int) -> None:
        """Head the column of such cells, once a sheet."""
        if self._found_header is None:
            self._found_header = self.sheet.put(row, self.workings, "Found", "workings header")

    def put_notices(self) -> None:
        """Place the notices, those of tables last."""
        for one in self._found.values():
            nowhere = self._found_header or Formula("", "")
            self._notices.append(rows_not_shown(one.held, one.found, one.noun, nowhere))
        for row, notice in enumerate(self._notices, start=FIRST_NOTICE):
            self.sheet.notice(row, 0, notice)


@dataclass
class _NotShown:
    noun: str
    held: list[Formula] = field(default_factory=list)
    found: list[Formula] = field(default_factory=list)


class Shape(ABC):
    """A block on a page. Its extent is known before any of it is placed, so that blocks can read each other."""

    repeats_header = False
    """Whether its header row is repeated on every printed page."""
    frozen_columns = 0
    """How many columns from A say what a row is: they stay in sight, and stand on each of several pages."""
    last_width = 12.0
    """The width of the column of workings, where it has one."""

    def __init__(self, context: Context, block: Block) -> None:
        self.context, self.block = context, block
        self.row = 0
        self.page: Page

    @property
    def own_workings(self) -> tuple[float, ...]:
        """The widths of columns past the printed ones that it places by itself."""
        return ()

    @property
    def column_starts(self) -> tuple[int, ...]:
        """The columns with which a printed page may begin beside the first, where the sheet is too wide for one."""
        return ()

    @property
    def repeating_columns(self) -> tuple[int, ...]:
        """The columns whose figures another column shows this quarter: an edition does without."""
        return ()

    @property
    @abstractmethod
    def widths(self) -> tuple[float, ...]:
        """The widths of its printed columns, in characters."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What it keeps a line for at the top of the sheet: a name each, alike for lines that are shared."""
        return ()

    @property
    def has_workings(self) -> bool:
        """Whether it needs a column past the printed ones."""
        return False

    @property
    def header_row(self) -> int:
        """The row of its table's header."""
        return self.row + bool(self.block.title)

    @property
    @abstractmethod
    def last_row(self) -> int:
        """The last row that it takes, chart included."""

    @abstractmethod
    def covers(self) -> Formula:
        """The days that its figures cover, in words."""

    @abstractmethod
    def lay_out(self) -> None:
        """Place its cells, its chart and its notices."""

    @property
    def sheet(self) -> SheetBuilder:
        """The sheet that it is laid out on."""
        return self.page.sheet

    def put_title(self) -> None:
        """The heading over the block, where it has one."""
        if self.block.title:
            self.sheet.put(self.row, 0, self.block.title, "section")

    @property
    def table(self) -> Table:
        """The input table that the block shows."""
        if self.block.table is None:
            raise ValueError(f"{self.block.name}: a block of {self.block.shape.value} shows a table")
        return self.block.table


def quarter_covers(context: Context) -> Formula:
    """The quarter's first and last day."""
    names, quarter = context.names, context.quarter
    return joined(date_words(names.quarter_start, quarter.start), " to ", date_words(names.quarter_end, quarter.end))
