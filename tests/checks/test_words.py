"""WD at its edges: what needs words, what is shown, and English against Welsh."""

from __future__ import annotations

import pytest

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.text_columns import LONGEST_EXPLANATION, LONGEST_IN_A_LIST, LONGEST_ON_THE_COVER, LONGEST_PARAGRAPH
from cyps_xl.settings import read_settings
from cyps_xl.sheets.report_plan import lay_out
from helpers.checking import RULES, places, says, workbook
from helpers.definitions import SMALL, small_inputs
from helpers.rows import AVERAGE, LAST_YEAR, NOW, RATE, YEAR_AGO, complaints, counted, rated, told


@pytest.mark.parametrize(
    ("before", "now", "is_declined"),
    [
        (97.0, 92.1, False),  # 4.9 points
        (97.0, 92.0, True),  # 5.0 points: the tolerance itself is a decline
        (97.04, 92.04, True),  # as published: 97.0 and 92.0
        (97.04, 92.05, False),  # as published: 97.0 and 92.1
        (97.0, 98.0, False),
    ],
)
def test_a_rate_that_falls_by_the_tolerance_as_published_needs_an_explanation(
    before: float, now: float, is_declined: bool
) -> None:
    values = [rated(before, YEAR_AGO), rated(now)]
    assert bool(places("WD01", Indicators=[RATE], IndicatorValues=values)) == is_declined


@pytest.mark.parametrize(("now", "is_declined"), [(209.9, False), (210.0, True)])
def test_days_are_held_against_a_share_of_last_years(now: float, is_declined: bool) -> None:
    values = [rated(200.0, YEAR_AGO, no="5"), rated(now, no="5")]
    assert bool(places("WD01", Indicators=[AVERAGE], IndicatorValues=values)) == is_declined


def test_a_value_stands_where_only_one_of_its_counts_is_there() -> None:
    half = "Indicator 1 | Period 2017-18 Q3 | Numerator 92 | Value 92"
    assert len(says("WD01", Indicators=[RATE], IndicatorValues=[rated(97, YEAR_AGO), half])) == 1


def test_an_explanation_is_one_in_the_reports_language_for_the_reporting_quarter() -> None:
    decline = {"Indicators": [RATE], "IndicatorValues": [rated(97, YEAR_AGO), rated(92)]}
    welsh_only = told("", item="1", kind="explanation", welsh="Dau achos hir.")
    assert places("WD01", **decline, Explanations=[welsh_only]) == ["Explanations!E6"]
    assert says("WD01", **decline, settings={"Language": "Welsh"}, Explanations=[welsh_only]) == []
    earlier = "Item 1 | Period 2017-18 Q2 | Kind explanation | English Two long cases."
    assert places("WD01", **decline, Explanations=[earlier]) == ["Explanations!A7"]


def test_an_explanation_within_tolerance_is_welcome_and_a_narrative_anywhere() -> None:
    worse = {"Indicators": [RATE], "IndicatorValues": [rated(97, YEAR_AGO), rated(95)]}
    assert says("WD02", **worse, Explanations=[told("Two cases.", item="1", kind="explanation")]) == []
    better = {"Indicators": [RATE], "IndicatorValues": [rated(95, YEAR_AGO), rated(97)]}
    assert says("WD02", **better, Explanations=[told("Two cases.", item="1")]) == []
    earlier = "Item 1 | Period 2017-18 Q2 | Kind explanation | English Two long cases."
    assert says("WD02", **better, Explanations=[earlier]) == []


@pytest.mark.parametrize("settings", [{}, {"Chance beside arrows": "no"}], ids=["chance told", "chance not told"])
@pytest.mark.parametrize("wales", [69.2, 61.2], ids=["more than chance", "could be chance"])
def test_an_explanation_of_what_is_worse_than_another_area_is_welcome(wales: float, settings: dict[str, str]) -> None:
    values = [counted(598, 982, period=LAST_YEAR), rated(wales, LAST_YEAR, area="Wales")]
    told_of = [told("More families need help here.", item="1", kind="explanation")]
    found = {"Indicators": [RATE], "IndicatorValues": values, "settings": settings}
    assert says("WD02", **found, Explanations=told_of) == []
    better = [values[0], rated(50, LAST_YEAR, area="Wales")]
    assert len(says("WD02", **{**found, "IndicatorValues": better}, Explanations=told_of)) == 1


