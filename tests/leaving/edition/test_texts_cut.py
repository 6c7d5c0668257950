"""A text that no row is high enough for stops an edition, named where it was typed, and is never shown in part."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.edition.publishing import Wanted, publish
from cyps_xl.edition.texts_cut import refuse_cut
from cyps_xl.errors import Blocked
from cyps_xl.measures.periods import Quarter
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan
from cyps_xl.sheets.theme import EDITION_SIZE
from cyps_xl.writing.output_sheets import fresh_workbook
from helpers.new_books import new_book
from helpers.quarters import inputs_of

SENTENCE = "More families were seen in their first week, and fewer had to wait for a worker of their own. "
QUARTER = Quarter.parse("2017-18 Q3")


def long_text(letters: int) -> str:
    return (SENTENCE * (letters // len(SENTENCE) + 1))[:letters].strip()


def page_with(text: str, width: float = 100, size: float = EDITION_SIZE) -> ReportPlan:
    """A sheet with one text across so many characters."""
    cells = (CellPlan(4, 0, text, style="paragraph"),)
    return ReportPlan((SheetPlan("s", "2 Counts", "", cells, (width,), printed_columns=1),), size=size)


def stopped(plan: ReportPlan, typed: str = "") -> list[tuple[str, str]]:
    row = {"Item": "2.1", "Period": str(QUARTER), "Kind": "narrative", "Position": 1, "English": typed}
    inputs = inputs_of({"Explanations": [row] if typed else []})
    try:
        refuse_cut(plan, inputs, QUARTER)
    except Blocked as refused:
        return [(problem.where, problem.message) for problem in refused.problems]
    return []


def test_it_is_named_by_the_cell_where_it_was_typed() -> None:
    text = long_text(3900)
    assert stopped(page_with(text), text) == [
        (
            "Explanations, row 6, English",
            "The text has 3,900 characters; a row of Excel's has room for about 2,600.",
        )
    ]


def test_one_that_the_report_put_together_is_named_by_its_cell_of_the_report() -> None:
    assert [where for where, _ in stopped(page_with(long_text(3900)))] == ["'2 Counts'!A5"]


WELSH = "Gwelwyd mwy o deuluoedd yn eu hwythnos gyntaf, ac arhosodd llai ohonynt am weithiwr iddynt eu hunain. "


@pytest.mark.parametrize(("sentence", "letters", "width"), [(SENTENCE, 2500, 100), (WELSH, 2500, 100), ("x", 20, 5)])
def test_what_the_checks_let_pass_has_room_in_either_language(sentence: str, letters: int, width: float) -> None:
    assert stopped(page_with((sentence * letters)[:letters], width)) == []


def test_letters_as_large_as_those_of_an_edition_need_more_room_than_the_workbook_s() -> None:
    text = long_text(2950)
    assert stopped(page_with(text, size=11)) == []
    assert stopped(page_with(text)) != []


def test_nothing_is_published_without_the_rest_of_a_text(tmp_path: Path) -> None:
    book, source = new_book(tmp_path / "W.xlsx", pack="wales-2020"), tmp_path / "figures"
    source.mkdir()
    line = f'2,2026-27 Q2,narrative,2,"{long_text(3900)}","{long_text(200)}"'
    (source / "Explanations.csv").write_text(f"Item,Period,Kind,Position,English,Welsh\n{line}\n", encoding="utf-8")
    report.import_figures(book, source)
    with pytest.raises(Blocked, match="too long to be shown whole") as refused:
        publish(book, tmp_path / "out", Wanted(make_pdf=False))
    assert [re.sub(r"\d+$", "", problem.where) for problem in refused.value.problems] == ["Explanations!E"]
    assert not (tmp_path / "out").exists()


def test_no_row_of_an_edition_is_higher_than_excel_has_any() -> None:
    """A row of 400 points in the workbook would be one of 436 in an edition, whose letters are larger."""
    plan = page_with("Words")
    sheet = plan.sheets[0]
    high = SheetPlan("s", sheet.tab, "", sheet.cells, sheet.widths, printed_columns=1, heights={4: 400.0})
    data = fresh_workbook(ReportPlan((high,), size=EDITION_SIZE))
    rows = zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert max(float(points) for points in re.findall(r' ht="([\d.]+)"', rows)) <= 409
