"""Made-up case records with known truth: `python scripts/make_records.py --children 500 --years 4 --seed 1 FOLDER`.

Writes the files of the layout "as declared", truth.csv (every count's right answer, worked out from the made-up lives
in plain Python, by no rule of the pack and no SQL) and, with --faults N, N faults of each kind, which faults.csv lists:
the truth stays that of the records without them. Nobody in them lives, or has lived.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cyps_xl.measures.periods import Quarter, add_months

DAY = dt.timedelta(days=1)
TEAMS = ("Duty and assessment", "North", "South", "Disabled children", "Leaving care")
STATUSES = ("care order", "placement order", "accommodated", "youth justice", "protection")
PLACEMENTS = ("foster care", "family or friends", "parents", "for adoption", "residential", "independent", "other")
PLACES = ("in the area", "in the area", "in the area", "elsewhere in Wales", "outside Wales")
CHANGES = (
    "new placement",
    "new placement, same carer",
    "new legal status",
    "new legal status and placement",
    "new legal status, same carer",
)
A_PLACEMENT = ("became looked after", "new placement", "new placement, same carer", "new legal status and placement")
FAULTS = ("doubled", "ends first", "overlapping", "gap", "unknown code", "no day", "no team")
COLUMNS = {
    "children": ("child", "born"),
    "episodes": (
        *("child", "started", "ended", "began_because", "ended_because", "legal_status", "placement", "placed"),
    ),
    "schools": ("child", "started", "ended", "came_because"),
    "assessments": ("assessment", "child", "referred", "completed", "due"),
    "registrations": ("child", "registered", "de_registered"),
    "cases": ("child", "team", "allocated", "closed"),
}
Row = dict[str, object]


@dataclass
class Records:
    """The rows of each table, as they would be exported."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def add(self, table: str, *cells: object) -> None:
        """A row of a table."""
        self.tables[table].append(dict(zip(COLUMNS[table], cells, strict=True)))


def make(children: int, years: int, seed: int, last: Quarter) -> Records:
    """The records of so many children, over so many years up to a quarter's end."""
    chance = random.Random(seed)
    start = dt.date(last.end.year - years, 4, 1)
    records = Records()
    for number in range(children):
        _Life(chance, f"C{seed:02d}{number:06d}", start, last.end, records).lived()
    return records


