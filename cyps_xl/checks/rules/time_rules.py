"""TM: figures against time: sudden changes, missing comparators, dates that do not fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.tables import DAYS, when
from cyps_xl.checks.wording import lower_first, next_row
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.inputs.tables.people import COVER_TEXT, MEETINGS
from cyps_xl.inputs.tables.settings import MEETING_DATE, SETTINGS
from cyps_xl.measures.periods import Quarter, long_date, month_name


def sudden_change(checked: Checked) -> Iterator[Fault]:
    """A figure of the report lies far from its own history: five spreads or so (median absolute deviation, never less
    than chance gives) from its middle, or from its last figure and usual step where it drifts. At least six earlier
    figures are needed, and at most the latest 24 count; the fewer they are, the farther away a figure may lie. The
    first six of a series are held against later ones."""
    for history in checked.histories:
        for point, expected in history.surprises():
            message = f"{history.what}: {history.words(point.value)} {point.when}"
            usual = f"where its history leads one to expect about {history.words(expected)}."
            yield at(checked.inputs[history.table], point.row, history.heading, f"{message}, {usual}")


def comparator_missing(checked: Checked) -> Iterator[Fault]:
    """There is a figure for the reporting quarter and none for the same quarter a year earlier, though it was
    collected then and can be compared; or a table of periods has no row of a year ago at all."""
    now, year_ago = checked.quarter.period, checked.quarter.last_year.period
    for indicator in checked.indicators:
        if not indicator.is_comparable(checked.quarter) or not indicator.collected_in(year_ago):
            continue
        row = indicator.typed(now)
        if row is not None and indicator.figure(now) is not None and indicator.typed(year_ago) is None:
            message = f"Indicator {indicator.no}: there is no figure for {year_ago} to compare with."
            yield at(checked.inputs[INDICATOR_VALUES], row, "Period", message)
    for table in checked.asked_for(Kind.PERIOD):
        records = checked.inputs[table]
        rows = [row for row in records if when(table, row) == now]
        if rows and table.when is not None and not any(when(table, row) == year_ago for row in records):
            message = f"There are no {lower_first(table.sheet)} for {year_ago} to compare with."
            yield at(records, rows[0], table.when.heading, message)


def other_area_of_another_year(checked: Checked) -> Iterator[Fault]:
    """The report sets the council's latest full year against the figure of another area for that year, such as Wales:
    the other is missing while the council's is there. An indicator that never had a figure of that area needs none."""
    year = checked.quarter.last_year.year
    records = checked.inputs[INDICATOR_VALUES]
    held: dict[tuple[str, object], list[str]] = {}
    for row in records:
        held.setdefault((str(row["Indicator"]).lower(), row["Area"]), []).append(str(row["Period"]))
    for area in checked.compared_with:
        for indicator in checked.indicators:
            own, years = indicator.typed(year), held.get((indicator.no.lower(), area), [])
            if own is not None and years and year not in years and indicator.collected_in(year):
                message = f"Indicator {indicator.no}: there is no figure of {area} for {year}"
                yield at(records, own, "Period", f"{message}; the latest is of {max(years)}.")


def day_outside_its_quarter(checked: Checked) -> Iterator[Fault]:
    """The month or date of something that is kept by quarters, an audit, does not lie in its quarter. Those that need
    not be typed are passed over: they may be of another day."""
    for table in checked.tables(Kind.QUARTER):
        records = checked.inputs[table]
        for column in (column for column in table.columns if column.kind in DAYS and column.required):
            for row in records:
                quarter, day = when(table, row), row[column.heading]
                if isinstance(quarter, str) and isinstance(day, dt.date) and not _lies_in(day, quarter):
                    shown_day = month_name(day) if column.kind is Kind.MONTH else long_date(day)
                    yield at(records, row, column.heading, f"{shown_day} does not lie in {quarter}.")


def _lies_in(day: dt.date, quarter: str) -> bool:
    found = Quarter.parse(quarter)
    return found.start <= day <= found.end


def meeting_before_the_period_ends(checked: Checked) -> Iterator[Fault]:
    """The meeting is on a day before the quarter reported has ended."""
    meetings, day = checked.inputs[MEETINGS], checked.settings.meeting_date
    if meetings.rows:
        records, heading, row = meetings, "Meeting date", meetings.find(str(checked.quarter))
    else:
        records, heading = checked.inputs[SETTINGS], "Value"
        row = records.find(MEETING_DATE.name)
    if row is not None and day is not None and day <= checked.quarter.end:
        message = (
            f"The meeting of {long_date(day)} is before {checked.quarter} ends, on {long_date(checked.quarter.end)}."
        )
        yield at(records, row, heading, message)


def quarter_without_a_meeting(checked: Checked) -> Iterator[Fault]:
    """The sheet Meetings has the meetings of other quarters, and none of the one reported."""
    records = checked.inputs[MEETINGS]
    if records.rows and records.find(str(checked.quarter)) is None:
        yield Fault(next_row(records), f"There is no meeting for {checked.quarter}.", "")


def cover_text_of_another_quarter(checked: Checked) -> Iterator[Fault]:
    """A text of the cover was written for another quarter than the one reported. One without a quarter holds always."""
    records = checked.inputs[COVER_TEXT]
    for row in records:
        written_for = row["Written for"]
        if written_for is not None and written_for != str(checked.quarter):
            yield at(records, row, "Written for", f"“{row['Heading']}” was written for {written_for}.")


RULES = (
    Rule(
        "TM01",
        Severity.LOOK,
        "A figure changes suddenly",
        "Cases: 92 in May 2017, where its history leads one to expect about 28.",
        "Look the figure up. If it is right, say why in the words of its section.",
        sudden_change,
    ),
    Rule(
        "TM02",
        Severity.SHOULD_FIX,
        "There is nothing to compare with",
        "Indicator 4: there is no figure for 2016-17 Q3 to compare with.",
        "Add last year's row, or set Comparable to no on Indicators.",
        comparator_missing,
    ),
    Rule(
        "TM03",
        Severity.SHOULD_FIX,
        "The figure of Wales, or of another area, is missing for the year",
        "Indicator 9: there is no figure of Wales for 2016-17; the latest is of 2015-16.",
        "Add a row for that area and this year on Indicator values. Until then the report compares nothing.",
        other_area_of_another_year,
    ),
    Rule(
        "TM08",
        Severity.SHOULD_FIX,
        "A month or date lies outside its quarter",
        "A visit of September 2017 is counted in 2017-18 Q3.",
        "Correct the month or the quarter.",
        day_outside_its_quarter,
    ),
    Rule(
        "TM10",
        Severity.SHOULD_FIX,
        "The meeting is before the period ends",
        "The meeting of 8 March 2017 is before 2017-18 Q3 ends.",
        "Correct the meeting date or the reporting quarter on Settings.",
        meeting_before_the_period_ends,
    ),
    Rule(
        "TM11",
        Severity.SHOULD_FIX,
        "The cover has words of another quarter",
        "“Executive summary” was written for 2017-18 Q2.",
        "Bring the text up to date, then its quarter beside it.",
        cover_text_of_another_quarter,
    ),
    Rule(
        "TM12",
        Severity.SHOULD_FIX,
        "The quarter has no meeting",
        "There is no meeting for 2017-18 Q3.",
        "Add a row for the quarter on Meetings. Until then the cover names no day.",
        quarter_without_a_meeting,
    ),
)
