"""A funnel: each council by size, limits around the rate of all, worked out alike by three engines."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.measures import limits
from cyps_xl.printed.leaving import edition_plan
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import Guide, SheetPlan
from cyps_xl.sheets.shapes import funnel
from helpers.definitions import SMALL, Rows, problems
from helpers.libreoffice import needs_libreoffice
from helpers.public_editions import public_edition
from helpers.quarters import Values
from helpers.small_reports import inputs_with, proved, proved_in_libreoffice
from helpers.workbooks import planned

YEAR = "2024-25"
COUNCILS = ("Aber", "Bryn", "Cwm", "Dinas")
MEASURE: Values = {
    "No": "2", "Reference": "CH/043", "Name": "Three placements", "Unit": "percent", "Better when": "lower",
    "Reported": "annually", "Decimals": 1, "Tolerance": "points", "Comparable": "yes",
}  # fmt: skip
BLOCK: Mapping[str, Value] = {
    "Block": "among others", "Section": "visits", "Position": 1, "Shape": "funnel", "Table": "IndicatorValues",
    "Where": "Indicator = 2", "Called": "Children", "Chart": "funnel", "Chart title": "Placements",
    "Chart says": "A funnel.", "Counted in": "Share",
}  # fmt: skip


def report(councils: Sequence[str] = COUNCILS, country: str = "Wales", **block: Value) -> dict[str, Rows]:
    areas = [{"Area": "Council", "Kind": "our own"}]
    areas += [{"Area": country, "Kind": "country"}] if country else []
    areas += [{"Area": name, "Kind": "another council"} for name in councils]
    return {**SMALL, "Areas": areas, "Blocks": [{**BLOCK, **block}], "Lines": []}


def counts(area: str, part: Value, whole: Value, year: str = YEAR, **more: Value) -> Values:
    named = {heading.replace("_", " "): value for heading, value in more.items()}
    return {"Indicator": "2", "Area": area, "Period": year, "Numerator": part, "Denominator": whole, **named}


OTHERS = [counts("Aber", 10, 100), counts("Bryn", 60, 400), counts("Cwm", 20, 200), counts("Dinas", 5, 90)]
ALL = [counts("Council", 45, 250), counts("Wales", 700, 7000), *OTHERS]


def inputs(rows: list[Values], measure: Values = MEASURE, **how: Value) -> Inputs:
    return inputs_with(report(**how), IndicatorValues=rows, Indicators=[measure])  # type: ignore[arg-type]


def table(sheet: SheetPlan) -> list[list[object]]:
    """The rows of the table, our own on top, each without its blanks at the end."""
    rows: dict[int, dict[int, object]] = {}
    for cell in sheet.cells:
        if cell.column < sheet.printed_columns:
            rows.setdefault(cell.row, {})[cell.column] = cell.value
    [header] = [row for row, cells in rows.items() if cells.get(0) == "Council" and cells.get(1) == "Out of"]
    return [[rows[row][at] for at in range(10)] for row in sorted(rows) if row > header and 9 in rows[row]]


def sentences(sheet: SheetPlan) -> list[str]:
    return [str(cell.value) for cell in sheet.cells if cell.style == "paragraph" and cell.value]


def test_councils_stand_by_size_unnamed_and_ours_on_top() -> None:
    rows = table(proved(inputs(ALL)))
    assert [(row[1], row[2]) for row in rows] == [(250, 45), (400, 60), (250, 45), (200, 20), (100, 10), (90, 5)]
    assert {row[0] for row in rows if row[1] != 250} == {funnel.ANOTHER}


def test_our_own_row_says_so_where_we_have_no_figures_of_the_year() -> None:
    [own, *_] = table(proved(inputs(ALL[1:])))
    assert (own[1], own[2], own[9]) == ("", "", funnel.NONE_OF_OURS)


def test_down_names_the_others() -> None:
    rows = table(proved(inputs(ALL, Down="Area")))
    assert [row[0] for row in rows[1:] if row[1] != 250] == ["Bryn", "Cwm", "Aber", "Dinas"]


def test_the_limits_are_those_of_the_books_around_the_country_s_rate() -> None:
    own = table(proved(inputs(ALL)))[0]
    found = [limits.funnel(0.1, 250, confidence) for confidence in (0.95, 0.998)]
    assert own[4] == pytest.approx(0.1)
    assert own[5:9] == pytest.approx([found[0].lower, found[0].upper, found[1].lower, found[1].upper])
    assert own[9] == "above, outside 99.8%"


def test_without_a_country_s_rate_the_middle_is_what_all_have_together() -> None:
    sheet = proved(inputs([ALL[0], *OTHERS]))
    assert table(sheet)[0][4] == pytest.approx((45 + 10 + 60 + 20 + 5) / (250 + 100 + 400 + 200 + 90))
    assert sentences(sheet)[0] == f"{YEAR}: {funnel.OF_ALL}"
    assert table(proved(inputs([ALL[0], *OTHERS], country=""))) == table(sheet)


def test_a_country_s_figure_alone_is_taken_as_it_is() -> None:
    wales = counts("Wales", None, None, Value=12)
    sheet = proved(inputs([ALL[0], wales, *OTHERS]))
    assert table(sheet)[0][4] == pytest.approx(0.12)
    assert "is that of Wales" in sentences(sheet)[0]


def test_who_is_withheld_is_left_out_and_counted() -> None:
    withheld = counts("Bryn", None, 400, Not_told="withheld")
    sheet = proved(inputs([*ALL[:3], withheld, ALL[4]]))
    assert [row[1] for row in table(sheet)] == [250, 250, 200, 100, "", ""]
    assert "Councils left out: 1 withheld, 1 without figures." in sentences(sheet)


def test_a_part_larger_than_its_whole_is_no_share() -> None:
    assert [row[1] for row in table(proved(inputs([*ALL[:3], counts("Bryn", 90, 40)])))][:3] == [250, 250, 100]


def test_nothing_is_said_that_rounding_could_turn() -> None:
    rounded = [counts("Aber", 15, 100, Rounded_to=5), counts("Bryn", 40, 400, Rounded_to=5)]
    sheet = proved(inputs([*ALL[:2], *rounded]))
    said = {row[1]: row[9] for row in table(sheet)}
    assert (said[100], said[400]) == ("not told: rounding could turn it", "within 95%")
    assert funnel.ROUNDED in sentences(sheet)
    assert funnel.ROUNDED not in sentences(proved(inputs(ALL)))


def test_the_latest_year_with_figures_of_others_is_shown() -> None:
    earlier = [{**row, "Period": "2022-23"} for row in OTHERS]
    sheet = proved(inputs([counts("Council", 45, 250), counts("Council", 30, 240, "2022-23"), *earlier]))
    assert table(sheet)[0][1] == 240
    assert sentences(sheet)[0].startswith("2022-23: ")


def test_a_funnel_without_others_says_so_in_words() -> None:
    sheet = proved(inputs([ALL[0]]))
    assert (sheet.charts, sentences(sheet)) == ((), [f"{funnel.NO_YEAR}2024-25."])


def test_a_funnel_of_what_is_no_percentage_says_so() -> None:
    assert sentences(proved(inputs(ALL, {**MEASURE, "Unit": "days"}))) == [funnel.NO_SHARE]
    assert sentences(proved(inputs([], {**MEASURE, "No": "3"}))) == [funnel.NO_SHARE]


def test_without_our_own_figures_the_others_stand_alone() -> None:
    sheet = proved(inputs(ALL[1:]))
    assert table(sheet)[0][1:4] == ["", "", ""]
    [chart] = [chart for sheet in edition_plan(planned(inputs(ALL[1:]))).sheets for chart in sheet.charts]
    assert [one.emphasis for one in chart.series] == [False] * 6


def test_the_chart_reads_numbers_alone_and_the_page_in_an_edition() -> None:
    withheld = counts("Bryn", None, 400, Not_told="withheld")
    plan = planned(inputs([*ALL[:3], withheld, *ALL[4:]]))
    [chart] = next(sheet for sheet in plan.sheets if sheet.key == "visits").charts
    sheet = next(one for one in plan.sheets if one.key == "visits")
    cells = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    assert [one.guide for one in chart.series] == [Guide.CENTRE, *[Guide.LIMIT] * 4, None, None]
    assert all(isinstance(cells[at], float | int) for one in chart.series if one.across for at in one.across.cells)
    [still] = next(one for one in edition_plan(plan).sheets if one.key == "visits").charts
    assert still.series[0].values.last_column < sheet.printed_columns
    assert still.series[0].values.size == 4


@pytest.mark.parametrize("rounded", [False, True])
def test_an_edition_that_protects_small_numbers_draws_no_funnel(rounded: bool) -> None:
    found = inputs([counts("Council", 3, 250), *ALL[1:]])
    settings = replace(read_settings(found), rounded_for_public=rounded)
    sheets = [one for one in public_edition(found, settings).plan.sheets if one.key == "visits"]
    assert all(not sheet.charts for sheet in sheets)
    texts = {str(cell.value) for sheet in sheets for cell in sheet.cells}
    assert not {"3", "250", "0.012", "Rate of all", funnel.ANOTHER} & texts


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"Where": None}, "A funnel is of one indicator."),
        ({"Where": "Area = Wales"}, "A funnel is of one indicator."),
        ({"Down": "Period"}, "Down the page of a funnel go councils."),
        ({"Table": "Visits", "Where": "Made = 2"}, "A funnel shows the table IndicatorValues."),
        ({"Chart": "columns"}, "A block of funnel is not drawn as columns."),
    ],
)
def test_what_a_funnel_cannot_be_is_named_by_its_cell(block: Mapping[str, Value], said: str) -> None:
    assert any(said in problem for problem in problems(report(**block)))  # type: ignore[arg-type]


def test_months_are_not_drawn_as_a_funnel() -> None:
    declared = {**SMALL, "Blocks": [{**SMALL["Blocks"][0], "Chart": Charts.FUNNEL.value}]}
    assert any("is not drawn as funnel" in problem for problem in problems(declared))


def any_councils(seed: int) -> Inputs:
    """Councils of any size and rate, some withheld, some rounded, some of counts that cannot be."""
    chance = random.Random(seed)
    names = [f"Council {at}" for at in range(chance.randint(1, 22))]
    rows = []
    for name in ("Council", "Wales", *names):
        whole = chance.choice((0, 40, 100, 100, chance.randint(1, 900)))
        part: float | None = chance.choice((None, 0, whole, whole // 10, chance.randint(0, whole + 1)))
        rounded = chance.choice((None, None, 5))
        if rounded:
            whole, part = round(whole / 5) * 5, None if part is None else round(part / 5) * 5
        told = chance.choice((None, "withheld", "not known")) if part is None else None
        rows.append(counts(name, part, whole, Rounded_to=rounded, Not_told=told))
    country = chance.choice(("Wales", ""))
    rows = [row for row in rows if country or row["Area"] != "Wales"]
    return inputs(rows, councils=names, country=country)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(12))
def test_any_councils_are_worked_out_alike_by_two_engines(seed: int) -> None:
    proved(any_councils(seed))


@needs_libreoffice
def test_any_councils_are_worked_out_alike_by_libreoffice() -> None:
    for seed in (1, 5, 9):
        found = any_councils(seed)
        proved_in_libreoffice(found)
