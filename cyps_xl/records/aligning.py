"""The rows of two sets of records side by side: which row of one is which row of the other.

Two systems keep the same stretch under dates that differ by a few days, or with one end wrong, so rows are not told by
their key alone. What belongs to nobody on the other side stays alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.records.declared import RecordTable
from cyps_xl.records.loading import FILE, ROW, SET_ASIDE, Loaded, SetAside
from cyps_xl.records.quoting import as_text
from cyps_xl.records.typing_cells import LINE

_ASKED = "_asked"
"""The engine's table of the persons whose rows are asked for."""
_NEAR = dt.timedelta(days=31)
"""Two rows of one person that begin no further apart may be the same one."""

Person = str | None


@dataclass(frozen=True)
class Held:
    """A row of a record table, as one of two systems has it. `row` is its number in the engine."""

    row: int
    file: str
    line: int | str
    cells: Mapping[str, object]


Pair = tuple[Held | None, Held | None]
"""A row of the old records and the one of the new that is the same; None where there is none."""


def ask_for(loaded: Loaded, persons: Collection[Person]) -> str:
    """Hand the engine some persons; the condition, over a column named `{}`, by which a row is one of theirs."""
    loaded.engine.take(_ASKED, {"_person": list(persons)})
    return f'EXISTS (SELECT 1 FROM "{_ASKED}" a WHERE a."_person" IS NOT DISTINCT FROM {{}})'


def rows_held(loaded: Loaded, table: RecordTable, persons: Collection[Person]) -> dict[Person, list[Held]]:
    """The rows of some persons in a record table, in the order of the files."""
    theirs = ask_for(loaded, persons).format(f't."{table.person}"')
    columns = ", ".join(f't."{name}"' for name in table.names)
    found: dict[Person, list[Held]] = defaultdict(list)
    for row, file, line, *cells in loaded.engine.run(
        f'SELECT t."{ROW}", t."{FILE}", t."{LINE}", {columns} FROM "{table.name}" t WHERE {theirs} ORDER BY t."{ROW}"'
    ):
        held = Held(int(row), str(file), line, dict(zip(table.names, cells, strict=True)))
        person = held.cells[table.person]
        found[None if person is None else str(person)].append(held)
    return found


def rows_unusable(loaded: Loaded, table: RecordTable, persons: Collection[Person]) -> dict[Person, SetAside]:
    """The first row of each of some persons that was set aside, of a record table."""
    theirs = ask_for(loaded, persons).format('s."_person"')
    found: dict[Person, SetAside] = {}
    for person, file, line, why in loaded.engine.run(
        f'SELECT s."_person", s."{FILE}", s."{LINE}", s."_why" FROM "{SET_ASIDE}" s '
        f'WHERE s."_table" = {as_text(table.name)} AND s."_person" IS NOT NULL AND {theirs} ORDER BY 2, 3'
    ):
        found.setdefault(str(person), SetAside(table.name, str(file), line, str(why)))
    return found


def aligned(table: RecordTable, old: Sequence[Held], new: Sequence[Held], both_have: Collection[str]) -> list[Pair]:
    """The rows of one person on both sides: those of one key first, then those most alike, then those left alone.

    `both_have` are the columns that both sets of records have; by no other is anything compared.
    """
    names = [name for name in table.names if name in both_have]
    pairs, old_left, new_left = _of_one_key([name for name in table.key if name in names], old, new)
    alike = sorted(_alike(table, names, old_left, new_left), key=lambda found: found[0])
    taken: set[int] = set()
    for _, one, other in alike:
        if id(one) not in taken and id(other) not in taken:
            taken |= {id(one), id(other)}
            pairs.append((one, other))
    pairs += [(one, None) for one in old_left if id(one) not in taken]
    pairs += [(None, other) for other in new_left if id(other) not in taken]
    return pairs


def _of_one_key(
    key: Sequence[str], old: Sequence[Held], new: Sequence[Held]
) -> tuple[list[Pair], list[Held], list[Held]]:
    by_key: dict[tuple[object, ...], list[Held]] = defaultdict(list)
    for other in new:
        by_key[tuple(other.cells[name] for name in key)].append(other)
    pairs: list[Pair] = []
    left = []
    for one in old:
        same = by_key[tuple(one.cells[name] for name in key)]
        if same:
            pairs.append((one, same.pop(0)))
        else:
            left.append(one)
    return pairs, left, [other for others in by_key.values() for other in others]


def _alike(
    table: RecordTable, names: Sequence[str], old: Sequence[Held], new: Sequence[Held]
) -> Iterator[tuple[tuple[int, int], Held, Held]]:
    """Every two rows that may be the same: how unlike they are, by cells and then by days, and the two."""
    may_differ = set(table.key) - {table.person} | {table.begins}  # a number that a system gives itself, and the day
    for one in old:
        for other in new:
            differing = {name for name in names if one.cells[name] != other.cells[name]}
            apart = _apart(one.cells.get(table.begins), other.cells.get(table.begins))
            end = one.cells.get(table.ends)
            same_end = end is not None and end == other.cells.get(table.ends)
            if same_end or apart <= _NEAR or differing <= may_differ:
                yield (len(differing), apart.days), one, other


def _apart(one: object, other: object) -> dt.timedelta:
    if isinstance(one, dt.date) and isinstance(other, dt.date):
        return abs(one - other)
    return dt.timedelta.max
