"""Case records for tests: files of a folder, the pack's counts over them, and a figure by its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.counting import count_quarter
from cyps_xl.records.declared import Declared
from cyps_xl.records.files import read_source
from cyps_xl.records.loading import Loaded
from cyps_xl.records.loading_files import load
from cyps_xl.records.read_declared import read_declared

PACK = "wales-2020"
EPISODES = "child,started,ended,began_because,ended_because,legal_status,placement,placed"
DRAWN = dt.date(2026, 10, 5)
"""A day after the quarter of the example: records that were drawn then reach all of it."""
OPEN = "became looked after,,care order,foster care,in the area"


@lru_cache(maxsize=1)
def declared() -> Declared:
    """What the pack declares."""
    return read_declared(PACK)


def folder_with(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder of files, by their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def episodes(*rows: str) -> str:
    """A CSV of episodes; a row is a child, a beginning, an end, and where it differs the rest."""
    return "\n".join([EPISODES, *(row if row.count(",") > 2 else f"{row},{OPEN}" for row in rows), ""])


def loaded_from(folder: Path, system: str | None = None) -> Loaded:
    """The records of a folder, in an engine."""
    return load(read_source(folder, declared().layouts, system), declared())


def counts_of(loaded: Loaded, quarter: str) -> dict[tuple[str, dt.date, str], int]:
    """Every count of a quarter: by its name, the last day of its period and its group."""
    found = count_quarter(declared(), loaded, Quarter.parse(quarter)).figures
    return {(one.count.name, one.period.end, one.group): one.number for one in found}


PLANTED = ("KX7731904Q", "Rumpelstilzchen", "2013-07-19", "19/07/2013", "Zwetschgenweg")
"""A number, a surname, a day of birth in two dresses, and a street that stand in the records."""

CHILDREN = f"child,born,surname,street\n{PLANTED[0]},{PLANTED[2]},{PLANTED[1]},{PLANTED[4]}\nb,2010-01-01,X,Y\n"
TEAMS = f"child,team,allocated,closed,worker\n{PLANTED[0]},North,2026-01-01,,{PLANTED[1]}\nb,South,2026-01-01,,Z\n"


def planted_records(folder: Path) -> Path:
    """A folder of records in which what tells of a child stands wherever it may."""
    rows = episodes(f"{PLANTED[0]},2026-05-01,", "b,2026-08-10,", "c,01/13/2026,")
    return folder_with(folder / "export", {"episodes.csv": rows, "children.csv": CHILDREN, "cases.csv": TEAMS})
