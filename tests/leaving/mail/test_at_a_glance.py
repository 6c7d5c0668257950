"""A letter carries At a glance as the edition attached to it has it: as plain text, and as a page for mail programs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from lxml import etree, html

from cyps_xl.edition.data_files import sha256
from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.errors import Blocked, UnusableFile
from cyps_xl.inputs.changes import TableChange
from cyps_xl.mail.editions import read_edition
from cyps_xl.mail.judged import refuse_exposed
from cyps_xl.mail.letters import Letter, as_draft, letter, message_to
from cyps_xl.mail.mailing import fingerprints
from cyps_xl.mail.recipients import Recipient
from cyps_xl.planning import Planned, plan_report
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.live_books import rows_of
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES

MEMBER = Recipient("a@council.wales", "en", (".xlsx",), "Members!B6")
ELEMENTS = set("html head meta title body div h1 h2 p table tbody tr th td span br".split())  # noqa: SIM905
ATTRIBUTES = {"lang", "charset", "name", "content", "style", "scope", "colspan"}


@pytest.fixture(scope="module")
def planned(workbook: Path) -> Planned:
    return plan_report(Package.read(workbook))


@pytest.fixture(scope="module")
def letters(planned: Planned, english: Published, welsh: Published) -> dict[str, Letter]:
    editions = {"en": english, "cy": welsh}
    return {tag: letter(planned, read_edition(one.folder), (".xlsx",)) for tag, one in editions.items()}


def cells_of(published: Published) -> list[str]:
    """The texts of the edition's second sheet, as its workbook has them."""
    book = openpyxl.load_workbook(published.folder / published.workbook)
    return [str(cell.value) for row in book.worksheets[1] for cell in row if cell.value is not None]


def page_of(one: Letter) -> etree._Element:
    return html.document_fromstring(one.page.decode())


def said_in(root: etree._Element) -> list[str]:
    """What each element says that is one text, its lines as they stand."""
    for part in root.iter("br"):
        part.text = "\n"
    return ["".join(one.itertext()) for one in root.iter("h1", "h2", "p", "th", "td", "span")]


def draft_of(one: Letter, folder: Path) -> EmailMessage:
    data = as_draft(message_to(MEMBER, read_edition(folder), one))
    return message_from_bytes(data, policy=policy.default)  # type: ignore[return-value]


def changed(workbook: Path, folder: Path, setting: str, value: str) -> Path:
    path = folder / "CYPS.xlsx"
    (row,) = rows_of(workbook, "Settings", Setting=setting)
    change = TableChange("Settings", updates={row: {"Value": value}})
    path.write_bytes(apply_changes(Package.read(workbook), [change], CYPS_TABLES).to_bytes())
    return path


def altered(published: Published, folder: Path, alter: Callable[[dict[str, bytes]], None], **said: object) -> Path:
    """A copy of an edition with other files, for which its manifest vouches all the same."""
    other = folder / published.folder.name
    shutil.copytree(published.folder, other)
    (path,) = other.glob("*[!a].json")
    manifest = json.loads(path.read_bytes())
    files = {Path(one["name"]).suffix: (other / one["name"]).read_bytes() for one in manifest["files"]}
    alter(files)
    for one in manifest["files"]:
        (other / one["name"]).write_bytes(files[Path(one["name"]).suffix])
        one["sha256"] = sha256(files[Path(one["name"]).suffix])
    path.write_text(json.dumps(manifest | said), encoding="utf-8")
    return other


def test_every_cell_of_the_attached_page_stands_in_the_letter_and_nothing_else(
    letters: dict[str, Letter], english: Published, welsh: Published
) -> None:
    for tag, published in {"en": english, "cy": welsh}.items():
        cells = cells_of(published)
        headings = ("Reference", "Indicator", "Cyfeirnod", "Dangosydd")
        said = said_in(page_of(letters[tag]))
        assert [text for text in cells if text not in said and text not in headings] == []
        own = {*cells, *(one.replace("\n", "") for one in letters[tag].covering), *letters[tag].covering}
        assert [text for text in said if text not in own and not text.startswith("PI ")] == []


def test_plain_text_and_page_say_the_same_lines_in_the_same_order(letters: dict[str, Letter]) -> None:
    for one in letters.values():
        root = page_of(one)
        for part in root.iter("br"):
            part.tail = f"\n{part.tail or ''}"
        lines = [line for unit in root.iter("p", "h1", "h2", "th", "td") for line in unit.text_content().split("\n")]
        plain = iter(re.split(r"\n+", one.text.replace(": ", "\n").replace("; ", "\n")))
        told = " ".join(" ".join(plain).split())
        assert told == " ".join(" ".join(" ".join(lines).split()).replace(": ", " ").replace("; ", " ").split())


def test_a_line_of_plain_text_says_what_its_figure_is(letters: dict[str, Letter]) -> None:
    assert "\nPI 25 Children helped to stay with their own family\n" in letters["en"].text
    assert "\n  Quarter 3 2017-18: 62.0%; 611 of 986\n" in letters["en"].text
    assert "\n  Chwarter 3 2017-18: 62.0%; 611 of 986\n" in letters["cy"].text


def test_the_lists_of_names_give_way_to_the_page(letters: dict[str, Letter]) -> None:
    assert "Improved since a year ago" not in letters["en"].text
    assert "Wedi gwella ers blwyddyn" not in letters["cy"].text


