"""The mark that Windows puts on a file from the internet or from an e-mail, because of which Excel runs no macro."""

from __future__ import annotations

import re
from pathlib import Path

from cyps_xl.windows.points import Point, State

INTERNET = 3
"""The zone from which on Office blocks macros: 3 is the internet, 4 are sites that are forbidden."""


def zone_of(file: Path) -> int | None:
    """The zone that a file came from; None for one without the mark. It stands in a stream beside the file's data."""
    try:
        text = Path(f"{file}:Zone.Identifier").read_bytes().decode("ascii", errors="replace")
    except OSError:
        return None
    found = re.search(r"^\s*ZoneId\s*=\s*(\d+)", text, re.MULTILINE | re.IGNORECASE)
    return int(found[1]) if found else None


def mark_points(workbook: Path, *, trusted: bool) -> list[Point]:
    """Whether Excel blocks the workbook's macro for where the file came from."""
    zone = zone_of(workbook)
    if zone is None or zone < INTERNET or trusted:
        return []
    return [
        Point(
            State.STOPS,
            f"{workbook.name} came from the internet or by e-mail, and Excel blocks its macro.",
            "Close it. Right-click it in File Explorer, choose Properties, tick Unblock, press OK, and open it again.",
            "When there is no Unblock: a trusted location for the folder of the workbook.",
        )
    ]
