"""A report of nothing but indicators, for tests: one of them, figures of two quarters, the inputs that hold them."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.inputs.records import Inputs, Value
from helpers.quarters import Size, Values, inputs_of, made_up

RATE: dict[str, Value] = {
    "No": "4",
    "Reference": "PI 27",
    "Name": "Re-registrations",
    "Unit": "percent",
    "Better when": "lower",
    "Reported": "quarterly",
    "Decimals": 1,
    "Tolerance": "points",
    "Comparable": "yes",
    "First year": "2016-17",
}
THIS, LAST = "2017-18 Q3", "2016-17 Q3"


def figure(no: str, period: str, **values: Value) -> dict[str, Value]:
    """A row of Indicator values, the council's."""
    return {"Indicator": no, "Area": "Council", "Period": period} | values


def report(*indicators: Values, figures: Sequence[Values] = (), **tables: list[Values]) -> Inputs:
    """The inputs of the quarter THIS with these indicators and figures, and with rows of other tables."""
    settings = made_up(Size())["Settings"]
    return inputs_of({"Settings": settings, "Indicators": [*indicators], "IndicatorValues": [*figures], **tables})
