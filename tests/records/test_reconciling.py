"""Two systems' records of one quarter: every difference between their counts is found, with the class of its cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.causes import Cause
from cyps_xl.records.comparing import Difference, System
from cyps_xl.records.files import read_source
from cyps_xl.records.loading_files import load
from cyps_xl.records.read_declared import read_declared
from cyps_xl.records.reconciled_list import HEADINGS, list_rows, summary_rows
from cyps_xl.records.reconciling import Reconciled, reconcile, strangers
from helpers.case_records import declared, episodes, folder_with, loaded_from
from helpers.scripts import script

pytest.importorskip("duckdb")

make_records = script("make_records")
LAST = Quarter.parse("2025-26 Q4")
QUARTER = Quarter.parse("2025-26 Q1")
LEFT = "became looked after,care ended,care order,foster care,in the area"


def two_systems(folder: Path, seed: int, differences: int) -> tuple[System, System, list[tuple[str, str, str]]]:
    """Made-up records in two systems with their own layouts and counts, and what was planted between them."""
    records = make_records.make(400, 4, seed, LAST)
    second, planted = make_records.plant_differences(records, differences, seed, LAST)
    make_records.write(records, folder / "old")
    make_records.write_second(second, folder / "new")
    theirs = read_declared(folder / "new" / "counts")
    new = System(theirs, load(read_source(folder / "new" / "export", theirs.layouts), theirs))
    return System(declared(), loaded_from(folder / "old")), new, planted


@pytest.mark.parametrize("seed", [1, 2])
def test_of_fifty_planted_differences_fifty_are_found_and_forty_five_with_the_right_cause(
    tmp_path: Path, seed: int
) -> None:
    old, new, planted = two_systems(tmp_path, seed, 50)
    found: dict[str, list[Difference]] = defaultdict(list)
    for figure in reconcile(old, new, LAST).figures:
        for one in figure.differences:
            found[one.person].append(one)
        moved = sum(new - old for old, new in (one.adds for one in figure.differences))
        assert figure.new - figure.old == moved  # the list makes the whole of the difference
    assert len(planted) == len({child for _, _, child in planted}) == 50
    assert {cause for cause, _, _ in planted} == set(make_records.CAUSES)
    assert set(found) == {child for _, _, child in planted}  # every one, and nobody else
    right = [{one.cause.value for one in found[child]} == {cause} for cause, _, child in planted]
    assert sum(right) >= 45


def test_two_systems_that_hold_the_same_differ_in_nothing(tmp_path: Path) -> None:
    old, new, _ = two_systems(tmp_path, 3, 0)
    found = reconcile(old, new, LAST)
    # No assessment was completed on its due day in this quarter, so that the two rules count the same.
    assert found.figures and not found.differing and not found.remarks


def system(folder: Path, files: Mapping[str, str | bytes]) -> System:
    return System(declared(), loaded_from(folder_with(folder, files)))


def compared(folder: Path, old: Mapping[str, str | bytes], new: Mapping[str, str | bytes]) -> Reconciled:
    return reconcile(system(folder / "old", old), system(folder / "new", new), QUARTER)


def causes(found: Reconciled, count: str) -> list[tuple[str, tuple[int, int], Cause]]:
    """Whom a count differs in, in its last period, what each side adds, and why."""
    figures = [one for one in found.figures if one.count.name == count]
    return [(one.person, one.adds, one.cause) for one in figures[-1].differences]


def test_each_difference_has_its_cause_from_whichever_side_it_is_seen(tmp_path: Path) -> None:
    old = episodes(
        "same,2025-01-01,", "missing,2025-01-01,", f"ended,2025-01-01,2025-05-01,{LEFT}", "later,2025-06-25,",
        "coded,2025-01-01,", f"out in time,2025-01-01,2025-06-28,{LEFT}",
    )  # fmt: skip
    new = episodes(
        "same,2025-01-01,", "ended,2025-01-01,", "later,2025-07-02,", "more,2025-02-01,",
        "coded,2025-01-01,,became looked after,,short breaks,foster care,in the area",
        f"out in time,2025-01-01,2025-07-02,{LEFT}",
    )  # fmt: skip
    found = compared(tmp_path, {"episodes.csv": old}, {"episodes.csv": new})
    assert causes(found, "CH/039") == [
        ("coded", (1, 0), Cause.CODE),
        ("ended", (0, 1), Cause.STATUS),
        ("later", (1, 0), Cause.DATE),
        ("missing", (1, 0), Cause.MISSING),
        ("more", (0, 1), Cause.MISSING),
        ("out in time", (0, 1), Cause.DATE),
    ]


def test_figures_that_are_equal_by_chance_differ_in_whom_they_count(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"episodes.csv": episodes("a,2025-01-01,", "b,2025-01-01,")},
        {"episodes.csv": episodes("a,2025-01-01,", "c,2025-01-01,")},
    )
    [one] = [one for one in found.differing if one.count.name == "CH/039" and one.period.end == QUARTER.end]
    assert (one.old, one.new) == (2, 2)
    assert [difference.person for difference in one.differences] == ["b", "c"]


def test_a_row_that_was_set_aside_is_a_missing_record_and_says_so(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"episodes.csv": episodes("a,2025-01-01,", "b,2025-01-01,")},
        {"episodes.csv": episodes("a,2025-01-01,", "b,2025-02-30,")},
    )
    [one] = [one for one in found.differing if one.count.name == "CH/039"][-1].differences
    assert one.cause is Cause.MISSING
    assert "set aside in episodes.csv, line 3: started is 9999-99-99, which is no day" in one.said


def test_what_other_rows_say_is_followed_to_the_row_that_differs(tmp_path: Path) -> None:
    rest = "care order,foster care,in the area"
    first = f"a,2025-04-01,2025-05-01,became looked after,care went on,{rest}"
    second = f"a,2025-05-01,2025-06-01,new placement,care went on,{rest}"
    third = f"a,2025-06-01,,new placement,,{rest}"
    found = compared(
        tmp_path,
        {"episodes.csv": episodes(first, second, third)},
        {"episodes.csv": episodes(first, third)},
    )
    assert causes(found, "CH/043") == [("a", (1, 0), Cause.MISSING)]
    [one] = next(one for one in found.differing if one.count.name == "CH/043").differences
    assert one.said == (
        "placements_of_year is 3 in the old records and 2 in the new: the new records have no such row of episodes"
    )


def test_a_day_that_moves_within_the_quarter_is_no_difference(tmp_path: Path) -> None:
    heading = "child,registered,de_registered\n"
    found = compared(
        tmp_path,
        {"registrations.csv": f"{heading}a,2025-06-03,\n"},
        {"registrations.csv": f"{heading}a,2025-06-10,\n"},
    )
    assert causes(found, "registrations") == []
    assert causes(found, "days on the register") == [("a", (27, 20), Cause.DATE)]


def test_a_case_of_another_team_leaves_one_figure_and_comes_into_the_other(tmp_path: Path) -> None:
    heading = "child,team,allocated,closed\n"
    found = compared(
        tmp_path,
        {"cases.csv": f"{heading}a,North,2025-01-01,\n"},
        {"cases.csv": f"{heading}a,South,2025-01-01,\n"},
    )
    by_team = {one.group: (one.old, one.new, [x.cause for x in one.differences]) for one in found.figures}
    assert by_team == {"North": (1, 0, [Cause.CODE]), "South": (0, 1, [Cause.CODE])}


def changed_rule(folder: Path, old: str, new: str) -> Path:
    """The pack's counts with one rule changed."""
    counts = folder_with(
        folder,
        {file.name: file.read_bytes() for file in declared().folder.iterdir() if file.is_file()},
    )
    rules = counts / "Counts.csv"
    assert old in rules.read_text(encoding="utf-8")
    rules.write_text(rules.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return counts


@pytest.mark.parametrize(
    ("old_rule", "new_rule", "said"),
    [
        (",legal_status = 'short breaks',month", ",legal_status = 'care order',month", "leaves out"),
        ("people,,episodes,open at the end,no", "people,,episodes,begun in the period,no", "takes other dates"),
    ],
)
def test_the_same_records_under_another_rule_differ_by_the_rule(
    tmp_path: Path, old_rule: str, new_rule: str, said: str
) -> None:
    theirs = read_declared(changed_rule(tmp_path / "counts", old_rule, new_rule))
    old = system(tmp_path / "old", {"episodes.csv": episodes("a,2025-01-01,")})
    found = reconcile(old, System(theirs, old.loaded), QUARTER)
    figures = [one for one in found.differing if one.count.name == "CH/039"]
    assert [one.differences[0].cause for one in figures] == [Cause.RULE] * 3
    assert said in figures[0].differences[0].said


def test_a_count_that_only_one_side_can_make_is_named_and_not_compared(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"episodes.csv": episodes("a,2025-01-01,"), "cases.csv": "child,team,allocated,closed\na,North,2025-01-01,\n"},
        {"episodes.csv": episodes("a,2025-01-01,")},
    )
    assert "caseload was not compared: the new records have no cases." in found.remarks
    assert not found.differing


