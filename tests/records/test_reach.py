"""What the records do not tell of is left out and named, never counted as nought: by count, list and reconcile."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from cyps_xl.case_records import Asked
from cyps_xl.counted import CountOutcome, count_into
from cyps_xl.errors import WrongUse
from cyps_xl.listed import list_into
from cyps_xl.planning import inputs_of
from cyps_xl.reconciled import reconcile_into
from cyps_xl.resources import packs_folder
from cyps_xl.xlsx.parts.package import Package
from helpers.case_records import DRAWN, PACK, episodes, folder_with

pytest.importorskip("duckdb")

DAY = dt.date(2026, 11, 29)
QUARTER = "2026-27 Q2"
JULY, AUGUST, SEPTEMBER = (dt.date(2026, month, day) for month, day in ((7, 31), (8, 31), (9, 30)))
TEAMS = "child,team,allocated,closed\n"
REGISTER = "child,registered,de_registered\n"


def counted(book: Path, where: Path, drawn: dt.date | None = None) -> CountOutcome:
    return count_into(book, Asked(where, drawn=drawn), (QUARTER,), dry_run=True, today=DAY)


def ends(outcome: CountOutcome, count: str = "CH/039") -> list[dt.date]:
    return [one.period.end for one in outcome.figures if one.count.name == count]


def caseloads(outcome: CountOutcome) -> dict[str, int]:
    return {one.group: one.number for one in outcome.figures if one.count.name == "caseload"}


def test_months_after_the_newest_beginning_are_left_out_and_named(book: Path, tmp_path: Path) -> None:
    """An end may be planned: one in September says nothing of records that were drawn in August."""
    rows = episodes("a,2025-11-20,2026-09-20", "b,2026-08-10,")
    outcome = counted(book, folder_with(tmp_path / "export", {"episodes.csv": rows}))
    assert ends(outcome) == [JULY]
    assert ends(outcome, "CH/043") == []
    [said] = [one for one in outcome.remarks if "reach to 10 August 2026" in one]
    assert said.startswith("Not counted for 1 August 2026 to 31 August 2026; 1 September 2026 to 30 September 2026; ")
    assert "CH/039" in said and "--drawn" in said


@pytest.mark.parametrize(
    ("drawn", "reached"),
    [
        (dt.date(2026, 8, 31), [JULY]),
        (dt.date(2026, 9, 1), [JULY, AUGUST]),
        (dt.date(2026, 10, 1), [JULY, AUGUST, SEPTEMBER]),
    ],
)
def test_the_day_on_which_they_were_drawn_says_how_far_records_reach(
    book: Path, tmp_path: Path, drawn: dt.date, reached: list[dt.date]
) -> None:
    rows = episodes("a,2025-11-20,", "b,2026-10-30,")
    assert ends(counted(book, folder_with(tmp_path / "export", {"episodes.csv": rows}), drawn)) == reached


def test_a_day_of_drawing_that_is_to_come_or_before_the_quarter_is_refused(book: Path, tmp_path: Path) -> None:
    where = folder_with(tmp_path / "export", {"episodes.csv": episodes("a,2025-11-20,")})
    with pytest.raises(WrongUse, match="cannot have been drawn on 30 November 2026, which is to come"):
        counted(book, where, dt.date(2026, 11, 30))
    with pytest.raises(WrongUse, match="The records in export were drawn on 1 July 2026; nothing that is counted for"):
        counted(book, where, dt.date(2026, 7, 1))


def test_a_table_of_an_older_export_is_not_counted_beside_a_newer_one(book: Path, tmp_path: Path) -> None:
    files = {"episodes.csv": episodes("a,2026-10-01,"), "registrations.csv": f"{REGISTER}a,2026-03-01,2026-04-20\n"}
    outcome = counted(book, folder_with(tmp_path / "export", files))
    assert ends(outcome) == [JULY, AUGUST, SEPTEMBER]
    assert ends(outcome, "registrations") == ends(outcome, "on the register") == []
    [said] = [one for one in outcome.remarks if "the rows of registrations in export reach to 20 April 2026" in one]
    assert "de-registrations" in said and "CH/039" not in said
    assert ends(counted(book, folder_with(tmp_path / "export", files), DRAWN), "registrations")


def test_there_is_no_list_behind_a_count_that_is_not_made(book: Path, tmp_path: Path) -> None:
    where = folder_with(tmp_path / "export", {"episodes.csv": episodes("a,2025-11-20,", "b,2026-08-10,")})
    out = tmp_path / "list.csv"
    with pytest.raises(WrongUse) as found:
        list_into(book, "CH/039", Asked(where), out, QUARTER, month="2026-08", today=DAY)
    assert found.value.message == "CH/039, August 2026, is not counted: the records in export reach to 10 August 2026."
    with pytest.raises(WrongUse, match="CH/039, September 2026, is not counted: it has not ended"):
        list_into(book, "CH/039", Asked(where), out, QUARTER, today=SEPTEMBER)
    assert not out.exists()
    assert list_into(book, "CH/039", Asked(where), out, QUARTER, month="2026-07", today=DAY).number == 1


def test_two_systems_are_compared_for_what_both_reach(book: Path, tmp_path: Path) -> None:
    old = folder_with(tmp_path / "old", {"episodes.csv": episodes("a,2025-11-20,", "b,2026-08-10,")})
    new = folder_with(tmp_path / "new", {"episodes.csv": episodes("a,2025-11-20,", "b,2026-10-10,")})
    short = folder_with(tmp_path / "short", {"episodes.csv": episodes("a,2025-11-20,")})
    done = reconcile_into(book, Asked(old), Asked(new), tmp_path / "d.csv", QUARTER, today=DAY)
    assert {one.period.end for one in done.found.figures} == {JULY}
    assert any("the records in old reach to 10 August 2026" in one for one in done.remarks)
    with pytest.raises(WrongUse, match="The records in short reach to 20 November 2025; nothing that is counted for"):
        reconcile_into(book, Asked(new), Asked(short), tmp_path / "e.csv", QUARTER, today=DAY)


@pytest.mark.parametrize(
    "row",
    [
        "b,South,01/13/2026,",  # a row of the team that cannot be read
        "b,Assessment, South,2026-01-01,2026-11-01",  # a row that is too long, whose team nobody can tell
        "b,Assessment, South,2026-01-01,",  # one whose team stands under another heading
        "b,,2026-01-01,",  # a child without a team
    ],
)
def test_a_team_that_may_have_cases_is_not_counted_as_nought(book: Path, tmp_path: Path, row: str) -> None:
    where = folder_with(tmp_path / "export", {"cases.csv": f"{TEAMS}a,North,2026-01-01,\n{row}\n"})
    outcome = counted(book, where, DRAWN)
    assert "South" not in caseloads(outcome) and caseloads(outcome)["North"] == 1
    [said] = [one for one in outcome.remarks if "not counted as 0" in one]
    assert "South" in said and "1 row is set aside" in said and "type the figure" in said
    assert outcome.brought is not None
    assert not [one for one in outcome.brought.cells if one.table == "Caseloads" and "South" in one.row]


def test_a_team_without_cases_is_nought_where_every_row_is_known_to_be_anothers(book: Path, tmp_path: Path) -> None:
    rows = f"{TEAMS}a,North,2026-01-01,\nb,North,01/13/2026,\nc,South,2026-01-01,2026-02-01\n"
    outcome = counted(book, folder_with(tmp_path / "export", {"cases.csv": rows}), DRAWN)
    noughts = {"South": 0, "Leaving care": 0, "Disabled children": 0, "Duty and assessment": 0}
    assert caseloads(outcome) == {"North": 1, **noughts}
    assert outcome.ranges[[one.group for one in outcome.figures].index("North")] == "1 to 2"


def test_a_column_that_every_row_should_have_and_none_has_is_not_counted_as_nought(book: Path, tmp_path: Path) -> None:
    of_care = "became looked after,,care order,foster care,"
    rows = episodes(f"a,2026-05-01,,{of_care}", f"b,2026-06-01,,{of_care}")
    files = {"episodes.csv": rows, "cases.csv": f"{TEAMS}a,,2026-01-01,\n"}
    outcome = counted(book, folder_with(tmp_path / "export", files), DRAWN)
    assert ends(outcome) == [JULY, AUGUST, SEPTEMBER] and ends(outcome, "in the area") == []
    assert "in the area was not counted: the records have no episodes.placed." in outcome.remarks
    assert caseloads(outcome) == {}
    assert "caseload was not counted: the records have no cases.team." in outcome.remarks


def test_tables_that_number_children_in_different_ways_are_not_counted_together(book: Path, tmp_path: Path) -> None:
    files = {"episodes.csv": episodes("007,2026-05-01,"), "children.csv": "child,born\nA7,2015-01-01\n"}
    outcome = counted(book, folder_with(tmp_path / "export", files), DRAWN)
    assert ends(outcome) and ends(outcome, "of school age") == []
    assert "of school age was not counted: the records have no children of one child of episodes." in outcome.remarks


def test_a_gap_between_two_rules_of_a_count_is_named(book: Path, tmp_path: Path) -> None:
    rules = shutil.copytree(packs_folder() / PACK / "records", tmp_path / "rules")
    text = (rules / "Counts.csv").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("CH/048,"))
    early, late = (row.replace(",,,,Children", f"{span}Children") for span in (",,,2026-27 Q1,", ",,2026-27 Q3,,"))
    assert early != row
    (rules / "Counts.csv").write_text(text.replace(row, f"{early}\n{late}"), "utf-8")
    where = folder_with(tmp_path / "export", {"episodes.csv": episodes("a,2026-05-01,")})
    outcome = count_into(book, Asked(where, counts=str(rules), drawn=DRAWN), (QUARTER,), dry_run=True, today=DAY)
    gap = "Not counted for 2026-27 Q2, as no rule holds in it, though one does before and one after: CH/048. "
    assert f"{gap}See From and To in Counts.csv." in outcome.remarks
    assert not any("no rule holds" in one for one in counted(book, where, DRAWN).remarks)


def test_a_figure_that_is_left_out_stays_as_it_was(book: Path, tmp_path: Path) -> None:
    before = inputs_of(Package.read(book)).named("LookedAfter").find(SEPTEMBER)
    rows = episodes("a,2025-11-20,", "b,2026-08-10,")
    where = folder_with(tmp_path / "export", {"episodes.csv": rows})
    count_into(book, Asked(where), (QUARTER,), today=DAY)
    after = inputs_of(Package.read(book)).named("LookedAfter").find(SEPTEMBER)
    assert before is not None and after is not None and after["Children"] == before["Children"] != 2
