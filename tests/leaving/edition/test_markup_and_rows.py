"""Tables marked up with headings of their own, and free rows taken out with everything in step."""

from __future__ import annotations

from dataclasses import replace

from cyps_xl.edition.drop_empty_rows import without_free_rows
from cyps_xl.edition.markup import EMPTY_NOTE, marked_up
from cyps_xl.languages.shipped import DEFAULT
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.plan import ChartPlan, ReportPlan, SeriesPlan, SheetPlan, Span

APRIL = 42826  # 1 April 2017, as Excel counts days


def a_sheet() -> SheetBuilder:
    sheet = SheetBuilder("key", "Tab", "Title", (20, 8, 8, 8))
    sheet.put(0, 0, "Title", "title")
    sheet.put(1, 0, "Service · 2017", "subtitle")
    return sheet


def only(plan: ReportPlan) -> SheetPlan:
    (sheet,) = plan.sheets
    return sheet


def values(sheet: SheetPlan) -> dict[tuple[int, int], object]:
    return {(cell.row, cell.column): cell.value for cell in sheet.cells}


def test_headings_that_stand_twice_take_their_period_and_months_become_words() -> None:
    sheet = a_sheet()
    sheet.header(4, ("No", "2016-17", "Number", "2017-18"), ("header",) * 4)
    sheet.put(4, 4, "Number", "header")
    sheet.put(4, 5, APRIL, "header right", "mmm yy")
    for column in range(6):
        sheet.put(5, column, 1, "figure")
    found = only(marked_up(ReportPlan((sheet.plan(),)), DEFAULT))
    assert [values(found)[4, column] for column in (2, 4, 5)] == ["Number, 2016-17", "Number, 2017-18", "Ebr 17"]
    assert [table.span for table in found.tables] == [Span(4, 0, 5, 5)]
    assert (2, 0) not in values(found)  # nothing is empty, so nothing is said about it


def test_a_table_ends_at_a_gap_or_a_heading_and_is_named_after_what_stands_over_it() -> None:
    sheet = a_sheet()
    for row, title in ((3, "First part"), (8, "Second part")):
        sheet.put(row, 0, title, "section")
        sheet.header(row + 1, ("What", "Count"))
        sheet.put(row + 2, 0, "Children", "text")
        sheet.put(row + 2, 1, "" if row == 3 else 2, "figure")
    sheet.put(11, 0, "Commentary", "section")
    found = only(marked_up(ReportPlan((sheet.plan(),))))
    assert [(table.name, table.span.first_row, table.span.last_row) for table in found.tables] == [
        ("Table_Tab_First_part", 4, 5),
        ("Table_Tab_Second_part", 9, 10),
    ]
    assert values(found)[2, 0] == EMPTY_NOTE


def explained(*words: str) -> ReportPlan:
    """A sheet with a row for words under each of two figures, a sum, and a chart below."""
    sheet = a_sheet()
    for place, text in enumerate(words):
        row = 4 + 2 * place
        sheet.put(row, 0, f"Indicator {place}", "text")
        sheet.put(row, 1, 5, "figure")
        sheet.goes_on(row)
        sheet.put(row + 1, 0, Formula("text", text), "explanation")
    sheet.put(8, 1, Formula('IF(COUNT($B$5:B7)=2,B5+B7,"see B7")', 10), "figure")
    sheet.chart(ChartPlan("c", "t", 10, (0, 1), Span(4, 0, 7, 0), (SeriesPlan((4, 0), Span(4, 1, 7, 1)),), "", "", ""))
    return ReportPlan((replace(sheet.plan(), page_breaks=(9,)),))


def test_a_free_row_goes_and_formulas_charts_and_breaks_follow() -> None:
    (found,) = without_free_rows(explained("", "It fell."))
    sheet = only(found)
    formula = next(cell.formula for cell in sheet.cells if cell.formula and cell.formula.startswith("IF"))
    assert formula == 'IF(COUNT($B$5:B6)=2,B5+B6,"see B7")'
    assert [cell.style for cell in sheet.cells if str(cell.value).startswith("Indicator")] == ["text", "text open"]
    assert (sheet.charts[0].row, sheet.charts[0].series[0].values) == (9, Span(4, 1, 6, 1))
    assert sheet.page_breaks == (8,)


def test_a_row_that_is_free_in_one_language_only_stays_in_both() -> None:
    english, welsh = without_free_rows(explained("", "It fell."), explained("Gostyngodd.", "Gostyngodd."))
    assert [cell.row for cell in only(english).cells] == [cell.row for cell in only(welsh).cells]
    assert (5, 0) in values(only(english))


def test_headings_with_nothing_under_them_get_a_row_of_dashes() -> None:
    sheet = a_sheet()
    sheet.header(4, ("No", "Theme"))
    sheet.put(7, 0, "Commentary", "section")
    found = only(marked_up(ReportPlan((sheet.plan(),))))
    assert [values(found)[5, column] for column in (0, 1)] == ["–", "–"]
    assert [table.span for table in found.tables] == [Span(4, 0, 5, 1)]
