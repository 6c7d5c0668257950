"""Files of records are read leniently about layout and strictly about what stands in them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.records import duckdb_engine, engine, file_rows, loading_files
from cyps_xl.records.duckdb_engine import DuckDB
from cyps_xl.records.files import read_source
from cyps_xl.records.loading import SET_ASIDE
from cyps_xl.records.loading_files import load
from cyps_xl.records.read_declared import read_declared
from cyps_xl.resources import packs_folder
from helpers.case_records import EPISODES, OPEN, PACK, counts_of, declared, episodes, folder_with, loaded_from

duckdb = pytest.importorskip("duckdb")

MARCH_903 = """CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
1,01/04/2017,S,C2,N3,U4,PR0,,,,,,
2,01/04/2017,S,V4,N3,U1,PR0,31/03/2018,E4A,,,,
"""


def children_on(loaded: object, day: dt.date) -> int:
    return counts_of(loaded, "2025-26 Q1")["looked after, short breaks in", day, ""]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("episodes.csv", episodes("a,2025-01-01,", "b,2025-01-01,")),
        ("Episodes (2).csv", "\ufeff" + episodes("a,01/01/2025,", "b,1 January 2025,")),
        ("EPISODES final.CSV", episodes("a,1 Jan 2025,", "b,2025-01-01 00:00:00,").replace(",", ";")),
        ("episodes.txt", episodes("a,2025-01-01,", "b,2025-01-01,").replace(",", "\t")),
        ("episodes.csv", "Export of the case system\n\n" + episodes("a,2025-01-01,", "b,2025-01-01,")),
        ("episodes.csv", episodes("a,2025-01-01,", "b,2025-01-01,").replace("\nb", "\n\nb").encode("utf-16")),
        (
            "episodes.csv",
            episodes("a,2025-01-01,", "b,2025-01-01,")
            .replace("child,", "Name, CHILD ,")
            .replace("\na", "\nX,a")
            .replace("\nb", "\nY,b"),
        ),
    ],
    ids=["plain", "copy and dates", "semicolons", "tabs", "a title above", "UTF-16 and a blank row", "another column"],
)
def test_a_layout_is_found_however_the_file_was_saved(tmp_path: Path, name: str, content: str | bytes) -> None:
    loaded = loaded_from(folder_with(tmp_path, {name: content}))
    assert loaded.set_aside == 0
    assert children_on(loaded, dt.date(2025, 6, 30)) == 2


A_LONG_NOTE = '"' + "a line of a note\n" * 50 + '"'


@pytest.mark.parametrize(
    "content",
    [
        "\n".join([f"note,{EPISODES}", *[f"{A_LONG_NOTE},{number},2025-01-01,,{OPEN}" for number in range(200)]]),
        episodes(*[f"{number},2025-01-01," for number in range(2_000)]).encode("utf-16-le"),
        episodes(*[f"{number},2025-01-01," for number in range(2_000)]).encode("utf-16-be"),
        b"\xfe\xff" + episodes(*[f"{number}Ċ,2025-01-01," for number in range(2_000)]).encode("utf-16-be"),
        episodes(*[f"{number},2025-01-01," for number in range(2_000)]).replace("\n", "\r"),
        "sep=;\r"
        + episodes(*[f"{number},2025-01-01," for number in range(2_000)]).replace("\n", "\r").replace(",", ";"),
    ],
    ids=["cells of many lines", "UTF-16 LE", "UTF-16 BE", "UTF-16 BE, marked", "line ends of a Mac", "sep=; and those"],
)
def test_a_layout_is_found_by_the_first_rows_of_a_file_of_any_size(tmp_path: Path, content: str | bytes) -> None:
    loaded = loaded_from(folder_with(tmp_path, {"episodes.csv": content}))
    assert (loaded.set_aside, loaded.rows["episodes"] >= 200) == (0, True)


def test_a_layout_of_another_system_is_known_by_its_headings(tmp_path: Path) -> None:
    loaded = loaded_from(folder_with(tmp_path, {"episodes.csv": MARCH_903}))
    assert counts_of(loaded, "2017-18 Q4")["left care", dt.date(2018, 3, 31), ""] == 1
    assert "placed" not in loaded.columns["episodes"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("a,31/02/2025,", "started is 99/99/9999, which is no day"),
        ("a,01/02/25,", "started is 99/99/99, whose year has two digits"),
        ("a,45000,", "started is 99999, which is no day"),
        ("a,,", "started is empty"),
        (" ,2025-01-01,", "child is empty"),
        ("a,1066-10-14,", "started is a day outside 1900 to 2199"),
        (
            "a,2025-01-01,,became looked after,,X9,foster care,in the area",
            "legal_status has the code “X9”, which is not declared",
        ),
        ("a,Ann Other,", "started is letters, which is no day"),
        (
            "a,2025-01-01,,became looked after,,19 July 2013,foster care,in the area",
            "legal_status has the code 99 letters 9999, which is not declared",
        ),
        (
            "a,2025-01-01,,became looked after,,Rumpelstilzchen,foster care,in the area",
            "legal_status has the code letters, which is not declared",
        ),
        (
            "a,2025-01-01,,became looked after,,CF10 1AA,foster care,in the area",
            "legal_status has the code letters99 9letters, which is not declared",
        ),
        ("a,2025-01-01,,became looked after", "the row has 4 cells under 8 headings"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_with_its_line_and_why(tmp_path: Path, row: str, why: str) -> None:
    loaded = loaded_from(folder_with(tmp_path, {"episodes.csv": episodes("b,2025-01-01,", row)}))
    assert [(one.table, one.file, one.line, one.why) for one in loaded.rows_set_aside()] == [
        ("episodes", "episodes.csv", 3, why)
    ]
    assert loaded.reasons() == [("episodes.csv", why, 1, 3)]
    assert children_on(loaded, dt.date(2025, 6, 30)) == 1


def test_two_files_of_one_table_are_read_together(tmp_path: Path) -> None:
    files = {"episodes 2024.csv": episodes("a,2024-01-01,"), "episodes 2025.csv": episodes("b,2025-01-01,")}
    loaded = loaded_from(folder_with(tmp_path, files))
    assert children_on(loaded, dt.date(2025, 6, 30)) == 2


def test_a_workbook_and_parquet_are_read_like_a_csv(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(EPISODES.split(","))
    book.active.append([7, dt.datetime(2025, 1, 1), None, *OPEN.split(",")])
    book.active.append(["b", "01/01/2025", dt.date(2025, 6, 30), *OPEN.split(",")])
    (tmp_path / "excel").mkdir()
    book.save(tmp_path / "excel" / "episodes.xlsx")
    excel = loaded_from(tmp_path / "excel")
    assert (excel.set_aside, children_on(excel, dt.date(2025, 6, 30)), children_on(excel, dt.date(2025, 5, 31))) == (
        0,
        1,
        2,
    )
    (tmp_path / "parquet").mkdir()
    columns = [f"'{value}' AS {name}" for name, value in zip(EPISODES.split(",")[3:], OPEN.split(","), strict=True)]
    duckdb.sql(
        f"COPY (SELECT 7 AS child, DATE '2025-01-01' AS started, NULL::DATE AS ended, {', '.join(columns)} UNION ALL "
        f"SELECT 8, NULL, NULL, {', '.join(columns)}) TO '{tmp_path / 'parquet' / 'episodes.parquet'}' (FORMAT parquet)"
    )
    parquet = loaded_from(tmp_path / "parquet")
    assert children_on(parquet, dt.date(2025, 6, 30)) == 1
    assert [(one.line, one.why) for one in parquet.rows_set_aside()] == [(2, "started is empty")]


def test_a_heading_that_is_not_declared_may_stand_twice(tmp_path: Path) -> None:
    file = tmp_path / "children.parquet"
    duckdb.sql(
        f"COPY (SELECT {{'child': 'x', 'more': {{'born': 'y'}}}} AS kin, 'a' AS child, DATE '2010-01-01' AS born) "
        f"TO '{file}'"
    )
    assert loaded_from(file).rows == {"children": 1}
    file.unlink()
    (tmp_path / "children.csv").write_text("note,child,note,born\nx,a,y,2010-01-01\n", encoding="utf-8")
    assert loaded_from(tmp_path).rows == {"children": 1}


def test_only_declared_columns_are_taken_out_of_a_file(tmp_path: Path) -> None:
    content = episodes("a,2025-01-01,").replace("child", "child,surname", 1).replace("\na", "\na,Rumpelstilzchen")
    loaded = loaded_from(folder_with(tmp_path, {"episodes.csv": content}))
    tables = [*declared().tables, SET_ASIDE]
    assert "Rumpelstilzchen" not in str([loaded.engine.run(f'SELECT * FROM "{name}"') for name in tables])


def test_once_records_are_loaded_no_statement_reads_a_file(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"episodes.csv": episodes("a,2025-01-01,")})
    loaded = loaded_from(folder)
    with pytest.raises(UnusableFile):
        loaded.engine.run(f"SELECT * FROM read_csv('{folder / 'episodes.csv'}')")
    with pytest.raises(UnusableFile):
        loaded.engine.run("SET enable_external_access = true")


def test_without_the_extra_a_command_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(WrongUse, match=r"cyps-xl\[records\]"):
        engine.require_engine()


def test_many_unknown_codes_are_names_perhaps_and_are_not_told(tmp_path: Path) -> None:
    rows = [f"{n},2025-01-01,,became looked after,,Name{chr(97 + n)},foster care,in the area" for n in range(12)]
    loaded = loaded_from(folder_with(tmp_path, {"episodes.csv": episodes(*rows)}))
    assert {why for _, why, _, _ in loaded.reasons()} == {"legal_status has the code letters, which is not declared"}


def test_a_row_above_which_no_headings_stand_is_not_told(tmp_path: Path) -> None:
    files = {"children.csv": "child,born\n", "episodes.csv": "KX77,Rumpelstilzchen,2013-07-19\na,b,c\n"}
    with pytest.raises(UnusableFile) as found:
        loaded_from(folder_with(tmp_path, files), "as declared")
    assert "Rumpelstilzchen" not in f"{found.value.message} {found.value.remedy}"


HOSTILE = "born' END); CREATE TABLE planted AS SELECT * FROM read_text('/etc/hostname'); --"


def test_a_heading_that_is_sql_is_only_a_heading(tmp_path: Path) -> None:
    pack = tmp_path / "records"
    shutil.copytree(packs_folder() / PACK / "records", pack)
    text = (pack / "SystemColumns.csv").read_text(encoding="utf-8").replace("header,DOB", f'header,"{HOSTILE}"')
    (pack / "SystemColumns.csv").write_text(text, encoding="utf-8")
    counts = read_declared(pack)
    where = folder_with(tmp_path / "it's; export", {"header.csv": f'CHILD,"{HOSTILE}"\na,\nb,2010-01-01\n'})
    loaded = load(read_source(where, counts.layouts, "ssda903"), counts)
    assert [one.why for one in loaded.rows_set_aside()] == [f"{HOSTILE} is empty"]
    assert "planted" not in {name for (name,) in loaded.engine.run("SELECT table_name FROM information_schema.tables")}


def test_an_engine_is_shut_in_from_its_first_statement(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    shut = DuckDB([tmp_path / "episodes.parquet"])
    for sql in (
        f"SELECT * FROM read_csv('{secret}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
        "SET enable_external_access = true",
        "SELECT 1; SELECT 2",
    ):
        with pytest.raises(UnusableFile):
            shut.run(sql)
    assert [file.name for file in tmp_path.iterdir()] == ["secret.csv"]


def parquet(path: Path, rows: str) -> Path:
    """Episodes as Parquet; of a row the child, the beginning and the end are given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rest = ", ".join(
        f"'{value}' AS {name}" for name, value in zip(EPISODES.split(",")[3:], OPEN.split(","), strict=True)
    )
    plain = path.parent.parent / "made.parquet"
    made = f"SELECT * REPLACE (ended::DATE AS ended), {rest} FROM (VALUES {rows}) t(child, started, ended)"
    duckdb.sql(f"COPY ({made}) TO '{plain}' (FORMAT parquet)")
    plain.rename(path)
    return path


