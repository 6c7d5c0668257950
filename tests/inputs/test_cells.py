"""One cell: what each kind of column takes, what it refuses, and in which words."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.inputs.cells import BadCell, read_cell
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.raw import ErrorCell, PercentCell, RawValue
from cyps_xl.inputs.records import Value

CHILDREN = Column("Children", Kind.WHOLE, "", minimum=0, maximum=500)
HOURS = Column("Hours", Kind.DECIMAL, "", minimum=0)
PERCENT = Column("Percent", Kind.DECIMAL, "", minimum=0, maximum=100, one_percent=1)
SHARE = Column("Tolerance", Kind.DECIMAL, "", one_percent=0.01)
AREA = Column("Area", Kind.CHOICE, "", choices=("Council", "Wales"))


def column(kind: Kind) -> Column:
    """A column of a kind, with nothing else said about it."""
    return Column("Heading", kind, "")


@pytest.mark.parametrize(
    ("held_by", "raw", "value"),
    [
        (CHILDREN, 12, 12),
        (CHILDREN, 12.0, 12),
        (CHILDREN, 0, 0),
        (CHILDREN, None, None),
        (CHILDREN, "", None),
        (HOURS, 4.5, 4.5),
        (CHILDREN, 4.35 * 100, 435),
        (CHILDREN, 434.99999999999994, 435),
        (PERCENT, PercentCell(0.82), 82.0),
        (PERCENT, PercentCell(0.07), 7.0),
        (SHARE, PercentCell(0.05), 0.05),
        (AREA, "WALES", "Wales"),
        (column(Kind.TEXT), "12a", "12a"),
        (column(Kind.TEXT), 1, "1"),
        (column(Kind.TEXT), 2.6, "2.6"),
        (column(Kind.TEXT), 3.0, "3"),
        (column(Kind.LONG_TEXT), "=1+1", "=1+1"),
        (column(Kind.LONG_TEXT), "Two\nlines", "Two\nlines"),
        (column(Kind.DATE), dt.datetime(2017, 12, 31), dt.date(2017, 12, 31)),
        (column(Kind.DATE), dt.date(2017, 12, 31), dt.date(2017, 12, 31)),
        (column(Kind.MONTH), dt.datetime(2017, 12, 1), dt.date(2017, 12, 1)),
        (column(Kind.YEAR), "2016-17", "2016-17"),
        (column(Kind.YEAR), "2099-00", "2099-00"),
        (column(Kind.PERIOD), "2016-17", "2016-17"),
        (column(Kind.PERIOD), "2017-18 Q3", "2017-18 Q3"),
        (column(Kind.QUARTER), "2017-18 Q4", "2017-18 Q4"),
    ],
)
def test_a_right_cell_is_its_value(held_by: Column, raw: RawValue, value: Value) -> None:
    read = read_cell(raw, held_by)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("held_by", "raw", "message"),
    [
        (CHILDREN, "1,234", "“1,234” is text, and a whole number from 0 to 500 was expected."),
        (CHILDREN, "12%", "“12%” is text, and a whole number from 0 to 500 was expected."),
        (CHILDREN, "<5", "“<5” is text, and a whole number from 0 to 500 was expected."),
        (CHILDREN, "–", "“–” is text, and a whole number from 0 to 500 was expected."),
        (CHILDREN, "12", "“12” is text, and a whole number from 0 to 500 was expected."),
        (CHILDREN, "\u00a012", "“ 12” is text, and a whole number from 0 to 500 was expected."),
        (CHILDREN, "\u00a0", "The cell looks empty but holds spaces."),
        (CHILDREN, " ", "The cell looks empty but holds spaces."),
        (CHILDREN, 4.5, "4.5 is not whole: a whole number from 0 to 500 was expected."),
        (CHILDREN, -1, "-1 is too low: a whole number from 0 to 500 was expected."),
        (CHILDREN, 501, "501 is too high: a whole number from 0 to 500 was expected."),
        (CHILDREN, True, "TRUE is TRUE or FALSE, and a whole number from 0 to 500 was expected."),
        (CHILDREN, ErrorCell("#N/A"), "The cell shows #N/A instead of a whole number from 0 to 500."),
        (CHILDREN, dt.date(2017, 5, 12), "12 May 2017 is a date, and a whole number from 0 to 500 was expected."),
        (CHILDREN, dt.time(9, 30), "“09:30:00” is a time, and a whole number from 0 to 500 was expected."),
        (HOURS, float("nan"), "The cell holds a number that is not finite, or too large to be right."),
        (HOURS, float("inf"), "The cell holds a number that is not finite, or too large to be right."),
        (HOURS, dt.timedelta(hours=37), "“1 day, 13:00:00” is a length of time, and a number from 0 up was expected."),
        (CHILDREN, 434.9999, "434.9999 is not whole: a whole number from 0 to 500 was expected."),
        (CHILDREN, "#N/A", "The cell shows #N/A instead of a whole number from 0 to 500."),
        (column(Kind.LONG_TEXT), " #name? ", "The cell shows #name? instead of text."),
        (
            column(Kind.TEXT),
            "####",
            "The cell shows ####: its column was too narrow for Excel to show what it holds.",
        ),
        (
            CHILDREN,
            PercentCell(0.82),
            "The cell is formatted as a percentage and shows 82%, where a whole number from 0 to 500 was expected.",
        ),
        (AREA, "England", "“England” is not one of: Council, Wales."),
        (AREA, "Wales ", "“Wales ” is not one of: Council, Wales."),
        (column(Kind.DATE), 43_100, "43100 is a number, and a date was expected."),
        (column(Kind.DATE), "31/12/2017", "“31/12/2017” is text, and a date was expected."),
        (column(Kind.DATE), dt.datetime(2017, 12, 31, 9), "31 December 2017 09:00 holds a time of day as well."),
        (column(Kind.DATE), dt.date(1917, 12, 31), "31 December 1917 is not a date of this service's figures."),
        (column(Kind.MONTH), dt.date(2017, 12, 31), "31 December 2017 is not the first day of a month."),
        (column(Kind.YEAR), "2016-18", "“2016-18” is not a financial year such as 2016-17."),
        (column(Kind.YEAR), 2016, "“2016” is not a financial year such as 2016-17."),
        (column(Kind.QUARTER), "2017-18", "“2017-18” is not a quarter such as 2017-18 Q3."),
        (column(Kind.QUARTER), "2017-18 q3", "“2017-18 q3” is not a quarter such as 2017-18 Q3."),
        (column(Kind.TEXT), "a\x07", "The text holds a character that a workbook cannot keep (U+0007)."),
        (column(Kind.TEXT), "\ud800", "The text holds a character that a workbook cannot keep (U+D800)."),
        (column(Kind.LONG_TEXT), "x" * 32_768, "The text has 32,768 characters, and a cell holds 32,767."),
    ],
)
def test_a_wrong_cell_is_refused_in_so_many_words(held_by: Column, raw: RawValue, message: str) -> None:
    with pytest.raises(BadCell) as caught:
        read_cell(raw, held_by)
    assert caught.value.message == message
    assert caught.value.remedy


def test_a_month_that_is_not_its_first_day_is_told_which_day_to_type() -> None:
    with pytest.raises(BadCell) as caught:
        read_cell(dt.date(2017, 12, 31), column(Kind.MONTH))
    assert caught.value.remedy == "Type the month's first day: 1 December 2017."


def test_a_fourth_quarter_to_date_is_told_that_it_is_the_year() -> None:
    with pytest.raises(BadCell) as caught:
        read_cell("2017-18 Q4", column(Kind.PERIOD))
    assert caught.value.remedy == "Type 2017-18: the fourth quarter to date is the full year."


def test_a_year_that_excel_made_a_date_of_is_explained() -> None:
    with pytest.raises(BadCell) as caught:
        read_cell(dt.datetime(2011, 12, 1), column(Kind.PERIOD))
    assert "1 December 2011" in caught.value.message
    assert "format the cell as Text" in caught.value.remedy


def test_a_long_text_is_cut_short_in_a_message() -> None:
    with pytest.raises(BadCell) as caught:
        read_cell("word " * 500, CHILDREN)
    assert len(caught.value.message) < 150


@pytest.mark.parametrize(
    ("held_by", "raw", "remedy"),
    [
        (CHILDREN, "12", "choose Convert to Number"),
        (CHILDREN, "1,234", "choose Convert to Number"),
        (column(Kind.DATE), "31/12/2017", "Format the cell as Short Date"),
        (column(Kind.MONTH), "Dec 2017", "Format the cell as Short Date"),
        (CHILDREN, "1.2E+05", "format the cell as Number"),
        (CHILDREN, "[c]", "press Ctrl+H, find [c], replace with nothing"),
        (CHILDREN, "*", "find ~*, replace with nothing"),
        (CHILDREN, "<5", "find <5, replace with nothing"),
        (CHILDREN, "many", "Type the number alone"),
    ],
)
def test_a_number_or_date_in_a_cell_formatted_as_text_is_told_how_excel_converts_it(
    held_by: Column, raw: str, remedy: str
) -> None:
    with pytest.raises(BadCell) as caught:
        read_cell(raw, held_by)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("kind", "typed", "remedy"),
    [
        (Kind.QUARTER, "2025/26 Q1", "Type it as 2025-26 Q1."),
        (Kind.PERIOD, "2016/17", "Type it as 2016-17."),
        (Kind.QUARTER, "Qtr 3", "Write the financial year as well, like 2017-18 Q3."),
        (Kind.QUARTER, "Christmas", "Type it like 2017-18 Q3."),
    ],
)
def test_a_period_written_in_another_way_is_told_what_to_type(kind: Kind, typed: str, remedy: str) -> None:
    with pytest.raises(BadCell) as caught:
        read_cell(typed, column(kind))
    assert caught.value.remedy == remedy


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT])
def test_a_sign_by_its_number_as_files_of_excel_keep_it_is_refused(kind: Kind) -> None:
    with pytest.raises(BadCell) as refused:
        read_cell("Complaints_x0026_co", column(kind))
    assert refused.value.message.startswith("The text holds “_x0026_”")
    assert read_cell("Complaints_x26_co & x0026_", column(kind)) == "Complaints_x26_co & x0026_"
