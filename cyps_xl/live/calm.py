"""Excel kept still while the report is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cyps_xl.live.log import note_error

_STILL = {"calculation": "manual", "enable_events": False, "display_alerts": False, "screen_updating": False}
"""No calculating after every single write, no macros of staff's, no questions, no redrawing."""


@contextmanager
def calm(app: Any) -> Iterator[None]:
    """Keep Excel still; afterwards all is as it was found.

    Nothing is activated or selected on the way, so that sheet, selection and scroll position
    stay. What Excel does not take back is noted and no error: what was written is written, and
    the macro puts the settings back as well.
    """
    found = {name: getattr(app, name) for name in _STILL}
    try:
        for name, value in _STILL.items():
            setattr(app, name, value)
        yield
    finally:
        for name, value in reversed(found.items()):
            try:
                setattr(app, name, value)
            except Exception as error:
                note_error(error)
