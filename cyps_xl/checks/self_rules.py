"""FG: a figure against itself: what no count, rate or average can be."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from cyps_xl.checks.checked import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.indicator_figures import Indicator, number
from cyps_xl.checks.tables import PARTS
from cyps_xl.checks.wording import month_name, shown
from cyps_xl.inputs.records import Records, Row
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.inputs.tables.staff import AGENCY, CASELOADS, VACANCIES, WORKFORCE
from cyps_xl.measures.rates import full_time_equivalent, ratio, rounded

ONE_PERCENT = 1
"""Typed in percent: 1 is 1%. A rate typed as a share of 1 is never above it."""
USUALLY_AT_LEAST = 5
"""Percent. Where an indicator's other rates are below this, a rate under 1% may well be one."""


def part_larger_than_whole(checked: Checked) -> Iterator[Fault]:
    """More in time than due, more successful than closed, a rate's numerator over its denominator. A blank on
    either side says nothing; equal counts are 100%."""
    for table, part_heading, whole_heading, part_words, whole_words in PARTS:
        records = checked.inputs[table]
        for row in records:
            part, whole = number(row[part_heading]), number(row[whole_heading])
            if part is not None and whole is not None and part > whole:
                month = row["Month"]
                when = f"{month_name(month)}: " if isinstance(month, dt.date) else ""
                message = f"{when}{shown(part)} {part_words}, of {shown(whole)} {whole_words}."
                yield at(records, row, part_heading, message)
    for indicator, row, records in _rows(checked):
        part, whole = number(row["Numerator"]), number(row["Denominator"])
        if indicator.is_rate and part is not None and whole is not None and part > whole:
            yield at(records, row, "Numerator", f"{_which(row)}: {shown(part)} of {shown(whole)}.")


def _rows(checked: Checked) -> Iterator[tuple[Indicator, Row, Records]]:
    """Every row of Indicator values, with its indicator."""
    by_no = {indicator.no.lower(): indicator for indicator in checked.indicators}
    records = checked.inputs[INDICATOR_VALUES]
    for row in records:
        indicator = by_no.get(str(row["Indicator"]).lower())
        if indicator is not None:
            yield indicator, row, records


def _which(row: Row) -> str:
    area = "" if row["Area"] == "Council" else f"{row['Area']}, "
    return f"Indicator {row['Indicator']}, {area}{row['Period']}"


def rate_outside_0_to_100(checked: Checked) -> Iterator[Fault]:
    """A published percentage under 0 or over 100. Exactly 0 and exactly 100 can be."""
    for indicator, row, records in _rows(checked):
        value = number(row["Value"])
        if indicator.is_rate and value is not None and not 0 <= value <= 100:
            yield at(records, row, "Value", f"{_which(row)}: {shown(value)}%.")


def share_typed_for_a_percentage(checked: Checked) -> Iterator[Fault]:
    """A rate of 0.976 where 97.6 is meant: above 0, not above 1, while the indicator's other rates are 5% and
    more. Where numerator and denominator are there as well, they decide."""
    for indicator, row, records in _rows(checked):
        value = number(row["Value"])
        if not indicator.is_rate or value is None or not 0 < value <= ONE_PERCENT or row["Denominator"] is not None:
            continue
        others = [
            number(other["Value"]) for other in checked.council_rows.get(indicator.no.lower(), ()) if other is not row
        ]
        rates = [rate for rate in others if rate is not None]
        if rates and min(rates) >= USUALLY_AT_LEAST:
            message = f"{_which(row)}: {shown(value)} is read as {shown(value)}%, and is {shown(value * 100)}% meant?"
            yield at(records, row, "Value", message)


def nothing_to_divide_by(checked: Checked) -> Iterator[Fault]:
    """A rate or average out of 0: the report can show none."""
    for _, row, records in _rows(checked):
        if number(row["Denominator"]) == 0:
            yield at(records, row, "Denominator", f"{_which(row)}: out of 0, so the report shows no figure.")


