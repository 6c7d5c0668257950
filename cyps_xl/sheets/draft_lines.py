"""Which lines of the sections' own tables a sentence is drafted of, over which days, and what each is worked out from.

A line's figure of a quarter is no cell of its page, which has months, dates or groups: it is worked out from the input
table once more, for the quarter and for the one before it alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from cyps_xl.definition.expression import (
    ColumnOf,
    Expression,
    Leaf,
    LineOf,
    Number,
    Operation,
    Rows,
    SettingOf,
    leaves,
)
from cyps_xl.definition.lines import adds_up, conditions_of, counts_events, in_columns
from cyps_xl.definition.model import Block, Conditions, Definition, Line, Section
from cyps_xl.inputs.declare import Kind, Table, Varies
from cyps_xl.inputs.tables.choices import Charts, Over, Shape, Shown, Total
from cyps_xl.sheets.line_figures import scaled
from cyps_xl.sheets.shapes.limits import Chart, chart_of

MOST_PARTS = 20
"""Figures that a line may be put together from: of one with more the workings are wider than anybody follows."""


class Covers(Enum):
    """The days that a line's figure of a quarter covers."""

    QUARTER = "the quarter"
    LAST_MONTH = "its last month"
    LAST_COUNT = "the last date in it"
    TO_DATE = "1 April to its end"

    @property
    def is_alone(self) -> bool:
        """Whether two quarters' figures hold no case twice, as chance asks of them."""
        return self in (Covers.QUARTER, Covers.TO_DATE)


@dataclass(frozen=True)
class Source:
    """Rows of an input table as one figure: what stands under a heading, or how many rows there are where it is ""."""

    table: Table
    heading: str
    where: Conditions
    over: Over = Over.SUM


@dataclass(frozen=True)
class DraftedLine:
    """A line of which a sentence is drafted.

    `names` are what it is called: its table's heading, or its section's, then its own. `shows` reads the sources as
    lines, by their position from 1. `parts` are the two sides of a share or a rate, None for any other line; `counts`
    says whether the figure is a number of things that happen.
    """

    section: Section
    block: Block
    line: Line
    names: tuple[str, ...]
    covers: Covers
    sources: tuple[Source, ...]
    shows: Expression
    parts: tuple[Expression, Expression] | None
    counts: bool

    @property
    def is_amount(self) -> bool:
        """Whether it is of money, or of another amount: of that nobody asks whether it is by chance."""
        columns = (one.table.column(one.heading) for one in self.sources if one.heading)
        return self.line.printed is Shown.MONEY or any(column.is_amount for column in columns)


def drafted_lines(definition: Definition, sections: Iterable[Section]) -> Iterator[DraftedLine]:
    """The lines of these sections that a sentence is drafted of, in the order of the report.

    Of a block with a chart those that it draws; of a comparison those with a direction; of groups, a grid and a list
    what is added up, or worked out again, of all of them. Lists of texts, funnels and sentences bear none, and a
    scorecard has its own.
    """
    for section in sections:
        for block in section.blocks:
            for line in block.lines if block.shape in _COVERS else ():
                for chosen, names in _chosen(block, line):
                    drafted = _drafted(definition, section, block, chosen, names)
                    if drafted is not None:
                        yield drafted


def _chosen(block: Block, line: Line) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """A line, where it is drafted, and what it is called behind the block's title: of a grid a row each."""
    if block.shape is Shape.GRID:
        if line.total is not Total.NONE and block.table is not None:
            for choice in block.table.column(block.down).choices:
                if all(choice == value for heading, value in (*block.where, *line.where) if heading == block.down):
                    yield replace(line, where=(*line.where, (block.down, choice))), (choice,)
        return
    if _is_wanted(block, line):
        yield line, (line.label,)


def _is_wanted(block: Block, line: Line) -> bool:
    is_drawn = block.chart is Charts.NONE or not any(one.in_chart for one in block.lines) or line.in_chart
    if block.shape is Shape.COMPARISON:
        return line.better is not None
    if block.shape in (Shape.GROUPS, Shape.LIST):
        return is_drawn and line.total is not Total.NONE
    return is_drawn and line.printed is not Shown.CHANGE


_COVERS: dict[Shape, Callable[[Definition, Block, Line, Chart], Covers]] = {
    Shape.MONTHS: lambda definition, block, line, chart: _of_months(definition, block, line, chart),
    Shape.HISTORY: lambda *_: Covers.LAST_COUNT,
    Shape.GROUPS: lambda *_: Covers.LAST_COUNT,
    Shape.GRID: lambda *_: Covers.LAST_COUNT,
    Shape.COMPARISON: lambda *_: Covers.TO_DATE,
    Shape.FIGURES: lambda _, block, *__: Covers.TO_DATE if _is_kept_by(block, Kind.PERIOD) else Covers.QUARTER,
    Shape.LIST: lambda *_: Covers.QUARTER,
}
"""The shapes whose lines are drafted, and the days that each covers."""


def _is_kept_by(block: Block, kind: Kind) -> bool:
    return block.table is not None and block.table.time_kind is kind


