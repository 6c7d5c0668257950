"""The command line: what it says, what it leaves behind, and with which code it ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl.cli import main
from helpers.small_pack import small_pack

Words = tuple[str, ...]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The example workbook, and what `new` said about it."""
    path = tmp_path_factory.mktemp("example") / "CYPS.xlsx"
    result = run("new", path, "--example")
    assert result.exit_code == 0, result.output
    return path.read_bytes(), result.output


@pytest.fixture
def workbook(example: tuple[bytes, str], tmp_path: Path) -> Path:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example[0])
    return path


@pytest.mark.parametrize("command", ["new", "import", "refresh", "show"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Example:  cyps-xl" in result.output


def test_every_command_is_on_the_first_page() -> None:
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if not re.search(f"`cyps-xl {name}[ `]", readme)] == []


def test_new_says_what_it_made(example: tuple[bytes, str]) -> None:
    assert "2017-18 Q3: 19 sheets, 11 charts." in example[1]
    assert "each worked out twice with the same result" in example[1]


def test_new_never_replaces_a_file_unasked(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_text("my work")
    result = run("new", path)
    assert (result.exit_code, path.read_text()) == (2, "my work")
    assert "--force" in result.output


def test_show_prints_the_headline(workbook: Path) -> None:
    result = run("show", workbook)
    assert result.exit_code == 0
    assert "Quarter 3 2017-18, compared with Quarter 3 2016-17" in result.output
    assert "4\tPI 27\t" in result.output
    assert "5.3%\t6.2%\t↘\tWithin 5%" in result.output


def test_refresh_with_a_quarter_sets_it_first(workbook: Path) -> None:
    result = run("refresh", workbook, "--quarter", "2017-18 Q2")
    assert result.exit_code == 0
    assert "Quarter 2 2017-18" in run("show", workbook).output


def test_what_is_no_quarter_is_wrong_use(workbook: Path) -> None:
    before = workbook.read_bytes()
    result = run("refresh", workbook, "--quarter", "Q3")
    assert (result.exit_code, workbook.read_bytes()) == (2, before)
    assert "such as 2017-18 Q3" in result.output


def test_refreshing_twice_leaves_the_same_bytes(workbook: Path) -> None:
    run("refresh", workbook)
    before = workbook.read_bytes()
    assert run("refresh", workbook).exit_code == 0
    assert workbook.read_bytes() == before


def test_an_import_says_how_many_rows(workbook: Path, tmp_path: Path) -> None:
    figures = tmp_path / "Readmissions.csv"
    figures.write_text("Month,Children\n2017-12-01,4\n2018-01-01,1\n", encoding="utf-8")
    result = run("import", workbook, figures)
    assert result.exit_code == 0
    assert "Readmissions\t1\t1\t0" in result.output


def test_a_dry_run_writes_nothing(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    figures = tmp_path / "Readmissions.csv"
    figures.write_text("Month,Children\n2018-01-01,1\n", encoding="utf-8")
    result = run("import", workbook, figures, "--dry-run")
    assert "nothing was written" in result.output
    assert workbook.read_bytes() == before


def test_one_bad_row_and_nothing_is_written(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    figures = tmp_path / "Readmissions.csv"
    figures.write_text("Month,Children\n2018-01-01,1\n2018-02-01,some\n", encoding="utf-8")
    result = run("import", workbook, figures)
    assert result.exit_code == 1
    assert "Readmissions.csv, row 3, Children" in result.output
    assert "some" in result.output
    assert workbook.read_bytes() == before


def test_another_workbook_is_a_source(workbook: Path, tmp_path: Path) -> None:
    empty = tmp_path / "Empty.xlsx"
    run("new", empty)
    assert run("import", empty, workbook).exit_code == 0
    assert "PI 27" in run("show", empty).output


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    result = run("refresh", tmp_path / "nowhere.xlsx")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", ["refresh", "show", "import"])
def test_what_is_no_workbook_is_refused_in_a_sentence(command: str, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_text("Month,Children\n", encoding="utf-8")
    result = run(command, path, *([path] if command == "import" else []))
    assert result.exit_code == 2
    assert result.output.startswith("Error: ")
    assert path.read_text(encoding="utf-8") == "Month,Children\n"


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    for words in (("refresh", tmp_path), ("show", tmp_path), ("new", tmp_path), ("new", tmp_path, "--force")):
        result = run(*words)
        assert (words, result.exit_code) == (words, 2)
        assert result.output.startswith("Error: ")


def test_a_word_too_many_is_wrong_use(tmp_path: Path) -> None:
    assert run("show", tmp_path / "CYPS.xlsx", "more").exit_code == 2


@pytest.mark.parametrize(
    ("command", "lacks"),
    [
        (("publish", "CYPS.xlsx"), "--out DIRECTORY (where editions go) is missing. Example:  cyps-xl publish"),
        (("refresh",), "PATH... is missing. Example:  cyps-xl refresh"),
    ],
)
def test_a_word_that_a_command_lacks_is_named_with_an_example_of_the_whole(command: Words, lacks: str) -> None:
    result = run(*command)
    assert result.exit_code == 2
    assert lacks in result.output


def test_a_console_without_arrows_does_not_stop_the_show(workbook: Path) -> None:
    command = [sys.executable, "-m", "cyps_xl", "show", str(workbook)]
    environment = dict(os.environ, PYTHONIOENCODING="ascii:strict")
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Within 5%" in done.stdout


def test_a_report_with_a_single_chart_is_told_to_have_one(tmp_path: Path) -> None:
    pack = small_pack(tmp_path / "pack")
    made = run("new", tmp_path / "Homes.xlsx", "--pack", pack)
    assert " sheets, 1 chart." in made.output
