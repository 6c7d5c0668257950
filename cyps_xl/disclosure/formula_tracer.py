"""Working the report's formulas out with their history: each function says its value and what it depends on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from cyps_xl.disclosure.cell_by_cell import CellByCell
from cyps_xl.disclosure.counts import THE_ROW, Counts, InputCell, exact
from cyps_xl.disclosure.functions import FUNCTIONS, LAZY, ExcelError, largest
from cyps_xl.disclosure.input_columns import InputColumns, test_of
from cyps_xl.disclosure.provenance_value import Place, Sum, Traced, known, opaque
from cyps_xl.formulas.tree import (
    Call,
    Cells,
    Constant,
    Expression,
    Name,
    NotUnderstood,
    TableColumn,
    parse,
    parts_of,
)
from cyps_xl.inputs.records import Inputs
from cyps_xl.sheets.plan import CellPlan, ReportPlan, Scalar


class Tracer:
    """Follows every cell of a report to the counts it comes from, each cell once."""

    def __init__(self, plan: ReportPlan, inputs: Inputs) -> None:
        self.counts = Counts(inputs)
        self.columns = InputColumns(inputs)
        self._cells: dict[Place, CellPlan] = {
            (sheet.key, cell.row, cell.column): cell for sheet in plan.sheets for cell in sheet.cells
        }
        self._names: Mapping[str, Place] = {
            name: (sheet.key, *place) for sheet in plan.sheets for name, place in sheet.names.items()
        }
        self._ranges: Mapping[str, tuple[Place, ...]] = {
            name: tuple((sheet.key, *place) for place in span.cells)
            for sheet in plan.sheets
            for name, span in sheet.ranges.items()
        }
        self._traced = CellByCell(self._follow)
        self._input_cells: dict[InputCell, Traced] = {}
        self._input_columns: dict[TableColumn, Traced] = {}

    def traced(self, place: Place) -> Traced:
        """A cell's value and history. A formula that cannot be followed depends on all that it mentions."""
        return self._traced.of(place)

    def _follow(self, place: Place) -> Traced:
        cell = self._cells[place]
        value = exactly(cell.value)
        if cell.formula is None:
            return known(value)
        try:
            tree = parse(cell.formula)
        except NotUnderstood:
            return Traced(value, reads=frozenset(self._cells))  # anything at all: the safe side
        try:
            found = self.worked_out(place[0], tree)
        except (NotUnderstood, ExcelError):
            return opaque(value, *self._mentioned(tree, place[0]))
        if not _same(found.value, cell.value):
            return opaque(value, *self._mentioned(tree, place[0]))
        return found

    def worked_out(self, sheet: str, tree: Expression) -> Traced:
        """What a formula of this sheet gives. Raises NotUnderstood, or ExcelError where it gives an error."""
        return _Working(self, sheet).worked_out(tree)

    def between(self, sheet: str, call: Call) -> Cells:
        """The cells that a call of : names on a sheet, as things stand. Raises NotUnderstood or ExcelError."""
        return _Working(self, sheet).between(call)[0]

    def reference(self, place: Place) -> Traced:
        """A cell as a formula reads it: its value, its sum, and that it was read."""
        if place not in self._cells:
            return Traced(None, Sum())
        cell = self._cells[place]
        traced = self.traced(place)
        return Traced(exactly(cell.value), traced.sum, traced.share, frozenset({place}))

    def name(self, name: str) -> Traced:
        """A named cell as a formula reads it."""
        if name not in self._names:
            raise NotUnderstood(name)
        return self.reference(self._names[name])

    def chosen(self, name: str, number: Traced) -> Traced:
        """The cell of a named column that a formula chooses by its number, from 1. Raises ExcelError for none."""
        if name not in self._ranges:
            raise NotUnderstood(name)
        places, at = self._ranges[name], number.number
        if at is None or not 1 <= at <= len(places):
            raise ExcelError
        return self.reference(places[int(at) - 1]).because_of(number)

    def input_cell(self, cell: InputCell) -> Traced:
        """A cell of an input table: a count with its history, anything else as a known value."""
        found = self._input_cells.get(cell)
        if found is None:
            found = self._input_cells[cell] = self._read(cell)
        return found

    def input_column(self, column: TableColumn) -> Traced:
        """A whole column of an input table, as what chooses among its cells depends on it: without a value."""
        found = self._input_columns.get(column)
        if found is None:
            cells = self.columns.cells(column.table, column.heading)
            found = self._input_columns[column] = opaque(None, *map(self.input_cell, cells))
        return found

    def _read(self, cell: InputCell) -> Traced:
        count = self.counts.value(cell)
        if count is None:
            value = known(self.columns.value(cell))
            return replace(value, inputs=frozenset({cell})) if self.counts.is_share(cell) else value
        return Traced(count, Sum({cell: Fraction(1)}), inputs=frozenset({cell}))

    def row_count(self, table: str, rows: Sequence[int]) -> Traced:
        """How many rows of a table were found: a count of people where its rows are people."""
        if not self.counts.rows_are_people(table):
            return known(Fraction(len(rows)))
        cells = [InputCell(table, row, THE_ROW) for row in rows]
        return Traced(Fraction(len(rows)), Sum(dict.fromkeys(cells, Fraction(1))), inputs=frozenset(cells))

    def counts_rows(self, call: Call) -> bool:
        """Whether a COUNTIFS gives how many rows there are, and not in how many of them a number was typed."""
        last = call.arguments[-1]
        asks = isinstance(last, Constant) and self.columns.asks_whether_there(last.value)
        return not asks and isinstance(call.arguments[0], TableColumn) and call.arguments[0].table in self.columns

    def _rows_counted(self, call: Call) -> Iterator[Traced]:
        """The rows that a COUNTIFS may count, where they are people: all of the table, in a formula not followed."""
        column = call.arguments[0]
        assert isinstance(column, TableColumn)
        if self.counts.rows_are_people(column.table):
            cells = self.columns.cells(column.table, THE_ROW)
            yield Traced(None, inputs=frozenset(cells))

    def _mentioned(self, tree: Expression, sheet: str) -> Iterator[Traced]:
        """Everything that a formula names: its cells, and every count of the columns."""
        for part in parts_of(tree):
            if isinstance(part, Cells):
                yield from (self.reference((sheet, *place)) for place in part.places)
            elif isinstance(part, Name) and part.name in self._names:
                yield self.name(part.name)
            elif isinstance(part, Name):
                yield from (self.reference(place) for place in self._ranges.get(part.name, ()))
            elif isinstance(part, Call) and part.function == "COUNTIFS" and self.counts_rows(part):
                yield from self._rows_counted(part)
            elif isinstance(part, TableColumn) and part.table in self.columns:
                yield from (self.input_cell(cell) for cell in self.columns.cells(part.table, part.heading))


