"""Several reports at once: a line each, one exit code, and one that fails stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl.cli import main
from cyps_xl.commands.several import workbooks


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
