"""The message box that ends what a button of Excel's started."""

from __future__ import annotations

from typing import Any

from cyps_xl.live.log import note_error

TITLE = "Children’s services performance report"

NOBODY_TO_TELL = 2
"""The exit code when there is no workbook, and so no Excel, to tell anything through."""

UNTOLD = 4
"""The exit code when Excel did not show the message."""


def tell(book: Any, message: str, done: bool) -> bool:
    """Show a message in the Excel of a workbook, and wait for OK; whether it was shown."""
    try:
        book.app.alert(message, title=TITLE, mode="info" if done else "critical")
    except Exception as error:
        note_error(error)
        return False
    return True
