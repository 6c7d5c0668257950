"""Bars and their table on the short side of the page, where that puts them on one, or gives more bars their names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.edition.fit_text import with_room
from cyps_xl.edition.for_readers import page_count
from cyps_xl.sheets.pages import paged
from cyps_xl.sheets.plan import CellPlan, ChartPlan, SeriesPlan, SheetPlan, Span
from cyps_xl.sheets.theme import EDITION_SIZE
from helpers.pack_editions import edition_of_pack

CHART_ROWS = 14


def bars(groups: int, columns: int = 4, width: float = 20.0, word: str = "Cases", *, lie: bool = True) -> SheetPlan:
    """A table of groups, and below it their chart."""
    last = 4 + groups
    heads = (CellPlan(4, at, f"{word} {at}", style="header right" if at else "header") for at in range(columns))
    names = (CellPlan(row, 0, f"Team {row - 4}", style="wrapped middle") for row in range(5, last + 1))
    figures = (
        CellPlan(row, at, 12.4, style="figure", number_format="0.0")
        for row in range(5, last + 1)
        for at in range(1, columns)
    )
    chart = ChartPlan(
        name="Bars",
        title="Cases by team",
        row=last + 2,
        columns=(0, columns - 1),
        categories=Span(5, 0, last, 0),
        series=(SeriesPlan((4, 1), Span(5, 1, last, 1)),),
        value_title="Cases",
        category_title="Team",
        alt="Bars",
        rows=CHART_ROWS,
        sideways=lie,
    )  # fmt: skip
    cells = (CellPlan(0, 0, "Cases", style="title"), *heads, *names, *figures)
    sheet = SheetPlan("s", "S", "Cases", cells, (width,) * columns, printed_columns=columns, charts=(chart,))
    return replace(sheet, heights=dict.fromkeys(range(5, last + 1), 18.0))


def laid_out(sheet: SheetPlan) -> tuple[bool, int]:
    """Whether its page lies, and how many it takes."""
    printed = paged(with_room(sheet), EDITION_SIZE)
    return printed.landscape, page_count(printed)


def test_bars_stand_on_the_page_of_their_table_where_that_has_room_upright() -> None:
    assert page_count(paged(bars(14), EDITION_SIZE)) == 2
    assert laid_out(bars(14)) == (False, 1)


def test_bars_whose_names_a_low_chart_leaves_out_stand_upright() -> None:
    assert page_count(paged(bars(10), EDITION_SIZE)) == 1
    assert laid_out(bars(10)) == (False, 1)


def test_what_has_room_on_a_page_that_lies_stays_there() -> None:
    assert laid_out(bars(3)) == (True, 1)


def test_columns_side_by_side_keep_the_long_side() -> None:
    assert laid_out(bars(14, lie=False)) == (True, 2)


def test_a_table_whose_words_have_no_room_upright_stays_as_it_is() -> None:
    assert laid_out(bars(14, word="Achosiongweithiwrllawn")) == (True, 2)


def test_no_page_is_spared_at_the_price_of_names_that_a_low_chart_leaves_out() -> None:
    assert laid_out(bars(17)) == (True, 2)


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("teams", [3, 8])
def test_the_caseloads_of_few_teams_stand_on_one_page_with_their_chart(language: str, teams: int) -> None:
    plan = edition_of_pack("cyps", language, {} if teams == 8 else {"teams": teams}).plan
    [sheet] = [sheet for sheet in plan.sheets if sheet.key == "caseloads"]
    assert page_count(sheet) == 1


def test_the_caseloads_of_forty_teams_take_two() -> None:
    plan = edition_of_pack("cyps", "en", {"teams": 40}).plan
    assert page_count(next(sheet for sheet in plan.sheets if sheet.key == "caseloads")) == 2
