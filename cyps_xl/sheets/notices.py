"""Lines by which a sheet says of itself that it does not show something: empty while all is well."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import row_key
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, span_text

NOT_SHOWN = " not shown: bring the report up to date."
"""How a notice goes on once it has said how many of what are not shown."""


def rows_not_shown(
    context: Context, table: Table, key: Formula, found: Sequence[Formula], noun: str, nowhere: Formula
) -> Formula:
    """A line that speaks when the input table holds rows that the sheet does not show.

    `key` is a pattern for COUNTIFS over the column that tells rows apart, its value the text that
    keys begin with; `found` are the cells that say 1 while their own row is in the table, `nowhere`
    a cell that never does, for when there are none: the formula stays of one shape.
    """
    begins = str(key.value).lower()
    held = sum(1 for row in context.inputs[table] if row_key(table, row.values).lower().startswith(begins))
    shown = sum(int(cell.figure or 0) for cell in found)
    count = f"COUNTIFS({table.name}[{table.lookup_heading}],{key.text})"
    return not_shown(f"{count}-SUM({span_text(found or [nowhere])})", held - shown, noun)


def not_shown(missing: str, count: int, noun: str) -> Formula:
    """Words such as "1 team is not shown: bring the report up to date."; nothing when all are shown.

    `missing` is the formula of how many are not, `count` what it gives now.
    """
    text = f'IF({missing}>0,{missing}&IF({missing}=1," {noun} is"," {noun}s are")&"{NOT_SHOWN}","")'
    words = f"{count} {noun}{' is' if count == 1 else 's are'}{NOT_SHOWN}" if count > 0 else ""
    return Formula(text, words)
