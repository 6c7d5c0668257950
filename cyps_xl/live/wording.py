"""The one message that a press ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.checks.finding import Finding
from cyps_xl.errors import Blocked, CypsError, Problem, alike_once
from cyps_xl.planning import Planned
from cyps_xl.refreshed import TypedOver
from cyps_xl.sheets.checks import SEVERITIES
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell

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

MAY_WRITE_OVER = "Write the report’s own there again? A copy of the workbook keeps what stands there now."
MAY_REOPEN = "Do it now? The workbook is saved, closed, brought up to date and opened again; a copy of it is kept."


@dataclass(frozen=True)
class Done:
    """What came of bringing a report up to date, whichever road it went.

    `news` tells which sheets, columns and tabs came, went or were renamed; `backup` is the copy kept of what the
    workbook was before; `notes` are lines of their own kind.
    """

    quarter: str
    findings: Sequence[Finding]
    news: Sequence[str]
    overwritten: Sequence[OverwrittenCell]
    backup: Path | None
    notes: Sequence[str] = ()


def done_words(done: Done) -> str:
    """What the officer hears when the report is up to date."""
    lines = [
        f"The report shows {done.quarter} and is up to date.",
        _counted(done.findings),
        _listed(done.news),
        _listed([f"{cell.where}: {cell.done}" for cell in done.overwritten]),
        *([f"As it was before: “{done.backup.name}” in {done.backup.parent}."] if done.backup is not None else []),
        *done.notes,
    ]
    return "\n\n".join(filter(None, lines))


def closed_only_words(planned: Planned, reasons: Sequence[tuple[str, str]], *, here: bool) -> str:
    """What the officer hears when the report can be brought up to date only while the workbook is closed.

    `here` when the file is on this computer, so that it can be done at once.
    """
    by_tab: dict[str, list[str]] = {}
    for tab, reason in reasons:
        by_tab.setdefault(tab, [])
        if reason not in by_tab[tab]:
            by_tab[tab].append(reason)
    lines = [
        f"The report for {planned.settings.quarter} cannot be written while the workbook is open. Nothing was written.",
        _listed([f"{tab}: {'; '.join(found)}." for tab, found in by_tab.items()]),
    ]
    if not here:
        lines.append("Save a copy in a folder on this computer, open that one, and press the button there.")
    return "\n\n".join(lines)


def typed_over_words(error: TypedOver) -> str:
    """What the officer hears when something of theirs would give way, before it does."""
    problems = [Problem(cell.where, cell.message, "") for cell in error.cells]
    return "\n".join([error.message, _listed([str(problem).strip() for problem in alike_once(problems)])])


def refused_words(error: CypsError) -> str:
    """What the officer hears when nothing was written, and what to do."""
    problems = alike_once(error.problems) if isinstance(error, Blocked) else []
    return "\n".join(filter(None, [str(error), _listed([str(problem) for problem in problems])]))


def _listed(lines: Sequence[str]) -> str:
    left = len(lines) - MOST_PROBLEMS
    more = [f"… and {left} more."] if left > 0 else []
    return "\n".join([*(f"• {line}" for line in lines[:MOST_PROBLEMS]), *more])


def unforeseen_words(error: Exception, log: Path | None) -> str:
    """What the officer hears when the program itself is at fault."""
    where = f" Send {log} to whoever keeps cyps-xl for you." if log is not None else ""
    return f"cyps-xl met something it did not foresee ({type(error).__name__}). The workbook is as it was.{where}"


def _counted(findings: Sequence[Finding]) -> str:
    open_ones = Counter(finding.severity.value for finding in findings if not finding.accepted)
    parts = [f"{open_ones[severity]} {severity}" for severity in SEVERITIES if open_ones[severity]]
    return f"Checks: {', '.join(parts)}." if parts else "Checks: nothing to put right."
