"""The list behind a count: each row with its reason, in a file of its user’s alone."""

from __future__ import annotations

import csv
import datetime as dt
import os
import shutil
import stat
import sys
from functools import partial
from pathlib import Path

import pytest

from cyps_xl import listed
from cyps_xl.case_records import Asked
from cyps_xl.counted import count_into
from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.resources import packs_folder
from helpers.case_records import DRAWN, PACK, PLANTED, episodes, folder_with, planted_records

pytest.importorskip("duckdb")

DAY = dt.date(2026, 11, 29)
QUARTER = "2026-27 Q2"

list_into = partial(listed.list_into, today=DAY)


def test_the_list_behind_a_count_says_of_each_row_why(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    done = list_into(book, "ch/039", Asked(planted_records(tmp_path), drawn=DRAWN), out, month="2026-07")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["Counts"], row["Why"], row["child"], row["Line"]) for row in csv.DictReader(file)]
    assert rows == [
        ("1", "in: open on 31 July 2026", PLANTED[0], "2"),
        ("", "out: not open on 31 July 2026", "b", "3"),
    ]
    assert (done.number, done.rows) == (1, 2)


def test_the_rows_in_make_the_number_and_a_child_counts_once(book: Path, tmp_path: Path) -> None:
    rows = episodes(
        "a,2026-05-01,",
        "a,2026-06-01,",
        "b,2026-05-01,,became looked after,,short breaks,foster care,in the area",
        '"=1+1",2026-05-01,',
    )
    where = folder_with(tmp_path / "export", {"episodes.csv": rows})
    out = tmp_path / "list.csv"
    assert list_into(book, "CH/039", Asked(where, drawn=DRAWN), out).number == 2
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = [(row["Counts"], row["Why"], row["child"]) for row in csv.DictReader(file)]
    assert found[1] == ("", "in, and counted already with episodes.csv, line 2", "a")
    assert found[2][1] == "out: the rule leaves out legal_status = 'short breaks'"
    assert found[3][2] == "'=1+1"  # which Excel would have worked out


def test_a_list_is_of_a_group_where_one_is_named(book: Path, tmp_path: Path) -> None:
    done = list_into(book, "caseload", Asked(planted_records(tmp_path), drawn=DRAWN), tmp_path / "l.csv", group="south")
    assert (done.rows, done.number) == (1, 1)
    with pytest.raises(WrongUse, match="No row of the records has the group Suoth"):
        list_into(book, "caseload", Asked(planted_records(tmp_path), drawn=DRAWN), tmp_path / "m.csv", group="Suoth")
    assert not (tmp_path / "m.csv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives a file the rights of its folder")
def test_the_list_is_for_the_user_alone_and_replaces_nothing_unasked(book: Path, tmp_path: Path) -> None:
    out, asked = tmp_path / "list.csv", Asked(planted_records(tmp_path), drawn=DRAWN)
    before = os.umask(0)
    try:
        list_into(book, "CH/039", asked, out)
    finally:
        os.umask(before)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with pytest.raises(WrongUse, match="already there"):
        list_into(book, "CH/039", asked, out)
    out.chmod(0o644)
    list_into(book, "CH/039", asked, out, force=True)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with pytest.raises(WrongUse, match=r"There is no folder nowhere for list\.csv"):
        list_into(book, "CH/039", asked, tmp_path / "nowhere" / "list.csv")
    with pytest.raises(WrongUse, match=r"children\.csv would lie among the records, in export"):
        list_into(book, "CH/039", asked, asked.records / "children.csv", force=True)


@pytest.mark.parametrize("name", ["Children.xlsx", "list.txt", "list"])
def test_no_list_is_written_over_a_workbook(book: Path, tmp_path: Path, made: bytes, name: str) -> None:
    asked = Asked(planted_records(tmp_path), drawn=DRAWN)
    with pytest.raises(WrongUse, match=r"does not end in \.csv"):
        list_into(book, "CH/039", asked, tmp_path / name, force=True)
    with pytest.raises(WrongUse, match=r"does not end in \.csv"):
        count_into(book, asked, faults=tmp_path / name)
    assert book.read_bytes() == made


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("CH/999", {}, "No count is called CH/999"),
        ("PM27", {}, "does not hold in 2026-27 Q2"),
        ("CH/039", {"month": "2026-03"}, "2026-03 is no month"),
        ("CH/039", {"quarter": "soon"}, "is not a quarter"),
        ("CH/044", {}, "the records have no schools"),
    ],
)
def test_what_cannot_be_listed_is_a_sentence(
    book: Path, tmp_path: Path, name: str, more: dict[str, str], said: str
) -> None:
    with pytest.raises(WrongUse) as found:
        list_into(book, name, Asked(planted_records(tmp_path), drawn=DRAWN), tmp_path / "l.csv", **more)  # type: ignore[arg-type]
    assert said in found.value.message
    assert not (tmp_path / "l.csv").exists()


def test_a_rule_that_cannot_be_worked_out_is_told_by_the_count_that_is_listed(book: Path, tmp_path: Path) -> None:
    rules = shutil.copytree(packs_folder() / PACK / "records", tmp_path / "rules")
    text = (rules / "Counts.csv").read_text(encoding="utf-8")
    assert "placed = 'outside Wales'" in text
    (rules / "Counts.csv").write_text(text.replace("placed = 'outside Wales'", "placed = 5"), "utf-8")
    with pytest.raises(UnusableFile, match="The rule of CH/048 compares what cannot be compared"):
        list_into(book, "CH/048", Asked(planted_records(tmp_path), drawn=DRAWN, counts=str(rules)), tmp_path / "l.csv")
    assert not (tmp_path / "l.csv").exists()


def test_a_list_whose_records_change_while_it_is_written_is_not_left_behind(book: Path, tmp_path: Path) -> None:
    where = folder_with(tmp_path / "export", {"episodes.csv": episodes("a,2026-05-01,")})

    def grown(_: str) -> None:
        folder_with(where, {"episodes.csv": episodes("a,2026-05-01,", "b,2026-05-01,")})

    out = tmp_path / "list.csv"
    with pytest.raises(UnusableFile):
        list_into(
            book, "CH/039", Asked(where, drawn=DRAWN), out, tell=lambda step: grown(step) if step == "Listing" else None
        )
    assert [one.name for one in tmp_path.iterdir() if "list" in one.name] == []
