"""Financial quarters, checked against the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.languages.shipped import SHIPPED
from cyps_xl.measures.periods import (
    Quarter,
    add_months,
    first_year_of,
    long_date,
    month_name,
    month_named,
    quarter_as_written,
    quarter_of,
    year_as_written,
    year_label,
    year_start_of,
)

quarters = st.builds(Quarter, st.integers(1990, 2089), st.integers(1, 4))


def test_the_third_quarter_counts_from_april_and_ends_in_december() -> None:
    quarter = Quarter.parse("2017-18 Q3")
    assert (quarter.year_start, quarter.start, quarter.end) == (
        dt.date(2017, 4, 1),
        dt.date(2017, 10, 1),
        dt.date(2017, 12, 31),
    )


def test_the_fourth_quarter_lies_in_the_next_calendar_year() -> None:
    assert Quarter.parse("2017-18 Q4").end == dt.date(2018, 3, 31)


def test_a_quarter_is_compared_with_the_same_quarter_a_year_earlier() -> None:
    assert str(Quarter.parse("2017-18 Q3").last_year) == "2016-17 Q3"


def test_the_fourth_quarters_figures_are_the_full_years() -> None:
    assert Quarter.parse("2017-18 Q4").period == "2017-18"
    assert Quarter.parse("2017-18 Q3").period == "2017-18 Q3"


def test_a_quarter_heads_its_column_in_words() -> None:
    assert Quarter.parse("2017-18 Q3").heading == "Quarter 3 2017-18"


def test_twelve_months_end_with_the_quarter() -> None:
    months = Quarter.parse("2017-18 Q3").months(12)
    assert (len(months), months[0], months[-1]) == (12, dt.date(2017, 1, 1), dt.date(2017, 12, 1))


@pytest.mark.parametrize("label", ["2017-19 Q3", "2017-18 Q5", "2017-18", "2017/18 Q3", "", "2017-18 q3"])
def test_what_is_no_quarter_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        Quarter.parse(label)


@pytest.mark.parametrize("label", ["2017", "2017-8", "2017-19", "1999-01"])
def test_what_is_no_financial_year_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match="is not a financial year"):
        first_year_of(label)


def test_a_year_over_the_turn_of_the_century_is_written_with_two_noughts() -> None:
    assert year_label(1999) == "1999-00"


def test_a_date_is_written_out_in_words() -> None:
    assert long_date(dt.date(2017, 12, 31)) == "31 December 2017"
    assert month_name(dt.date(2017, 3, 1)) == "March 2017"


def test_a_full_year_ends_with_its_fourth_quarter_and_other_words_with_none() -> None:
    assert quarter_of("2016-17") == Quarter(2016, 4)
    assert quarter_of("2016-17 Q3") == Quarter(2016, 3)
    assert quarter_of("last year") is None


@given(quarters)
def test_a_quarter_reads_back_as_it_was_written(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == quarter


@given(quarters)
def test_quarters_follow_one_another_without_a_gap(quarter: Quarter) -> None:
    following = Quarter(quarter.first_year + quarter.number // 4, quarter.number % 4 + 1)
    assert following.start - quarter.end == dt.timedelta(days=1)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)), st.integers(-600, 600))
def test_months_added_and_taken_off_again_come_back(day: dt.date, months: int) -> None:
    assert add_months(add_months(day, months), -months) == day.replace(day=1)


@pytest.mark.parametrize(
    "text",
    [
        "2017-18 Q3",
        "2017/18 Q3",
        "Q3 2017-18",
        "Q3 17/18",
        "2017–18, Qtr. 3",
        "Quarter 3 2017-2018",
        "3rd quarter 2017-18",
        "q3 FY2017/18",
        "2017-18Q3",
        "2017-18 Q3 to date",
        "Chwarter 3 2017-18",
        "Ch3 2017-18",
    ],
)
def test_a_quarter_is_known_however_it_is_written(text: str) -> None:
    assert (quarter_as_written(text), year_as_written(text)) == ("2017-18 Q3", None)


@pytest.mark.parametrize("text", ["2017-18", "2017/18", "2017-2018", "17/18", "FY 2017-18", "2017-18 (full year)"])
def test_a_year_is_known_however_it_is_written(text: str) -> None:
    assert (year_as_written(text), quarter_as_written(text)) == ("2017-18", None)


@pytest.mark.parametrize(
    "text",
    ["", "Q3", "Qtr 3", "Q3 2017", "2016-18 Q3", "Q5 2017-18", "11/12", "Q1 or Q2 2017-18", "Oct 2017-18", "2017"],
)
def test_what_names_no_period_of_one_financial_year_is_none(text: str) -> None:
    assert (quarter_as_written(text), year_as_written(text)) == (None, None)


@given(quarters)
def test_a_quarter_as_it_is_kept_and_as_it_heads_a_column_is_read_as_itself(quarter: Quarter) -> None:
    assert quarter_as_written(str(quarter)) == quarter_as_written(quarter.heading) == str(quarter)
    assert year_as_written(quarter.year) == quarter.year


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Dec", 12),
        ("Rhag.", 12),
        ("Mai", 5),
        ("May", 5),
        ("Mar", 3),
        ("Maw", 3),
        ("Sept", 9),
        ("De", 0),
        ("Decimal", 0),
    ],
)
def test_months_are_known_in_both_languages_by_three_letters_or_more(name: str, month: int) -> None:
    assert month_named(name) == month


def test_no_two_months_begin_with_the_same_three_letters_in_one_language() -> None:
    for names in (language.months for language in SHIPPED):
        assert [month_named(name) for name in names] == [month_named(name[:3]) for name in names] == list(range(1, 13))


@given(quarters)
def test_the_quarter_before_ends_the_day_before(quarter: Quarter) -> None:
    assert quarter.previous.end == quarter.start - dt.timedelta(days=1)


@given(st.dates(dt.date(2000, 4, 1), dt.date(2090, 3, 31)))
def test_a_day_lies_between_the_ends_of_its_quarter(day: dt.date) -> None:
    quarter = Quarter.holding(day)
    assert quarter.start <= day <= quarter.end


@pytest.mark.parametrize(("day", "begins"), [("2018-03-31", "2017-04-01"), ("2018-04-01", "2018-04-01")])
def test_a_day_belongs_to_the_year_that_began_in_april(day: str, begins: str) -> None:
    assert year_start_of(dt.date.fromisoformat(day)) == dt.date.fromisoformat(begins)
