"""What every count is, worked out from made-up lives in plain Python, by no rule of the pack and no SQL."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

from cyps_xl.measures.periods import Quarter, add_months
from made_up_records.lives import A_PLACEMENT, DAY, Records, Row

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
    return {**_in_care(records, first, last), **_on_register(records, first, last)}


def _in_care(records: Records, first: dt.date, last: dt.date) -> Mapping[str, int]:
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
    moved_school = _children(
        row
        for row in records.tables["schools"]
        if row["came_because"] == "another reason" and _within(row["started"], first, last)
    )
    came = _children(
        row
        for row in records.tables["episodes"]
        if row["began_because"] == "became looked after" and _within(row["started"], first, last)
    )
    born = {row["child"]: row["born"] for row in records.tables["children"]}
    return {
        "CH/040": len(_children([row for row in there if row["legal_status"] == "short breaks"])),
        "CH/043": sum(placements[child] >= 3 for child in _children(cared)),
        "three placements, short breaks in": sum(begun[child] >= 3 for child in _children(there)),
        "CH/044": len(_children(cared) & moved_school),
        "CH/046": len(_children([row for row in cared if row["placement"] not in ("parents", "family or friends")])),
        "of school age": sum(5 <= _age(born[child], last) <= 15 for child in _children(cared)),
        "became looked after": len(came),
        "left care": sum(any(first <= day <= last for day in days) for days in _left_care(records).values()),
        "re-admissions": len(_readmitted(records, first, last)),
    }


def _on_register(records: Records, first: dt.date, last: dt.date) -> Mapping[str, int]:
    register = records.tables["registrations"]
    put_on = [row for row in register if _within(row["registered"], first, last)]
    return {
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
