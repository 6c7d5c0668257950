"""A definition without the rows that are wrong already, and without those that go by them.

What a table that cannot be, or a cell that cannot be read, lends to other rows would be named for nothing. All other
rows are read, so that one reading names whatever is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from cyps_xl.definition.tables import name_in, text, wrong_rows
from cyps_xl.errors import Problem
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Inputs, Records, Row
from cyps_xl.inputs.tables.definition import AREAS, BLOCKS, LINES, RELATIONS, REPORT_COLUMNS, REPORT_TABLES, SECTIONS
from cyps_xl.inputs.tables.relations import Related

_TABLES_NAMED = re.compile(r"(\w+)\[")


def without_tables(inputs: Inputs, tables: Collection[str]) -> Inputs:
    """The rows that go by none of these tables."""
    if not tables:
        return inputs
    blocks = {name_in(row, "Block") for row in inputs[BLOCKS] if name_in(row, "Table") in tables}
    return _without_blocks(without_relations(inputs, tables), {*blocks, *_reading(inputs, tables)})


def without_relations(inputs: Inputs, tables: Collection[str]) -> Inputs:
    """The rows without the relations that go by one of these tables."""
    return _keeping(inputs, RELATIONS, lambda row: not _tables_in(row, ("Of", "Figures", "Table")) & {*tables})


def without_wrong_rows(inputs: Inputs, problems: Iterable[Problem]) -> Inputs | None:
    """The rows without those of which a cell cannot be read; None where those are so many that nothing is sure."""
    places = {problem.where for problem in problems}
    there = [table for table in inputs.catalogue if table.name in inputs.records]
    wrong = {table.name: wrong_rows(inputs[table], places) for table in there}
    tables = {name_in(row, "Table") for of in (REPORT_TABLES, REPORT_COLUMNS) for row in wrong.get(of.name, ())}
    blocks = {name_in(row, "Block") for of in (BLOCKS, LINES) for row in wrong.get(of.name, ())}
    known_tables, known_blocks = (
        {name_in(row, heading) for row in inputs[of]} - {""}
        for of, heading in ((REPORT_TABLES, "Table"), (BLOCKS, "Block"))
    )
    if not (tables <= known_tables and blocks <= known_blocks):
        return None  # a column of no table, a line of no block: which has lost it, nobody can say
    found = inputs
    for table in (one for one in inputs.catalogue if wrong.get(one.name)):
        bad = {id(row) for row in wrong[table.name]}
        found = _keeping(found, table, lambda row, bad=bad: id(row) not in bad)  # type: ignore[misc]
    for of in (REPORT_TABLES, REPORT_COLUMNS):
        found = _keeping(found, of, lambda row: name_in(row, "Table") not in tables)
    if wrong.get(AREAS.name):  # the one that cannot be read may be our own
        found = _keeping(found, AREAS, lambda row: False)
    found = without_tables(_without_blocks(found, blocks), tables)
    if len(found[SECTIONS]) < len(inputs[SECTIONS]):  # a text that tells figures names its section
        found = _keeping(found, RELATIONS, lambda row: row["Kind"] != Related.TOLD_IN_WORDS.value)
    return found if found[SECTIONS].rows else None


def _reading(inputs: Inputs, tables: Collection[str]) -> set[str]:
    """The blocks with a line that reads a column of one of these tables."""
    return {name_in(row, "Block") for row in inputs[LINES] if _tables_in(row, ("Shows", "Where")) & {*tables}}


def _tables_in(row: Row, headings: Iterable[str]) -> set[str]:
    """The tables that a row names, as such or before a column's brackets."""
    written = [text(row, heading) for heading in headings]
    named = (name.casefold() for one in written for name in _TABLES_NAMED.findall(one))
    return {*named, *(one.casefold() for one in written)}


def _without_blocks(inputs: Inputs, blocks: set[str]) -> Inputs:
    """The rows without these blocks, without those that read them, and without the sections that are left with none."""
    gone, size = set(blocks), -1
    while len(gone) > size:
        size = len(gone)
        gone |= {name_in(row, "Block") for row in inputs[LINES] if _reads_a_block(name_in(row, "Shows"), gone)}
    if not gone:
        return inputs
    found = _keeping(inputs, BLOCKS, lambda row: name_in(row, "Block") not in gone)
    found = _keeping(found, LINES, lambda row: name_in(row, "Block") not in gone)
    left = {name_in(row, "Section") for row in found[BLOCKS]}
    return _keeping(found, SECTIONS, lambda row: name_in(row, "Section") in left)


def _reads_a_block(shows: str, blocks: Collection[str]) -> bool:
    """Whether a line is worked out from a line of one of these blocks: line 1 of visits."""
    return any(re.search(rf"\bline\s+\d+\s+of\s+{re.escape(block)}(?!\w)", shows) for block in blocks)


def _keeping(inputs: Inputs, table: Table, wanted: Callable[[Row], bool]) -> Inputs:
    records = inputs[table]
    rows = tuple(row for row in records if wanted(row))
    kept: Mapping[str, Records] = {**inputs.records, records.table.name: replace(records, rows=rows)}
    return replace(inputs, records=kept)
