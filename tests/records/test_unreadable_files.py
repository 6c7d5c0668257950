"""Files of records that cannot be read are told by name, in a sentence, and what to do with them."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from cyps_xl.errors import CypsError, UnusableFile, WrongUse
from cyps_xl.records.files import read_source
from cyps_xl.records.loading_files import load
from cyps_xl.records.loading_in_slices import load_in_slices
from helpers.case_records import EPISODES, OPEN, declared, episodes, folder_with, loaded_from

duckdb = pytest.importorskip("duckdb")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no records that a declared layout knows"),
        ({"notes.csv": "a,b\n1,2\n"}, "holds no records that a declared layout knows"),
        ({"episodes.csv": "child,started,ended\na,2025-01-01,\n"}, "has no column “began_because”"),
        ({"episodes.parquet": b"PAR1 and nothing more"}, "is no Parquet file, or it is damaged"),
        (
            {"children.csv": "child,born\n", "episodes.parquet": b"PAR1 and nothing more"},
            "is no Parquet file, or it is damaged",
        ),
        ({"children.csv": "child,born\n", "episodes.xlsx": b"PK\x03\x04 no zip"}, "episodes.xlsx"),
        ({"children.csv": "child,born\n", "episodes.csv": b"\x00\x01\x02"}, "episodes.csv"),
        ({"children.csv": 'child,born\n"a,b\n'}, "children"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, files: dict[str, str | bytes], said: str) -> None:
    with pytest.raises(CypsError) as found:
        loaded_from(folder_with(tmp_path / "export", files))
    assert said in found.value.message
    assert found.value.remedy


def test_a_heading_that_stands_twice_is_refused_as_no_column_is_the_one_that_is_meant(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["child", "born", "born"], ["a", "2010-01-01", "2011-01-01"]):
        book.active.append(row)
    book.save(tmp_path / "children.xlsx")
    (tmp_path / "children.csv").write_text("child,born,Born \na,2010-01-01,2011-01-01\n", encoding="utf-8")
    twice = tmp_path / "children.parquet"
    duckdb.sql(f"COPY (SELECT 'a' AS child, DATE '2010-01-01' AS born, DATE '2011-01-01' AS \"born \") TO '{twice}'")
    for name in ("children.csv", "children.xlsx", "children.parquet"):
        with pytest.raises(UnusableFile) as found:
            read_source(tmp_path / name, declared().layouts)
        assert found.value.message.startswith(name)
        assert "has more than one column “born”" in found.value.message


def parquet_of(rows: int, folder: Path) -> bytes:
    """A sound Parquet file of so many episodes."""
    whole = folder / "whole.parquet"
    chosen = ", ".join(f"'x' || i AS {name}" for name in EPISODES.split(","))
    duckdb.sql(f"COPY (SELECT {chosen} FROM range({rows}) t(i)) TO '{whole}' (FORMAT parquet)")
    return whole.read_bytes()


def test_a_parquet_that_breaks_off_is_a_sentence(tmp_path: Path) -> None:
    data = parquet_of(20_000, tmp_path)
    broken = data[:4] + b"\xff" * (len(data) - 3000) + data[len(data) - 2996 :]
    with pytest.raises(UnusableFile) as found:
        loaded_from(folder_with(tmp_path / "export", {"episodes.parquet": broken}))
    assert "episodes.parquet cannot be read" in found.value.message


def test_a_parquet_that_is_damaged_anywhere_is_named_and_no_rule_is_blamed(tmp_path: Path) -> None:
    data = parquet_of(1_000, tmp_path)
    for at, most in ((4, 10_000), (4, 500), (len(data) // 3, 10_000), (len(data) // 2, 10_000)):
        folder = folder_with(tmp_path / "export", {"episodes.parquet": data[:at] + bytes(64) + data[at + 64 :]})
        with pytest.raises(UnusableFile, match=r"episodes\.parquet cannot be read: it is damaged"):
            load_in_slices(read_source(folder, declared().layouts), declared(), most)


@pytest.mark.skipif(sys.platform != "linux", reason="Names are letters there")
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
@pytest.mark.parametrize("where", ["file", "folder"])
def test_a_name_that_is_no_text_is_a_sentence(tmp_path: Path, where: str, suffix: str) -> None:
    strange = os.fsdecode(b"\xe9")
    folder = tmp_path / (f"export{strange}" if where == "folder" else "export")
    folder.mkdir()
    chosen = ", ".join(f"'x' AS {name}" for name in EPISODES.split(","))
    duckdb.sql(f"COPY (SELECT {chosen}) TO '{tmp_path / f'made.{suffix}'}' (FORMAT {suffix})")
    (tmp_path / f"made.{suffix}").rename(folder / f"episodes{strange if where == 'file' else ''}.{suffix}")
    with pytest.raises(UnusableFile, match=f"The name of the {where} .* has signs that are no letters"):
        loaded_from(folder)


def test_a_csv_that_is_too_large_is_a_sentence(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "export", {"children.csv": "child,born\n"})
    with (folder / "episodes.csv").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(UnusableFile) as found:
        loaded_from(folder)
    assert "larger than 50 MB" in found.value.message
    assert "Parquet" in found.value.remedy


def test_a_system_that_is_not_declared_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="No layout is called mosaic"):
        loaded_from(folder_with(tmp_path, {"episodes.csv": episodes()}), "mosaic")


def test_records_that_may_be_of_two_systems_ask_which(tmp_path: Path) -> None:
    both = folder_with(tmp_path, {"header.csv": "CHILD,DOB\n", "children.csv": "child,born\n"})
    with pytest.raises(WrongUse, match="may be of ssda903 or as declared"):
        loaded_from(both)
    assert loaded_from(both, "SSDA903").columns == {"children": {"child", "born"}}


def test_a_csv_that_vanishes_before_it_is_read_is_a_sentence(tmp_path: Path) -> None:
    folder_with(tmp_path, {"episodes.csv": episodes("a,2025-01-01,")})
    source = read_source(tmp_path, declared().layouts)
    (tmp_path / "episodes.csv").unlink()
    with pytest.raises(UnusableFile, match="is not there"):
        load(source, declared())


def test_a_file_with_the_month_first_is_refused_where_others_may_be_misread(tmp_path: Path) -> None:
    rows = episodes("a,04/05/2025,", "b,05/13/2025,")
    with pytest.raises(UnusableFile, match=r"episodes\.csv has the month before the day under “started” \(line 3\)"):
        loaded_from(folder_with(tmp_path / "month first", {"episodes.csv": rows}))
    alone = episodes("a,2025-05-04,", "b,05/13/2025,", "c,25/12/2024,")
    assert loaded_from(folder_with(tmp_path / "one wrong", {"episodes.csv": alone})).set_aside == 1


def test_a_workbook_with_a_table_on_two_sheets_is_refused_and_both_are_named(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for sheet, child in ((book.active, "a"), (book.create_sheet("2025"), "b")):
        sheet.append(EPISODES.split(","))
        sheet.append([child, dt.datetime(2025, 1, 1), None, *OPEN.split(",")])
    book.create_sheet("Notes").append(["child", "what was asked"])
    book.active.title = "2024"
    book.save(tmp_path / "episodes.xlsx")
    with pytest.raises(UnusableFile, match=r"several sheets with the headings of episodes: “2024”, “2025”"):
        loaded_from(tmp_path, "as declared")
    del book["2024"]
    book.save(tmp_path / "episodes.xlsx")
    assert loaded_from(tmp_path).rows == {"episodes": 1}
