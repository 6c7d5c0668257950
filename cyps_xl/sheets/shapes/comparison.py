"""Counts of three periods side by side: the latest full year, the same quarter of it, this quarter; with arrows."""

from __future__ import annotations

from functools import cached_property

from cyps_xl.definition.expression import ColumnOf, Leaf, leaves
from cyps_xl.definition.lines import conditions_of, counts_events
from cyps_xl.definition.model import Line, Term
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.tables.choices import Shown
from cyps_xl.measures.direction import Better
from cyps_xl.measures.indicators import a_count
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.chance import chance_of_counts, put_words, with_chance
from cyps_xl.sheets.compare import Rules, direction_code, direction_words, gain
from cyps_xl.sheets.formulas import NOTHING, Formula, constant, joined, pulled_figure, quoted
from cyps_xl.sheets.line_figures import worked_out
from cyps_xl.sheets.plan import Span
from cyps_xl.sheets.shapes.lined import Lined
from cyps_xl.sheets.shapes.printing import FORMATS
from cyps_xl.sheets.text_width import column_width
from cyps_xl.sheets.year_end import NO_LIMIT, Running, YearEndColumns, YearEnds, can_say, years_back
from cyps_xl.sheets.year_end import PRINTED as YEAR_END_WIDTHS

NO, LABEL, LAST_YEAR, LAST_QUARTER, THIS_QUARTER, DIRECTION, WORDS = range(7)
BEFORE_ARROW = "_0_0"
"""Air before an arrow, which some programs draw at its cell's left edge."""


_AIR = 0.1
"""Characters more than a number's letters take: where it just fits in one program, it is parted in another."""
_WIDTHS = (5, 44, 17.6, 13, 13, 10, 16)
"""The full year stands on one line of its heading, a quarter and its year on two: no year is parted at its hyphen."""


