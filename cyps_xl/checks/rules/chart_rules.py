"""CH: charts that would show what the figures do not say."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.definition.model import Block
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.tables.choices import Charts, Over
from cyps_xl.inputs.tables.definition import BLOCKS


def running_total_as_a_line(checked: Checked) -> Iterator[Fault]:
    """A line joins the running total of March to that of April, where it begins anew: it looks like a fall. Columns,
    which stand apart, say the same without."""
    blocks = {folded(block.name): block for _, block in checked.definition.blocks() if block.chart is Charts.LINE}
    records = checked.inputs[BLOCKS]
    for row in records:
        block = blocks.get(folded(str(row["Block"])))
        if block is not None and _runs_on(block):
            message = f"“{block.name}” joins March to April with a line, and its running total begins anew in April."
            yield at(records, row, "Chart", message)


def _runs_on(block: Block) -> bool:
    return any(line.in_chart and line.over is Over.RUNNING for line in block.lines)


RULES = (
    Rule(
        "CH01",
        Severity.LOOK,
        "A running total drawn as a line",
        "“spent” joins March to April with a line, and its running total begins anew in April.",
        f"Choose {Charts.COLUMNS.value} under Chart on Blocks, and say so under Chart says.",
        running_total_as_a_line,
    ),
)
