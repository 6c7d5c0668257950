"""WD07: which numbers of a text look like figures, and which of them the tables hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.checks.texts.numbers import figures_in, held, numbers_in
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.measures.rates import rounded
from helpers.checking import monthly, says
from helpers.other_languages import POLISH, POLISH_IN_TEXTS
from helpers.rows import RATE, counted, posts, rated, supervised, team, told


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("rose from 15 to 18", ["15", "18"]),
        ("1,226 children, 97.6% of them", ["1226", "97.6%"]),
        ("12 children, but 5% of them and 4.5 posts", ["5%", "4.5"]),
        ("in 2017, and 2,017 children", ["2017"]),
        ("on 28 July 2016, within 42 days, 20 working days, 18 months", []),
        ("section 47, PI 24, aged 15, stage 1", []),
        ("2017-18, £1,500, 12/11/2017, SCC/025", []),
        ("ar 28 Gorffennaf, o fewn 42 diwrnod, adran 47", []),
        ("18.", ["18"]),
        ("12 of 13", ["13"]),
        ("18,5", []),
        ("thirty-three of one hundred and five, a third of them, and twelve", ["33", "105"]),
        ("un plentyn ar bymtheg, neu dri deg y cant", ["16", "30%"]),
    ],
)
def test_numbers_that_look_like_figures(text: str, figures: list[str]) -> None:
    assert list(figures_in(text)) == figures


@given(number=st.integers(0, 10**7))
def test_a_thousands_separator_makes_no_difference(number: int) -> None:
    assert list(numbers_in(f"There were {number:,}.")) == list(numbers_in(f"There were {number}.")) == [str(number)]


@given(figure=st.floats(0, 10_000, allow_nan=False), decimals=st.integers(0, 3))
def test_a_figure_is_held_at_whatever_precision_it_is_written(figure: float, decimals: int) -> None:
    assert held(f"{rounded(figure, decimals):.{decimals}f}", [figure])
    assert not held(f"{rounded(figure, decimals) + 2 * 10**-decimals:.{decimals}f}", [figure])


def test_a_typed_figure_a_rate_its_rest_and_a_difference_are_known() -> None:
    tables = {"Indicators": [RATE], "IndicatorValues": [counted(871, 881, period="2016-17 Q3"), counted(940, 948)]}
    for text in ("881 and 948", "98.9% and 99.2%", "99%", "1.1% were late", "up by 0.3 points"):
        assert says("WD07", **tables, Explanations=[told(text)]) == [], text
    assert len(says("WD07", **tables, Explanations=[told("882, or 98.8%")])) == 1


def test_totals_of_a_day_a_quarter_and_a_year_to_date_are_known() -> None:
    registered = monthly("Registered", 17, 22, 21, 20, 16, 22, 21, 20, 18, first="2017-04")
    assert says("WD07", Registrations=registered, Explanations=[told("59 this quarter, 177 since April.")]) == []
    workforce = [posts(20), "As at 2017-12-31 | Measure Vacancies | Role IRO | Number 4.5"]
    assert says("WD07", Workforce=workforce, Explanations=[told("24.5 posts were vacant.")]) == []
    both = ["Month 2017-12 | Qualified due 117 | Qualified in time 114 | Unqualified due 31 | Unqualified in time 31"]
    assert says("WD07", Supervision=both, Explanations=[told("145 of 148 workers.")]) == []


def test_posts_and_caseloads_that_the_report_works_out_are_known() -> None:
    teams = [team(284, 95, 14, 5)]
    assert says("WD07", Caseloads=teams, Explanations=[told("12.4 cases each, in 7.7 posts of 37 hours.")]) == []
    assert len(says("WD07", Caseloads=teams, Explanations=[told("13.4 cases each.")])) == 1


def test_a_total_of_another_quarter_is_not_known() -> None:
    registered = monthly("Registered", 17, 22, 21, first="2016-04")
    assert len(says("WD07", Registrations=registered, Explanations=[told("60 were registered.")])) == 1


def test_texts_of_other_quarters_are_let_be() -> None:
    earlier = "Item 4 | Period 2017-18 Q2 | English It rose to 8,888."
    assert says("WD07", Explanations=[earlier, told("It rose.")]) == []


def test_a_number_in_words_is_looked_for_as_one_in_figures() -> None:
    registered = monthly("Registered", 33, first="2017-12")
    assert says("WD07", Registrations=registered, Explanations=[told("Thirty-three were registered.")]) == []
    assert says("WD07", Registrations=registered, Explanations=[told("Thirty-four were registered.")]) == [
        "Explanations!E6: 34 is not among the figures of the tables."
    ]


def test_every_unknown_number_of_a_text_is_named_in_one_finding() -> None:
    found = says(
        "WD07", Indicators=[RATE], IndicatorValues=[rated(97)], Explanations=[told("From 98% to 999, not 97%.")]
    )
    assert found == ["Explanations!E6: 98% and 999 are not among the figures of the tables."]
    assert says("WD07", Supervision=[supervised("2017-12", 999, 98)], Explanations=[told("98 of 999")]) == []


def test_numbers_of_a_text_in_another_language_are_those_of_its_english() -> None:
    polish = Language(tuple({**POLISH, **POLISH_IN_TEXTS}.items()), ENGLISH)
    assert list(numbers_in("Było 1 234, czyli 14,3 %.", polish)) == list(numbers_in("It was 1,234, or 14.3%."))
    assert list(figures_in("Było 1 234, czyli 14,3 proc.", polish)) == ["1234", "14.3%"]
