"""The input tables of figures, made from the rows that declare them and their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from cyps_xl.definition.problems import Problems
from cyps_xl.errors import Problem
from cyps_xl.grid import LONGEST_TAB, OUR_NAMES, is_name, is_tab
from cyps_xl.inputs.declare import Column, Counted, Kind, People, Table, Varies, folded, key_column
from cyps_xl.inputs.records import Inputs, Records, Row, as_compared
from cyps_xl.inputs.tables.definition import REPORT_COLUMNS, REPORT_TABLES, YES

LONGEST_LIST = 255
"""Letters of the choices in a validation, with the commas between them."""

PROGRAM_SHEETS = ("start", "cover", "key", "checks")
"""The names of the sheets that every report has, in small letters."""

TAB_REMEDY = f"Use at most {LONGEST_TAB} letters, and none of \\ / ? * [ ] :"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")
"""Excel takes longer ones and other alphabets; CSV files are called so as well, and not every program takes those."""
_NAME_REMEDY = "Use one word of the letters A to Z, digits and _, such as Visits, that is not like a cell (R1, C2)."
_HEADING = re.compile(r"[^\W\d_][\w %()-]{0,60}")
"""Other signs have a meaning of their own in the brackets of a structured reference, or need brackets of their own."""
COLUMN_OF = re.compile(r"\s*(\w+)\[([^\[\]]+)\]\s*")


def text(row: Row, heading: str) -> str:
    """What a row says under a heading, without the spaces around it; "" where it says nothing."""
    value = row[heading]
    return "" if value is None else str(value).strip()


def name_in(row: Row, heading: str) -> str:
    """A name as names are compared: Excel takes no notice of capitals, nor does the definition."""
    return text(row, heading).casefold()


def several(written: str) -> tuple[str, ...]:
    """The parts of a text between semicolons."""
    return tuple(part.strip() for part in written.split(";") if part.strip())


def wrong_tables(inputs: Inputs, problems: Iterable[Problem]) -> frozenset[str]:
    """The names, in small letters, of the tables that cannot be: a row or a column of theirs is wrong."""
    places = {problem.where for problem in problems}
    rows = (row for of in (REPORT_TABLES, REPORT_COLUMNS) for row in wrong_rows(inputs[of], places))
    return frozenset(name_in(row, "Table") for row in rows)


def wrong_rows(records: Records, places: Collection[str]) -> list[Row]:
    """The rows with a cell that is named among these places."""
    if not places:
        return []
    return [row for row in records if any(records.where(row, heading) in places for heading in row.values)]


def tables_of(inputs: Inputs, own: Sequence[Table], problems: Problems) -> tuple[Table, ...]:
    """The declared tables, each with its columns; `own` are the program's, whose names are taken."""
    declared = inputs[REPORT_TABLES]
    columns = _columns_by_table(inputs, problems)
    taken = {table.name.casefold() for table in own}
    sheets = {*PROGRAM_SHEETS, *(table.sheet.casefold() for table in own)}
    found = []
    for row in declared:
        name = text(row, "Table")
        if not _NAME.fullmatch(name) or not is_name(name):
            problems.add(declared, row, "Table", f"“{name}” cannot name a table.", _NAME_REMEDY)
        elif name.casefold() in taken or name.casefold().startswith(OUR_NAMES):
            problems.add(declared, row, "Table", f"“{name}” is a name of the program's.", "Choose another name.")
        elif not is_tab(text(row, "Sheet")):
            problems.add(declared, row, "Sheet", f"Excel takes “{row['Sheet']}” for no tab's name.", TAB_REMEDY)
        elif name_in(row, "Sheet") in sheets:
            problems.add(declared, row, "Sheet", f"Another sheet is called “{row['Sheet']}”.", "Choose another tab.")
        else:
            sheets.add(name_in(row, "Sheet"))
            found += _table(declared, row, columns.get(name.casefold(), ()), problems)
    return _with_choices_from(inputs, found, own, problems)


def _with_choices_from(
    inputs: Inputs, tables: Sequence[Table], own: Sequence[Table], problems: Problems
) -> tuple[Table, ...]:
    """The tables, each column that takes its choices from another led to that one."""
    by_name = {table.name.casefold(): table for table in (*own, *tables)}
    records = inputs[REPORT_COLUMNS]
    # What a table that cannot be lends to others would be named for nothing.
    cannot_be = {name_in(row, "Table") for row in inputs[REPORT_TABLES]} - {*by_name}
    cannot_be |= wrong_tables(inputs, problems.found)
    led: dict[tuple[str, str], tuple[str, str]] = {}
    for row in records:
        written = text(row, "Choices from")
        match = COLUMN_OF.fullmatch(written)
        other = by_name.get(match[1].casefold()) if match else None
        if name_in(row, "Table") in cannot_be or (match and match[1].casefold() in cannot_be):
            continue
        if written and (match is None or other is None):
            problems.add(
                records, row, "Choices from", f"“{written}” is no column of a table.", "Write it like Indicators[No]."
            )
        elif match is not None and other is not None:
            try:
                column = (other.name, other.heading(match[2]))
            except KeyError:
                said = f"{other.name} has no column “{match[2]}”."
                problems.add(records, row, "Choices from", said, "Name its columns as they are.")
            else:
                led[text(row, "Table").casefold(), text(row, "Heading")] = column
    return tuple(
        replace(
            table,
            columns=tuple(
                replace(column, choices_from=led.get((table.name.casefold(), column.heading)))
                for column in table.columns
            ),
        )
        for table in tables
    )


