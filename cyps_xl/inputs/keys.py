"""What tells rows apart: keys that Excel can look up, no two alike, and references that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from cyps_xl.errors import Problem
from cyps_xl.inputs.cells import BadCell
from cyps_xl.inputs.declare import KEY_SEPARATOR, Column, Kind, Table
from cyps_xl.inputs.records import Inputs, Records, Row, Value, as_excel_text, row_key
from cyps_xl.inputs.tables.settings import setting_called
from cyps_xl.inputs.wording import shown

LONGEST_KEY = 255
"""MATCH looks up no longer text."""
_MEANS_SOMETHING_TO_EXCEL = ("*", "~", KEY_SEPARATOR)


def refuse_unfindable(value: Value, column: Column, table: Table) -> None:
    """Raise BadCell when Excel's lookups would not find this part of a key, though it looks right."""
    if not isinstance(value, str) or column.heading not in table.key or column.kind is not Kind.TEXT:
        return
    if value != value.strip():
        raise BadCell(
            f"{shown(value)} begins or ends with a space, so that Excel does not find it.", "Delete the space."
        )
    for mark in _MEANS_SOMETHING_TO_EXCEL:
        if mark in value:
            raise BadCell(
                f"{shown(value)} holds “{mark}”, which has a meaning of its own in lookups.",
                "Write it without this sign.",
            )
    if value[0] in "=<>":
        raise BadCell(
            f"{shown(value)} begins with “{value[0]}”, which Excel takes for a comparison.", "Begin with a letter."
        )


def key_problems(records: Records, rows: Iterable[Row]) -> Iterator[Problem]:
    """Every row whose key another row above it has already, or whose key is too long to be looked up."""
    first_with: dict[str, Row] = {}
    table = records.table
    rows = list(rows)
    yield from _names_that_find_another(records, rows)
    for row in rows:
        key = row_key(table, row.values)
        where = records.where(row, table.key[0])
        if len(key) > LONGEST_KEY:
            yield Problem(where, f"The row's key has more than {LONGEST_KEY} characters.", "Shorten its texts.")
        earlier = first_with.setdefault(key.lower(), row)
        if earlier is not row:
            yield Problem(where, _same_key(records, row, earlier), "Delete one of the two rows, or correct its key.")


def _names_that_find_another(records: Records, rows: Sequence[Row]) -> Iterator[Problem]:
    """Every name with a “?”, which stands for any sign in Excel's lookups, that another name of its column fits.

    Alone it does no harm, and a theme may well be a question: a lookup finds the name itself.
    """
    for heading in records.table.key:
        names = {value.lower(): value for row in rows if isinstance(value := row[heading], str)}
        asking = {name: re.compile(re.escape(name).replace(r"\?", "."), re.DOTALL) for name in names if "?" in name}
        for row in rows if asking else ():
            fits = asking.get(str(row[heading]).lower())
            found = [name for name in names if fits and fits.fullmatch(name) and name != str(row[heading]).lower()]
            if found:
                message = f"{shown(row[heading])} finds {shown(names[found[0]])} as well: “?” is any sign in a lookup."
                yield Problem(records.where(row, heading), message, "Write one of the two names without “?”.")


def _same_key(records: Records, row: Row, earlier: Row) -> str:
    return f"This row and {records.where(earlier, records.table.key[0])} are both for {key_in_words(records, row)}."


def key_in_words(records: Records, row: Row) -> str:
    """What tells a row from the others: "Month 1 December 2017", "Indicator 1, Area Council, Period 2016-17"."""
    return ", ".join(f"{heading} {_in_words(row[heading])}" for heading in records.table.key)


def _in_words(value: Value) -> str:
    return "(empty)" if value is None else value if isinstance(value, str) else shown(value)


def reference_problems(inputs: Inputs, known: Inputs | None, unsure: Collection[str]) -> Iterator[Problem]:
    """Every cell that names a row of another table which neither these inputs nor `known` have.

    `unsure` names the tables in which a bad key may hide the row: nothing is said of those.
    """

    @cache
    def allowed(table: str, heading: str) -> set[str]:
        return _values(inputs, table, heading) | (_values(known, table, heading) if known else set())

    for records in inputs:
        for column, row, (table, heading) in _references(records):
            value = row[column.heading]
            if table in unsure or value is None:
                continue
            if as_excel_text(value).lower() not in allowed(table, heading):
                yield Problem(
                    records.where(row, column.heading),
                    f"{shown(as_excel_text(value))} is in no row of {table}.",
                    f"Correct it, or add it to the sheet “{inputs.catalogue[table].sheet}” first.",
                )


def _references(records: Records) -> Iterator[tuple[Column, Row, tuple[str, str]]]:
    """The columns that name a row of another table, by row, each with that table and its column."""
    for column in records.table.columns:
        if column.kind is Kind.SETTING:
            settings = ((row, setting_called(str(row["Setting"]))) for row in records)
            yield from ((column, row, one.choices_from) for row, one in settings if one and one.choices_from)
        elif column.choices_from and not column.choices:  # what is held to choices is held to them where it is read
            yield from ((column, row, column.choices_from) for row in records)


def _values(inputs: Inputs, table: str, heading: str) -> set[str]:
    records: Mapping[str, Records] = inputs.records
    return {as_excel_text(row[heading]).lower() for row in records[table]} if table in records else set()
