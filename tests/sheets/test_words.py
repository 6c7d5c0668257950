"""Places for commentary and notes: as many in every quarter as any quarter fills, and one at least."""

from __future__ import annotations

from typing import Any

from cyps_xl.sheets.plan import SheetPlan
from helpers.quarters import Size, inputs_of, made_up
from helpers.workbooks import planned, sheet_of

NOW, EARLIER = "2017-18 Q3", "2017-18 Q2"


def words(position: int, *, period: str = NOW, item: str = "2.3", **texts: str | None) -> dict[str, Any]:
    return {"Item": item, "Period": period, "Kind": "narrative", "Position": position, "English": "Said.", **texts}


def workforce(*rows: dict[str, Any]) -> SheetPlan:
    settings = made_up(Size())["Settings"]
    plan = planned(inputs_of({"Settings": settings, "Explanations": list(rows)}))
    return sheet_of(plan, "workforce")


def below_heading(sheet: SheetPlan) -> tuple[str, list[str]]:
    """What the heading over the commentary shows, and the paragraphs between it and the heading over the notes."""
    over_words = [cell for cell in sheet.cells if cell.style == "section" and "COUNTBLANK(A" in (cell.formula or "")]
    commentary, notes = sorted(over_words, key=lambda cell: cell.row)
    paragraphs = [cell for cell in sheet.cells if cell.style == "paragraph" and cell.row < notes.row]
    return str(commentary.value), [str(cell.value) for cell in paragraphs]


def test_the_quarters_words_stand_below_their_heading() -> None:
    assert below_heading(workforce(words(1), words(2, English="And more."))) == ("Commentary", ["Said.", "And more."])


def test_an_item_that_never_had_words_has_a_place_for_its_first() -> None:
    assert below_heading(workforce(words(1, item="2.2"))) == ("", [""])


def test_a_quarter_without_words_keeps_the_place_and_shows_nothing_there() -> None:
    assert below_heading(workforce(words(1, period=EARLIER), words(2, period=EARLIER))) == ("", ["", ""])


def test_a_quarter_with_fewer_words_than_another_leaves_the_rest_blank() -> None:
    sheet = workforce(words(1), words(1, period=EARLIER), words(2, period=EARLIER))
    assert below_heading(sheet) == ("Commentary", ["Said.", ""])


def test_changing_the_quarter_changes_no_formula_on_a_sheet_with_words() -> None:
    settings = [dict(row) for row in made_up(Size())["Settings"]]
    both = [words(1), words(1, period=EARLIER), words(2, period=EARLIER)]
    formulas = []
    for quarter in (NOW, EARLIER):
        rows = [row | ({"Value": quarter} if row["Setting"] == "Reporting quarter" else {}) for row in settings]
        plan = planned(inputs_of({"Settings": rows, "Explanations": both}))
        sheet = sheet_of(plan, "workforce")
        formulas.append({(cell.row, cell.column): cell.formula for cell in sheet.cells if cell.style == "paragraph"})
    assert formulas[0] == formulas[1] != {}


def test_words_in_the_other_language_alone_make_no_heading_and_no_alarm() -> None:
    sheet = workforce(words(1, English=None, Welsh="Dywedwyd."))
    assert below_heading(sheet) == ("", [""])
    assert [notice for notice in sheet.notices if notice] == []
