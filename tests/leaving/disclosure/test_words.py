"""Numbers in texts: which of them say what the tables withhold."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cyps_xl.disclosure.texts import Hidden, telling_texts
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.measures.numbers_said import numbers_said
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan
from helpers.other_languages import POLISH, POLISH_IN_TEXTS
from helpers.packs import CYPS_TABLES

TEXT = 'IFERROR(INDEX(Explanations[English],MATCH("2.6",Explanations[Key],0))&"","")'


def said(text: str) -> list[tuple[str, bool]]:
    return [(one.words, one.counts_people) for one in numbers_said(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three children came back into care in November.", [("Three", True)]),
        ("Of the 12, 3 went home.", [("12", False), ("3", False)]),
        ("Stage 2: two complaints went this far.", [("two", True)]),
        ("Reviewed within two weeks, by 31 March 2018 and in section 5.", [("2018", False)]),
        ("The rate was 14.3% of all.", [("14.3%", False)]),
        ("More than two thirds of cases.", [("two thirds", True)]),
        ("Each learnt from one another.", []),
        ("Daeth tri phlentyn yn ôl i ofal ym mis Tachwedd.", [("tri", True)]),
        ("Cam 2: cyrhaeddodd dwy gŵyn y cam hwn.", [("dwy", True)]),
        ("Nid oedd yr un plentyn, ac un polisi yw hwn.", []),
        ("Un plentyn a ddaeth yn ôl.", [("Un", True)]),
        ("Published in 2017-18 and 1,234 times.", [("1,234", False)]),
    ],
)
def test_numbers_are_found_and_what_is_no_count_is_passed_over(text: str, found: list[tuple[str, bool]]) -> None:
    assert said(text) == found


def told(
    text: str,
    hidden: Hidden,
    *,
    style: str = "paragraph",
    row: int = 5,
    formula: str = TEXT,
    language: Language | None = None,
) -> list[str]:
    cells = (CellPlan(row, 0, text, formula, style),)
    sheet = SheetPlan("readmissions", "2.6 Re-admissions", "", cells, (10,), printed_columns=1)
    found = telling_texts(ReportPlan((sheet,)), {"readmissions": hidden}, 5, CYPS_TABLES, language)
    return [str(problem) for problem in found]


def test_a_small_number_of_people_is_told_by_any_text() -> None:
    assert told("Two children came home.", Hidden()) == [
        "'2.6 Re-admissions'!A6: The text says “Two” of people, and counts under 5 are withheld. "
        "On the sheet Explanations, say it without the number, for example “a few”."
    ]
    assert told("Two houses and twelve children.", Hidden()) == []


def test_a_number_that_the_sheet_withholds_is_told_by_its_texts() -> None:
    hidden = Hidden(((3, 7),), frozenset())
    assert len(told("It was 7 in all.", hidden)) == 1
    assert told("It was 8 in all.", hidden) == []


IN_POLISH = Language(tuple({**POLISH, **POLISH_IN_TEXTS}.items()), ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "Wróciło 3 dzieci.",
        "Wróciło troje dzieci.",
        "Wróciło 3-ech rodziców.",
        "Dzieci: 3.",
        "Three children came back.",
    ],
)
def test_few_people_are_told_in_the_words_that_a_report_declares(text: str) -> None:
    assert len(told(text, Hidden(), language=IN_POLISH)) == 1


@pytest.mark.parametrize("text", ["Wróciło dwadzieścia troje dzieci.", "W 3 dni, na etapie 3.", "Trzy drzewa."])
def test_larger_numbers_and_what_counts_nobody_tell_nothing_in_that_language(text: str) -> None:
    assert told(text, Hidden(((3, Fraction(30)),)), language=IN_POLISH) == []


@pytest.mark.parametrize("text", ["Było 1 234.", "Było 1\u202f234.", "Było 1.234.", "Było 1,234.", "Było 1234."])
def test_a_withheld_number_is_told_however_the_language_writes_it(text: str) -> None:
    assert len(told(text, Hidden(((3, Fraction(1234)),)), language=IN_POLISH)) == 1
    assert told("Było 1 235.", Hidden(((3, Fraction(1234)),)), language=IN_POLISH) == []


def test_a_withheld_share_is_told_with_a_decimal_comma() -> None:
    hidden = Hidden(((3, Fraction(1, 7)),))
    assert len(told("Było 14,3 %.", hidden, language=IN_POLISH)) == 1
    assert len(told("Było 14 procent.", hidden, language=IN_POLISH)) == 1
    assert told("Było 14,4 %.", hidden, language=IN_POLISH) == []


def test_a_larger_number_that_is_shown_as_well_may_be_said() -> None:
    assert told("It was 19 in all.", Hidden(((3, 19),), frozenset({19}))) == []


def test_a_withheld_share_is_told_at_the_decimals_it_is_said_with() -> None:
    hidden = Hidden(((3, Fraction(1, 7)),))
    assert len(told("It was 14.3% in all.", hidden)) == len(told("It was 14% in all.", hidden)) == 1
    assert told("It was 14.4% in all.", hidden) == []


@pytest.mark.parametrize(
    "text",
    [
        "A single child came home.",
        "The twins came home.",
        "A pair of brothers came home.",
        "Both children came home.",
        "Neither child came home.",
        "1/7 of the children came home.",
        "One of the seven children came home.",
        "Re-admissions: ③.",
        "IV children came home.",
        "２ children came home.",
        "The third child came home in May.",
        "Two to nine children came home.",
        "Daeth yr efeilliaid adref.",
        "Daeth pâr o frodyr adref.",
        "Daeth y ddau blentyn adref.",
        "Daeth yr unig blentyn adref.",
        "Daeth tri o’r plant adref.",
        "Nine children came back, two of them in May.",
    ],
)
def test_few_people_are_told_in_whatever_words(text: str) -> None:
    assert len(told(text, Hidden())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Thirty-three children came home.",
        "Daeth un plentyn ar ddeg adref.",
        "One in five children came home.",
        "Three quarters of the children came home.",
        "Both people signed the record, in both languages.",
        "The third quarter brought a couple of weeks of calm.",
        "Within half the time, for a quarter of a year.",
        "No one left, and this one stayed.",
        "Stage II complaints, section 2 and PI 3.",
        "Nine posts were vacant, two of them for a year.",
    ],
)
def test_larger_numbers_parts_and_ordinary_words_tell_nothing(text: str) -> None:
    assert told(text, Hidden(((3, 7),), frozenset({20, 30}))) == []


@pytest.mark.parametrize("text", ["A third of them went home.", "Aeth traean o’r plant adref.", "1/3 of visits."])
def test_a_part_is_told_where_the_sheet_withholds_the_share_or_what_it_comes_to(text: str) -> None:
    assert len(told(text, Hidden(((3, Fraction(1, 3)),)))) == 1
    assert len(told(text, Hidden(((3, 3),), frozenset({9})))) == 1
    assert told(text, Hidden(((3, 2),), frozenset({9}))) == []


def test_an_explanation_is_held_against_the_row_of_its_indicator() -> None:
    hidden, of = Hidden(((4, 7), (9, 8))), TEXT.replace('"2.6"', "$A5")
    assert len(told("It was 7.", hidden, style="explanation wide", row=20, formula=of)) == 1
    assert told("It was 8.", hidden, style="explanation wide", row=20, formula=of) == []


def asked(text: str, heading: str = "Answer") -> list[str]:
    """What is said of a text on the sheet of members' questions, which has no figures, by 2.6, which withholds some."""
    cells = (CellPlan(5, 0, text, f'IFERROR(INDEX(Questions[{heading}],1)&"","")', "wrapped plain"),)
    questions = SheetPlan("questions", "Questions and answers", "", cells, (10,), printed_columns=1)
    empty = SheetPlan("readmissions", "2.6 Re-admissions", "", (), (10,), printed_columns=1)
    hidden = {"readmissions": Hidden(((3, 3), (4, 19), (5, Fraction(1, 7))), frozenset({30})), "questions": Hidden()}
    return [str(problem) for problem in telling_texts(ReportPlan((questions, empty)), hidden, 5, CYPS_TABLES)]


