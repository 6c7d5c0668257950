"""The scan of a web page: whatever stands in another place there than in the workbook beside it is found."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from lxml import etree

from cyps_xl import report
from cyps_xl.inputs.changes import TableChange
from cyps_xl.planning import plan_report
from cyps_xl.scan import scan_bytes
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.workbook_catalogue import catalogue_of
from cyps_xl.xlsx.parts.package import Package
from helpers.live_books import rows_of
from helpers.new_books import new_book
from helpers.web_pages import WebEdition, edition_of, rewritten, scanned, web_edition, words_of


@pytest.fixture(scope="module")
def edition() -> WebEdition:
    return web_edition("cyps")


def test_a_figure_that_the_page_lacks_is_told(edition: WebEdition) -> None:
    found = scanned(edition, edition.page.replace(b"99.2%", b"99.3%"))
    assert {(one.place, one.found) for one in found} >= {
        ("on the page alone", "99.3%"),
        ("in the workbook alone", "99.2%"),
    }


@pytest.fixture(scope="module")
def blanked_stack(tmp_path_factory: pytest.TempPathFactory) -> dict[str, WebEdition]:
    """Both editions of a report with a stack of three, of which the middle one is not known in one month."""
    path = tmp_path_factory.mktemp("blanked") / "Repairs.xlsx"
    new_book(path, "housing-repairs")
    (row,) = rows_of(path, "Repairs", Month=dt.date(2026, 7, 1), Priority="Urgent")
    package, change = Package.read(path), TableChange("Repairs", updates={row: {"Completed": None}})
    path.write_bytes(apply_changes(package, [change], catalogue_of(package)).to_bytes())
    report.refresh(path)
    planned = plan_report(Package.read(path))
    return {language: edition_of(planned, language) for language in ("en", "cy")}


def signs(root: etree._Element) -> list[etree._Element]:
    return [one for one in root.iter("text") if "gap" in one.get("class", "").split()]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_is_silent_where_a_part_of_a_stack_is_not_known(language: str, blanked_stack: dict[str, WebEdition]) -> None:
    made = blanked_stack[language]
    assert [words_of(one) for one in signs(made.root)] == ["–", "–"]  # in the drawing for each width of screen
    assert scanned(made, made.page) == ()


@pytest.mark.parametrize("figure", ["423", "–41", "[c]"])
def test_it_finds_what_stands_in_the_place_of_a_sign_in_a_stack(
    figure: str, blanked_stack: dict[str, WebEdition]
) -> None:
    made = blanked_stack["en"]

    def planted(root: etree._Element) -> None:
        signs(root)[0].text = figure

    assert figure in {one.found for one in scanned(made, rewritten(made, planted))}


def test_it_finds_a_sign_in_a_stack_where_another_figure_is_known(blanked_stack: dict[str, WebEdition]) -> None:
    made = blanked_stack["en"]

    def moved(root: etree._Element) -> None:
        sign = signs(root)[0]
        drawing = sign.getparent()
        drawing.insert(next(at for at, one in enumerate(drawing) if one.tag == "text"), sign)

    assert scanned(made, rewritten(made, moved))


def swapped(root: etree._Element) -> None:
    rows = ([cell for cell in row.findall("td") if words_of(cell) and not len(cell)] for row in root.iter("tr"))
    cells = next(row for row in rows if len({words_of(cell) for cell in row}) > 1)
    one, other = cells[0], next(cell for cell in cells if words_of(cell) != words_of(cells[0]))
    one.text, other.text = other.text, one.text


def moved_to_an_empty_cell(root: etree._Element) -> None:
    rows = (row.findall("td") for row in root.iter("tr"))
    row = next(row for row in rows if any(map(words_of, row)) and not all(map(words_of, row)))
    full = next(cell for cell in row if words_of(cell) and not len(cell))
    empty = next(cell for cell in row if not words_of(cell))
    full.text, empty.text = None, full.text


def sections_swapped(root: etree._Element) -> None:
    one, other = list(root.iter("section"))[4:6]
    other.addnext(one)


def texts_between_sections_swapped(root: etree._Element) -> None:
    one, other = [section.find(".//h2") for section in list(root.iter("section"))[4:6]]
    one.text, other.text = other.text, one.text


def another_figure_in_a_chart(root: etree._Element) -> None:
    labels = [one for one in root.iter("text") if "value" in one.get("class", "").split()]
    labels[1].text = labels[0].text


def figures_of_a_chart_swapped(root: etree._Element) -> None:
    labels = [one for one in root.iter("text") if "value" in one.get("class", "").split()]
    labels[1].text, labels[0].text = labels[0].text, labels[1].text


def months_of_a_chart_swapped(root: etree._Element) -> None:
    labels = [one for one in root.iter("text") if "name" in one.get("class", "").split()]
    labels[1].text, labels[0].text = labels[0].text, labels[1].text


def a_chart_without_its_drawing(root: etree._Element) -> None:
    figure = next(root.iter("figure"))
    figure.getparent().remove(figure)


def what_two_drawings_show_swapped(root: etree._Element) -> None:
    one, other, *_ = root.iter("desc")
    one.text, other.text = other.text, one.text


def test_a_heading_told_of_another_column_is_found(edition: WebEdition) -> None:
    def exchange(root: etree._Element) -> None:
        one, other, *_ = (cell for cell in root.iter("td") if cell.get("data-of"))
        said = [cell.get("data-of") for cell in (other, one)]
        assert said[0] != said[1]
        one.set("data-of", said[0])
        other.set("data-of", said[1])

    found = [one.place for one in scanned(edition, rewritten(edition, exchange))]
    assert found == ["the heading that a cell tells"] * 2


@pytest.mark.parametrize(
    "change",
    [
        swapped,
        moved_to_an_empty_cell,
        sections_swapped,
        texts_between_sections_swapped,
        another_figure_in_a_chart,
        figures_of_a_chart_swapped,
        months_of_a_chart_swapped,
        a_chart_without_its_drawing,
        what_two_drawings_show_swapped,
    ],
)
def test_the_workbooks_own_words_in_another_place_are_found(
    change: Callable[[etree._Element], None], edition: WebEdition
) -> None:
    planted = rewritten(edition, change)
    assert planted != edition.page and rewritten(edition, lambda root: None) == edition.page
    assert "not the workbook’s" in {one.kind for one in scanned(edition, planted)}


def with_cell(workbook: bytes, sheet: int, old: str, new: str) -> bytes:
    """A workbook with another text in one cell, or beside a link."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    cells = [cell for row in book.worksheets[sheet].iter_rows() for cell in row]
    next(cell for cell in cells if cell.value == old).value = new
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("planted", ["Zebedee 41", "Page 2", "Page 999", "Page 3 of Zebedee"])
def test_a_word_and_a_number_beside_a_link_are_a_pages_only_as_the_others_are(
    planted: str, edition: WebEdition
) -> None:
    numbers = [cell for cell in edition.made.plan.sheets[0].cells if cell.style == "page number"]
    later = str(numbers[-1].value)
    found = scan_bytes(edition.page, "report.html", edition.read_out, with_cell(edition.workbook, 0, later, planted))
    assert ("in the workbook alone", planted) in {(one.place, one.found) for one in found}
