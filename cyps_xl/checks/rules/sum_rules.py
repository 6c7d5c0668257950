"""SM: figures against each other: totals, registers, and counts that two tables must share."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.history.missing_rows import in_quarter, usual_pairs
from cyps_xl.checks.indicators import number
from cyps_xl.checks.texts.readmission_sentences import re_admissions_told
from cyps_xl.checks.wording import and_list, shown, tab_of
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.identities import equations
from cyps_xl.inputs.tables.children import READMISSIONS
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATOR_VALUES, NARRATIVE
from cyps_xl.inputs.tables.quality import COMPLAINTS
from cyps_xl.measures.identities import (
    AtYearEnd,
    CarriedOver,
    ColumnsAddUp,
    Count,
    Equation,
    LeftOf,
    RowsAddUp,
    SumOfMonths,
    ToDate,
)
from cyps_xl.measures.periods import month_name
from cyps_xl.measures.rates import difference

READMISSIONS_SECTION = "2.6"


def parts_that_do_not_add_up(checked: Checked) -> Iterator[Fault]:
    """A typed total that is not the sum of its parts: complaints, and their outcomes. Silent while a part is blank, or
    has no row though other periods have one, unless those that are there exceed the total already."""
    for table, rows, found in equations(checked.inputs, RowsAddUp):
        short = (found.added or 0) < (found.total.value or 0)
        if not (short and _row_is_missing(checked, table, found)):
            yield from _wrong_total(checked, found, f"its {rows.called}")
    for _, columns, found in equations(checked.inputs, ColumnsAddUp):
        yield from _wrong_total(checked, found, and_list(columns.parts))


def _wrong_total(checked: Checked, found: Equation, parts: str) -> Iterator[Fault]:
    if found.is_broken:
        records = checked.inputs.named(found.total.table)
        message = f"{found.about}: the total is {shown(found.total.value)}, {parts} add up to {shown(found.added)}."
        yield at(records, records.rows[found.total.row], found.total.heading, message)


def _row_is_missing(checked: Checked, table: Table, found: Equation) -> bool:
    """Whether a kind of complaint lacks an outcome that most periods have."""
    if table is not COMPLAINTS:
        return False
    row = checked.inputs[table].rows[found.total.row]
    return any(kind == row["Kind"] for kind, _ in usual_pairs(checked.inputs[table])[str(row["Period"])])


def register_that_does_not_follow(checked: Checked) -> Iterator[Fault]:
    """The register at a month's end is that of the month before, plus the registered, less the de-registered.
    Silent where one of the four is blank, or the month before has no row."""
    for table, _, found in equations(checked.inputs, CarriedOver):
        if not found.is_broken:
            continue
        records = checked.inputs[table]
        opening, came, left = (shown(part.value) for part in found.parts)
        where = f"are {found.total.heading[:1].lower()}{found.total.heading[1:]}"
        words = f"{opening} + {came} − {left} = {shown(found.added)}, and {shown(found.total.value)} {where}"
        yield at(records, records.rows[found.total.row], found.total.heading, f"{found.about}: {words}.")


def looked_after_counts_that_differ(checked: Checked) -> Iterator[Fault]:
    """At a year's end three figures count the looked after children: all with a plan less those at home (PI 25),
    all that placements are counted for (PI 33), and the count of 31 March. Only full years are held against each
    other: only then does PI 33 have a figure."""
    for _, left_of, found in equations(checked.inputs, LeftOf):
        whole, (part, count) = found.total, found.parts
        left = f"{shown(whole.value)} − {shown(part.value)} = {shown(difference(whole.value, part.value))}"
        yield from _differ(checked, found, left_of.reference, count, f"{left_of.other} leaves {left}")
    for _, at_end, found in equations(checked.inputs, AtYearEnd):
        counted = f"on 31 March there were {shown(found.added)}"
        yield from _differ(checked, found, at_end.reference, found.total, counted)


def _differ(checked: Checked, found: Equation, reference: str, count: Count, other: str) -> Iterator[Fault]:
    if found.is_broken:
        records = checked.inputs[INDICATOR_VALUES]
        message = f"{found.about}: {reference} is out of {shown(count.value)} looked after children; {other}."
        yield at(records, records.rows[count.row], count.heading, message)


def re_admissions_without_words(checked: Checked) -> Iterator[Fault]:
    """Children came back into care in the reporting quarter, and section 2.6 has no narrative."""
    records = checked.inputs[READMISSIONS]
    rows = [row for row in records if in_quarter(row["Month"], checked.quarter) and number(row["Children"])]
    told = checked.inputs[EXPLANATIONS].find(READMISSIONS_SECTION, str(checked.quarter), NARRATIVE, 1)
    if rows and told is None:
        count = sum(int(number(row["Children"]) or 0) for row in rows)
        children = "1 child was" if count == 1 else f"{count} children were"
        yield at(records, rows[0], "Children", f"{children} re-admitted, and section 2.6 says nothing about it.")


def narrative_that_counts_otherwise(checked: Checked) -> Iterator[Fault]:
    """A sentence of section 2.6 says how many children came back in a month, and the table has another number: “Two
    children came back into care in November”. Speaks of English sentences with one number of children and one month;
    of several months only where there was no child (“No child was re-admitted in September or October”)."""
    records = checked.inputs[READMISSIONS]
    for text in checked.texts:
        if not text.in_report or text.row.values.get("Item") != READMISSIONS_SECTION or text.heading != "English":
            continue
        for said, month in re_admissions_told(text.words, checked.quarter):
            counted = number(checked.inputs.value(READMISSIONS, "Children", month))
            if counted is not None and counted != said:
                message = f"The text says {said} for {month_name(month)}, and {tab_of(records)} has {shown(counted)}."
                yield at(checked.inputs[EXPLANATIONS], text.row, "English", message)


def count_to_date_that_falls(checked: Checked) -> Iterator[Fault]:
    """Counts from 1 April never fall within a year, and a full year holds no fewer than its third quarter: numerators
    and denominators of indicators that count the year to date, totals of complaints and compliments, and outcomes
    that are decided."""
    latest: dict[Count, Equation] = {}
    for _, _, found in equations(checked.inputs, ToDate):
        # Each is held against the last that was typed before it: one fall is one finding.
        if found.added is not None:
            latest[found.total] = found
    for now, found in latest.items():
        if found.is_broken:
            records, before = checked.inputs.named(now.table), found.parts[0]
            row, earlier = records.rows[now.row], records.rows[before.row]["Period"]
            words = f"{shown(now.value)} in {row['Period']}, after {shown(before.value)} in {earlier}"
            yield at(records, row, now.heading, f"{found.about}: {words}.")


def registrations_that_two_tables_count_differently(checked: Checked) -> Iterator[Fault]:
    """PI 27 is out of all registrations since 1 April, which Registrations counts month by month. Silent unless
    every month has its count."""
    records = checked.inputs[INDICATOR_VALUES]
    for _, identity, found in equations(checked.inputs, SumOfMonths):
        if found.is_broken:
            months = f"the months of {tab_of(checked.inputs.named(identity.table))} add up to {shown(found.added)}"
            message = f"{found.about}: {identity.reference} is out of {shown(found.total.value)}; {months}."
            yield at(records, records.rows[found.total.row], found.total.heading, message)


RULES = (
    Rule(
        "SM01",
        Severity.BLOCKS,
        "Parts do not add up to their total",
        "Stage 2, 2017-18 Q3: the total is 2, its outcomes add up to 1.",
        "Correct the total or a part of it; complaints still open are counted under other.",
        parts_that_do_not_add_up,
    ),
    Rule(
        "SM02",
        Severity.SHOULD_FIX,
        "The register does not follow from the month before",
        "March 2017: 189 + 22 − 20 = 191, and 119 are on the register.",
        "Correct whichever of the four is wrong, or say in a note of section 4 why they differ.",
        register_that_does_not_follow,
    ),
    Rule(
        "SM03",
        Severity.SHOULD_FIX,
        "Looked after children are counted differently in two places",
        "2016-17: PI 33 is out of 384 looked after children; PI 25 leaves 982 − 589 = 393.",
        "Correct the wrong count, or say in a note why the two differ.",
        looked_after_counts_that_differ,
    ),
    Rule(
        "SM04",
        Severity.LOOK,
        "Re-admissions are not spoken of",
        "3 children were re-admitted, and section 2.6 says nothing about it.",
        "Write a narrative for item 2.6 on Explanations.",
        re_admissions_without_words,
    ),
    Rule(
        "SM10",
        Severity.LOOK,
        "The words of section 2.6 count differently",
        "The text says 2 for November 2017, and Readmissions has 3.",
        "Correct the text or the count.",
        narrative_that_counts_otherwise,
    ),
    Rule(
        "SM05",
        Severity.SHOULD_FIX,
        "A count to date falls within its year",
        "Complaints at stage 1: 11 in 2017-18 Q3, after 18 in 2017-18 Q2.",
        "Correct the wrong one of the two. Figures of a quarter count from 1 April, not from the quarter's first day.",
        count_to_date_that_falls,
    ),
    Rule(
        "SM06",
        Severity.SHOULD_FIX,
        "Registrations are counted differently in two places",
        "2017-18 Q3: PI 27 is out of 177; the months of Registrations add up to 168.",
        "Correct the wrong count.",
        registrations_that_two_tables_count_differently,
    ),
)