class _Life:
    """One child's made-up life, written into records as it goes."""

    def __init__(self, chance: random.Random, child: str, start: dt.date, end: dt.date, records: Records) -> None:
        self._chance, self._child, self._start, self._end, self._records = chance, child, start, end, records

    def lived(self) -> None:
        """All of it."""
        self._records.add("children", self._child, self._day(self._start - 17 * 365 * DAY, self._end))
        if self._chance.random() < 0.7:
            self._care()
        self._spells("registrations", 0.4, 30, 500)
        self._schools()
        for number in range(self._chance.choice((0, 0, 1, 1, 2))):
            referred = self._day(self._start, self._end)
            completed = referred + self._chance.randrange(10, 90) * DAY
            done = completed if completed <= self._end + 40 * DAY else None
            self._records.add(
                "assessments", f"{self._child}-{number}", self._child, referred, done, referred + 58 * DAY
            )
        self._cases()

    def _day(self, first: dt.date, last: dt.date) -> dt.date:
        return first + self._chance.randrange((last - first).days + 1) * DAY

    def _care(self) -> None:
        day = self._day(self._start, self._end)
        for _ in range(self._chance.choice((1, 1, 2, 3))):
            short = self._chance.random() < 0.1
            why = "became looked after"
            for left in range(self._chance.randrange(6), -1, -1):
                until = day + self._chance.randrange(5, 260) * DAY
                goes_on = until > self._end + 60 * DAY or (left == 0 and self._chance.random() < 0.3)
                ended = None if goes_on else until
                because = None if goes_on else "care went on" if left else "care ended"
                status = "short breaks" if short else self._chance.choice(STATUSES)
                placement, place = self._chance.choice(PLACEMENTS), self._chance.choice(PLACES)
                self._records.add("episodes", self._child, day, ended, why, because, status, placement, place)
                if goes_on:
                    return
                day, why = until, self._chance.choice(CHANGES)
            day += self._chance.choice((1, 30, 200, 364, 365, 366, 500)) * DAY
            if day > self._end + 60 * DAY:
                return

    def _spells(self, table: str, likely: float, shortest: int, longest: int) -> None:
        day = self._day(self._start, self._end)
        while self._chance.random() < likely and day <= self._end + 60 * DAY:
            until = day + self._chance.randrange(shortest, longest) * DAY
            ended = until if until <= self._end + 60 * DAY else None
            self._records.add(table, self._child, day, ended)
            if ended is None:
                return
            day = ended + self._chance.choice((1, 100, 365, 366, 400)) * DAY

    def _schools(self) -> None:
        day, why = self._start - 400 * DAY, "first school"
        for left in range(self._chance.randrange(4), -1, -1):
            until = day + self._chance.randrange(60, 700) * DAY
            ended = until if left and until <= self._end else None
            self._records.add("schools", self._child, day, ended, why)
            if ended is None:
                return
            day = ended + DAY
            why = self._chance.choice(("usual transfer", "adoption", "moved home", "another reason", "another reason"))

    def _cases(self) -> None:
        day = self._day(self._start, self._end)
        for _ in range(self._chance.randrange(4)):
            until = day + self._chance.randrange(5, 400) * DAY
            closed = until if until <= self._end + 30 * DAY else None
            self._records.add("cases", self._child, self._chance.choice(TEAMS), day, closed)
            if closed is None:
                return
            day = closed


# ---------------------------------------------------------------- the truth, from the lives, in plain Python

Truth = dict[tuple[str, str, str, str], int]
"""Numbers by count, quarter, month (2025-06, or "") and group."""


def truth_of(records: Records, quarter: Quarter) -> Truth:
    """What every count of a quarter is."""
    found: Truth = {}
    for month in quarter.months(3):
        last = add_months(month, 1) - DAY
        for name, number in _in_month(records, month, last).items():
            found[name, str(quarter), f"{month:%Y-%m}", ""] = number
    for name, number in _to_date(records, quarter).items():
        found[name, str(quarter), "", ""] = number
    teams = Counter(
        str(row["team"]) for row in records.tables["cases"] if _open(row, "allocated", "closed", quarter.end)
    )
    for team, number in teams.items():
        found["caseload", str(quarter), "", team] = number
    return found


def _open(row: Row, begins: str, ends: str, day: dt.date) -> bool:
    """Whether a row is open at the end of a day: who leaves on it has left."""
    return row[begins] <= day and (row[ends] is None or row[ends] > day)  # type: ignore[operator]


def _within(day: object, first: dt.date, last: dt.date) -> bool:
    return isinstance(day, dt.date) and first <= day <= last


def _cared_for(records: Records, day: dt.date) -> list[Row]:
    return [row for row in records.tables["episodes"] if _open(row, "started", "ended", day)]


def _children(rows: Iterator[Row] | list[Row]) -> set[object]:
    return {row["child"] for row in rows}


def _left_care(records: Records) -> dict[object, list[dt.date]]:
    found: dict[object, list[dt.date]] = {}
    for row in records.tables["episodes"]:
        if row["ended_because"] == "care ended" and isinstance(row["ended"], dt.date):
            found.setdefault(row["child"], []).append(row["ended"])
    return found


def _a_year_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return dt.date(day.year - 1, 2, 28)


def _readmitted(records: Records, first: dt.date, last: dt.date) -> set[object]:
    left = _left_care(records)
    return {
        row["child"]
        for row in records.tables["episodes"]
        if row["began_because"] == "became looked after" and _within(row["started"], first, last)
        for day in left.get(row["child"], ())
        if _a_year_before(row["started"]) <= day <= row["started"]  # type: ignore[arg-type, operator]
    }


