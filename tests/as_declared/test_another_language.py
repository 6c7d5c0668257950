"""A workbook whose second language changes on the sheet Language: new columns come, what staff typed stays."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from cyps_xl import report
from cyps_xl.definition.packs import definition_of
from cyps_xl.errors import Blocked, WrongUse
from cyps_xl.inputs.changes import TableChange
from cyps_xl.planning import inputs_of
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.workbook_catalogue import catalogue_of
from cyps_xl.xlsx.parts.package import Package
from helpers.new_books import new_book
from helpers.other_languages import POLISH
from helpers.small_pack import small_pack
from helpers.soundness import faults


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def polish(folder: Path) -> Path:
    """A workbook whose second language is Polish, with words of staff's in it."""
    pack = small_pack(folder / "pack")
    write(pack / "Language.csv", ("What", "Words"), *((what.value, said) for what, said in POLISH.items()))
    write(pack / "Translations.csv", ("English", "Polish", "Source in Polish"), ("Home visits", "Wizyty domowe", "us"))
    write(pack / "CoverText.csv", ("Heading", "English", "Polish"), ("Our service", "We visit.", "Odwiedzamy."))
    report.new(folder / "Visits.xlsx", pack=str(pack))
    return folder / "Visits.xlsx"


def in_language(path: Path, name: str, tag: str, number: str) -> tuple[str, ...]:
    """Change the rows Name, Tag and Number of the sheet Language, and refresh: what the refresh tells."""
    package = Package.read(path)
    catalogue = catalogue_of(package)
    at = {str(row["What"]): row.number for row in inputs_of(package)[catalogue["ReportLanguage"]]}
    said = {at["Name"]: name, at["Tag"]: tag, at["Number in Excel"]: number}
    change = TableChange("ReportLanguage", {row: {"Words": words} for row, words in said.items()})
    path.write_bytes(apply_changes(package, [change], catalogue).to_bytes())
    news = report.refresh(path).news
    assert faults(path.read_bytes()) == []
    return news


def cells_under(path: Path, tab: str, heading: str) -> list[object]:
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[tab].iter_rows(min_row=5)]
    at = rows[0].index(heading)
    return [row[at] for row in rows[1:] if row[at] is not None]


def languages_offered(path: Path) -> set[str]:
    rules = [rule for sheet in openpyxl.load_workbook(path) for rule in sheet.data_validations.dataValidation]
    return {str(rule.formula1) for rule in rules if str(rule.formula1).startswith('"English,')}


def test_a_changed_language_has_columns_of_its_own_beside_those_of_the_old_one(tmp_path: Path) -> None:
    path = polish(tmp_path)
    news = in_language(path, "German", "de-DE", "407")
    assert "New on “Cover text”: the column “German”." in news
    assert "New on “Translations”: the columns “German”, “Source in German”." in news
    assert definition_of(inputs_of(Package.read(path))).language.name == "German"
    assert languages_offered(path) == {'"English,German"'}


def test_no_word_of_the_old_language_is_lost_and_none_is_taken_for_the_new_one(tmp_path: Path) -> None:
    path = polish(tmp_path)
    in_language(path, "German", "de-DE", "407")
    assert cells_under(path, "Cover text", "Polish") == ["Odwiedzamy."]
    assert cells_under(path, "Translations", "Polish") == ["Wizyty domowe"]
    inputs = inputs_of(Package.read(path))
    assert definition_of(inputs).translations == ()
    assert [row["German"] for row in inputs.named("CoverText")] == [None]


def test_a_workbook_that_goes_back_to_its_old_language_has_its_words_again(tmp_path: Path) -> None:
    path = polish(tmp_path)
    in_language(path, "German", "de-DE", "407")
    in_language(path, "Polish", "pl-PL", "415")
    (phrase,) = definition_of(inputs_of(Package.read(path))).translations
    assert (phrase.translation, phrase.fuzzy) == ("Wizyty domowe", False)
    assert languages_offered(path) == {'"English,Polish"'}


def test_who_is_set_to_the_old_language_is_named_with_the_words_to_write(tmp_path: Path) -> None:
    path = polish(tmp_path)
    report.import_figures(
        path, write(tmp_path / "Members.csv", ("E-mail", "Name", "Language"), ("a@x.org", "A", "Polish"))
    )
    with pytest.raises(Blocked) as refused:
        in_language(path, "German", "de-DE", "407")
    assert [str(one) for one in refused.value.problems] == [
        "Members!C6: “Polish” is not one of: English, German. "
        "The second language of this workbook is German: write German for it, or English."
    ]
    assert cells_under(path, "Members", "Language") == ["Polish"]


def test_members_set_to_a_language_that_the_workbook_has_not_are_refused_with_the_one_to_write(tmp_path: Path) -> None:
    path = polish(tmp_path)
    members = write(tmp_path / "Members.csv", ("E-mail", "Name", "Language"), ("a@x.org", "A", "Welsh"))
    with pytest.raises(Blocked) as refused:
        report.import_figures(path, members)
    assert [str(one) for one in refused.value.problems] == [
        "Members.csv, row 2, Language: “Welsh” is not one of: English, Polish. "
        "The second language of this workbook is Polish: write Polish for it, or English."
    ]


