"""The command `reconcile`: its list is its user’s alone, its summary names nobody, only --mark changes a workbook."""

from __future__ import annotations

import datetime as dt
import shutil
import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl import report
from cyps_xl.case_records import Asked
from cyps_xl.cli import main
from cyps_xl.errors import CypsError
from cyps_xl.planning import inputs_of
from cyps_xl.reconciled import Marking, reconcile_into
from cyps_xl.resources import packs_folder
from cyps_xl.xlsx.parts.package import Package
from helpers.byte_scan import finds
from helpers.case_records import DRAWN, PACK, folder_with

pytest.importorskip("duckdb")

DAY = dt.date(2026, 11, 29)
QUARTER = "2026-27 Q2"
CHILD = "KX7731904Q"
REGISTER = "child,registered,de_registered\n"
OLD = f"{REGISTER}{CHILD},2026-01-05,\nb,2026-02-01,\n"
NEW = f"{REGISTER}{CHILD},2026-01-05,2026-08-11\nb,2026-02-01,\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The example of a pack whose chart of children on the register has limits."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(packs_folder() / PACK, folder / "pack")
    blocks = folder / "pack" / "Blocks.csv"
    rows = blocks.read_text(encoding="utf-8-sig").splitlines()
    at = next(number for number, row in enumerate(rows) if row.startswith("on the register,"))
    rows[at] = rows[at].replace(",line,", ",line with limits,", 1)
    blocks.write_text("\n".join([*rows, ""]), encoding="utf-8")
    report.new(folder / "Children.xlsx", pack=str(folder / "pack"), example=True)
    return (folder / "Children.xlsx").read_bytes()


@pytest.fixture
def book(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Children.xlsx"
    path.write_bytes(made)
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "old", {"registrations.csv": OLD})


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "new", {"registrations.csv": NEW})


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["reconcile", "--drawn", "2026-10-05", *(str(word) for word in words)])


def changes_in(book: Path) -> list[tuple[object, ...]]:
    rows = inputs_of(Package.read(book)).named("ChangePoints").rows
    return [(row["Block"], row["From"], row["Kind"], row["English"]) for row in rows]


