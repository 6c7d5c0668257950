"""Telling an Excel that does not answer just now from everything else that can go wrong with it."""

from __future__ import annotations

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
