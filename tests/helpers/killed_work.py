"""Work on one of several workbooks whose process is ended from outside, as by a computer that runs out of memory."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from cyps_xl import report
from cyps_xl.commands.several import Told


def refreshed_unless_killed(path: Path) -> Told:
    """A workbook brought to another quarter; one that is called so kills the process that works on it."""
    if "killed" in path.stem:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return Told(f"{report.refresh(path, quarter='2017-18 Q2').quarter}, up to date.")


def unspeakable(path: Path) -> Told:
    """An answer that no other process can be told."""
    return Told(path.name, more=(lambda: path,))  # type: ignore[arg-type]
