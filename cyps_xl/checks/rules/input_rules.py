"""IN: cells that cannot be what they should be, and what the tables lack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.history.missing_rows import blank_figures, dates_of, months_between, wholly_blank
from cyps_xl.checks.tables import day_of, measure_of
from cyps_xl.checks.wording import and_list, next_row
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES
from cyps_xl.measures.periods import long_date, month_name


def unreadable_cell(checked: Checked) -> Iterator[Fault]:
    """A cell holds something that its column cannot hold: text for a number, an error, a date that does not
    exist, a value that is not in the list, a key that is there twice or empty. It is not counted as 0, nor at all."""
    for problem in checked.problems:
        yield Fault(problem.where, problem.message, problem.remedy)


def month_missing_inside_a_series(checked: Checked) -> Iterator[Fault]:
    """A monthly table has a month before and a month after, but not this one. Speaks once for each gap."""
    for table in checked.asked_for(Kind.MONTH):
        records = checked.inputs[table]
        for before, after in pairwise(dates_of(records)):
            missing = months_between(before, after)
            if missing and table.when is not None:
                row = next(row for row in records if day_of(table, row) == after)
                names = and_list(map(month_name, missing)) if len(missing) < 4 else _span(missing)
                yield at(records, row, table.when.heading, f"There is no row for {names}, before {month_name(after)}.")


def _span(months: list[dt.date]) -> str:
    return f"{month_name(months[0])} to {month_name(months[-1])}"


def month_of_the_quarter_missing(checked: Checked) -> Iterator[Fault]:
    """A monthly table ends before the reporting quarter does, or begins after it began."""
    for table in checked.asked_for(Kind.MONTH):
        records = checked.inputs[table]
        held = dates_of(records)
        missing = [month for month in checked.reporting_months if not held or not held[0] <= month <= held[-1]]
        if missing:
            names = and_list(map(month_name, missing))
            yield Fault(next_row(records), f"There is no row for {names}, in the quarter reported.")


def figure_missing_in_a_row(checked: Checked) -> Iterator[Fault]:
    """A row has no figure where one belongs. Rows typed ahead, after the quarter reported, may be empty; so may
    an indicator's numerator and denominator when both are, and its Value is there; and a count that stands
    elsewhere."""
    for table in checked.asked_for(Kind.MONTH, Kind.DATE, Kind.PERIOD, Kind.QUARTER):
        records = checked.inputs[table]
        for row in records:
            blank = blank_figures(records, row)
            if blank and not (wholly_blank(records, row) and _is_ahead(table, row, checked)):
                for heading in blank:
                    yield from _blank(checked, row, table.name, heading)
    by_no = {indicator.no.lower(): indicator for indicator in checked.indicators}
    for row in checked.inputs[INDICATOR_VALUES]:
        indicator = by_no.get(str(row["Indicator"]).lower())
        is_number = indicator is not None and not indicator.rules.is_ratio
        for heading in _lacking_number(row) if is_number else _lacking(row):
            if indicator is None or row["Area"] != COUNCIL_AREA or not indicator.row.values.get(f"{heading} from"):
                yield from _blank(checked, row, INDICATOR_VALUES.name, heading)


def _is_ahead(table: Table, row: Row, checked: Checked) -> bool:
    day = day_of(table, row)
    return day is not None and day > checked.quarter.end


def _lacking(row: Row) -> list[str]:
    """The headings that an indicator's row lacks; none of one whose publisher does not tell them."""
    if row["Not told"] is not None and row["Area"] != COUNCIL_AREA:
        return []
    part, whole, value = row["Numerator"], row["Denominator"], row["Value"]
    if part is None and whole is None:
        return ["Value"] if value is None else []
    return ["Numerator"] if part is None else ["Denominator"] if whole is None else []


def _lacking_number(row: Row) -> list[str]:
    """The same for an indicator that is a plain number: its Value. Two counts have a rule of their own."""
    if row["Not told"] is not None and row["Area"] != COUNCIL_AREA:
        return []
    has_two = row["Numerator"] is not None and row["Denominator"] is not None
    return ["Value"] if row["Value"] is None and not has_two else []


def _blank(checked: Checked, row: Row, table: str, heading: str) -> Iterator[Fault]:
    records = checked.inputs.records[table]
    if records.where(row, heading) not in checked.unreadable:
        yield at(records, row, heading, f"{heading} is empty.")


def count_of_the_quarter_missing(checked: Checked) -> Iterator[Fault]:
    """A table of counts on a day has none in the reporting quarter; or, at the quarter's last count, a measure is
    missing that was counted at another date."""
    for table in checked.asked_for(Kind.DATE):
        records, measure = checked.inputs[table], measure_of(table)
        days = [day for day in dates_of(records) if checked.quarter.start <= day <= checked.quarter.end]
        if not days:
            yield Fault(next_row(records), f"There is no count in the quarter that ends on {_end(checked)}.")
        elif measure is not None:
            counted = {row[measure] for row in records}
            latest = {row[measure] for row in records if day_of(table, row) == days[-1]}
            missing = sorted(str(one) for one in counted - latest if one is not None)
            if missing:
                yield Fault(next_row(records), f"{and_list(missing)}: nothing is typed for {long_date(days[-1])}.")


def _end(checked: Checked) -> str:
    return long_date(checked.quarter.end)


RULES = (
    Rule(
        "IN01",
        Severity.BLOCKS,
        "A cell cannot be read",
        "“12 approx.” under a count; #N/A; 31/02/2017; the same month twice.",
        "Type what the column's note asks for.",
        unreadable_cell,
    ),
    Rule(
        "IN02",
        Severity.SHOULD_FIX,
        "A month is missing inside a series",
        "A table has April and June 2017, and no May.",
        "Add a row for the month; leave its figures empty if they are not known.",
        month_missing_inside_a_series,
    ),
    Rule(
        "IN03",
        Severity.SHOULD_FIX,
        "A figure is missing in a row",
        "30 cases closed, and how many of them in time is empty.",
        "Type the figure, or 0 if there were none. If it is not known, leave it empty: the report shows a dash.",
        figure_missing_in_a_row,
    ),
    Rule(
        "IN04",
        Severity.SHOULD_FIX,
        "A month of the reporting quarter is missing",
        "The report is of 2017-18 Q3, and a table of months ends with November 2017.",
        "Add a row for the month.",
        month_of_the_quarter_missing,
    ),
    Rule(
        "IN05",
        Severity.SHOULD_FIX,
        "The quarter's count is missing",
        "The report is of 2017-18 Q3, and the latest count is that of 30 September 2017.",
        "Add the rows of the count, or change the reporting quarter on Settings.",
        count_of_the_quarter_missing,
    ),
)
