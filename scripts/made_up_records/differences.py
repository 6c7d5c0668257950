"""A second system's version of the same made-up records, with differences of known cause planted between the two.

Each difference is of another child, and moves a count of the quarter: that is tried on the child's rows alone, by the
truth. The second system has a layout of its own; what it counts otherwise is one condition (`RULE`).
"""

from __future__ import annotations

import copy
import csv
import datetime as dt
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from cyps_xl.measures.periods import Quarter
from cyps_xl.resources import packs_folder
from made_up_records.lives import COLUMNS, DAY, PLACES, STATUSES, TEAMS, Records, Row
from made_up_records.truth import Truth, truth_of

CAUSES = ("missing record", "other date", "other code", "other status", "rule")
SYSTEM = "second system"
RULE = ("completed <= due", "completed < due")
"""The condition of the count CH/012, and what the second system's counts have in its place."""

Planted = tuple[str, str, str]
"""The cause, the table and the child of a difference."""

_PERSON_TABLES = ("episodes", "registrations", "assessments", "cases")
_ENDS = {"episodes": "ended", "registrations": "de_registered", "cases": "closed"}
_DAYS = {
    "episodes": ("started", "ended"),
    "registrations": ("registered", "de_registered"),
    "assessments": ("completed",),
    "cases": ("allocated", "closed"),
}
_CODES: dict[str, dict[str, tuple[str, ...]]] = {
    "episodes": {"legal_status": (*STATUSES, "short breaks"), "placed": PLACES},
    "cases": {"team": TEAMS},
}


def plant_differences(records: Records, number: int, seed: int, quarter: Quarter) -> tuple[Records, list[Planted]]:
    """The records of the second system, and so many differences; those of the rule are put into both."""
    chance = random.Random(seed + 2)
    each = [number // len(CAUSES) + (at < number % len(CAUSES)) for at in range(len(CAUSES))]
    wanted = dict(zip(CAUSES, each, strict=True))
    planted = _on_the_day(records, wanted["rule"], chance, quarter)
    taken: set[object] = {child for _, _, child in planted}
    second = copy.deepcopy(records)
    by_child = {name: _by_child(rows) for name, rows in second.tables.items()}
    for cause in CAUSES[:-1]:
        places = [(table, row) for table in _PERSON_TABLES for row in second.tables[table]]
        chance.shuffle(places)
        for table, row in places:
            if wanted[cause] == 0:
                break
            child = row["child"]
            if child not in taken and _differs(cause, second, by_child, table, row, chance, quarter):
                taken.add(child)
                planted.append((cause, table, str(child)))
                wanted[cause] -= 1
    return second, planted


def _on_the_day(records: Records, number: int, chance: random.Random, quarter: Quarter) -> list[Planted]:
    """Assessments completed on the day on which they were due, which only one of the two rules has in time."""
    first = quarter.months(3)[0]
    due = [row for row in records.tables["assessments"] if first <= row["due"] <= quarter.end]  # type: ignore[operator]
    chance.shuffle(due)
    due.sort(key=lambda row: row["completed"] != row["due"])  # those that are so already come first
    planted: dict[object, Planted] = {}
    for row in due:
        if row["completed"] == row["due"] or len(planted) < number:
            row["completed"] = row["due"]
            planted.setdefault(row["child"], ("rule", "assessments", str(row["child"])))
    return list(planted.values())


def _by_child(rows: Sequence[Row]) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault(row["child"], []).append(row)
    return found


def _differs(
    cause: str,
    second: Records,
    by_child: dict[str, dict[object, list[Row]]],
    table: str,
    row: Row,
    chance: random.Random,
    quarter: Quarter,
) -> bool:
    """Make a row differ in one way, and leave it so only where a count of the quarter moves by it."""
    child = row["child"]
    before = _truth_of_child(by_child, child, quarter)
    if cause == "missing record":
        by_child[table][child].remove(row)
        if _truth_of_child(by_child, child, quarter) != before:
            second.tables[table].remove(row)
            return True
        by_child[table][child].append(row)
        return False
    as_it_was = dict(row)
    if _changed(cause, table, row, chance) and _truth_of_child(by_child, child, quarter) != before:
        return True
    row.update(as_it_was)
    return False


def _truth_of_child(by_child: dict[str, dict[object, list[Row]]], child: object, quarter: Quarter) -> Truth:
    return truth_of(Records({name: by_child[name].get(child, []) for name in COLUMNS}), quarter)


def _changed(cause: str, table: str, row: Row, chance: random.Random) -> bool:
    """Change a row in one way; whether that could be done to it."""
    if cause == "other date":
        heading = chance.choice(_DAYS[table])
        day = row[heading]
        if not isinstance(day, dt.date):
            return False
        row[heading] = day + chance.choice((-20, -9, -1, 1, 9, 20)) * DAY
        return _in_order(table, row)
    if cause == "other code":
        if table not in _CODES:
            return False
        heading = chance.choice(tuple(_CODES[table]))
        row[heading] = chance.choice([code for code in _CODES[table][heading] if code != row[heading]])
        return True
    end = _ENDS.get(table)
    if end is None or not isinstance(row[end], dt.date):
        return False
    row[end] = None
    if table == "episodes":
        row["ended_because"] = None
    return True


def _in_order(table: str, row: Row) -> bool:
    first, last = row.get(_DAYS[table][0]), row.get(_DAYS[table][-1])
    return not (isinstance(first, dt.date) and isinstance(last, dt.date)) or first <= last


def write_second(second: Records, folder: Path) -> None:
    """Its export under headings and codes of its own, and the counts that know them and have the other rule."""
    export, counts = folder / "export", folder / "counts"
    export.mkdir(parents=True, exist_ok=True)
    for table, rows in second.tables.items():
        with (export / f"{_file(table)}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(_heading(name) for name in COLUMNS[table])
            writer.writerows([_cell(name, cell) for name, cell in row.items()] for row in rows)
    shutil.copytree(packs_folder() / "wales-2020" / "records", counts, dirs_exist_ok=True)
    _add(counts / "SystemColumns.csv", [[SYSTEM, *row] for row in _columns()])
    _add(counts / "SystemCodes.csv", [[SYSTEM, *row, ""] for row in _codes(counts / "RecordColumns.csv")])
    rules = counts / "Counts.csv"
    rules.write_bytes(rules.read_bytes().replace(RULE[0].encode(), RULE[1].encode()))


def _columns() -> Iterator[list[str]]:
    return ([table, name, _file(table), _heading(name)] for table, names in COLUMNS.items() for name in names)


def _codes(columns: Path) -> Iterator[list[str]]:
    """Each declared code with the one that stands for it in the second system."""
    with columns.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for code in filter(None, (part.strip() for part in row["Codes"].split(";"))):
                yield [row["Table"], row["Column"], _code(code), code]


def _add(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _file(table: str) -> str:
    return f"tbl_{table}"


def _heading(name: str) -> str:
    return f"{name.upper()}_2"


def _code(code: str) -> str:
    """A code as the second system writes it: its initials with their number of letters."""
    return "".join(f"{word[0].upper()}{len(word)}" for word in code.replace(",", "").split())


_CODED = {"began_because", "ended_because", "legal_status", "placement", "placed", "came_because"}


def _cell(name: str, cell: object) -> str:
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    text = "" if cell is None else str(cell)
    return _code(text) if name in _CODED and text else text
