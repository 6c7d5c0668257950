"""What a check finds, and what a rule is: a code, how much it matters, and the function that looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.indicators import figure_named
from cyps_xl.inputs.records import Records, Row
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES


class Severity(Enum):
    """How much a finding matters, the gravest first; the value is what an officer reads."""

    BLOCKS = "blocks publication"
    SHOULD_FIX = "should be fixed"
    LOOK = "worth a look"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Fault:
    """What a rule yields: the cell, what is wrong in it with its values, and what to do there.

    `where` is a place as Records.where gives it. An empty `remedy` stands for the rule's own.
    """

    where: str
    message: str
    remedy: str = ""


def at(records: Records, row: Row, heading: str, message: str, remedy: str = "") -> Fault:
    """A fault in one cell."""
    return Fault(records.where(row, heading), message, remedy)


def at_figure(checked: Checked, row: Row, heading: str, message: str, remedy: str = "") -> Fault:
    """A fault in a cell of Indicator values; the message begins with whose figure it is."""
    return at(checked.inputs[INDICATOR_VALUES], row, heading, f"{figure_named(row)}: {message}", remedy)


@dataclass(frozen=True)
class Acceptance:
    """Why a finding may stand, which post says so, and since when."""

    reason: str
    by: str
    date: dt.date | None


@dataclass(frozen=True)
class Finding:
    """One thing found: which rule, how much it matters, where, what is wrong and what to do.

    `where` is a sheet and cell as Excel's Name Box takes it ("'Looked after'!B6"), or for
    figures read from files their file, row and heading. `reference` is the word by which an
    officer accepts it; `accepted` says so when that was done.
    """

    code: str
    severity: Severity
    where: str
    message: str
    remedy: str
    reference: str = ""
    accepted: Acceptance | None = None

    @property
    def blocks(self) -> bool:
        """Whether the report may not leave the building while this stands."""
        return self.severity is Severity.BLOCKS and self.accepted is None

    @property
    def sheet(self) -> str:
        """The tab, or the file's name."""
        tab, exclamation, _ = self.where.rpartition("!")
        if not exclamation:
            return self.where.partition(",")[0]
        return tab[1:-1].replace("''", "'") if tab.startswith("'") else tab

    @property
    def cell(self) -> str:
        """The cell's address, as C7; "" when the place is a whole sheet, or in a file."""
        _, exclamation, cell = self.where.rpartition("!")
        return cell if exclamation else ""


Look = Callable[[Checked], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for.

    `code` is the family's two letters and a number; `title` says in a line what is wrong,
    `example` shows one, `remedy` says what to do. The function's docstring is the rule's
    explanation.
    """

    code: str
    severity: Severity
    title: str
    example: str
    remedy: str
    look: Look

    @property
    def name(self) -> str:
        """The name of the rule: that of its function."""
        return self.look.__name__

    @property
    def explanation(self) -> str:
        """When the rule speaks and when it stays silent, as one paragraph."""
        return " ".join((self.look.__doc__ or "").split())

    def findings(self, checked: Checked) -> Iterator[Finding]:
        """Everything that this rule finds."""
        for fault in self.look(checked):
            yield Finding(self.code, self.severity, fault.where, fault.message, fault.remedy or self.remedy)
