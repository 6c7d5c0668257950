"""The one message that a press ends with."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from cyps_xl.errors import Blocked, CypsError, alike_once
from cyps_xl.live.writing import Written
from cyps_xl.planning import Planned
from cyps_xl.sheets.checks import SEVERITIES

BUSY = (
    "Excel does not answer: a cell is being edited, or a window of Excel’s is waiting for you. "
    "The workbook is as it was. Press Enter, close the window, and try again."
)

MOST_PROBLEMS = 5
"""Problems that a message names one by one: more would not fit a message box."""


UNSETTLED = (
    "Excel was busy and did not take back all of its settings. Close the other windows of Excel, and see that "
    "Formulas, Calculation Options is as you want it."
)


def done_words(planned: Planned, written: Written) -> str:
    """What the officer hears when the report is up to date, or all of it that could be brought up to date."""
    lines = [_headline(planned, written), _findings(planned)]
    if written.typed_over:
        shown = "; ".join(written.typed_over[:MOST_PROBLEMS])
        left = len(written.typed_over) - MOST_PROBLEMS
        more = f"; and {left} more" if left > 0 else ""
        lines.append(f"Typed over the report’s formulas, which show their own figures again: {shown}{more}.")
    if written.waiting:
        lines.append(
            "Not up to date: "
            + "; ".join(f"{tab} ({why})" for tab, why in written.waiting.items())
            + ". Save and close the workbook, and run cyps-xl refresh. Or move what is in the way, and press again."
        )
    if written.unsettled:
        lines.append(UNSETTLED)
    return "\n\n".join(lines)


def _headline(planned: Planned, written: Written) -> str:
    quarter, waiting = planned.settings.quarter, len(written.waiting)
    if not waiting:
        return f"The report shows {quarter} and is up to date."
    return f"The report shows {quarter} and is up to date but for {waiting} {'sheet' if waiting == 1 else 'sheets'}."


def refused_words(error: CypsError) -> str:
    """What the officer hears when nothing was written, and what to do."""
    problems = alike_once(error.problems) if isinstance(error, Blocked) else []
    lines = [str(error), *(f"• {problem}" for problem in problems[:MOST_PROBLEMS])]
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"… and {len(problems) - MOST_PROBLEMS} more.")
    return "\n".join(lines)


def unforeseen_words(error: Exception, log: Path | None) -> str:
    """What the officer hears when the program itself is at fault."""
    where = f" Send {log} to whoever keeps cyps-xl for you." if log is not None else ""
    return f"cyps-xl met something it did not foresee ({type(error).__name__}). The workbook is as it was.{where}"


def _findings(planned: Planned) -> str:
    open_ones = Counter(finding.severity.value for finding in planned.findings if not finding.accepted)
    parts = [f"{open_ones[severity]} {severity}" for severity in SEVERITIES if open_ones[severity]]
    return f"Checks: {', '.join(parts)}." if parts else "Checks: nothing to put right."
