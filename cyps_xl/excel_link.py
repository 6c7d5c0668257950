"""What xlwings does to Excel of its own accord, held back: which Excels it ends, and how long it tries a busy one. It
does so on Windows only.

- When an Excel that it started is closed, and when Python ends, it has Windows end every Excel
  without a workbook's window (taskkill /F): also one that shows Protected View or its start
  screen, and one that another program works with.
- It tries for ever when Excel rejects a call, because it is busy or a cell is being edited:
  a command would hang for as long as somebody types.
"""

from __future__ import annotations

import sys
from typing import Any

PATIENCE = 20_000
"""Calls in a row that Excel may reject before we say so."""

_LINK = "xlwings._xlwindows"


def hold_back() -> None:
    """Have the xlwings that was imported end no Excel that is not its own, and give up in the end."""
    link: Any = sys.modules.get(_LINK)
    if link is not None:
        link.Apps.cleanup = staticmethod(_nothing)
        link.N_COM_ATTEMPTS = PATIENCE


def require_link() -> None:
    """Raise ImportError where the part of xlwings is missing or broken that speaks with Excel for Windows."""
    if sys.platform == "win32" and _LINK not in sys.modules:
        raise ImportError("pywin32, by which xlwings speaks with Excel, cannot be imported")


def _nothing() -> None:
    """Ends no program."""
