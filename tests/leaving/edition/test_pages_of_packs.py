"""The pages of every pack's edition in both languages, as the plan has them: covers that hold their contents, and no
page of words alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from cyps_xl.printed.leaving import leaving
from cyps_xl.sheets import cover
from cyps_xl.sheets.plan import ReportPlan, SheetPlan
from cyps_xl.sheets.report_plan import lay_out, lay_out_for_readers
from helpers.pack_editions import edition_of_pack
from helpers.web_pages import PACKS, made_of, planned_pack

WORDS = ("section", "paragraph")
AT_RIGHT = ("figure", "count", "header right")
WITH_AIR = ("sign", "arrow", "header center", "grey text", "explanation")
"""The styles of texts that stand in from the edge of their cells, or in its middle."""
each_edition = pytest.mark.parametrize(("pack", "language"), [(p, one) for p in PACKS for one in ("en", "cy")])


@cache
def edition(pack: str, language: str) -> ReportPlan:
    made, _ = made_of(planned_pack(pack), language)
    return made.plan


def pages_of(sheet: SheetPlan) -> Iterator[range]:
    """The rows of each page."""
    ends = (*sheet.page_breaks, sheet.rows_on_paper)
    yield from (range(first, end) for first, end in zip((0, *sheet.page_breaks), ends, strict=True))


@pytest.mark.parametrize("pack", PACKS)
def test_readers_get_the_report_without_the_officers_own_sheets(pack: str) -> None:
    planned = planned_pack(pack)
    whole = lay_out(planned.inputs, planned.settings, {})
    assert lay_out_for_readers(planned.inputs, planned.settings) == leaving(whole) != whole


@each_edition
def test_the_contents_stand_on_one_page_and_on_the_cover_where_its_words_leave_room(pack: str, language: str) -> None:
    front = next(sheet for sheet in edition(pack, language).sheets if sheet.key == cover.KEY)
    links = {cell.row for cell in front.cells if cell.style == "link"}
    [page] = [rows for rows in pages_of(front) if not links.isdisjoint(rows)]
    assert links < set(page)
    assert (page.start == 0) is (pack != "cyps")  # whose committee asks for thirteen headings


@pytest.mark.parametrize("pack", PACKS)
def test_no_chart_is_drawn_of_a_quarter_of_which_nothing_is_known(pack: str) -> None:
    """Where a target is known all the same, its line alone is no chart."""
    for sheet in edition_of_pack(pack, "en", {"Reporting quarter": "2039-40 Q1"}).plan.sheets:
        cells = {(cell.row, cell.column): cell.value for cell in sheet.cells}
        for chart in sheet.charts:
            figures = [place for one in chart.series if one.guide is None for place in one.values.cells]
            assert [place for place in figures if isinstance(cells.get(place), int | float)], chart.title


@each_edition
def test_no_page_holds_a_commentary_alone(pack: str, language: str) -> None:
    for sheet in edition(pack, language).sheets:
        styles = {cell.row: cell.style for cell in reversed(sheet.cells)}
        for rows in pages_of(sheet):
            shown = {styles[row] for row in rows if row in styles}
            drawn = [chart for chart in sheet.charts if chart.row in rows]
            assert drawn or not all(style.startswith(WORDS) for style in shown), f"{sheet.title}, from row {rows.start}"


@each_edition
def test_an_indicator_s_figures_directions_and_comparisons_stand_beside_its_name(pack: str, language: str) -> None:
    """On the first of the printed pages beside each other; on the next are the counts that they follow from."""
    for sheet in (sheet for sheet in edition(pack, language).sheets if sheet.scorecards):
        signs = [cell.column for cell in sheet.cells if cell.style.startswith("sign")]
        counts = {cell.column for cell in sheet.cells if cell.style.startswith("count")}
        assert max(signs) + 1 < sheet.paper_columns <= min(counts)


@each_edition
def test_months_stand_on_one_page_in_either_language(pack: str, language: str) -> None:
    parted = {sheet.key for sheet in edition(pack, language).sheets if sheet.printed_further}
    assert parted <= {"indicators", "rates", "scorecard"}


@each_edition
def test_a_table_that_goes_on_on_another_page_has_its_headings_there(pack: str, language: str) -> None:
    for sheet in edition(pack, language).sheets:
        for row, span in [(row, table.span) for table in sheet.tables for row in sheet.page_breaks]:
            is_within = span.first_row < row <= span.last_row
            is_headed = row in sheet.gone_on or sheet.repeat_rows == (span.first_row, span.first_row)
            assert is_headed or not is_within, f"{sheet.title}, from row {row}"


@each_edition
def test_no_text_touches_the_figure_before_it(pack: str, language: str) -> None:
    for sheet in edition(pack, language).sheets:
        cells = {(cell.row, cell.column): cell for cell in sheet.cells if cell.value != ""}
        for (row, column), cell in cells.items():
            beside = cells.get((row, column + 1))
            if cell.style.startswith(AT_RIGHT) and beside and column + 1 < sheet.printed_columns:
                has_air = beside.style.startswith(WITH_AIR) or "indented" in beside.style
                assert has_air or beside.style.startswith(AT_RIGHT), f"{sheet.title}: {cell.value}, {beside.value}"
