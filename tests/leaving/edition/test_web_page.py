"""The edition as a web page, read back: the workbook's figures cell for cell, in markup that everybody can read."""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from cyps_xl.definition.packs import definition_of
from cyps_xl.edition.build import Wanted
from cyps_xl.edition.web import leads_nowhere, other_page
from cyps_xl.grid import Area
from cyps_xl.languages.shipped import DEFAULT, ENGLISH
from cyps_xl.printed.displayed_text import as_read
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan
from cyps_xl.translations.phrases import Piece
from cyps_xl.web.blocks import PAGE_NUMBER, with_whole_lists
from cyps_xl.web.page import About, web_page
from helpers import libreoffice
from helpers.libreoffice import needs_libreoffice
from helpers.web_pages import PACKS, line, web_edition, words_of

EDITIONS = [(pack, language) for pack in PACKS for language in ("en", "cy")]
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids="-".join)


def grids_of(page: etree._Element) -> list[list[list[str]]]:
    """Every table of the page: its rows, and what their cells say, empty ones left out."""
    return [
        [[words for cell in row.iter("th", "td") if (words := words_of(cell))] for row in table.iter("tr")]
        for table in page.iter("table")
    ]


def grid_of(rows: list[list[str]], area: Area) -> list[list[str]]:
    """The same of an area of a sheet. A heading that Excel gave a column without one is none."""
    return [
        [words for text in row[area.first_column - 1 : area.last_column] if (words := line(text))]
        for row in rows[area.first_row - 1 : area.last_row]
    ]


def first_row(area: Area) -> int:
    return area.first_row


def whole_lists(rows: list[list[str]], areas: list[Area]) -> list[list[list[str]]]:
    """The tables of a sheet, one that goes on on another printed page below its heading as one."""
    grids: list[list[list[str]]] = []
    for before, area in zip([None, *areas], areas, strict=False):
        grid = grid_of(rows, area)
        if before is not None and area.first_row - before.last_row == 2 and grids[-1][0] == grid[0]:
            grids[-1] += grid[1:]
        else:
            grids.append(grid)
    return grids


def as_excel(text: str) -> str:
    """What LibreOffice shows as the page has it: a real minus, and Welsh months, of which it knows no short names."""
    text = re.sub(r"^-(?=[\d£])", "−", text).replace("Gorffenaf", "Gorffennaf")
    return re.sub(r"^(\d+) (\w+)$|^(\w+)(?= \d{4}$)", _short, text)


def _short(found: re.Match[str]) -> str:
    months = dict(zip(DEFAULT.months, DEFAULT.short_months, strict=True))
    return " ".join(months.get(word, word) for word in found[0].split())


@needs_libreoffice
@every_edition
def test_every_table_shows_what_another_program_shows_of_the_workbook(edition: tuple[str, str]) -> None:
    made = web_edition(*edition)
    shown = libreoffice.shown(made.workbook)
    book = openpyxl.load_workbook(io.BytesIO(made.workbook))
    expected = [
        grid
        for sheet, rows in zip(book.worksheets, shown, strict=True)
        for grid in whole_lists(rows, sorted((Area.parse(table.ref) for table in sheet.tables.values()), key=first_row))
    ]
    found = grids_of(made.root)
    assert len(found) == len(expected) > 8
    for mine, theirs in zip(found, expected, strict=True):
        theirs = [[as_excel(text) for text in row if not re.fullmatch(r"Column\d", text)] for row in theirs]
        assert mine == [row for row in theirs if row]


@every_edition
def test_every_cell_of_the_plan_stands_on_the_page_as_often_as_on_the_sheets(edition: tuple[str, str]) -> None:
    made = web_edition(*edition)
    sheets = map(with_whole_lists, made.made.plan.sheets)
    shown = (cell for sheet in sheets for cell in sheet.cells if cell.style != PAGE_NUMBER)
    cells = Counter(words for cell in shown if (words := line(as_read(cell))))
    units = made.root.iter("h1", "h2", "h3", "p", "li", "dt", "dd", "th", "td")
    outside = [one for one in units if next(one.iterancestors("figure"), None) is None]
    found = Counter(words for one in outside if (words := words_of(one)))
    assert found == cells


