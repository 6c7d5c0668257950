"""What a formula of the report reads, as things stand: of an IF the side that applies, of a lookup the row it finds.

A report's formulas hold what they would show in every other case as well, and all of it would bury what made the
figure. What a condition gives is worked out as disclosure control works it out; where that cannot be known, both sides
are followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cyps_xl.disclosure.formula_tracer import Tracer
from cyps_xl.disclosure.functions import ExcelError
from cyps_xl.explaining.criteria import criterion_said, key_said
from cyps_xl.explaining.writing_out import reads_nothing
from cyps_xl.formulas.tree import Call, Cells, Constant, Expression, Name, NotUnderstood, TableColumn
from cyps_xl.inputs.records import Inputs, as_excel_text
from cyps_xl.sheets.plan import CellPlan, ReportPlan, Scalar, Span

Place = tuple[int, int]
_MOST_CELLS = 40
"""Cells of an area that are followed one by one."""
_YES, _NO = Constant(Fraction(1)), Constant(Fraction(0))


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
    """What an expression reads, and the part of it that applies."""

    reads: tuple[Read, ...]
    applies: Expression


class Follower:
    """Follows the formulas of a planned report over its inputs."""

    def __init__(self, plan: ReportPlan, inputs: Inputs) -> None:
        self._inputs, self._tracer = inputs, Tracer(plan, inputs)
        self._keys = {sheet.tab: sheet.key for sheet in plan.sheets}
        self.cells: dict[str, dict[Place, CellPlan]] = {
            sheet.tab: {(cell.row, cell.column): cell for cell in sheet.cells} for sheet in plan.sheets
        }
        self._names = {name: CellRead(sheet.tab, at) for sheet in plan.sheets for name, at in sheet.names.items()}
        self._ranges: dict[str, tuple[str, Span]] = {
            name: (sheet.tab, span) for sheet in plan.sheets for name, span in sheet.ranges.items()
        }

    def value(self, tree: Expression, tab: str) -> Scalar | Fraction | None:
        """What an expression on a sheet gives. Raises ExcelError where that is an error, NotUnderstood if unknown."""
        return self._tracer.worked_out(self._keys[tab], tree).value

    def follow(self, tree: Expression, tab: str) -> Followed:
        """What an expression on a sheet reads."""
        match tree:
            case Constant():
                return Followed((), tree)
            case Name(name):
                return Followed(self._named(name), tree)
            case Cells():
                return Followed(tuple(CellRead(tab, place) for place in tree.places[:_MOST_CELLS]), tree)
            case TableColumn(table, heading):
                return Followed((ColumnRead(table, heading),), tree)
        return self._call(tree, tab)

    def _call(self, call: Call, tab: str) -> Followed:
        match call:
            case Call("IF", (condition, *sides)):
                return self._if(condition, sides, call, tab)
            case Call("IFERROR", (first, other)):
                return self._iferror(first, other, call, tab)
            case Call(":"):
                return self._between(call, tab)
            case Call("INDEX", (TableColumn(table, _) as column, Call("MATCH", (key, TableColumn(same, _) as by, *_)))):
                if table == same and table in self._tracer.columns:
                    return Followed((self._row(column, key, by, tab),), call)
            case Call("SUMIFS", (TableColumn(table, _) as column, *pairs)) if table in self._tracer.columns:
                return Followed((self._rows(column, pairs, tab),), call)
            case Call("COUNTIFS", (TableColumn(table, _) as column, *_)) if table in self._tracer.columns:
                return Followed((self._rows(column, call.arguments, tab),), call)
        return self._of_all(call, tab)

    def _named(self, name: str) -> tuple[Read, ...]:
        if name in self._names:
            return (self._names[name],)
        if name in self._ranges:
            tab, span = self._ranges[name]
            return tuple(CellRead(tab, place) for place in span.cells[:_MOST_CELLS])
        return (ColumnRead(name, ""),)

    def _of_all(self, call: Call, tab: str) -> Followed:
        """A function of all its arguments."""
        parts = [self.follow(argument, tab) for argument in call.arguments]
        return Followed(_reads_of(parts), Call(call.function, tuple(part.applies for part in parts)))

    def _between(self, call: Call, tab: str) -> Followed:
        """The cells between two that are chosen by their numbers."""
        try:
            return self.follow(self._tracer.between(self._keys[tab], call), tab)
        except (NotUnderstood, ExcelError):
            return self._of_all(call, tab)

    def _if(self, condition: Expression, sides: Sequence[Expression], whole: Call, tab: str) -> Followed:
        asked = self.follow(condition, tab)
        try:
            holds = self.value(Call("IF", (condition, _YES, _NO)), tab) == 1
        except ExcelError:
            return asked
        except NotUnderstood:
            return Followed(_reads_of([asked, *(self.follow(side, tab) for side in sides)]), whole)
        if not holds and len(sides) == 1:
            return asked
        return _because_of(asked, self.follow(sides[0 if holds else 1], tab))

    def _iferror(self, first: Expression, other: Expression, whole: Call, tab: str) -> Followed:
        found = self.follow(first, tab)
        try:
            self.value(first, tab)
        except ExcelError:
            return _because_of(found, self.follow(other, tab))
        except NotUnderstood:
            return Followed(_reads_of([found, self.follow(other, tab)]), whole)
        return found

    def _row(self, column: TableColumn, key: Expression, by: TableColumn, tab: str) -> Read:
        """The row that INDEX and MATCH find in an input table."""
        records = self._inputs.named(column.table)
        try:
            wanted = self.value(key, tab)
        except (ExcelError, NotUnderstood):
            return ColumnRead(column.table, column.heading)
        try:
            rows: tuple[int, ...] = (records.rows[self._tracer.columns.match(wanted, by)].number,)
        except ExcelError:
            rows = ()
        return RowsRead(records.table.name, column.heading, rows, key_said(records.table, by.heading, _text(wanted)))

    def _rows(self, column: TableColumn, pairs: Sequence[Expression], tab: str) -> Read:
        """The rows that SUMIFS adds up, or COUNTIFS counts."""
        records = self._inputs.named(column.table)
        chosen, sought = set(range(len(records.rows))), []
        for by, criterion in zip(pairs[::2], pairs[1::2], strict=True):
            try:
                wanted = self.value(criterion, tab)
                if not isinstance(by, TableColumn) or by.table != column.table:
                    raise NotUnderstood(str(by))
                chosen &= set(self._tracer.columns.fitting(by, wanted))
            except (ExcelError, NotUnderstood):
                return ColumnRead(column.table, column.heading)
            sought.append(criterion_said(records.table, by.heading, _text(wanted)))
        numbers = tuple(records.rows[at].number for at in sorted(chosen))
        return RowsRead(records.table.name, column.heading, numbers, ", ".join(sought))


def _because_of(asked: Followed, chosen: Followed) -> Followed:
    """The side that applies. A text or a number of its own says nothing of why: all that was asked on the way does."""
    if not reads_nothing(chosen.applies):
        return chosen
    return replace(chosen, reads=_reads_of([asked, chosen]))


def _reads_of(parts: Sequence[Followed]) -> tuple[Read, ...]:
    return tuple(dict.fromkeys(read for part in parts for read in part.reads))


def _text(value: Scalar | Fraction | None) -> str:
    return as_excel_text(float(value) if isinstance(value, Fraction) else value)