def _in_month(records: Records, first: dt.date, last: dt.date) -> Mapping[str, int]:
    there = _cared_for(records, last)
    cared = [row for row in there if row["legal_status"] != "short breaks"]
    done = [row for row in records.tables["assessments"] if _within(row["completed"], first, last)]
    register = records.tables["registrations"]
    return {
        "looked after, short breaks in": len(_children(there)),
        "CH/039": len(_children(cared)),
        "in the area": len(_children([row for row in cared if row["placed"] == "in the area"])),
        "CH/047": len(_children([row for row in cared if row["placed"] == "elsewhere in Wales"])),
        "CH/048": len(_children([row for row in cared if row["placed"] == "outside Wales"])),
        "re-admissions in the month": len(_readmitted(records, first, last)),
        "assessments completed": len(done),
        "CH/012": sum(row["completed"] <= row["due"] for row in done),  # type: ignore[operator]
        "registrations": sum(_within(row["registered"], first, last) for row in register),
        "de-registrations": sum(_within(row["de_registered"], first, last) for row in register),
        "on the register": len(_children([r for r in register if _open(r, "registered", "de_registered", last)])),
    }


def _to_date(records: Records, quarter: Quarter) -> Mapping[str, int]:
    first, last = quarter.year_start, quarter.end
    there = _cared_for(records, last)
    cared = [row for row in there if row["legal_status"] != "short breaks"]
    begun = Counter(
        row["child"]
        for row in records.tables["episodes"]
        if row["began_because"] in A_PLACEMENT
        and row["started"] <= last  # type: ignore[operator]
        and (row["ended"] is None or row["ended"] >= first)  # type: ignore[operator]
    )
    placements = Counter(
        child for child, started, ended in _placements(records) if started <= last and (ended is None or ended >= first)
    )
    moved_school = {
        row["child"]
        for row in records.tables["schools"]
        if row["came_because"] == "another reason" and _within(row["started"], first, last)
    }
    born = {row["child"]: row["born"] for row in records.tables["children"]}
    register = records.tables["registrations"]
    put_on = [row for row in register if _within(row["registered"], first, last)]
    return {
        "CH/040": len(_children([row for row in there if row["legal_status"] == "short breaks"])),
        "CH/043": sum(placements[child] >= 3 for child in _children(cared)),
        "three placements, short breaks in": sum(begun[child] >= 3 for child in _children(there)),
        "CH/044": len(_children(cared) & moved_school),
        "CH/046": len(_children([row for row in cared if row["placement"] not in ("parents", "family or friends")])),
        "of school age": sum(5 <= _age(born[child], last) <= 15 for child in _children(cared)),
        "became looked after": len(
            _children(
                [
                    row
                    for row in records.tables["episodes"]
                    if row["began_because"] == "became looked after" and _within(row["started"], first, last)
                ]
            )
        ),
        "left care": sum(any(first <= day <= last for day in days) for days in _left_care(records).values()),
        "re-admissions": len(_readmitted(records, first, last)),
        "registrations in the year": len(put_on),
        "re-registrations": sum(_was_on(register, row) for row in put_on),
        "days on the register": sum(_days_on(row, first, last) for row in register),
    }


def _placements(records: Records) -> list[tuple[object, dt.date, dt.date | None]]:
    """Each child's stretches in one placement, whatever legal status changed meanwhile: the child, first and last day.

    Put together from the episodes in the order of the life, by which one placement may go on through several.
    """
    found: list[tuple[object, dt.date, dt.date | None]] = []
    for row in sorted(records.tables["episodes"], key=lambda row: (str(row["child"]), str(row["started"]))):
        started, ended = row["started"], row["ended"]
        assert isinstance(started, dt.date)
        assert ended is None or isinstance(ended, dt.date)
        goes_on = bool(found) and row["began_because"] not in A_PLACEMENT
        begun = found.pop()[1] if goes_on else started
        found.append((row["child"], begun, ended))
    return found


