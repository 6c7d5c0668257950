"""A table of the plan as a table of the page: scoped headings, and a frame in which it scrolls sideways by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cyps_xl.printed.displayed_text import as_read, is_date
from cyps_xl.sheets.plan import CellPlan, SheetPlan
from cyps_xl.web.blocks import Table
from cyps_xl.web.elements import Element, add_text, element
from cyps_xl.web.written import Written

Cells = Mapping[tuple[int, int], CellPlan]

LONG = 28
"""Characters of a text that needs room to wrap in."""
WHOLE = "whole"
"""The class of what stands on one line."""
HEADING = "data-of"
"""The attribute in which a cell has its heading, for a screen on which that does not stand above it."""
_YEAR = re.compile(r"(\d{4}-\d{2}(?!\d)|\w+ \d(?= \d{4}-\d{2})|^\w+[ -]\d{2}$)")
"""A year, or the quarter before it, or a month that is a heading by itself."""
_THREE = 3
_ROLES = {
    **{"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row"},
    **{"column": "columnheader", "th": "rowheader", "td": "cell"},
}
"""What each element of a table is to a screen reader."""


@dataclass(frozen=True)
class _Grid:
    """The cells of a table with something in them: its columns, its rows, and the column that names each row."""

    cells: Cells
    heading_row: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    naming: Mapping[int, int]

    @cached_property
    def long_columns(self) -> tuple[int, ...]:
        """The columns that hold a text which needs room to wrap in, and those that name rows."""
        named = set(self.naming.values())
        long = tuple(column for column in self.columns if column in named or any(map(_is_long, self.column(column))))
        return self.columns if len(self.columns) == len(long) + 1 else long  # one alone has no other beside it

    @property
    def is_of_words(self) -> bool:
        """Whether it is one of words and days: on a narrow screen each of its rows stands as a text of its own."""
        every = [cell for column in self.columns for cell in self.column(column)]
        short = [cell for cell in every if cell.column not in self.long_columns]
        return (
            len(self.long_columns) > 1
            and any(map(_is_long, every))
            and all(is_date(cell) or not _is_number(cell) for cell in short)
        )

    @property
    def is_judged(self) -> bool:
        """Whether its rows have a direction: on a narrow screen each stands by itself, every figure with its heading,
        so that what belongs together is read together."""
        return bool(self._signs)

    @property
    def figures_abreast(self) -> int:
        """How many figures of each row stand between its name and its first direction: beside each other, on a narrow
        screen too."""
        named = max(self.naming.values(), default=0)
        return sum(named < column < min(self._signs) for column in self.columns)

    @property
    def _signs(self) -> set[int]:
        return {cell.column for cell in self.cells.values() if cell.style.startswith("sign")}

    def column(self, column: int) -> tuple[CellPlan, ...]:
        """The cells of a column below its heading."""
        return tuple(self.cells[row, column] for row in self.rows if (row, column) in self.cells)


def table_of(sheet: SheetPlan, block: Table, name: str, written: Written) -> Element:
    """The table in its frame, which the keyboard reaches. `name` begins the identifiers."""
    grid = _grid(sheet, block)
    frame = element("div", class_="scroll", tabindex="0", role="group", aria_labelledby=f"{name}-caption")
    table = element("table", element("caption", block.called, id=f"{name}-caption", class_="said"))
    table.append(element("thead", _heading_row(grid, name, written)))
    table.append(element("tbody", *(_row(grid, row, name, written) for row in grid.rows)))
    if grid.is_of_words:
        _stack(table, grid)
    elif grid.is_judged:
        _make_cards(table, grid)
    frame.append(table)
    return frame


def _make_cards(table: Element, grid: _Grid) -> None:
    """Let each row stand by itself, where the screen is narrow, and every cell after its name know its heading: it is
    shown there."""
    _tell_roles(table, "cards three" if grid.figures_abreast == _THREE else "cards")
    for row, shown in zip(grid.rows, table.iterfind("tbody/tr"), strict=True):
        if len(shown) < len(grid.columns):
            continue
        for column, cell in zip(grid.columns, shown, strict=True):
            heading = grid.cells.get((grid.heading_row, column))
            if column > grid.naming[row] and (row, column) in grid.cells and heading is not None:
                cell.set(HEADING, " ".join(as_read(heading).split()))


def _tell_roles(table: Element, look: str) -> None:
    """Tell what each part of a table is: laid out as something else, it would be none to a screen reader."""
    table.set("class", look)
    for part in table.iter("table", "thead", "tbody", "tr", "th", "td"):
        tag = "column" if part.get("scope") == "col" else str(part.tag)
        part.set("role", _ROLES[tag])


def _stack(table: Element, grid: _Grid) -> None:
    """Let rows stand as texts, where the screen is narrow."""
    _tell_roles(table, "words")
    for row in table.iter("tr"):
        if len(row) == len(grid.columns):
            for column, cell in zip(grid.columns, row, strict=True):
                if column in grid.long_columns:
                    cell.set("class", f"{cell.get('class', '')} l".strip())


def _grid(sheet: SheetPlan, block: Table) -> _Grid:
    span = block.plan.span
    cells = {
        (cell.row, cell.column): cell
        for cell in sheet.cells
        if span.first_row <= cell.row <= span.last_row
        and span.first_column <= cell.column <= span.last_column
        and as_read(cell)
    }
    rows = sorted({row for row, _ in cells if row > span.first_row})
    columns = sorted({column for _, column in cells})
    name = sheet.repeat_columns - 1  # of the columns that go along with all others, the last
    is_judged = any(cell.style.startswith("sign") for cell in cells.values())
    named = {row for row in rows if is_judged and name > 0 and {(row, 0), (row, name)} <= cells.keys()}
    naming = {row: name if row in named else columns[0] for row in rows}
    return _Grid(cells, span.first_row, tuple(rows), tuple(columns), naming)


def _heading_row(grid: _Grid, name: str, written: Written) -> Element:
    row = element("tr")
    for column in grid.columns:
        cell = grid.cells.get((grid.heading_row, column))
        if cell is None:
            row.append(element("td"))  # a heading without words would be announced as one
        else:
            heading = element("th", scope="col", id=f"{name}-c{column}", class_=_look(cell))
            row.append(_with_whole_years(written.into(heading, cell)))
    return row


def _with_whole_years(heading: Element) -> Element:
    """A heading whose years and months, as 2016-17 and Apr 17, are not parted on any of its lines."""
    pieces: list[Element | str] = [heading.text or ""]
    for part in [*heading]:
        pieces += [part, part.tail or ""]
        heading.remove(part)
    heading.text = ""
    for piece in pieces:
        if isinstance(piece, str):
            before, *others = _YEAR.split(piece)
            add_text(heading, before)
            for year, after in zip(others[::2], others[1::2], strict=True):
                heading.append(element("span", year, class_=WHOLE))
                add_text(heading, after)
        else:
            piece.tail = ""
            heading.append(piece)
    return heading


def _row(grid: _Grid, row: int, name: str, written: Written) -> Element:
    """A row. One that holds a single text, as an explanation does, is that text from edge to edge."""
    there = [grid.cells[row, column] for column in grid.columns if (row, column) in grid.cells]
    if len(there) == 1 and len(grid.columns) > 1 and not _is_number(there[0]):
        text = written.into(element("div", class_="note"), there[0])
        return element("tr", element("td", text, colspan=str(len(grid.columns))))
    return element("tr", *(_cell(grid, row, column, name, written) for column in grid.columns))


def _cell(grid: _Grid, row: int, column: int, name: str, written: Written) -> Element:
    cell = grid.cells.get((row, column))
    naming = grid.naming[row]
    if cell is None:
        return element("td")
    if column == naming:
        later = column != grid.columns[0]
        heading = element("th", scope="row", id=f"{name}-r{row}" if later else "", class_=_look(cell))
        return written.into(heading, cell)
    headers = ""
    if column < naming and (row, naming) in grid.cells:  # a row's heading reaches to its right by itself
        above = [f"{name}-c{column}"] if (grid.heading_row, column) in grid.cells else []
        headers = " ".join([*above, f"{name}-r{row}"])
    return written.into(element("td", class_=_look(cell), headers=headers), cell)


def _is_number(cell: CellPlan) -> bool:
    return isinstance(cell.value, int | float)


def _is_long(cell: CellPlan) -> bool:
    return not _is_number(cell) and len(as_read(cell)) > LONG


def _look(cell: CellPlan) -> str:
    """How a cell looks, by the theme's style: what is right, centred, strong, quiet, a total, a long text."""
    style = cell.style
    right = style.startswith(("figure", "count", "header right")) or style.split(" open")[0] == "total"
    looks = {
        "n": right,
        "m": style.startswith(("sign", "header center")),
        "b": "strong" in style or style.startswith("total"),
        "q": style.startswith(("count", "grey", "wrapped grey")),
        "t": style.startswith("total"),
        "w": _is_long(cell),
    }
    return " ".join(name for name, is_so in looks.items() if is_so)
