"""What Check and Publish on the ribbon start, told in the workbook that LibreOffice has open."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

from cyps_xl import excel_ribbon, report
from helpers.new_books import new_book

CORRECTED = {
    "Supervision": "Month,Qualified in time\n2017-03-01,97\n",
    "Complaints": "Period,Kind,Outcome,Number\n2017-18 Q3,Stage 2,partially upheld,1\n",
}
Ran = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ribbon") / "CYPS.xlsm"
    new_book(path, macros=True)
    return path


@pytest.fixture(scope="module")
def corrected(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrected")
    path = folder / "Corrected.xlsm"
    path.write_bytes(example.read_bytes())
    (folder / "figures").mkdir()
    for name, text in CORRECTED.items():
        (folder / "figures" / f"{name}.csv").write_text(text, encoding="utf-8")
    report.import_figures(path, folder / "figures")
    return path


@pytest.fixture
def ran(spreadsheet_program: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Ran]:
    """Runs the door as the add-in does; gives its exit code and the message shown."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("PATH", str(tmp_path))  # no PDF, which takes long
    book = xlwings.Book()
    alerts = spreadsheet_program.impl.alerts
    alerts.clear()

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["", f"--wb={book.name}", "--from_xl=1", "--hwnd=0", *words])
        return excel_ribbon.main(), "".join(alerts)

    yield run
    book.close()


def test_check_names_what_stands_in_the_way(ran: Ran, example: Path) -> None:
    before = example.read_bytes()
    code, message = ran("--do=check", f"--file={example}")
    assert code == 0
    assert message.startswith("2017-18 Q3: 2 blocks publication")
    assert "• Supervision!C8: " in message and "more. Recalculate lists them all on Checks." in message
    assert example.read_bytes() == before


def test_publish_refuses_while_a_check_blocks(ran: Ran, example: Path, tmp_path: Path) -> None:
    code, message = ran("--do=publish", f"--file={example}", f"--out={tmp_path / 'editions'}")
    assert code == 0
    assert "Supervision!C8" in message
    assert not (tmp_path / "editions").exists()


def test_publish_says_what_it_made_and_no_macro_leaves_the_building(ran: Ran, corrected: Path, tmp_path: Path) -> None:
    code, message = ran("--do=publish", f"--file={corrected}", f"--out={tmp_path / 'editions'}")
    assert code == 0
    (edition,) = (tmp_path / "editions").rglob("*.xlsx")
    assert edition.name in message and "figures published" in message
    with zipfile.ZipFile(edition) as parts:
        names = parts.namelist()
        assert not [name for name in names if "vba" in name.lower()]
        assert b"macro" not in parts.read("[Content_Types].xml").lower()


def test_a_workbook_in_sharepoint_is_told_where_to_be_saved_first(ran: Ran) -> None:
    code, message = ran("--do=check", "--file=https://council.example/sites/cyps/CYPS.xlsx")
    assert code == 0
    assert "SharePoint or OneDrive" in message and "Save a copy" in message


def test_a_file_that_is_gone_is_a_sentence(ran: Ran, tmp_path: Path) -> None:
    code, message = ran("--do=check", f"--file={tmp_path / 'gone.xlsx'}")
    assert code == 0
    assert "gone.xlsx" in message and "Traceback" not in message


@pytest.mark.parametrize("words", [(), ("--do=shred", "--file=x"), ("--do=check",)])
def test_a_wrong_request_is_left_to_the_macro_to_tell(ran: Ran, words: tuple[str, ...]) -> None:
    assert ran(*words) == (excel_ribbon.NOBODY_TO_TELL, "")