def negative_figure(checked: Checked) -> Iterator[Fault]:
    """A published figure under 0, where the indicator counts or averages something. Rates have a rule of their
    own, and columns that hold counts refuse what is under 0 when they are read."""
    for indicator, row, records in _rows(checked):
        value = number(row["Value"])
        if not indicator.is_rate and value is not None and value < 0:
            yield at(records, row, "Value", f"{_which(row)}: {shown(value)} is under 0.")


def value_its_counts_do_not_give(checked: Checked) -> Iterator[Fault]:
    """A published Value that numerator ÷ denominator does not give at the published decimals. A Value that was cut
    and not rounded has a rule of its own."""
    for indicator, row, records in _rows(checked):
        given, value = _given(indicator, row), number(row["Value"])
        if given is None or value is None or _agrees(given, value, indicator) or _is_cut(given, value, indicator):
            continue
        words = f"{shown(row['Numerator'])} of {shown(row['Denominator'])} is {indicator.shown(_as_figure(row))}"
        yield at(records, row, "Value", f"{_which(row)}: {words}, and the Value is {shown(value)}.")


def value_cut_and_not_rounded(checked: Checked) -> Iterator[Fault]:
    """A published Value whose last decimal was cut off: 93.7 for 135 of 144, which is 93.75. The report shows the
    rounded figure."""
    for indicator, row, records in _rows(checked):
        given, value = _given(indicator, row), number(row["Value"])
        if given is None or value is None or _agrees(given, value, indicator):
            continue
        if _is_cut(given, value, indicator):
            words = f"{shown(value)} was cut off; rounded it is {indicator.shown(_as_figure(row))}"
            yield at(records, row, "Value", f"{_which(row)}: {words}.")


def _as_figure(row: Row) -> float | int | None:
    return ratio(number(row["Numerator"]), number(row["Denominator"]))


def _given(indicator: Indicator, row: Row) -> float | None:
    """What numerator and denominator give, in the unit of Value, not rounded."""
    figure = _as_figure(row)
    return None if figure is None else figure * (100 if indicator.is_rate else 1)


def _agrees(given: float, value: float, indicator: Indicator) -> bool:
    return rounded(given, indicator.decimals) == rounded(value, indicator.decimals)


def _is_cut(given: float, value: float, indicator: Indicator) -> bool:
    scale = 10**indicator.decimals
    return math.floor(float(f"{given * scale:.12g}")) == rounded(value * scale, 6)


def highest_and_lowest_the_wrong_way_round(checked: Checked) -> Iterator[Fault]:
    """A team's highest caseload is below its lowest, or above all its cases, or its lowest is above its average: no
    team can have that. The average is cases ÷ full-time equivalents, and a team has no fewer workers than those."""
    records = checked.inputs[CASELOADS]
    for row in records:
        cases, highest, lowest = (number(row[heading]) for heading in ("Caseload", "Highest", "Lowest"))
        average = _average(row, checked)
        team = f"{row['Team']}"
        if highest is not None and lowest is not None and highest < lowest:
            yield at(records, row, "Highest", f"{team}: highest {shown(highest)}, lowest {shown(lowest)}.")
        elif highest is not None and cases is not None and highest > cases:
            message = f"{team}: one worker holds {shown(highest)} of the team's {shown(cases)} cases."
            yield at(records, row, "Highest", message)
        elif lowest is not None and average is not None and rounded(lowest - average, 6) > 0:
            message = f"{team}: lowest {shown(lowest)}, and {rounded(average, 1)} on average."
            yield at(records, row, "Lowest", message)


def highest_below_the_average(checked: Checked) -> Iterator[Fault]:
    """A team's highest caseload is below its average for a full-time worker. It can be, where everyone works part
    time."""
    records = checked.inputs[CASELOADS]
    for row in records:
        highest, average = number(row["Highest"]), _average(row, checked)
        if highest is not None and average is not None and rounded(highest - average, 6) < 0:
            message = f"{row['Team']}: highest {shown(highest)}, and {rounded(average, 1)} on average."
            yield at(records, row, "Highest", message)