def test_an_answer_to_members_is_held_against_what_every_sheet_withholds() -> None:
    assert asked("It was 19 in the whole year.") == [
        "'Questions and answers'!A6: The text says “19”, which the sheet “2.6 Re-admissions” withholds. "
        "On the sheet Questions, say it without the number, for example “a few”."
    ]
    assert len(asked("Re-admissions came to 3.")) == len(asked("That was 14.3% of all.", "Question")) == 1
    assert asked("It was 30 in the whole year, and 12 before.") == []


def test_where_a_question_was_asked_and_what_it_is_about_tell_nothing_either() -> None:
    assert len(asked("Panel, on the two children", "Meeting")) == len(asked("2.6, the 19", "Section")) == 1
    assert asked("Corporate Parenting Panel", "Meeting") == asked("3", "Section") == asked("Part 3", "Section") == []


def test_a_sheet_with_figures_answers_for_its_own() -> None:
    """Two sections may hold the same number by chance; its readers take a number for one of its own."""
    cells = (CellPlan(5, 0, "It was 19.", TEXT, "paragraph"),)
    sheet = SheetPlan("steps", "2.7 Steps", "", cells, (10,), printed_columns=1)
    hidden = {"readmissions": Hidden(((4, 19),)), "steps": Hidden((), frozenset({30}))}
    assert [*telling_texts(ReportPlan((sheet,)), hidden, 5, CYPS_TABLES)] == []


def test_a_number_that_counts_nothing_in_a_language_of_ones_own_is_told_with_where_to_say_so() -> None:
    hidden = Hidden(((3, 2),), frozenset())
    assert told("Skargi na etapie 2 wzrosły.", hidden, language=IN_POLISH) == []
    [found] = told("Skargi na poziomie 2 wzrosły.", hidden, language=IN_POLISH)
    assert found.endswith(
        "If it counts nothing, as in “poziomie 2”, add poziomie to “Words before no count, in texts” on the sheet "
        "Language instead."
    )
    assert told("At level 2 it was 2.", hidden)[0].endswith("“a few”.")
