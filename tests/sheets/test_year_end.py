"""Where the year may end, beside the figures to date: said from four past years on, alike by three engines."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from cyps_xl.sheets.key import YEAR_END
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.year_end import FROM, TO, WITHIN
from helpers.areas import inputs_with_areas
from helpers.indicators import RATE
from helpers.libreoffice import needs_libreoffice
from helpers.public_editions import public_edition
from helpers.quarters import Values
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

NUMBER: dict[str, Value] = {"Unit": "number", "Tolerance": "relative", "Decimals": 0, "First year": "2008-09"}
PERCENT: dict[str, Value] = {"First year": "2008-09"}
WENT_ON = ((40, 50), (40, 60), (50, 60), (45, 60), (30, 60))
"""What the years from 2016-17 back stood at in the quarter, and what they came to."""


def valued(period: str, value: Value, no: str = "4") -> dict[str, Value]:
    return {"Indicator": no, "Area": "Council", "Period": period, "Value": value}


def figures(
    now: Value, past: tuple[tuple[Value, Value], ...] = WENT_ON[:4], quarter: int = 3, no: str = "4"
) -> list[Values]:
    """A figure of this year's quarter, and those of past years."""
    rows: list[Values] = [valued("2017-18" if quarter == 4 else f"2017-18 Q{quarter}", now, no)]
    for first, (to_date, end) in zip(range(2016, 2000, -1), past, strict=False):
        label = f"{first}-{(first + 1) % 100:02d}"
        rows += (
            [valued(label, end, no)]
            if quarter == 4
            else [valued(f"{label} Q{quarter}", to_date, no), valued(label, end, no)]
        )
    return rows


def inputs(rows: list[Values], *kinds: dict[str, Value], quarter: int = 3, **settings: Value) -> Inputs:
    chosen: dict[str, Value] = {"Reporting quarter": f"2017-18 Q{quarter}", **settings}
    found = [RATE | kind for kind in kinds or (NUMBER,)]
    return inputs_with_areas({"Indicators": [*found], "IndicatorValues": rows}, first="Wales", settings=chosen)


def proved(found: Inputs, key: str = "indicators") -> SheetPlan:
    plan = planned(found)
    assert disagreements(plan, by_formualizer(workbook_of(found, poisoned(plan)), plan)) == []
    return sheet_of(plan, key)


def said(sheet: SheetPlan, row: int = 5) -> list[object]:
    """What stands in the printed row under the three headings; nothing where there are none."""
    columns = {cell.value: cell.column for cell in sheet.cells if cell.row == 4 and cell.column < sheet.printed_columns}
    values = {cell.column: cell.value for cell in sheet.cells if cell.row == row}
    return [values[columns[heading]] for heading in (FROM, TO, WITHIN) if heading in columns]


def test_a_count_says_where_the_year_may_end_and_how_often_that_held() -> None:
    low, high, within = said(proved(inputs(figures(44, WENT_ON))))
    assert (low, high, within) == (pytest.approx(44 * 1.2), pytest.approx(88), "2 of 3")


def test_a_rate_goes_on_as_it_is_or_as_past_years_did_and_ends_at_no_more_than_all() -> None:
    past = ((80, 82), (80, 84), (80, 80.8), (80, 84))
    low, high, within = said(proved(inputs(figures(99, past), PERCENT)))
    assert (low, high, within) == (pytest.approx(0.99), 1, "2 of 2")


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_it_is_said_in_the_first_three_quarters(quarter: int) -> None:
    assert len(said(proved(inputs(figures(44, quarter=quarter), quarter=quarter)))) == 3


@pytest.mark.parametrize(
    ("rows", "kind", "quarter"),
    [
        (figures(44, WENT_ON[:3]), NUMBER, 3),
        (figures(44, (*WENT_ON[:3], (None, 60))), NUMBER, 3),
        (figures(44, (*WENT_ON[:3], (0, 60))), NUMBER, 3),
        (figures(60, quarter=4), NUMBER, 4),
        (figures(44), NUMBER | {"Period basis": "as at"}, 3),
        (figures(44), PERCENT | {"Period basis": "rolling 12 months"}, 3),
        (figures(44), NUMBER | {"Decimals": 1}, 3),
        (figures(44), NUMBER | {"Reported": "annually"}, 3),
        (figures(44), NUMBER | {"Comparable": "no"}, 3),
        (figures(44), NUMBER | {"Comparable from": "2014-15 Q1"}, 3),
        (figures(44), NUMBER | {"Numerator from": "LookedAfter[Children]"}, 3),
    ],
)
def test_where_nothing_can_be_said_there_are_no_columns_for_it(
    rows: list[Values], kind: dict[str, Value], quarter: int
) -> None:
    sheet = proved(inputs(rows, kind, quarter=quarter))
    assert not {FROM, TO, WITHIN} & {cell.value for cell in sheet.cells}


