"""Variation and assurance in words with a sign, and the limits of rare events: formulas that say what the rules say."""

from __future__ import annotations

import random

import pytest

from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.variation import Assurance, Variation
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.shapes.limits import Chart
from cyps_xl.sheets.shapes.signals import NO_FIGURE, RARE_SAYS
from cyps_xl.sheets.shapes.variation import ASSURANCE_SAYS, TOO_FEW_TO_TELL, VARIATION_SAYS
from helpers.definitions import Rows, problems
from helpers.libreoffice import needs_libreoffice
from helpers.limits import any_months, months, report
from helpers.public_editions import public_edition
from helpers.quarters import Values
from helpers.small_reports import inputs_with, proved, proved_in_libreoffice, table_of


def judged(chart: Chart, better: str, target: float | None) -> dict[str, Rows]:
    declared = report(chart)
    return {**declared, "Lines": [{**declared["Lines"][0], "Better when": better, "Target": target}]}


def said(sheet: SheetPlan) -> tuple[str, str]:
    """What stands after the words Variation and Assurance; nothing where there is no such row."""
    texts = [str(cell.value) for cell in sheet.cells if cell.column == 0]
    found = [
        next((text.removeprefix(begins) for text in texts if text.startswith(begins)), "")
        for begins in (VARIATION_SAYS, ASSURANCE_SAYS)
    ]
    return found[0], found[1]


STEADY = [(80 + at % 3, 100) for at in range(12)]
"""Limits from about 69% to 93%."""


@pytest.mark.parametrize(
    ("last", "better", "target", "variation", "assurance"),
    [
        (81, "higher", 60, Variation.COMMON, Assurance.ALWAYS),
        (81, "higher", 82, Variation.COMMON, Assurance.HIT_AND_MISS),
        (81, "higher", 97, Variation.COMMON, Assurance.NEVER),
        (81, "lower", 97, Variation.COMMON, Assurance.ALWAYS),
        (81, "lower", 60, Variation.COMMON, Assurance.NEVER),
        (99, "higher", None, Variation.IMPROVING, None),
        (40, "higher", None, Variation.CONCERNING, None),
        (99, "lower", None, Variation.CONCERNING, None),
        (40, "neither", None, Variation.LOWER, None),
        (99, "neither", None, Variation.HIGHER, None),
    ],
)
def test_the_latest_month_and_the_limits_at_it_are_said_in_words(
    last: int, better: str, target: float | None, variation: Variation, assurance: Assurance | None
) -> None:
    rows = months(*STEADY, *STEADY[:11], (last, 100))
    sheet = proved(inputs_with(judged(Chart.SHARES, better, target), 24, Visits=rows))
    assert said(sheet) == (variation.value, assurance.value if assurance else "")
    if target is not None:
        assert set(table_of(sheet, "Target")) == {target / 100}


def test_of_few_months_nothing_is_told_and_of_none_neither() -> None:
    for rows in (months(*STEADY[:8]), months(*[(None, 100)] * 8)):
        sheet = proved(inputs_with(judged(Chart.SHARES, "higher", 90), 8, Visits=rows))
        assert said(sheet) == (TOO_FEW_TO_TELL, TOO_FEW_TO_TELL)


def test_a_line_that_has_no_good_way_says_neither() -> None:
    sheet = proved(inputs_with(report(Chart.SHARES), 12, Visits=months(*STEADY)))
    assert said(sheet) == ("", "")


def test_a_target_needs_limits_and_a_good_side() -> None:
    assert problems(judged(Chart.SHARES, "neither", 90)) == [
        "Lines!K6: Nothing says which side of the target is good. Choose higher or lower, or empty Target."
    ]
    declared = judged(Chart.SHARES, "higher", 90)
    plain = {**declared, "Blocks": [{**declared["Blocks"][0], "Chart": "line"}]}
    assert problems(plain) == [
        "Lines!L6: A target is held against the limits of a line, and this line has none. "
        "Choose line with limits under Chart of Blocks, or empty the cell."
    ]


def rare(*counts: int) -> SheetPlan:
    return proved(inputs_with(report(Chart.COUNTS), len(counts), Visits=months(*((one, None) for one in counts))))


def test_of_rare_events_a_month_is_marked_above_an_exact_limit_and_nowhere_else() -> None:
    """0.46 a month: chance alone brings more than 3 in one month of 790, so that 3 are no news, and 5 are."""
    quiet = [0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0] * 2
    sheet = rare(*quiet[:-1], 3)
    assert set(table_of(sheet, "Upper limit")) == {3} and set(table_of(sheet, "Lower limit")) == {0}
    assert not any(table_of(sheet, "More than chance"))
    assert {NO_FIGURE, RARE_SAYS} <= {str(cell.value) for cell in sheet.cells}
    assert table_of(rare(*quiet[:-1], 5), "More than chance")[-1] == "above"


def test_a_year_without_a_rare_event_is_no_run() -> None:
    assert not any(table_of(rare(*[1, 0, 1] * 4, *[0] * 12), "More than chance"))


@pytest.mark.parametrize("seed", range(400, 412))
def test_formulas_say_of_any_series_and_target_what_the_rules_say(seed: int) -> None:
    proved(any_judged(seed))


def any_judged(seed: int) -> Inputs:
    chance = random.Random(seed)
    chart, rows, count = any_months(seed)
    target = chance.choice((None, 0, 1, 12, 60, 99.5))
    declared = judged(chart, chance.choice(("higher", "lower")), target)
    return inputs_with(declared, count, Visits=rows, ChangePoints=_maybe(chance, rows))


def _maybe(chance: random.Random, rows: list[Values]) -> list[Values]:
    if chance.random() < 0.5:
        return []
    day = chance.choice(rows)["Month"]
    return [{"Block": "visits", "From": day, "Kind": "break", "English": "A new form.", "Welsh": "Ffurflen."}]


@needs_libreoffice
@pytest.mark.parametrize("seed", range(500, 504))
def test_libreoffice_says_the_same(seed: int) -> None:
    inputs = any_judged(seed)
    proved_in_libreoffice(inputs)


def test_an_edition_that_protects_small_numbers_says_neither_on_its_page_nor_on_its_key() -> None:
    inputs = inputs_with(judged(Chart.SHARES, "higher", 90), 12, Visits=months(*STEADY[:-1], (3, 100)))
    plan = public_edition(inputs, read_settings(inputs)).plan
    words = {str(cell.value) for sheet in plan.sheets for cell in sheet.cells}
    assert not any(text.startswith((VARIATION_SAYS, ASSURANCE_SAYS)) for text in words)
    assert not {one.value for one in (*Variation, *Assurance)} & words
