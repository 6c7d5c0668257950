"""Records that are taken a slice at a time say what they say all at once, however many slices there are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.counting import count_quarters
from cyps_xl.records.declared import Count
from cyps_xl.records.files import read_source
from cyps_xl.records.listing import ListBehind
from cyps_xl.records.loading import Loaded
from cyps_xl.records.loading_in_slices import load_in_slices
from cyps_xl.records.quality import quality_of
from cyps_xl.records.reach import AsOf
from cyps_xl.records.rule_sql import periods_of
from helpers.case_records import EPISODES, declared, folder_with, loaded_from
from helpers.scripts import script

duckdb = pytest.importorskip("duckdb")

make_records = script("make_records")
LAST = Quarter.parse("2025-26 Q4")
QUARTERS = (LAST, LAST.last_year)


def as_parquet(folder: Path, *, but: str = "") -> Path:
    """The CSV files of a folder as Parquet with a text in each cell; one may stay a CSV."""
    made = folder / "parquet"
    made.mkdir()
    for file in folder.glob("*.csv"):
        if file.stem == but:
            (made / file.name).write_bytes(file.read_bytes())
            continue
        read = f"read_csv('{file}', header = true, all_varchar = true, quote = '\"', delim = ',')"
        duckdb.sql(f"COPY (SELECT * FROM {read}) TO '{made / file.stem}.parquet' (FORMAT parquet)")
    return made


def in_slices(folder: Path, most: int) -> Loaded:
    return load_in_slices(read_source(folder, declared().layouts, "as declared"), declared(), most)


def all_that_is_said(loaded: Loaded, most_listed: int = 1_000) -> dict[str, object]:
    """Everything that the command to count asks of records."""
    counted = count_quarters(declared(), loaded, QUARTERS)
    figures = [figure for one in counted for figure in one.figures]
    quality = quality_of(declared(), loaded, figures, most_listed=most_listed)
    said = {
        "read": (loaded.columns, loaded.rows, loaded.set_aside, list(loaded.rows_set_aside())),
        "why": sorted(loaded.reasons()),
        "counted": counted,
        "in doubt": quality.findings,
        "faults": quality.listed.rows(),
        "ranges": quality.ranges,
    }
    said |= {f"list of {count.name}": listed(loaded, count) for count in declared().counts if count.holds_in(LAST)}
    loaded.engine.close()
    return said


def listed(loaded: Loaded, count: Count) -> tuple[list[tuple[str, ...]], int]:
    """The list behind a count, whatever its order, and the number that it makes."""
    behind = ListBehind(declared(), loaded, count, periods_of(count, LAST)[-1])
    return (sorted(behind.rows()), behind.number) if not loaded.has(declared().columns_of(count)) else ([], 0)


@pytest.mark.parametrize(("most", "but"), [(160, ""), (120, "episodes")], ids=["Parquet", "Parquet, and a CSV"])
def test_made_up_records_say_the_same_in_slices(tmp_path: Path, most: int, but: str) -> None:
    records = make_records.make(100, 3, 7, LAST)
    make_records.plant(records, 4, 7)
    make_records.write(records, tmp_path)
    folder = as_parquet(tmp_path, but=but)
    sliced = in_slices(folder, most)
    assert sliced.slices is not None and len([*sliced.slices.each()]) >= 5
    assert all_that_is_said(in_slices(folder, most)) == all_that_is_said(loaded_from(folder, "as declared"))


CHILD = st.sampled_from(["a", " a", "A", "b", "12", "012", "o'b", "ŵ", "\u00a0", "", "z\u200b", "é", "%", "'"])
DAY = st.sampled_from(
    ["2024-12-31", "2025-04-01", "2025-06-30", "2025-09-30", "2026-01-01", "2026-03-31", "31/02/2025"]
)
NO_DAY = st.one_of(st.just(""), DAY)
BEGAN = st.sampled_from(["became looked after", "new placement", "no such code"])
ENDED = st.sampled_from(["", "care went on", "care ended"])
STATUS = st.sampled_from(["care order", "short breaks"])
TEAM = st.sampled_from(["North", " North", "South", ""])


def csv_of(headings: str, rows: list[tuple[str, ...]]) -> str:
    return "\n".join([headings, *(",".join(f'"{cell}"' if cell else "" for cell in row) for row in rows), ""])


def rows_of(*columns: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, ...]]]:
    return st.lists(st.tuples(*columns), min_size=1, max_size=12)


@settings(max_examples=6)
@given(
    most=st.integers(1, 6),
    episodes=rows_of(CHILD, DAY, NO_DAY, BEGAN, ENDED, STATUS, st.just("foster care"), st.just("in the area")),
    assessments=rows_of(st.sampled_from(["1", "2", " 1"]), CHILD, DAY, NO_DAY, DAY),
    cases=rows_of(CHILD, TEAM, DAY, NO_DAY),
    schools=rows_of(CHILD, DAY, NO_DAY, st.just("another reason")),
)
def test_any_records_say_the_same_in_any_number_of_slices(most: int, **tables: list[tuple[str, ...]]) -> None:
    headings = {
        "episodes": EPISODES,
        "assessments": "assessment,child,referred,completed,due",
        "cases": "child,team,allocated,closed",
        "schools": "child,started,ended,came_because",
    }
    with TemporaryDirectory() as own:
        files = {f"{name}.csv": csv_of(headings[name], rows) for name, rows in tables.items()}
        folder = as_parquet(folder_with(Path(own), dict(files)))
        assert all_that_is_said(in_slices(folder, most)) == all_that_is_said(loaded_from(folder, "as declared"))


def test_a_number_that_two_children_have_is_found_though_they_are_of_two_slices(tmp_path: Path) -> None:
    rows = "assessment,child,referred,completed,due\n1,a,2025-01-01,,2025-03-01\n1,z,2025-01-01,,2025-03-01\n"
    loaded = in_slices(as_parquet(folder_with(tmp_path, {"assessments.csv": rows})), 1)
    assert [(one.said, one.line) for one in quality_of(declared(), loaded).findings] == [("there already", 2)]


CASES = "child,team,allocated,closed\na,North,2025-01-01,\nb,North,2025-01-01,\n"


def test_nothing_is_asked_of_a_single_slice_unawares(tmp_path: Path) -> None:
    loaded = in_slices(as_parquet(folder_with(tmp_path, {"cases.csv": CASES})), 1)
    with pytest.raises(UnusableFile):
        loaded.engine.run('SELECT count(*) FROM "cases"')
    assert loaded.in_each_slice(['SELECT "child" FROM "cases"']) == {'SELECT "child" FROM "cases"': [("a",), ("b",)]}
    with pytest.raises(UnusableFile):
        loaded.engine.run('SELECT count(*) FROM "cases"')


def test_records_in_slices_must_reach_the_quarter_as_others_must(tmp_path: Path) -> None:
    loaded = in_slices(as_parquet(folder_with(tmp_path, {"cases.csv": f"{CASES}z,North,2026-07-01,\n"})), 1)
    as_of = AsOf("cases", dt.date(2026, 11, 29))
    reached, beyond = Quarter.parse("2026-27 Q1"), Quarter.parse("2026-27 Q2")
    assert count_quarters(declared(), loaded, [reached], as_of=as_of)[0].figures
    with pytest.raises(WrongUse, match="The records in cases reach to 1 July 2026; nothing"):
        count_quarters(declared(), loaded, [reached, beyond], as_of=as_of)


def test_records_that_are_few_are_not_taken_in_slices(tmp_path: Path) -> None:
    assert in_slices(as_parquet(folder_with(tmp_path, {"cases.csv": CASES})), 2).slices is None


def test_a_list_of_faults_has_some_of_each_and_the_same_ones_in_slices(tmp_path: Path) -> None:
    rows = [f"{child},North,2025-01-01,2024-01-01" for child in "abcdefghij"] + ["k,,2025-01-01,", "l,North,no day,"]
    folder = as_parquet(folder_with(tmp_path, {"cases.csv": "\n".join(["child,team,allocated,closed", *rows, ""])}))
    some, in_parts = (all_that_is_said(one, 4) for one in (loaded_from(folder, "as declared"), in_slices(folder, 2)))
    assert some == in_parts
    assert some["faults"] == [
        ("cases.parquet", "1", "ends before it begins"),
        ("cases.parquet", "2", "ends before it begins"),
        ("cases.parquet", "11", "without team"),
        ("cases.parquet", "12", "allocated is letters, which is no day"),
    ]


def test_many_small_files_are_cut_into_slices_as_one_large_one_is(tmp_path: Path) -> None:
    made = tmp_path / "parquet"
    made.mkdir()
    for number in range(120):
        rows = "SELECT 'c' || i AS child, 'North' AS team, DATE '2025-01-01' AS allocated, NULL::DATE AS closed"
        of_few = f"{rows} FROM range({1000 + number * 500}, {1500 + number * 500}) t(i)"
        duckdb.sql(f"COPY ({of_few}) TO '{made / f'cases {number:03}.parquet'}' (FORMAT parquet)")
    loaded = in_slices(made, 6_000)
    counted = loaded.in_each_slice(['SELECT count(*) FROM "cases"'])
    [numbers] = [[number for (number,) in rows] for rows in counted.values()]
    loaded.engine.close()
    assert (len(numbers), sum(numbers)) == (10, 60_000)
    assert max(numbers) < 7_000
