"""Where printed pages begin, and what each of them holds: always at 100 %, nothing that belongs together parted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.sheets.page_breaks import ROW_HEIGHT, printed_height
from cyps_xl.sheets.pages import beside_links, paged, widths_for
from cyps_xl.sheets.plan import ON_LINES, OPEN, CellPlan, ChartPlan, SeriesPlan, SheetPlan, Span
from cyps_xl.sheets.theme import EDITION_SIZE, SIZE
from helpers.quarters import Size, inputs_of, made_up
from helpers.workbooks import planned, sheet_of

NARROW = (40.0, 40.0)
ROWS_ON_A_PAGE = 32
"""Of 15 points, of A4 on its long side."""


def rows(styles: dict[int, str], last: int) -> tuple[CellPlan, ...]:
    """A row of text down to the last; `styles` of those that are something else."""
    return tuple(CellPlan(row, 0, "words", style=styles.get(row, "text")) for row in range(last + 1))


def sheet(cells: tuple[CellPlan, ...], widths: tuple[float, ...] = NARROW, **others: object) -> SheetPlan:
    plan = SheetPlan(key="s", tab="S", title="S", cells=cells, widths=widths, printed_columns=len(widths))
    return replace(plan, **others)  # type: ignore[arg-type]


def breaks(styles: dict[int, str], last: int, **others: object) -> tuple[int, ...]:
    return paged(sheet(rows(styles, last), **others)).page_breaks


def test_a_page_holds_as_many_rows_as_have_room() -> None:
    assert breaks({}, 50) == (ROWS_ON_A_PAGE,)


def test_what_fits_one_page_has_no_break() -> None:
    assert breaks({}, ROWS_ON_A_PAGE - 1) == ()


def test_a_heading_at_the_foot_of_a_page_begins_the_next() -> None:
    assert breaks({30: "section", 31: "header"}, 60) == (30,)


def test_a_table_s_name_as_a_link_stays_above_its_header() -> None:
    assert breaks({30: "link", 31: "header"}, 60) == (30,)


def test_a_heading_with_room_for_its_rows_stays() -> None:
    assert breaks({26: "section", 27: "header"}, 60) == (ROWS_ON_A_PAGE,)


def test_tall_rows_fill_a_page_sooner() -> None:
    assert breaks({}, 30, heights=dict.fromkeys(range(31), 2 * ROW_HEIGHT)) == (16,)


def test_a_row_takes_no_more_of_a_page_than_the_highest_that_excel_has() -> None:
    assert printed_height(409, 12) == printed_height(380, 12) == 408.75
    assert printed_height(300, 12) < printed_height(380, 12)


def test_a_table_leaves_no_row_or_two_alone_on_its_last_page() -> None:
    assert breaks({}, ROWS_ON_A_PAGE) == (ROWS_ON_A_PAGE - 2,)


def test_a_row_that_goes_on_in_the_next_keeps_it() -> None:
    assert breaks({ROWS_ON_A_PAGE - 1: "text" + OPEN}, 60) == (ROWS_ON_A_PAGE - 1,)


def test_a_total_stays_below_what_it_adds_up() -> None:
    assert breaks({40: "total label"}, 40, heights=dict.fromkeys(range(41), 12.0))[0] < 40


def test_a_header_is_repeated_only_where_its_table_goes_on() -> None:
    parted, whole = (paged(sheet(rows({2: "header"}, last), repeat_rows=(2, 2))) for last in (50, 20))
    assert parted.repeat_rows == (2, 2)
    assert whole.repeat_rows is None


def test_a_header_is_repeated_where_its_table_goes_on_at_another_size_alone() -> None:
    whole = paged(sheet(rows({2: "header", 31: "section", 32: "header"}, 33), repeat_rows=(2, 2), may_repeat=(2, 2)))
    assert paged(replace(whole, repeat_rows=None), EDITION_SIZE).repeat_rows == (2, 2)


def test_a_table_of_a_row_has_no_page_of_its_own_below_a_long_one() -> None:
    styles = {2: "header", 32: "section", 33: "header"}
    plan = paged(sheet(rows(styles, 34), repeat_rows=(2, 2)))
    (begins,) = plan.page_breaks
    assert begins < 31 and plan.repeat_rows == (2, 2)


def test_words_below_a_parted_table_take_its_last_rows_along() -> None:
    styles = {2: "header", 62: "section", 63: "paragraph", 64: "paragraph"}
    assert breaks(styles, 64, repeat_rows=(2, 2))[-1] < 60


def test_rows_kept_free_for_words_take_no_page_of_their_own() -> None:
    free = tuple(CellPlan(row, 0, "", "x", style="paragraph") for row in range(ROWS_ON_A_PAGE, 40))
    merges = tuple(Span(cell.row, 0, cell.row, 1) for cell in free)
    printed = paged(sheet((*rows({}, ROWS_ON_A_PAGE - 1), *free), merges=merges))
    assert printed.rows_on_paper == ROWS_ON_A_PAGE
    assert printed.page_breaks == ()


def test_rows_kept_free_for_words_print_where_the_page_has_room() -> None:
    free = CellPlan(12, 0, "", "x", style="paragraph")
    assert paged(sheet((*rows({}, 10), free), merges=(Span(12, 0, 12, 1),))).rows_on_paper == 13


def test_a_sheet_is_never_shrunk_to_its_page_while_it_can_be_turned_or_parted() -> None:
    turned = paged(sheet(rows({}, 5), (80.0, 30.0), landscape=False))
    assert (turned.landscape, turned.scale) == (True, 100)
    wide = paged(sheet(rows({}, 5), (40.0, *[20.0] * 8), column_starts=(3, 5, 7), repeat_columns=1))
    assert (wide.scale, wide.paper_columns) == (100, 5)


def test_columns_that_cannot_be_parted_are_shrunk_as_little_as_they_need() -> None:
    assert 80 < paged(sheet(rows({}, 5), (80.0, 75.0))).scale < 100


def test_columns_beyond_the_first_page_follow_the_page_of_their_rows() -> None:
    tables = tuple(CellPlan(row, column, "x") for row in (4, 5, 40, 41) for column in range(9))
    styles = {4: "header", 39: "section", 40: "header"}
    rest = tuple(cell for cell in rows(styles, 50) if cell.row not in (4, 5, 40, 41))
    wide = paged(sheet((*rest, *tables), (40.0, *[20.0] * 8), column_starts=(3, 5, 7), repeat_columns=1))
    [begins] = wide.page_breaks
    pages = [(0, begins - 1, 0), (4, 5, 5), (begins, 50, 0), (40, 41, 5)]
    assert [(one.first_row, one.last_row, one.first_column) for one in wide.printed_areas] == pages


def test_columns_whose_rows_take_several_pages_follow_all_of_them() -> None:
    table = tuple(CellPlan(row, column, "x") for row in range(4, 50) for column in range(9))
    wide = paged(sheet((*rows({}, 3), *table), (40.0, *[20.0] * 8), column_starts=(3, 5, 7), repeat_columns=1))
    assert [(one.first_row, one.last_row, one.first_column) for one in wide.printed_areas] == [(0, 49, 0), (4, 49, 5)]


def test_what_fits_one_page_beside_each_other_is_one_area() -> None:
    assert paged(sheet(rows({}, 50))).printed_areas == (Span(0, 0, 50, 1),)


LONG = "A heading of more letters than the two columns of this page have room for beside each other"


def test_a_heading_wider_than_its_page_goes_on_in_a_line_below() -> None:
    for style in ("title", "section"):
        plan = paged(sheet((CellPlan(0, 0, LONG, style=style), *rows({}, 9)[1:])))
        assert plan.cells[0].style == style + ON_LINES
        assert plan.merges == (Span(0, 0, 0, 1),)
        assert plan.heights[0] > 2 * 14
        assert paged(plan) == plan


def test_a_heading_with_room_stays_in_its_cell() -> None:
    cells = (CellPlan(0, 0, LONG, style="section"), *rows({}, 9)[1:])
    plan = paged(sheet(cells, (60.0, 60.0)))
    assert (plan.cells[0].style, plan.merges) == ("section", ())
    assert paged(sheet((CellPlan(0, 0, LONG, style="text"), *rows({}, 9)[1:]))).merges == ()


def test_a_heading_ends_before_the_next_cell_that_is_there() -> None:
    cells = (CellPlan(0, 0, LONG, style="section"), CellPlan(0, 2, ""), *rows({}, 9)[1:])
    plan = paged(sheet(cells, (30.0, 30.0, 60.0)))
    assert plan.merges == (Span(0, 0, 0, 1),)


def test_a_link_has_a_wider_column_and_the_other_gives_way_as_far_as_it_can() -> None:
    assert beside_links((26, 58), ["short"], 20) == (26, 58)
    labels, words = beside_links((26, 58), ["A heading of more letters than such a column has room for beside"], 20)
    assert 20 <= labels <= 26 and words > 58
    assert beside_links((26, 58), ["letters " * 50], 20)[0] == 20


def test_columns_beyond_the_first_page_are_printed_from_their_header_to_their_last_row() -> None:
    table = tuple(CellPlan(row, column, "x") for row in (4, 5, 6) for column in range(9))
    wide = paged(sheet((*rows({}, 3), *table), (40.0, *[20.0] * 8), column_starts=(3, 5, 7), repeat_columns=1))
    assert wide.printed_further == (Span(4, 5, 6, 8),)


def test_words_and_charts_stay_on_the_first_of_pages_beside_each_other() -> None:
    words = CellPlan(10, 0, "words " * 40, style="paragraph")
    cells = (*rows({}, 5), words, *(CellPlan(4, column, 1) for column in range(1, 9)))
    chart = chart_at(12, 10, columns=(0, 8))
    widths, starts = (40.0, *[20.0] * 8), (3, 5, 7)
    wide = paged(sheet(cells, widths, column_starts=starts, merges=(Span(10, 0, 10, 8),), charts=(chart,)))
    assert wide.merges == (Span(10, 0, 10, 4),)
    assert wide.charts[0].columns == (0, 4)
    assert wide.heights[10] > ROW_HEIGHT


def test_a_chart_stays_with_its_heading_and_its_table() -> None:
    before = rows({}, 20)
    table = [CellPlan(row, 0, "x", style="header" if row == 41 else "text") for row in (41, 42, 43)]
    cells = (*before, CellPlan(22, 0, "Heading", style="section"), *table)
    assert paged(sheet(cells, charts=(chart_at(23, 17),))).page_breaks == (22,)


def test_a_chart_is_as_high_again_as_its_own_page_has_room_for() -> None:
    cells = (*rows({}, 3), *(CellPlan(row, 0, "x") for row in range(23, 36)), CellPlan(36, 0, "y", style="section"))
    charts = (chart_at(4, 18), replace(chart_at(37, 10), name="d"))
    plan = paged(sheet(cells, charts=charts))
    assert len(plan.page_breaks) == 1
    assert plan.heights[10] < plan.heights[40] == 13.0


def test_a_row_or_two_below_a_table_of_a_page_take_its_last_rows_along() -> None:
    last = ROWS_ON_A_PAGE + 1
    cells = tuple(cell for cell in rows({0: "title", 2: "header"}, last) if cell.row != last - 1)
    plan = paged(sheet(cells, repeat_rows=(2, 2)))
    assert plan.page_breaks == (last - 3,)
    assert plan.repeat_rows == (2, 2)


def test_a_table_of_one_row_is_not_joined_to_the_words_below_it() -> None:
    styles = {0: "title", 4: "header", 7: "section", **dict.fromkeys(range(8, 12), "paragraph")}
    cells = tuple(cell for cell in rows(styles, 11) if cell.row not in (1, 2, 3, 6))
    plan = paged(sheet(cells, heights={4: 200.0, **dict.fromkeys(range(8, 12), 70.0)}))
    assert plan.page_breaks == (7,)


def test_a_chart_is_a_little_lower_where_that_saves_a_page() -> None:
    def with_words(last: int) -> SheetPlan:
        return paged(sheet((*rows({}, 3), *(CellPlan(r, 0, "x") for r in range(23, last))), charts=(chart_at(4, 18),)))

    roomy, tight = with_words(26), with_words(36)
    assert roomy.page_breaks == tight.page_breaks == ()
    assert tight.heights[10] < roomy.heights[10]


def test_an_edition_s_larger_text_fills_a_page_sooner() -> None:
    assert paged(sheet(rows({}, 50)), EDITION_SIZE).page_breaks[0] < ROWS_ON_A_PAGE


def test_widths_made_for_a_page_fill_it_and_fit_it() -> None:
    room = widths_for(6)
    fits, over = (paged(sheet(rows({}, 3), (wide / 6,) * 6), EDITION_SIZE) for wide in (room, room * 1.03))
    assert (fits.scale, over.scale) == (100, 98)


def chart_at(row: int, high: int, columns: tuple[int, int] = (0, 1)) -> ChartPlan:
    values = Span(0, 0, 3, 0)
    series = (SeriesPlan((0, 0), values),)
    return ChartPlan("c", "C", row, columns, values, series, "", "", "c", rows=high, drawn=Charts.COLUMNS)


def test_a_table_is_kept_whole_where_that_takes_no_page_more() -> None:
    table = {20: "section", 21: "header"}
    assert breaks(table, 40) == (20,)
    below = dict.fromkeys(range(41, 41 + 20), "paragraph")
    assert breaks({**table, 40: "section", **below}, 60) != (20,)


def test_no_table_but_the_last_goes_on_without_its_header_where_it_has_room_on_a_page() -> None:
    of_three = {20: "section", 21: "header", 43: "section", 44: "header"}
    assert breaks(of_three, 60)[0] == 20


def test_the_header_of_the_last_of_several_tables_is_repeated() -> None:
    plan = paged(sheet(rows({2: "header", 8: "section", 9: "header"}, 60)))
    assert plan.repeat_rows == (9, 9)


def test_no_header_is_repeated_above_a_table_that_has_its_own() -> None:
    plan = paged(sheet(rows({2: "header", 60: "section", 61: "header"}, 66)))
    assert plan.repeat_rows is None


def test_a_list_goes_on_on_a_page_of_its_own_below_its_heading() -> None:
    styles = {2: "section", 3: "header", 12: "section", 13: "header"}
    assert breaks(styles, 20, gone_on=(12,)) == (12,)


def test_words_below_a_parted_table_leave_no_row_or_two_alone_on_the_page_before() -> None:
    table = {2: "header", ROWS_ON_A_PAGE + 4: "section", **dict.fromkeys(range(ROWS_ON_A_PAGE + 5, 64), "paragraph")}
    end = ROWS_ON_A_PAGE + 4
    assert breaks(table, 63, repeat_rows=(2, 2)) == (end - 6, end - 3)


WORDS = {ROWS_ON_A_PAGE - 1: "section", ROWS_ON_A_PAGE: "paragraph"}


def test_words_take_the_last_rows_of_the_table_before_them_along() -> None:
    assert breaks({2: "header", **WORDS}, ROWS_ON_A_PAGE) == (ROWS_ON_A_PAGE - 4,)


def test_words_take_the_chart_before_them_along() -> None:
    row = 12
    cells = tuple(cell for cell in rows({2: "header", **WORDS}, ROWS_ON_A_PAGE + 4) if not row <= cell.row < row + 17)
    heights = dict.fromkeys(range(3, 12), 22.0)
    plan = paged(sheet(cells, charts=(chart_at(row, 17),), heights=heights))
    assert plan.page_breaks == (row,)


def test_a_row_of_figures_beside_words_makes_no_page_of_its_own() -> None:
    styles = {2: "header", 30: "text strong", 32: "section", 33: "paragraph"}
    cells = tuple(cell for cell in rows(styles, 33) if cell.row not in (29, 31))
    [begins] = paged(sheet(cells)).page_breaks
    assert begins == 27


def test_words_that_fill_a_page_take_nothing_along() -> None:
    long = dict.fromkeys(range(ROWS_ON_A_PAGE, 2 * ROWS_ON_A_PAGE - 1), "paragraph")
    assert breaks({2: "header", ROWS_ON_A_PAGE - 1: "section", **long}, max(long)) == (ROWS_ON_A_PAGE - 1,)


def test_a_table_too_long_for_a_page_below_its_title_leaves_no_row_alone() -> None:
    styles = {0: "title", 4: "header"}
    assert breaks(styles, ROWS_ON_A_PAGE) == (ROWS_ON_A_PAGE - 2,)


def test_contents_stay_together_where_a_page_has_room_for_them() -> None:
    contents = dict.fromkeys(range(21, 41), "link")
    assert breaks({20: "section", **contents}, 40) == (20,)
    many = dict.fromkeys(range(21, 80), "link")
    assert len(breaks({20: "section", **many}, 79)) == 2


def test_air_gives_way_only_where_that_spares_a_page() -> None:
    air = {0: 5.0, 9: 5.0}
    heights = {0: 40.0, 9: 40.0}
    for last, is_spared in ((ROWS_ON_A_PAGE - 5, False), (ROWS_ON_A_PAGE, True), (ROWS_ON_A_PAGE + 20, False)):
        with_a_gap = [cell for cell in rows({}, last) if cell.row != 9]
        plan = paged(sheet(with_a_gap, heights=heights, air=air, one_page=True))
        # a row that has words, as where a note has come to stand, keeps a line
        assert (plan.heights[0], plan.heights[9]) == ((15.0, 5.0) if is_spared else (40.0, 40.0))
    kept = paged(sheet(rows({}, ROWS_ON_A_PAGE), heights=heights, air=air))
    assert kept.heights[0] == 40.0


def test_in_an_edition_a_chart_is_higher_still_where_its_page_has_room() -> None:
    plan = sheet(rows({}, 3), charts=(chart_at(6, 15),))
    assert [paged(plan, size).heights[7] for size in (SIZE, EDITION_SIZE)] == [13.0, 20.0]
    full = sheet((*rows({}, 3), *(CellPlan(row, 0, "words") for row in range(22, 30))), charts=(chart_at(6, 15),))
    assert paged(full, EDITION_SIZE).heights[7] < 20.0


def test_in_an_edition_rows_lose_their_air_only_where_that_spares_a_page() -> None:
    def laid_out(number: int, size: float) -> tuple[float, int]:
        cells = tuple(CellPlan(row, 0, "three\nlines of\nwords") for row in range(number))
        plan = paged(sheet(cells, heights=dict.fromkeys(range(number), 48.0)), size)
        return plan.heights[0], len(plan.page_breaks)

    assert [laid_out(number, EDITION_SIZE) for number in (9, 10, 12)] == [(48.0, 0), (43.75, 0), (48.0, 1)]
    assert laid_out(11, SIZE) == (48.0, 1)


def test_a_sheet_that_says_with_which_rows_pages_begin_has_those_breaks_and_no_other() -> None:
    assert breaks({40: "section"}, 90, begins_pages=(40,)) == (40,)
    assert breaks({}, 90, begins_pages=()) == ()


@pytest.mark.parametrize(("key", "words"), [("checks", "Findings"), ("drafts", "In the sections’ own tables")])
def test_the_second_part_of_an_officer_s_own_sheet_begins_a_page(key: str, words: str) -> None:
    plan = sheet_of(planned(inputs_of(made_up(Size()))), key)
    (row,) = plan.page_breaks
    heading = next(cell.value for cell in plan.cells if cell.row == row and cell.value)
    assert str(heading).startswith(words)


def test_drafts_have_one_row_of_headings_which_every_page_repeats() -> None:
    plan = sheet_of(planned(inputs_of(made_up(Size()))), "drafts")
    [row] = {cell.row for cell in plan.cells if cell.style.startswith("header")}
    assert plan.repeat_rows == (row, row)
