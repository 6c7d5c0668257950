"""The doors to a press: the command line, and the command that the workbook's button starts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwings
from click.testing import CliRunner

from cyps_xl import excel_button
from cyps_xl.cli import main
from cyps_xl.inputs.changes import TableChange
from cyps_xl.live.message import UNTOLD
from helpers.excel_on_file import FileBook
from helpers.live_books import cell_of, change_inputs, rows_of
from helpers.live_edits import EDITS, quarter
from helpers.xlwings_lo_app import PIPE_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
Opened = Callable[[Path], Any]

REGISTER = (
    "from helpers.xlwings_lo_uno import find_uno\nfind_uno()\nfrom helpers.xlwings_lo import register\nregister()\n"
)
"""What stands in for an Excel that is there from the start: the engine, attached to the LibreOffice of the test."""


def in_a_second_process(program: str, app: Any, state: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program that finds our LibreOffice where it looks for Excel."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "tests"), XDG_STATE_HOME=str(state))
    environment[PIPE_VARIABLE] = app.impl.pipe
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_that_the_macro_builds_recalculates_the_open_workbook(
    opened: Opened, workbook: Path, spreadsheet_program: Any, tmp_path: Path
) -> None:
    change_inputs(workbook, *EDITS["a team more"](workbook))
    book = opened(workbook)
    program = REGISTER + "from cyps_xl.excel_button import main\nimport sys\nsys.exit(main())"
    arguments = (f"--wb={book.name}", "--from_xl=1", "--hwnd=0")
    done = in_a_second_process(program, spreadsheet_program, tmp_path, *arguments)
    assert done.returncode == 0, done.stderr
    assert cell_of(book, "2.2 Caseloads", "A14").String == "Valley team"


def test_the_button_tells_the_officer_how_it_went(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["", f"--wb={book.name}", "--from_xl=1", "--hwnd=0"])
    assert excel_button.main() == 0
    assert len(book.app.impl.alerts) == 1
    assert "up to date" in book.app.impl.alerts[0]


def lots_of_children(path: Path) -> str:
    """Have an input cell hold what cannot be read; its place."""
    (row, *_) = rows_of(path, "Supervision")
    change_inputs(path, TableChange("Supervision", updates={row: {"Qualified due": "lots"}}))
    return f"Supervision!B{row}"


def button(monkeypatch: pytest.MonkeyPatch, book: Any, *words: str) -> int:
    """What the macro in a workbook starts."""
    monkeypatch.setattr(sys, "argv", ["", f"--wb={book.name}", "--from_xl=1", "--hwnd=0", *words])
    monkeypatch.setattr("cyps_xl.excel_button.calling_workbook", lambda: book)
    return excel_button.main()


def test_the_button_tells_what_is_wrong_in_plain_words(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = lots_of_children(workbook)
    book = FileBook(workbook)
    assert button(monkeypatch, book) == 0
    assert place in book.app.alerts[0] and "Traceback" not in book.app.alerts[0]


def test_the_button_asks_before_it_writes_over_and_takes_no_for_an_answer(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_inputs(workbook, *quarter(workbook, "2017-18 Q1"))
    book = FileBook(workbook)
    assert button(monkeypatch, book) == 0
    assert len(book.app.alerts) == 1 and book.app.alerts[0].endswith("a copy of it is kept.")


def test_what_closes_the_workbook_is_done_by_a_second_program_once_the_macro_has_ended(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_inputs(workbook, *quarter(workbook, "2017-18 Q1"))
    book, started = FileBook(workbook), []
    book.app.answer = "yes"
    monkeypatch.setattr(subprocess, "Popen", lambda words, **options: started.append(words))
    assert button(monkeypatch, book) == 0
    assert [words[3] for words in started] == ["cyps_xl.excel_button"]
    assert started[0][-1] == excel_button.REOPEN
    assert len(book.app.alerts) == 1  # the second program tells how it went


def test_a_workbook_with_an_equals_sign_in_its_name_is_found(
    opened: Opened, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CYPS Q3=final.xlsx"
    path.write_bytes(example.read_bytes())
    book = opened(path)
    monkeypatch.setattr(sys, "argv", ["", f"--wb={book.name}", "--from_xl=1", "--hwnd=0"])
    assert excel_button.main() == 0
    assert "up to date" in book.app.impl.alerts[0]


def test_the_button_of_a_workbook_that_is_gone_leaves_it_to_the_macro_to_speak(
    spreadsheet_program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["", "--wb=gone=away.xlsx", "--from_xl=1", "--hwnd=0"])
    assert excel_button.main() == excel_button.NOBODY_TO_TELL


def test_the_command_finds_the_only_open_report(book: Any) -> None:
    xlwings.Book()  # somebody's own workbook, open as well
    done = CliRunner().invoke(main, ["recalculate"])
    xlwings.books[-1].close()
    assert done.exit_code == 0, done.output
    assert "up to date" in done.output


@pytest.mark.parametrize("name", ["CYPS.xlsx", "cyps", r"C:\Reports\CYPS.xlsx"])
def test_the_command_takes_the_name_as_people_write_it(book: Any, name: str) -> None:
    done = CliRunner().invoke(main, ["recalculate", name])
    assert done.exit_code == 0, done.output


def test_a_message_that_excel_does_not_show_has_a_code_of_its_own(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = FileBook(workbook)
    monkeypatch.delattr(type(book.app), "alert")
    assert button(monkeypatch, book) == UNTOLD


def test_the_command_names_the_workbooks_when_several_are_open(
    book: Any, opened: Opened, example: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Other.xlsx"
    other.write_bytes(example.read_bytes())
    opened(other)
    done = CliRunner().invoke(main, ["recalculate"])
    assert done.exit_code == 2
    assert "“CYPS.xlsx”" in done.output and "“Other.xlsx”" in done.output


def test_the_command_names_the_open_workbooks_when_the_name_fits_none(book: Any) -> None:
    done = CliRunner().invoke(main, ["recalculate", "nothing.xlsx"])
    assert done.exit_code == 2
    assert "“nothing.xlsx”" in done.output and "“CYPS.xlsx”" in done.output


def test_figures_that_cannot_be_read_end_the_command_with_1(workbook: Path, opened: Opened) -> None:
    lots_of_children(workbook)
    opened(workbook)
    assert CliRunner().invoke(main, ["recalculate"]).exit_code == 1


def test_where_nobody_sits_at_the_keyboard_the_question_is_answered_no(workbook: Path, opened: Opened) -> None:
    change_inputs(workbook, *quarter(workbook, "2017-18 Q1"))
    opened(workbook)
    done = CliRunner().invoke(main, ["recalculate"])
    assert done.exit_code == 2 and "a chart comes or goes" in done.output


def test_without_excel_the_command_says_so_in_a_sentence() -> None:
    command = [sys.executable, "-m", "cyps_xl.cli", "recalculate"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if sys.platform == "linux":
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "no Excel on this computer" in done.stderr


def test_a_press_imports_no_pandas_and_nothing_that_needs_a_licence(
    book: Any, spreadsheet_program: Any, tmp_path: Path
) -> None:
    program = (
        "from cyps_xl.live.excel import xlwings\nxw = xlwings()\n"
        + REGISTER
        + "import sys\nfrom cyps_xl import live\n"
        + "pressed = live.recalculate(xw.books[0])\n"
        + "wanted = ('pandas', 'numpy', 'openpyxl', 'formualizer', 'xlwings.pro')\n"
        + "print(pressed.done, xw.__pro__, sorted(set(wanted) & set(sys.modules)))"
    )
    done = in_a_second_process(program, spreadsheet_program, tmp_path)
    assert done.stdout.split("\n")[-2] == "True False []", done.stderr


def test_pandas_can_be_imported_after_a_press() -> None:
    program = (
        "from cyps_xl.live.excel import xlwings\nxlwings()\nimport pandas\nprint(pandas.DataFrame({'a': [1]}).shape)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "(1, 1)\n", done.stderr


def test_no_module_of_ours_touches_the_part_of_xlwings_that_needs_a_licence() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "cyps_xl").rglob("*.py")}
    assert [path for path, text in sources.items() if "xlwings.pro" in text or "LICENSE_KEY" in text.upper()] == []
