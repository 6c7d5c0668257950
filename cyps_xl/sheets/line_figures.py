"""A line's expression as a formula and the value it gives, whatever the block's shape: only what it reads differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from cyps_xl.definition.expression import Expression, Leaf, Number, Operation, SettingOf, leaves, value_of
from cyps_xl.definition.model import Conditions, Line
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.records import Inputs, Row, Value, excel_serial
from cyps_xl.inputs.tables.choices import Over, Shown
from cyps_xl.inputs.tables.settings import FULL_TIME_HOURS, setting_called
from cyps_xl.measures import rates
from cyps_xl.measures.rates import Figure
from cyps_xl.sheets.context import Context, setting_text
from cyps_xl.sheets.formulas import MISSING, Formula, constant, is_there, joined_key, quoted, shown

Reader = Callable[[Leaf], Formula]
"""Gives what a leaf of an expression stands for at one place of the page."""

NUMBER = '">-1E+99"'
"""The criterion that any number meets, and neither a blank nor a text."""

BLANK = '""'
"""The criterion that a blank meets, and a formula that gives an empty text: to the reader of a table both are blank."""

SCALES = {Shown.PER_1000: 1000, Shown.PER_10000: 10000}


def worked_out(expression: Expression, read: Reader, missing: str = MISSING) -> Formula:
    """The expression over what `read` gives; `missing` unless all of that are numbers and nothing is divided by 0."""
    if not isinstance(expression, Operation):
        return read(expression)
    parts: dict[Leaf, Formula] = {leaf: read(leaf) for leaf in leaves(expression) if not isinstance(leaf, Number)}
    divisors = list(dict.fromkeys(_text(divisor, parts) for divisor in _divisors(expression)))
    found = _text(expression, parts)
    for divisor in reversed(divisors):
        found = f"IF({divisor}=0,{quoted(missing)},{found})"
    tests = ",".join(dict.fromkeys(f"ISNUMBER({part.text})" for part in parts.values()))
    value = value_of(expression, lambda leaf: parts[leaf].figure)
    return Formula(f"IF(AND({tests}),{found},{quoted(missing)})", shown(value, missing))


def scaled(line: Line) -> Expression:
    """A line's expression, a rate multiplied by what it is given per."""
    scale = SCALES.get(line.printed)
    return Operation("*", line.shows, Number(scale)) if scale else line.shows


def _divisors(expression: Expression) -> Iterator[Expression]:
    if isinstance(expression, Operation):
        yield from _divisors(expression.left)
        yield from _divisors(expression.right)
        if expression.sign == "/":
            yield expression.right


def _text(expression: Expression, parts: dict[Leaf, Formula]) -> str:
    if isinstance(expression, Operation):
        left, right = _operand(expression.left, parts), _operand(expression.right, parts)
        return f"{left}{expression.sign}{right}"
    return f"{expression.value:.15g}" if isinstance(expression, Number) else parts[expression].text


def _operand(expression: Expression, parts: dict[Leaf, Formula]) -> str:
    text = _text(expression, parts)
    return f"({text})" if isinstance(expression, Operation) else text


def setting(context: Context, leaf: SettingOf) -> Formula:
    """A setting's number, its default where the cell is empty."""
    declared = setting_called(leaf.name)
    assert declared is not None  # asked when the definition is read
    if declared is FULL_TIME_HOURS:
        return context.names.full_time_hours
    cell, default = setting_text(declared), constant(declared.default or 0)
    value = context.inputs.value(_settings(context), "Value", declared.name)
    held = value if isinstance(value, int | float) else default.value
    return Formula(f'IFERROR(IF({cell}="",{default.text},{cell}+0),{default.text})', held)


def _settings(context: Context) -> Table:
    return next(records.table for records in context.inputs if records.table.name == "Settings")


