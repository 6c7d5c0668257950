"""IN, continued: rows that are missing where all their neighbours are there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity
from cyps_xl.checks.history.missing_rows import names_by_date, usual_groups, wholly_blank
from cyps_xl.checks.indicators import Indicator
from cyps_xl.checks.tables import is_of
from cyps_xl.checks.wording import and_list, next_row, plural
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES
from cyps_xl.measures.periods import long_date, month_name

VALUE_HEADINGS = ("Numerator", "Denominator", "Value")


def indicator_figure_missing(checked: Checked) -> Iterator[Fault]:
    """An indicator has no row for a period for which at least half of the indicators collected then have one (two at
    least). What is reported quarterly has a rule of its own for the reporting quarter, and so have comparators."""
    records = checked.inputs[INDICATOR_VALUES]
    now, year_ago = checked.quarter.period, checked.quarter.last_year.period
    periods = {str(row["Period"]) for row in records if row["Area"] == COUNCIL_AREA and row["Period"]}
    for period in sorted(periods - {year_ago}):
        for indicator in _expected(checked, period):
            if period != now or not indicator.quarterly:
                message = f"Indicator {indicator.no} has no figure of the council for {period}."
                yield Fault(next_row(records), message)


def _expected(checked: Checked, period: str) -> Iterator[Indicator]:
    """The indicators that should have a row for a period and have none."""
    collected = [i for i in checked.indicators if i.collected_in(period) and (i.quarterly or " Q" not in period)]
    missing = [i for i in collected if i.typed(period) is None and i.figure(period) is None]
    there = len(collected) - len(missing)
    if there >= 2 and 2 * there >= len(collected):
        yield from missing


def quarter_without_figures(checked: Checked) -> Iterator[Fault]:
    """An indicator that is reported quarterly has no figure of the council for the reporting quarter; or a table of
    months, of counts on a day or of periods has figures of other periods and not one of this quarter; or an
    indicator that was collected in the latest full year has no figure of the council for any period. A table with
    no figure at all belongs to a section that the report does without."""
    records, now = checked.inputs[INDICATOR_VALUES], checked.quarter.period
    for indicator in checked.indicators:
        row = indicator.typed(now)
        where = next_row(records) if row is None else records.where(row, "Value")
        if row is None and indicator.figure(now) is not None:
            continue  # its counts stand elsewhere, and all of them are there
        if indicator.quarterly and indicator.collected_in(now) and not _is_there(checked, indicator, row):
            yield Fault(where, f"Indicator {indicator.no} is reported quarterly, and has no figure for {now}.")
        elif not indicator.quarterly and _is_without_any(checked, indicator):
            yield Fault(where, f"Indicator {indicator.no} has no figure of the council for any period.")
    for table in checked.asked_for(Kind.MONTH, Kind.DATE, Kind.PERIOD):
        filled = [row for row in checked.inputs[table] if not wholly_blank(checked.inputs[table], row)]
        if filled and not any(is_of(table, row, checked.quarter) for row in filled):
            yield Fault(next_row(checked.inputs[table]), f"Nothing is typed for {checked.quarter}.")


def _is_without_any(checked: Checked, indicator: Indicator) -> bool:
    rows = checked.council_rows.get(indicator.no.lower(), [])
    collected = indicator.collected_in(checked.quarter.last_year.year)
    return collected and not any(_is_there(checked, indicator, row) for row in rows)


def _is_there(checked: Checked, indicator: Indicator, row: Row | None) -> bool:
    """Whether a row gives a figure, or holds one that cannot be read: that is another rule's to say."""
    if row is None:
        return False
    places = (checked.inputs[INDICATOR_VALUES].where(row, heading) for heading in VALUE_HEADINGS)
    return indicator.figure_in(row) is not None or any(place in checked.unreadable for place in places)


def group_missing_in_a_period(checked: Checked) -> Iterator[Fault]:
    """A period of a table of periods, or a month of one with several rows a month, lacks a row, a kind or an outcome,
    that more than half of all have; or the reporting period has no row at all."""
    for table in checked.asked_for(Kind.PERIOD, Kind.MONTH):
        records = checked.inputs[table]
        missing = usual_groups(records) if table.groups else {}
        if table.time.kind is Kind.PERIOD and checked.quarter.period not in missing:
            yield Fault(next_row(records), f"Nothing is typed for {checked.quarter.period}.")
        for period, groups in missing.items():
            if isinstance(period, dt.date) and period > checked.quarter.end:
                continue  # typed ahead
            named = month_name(period) if isinstance(period, dt.date) else str(period)
            for group in sorted(", ".join(map(str, group)) for group in groups):
                yield Fault(next_row(records), f"{group}: there is no row for {named}.")


def name_missing_at_a_date(checked: Checked) -> Iterator[Fault]:
    """A team that was counted at the date before is not there, and no new one has come in its place. So with whatever
    a table of counts on a day names in its key. Speaks of the reporting quarter's counts only."""
    for table in checked.asked_for(Kind.DATE):
        for column in table.groups:
            if column.kind is Kind.TEXT:
                yield from _names_missing(checked, table, column.heading)


def _names_missing(checked: Checked, table: Table, heading: str) -> Iterator[Fault]:
    records = checked.inputs[table]
    for (_, before), (day, now) in pairwise(names_by_date(records, heading).items()):
        gone, come = before.keys() - now.keys(), now.keys() - before.keys()
        if checked.quarter.start <= day <= checked.quarter.end and len(gone) > len(come):
            names = and_list(sorted(gone))
            where = records.where(next(iter(now.values())), heading)
            yield Fault(where, f"{plural(len(now), heading.lower())} on {long_date(day)}, without {names}.")


RULES = (
    Rule(
        "IN06",
        Severity.SHOULD_FIX,
        "An indicator has no figure",
        "Indicators 1, 2 and 5 have a figure for 2016-17, and indicator 4 has none.",
        "Add a row on Indicator values.",
        indicator_figure_missing,
    ),
    Rule(
        "IN07",
        Severity.SHOULD_FIX,
        "A row is missing that other periods have",
        "Repairs, decided: there is no row for 2017-18 Q3.",
        "Add the row, with 0 when there were none.",
        group_missing_in_a_period,
    ),
    Rule(
        "IN08",
        Severity.SHOULD_FIX,
        "A team is missing that was counted before",
        "Eight teams on 30 September, seven of them on 31 December.",
        "Add its row, if it is still counted under this name.",
        name_missing_at_a_date,
    ),
    Rule(
        "IN17",
        Severity.BLOCKS,
        "The quarter has no figures",
        "The report is of 2017-18 Q4, and the latest figures are those of 2017-18 Q3.",
        "Type the quarter's figures, or change the reporting quarter on Settings.",
        quarter_without_figures,
    ),
)
