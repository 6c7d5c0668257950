"""Areas whose counts are rounded: nothing is said beside them that rounding could turn, alike by three engines."""

from __future__ import annotations

import random

import pytest

from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.proof import disagreements
from cyps_xl.sheets.plan import SheetPlan
from helpers.areas import inputs_with_areas
from helpers.indicators import RATE
from helpers.libreoffice import needs_libreoffice
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

YEAR = "2016-17"
LONGEST = 450
"""Letters of a formula that somebody can follow who looks at it."""


def report(own: tuple[Value, Value], wales: tuple[Value, Value], to: Value = 5, unit: str = "percent") -> Inputs:
    """One measure of ours and of Wales, whose counts are rounded."""
    counts = {"Council": own, "Wales": wales}
    values: list[dict[str, Value]] = [
        {"Indicator": "4", "Area": area, "Period": YEAR, "Numerator": part, "Denominator": whole}
        for area, (part, whole) in counts.items()
    ]
    values[1]["Rounded to"] = to
    tolerance = "points" if unit == "percent" else "relative"
    return inputs_with_areas(
        {"Indicators": [{**RATE, "Unit": unit, "Tolerance": tolerance}], "IndicatorValues": [*values]}
    )


def proved(found: Inputs) -> SheetPlan:
    """The scorecard, every formula of the report worked out alike by a second engine."""
    plan = planned(found)
    assert disagreements(plan, by_formualizer(workbook_of(found, poisoned(plan)), plan)) == []
    return sheet_of(plan, "indicators")


def said(sheet: SheetPlan) -> object:
    """The words beside the arrow against Wales."""
    [column] = [cell.column for cell in sheet.cells if cell.row == 4 and cell.value == "Wales, in words"]
    return next(cell.value for cell in sheet.cells if (cell.row, cell.column) == (5, column))


@pytest.mark.parametrize(
    ("own", "wales", "words"),
    [
        ((30, 100), (600, 6000), "Worse\nmore than chance"),
        ((11, 100), (600, 6000), "Worse\ncould be chance"),
        ((19, 100), (10, 110), "Worse"),
        ((19, 100), (10, None), "No figure"),
        ((19, 100), (110, 100), "Better"),
        ((19, None), (10, 110), "No figure"),
    ],
)
def test_of_a_percentage_nothing_is_said_that_rounding_could_turn(
    own: tuple[Value, Value], wales: tuple[Value, Value], words: str
) -> None:
    assert str(said(proved(report(own, wales)))).startswith(words)


@pytest.mark.parametrize(
    ("own", "wales", "words"),
    [
        ((60, 9000), (20, 9000), "Worse\nmore than chance"),
        ((22, 9000), (20, 9000), "Worse\ncould be chance"),
        ((16, 9000), (5, 9000), "Worse"),
    ],
)
def test_of_a_rate_per_population_neither(own: tuple[Value, Value], wales: tuple[Value, Value], words: str) -> None:
    assert said(proved(report(own, wales, unit="per 10000"))) == words


def test_exact_counts_beside_rounded_ones_are_taken_as_they_are() -> None:
    assert said(proved(report((19, 100), (10, 110), to=None))) == "Worse\nmore than chance"


def test_each_step_stands_in_a_cell_that_can_be_followed() -> None:
    sheet = proved(report((19, 100), (10, 110)))
    headings = {cell.column: str(cell.value) for cell in sheet.cells if cell.row == 4}
    steps = [cell for cell in sheet.cells if cell.row == 5 and "Wales at " in headings.get(cell.column, "")]
    assert len(steps) == 10 and all(len(cell.formula or "") <= LONGEST for cell in steps)


def any_report(seed: int) -> Inputs:
    """Counts of any size, some of them no share, some missing, rounded to 5, 10 or nothing."""
    chance = random.Random(seed)

    def counts() -> tuple[Value, Value]:
        whole = chance.choice((None, 0, *[chance.randint(1, 400)] * 8))
        return chance.choice((None, *[chance.randint(0, int(whole or 9) + 4)] * 8)), whole

    wales = counts()
    rounded: tuple[Value, Value] = tuple(None if one is None else round(int(one) / 5) * 5 for one in wales)  # type: ignore[assignment,arg-type]
    unit = chance.choice(("percent", "per 1000", "per 10000"))
    return report(counts(), rounded, chance.choice((5, 5, 10, None)), unit)


@pytest.mark.parametrize("seed", range(24))
def test_formulas_give_of_any_counts_what_the_rules_give(seed: int) -> None:
    proved(any_report(seed))


@needs_libreoffice
@pytest.mark.parametrize("seed", range(100, 103))
def test_libreoffice_gives_the_same(seed: int) -> None:
    found = any_report(seed)
    proved_in_libreoffice(found)