def test_months_come_in_by_the_names_that_the_language_declares(tmp_path: Path) -> None:
    path = polish(tmp_path)
    rows = (("Month", "Due", "Made"), ("1 stycznia 2018", "3", "2"), ("luty 2018", "4", "4"), ("Mar 2018", "5", "4"))
    report.import_figures(path, write(tmp_path / "Visits.csv", *rows))
    assert [str(row["Month"]) for row in inputs_of(Package.read(path)).named("Visits")][3:] == [
        "2018-01-01",
        "2018-02-01",
        "2018-03-01",
    ]


def test_months_side_by_side_come_in_by_those_names_too(tmp_path: Path) -> None:
    path = polish(tmp_path)
    wide = write(tmp_path / "Visits.csv", ("Visits", "sty 2018", "lut 2018"), ("Due", "3", "4"), ("Made", "2", "4"))
    report.import_figures(path, wide)
    assert [row["Made"] for row in inputs_of(Package.read(path)).named("Visits")][3:] == [2, 4]


def test_translations_headed_as_welsh_ones_do_not_come_in(tmp_path: Path) -> None:
    path = polish(tmp_path)
    theirs = write(tmp_path / "Translations.csv", ("English", "Translation"), ("Beds in use", "Gwelyau"))
    with pytest.raises(Blocked, match="Translations are not in the report's second language"):
        report.import_figures(path, theirs)


def test_a_welsh_workbook_comes_in_without_its_translations(tmp_path: Path) -> None:
    path, theirs = polish(tmp_path), small_pack(tmp_path / "welsh")
    write(theirs / "Translations.csv", ("English", "Translation"), ("Beds in use", "Gwelyau"))
    report.new(tmp_path / "Welsh.xlsx", pack=str(theirs))
    outcome = report.import_figures(path, tmp_path / "Welsh.xlsx")
    assert "Translations: left alone, because its translations are in another language" in outcome.remarks
    assert [one.text for one in definition_of(inputs_of(Package.read(path))).translations] == ["Home visits"]


def test_a_source_of_another_language_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = polish(tmp_path)
    theirs = write(tmp_path / "Language.csv", ("What", "Words"), ("Name", "German"), ("Tag", "de-DE"))
    with pytest.raises(WrongUse) as refused:
        report.import_figures(path, theirs)
    assert (
        refused.value.message == "Language.csv says that the second language is German, and this workbook has Polish."
    )
    assert refused.value.remedy == "Change Name and Tag on the sheet Language, refresh, and import then."


def test_what_a_source_says_of_the_same_language_comes_in(tmp_path: Path) -> None:
    path = polish(tmp_path)
    report.import_figures(path, write(tmp_path / "Language.csv", ("What", "Words"), ("A quarter", "K{number} {year}")))
    assert definition_of(inputs_of(Package.read(path))).language.quarter(3, "2017-18") == "K3 2017-18"


def test_texts_in_a_language_that_the_workbook_has_not_are_left_alone_and_told(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path, example=False)
    (tmp_path / "CoverText.csv").write_text("Heading,English,Polish,Source\nSummary,It fell.,Spadło.,us\n", "utf-8")
    outcome = report.import_figures(path, tmp_path / "CoverText.csv")
    assert (
        "CoverText.csv: the column “Polish” is left alone, with 1 text: the second language of this workbook is Welsh, "
        "and its texts stand under “Welsh”." in outcome.remarks
    )


@pytest.mark.parametrize("headings", ["Heading,English,Welsh,Polish", "Heading,English,Note 2", "Heading,Note,English"])
def test_other_columns_beside_the_english_are_staffs_own(tmp_path: Path, headings: str) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path, example=False)
    cells = ",".join(["Summary", *["It fell."] * headings.count(",")])
    (tmp_path / "CoverText.csv").write_text(f"{headings}\n{cells}\n", "utf-8")
    assert not [
        one for one in report.import_figures(path, tmp_path / "CoverText.csv").remarks if "second language" in one
    ]


@pytest.mark.parametrize("gone", [("Name",), ("Name", "Tag")])
def test_a_language_that_is_not_named_any_more_is_asked_for_on_its_own_sheet(
    tmp_path: Path, gone: tuple[str, ...]
) -> None:
    path = polish(tmp_path)
    package = Package.read(path)
    language = inputs_of(package)[catalogue_of(package)["ReportLanguage"]]
    rows = {row.number: {"Words": None, "What": None} for row in language if row["What"] in gone or len(gone) > 1}
    path.write_bytes(apply_changes(package, [TableChange("ReportLanguage", rows)], catalogue_of(package)).to_bytes())
    with pytest.raises(Blocked) as refused:
        report.refresh(path)
    [problem] = refused.value.problems
    assert problem.where == "Language"
    assert problem.message == (
        "The sheet says in which second language the report is, and "
        f"{'has no Name' if len(gone) == 1 else 'has no rows'}."
    )
