"""The columns of the input tables as Excel's look-ups see them."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

from cyps_xl.disclosure.counts import InputCell, exact
from cyps_xl.disclosure.functions import ExcelError
from cyps_xl.formulas.tree import NotUnderstood, TableColumn
from cyps_xl.inputs.declare import KEY_HEADING
from cyps_xl.inputs.records import Inputs, Row, excel_serial, row_key
from cyps_xl.sheets.plan import Scalar

Value = Scalar | Fraction | None

_IS_THERE = (">-1E+99", "")
"""The conditions by which the report's formulas ask whether a number was typed at all. A line that asks for the rows in
which nothing is typed says "=": those may be counted."""
_ESCAPED = re.compile(r"~([~*?])")
"""A wildcard that MATCH is to take for the sign that it is."""
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)


class InputColumns:
    """Finds rows by their cells, without regard to capitals, as Excel does."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._rows: dict[tuple[str, str], dict[Value, int]] = {}

    def __contains__(self, table: str) -> bool:
        return table in self._inputs.catalogue

    def value(self, cell: InputCell) -> Value:
        """What a cell holds: a date as Excel's number, None when it is empty."""
        return self._value(cell.table, self._row(cell), cell.heading)

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
            rows = {}
            for cell in reversed(self.cells(column.table, column.heading)):
                rows[_folded(self.value(cell))] = cell.row
            self._rows[column.table, column.heading] = rows
        looked_up = _folded(_ESCAPED.sub(r"\1", key) if isinstance(key, str) else key)
        if key is None or looked_up not in rows:
            raise ExcelError
        return rows[looked_up]

    def fitting(self, column: TableColumn, condition: Value) -> list[int]:
        """The rows whose cell meets a condition of COUNTIFS."""
        return [cell.row for cell in self.cells(column.table, column.heading) if _fits(self.value(cell), condition)]

    def asks_whether_there(self, condition: Value) -> bool:
        """Whether a condition asks no more than whether a number was typed."""
        return condition in _IS_THERE

    def _row(self, cell: InputCell) -> Row:
        return self._inputs.named(cell.table).rows[cell.row]

    def _value(self, table: str, row: Row, heading: str) -> Value:
        if heading == KEY_HEADING:
            return row_key(self._inputs.catalogue[table], row.values)
        value = row[heading]
        if isinstance(value, dt.date):
            return Fraction(excel_serial(value))
        return exact(value) if isinstance(value, int | float) else value


def _folded(value: Value) -> Value:
    return value.lower() if isinstance(value, str) else value


_WILDCARD = re.compile(r"~[~*?]|[*?]")


def _is_like(value: Value, text: str) -> bool:
    """Whether a text is another one, in which * and ? stand for any signs unless ~ is before them."""
    if not text:
        return value in (None, "")

    pattern, at = "", 0
    for found in _WILDCARD.finditer(text):
        pattern += re.escape(text[at : found.start()].lower())
        pattern += re.escape(found[0][1]) if len(found[0]) > 1 else "." if found[0] == "?" else ".*"
        at = found.end()
    pattern += re.escape(text[at:].lower())
    return isinstance(value, str) and re.fullmatch(pattern, value.lower(), re.DOTALL) is not None


def parted(condition: str) -> tuple[str, str]:
    """A condition's sign, "=" where it has none, and what stands behind it."""
    match = _CONDITION.fullmatch(condition)
    assert match is not None  # whatever has no sign is all of it behind one
    return match[1] or "=", match[2]


def _fits(value: Value, condition: Value) -> bool:
    if not isinstance(condition, str):
        return value == condition
    sign, text = parted(condition)
    try:
        limit = Fraction(text)
    except ValueError:
        alike = _is_like(value, text)
        if sign not in ("=", "<>"):
            raise NotUnderstood(condition) from None
        return alike == (sign == "=")
    if not isinstance(value, Fraction):
        return sign == "<>" or (sign == "=" and str(value) == text)
    return {
        "=": value == limit,
        "<>": value != limit,
        "<": value < limit,
        ">": value > limit,
        "<=": value <= limit,
        ">=": value >= limit,
    }[sign]
