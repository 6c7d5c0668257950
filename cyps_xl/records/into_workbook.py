"""Counted figures as rows of a workbook's input tables, as an import would bring them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from cyps_xl.errors import WrongUse
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.origins import CountedCells, Origin
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.records import Inputs, Value, alike, as_compared
from cyps_xl.measures.periods import Quarter, long_date
from cyps_xl.records.counting import Figure
from cyps_xl.records.declared import Count, Declared, Target
from cyps_xl.records.rule_sql import Period
from cyps_xl.records.tables import Counts, Over

SOURCE = "Source"
"""The column of an input table that says where a figure comes from, where it has one."""

OF_THE_GROUP = "group"
"""What stands in Into where for the group's own name."""

_OF_A_MONTH = (Kind.MONTH, Kind.DATE)
"""What a column tells by which the rows of several months are told apart."""

Row = dict[str, str]


def counts_needed(declared: Declared, inputs: Inputs) -> tuple[Count, ...]:
    """The counts that have a place in a workbook. Raises WrongUse where one cell has the months of a count."""
    needed = tuple(count for count in declared.counts if count.into and has_place(count.into, inputs))
    for count in needed:
        _require_a_row_a_month(count, inputs)
    return needed


def _require_a_row_a_month(count: Count, inputs: Inputs) -> None:
    """Raise WrongUse where the figures of several months would go into one cell, each over the one before."""
    if count.into is None or count.over is not Over.MONTH:
        return
    table = inputs.catalogue[count.into.table]
    if table.when is None or table.time.kind not in _OF_A_MONTH:
        raise WrongUse(
            f"Counts.csv, {count.name}, Into: the figure of each of its months goes into the same cell of "
            f"{_named(count.into)}.",
            f"Write quarter under Over, or name a table with a row a month in place of {table.name}.",
        )


def places_lacking(declared: Declared, inputs: Inputs) -> list[str]:
    """Each place that counts go into and that a workbook does not have, with the names of those counts."""
    lacking: dict[str, list[str]] = {}
    for count in declared.counts:
        if count.into is not None and not has_place(count.into, inputs):
            lacking.setdefault(_named(count.into), []).append(count.name)
    return [f"{place} ({', '.join(names)})" for place, names in lacking.items()]


def _named(target: Target) -> str:
    """A place as Counts has it, but for what each row has a value of its own of."""
    where = ", ".join(f"{heading} = {value}" for heading, value in target.where if value != OF_THE_GROUP)
    return f"{target.table}[{target.column}]{f' where {where}' if where else ''}"


def has_place(target: Target, inputs: Inputs) -> bool:
    """Whether a workbook has the table, the column, and what the rest of the key names."""
    table = inputs.catalogue.get(target.table)
    if table is None or table.find(target.column) is None:
        return False
    return all(_may_be(table, heading, value, inputs) for heading, value in target.where)


def _may_be(table: Table, heading: str, value: str, inputs: Inputs) -> bool:
    """Whether a value may stand under a heading: one of its choices, or a row of the table that holds those."""
    column = table.find(heading)
    if column is None:
        return False
    if value == OF_THE_GROUP or not (column.choices or column.choices_from):
        return True
    if any(alike(choice, value) for choice in column.choices):
        return True
    if column.choices_from is None:
        return False
    name, there = column.choices_from
    return any(alike(row[there], value) for row in inputs.named(name))


def in_one_spelling(figures: Sequence[Figure], inputs: Inputs) -> list[Figure]:
    """Figures with their groups as the workbook spells them, those together that differ by capitals alone.

    Raises WrongUse where that would count a person twice, who is in both.
    """
    found: dict[tuple[Count, Period, str], Figure] = {}
    for figure in figures:
        target = figure.count.into
        held = groups_held(target, inputs) if target is not None and figure.group and has_place(target, inputs) else []
        group = next((one for one in held if alike(one, figure.group)), figure.group)
        at = (figure.count, figure.period, as_compared(group))
        if at in found and figure.count.counts is Counts.PEOPLE:
            raise WrongUse(
                f"{figure.count.name}: the records spell a {figure.count.group} in two ways, with other capitals.",
                "Have it spelt in one way in the records: a person may be in both.",
            )
        found[at] = replace(figure, group=group, number=figure.number + (found[at].number if at in found else 0))
    return list(found.values())


def of_unknown_groups(figures: Sequence[Figure], inputs: Inputs, named: Collection[str] = ()) -> list[Figure]:
    """The figures of groups that no row of the workbook has, no code of the records is, and nobody named.

    A group is a text of the records, so a child's name in the wrong column would otherwise come in as a team.
    """
    found: list[Figure] = []
    for figure in figures:
        target = figure.count.into
        if target is None or not figure.group or not has_place(target, inputs):
            continue
        if figure.count.table.column(figure.count.group).choices:
            continue
        known = [*named, *groups_held(target, inputs)]
        if not any(alike(figure.group, one) for one in known):
            found.append(figure)
    return found


