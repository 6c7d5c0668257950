"""Counting how often the program under test goes to the spreadsheet program, and what for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any


@dataclass
class Trips:
    """What was asked of the spreadsheet program since the last `clear`.

    `made` are the round trips: cells read or written in bulk, rows put in or taken out, work
    ordered, a message shown. `asked` counts the small questions between them: a name, a
    position, the extent of a table.
    """

    made: list[str] = field(default_factory=list)
    asked: int = 0
    fail_at: str = ""  # the round trip that shall fail, for tests of what happens then

    def clear(self) -> None:
        """Forget what was counted."""
        self.made.clear()
        self.asked = 0
        self.fail_at = ""

    def make(self, what: str) -> None:
        """Note a round trip; raises OSError when this is the one that shall fail."""
        self.made.append(what)
        if self.fail_at and what.startswith(self.fail_at):
            raise OSError(f"the spreadsheet program refused: {what}")

    def kinds(self, *kinds: str) -> list[str]:
        """The round trips of some kinds, such as "write"."""
        return [trip for trip in self.made if trip.startswith(kinds)]


TRIPS = Trips()


def trip(kind: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Count each call of a method of the engine as a round trip of this kind."""

    def counted(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            TRIPS.make(f"{kind} {getattr(self, 'where', '')}".strip())
            return method(self, *args, **kwargs)

        return call

    return counted


def asked(method: Callable[..., Any]) -> Callable[..., Any]:
    """Count each call of a method of the engine as a small question."""

    @wraps(method)
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        TRIPS.asked += 1
        return method(self, *args, **kwargs)

    return call