def _age(born: object, day: dt.date) -> int:
    assert isinstance(born, dt.date)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _was_on(register: list[Row], row: Row) -> bool:
    """Whether the child had been taken off the register in the 12 months before."""
    day = row["registered"]
    assert isinstance(day, dt.date)
    return any(
        other["child"] == row["child"] and _within(other["de_registered"], _a_year_before(day), day)
        for other in register
        if other is not row
    )


def _days_on(row: Row, first: dt.date, last: dt.date) -> int:
    begun, ended = row["registered"], row["de_registered"]
    assert isinstance(begun, dt.date)
    if begun > last or (isinstance(ended, dt.date) and ended <= first):
        return 0
    return ((min(ended, last) if isinstance(ended, dt.date) else last) - begun).days


# ---------------------------------------------------------------- faults, planted and remembered


def plant(records: Records, each: int, seed: int) -> list[tuple[str, str, str]]:
    """Spoil so many rows in each way; returns the way, the table and the child of each. No child gets two."""
    chance = random.Random(seed + 1)
    spoilt: set[object] = set()
    planted = []
    for kind in FAULTS:
        table = "cases" if kind == "no team" else "episodes"
        rows = records.tables[table]
        candidates = list(rows)
        chance.shuffle(candidates)
        done = 0
        for row in candidates:
            if done == each:
                break
            if row["child"] not in spoilt and _spoil(kind, rows, row):
                spoilt.add(row["child"])
                planted.append((kind, table, str(row["child"])))
                done += 1
    return planted


def _spoil(kind: str, rows: list[Row], row: Row) -> bool:
    """Spoil a row in one way; whether that could be done to it."""
    if kind == "doubled":
        rows.append(dict(row))
    elif kind == "unknown code":
        row["legal_status"] = "Z9"
    elif kind == "no day":
        row["started"] = "31/02/2025"
    elif kind == "no team":
        row["team"] = None
    elif kind == "ends first":
        if not isinstance(row["ended"], dt.date):
            return False
        row["ended"] = row["started"] - 10 * DAY  # type: ignore[operator]
    elif kind == "overlapping":
        if row["ended_because"] != "care went on":
            return False
        row["ended"] = row["ended"] + 5 * DAY  # type: ignore[operator]
    else:
        return _lose_the_next(rows, row)
    return True


def _lose_the_next(rows: list[Row], row: Row) -> bool:
    """Lose the row that follows one after which care went on."""
    following = next((one for one in rows if one["child"] == row["child"] and one["started"] == row["ended"]), None)
    if row["ended_because"] != "care went on" or following is None:
        return False
    rows.remove(following)
    return True


# ---------------------------------------------------------------- files


def write(records: Records, folder: Path) -> None:
    """A CSV for each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in records.tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[table])
            writer.writerows(["" if cell is None else cell for cell in row.values()] for row in rows)


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--children", type=int, default=500)
    parser.add_argument("--years", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quarter", default="2025-26 Q4", help="the last quarter that the records reach to")
    parser.add_argument("--faults", type=int, default=0, metavar="N", help="N faults of each kind")
    options = parser.parse_args()
    last = Quarter.parse(options.quarter)
    records = make(options.children, options.years, options.seed, last)
    quarters = [last, last.previous, last.last_year]
    truth = [(*key, number) for quarter in quarters for key, number in truth_of(records, quarter).items()]
    planted = plant(records, options.faults, options.seed)
    write(records, options.folder)
    for name, headings, rows in (
        ("truth.csv", ("Count", "Quarter", "Month", "Group", "Number"), truth),
        ("faults.csv", ("Fault", "Table", "Child"), planted),
    ):
        with (options.folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(headings)
            writer.writerows(rows)
    total = sum(len(rows) for rows in records.tables.values())
    print(f"{options.folder}: {total:,} rows, {len(truth):,} right answers, {len(planted)} faults.")


if __name__ == "__main__":
    main()
