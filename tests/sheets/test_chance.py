"""Chance beside the arrows: said by the counts alone, alike by three engines, and switched off on Settings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_xl.checks.indicators import indicators_of
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.measures.chance import Chance
from cyps_xl.measures.periods import Quarter
from cyps_xl.planning import inputs_of as inputs_in
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from cyps_xl.sheets.indicator_words import WANTED
from cyps_xl.sheets.key import CHANCE, LIMITS
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.xlsx.parts.package import Package
from helpers.areas import inputs_with_areas
from helpers.checking import says
from helpers.indicators import RATE
from helpers.libreoffice import needs_libreoffice
from helpers.new_books import new_book
from helpers.public_editions import correct_inputs, public_edition, settings_for
from helpers.quarters import Values
from helpers.rows import complaints, rated
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

NOW, YEAR_AGO, LAST_YEAR = "2017-18 Q3", "2016-17 Q3", "2016-17"
COULD_BE, MORE = Chance.COULD_BE.value, Chance.MORE.value
OFF = {"Chance beside arrows": "no"}


def counted(period: str, part: Value, whole: Value = None, area: str = "Council", no: str = "4") -> dict[str, Value]:
    """A row of Indicator values with its counts."""
    return {"Indicator": no, "Area": area, "Period": period, "Numerator": part, "Denominator": whole}


def valued(period: str, value: float, area: str = "Council", no: str = "4") -> dict[str, Value]:
    """A row of Indicator values without counts."""
    return {"Indicator": no, "Area": area, "Period": period, "Value": value}


def inputs(
    *values: Values,
    settings: dict[str, Value] | None = None,
    first: str = "Wales",
    kind: dict[str, Value] | None = None,
) -> Inputs:
    """A report of one indicator: a rate, or what `kind` makes of it."""
    rows: dict[str, list[Values]] = {"Indicators": [RATE | (kind or {})], "IndicatorValues": [*values]}
    return inputs_with_areas(rows, first=first, settings=settings)


def proved(found: Inputs, key: str = "indicators") -> SheetPlan:
    """A sheet, every formula of the report worked out alike by a second engine."""
    plan = planned(found)
    assert disagreements(plan, by_formualizer(workbook_of(found, poisoned(plan)), plan)) == []
    return sheet_of(plan, key)


def words(sheet: SheetPlan, heading: str = "In words") -> str:
    """What stands under a heading in the first row."""
    [column] = [cell.column for cell in sheet.cells if cell.row == 4 and cell.value == heading]
    return str(next(cell.value for cell in sheet.cells if (cell.row, cell.column) == (5, column)))


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((9, 169), (11, 177), f"Within 5%\n{COULD_BE}"),
        ((90, 1690), (290, 1770), f"Declined\n{MORE}"),
        ((290, 1770), (90, 1690), f"Improved\n{MORE}"),
        ((9, 100), (9, 100), "Maintained"),
        ((9, 100), (0, 100), "Best possible"),
        ((9, None), (11, 177), "Not compared"),
        ((9, 0), (11, 177), "Not compared"),
    ],
)
def test_a_rate_says_what_its_counts_bear(before: tuple[Value, Value], now: tuple[Value, Value], said: str) -> None:
    sheet = proved(inputs(counted(YEAR_AGO, *before), counted(NOW, *now)))
    assert words(sheet) == said


@pytest.mark.parametrize(
    ("unit", "before", "now", "said"),
    [
        ("number", 15, 18, f"Declined\n{COULD_BE}"),
        ("number", 15, 58, f"Declined\n{MORE}"),
        ("number", 0, 5, f"Declined\n{COULD_BE}"),
        ("number", 0, 6, f"Declined\n{MORE}"),
        ("number", 15.5, 58, "Declined"),
        ("number", 1e6, 2e6, "Declined"),
        ("number", -1, 58, "Declined"),
        ("days", 15, 58, "Declined"),
        ("percent", 15, 58, "Declined"),
    ],
)
def test_what_has_no_counts_says_nothing_and_a_number_is_a_count(
    unit: str, before: float, now: float, said: str
) -> None:
    kind: dict[str, Value] = {"Unit": unit, "Tolerance": "relative", "Decimals": 0}
    assert words(proved(inputs(valued(YEAR_AGO, before), valued(NOW, now), kind=kind))) == said


@pytest.mark.parametrize(
    ("own", "wales", "said"),
    [
        (counted(LAST_YEAR, 598, 982), valued(LAST_YEAR, 69.2, "Wales"), f"Better\n{MORE}"),  # of which less is better
        (counted(LAST_YEAR, 10, 57), valued(LAST_YEAR, 14.2, "Wales"), f"Worse\n{COULD_BE}"),
        (counted(LAST_YEAR, 10, 57), counted(LAST_YEAR, 1, 40, "Wales"), f"Worse\n{MORE}"),
        (counted(LAST_YEAR, 10, 57), counted(LAST_YEAR, 1, 10, "Wales"), f"Worse\n{COULD_BE}"),
        (valued(LAST_YEAR, 60.9), valued(LAST_YEAR, 69.2, "Wales"), "Better"),
        (counted(LAST_YEAR, 60, 57), valued(LAST_YEAR, 14.2, "Wales"), "Worse"),
    ],
)
def test_standing_against_an_area_says_it_too(own: Values, wales: Values, said: str) -> None:
    assert words(proved(inputs(own, wales)), "Wales, in words") == said


PER_1000: dict[str, Value] = {"Unit": "per 1000", "Tolerance": "relative"}


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((15, 9000), (18, 9000), f"Declined\n{COULD_BE}"),
        ((15, 9000), (40, 9000), f"Declined\n{MORE}"),
        ((40, 9000), (8, 9000), f"Improved\n{MORE}"),
        ((2, 1), (4, 1), f"Declined\n{COULD_BE}"),
        ((15, 0), (18, 9000), "Not compared"),
        ((15.5, 9000), (58, 9000), "Declined"),
    ],
)
def test_a_rate_per_population_says_what_its_counts_bear(
    before: tuple[Value, Value], now: tuple[Value, Value], said: str
) -> None:
    sheet = proved(inputs(counted(YEAR_AGO, *before), counted(NOW, *now), kind=PER_1000))
    assert words(sheet) == said


def test_a_rate_per_population_is_shown_with_its_numbers() -> None:
    sheet = proved(inputs(counted(NOW, 18, 9000), kind=PER_1000))
    columns = {cell.value: cell.column for cell in sheet.cells if cell.row == 4}
    row = {cell.column: cell for cell in sheet.cells if cell.row == 5}
    shown = [row[columns[f"{what}Quarter 3 2017-18"]] for what in ("", "Number, ", "Out of, ")]
    assert [cell.value for cell in shown] == [2, 18, 9000]
    assert shown[0].number_format == "#,##0.0"


@pytest.mark.parametrize(
    ("own", "wales", "said"),
    [
        (counted(LAST_YEAR, 18, 9000), valued(LAST_YEAR, 3.1, "Wales"), f"Better\n{COULD_BE}"),
        (counted(LAST_YEAR, 18, 9000), valued(LAST_YEAR, 1.1, "Wales"), f"Worse\n{MORE}"),
        (counted(LAST_YEAR, 0, 9000), valued(LAST_YEAR, 0.4, "Wales"), f"Better\n{COULD_BE}"),
        (counted(LAST_YEAR, 4, 9000), valued(LAST_YEAR, 1.2, "Wales"), f"Better\n{MORE}"),
        (counted(LAST_YEAR, 18, 9000), counted(LAST_YEAR, 32, 9000, "Wales"), f"Better\n{COULD_BE}"),
        (counted(LAST_YEAR, 18, 9000), counted(LAST_YEAR, 3300, 900000, "Wales"), f"Better\n{MORE}"),
        (valued(LAST_YEAR, 2), counted(LAST_YEAR, 33, 9000, "Wales"), "Better"),
    ],
)
def test_a_rate_per_population_says_how_it_stands(own: Values, wales: Values, said: str) -> None:
    assert words(proved(inputs(own, wales, kind=PER_1000)), "Wales, in words") == said


def test_a_rate_per_population_that_is_worse_by_more_than_chance_asks_for_words() -> None:
    worse = (counted(LAST_YEAR, 18, 9000), valued(LAST_YEAR, 1.1, "Wales"))
    assert WANTED in {cell.value for cell in proved(inputs(*worse, kind=PER_1000)).cells}


@pytest.mark.parametrize(
    "kind",
    [
        {"Unit": "per 10000", "Period basis": "as at"},
        {"Unit": "per 10000", "Numerator from": "LookedAfter[Children]"},
        {"Unit": "number", "Decimals": 1},
        {"Unit": "number", "Decimals": 0, "Period basis": "as at"},
        {"Unit": "number", "Decimals": 0, "Numerator from": "Caseloads[Available hours]"},
        {"Unit": "percent", "Numerator from": "Caseloads[Available hours]"},
    ],
)
def test_numbers_that_are_no_cases_say_nothing(kind: dict[str, Value]) -> None:
    counts = [counted(YEAR_AGO, 15, 100), counted(NOW, 58, 100)]
    typed = [valued(YEAR_AGO, 15), valued(NOW, 58)] if kind["Unit"] == "number" else counts
    assert words(proved(inputs(*typed, kind={"Tolerance": "relative", **kind}))) == "Declined"


def test_a_row_has_room_for_what_may_be_said_before_it_is_said() -> None:
    silent, said = (proved(inputs(counted(YEAR_AGO, 9, 100), counted(NOW, now, 100))) for now in (9, 50))
    assert silent.heights[5] == said.heights[5]


def test_switched_off_nothing_is_said_and_nothing_asked_for() -> None:
    worse = (counted(LAST_YEAR, 290, 1770), valued(LAST_YEAR, 5, "Wales"))
    on, off = (proved(inputs(*worse, settings=settings)) for settings in (None, OFF))
    assert (words(on, "Wales, in words"), words(off, "Wales, in words")) == (f"Worse\n{MORE}", "Worse")
    assert [WANTED in {cell.value for cell in sheet.cells} for sheet in (on, off)] == [True, False]


def test_of_a_team_of_ours_which_our_own_figure_holds_nothing_is_said() -> None:
    worse = (counted(LAST_YEAR, 290, 1770), counted(LAST_YEAR, 5, 100, "North team"))
    sheet = proved(inputs(*worse, first="North team"))
    assert words(sheet, "North team, in words") == "Worse"
    assert WANTED not in {cell.value for cell in sheet.cells}


@pytest.mark.parametrize(
    ("chance", "explain", "now", "wanted"),
    [
        ("yes", "yes", 18, True),
        ("yes", "no", 18, False),
        ("yes", "no", 58, True),
        ("no", "no", 18, True),
    ],
)
def test_a_decline_that_could_be_chance_needs_words_unless_settings_says_otherwise(
    chance: str, explain: str, now: int, wanted: bool
) -> None:
    settings: dict[str, Value] = {"Chance beside arrows": chance, "Explain what could be chance": explain}
    number: dict[str, Value] = {"Unit": "number", "Tolerance": "relative", "Decimals": 0}
    found = inputs(valued(YEAR_AGO, 15), valued(NOW, now), settings=settings, kind=number)
    assert (WANTED in {cell.value for cell in proved(found).cells}) is wanted
    numbers = {"Indicators": ["No 1 | Unit number | Tolerance relative | Better when lower | Decimals 0"]}
    assert bool(says("WD01", settings=settings, IndicatorValues=[rated(15, YEAR_AGO), rated(now)], **numbers)) is wanted
    risen = [complaints(15, period=YEAR_AGO), complaints(now)]
    assert bool(says("WD09", settings=settings, Complaints=risen)) is wanted


def test_the_example_tells_chance_as_its_figures_bear(tmp_path: Path) -> None:
    """No change of complaints is more than chance; two rates are worse than Wales by more, and seven cannot be told
    apart from hers."""
    new_book(tmp_path / "CYPS.xlsx")
    found = inputs_in(Package.read(tmp_path / "CYPS.xlsx"))
    quarter, tolerance = Quarter.parse(NOW), read_settings(found).tolerance
    stands = {one.reference: one.against("Wales", quarter.last_year.year) for one in indicators_of(found, tolerance)}
    assert [name for name, (code, chance) in stands.items() if code.value == -2 and chance is Chance.MORE] == [
        "PI 25", "PI 30",
    ]  # fmt: skip
    plan = planned(found)
    told = [cell.value for cell in sheet_of(plan, "complaints").cells if COULD_BE in str(cell.value)]
    assert told.count(f"Declined\n{COULD_BE}") == 3
    assert not [cell for cell in sheet_of(plan, "complaints").cells if MORE in str(cell.value)]
    scorecard = sheet_of(plan, "indicators").cells
    [column] = [cell.column for cell in scorecard if cell.value == "Wales, in words"]
    seen = [str(cell.value) for cell in scorecard if cell.column == column]
    assert sum(COULD_BE in one for one in seen) == 7


def many(seed: int, number: int) -> Iterator[tuple[dict[str, Value], list[Values]]]:
    """Indicators of all units with counts of every size, some of them none."""
    chance = random.Random(seed)
    for no in map(str, range(1, number + 1)):
        kind = {
            "No": no,
            "Unit": chance.choice(("percent", "percent", "number", "days", "per 1000")),
            "Tolerance": "relative",
        }
        kind["Decimals"] = chance.choice((0, 0, 1))
        better = chance.choice(("higher", "lower", "neither"))
        rows: list[Values] = []
        size = chance.choice((3, 30, 300, 30000))
        for period, area in ((NOW, "Council"), (YEAR_AGO, "Council"), (LAST_YEAR, "Council"), (LAST_YEAR, "Wales")):
            whole = chance.randint(0, size)
            part = chance.choice((0, whole, chance.randint(0, whole), chance.randint(0, whole), whole + 1))
            row = counted(period, part, whole, area, no)
            if kind["Unit"] == "number" or chance.random() < 0.2:
                row = valued(period, chance.choice((part, part, part + 0.5)), area, no)
            rows.append(row)
        yield RATE | kind | {"Better when": better}, rows


def of_many(seed: int, number: int) -> Inputs:
    kinds, rows = zip(*many(seed, number), strict=True)
    values = [row for each in rows for row in each]
    return inputs_with_areas({"Indicators": [*kinds], "IndicatorValues": values}, first="Wales")


@pytest.mark.parametrize("seed", range(4))
def test_formulas_say_of_any_counts_what_the_rules_say(seed: int) -> None:
    sheet = proved(of_many(seed, 40))
    said = [str(cell.value) for cell in sheet.cells]
    assert {COULD_BE, MORE, ""} <= set(said)


@needs_libreoffice
def test_libreoffice_says_the_same() -> None:
    found = of_many(9, 60)
    proved_in_libreoffice(found)


def test_an_edition_of_rounded_counts_says_nothing_of_chance() -> None:
    found = correct_inputs(0)
    settings = replace(settings_for(found, 5), rounded_for_public=True)
    plan = public_edition(found, settings).plan
    said = [str(cell.value) for sheet in plan.sheets for cell in sheet.cells]
    assert not [one for one in said if COULD_BE in one or MORE in one]
    assert not {CHANCE, LIMITS} & set(said)  # nor does its key explain what it does not say


@pytest.mark.parametrize("rounded", [False, True])
def test_no_edition_tells_by_its_rows_whether_a_withheld_rate_is_worse_by_more_than_chance(rounded: bool) -> None:
    """Four of twenty would owe words against three in a hundred, and one of twenty would not."""

    def edition(number: int) -> SheetPlan:
        found = inputs(counted(LAST_YEAR, number, 20), valued(LAST_YEAR, 3, "Wales"))
        settings = replace(read_settings(found), rounded_for_public=rounded)
        return sheet_of(public_edition(found, settings).plan, "indicators")

    one, other = edition(4), edition(1)
    assert (one.heights, one.page_breaks) == (other.heights, other.page_breaks)
    if not rounded:
        assert one.cells == other.cells
