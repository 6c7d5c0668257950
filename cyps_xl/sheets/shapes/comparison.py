"""Counts of three periods side by side: the latest full year, the same quarter of it, this quarter; with arrows."""

from __future__ import annotations

from cyps_xl.definition.expression import ColumnOf, Leaf, LineOf, SettingOf
from cyps_xl.definition.model import Line, Term
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.tables.definition import Shown
from cyps_xl.measures.direction import Better
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.compare import Rules, direction_code, direction_words, gain
from cyps_xl.sheets.formulas import Formula, constant, joined, pulled_figure
from cyps_xl.sheets.line_figures import scaled, worked_out
from cyps_xl.sheets.plan import Span
from cyps_xl.sheets.shapes.page import Shape
from cyps_xl.sheets.shapes.printing import FORMATS

NO, LABEL, LAST_YEAR, LAST_QUARTER, THIS_QUARTER, DIRECTION, WORDS = range(7)
BEFORE_ARROW = "_0_0"
"""Air before an arrow, which some programs draw at its cell's left edge."""


class Comparison(Shape):
    """A line a row; below, the section's own key, where it has one."""

    frozen_columns = 2
    repeats_header = True
    last_width = 16

    @property
    def widths(self) -> tuple[float, ...]:
        return (7, 52, 18, 18, 18, 12, 20)

    @property
    def has_workings(self) -> bool:
        return True

    @property
    def _terms(self) -> tuple[Term, ...]:
        """The section's own key, below its first comparison."""
        first = next(shape for shape in self.page.shapes.values() if isinstance(shape, Comparison))
        return self.page.section.terms if first is self else ()

    @property
    def last_row(self) -> int:
        table = self.header_row + len(self.block.lines)
        return table + 2 + len(self._terms) if self._terms else table

    def covers(self) -> Formula:
        return self.context.names.covers

    def lay_out(self) -> None:
        self.put_title()
        self._header()
        first = self.header_row + 1
        for row, line in enumerate(self.block.lines, start=first):
            self._line(row, line)
        self.sheet.arrows(Span(first, DIRECTION, first + len(self.block.lines) - 1, DIRECTION))
        if self._terms:
            self._key(first + len(self.block.lines) + 1)

    def _header(self) -> None:
        names = self.context.names
        labels = (
            "No",
            self.block.called,
            joined("Full year ", names.last_year),
            names.last_quarter_heading,
            names.quarter_heading,
            "Direction",
            "In words",
        )
        styles = ("header", "header", "header right", "header right", "header right", "header center", "header")
        self.sheet.header(self.header_row, labels, styles, lines=2)
        self.sheet.put(self.header_row, self.page.workings, "Change (+ is better)", "workings header")

    def _line(self, row: int, line: Line) -> None:
        strong = " strong" if line.better else ""
        names, printed = self.context.names, FORMATS[line.printed]
        self.sheet.put(row, NO, line.no, f"text{strong}")
        self.sheet.put(row, LABEL, line.label, "text strong" if line.better else "text indented")
        self.sheet.put(row, LAST_YEAR, self._figure(line, names.last_year, LAST_YEAR), f"figure{strong}", printed)
        before = self._figure(line, names.last_period, LAST_QUARTER)
        previous = self.sheet.put(row, LAST_QUARTER, before, f"figure{strong}", printed)
        now = self._figure(line, names.period, THIS_QUARTER)
        current = self.sheet.put(row, THIS_QUARTER, now, f"figure{strong}", printed + BEFORE_ARROW)
        if line.better is None:
            self.sheet.put(row, DIRECTION, "", "arrow")
            self.sheet.put(row, WORDS, "", "text")
            return
        rules = _rules(line, line.better, names.tolerance)
        gained = self.sheet.put(row, self.page.workings, gain(current, previous, rules), "workings")
        code = self.sheet.put(row, DIRECTION, direction_code(current, previous, gained, rules), "arrow")
        self.sheet.put(row, WORDS, direction_words(code, names.tolerance), "text")

    def _figure(self, line: Line, period: Formula, column: int) -> Formula:
        return worked_out(scaled(line), lambda leaf: self._leaf(leaf, line, period, column))

    def _leaf(self, leaf: Leaf, line: Line, period: Formula, column: int) -> Formula:
        if isinstance(leaf, LineOf):
            at = next(i for i, other in enumerate(self.block.lines) if other.position == leaf.position)
            value = self._figure(self.block.lines[at], period, column).value
            return Formula(address(self.header_row + 1 + at, column), value)
        if isinstance(leaf, SettingOf):
            return line_figures.setting(self.context, leaf)
        if isinstance(leaf, ColumnOf):
            return self._pulled(self.table.heading(leaf.heading), line, period)
        raise ValueError(f"{self.block.name}: {leaf} cannot stand in a comparison")

    def _pulled(self, heading: str, line: Line, period: Formula) -> Formula:
        """A figure of the one row that the line names, or of several as one."""
        where = dict((*self.block.where, *line.where))
        by = next(h for h in self.table.key if self.table.column(h).kind is Kind.PERIOD)
        if set(self.table.key) == {by, *where}:
            key = (period if part == by else constant(where[part]) for part in self.table.key)
            return pulled_figure(self.context.inputs, self.table, heading, *key)
        rows = line_figures.Rows(self.context.inputs, self.table).at(by, period).where(tuple(where.items()))
        return rows.over(heading, line.over)

    def _key(self, row: int) -> None:
        """What an arrow means in this section."""
        self.sheet.put(row, 0, "Key", "section")
        for offset, term in enumerate(self._terms, start=1):
            direction = term.direction
            self.sheet.put(row + offset, 0, term.term if direction is None else direction.value, "arrow plain")
            self.sheet.put(row + offset, 1, term.meaning, "overflow")
        self.sheet.arrows(Span(row + 1, 0, row + len(self._terms), 0))


_SHARES = {Shown.PERCENT: 0, Shown.PERCENT_ONE: 1}
_DECIMALS = {Shown.DECIMAL: 1, Shown.TWO_DECIMALS: 2, Shown.PER_1000: 1, Shown.PER_10000: 1, Shown.DAYS: 1}


def _rules(line: Line, better: Better, tolerance: Formula) -> Rules:
    """How the line's figures are compared: as printed, a rate in points and a count or an average relatively."""
    if line.printed in _SHARES:
        return Rules.for_rates(better, tolerance, _SHARES[line.printed])
    return Rules.for_counts(better, tolerance, _DECIMALS.get(line.printed, 0))
