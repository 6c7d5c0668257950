"""A CSV file is read by evidence, and never misread in silence."""

from __future__ import annotations

import contextlib
import csv
import io
import tracemalloc
from collections import deque
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyps_xl.errors import CypsError, MissingTable, UnusableFile
from cyps_xl.inputs.csv_text import rows_by
from helpers.csv_sources import DECEMBER, read
from helpers.packs import CASELOADS, READMISSIONS, SUPERVISION


def test_a_plain_csv_is_read_and_said_to_be_so(tmp_path: Path) -> None:
    source = read(tmp_path, "Supervision.csv", "Month,Qualified due,Qualified in time\nDec 2017,118,110\n")
    assert source.inputs.value(SUPERVISION, "Qualified due", DECEMBER) == 118
    assert source.inputs.value(SUPERVISION, "Unqualified due", DECEMBER) is None
    assert source.problems == ()
    assert source.remarks == ("Supervision.csv: read as UTF-8, commas",)


def test_texts_that_come_once_are_not_kept() -> None:
    data = "\n".join(f"a text that comes once {number}, another one {number}" for number in range(150_000)).encode()
    rows = rows_by("long.csv", data, ",")
    tracemalloc.start()
    deque(rows, maxlen=0)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


TEAM = "As at;Team;Available hours\n31/12/2017;Llŷn – Môn;37,5\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TEAM.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TEAM.encode(), "UTF-8"),
        (TEAM.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEAM.encode("utf-16-be"), "UTF-16"),
        (TEAM.encode("utf-16-le"), "UTF-16"),
        (TEAM.encode("utf-16-be"), "UTF-16"),
        (TEAM.replace("ŷ", "y").encode("cp1252"), "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path: Path, content: bytes, said: str) -> None:
    source = read(tmp_path, "Caseloads.csv", content)
    assert source.remarks == (f"Caseloads.csv: read as {said}, semicolons, decimal commas",)
    assert [row["Available hours"] for row in source.inputs[CASELOADS]] == [37.5]
    assert [str(row["Team"]).replace("ŷ", "y") for row in source.inputs[CASELOADS]] == ["Llyn – Môn"]


@pytest.mark.parametrize(("delimiter", "said"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_the_separator_is_the_one_that_finds_the_headings(tmp_path: Path, delimiter: str, said: str) -> None:
    content = delimiter.join(["Month", '"Children"']) + "\n" + delimiter.join(["Dec 2017", "3"])
    source = read(tmp_path, "Readmissions.csv", content)
    assert source.remarks == (f"Readmissions.csv: read as UTF-8, {said}",)
    assert source.inputs.value(READMISSIONS, "Children", DECEMBER) == 3


def test_excels_separator_line_is_heeded_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    source = read(tmp_path, "Readmissions.csv", "sep=;\r\nMonth;Children\r\n\r\nDec 2017;many\r\n")
    assert [p.where for p in source.problems] == ["Readmissions.csv, row 4, Children"]


def test_a_bad_cell_is_named_by_file_row_and_heading(tmp_path: Path) -> None:
    source = read(tmp_path, "Supervision.csv", "Qualified due,Month\n118,Nov 2017\n12 approx,Dec 2017\n")
    assert [(p.where, p.message) for p in source.problems] == [
        ("Supervision.csv, row 3, Qualified due", "“12 approx” is text, and a whole number from 0 up was expected.")
    ]
    assert source.inputs.value(SUPERVISION, "Qualified due", DECEMBER) is None


def test_a_line_break_inside_quotation_marks_belongs_to_its_cell(tmp_path: Path) -> None:
    source = read(tmp_path, "CoverText.csv", 'Heading,English\r\nPurpose,"One, and\r\ntwo"\r\n')
    assert [row["English"] for _ in [0] for records in source.inputs for row in records] == ["One, and\ntwo"]


@pytest.mark.parametrize(
    ("row", "cells"), [("Dec 2017,118", 2), ("Dec 2017", 1), ("Dec 2017,1,118,110", 4), (",,,9", 4)]
)
def test_a_row_longer_or_shorter_than_the_headings_is_named(tmp_path: Path, row: str, cells: int) -> None:
    content = f"Month,Qualified due,Qualified in time\nNov 2017,1,1\n{row}\n"
    source = read(tmp_path, "Supervision.csv", content)
    assert [p.where for p in source.problems] == ["Supervision.csv, row 3"]
    assert f"{cells} cells under 3 headings" in source.problems[0].message
    assert len(source.inputs[SUPERVISION]) == 1


def test_empty_cells_and_rows_at_the_end_are_nothing_to_speak_of(tmp_path: Path) -> None:
    source = read(tmp_path, "Readmissions.csv", "Month,Children,,\nDec 2017,3,,\n,,,\n\n \n")
    assert source.problems == ()
    assert len(source.inputs[READMISSIONS]) == 1


def test_headings_alone_are_said_to_be_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "Readmissions.csv", "Month,Children\n").remarks == (
        "Readmissions.csv: read as UTF-8, commas, no rows",
    )


def test_headings_that_are_not_ours_are_left_alone_and_said(tmp_path: Path) -> None:
    source = read(tmp_path, "Readmissions.csv", "Month,Children,Checked by\nDec 2017,3,us\n")
    assert source.remarks[1] == "Readmissions.csv: these columns are left alone: Checked by"


def test_a_file_without_its_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingTable, match="no column “Month”"):
        read(tmp_path, "Readmissions.csv", "Mis,Plant\nDec 2017,3\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b"PK\x03\x04rest", "is a workbook or a zip file under the name of a CSV"),
        (b"\xd0\xcf\x11\xe0rest", "is an old or encrypted workbook"),
        (b"%PDF-1.7", "is a PDF"),
        (b"<html><table>", "is a web page"),
        (b"Month,Children\nDec 2017,\x003", "holds NUL bytes"),
        (b"Month,Children\n\x81\x8d,3", "is not text in UTF-8"),
        (b"\xff\xfeM\x00o", "is not text in UTF-8"),
        (b'Month,Children\n"Dec 2017"x,3\n', "quotation marks that do not pair up"),
        (b'Month,Children\n"Dec 2017,3\n', "quotation marks that do not pair up"),
        (b"Month,Children\n" + b"x" * 200_000 + b",3\n", "a cell far too long"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(UnusableFile, match=sentence) as caught:
        read(tmp_path, "Readmissions.csv", content)
    assert caught.value.message.startswith("Readmissions.csv ")
    assert caught.value.remedy


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text(alphabet='Month,;\t"\r\nChildren Dec 2017-1.%<\u00a0', max_size=200).map(lambda text: text.encode()),
        st.text(max_size=100).map(lambda text: ("Month,Children\n" + text).encode("utf-8", "surrogatepass")),
    )
)
def test_whatever_a_csv_holds_reading_it_ends_in_figures_or_a_sentence(tmp_path: Path, content: bytes) -> None:
    with contextlib.suppress(CypsError):
        source = read(tmp_path, "Readmissions.csv", content)
        assert all(problem.where.startswith("Readmissions.csv") for problem in source.problems)


def test_titles_and_notes_may_stand_above_the_headings(tmp_path: Path) -> None:
    content = (
        "Supervision 2017-18,,\nRun on,01/02/2018,\n,,\nMonth,Qualified due,Qualified in time\nDec 2017,118,many\n"
    )
    source = read(tmp_path, "Supervision.csv", content)
    assert source.inputs.value(SUPERVISION, "Qualified due", DECEMBER) == 118
    assert [p.where for p in source.problems] == ["Supervision.csv, row 5, Qualified in time"]


def test_a_quoted_file_with_other_headings_is_told_its_headings_and_not_its_quotation_marks(tmp_path: Path) -> None:
    with pytest.raises(MissingTable, match="no column “As at”") as caught:
        read(tmp_path, "LookedAfter.csv", '"Date","Number"\n"31/12/2018","5"\n')
    assert caught.value.remedy == "Its headings should be: As at, Children; they are: Date, Number."


@settings(max_examples=300)
@given(st.text('a," \r\né\x0b\x0c\x1c\x85\u2028', max_size=30))
def test_lines_end_where_those_of_a_file_end(text: str) -> None:
    try:
        stand = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        with pytest.raises(UnusableFile, match="quotation marks"):
            list(rows_by("a.csv", text.encode(), ","))
        return
    found = [list(row) for row in rows_by("a.csv", text.encode(), ",")]
    assert found == [[cell.strip() for cell in row] for row in stand]
