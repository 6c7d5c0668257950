"""Which cells of the input tables count people, as their declarations tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from cyps_xl.inputs.declare import People, Table
from cyps_xl.inputs.identities import is_about, our_areas, rows_shared
from cyps_xl.inputs.records import Inputs, Row, alike
from cyps_xl.inputs.tables.indicators import (
    INDICATOR_VALUES,
    INDICATORS,
    UNIT_DAYS,
    UNIT_NUMBER,
)
from cyps_xl.measures.identities import CountsNobody, ShareOf, SumOfMonths
from cyps_xl.measures.indicators import Unit

THE_ROW = "(row)"
"""The heading of what stands for a row as a whole, where rows are counted. No column's heading has brackets first."""
_SIDES = ("Numerator", "Denominator")


@dataclass(frozen=True, order=True)
class InputCell:
    """A number of an input table: the table's name, the row's place in it (from 0) and the heading.

    Under THE_ROW it is the row itself, which counts one.
    """

    table: str
    row: int
    heading: str

    @property
    def is_row(self) -> bool:
        """Whether it stands for the row as a whole."""
        return self.heading == THE_ROW

    def __str__(self) -> str:
        return f"{self.table}[{self.heading}] {self.row + 1}"


class Counts:
    """The numbers of the inputs that count something, and what each counts."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._steps: dict[tuple[str, str], Fraction] = {}
        self._ours = our_areas(inputs.catalogue)

    def value(self, cell: InputCell) -> Fraction | None:
        """The count in a cell; None when the cell holds no count."""
        if cell.is_row:
            return Fraction(1)
        if not self._is_count(cell):
            return None
        number = self._row(cell)[cell.heading]
        return exact(number) if isinstance(number, int | float) else None

    def where(self, cell: InputCell) -> str:
        """The place of a count on its input sheet, as messages name it."""
        return self._inputs.named(cell.table).where(self._row(cell), cell.heading)

    def is_people(self, cell: InputCell) -> bool:
        """Whether a count is one of people: of children, cases, complaints, workers; not of days or vacant posts."""
        row, table = self._row(cell), self._inputs.catalogue[cell.table]
        if cell.is_row:
            return self.rows_are_people(cell.table)
        if table.name == INDICATOR_VALUES.name:
            return not (cell.heading == "Numerator" and self._unit(row) == UNIT_DAYS)
        return not any(
            isinstance(one, CountsNobody) and one.count == cell.heading and is_about(one, row)
            for one in table.identities
        )

    def rows_are_people(self, table: str) -> bool:
        """Whether how many rows of a table there are counts people: each row a child, a worker."""
        return self._inputs.catalogue[table].rows_are_people is not People.NO

    def row_numbers(self, cells: Sequence[InputCell]) -> str:
        """Rows of one table as messages name them: "Cases, rows 7-9, 12"."""
        rows = self._inputs.named(cells[0].table)
        numbers = sorted(rows.rows[cell.row].number for cell in cells)
        runs: list[list[int]] = []
        for number in numbers:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        shown = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
        return f"{rows.sheet or rows.table.sheet}, rows {shown}"

    def is_share(self, cell: InputCell) -> bool:
        """Whether a cell holds a typed share of a count: of the cases of an audit, or an indicator's Value."""
        if cell.is_row:
            return False
        if cell.table == INDICATOR_VALUES.name:
            return cell.heading == "Value" and self._is_typed_share(self._row(cell))
        return share_declared(self._inputs.catalogue[cell.table], cell.heading) is not None

    def share_of(self, cell: InputCell) -> tuple[InputCell, ...]:
        """The counts that a typed share is out of: of the rows that have its keys; of an indicator, its denominator."""
        if cell.table == INDICATOR_VALUES.name:
            whole = replace(cell, heading="Denominator")
            return () if self._row(cell)["Denominator"] is None else (whole,)
        declared = share_declared(self._inputs.catalogue[cell.table], cell.heading)
        if declared is None:
            return ()
        return tuple(
            InputCell(declared.table, at, declared.count)
            for at in rows_shared(self._inputs, self._inputs.catalogue[cell.table], self._row(cell), declared.table)
        )

    def is_of_indicator(self, cell: InputCell) -> bool:
        """Whether a cell is one of Indicator values."""
        return cell.table == INDICATOR_VALUES.name

    def share(self, cell: InputCell) -> Fraction:
        """A typed share as it was typed: 6 for 6%."""
        number = self._row(cell)[cell.heading]
        return exact(number) if isinstance(number, int | float) else Fraction(0)

    def rest_matters(self, cell: InputCell) -> bool:
        """Whether those of a typed share's whole who are not in it matter: of a percentage of children, not of the
        cases that an auditor found something missing in, nor of a whole population."""
        return cell.table == INDICATOR_VALUES.name and self.share_per(cell) == 100

    def share_per(self, cell: InputCell) -> int:
        """What a typed share is given for: 100, or 1,000 or 10,000 of a population."""
        unit = self._indicator_unit(self._row(cell)) if cell.table == INDICATOR_VALUES.name else Unit.PERCENT
        return unit.per if unit.per > 1 else 100

    def share_decimals(self, cell: InputCell) -> int:
        """The decimal places to which readers see a typed share: those published, or as it was typed where those are
        more."""
        if cell.table != INDICATOR_VALUES.name:
            return 0
        row = self._row(cell)
        decimals = self._inputs.value(INDICATORS, "Decimals", row["Indicator"])
        typed = str(row["Value"]).partition(".")[2].rstrip("0")
        return max(int(decimals) if isinstance(decimals, int | float) else 0, len(typed))

    def tells_unseen(self, cell: InputCell) -> bool:
        """Whether an indicator's Value tells a count by a number that stands elsewhere: by a population, which is
        public, by its numerator, or by a count of another sheet. Nothing here can say how many it tells."""
        if cell.table != INDICATOR_VALUES.name or not self.is_share(cell) or self.share_of(cell):
            return False
        row = self._row(cell)
        elsewhere = (self._inputs.value(INDICATORS, f"{side} from", row["Indicator"]) for side in _SIDES)
        is_known = row["Numerator"] is not None or any(elsewhere) or self._indicator_unit(row).per > 1
        return bool(row["Value"]) and (is_known or self._has_relation(row))

    def _has_relation(self, row: Row) -> bool:
        """Whether readers add up an indicator's numerator or denominator from the months of another table."""
        reference = self._inputs.value(INDICATORS, "Reference", row["Indicator"])
        table = self._inputs.catalogue[INDICATOR_VALUES.name]
        return any(isinstance(one, SumOfMonths) and alike(reference, one.reference) for one in table.identities)

    def _is_typed_share(self, row: Row) -> bool:
        """Whether a row's Value is shown, and is a share of people: one of ours that its counts do not give."""
        counted = all(row[side] is not None for side in _SIDES)
        is_typed = isinstance(row["Value"], int | float) and not counted and row["Area"] in self._ours
        return is_typed and self._indicator_unit(row).is_compared

    def _indicator_unit(self, row: Row) -> Unit:
        unit = self._unit(row)
        return Unit(unit) if unit in [one.value for one in Unit] else Unit.NUMBER

    def may_be_left_over(self, cell: InputCell) -> bool:
        """Whether those of a whole who are not in the part matter: of 49 children, the one who was not.

        Not of workers: how many had no supervision yet says how a team is led, and nothing of anyone's life.
        """
        table = self._inputs.catalogue[cell.table]
        counted = table.rows_are_people if cell.is_row else table.column(cell.heading).counts_people
        return counted is not People.STAFF and self.is_people(cell)

    def step(self, cell: InputCell) -> Fraction:
        """The smallest difference between counts of a column: 1, or ½ where halves are typed."""
        if cell.is_row:
            return Fraction(1)
        found = self._steps.get((cell.table, cell.heading))
        if found is None:
            values = (row[cell.heading] for row in self._inputs.named(cell.table))
            numbers = (exact(value) for value in values if isinstance(value, int | float))
            found = Fraction(1, lcm(*(number.denominator for number in numbers)))
            self._steps[cell.table, cell.heading] = found
        return found

    def _is_count(self, cell: InputCell) -> bool:
        table = self._inputs.catalogue[cell.table]
        if table.name == INDICATOR_VALUES.name:
            row = self._row(cell)
            # Figures of Wales and of other councils are of other people, and published by those.
            counted = cell.heading != "Value" or self._unit(row) == UNIT_NUMBER
            return row["Area"] in self._ours and counted and is_count_column(table, cell.heading)
        return is_count_column(table, cell.heading)

    def _unit(self, row: Row) -> object:
        return self._inputs.value(INDICATORS, "Unit", row["Indicator"])

    def _row(self, cell: InputCell) -> Row:
        return self._inputs.named(cell.table).rows[cell.row]


def is_count_column(table: Table, heading: str) -> bool:
    """Whether a column may hold counts of people."""
    column = table.column(heading)
    if table.name == INDICATOR_VALUES.name:
        return heading in ("Numerator", "Denominator", "Value")
    return column.is_figure and column.counts_people is not People.NO and share_declared(table, heading) is None


def share_declared(table: Table, heading: str) -> ShareOf | None:
    """The declared relation by which a column holds percentages of a count; None when it does not."""
    found = (one for one in table.identities if isinstance(one, ShareOf) and one.share == heading)
    return next(found, None)


def exact(number: float) -> Fraction:
    """The number as it was typed: 4.5 is 9/2, 0.1 is 1/10."""
    return Fraction(str(number))
