"""The door behind the button in the workbook: what the macro starts, and what the officer hears of it.

    pythonw -I -m cyps_xl.excel_button --wb="CYPS.xlsm" --from_xl=1 --hwnd=1234

The arguments are those that xlwings reads in Book.caller(): the workbook's name, that Excel
is calling, and the handle of Excel's window. The exit code is 0 once the officer has been
told how it went, whatever that was, so that the macro need not speak as well; 2 when there
was no workbook, and so no Excel, to tell it through; 4 when Excel did not show the message.
"""

from __future__ import annotations

import sys

from cyps_xl.live import recalculate
from cyps_xl.live.excel import calling_workbook
from cyps_xl.live.log import note_error
from cyps_xl.live.message import NOBODY_TO_TELL, UNTOLD, tell


def main() -> int:
    """Bring the calling workbook up to date and show the message; returns the exit code."""
    try:
        book = calling_workbook()
    except Exception as error:
        note_error(error)
        return NOBODY_TO_TELL
    pressed = recalculate(book)
    return 0 if tell(book, pressed.message, pressed.done) else UNTOLD


if __name__ == "__main__":
    sys.exit(main())