@pytest.mark.parametrize("last", ["DATE '2025-06-30'", "DATE '1066-10-14'"], ids=["sound", "one set aside"])
def test_a_file_that_is_read_in_stretches_and_packed_reads_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    begun = ["DATE '2025-01-01'"] * 4 + [last]
    rows = ", ".join(f"('{child}', {day}, NULL)" for child, day in zip("abcde", begun, strict=True))
    path = parquet(tmp_path / "export" / "episodes.parquet", rows)
    at_once, asked = loaded_from(path), 'SELECT * FROM "episodes" ORDER BY "_row"'
    monkeypatch.setattr(loading_files, "_STRETCH", 2)
    monkeypatch.setattr(duckdb_engine, "_MUCH", 0)
    in_stretches = loaded_from(path)
    assert in_stretches.engine.run(asked) == at_once.engine.run(asked)
    assert list(in_stretches.rows_set_aside()) == list(at_once.rows_set_aside())
    assert in_stretches.rows == at_once.rows


IN_ANY_STRETCH = (
    "Episodes of 2025\n\n"
    + episodes("a,2025-01-01,", "b,31/02/2025,", "c,2025-01-02,")
    + ",,,,,,,\n\n"
    + "\n".join(['"d', f'e",2025-01-03,,{OPEN}', "f,2025-01-04", f"g,2025-01-05,,{OPEN},h", f"i,2025-01-06,,{OPEN}"])
)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("stretch", [1, 2, 5])
def test_a_csv_that_is_read_in_stretches_reads_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stretch: int, ends: str
) -> None:
    folder_with(tmp_path, {"episodes.csv": IN_ANY_STRETCH.replace("\n", ends)})
    at_once, asked = loaded_from(tmp_path), 'SELECT * FROM "episodes" ORDER BY "_row"'
    monkeypatch.setattr(file_rows, "_STRETCH", stretch)
    in_stretches = loaded_from(tmp_path)
    assert in_stretches.engine.run(asked) == at_once.engine.run(asked)
    assert [(one.line, one.why) for one in in_stretches.rows_set_aside()] == [
        (5, "started is 99/99/9999, which is no day"),
        (10, "the row has 2 cells under 8 headings"),
        (11, "the row has 9 cells under 8 headings"),
    ]
    assert list(in_stretches.rows_set_aside()) == list(at_once.rows_set_aside())
    assert in_stretches.rows == at_once.rows == {"episodes": 4}