def _columns_by_table(inputs: Inputs, problems: Problems) -> dict[str, tuple[Column, ...]]:
    records = inputs[REPORT_COLUMNS]
    found: dict[str, tuple[Column, ...]] = {}
    for row in records:
        name, column = name_in(row, "Table"), _column(records, row, problems)
        if any(folded(other.heading) == folded(column.heading) for other in found.get(name, ())):
            said = f"“{column.heading}” is a column of this table already."
            problems.add(records, row, "Heading", said, "Choose another heading.")
        found[name] = (*found.get(name, ()), column)
    return found


def _column(records: Records, row: Row, problems: Problems) -> Column:
    kind = Kind(text(row, "Holds"))
    choices = several(text(row, "Choices"))
    if kind is Kind.CHOICE and not choices:
        problems.add(records, row, "Choices", "There is nothing to choose from.", "Write the choices: low; high.")
    heading = text(row, "Heading")
    if not _HEADING.fullmatch(heading) or heading.casefold() == "key":
        said = f"“{heading}” cannot head a column that formulas read."
        problems.add(records, row, "Heading", said, "Write it with letters, digits, spaces and hyphens.")
    if kind is Kind.CHOICE and ("," in "".join(choices) or len(",".join(choices)) > LONGEST_LIST):
        said = "Excel's list cannot hold these choices: they take more than 255 letters, or one holds a comma."
        problems.add(
            records, row, "Choices", said, "Shorten them; or keep them in a table, and name it in Choices from."
        )
    least, most = _number(row, "Minimum"), _number(row, "Maximum")
    if least is not None and most is not None and least > most:
        problems.add(records, row, "Minimum", "The minimum is above the maximum.", "Correct one of the two.")
    times = Counter(map(as_compared, choices))
    if twin := next((choice for choice in choices[::-1] if times[as_compared(choice)] > 1), ""):
        said = f"“{twin}” stands there twice: to Excel, capitals make no other choice of it."
        problems.add(records, row, "Choices", said, "Take one of the two away.")
    return Column(
        heading,
        kind,
        text(row, "Help"),
        unit=text(row, "Unit"),
        required=row["Required"] == YES,
        choices=choices,
        minimum=least,
        maximum=most,
        one_percent=_number(row, "1% is"),
        width=_number(row, "Width") or 14,
        counts_people=_people(row),
        varies=Varies(row["Varies"]) if row["Varies"] else None,
    )


def _people(row: Row) -> People:
    """Whom the numbers of a column, or the rows of a table, count: people where nothing is said, the safe side."""
    return People(row["Counts people"]) if row["Counts people"] else People.YES


def _number(row: Row, heading: str) -> float | None:
    value = row[heading]
    return value if isinstance(value, int | float) else None


def _table(records: Records, row: Row, columns: tuple[Column, ...], problems: Problems) -> list[Table]:
    name = text(row, "Table")
    if not columns:
        problems.add(records, row, "Table", f"“{name}” has no columns.", f"Add them to {REPORT_COLUMNS.sheet}.")
        return []
    key = _key(records, row, columns, problems)
    if not key:
        return []
    # A lone date is found as it is; a text may be taken for a number by Excel, so that it needs the key's column.
    is_plain = len(key) == 1 and any(one.heading in key and one.kind in (Kind.DATE, Kind.MONTH) for one in columns)
    return [
        Table(
            name=name,
            sheet=text(row, "Sheet"),
            one_row_is=text(row, "One row is"),
            guide=text(row, "Guide"),
            columns=columns if is_plain else (*columns, key_column(*key)),
            key=key,
            counted=Counted(row["Counted"]) if row["Counted"] else None,
            rows_are_people=_people(row),
        )
    ]


def _key(records: Records, row: Row, columns: Sequence[Column], problems: Problems) -> tuple[str, ...]:
    """The headings of the columns that tell the rows apart; none, and a problem, where they cannot."""
    by_heading = {folded(column.heading): column.heading for column in columns}
    named = several(text(row, "Key"))
    key = tuple(by_heading.get(folded(part), "") for part in named)
    if not key:
        said, remedy = "No column is named here.", "Name the columns that tell its rows apart: As at; Team."
    elif "" in key:
        said = f"“{text(row, 'Table')}” has no column “{named[key.index('')]}”."
        remedy = "Name its columns as they are."
    elif len(set(key)) < len(key):
        said, remedy = "A column is named twice here.", "Name each column once."
    else:
        return key
    problems.add(records, row, "Key", said, remedy)
    return ()