@pytest.mark.parametrize(("past", "explained"), [(WENT_ON[:4], True), (WENT_ON[:3], False)])
def test_the_key_explains_it_where_it_is_said(past: tuple[tuple[Value, Value], ...], explained: bool) -> None:
    key = sheet_of(planned(inputs(figures(44, past))), "key")
    assert (YEAR_END in {cell.value for cell in key.cells}) is explained


def test_switched_off_nothing_is_said() -> None:
    assert said(proved(inputs(figures(44), **{"Year-end range": "No"}))) == []


def test_beside_a_figure_that_says_it_others_are_silent() -> None:
    rows = [*figures(44, no="4"), *figures(0, no="5"), *figures(44, WENT_ON[:2], no="6"), *figures(44, no="7")]
    kinds = [NUMBER, NUMBER | {"No": "5"}, NUMBER | {"No": "6"}, NUMBER | {"No": "7", "Period basis": "as at"}]
    sheet = proved(inputs(rows, *kinds))
    assert [said(sheet, row) for row in (6, 7, 8)] == [["", "", ""]] * 3
    assert len(said(sheet)) == 3


def test_years_of_another_definition_are_left_out() -> None:
    kind = NUMBER | {"Comparable from": "2013-14 Q1"}
    assert said(proved(inputs(figures(44, WENT_ON), kind))) == said(proved(inputs(figures(44), kind)))


def complaints(counts: list[tuple[str, Value]], kind: str = "Stage 1") -> list[Values]:
    return [{"Period": period, "Kind": kind, "Outcome": "total", "Number": number} for period, number in counts]


def test_a_comparison_says_it_too() -> None:
    rows = complaints([(str(row["Period"]), row["Value"]) for row in figures(44, WENT_ON) if isinstance(row, dict)])
    sheet = proved(inputs_with_areas({"Complaints": rows}), "complaints")
    headed = [cell for cell in sheet.cells if cell.value == FROM]
    assert len(headed) == 1
    [low] = [c.value for c in sheet.cells if c.column == headed[0].column and isinstance(c.value, int | float)]
    [within] = [cell.value for cell in sheet.cells if cell.value == "2 of 3"]
    assert (low, within) == (pytest.approx(44 * 1.2), "2 of 3")


def test_a_comparison_with_three_past_years_says_nothing() -> None:
    few = figures(44, WENT_ON[:3])
    rows = complaints([(str(row["Period"]), row["Value"]) for row in few if isinstance(row, dict)])
    sheet = proved(inputs_with_areas({"Complaints": rows}), "complaints")
    assert FROM not in {cell.value for cell in sheet.cells}


def of_many(seed: int, number: int, quarter: int) -> Inputs:
    """Indicators of all units, with gaps in their past."""
    chance = random.Random(seed)
    kinds: list[dict[str, Value]] = []
    rows: list[Values] = []
    for no in map(str, range(1, number + 1)):
        unit = chance.choice(("percent", "number", "days"))
        kinds.append(NUMBER | {"No": no, "Unit": unit, "Decimals": 0 if unit == "number" else chance.choice((0, 1))})
        size = chance.choice((3, 30, 100))
        past = tuple(
            (
                chance.choice((None, *[chance.randint(0, size)] * 9)),
                chance.choice((None, *[chance.randint(0, size)] * 9)),
            )
            for _ in range(chance.randint(3, 10))
        )
        rows += figures(chance.randint(0, size), past, quarter, no)
    return inputs(rows, *kinds, quarter=quarter)


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_formulas_say_of_any_past_what_the_rules_say(quarter: int) -> None:
    sheet = proved(of_many(quarter, 25, quarter))
    held = [str(cell.value) for cell in sheet.cells if cell.column < sheet.printed_columns]
    assert any(" of " in one and one[0].isdigit() for one in held)


@needs_libreoffice
def test_libreoffice_says_the_same() -> None:
    found = of_many(9, 40, 2)
    proved_in_libreoffice(found)


@pytest.mark.parametrize("rounded", [False, True])
def test_an_edition_that_protects_small_numbers_says_nothing_of_the_year_s_end(rounded: bool) -> None:
    found = inputs(figures(44))
    settings = replace(read_settings(found), rounded_for_public=rounded)
    plan = public_edition(found, settings).plan
    assert FROM not in {cell.value for sheet in plan.sheets for cell in sheet.cells}
