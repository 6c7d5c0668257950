"""The histories of figures: what was counted the same way, oldest first, each figure with its cell."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cyps_xl.checks.history import outliers as sudden
from cyps_xl.checks.indicators import Indicator
from cyps_xl.checks.tables import DAYS, day_in_words, day_of, group_in_words, of_kind, parts
from cyps_xl.checks.wording import shown
from cyps_xl.definition.expression import ColumnOf
from cyps_xl.definition.indicators import number
from cyps_xl.definition.model import Block, Definition
from cyps_xl.inputs.declare import Kind, Table, Varies
from cyps_xl.inputs.identities import is_about
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.choices import Shape
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.measures.identities import CountsPosts, PartOf
from cyps_xl.measures.periods import Quarter, quarter_of
from cyps_xl.measures.rates import Figure, ratio, rounded

Test = Callable[[list[float], float, sudden.Floor], float | None]
"""What a history leads one to expect, where the next figure lies too far from it; otherwise None."""


@dataclass(frozen=True)
class Figures:
    """What histories are taken from: the inputs, the report, the quarter and the first month that the report shows, the
    indicators and the council's rows of each, by its No in small letters."""

    inputs: Inputs
    definition: Definition
    quarter: Quarter
    first_month: dt.date
    indicators: Sequence[Indicator]
    council_rows: Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Point:
    """One figure of a history.

    `when` is "in May 2017" or "on 31 March 2017"; `in_report` when the report shows the figure, or
    will once it is turned on to it.
    """

    row: Row
    value: float
    when: str
    in_report: bool


@dataclass(frozen=True)
class History:
    """One series: its cells' table and heading, what it counts, how far it may stray and by which test.

    `percent` when the values are shares of 1.
    """

    table: Table
    heading: str
    what: str
    points: tuple[Point, ...]
    floor: sudden.Floor
    test: Test = sudden.expected
    percent: bool = False

    def words(self, value: float) -> str:
        """A figure of this history as an officer reads it."""
        return f"{shown(rounded(100 * value, 1))}%" if self.percent else shown(rounded(value, 1))

    def reported(self) -> Iterator[tuple[Point, list[float]]]:
        """The figures of the report, each with those that came before it."""
        values = [point.value for point in self.points]
        for index, point in enumerate(self.points):
            if point.in_report:
                # The first figures of a series have no history yet; those after them serve as well.
                yield point, values[:index] if index >= sudden.FEWEST_EARLIER else values[:index:-1]

    def surprises(self) -> Iterator[tuple[Point, float]]:
        """The figures of the report that lie too far from their history, with what was expected."""
        for point, others in self.reported():
            expected = self.test(others, point.value, self.floor)
            if expected is not None:
                yield point, expected


DATES_SHOWN = 24
"""The latest dates that a history on the page shows."""

_TESTS: dict[Varies, tuple[sudden.Floor, Test]] = {
    Varies.BY_CHANCE: (sudden.by_chance, sudden.expected),
    Varies.AROUND_A_LEVEL: (sudden.of_headcount, sudden.expected),
    Varies.STEP_BY_STEP: (sudden.of_step, sudden.expected_by_steps),
}


def histories(figures: Figures) -> Iterator[History]:
    """Every series of figures in the inputs: of each column that is said to vary, of each part, of each indicator."""
    for table in of_kind(figures.inputs.catalogue, *DAYS):
        for heading in table.figures:
            if table.column(heading).varies is not None:
                yield from _of_column(figures, table, heading)
    for table, found in parts(figures.inputs.catalogue):
        yield from _of_share(figures, table, found)
    for indicator in figures.indicators:
        yield _of_indicator(figures, indicator)


def _of_column(figures: Figures, table: Table, heading: str) -> Iterator[History]:
    """The series of a column: one for each group of the table."""
    many = len(table.figures) > 1
    for group, rows in _grouped(_by_date(figures, table), table).items():
        alone = _counted(figures, table, heading)
        what = f"{group}, {heading.lower()}" if group and many else group or alone
        floor, test = _TESTS[_varies(table, heading, rows[0])]
        points = _points(_shown(figures, table, rows), table, partial(_figure, heading), _since(figures, table))
        yield History(table, heading, what, points, floor, test)


def _varies(table: Table, heading: str, row: Row) -> Varies:
    """How a series varies: as its column says, but for posts, which stay from date to date."""
    declared = table.column(heading).varies or Varies.BY_CHANCE
    posts = (one for one in table.identities if isinstance(one, CountsPosts) and one.count == heading)
    return Varies.STEP_BY_STEP if any(is_about(one, row) for one in posts) else declared


