"""Counts from a million episodes, against plain pandas doing the same: for benchmark.py --only records.

The records are Parquet, made by DuckDB from numbers: 4 episodes a child over 11 years, with 1 child in 3 in any table
that is not of episodes. Plain pandas makes the same counts of the pack by code written for them alone.
"""

from __future__ import annotations

from pathlib import Path

EPISODES = 1_000_000

COUNTED = """
import sys, time
from pathlib import Path
start = time.perf_counter()
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.counting import count_quarter
from cyps_xl.records.files import read_source
from cyps_xl.records.loading_in_slices import load_in_slices
from cyps_xl.records.read_declared import read_declared
declared = read_declared("wales-2020")
ready = time.perf_counter()
loaded = load_in_slices(read_source(Path(sys.argv[1]), declared.layouts, "as declared"), declared)
read = time.perf_counter()
figures = count_quarter(declared, loaded, Quarter.parse("2025-26 Q4")).figures
done = time.perf_counter()
if len(sys.argv) > 2:
    print(f"start {ready - start:.1f} s, reading {read - ready:.1f} s, {len(figures)} figures {done - read:.1f} s")
for one in figures:
    if len(sys.argv) > 3:
        print(one.count.name, one.period.end, one.group, one.number)
"""

BY_PANDAS = """
import sys
from pathlib import Path
import duckdb, pandas as pd
folder = Path(sys.argv[1])
day = pd.Timestamp
duckdb.sql("SET enable_progress_bar = false")
names = ("episodes", "children", "schools", "assessments", "registrations", "cases")
e, c, s, a, r, k = (duckdb.sql(f"SELECT * FROM '{folder / name}.parquet'").df() for name in names)
first = day("2025-04-01")
def open_on(rows, begins, ends, end):
    return rows[(rows[begins] <= end) & (rows[ends].isna() | (rows[ends] > end))]
found = {}
for start, end in (("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-31")):
    start, end = day(start), day(end)
    there = open_on(e, "started", "ended", end)
    cared = there[there.legal_status != "short breaks"]
    found["all", end] = there.child.nunique()
    found["CH/039", end] = cared.child.nunique()
    for place in ("in the area", "elsewhere in Wales", "outside Wales"):
        found[place, end] = cared[cared.placed == place].child.nunique()
    done = a[a.completed.between(start, end)]
    found["completed", end], found["in time", end] = len(done), int((done.completed <= done.due).sum())
    found["registered", end] = int(r.registered.between(start, end).sum())
    found["de-registered", end] = int(r.de_registered.between(start, end).sum())
    found["on the register", end] = open_on(r, "registered", "de_registered", end).child.nunique()
new = ["became looked after", "new placement", "new placement, same carer", "new legal status and placement"]
year = e[(e.started <= end) & (e.ended.isna() | (e.ended >= first))]
many = year[(year.started < first) | year.began_because.isin(new)].groupby("child").size()
found["CH/043"] = cared[cared.child.isin(set(many[many >= 3].index))].child.nunique()
many = year[year.began_because.isin(new)].groupby("child").size()
many = set(many[many >= 3].index)
found["three, all"] = there[there.child.isin(many)].child.nunique()
moved = set(s[(s.came_because == "another reason") & s.started.between(first, end)].child)
found["CH/044"] = cared[cared.child.isin(moved)].child.nunique()
found["CH/046"] = cared[~cared.placement.isin(["parents", "family or friends"])].child.nunique()
found["CH/040"] = there[there.legal_status == "short breaks"].child.nunique()
born = cared.merge(c, on="child")
young, old = day("2010-03-31"), day("2021-03-31")
found["of school age"] = born[(born.born > young) & (born.born <= old)].child.nunique()
came = e[(e.began_because == "became looked after") & e.started.between(first, end)]
found["came"] = came.child.nunique()
left = e[e.ended_because == "care ended"]
found["left"] = left[left.ended.between(first, end)].child.nunique()
for name, start in (("re-admitted", first), ("in March", day("2026-03-01")), ("in February", day("2026-02-01"))):
    both = came[came.started >= start].merge(left[["child", "ended"]], on="child", suffixes=("", "_before"))
    near = both[(both.ended_before <= both.started) & (both.ended_before >= both.started - pd.DateOffset(years=1))]
    found[name] = near.child.nunique()
held = open_on(k, "allocated", "closed", end)
found["cases"] = held.groupby("team").size()
if len(sys.argv) > 3:
    print(found["CH/039", end], found["CH/043"], found["re-admitted"], found["of school age"])
"""

PROGRAMS = (COUNTED, BY_PANDAS)


def make(folder: Path, episodes: int = EPISODES) -> int:
    """Parquet files with so many episodes; returns their bytes."""
    import duckdb

    duckdb.sql("SET enable_progress_bar = false")
    place = "['in the area','in the area','elsewhere in Wales','outside Wales'][1 + (i * 7 % 4)]"
    kind = "['foster care','family or friends','parents','residential'][1 + (i * 11 % 4)]"
    status = "['care order','accommodated','short breaks','care order','placement order'][1 + (i // 4 * 13 % 5)]"
    change = "['new placement','new legal status','new placement, same carer'][1 + (i * 5 % 3)]"
    child = "'C' || lpad(CAST(i // 4 AS VARCHAR), 9, '0')"
    day = "DATE '2015-04-01' + CAST(hash(i // 4) % 3900 AS INTEGER)"
    tables = {
        "episodes": f"""SELECT {child} AS child, {day} + CAST(i % 4 * 60 AS INTEGER) AS started,
            CASE WHEN i % 4 = 3 AND i % 5 < 2 THEN NULL ELSE {day} + CAST(i % 4 * 60 + 60 AS INTEGER) END AS ended,
            CASE WHEN i % 4 IN (0, 2) THEN 'became looked after' ELSE {change} END AS began_because,
            CASE WHEN i % 4 = 3 AND i % 5 < 2 THEN NULL WHEN i % 4 IN (1, 3) THEN 'care ended' ELSE 'care went on' END
            AS ended_because, {status} AS legal_status, {kind} AS placement, {place} AS placed
            FROM range({episodes}) t(i)""",
        "children": f"""SELECT 'C' || lpad(CAST(i AS VARCHAR), 9, '0') AS child,
            DATE '2004-01-01' + CAST(hash(i) % 7000 AS INTEGER) AS born FROM range({episodes // 4}) t(i)""",
        "schools": f"""SELECT {child} AS child, {day} AS started, NULL::DATE AS ended,
            ['another reason','usual transfer'][1 + i % 2] AS came_because FROM range({episodes // 3}) t(i)""",
        "assessments": f"""SELECT 'A' || i AS assessment, {child} AS child, {day} AS referred,
            {day} + CAST(hash(i) % 80 AS INTEGER) AS completed, {day} + 58 AS due FROM range({episodes // 3}) t(i)""",
        "registrations": f"""SELECT {child} AS child, {day} AS registered, CASE WHEN i % 9 = 0 THEN NULL ELSE
            {day} + CAST(hash(i) % 400 AS INTEGER) END AS de_registered
            FROM range({episodes // 3}) t(i) WHERE i % 4 = 0""",
        "cases": f"""SELECT {child} AS child, ['North','South','Duty'][1 + i % 3] AS team, {day} AS allocated,
            CASE WHEN i % 9 = 0 THEN NULL ELSE {day} + 100 END AS closed FROM range({episodes // 3}) t(i)""",
    }
    for name, sql in tables.items():
        duckdb.sql(f"COPY ({sql}) TO '{folder / name}.parquet' (FORMAT parquet)")
    return sum(file.stat().st_size for file in folder.iterdir())
