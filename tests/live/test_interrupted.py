"""A press while somebody works in Excel, or stops the program: all of the report is written, or none of it."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from cyps_xl import live
from cyps_xl.live import busy
from cyps_xl.live.quiet import kept_quiet
from helpers.excel_calls import CALLS, Rejected
from helpers.excel_on_file import FileBook
from helpers.live_books import change_inputs
from helpers.live_edits import EDITS


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


@pytest.fixture
def with_something_to_write(workbook: Path) -> FileBook:
    """The example open, with a team that its report does not show yet."""
    change_inputs(workbook, *EDITS["a team more"](workbook))
    return FileBook(workbook)


def test_a_press_waits_while_somebody_clicks_about_in_excel(
    with_something_to_write: FileBook, short_waits: None
) -> None:
    CALLS.busy_at, CALLS.busy_for = "Formula", 5
    assert live.recalculate(with_something_to_write).done


def test_when_that_goes_on_for_too_long_what_was_written_is_taken_back(
    with_something_to_write: FileBook, short_waits: None
) -> None:
    CALLS.busy_at, CALLS.busy_for = "Formula =", 700
    pressed = live.recalculate(with_something_to_write)
    assert not pressed.done and "Excel does not answer" in pressed.message
    assert CALLS.kinds("Delete") != []


def test_ctrl_c_stops_no_press_that_is_writing(
    with_something_to_write: FileBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = CALLS.make
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a program that runs in the background may have none

    def make(what: str) -> None:
        if "Formula" in what:
            signal.raise_signal(signal.SIGINT)
        real(what)

    monkeypatch.setattr(CALLS, "make", make)
    assert live.recalculate(with_something_to_write).done
    with pytest.raises(KeyboardInterrupt):  # afterwards it does again what it did before
        signal.raise_signal(signal.SIGINT)


def test_what_ends_the_program_otherwise_takes_back_what_was_written(with_something_to_write: FileBook) -> None:
    CALLS.stop_at = "Formula"
    with pytest.raises(KeyboardInterrupt):
        live.recalculate(with_something_to_write)
    assert len(CALLS.kinds("Insert")) == len(CALLS.kinds("Delete")) == 1
    assert with_something_to_write.app.calculation == "automatic"


def test_when_not_even_the_way_back_is_open_the_message_says_so(with_something_to_write: FileBook) -> None:
    CALLS.fail_after = "Insert"
    pressed = live.recalculate(with_something_to_write)
    assert not pressed.done
    assert "Close the workbook without saving" in pressed.message


def test_a_workbook_that_calculates_by_hand_is_calculated_all_the_same(with_something_to_write: FileBook) -> None:
    with_something_to_write.app.calculation = "manual"
    assert live.recalculate(with_something_to_write).done
    assert CALLS.kinds("App calculate") != []
    assert with_something_to_write.app.calculation == "manual"


def test_what_staff_had_copied_is_not_put_in_where_rows_are(with_something_to_write: FileBook) -> None:
    with_something_to_write.app.cut_copy_mode = "copy"  # in Excel, rows put in would hold the copied cells
    assert live.recalculate(with_something_to_write).done
    assert not with_something_to_write.app.cut_copy_mode


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
    with kept_quiet(app):
        pass
    assert (app.calculation, app.enable_events, app.screen_updating) == ("automatic", True, True)


def test_a_setting_that_excel_does_not_take_back_is_told(short_waits: None) -> None:
    with kept_quiet(App(takes_back=False)) as left:
        pass
    assert left == ["calculation"]
