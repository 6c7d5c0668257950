"""Ctrl+C kept waiting while the report is written: between a change and the note of how to take it back is no gap."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Raise KeyboardInterrupt for a Ctrl+C only afterwards, a few seconds later at most.

    Only a program's main thread hears Ctrl+C; in any other this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def wait(number: int, frame: Any) -> None:
        heard.append(number)

    before = signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
        if heard:
            raise KeyboardInterrupt