def _counted(figures: Figures, table: Table, heading: str) -> str:
    """What a column counts, where it is called by its unit alone: "Children" of children looked after, or re-admitted.

    The line that shows it says so, or else the table's sheet.
    """
    unit = table.column(heading).unit
    if heading.casefold() != unit.casefold():
        return heading
    lines = (line for block in _blocks(figures, table) for line in block.lines if line.shows == ColumnOf(heading))
    labels = (line.label for line in lines if line.label.casefold() != heading.casefold())
    return f"{next(labels, table.sheet)} {unit}"


def _of_share(figures: Figures, table: Table, found: PartOf) -> Iterator[History]:
    """The share of one column in another, month by month."""
    for group, rows in _grouped(_by_date(figures, table), table).items():
        points = _points(rows, table, partial(_share, found.part, found.whole), _since(figures, table))
        by_chance = partial(sudden.of_rate, _usual([number(row[found.whole]) for row in rows]))
        unit = table.column(found.whole).unit or found.whole
        of = found.whole.partition(" ")[0].lower() if " " in found.whole else unit
        what = f"{of}: {found.what or found.part} of those {found.out_of or found.whole}".capitalize()
        what = f"{group}, {what[:1].lower()}{what[1:]}" if group else what
        yield History(table, found.part, what, points, by_chance, percent=True)


def _blocks(figures: Figures, table: Table) -> Iterator[Block]:
    """The blocks that show a table."""
    for _, block in figures.definition.blocks():
        if block.table is not None and block.table.name == table.name:
            yield block


def _since(figures: Figures, table: Table) -> dt.date:
    """The day from which the report shows a table's figures: of a history all that it has room for, of the latest
    date those of the quarter, of all else those of the months shown."""
    shapes = {block.shape for block in _blocks(figures, table)}
    if Shape.HISTORY in shapes:
        return dt.date.min
    return figures.quarter.start if shapes and shapes <= {Shape.GROUPS, Shape.GRID} else figures.first_month


def _shown(figures: Figures, table: Table, rows: list[Row]) -> list[Row]:
    is_history = Shape.HISTORY in {block.shape for block in _blocks(figures, table)}
    return rows[-DATES_SHOWN:] if is_history else rows


def _usual(wholes: Iterable[Figure]) -> float:
    """What a rate is usually out of; large where that is not known."""
    found = [whole for whole in wholes if whole]
    return statistics.median(found) if found else math.inf


def _figure(heading: str, row: Row) -> Figure:
    return number(row[heading])


def _share(part: str, whole: str, row: Row) -> Figure:
    share = ratio(number(row[part]), number(row[whole]))
    # A share above 1 is not a sudden change but impossible, and another rule's business.
    return None if share is None or share > 1 else share


def _by_date(figures: Figures, table: Table) -> list[Row]:
    """The rows of a table that have a date, oldest first."""
    dated = [(day, row.number, row) for row in figures.inputs[table] if (day := day_of(table, row)) is not None]
    return [row for *_, row in sorted(dated, key=lambda found: found[:2])]


def _grouped(rows: Iterable[Row], table: Table) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(group_in_words(table, row), []).append(row)
    return groups


def _points(rows: Iterable[Row], table: Table, value: Callable[[Row], Figure], since: dt.date) -> tuple[Point, ...]:
    """The figures of rows in order of time; the report shows those from a day on."""
    return tuple(
        Point(row, figure, _when(table, day), day >= since)
        for row in rows
        if (day := day_of(table, row)) is not None and (figure := value(row)) is not None
    )


def _when(table: Table, day: dt.date) -> str:
    is_month = table.when is not None and table.when.kind is Kind.MONTH
    return f"{'in' if is_month else 'on'} {day_in_words(table, day)}"


def _of_indicator(figures: Figures, indicator: Indicator) -> History:
    quarter = figures.quarter
    dated = [
        (then, row, figure)
        for row in figures.council_rows.get(indicator.no.lower(), ())
        if (then := quarter_of(str(row["Period"]))) and (figure := indicator.figure_in(row)) is not None
    ]
    points = tuple(
        Point(row, figure, f"in {then.period}", then >= quarter.last_year)
        for then, row, figure in sorted(dated, key=lambda found: found[0])
    )
    heading = "Value" if not dated or dated[-1][1]["Denominator"] is None else "Numerator"
    out_of = _usual([number(row["Denominator"]) for _, row, _ in dated])
    floor = partial(sudden.of_rate, out_of) if indicator.is_rate else sudden.of_headcount
    what = f"Indicator {indicator.no}"
    return History(INDICATOR_VALUES, heading, what, points, floor, percent=indicator.is_rate)