def test_an_explanation_of_what_cannot_be_compared_is_looked_at() -> None:
    alone = {"Indicators": [RATE], "IndicatorValues": [rated(95)]}
    [found] = says("WD02", **alone, Explanations=[told("Two cases.", item="1", kind="explanation")])
    assert found.endswith("Indicator 1 is not compared, and is explained.")


def test_the_sections_that_are_said_to_show_words_are_those_that_do() -> None:
    for number in range(1, 29):
        item = str(number) if number < 10 else f"{number // 10}.{number % 10}"
        texts = [told("Words of our own.", item=item)]
        inputs = workbook(Explanations=texts).inputs
        sheets = lay_out(inputs, read_settings(inputs), {}).sheets
        shown = any(cell.value == "Words of our own." for sheet in sheets for cell in sheet.cells)
        assert shown == (says("WD03", Explanations=texts) == []), item


def test_a_second_explanation_of_one_indicator_is_not_shown() -> None:
    two = [told("Two cases.", item="1", kind="explanation", position=n) for n in (1, 2)]
    found = says("WD03", Indicators=[RATE], Explanations=two)
    assert found == ["Explanations!D7: Only the first explanation of indicator 1 is shown."]


def test_an_explanation_names_an_indicator_and_not_a_section() -> None:
    assert places("WD03", Indicators=[RATE], Explanations=[told("It fell.", item="2.6", kind="explanation")]) != []
    assert says("WD03", Indicators=["No 12A"], Explanations=[told("It fell.", item="12a", kind="explanation")]) == []


def test_welsh_is_not_asked_for_in_a_table_without_any_unless_the_report_is_in_welsh() -> None:
    english = {"Explanations": [told("The register grew.")]}
    assert says("WD04", **english) == []
    assert places("WD04", **english, settings={"Language": "Welsh"}) == ["Explanations!F6"]


def test_names_of_indicators_are_texts_in_two_languages() -> None:
    names = ["No 1 | Name Seen in time | Name in Welsh Gwelwyd mewn pryd", "No 2 | Name Went home"]
    assert says("WD04", Indicators=names) == ["Indicators!D7: Name in Welsh is empty, where Name has “Went home”."]
    assert places("WD05", Indicators=["No 1 | Name Seen in time | Name in Welsh Seen in time"]) == ["Indicators!D6"]
    assert places("WD06", Indicators=["No 1 | Name Within 42 days | Name in Welsh O fewn 24 diwrnod"]) == [
        "Indicators!D6"
    ]


def test_english_can_be_what_is_missing_and_other_quarters_are_let_be() -> None:
    assert says("WD04", Explanations=[told("", welsh="Tyfodd y gofrestr.")]) == [
        "Explanations!E6: English is empty, where Welsh has “Tyfodd y gofrestr.”."
    ]
    earlier = "Item 4 | Period 2017-18 Q2 | English It grew."
    assert says("WD04", Explanations=[told("It grew.", welsh="Tyfodd."), earlier]) == []


@pytest.mark.parametrize(
    ("english", "welsh", "is_same"),
    [
        ("The register grew.", "  the REGISTER\ngrew. ", True),
        ("Not applicable", "Not applicable", False),  # two words may be a name
        ("The register grew.", "The register grew!", False),
    ],
)
def test_two_languages_are_the_same_whatever_the_capitals_and_spaces(english: str, welsh: str, is_same: bool) -> None:
    rows = [{"Item": "4", "English": english, "Welsh": welsh}]
    assert bool(places("WD05", Explanations=rows)) == is_same


@pytest.mark.parametrize(
    ("english", "welsh", "is_different"),
    [
        ("From 1,226 to 1,230.", "O 1,226 i 1,230.", False),
        ("From 15 to 18.", "O 18 i 15.", False),
        ("18, and 18 again.", "18.", True),
        ("97.6% in time.", "97.6 mewn pryd.", True),
        ("Two children.", "2 o blant.", True),
    ],
)
def test_numbers_in_figures_are_the_same_in_both_languages(english: str, welsh: str, is_different: bool) -> None:
    assert bool(places("WD06", Explanations=[told(english, welsh=welsh)])) == is_different