def groups_held(target: Target, inputs: Inputs) -> list[str]:
    """The groups that the rows of a workbook's table name, for whatever period."""
    headings = [heading for heading, value in target.where if value == OF_THE_GROUP]
    table = inputs.catalogue[target.table]
    return [
        str(row[table.heading(heading)])
        for heading in headings
        for row in inputs.named(target.table)
        if row[table.heading(heading)]
    ]


def at_nought(count: Count, quarter: Quarter, period: Period, counted: Sequence[str], inputs: Inputs) -> list[Figure]:
    """A nought for each group that the workbook has in a period and that has none now: its old figure must not stay."""
    target = count.into
    if target is None or not count.group or not has_place(target, inputs):
        return []
    table = inputs.catalogue[target.table]
    found = []
    for group in dict.fromkeys(groups_held(target, inputs)):
        figure = Figure(count, quarter, period, group, 0)
        key: dict[str, Value] = {**_key(figure, table, target)}
        if table.when is not None and table.time.kind in _OF_A_MONTH:
            key[table.when.heading] = dt.date.fromisoformat(_when(figure, table))
        if not any(alike(group, one) for one in counted) and inputs.named(table.name).find(*key.values()):
            found.append(figure)
    return found


def rows_for(figures: Sequence[Figure], inputs: Inputs, source: str, day: dt.date) -> dict[str, RawTable]:
    """The rows that figures make, by the name of their table; those without a place in the workbook make none.

    `source` and `day` go into the column Source of the tables that have one, behind the names of the counts.
    """
    rows: dict[str, dict[tuple[str, ...], Row]] = {}
    told: dict[tuple[str, ...], list[str]] = {}
    for figure, table, heading, key in _placed(figures, inputs):
        row = rows.setdefault(table.name, {}).setdefault(tuple(key.values()), dict(key))
        row[heading] = str(figure.number)
        names = told.setdefault((table.name, *key.values()), [])
        names.append(figure.count.name)
        if table.find(SOURCE):
            row[SOURCE] = f"Counted from {source}, {long_date(day)}: {', '.join(names)}"
    return {name: _table(inputs.catalogue[name], list(found.values()), source) for name, found in rows.items()}


def counted_cells(figures: Sequence[Figure], inputs: Inputs, origin: Callable[[Figure], Origin]) -> CountedCells:
    """Where each figure of `rows_for` came from, by its table, the place of its row there, and its heading."""
    places: dict[str, dict[tuple[str, ...], int]] = {}
    found: dict[tuple[str, int], dict[str, Origin]] = {}
    for figure, table, heading, key in _placed(figures, inputs):
        rows = places.setdefault(table.name, {})
        at = rows.setdefault(tuple(key.values()), len(rows))
        found.setdefault((table.name, at), {})[heading] = origin(figure)
    return found


def _placed(figures: Sequence[Figure], inputs: Inputs) -> Iterator[tuple[Figure, Table, str, Row]]:
    """The figures that have a place in a workbook, with their table, their heading there and their row's key."""
    for figure in figures:
        target = figure.count.into
        if target is not None and has_place(target, inputs):
            table = inputs.catalogue[target.table]
            yield figure, table, table.heading(target.column), _key(figure, table, target)


def _key(figure: Figure, table: Table, target: Target) -> Row:
    """The cells by which a figure's row is found."""
    key: Row = {}
    if table.when is not None:
        key[table.when.heading] = _when(figure, table)
    for heading, value in target.where:
        key[table.heading(heading)] = figure.group if value == OF_THE_GROUP else value
    missing = [heading for heading in table.key if heading not in key]
    if missing:
        raise WrongUse(
            f"The count {figure.count.name} does not say the {', '.join(missing)} of its row in {table.name}.",
            f"Add it to Into where in Counts.csv, such as {missing[0]} = X.",
        )
    return {heading: key[heading] for heading in table.key}


def _when(figure: Figure, table: Table) -> str:
    kind = table.time.kind
    if kind is Kind.MONTH:
        return figure.period.start.isoformat()
    if kind is Kind.DATE:
        return figure.period.end.isoformat()
    return figure.quarter.period if kind is Kind.PERIOD else str(figure.quarter)


def _table(table: Table, rows: Sequence[Row], source: str) -> RawTable:
    headings = tuple(column.heading for column in table.typed_columns if any(column.heading in row for row in rows))
    cells = tuple(tuple(row.get(heading) for heading in headings) for row in rows)
    names = tuple(", ".join(row[heading] for heading in table.key) for row in rows)
    return RawTable(table.name, f"counts from {source}", headings, cells, is_sheet=False, row_names=names)