def _average(row: Row, checked: Checked) -> float | int | None:
    posts = full_time_equivalent(number(row["Available hours"]), checked.settings.full_time_hours)
    return ratio(number(row["Caseload"]), posts)


def part_of_a_person(checked: Checked) -> Iterator[Fault]:
    """Vacancies and agency staff are counted in posts, and halves happen; people who start, leave, are ill or have
    a case brought are whole. So are the children in an indicator's numerator and denominator."""
    records = checked.inputs[WORKFORCE]
    for row in records:
        count = number(row["Number"])
        step = 0.5 if row["Measure"] in (VACANCIES, AGENCY) else 1
        if count is not None and count % step:
            of = "half posts" if step < 1 else "whole people"
            yield at(records, row, "Number", f"{row['Measure']}, {row['Role']}: {shown(count)} is no number of {of}.")
    for _, row, values in _rows(checked):
        for heading in ("Numerator", "Denominator"):
            count = number(row[heading])
            if count is not None and count % 1:
                yield at(values, row, heading, f"{_which(row)}: {shown(count)} is not whole.")


RULES = (
    Rule(
        "FG01",
        Severity.BLOCKS,
        "A part is larger than its whole",
        "March 2017: 101 supervised in time, of 98 due.",
        "Look both numbers up, and correct the wrong one.",
        part_larger_than_whole,
    ),
    Rule(
        "FG02",
        Severity.BLOCKS,
        "A rate lies outside 0% to 100%",
        "Indicator 9, 2016-17: 995%.",
        "Correct the Value: 99.5 is 99.5%.",
        rate_outside_0_to_100,
    ),
    Rule(
        "FG03",
        Severity.SHOULD_FIX,
        "A share of 1 is typed for a percentage",
        "0.995, where all other years have 99.3 and the like.",
        "Type 99.5 for 99.5%.",
        share_typed_for_a_percentage,
    ),
    Rule(
        "FG04",
        Severity.LOOK,
        "There is nothing to divide by",
        "Indicator 13, 2016-17: out of 0.",
        "Make sure that there were none. If so, nothing needs doing.",
        nothing_to_divide_by,
    ),
    Rule(
        "FG05",
        Severity.BLOCKS,
        "A figure is negative",
        "Indicator 5, 2017-18 Q3: -288.3 is under 0.",
        "Delete the minus sign, or correct the figure.",
        negative_figure,
    ),
    Rule(
        "FG06",
        Severity.BLOCKS,
        "A Value is not what its counts give",
        "11 of 177 is 6.2%, and the Value is 2.6.",
        "Correct whichever of the three is wrong. The report shows what the counts give.",
        value_its_counts_do_not_give,
    ),
    Rule(
        "FG07",
        Severity.LOOK,
        "A Value is cut off, and not rounded",
        "93.7 for 135 of 144, which is 93.75 and so 93.8.",
        "Type the rounded Value, or leave Value empty: the report works it out.",
        value_cut_and_not_rounded,
    ),
    Rule(
        "FG08",
        Severity.BLOCKS,
        "Highest, lowest and average do not fit each other",
        "North team: highest 1, lowest 19.",
        "Correct the two columns. They may have been typed the other way round.",
        highest_and_lowest_the_wrong_way_round,
    ),
    Rule(
        "FG09",
        Severity.SHOULD_FIX,
        "The highest caseload is below the average",
        "East team: highest 11, and 12.4 on average.",
        "Look the team's hours, cases and highest up. All can be right only where everyone works part time.",
        highest_below_the_average,
    ),
    Rule(
        "FG10",
        Severity.SHOULD_FIX,
        "A fraction of a person",
        "Leavers, social worker: 1.5 is no number of whole people.",
        "Correct the number.",
        part_of_a_person,
    ),
)