class Rows:
    """The rows of an input table that a line reads at one place: those that meet every criterion."""

    def __init__(self, inputs: Inputs, table: Table) -> None:
        self._table, self._records = table, inputs[table]
        self._rows: Sequence[Row] = self._records.rows
        self._criteria: list[str] = []

    def where(self, conditions: Conditions) -> Rows:
        """Those under whose headings these values stand."""
        for heading, value in conditions:
            self._add(heading, criterion(self._table.column(heading), value), value)
        return self

    def at(self, heading: str, cell: Formula) -> Rows:
        """Those under whose heading stands what a cell holds."""
        self._add(heading, cell.text, cell.value)
        return self

    def keyed(self, *key: Formula) -> Rows:
        """Those of a key, a value for each of its columns: one row, or none."""
        self._criteria.append(f"{self._table.name}[{self._table.lookup_heading}],{joined_key(*key)}")
        found = self._records.find(*(part.value for part in key))
        self._rows = [row for row in self._rows if row is found]
        return self

    def between(self, heading: str, first: Formula, last: Formula) -> Rows:
        """Those whose date lies between two, both included."""
        column = f"{self._table.name}[{heading}]"
        self._criteria += [f'{column},">="&{first.text},{column},"<="&{last.text}']
        low, high = first.figure, last.figure
        self._rows = [row for row in self._rows if _lies(row[heading], low, high)]
        return self

    def _add(self, heading: str, criterion: str, value: Value) -> None:
        self._criteria.append(f"{self._table.name}[{heading}],{criterion}")
        self._rows = self._records.holding(heading, value, among=self._rows)

    @property
    def found(self) -> Sequence[Row]:
        """The rows themselves, in the order of the table."""
        return self._rows

    @property
    def criteria(self) -> str:
        """The pairs of column and criterion, as COUNTIFS takes them."""
        return ",".join(self._criteria)

    def count(self) -> Formula:
        """How many rows there are."""
        return Formula(f"COUNTIFS({self.criteria})", len(self._rows))

    def numbers(self, heading: str) -> Formula:
        """How many of the rows hold a number under a heading."""
        found = f"COUNTIFS({self.criteria},{self._table.name}[{heading}],{NUMBER})"
        return Formula(found, len(self._figures(heading)))

    def over(self, heading: str, over: Over, missing: str = MISSING) -> Formula:
        """The rows' figures as one: their sum, or the mean of those that are there; `missing` where there is none.

        A sum is missing, too, where one of the rows has no figure: a blank is not a zero.
        """
        column, figures = f"{self._table.name}[{heading}]", self._figures(heading)
        if over is Over.MEAN:
            found = f"AVERAGEIFS({column},{self.criteria})"
            text = f"IF({self.numbers(heading).text}=0,{quoted(missing)},{found})"
            return Formula(text, shown(rates.average(figures), missing))
        value = rates.whole_total(figures) if len(figures) == len(self._rows) else None
        return Formula(summed(column, self.criteria, missing), shown(value, missing))

    def _figures(self, heading: str) -> list[float]:
        return [value for row in self._rows if isinstance(value := row[heading], int | float)]


def is_found(inputs: Inputs, table: Table, where: Conditions, *key: Formula) -> Formula:
    """1 when an input table has a row with this key, itself among those that these conditions choose, else 0."""
    besides = tuple((heading, value) for heading, value in where if heading not in table.key)
    return Rows(inputs, table).keyed(*key).where(besides).count() if besides else is_there(inputs, table, *key)


def summed(column: str, criteria: str, missing: str, also: Sequence[str] = ()) -> str:
    """The sum of a column over the rows that meet the criteria, as a formula.

    `missing` where there are none, one of them is blank, or one of the tests in `also` is true.
    """
    numbers, blanks = (f"COUNTIFS({criteria},{column},{one})" for one in (NUMBER, BLANK))
    tests = ",".join((*also, f"{numbers}=0", f"{blanks}>0"))
    return f"IF(OR({tests}),{quoted(missing)},SUMIFS({column},{criteria}))"


def criterion(column: Column, value: str) -> str:
    """What COUNTIFS is to look for under a column so that it finds a condition's value and nothing else.

    A number and a date stand as numbers, which no language of Excel reads otherwise.
    """
    if value and column.kind in (Kind.WHOLE, Kind.DECIMAL, Kind.DATE, Kind.MONTH):
        return value
    escaped = without_wildcards(value)
    return quoted(f"={escaped}" if not escaped or escaped[0] in "=<>" else escaped)


def without_wildcards(text: str) -> str:
    """A text as COUNTIFS and MATCH look it up, its wildcards taken for the signs that they are."""
    return text.replace("~", "~~").replace("*", "~*").replace("?", "~?")


def _lies(held: Value, low: Figure, high: Figure) -> bool:
    if not isinstance(held, dt.date) or low is None or high is None:
        return False
    return low <= excel_serial(held) <= high