@every_edition
def test_there_is_one_first_heading_and_none_is_passed_over(edition: tuple[str, str]) -> None:
    levels = [int(str(one.tag)[1]) for one in web_edition(*edition).root.iter("h1", "h2", "h3")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


@every_edition
def test_nothing_runs_and_nothing_is_asked_for(edition: tuple[str, str]) -> None:
    made = web_edition(*edition)
    tags = {str(one.tag) for one in made.root.iter()}
    assert tags.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "form", "input", "base", "image", "use"}
    )
    assert [
        one
        for one in made.root.iter()
        if any(str(name).startswith("on") or name in ("src", "style") for name in one.attrib)
    ] == []
    assert re.search(rb"https?:|//|@import|url\(|javascript:|data:", made.page) is None
    (policy,) = (one.get("content") for one in made.root.iter("meta") if one.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy


@every_edition
def test_every_name_is_its_own_and_every_reference_leads_somewhere(edition: tuple[str, str]) -> None:
    root = web_edition(*edition).root
    names = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(set(names)) == len(names) > 60
    for one in root.iter():
        targets = [*(one.get("headers") or "").split(), *(one.get("aria-labelledby") or "").split()]
        targets += [(one.get("href") or "")[1:]] if (one.get("href") or "").startswith("#") else []
        assert set(targets) <= set(names)


@every_edition
def test_every_table_is_called_something_and_its_headings_say_what_they_head(edition: tuple[str, str]) -> None:
    for table in web_edition(*edition).root.iter("table"):
        frame = table.getparent()
        assert words_of(table.find("caption"))
        assert (frame.get("tabindex"), frame.get("aria-labelledby")) == ("0", table.find("caption").get("id"))
        assert {one.get("scope") for one in table.find("thead").iter("th")} == {"col"}
        rows = [row for row in table.find("tbody") if row.find("td/div[@class='note']") is None]
        assert all({one.get("scope") for one in row.iter("th")} == {"row"} for row in rows)


@every_edition
def test_a_chart_is_told_in_the_words_that_the_workbook_has(edition: tuple[str, str]) -> None:
    made = web_edition(*edition)
    said = [
        (words_of(one.find("title")), words_of(one.find("desc")))
        for one in made.root.iter("svg")
        if one.get("role") and one.get("class") != "slim"  # which is said to be the one before it
    ]
    charts = [chart for sheet in made.made.plan.sheets for chart in sheet.charts]
    assert sorted(said) == sorted((line(chart.title), line(chart.alt)) for chart in charts) and said


@every_edition
def test_every_label_of_a_chart_is_a_cell_of_its_sheet(edition: tuple[str, str]) -> None:
    made = web_edition(*edition)
    for sheet, section in zip(made.made.plan.sheets, made.root.iter("section"), strict=True):
        cells = {line(as_read(cell)) for cell in sheet.cells}
        for drawing in section.iter("svg"):
            labels = {words_of(one) for one in drawing.iter("text") if one.get("class", "").split()[0] != "name"}
            assert labels <= cells | {"–"}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_page_says_its_language(language: str) -> None:
    made = web_edition("cyps", language)
    assert made.root.get("lang") == f"{language}-GB"
    foreign = {
        words_of(one) for one in made.root.iter("h2", "h3", "p", "li", "dt", "dd", "th", "td", "div") if one.get("lang")
    }
    assert foreign <= {line(text) for text in made.made.in_english}
    assert bool(foreign) == (language == "cy")


def test_the_english_part_of_a_text_says_that_it_is() -> None:
    made = web_edition("housing-repairs", "cy")
    parts = [one for one in made.root.iter("span") if one.get("lang") and not one.get("class")]
    assert {one.get("lang") for one in parts} == {"en-GB"} and len(parts) > 3
    mixed = {line(text): pieces for text, pieces in made.made.in_both.items()}
    for one in parts:
        whole = next(up for up in one.iterancestors() if up.tag not in ("a", "span"))
        english = [line(piece.text) for piece in mixed[words_of(whole)] if not piece.is_said]
        assert words_of(one) in english and not whole.get("lang")
    assert not [one for one in web_edition("housing-repairs", "en").root.iter("span") if one.get("lang")]


def test_a_part_of_a_text_in_another_language_takes_no_blank_and_no_word_with_it() -> None:
    cells = (CellPlan(0, 0, "Un", style="title"), CellPlan(2, 0, "Gwaeth na Wales\na’r Alban.", style="paragraph"))
    plan = ReportPlan((SheetPlan("one", "One", "One", cells, (10.0,), printed_columns=3),))
    pieces = [Piece("Gwaeth na "), Piece("Wales", is_said=False), Piece("\na’r Alban.")]
    mixed = {"Gwaeth na Wales\na’r Alban.": pieces}
    page = web_page(plan, About("A report", DEFAULT, ENGLISH, mixed=mixed)).decode()
    assert '<p>Gwaeth na <span lang="en-GB">Wales</span><br>a’r Alban.</p>' in page


def test_a_chart_whose_title_has_no_welsh_says_so() -> None:
    root = web_edition("housing-repairs", "cy").root
    foreign = {line(text) for text in web_edition("housing-repairs", "cy").made.in_english}
    titles = [one for one in root.iter("b") if one.getparent().tag == "figcaption"]
    assert titles and all((words_of(one) in foreign) == (one.get("lang") == "en-GB") for one in titles)
    drawn = [one for svg in root.iter("svg") for one in svg.iter("title", "desc")]
    assert drawn and all((words_of(one) in foreign) == (one.get("lang") == "en-GB") for one in drawn)


def test_the_same_plan_gives_the_same_bytes() -> None:
    made = web_edition("cyps").made
    about = About(made.name.title, ENGLISH, DEFAULT)
    assert web_page(made.plan, about) == web_page(made.plan, about)


# ---------------------------------------------------------------- small plans


def page_with(*cells: CellPlan, **about: str) -> etree._Element:
    sheet = SheetPlan("one", "One", "One", (CellPlan(0, 0, "One", style="title"), *cells), (10.0,), printed_columns=3)
    page = web_page(ReportPlan((sheet,)), About("A report", ENGLISH, DEFAULT, **about))
    return etree.fromstring(page.partition(b"\n")[2], etree.HTMLParser(encoding="utf-8"))


def test_a_report_without_a_cover_has_its_title_and_contents_all_the_same() -> None:
    root = page_with()
    assert [words_of(one) for one in root.iter("h1", "h2")] == ["A report", "Contents", "One"]
    assert [(words_of(one), one.get("href")) for one in root.find(".//nav").iter("a")] == [("One", "#s1")]


def test_a_text_never_becomes_markup() -> None:
    text = "<script>alert('1')</script> & \"more\"\x0b"
    root = page_with(CellPlan(2, 0, text))
    assert words_of(root.find(".//main//p")) == text.removesuffix("\x0b")
    assert root.find(".//main//script") is None


def test_words_without_headings_over_them_stand_in_pairs() -> None:
    root = page_with(
        CellPlan(2, 0, "As at"), CellPlan(2, 1, 43100, number_format="d mmm yyyy"), CellPlan(3, 1, "later")
    )
    assert [(one.tag, words_of(one)) for one in root.find(".//dl")] == [
        ("dt", "As at"),
        ("dd", "31 Dec 2017"),
        ("dd", "later"),
    ]


def test_paragraphs_beside_each_other_on_paper_follow_each_other() -> None:
    root = page_with(CellPlan(2, 0, "What is worse", style="paragraph"), CellPlan(2, 3, "The rest", style="paragraph"))
    assert root.find(".//main//dl") is None
    assert [words_of(one) for one in root.findall(".//main//p")] == ["What is worse", "The rest"]


def test_the_other_language_is_linked_by_its_file_s_name() -> None:
    link = page_with(other="Gwasanaethau Plant adroddiad 2017-18 Ch3 aelodau.html").find(".//header//a")
    assert (words_of(link), link.get("lang"), link.get("hreflang")) == ("Cymraeg", "cy-GB", "cy-GB")
    assert link.get("href") == "Gwasanaethau%20Plant%20adroddiad%202017-18%20Ch3%20aelodau.html"


def test_the_other_language_is_linked_only_once_it_is_published(tmp_path: Path) -> None:
    made = web_edition("cyps").made
    settings, declared = made.planned.settings, definition_of(made.planned.inputs)
    assert other_page(settings, declared, tmp_path, Wanted()) == ""
    name = "CYPS adroddiad 2017-18 Ch3 aelodau.html"
    folder = tmp_path / name.removesuffix(".html")
    folder.mkdir()
    (folder / name).write_bytes(b"<p>")
    assert other_page(settings, declared, tmp_path, Wanted()) == name
    linked = replace(made, other_page=name)
    assert list(leads_nowhere(linked, tmp_path)) == [
        f"{name} does not lead to this edition yet: publish that one again, with --force."
    ]
    (folder / name).write_bytes(f'<a href="{made.name.stem.replace(" ", "%20")}.html">'.encode())
    assert list(leads_nowhere(linked, tmp_path)) == [] == list(leads_nowhere(made, tmp_path))


def test_an_indicator_s_number_is_told_with_its_name() -> None:
    row = next(one for one in web_edition("cyps").root.iter("tr") if "PI 24" in words_of(one))
    name = next(one for one in row if one.tag == "th")
    before = [one for one in row if one.tag == "td"][:2]
    assert "Assessments" in words_of(name)
    assert [one.get("headers").split()[1] for one in before] == [name.get("id")] * 2


def test_a_table_of_words_can_stand_as_texts_and_says_what_it_is() -> None:
    glance, scorecard = (web_edition("cyps").root.find(f".//section[@id='{name}']//table") for name in ("s2", "s4"))
    assert glance is not None and scorecard is not None
    assert (glance.get("class"), scorecard.get("class")) == ("words", "cards")
    first, second = list(glance.iter("tr"))[:2]
    assert [cell.get("role") for cell in first] == ["columnheader"] * 6
    assert [cell.get("role") for cell in second] == ["rowheader", *["cell"] * 5]
    # three figures stand beside each other, and what is long above them
    assert ["l" in cell.get("class", "").split() for cell in second] == [True] * 3 + [False] * 3


def test_a_row_with_a_direction_can_stand_by_itself_every_figure_with_its_heading() -> None:
    scorecard, complaints = (
        web_edition("cyps").root.find(f".//section[@id='{name}']//table") for name in ("s4", "s13")
    )
    for table, look, untold in ((scorecard, "cards", 2), (complaints, "cards three", 1)):
        assert table.get("class") == look
        headings = [words_of(one) for one in table.iterfind("thead/tr/*")]
        for row in table.iterfind("tbody/tr"):
            assert row[untold].get("scope") == "row"  # an indicator's name, what is counted: not its number
            told = [(at, cell.get("data-of")) for at, cell in enumerate(row) if cell.get("data-of")]
            assert told == [(at, headings[at]) for at in range(untold + 1, len(row)) if words_of(row[at])]


def test_a_table_without_a_direction_stays_a_table_on_a_telephone() -> None:
    root = web_edition("cyps").root
    assert {one.getparent().getparent().getparent().get("class") for one in root.iter("td") if one.get("data-of")} == {
        "cards", "cards three",
    }  # fmt: skip
    assert [one.get("class") for one in root.find(".//section[@id='s5']").iter("table")] == [None] * 3


def test_no_year_in_a_heading_is_parted_and_no_word_of_it_is_lost() -> None:
    heading = next(one for one in web_edition("cyps").root.iter("th") if "Number, Quarter 3" in words_of(one))
    assert words_of(heading) == "Number, Quarter 3 2016-17"
    assert [(one.get("class"), one.text) for one in heading] == [("whole", "Quarter 3"), ("whole", "2016-17")]
    glance = next(one for one in web_edition("cyps").root.iter("th") if words_of(one).startswith("Year"))
    assert words_of(glance) == "Year 2016-17 (2015-16)"
    assert [(one.tag, one.text) for one in glance] == [("span", "2016-17"), ("br", None), ("span", "2015-16")]
    of_month = next(one for one in web_edition("cyps").root.iter("th") if words_of(one) == "Apr 17")
    assert [(one.get("class"), one.text) for one in of_month] == [("whole", "Apr 17")]


def test_the_latest_count_of_a_history_stands_beside_its_date_under_what_it_counts() -> None:
    root = web_edition("housing-repairs").root
    [table] = [one for one in root.iter("table") if words_of(next(one.iter("caption"))) == "Latest count held"]
    rows = [[words_of(cell) for cell in row] for row in table.iter("tr")]
    assert rows[0] == ["As at", "Empty homes", "Under repair", "Ready to let", "Held back"]
    assert rows[1] == ["30 September 2026", "90", "57", "18", "15"]


def test_a_table_of_a_name_and_a_figure_stays_one_on_a_telephone() -> None:
    root = web_edition("cyps").root
    [table] = [one for one in root.iter("table") if words_of(next(one.iter("caption"))) == "Latest count held"]
    assert table.get("class") is None
