"""The door behind the button in the workbook: what the macro starts, and what the officer hears of it.

    pythonw -I -m cyps_xl.excel_button --wb="CYPS.xlsm" --from_xl=1 --hwnd=1234

The arguments are those that xlwings reads in Book.caller(): the workbook's name, that Excel
is calling, and the handle of Excel's window. The exit code is 0 once the officer has been
told how it went, whatever that was, so that the macro need not speak as well; 2 when there
was no workbook, and so no Excel, to tell it through; 4 when Excel did not show the message.

Where the workbook has to be closed for a moment, and the officer agrees, a second program does that (`--reopen`):
the macro that waits for this one lives in the very workbook, and must have ended by then.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

from cyps_xl.live.answers import pressed_and_asked
from cyps_xl.live.excel import calling_workbook
from cyps_xl.live.log import note_error
from cyps_xl.live.message import NOBODY_TO_TELL, UNTOLD, ask, tell
from cyps_xl.live.press import Pressed
from cyps_xl.live.reopen import reopen
from cyps_xl.memory import look_seldom_for_circles

REOPEN, WRITE_OVER = "--reopen", "--write-over"

MACRO_ENDS = 2.0
"""Seconds until the macro that waited for the first program has ended."""

_STARTED = Pressed(True, "")


def main() -> int:
    """Bring the calling workbook up to date and show the message; returns the exit code."""
    look_seldom_for_circles()
    try:
        book = calling_workbook()
        app = book.app
    except Exception as error:
        note_error(error)
        return NOBODY_TO_TELL
    if REOPEN in sys.argv:
        time.sleep(MACRO_ENDS)
        pressed, told = reopen(book, write_over=WRITE_OVER in sys.argv), False
    else:
        pressed, told = pressed_and_asked(book, lambda message, question: ask(app, message, question), _start_reopening)
    if told or pressed is _STARTED:
        return 0
    return 0 if tell(app, pressed.message, pressed.done) else UNTOLD


def _start_reopening(book: Any, write_over: bool) -> Pressed:
    """Start the second program, which tells how it went by itself."""
    words = [*sys.argv[1:], REOPEN, *([WRITE_OVER] if write_over else [])]
    apart: int = getattr(subprocess, "DETACHED_PROCESS", 0)  # which Windows alone knows
    subprocess.Popen([sys.executable, "-I", "-m", "cyps_xl.excel_button", *words], creationflags=apart)
    return _STARTED


if __name__ == "__main__":
    sys.exit(main())
