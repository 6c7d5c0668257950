"""The table Published: which descriptions of published statistics are which counts of which indicators."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.definition.expression import NotAnExpression, conditions
from cyps_xl.errors import Problem
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.statistics.mapping import Description
from cyps_xl.inputs.tables.choices import PublishedAs
from cyps_xl.inputs.tables.definition import PUBLISHED
from cyps_xl.inputs.tables.indicators import INDICATORS


def descriptions_of(inputs: Inputs) -> tuple[tuple[Description, ...], Sequence[Problem]]:
    """What a workbook's table Published says, and every cell of it that cannot be."""
    records = inputs[PUBLISHED]
    numbers = {folded(str(row["No"])): str(row["No"]) for row in inputs[INDICATORS]}
    found, problems = [], []
    for row in records:
        number = numbers.get(folded(str(row["Indicator"])))
        where = _where(row)
        if number is None:
            said = f"“{row['Indicator']}” is the No of no indicator."
            problems.append(Problem(records.where(row, "Indicator"), said, "Write a No as Indicators has it."))
        elif where is None:
            said = f"“{row['Where']}” does not say which rows of a file are meant."
            problems.append(Problem(records.where(row, "Where"), said, "Write it like Age group = Total."))
        else:
            rounded = row["Rounded to"]
            found.append(
                Description(
                    str(row["Description"]),
                    number,
                    PublishedAs(row["Is"]),
                    where,
                    float(rounded) if isinstance(rounded, int | float) else None,
                )
            )
    return tuple(found), problems


def _where(row: Row) -> Sequence[tuple[str, str]] | None:
    """Which rows of a file are meant; None where that is not said."""
    if row["Where"] is None:
        return ()
    try:
        return conditions(str(row["Where"]))
    except NotAnExpression:
        return None
