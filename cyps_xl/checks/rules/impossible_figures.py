"""FG: a figure against itself: what no count, rate or average can be."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at, at_figure
from cyps_xl.checks.history.outliers import usual
from cyps_xl.checks.lines import of_row, quotients
from cyps_xl.checks.tables import about
from cyps_xl.checks.wording import and_list, in_units, shown
from cyps_xl.definition.expression import parse
from cyps_xl.definition.indicators import number
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.identities import declared, equations, is_about
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.measures.identities import CountsPosts, LowestAndHighest, NoMoreThan, PartOf, PartsOfOurs
from cyps_xl.measures.rates import rounded

UNUSUAL = 3.5
"""Spreads. Less than a sudden change needs, because the number itself says what it may be."""


def part_larger_than_whole(checked: Checked) -> Iterator[Fault]:
    """More in time than due, more decided than came in, a rate's numerator over its denominator, more of a team than
    of the council. A blank on either side says nothing; equal counts are 100%."""
    for table, identity, found in equations(checked.inputs, PartOf):
        if not found.is_broken:
            continue
        records, part, whole = checked.inputs[table], shown(found.added), shown(found.total.value)
        row = records.rows[found.total.row]
        if table.name == INDICATOR_VALUES.name:
            yield at_figure(checked, row, identity.part, f"{part} of {whole}.")
        else:
            words = f"{part} {identity.what or identity.part}, of {whole} {identity.out_of or identity.whole}."
            yield at(records, row, identity.part, f"{found.about}: {words}" if found.about else words)
    for table, _, found in equations(checked.inputs, PartsOfOurs):
        if found.is_broken:
            count = found.parts[0]
            message = f"{shown(found.added)}, of {shown(found.total.value)} of the council."
            yield at_figure(checked, checked.inputs[table].rows[count.row], count.heading, message)


def nothing_to_divide_by(checked: Checked) -> Iterator[Fault]:
    """A rate or average out of 0: the report can show none. The same goes for a team with cases and no hours, and for
    every line that divides one column by another, unless the one is a part of the other."""
    for indicator, row in checked.indicator_rows:
        if indicator.rules.is_ratio and number(row["Denominator"]) == 0:
            yield at_figure(checked, row, "Denominator", "out of 0, so the report shows no figure.")
    parts = {(table.name, found.part, found.whole) for table, found in declared(checked.inputs.catalogue, PartOf)}
    for found in quotients(checked.definition):
        table, records = found.table, checked.inputs[found.table]
        if (table.name, found.part, found.whole) in parts:
            continue
        for row in records:
            if number(row[found.whole]) == 0 and number(row[found.part]):
                counts = (in_units(row[one], table.column(one).unit or one) for one in (found.part, found.whole))
                message = f"{about(table, row)}: {and_list(counts)}, so the report shows no {found.called}."
                yield at(records, row, found.whole, message)


def percentage_typed_for_a_count(checked: Checked) -> Iterator[Fault]:
    """A monthly count that makes an unusual rate, though the same number read as a percentage would be the usual one:
    98 of 113, where 98% are usual. The rate lies three and a half spreads or more (never less than chance
    gives) from the usual, the number within one; at least six other months are needed."""
    for history in checked.histories:
        if not history.percent or history.table.name == INDICATOR_VALUES.name:
            continue
        records = checked.inputs[history.table]
        for point, others in history.reported():
            typed, known = number(point.row[history.heading]), usual(others, history.floor)
            if typed is None or known is None or known.spreads(typed / 100) > 1:
                continue
            if known.spreads(point.value) > UNUSUAL:
                rates = f"{history.words(point.value)}, where {history.words(known.middle)} is usual"
                message = f"{shown(typed)} {point.when} makes {rates}. Is {shown(typed)}% meant?"
                yield at(records, point.row, history.heading, message)


def highest_and_lowest_the_wrong_way_round(checked: Checked) -> Iterator[Fault]:
    """A team's highest caseload is below its lowest, or above all its cases, or its lowest is above its average: no
    team can have that. The average is cases ÷ full-time equivalents, and a team has no fewer workers than those."""
    spoken_of: set[tuple[str, int]] = set()
    for table, identity, found in equations(checked.inputs, NoMoreThan):
        place = (table.name, found.total.row)
        if found.is_broken and place not in spoken_of:
            spoken_of.add(place)
            records, row = checked.inputs[table], checked.inputs[table].rows[found.total.row]
            figures = {"less": shown(found.added), "more": shown(found.total.value)}
            words = identity.words.format_map({heading: shown(row[heading]) for heading in row.values} | figures)
            yield at(records, row, identity.suspect, f"{words}.")
    for table, extremes, at_row, row, average in _averages(checked):
        lowest = number(row[extremes.lowest])
        above = lowest is not None and rounded(lowest - average, 6) > 0
        if above and (table.name, at_row) not in spoken_of:
            message = f"{about(table, row)}: lowest {shown(lowest)}, and {rounded(average, 1)} on average."
            yield at(checked.inputs[table], row, extremes.lowest, message)


def highest_below_the_average(checked: Checked) -> Iterator[Fault]:
    """A team's highest caseload is below its average for a full-time worker, or whatever is said to be the highest
    below what it is the highest of. It can be, where everyone works part time."""
    for table, extremes, _, row, average in _averages(checked):
        highest = number(row[extremes.highest])
        if highest is not None and rounded(highest - average, 6) < 0:
            message = f"{about(table, row)}: highest {shown(highest)}, and {rounded(average, 1)} on average."
            yield at(checked.inputs[table], row, extremes.highest, message)


def _averages(checked: Checked) -> Iterator[tuple[Table, LowestAndHighest, int, Row, float]]:
    """Every row with a lowest and a highest, its place in its table, and what they are the lowest and highest of."""
    for table, extremes in declared(checked.inputs.catalogue, LowestAndHighest):
        expression = parse(extremes.average)
        for at_row, row in enumerate(checked.inputs[table]):
            average = of_row(checked.inputs, table, expression, row)
            if average is not None:
                yield table, extremes, at_row, row, average


def part_of_a_person(checked: Checked) -> Iterator[Fault]:
    """Posts, such as vacant ones, are counted in halves; people who start, leave, are ill or have a case brought are
    whole. So is what else a table counts that counts posts, and are the children in an indicator's numerator and
    denominator."""
    posts: dict[tuple[str, str], list[CountsPosts]] = {}
    for table, found in declared(checked.inputs.catalogue, CountsPosts):
        posts.setdefault((table.name, found.count), []).append(found)
    for (name, heading), kinds in posts.items():
        records = checked.inputs.named(name)
        for row in records:
            count = number(row[heading])
            in_halves = any(is_about(one, row) for one in kinds)
            if count is not None and rounded(count, 9) % (0.5 if in_halves else 1):
                of = "half posts" if in_halves else "whole people"
                message = f"{about(records.table, row)}: {shown(count)} is no number of {of}."
                yield at(records, row, heading, message)
    for _, row in checked.indicator_rows:
        for heading in ("Numerator", "Denominator"):
            count = number(row[heading])
            if count is not None and rounded(count, 9) % 1:
                yield at_figure(checked, row, heading, f"{shown(count)} is not whole.")


RULES = (
    Rule(
        "FG01",
        Severity.BLOCKS,
        "A part is larger than its whole",
        "March 2017: 101 seen in time, of 98 due.",
        "Look both numbers up, and correct the wrong one.",
        part_larger_than_whole,
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
        "The highest is below the average",
        "East team: highest 11, and 12.4 on average.",
        "Look the team's hours, cases and highest up. All can be right only where everyone works part time.",
        highest_below_the_average,
    ),
    Rule(
        "FG10",
        Severity.SHOULD_FIX,
        "A fraction of a person",
        "Starters: 1.5 is no number of whole people.",
        "Correct the number.",
        part_of_a_person,
    ),
    Rule(
        "FG11",
        Severity.SHOULD_FIX,
        "A percentage is typed where a count belongs",
        "98 seen in time of 113 due makes 86.7%, where 97.3% is usual.",
        "Type the number of workers or cases. The report works the percentage out.",
        percentage_typed_for_a_count,
    ),
)
