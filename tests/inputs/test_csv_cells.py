"""How the text of a CSV's cell is told to be a number, a date or a period."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.inputs.csv_cells import decimal_comma_by_evidence, from_csv
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.raw import RawValue

COUNT = Column("Children", Kind.WHOLE, "")
HOURS = Column("Hours", Kind.DECIMAL, "")
PERCENT = Column("Percent", Kind.DECIMAL, "", one_percent=1)
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
    ],
)
def test_a_british_number_is_read_whatever_parts_its_thousands(text: str, number: int) -> None:
    assert from_csv(text, COUNT, decimal_comma=False) == number


@pytest.mark.parametrize("text", ["<5", "–", "-", "12%", "1,23", "12,3456", "1.2.3", "1e5", "£12", "n/a", "٣", "."])
def test_text_that_is_no_plain_number_stays_text(text: str) -> None:
    assert from_csv(text, COUNT, decimal_comma=False) == text


def test_an_empty_cell_is_nothing() -> None:
    assert from_csv("  ", COUNT, decimal_comma=False) is None


def test_a_percentage_is_a_number_only_where_percentages_are_typed() -> None:
    assert from_csv("82%", PERCENT, decimal_comma=False) == 82
    assert from_csv("97.6 %", PERCENT, decimal_comma=False) == 97.6
    assert from_csv("7%", SHARE, decimal_comma=False) == 0.07
    assert from_csv("82%", HOURS, decimal_comma=False) == "82%"


def test_a_number_too_small_to_keep_does_not_become_zero() -> None:
    tiny = "0." + "0" * 400 + "1"
    assert from_csv(tiny, HOURS, decimal_comma=False) == tiny


@pytest.mark.parametrize(("text", "number"), [("4,5", 4.5), ("1.234,5", 1234.5), ("1.234.567", 1234567), ("37", 37)])
def test_decimal_commas_are_read_in_a_file_that_has_them(text: str, number: float) -> None:
    assert from_csv(text, HOURS, decimal_comma=True) == number


def test_a_number_with_two_readings_is_left_alone() -> None:
    assert from_csv("1,234", HOURS, decimal_comma=None) == "1,234"
    assert from_csv("1.234", COUNT, decimal_comma=None) == "1.234"
    assert from_csv("1.234", HOURS, decimal_comma=True) == "1.234"
    assert from_csv("1.234", COUNT, decimal_comma=True) == 1234


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
    assert decimal_comma_by_evidence(texts, delimiter) is decimal_comma


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
    ],
)
def test_dates_are_read_day_first(text: str) -> None:
    assert from_csv(text, Column("As at", Kind.DATE, ""), False) == dt.date(2017, 12, 31)


@pytest.mark.parametrize(
    "text", ["Dec 2017", "December 2017", "Dec-17", "12/2017", "2017-12", "01/12/2017", "1 Dec 2017"]
)
def test_months_are_read_as_their_first_day(text: str) -> None:
    assert from_csv(text, Column("Month", Kind.MONTH, ""), False) == dt.date(2017, 12, 1)


@pytest.mark.parametrize(
    "text", ["12/31/2017", "31/12/17", "2017-02-30", "D 2017", "Decimal 2017", "31 Dez 2017", "12"]
)
@pytest.mark.parametrize("kind", [Kind.DATE, Kind.MONTH])
def test_what_is_no_date_stays_text(text: str, kind: Kind) -> None:
    assert from_csv(text, Column("As at", kind, ""), False) == text


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2017/18 q3", "2017-18 Q3"),
        ("2017–18", "2017-18"),
        ("2017-18 Q3", "2017-18 Q3"),
        ("2017-18Q3", "2017-18 Q3"),
        ("2017-2018", "2017-2018"),
    ],
)
def test_periods_are_put_as_the_workbook_writes_them(text: str, period: RawValue) -> None:
    assert from_csv(text, Column("Period", Kind.PERIOD, ""), False) == period
