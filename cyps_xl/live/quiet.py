"""Excel kept still while the report is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cyps_xl.live.busy import Patience
from cyps_xl.live.log import note_error

_STILL = {"calculation": "manual", "enable_events": False, "screen_updating": False}
"""No calculating after every single write, no macros of staff's, no redrawing."""

_ALWAYS_ON = ("enable_events", "screen_updating")
"""Not put back as they were found, but on: an earlier program that was ended half-way may have left them off."""


@contextmanager
def kept_quiet(app: Any) -> Iterator[list[str]]:
    """Keep Excel still; afterwards all is as it was found. Yields what Excel did not take back, once it is over.

    Nothing is activated or selected on the way, so that sheet, selection and scroll position
    stay. A setting that Excel does not take back is no error: what was written is written.
    """
    found = {name: getattr(app, name) for name in _STILL} | dict.fromkeys(_ALWAYS_ON, True)
    left: list[str] = []
    try:
        for name, value in _STILL.items():
            setattr(app, name, value)
        yield left
    finally:
        patience = Patience()
        for name, value in reversed(found.items()):
            try:
                patience.call(lambda name=name, value=value: setattr(app, name, value))  # type: ignore[misc]
            except Exception as error:
                note_error(error)
                left.append(name)
