"""Counting what the program under test asks of Excel, and having Excel refuse or be busy when a test wants it so."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any


class Rejected(Exception):
    """As Excel answers while a cell is being edited or a window of its own is open."""

    hresult = -2147418111


@dataclass
class Calls:
    """The calls since the last `clear`, each as COM makes it: a property read or set, a method called.

    `made` says what each was ("2.2 Caseloads!A5:G14 Formula"). `seconds` is the time that the stand-in itself has
    taken. `fail_at` says what is in the call that fails, once; `fail_after` in the one after which no more succeeds;
    `busy_at` in that which is rejected as often as `busy_for` says; `stop_at` in that at which somebody presses Ctrl+C.
    """

    made: list[str] = field(default_factory=list)
    seconds: float = 0.0
    fail_at: str = ""
    fail_after: str = ""
    busy_at: str = ""
    busy_for: int = 0
    stop_at: str = ""
    _depth: int = 0

    def clear(self) -> None:
        """Forget what was counted, and refuse nothing more."""
        self.__init__()  # type: ignore[misc]

    def make(self, what: str) -> None:
        """Note a call; raises OSError when it shall fail."""
        broken = self.fail_after and any(self.fail_after in call for call in self.made)
        self.made.append(what)
        if self.busy_for and self.busy_at in what:
            self.busy_for -= 1
            raise Rejected
        if self.stop_at and self.stop_at in what:
            self.stop_at = ""
            raise KeyboardInterrupt
        if broken or (self.fail_at and self.fail_at in what):
            self.fail_at = ""
            raise OSError(f"Excel refused: {what}")

    def kinds(self, *words: str) -> list[str]:
        """The calls in which one of these words is."""
        return [call for call in self.made if any(word in call for word in words)]


CALLS = Calls()


def com(act: Callable[..., Any]) -> Callable[..., Any]:
    """Count each use of a method or property of the stand-in as one call."""

    @wraps(act)
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        CALLS._depth += 1
        started = time.process_time()
        try:
            CALLS.make(f"{getattr(self, 'where', type(self).__name__)} {act.__name__}")
            return act(self, *args, **kwargs)
        finally:
            CALLS._depth -= 1
            if CALLS._depth == 0:
                CALLS.seconds += time.process_time() - started

    return call


class Asked:
    """An object of Excel's: what it does not have cannot be set by a slip of the pen."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_") and not hasattr(type(self), name):
            raise AttributeError(f"Excel's {type(self).__name__} has no {name}")
        super().__setattr__(name, value)
