"""The log of presses: where it is, how long it grows, and that a press never fails for its sake."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cyps_xl.grid import Area
from cyps_xl.live import log
from cyps_xl.live.log import LARGEST, NAME, log_folder, note, note_error


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    return tmp_path / "cyps-xl"


def test_a_line_is_added_with_its_time(folder: Path) -> None:
    assert note("first") == folder / NAME
    note("second")
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == ["first", "second"]


def test_a_full_log_is_put_aside_and_the_one_before_it_goes(folder: Path) -> None:
    for filling in ("a", "b"):
        folder.mkdir(exist_ok=True)
        (folder / NAME).write_text(filling * (LARGEST + 1), encoding="utf-8")
        note("next")
    assert (folder / f"{NAME}.1").read_text(encoding="utf-8").startswith("b")
    assert (folder / NAME).stat().st_size < 100


def test_an_error_is_logged_by_its_place_without_its_words(folder: Path) -> None:
    try:
        raise ValueError("Jane Doe, born 1 April 2010")
    except ValueError as error:
        note_error(error)
    text = (folder / NAME).read_text(encoding="utf-8")
    assert "ValueError" in text and "test_log.py" in text
    assert "April" not in text


def test_no_folder_is_logged_since_it_may_bear_a_users_name(folder: Path) -> None:
    try:
        Area.parse("nothing")
    except ValueError as error:
        note_error(error)
    text = (folder / NAME).read_text(encoding="utf-8")
    assert "cyps_xl/grid.py" in text
    assert Path(__file__).parts[1] not in text


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))
    assert note("anything") is None


def test_on_windows_the_log_is_among_the_users_local_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(log.sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert log_folder() == tmp_path / "cyps-xl"
    monkeypatch.delenv("LOCALAPPDATA")
    assert log_folder().parts[-3:] == ("AppData", "Local", "cyps-xl")


def test_elsewhere_it_is_in_the_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert log_folder() == Path.home() / ".local" / "state" / "cyps-xl"
