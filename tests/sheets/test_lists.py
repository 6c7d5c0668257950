"""A list that goes on on another printed page has its heading there once more, at the same row in either language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.inputs.records import Inputs
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.sheets.row_heights import text_height
from cyps_xl.sheets.shapes.quarter import WIDEST_FIGURE
from helpers.definitions import SMALL
from helpers.libreoffice import needs_libreoffice
from helpers.printed_pages import edition_of, pages_of, pdf_of
from helpers.quarters import Values
from helpers.small_reports import inputs_with, notices_of, proved, table_of

WORDS = "What was found when the files were read. "


def findings(going_well: int, to_improve: int, welsh: str = "", *, called: str = "Cases") -> Inputs:
    """A report of two lists below each other, with a total each."""
    of_table = {"Table": "Visits", "Help": "x"}
    block = {**SMALL["Blocks"][0], "Shape": "list", "Says": "None", "Noun": "finding"}
    lines = [
        ("Finding", "[Finding]", "text", ""),
        ("Why", "[English]", "text", ""),
        (called, "[Cases]", "count", "sum"),
    ]
    declared = {
        **SMALL,
        "Tables": [{"Table": "Visits", "Sheet": "Visits", "One row is": "one", "Key": "Quarter; Heading; Finding"}],
        "Columns": [
            {**of_table, "Heading": "Quarter", "Holds": "quarter", "Required": "yes"},
            {**of_table, "Heading": "Heading", "Holds": "choice", "Choices": "well; improve", "Required": "yes"},
            {**of_table, "Heading": "Finding", "Holds": "text", "Required": "yes"},
            {**of_table, "Heading": "English", "Holds": "text"},
            {**of_table, "Heading": "Welsh", "Holds": "text"},
            {**of_table, "Heading": "Cases", "Holds": "whole number"},
        ],
        "Blocks": [
            {**block, "Title": "Going well", "Where": "Heading = well"},
            {**block, "Block": "improve", "Position": 2, "Title": "To improve", "Where": "Heading = improve"},
        ],
        "Lines": [
            {"Block": name, "Position": at, "Label": label, "Shows": shows, "As": printed, "Total": total}
            for name in ("visits", "improve")
            for at, (label, shows, printed, total) in enumerate(lines, start=1)
        ],
    }
    rows: list[Values] = [
        {"Quarter": "2025-26 Q3", "Heading": heading, "Finding": f"{heading} {at}", "Cases": 1}
        | {"English": WORDS * 2, "Welsh": welsh or WORDS}
        for heading, count in (("well", going_well), ("improve", to_improve))
        for at in range(1, count + 1)
    ]
    return inputs_with(declared, Visits=rows)


def rows_called(sheet: SheetPlan, words: str) -> list[int]:
    return [cell.row for cell in sheet.cells if cell.column == 0 and cell.value == words]


def test_a_list_that_goes_on_has_its_heading_at_the_top_of_each_page() -> None:
    sheet = proved(findings(40, 2))
    again = rows_called(sheet, "Going well")[1:]
    assert len(again) >= 2
    assert set(again) <= set(sheet.page_breaks)
    assert rows_called(sheet, "Finding")[1 : 1 + len(again)] == [row + 1 for row in again]


def test_every_row_is_there_once_and_counted_once() -> None:
    sheet = proved(findings(40, 2))
    assert all(len(rows_called(sheet, f"well {at}")) == 1 for at in range(1, 41))
    totals = [cell.value for cell in sheet.cells if cell.style == "total" and isinstance(cell.value, int | float)]
    assert totals == [40, 2]
    assert table_of(sheet, "well 40")[-1] == 1
    assert notices_of(sheet) == []


def test_lists_that_have_room_say_their_heading_once() -> None:
    sheet = proved(findings(4, 2))
    assert len(rows_called(sheet, "Going well")) == len(rows_called(sheet, "To improve")) == 1
    assert sheet.gone_on == ()


@pytest.mark.parametrize("welsh", ["", WORDS * 6])
def test_in_either_language_it_goes_on_at_the_same_row(welsh: str) -> None:
    inputs = findings(30, 12, welsh)
    settings = read_settings(inputs)
    plans = [lay_out(inputs, replace(settings, language=one), {}) for one in ("English", "Welsh")]
    english, other = ([sheet.gone_on for sheet in plan.sheets] for plan in plans)
    assert english == other
    assert any(english)


@needs_libreoffice
def test_a_page_of_an_edition_that_begins_within_a_list_begins_with_its_heading() -> None:
    pages = pages_of(pdf_of(edition_of(findings(40, 12))))
    of_lists = [page for page in pages if "Visits" in page.head]
    assert len(of_lists) > 2
    for page in of_lists[1:]:
        highest = max(page.body, key=lambda text: text.box[3])
        assert highest.text.startswith(("Going", "To improve"))


@pytest.mark.parametrize(("called", "lines"), [("Cases", 1), ("% of homes", 1), ("Cases that were looked into", 3)])
def test_a_heading_of_figures_that_is_a_little_long_stays_on_one_line(called: str, lines: int) -> None:
    sheet = proved(findings(3, 2, called=called))
    headers = {cell.row for cell in sheet.cells if cell.value == called}
    assert {sheet.heights[row] for row in headers} == {max(21.0, text_height("x\n" * (lines - 1) + "x", 99))}
    assert sheet.widths[2] <= WIDEST_FIGURE
