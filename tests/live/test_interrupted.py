"""A press while somebody works in Excel, or stops the program: all of the report is written, or none of it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cyps_xl import live
from cyps_xl.live import busy
from cyps_xl.live.calm import calm
from cyps_xl.live.changes import Changes
from helpers.live_books import change_inputs, differences, formulas_in_book
from helpers.live_edits import quarter, setting
from helpers.xlwings_lo_trips import TRIPS, Rejected

Opened = Callable[[Path], Any]
LOOKED_AFTER = "2.5 Looked after children"


class Clock:
    """A clock that goes on only while somebody waits."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for Excel as often as ever, and no time at all in between."""
    monkeypatch.setattr(busy, "time", Clock())


class Refused(Exception):
    """Excel does not do what it was asked."""


def refuse_once(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Have the first round trip of a kind fail, and let the way back be open."""
    real, refusals = TRIPS.make, [Refused()]

    def make(trip: str) -> None:
        if refusals and trip.startswith(what):
            raise refusals.pop()
        real(trip)

    monkeypatch.setattr(TRIPS, "make", make)


@pytest.fixture
def two_sheets_to_write(book: Any) -> Any:
    """The example open, with something typed over on two of its sheets."""
    book.sheets[LOOKED_AFTER].range("A1").value = "typed over"
    book.sheets["Checks"].range("A1").value = "typed over too"
    TRIPS.clear()
    return book


def test_a_press_waits_while_somebody_clicks_about_in_excel(two_sheets_to_write: Any, short_waits: None) -> None:
    TRIPS.busy_at, TRIPS.busy_for = "write Checks", 5
    pressed = live.recalculate(two_sheets_to_write)
    assert pressed.done
    assert two_sheets_to_write.sheets["Checks"].range("A1").value.startswith("Checks")


def test_when_that_goes_on_for_too_long_what_was_written_is_taken_back(
    two_sheets_to_write: Any, short_waits: None
) -> None:
    before = formulas_in_book(two_sheets_to_write)
    TRIPS.busy_at, TRIPS.busy_for = "write Checks", 10_000
    pressed = live.recalculate(two_sheets_to_write)
    TRIPS.busy_for = 0
    assert not pressed.done and "Excel does not answer" in pressed.message
    assert differences(formulas_in_book(two_sheets_to_write), before) == []


def test_ctrl_c_stops_no_press_that_is_writing(two_sheets_to_write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = TRIPS.make

    def make(what: str) -> None:
        if what.startswith("write Checks"):
            signal.raise_signal(signal.SIGINT)
        real(what)

    monkeypatch.setattr(TRIPS, "make", make)
    assert live.recalculate(two_sheets_to_write).done
    assert two_sheets_to_write.sheets["Checks"].range("A1").value.startswith("Checks")
    with pytest.raises(KeyboardInterrupt):  # afterwards it does again what it did before
        signal.raise_signal(signal.SIGINT)


def test_what_ends_the_program_otherwise_takes_back_what_was_written(two_sheets_to_write: Any) -> None:
    before = formulas_in_book(two_sheets_to_write)
    TRIPS.stop_at = "write Checks"
    with pytest.raises(KeyboardInterrupt):
        live.recalculate(two_sheets_to_write)
    assert TRIPS.kinds(f"write {LOOKED_AFTER}") != []
    assert differences(formulas_in_book(two_sheets_to_write), before) == []
    assert two_sheets_to_write.app.calculation == "automatic"


def recorder(done: list[str], what: str, error: Exception | None = None) -> Any:
    def act() -> None:
        done.append(what)
        if error is not None:
            raise error

    return act


@pytest.mark.parametrize("tab", ["5 Audits", "2.5 Looked after children", "Checks"])
def test_a_protected_sheet_whose_rows_must_change_is_named_with_what_to_do(
    example: Path, opened: Opened, tmp_path: Path, tab: str
) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    change_inputs(path, *quarter(path, "2017-18 Q2"))
    book = opened(path)
    before = formulas_in_book(book)
    book.sheets[tab].api.protect("secret")
    message = live.recalculate(book).message
    assert f"“{tab}”" in message and "Unprotect Sheet" in message
    book.sheets[tab].api.unprotect("secret")
    assert differences(formulas_in_book(book), before) == []


@pytest.mark.parametrize(("months", "refused"), [(10, "write 2.1"), (18, "insert 2.3")])
def test_months_that_came_or_went_are_put_back_with_all_their_cells(
    example: Path, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, months: int, refused: str
) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    change_inputs(path, *setting(path, "Months shown", months))
    book = opened(path)
    before = formulas_in_book(book)
    refuse_once(monkeypatch, refused)
    pressed = live.recalculate(book)
    assert not pressed.done and "as it was" in pressed.message
    assert differences(formulas_in_book(book), before) == []


def test_nothing_is_put_back_beside_rows_that_could_not_be_moved_back() -> None:
    done: list[str] = []
    rows = SimpleNamespace(insert=lambda shift: done.append("rows in"), delete=recorder(done, "rows out", Refused()))
    sheet = SimpleNamespace(
        range=lambda address: SimpleNamespace(insert=rows.insert, delete=lambda shift: rows.delete())
    )
    changes = Changes()
    changes.do(recorder(done, "written"), recorder(done, "cells restored"))
    changes.insert_rows(sheet, 5, 2)
    with pytest.raises(Refused):
        changes.take_back()
    assert done == ["written", "rows in", "rows out"]


def test_a_change_that_cannot_be_taken_back_keeps_no_other_from_being() -> None:
    done: list[str] = []
    changes = Changes()
    changes.do(recorder(done, "one"), recorder(done, "one back"))
    changes.do(recorder(done, "two"), recorder(done, "two back", Refused()))
    with pytest.raises(Refused):
        changes.take_back()
    assert done == ["one", "two", "two back", "one back"]


class App:
    """An Excel whose settings were left off by a program that was ended half-way; it may take none back."""

    def __init__(self, *, takes_back: bool = True) -> None:
        self.calculation, self.enable_events, self.screen_updating = "automatic", False, False
        self.takes_back = takes_back

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "calculation" and value == "automatic" and not getattr(self, "takes_back", True):
            raise Rejected
        super().__setattr__(name, value)


def test_events_and_redrawing_that_an_earlier_program_left_off_are_on_again() -> None:
    app = App()
    with calm(app):
        pass
    assert (app.calculation, app.enable_events, app.screen_updating) == ("automatic", True, True)


def test_a_setting_that_excel_does_not_take_back_is_told(short_waits: None) -> None:
    with calm(App(takes_back=False)) as left:
        pass
    assert left == ["calculation"]


def test_rows_taken_out_of_several_places_come_back_one_by_one_from_above(short_waits: None) -> None:
    """Each on its own: were they put back together, those that came before Excel was busy would come twice."""
    done: list[str] = []
    busy_once = [Rejected()]

    def put_in(address: str) -> None:
        if address == "9:9" and busy_once:
            raise busy_once.pop()
        done.append(address)

    def area(address: str) -> Any:
        return SimpleNamespace(insert=lambda shift: put_in(address), delete=lambda shift: done.append(f"-{address}"))

    changes = Changes()
    changes.delete_rows(SimpleNamespace(range=area), [(8, 8), (2, 4)])
    changes.take_back()
    assert done == ["-3:5,9:9", "3:5", "9:9"]