class Comparison(Lined):
    """A line a row; below, the section's own key, where it has one."""

    frozen_columns = 2
    repeats_header = True
    last_width = 16

    @property
    def widths(self) -> tuple[float, ...]:
        numbers = max(column_width(line.no, bold=True) + _AIR for line in self.block.lines)  # CH/040 is one, too
        first = max(_WIDTHS[NO], numbers)
        return (first, *_WIDTHS[NO + 1 :], *(YEAR_END_WIDTHS if self._years else ()))

    @property
    def column_starts(self) -> tuple[int, ...]:
        return (len(_WIDTHS),) if self._years else ()

    @property
    def repeating_columns(self) -> tuple[int, ...]:
        """The full year: its fourth quarter to date is the whole of it."""
        return (LAST_YEAR,) if self.context.quarter.is_last else ()

    @property
    def has_workings(self) -> bool:
        return True

    @property
    def own_workings(self) -> tuple[float, ...]:
        chance = (17.0,) if any(map(self._says_chance, self.block.lines)) else ()
        return (*chance, *(YearEndColumns(0, 0, self._years).widths if self._years else ()))

    def _says_chance(self, line: Line) -> bool:
        """Whether an arrow stands beside a number of things that happen."""
        return line.better is not None and counts_events(self.context.definition, self.block, line)

    @property
    def _chance(self) -> int:
        """The column among the workings that says whether a change could be chance."""
        return len(self.sheet.widths[: self.sheet.printed_columns]) + 1

    @cached_property
    def _years(self) -> int:
        """How many past years are looked at for where the year may end; 0 where of no line enough are known."""
        years = years_back(self.context)

        def can(line: Line) -> bool:
            return can_say(lambda period: self._of(line, period).figure, self.context.quarter, years)

        return years if years and any(can(line) for line in self.block.lines if self._may_end(line)) else 0

    def _may_end(self, line: Line) -> bool:
        """Whether a line counts what happens, by itself: other lines have no cells for past years."""
        return self._says_chance(line) and all(isinstance(leaf, ColumnOf) for leaf in leaves(line.shows))

    def _of(self, line: Line, period: Formula | str) -> Formula:
        """The figure of a period of a line that reads columns alone."""
        cell = constant(period) if isinstance(period, str) else period

        def read(leaf: Leaf) -> Formula:
            assert isinstance(leaf, ColumnOf)
            return self._in_period(self.table, self.table.heading(leaf.heading), line, cell)

        return worked_out(line.shows, read)

    @property
    def _columns(self) -> YearEndColumns:
        return YearEndColumns(WORDS + 1, self._chance + 1, self._years)

    @property
    def _year_ends(self) -> YearEnds:
        """The columns that say where the year may end."""
        return YearEnds(self.sheet, self.context, self._columns, self.header_row)

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
        if self.own_workings:
            self.sheet.put(self.header_row, self._chance, "Change, chance", "workings header")
        if self._years:
            self._year_ends.put_header()

    def _line(self, row: int, line: Line) -> None:
        strong = " strong" if line.better else ""
        names, printed = self.context.names, FORMATS[line.printed]
        self.sheet.put(row, NO, line.no, f"text{strong}")
        self.sheet.put(row, LABEL, line.label, "text strong" if line.better else "text indented")
        self.sheet.put(row, LAST_YEAR, self.figure(line, LAST_YEAR), f"figure{strong}", printed)
        previous = self.sheet.put(row, LAST_QUARTER, self.figure(line, LAST_QUARTER), f"figure{strong}", printed)
        now = self.figure(line, THIS_QUARTER)
        current = self.sheet.put(row, THIS_QUARTER, now, f"figure{strong}", printed + BEFORE_ARROW)
        if self._years:
            self._year_end(row, line, current)
        if line.better is None:
            self.sheet.put(row, DIRECTION, "", "arrow")
            self.sheet.put(row, WORDS, "", "text")
            return
        rules = _rules(line, line.better, names.tolerance)
        gained = self.sheet.put(row, self.page.workings, gain(current, previous, rules), "workings")
        code = self.sheet.put(row, DIRECTION, direction_code(current, previous, gained, rules), "arrow")
        words = direction_words(code, names.tolerance)
        if self._says_chance(line):
            said = chance_of_counts(code, current, previous, rules.indicator)
            words = with_chance(words, self.sheet.put(row, self._chance, said, "workings"), names)
            put_words(self.sheet, self.context, (row, WORDS), words)
        else:
            self.sheet.put(row, WORDS, words, "text")

    def _year_end(self, row: int, line: Line, current: Formula) -> None:
        """Where the year may end, if the rest of it goes as in past years."""
        if not self._may_end(line):
            self._year_ends.put_silence(row)
            return
        counted, ends = a_count(line.better or Better.NEITHER), self._year_ends
        running = Running(current, counted, constant(0), constant(1), NO_LIMIT, NOTHING, FORMATS[line.printed])

        def figures(back: int) -> tuple[Formula, Formula]:
            places = (self._columns.to_date(back), self._columns.end(back))
            then, year = (
                self.sheet.put(row, place.value, self._of(line, period), "workings")
                for place, period in zip(places, ends.periods(back), strict=True)
            )
            return then, year

        ends.put(row, running, figures)

    def place(self, position: int, at: int) -> tuple[int, int]:
        return self.header_row + 1 + self.block.lines.index(self.block.line(position)), at

    def pulled(self, table: Table, heading: str, line: Line, at: int) -> Formula:
        names = self.context.names
        period = {LAST_YEAR: names.last_year, LAST_QUARTER: names.last_period, THIS_QUARTER: names.period}[at]
        return self._in_period(table, heading, line, period)

    def _in_period(self, table: Table, heading: str, line: Line, period: Formula) -> Formula:
        """A figure of the one row that the line names, or of several as one."""
        where = tuple(dict.fromkeys(conditions_of(self.block, line, table)))
        by = next(h for h in table.key if table.column(h).kind is Kind.PERIOD)
        if sorted(table.key) == sorted((by, *(under for under, _ in where))):
            key = (period if part == by else _looked_up(dict(where)[part]) for part in table.key)
            return pulled_figure(self.context.inputs, table, heading, *key)
        rows = line_figures.Rows(self.context.inputs, table).at(by, period).where(where)
        return rows.over(heading, line.over)

    def _key(self, row: int) -> None:
        """What an arrow means in this section."""
        self.sheet.put(row, 0, "Key", "section")
        for offset, term in enumerate(self._terms, start=1):
            direction = term.direction
            self.sheet.put(row + offset, 0, term.term if direction is None else direction.value, "arrow plain")
            self.sheet.put(row + offset, 1, term.meaning, "overflow")
        self.sheet.arrows(Span(row + 1, 0, row + len(self._terms), 0))


def _looked_up(value: str) -> Formula:
    """A part of a row's key as MATCH finds it, which knows wildcards as COUNTIFS does."""
    return Formula(quoted(line_figures.without_wildcards(value)), value)


_SHARES = {Shown.PERCENT: 0, Shown.PERCENT_ONE: 1}
_DECIMALS = {Shown.DECIMAL: 1, Shown.TWO_DECIMALS: 2, Shown.PER_1000: 1, Shown.PER_10000: 1, Shown.DAYS: 1}


def _rules(line: Line, better: Better, tolerance: Formula) -> Rules:
    """How the line's figures are compared: as printed, a rate in points and a count or an average relatively."""
    if line.printed in _SHARES:
        return Rules.for_rates(better, tolerance, _SHARES[line.printed])
    return Rules.for_counts(better, tolerance, _DECIMALS.get(line.printed, 0))