def _of_months(definition: Definition, block: Block, line: Line, chart: Chart) -> Covers:
    """Months are added up where the report adds them up, or where each has happenings of its own, or is a share."""
    if _is_kept_by(block, Kind.DATE):
        return Covers.LAST_COUNT
    happens = chart is Chart.COUNTS and adds_up(definition, block, line.shows, (Varies.BY_CHANCE,))
    adds = line.total in (Total.SUM, Total.AGAIN) or happens or chart is Chart.SHARES
    return Covers.QUARTER if adds else Covers.LAST_MONTH


def _drafted(
    definition: Definition, section: Section, block: Block, line: Line, names: tuple[str, ...]
) -> DraftedLine | None:
    """The line with what it is worked out from; None where its figure of a quarter is not known for certain."""
    by_columns = in_columns(definition, block, line)
    known = line if by_columns is None else replace(line, shows=by_columns)
    chart = chart_of(definition, block, known)
    covers = _COVERS[block.shape](definition, block, known, chart)
    opened = _Opened(definition, block, covers)
    shows = opened.walked(scaled(known), block, line)
    if shows is None or not _fits(block, line, covers, chart, shows, opened.sources):
        return None
    parts = None
    if chart.has_wholes and isinstance(known.shows, Operation):
        sides = [opened.walked(side, block, line) for side in (known.shows.left, known.shows.right)]
        parts = (sides[0], sides[1]) if sides[0] is not None and sides[1] is not None else None
    sources = tuple(opened.sources)
    counts = counts_events(definition, block, known) and (covers is not Covers.LAST_MONTH)
    called = (block.title or section.title, *names)
    called = called if called[0].casefold() != called[-1].casefold() else called[:1]
    return DraftedLine(section, block, line, called, covers, sources, shows, parts, counts)


def _fits(block: Block, line: Line, covers: Covers, chart: Chart, shows: Expression, sources: list[Source]) -> bool:
    """Whether a line that is worked out from added rows is what the page's figures add up to: not where each row has a
    quotient of its own."""
    if not sources or sum(1 for _ in leaves(shows)) > MOST_PARTS:
        return False
    kinds = {source.table.time_kind for source in sources}
    if block.shape is Shape.FIGURES:
        return Kind.PERIOD not in kinds or len(kinds) == 1
    if kinds != {block.table.time_kind if block.table else None}:
        return False
    is_mean = line.total is Total.MEAN
    if block.shape in (Shape.GROUPS, Shape.GRID, Shape.LIST):
        of_one = all(source.over is Over.MEAN for source in sources) and isinstance(line.shows, ColumnOf)
        return of_one if is_mean else line.total is Total.AGAIN or _is_linear(shows)
    if covers is not Covers.QUARTER:
        return True
    return line.total is Total.AGAIN or chart is Chart.SHARES or _is_linear(shows)


def _is_linear(shows: Expression) -> bool:
    """Whether an expression of sums is the sum of the expression: nothing is divided or multiplied by what is read."""
    if not isinstance(shows, Operation):
        return not isinstance(shows, Number | SettingOf)
    sides = (shows.left, shows.right)
    if shows.sign in "+-":
        return all(map(_is_linear, sides))
    fixed = [all(isinstance(leaf, Number | SettingOf) for leaf in leaves(side)) for side in sides]
    if shows.sign == "*" and fixed[0]:
        return _is_linear(shows.right)
    return fixed[1] and _is_linear(shows.left)


class _Opened:
    """The sources that expressions are worked out from, through however many lines, each once."""

    def __init__(self, definition: Definition, block: Block, covers: Covers) -> None:
        self._definition, self._block, self._covers = definition, block, covers
        self.sources: list[Source] = []

    def walked(self, found: Expression, block: Block, line: Line) -> Expression | None:
        """The expression over the sources; None where a part of it is no sum or mean of rows."""
        if isinstance(found, Operation):
            left, right = (self.walked(side, block, line) for side in (found.left, found.right))
            return None if left is None or right is None else Operation(found.sign, left, right)
        if isinstance(found, LineOf):
            return self._of_line(found, block)
        return self._leaf(found, block, line)

    def _of_line(self, leaf: LineOf, block: Block) -> Expression | None:
        named = (one for _, one in self._definition.blocks() if one.name.casefold() == leaf.block.casefold())
        home = next(named, None) if leaf.block else block
        if home is None:
            return None
        other = home.line(leaf.position)
        return self.walked(scaled(other), home, other)

    def _leaf(self, leaf: Leaf, block: Block, line: Line) -> Expression | None:
        if isinstance(leaf, Number | SettingOf):
            return leaf
        if line.over is Over.RUNNING or block.table is None:
            return None
        if isinstance(leaf, ColumnOf):
            table = self._definition.catalogue[leaf.table] if leaf.table else block.table
            heading, over = table.heading(leaf.heading), self._over(block, line)
        elif isinstance(leaf, Rows):
            table, heading, over = block.table, "", Over.SUM
        else:
            return None
        return self._numbered(Source(table, heading, conditions_of(block, line, table), over))

    def _over(self, block: Block, line: Line) -> Over:
        """How rows become one: of groups and choices as their total has it, which is below or beside their figures."""
        if block.shape in (Shape.GROUPS, Shape.GRID, Shape.LIST) and line.total is Total.MEAN:
            return Over.MEAN
        return line.over

    def _numbered(self, source: Source) -> LineOf:
        if source not in self.sources:
            self.sources.append(source)
        return LineOf(self.sources.index(source) + 1)