def test_records_without_a_person_in_common_are_told(tmp_path: Path) -> None:
    old = system(tmp_path / "old", {"episodes.csv": episodes("a,2025-01-01,")})
    new = system(tmp_path / "new", {"episodes.csv": episodes("1001,2025-01-01,")})
    assert strangers(old, new)
    assert not strangers(old, old)


def test_the_summary_names_nobody_and_the_list_everybody(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"episodes.csv": episodes("KX7731904Q,2025-01-01,", "b,2025-01-01,")},
        {"episodes.csv": episodes("b,2025-01-01,")},
    )
    summary = list(summary_rows(found.differing, ()))
    assert "KX7731904Q" not in str(summary) and "2025-01-01" not in str(summary)
    assert ("CH/039", "June 2025", "", "2", "1", "1", "0", "missing record 1") in summary
    [row] = [row for row in list_rows(found.differing) if row[:2] == ("CH/039", "June 2025")]
    assert dict(zip(HEADINGS, row, strict=True)) == {
        "Count": "CH/039",
        "Period": "June 2025",
        "Group": "",
        "Person": "KX7731904Q",
        "Row": "2025-01-01",
        "Old adds": "1",
        "New adds": "0",
        "Cause": "missing record",
        "What differs": "the new records have no such row of episodes",
        "Old file": "episodes.csv",
        "Old line": "2",
        "New file": "",
        "New line": "",
    }
