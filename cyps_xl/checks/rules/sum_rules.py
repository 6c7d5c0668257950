"""SM: figures against each other: totals, registers, and counts that two tables must share."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.history.missing_rows import usual_groups
from cyps_xl.checks.tables import is_of, when
from cyps_xl.checks.texts.counts_in_sentences import counts_told
from cyps_xl.checks.wording import and_list, in_units, shown, tab_of
from cyps_xl.definition.indicators import number
from cyps_xl.definition.model import Section
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.identities import declared, equations
from cyps_xl.inputs.records import alike
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATOR_VALUES, NARRATIVE
from cyps_xl.languages.shipped import ENGLISH
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
    ToldInWords,
)
from cyps_xl.measures.periods import month_name
from cyps_xl.measures.rates import difference


def parts_that_do_not_add_up(checked: Checked) -> Iterator[Fault]:
    """A typed total that is not the sum of its parts: of complaints, by outcome; or one number that stands in two
    places, and is another there. Silent while a part is blank, or has no row though other periods have one, unless
    those that are there exceed the total already."""
    for table, rows, found in equations(checked.inputs, RowsAddUp):
        short = (found.added or 0) < (found.total.value or 0)
        if not (short and _row_is_missing(checked, table, found.total, rows.by)):
            yield from _wrong_total(checked, found, f"its {rows.called}")
    for _, columns, found in equations(checked.inputs, ColumnsAddUp):
        if len(columns.parts) > 1:
            yield from _wrong_total(checked, found, and_list(columns.parts))
        elif found.is_broken:
            yield _not_the_same(checked, found)


def _not_the_same(checked: Checked, found: Equation) -> Fault:
    """One number that stands in two places, and is another there."""
    one, other = found.parts[0], found.total
    records, others = checked.inputs.named(one.table), checked.inputs.named(other.table)
    there = others.where(others.rows[other.row], other.heading)
    message = f"{found.about}: {shown(one.value)}, and {shown(other.value)} in {there}, which is to be the same."
    return at(records, records.rows[one.row], one.heading, message)


def _wrong_total(checked: Checked, found: Equation, parts: str) -> Iterator[Fault]:
    if found.is_broken:
        records = checked.inputs.named(found.total.table)
        message = f"{found.about}: the total is {shown(found.total.value)}, {parts} add up to {shown(found.added)}."
        yield at(records, records.rows[found.total.row], found.total.heading, message)


def _row_is_missing(checked: Checked, table: Table, total: Count, by: str) -> bool:
    """Whether the rows that a total adds lack one that most periods have."""
    row = checked.inputs[table].rows[total.row]
    others = [(at, column.heading) for at, column in enumerate(table.groups) if column.heading != by]
    lacking = usual_groups(checked.inputs[table])[when(table, row)]
    return any(all(alike(group[at], row[heading]) for at, heading in others) for group in lacking)


def month_that_does_not_follow(checked: Checked) -> Iterator[Fault]:
    """What a table counts at a month's end, a register, is that of the month before, plus who came, less who left.
    Silent where one of the four is blank, or the month before has no row."""
    for table, _, found in equations(checked.inputs, CarriedOver):
        if not found.is_broken:
            continue
        records = checked.inputs[table]
        opening, came, left = (shown(part.value) for part in found.parts)
        where = f"are {found.total.heading[:1].lower()}{found.total.heading[1:]}"
        words = f"{opening} + {came} − {left} = {shown(found.added)}, and {shown(found.total.value)} {where}"
        homes = [section.number for section in checked.sections_of(table) if section.has_commentary]
        note = f"or say in a note of section {homes[0]}" if homes else "or find out"
        remedy = f"Correct whichever of the four is wrong, {note} why they differ."
        yield at(records, records.rows[found.total.row], found.total.heading, f"{found.about}: {words}.", remedy)


def year_end_counts_that_differ(checked: Checked) -> Iterator[Fault]:
    """At a year's end several figures count the same people: what one indicator's counts leave, what another is out
    of, and the count of 31 March, as Relations says. Only full years are held against each other."""
    for _, left_of, found in equations(checked.inputs, LeftOf):
        whole, (part, count) = found.total, found.parts
        left = f"{shown(whole.value)} − {shown(part.value)} = {shown(difference(whole.value, part.value))}"
        yield from _differ(checked, found, left_of, count, f"{left_of.other} leaves {left}")
    for _, at_end, found in equations(checked.inputs, AtYearEnd):
        counted = f"on 31 March there were {shown(found.added)}"
        yield from _differ(checked, found, at_end, found.total, counted)


def _differ(
    checked: Checked, found: Equation, declared_as: LeftOf | AtYearEnd, count: Count, other: str
) -> Iterator[Fault]:
    if found.is_broken:
        records = checked.inputs[INDICATOR_VALUES]
        counted = " ".join((shown(count.value), declared_as.called)).strip()
        message = f"{found.about}: {declared_as.reference} {_says(declared_as.heading)} {counted}; {other}."
        yield at(records, records.rows[count.row], count.heading, message)


def _says(heading: str) -> str:
    """What an indicator does with the count under a heading: it is out of its denominator."""
    return "is out of" if heading == "Denominator" else "counts"


def count_without_words(checked: Checked) -> Iterator[Fault]:
    """A count of which the words of a section should tell, as Relations says, is above 0 in the reporting quarter, and
    that section has no narrative."""
    for table, told, section in _told_in_words(checked):
        records, unit = checked.inputs[table], table.column(told.count).unit or told.count.lower()
        rows = [row for row in records if is_of(table, row, checked.quarter) and number(row[told.count])]
        narrative = checked.inputs[EXPLANATIONS].find(section.number, str(checked.quarter), NARRATIVE, 1)
        if rows and narrative is None:
            count = sum(int(number(row[told.count]) or 0) for row in rows)
            verb, word = "was" if count == 1 else "were", next(iter(told.words), "counted")
            message = f"{in_units(count, unit)} {verb} {word}, and section {section.number} says nothing about it."
            yield at(
                records, rows[0], told.count, message, f"Write a narrative for item {section.number} on Explanations."
            )


def _told_in_words(checked: Checked) -> Iterator[tuple[Table, ToldInWords, Section]]:
    """The counts that the words of a section should tell, with that section: where it is part of the report."""
    sections = {section.name: section for section in checked.sections if section.has_commentary}
    for table, told in declared(checked.inputs.catalogue, ToldInWords):
        if told.section in sections:
            yield table, told, sections[told.section]


def narrative_that_counts_otherwise(checked: Checked) -> Iterator[Fault]:
    """A sentence of a section that should tell of a count says how many there were in a month, and the table has
    another number: “Two children came back into care in November”. Speaks of English sentences with one number and
    one month, that use a word which Relations gives; of several months only where there was none (“No child was
    re-admitted in September or October”)."""
    for table, told, section in _told_in_words(checked):
        records, unit = checked.inputs[table], table.column(told.count).unit
        for text in checked.texts:
            is_its = section.is_item(text.row.values.get("Item")) and text.language == ENGLISH.name
            if not text.in_report or not is_its:
                continue
            for said, month in counts_told(text.words, checked.quarter, told.words, unit):
                counted = number(checked.inputs.value(table, told.count, month))
                if counted is not None and counted != said:
                    has = f"{tab_of(records)} has {shown(counted)}"
                    message = f"The text says {said} for {month_name(month)}, and {has}."
                    yield at(checked.inputs[EXPLANATIONS], text.row, text.heading, message)


def count_to_date_that_falls(checked: Checked) -> Iterator[Fault]:
    """Counts from 1 April never fall within a year, and a full year holds no fewer than its third quarter: numerators
    and denominators of indicators that count the year to date, and what Relations says of a table of periods."""
    latest: dict[Count, Equation] = {}
    for _, _, found in equations(checked.inputs, ToDate):
        # Each is held against the last that was typed before it: one fall is one finding.
        if found.added is not None:
            latest[found.total] = found
    for now, found in latest.items():
        if found.is_broken:
            records, before = checked.inputs.named(now.table), found.parts[0]
            row, earlier = records.rows[now.row], when(records.table, records.rows[before.row])
            words = f"{shown(now.value)} in {when(records.table, row)}, after {shown(before.value)} in {earlier}"
            yield at(records, row, now.heading, f"{found.about}: {words}.")


def months_that_an_indicator_counts_differently(checked: Checked) -> Iterator[Fault]:
    """An indicator counts since 1 April what a table counts month by month, as Relations says. Silent unless every
    month has its count."""
    records = checked.inputs[INDICATOR_VALUES]
    for _, identity, found in equations(checked.inputs, SumOfMonths):
        if found.is_broken:
            months = f"the months of {tab_of(checked.inputs.named(identity.table))} add up to {shown(found.added)}"
            message = (
                f"{found.about}: {identity.reference} {_says(identity.heading)} {shown(found.total.value)}; {months}."
            )
            yield at(records, records.rows[found.total.row], found.total.heading, message)


RULES = (
    Rule(
        "SM01",
        Severity.BLOCKS,
        "Parts do not add up to their total",
        "Decided, 2017-18 Q3: the total is 2, its parts add up to 1.",
        "Correct the total or a part of it; what is still open is counted under a part of its own.",
        parts_that_do_not_add_up,
    ),
    Rule(
        "SM02",
        Severity.SHOULD_FIX,
        "A month does not follow from the month before",
        "March 2017: 189 + 22 − 20 = 191, and 119 are there.",
        "Correct whichever of the four is wrong, or say in a note of its section why they differ.",
        month_that_does_not_follow,
    ),
    Rule(
        "SM03",
        Severity.SHOULD_FIX,
        "A year's end is counted differently in two places",
        "2016-17: LI 3 is out of 384 children; LI 2 leaves 982 − 589 = 393.",
        "Correct the wrong count, or say in a note why the two differ.",
        year_end_counts_that_differ,
    ),
    Rule(
        "SM04",
        Severity.LOOK,
        "A count is not spoken of",
        "3 children came back, and their section says nothing about it.",
        "Write a narrative for the section on Explanations.",
        count_without_words,
    ),
    Rule(
        "SM10",
        Severity.LOOK,
        "The words of a section count differently",
        "The text says 2 for November 2017, and the table has 3.",
        "Correct the text or the count.",
        narrative_that_counts_otherwise,
    ),
    Rule(
        "SM05",
        Severity.SHOULD_FIX,
        "A count to date falls within its year",
        "Decided: 11 in 2017-18 Q3, after 18 in 2017-18 Q2.",
        "Correct the wrong one of the two. Figures of a quarter count from 1 April, not from the quarter's first day.",
        count_to_date_that_falls,
    ),
    Rule(
        "SM06",
        Severity.SHOULD_FIX,
        "Months are counted differently by an indicator",
        "2017-18 Q3: LI 4 is out of 177; the months of its table add up to 168.",
        "Correct the wrong count.",
        months_that_an_indicator_counts_differently,
    ),
)
