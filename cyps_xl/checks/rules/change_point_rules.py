"""LM: change points of charts with limits: what they are of, their months and their reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.tables import day_of
from cyps_xl.checks.wording import tab_of
from cyps_xl.definition.model import Block
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.changes import CHANGE_POINTS, Change
from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.measures.periods import month_name


def change_of_no_limits(checked: Checked) -> Iterator[Fault]:
    """A change point names a block that draws no line with limits, so that it changes nothing."""
    limited = _limited(checked)
    records = checked.inputs[CHANGE_POINTS]
    for row in records:
        if row["Block"] is not None and folded(str(row["Block"])) not in limited:
            yield at(records, row, "Block", f"“{row['Block']}” has no chart with limits.")


def change_in_no_month(checked: Checked) -> Iterator[Fault]:
    """A month is left out, or limits break with it, and the table behind the chart holds no row for that: of the month,
    or, for a break, of it or a later one."""
    limited, records = _limited(checked), checked.inputs[CHANGE_POINTS]
    for row, block in _of_blocks(records.rows, limited):
        month = row["From"]
        if block.table is None or not isinstance(month, dt.date):
            continue
        figures, breaks = checked.inputs[block.table], row["Kind"] == Change.BREAK.value
        days = [day for one in figures if (day := day_of(block.table, one)) is not None]
        first = month.replace(day=1)
        if not any(day >= first if breaks else day.replace(day=1) == first for day in days):
            message = f"{tab_of(figures)} has no figures of {month_name(month)}{' or later' if breaks else ''}."
            remedy = f"Correct the month, or add its row on {tab_of(figures)}."
            yield at(records, row, "From", message, remedy)


def change_without_reason(checked: Checked) -> Iterator[Fault]:
    """A change point gives no reason. Limits that are worked out anew, and months that are left out, are only as good
    as what is said for them."""
    records = checked.inputs[CHANGE_POINTS]
    for row in records:
        if row["English"] is None:
            month = month_name(row["From"]) if isinstance(row["From"], dt.date) else "a month"
            is_left_out = row["Kind"] == Change.LEFT_OUT.value
            message = f"{month} is left out for no reason." if is_left_out else f"The break of {month} has no reason."
            yield at(records, row, "English", message)


def _limited(checked: Checked) -> dict[str, Block]:
    """The blocks that draw limits, by their names in small letters."""
    blocks = (block for _, block in checked.definition.blocks())
    return {folded(block.name): block for block in blocks if block.chart is Charts.LIMITS}


def _of_blocks(rows: tuple[Row, ...], limited: dict[str, Block]) -> Iterator[tuple[Row, Block]]:
    for row in rows:
        block = limited.get(folded(str(row["Block"])))
        if block is not None:
            yield row, block


RULES = (
    Rule(
        "LM01",
        Severity.SHOULD_FIX,
        "A change point of a chart without limits",
        "“visits” has no chart with limits.",
        "Name a block whose Chart on Blocks is line with limits, or take the row away.",
        change_of_no_limits,
    ),
    Rule(
        "LM02",
        Severity.SHOULD_FIX,
        "A change point without figures",
        "Visits has no figures of April 2071.",
        "Correct the month, or add its row of figures.",
        change_in_no_month,
    ),
    Rule(
        "LM03",
        Severity.SHOULD_FIX,
        "A change point without a reason",
        "The break of April 2017 has no reason.",
        "Type what changed in the column of each language; the report prints it below the chart.",
        change_without_reason,
    ),
)
