"""What blocks with lines share: a line's figure at one place of the block, the cell it stands in, and their chart."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from typing import Any

from cyps_xl.definition.expression import ColumnOf, DaysBetween, Leaf, LineOf, Rows, SettingOf
from cyps_xl.definition.lines import conditions_of
from cyps_xl.definition.model import Block, Line
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.tables.choices import Charts, Over
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import MISSING, Formula, pulled_figure
from cyps_xl.sheets.line_figures import scaled, worked_out
from cyps_xl.sheets.pages import column_points
from cyps_xl.sheets.plan import ChartPlan, SeriesPlan, Span
from cyps_xl.sheets.shapes.page import Shape
from cyps_xl.sheets.shapes.printing import with_scales


class Lined(Shape):
    """A block of lines. `at` says where along a line a figure stands: in which month, row or column, by its shape.

    A line may read others, and the same one many times over: each figure is worked out once.
    """

    missing = MISSING
    """What stands where a figure is not there."""

    def __init__(self, context: Context, block: Block) -> None:
        super().__init__(context, block)
        self._known: dict[tuple[int, Hashable], Formula] = {}

    @abstractmethod
    def place(self, position: int, at: Any) -> tuple[int, int]:
        """The row and column of a line's figure, counted from 0."""

    @abstractmethod
    def pulled(self, table: Table, heading: str, line: Line, at: Any) -> Formula:
        """What a column of an input table gives at a place of the block."""

    def pulled_by_key(self, heading: str, line: Line, *key: Formula) -> Formula:
        """What stands in the one row of a key, of those rows that the line reads."""
        where = conditions_of(self.block, line, self.table)
        if not where:
            return pulled_figure(self.context.inputs, self.table, heading, *key, missing=self.missing)
        rows = line_figures.Rows(self.context.inputs, self.table).keyed(*key).where(where)
        return rows.over(heading, Over.SUM, self.missing)

    def rows_at(self, line: Line, at: Any) -> line_figures.Rows:
        """The rows of the block's table that a line reads at a place; of shapes whose rules let a line count them."""
        raise NotImplementedError(f"{self.block.name}: a block of {self.block.shape.value} counts no rows")

    def days_between(self, at: Any) -> Formula:
        """The days from the date before to that of a place; of shapes whose rules let a line show them."""
        raise NotImplementedError(f"{self.block.name}: a block of {self.block.shape.value} has no dates in a row")

    def figure(self, line: Line, at: Hashable) -> Formula:
        """A line's figure at a place: its formula, and the value."""
        known = self._known.get((line.position, at))
        if known is None:
            known = worked_out(scaled(line), lambda leaf: self.leaf(leaf, line, at), self.missing)
            self._known[line.position, at] = known
            self.sheet.made_by(self.place(line.position, at), self.block.name, line.position)
        return known

    def cell(self, position: int, at: Hashable) -> Formula:
        """The cell of a line's figure, as formulas of other cells refer to it."""
        return Formula(address(*self.place(position, at)), self.figure(self.block.line(position), at).value)

    def leaf(self, leaf: Leaf, line: Line, at: Hashable) -> Formula:
        """What a leaf of a line's expression stands for at a place."""
        if isinstance(leaf, LineOf):
            return self._of_block(leaf.block).cell(leaf.position, at)
        if isinstance(leaf, SettingOf):
            return line_figures.setting(self.context, leaf)
        if isinstance(leaf, ColumnOf):
            table = self.context.definition.catalogue[leaf.table] if leaf.table else self.table
            return self.pulled(table, table.heading(leaf.heading), line, at)
        if isinstance(leaf, Rows):
            return self.rows_at(line, at).count()
        if isinstance(leaf, DaysBetween):
            return self.days_between(at)
        return Formula(f"{leaf.value:.15g}", leaf.value)

    def _of_block(self, name: str) -> Lined:
        """The block of a name on the same page; this one where none is named."""
        found = self.page.shape(name) if name else self
        assert isinstance(found, Lined)
        return found

    @property
    def charted(self) -> tuple[Line, ...]:
        """The lines that the chart draws; none where there is no chart."""
        if self.block.chart is Charts.NONE:
            return ()
        return tuple(line for line in self.block.lines if line.in_chart)

    @property
    def is_line_chart(self) -> bool:
        """Whether the chart draws lines, which read cells of their own among the workings."""
        return self.block.chart.is_a_line and bool(self.charted)

    @property
    def has_limits(self) -> bool:
        """Whether the chart draws a line between limits."""
        return self.block.chart is Charts.LIMITS and bool(self.charted)

    def put_chart(
        self,
        row: int,
        columns: tuple[int, int],
        rows: int,
        *,
        categories: Span,
        called: str,
        series: dict[int, tuple[tuple[int, int], Span, Span]],
        guides: tuple[SeriesPlan, ...] = (),
        **options: Any,
    ) -> None:
        """Draw the charted lines: `series` gives by position the cell of a line's name, the cells that are drawn of it
        and those that are printed.

        `called` heads the categories; `options` are further fields of the plan.
        """
        plan = ChartPlan(
            name=f"cyps {self.block.name}",
            title=self.block.chart_title,
            row=row,
            columns=columns,
            categories=categories,
            series=(*(_series(line, *series[line.position]) for line in self.charted), *guides),
            value_title=self.block.counted_in,
            category_title=called,
            alt=self.block.chart_says,
            rows=rows,
            drawn=self.block.chart,
            **options,
        )
        width = sum(map(column_points, self.sheet.widths[columns[0] : columns[1] + 1]))
        self.sheet.chart(with_scales(plan, self.charted[0], width))


def _series(line: Line, name: tuple[int, int], drawn: Span, printed: Span) -> SeriesPlan:
    return SeriesPlan(name, drawn, line.emphasis, None if printed == drawn else printed)
