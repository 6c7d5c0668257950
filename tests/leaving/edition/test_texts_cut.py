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


def narrative(item: str, english: str, welsh: str = "") -> dict[str, object]:
    row = {"Item": item, "Period": str(QUARTER), "Kind": "narrative", "Position": 1}
    return {**row, "English": english or None, "Welsh": welsh or None}


def stopped(plan: ReportPlan, *typed: dict[str, object], language: str = "English") -> list[tuple[str, str]]:
    try:
        refuse_cut(plan, inputs_of({"Explanations": list(typed)}), QUARTER, language)
    except Blocked as refused:
        return [(problem.where, problem.message) for problem in refused.problems]
    return []


def test_it_is_named_by_the_cell_where_it_was_typed_with_what_has_room() -> None:
    text = long_text(3900)
    [(where, message)] = stopped(page_with(text), narrative("2.1", text))
    assert where == "Explanations, row 6, English"
    room = int(re.findall(r"about ([\d,]+)\.$", message)[0].replace(",", ""))
    assert stopped(page_with(long_text(room))) == []


def test_the_same_text_in_both_languages_is_named_in_that_of_the_edition() -> None:
    text = long_text(3900)
    row = narrative("2.1", text, text)
    assert [where for where, _ in stopped(page_with(text), row)] == ["Explanations, row 6, English"]
    assert [where for where, _ in stopped(page_with(text), row, language="Welsh")] == ["Explanations, row 6, Welsh"]


def test_of_cells_that_say_the_same_all_are_named() -> None:
    text = long_text(3900)
    found = stopped(page_with(text), narrative("2.1", text), narrative("2.2", text))
    assert [where for where, _ in found] == ["Explanations, row 6, English", "Explanations, row 7, English"]


def test_one_that_the_report_put_together_is_named_by_its_cell_of_the_report() -> None:
    assert [where for where, _ in stopped(page_with(long_text(3900)))] == ["'2 Counts'!A5"]


WELSH = "Gwelwyd mwy o deuluoedd yn eu hwythnos gyntaf, ac arhosodd llai ohonynt am weithiwr iddynt eu hunain. "


@pytest.mark.parametrize("sentence", [SENTENCE, WELSH])
def test_a_narrative_as_long_as_the_checks_allow_has_room_on_the_narrowest_page(sentence: str) -> None:
    """A narrative of section 2.2 has 84 characters of width: LibreOffice shows 2,500 of them in 337 of 409 points."""
    assert stopped(page_with((sentence * 30)[:2500], 84)) == []


def test_letters_as_large_as_those_of_an_edition_need_more_room_than_the_workbook_s() -> None:
    text = long_text(3750)
    assert stopped(page_with(text, size=11)) == []
    assert stopped(page_with(text)) != []


def test_nothing_is_published_without_the_rest_of_a_text(tmp_path: Path) -> None:
    book, source = new_book(tmp_path / "W.xlsx", pack="wales-2020"), tmp_path / "figures"
    source.mkdir()
    line = f'2,2026-27 Q2,narrative,2,"{long_text(6000)}","{long_text(200)}"'
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
