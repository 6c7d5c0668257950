"""Counting how often the program under test goes to the spreadsheet program, and what for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any


class Rejected(Exception):
    """As Excel answers while a cell is being edited or a window of its own is open."""

    hresult = -2147418111


@dataclass
class Trips:
    """What was asked of the spreadsheet program since the last `clear`.

    `made` are the round trips: cells read or written in bulk, rows put in or taken out, work
    ordered, a message shown. `asked` counts the small questions between them: a name, a
    position, the extent of a table. `seconds` is the time that the engine itself has taken.
    For tests of what happens when something goes wrong, `fail_at` says how the round trip
    begins that fails, and `fail_after` the one after which no more succeeds; `busy_at` that of one
    that is rejected as often as `busy_for` says; `stop_at` that at which somebody presses Ctrl+C.
    """

    made: list[str] = field(default_factory=list)
    asked: int = 0
    seconds: float = 0.0
    fail_at: str = ""
    fail_after: str = ""
    busy_at: str = ""
    busy_for: int = 0
    stop_at: str = ""
    _depth: int = 0

    def clear(self) -> None:
        """Forget what was counted."""
        self.made.clear()
        self.asked, self.seconds, self.fail_at, self.fail_after = 0, 0.0, "", ""
        self.busy_at, self.busy_for, self.stop_at = "", 0, ""

    def make(self, what: str) -> None:
        """Note a round trip; raises OSError when it shall fail."""
        broken = self.fail_after and any(trip.startswith(self.fail_after) for trip in self.made)
        self.made.append(what)
        if self.busy_for and what.startswith(self.busy_at):
            self.busy_for -= 1
            raise Rejected
        if self.stop_at and what.startswith(self.stop_at):
            self.stop_at = ""
            raise KeyboardInterrupt
        if broken or (self.fail_at and what.startswith(self.fail_at)):
            raise OSError(f"the spreadsheet program refused: {what}")

    def kinds(self, *kinds: str) -> list[str]:
        """The round trips of some kinds, such as "write"."""
        return [trip for trip in self.made if trip.startswith(kinds)]

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count the time of a call of the engine, but not twice where one calls another."""
        self._depth += 1
        started = time.process_time()
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0:
                self.seconds += time.process_time() - started


TRIPS = Trips()


def trip(kind: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Count each call of a method of the engine as a round trip of this kind."""

    def counted(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            with TRIPS.timed():
                TRIPS.make(f"{kind} {getattr(self, 'where', '')}".strip())
                return method(self, *args, **kwargs)

        return call

    return counted


def asked(method: Callable[..., Any]) -> Callable[..., Any]:
    """Count each call of a method of the engine as a small question."""

    @wraps(method)
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        TRIPS.asked += 1
        with TRIPS.timed():
            return method(self, *args, **kwargs)

    return call
