"""What one sheet's bytes say of how it can be read: the facts behind the accessibility checklist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openpyxl.utils.cell import range_boundaries

Cell = Any
Box = tuple[int, int, int, int]
"""First column, first row, last column, last row, counted from 1."""

_DEFAULT_NAME = re.compile(r"\D+\d{1,2}")
_ADDRESS = re.compile(r"https?://|mailto:|www\.")


@dataclass(frozen=True)
class SheetFacts:
    """One sheet as openpyxl finds it; each fact lists the places that speak against a point."""

    sheet: Any
    charts_without_words: int

    @property
    def name(self) -> str:
        """The tab."""
        return str(self.sheet.title)

    @property
    def cursor(self) -> str:
        """The cell that is selected when the sheet opens."""
        return str(self.sheet.sheet_view.selection[0].activeCell or "A1")

    @cached_property
    def tables(self) -> dict[str, Box]:
        """The tables by name."""
        return {table.displayName: range_boundaries(table.ref) for table in self.sheet.tables.values()}

    @cached_property
    def cells(self) -> list[Cell]:
        """Every cell with something in it."""
        return [cell for row in self.sheet.iter_rows() for cell in row if cell.value not in (None, "")]

    def at(self, column: int, row: int) -> Cell:
        """One cell."""
        return self.sheet.cell(row, column)

    def place(self, cell: Cell) -> str:
        """A cell as messages name it."""
        return f"{self.name}!{cell.coordinate}"

    @property
    def unmarked_tables(self) -> list[str]:
        """Cells set like a table's heading (filled, bold) outside every table's header row."""
        headers = {(column, box[1]) for box in self.tables.values() for column in range(box[0], box[2] + 1)}
        return [
            self.place(cell)
            for cell in self.cells
            if cell.font.bold and filled(cell) and (cell.column, cell.row) not in headers
        ]

    @property
    def unnamed_tables(self) -> list[str]:
        """Tables that still have the name Excel would give."""
        return [name for name in self.tables if re.fullmatch(r"Table\d+", name)]

    @property
    def merged_in_tables(self) -> list[str]:
        """Merged cells that reach into a table."""
        return [
            f"{self.name}!{merged.coord}"
            for merged in self.sheet.merged_cells.ranges
            if any(_overlap(merged.bounds, box) for box in self.tables.values())
        ]

    @property
    def blank_table_rows(self) -> list[str]:
        """Rows and columns of a table in which every cell is empty."""
        found = []
        for box in self.tables.values():
            grid = [[self.at(column, row) for column in range(box[0], box[2] + 1)] for row in range(box[1], box[3] + 1)]
            lines = [*grid, *(list(column) for column in zip(*grid, strict=True))]
            found += [self.place(line[0]) for line in lines if all(cell.value in (None, "") for cell in line)]
        return found

    @property
    def bad_headers(self) -> list[str]:
        """Tables with a heading that is empty, no text, or there twice."""
        found = []
        for name, box in self.tables.items():
            words = [self.at(column, box[1]).value for column in range(box[0], box[2] + 1)]
            texts = [word.lower() for word in words if isinstance(word, str) and word]
            if len(texts) < len(words) or len(set(texts)) < len(texts):
                found.append(f"{self.name}, {name}")
        return found

    @property
    def cut_texts(self) -> list[str]:
        """Texts on one line that are longer than their column while the cell beside them is filled."""
        return [self.place(cell) for cell in self.cells if isinstance(cell.value, str) and self._is_cut(cell)]

    def _is_cut(self, cell: Cell) -> bool:
        if cell.alignment.wrap_text or cell.alignment.horizontal not in (None, "left", "general"):
            return False
        width = self.sheet.column_dimensions[cell.column_letter].width
        needed = len(cell.value) * (cell.font.sz or 11) / 11 * 0.9
        return bool(needed > width and self.at(cell.column + 1, cell.row).value not in (None, ""))

    @property
    def frozen_or_filtered(self) -> bool:
        """Whether panes are frozen or a filter is on."""
        return bool(self.sheet.freeze_panes or self.sheet.auto_filter.ref) or any(
            table.autoFilter is not None for table in self.sheet.tables.values()
        )

    @property
    def empty_unexplained(self) -> bool:
        """Whether a table has empty cells and nothing in column A, between title and table, says why."""
        tops = [box[1] for box in self.tables.values()]
        return any(map(self._has_empty, self.tables.values())) and not any(
            isinstance(self.at(1, row).value, str) for row in range(3, min(min(tops), 4))
        )

    def _has_empty(self, box: Box) -> bool:
        rows, columns = range(box[1], box[3] + 1), range(box[0], box[2] + 1)
        return any(self.at(column, row).value in (None, "") for row in rows for column in columns)

    @property
    def has_hidden(self) -> bool:
        """Whether the sheet, a row or a column is hidden."""
        lines = (*self.sheet.row_dimensions.values(), *self.sheet.column_dimensions.values())
        return self.sheet.sheet_state != "visible" or any(line.hidden for line in lines)

    @property
    def superscript(self) -> bool:
        """Whether a letter is raised or lowered."""
        return any(cell.font.vertAlign for cell in self.cells)

    @property
    def has_page_notes(self) -> bool:
        """Whether something stands in a header or footer."""
        notes = (self.sheet.oddHeader, self.sheet.oddFooter)
        return any(part.text for note in notes for part in (note.left, note.center, note.right))

    @property
    def pictures(self) -> bool:
        """Whether there is a picture, or a chart without words that say what it shows."""
        return bool(self.sheet._images) or self.charts_without_words > 0

    @property
    def marked_figures(self) -> list[str]:
        """Cells that hold a figure with a sign or a bracket after it."""
        return [self.place(cell) for cell in self.cells if re.fullmatch(r"[\d.,]+%?\s?[*†\[(].*", str(cell.value))]

    @property
    def lone_symbols(self) -> bool:
        """Whether an arrow stands without a word beside it."""
        arrows = [cell for cell in self.cells if cell.value in ("↑", "→", "↘", "↓", "★")]
        return any(not isinstance(self.at(cell.column + 1, cell.row).value, str) for cell in arrows)

    @property
    def no_scope(self) -> bool:
        """Whether A1 or A2 is empty: what the sheet shows, and whom and which days it covers."""
        return not (self.at(1, 1).value and self.at(1, 2).value)

    @property
    def untitled(self) -> bool:
        """Whether A1 is empty or is not tagged as a heading."""
        return not self.at(1, 1).value or self.at(1, 1).style != "Heading 1"

    @property
    def bare_links(self) -> list[str]:
        """Links that show an address in place of words, or lead out of the workbook."""
        return [
            self.place(cell)
            for cell in self.cells
            if cell.hyperlink and (cell.hyperlink.target or _ADDRESS.search(str(cell.value)))
        ]

    @property
    def colour_alone(self) -> bool:
        """Whether a rule colours cells by what they hold."""
        return bool(len(self.sheet.conditional_formatting))

    @property
    def filled_cells(self) -> bool:
        """Whether a cell has a ground of its own colour."""
        return any(filled(cell) for cell in self.cells)

    @property
    def not_at_left(self) -> list[str]:
        """Tables that do not begin in column A."""
        return [f"{self.name}, {name}" for name, box in self.tables.items() if box[0] > 1]

    @property
    def content_below(self) -> bool:
        """Whether something stands below the last table."""
        last = max((box[3] for box in self.tables.values()), default=10**7)
        return any(cell.row > last for cell in self.cells)

    @property
    def several_tables(self) -> bool:
        """Whether there is more than one table."""
        return len(self.tables) > 1

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the sheet."""
        return not self.cells

    @property
    def unnamed(self) -> bool:
        """Whether the tab has the name that Excel would give."""
        return bool(_DEFAULT_NAME.fullmatch(self.name))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def filled(cell: Cell) -> bool:
    """Whether a cell has a ground of its own colour."""
    return cell.fill.fill_type == "solid" and ground(cell) != "FFFFFF"


def ground(cell: Cell) -> str:
    """The colour behind the letters, as RRGGBB."""
    colour = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
    return colour[-6:] if isinstance(colour, str) else "FFFFFF"


def ink(cell: Cell) -> str:
    """The colour of the letters, as RRGGBB."""
    colour = cell.font.color.rgb if cell.font.color is not None else None
    return colour[-6:] if isinstance(colour, str) else "000000"
