"""What each cell of a record says in its column, or why it says nothing: in SQL, for every engine alike.

Days and whole numbers that the engine holds as such stay where they are. Of a column of texts each different one is
looked at once, here, by the rules of an import, and what it says is handed back: so every engine reads alike.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.csv_cells import from_text
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.raw import Separators
from cyps_xl.records.conditions import DIALECT
from cyps_xl.records.declared import TableLayout
from cyps_xl.records.engine import Engine
from cyps_xl.records.quoting import as_text
from cyps_xl.records.shown import codes_shown, place, shape_of

LINE = "_line"
"""The column of every loaded table that says where in its file a row stands."""

_TYPES = {Kind.DATE: "DATE", Kind.WHOLE: "BIGINT"}
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
_WHOLE_YEAR = re.compile("[0-9]{4}")
"""A year of two digits may be of either century, and a day of birth tells nothing of which."""
_MONTH_FIRST = re.compile("([0-9]{1,2})[/.-]([0-9]{1,2})[/.-][0-9]{4}( .*)?")
_BLANKS = " \t\r\n\u00a0\u2007\u202f\u200b\ufeff"
"""What exports put around a text: spaces of every kind, tabs, marks of no width."""
_MOST_TEXTS = 200_000
"""More different texts than these are neither days nor numbers nor codes."""


@dataclass(frozen=True)
class Raw:
    """A table of the engine with the cells of a file, or of a database's table, as they stand there.

    `name` is its own, `file` what it is called in messages, `columns` those that it has, by our names. `tells_persons`
    when what stands under _line tells whose row it is, so that no message may show it.
    """

    name: str
    layout: TableLayout
    file: str
    columns: frozenset[str]
    tells_persons: bool = False


@dataclass(frozen=True)
class Typed:
    """SQL over a raw table `t`: a value for each column of the record table, what it is joined with, and its faults.

    A fault is an expression: why a row cannot be used, or NULL. `made` are the tables that it needs in the engine.
    """

    values: tuple[str, ...]
    joins: tuple[str, ...]
    faults: tuple[str, ...]
    made: tuple[str, ...]

    @property
    def why(self) -> str:
        """The first fault of a row."""
        none = "CAST(NULL AS VARCHAR)"  # twice: SQL Server takes one value alone for none
        return f"coalesce({', '.join([*self.faults, none, none])})"


def type_of(column: Column, dialect: str) -> str:
    """The type of a column of records: a choice is one of its codes where an engine has such types."""
    if column.kind is Kind.CHOICE and dialect == DIALECT:
        return f"ENUM ({', '.join(map(as_text, column.choices))})"
    return _TYPES.get(column.kind, "VARCHAR")


def typed(engine: Engine, raw: Raw) -> Typed:
    """How the cells of a raw table are read. Raises UnusableFile where a column cannot be told."""
    kinds = engine.kinds(raw.name)
    values, joins, faults, made = [], [], [], []
    for number, column in enumerate(raw.layout.table.columns):
        heading = column.heading
        cell = f't."{heading}"'
        if heading not in raw.columns:
            values.append(f"CAST(NULL AS {type_of(column, engine.dialect)})")
            continue
        text = _text_of(cell, kinds[heading])
        if kinds[heading] == _TYPES.get(column.kind):
            values.append(cell)
            if column.kind is Kind.DATE:
                faults.append(_not_of_these_centuries(cell, raw.layout.headings[heading]))
        elif column.kind is Kind.TEXT:
            values.append(_trimmed(text, kinds[heading], engine.dialect))
        else:
            means = f"_means{number}_{raw.name}"
            made += [*_meanings(engine, raw, column, kinds[heading], means), means]
            joins.append(f'LEFT JOIN "{means}" v{number} ON {text} = v{number}."_text"')
            values.append(f'v{number}."_value"')
            faults.append(f'v{number}."_fault"')
        if column.required:
            why = as_text(f"{raw.layout.headings[heading]} is empty")
            faults.append(f"CASE WHEN {values[-1]} IS NULL THEN {why} END")
    return Typed(tuple(values), tuple(joins), tuple(faults), tuple(made))


def _not_of_these_centuries(value: str, heading: str) -> str:
    first, last = (f"CAST({as_text(day.isoformat())} AS DATE)" for day in (_EARLIEST, _LATEST))
    return f"CASE WHEN {value} NOT BETWEEN {first} AND {last} THEN {as_text(_outside(heading))} END"


def _outside(heading: str) -> str:
    return f"{heading} is a day outside {_EARLIEST.year} to {_LATEST.year}"


def _is_a_number(kind: str) -> bool:
    return kind in ("BIGINT", "DOUBLE", "FLOAT") or kind.startswith("DECIMAL")


def _text_of(value: str, kind: str) -> str:
    """A value that is no text as a CSV would have it: a whole number without a point, whatever it was kept as."""
    text = f"CAST({value} AS VARCHAR)"
    if kind == "VARCHAR":
        return value
    if not _is_a_number(kind) or kind == "BIGINT":
        return text
    whole = f"{value} = trunc({value}) AND abs({value}) < 1000000000000000"
    no_number = "" if kind.startswith("DECIMAL") else f"WHEN isnan({value}) THEN NULL "
    return f"(CASE {no_number}WHEN {whole} THEN CAST(CAST({value} AS BIGINT) AS VARCHAR) ELSE {text} END)"


def _trimmed(text: str, kind: str, dialect: str) -> str:
    """A text without the blanks about it; NULL where nothing is left. A number as text has none.

    DuckDB holds each letter of a text against all blanks, so it is first asked whether both ends are plain letters.
    """
    if _is_a_number(kind):
        return text
    trimmed = f"nullif(trim({text}, {as_text(_BLANKS)}), '')"
    if dialect != DIALECT:
        return trimmed
    plain = f"ascii({text}) BETWEEN 33 AND 126 AND ascii(right({text}, 1)) BETWEEN 33 AND 126"
    return f"(CASE WHEN {plain} THEN {text} ELSE {trimmed} END)"


def _meanings(engine: Engine, raw: Raw, column: Column, kind: str, name: str) -> list[str]:
    """A table of what each text of a column says, or why it cannot be; the names of the tables it was made from."""
    value = _text_of(f't."{column.heading}"', kind)
    found = engine.run(f'SELECT DISTINCT {value} FROM "{raw.name}" t LIMIT {_MOST_TEXTS + 1}')
    heading = raw.layout.headings[column.heading]
    if len(found) > _MOST_TEXTS:
        raise UnusableFile(
            f"{raw.file} has more than {_MOST_TEXTS:,} different texts under “{heading}”: they are no "
            f"{'codes' if column.kind is Kind.CHOICE else 'days' if column.kind is Kind.DATE else 'numbers'}.",
            "Name the right column on System columns, or have the column hold dates or numbers as such.",
        )
    texts = [str(row[0]) for row in found if row[0]]
    if column.kind is Kind.DATE:
        _require_days_first(engine, raw, texts, value, heading)
    read = _read(texts, raw.layout, column)
    said = f"_said_{name}"
    engine.take(said, {"_text": texts, "_value": [value for value, _ in read], "_fault": [fault for _, fault in read]})
    cast = f'CAST("_value" AS {type_of(column, engine.dialect)}) AS "_value"'
    engine.keep(name, f'SELECT "_text", {cast}, "_fault" FROM "{said}"')
    return [said]


def _require_days_first(engine: Engine, raw: Raw, texts: Sequence[str], value: str, heading: str) -> None:
    """Raise UnusableFile when a column has the month first in one date, so that others may be misread."""
    dates = {text: (int(found[1]), int(found[2])) for text in texts if (found := _MONTH_FIRST.fullmatch(text.strip()))}
    month_first = [text for text, (first, second) in dates.items() if 1 <= first <= 12 < second <= 31]
    may_be_either = any(first <= 12 and second <= 12 for first, second in dates.values())
    if month_first and may_be_either:
        first = engine.run(f'SELECT min("{LINE}") FROM "{raw.name}" t WHERE {value} = ?', (min(month_first),))[0][0]
        where = "" if raw.tells_persons else f" ({place('', first)})"
        raise UnusableFile(
            f"{raw.file} has the month before the day under “{heading}”{where}, and which comes first in its other "
            "dates cannot be told.",
            "Export it again with dates like 2026-06-30, or correct that line where it alone is wrong.",
        )


def _read(texts: Sequence[str], layout: TableLayout, column: Column) -> list[tuple[str | None, str | None]]:
    """What each text says in a column, as text again, and what is wrong with it."""
    heading = layout.headings[column.heading]
    if column.kind is not Kind.CHOICE:
        return [_day_or_number(text, heading, column) if text.strip() else (None, None) for text in texts]
    means = {text: layout.means(column.heading, text.strip()) for text in texts}
    shown = codes_shown([text for text in texts if text.strip() and means[text] is None])
    return [
        (means[text], f"{heading} has the code {shown[text]}, which is not declared" if text in shown else None)
        for text in texts
    ]


def _day_or_number(text: str, heading: str, column: Column) -> tuple[str | None, str | None]:
    found, shape = from_text(text, column, Separators()), shape_of(text)
    if column.kind is Kind.DATE:
        if not isinstance(found, dt.date):
            return None, f"{heading} is {shape}, which is no day"
        if not _WHOLE_YEAR.search(text):
            return None, f"{heading} is {shape}, whose year has two digits"
        if not _EARLIEST <= found <= _LATEST:
            return None, _outside(heading)
        return found.isoformat(), None
    if not isinstance(found, int):
        return None, f"{heading} is {shape}, which is no whole number"
    return str(found), None
