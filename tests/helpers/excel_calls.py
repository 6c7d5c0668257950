"""Counting what the program under test asks of Excel, and having Excel refuse or be busy when a test wants it so."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
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


@contextmanager
def counted(what: str) -> Iterator[None]:
    """Count what is done in here as one call, and its time as the stand-in's."""
    CALLS._depth += 1
    started = time.process_time()
    try:
        CALLS.make(what)
        yield
    finally:
        CALLS._depth -= 1
        if CALLS._depth == 0:
            CALLS.seconds += time.process_time() - started


class Com:
    """An object of Excel's: each property read or set and each method called is one call, to `get_`, `set_` or `do_`.

    `SaveCopyAs` is done by `do_save_copy_as`. What the stand-in does not know is an AttributeError.
    """

    where = ""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or not name[0].isupper():
            raise AttributeError(name)
        own, what = _own(name), f"{self.where} {name}"
        act = getattr(type(self), f"do_{own}", None)
        if act is not None:
            return partial(_call, what, act, self)
        with counted(what):
            return getattr(type(self), f"get_{own}")(self)

    def __setattr__(self, name: str, value: Any) -> None:
        if not name[0].isupper():
            super().__setattr__(name, value)
            return
        with counted(f"{self.where} {name}"):
            getattr(type(self), f"set_{_own(name)}")(self, value)


def _call(what: str, act: Callable[..., Any], *args: Any) -> Any:
    with counted(what):
        return act(*args)


def _own(name: str) -> str:
    """ "SaveCopyAs" as "save_copy_as", "CustomXMLParts" as "custom_xml_parts"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
