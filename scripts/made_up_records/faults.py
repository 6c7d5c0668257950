"""Faults planted in made-up records, and remembered."""

from __future__ import annotations

import datetime as dt
import random

from made_up_records.lives import DAY, Records, Row

FAULTS = (
    "doubled",
    "ends first",
    "overlapping",
    "gap",
    "unknown code",
    "no day",
    "no team",
    "no end",
    "two endings",
    "another number",
    "unknown child",
)
_TABLES = {"no team": "cases", "another number": "schools", "unknown child": "children"}
"""The table in which a row is spoilt, where it is not the episodes."""
_CELLS: dict[str, Row] = {
    "unknown code": {"legal_status": "Z9"},
    "no day": {"started": "31/02/2025"},
    "no team": {"team": None},
}
"""What stands in the spoilt row, whatever stood there."""


def plant(records: Records, each: int, seed: int) -> list[tuple[str, str, str]]:
    """Spoil so many rows in each way; returns the way, the table and the child of each. No child gets two."""
    chance = random.Random(seed + 1)
    spoilt: set[object] = set()
    planted = []
    for kind in FAULTS:
        table = _TABLES.get(kind, "episodes")
        rows = records.tables[table]
        candidates = list(rows)
        chance.shuffle(candidates)
        done = 0
        for row in candidates:
            if done == each:
                break
            child = row["child"]
            if child not in spoilt and _spoil(kind, records, table, row):
                spoilt.add(child)
                planted.append((kind, table, str(child)))
                done += 1
    return planted


def _spoil(kind: str, records: Records, table: str, row: Row) -> bool:
    """Spoil a row in one way; whether that could be done to it."""
    rows = records.tables[table]
    if kind == "doubled":
        rows.append(dict(row))
    elif kind in _CELLS:
        row.update(_CELLS[kind])
    elif kind == "another number":
        row["child"] = f"0{row['child']}"
    elif kind == "unknown child":
        return _lose(records, row)
    elif kind in ("no end", "two endings"):
        return _end_otherwise(kind, rows, row)
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


def _end_otherwise(kind: str, rows: list[Row], row: Row) -> bool:
    """Leave of a row that care ended with it the reason without the day, or have it end a second time."""
    if row["ended_because"] != "care ended":
        return False
    if kind == "no end":
        row["ended"] = None
    else:
        rows.append({**row, "ended": row["ended"] + 20 * DAY})  # type: ignore[operator]
    return True


def _lose(records: Records, row: Row) -> bool:
    """Lose the row of a child that has been looked after."""
    if not any(one["child"] == row["child"] for one in records.tables["episodes"]):
        return False
    records.tables["children"].remove(row)
    return True