@pytest.mark.parametrize(
    ("table", "longest"),
    [
        ({"Explanations": [told("{}", item="1", kind="explanation")]}, LONGEST_EXPLANATION),
        ({"Explanations": [told("{}")]}, LONGEST_PARAGRAPH),
        ({"AuditFindings": ["English {}"]}, LONGEST_IN_A_LIST),
        ({"CoverText": ["Heading Purpose | English {}"]}, LONGEST_ON_THE_COVER),
    ],
    ids=["explanation", "narrative", "finding", "cover"],
)
def test_a_text_may_fill_its_place_to_the_last_character(table: dict[str, list[str]], longest: int) -> None:
    for length in (longest, longest + 1):
        rows = {name: [row.format("x" * length) for row in found] for name, found in table.items()}
        assert bool(places("WD08", **rows)) == (length > longest)


@pytest.mark.parametrize(
    ("kind", "before", "now", "needs_words"),
    [
        ("Stage 1", 100, 104, False),  # within tolerance
        ("Stage 1", 100, 105, True),
        ("Stage 2", 0, 1, True),
        ("Ombudsman", 2, 2, False),
        ("Compliments", 19, 10, True),
        ("Compliments", 10, 19, False),
    ],
)
def test_more_complaints_and_fewer_compliments_need_words(kind: str, before: int, now: int, needs_words: bool) -> None:
    rows = [complaints(before, kind=kind, period=YEAR_AGO), complaints(now, kind=kind)]
    assert bool(places("WD09", Complaints=rows)) == needs_words


def test_complaints_that_got_worse_are_named_together_and_welsh_words_do_for_a_welsh_report() -> None:
    rows = [complaints(n, kind=kind, period=p) for kind, n, p in (("Stage 1", 15, YEAR_AGO), ("Stage 1", 18, NOW))]
    rows += [complaints(n, kind="Compliments", period=p) for n, p in ((19, YEAR_AGO), (10, NOW))]
    assert says("WD09", Complaints=rows) == [
        "Explanations: Stage 1, from 15 to 18 and Compliments, from 19 to 10: section 3 says nothing about it."
    ]
    welsh = [told("", item="3", welsh="Daeth mwy.")]
    assert says("WD09", Complaints=rows, settings={"Language": "Welsh"}, Explanations=welsh) == []
    assert places("WD09", Complaints=rows, Explanations=welsh) == ["Explanations!E6"]


@pytest.mark.parametrize(
    ("section", "why", "what_to_do"),
    [
        ({"Shown": "no"}, "the section is left out, as Shown says on Sections", "set Shown to yes"),
        ({"To": "2025-26 Q1"}, "the section is not reported for 2025-26 Q3, by From and To on Sections", "From or To"),
        (
            {"Commentary": "no"},
            "the section has no place for words, as Commentary says on Sections",
            "Commentary to yes",
        ),
        ({}, "", "Correct its item"),
    ],
)
def test_a_text_of_a_section_that_shows_none_is_told_why(section: dict[str, str], why: str, what_to_do: str) -> None:
    rows = [*SMALL["Sections"], {**SMALL["Sections"][0], "Section": "more", "Number": "2", "Tab": "More", **section}]
    blocks = [*SMALL["Blocks"], {**SMALL["Blocks"][0], "Block": "more", "Section": "more"}]
    lines = [*SMALL["Lines"], {**SMALL["Lines"][0], "Block": "more"}]
    text = {"Item": "2" if section else "7", "Period": "2025-26 Q3", "Kind": "narrative", "Position": 1, "English": "x"}
    inputs = small_inputs({**SMALL, "Sections": rows, "Blocks": blocks, "Lines": lines}, Explanations=[text])
    [found] = RULES["WD03"].findings(Checked(inputs, read_settings(inputs)))
    assert found.message == f"No sheet shows a narrative for “{text['Item']}”{why and f': {why}'}."
    assert what_to_do in found.remedy
