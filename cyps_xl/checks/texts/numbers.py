"""Numbers in texts, and whether the tables hold them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.lines import SHARES, of_row, over_rows
from cyps_xl.checks.tables import DAYS, day_of, measure_of, parts
from cyps_xl.definition.indicators import number
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.languages.language import Language
from cyps_xl.measures.numbers_said import Said, digits_in, numbers_said
from cyps_xl.measures.periods import Quarter
from cyps_xl.measures.rates import ratio, total

SMALLEST = 13
"""Smaller whole numbers are days, weeks, sections, stages and ages more often than figures of the report."""


def numbers_in(text: str, language: Language | None = None) -> Iterator[str]:
    """The numbers that a text says in figures, without thousands separators; a percentage ends with its sign.

    `language` is the one that it is written in, where it is not English.
    """
    yield from (_plain(said) for said in digits_in(text, language))


def figures_in(text: str, language: Language | None = None) -> Iterator[str]:
    """The numbers of a text, in figures or in words, that look like figures of the report.

    Not years, days of a date, spans of time, sections and stages, and whole numbers under 13
    unless they are percentages.
    """
    for said in numbers_said(text, language):
        if not said.share and not _is_year(said) and (said.percent or said.places or said.value >= SMALLEST):
            yield _plain(said)


def _plain(said: Said) -> str:
    return f"{float(said.value):.{said.places}f}" + ("%" if said.percent else "")


def _is_year(said: Said) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", said.words) is not None


def held(figure: str, figures: Sequence[float]) -> bool:
    """Whether one of the sorted figures can be printed as this one, at the decimals it is written with."""
    plain = figure.rstrip("%")
    half = 0.5 * 10.0 ** -len(plain.partition(".")[2]) + 1e-9
    value = float(plain)
    index = bisect_left(figures, value - half)
    return index < len(figures) and figures[index] <= value + half


def figures_of(checked: Checked) -> Sequence[float]:
    """Every figure that the report can show or that follows from it in one step, sorted.

    All numbers of the input tables; rates in percent, shares and averages; what a day, a quarter
    and a year to date add up to; how far the latest figure of a history lies from each before.
    """
    found = [*_typed(checked), *_worked_out(checked), *_totals(checked)]
    for history in checked.histories:
        values = [point.value * (100 if history.percent else 1) for point in history.points]
        found += values
        found += [abs(values[-1] - value) for value in values[:-1]]
    return sorted(found)


def _typed(checked: Checked) -> Iterator[float]:
    passed_over = {SETTINGS.name, *(table.name for table in DEFINITION_TABLES)}
    yield from (checked.settings.full_time_hours, checked.settings.tolerance * 100, 100)
    for records in checked.inputs:
        if records.table.name not in passed_over:
            for row in records:
                yield from (value for value in row.values.values() if isinstance(value, int | float))


def _worked_out(checked: Checked) -> Iterator[float]:
    for row in checked.inputs[INDICATOR_VALUES]:
        part, whole = number(row["Numerator"]), number(row["Denominator"])
        if part is not None and whole:
            yield from (100 * part / whole, 100 - 100 * part / whole, whole - part)
    for table, found in parts(checked.inputs.catalogue):
        rows = checked.inputs[table]
        share = ratio(*(total(number(row[heading]) for row in rows) for heading in (found.part, found.whole)))
        yield from () if share is None else (100 * share,)
    for table, line, expression in over_rows(checked.definition):
        scale = 100 if line.printed in SHARES else 1
        figures = (of_row(checked.inputs, table, expression, row) for row in checked.inputs[table])
        yield from (scale * figure for figure in figures if figure is not None)


def _totals(checked: Checked) -> Iterator[float]:
    """What a month or day adds up to across its rows, and a quarter and a year down each column."""
    sums: dict[tuple[str, ...], float] = defaultdict(float)
    for table in checked.tables(*DAYS):
        for row in checked.inputs[table]:
            for group, value in _groups(checked.quarter, row, table):
                sums[(table.name, *group)] += value
    yield from sums.values()


def _groups(quarter: Quarter, row: Row, table: Table) -> Iterator[tuple[tuple[str, ...], float]]:
    """Each sum that a row's figures belong to, with the figure."""
    day, measure = day_of(table, row), measure_of(table)
    is_month = table.when is not None and table.when.kind is Kind.MONTH
    for heading in table.figures:
        value = number(row[heading])
        if value is None or day is None:
            continue
        yield (str(day), heading), value
        if measure is not None:
            yield (str(day), heading, str(row[measure])), value
        if is_month and quarter.start <= day <= quarter.end:
            yield ("quarter", heading), value
        if is_month and quarter.year_start <= day <= quarter.end:
            yield ("year", heading), value
