"""A rate per 1,000 of a population tells its count to whoever knows the population."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.printed.displayed_text import MARK
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import Scalar
from helpers.areas import inputs_with_areas
from helpers.indicators import LAST, RATE, THIS, figure
from helpers.public_editions import public_edition
from helpers.workbooks import sheet_of

NOW, DIRECTION = "Quarter 3 2017-18", "Direction"


def inputs(now: tuple[int, int], before: tuple[int, int]) -> Inputs:
    values: list[dict[str, Value]] = [
        figure("4", period, Numerator=number, Denominator=base)
        for period, (number, base) in ((THIS, now), (LAST, before))
    ]
    kind: dict[str, Value] = {"Unit": "per 1000", "Tolerance": "relative", "Decimals": 2}
    return inputs_with_areas({"Indicators": [RATE | kind], "IndicatorValues": [*values]}, first="Wales")


def shown(found: Inputs, *, rounded: bool) -> dict[str, list[Scalar]]:
    """What a public edition shows of the quarter (rate, number, population) and of the direction."""
    settings = replace(read_settings(found), rounded_for_public=rounded)
    sheet = sheet_of(public_edition(found, settings).plan, "indicators")
    header = {str(cell.value): (cell.row, cell.column) for cell in sheet.cells if cell.style.startswith("header")}
    values = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    row, arrow = header[DIRECTION]
    return {
        NOW: [values[row + 1, header[f"{what}{NOW}"][1]] for what in ("", "Number, ", "Out of, ")],
        DIRECTION: [values[row + 1, arrow], values[row + 1, arrow + 1]],
    }


def test_with_a_small_count_goes_its_rate_and_what_follows_from_it() -> None:
    assert shown(inputs((3, 9000), (40, 9000)), rounded=False) == {NOW: [MARK, MARK, 9000], DIRECTION: [MARK, MARK]}


def test_of_large_counts_that_are_all_shown_chance_is_told() -> None:
    found = shown(inputs((45, 9000), (18, 9000)), rounded=False)
    assert found == {NOW: [5, 45, 9000], DIRECTION: ["↓", "Declined\nmore than chance"]}


def test_rounded_the_rate_follows_from_the_rounded_count() -> None:
    found = shown(inputs((43, 9000), (18, 9000)), rounded=True)
    assert found[NOW] == [5, 45, 9000]


@pytest.mark.parametrize(("now", "before"), [((15, 9000), (16, 9600))])
def test_a_direction_that_rounding_may_have_turned_is_left_out(now: tuple[int, int], before: tuple[int, int]) -> None:
    """Both read 15; each may be 13 to 17, which moves its rate by thousands of their part in a thousand."""
    assert shown(inputs(now, before), rounded=True)[DIRECTION] == [MARK, MARK]
