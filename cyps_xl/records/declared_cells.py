"""The cells of declared tables: each read, or named with what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cyps_xl.errors import Problem
from cyps_xl.inputs.declare import Column, Table
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.records.conditions import DAYS_OF_PERIOD, BadCondition, Condition, read_condition

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")


def codes_of(columns: Iterable[Column]) -> dict[str, tuple[str, ...]]:
    """The codes of those columns that have some, by the column."""
    return {column.heading: tuple(column.choices) for column in columns if column.choices}


class Cells:
    """The declared tables, and what was found wrong in them so far."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.problems: list[Problem] = []

    def wrong(self, table: Table, row: Row, heading: str, message: str, remedy: str) -> None:
        """Add a problem of the cell under a heading."""
        records = self.inputs[table]
        self.problems.append(Problem(records.where(row, heading), message, remedy))

    def known(
        self, table: Table, row: Row, heading: str, names: Iterable[str], wrong: Iterable[str | None] = ()
    ) -> bool:
        """Whether what stands under a heading is one of some names; a problem when it is not.

        Of those in `wrong` it is said already what is wrong with them.
        """
        known = tuple(names)
        if str(row[heading]) in known:
            return True
        if str(row[heading]) not in wrong:
            remedy = f"Declared are: {', '.join(known)}." if known else "None is declared yet: add a row for it."
            self.wrong(table, row, heading, f"“{row[heading]}” is not declared.", remedy)
        return False

    def named_under(self, table: Table, heading: str, before: Row | None = None) -> tuple[str, ...]:
        """All that stands under a heading, be its row right or wrong; only above a row where one is given."""
        found = []
        for one in self.inputs[table]:
            if one is before:
                break
            found.append(str(one[heading]))
        return tuple(found)

    def named(self, table: Table, row: Row, heading: str) -> str:
        """A name for conditions; a problem when it cannot be one."""
        name = str(row[heading])
        if not _NAME.fullmatch(name) or name in DAYS_OF_PERIOD or name == "this":
            self.wrong(
                table, row, heading, f"“{name}” cannot be a name in a condition.", "Use small letters, digits and _."
            )
        return name

    def condition(
        self, table: Table, row: Row, heading: str, columns: tuple[str, ...], **more: object
    ) -> Condition | None:
        """The condition under a heading; None where there is none, or one that cannot be: a problem then."""
        return self._read(str(row[heading]), table, row, heading, columns, **more) if row[heading] else None

    def conditions(
        self, table: Table, row: Row, heading: str, columns: tuple[str, ...], **more: object
    ) -> tuple[Condition, ...]:
        """The conditions under a heading, between which semicolons stand; those that can be."""
        texts = (part.strip() for part in str(row[heading] or "").split(";"))
        found = (self._read(text, table, row, heading, columns, **more) for text in texts if text)
        return tuple(one for one in found if one is not None)

    def _read(
        self, text: str, table: Table, row: Row, heading: str, columns: tuple[str, ...], **more: object
    ) -> Condition | None:
        try:
            return read_condition(text, columns, **more)  # type: ignore[arg-type]
        except BadCondition as error:
            self.wrong(table, row, heading, error.message, error.remedy)
            return None
