"""The door behind “Recalculate CYPS report” in the Start menu: a press of the button from outside Excel.

    python -I -m cyps_xl.start_menu

Needs no macro, and no leave for Excel to start programs. It runs in a console window, which
stays until the officer has read how it went.
"""

from __future__ import annotations

import sys
from contextlib import suppress

from cyps_xl.errors import CypsError
from cyps_xl.live import Pressed
from cyps_xl.live.answers import pressed_and_asked
from cyps_xl.live.excel import open_workbook
from cyps_xl.live.log import note_error
from cyps_xl.live.reopen import reopen
from cyps_xl.live.wording import refused_words, unforeseen_words
from cyps_xl.terminal import harmless


def main() -> int:
    """Bring the only open report up to date, say how it went, and wait for Enter; returns the exit code."""
    print("Bringing the report in Excel up to date … Leave this window open until it says how it went.")
    pressed, told = _pressed()
    if not told:
        _say(pressed.message)
    with suppress(EOFError, KeyboardInterrupt):
        input("Press Enter to close this window. ")
    return pressed.exit_code


def _pressed() -> tuple[Pressed, bool]:
    """How it went, and whether that has been said already."""
    try:
        return pressed_and_asked(open_workbook(), _ask, lambda book, write_over: reopen(book, write_over=write_over))
    except CypsError as error:
        return Pressed(False, refused_words(error), exit_code=error.exit_code), False
    except Exception as error:
        return Pressed(False, unforeseen_words(error, note_error(error)), exit_code=3), False


def _ask(message: str, question: str) -> bool:
    _say(message)
    with suppress(EOFError, KeyboardInterrupt):
        return input(f"{question} [y/n] ").strip().lower() in ("y", "yes")
    return False


def _say(message: str) -> None:
    print("", *(harmless(line) for line in message.splitlines()), "", sep="\n")


if __name__ == "__main__":
    sys.exit(main())
