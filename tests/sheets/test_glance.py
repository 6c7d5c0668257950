"""At a glance: what stands out, chosen by formula, alike by three engines, and never more than the scorecard says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cyps_xl.disclosure.suppress import as_protected
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from cyps_xl.sheets import glance
from cyps_xl.sheets.glance_lines import NAME, NOTHING_STANDS_OUT, NOW, REFERENCE, WHY, YEARS
from cyps_xl.sheets.glance_room import Block, low_row, most_told
from cyps_xl.sheets.pages import Paper
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.report_plan import lay_out
from helpers.areas import inputs_with_areas
from helpers.indicators import RATE
from helpers.libreoffice import needs_libreoffice
from helpers.quarters import Values
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

NOW_, YEAR_AGO, LAST_YEAR, YEAR_BEFORE = "2017-18 Q3", "2016-17 Q3", "2016-17", "2015-16"
SENTENCES, WAITING, FIRST_LINE = 3, 4, 8


def rate(no: str, reference: str | None = None, **kind: Value) -> Values:
    """An indicator: a rate of which less is better."""
    return RATE | {"No": no, "Reference": reference or f"PI {no}", "Name": f"Name of {no}"} | kind


def counted(no: str, period: str, part: Value, whole: Value = None, area: str = "Council") -> Values:
    """A row of Indicator values with its counts."""
    return {"Indicator": no, "Area": area, "Period": period, "Numerator": part, "Denominator": whole}


def valued(no: str, period: str, value: float, area: str = "Council") -> Values:
    """A row of Indicator values without counts."""
    return {"Indicator": no, "Area": area, "Period": period, "Value": value}


WORSE_THAN_WALES = (counted("1", LAST_YEAR, 290, 1770), valued("1", LAST_YEAR, 5, "Wales"))
DECLINED = (counted("2", YEAR_AGO, 90, 1690), counted("2", NOW_, 290, 1770))
IMPROVED = (counted("3", YEAR_AGO, 290, 1770), counted("3", NOW_, 90, 1690))
COULD_BE = (counted("4", YEAR_AGO, 9, 169), counted("4", NOW_, 11, 177))
ALONE = (valued("5", YEAR_AGO, 10), valued("5", NOW_, 20))
ALL = (*IMPROVED, *COULD_BE, *ALONE, *DECLINED, *WORSE_THAN_WALES)


def inputs(
    *values: Values, indicators: list[Values] | None = None, settings: dict[str, Value] | None = None, second: str = ""
) -> Inputs:
    """A report of five rates, of which some stand out."""
    rows: dict[str, list[Values]] = {
        "Indicators": indicators or [rate(no) for no in "12345"],
        "IndicatorValues": [*values],
    }
    return inputs_with_areas(rows, first="Wales", second=second, settings=settings)


def proved(found: Inputs) -> SheetPlan:
    """The page, every formula of the report worked out alike by a second engine."""
    plan = planned(found)
    assert disagreements(plan, by_formualizer(workbook_of(found, poisoned(plan)), plan)) == []
    return sheet_of(plan, glance.KEY)


def said(sheet: SheetPlan, row: int, column: int) -> str:
    """What a cell says."""
    return next((str(cell.value) for cell in sheet.cells if (cell.row, cell.column) == (row, column)), "")


def sentences(sheet: SheetPlan) -> list[str]:
    """What stands above the lines: of what is worse, then of the rest."""
    return [line for column in (REFERENCE, NOW) for line in said(sheet, SENTENCES, column).split("\n") if line]


def lines(sheet: SheetPlan) -> list[tuple[str, str]]:
    """Which indicators stand on the page, in its order, each with why."""
    rows = range(FIRST_LINE, sheet.printed_rows)
    found = ((said(sheet, row, REFERENCE), said(sheet, row, WHY).split("\n")[0]) for row in rows)
    return [line for line in found if line[0]]


def test_what_matters_most_stands_first() -> None:
    sheet = proved(inputs(*ALL))
    assert lines(sheet) == [
        ("PI 1", "Worse than Wales, more than chance"),
        ("PI 2", "↓ Worse than last year, more than chance"),
        ("PI 3", "↑ Better than last year, more than chance"),
        ("PI 5", "↓ Worse than last year, chance not known"),
    ]
    assert sentences(sheet) == [
        "Worse than Wales, more than chance: 1 (PI 1).",
        "Worse than last year, more than chance: 1 (PI 2).",
        "Worse than last year, chance not known: 1 (PI 5).",
        "Not explained yet: 3 (PI 1, PI 2, PI 5).",
        "More than chance: 2 of 3 changes that can be tested.",
        "Better than last year, more than chance: 1 (PI 3).",
    ]


@pytest.mark.parametrize(
    ("unit", "counts"), [("percent", "290 of 1,770"), ("per 10000", "290 among 1,770"), ("days", "290 ÷ 1,770")]
)
def test_what_stands_between_two_counts_says_how_the_figure_comes_from_them(unit: str, counts: str) -> None:
    found = inputs(*DECLINED, indicators=[rate("2", Unit=unit)])
    assert said(proved(found), FIRST_LINE, NOW).split("\n")[1] == counts
    drafts = " ".join(str(cell.value) for cell in sheet_of(planned(found), "drafts").cells)
    assert f"({counts})" in drafts and f"({counts.replace('of', 'o').replace('among', 'ymhlith')})" in drafts


@needs_libreoffice
def test_libreoffice_chooses_the_same_lines() -> None:
    found = inputs(*ALL, second="Welsh family")
    proved_in_libreoffice(found)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (COULD_BE, "The one change that can be tested could be chance."),
        (
            (*COULD_BE, *(row | {"Indicator": "3"} for row in COULD_BE)),
            "The 2 changes that can be tested could all be chance.",
        ),
        (ALONE, "No change can be tested for chance: there are no counts."),
        (DECLINED, "More than chance: 1 of 1 changes that can be tested."),
    ],
)
def test_it_says_in_words_how_many_changes_are_real(values: tuple[Values, ...], sentence: str) -> None:
    assert sentence in sentences(proved(inputs(*values)))


def test_where_nothing_stands_out_it_says_so() -> None:
    sheet = proved(inputs(counted("1", YEAR_AGO, 9, 100), counted("1", NOW_, 9, 100)))
    assert (said(sheet, FIRST_LINE, WHY), lines(sheet)) == (NOTHING_STANDS_OUT, [])
    assert said(sheet, SENTENCES, 0).startswith("Worse than Wales, more than chance: none.")


def test_a_line_has_its_figures_with_their_counts_and_how_the_years_went() -> None:
    sheet = proved(inputs(*WORSE_THAN_WALES, counted("1", NOW_, 611, 986), valued("1", YEAR_BEFORE, 15.04)))
    assert (said(sheet, FIRST_LINE, NAME), said(sheet, FIRST_LINE, NOW)) == ("Name of 1", "62.0%\n611 of 986")
    assert said(sheet, FIRST_LINE, YEARS) == "16.4% (15.0%)\nIn Wales: 5.0%"


def test_of_what_has_no_figure_of_the_quarter_the_counts_of_the_year_are_told() -> None:
    sheet = proved(inputs(*WORSE_THAN_WALES))
    assert said(sheet, FIRST_LINE, YEARS) == "16.4%\n290 of 1,770\nIn Wales: 5.0%"


def test_a_figure_of_which_neither_way_is_good_has_its_own_sign() -> None:
    kind = [rate("2", **{"Better when": "neither"})]
    sheet = proved(inputs(*DECLINED, valued("2", LAST_YEAR, 7), valued("2", LAST_YEAR, 5, "Wales"), indicators=kind))
    working = {str(cell.value).split(",")[0] for cell in sheet.cells if "Higher" in str(cell.value)}
    assert working == {"△ Higher"}


def test_what_the_question_asks_that_waits_longest_stands_below_how_many_wait() -> None:
    asked = [
        {"No": number, "Asked on": day, "Report of": "2017-18 Q1", "Question": words}
        for number, day, words in ((1, dt.date(2017, 9, 7), "Why so many?"), (2, dt.date(2017, 6, 1), "Why so few?"))
    ]
    rows = {"Indicators": [rate("2")], "IndicatorValues": [*DECLINED], "Questions": asked}
    sheet = proved(inputs_with_areas(rows, first="Wales"))
    assert said(sheet, WAITING + 1, REFERENCE) == "Why so few?"
    assert said(proved(inputs(*DECLINED)), WAITING + 1, REFERENCE) == ""


def test_of_an_average_it_says_what_was_divided_by_what() -> None:
    kind = [rate("2", Unit="days", Tolerance="relative")]
    sheet = proved(inputs(counted("2", YEAR_AGO, 100, 10), counted("2", NOW_, 1200, 10), indicators=kind))
    assert said(sheet, FIRST_LINE, NOW) == "120.0\n1,200 ÷ 10"


def test_the_lines_follow_their_formulas_and_their_heading_leads_to_the_scorecard() -> None:
    cells = {(cell.row, cell.column): cell for cell in proved(inputs(*ALL)).cells}
    line, heading = cells[FIRST_LINE, REFERENCE], cells[FIRST_LINE - 2, 0]
    assert (line.link, line.formula is None) == ("", False)
    assert heading.link == "_cyps_sheet_indicators"


def test_without_words_on_chance_the_arrow_alone_counts() -> None:
    sheet = proved(inputs(*ALL, settings={"Chance beside arrows": "no"}))
    assert "more than chance" not in " ".join(said(sheet, row, WHY) for row in range(FIRST_LINE, 13))
    assert lines(sheet)[0] == ("PI 2", "↓ Worse than last year, chance not known")
    told = sentences(sheet)
    assert {
        "Worse than Wales: 1 (PI 1).",
        "Worse than last year: 2 (PI 2, PI 5).",
        "Better than last year: 1 (PI 3).",
    } <= set(told)
    assert not any("chance" in sentence for sentence in told)


def test_without_words_on_chance_an_area_that_nothing_is_worse_than_is_told_all_the_same() -> None:
    sheet = proved(inputs(*IMPROVED, valued("1", LAST_YEAR, 5, "Wales"), settings={"Chance beside arrows": "no"}))
    assert "Worse than Wales: none." in sentences(sheet)


def test_what_is_owed_and_not_there_is_named_and_what_is_explained_is_not() -> None:
    found = inputs(*DECLINED, *ALONE)
    told = {"Item": "2", "Period": NOW_, "Kind": "explanation", "Position": 1, "English": "More families need help."}
    explained = inputs_with_areas(
        {
            "Indicators": [rate("2"), rate("5")],
            "IndicatorValues": [*DECLINED, *ALONE],
            "Explanations": [told],
        },
        first="Wales",
    )
    owed = [said(proved(one), SENTENCES, REFERENCE).split("\n")[-1] for one in (found, explained)]
    assert owed == ["Not explained yet: 2 (PI 2, PI 5).", "Not explained yet: 1 (PI 5)."]


def test_a_target_that_is_not_met_is_told() -> None:
    kind = [rate("2", Target=5), rate("3", Target=90)]
    sheet = proved(inputs(*DECLINED, *IMPROVED, indicators=kind))
    assert "Target not met: 1 (PI 2)." in sentences(sheet)


def test_two_indicators_of_one_reference_are_told_apart_and_words_give_way_to_numbers() -> None:
    kind = [rate("2", "PI 34"), rate("3", "PI 34"), rate("5", "Schools")]
    sheet = proved(inputs(*DECLINED, *IMPROVED, *ALONE, indicators=kind))
    assert "Worse than last year, more than chance: 1 (PI 34 (2))." in sentences(sheet)
    assert "Worse than last year, chance not known: 1 (5)." in sentences(sheet)
    assert [line for line, _ in lines(sheet)] == ["PI 34 (2)", "PI 34 (3)", "Schools"]


def test_a_team_of_ours_is_compared_with_by_nobody() -> None:
    sheet = proved(
        inputs(counted("1", LAST_YEAR, 290, 1770), valued("1", LAST_YEAR, 5, "North team"), second="North team")
    )
    assert "North team" not in said(sheet, SENTENCES, 0)


def test_another_quarter_is_chosen_by_the_formulas_alone() -> None:
    found = inputs(*ALL)
    shown, plan = planned(found), lay_out(found, replace(read_settings(found), quarter="2016-17 Q3"), {})
    assert [c.formula for c in sheet_of(shown, glance.KEY).cells] == [
        c.formula for c in sheet_of(plan, glance.KEY).cells
    ]
    assert lines(sheet_of(plan, glance.KEY)) != lines(sheet_of(shown, glance.KEY))


def test_it_never_names_what_the_scorecard_does_not_show() -> None:
    plan = planned(inputs(*ALL))
    scorecard = {str(cell.value) for cell in sheet_of(plan, "indicators").cells}
    sheet = sheet_of(plan, glance.KEY)
    for row in range(FIRST_LINE, FIRST_LINE + 4):
        assert said(sheet, row, REFERENCE) in scorecard
        assert said(sheet, row, NAME) in scorecard


@pytest.mark.parametrize("audience", ["public", "members"])
def test_editions_that_protect_small_numbers_have_no_such_page(audience: str) -> None:
    found = inputs(*ALL)
    settings = replace(read_settings(found), small_for_members=False)
    plan = lay_out(found, as_protected(settings, audience), {})
    assert glance.KEY not in {sheet.key for sheet in plan.sheets}


def test_settings_leave_the_page_out() -> None:
    plan = planned(inputs(*ALL, settings={"At a glance": "no"}))
    assert glance.KEY not in {sheet.key for sheet in plan.sheets}


def test_of_sixty_indicators_of_which_all_stand_out_as_many_have_a_line_as_two_pages_hold() -> None:
    numbers = [f"{number}" for number in range(1, 61)]
    values = [row | {"Indicator": no} for no in numbers for row in DECLINED]
    sheet = proved(inputs(*values, indicators=[rate(no) for no in numbers]))
    told = len(lines(sheet))
    assert told == 12
    assert said(sheet, FIRST_LINE + told, WHY) == f"And {60 - told} more: see the scorecard."


def test_lines_are_told_in_turn_as_long_as_a_page_has_room_and_one_at_least() -> None:
    low, high = Block(50, [30] * 10, filled=10), Block(50, [90, 90], filled=2)
    page = Paper.of(landscape=True).height
    assert most_told(0, [low]) == [10]  # all have room
    assert most_told(page - 50 - 3 * 30 - low_row(1), [low]) == [3]
    assert most_told(page - 100 - 30 - 90 - 2 * low_row(1), [low, high]) == [1, 1]
    assert most_told(page, [low]) == [1]
    assert most_told(page, [Block(50, [30] * 31, filled=31)]) == [14]  # on a page to themselves
