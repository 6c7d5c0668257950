"""What the terminal shows: sentences and exit codes, tables for people, plain lines for programs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from cyps_xl.errors import Blocked, Problem, UnusableFile
from cyps_xl.terminal import Door, at_the_door, printable

TWO_PROBLEMS = Blocked(
    "Some cells cannot be read.",
    [
        Problem("Supervision!C7", "“n/a” is not a number.", "Type a number, or clear the cell."),
        Problem("Caseloads!D9", "“[12]” is not a number.", "Type a number, or clear the cell."),
    ],
)


class Screen(io.StringIO):
    """A stream that a person is looking at."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def ending(error: BaseException, *, debug: bool = False) -> object:
    """The exit code with which a command ends that meets this error."""
    with pytest.raises(SystemExit) as end, at_the_door(Door(debug)):
        raise error
    return end.value.code


@contextmanager
def someone_watching() -> Iterator[Screen]:
    screen = Screen()
    with redirect_stdout(screen), redirect_stderr(screen):
        yield screen


def test_an_unusable_file_ends_with_two_and_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(UnusableFile("This is a picture.", "Choose a workbook.")) == 2
    assert capsys.readouterr() == ("", "Error: This is a picture. Choose a workbook.\n")


def test_figures_that_block_end_with_one_and_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(TWO_PROBLEMS) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Error: Some cells cannot be read."
    assert lines[1:] == [f"  {problem}" for problem in TWO_PROBLEMS.problems]


def test_a_person_sees_what_blocks_as_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    with someone_watching() as screen:
        assert ending(TWO_PROBLEMS) == 1
    shown = screen.getvalue()
    assert "What to do" in shown
    assert "Supervision!C7" in shown
    assert "“[12]” is not a number." in shown  # square brackets are text here, not style


def test_an_unforeseen_error_is_a_sentence_and_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(ValueError("a child's name")) == 3
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "child's name" not in said
    found = re.search(r"Send (.+\.log) to", said)
    assert found is not None
    log = Path(found[1])
    kept = log.read_text(encoding="utf-8")
    log.unlink()
    assert "test_terminal.py" in kept
    assert "ValueError" in kept
    assert "child's name" not in kept


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(ValueError("seen by a developer"), debug=True) == 3
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "seen by a developer" in said


def test_ctrl_c_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "Stopped. The workbook is whole: as it was, or finished.\n"


def test_a_reader_that_has_gone_is_no_fault() -> None:
    with pytest.raises(BrokenPipeError), at_the_door(Door(debug=False)):
        raise BrokenPipeError


def test_steps_are_shown_to_a_person_and_wiped_off() -> None:
    door = Door(debug=False)
    with someone_watching() as screen, at_the_door(door):
        door.step("Opening the workbook")
        door.step("Saving")
        door.say("Done.")
    assert screen.getvalue().split("\r")[0] == "Opening the workbook …"
    assert screen.getvalue().endswith("\rDone.\n")


def test_steps_do_not_clutter_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    Door(debug=False).step("Saving")
    assert capsys.readouterr() == ("", "")


def test_tables_are_drawn_for_people_and_tabs_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    door = Door(debug=False)
    with someone_watching() as screen:
        door.table(("No", "Direction"), [("4", "↘")])
    assert "│ 4" in screen.getvalue()
    door.table(("No", "Direction"), [("4", "↘")])
    assert capsys.readouterr().out == "No\tDirection\n4\t↘\n"


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", "utf-8"])
def test_every_console_can_print_the_arrows(encoding: str) -> None:
    assert printable("↑ → ↘ ↓ ★ – … Cyngor Sir Gâr", encoding).encode(encoding)


def test_a_console_without_arrows_gets_signs_that_differ() -> None:
    signs = [printable(sign, "ascii") for sign in "↑→↘↓★"]
    assert len(set(signs)) == 5
    assert "?" not in signs


def test_a_console_with_arrows_gets_them() -> None:
    assert printable("↑ → ↘ ↓ ★ –", "utf-8") == "↑ → ↘ ↓ ★ –"


def test_what_is_wrong_in_many_cells_alike_is_one_line_with_a_count(capsys: pytest.CaptureFixture[str]) -> None:
    cells = [Problem(f"Supervision!B{row}", "It holds a formula.", "Save it in Excel.") for row in range(6, 17)]
    assert ending(Blocked("Some cells cannot be read.", cells)) == 1
    assert capsys.readouterr().err.splitlines() == [
        "Error: Some cells cannot be read.",
        "  Supervision!B6, Supervision!B7, Supervision!B8 and 8 more: It holds a formula. Save it in Excel.",
    ]


ESCAPE = "\x1b[2J\x1b[HNothing found.\x1b[8m"
UNSEEN = {
    "escape sequence": ESCAPE,
    "escape sequence of one character": "\x9b2J",
    "bell and backspace": "\a\b\b",
    "writing the other way round": "\u202efdp.exe",
    "isolated writing": "\u2066abc\u2069",
    "no width": "CYP\u200b1234\ufeff",
    "new line": "one\nError: nothing is wrong\r",
    "line of another alphabet": "one\u2028two\x85three",
    "tag": "\U000e0041",
}


@pytest.mark.parametrize("what", UNSEEN)
def test_a_terminal_is_given_nothing_that_it_obeys(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    door = Door(debug=False)
    door.say(UNSEEN[what])
    door.table(("Where", "What"), [(UNSEEN[what], "a\tb")])
    assert ending(UnusableFile(UNSEEN[what], UNSEEN[what])) == 2
    assert ending(Blocked("Blocked.", [Problem(UNSEEN[what], UNSEEN[what], UNSEEN[what])])) == 1
    said = capsys.readouterr()
    assert [line.count("\t") for line in said.out.splitlines()] == [0, 1, 1]
    assert len(said.err.splitlines()) == 3
    assert all(letter.isprintable() or letter in "\n\t" for letter in said.out + said.err)


def test_a_person_is_shown_nothing_that_a_terminal_obeys() -> None:
    with someone_watching() as screen:
        Door(debug=False).table(("Where",), [(ESCAPE,)])
    assert "\x1b[2J" not in screen.getvalue()
    assert "Nothing found." in screen.getvalue()


def test_debug_shows_no_text_that_a_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(ValueError(ESCAPE), debug=True) == 3
    assert "\x1b" not in capsys.readouterr().err
