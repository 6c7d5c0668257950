"""CSV files are known by their names, one by one and in a folder; strangers among them are named."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.csv_files import read_csv_files, table_named
from cyps_xl.inputs.importing import read_source
from helpers.csv_sources import NOTHING, read
from helpers.packs import CYPS_TABLES, LOOKED_AFTER, READMISSIONS

YEAR_END = dt.date(2017, 12, 31)


@pytest.mark.parametrize(
    "name",
    [
        "LookedAfter.csv",
        "looked after.CSV",
        "looked_after.txt",
        "Looked-After.tsv",
        "LookedAfter (2).csv",
        "lookedafter - Copy.csv",
        "Copy of LookedAfter.csv",
        "Looked after 2018-06.csv",
        "LookedAfter_Q3_final.csv",
    ],
)
def test_a_file_is_known_by_its_table_or_sheet(tmp_path: Path, name: str) -> None:
    assert (
        read(tmp_path, name, "As at,Children\n31/12/2017,336\n").inputs.value(LOOKED_AFTER, "Children", YEAR_END) == 336
    )


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="is not there"):
        read_csv_files(tmp_path / "Supervision.csv", CYPS_TABLES)


def test_a_misspelt_file_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="perhaps Supervision was meant"):
        read(tmp_path, "Supervison.csv", "Month,Qualified due\nDec 2017,118\n")


def test_a_folder_is_read_table_by_table_and_strangers_are_named(tmp_path: Path) -> None:
    (tmp_path / "Readmissions.csv").write_text("Month,Children\nDec 2017,3\n")
    (tmp_path / "Looked after.csv").write_text("As at,Children\n31/12/2017,336\n")
    (tmp_path / "Complaint.csv").write_text("anything")
    (tmp_path / "report.docx").write_text("not ours to read")
    (tmp_path / "._Audits.csv").write_text("left by a Mac")
    (tmp_path / "Audits.csv").mkdir()
    source = read_source(tmp_path, NOTHING)
    assert [records.table for records in source.inputs if records.rows] == [LOOKED_AFTER, READMISSIONS]
    assert source.remarks[-1] == (
        "Complaint.csv: left alone, because it is named after no input table (perhaps Complaints was meant)"
    )


def test_two_files_for_one_table_are_refused(tmp_path: Path) -> None:
    (tmp_path / "LookedAfter.csv").write_text("As at,Children\n")
    (tmp_path / "Looked after.csv").write_text("As at,Children\n")
    files = read_csv_files(tmp_path, CYPS_TABLES)
    assert files.tables == {}
    assert files.problems[0].message == "Looked after.csv and LookedAfter.csv are both named after LookedAfter."


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="holds no CSV named after an input table"):
        read_csv_files(tmp_path, CYPS_TABLES)


def test_every_file_of_a_folder_that_cannot_be_read_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "LookedAfter.csv").write_text("Date,Number\n31/12/2018,5\n")
    (tmp_path / "Readmissions.csv").write_bytes(b"%PDF-1.7")
    (tmp_path / "Supervision.csv").write_text("Month,Qualified due\nDec 2017,many\n")
    problems = read_source(tmp_path, NOTHING).problems
    assert [p.where for p in problems] == [
        "LookedAfter.csv",
        "Readmissions.csv",
        "Supervision.csv, row 2, Qualified due",
    ]
    assert problems[0].message.startswith("The file has no column “As at”")


def test_a_name_of_many_digits_is_no_tables_and_found_so_at_once() -> None:
    assert table_named("1" * 60 + "x", CYPS_TABLES) is None
    assert table_named("Supervision " + "1" * 60 + "x", CYPS_TABLES) is None


def test_a_table_whose_own_name_ends_in_a_number_is_known_by_it() -> None:
    second = dataclasses.replace(LOOKED_AFTER, name="LookedAfter2", sheet="Looked after 2")
    both = Catalogue((LOOKED_AFTER, second))
    of_second = ("LookedAfter2", "looked after 2", "LookedAfter2 (1)", "Copy of LookedAfter2", "LookedAfter2 2018-06")
    assert [getattr(table_named(name, both), "name", "") for name in of_second] == ["LookedAfter2"] * 5
    of_first = ("LookedAfter (3)", "LookedAfter 2018-06")
    assert [getattr(table_named(name, both), "name", "") for name in of_first] == ["LookedAfter"] * 2
