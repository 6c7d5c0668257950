"""Faults planted in made-up records, and remembered."""

from __future__ import annotations

import datetime as dt
import random

from made_up_records.lives import DAY, Records, Row

FAULTS = ("doubled", "ends first", "overlapping", "gap", "unknown code", "no day", "no team")


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
