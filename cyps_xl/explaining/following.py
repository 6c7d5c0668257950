"""What a formula of the report reads, as things stand: of an IF the side that applies, of a lookup the row it finds.

A report's formulas hold what they would show in every other case as well, and all of it would bury what made the
figure. Conditions are decided from the values that the report's cells have, as far as that is simple; where it is not,
both sides are followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cyps_xl.explaining.values import ERROR, UNKNOWN, Known, Mark, as_number, criterion_said, criterion_test, worked_out
from cyps_xl.explaining.writing_out import reads_nothing
from cyps_xl.formulas.tree import Call, Cells, Constant, Expression, Name, TableColumn
from cyps_xl.inputs.declare import KEY_SEPARATOR, Kind
from cyps_xl.inputs.records import Inputs, Records, Row, Value, as_compared, as_excel_text, row_key
from cyps_xl.sheets.plan import CellPlan, ReportPlan, Span

Place = tuple[int, int]
_MOST_CELLS = 40
"""Cells of an area that are followed one by one."""


@dataclass(frozen=True)
class CellRead:
    """A cell of the report, its row and column counted from 0."""

    tab: str
    place: Place


@dataclass(frozen=True)
class RowsRead:
    """Rows of an input table, and the heading under which they are read. `sought` is what they were found by."""

    table: str
    heading: str
    rows: tuple[int, ...]
    sought: str


@dataclass(frozen=True)
class ColumnRead:
    """A whole column of an input table, or, with `heading` "", of the report by a name."""

    table: str
    heading: str


Read = CellRead | RowsRead | ColumnRead


@dataclass(frozen=True)
class Followed:
    """What an expression gives, what it reads, and the part of it that applies."""

    value: Known
    reads: tuple[Read, ...]
    applies: Expression


class Follower:
    """Follows the formulas of a planned report over its inputs."""

    def __init__(self, plan: ReportPlan, inputs: Inputs) -> None:
        self._inputs = inputs
        self.cells: dict[str, dict[Place, CellPlan]] = {
            sheet.tab: {(cell.row, cell.column): cell for cell in sheet.cells} for sheet in plan.sheets
        }
        self._names = {name: CellRead(sheet.tab, at) for sheet in plan.sheets for name, at in sheet.names.items()}
        self._ranges: dict[str, tuple[str, Span]] = {
            name: (sheet.tab, span) for sheet in plan.sheets for name, span in sheet.ranges.items()
        }

    def follow(self, tree: Expression, tab: str) -> Followed:
        """What an expression on a sheet reads."""
        match tree:
            case Constant(value):
                known = value if isinstance(value, str | bool) else float(value)
                return Followed(known, (), tree)
            case Name(name):
                return self._name(name, tree)
            case Cells(first, last) if first == last:
                return self._cell(CellRead(tab, first), tree)
            case Cells():
                reads = tuple(CellRead(tab, place) for place in tree.places[:_MOST_CELLS])
                return Followed(UNKNOWN, reads, tree)
            case TableColumn(table, heading):
                return Followed(UNKNOWN, (ColumnRead(table, heading),), tree)
        return self._call(tree, tab)

    def _name(self, name: str, tree: Expression) -> Followed:
        if name in self._names:
            return self._cell(self._names[name], tree)
        if name in self._ranges:
            tab, span = self._ranges[name]
            return Followed(UNKNOWN, tuple(CellRead(tab, place) for place in span.cells[:_MOST_CELLS]), tree)
        return Followed(UNKNOWN, (ColumnRead(name, ""),), tree)

    def _cell(self, read: CellRead, tree: Expression) -> Followed:
        cell = self.cells.get(read.tab, {}).get(read.place)
        return Followed(None if cell is None or cell.value == "" else cell.value, (read,), tree)

    def _call(self, call: Call, tab: str) -> Followed:
        function, arguments = call.function.upper(), call.arguments
        if function == "IF":
            return self._if(arguments, tab)
        if function == "IFERROR" and len(arguments) == 2:
            return self._iferror(arguments, tab, call)
        if function == "INDEX":
            found = self._lookup(call, tab)
            if found is not None:
                return found
        if function in ("SUMIFS", "COUNTIFS"):
            return self._chosen(call, tab)
        if function == "LARGE":
            found = self._nth_largest(call, tab)
            if found is not None:
                return found
        parts = [self.follow(argument, tab) for argument in arguments]
        reads = tuple(dict.fromkeys(read for part in parts for read in part.reads))
        value = worked_out(function, [part.value for part in parts])
        return Followed(value, reads, Call(call.function, tuple(part.applies for part in parts)))

    def _if(self, arguments: Sequence[Expression], tab: str) -> Followed:
        condition = self.follow(arguments[0], tab)
        if condition.value is ERROR:
            return Followed(ERROR, condition.reads, condition.applies)
        sides = [self.follow(one, tab) for one in arguments[1:]]
        if condition.value is UNKNOWN or isinstance(condition.value, str):
            reads = tuple(dict.fromkeys(read for part in (condition, *sides) for read in part.reads))
            return Followed(UNKNOWN, reads, Call("IF", tuple(arguments)))
        at = 0 if condition.value else 1
        if at >= len(sides):
            return Followed(False, condition.reads, condition.applies)
        chosen = sides[at]
        if not reads_nothing(chosen.applies):
            return chosen
        # A text or a number of its own says nothing of why: all that was asked on the way to it does.
        return replace(chosen, reads=tuple(dict.fromkeys((*condition.reads, *chosen.reads))))

    def _iferror(self, arguments: Sequence[Expression], tab: str, call: Call) -> Followed:
        first, other = (self.follow(one, tab) for one in arguments)
        if first.value is UNKNOWN:
            reads = first.reads or other.reads
            return Followed(UNKNOWN, reads, first.applies)
        if first.value is ERROR:
            return Followed(other.value, other.reads or first.reads, other.applies)
        return first

    def _lookup(self, call: Call, tab: str) -> Followed | None:
        """The row that INDEX and MATCH find in an input table; None for any other use of INDEX."""
        match call.arguments:
            case (TableColumn(table, heading), Call("MATCH", (sought, TableColumn(where, by), *_))) if table == where:
                pass
            case _:
                return None
        wanted = self.follow(sought, tab).value
        records = self._records(table)
        if records is None or isinstance(wanted, Mark):
            return Followed(UNKNOWN, (ColumnRead(table, heading),), call)
        text = as_compared(wanted)
        row = next((row for row in records if as_compared(_under(records, row, by)) == text), None)
        sought_key = _key_said(records, by, as_excel_text(wanted))
        read = RowsRead(records.table.name, heading, () if row is None else (row.number,), sought_key)
        if row is None:
            return Followed(ERROR, (read,), call)
        return Followed(as_number(_under(records, row, heading)), (read,), call)

    def _nth_largest(self, call: Call, tab: str) -> Followed | None:
        """The day of the latest row, or of the nth latest; None for any other use of LARGE."""
        match call.arguments:
            case (TableColumn(table, heading), nth):
                records, wanted = self._records(table), self.follow(nth, tab).value
            case _:
                return None
        if records is None or not isinstance(wanted, int | float):
            return None
        held = [as_number(row.values.get(heading)) for row in records]
        numbers = sorted((one for one in held if isinstance(one, int | float)), reverse=True)
        value = numbers[int(wanted) - 1] if 1 <= wanted <= len(numbers) else ERROR
        return Followed(value, (ColumnRead(table, heading),), call)

    def _chosen(self, call: Call, tab: str) -> Followed:
        """The rows that SUMIFS adds up, or COUNTIFS counts."""
        is_sum = call.function.upper() == "SUMIFS"
        pairs = call.arguments[1:] if is_sum else call.arguments
        columns = [one for one in (call.arguments[0], *pairs[::2]) if isinstance(one, TableColumn)]
        criteria = [self.follow(one, tab) for one in pairs[1::2]]
        if len(columns) != 1 + len(pairs) // 2 or len({one.table for one in columns}) != 1:
            reads = tuple(read for one in call.arguments for read in self.follow(one, tab).reads)
            return Followed(UNKNOWN, tuple(dict.fromkeys(reads)), call)
        records = self._records(columns[0].table)
        tests = [test for one in criteria if (test := criterion_test(one.value)) is not None]
        if records is None or len(tests) < len(criteria):
            return Followed(UNKNOWN, (ColumnRead(columns[0].table, columns[0].heading),), call)
        rows = [
            row
            for row in records
            if all(test(_under(records, row, by.heading)) for by, test in zip(columns[1:], tests, strict=True))
        ]
        sought = ", ".join(
            f"{by.heading} {criterion_said(one.value, is_day=_is_day(records, by.heading))}"
            for by, one in zip(columns[1:], criteria, strict=True)
        )
        read = RowsRead(records.table.name, columns[0].heading, tuple(row.number for row in rows), sought)
        numbers = [value for row in rows if isinstance(value := _under(records, row, columns[0].heading), int | float)]
        return Followed(sum(numbers) if is_sum else len(rows), (read,), call)

    def _records(self, table: str) -> Records | None:
        known = self._inputs.catalogue.get(table)
        return None if known is None else self._inputs[known]


def _under(records: Records, row: Row, heading: str) -> Value:
    """What stands in a row under a heading, that of its calculated key as well."""
    if heading == records.table.lookup_heading and records.table.has_key_column:
        return row_key(records.table, row.values)
    return row.values.get(heading)


def _is_day(records: Records, heading: str) -> bool:
    column = records.table.find(heading)
    return column is not None and column.kind in (Kind.DATE, Kind.MONTH)


def _key_said(records: Records, by: str, text: str) -> str:
    """What a row was looked up by, each part of its key under its heading."""
    parts = text.split(KEY_SEPARATOR) if by == records.table.lookup_heading else [text]
    if len(parts) != len(records.table.key):
        return f"{by} {text}"
    pairs = zip(records.table.key, parts, strict=True)
    return ", ".join(f"{heading} {criterion_said(part, is_day=_is_day(records, heading))}" for heading, part in pairs)
