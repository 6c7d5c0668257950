"""An Excel that is busy: told from everything else that can go wrong with it, and waited for, so many seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

NO_ANSWER = (
    "Excel does not answer: a cell is being edited, or a window of Excel’s is waiting for you.",
    "Press Enter, close the window, and try again.",
)
"""What is wrong and what to do."""

REJECTED = -2147418111
"""RPC_E_CALL_REJECTED: a cell is being edited, or a window of Excel's is open."""

LATER = -2147417846
"""RPC_E_SERVERCALL_RETRYLATER: Excel is at work."""

SUSPENDED = -2146777998
"""VBA_E_IGNORE, which Excel gives as its own error while it takes no commands, as when a cell has just been entered."""


def is_busy(error: BaseException) -> bool:
    """Whether an error of pywin32 or xlwings says that Excel is busy.

    Told by what they hold and how they are called: their classes exist on Windows only.
    """
    if type(error).__name__ == "ExcelBusyError" or getattr(error, "hresult", None) in (REJECTED, LATER):
        return True
    details = getattr(error, "excepinfo", None)
    return isinstance(details, tuple) and bool(details) and details[-1] == SUSPENDED


class Patience:
    """Waiting for an Excel that is busy, as while somebody clicks about in it: so many seconds at a time."""

    def __init__(self, seconds: float = 60.0, pause: float = 0.1) -> None:
        self._seconds, self._pause = seconds, pause

    def call(self, act: Callable[[], None]) -> None:
        """Do something in Excel, again and again while it is busy. Raises Excel's own error in the end.

        By the clock: xlwings tries thousands of times by itself before it says that Excel is busy.
        """
        until = time.monotonic() + self._seconds
        while True:
            try:
                return act()
            except Exception as error:
                if not is_busy(error) or time.monotonic() >= until:
                    raise
            time.sleep(self._pause)