def test_a_parquet_path_is_one_file_and_says_nothing_of_its_rows(tmp_path: Path) -> None:
    own = parquet(tmp_path / "placed=outside Wales [1]?*" / "episodes (1).parquet", "('a', DATE '2025-01-01', NULL)")
    parquet(tmp_path / "placed=outside Wales 1x" / "episodes (1).parquet", "('b', DATE '2025-01-01', NULL)")
    loaded = loaded_from(own)
    assert loaded.engine.run("SELECT child, placed FROM episodes") == [("a", "in the area")]


def test_parquet_is_held_to_what_a_csv_is_held_to(tmp_path: Path) -> None:
    rows = "(12.0::DOUBLE, DATE '2025-01-01', NULL), (13.0, DATE '1066-10-14', NULL), ('nan', DATE '2025-01-01', NULL)"
    loaded = loaded_from(parquet(tmp_path / "export" / "episodes.parquet", rows))
    assert loaded.engine.run("SELECT child FROM episodes") == [("12",)]
    assert [one.why for one in loaded.rows_set_aside()] == ["started is a day outside 1900 to 2199", "child is empty"]


@pytest.mark.parametrize("child", ["\u00a012\t", " 12 ", "\u202f12\ufeff", "12\u200b", "\u200712"])
def test_what_stands_around_a_number_is_no_part_of_it(tmp_path: Path, child: str) -> None:
    loaded = loaded_from(folder_with(tmp_path, {"episodes.csv": episodes(f'"{child}",2025-01-01,')}))
    assert loaded.engine.run("SELECT child FROM episodes") == [("12",)]


def test_letters_of_any_language_and_blanks_within_are_part_of_a_text(tmp_path: Path) -> None:
    loaded = loaded_from(folder_with(tmp_path, {"episodes.csv": episodes("ŵ 1,2025-01-01,", "1 ŷ,2025-01-01,")}))
    assert loaded.engine.run("SELECT child FROM episodes ORDER BY 1") == [("1 ŷ",), ("ŵ 1",)]
