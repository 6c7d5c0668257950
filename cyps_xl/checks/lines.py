"""The figures of the report's lines in Python: of a row, and of a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.checks.tables import when
from cyps_xl.definition.expression import (
    ColumnOf,
    Expression,
    Leaf,
    LineOf,
    Operation,
    SettingOf,
    leaves,
    value_of,
)
from cyps_xl.definition.lines import in_columns
from cyps_xl.definition.model import Block, Definition, Line
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Inputs, Row, alike
from cyps_xl.inputs.tables.choices import Over, Shown
from cyps_xl.measures import rates
from cyps_xl.measures.direction import Better
from cyps_xl.measures.indicators import Indicator, a_count, a_rate
from cyps_xl.measures.rates import Figure
from cyps_xl.settings import setting_number

SHARES = {Shown.PERCENT: 0, Shown.PERCENT_ONE: 1}
"""The ways in which shares are printed, with their decimals."""


def of_row(inputs: Inputs, table: Table, expression: Expression, row: Row) -> Figure:
    """What an expression over a row's own columns, and settings, gives."""

    def read(leaf: Leaf) -> Figure:
        if isinstance(leaf, SettingOf):
            return setting_number(inputs, leaf.name)
        value = row[table.heading(leaf.heading)] if isinstance(leaf, ColumnOf) else None
        return value if isinstance(value, int | float) else None

    return value_of(expression, read)


def of_period(inputs: Inputs, block: Block, line: Line, period: str) -> Figure:
    """A comparison's line for one period: its figures of the rows that fit, as one."""
    table = block.table
    assert table is not None

    def read(leaf: Leaf) -> Figure:
        if isinstance(leaf, SettingOf):
            return setting_number(inputs, leaf.name)
        if isinstance(leaf, LineOf):
            return None if leaf.block else of_period(inputs, block, block.line(leaf.position), period)
        return _over(_figures(inputs, table, block, line, period, leaf), line) if isinstance(leaf, ColumnOf) else None

    return value_of(line.shows, read)


def _figures(inputs: Inputs, table: Table, block: Block, line: Line, period: str, leaf: ColumnOf) -> list[Figure]:
    where = (*block.where, *line.where)
    rows = (
        row
        for row in inputs[table]
        if when(table, row) == period and all(alike(row[heading], value) for heading, value in where)
    )
    heading = table.heading(leaf.heading)
    return [value if isinstance(value := row[heading], int | float) else None for row in rows]


def _over(figures: list[Figure], line: Line) -> Figure:
    return rates.average(figures) if line.over is Over.MEAN else rates.whole_total(figures)


def comparison_of(line: Line, better: Better) -> Indicator:
    """How a line's figures are held against each other, as its arrow is drawn."""
    return a_rate(better, SHARES[line.printed]) if line.printed in SHARES else a_count(better)


@dataclass(frozen=True)
class Quotient:
    """One column divided by another, as a line shows it: the columns, and what the figure is called."""

    table: Table
    part: str
    whole: str
    called: str


def quotients(definition: Definition) -> Iterator[Quotient]:
    """Every figure of the report that is worked out by dividing one column of a row by another, each once."""
    seen = set()
    for table, line, expression in over_rows(definition):
        if isinstance(expression, Operation) and expression.sign == "/":
            columns = [_only_column(table, side) for side in (expression.left, expression.right)]
            if None not in columns and (table.name, *columns) not in seen:
                seen.add((table.name, *columns))
                called = "percentage" if line.printed in SHARES else "average"
                yield Quotient(table, str(columns[0]), str(columns[1]), called)


def _only_column(table: Table, expression: Expression) -> str | None:
    """The heading of the only column that an expression reads; None when there are none or several."""
    found = {table.heading(leaf.heading) for leaf in leaves(expression) if isinstance(leaf, ColumnOf)}
    return found.pop() if len(found) == 1 else None


def over_rows(definition: Definition) -> Iterator[tuple[Table, Line, Expression]]:
    """Every line that is worked out of a row's own columns, with its table and its expression over these."""
    for _, block in definition.blocks():
        for line in block.lines if block.table is not None else ():
            expression = in_columns(definition, block, line)
            if expression is not None and block.table is not None:
                yield block.table, line, expression
