"""The words and places that findings share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.records import Records, Row, Value, as_excel_text
from cyps_xl.measures.periods import long_date


def and_list(words: Iterable[str]) -> str:
    """Words in a row, the last two joined by "and"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def shown(value: Value) -> str:
    """A cell's value as an officer reads it."""
    return long_date(value) if isinstance(value, dt.date) else as_excel_text(value)


def quoted(text: str, longest: int = 40) -> str:
    """A piece of text in quotation marks, on one line and cut short."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= longest else line[: longest - 1] + '…'}”"


def plural(count: int, noun: str) -> str:
    """A count with its noun: "1 row", "3 rows", "2 agencies"."""
    if count == 1:
        return f"{count} {noun}"
    return f"{count} {noun[:-1]}ies" if re.search(r"[^aeiou]y$", noun) else f"{count} {noun}s"


_ONE_OF = {"children": "child", "people": "person"}
_PER = re.compile(r" (?:a|an|per) ")


def in_units(count: Value, unit: str) -> str:
    """A count with the unit that its column declares: "1 child", "51 cases", "370 hours" of hours a week."""
    noun = _PER.split(unit)[0]
    return f"{shown(count)} {one_of(noun)}" if count == 1 else f"{shown(count)} {noun}"


def one_of(noun: str) -> str:
    """A single one of what a plural names: "case" of cases, "child" of children."""
    return _ONE_OF.get(noun, noun.removesuffix("s"))


def lower_first(words: str) -> str:
    """Words within a sentence: "looked after" of "Looked after"; what is in capitals stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def numbers_listed(numbers: Sequence[str]) -> str:
    """Numbers of sections, runs of them as such: "1, 2.2 to 2.8, 3, 4 or 5"."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run)]
    return " or ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def _follows(before: str, after: str) -> bool:
    """Whether a number is the next part of the same section: 2.3 after 2.2; whole sections stand alone."""
    (home, _, last), (other, _, following) = before.rpartition("."), after.rpartition(".")
    is_next = last.isdigit() and following.isdigit() and int(following) == int(last) + 1
    return bool(home) and home == other and is_next


def tab_of(records: Records) -> str:
    """The name of a table's sheet, as staff have it."""
    return records.sheet or records.table.sheet


def next_row(records: Records) -> str:
    """The place where the next row of a table will be typed; the sheet when the table is empty."""
    tab = tab_of(records)
    if not records.rows:
        return tab
    number = max(row.number for row in records) + 1
    if records.columns:
        return cell_place(tab, min(records.columns.values()), number)
    return records.where(Row(number, {}), records.table.columns[0].heading)
