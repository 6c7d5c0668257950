"""A report whose second language is Polish: what was printed in Welsh is printed in it, and no word of Welsh is left.

Its words are English ones behind a sign, so that each that was not translated shows; its months are the real ones.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from click.testing import CliRunner
from lxml import html

from cyps_xl import report
from cyps_xl.checking import check
from cyps_xl.checks.finding import Severity
from cyps_xl.cli import main
from cyps_xl.definition.packs import definition_of, pack_files, read_pack
from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.errors import Blocked, WrongUse
from cyps_xl.inputs.changes import TableChange
from cyps_xl.languages.shipped import DEFAULT, texts_path
from cyps_xl.languages.what import LISTS, What
from cyps_xl.mail.mailing import plan_mailing
from cyps_xl.planning import plan_report
from cyps_xl.scan import languages_of_workbook, scan_file, words_of_workbook
from cyps_xl.translations.po_files import read_po
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.workbook_catalogue import catalogue_of
from cyps_xl.xlsx.parts.package import Package
from helpers import libreoffice
from helpers.libreoffice import needs_libreoffice
from helpers.new_books import new_book
from helpers.other_languages import POLISH, SIGN, fill_in, pack_in, whole_language

WORDS = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)*")
CODES = {"HR"}
"""What indicators are called by, the same in every language."""
DAYS = {one for what in LISTS for one in re.split("; ?", POLISH[what])}


@dataclass(frozen=True)
class Made:
    """The workbook of the report, and its editions in both languages."""

    workbook: Path
    words: Path
    refused: Blocked
    listed: str
    polish: Published
    english: Published


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """As a council does it: a pack with its language, a workbook, a file of words that a translator fills in."""
    folder = tmp_path_factory.mktemp("polish")
    pack = pack_in(folder / "pack", "housing-repairs", whole_language())
    workbook, words = folder / "Repairs.xlsx", folder / "polish.po"
    report.new(workbook, pack=str(pack), example=True)
    with pytest.raises(Blocked) as refused:
        publish(workbook, folder / "out", Wanted(language="pl", words=words, make_pdf=False))
    listed = words.read_text(encoding="utf-8")
    fill_in(words)
    polish = publish(workbook, folder / "out", Wanted(language="pl", words=words))
    english = publish(workbook, folder / "out", Wanted(words=words))
    return Made(workbook, words, refused.value, listed, polish, english)


def book_of(published: Published) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(published.files[published.workbook]), data_only=True)


def page_of(published: Published) -> html.HtmlElement:
    return html.document_fromstring(next(data for name, data in published.files.items() if name.endswith(".html")))


def foreign(text: str) -> list[str]:
    """The words of a text that are neither made up, nor a code, nor a month."""
    return [word for word in WORDS.findall(text) if word[0] != SIGN and word not in CODES | DAYS]


def texts_of(book: openpyxl.Workbook) -> Iterator[str]:
    for sheet in book.worksheets:
        yield sheet.title
        yield from (part or "" for part in (sheet.oddFooter.left.text, sheet.oddFooter.right.text))
        yield from (cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


def test_what_has_no_words_yet_is_named_in_the_language_s_name_and_listed_for_the_translator(made: Made) -> None:
    assert made.refused.message.startswith("Some texts have no Polish: nothing was published.")
    messages = [problem.message for problem in made.refused.problems]
    assert "“Upper limit” has no Polish words." in messages and "“Page &P of &N” has no Polish words." in messages
    assert not any("Welsh" in str(problem) for problem in made.refused.problems)
    assert made.listed.startswith("# Words of the report in Polish") and "Language: pl" in made.listed


def test_no_word_of_english_or_welsh_is_left_in_the_workbook_that_leaves(made: Made) -> None:
    book = book_of(made.polish)
    assert [word for text in texts_of(book) for word in foreign(re.sub('&[A-Z]|&"[^"]*"', " ", text))] == []
    assert foreign(book.properties.title.replace("Q2", "")) == []
    assert book.properties.language == "pl-PL"


def test_nor_in_its_web_page_which_says_its_language_and_leads_to_the_english_one(made: Made) -> None:
    page = page_of(made.polish)
    assert page.get("lang") == "pl-PL"
    said = [part for one in page.iter() if one.tag not in ("style", "meta") for part in (one.text, one.tail) if part]
    assert [word for text in said for word in foreign(text)] == []
    (link,) = page_of(made.english).xpath("//p[@class='other']/a")
    assert (link.text, link.get("hreflang"), link.get("lang")) == ("polski", "pl-PL", "pl-PL")


def test_files_are_called_in_the_language(made: Made) -> None:
    assert made.polish.folder.name == "żHousing żRepairs żreport 2026-27 żQ2 żmembers"


def test_both_editions_have_the_same_figures_and_formulas_cell_for_cell(made: Made) -> None:
    polish, english = book_of(made.polish), book_of(made.english)
    for one, other in zip(polish.worksheets, english.worksheets, strict=True):
        assert one.dimensions == other.dimensions
        for row, same in zip(one.iter_rows(), other.iter_rows(), strict=True):
            values = [(cell.value, twin.value) for cell, twin in zip(row, same, strict=True)]
            assert [pair for pair in values if not isinstance(pair[1], str) and pair[0] != pair[1]] == []
    assert [(one.id, one.value, one.shown) for one in made.polish.figures] == [
        (one.id, one.value, one.shown) for one in made.english.figures
    ]


def test_days_and_months_are_written_by_their_polish_names_in_the_page_and_by_excel(made: Made) -> None:
    said = " ".join(page_of(made.polish).itertext())
    assert "12 listopada 2026" in said and "30 września 2026" in said and "wrz 26" in said
    formats = {cell.number_format for sheet in book_of(made.polish) for row in sheet for cell in row if is_day(cell)}
    assert formats and all(one.startswith("[$-415]") for one in formats)


def is_day(cell: object) -> bool:
    return bool(getattr(cell, "is_date", False))


@needs_libreoffice
def test_another_program_writes_the_same_days_and_works_out_the_same_figures(made: Made) -> None:
    data = made.polish.files[made.polish.workbook]
    assert any("12 listopada 2026" in text for sheet in libreoffice.shown(data) for row in sheet for text in row)
    again, stored = libreoffice.stored_values(libreoffice.recalculated(data)), libreoffice.stored_values(data)
    differing = {place for place, value in stored.items() if not _alike(again.get(place), value)}
    assert differing == set()


def _alike(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return one == other


def test_nothing_is_found_in_its_files_by_who_knows_its_report(made: Made) -> None:
    words, languages = words_of_workbook(made.workbook), languages_of_workbook(made.workbook)
    known = (*words, *(one.translation for one in read_po(made.words)))
    files = [file for file in made.polish.folder.iterdir() if file.suffix in (".xlsx", ".pdf", ".html")]
    assert len(files) >= 2
    assert [str(found) for file in files for found in scan_file(file, known, languages)] == []


def test_its_input_sheets_and_drafts_are_headed_by_it_and_no_cell_says_welsh(made: Made) -> None:
    book = openpyxl.load_workbook(made.workbook)
    texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [text for text in texts if "Welsh" in text.replace("Welsh Government", "")] == []
    assert {"Polish", "Name in Polish", "Answer in Polish", "Draft in English", "Draft in Polish"} <= set(texts)
    lists = {rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert '"English,Polish"' in lists and '"English,Welsh"' not in lists


def test_checks_find_nothing_amiss_and_name_a_missing_text_by_the_language(made: Made, tmp_path: Path) -> None:
    found = check(made.workbook, today=dt.date(2026, 11, 29)).findings
    assert [one.message for one in found if one.severity is not Severity.LOOK] == []
    path = changed(made.workbook, tmp_path, "Explanations", 6, {"Polish": None})
    (one,) = [one for one in check(path, today=dt.date(2026, 11, 29)).findings if one.reference.startswith("WD04")]
    assert one.message.startswith("Polish is empty, where English has")


def test_the_report_itself_can_be_in_the_language(made: Made, tmp_path: Path) -> None:
    row = next(
        at
        for at, one in enumerate(plan_report(Package.read(made.workbook)).inputs.named("Settings"), start=6)
        if one["Setting"] == "Language"
    )
    path = changed(made.workbook, tmp_path, "Settings", row, {"Value": "Polish"})
    report.refresh(path)  # which proves every formula
    shown = {cell.value for sheet in plan_report(Package.read(path)).plan.sheets for cell in sheet.cells}
    assert "żMore żworkers żare żon żcall żat żweekends żsince żApril." in shown


def changed(workbook: Path, folder: Path, table: str, row: int, values: Mapping[str, object]) -> Path:
    """A copy of the workbook with other values in one row of an input table."""
    path, package = folder / workbook.name, Package.read(workbook)
    change = TableChange(table, {row: dict(values)})  # type: ignore[dict-item]
    path.write_bytes(apply_changes(package, [change], catalogue_of(package)).to_bytes())
    return path


def test_members_get_the_edition_and_the_letter_of_their_language(made: Made) -> None:
    mailing = plan_mailing(made.workbook, [made.polish.folder, made.english.folder])
    letters = {one.recipient.language: one.letter for one in mailing.messages}
    assert set(letters) == {"pl", "en"}
    assert letters["pl"].text.startswith("żDear żmember,")
    assert "żfor żQuarter 2 2026-27" in letters["pl"].text and "żon 12 listopada 2026" in letters["pl"].text
    contact = "Repairs performance, repairs@example.org"  # on no page: nobody is asked for it in another language
    files = r"żHousing żRepairs żreport 2026-27 żQ2 żmembers\.(?:xlsx|pdf)"
    assert foreign(re.sub(files, "", letters["pl"].text.replace(contact, ""))) == []


@pytest.mark.parametrize("code", ["cy", "pl-PL", "xx"])
def test_a_language_that_the_report_has_not_is_refused_with_those_that_it_has(made: Made, code: str) -> None:
    with pytest.raises(WrongUse) as refused:
        publish(made.workbook, made.workbook.parent / "none", Wanted(language=code))
    assert "its second language is Polish" in refused.value.message
    assert "--language en or pl" in refused.value.remedy


def test_a_language_with_its_name_alone_is_published_once_english_may_stand_in(tmp_path: Path) -> None:
    only = {What.NAME: "Irish", What.TAG: "ga-IE"}
    pack = pack_in(tmp_path / "pack", "housing-repairs", only)
    workbook = tmp_path / "Repairs.xlsx"
    report.new(workbook, pack=str(pack), example=True)
    with pytest.raises(Blocked) as refused:
        publish(workbook, tmp_path, Wanted(language="ga", make_pdf=False))
    told = {str(problem) for problem in refused.value.problems}
    assert (
        "Language: There are no Irish words for “Months”. Give them under What and Words on the sheet Language." in told
    )
    published = publish(workbook, tmp_path, Wanted(language="ga", make_pdf=False, allow_english=True))
    assert any(note.endswith("have no Irish yet and stand in English.") for note in published.notes)
    assert page_of(published).get("lang") == "ga-IE"
    with pytest.raises(Blocked, match="no letter to go with an edition"):
        plan_mailing(workbook, [published.folder])


def test_english_is_published_beside_the_edition_in_a_language_without_words_for_files(tmp_path: Path) -> None:
    pack = pack_in(tmp_path / "pack", "housing-repairs", {What.NAME: "Polish", What.TAG: "pl-PL"})
    workbook = tmp_path / "Repairs.xlsx"
    report.new(workbook, pack=str(pack), example=True)
    publish(workbook, tmp_path, Wanted(language="pl", make_pdf=False, allow_english=True))
    english = publish(workbook, tmp_path, Wanted(make_pdf=False))
    (link,) = page_of(english).xpath("//p[@class='other']/a")
    assert unquote(link.get("href")) == "Housing Repairs report 2026-27 Q2 members pl.html"


def test_a_public_edition_in_the_language_is_missed_where_its_figures_are_gone(made: Made, tmp_path: Path) -> None:
    public = "żHousing żRepairs żreport 2026-27 żQ1 żpublic"
    for name in (public, f"żDRAFT {public}"):
        (tmp_path / name).mkdir()
    wanted = Wanted(audience="public", words=made.words, make_pdf=False, first_edition=True)
    with pytest.raises(WrongUse, match=rf"cannot be found: {public}\. Put"):
        publish(made.workbook, tmp_path, wanted)


def test_an_edition_for_the_public_tells_how_far_numbers_in_its_texts_are_found(made: Made, tmp_path: Path) -> None:
    said = {"Polish": "żMost żof żthem żare żabout żappointments."}
    path = changed(made.workbook, tmp_path, "Explanations", 11, said)
    wanted = Wanted(language="pl", audience="public", words=made.words, first_edition=True, draft=True, make_pdf=False)
    notes = publish(path, tmp_path / "out", replace(wanted, allow_english=True)).notes
    assert [note for note in notes if note.startswith("In Polish texts numbers are found by the words of")] != []


def test_an_edition_for_the_public_names_the_rows_by_which_numbers_would_be_found(tmp_path: Path) -> None:
    pack = pack_in(tmp_path / "pack", "housing-repairs", {**POLISH, What.DECIMAL: ","})
    report.new(tmp_path / "new.xlsx", pack=str(pack), example=True)
    path = changed(tmp_path / "new.xlsx", tmp_path / "pack", "Explanations", 11, {"Polish": "żMost żof żthem."})
    wanted = Wanted(language="pl", audience="public", first_edition=True, draft=True, make_pdf=False)
    notes = publish(path, tmp_path / "out", replace(wanted, allow_english=True)).notes
    (note,) = [note for note in notes if note.startswith("Numbers in Polish texts are not all found")]
    assert "“Numbers, in texts”" in note and "“Decimal sign, in texts”" not in note


def test_a_workbook_keeps_its_language_and_what_says_another_is_not_brought_in(made: Made, tmp_path: Path) -> None:
    workbook, pack = tmp_path / "Welsh.xlsx", made.workbook.parent / "pack"
    new_book(workbook, "housing-repairs", example=False)
    for source in (pack, pack / "Language.csv"):
        with pytest.raises(WrongUse, match="says what the second language is, and this workbook has Welsh"):
            report.import_figures(workbook, source)


def test_a_report_taken_out_of_its_workbook_has_its_language(made: Made, tmp_path: Path) -> None:
    inputs = plan_report(Package.read(made.workbook)).inputs
    for name, data in pack_files(inputs).items():
        (tmp_path / name).write_bytes(data)
    assert read_pack(tmp_path).definition.language == definition_of(inputs).language


def test_welsh_words_of_the_program_are_none_of_the_made_up_ones() -> None:
    """So that a word of Welsh would have been found."""
    welsh = {word for one in read_po(texts_path(DEFAULT.code)) for word in WORDS.findall(one.translation)}
    assert len([word for word in welsh if foreign(word)]) > 300


def test_the_command_line_says_which_languages_there_are(made: Made) -> None:
    said = CliRunner().invoke(main, ["publish", str(made.workbook), "--out", "x", "--language", "cy"])
    assert (said.exit_code, "--language en or pl" in said.output) == (2, True)
