"""An indicator's Value tells its count to whoever knows what it is out of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.disclosure.suppress import Previous
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.printed.displayed_text import MARK
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import Scalar
from helpers.areas import inputs_with_areas
from helpers.indicators import LAST, RATE, THIS, figure
from helpers.public_editions import PublicEdition, public_edition
from helpers.workbooks import sheet_of

NOW, DIRECTION = "Quarter 3 2017-18", "Direction"
PER_1000: dict[str, Value] = {"Unit": "per 1000", "Tolerance": "relative", "Decimals": 2}
COUNTED = {"Numerator": 40, "Denominator": 80}


def inputs(now: dict[str, Value], before: dict[str, Value], kind: dict[str, Value] | None = None) -> Inputs:
    values = [figure("4", period, **typed) for period, typed in ((THIS, now), (LAST, before))]
    rate = RATE | {"Reference": "LI 90"} | (kind or {})
    return inputs_with_areas({"Indicators": [rate], "IndicatorValues": values}, first="Wales")


def edition(found: Inputs, *, rounded: bool = False, previous: tuple[Previous, ...] = ()) -> PublicEdition:
    settings = replace(read_settings(found), rounded_for_public=rounded)
    return public_edition(found, settings, *previous)


def shown(found: Inputs, *, rounded: bool = False) -> dict[str, list[Scalar]]:
    """What a public edition shows of the quarter (figure, number, out of) and of the direction."""
    sheet = sheet_of(edition(found, rounded=rounded).plan, "indicators")
    header = {str(cell.value): (cell.row, cell.column) for cell in sheet.cells if cell.style.startswith("header")}
    values = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    row, arrow = header[DIRECTION]
    return {
        NOW: [values[row + 1, header[f"{what}{NOW}"][1]] for what in ("", "Number, ", "Out of, ")],
        DIRECTION: [values[row + 1, arrow], values[row + 1, arrow + 1]],
    }


def of_3(out_of: int, value: float) -> dict[str, Value]:
    return {"Value": value, "Denominator": out_of}


@pytest.mark.parametrize("rounded", [False, True])
@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ({"Value": 0.33}, PER_1000),
        ({"Value": 3.3}, PER_1000 | {"Unit": "per 10000"}),
        ({"Value": 98.0, "Numerator": 48}, {}),
        ({"Value": 6.0}, {"Denominator from": "LookedAfter[Children]"}),
        ({"Value": 6.0}, {"Reference": "PI 27"}),
    ],
    ids=["per 1,000", "per 10,000", "beside its numerator", "out of a count elsewhere", "out of what months add up to"],
)
def test_a_value_whose_whole_is_known_elsewhere_is_left_out(
    now: dict[str, Value], kind: dict[str, Value], rounded: bool
) -> None:
    found = shown(inputs(now, {"Numerator": 40, "Denominator": 9000}, kind), rounded=rounded)
    assert found[NOW][0] == MARK
    assert found[DIRECTION] == [MARK, MARK]


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (of_3(50, 6.0), {}),
        (of_3(50, 94.0), {}),
        (of_3(9000, 0.33), PER_1000),
        (of_3(9000, 3.33), PER_1000 | {"Unit": "per 10000"}),
    ],
    ids=["3 of 50", "all but 3 of 50", "per 1,000", "per 10,000"],
)
def test_a_value_beside_its_denominator_goes_where_it_stands_for_few(
    now: dict[str, Value], kind: dict[str, Value]
) -> None:
    found = shown(inputs(now, {"Numerator": 400, "Denominator": 9000}, kind))
    assert found[NOW][0] == MARK
    assert found[DIRECTION] == [MARK, MARK]


def test_a_value_of_many_stays_and_a_nought_stays() -> None:
    assert shown(inputs(of_3(50, 60.0), COUNTED))[NOW] == [0.6, "", 50]
    assert shown(inputs(of_3(50, 0.0), COUNTED))[NOW] == [0, "", 50]
    assert shown(inputs({"Value": 6.0}, {"Value": 7.0}))[NOW] == [0.06, "", ""]
    assert shown(inputs({"Value": 0.0}, {"Value": 7.0}, PER_1000))[NOW][0] == 0


@pytest.mark.parametrize(
    ("now", "kind", "told"),
    [
        (of_3(50, 6.0), {}, [0.1, "", 50]),
        (of_3(52, 63.5), {}, [0.7, "", 50]),
        (of_3(9000, 0.78), PER_1000, [0.56, "", 9000]),
        (of_3(16, 50.0), {}, [MARK, "", 15]),
    ],
    ids=["3 of 50 as 5", "33 of 52 as 35 of 50", "7 of 9,000 as 5", "of too few"],
)
def test_rounded_a_value_follows_from_the_rounded_counts(
    now: dict[str, Value], kind: dict[str, Value], told: list[Scalar]
) -> None:
    assert shown(inputs(now, {"Numerator": 40, "Denominator": 200}, kind), rounded=True)[NOW] == told


def test_rounded_a_direction_between_values_that_rounding_may_have_turned_is_left_out() -> None:
    assert shown(inputs(of_3(50, 60.0), of_3(50, 62.0)), rounded=True)[DIRECTION] == [MARK, MARK]
    assert shown(inputs(of_3(50, 20.0), of_3(50, 80.0)), rounded=True)[DIRECTION][1] == "Improved"


def test_what_leaves_is_the_same_for_another_value_that_is_left_out() -> None:
    one, other = (edition(inputs(of_3(50, value), COUNTED)) for value in (4.0, 6.0))
    assert one.plan == other.plan
    assert one.companion == other.companion
