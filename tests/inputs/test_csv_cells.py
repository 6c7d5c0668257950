"""How the text of a CSV's cell is told to be a number, a date or a period."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.inputs.csv_cells import from_text, has_two_readings, separators_by_evidence
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.raw import RawValue, Separators

COUNT = Column("Children", Kind.WHOLE, "")
HOURS = Column("Hours", Kind.DECIMAL, "")
PERCENT = Column("Percent", Kind.DECIMAL, "", one_percent=1)
BRITISH = Separators()
CONTINENTAL = Separators(decimal_comma=True)
UNKNOWN = Separators(decimal_comma=None)
SHARE = Column("Tolerance", Kind.DECIMAL, "", one_percent=0.01)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("1,234", 1234),
        ("1,234,567", 1234567),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("\u221212", -12),
        ("+12", 12),
        ("0", 0),
        ("  7 ", 7),
        ("£5,267", 5267),
        ("£ 12", 12),
    ],
)
def test_a_british_number_is_read_whatever_parts_its_thousands(text: str, number: int) -> None:
    assert from_text(text, COUNT, BRITISH) == number


@pytest.mark.parametrize("text", ["<5", "–", "-", "12%", "1,23", "12,3456", "1.2.3", "1e5", "$12", "n/a", "٣", "."])
def test_text_that_is_no_plain_number_stays_text(text: str) -> None:
    assert from_text(text, COUNT, BRITISH) == text


def test_an_empty_cell_is_nothing() -> None:
    assert from_text("  ", COUNT, BRITISH) is None


def test_a_percentage_is_a_number_only_where_percentages_are_typed() -> None:
    assert from_text("82%", PERCENT, BRITISH) == 82
    assert from_text("97.6 %", PERCENT, BRITISH) == 97.6
    assert from_text("7%", SHARE, BRITISH) == 0.07
    assert from_text("82%", HOURS, BRITISH) == "82%"


def test_a_number_too_small_to_keep_does_not_become_zero() -> None:
    tiny = "0." + "0" * 400 + "1"
    assert from_text(tiny, HOURS, BRITISH) == tiny


@pytest.mark.parametrize(("text", "number"), [("4,5", 4.5), ("1.234,5", 1234.5), ("1.234.567", 1234567), ("37", 37)])
def test_decimal_commas_are_read_in_a_file_that_has_them(text: str, number: float) -> None:
    assert from_text(text, HOURS, CONTINENTAL) == number


def test_a_number_with_two_readings_is_left_alone() -> None:
    assert from_text("1,234", HOURS, UNKNOWN) == "1,234"
    assert from_text("1.234", COUNT, UNKNOWN) == "1.234"
    assert from_text("1.234", HOURS, CONTINENTAL) == "1.234"
    assert from_text("1.234", COUNT, CONTINENTAL) == 1234


@pytest.mark.parametrize(
    ("texts", "delimiter", "decimal_comma"),
    [
        (["4,5", "12"], ";", True),
        (["4.5", "12"], ";", False),
        (["1.234,5"], ";", True),
        (["97,6%"], ";", True),
        (["12", "1,234"], ";", None),
        (["12", "1,234"], ",", False),
        (["4,5", "4.5"], ",", None),
        (["North, South", "12"], ",", False),
        ([], "\t", False),
    ],
)
def test_decimal_commas_are_told_by_evidence(texts: list[str], delimiter: str, decimal_comma: bool | None) -> None:
    cells = [(f"row {at}", text) for at, text in enumerate(texts, start=2)]
    assert separators_by_evidence(cells, delimiter).decimal_comma is decimal_comma


@pytest.mark.parametrize(
    "text",
    [
        "2017-12-31",
        "2017-12-31 00:00:00",
        "2017-12-31T00:00:00",
        "31/12/2017",
        "31.12.2017",
        "31 Dec 2017",
        "31-Dec-17",
        "31 december 2017",
        "31st December 2017",
        "December 31, 2017",
        "31 Rhagfyr 2017",
        "31/12/17",
        "31.12.17",
        "20171231",
        "31/12/2017 00:00:00",
        "31/12/2017 12:00:00 AM",
        "2017-12-31T00:00:00.000Z",
    ],
)
def test_dates_are_read_day_first(text: str) -> None:
    assert from_text(text, Column("As at", Kind.DATE, ""), BRITISH) == dt.date(2017, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "Dec 2017",
        "December 2017",
        "Dec-17",
        "12/2017",
        "2017-12",
        "01/12/2017",
        "1 Dec 2017",
        "Rhagfyr 2017",
        "Rhag-17",
    ],
)
def test_months_are_read_as_their_first_day(text: str) -> None:
    assert from_text(text, Column("Month", Kind.MONTH, ""), BRITISH) == dt.date(2017, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "12/31/2017",
        "12/31/17",
        "2017-02-30",
        "31/12-2017",
        "31/12/2017 09:30",
        "D 2017",
        "Decimal 2017",
        "31 Dez 2017",
        "12",
    ],
)
@pytest.mark.parametrize("kind", [Kind.DATE, Kind.MONTH])
def test_what_is_no_date_stays_text(text: str, kind: Kind) -> None:
    assert from_text(text, Column("As at", kind, ""), BRITISH) == text


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2017/18 q3", "2017-18 Q3"),
        ("2017–18", "2017-18"),
        ("2017-18 Q3", "2017-18 Q3"),
        ("2017-18Q3", "2017-18 Q3"),
        ("2017-2018", "2017-18"),
        ("2025/26 Q1", "2025-26 Q1"),
        ("Q1 2025-26", "2025-26 Q1"),
        ("Q1 25/26", "2025-26 Q1"),
        ("Quarter 3 2017-18", "2017-18 Q3"),
        ("Chwarter 3 2017-18", "2017-18 Q3"),
        ("2024-25 Q4", "2024-25"),
        ("2024-25 Q4 (the year)", "2024-25"),
        ("Qtr 3", "Qtr 3"),
        ("2016-18", "2016-18"),
    ],
)
def test_periods_are_put_as_the_workbook_writes_them(text: str, period: RawValue) -> None:
    assert from_text(text, Column("Period", Kind.PERIOD, ""), BRITISH) == period


def test_a_fourth_quarter_stays_one_where_quarters_are_kept() -> None:
    assert from_text("2024/25 Q4", Column("Quarter", Kind.QUARTER, ""), BRITISH) == "2024-25 Q4"
    assert from_text("2024/25", Column("First year", Kind.YEAR, ""), BRITISH) == "2024-25"


@pytest.mark.parametrize(
    ("beside", "doubtful"),
    [("37,5", "1,250"), ("37.5", "1.250"), ("1.234,56", "1,250"), ("4,5", "1.234")],
)
def test_a_thousand_beside_decimals_written_with_the_same_sign_has_two_readings(beside: str, doubtful: str) -> None:
    separators = separators_by_evidence([("row 2", beside), ("row 3", doubtful)], ",")
    assert from_text(doubtful, HOURS, separators) == doubtful
    assert has_two_readings(doubtful, HOURS, separators)
    assert f"“{beside}” (row 2)" in separators.shown_by


@pytest.mark.parametrize(("beside", "plain"), [("37.5", "1,250"), ("97.6", "84.213"), ("12", "1.250"), ("12", "1,250")])
def test_british_numbers_that_agree_with_one_another_have_one_reading(beside: str, plain: str) -> None:
    separators = separators_by_evidence([("row 2", beside), ("row 3", plain)], ",")
    assert from_text(plain, HOURS, separators) == float(plain.replace(",", ""))


@given(
    text=st.text(alphabet="0123456789.,-–£% <*c[]xzna/\u00a0", max_size=8),
    comma=st.sampled_from([True, False, None]),
    column=st.sampled_from([COUNT, HOURS, PERCENT, SHARE]),
)
def test_only_a_zero_is_ever_read_as_zero(text: str, comma: bool | None, column: Column) -> None:
    found = from_text(text, column, Separators(comma))
    if not isinstance(found, str) and found == 0:
        assert set(text) & set("123456789") == set()
        assert "0" in text
