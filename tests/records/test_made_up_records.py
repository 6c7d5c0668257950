"""Made-up records with known truth: every count equals it, and with faults planted every range holds it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.counting import Figure, count_quarter
from cyps_xl.records.quality import Range, quality_of
from cyps_xl.records.tables import Over
from helpers.case_records import declared, episodes, folder_with, loaded_from
from helpers.scripts import script

pytest.importorskip("duckdb")

make_records = script("make_records")
LAST = Quarter.parse("2025-26 Q4")


def key_of(figure: Figure) -> tuple[str, str, str, str]:
    month = f"{figure.period.start:%Y-%m}" if figure.count.over is Over.MONTH else ""
    return figure.count.name, str(figure.quarter), month, figure.group


@pytest.mark.parametrize(("children", "years", "seed"), [(400, 4, 1), (150, 2, 2), (30, 8, 3)])
def test_every_count_of_made_up_records_equals_the_truth(tmp_path: Path, children: int, years: int, seed: int) -> None:
    records = make_records.make(children, years, seed, LAST)
    make_records.write(records, tmp_path)
    loaded = loaded_from(tmp_path, "as declared")
    assert loaded.set_aside == 0
    for quarter in (LAST, LAST.previous, LAST.last_year, Quarter.parse("2025-26 Q1")):
        counted = count_quarter(declared(), loaded, quarter)
        assert counted.not_counted == ()
        found = {key_of(figure): figure.number for figure in counted.figures}
        assert found == make_records.truth_of(records, quarter)
    assert quality_of(declared(), loaded).findings == ()


def test_every_count_of_the_pack_is_among_the_truth() -> None:
    truth = make_records.truth_of(make_records.make(60, 3, 4, LAST), LAST)
    assert {count.name for count in declared().counts if count.holds_in(LAST)} == {name for name, _, _, _ in truth}


GONE = "became looked after,care ended,care order,foster care,in the area"
WENT_ON = "became looked after,care went on,care order,foster care,in the area"
SAID = {
    "doubled": "there already",
    "ends first": "ends before it begins",
    "overlapping": "overlaps the next",
    "gap": "says that another follows, and none does",
    "no team": "without team",
    "no end": "contradicts itself: ended is null and ended_because = 'care ended'",
    "two endings": "there already",
    "another number": "whose number is written in two ways, such as 00123 and 123",
    "unknown child": "missing, for a child of episodes",
}


@pytest.mark.parametrize("seed", [1, 2])
def test_every_planted_fault_is_found_and_every_range_holds_the_truth(tmp_path: Path, seed: int) -> None:
    records = make_records.make(400, 4, seed, LAST)
    truth = make_records.truth_of(records, LAST)
    planted = make_records.plant(records, 6, seed)
    make_records.write(records, tmp_path)
    loaded = loaded_from(tmp_path, "as declared")
    findings = {(one.table, one.said): one.rows for one in quality_of(declared(), loaded).findings}
    in_doubt = {
        (table, said, person)
        for table, said, person in loaded.engine.run('SELECT "_table", "_said", "_person" FROM "_doubt"')
    }
    assert len(planted) == 6 * len(make_records.FAULTS)
    for kind, table, child in planted:
        said = SAID.get(kind, "cannot be used")
        assert (table, said, f"0{child}" if kind == "another number" else child) in in_doubt, kind
    assert findings["cases", "without team"] == 6
    assert loaded.set_aside == 12
    moved = 0
    figures = count_quarter(declared(), loaded, LAST).figures
    for figure, found in zip(figures, quality_of(declared(), loaded, figures).ranges, strict=True):
        if found is not None:
            assert found.low <= truth[key_of(figure)] <= found.high, key_of(figure)
            assert found.low <= figure.number <= found.high, key_of(figure)
            moved += figure.number != truth[key_of(figure)]
    assert moved > 0  # the faults do matter


def ranges(folder: Path, *rows: str) -> dict[str, Range | None]:
    loaded = loaded_from(folder_with(folder, {"episodes.csv": episodes(*rows)}))
    figures = count_quarter(declared(), loaded, Quarter.parse("2025-26 Q1")).figures
    found = zip(figures, quality_of(declared(), loaded, figures).ranges, strict=True)
    return {one.count.name: could_be for one, could_be in found if one.period.end == dt.date(2025, 6, 30)}


def test_a_count_of_sound_records_cannot_move(tmp_path: Path) -> None:
    assert ranges(tmp_path, "a,2025-01-01,", "b,2025-01-01,")["CH/039"] == Range(2, 2)


def test_a_row_that_cannot_be_used_may_be_one_more(tmp_path: Path) -> None:
    assert ranges(tmp_path, "a,2025-01-01,", "b,2025-02-30,")["CH/039"] == Range(1, 2)


def test_a_row_of_nobody_may_be_anybodys(tmp_path: Path) -> None:
    assert ranges(tmp_path, "a,2025-01-01,", ",2025-02-01,")["CH/039"] == Range(0, 2)


def test_a_row_that_ends_before_it_begins_may_be_one_more_or_less(tmp_path: Path) -> None:
    assert ranges(tmp_path, "a,2025-01-01,", "b,2025-02-01,2025-01-01")["CH/039"] == Range(1, 2)


def test_what_is_no_fault_is_not_found(tmp_path: Path) -> None:
    rows = episodes(f"a,2025-01-01,2025-02-01,{WENT_ON}", "a,2025-02-01,")
    loaded = loaded_from(folder_with(tmp_path, {"episodes.csv": rows}))
    assert quality_of(declared(), loaded).findings == ()


def test_a_child_between_an_episode_and_one_of_the_next_day_is_in_doubt_on_that_day_alone(tmp_path: Path) -> None:
    """A system that has as the end the last day of a placement would lose a child who moves on the day of the count."""
    rows = (f"a,2025-01-01,2025-06-30,{WENT_ON}", "a,2025-07-01,")
    assert ranges(tmp_path / "on the day", *rows, "b,2025-01-01,")["CH/039"] == Range(1, 2)
    [finding] = quality_of(declared(), loaded_from(tmp_path / "on the day")).findings
    assert (finding.said, finding.line) == ("says that another follows, which begins a day later", 2)
    before = (f"a,2025-01-01,2025-06-01,{WENT_ON}", "a,2025-06-02,")
    assert ranges(tmp_path / "before", *before, "b,2025-01-01,")["CH/039"] == Range(2, 2)


def test_a_kind_of_fault_is_told_by_its_first_row(tmp_path: Path) -> None:
    files = {
        "episodes 1.csv": episodes("a,2025-01-01,", "b,2025-01-01,", "b,2025-01-01,"),
        "episodes 2.csv": episodes(f"c,2025-02-01,2025-01-01,{GONE}"),
        "episodes 3.csv": episodes("a,2025-01-01,"),
    }
    loaded = loaded_from(folder_with(tmp_path, files))
    assert [(one.said, one.rows, one.file, one.line) for one in quality_of(declared(), loaded).findings] == [
        ("ends before it begins", 1, "episodes 2.csv", 2),
        ("there already", 2, "episodes 1.csv", 4),
    ]


@pytest.mark.parametrize(
    ("rows", "said", "found"),
    [
        ((f"b,2025-02-01,,{GONE}",), "contradicts itself: ended is null and ended_because = 'care ended'", Range(1, 2)),
        (("b,2025-02-01,2025-05-01",), "contradicts itself: ended is not null and ended_because is null", Range(1, 2)),
        ((f"b,2025-02-01,2025-05-01,{GONE}", f"b,2025-02-01,2025-07-01,{GONE}"), "there already", Range(1, 2)),
        ((f"0a,2025-02-01,2025-07-01,{GONE}",), "whose number is written in two ways", Range(0, 2)),
    ],
)
def test_endings_that_contradict_each_other_and_numbers_without_their_zeros_are_in_doubt(
    tmp_path: Path, rows: tuple[str, ...], said: str, found: Range
) -> None:
    assert ranges(tmp_path, "a,2025-01-01,", *rows)["CH/039"] == found
    quality = quality_of(declared(), loaded_from(tmp_path))
    assert [one.said.startswith(said) for one in quality.findings] == [True]


def test_a_child_without_a_row_in_a_table_that_a_count_reads_may_be_one_more(tmp_path: Path) -> None:
    """Of those who were not there in the period no other row makes one of them."""
    files = {"children.csv": "child,born\na,2015-01-01\n"}
    folder_with(tmp_path, files)
    found = ranges(tmp_path, "a,2025-01-01,", "b,2025-01-01,", f"c,2023-01-01,2024-01-01,{GONE}")
    assert (found["of school age"], found["CH/039"]) == (Range(1, 2), Range(2, 2))
    [finding] = quality_of(declared(), loaded_from(tmp_path)).findings
    assert (finding.table, finding.said, finding.rows) == ("children", "missing, for a child of episodes", 2)
    assert (finding.file, finding.line) == ("episodes.csv", 3)


def test_a_child_whose_number_lost_its_zeros_on_the_way_moves_what_reads_both_tables(tmp_path: Path) -> None:
    schools = "child,started,ended,came_because\na,2025-05-01,,another reason\n123,2025-05-01,,another reason\n"
    folder_with(tmp_path, {"schools.csv": schools})
    found = ranges(tmp_path, "a,2025-01-01,", "00123,2025-01-01,")
    assert found["CH/044"] is not None and (found["CH/044"].low, found["CH/044"].high >= 2) == (1, True)
    quality = quality_of(declared(), loaded_from(tmp_path))
    assert {(one.table, one.rows) for one in quality.findings} == {("episodes", 1), ("schools", 1)}
