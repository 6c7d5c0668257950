"""IN, continued: what indicators and lines are held against, and what comes after an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.wording import quoted, shown
from cyps_xl.inputs.records import Records, Row
from cyps_xl.inputs.tables.choices import Shown
from cyps_xl.inputs.tables.definition import LINES
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.measures.indicators import Unit
from cyps_xl.measures.rates import rounded

_PERCENTAGES = (Shown.PERCENT.value, Shown.PERCENT_ONE.value)


def range_upside_down(checked: Checked) -> Iterator[Fault]:
    """The upper end of an indicator's target lies below the lower one, so that no figure is within them; or there is an
    upper end and no target, and nothing is held against it."""
    records = checked.inputs[INDICATORS]
    for row in records:
        low, high = row["Target"], row["Target to"]
        if not isinstance(high, int | float):
            continue
        if not isinstance(low, int | float):
            yield at(records, row, "Target to", f"Indicator {row['No']} has an upper end of its target, and no target.")
        elif high < low:
            message = f"Indicator {row['No']}: the target goes from {shown(low)} to {shown(high)}, which is below."
            yield at(records, row, "Target to", message)


def share_typed_for_a_target(checked: Checked) -> Iterator[Fault]:
    """The target of a percentage, of an indicator or a line, is a number up to 1, as shares are: 0.95 where 95 is
    meant. Whoever aims at less than 1% accepts the finding. Silent of a target of 0, and of 1 where lower is better."""
    for records, row, heading in _percentages(checked):
        target = row[heading]
        if isinstance(target, int | float) and 0 < target <= 1 and not (target == 1 and row["Better when"] != "higher"):
            meant = shown(rounded(100 * target, 9))
            message = f"The target is {shown(target)}%, and is {meant}% meant?"
            yield at(records, row, heading, message, f"Type {meant} for {meant}%. If less than 1% is meant, accept it.")


def _percentages(checked: Checked) -> Iterator[tuple[Records, Row, str]]:
    """Each row that may have the target of a percentage, with the heading of that."""
    indicators, lines = checked.inputs[INDICATORS], checked.inputs[LINES]
    for row in indicators:
        if row["Unit"] == Unit.PERCENT.value:
            yield from ((indicators, row, heading) for heading in ("Target", "Target to"))
    yield from ((lines, row, "Target") for row in lines if row["As"] in _PERCENTAGES)


def replaced_by_no_indicator(checked: Checked) -> Iterator[Fault]:
    """An indicator is said to be replaced by one that is not there, or by itself."""
    records = checked.inputs[INDICATORS]
    known = {str(row["No"]).casefold() for row in records if row["No"] is not None}
    for row in records:
        after = row["Replaced by"]
        if after is None:
            continue
        if str(after).casefold() == str(row["No"]).casefold():
            yield at(records, row, "Replaced by", f"Indicator {row['No']} is replaced by itself.")
        elif str(after).casefold() not in known:
            yield at(records, row, "Replaced by", f"{quoted(str(after))} is no indicator's No.")


RULES = (
    Rule(
        "IN18",
        Severity.SHOULD_FIX,
        "A target's range that no figure is within",
        "Indicator 4: the target goes from 102 to 97, which is below.",
        "Under Target goes the lower end, under Target to the upper one; of a single target, Target to is empty.",
        range_upside_down,
    ),
    Rule(
        "IN19",
        Severity.LOOK,
        "The target of a percentage may be a share",
        "A target of 0.95, where 95% is meant.",
        "Type targets as they are printed: 95 for 95%.",
        share_typed_for_a_target,
    ),
    Rule(
        "IN20",
        Severity.SHOULD_FIX,
        "An indicator is replaced by none that there is",
        "“12b” is no indicator's No.",
        "Name the No of the indicator that came after it, or empty the cell.",
        replaced_by_no_indicator,
    ),
)
