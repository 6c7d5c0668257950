"""An import tells each figure that it changes, and replaces none that somebody corrected since, unasked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl import report, resources
from cyps_xl.bringing_in import Corrections
from cyps_xl.cli import main
from cyps_xl.errors import Blocked, UnusableFile
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Value
from cyps_xl.xlsx.input_tables.last_import import read_last_import
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES, READMISSIONS

DECEMBER = dt.date(2017, 12, 1)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("example") / "CYPS.xlsx"
    new_book(path)
    return path.read_bytes()


@pytest.fixture
def workbook(example: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example)
    return path


def held(path: Path) -> Value:
    inputs, _ = read_inputs(read_raw_tables(Package.read(path), CYPS_TABLES.names), CYPS_TABLES)
    return inputs.value(READMISSIONS, "Children", DECEMBER)


def type_over(path: Path, value: int) -> str:
    """Type another figure for December, as in Excel; gives the cell's place."""
    package = Package.read(path)
    inputs, _ = read_inputs(read_raw_tables(package, CYPS_TABLES.names), CYPS_TABLES)
    row = inputs[READMISSIONS].find(DECEMBER)
    assert row is not None
    path.write_bytes(
        apply_changes(package, [TableChange("Readmissions", {row.number: {"Children": value}})], CYPS_TABLES).to_bytes()
    )
    return inputs[READMISSIONS].where(row, "Children")


def figures(folder: Path, children: int) -> Path:
    path = folder / "Readmissions.csv"
    path.write_text(f"Month,Children\nDec 2017,{children}\n", encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_each_figure_that_changes_is_told_from_what_to_what(workbook: Path, tmp_path: Path) -> None:
    before = held(workbook)
    source = figures(tmp_path, 7)
    planned = report.import_figures(workbook, source, dry_run=True)
    assert held(workbook) == before
    done = report.import_figures(workbook, source)
    assert planned.cells == done.cells
    assert [(c.row, c.heading, c.old, c.new, c.corrected) for c in done.cells] == [
        ("Month 1 December 2017", "Children", before, 7, False)
    ]
    assert held(workbook) == 7


def test_a_figure_corrected_since_the_last_import_is_asked_about_and_stays(workbook: Path, tmp_path: Path) -> None:
    where = type_over(workbook, 9)
    before = workbook.read_bytes()
    with pytest.raises(Blocked, match="corrected in the workbook since the last import") as stopped:
        report.import_figures(workbook, figures(tmp_path, 7))
    problem = stopped.value.problems[0]
    assert problem.where == where
    assert "Children is 9, corrected since it was last brought in" in problem.message
    assert "Readmissions.csv, row 2, Children) says 7" in problem.message
    assert "--keep-corrections" in problem.remedy
    assert workbook.read_bytes() == before


def test_a_correction_that_the_source_has_too_is_no_question(workbook: Path, tmp_path: Path) -> None:
    type_over(workbook, 9)
    assert report.import_figures(workbook, figures(tmp_path, 9)).cells == ()


def test_a_correction_is_replaced_when_that_is_asked_for_and_is_none_afterwards(workbook: Path, tmp_path: Path) -> None:
    type_over(workbook, 9)
    report.import_figures(workbook, figures(tmp_path, 7), corrections=Corrections.OVERWRITE)
    assert held(workbook) == 7
    report.import_figures(workbook, figures(tmp_path, 8))
    assert held(workbook) == 8


def test_a_correction_is_kept_while_the_rest_comes_in_and_is_asked_about_again(workbook: Path, tmp_path: Path) -> None:
    type_over(workbook, 9)
    source = figures(tmp_path, 7)
    with source.open("a", encoding="utf-8") as file:
        file.write("Nov 2017,6\n")
    outcome = report.import_figures(workbook, source, corrections=Corrections.KEEP)
    assert ([c.row for c in outcome.cells], [c.old for c in outcome.kept]) == (["Month 1 November 2017"], [9])
    assert held(workbook) == 9
    with pytest.raises(Blocked, match="corrected"):
        report.import_figures(workbook, source)


def test_a_figure_that_was_never_brought_in_is_listed_and_no_question(tmp_path: Path) -> None:
    path = tmp_path / "Typed.xlsx"
    new_book(path, example=False)
    (tmp_path / "first").mkdir()
    package = Package.read(path)
    typed = TableChange("Readmissions", {}, ({"Month": DECEMBER, "Children": 3},))
    path.write_bytes(apply_changes(package, [typed], CYPS_TABLES).to_bytes())
    outcome = report.import_figures(path, figures(tmp_path, 4))
    assert [(cell.old, cell.new) for cell in outcome.cells] == [(3, 4)]


def test_the_record_of_the_last_import_holds_no_figure_and_no_name(workbook: Path) -> None:
    package = Package.read(workbook)
    part = next(
        data
        for name, data in package.parts.items()
        if b"urn:cyps-xl:imported-figures" in data and name.endswith("item1.xml")
    )
    assert b"East team" not in part
    assert b"43070" not in part  # December 2017
    assert len(read_last_import(package, CYPS_TABLES).cells) > 300


def test_the_command_lists_changes_and_says_what_would_stop_it(workbook: Path, tmp_path: Path) -> None:
    where = type_over(workbook, 9)
    source = figures(tmp_path, 7)
    tried = run("import", workbook, source, "--dry-run")
    assert f"{where}\tMonth 1 December 2017\tChildren\t9\t7\tcorrected since the last import" in tried.output
    assert "1 of these would stop the import" in tried.output
    assert run("import", workbook, source).exit_code == 1
    kept = run("import", workbook, source, "--keep-corrections")
    assert f"{where}: 9 stays as it was corrected; Readmissions.csv, row 2, Children has 7." in kept.output
    assert run("import", workbook, source, "--keep-corrections", "--overwrite").exit_code == 2
    assert run("import", workbook, source, "--overwrite").exit_code == 0
    assert held(workbook) == 7


@pytest.mark.parametrize("rows", ["", "\n\n"])
def test_headings_without_rows_are_no_figures(workbook: Path, tmp_path: Path, rows: str) -> None:
    (tmp_path / "Readmissions.csv").write_text(f"Month,Children\n{rows}")
    with pytest.raises(UnusableFile, match="holds headings and no rows under them"):
        report.import_figures(workbook, tmp_path / "Readmissions.csv")


def test_what_a_folder_holds_beside_its_csv_files_is_named(workbook: Path, tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    folder.mkdir()
    figures(folder, 7)
    (folder / "last-year.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))
    (folder / "~$open.xlsx").write_bytes(b"x")
    (folder / "older").mkdir()
    remarks = report.import_figures(workbook, folder, dry_run=True).remarks
    assert [remark.partition(".")[0] for remark in remarks] == ["Readmissions", "last-year", "older: left alone"]


def test_importing_the_example_folder_into_itself_is_still_nothing(workbook: Path) -> None:
    before = workbook.read_bytes()
    assert report.import_figures(workbook, resources.example_folder()).cells == ()
    assert workbook.read_bytes() == before
