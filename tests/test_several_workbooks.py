"""Several reports at once: a line each, one exit code, and one that fails stops no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl.cli import main
from cyps_xl.commands.several import work_through, workbooks
from cyps_xl.terminal import Door
from helpers.changed_reports import NEW_TABLE
from helpers.definition_edits import small, workbook
from helpers.killed_work import refreshed_unless_killed, unspeakable


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports, one of which blocks publication and is not accepted, and a text that calls itself a workbook."""
    found = tmp_path_factory.mktemp("reports")
    assert run("new", found / "children.xlsx", "--example").exit_code == 0
    assert run("new", found / "empty.xlsx").exit_code == 0
    (found / "notes.xlsx").write_text("no workbook")
    return found


def test_a_folder_is_brought_up_to_date_and_what_cannot_be_is_said_in_its_line(folder: Path) -> None:
    done = run("refresh", folder, "--quarter", "2017-18 Q2")
    lines = done.output.splitlines()
    assert [line.split(": ")[0] for line in lines[:2]] == ["children.xlsx", "empty.xlsx"]
    assert all("2017-18 Q2, up to date." in line for line in lines[:2])
    assert lines[2:] == ["notes.xlsx is a text file. Give the workbook itself.", "2 of 3 done."]
    assert done.exit_code == 2


def test_the_exit_code_of_checks_is_that_of_the_worst(folder: Path) -> None:
    done = run("check", folder / "children.xlsx", folder / "empty.xlsx")
    assert done.exit_code == 1
    assert "blocks publication: " in done.output.splitlines()[0]
    assert run("check", folder, "--format", "json").exit_code == 2


def test_each_of_several_is_published_in_a_folder_of_its_own_name(folder: Path, tmp_path: Path) -> None:
    done = run("publish", folder / "children.xlsx", folder / "empty.xlsx", "--out", tmp_path, "--no-pdf", "--draft")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == "All 2 done."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["children", "empty"]


def test_what_a_refresh_is_asked_to_explain_is_told_of_each_of_several(tmp_path: Path) -> None:
    for name in ("north", "south"):
        shutil.copy(small(), tmp_path / f"{name}.xlsx")
    lines = run("refresh", tmp_path, "--explain").output.splitlines()
    assert len([line for line in lines if "parts kept byte for byte" in line]) == 2
    assert [line.split(": ")[0] for line in lines if "up to date." in line] == ["north.xlsx", "south.xlsx"]


def test_the_accessibility_of_each_of_several_is_reported_as_that_of_one(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    path = Path(shutil.copy(folder / "children.xlsx", tmp_path / "reports"))
    words = ["--no-pdf", "--draft", "--report-accessibility"]
    one = run("publish", path, "--out", tmp_path / "one", *words).output.splitlines()
    several = run("publish", tmp_path / "reports", "--out", tmp_path / "several", *words).output.splitlines()
    checklist = several[1:-1]
    assert len(checklist) > 10 and one[-len(checklist) :] == checklist


def test_what_the_definition_made_come_and_go_is_told_of_each_of_several(tmp_path: Path) -> None:
    workbook(tmp_path, *NEW_TABLE)
    shutil.copy(small(), tmp_path / "south.xlsx")
    assert "  The input sheet “Fostering” is new: one row is a month." in run("refresh", tmp_path).output.splitlines()


def test_two_of_one_name_are_not_published_into_one_folder(tmp_path: Path) -> None:
    for name in ("a/Homes.xlsx", "b/homes.xlsx", "b/other.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(small(), tmp_path / name)
    done = run("publish", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "out", "--draft", "--no-pdf")
    assert done.exit_code == 2
    both = f"{tmp_path / 'a' / 'Homes.xlsx'} and {tmp_path / 'b' / 'homes.xlsx'}"
    assert f"{both} would be published into one folder, {tmp_path / 'out' / 'Homes'}." in done.output
    assert not (tmp_path / "out").exists()


def test_two_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(small(), tmp_path / name / "Homes.xlsx")
    (tmp_path / "b" / "Homes.xlsx").write_text("no workbook")
    lines = run("check", tmp_path / "a", tmp_path / "b").output.splitlines()
    assert lines[0].startswith(f"{tmp_path / 'a' / 'Homes.xlsx'}: ")
    assert lines[1] == f"{tmp_path / 'b' / 'Homes.xlsx'} is a text file. Give the workbook itself."


def test_a_process_that_is_killed_is_named_and_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    names = ("a", "b killed", "c", "d killed", "e", "f")
    for name in names:
        shutil.copy(small(), tmp_path / f"{name}.xlsx")
    assert work_through(Door(debug=False), [tmp_path], refreshed_unless_killed) == 3
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in lines[:-1]] == [f"{name}.xlsx" for name in names]
    for name, line in zip(names, lines, strict=False):
        if "killed" in name:
            assert "the work on it was broken off" in line and "try it alone" in line
        else:
            assert "up to date" in line
    assert lines[-1] == "4 of 6 done."
    made = sorted(path.stem for path in tmp_path.glob("*.xlsx") if path.read_bytes() != small().read_bytes())
    assert made == [name for name in names if "killed" not in name]


def test_an_answer_that_cannot_be_handed_over_is_told_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    for name in ("a", "b"):
        shutil.copy(small(), tmp_path / f"{name}.xlsx")
    assert work_through(Door(debug=False), [tmp_path], unspeakable) == 3
    *lines, last = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["a.xlsx", "b.xlsx"]
    assert last == "0 of 2 done."


def test_of_a_folder_only_workbooks_are_taken_and_none_twice(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.XLSM", "~$a.xlsm", ".c.xlsx", "d.csv"):
        (tmp_path / name).touch()
    (tmp_path / "a backups.xlsx").mkdir()
    found = workbooks([tmp_path, tmp_path / "b.xlsx"])
    assert [path.name for path in found] == ["a.XLSM", "b.xlsx"]


def test_a_folder_without_a_workbook_is_said_to_be_one(tmp_path: Path) -> None:
    done = run("refresh", tmp_path)
    assert done.exit_code == 2
    assert "There is no workbook to work on. Name workbooks, or a folder that holds some." in done.output
