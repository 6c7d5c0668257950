"""What belongs to the quarter: single figures of it, the rows of a table as they are, and sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from cyps_xl.definition.expression import ColumnOf
from cyps_xl.definition.lines import conditions_of
from cyps_xl.definition.model import Line, Section
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Row, Value, as_excel_text
from cyps_xl.inputs.tables.choices import Shown, Total
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.formulas import (
    MISSING,
    Formula,
    average_of,
    constant,
    pulled_figure,
    pulled_text,
    total_of,
)
from cyps_xl.sheets.pages import widths_for
from cyps_xl.sheets.plan import LOCATOR_PREFIX
from cyps_xl.sheets.shapes.lined import Lined
from cyps_xl.sheets.shapes.page import Shape, quarter_covers
from cyps_xl.sheets.shapes.printing import FORMATS
from cyps_xl.sheets.text_width import column_width

NAME_WIDTH = 34
"""Characters of a list's first column: the name of what a row is about stands on one line."""
WIDEST_FIGURE = 14.0
"""Characters of a list's column of figures, as far as its heading asks for them."""


class Figures(Lined):
    """A line a row: one figure of the quarter each, and where it comes from."""

    @property
    def widths(self) -> tuple[float, ...]:
        return (44, 12, 62)

    @property
    def last_row(self) -> int:
        return self.header_row + len(self.block.lines)

    def covers(self) -> Formula:
        return quarter_covers(self.context)

    def lay_out(self) -> None:
        self.put_title()
        labels = (self.block.called or "What is counted", "Number", "Where it comes from")
        self.sheet.header(self.header_row, labels, ("header", "header right", "header indented"))
        for row, line in enumerate(self.block.lines, start=self.header_row + 1):
            self.sheet.put(row, 0, line.label, "text")
            self.sheet.put(row, 1, self.figure(line, 1), "figure", FORMATS[line.printed])
            self.sheet.put(row, 2, line.note, "grey text")

    def place(self, position: int, at: int) -> tuple[int, int]:
        return self.header_row + 1 + self.block.lines.index(self.block.line(position)), at

    def pulled(self, table: Table, heading: str, line: Line, at: int) -> Formula:
        return self._rows(table, line).over(heading, line.over)

    def rows_at(self, line: Line, at: int) -> line_figures.Rows:
        return self._rows(self.table, line)

    def _rows(self, table: Table, line: Line) -> line_figures.Rows:
        """The rows of the quarter: of its period, or of the days in it."""
        by, kind, names = table.time.heading, table.time.kind, self.context.names
        rows = line_figures.Rows(self.context.inputs, table)
        if kind in (Kind.MONTH, Kind.DATE):
            rows = rows.between(by, names.quarter_start, names.quarter_end)
        else:
            rows = rows.at(by, names.period if kind is Kind.PERIOD else names.quarter)
        return rows.where(conditions_of(self.block, line, table))


class Text(Shape):
    """A sentence across the page, or one that leads to another section."""

    @property
    def widths(self) -> tuple[float, ...]:
        return (44,)

    @property
    def last_row(self) -> int:
        return self.header_row

    def covers(self) -> Formula:
        return quarter_covers(self.context)

    def lay_out(self) -> None:
        self.put_title()
        if not self.block.leads_to:
            self.sheet.across(self.header_row, self.block.says)
        elif (section := self._led_to()) is not None:
            link = f"{LOCATOR_PREFIX}{section.name}"
            self.sheet.put(self.header_row, 0, self.block.says_of(section), "link", link=link)

    def _led_to(self) -> Section | None:
        """The section that the sentence leads to; None where the quarter has none such: nothing is said then."""
        reported = self.context.definition.reported(self.context.quarter)
        return next((section for section in reported if section.name == self.block.leads_to), None)