def test_the_command_lists_what_differs_and_leaves_the_workbook_as_it_was(
    book: Path, old: Path, new: Path, made: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "d.csv"
    done = run(book, old, new, "--quarter", QUARTER, "--out", out)
    assert done.exit_code == 0, done.output
    assert "on the register\tAugust 2026\t\t2\t1\t1\t0\tother status 1" in done.output
    assert "figures differ, in 1 person." in done.output and "Persons by cause: other status 1." in done.output
    assert CHILD not in done.output and "2026-08-11" not in done.output
    assert CHILD in out.read_text(encoding="utf-8-sig")
    assert book.read_bytes() == made
    if sys.platform != "win32":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_records_that_count_the_same_make_no_list(book: Path, old: Path, tmp_path: Path) -> None:
    done = run(book, old, old, "--quarter", QUARTER, "--out", tmp_path / "d.csv")
    assert done.exit_code == 0 and "are the same, of the same persons." in done.output
    assert not (tmp_path / "d.csv").exists()


def test_a_list_of_before_is_emptied_where_nothing_differs_any_more(book: Path, old: Path, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(CHILD)
    done = run(book, old, old, "--quarter", QUARTER, "--out", tmp_path / "d.csv", "--force")
    assert done.exit_code == 0 and "the list of before is empty now" in done.output
    assert CHILD not in (tmp_path / "d.csv").read_text()


def test_the_break_is_marked_as_an_import_marks_it_and_once(
    book: Path, old: Path, new: Path, made: bytes, tmp_path: Path
) -> None:
    words = (book, old, new, "--quarter", QUARTER, "--mark")
    tried = run(*words, "--out", tmp_path / "a.csv", "--dry-run")
    assert tried.exit_code == 0 and "ChangePoints\t0\t1\t0" in tried.output and "Dry run" in tried.output
    assert "the list of them was not written" in tried.output and not (tmp_path / "a.csv").exists()
    assert book.read_bytes() == made
    done = run(*words, "--out", tmp_path / "b.csv", "--from", "2026-08")
    assert done.exit_code == 0, done.output
    assert "Break from August 2026 on, for: “on the register”." in done.output
    reason = "The figures are counted from another case system."
    assert changes_in(book) == [("on the register", dt.date(2026, 8, 1), "break", reason)]
    assert finds(book.read_bytes(), CHILD) == []
    marked = book.read_bytes()
    again = run(*words, "--out", tmp_path / "c.csv", "--from", "2026-08")
    assert again.exit_code == 0 and "has a change point of August 2026 already, which stays as it is" in again.output
    assert book.read_bytes() == marked


def test_the_break_begins_with_the_quarter_where_no_month_is_named(
    book: Path, old: Path, new: Path, tmp_path: Path
) -> None:
    reconcile_into(
        book,
        Asked(old, drawn=DRAWN),
        Asked(new, drawn=DRAWN),
        tmp_path / "d.csv",
        QUARTER,
        marking=Marking(),
        today=DAY,
    )
    assert [row[1] for row in changes_in(book)] == [dt.date(2026, 7, 1)]


def test_a_figure_that_no_chart_with_limits_shows_marks_nothing(book: Path, made: bytes, tmp_path: Path) -> None:
    heading = "assessment,child,referred,completed,due\n"
    files = {day: f"{heading}1,a,2026-07-01,{day},2026-08-30\n" for day in ("2026-08-01", "2026-09-01")}
    done = reconcile_into(
        book,
        *(Asked(folder_with(tmp_path / name, {"assessments.csv": rows}), drawn=DRAWN) for name, rows in files.items()),
        tmp_path / "d.csv",
        QUARTER,
        marking=Marking(),
        today=DAY,
    )
    assert done.found.differing and done.marked is None
    assert "no chart with limits shows a figure that differs" in done.remarks[-1]
    assert book.read_bytes() == made


def test_a_group_that_the_workbook_has_not_is_not_told(book: Path, tmp_path: Path) -> None:
    heading = "child,team,allocated,closed\n"
    old = folder_with(tmp_path / "o", {"cases.csv": f"{heading}a,Rumpelstilzchen,2026-01-01,\n"})
    new = folder_with(tmp_path / "n", {"cases.csv": f"{heading}a,North,2026-01-01,\n"})
    done = run(book, old, new, "--quarter", QUARTER, "--out", tmp_path / "d.csv")
    assert done.exit_code == 0 and "Rumpelstilzchen" not in done.output
    assert "\t(not in the workbook)\t1\t0\t" in done.output and "\tNorth\t0\t1\t" in done.output


def test_a_period_that_has_not_ended_is_not_compared(book: Path, old: Path, new: Path, tmp_path: Path) -> None:
    day = dt.date(2026, 8, 20)
    done = reconcile_into(book, Asked(old, drawn=day), Asked(new, drawn=day), tmp_path / "d.csv", QUARTER, today=day)
    assert {figure.period.end for figure in done.found.figures} == {dt.date(2026, 7, 31)}
    assert "1 August 2026 to 31 August 2026 was not counted: it has not ended." in done.remarks


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "August"), "August is no month such as 2025-06."),
        (("--quarter", QUARTER, "--from", "2026-10"), "October 2026 comes after 2026-27 Q2, which is compared."),
        (("--old-system", "Paris"), "No layout is called Paris."),
        (("--new-system", "ssda903"), "New records: new holds no file of ssda903."),
        (("--quarter", "spring"), "'spring' is not a quarter"),
        (("--new-counts", "nowhere"), "nowhere declares no counts."),
    ],
)
def test_what_cannot_be_reconciled_is_a_sentence_and_nothing_is_written(
    book: Path, old: Path, new: Path, made: bytes, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    wrong = run(book, old, new, "--out", tmp_path / "d.csv", "--mark", *words)
    assert wrong.exit_code == 2 and said in wrong.output
    assert not (tmp_path / "d.csv").exists() and book.read_bytes() == made


def test_systems_that_number_people_differently_are_told_what_to_do(book: Path, old: Path, tmp_path: Path) -> None:
    other = folder_with(tmp_path / "n", {"registrations.csv": f"{REGISTER}1001,2026-01-05,\n"})
    with pytest.raises(CypsError, match="No person of old is in n: the two systems number them in different ways"):
        reconcile_into(book, Asked(old, drawn=DRAWN), Asked(other, drawn=DRAWN), tmp_path / "d.csv", QUARTER, today=DAY)


def test_a_list_is_written_over_nothing_and_marks_go_with_mark(
    book: Path, old: Path, new: Path, tmp_path: Path
) -> None:
    (tmp_path / "d.csv").write_text("mine")
    there = run(book, old, new, "--quarter", QUARTER, "--out", tmp_path / "d.csv")
    assert there.exit_code == 2 and "d.csv is already there." in there.output
    assert (tmp_path / "d.csv").read_text() == "mine"
    assert run(book, old, new, "--quarter", QUARTER, "--out", tmp_path / "d.csv", "--force").exit_code == 0
    alone = run(book, old, new, "--out", tmp_path / "e.csv", "--from", "2026-08")
    assert alone.exit_code == 2 and "--from and --dry-run go with --mark." in alone.output
