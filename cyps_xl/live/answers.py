"""What follows when a press offers something: the officer is asked, and what they agree to is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cyps_xl.live.press import Offer, Pressed, recalculate

Ask = Callable[[str, str], bool | None]
"""Shows a message and a question, and gives whether the answer was yes; None when it could not be shown."""

Reopen = Callable[[Any, bool], Pressed]
"""Goes the other road (reopen.py) with a workbook, writing over what was typed over the report if so agreed."""


def pressed_and_asked(book: Any, ask: Ask, reopen: Reopen) -> tuple[Pressed, bool]:
    """A press, with what the officer agrees to on the way; and whether they have read its message already."""
    write_over = False
    pressed = recalculate(book)
    while pressed.offer is not None:
        agreed = ask(pressed.message, pressed.question)
        if not agreed:
            return pressed, agreed is not None
        if pressed.offer is Offer.REOPEN:
            return reopen(book, write_over), False
        write_over = True
        pressed = recalculate(book, write_over=True)
    return pressed, False
