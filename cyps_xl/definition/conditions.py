"""Which rows of a table are meant: `Kind = Stage 1, Outcome = total`, read against the table that has the columns.

Lines, blocks, relations and indicators all say it, and all are read here, so that a row is chosen by Python as Excel
chooses it. What Excel would choose otherwise than it is written is refused, or written as Excel has it: a number and a
date by the number that they are, a choice in its own capitals.
"""

from __future__ import annotations

import re

from cyps_xl.definition.expression import NotAnExpression, conditions
from cyps_xl.definition.model import Conditions
from cyps_xl.inputs.cells import BadCell, read_cell
from cyps_xl.inputs.csv_cells import from_text
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.raw import Separators
from cyps_xl.inputs.records import as_compared, as_excel_text
from cyps_xl.inputs.wording import shown
from cyps_xl.measures.periods import NAMES_OF_MONTHS

LONGEST_CRITERION = 255
"""COUNTIFS looks for no longer text: it gives an error."""

_ESCAPED = re.compile(r"[~*?]|^[=<>]")
"""Signs that COUNTIFS takes for letters only with another sign before them."""

REMEDY = "Write it like Kind = Repairs, Result = total."

_WRITTEN_OTHERWISE = (
    Kind.WHOLE, Kind.DECIMAL, Kind.DATE, Kind.MONTH, Kind.YEAR, Kind.PERIOD, Kind.QUARTER,
)  # fmt: skip
"""What may be written in several ways: 1 and 1.0, 31/12/2025 and 31 Dec 2025."""

_MONTHS = "|".join(name[:letters] for name in NAMES_OF_MONTHS for letters in range(len(name), 2, -1))
"""Months as Excel knows them, in each language that ships: May, Sept, September."""
_NUMBER_TO_EXCEL = re.compile(
    rf"""[-+(£$€]*[\d.,/:%()£$€\s–-]*\d[\d.,/:%()£$€\s–-]*      # 1, 01, 1.0, 5-9, 1/2, 10:30, £5, 50%, (5)
       | [-+]?[\d.,]+e[-+]?\d+                                   # 1e5
       | [\d:.]+\s[ap]m?                                         # 9 am, 10:30 p
       | (\d{{1,2}}[\s/-]*)?({_MONTHS})[\s/,-]*\d[\d\s:/,-]*  # Dec 2017, 1 May 17, March 5
       | \d{{1,2}}[\s/-]*({_MONTHS})                       # 5 September
       | true | false
       | \#.*                                                    # #N/A
    """,
    re.IGNORECASE | re.VERBOSE,
)


class NotACondition(ValueError):
    """Rows cannot be chosen so: the message says why, `remedy` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def read_conditions(written: str, table: Table, *, by_formula: bool = True) -> Conditions:
    """Pairs of a heading of the table and what stands under it, as Excel's & would give it. Raises NotACondition.

    `by_formula` when COUNTIFS is to choose the rows, which takes a text such as 01 or 5-9 for a number or a date and so
    finds other rows as well.
    """
    try:
        found = conditions(written)
    except NotAnExpression as error:
        raise NotACondition(f"{error}.", REMEDY) from None
    chosen: dict[str, str] = {}
    for heading, value in found:
        column = _column(table, heading)
        if column.heading in chosen:
            raise NotACondition(f"“{column.heading}” is asked for twice.", "Name each column once.")
        chosen[column.heading] = value_under(table, column, value, by_formula=by_formula)
    return tuple(chosen.items())


def _column(table: Table, heading: str) -> Column:
    try:
        column = table.column(table.heading(heading))
    except KeyError:
        raise NotACondition(f"{table.name} has no column “{heading}”.", "Name its columns as they are.") from None
    if column.kind is Kind.KEY:
        said = f"What stands under “{column.heading}” is worked out by Excel."
        raise NotACondition(said, f"Name the columns that it joins: {', '.join(table.key)}.")
    return column


def value_under(table: Table, column: Column, written: str, *, by_formula: bool = True) -> str:
    """What is to stand under a column, as Excel compares it; "" where nothing is to. Raises NotACondition."""
    if not written:
        return ""
    if column.kind in _WRITTEN_OTHERWISE:
        return _as_read(table, column, written)
    choices = {as_compared(choice): choice for choice in column.choices}
    if choices and as_compared(written) not in choices:
        said = f"“{written}” is none of the choices of {table.name}[{column.heading}]."
        raise NotACondition(said, f"Write one of: {', '.join(choices.values())}.")
    if len(written) + len(_ESCAPED.findall(written)) > LONGEST_CRITERION:
        said = f"The value has more than {LONGEST_CRITERION} letters, and Excel looks for no longer text."
        raise NotACondition(said, "Shorten it, in the rows as well; each of * ? ~ counts twice.")
    if by_formula and _NUMBER_TO_EXCEL.fullmatch(written.strip()):
        said = f"Excel takes “{written}” for a number or a date, and may find other rows with it."
        raise NotACondition(said, "Give it letters, in the rows as well: group 1 for 1, 5 to 9 for 5-9.")
    return choices.get(as_compared(written), written)


def _as_read(table: Table, column: Column, written: str) -> str:
    try:
        return as_excel_text(read_cell(from_text(written, column, Separators()), column))
    except BadCell as error:
        said = f"Nothing under {table.name}[{column.heading}] is {shown(written)}. {error.message}"
        raise NotACondition(said, error.remedy) from None
