"""What has to be done to an open workbook so that it is as a refresh would leave it: a list, before anybody does it.

The list is made from two states of a workbook (compare.py), can be carried out on a state (applied.py), and is
carried out on the workbook that is open in Excel (carry_out.py). Rows and columns count from 1, and an edit's
places are those after every edit before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.grid import Area, Run
from cyps_xl.live.held import Held


@dataclass(frozen=True)
class SheetEdit:
    """An edit of one sheet, named by its tab."""

    tab: str


@dataclass(frozen=True)
class InsertRows(SheetEdit):
    """Put whole rows in before row `at`; Excel gives them the look of the row above."""

    at: int
    count: int


@dataclass(frozen=True)
class DeleteRows(SheetEdit):
    """Take whole rows out, all of them at once."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Unmerge(SheetEdit):
    """Part a merged cell."""

    area: Area


@dataclass(frozen=True)
class Merge(SheetEdit):
    """Make one cell of several."""

    area: Area


@dataclass(frozen=True)
class CopyLook(SheetEdit):
    """Copy cells, of this sheet or another, over an area, for their look: what they hold is written afterwards."""

    source_tab: str
    source: Area
    target: Area


@dataclass(frozen=True)
class Write(SheetEdit):
    """Write a block of cells: formulas, numbers and texts, as Excel's Formula property takes them."""

    row: int
    column: int
    cells: tuple[tuple[Held, ...], ...]

    @property
    def area(self) -> Area:
        """The cells written."""
        return Area(self.row, self.column, self.row + len(self.cells) - 1, self.column + len(self.cells[0]) - 1)


@dataclass(frozen=True)
class SetHeights(SheetEdit):
    """Give rows a height in points; None for the one that rows have by themselves."""

    points: float | None
    rows: tuple[Run, ...]


@dataclass(frozen=True)
class SetPage(SheetEdit):
    """Set one item of how a sheet prints: its print area, its repeated rows, its breaks, its footer and the like.

    `item` is named as `BookState` names it; `before` is what it said before.
    """

    item: str
    value: str
    before: str = ""


@dataclass(frozen=True)
class SetName:
    """Let a defined name of the workbook stand for something; "" takes the name away."""

    name: str
    refers_to: str
    hidden: bool = False


@dataclass(frozen=True)
class SetRecord:
    """Put a record of ours, told by its namespace, in the place of the last one; "" takes it away."""

    namespace: str
    xml: str


Edit = SheetEdit | SetName | SetRecord
