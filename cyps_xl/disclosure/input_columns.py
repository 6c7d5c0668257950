"""The columns of the input tables as Excel's look-ups see them."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, partial

from cyps_xl.disclosure.counts import InputCell, exact
from cyps_xl.disclosure.functions import ExcelError
from cyps_xl.formulas.tree import NotUnderstood, TableColumn
from cyps_xl.inputs.declare import KEY_HEADING
from cyps_xl.inputs.records import Inputs, excel_serial, row_key
from cyps_xl.inputs.records import Value as Typed
from cyps_xl.sheets.plan import Scalar

Value = Scalar | Fraction | None

_IS_THERE = (">-1E+99", "")
"""The conditions by which the report's formulas ask whether a number was typed at all. A line that asks for the rows in
which nothing is typed says "=": those may be counted."""
_ESCAPED = re.compile(r"~([~*?])")
"""A wildcard that MATCH is to take for the sign that it is."""
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)


class InputColumns:
    """Finds rows by their cells, without regard to capitals, as Excel does.

    A report's formulas ask for the same columns, by the same conditions, again and again: each is read once.
    """

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._rows: dict[tuple[str, str], dict[Value, int]] = {}
        self._values: dict[tuple[str, str], tuple[Value, ...]] = {}
        self._fitting: dict[tuple[str, str, Value], tuple[int, ...]] = {}

    def __contains__(self, table: str) -> bool:
        return table in self._inputs.catalogue

    def value(self, cell: InputCell) -> Value:
        """What a cell holds: a date as Excel's number, None when it is empty."""
        return self._column(cell.table, cell.heading)[cell.row]

    def cell(self, column: TableColumn, row: int) -> InputCell:
        """The cell of a column in a row counted from 0."""
        return InputCell(column.table, row, column.heading)

    def cells(self, table: str, heading: str) -> list[InputCell]:
        """All cells of a column."""
        return [InputCell(table, row, heading) for row in range(len(self._inputs.named(table)))]

    def match(self, key: Value, column: TableColumn) -> int:
        """The first row whose cell is the key. Raises ExcelError when there is none."""
        rows = self._rows.get((column.table, column.heading))
        if rows is None:
            values = self._column(column.table, column.heading)
            rows = {_folded(values[row]): row for row in reversed(range(len(values)))}
            self._rows[column.table, column.heading] = rows
        looked_up = _folded(_ESCAPED.sub(r"\1", key) if isinstance(key, str) else key)
        if key is None or looked_up not in rows:
            raise ExcelError
        return rows[looked_up]

    def fitting(self, column: TableColumn, condition: Value) -> Sequence[int]:
        """The rows whose cell meets a condition of COUNTIFS."""
        asked = column.table, column.heading, condition
        found = self._fitting.get(asked)
        if found is None:
            fits = test_of(condition)
            values = self._column(column.table, column.heading)
            found = tuple(row for row, value in enumerate(values) if fits(value))
            self._fitting[asked] = found
        return found

    def asks_whether_there(self, condition: Value) -> bool:
        """Whether a condition asks no more than whether a number was typed."""
        return condition in _IS_THERE

    def _column(self, table: str, heading: str) -> Sequence[Value]:
        """What each cell of a column holds."""
        values = self._values.get((table, heading))
        if values is None:
            rows = self._inputs.named(table).rows
            if heading == KEY_HEADING:
                declared = self._inputs.catalogue[table]
                values = tuple(row_key(declared, row.values) for row in rows)
            else:
                values = tuple(_exact(row[heading]) for row in rows)
            self._values[table, heading] = values
        return values


def _exact(value: Typed) -> Value:
    """What a cell holds, its number as it was typed, a date as Excel's number."""
    if isinstance(value, dt.date):
        return Fraction(excel_serial(value))
    return exact(value) if isinstance(value, int | float) else value


def _folded(value: Value) -> Value:
    return value.lower() if isinstance(value, str) else value


_WILDCARD = re.compile(r"~[~*?]|[*?]")
_COMPARED: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


@lru_cache(maxsize=1_000)
def _pattern(text: str) -> re.Pattern[str]:
    """What a text in small letters must be to be like another one, in which * and ? stand for any signs unless ~ is
    before them."""
    pattern, at = "", 0
    for found in _WILDCARD.finditer(text):
        pattern += re.escape(text[at : found.start()].lower())
        pattern += re.escape(found[0][1]) if len(found[0]) > 1 else "." if found[0] == "?" else ".*"
        at = found.end()
    pattern += re.escape(text[at:].lower())
    return re.compile(pattern, re.DOTALL)


def parted(condition: str) -> tuple[str, str]:
    """A condition's sign, "=" where it has none, and what stands behind it."""
    match = _CONDITION.fullmatch(condition)
    assert match is not None  # whatever has no sign is all of it behind one
    return match[1] or "=", match[2]


def test_of(condition: Value) -> Callable[[Value], bool]:
    """What asks of a value whether it meets a condition of COUNTIFS; it raises NotUnderstood where there is none."""
    if not isinstance(condition, str):
        return lambda value: value == condition
    sign, text = parted(condition)
    try:
        limit = Fraction(text)
    except ValueError:
        return partial(_is_text, condition, sign, text)
    compared = _COMPARED[sign]

    def is_number(value: Value) -> bool:
        if isinstance(value, Fraction):
            return compared(value, limit)
        return sign == "<>" or (sign == "=" and str(value) == text)

    return is_number


def _is_text(condition: str, sign: str, text: str, value: Value) -> bool:
    if sign not in ("=", "<>"):
        raise NotUnderstood(condition)
    if text:
        is_like = isinstance(value, str) and _pattern(text).fullmatch(value.lower()) is not None
    else:
        is_like = value in (None, "")
    return is_like == (sign == "=")
