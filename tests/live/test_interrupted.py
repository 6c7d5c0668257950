"""A press while somebody works in Excel, or stops the program: all of the report is written, or none of it."""

from __future__ import annotations

import signal
from types import SimpleNamespace
from typing import Any

import pytest

from cyps_xl import live
from cyps_xl.live import busy
from cyps_xl.live.calm import calm
from cyps_xl.live.changes import Changes
from helpers.live_books import differences, formulas_in_book
from helpers.xlwings_lo_trips import TRIPS, Rejected

LOOKED_AFTER = "2.5 Looked after children"


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for Excel as often as ever, and no time at all in between."""
    monkeypatch.setattr(busy.time, "sleep", lambda seconds: None)


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


def test_ctrl_c_waits_until_the_report_is_written(two_sheets_to_write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = TRIPS.make

    def make(what: str) -> None:
        if what.startswith("write Checks"):
            signal.raise_signal(signal.SIGINT)
        real(what)

    monkeypatch.setattr(TRIPS, "make", make)
    with pytest.raises(KeyboardInterrupt):
        live.recalculate(two_sheets_to_write)
    assert two_sheets_to_write.sheets["Checks"].range("A1").value.startswith("Checks")
    assert two_sheets_to_write.app.calculation == "automatic"


def test_what_ends_the_program_otherwise_takes_back_what_was_written(two_sheets_to_write: Any) -> None:
    before = formulas_in_book(two_sheets_to_write)
    TRIPS.stop_at = "write Checks"
    with pytest.raises(KeyboardInterrupt):
        live.recalculate(two_sheets_to_write)
    assert TRIPS.kinds(f"write {LOOKED_AFTER}") != []
    assert differences(formulas_in_book(two_sheets_to_write), before) == []
    assert two_sheets_to_write.app.calculation == "automatic"


class Refused(Exception):
    """Excel does not do what it was asked."""


def recorder(done: list[str], what: str, error: Exception | None = None) -> Any:
    def act() -> None:
        done.append(what)
        if error is not None:
            raise error

    return act


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
