"""Columns are wide enough for their numbers, where Excel prints ### else, and for each word that stands in them."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.sheets import theme
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.printed_width import printed_width
from cyps_xl.sheets.row_heights import is_bold, wrapped_texts
from cyps_xl.sheets.text_width import line_count
from helpers.definitions import SMALL
from helpers.quarters import Values
from helpers.small_reports import inputs_with, proved
from helpers.web_pages import PACKS, planned_pack


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (1640000, theme.WHOLE, "1,640,000"),
        (1640000, "#,##0_0_0", "1,640,00000"),
        (-1640000, theme.WHOLE, "-1,640,000"),
        (1234, theme.SIGNED, "+1,234"),
        (-1234, theme.SIGNED, "−1,234"),
        (1234.5, theme.TWO_DECIMALS, "1,234.50"),
        (12345678, theme.MONEY, "£12,345,678"),
        (0.9876, theme.PERCENT_ONE, "98.8%"),
        (12.34, "0%", "1,234%"),
        (7.5, theme.HALVES, "7.5"),
    ],
)
def test_the_width_of_a_number_is_that_of_its_letters_and_some_air(
    value: float, number_format: str, printed: str
) -> None:
    assert len(printed) + 1 <= printed_width(value, number_format) <= len(printed) + 2


@pytest.mark.parametrize("number_format", [theme.LONG_DATE, theme.SHORT_DATE, theme.MONTH, "d mmm", '"Q"yyyy'])
def test_dates_ask_for_no_width(number_format: str) -> None:
    assert printed_width(46000, number_format) == 0


def test_a_column_grows_with_its_widest_number_and_with_no_text() -> None:
    sheet = SheetBuilder("visits", "Visits", "Visits", (10.0, 10.0))
    sheet.put(0, 0, 123456789012, "figure", theme.WHOLE)
    sheet.put(1, 0, 7, "figure", theme.WHOLE)
    sheet.put(0, 1, "a text much wider than ten characters", "text")
    assert sheet.widths == (printed_width(123456789012, theme.WHOLE), 10.0)


@pytest.mark.parametrize("shown", ["one decimal", "count", "percent", "count with halves"])
def test_a_month_of_thirds_is_no_wider_than_they_are_printed(shown: str) -> None:
    months = {"Block": "visits", "Position": 1, "Label": "Third", "Shows": "[Made] / 3", "As": shown}
    rows: list[Values] = [{"Month": dt.date(2025, month, 1), "Due": 10, "Made": 1} for month in range(1, 13)]
    sheet = proved(inputs_with({**SMALL, "Lines": [months]}, Visits=rows))
    assert max(sheet.widths[1:13]) < 12


@pytest.mark.parametrize("pack", PACKS)
def test_no_word_on_any_sheet_is_parted_for_want_of_room(pack: str) -> None:
    """A text that wraps in a column too narrow for it stands in the height of the sheet, letter below letter."""
    parted = [
        (sheet.tab, word)
        for sheet in planned_pack(pack).plan.sheets
        for cell, room in wrapped_texts(sheet)
        for word in str(cell.value).split()
        if line_count(word, room, bold=is_bold(cell.style)) > 1
    ]
    assert parted == []