_OF_TABLES = ("INDEX", "MATCH", "COUNTIFS", "SUMIFS", "AVERAGEIFS", "LARGE")
"""The functions that read columns of the input tables."""


class _Working:
    """Works one formula out, on its own sheet."""

    def __init__(self, tracer: Tracer, sheet: str) -> None:
        self._tracer, self._sheet = tracer, sheet

    def worked_out(self, tree: Expression) -> Traced:
        if isinstance(tree, Constant):
            return known(tree.value)
        if isinstance(tree, Name):
            return self._tracer.name(tree.name)
        if isinstance(tree, Cells) and tree.first == tree.last:
            return self._tracer.reference((self._sheet, *tree.first))
        if isinstance(tree, Call):
            return self._call(tree)
        raise NotUnderstood(str(tree))

    def _call(self, call: Call) -> Traced:
        if call.function in LAZY:
            return LAZY[call.function](self.worked_out, call.arguments)
        if call.function == "COUNTIFS" and all(isinstance(run, Cells) for run in call.arguments[::2]):
            return self._count_of_cells(call.arguments)
        if call.function in _OF_TABLES:
            return self._of_table(call)
        if call.function == "ROWS" and len(call.arguments) == 1 and isinstance(call.arguments[0], Cells):
            first, last = call.arguments[0].first, call.arguments[0].last
            return known(Fraction(last[0] - first[0] + 1))
        if call.function not in FUNCTIONS:
            raise NotUnderstood(call.function)
        return FUNCTIONS[call.function]([one for argument in call.arguments for one in self._several(argument)])

    def _several(self, tree: Expression) -> list[Traced]:
        if isinstance(tree, Cells):
            return [self._tracer.reference((self._sheet, *place)) for place in tree.places]
        if isinstance(tree, Call) and tree.function == ":":
            cells, ends = self.between(tree)
            return [self._tracer.reference((self._sheet, *place)).because_of(ends) for place in cells.places]
        return [self.worked_out(tree)]

    def between(self, call: Call) -> tuple[Cells, Traced]:
        """The cells from the one that a call of : finds to the other, and what it finds them by."""
        found = [self._chosen(end) for end in call.arguments]
        return Cells(found[0][0], found[-1][0]), opaque(None, *(number for _, number in found))

    def _chosen(self, call: Expression) -> tuple[tuple[int, int], Traced]:
        """The cell that INDEX chooses of a run of cells by its number, from 1, and that number."""
        match call:
            case Call("INDEX", (Cells() as cells, by)):
                number = self.worked_out(by)
                at = number.number
                if at is None or not 1 <= at <= len(cells.places):
                    raise ExcelError
                return cells.places[int(at) - 1], number
        raise NotUnderstood(str(call))

    def _of_table(self, call: Call) -> Traced:
        columns, arguments = self._tracer.columns, call.arguments
        if call.function == "MATCH" and len(arguments) == 3 and isinstance(arguments[1], TableColumn):
            key = self.worked_out(arguments[0])
            return known(Fraction(columns.match(key.value, arguments[1]) + 1)).because_of(key)
        if call.function == "INDEX" and len(arguments) == 2 and isinstance(arguments[0], TableColumn):
            row = self.worked_out(arguments[1])
            if row.number is None:
                raise ExcelError
            cell = columns.cell(arguments[0], int(row.number) - 1)
            return self._tracer.input_cell(cell).because_of(row)
        if call.function == "INDEX" and len(arguments) == 2 and isinstance(arguments[0], Cells):
            place, number = self._chosen(call)
            return self._tracer.reference((self._sheet, *place)).because_of(number)
        if call.function == "INDEX" and len(arguments) == 2 and isinstance(arguments[0], Name):
            return self._tracer.chosen(arguments[0].name, self.worked_out(arguments[1]))
        if call.function in ("SUMIFS", "AVERAGEIFS") and isinstance(arguments[0], TableColumn):
            rows, tested = self._rows(arguments[1:])
            cells = (self._tracer.input_cell(columns.cell(arguments[0], row)) for row in rows)
            return FUNCTIONS[call.function.removesuffix("IFS")](list(cells)).because_of(tested)
        if call.function == "LARGE" and len(arguments) == 2 and isinstance(arguments[0], TableColumn):
            held = columns.cells(arguments[0].table, arguments[0].heading)
            return largest([self._tracer.input_cell(cell) for cell in held], self.worked_out(arguments[1]))
        if call.function == "COUNTIFS":
            rows, tested = self._rows(arguments)
            if not self._tracer.counts_rows(call):
                return known(Fraction(len(rows))).because_of(tested)
            assert isinstance(arguments[0], TableColumn)
            return self._tracer.row_count(arguments[0].table, rows).because_of(tested)
        raise NotUnderstood(call.function)

    def _count_of_cells(self, pairs: tuple[Expression, ...]) -> Traced:
        """How many places of runs of cells meet the condition of each run."""
        runs, wanted = [self._several(run) for run in pairs[::2]], [self.worked_out(one) for one in pairs[1::2]]
        tests = [test_of(one.value) for one in wanted]
        number = sum(
            all(test(cell.value) for test, cell in zip(tests, cells, strict=True)) for cells in zip(*runs, strict=True)
        )
        return opaque(Fraction(number), *wanted, *(cell for run in runs for cell in run))

    def _rows(self, pairs: tuple[Expression, ...]) -> tuple[Sequence[int], Traced]:
        """The rows that fit every pair of column and condition, and what the choice depends on."""
        tested: list[Traced] = []
        chosen: Sequence[int] | None = None
        for column, condition in zip(pairs[::2], pairs[1::2], strict=True):
            if not isinstance(column, TableColumn):
                raise NotUnderstood(str(column))
            wanted = self.worked_out(condition)
            tested.append(wanted)
            if not self._tracer.columns.asks_whether_there(wanted.value):
                tested.append(self._tracer.input_column(column))
            fitting = self._tracer.columns.fitting(column, wanted.value)
            among = set(fitting)
            chosen = fitting if chosen is None else [row for row in chosen if row in among]
        return chosen or (), opaque(None, *tested)


def exactly(value: Scalar) -> Scalar | Fraction:
    """A cell's value with its number as it was typed: 0.1 is 1/10."""
    return exact(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _same(found: object, planned: object) -> bool:
    """Whether the followed formula gives the planned value: as exact as binary fractions allow."""
    if isinstance(found, Fraction) and isinstance(planned, int | float):
        return abs(float(found) - planned) <= 1e-9 * max(1.0, abs(planned))
    return ("" if found is None else found) == planned
