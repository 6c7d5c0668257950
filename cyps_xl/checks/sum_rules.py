"""SM: figures against each other: totals, registers, and counts that two tables must share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cyps_xl.checks.checked import Checked
from cyps_xl.checks.cumulative import falls_within_a_year, registered_to_date
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.gaps import in_quarter, usual_pairs
from cyps_xl.checks.indicator_figures import Indicator, number
from cyps_xl.checks.told import re_admissions_told
from cyps_xl.checks.wording import month_name, shown, tab_of
from cyps_xl.inputs.records import Value
from cyps_xl.inputs.tables.children import LOOKED_AFTER, READMISSIONS, REGISTRATIONS
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, EXPLANATIONS, INDICATOR_VALUES, NARRATIVE
from cyps_xl.inputs.tables.quality import COMPLAINTS, TOTAL
from cyps_xl.measures.periods import add_months, first_year_of
from cyps_xl.measures.rates import Figure, difference, total

KEPT_AT_HOME = "PI 25"
"""Children helped to stay with their family, out of all who have a plan."""
RE_REGISTERED = "PI 27"
"""Registrations of children who had been registered before, out of all registrations."""
THREE_PLACEMENTS = "PI 33"
"""Children with three placements or more, out of all looked after on 31 March."""
READMISSIONS_SECTION = "2.6"


def outcomes_that_do_not_add_up(checked: Checked) -> Iterator[Fault]:
    """A typed total that is not the sum of its outcomes. Silent while an outcome is blank, or has no row though
    other periods have one, unless those that are there exceed the total already."""
    records = checked.inputs[COMPLAINTS]
    missing = usual_pairs(records)
    outcomes: dict[tuple[Value, Value], list[Figure]] = {}
    for row in records:
        if row["Outcome"] != TOTAL:
            outcomes.setdefault((row["Period"], row["Kind"]), []).append(number(row["Number"]))
    for row in records:
        typed = number(row["Number"])
        if row["Outcome"] != TOTAL or typed is None:
            continue
        parts = outcomes.get((row["Period"], row["Kind"]), [])
        added = total(parts)
        if added is None or added == typed:
            continue
        incomplete = None in parts or any(kind == row["Kind"] for kind, _ in missing[str(row["Period"])])
        if added > typed or not incomplete:
            message = f"{row['Kind']}, {row['Period']}: the total is {shown(typed)}, its outcomes add up to "
            yield at(records, row, "Number", f"{message}{shown(added)}.")


def register_that_does_not_follow(checked: Checked) -> Iterator[Fault]:
    """The register at a month's end is that of the month before, plus the registered, less the de-registered.
    Silent where one of the four is blank, or the month before has no row."""
    records = checked.inputs[REGISTRATIONS]
    for row in records:
        month = row["Month"]
        before = records.find(add_months(month, -1)) if isinstance(month, dt.date) else None
        if before is None or not isinstance(month, dt.date):
            continue
        previous, now = number(before["On the register"]), number(row["On the register"])
        registered, removed = number(row["Registered"]), number(row["De-registered"])
        moved = difference(registered, removed)
        if previous is None or moved is None or now is None or previous + moved == now:
            continue
        sum_words = f"{shown(previous)} + {shown(registered)} − {shown(removed)} = {shown(previous + moved)}"
        message = f"{month_name(month)}: {sum_words}, and {shown(now)} are on the register."
        yield at(records, row, "On the register", message)


def looked_after_counts_that_differ(checked: Checked) -> Iterator[Fault]:
    """At a year's end three figures count the looked after children: all with a plan less those at home (PI 25),
    all that placements are counted for (PI 33), and the count of 31 March. Only full years are held against each
    other: only then does PI 33 have a figure."""
    placements = _indicator(checked, THREE_PLACEMENTS)
    at_home = _indicator(checked, KEPT_AT_HOME)
    records = checked.inputs[INDICATOR_VALUES]
    for row in records:
        if placements is None or row["Indicator"] != placements.no or row["Area"] != COUNCIL_AREA:
            continue
        year, count = str(row["Period"]), number(row["Denominator"])
        if count is None or " Q" in year:
            continue
        for words, other in ((_at_home_words(at_home, year)), _counted_words(checked, year)):
            if other is not None and other != count:
                message = f"{year}: PI 33 is out of {shown(count)} looked after children; {words} {shown(other)}."
                yield at(records, row, "Denominator", message)


def _indicator(checked: Checked, reference: str) -> Indicator | None:
    return next((i for i in checked.indicators if i.reference == reference), None)


def _at_home_words(at_home: Indicator | None, year: str) -> tuple[str, float | int | None]:
    row = at_home.typed(year) if at_home else None
    if row is None:
        return "", None
    whole, part = number(row["Denominator"]), number(row["Numerator"])
    return f"PI 25 leaves {shown(whole)} − {shown(part)} =", difference(whole, part)


def _counted_words(checked: Checked, year: str) -> tuple[str, float | int | None]:
    day = dt.date(first_year_of(year) + 1, 3, 31)
    return "on 31 March there were", number(checked.inputs.value(LOOKED_AFTER, "Children", day))


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
    for fall in falls_within_a_year(checked):
        message = f"{fall.what}: {shown(fall.now)} in {fall.period}, after {shown(fall.before)} in {fall.earlier}."
        yield at(fall.records, fall.row, fall.heading, message)


def registrations_that_two_tables_count_differently(checked: Checked) -> Iterator[Fault]:
    """PI 27 is out of all registrations since 1 April, which Registrations counts month by month. Silent unless
    every month has its count."""
    indicator = _indicator(checked, RE_REGISTERED)
    records = checked.inputs[INDICATOR_VALUES]
    for row in records:
        if indicator is None or row["Indicator"] != indicator.no or row["Area"] != COUNCIL_AREA:
            continue
        counted, typed = registered_to_date(checked, str(row["Period"])), number(row["Denominator"])
        if counted is not None and typed is not None and counted != typed:
            message = f"{row['Period']}: PI 27 is out of {shown(typed)}; the months of Registrations add up to "
            yield at(records, row, "Denominator", f"{message}{shown(counted)}.")


RULES = (
    Rule(
        "SM01",
        Severity.BLOCKS,
        "Outcomes do not add up to their total",
        "Stage 2, 2017-18 Q3: the total is 2, its outcomes add up to 1.",
        "Correct the total or an outcome; complaints still open are counted under other.",
        outcomes_that_do_not_add_up,
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
