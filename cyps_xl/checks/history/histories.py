"""The histories of figures: what was counted the same way, oldest first, each figure with its cell."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cyps_xl.checks.history import outliers as sudden
from cyps_xl.checks.indicators import Indicator, number
from cyps_xl.checks.tables import PARTS
from cyps_xl.checks.wording import shown
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.children import LOOKED_AFTER, READMISSIONS, REGISTRATIONS, STEP_UP_DOWN, TAF_CLOSURES
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.inputs.tables.staff import AGENCY, CASELOADS, SUPERVISION, VACANCIES, WORKFORCE
from cyps_xl.measures.periods import Quarter, long_date, month_name, quarter_of
from cyps_xl.measures.rates import Figure, ratio, rounded

Test = Callable[[list[float], float, sudden.Floor], float | None]
"""What a history leads one to expect, where the next figure lies too far from it; otherwise None."""


@dataclass(frozen=True)
class Figures:
    """What histories are taken from: the inputs, the quarter and the first month that the report shows, the indicators
    and the council's rows of each, by its No in small letters."""

    inputs: Inputs
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
"""The latest counts of looked after children, which the report shows."""
_POSTS = (VACANCIES, AGENCY)
"""What stays from month to month; everything else of the workforce happens anew."""

_COUNTS = (
    (SUPERVISION, ("Qualified due", "Unqualified due"), sudden.of_headcount),
    (READMISSIONS, ("Children",), sudden.by_chance),
    (STEP_UP_DOWN, ("Stepped down to TAF", "Stepped up to CYPS"), sudden.by_chance),
    (TAF_CLOSURES, ("Closed",), sudden.by_chance),
    (REGISTRATIONS, ("Registered", "De-registered"), sudden.by_chance),
)


def histories(figures: Figures) -> Iterator[History]:
    """Every series of figures in the inputs."""
    yield from _monthly(figures)
    rows = _by_date(figures, LOOKED_AFTER)
    children = _points(figures, rows[-DATES_SHOWN:], "As at", partial(_figure, "Children"), dt.date.min)
    yield History(LOOKED_AFTER, "Children", "Looked after children", children, sudden.of_step, sudden.expected_by_steps)
    for team, rows in _grouped(_by_date(figures, CASELOADS), "Team").items():
        for heading in ("Available hours", "Caseload", "Highest"):
            points = _points(figures, rows, "As at", partial(_figure, heading), figures.quarter.start)
            yield History(CASELOADS, heading, f"{team}, {heading.lower()}", points, sudden.of_headcount)
    for role, rows in _grouped(_by_date(figures, WORKFORCE), "Measure", "Role").items():
        points = _points(figures, rows, "As at", partial(_figure, "Number"))
        if role.startswith(_POSTS):
            yield History(WORKFORCE, "Number", role, points, sudden.of_step, sudden.expected_by_steps)
        else:
            yield History(WORKFORCE, "Number", role, points, sudden.by_chance)
    for indicator in figures.indicators:
        yield _of_indicator(figures, indicator)


def _monthly(figures: Figures) -> Iterator[History]:
    for table, headings, floor in _COUNTS:
        for heading in headings:
            points = _points(figures, _by_date(figures, table), "Month", partial(_figure, heading))
            what = "Re-admitted children" if table is READMISSIONS else heading
            yield History(table, heading, what, points, floor)
    for table, found in PARTS:
        rows = _by_date(figures, table)
        points = _points(figures, rows, "Month", partial(_share, found.part, found.whole))
        by_chance = partial(sudden.of_rate, _usual([number(row[found.whole]) for row in rows]))
        of = found.whole.partition(" ")[0].lower() if " " in found.whole else "cases"
        what = f"{of}: {found.what} of those {found.out_of}".capitalize()
        yield History(table, found.part, what, points, by_chance, percent=True)


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
    heading = "Month" if "Month" in table.key else "As at"
    dated = [(day, row.number, row) for row in figures.inputs[table] if isinstance(day := row[heading], dt.date)]
    return [row for *_, row in sorted(dated, key=lambda found: found[:2])]


def _grouped(rows: Iterable[Row], *headings: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(", ".join(str(row[heading]) for heading in headings), []).append(row)
    return groups


def _points(
    figures: Figures,
    rows: Iterable[Row],
    heading: str,
    value: Callable[[Row], Figure],
    since: dt.date | None = None,
) -> tuple[Point, ...]:
    """The figures of rows in order of time; the report shows those `since` a day, or in its months."""
    since = since or figures.first_month
    return tuple(
        Point(row, figure, _when(heading, day), day >= since)
        for row in rows
        if isinstance(day := row[heading], dt.date) and (figure := value(row)) is not None
    )


def _when(heading: str, day: dt.date) -> str:
    return f"in {month_name(day)}" if heading == "Month" else f"on {long_date(day)}"


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
