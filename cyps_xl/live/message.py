"""The message box that ends what a button of Excel's started."""

from __future__ import annotations

from typing import Any

from cyps_xl.live.log import note_error

TITLE = "Children’s services performance report"

NOBODY_TO_TELL = 2
"""The exit code when there is no workbook, and so no Excel, to tell anything through."""

UNTOLD = 4
"""The exit code when Excel did not show the message."""


def tell(app: Any, message: str, done: bool) -> bool:
    """Show a message in Excel (an xlwings App), and wait for OK; whether it was shown."""
    try:
        app.alert(message, title=TITLE, mode="info" if done else "critical")
    except Exception as error:
        note_error(error)
        return False
    return True


def ask(app: Any, message: str, question: str) -> bool | None:
    """Show a message with a question in Excel; whether the answer was yes, None when it was not shown."""
    try:
        answer = app.alert(f"{message}\n\n{question}", title=TITLE, buttons="yes_no", mode="critical")
    except Exception as error:
        note_error(error)
        return None
    return bool(answer == "yes")
