"""Ctrl+C without effect while the report is written: between a change and the note of how to undo it is no gap."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let no Ctrl+C stop what is done in here; it ends by itself, and says how it went.

    Only a program's main thread hears Ctrl+C; in any other this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