class List(Lined):
    """The rows of a table that belong to the quarter, a line a column. Where there are none, one row says so.

    A quarter without rows has one that says so: the next quarter's grow out of it. `begins_again` are the rows of the
    list, counted from 0, with which another page begins: its heading stands above each of them once more.
    """

    last_width = 10
    begins_again: Collection[int] = ()

    @property
    def widths(self) -> tuple[float, ...]:
        return tuple(self._width(at, line) for at, line in enumerate(self.block.lines))

    def _width(self, at: int, line: Line) -> float:
        """A name's column is narrow; texts share what figures and it leave of a page."""
        if line.printed is not Shown.TEXT:
            return _figure_width(line)
        if not at:
            return NAME_WIDTH
        first, *others = self.block.lines
        texts = sum(other.printed is Shown.TEXT for other in others)
        taken = NAME_WIDTH if first.printed is Shown.TEXT else _figure_width(first)
        taken += sum(_figure_width(other) for other in others if other.printed is not Shown.TEXT)
        return min(84.0, max(20.0, (widths_for(len(self.block.lines)) - taken) / texts))

    @property
    def notices(self) -> tuple[str, ...]:
        return (self.table.name,)

    @property
    def has_workings(self) -> bool:
        return True

    @property
    def _shown(self) -> line_figures.Rows:
        """The rows of the quarter that the block shows."""
        rows = line_figures.Rows(self.context.inputs, self.table)
        return rows.at(self.table.time.heading, self.context.names.quarter).where(self.block.where)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The same, in the order of the input table."""
        return tuple(self._shown.found)

    @property
    def _has_totals(self) -> bool:
        return any(line.total is not Total.NONE for line in self.block.lines)

    @property
    def last_row(self) -> int:
        return self._places[-1] + self._has_totals

    @property
    def _places(self) -> tuple[int, ...]:
        """The rows of the page in which the list's stand."""
        heading = self.header_row + 1 - self.row
        numbers = range(max(len(self.rows), 1))
        return tuple(
            self.header_row + 1 + at + heading * sum(again <= at for again in self.begins_again) for at in numbers
        )

    def number_at(self, row: int) -> int | None:
        """Which row of the list, counted from 0 and never the first, a row of the page begins; None for any other."""
        places = self._places
        return places.index(row) if row in places[1:] else None

    def covers(self) -> Formula:
        return quarter_covers(self.context)

    def lay_out(self) -> None:
        self._heading(self.row)
        self.page.found_header(self.header_row)
        places = self._places
        for at in self.begins_again:
            again = places[at] - (self.header_row + 1 - self.row)
            self._heading(again)
            self.sheet.gone_on = (*self.sheet.gone_on, again)
        found = [self._row(places[at], at, row) for at, row in enumerate(self.rows or (None,))]
        if self._has_totals:
            self._totals(places)
        self.page.add_found(self.table, self._shown.count(), found, self.block.noun)

    def _heading(self, row: int) -> None:
        if self.block.title:
            self.sheet.put(row, 0, self.block.title, "section")
        styles = tuple(_header_style(line) for line in self.block.lines)
        self.sheet.header(row + bool(self.block.title), tuple(line.label for line in self.block.lines), styles)

    def _row(self, at: int, number: int, row: Row | None) -> Formula:
        """A row; returns the cell that says whether it is still in the input table."""
        names = self._names(row)
        key = self._key(at, row)
        for column, line in enumerate(self.block.lines):
            self._cell(at, column, line, number, key, names.get(column))
        there = line_figures.is_found(self.context.inputs, self.table, self.block.where, *key)
        return self.sheet.put(at, self.page.workings, there, "workings")

    def _names(self, row: Row | None) -> dict[int, str]:
        """The texts of the key that are printed as they are, by column."""
        found: dict[int, str] = {}
        for column, line in enumerate(self.block.lines):
            heading = self._key_heading(line)
            if heading and row is None:
                found[column] = self.block.says if not found else ""
            elif heading and row is not None:
                found[column] = as_excel_text(row[heading]) or line.note
        return found

    def _key_heading(self, line: Line) -> str:
        """The column of the key that a line prints as it is; "" for any other line."""
        if not isinstance(line.shows, ColumnOf) or line.printed is not Shown.TEXT:
            return ""
        heading = self.table.heading(line.shows.heading)
        return heading if heading in self.table.key else ""

    def _key(self, at: int, row: Row | None) -> tuple[Formula, ...]:
        """What finds the row: the quarter, then each column of the key, read off the page where it stands there."""
        where = dict(self.block.where)
        cells = {
            self._key_heading(line): column
            for column, line in enumerate(self.block.lines)
            if self._key_heading(line) and not line.note
        }
        key = []
        for heading in self.table.key:
            if heading == self.table.time.heading:
                key.append(self.context.names.quarter)
            elif heading in cells:
                text = as_excel_text(row[heading]) if row else self._names(row)[cells[heading]]
                key.append(Formula(address(at, cells[heading]), text))
            else:
                key.append(_written(row[heading]) if row else self._of_no_row(heading, where.get(heading, "")))
        return tuple(key)

    def _of_no_row(self, heading: str, value: str) -> Formula:
        """What stands for a part of the key where no row is: of numbers 0, so that the formula keeps its shape."""
        return constant(0) if self.table.column(heading).is_figure else constant(value)

    def _cell(self, at: int, column: int, line: Line, number: int, key: tuple[Formula, ...], name: str | None) -> None:
        if line.printed is Shown.NO:
            label = f"{self.block.noun.capitalize()} {number + 1}" if self.rows else MISSING
            self.sheet.put(at, column, label, "text top")
        elif name is not None and line.note:
            self.sheet.put(at, column, name, "wrapped grey")
        elif name is not None:
            self.sheet.paragraph(at, column, name, self.sheet.widths[column])
        elif line.printed is Shown.TEXT:
            self.sheet.paragraph(at, column, self._text(line, key), self.sheet.widths[column])
        else:
            self.sheet.put(at, column, self.figure(line, at), "figure top", self._format(line))

    def _text(self, line: Line, key: tuple[Formula, ...]) -> Formula:
        """A text of the row, in the report's language where the table has a column for it."""
        assert isinstance(line.shows, ColumnOf)
        heading = self.table.heading(line.shows.heading)
        in_report = self.context.text_column
        if heading in self.context.text_columns and any(c.heading == in_report for c in self.table.columns):
            heading = in_report
        return pulled_text(self.context.inputs, self.table, heading, *key)

    def place(self, position: int, at: int) -> tuple[int, int]:
        return at, self.block.lines.index(self.block.line(position))

    def pulled(self, table: Table, heading: str, line: Line, at: int) -> Formula:
        expected = table.column(heading).required or line.total is not Total.NONE
        key = self._key(at, self._row_at(at))
        return pulled_figure(self.context.inputs, table, heading, *key, missing=MISSING if expected else "")

    def _row_at(self, at: int) -> Row | None:
        """The input row that stands in a row of the page; None in the one that says that there is none."""
        return self.rows[self._places.index(at)] if self.rows else None

    def _format(self, line: Line) -> str:
        """As its line prints it; a share that is typed as 82 keeps its sign beside it."""
        shows = line.shows
        typed = self.table.column(self.table.heading(shows.heading)) if isinstance(shows, ColumnOf) else None
        in_percent = typed is not None and typed.one_percent == 1
        return '0"%"' if in_percent and line.printed is Shown.PERCENT else FORMATS[line.printed]

    def _totals(self, places: Sequence[int]) -> None:
        row = places[-1] + 1
        self.sheet.put(row, 0, "Total", "total label")
        for column, line in enumerate(self.block.lines[1:], start=1):
            if line.total is Total.NONE:
                self.sheet.put(row, column, "", "total")
                continue
            cells = [self.sheet.placed(at, column) for at in places]
            total = average_of(cells) if line.total is Total.MEAN else total_of(cells)
            self.sheet.put(row, column, total, "total", self._format(line))


def _figure_width(line: Line) -> float:
    """The width of a list's column of figures: a heading that is a little longer stays on one line."""
    return max(12.0, min(WIDEST_FIGURE, column_width(line.label, bold=True)))


def _written(value: Value) -> Formula:
    """A part of a key as a formula writes it: what Excel's & makes of it in the column Key."""
    return Formula(as_excel_text(value), value) if isinstance(value, int | float) else constant(as_excel_text(value))


def _header_style(line: Line) -> str:
    return "header" if line.printed in (Shown.TEXT, Shown.NO) else "header right"
