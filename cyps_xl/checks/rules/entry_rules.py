"""IN, continued: single rows that cannot be used as they are typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.history.missing_rows import wholly_blank
from cyps_xl.checks.tables import DAYS, day_of, when
from cyps_xl.checks.wording import next_row, quoted
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATOR_VALUES, INDICATORS
from cyps_xl.inputs.tables.people import MEETINGS, MEMBERS
from cyps_xl.inputs.tables.settings import BOARD, CONTACT, COUNCIL, MEETING_DATE, SERVICE, SETTINGS
from cyps_xl.measures.periods import long_date, quarter_of

_E_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}")


def setting_missing(checked: Checked) -> Iterator[Fault]:
    """The cover needs the council, its service and board, a contact, and a meeting date where Meetings has none."""
    records = checked.inputs[SETTINGS]
    day = () if checked.inputs[MEETINGS].rows else (MEETING_DATE,)
    for setting in (COUNCIL, SERVICE, BOARD, *day, CONTACT):
        row = records.find(setting.name)
        if row is None:
            yield Fault(next_row(records), f"The row “{setting.name}” is missing.", f"Add it: {setting.what_it_does}")
        elif row["Value"] in (None, setting.default) and records.where(row, "Value") not in checked.unreadable:
            state = "is empty" if row["Value"] is None else f"still says {quoted(str(row['Value']))}"
            yield at(records, row, "Value", f"{setting.name} {state}.")


def text_after_a_gap(checked: Checked) -> Iterator[Fault]:
    """A text of the reporting quarter has a position, 3 say, that does not follow on: the sheet shows texts up to
    the first position that is missing."""
    records = checked.inputs[EXPLANATIONS]
    for row in records:
        position = row["Position"]
        if row["Period"] != str(checked.quarter) or not isinstance(position, int) or position == 1:
            continue
        if records.find(row["Item"], row["Period"], row["Kind"], position - 1) is None:
            message = f"Position {position} follows no position {position - 1}, so this text is not shown."
            yield at(records, row, "Position", message)


def not_an_e_mail(checked: Checked) -> Iterator[Fault]:
    """A recipient's e-mail is no address, or more than one."""
    records = checked.inputs[MEMBERS]
    for row in records:
        address = row["E-mail"]
        if isinstance(address, str) and not _E_MAIL.fullmatch(address):
            yield at(records, row, "E-mail", f"{quoted(address)} is not one e-mail address.")


def date_in_the_future(checked: Checked) -> Iterator[Fault]:
    """A count is dated after today, or stands in a month that has not begun; or a figure's period is one whose last
    quarter has not begun. Rows typed ahead may be empty."""
    if checked.today is None:
        return
    for table in (*checked.tables(*DAYS), INDICATOR_VALUES, *checked.tables(Kind.PERIOD)):
        records = checked.inputs[table]
        for row in records:
            begins = _begins(table, row)
            if begins is not None and begins > checked.today and not wholly_blank(records, row):
                assert table.when is not None
                yield at(records, row, table.when.heading, f"{_shown_time(table, row)} has not come yet.")


def _begins(table: Table, row: Row) -> dt.date | None:
    """The day that a row is of, or the first of its period's last quarter."""
    quarter = quarter_of(str(when(table, row)))
    return day_of(table, row) or (None if quarter is None else quarter.start)


def _shown_time(table: Table, row: Row) -> str:
    day = day_of(table, row)
    return str(when(table, row)) if day is None else long_date(day)


def reference_of_two_indicators(checked: Checked) -> Iterator[Fault]:
    """Two indicators have the same national reference, so that rules about one of them may look at the other. The
    parts of one indicator, 12a and 12b, may share it."""
    records = checked.inputs[INDICATORS]
    first: dict[str, str] = {}
    for row in records:
        reference, no = str(row["Reference"] or "").lower(), str(row["No"])
        if not reference:
            continue
        other = first.setdefault(reference, no)
        if _whole_number(other) != _whole_number(no):
            yield at(records, row, "Reference", f"Indicators {other} and {no} both have {row['Reference']}.")


def _whole_number(no: str) -> str:
    """The number that the parts of an indicator share: 12 for 12a."""
    return no.rstrip("abcdefghijklmnopqrstuvwxyz")


RULES = (
    Rule(
        "IN09",
        Severity.SHOULD_FIX,
        "A setting is empty",
        "There is no meeting date.",
        "Type it on Settings.",
        setting_missing,
    ),
    Rule(
        "IN10",
        Severity.SHOULD_FIX,
        "A text is not shown, because its position does not follow on",
        "A section has narratives 1 and 3, and no 2.",
        "Number the texts of one section 1, 2, 3.",
        text_after_a_gap,
    ),
    Rule(
        "IN11",
        Severity.SHOULD_FIX,
        "A recipient has no e-mail address that can be used",
        "“a.member@council” on Members.",
        "Type one address, like a.member@council.gov.wales.",
        not_an_e_mail,
    ),
    Rule(
        "IN12",
        Severity.BLOCKS,
        "A figure is dated in the future",
        "A count as at 31 December 2071.",
        "Correct the date.",
        date_in_the_future,
    ),
    Rule(
        "IN13",
        Severity.SHOULD_FIX,
        "Two indicators have one reference",
        "Indicators 4 and 5 both have LI 27.",
        "Correct the reference on Indicators.",
        reference_of_two_indicators,
    ),
)
