"""The door behind “Recalculate CYPS report” in the Start menu: a press of the button from outside Excel.

    python -I -m cyps_xl.start_menu

Needs no macro, and no leave for Excel to start programs. It runs in a console window, which
stays until the officer has read how it went.
"""

from __future__ import annotations

import sys
from contextlib import suppress

from cyps_xl.errors import CypsError
from cyps_xl.live import Pressed, recalculate
from cyps_xl.live.excel import open_workbook
from cyps_xl.live.log import note_error
from cyps_xl.live.wording import refused_words, unforeseen_words
from cyps_xl.terminal import harmless


def main() -> int:
    """Bring the only open report up to date, say how it went, and wait for Enter; returns the exit code."""
    print("Bringing the report in Excel up to date … Leave this window open until it says how it went.")
    pressed = _pressed()
    print("", *(harmless(line) for line in pressed.message.splitlines()), "", sep="\n")
    with suppress(EOFError, KeyboardInterrupt):
        input("Press Enter to close this window. ")
    return pressed.exit_code


def _pressed() -> Pressed:
    try:
        return recalculate(open_workbook())
    except CypsError as error:
        return Pressed(False, refused_words(error), exit_code=error.exit_code)
    except Exception as error:
        return Pressed(False, unforeseen_words(error, note_error(error)), exit_code=3)


if __name__ == "__main__":
    sys.exit(main())