def test_a_mail_program_chooses_between_text_and_page_and_the_files_stay_as_published(
    letters: dict[str, Letter], english: Published
) -> None:
    message = draft_of(letters["en"], english.folder)
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds[:4] == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html"]
    assert len(kinds) == 5
    (attached,) = message.iter_attachments()
    assert attached.get_content() == english.files[english.workbook]
    page, plain = message.get_body(("html",)), message.get_body(("plain",))
    assert page is not None and plain is not None
    assert page.get_content().splitlines() == letters["en"].page.decode().splitlines()
    assert plain.get_content().splitlines() == letters["en"].text.splitlines()


def test_the_page_runs_nothing_fetches_nothing_and_links_nowhere(letters: dict[str, Letter]) -> None:
    for one in letters.values():
        marks = list(page_of(one).iter())
        assert {str(mark.tag) for mark in marks} <= ELEMENTS
        assert {str(name) for mark in marks for name in mark.attrib} <= ATTRIBUTES
        assert "url(" not in one.page.decode()
        assert "http" not in one.page.decode()


def test_every_heading_has_its_scope_and_every_figure_its_heading(letters: dict[str, Letter]) -> None:
    for one in letters.values():
        rows = list(page_of(one).iter("tr"))
        assert len(rows) > 10
        for row in rows:
            looks = [(cell.tag, cell.get("scope"), cell.get("colspan")) for cell in row]
            assert looks in ([("th", "rowgroup", "2")], [("th", "row", None), ("td", None, None)])
        assert [len(group.findall("tr/th[@scope='rowgroup']")) for group in page_of(one).iter("tbody")] == [1, 1, 1]


def test_nothing_is_wider_than_a_telephone(letters: dict[str, Letter]) -> None:
    for one in letters.values():
        styles = " ".join(mark.get("style", "") for mark in page_of(one).iter())
        assert set(re.findall(r"(?<![-\w])width:([^;]+)", styles)) == {"100%", "38%"}
        assert "nowrap" not in styles
        assert max(len(row) for row in page_of(one).iter("tr")) == 2
        assert min(map(int, re.findall(r"font-size:(\d+)px", styles))) >= 16


def test_each_language_is_marked(letters: dict[str, Letter]) -> None:
    page = page_of(letters["cy"])
    assert page.get("lang") == "cy-GB"
    english_words = {"".join(one.itertext()) for one in page.iter() if one.get("lang") == "en-GB"}
    assert "What stands out" in english_words
    assert {one.get("lang") for one in page_of(letters["en"]).iter()} == {None, "en-GB"}


def test_it_comes_from_the_edition_and_not_from_the_workbook(planned: Planned, english: Published) -> None:
    edition = read_edition(english.folder)
    unfilled = replace(planned, inputs=replace(planned.inputs, records={}))
    with pytest.raises(KeyError):
        letter(unfilled, replace(edition, glance=()), (".xlsx",))  # the lists of names are the workbook's
    assert "62.0%; 611 of 986" in letter(unfilled, edition, (".xlsx",)).text


def test_where_settings_wants_no_such_page_the_letter_is_what_it_was(workbook: Path, tmp_path: Path) -> None:
    path = changed(workbook, tmp_path, "At a glance", "no")
    published = publish(path, tmp_path / "out", Wanted(make_pdf=False))
    one = letter(plan_report(Package.read(path)), read_edition(published.folder), (".xlsx",))
    assert "\nDeclined:\n- Average days that children spent on the child protection register\n" in one.text
    assert one.page == b""
    assert [part.get_content_type() for part in draft_of(one, published.folder).walk()][:2] == [
        "multipart/mixed",
        "text/plain",
    ]


def test_where_small_numbers_are_protected_no_figure_stands_in_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "Repairs.xlsx"
    new_book(path, "housing-repairs")
    wanted = Wanted(audience="public", first_edition=True, draft=True, make_pdf=False)
    edition = read_edition(publish(path, tmp_path / "out", wanted).folder)
    one = letter(plan_report(Package.read(path)), edition, (".xlsx",))
    assert (edition.withheld, edition.glance, one.page) == (True, (), b"")
    assert not re.search(r"\d%|\d of \d", one.text)


def test_what_was_sent_is_known_by_the_fingerprints_of_what_is_attached(
    letters: dict[str, Letter], english: Published
) -> None:
    message = message_to(MEMBER, read_edition(english.folder), letters["en"])
    assert fingerprints(message) == (sha256(english.files[english.workbook]),)


def test_a_page_that_changed_since_it_was_published_is_refused(english: Published, tmp_path: Path) -> None:
    shutil.copytree(english.folder, tmp_path / "copy")
    (page,) = (tmp_path / "copy").glob("*.html")
    page.write_bytes(page.read_bytes().replace(b"62.0%", b"99.0%"))
    with pytest.raises(UnusableFile, match="changed since"):
        read_edition(tmp_path / "copy")


def test_a_page_that_is_not_the_workbooks_stops_the_letter(
    planned: Planned, english: Published, tmp_path: Path
) -> None:
    def alter(files: dict[str, bytes]) -> None:
        files[".html"] = files[".html"].replace(b"611 of 986", b"911 of 986")

    edition = read_edition(altered(english, tmp_path, alter))
    one = letter(planned, edition, (".xlsx",))
    with pytest.raises(Blocked, match="Nothing was written or sent") as caught:
        refuse_exposed(edition, one)
    assert any("911 of 986" in problem.message for problem in caught.value.problems)
    refuse_exposed(read_edition(english.folder), letter(planned, read_edition(english.folder), (".xlsx",)))


def test_an_edition_that_lost_the_page_it_promises_is_published_again(english: Published, tmp_path: Path) -> None:
    other = altered(english, tmp_path, lambda files: None, at_a_glance="s99")
    with pytest.raises(UnusableFile, match="is no edition") as caught:
        read_edition(other)
    assert "--force" in str(caught.value)
