"""Lines by which a sheet says of itself that it does not show something: empty while all is well."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.sheets.formulas import Formula, span_text, sum_of_counts

NOT_SHOWN = " not shown: bring the report up to date."
"""How a notice goes on once it has said how many of what are not shown."""


def rows_not_shown(held: Sequence[Formula], found: Sequence[Formula], noun: str, nowhere: Formula) -> Formula:
    """A line that speaks when the input table holds rows that the sheet does not show.

    `held` count the rows that it should show, those of each block of the table; `found` are the cells that say 1
    while their own row is in the table, `nowhere` a cell that never does, for when there are none: the formula
    stays of one shape.
    """
    count = sum_of_counts(held)
    missing = int(count.figure or 0) - sum(int(cell.figure or 0) for cell in found)
    return not_shown(f"{count.text}-SUM({span_text(found or [nowhere])})", missing, noun)


def not_shown(missing: str, count: int, noun: str) -> Formula:
    """Words such as "1 team is not shown: bring the report up to date."; nothing when all are shown.

    `missing` is the formula of how many are not, `count` what it gives now.
    """
    text = f'IF({missing}>0,{missing}&IF({missing}=1," {noun} is"," {noun}s are")&"{NOT_SHOWN}","")'
    words = f"{count} {noun}{' is' if count == 1 else 's are'}{NOT_SHOWN}" if count > 0 else ""
    return Formula(text, words)
