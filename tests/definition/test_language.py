"""A report's second language, as its table Language says it: any, Welsh where it says nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cyps_xl.definition.language import definition_in
from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import blank_table
from cyps_xl.definition.read import read_definition
from cyps_xl.errors import Blocked
from cyps_xl.inputs.catalogue import AFTER, BEFORE, Catalogue
from cyps_xl.inputs.csv_cells import from_text
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.raw import RawTable, Separators
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.definition import LANGUAGE
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import DEFAULT, ENGLISH, SHIPPED
from cyps_xl.languages.what import What
from cyps_xl.printed.displayed_text import as_read
from cyps_xl.printed.names import EditionName, is_public
from cyps_xl.settings import read_settings
from cyps_xl.sheets.context import serial
from cyps_xl.sheets.plan import CellPlan
from helpers.definitions import SMALL, Rows, definition, problems, rows_of
from helpers.other_languages import POLISH
from helpers.quarters import inputs_of


def declared(**words: str) -> dict[str, Rows]:
    """The small report in a language of this name and tag, and with these words for what is named in capitals."""
    said = {"NAME": "Polish", "TAG": "pl-PL", **words}
    return {**SMALL, "Language": [{"What": What[what].value, "Words": one} for what, one in said.items()]}


def polish(**words: str) -> Language:
    return definition(declared(**{what.name: said for what, said in POLISH.items()} | words)).language


def test_a_report_that_says_nothing_of_it_has_welsh_in_the_columns_that_workbooks_have() -> None:
    report = definition(SMALL)
    assert report.language is DEFAULT
    assert LANGUAGE.name not in report.catalogue
    assert [one.heading for one in report.catalogue["Explanations"].columns][4:6] == ["English", "Welsh"]
    assert {table.name for table in (*BEFORE, *AFTER)} <= set(report.catalogue.names)


def test_a_report_in_another_language_has_columns_and_choices_called_after_it() -> None:
    catalogue = definition(declared()).catalogue
    headings = [column.heading for table in catalogue for column in table.columns]
    assert [one for one in headings if "Welsh" in one] == []
    assert {"Polish", "Name in Polish", "Question in Polish", "Answer in Polish"} <= set(headings)
    assert catalogue["Members"].column("Language").choices == ("English", "Polish")
    assert catalogue["Indicators"].column("Name in Polish").help == "The same in Polish."
    assert "annually by Welsh Government" in catalogue["Indicators"].column("Reported").choices
    assert catalogue.names[-1] == LANGUAGE.name


def test_a_day_is_written_as_the_language_writes_it_and_a_month_with_its_own_name() -> None:
    language, day = polish(), dt.date(2017, 12, 31)
    assert (language.day(day), language.date_said("", 12, "2017"), language.month_heading(day)) == (
        "31 grudnia 2017",
        "grudzień 2017",
        "gru 17",
    )


@pytest.mark.parametrize(
    ("pattern", "english", "written"),
    [
        ("{day} {month} {year}", "d mmmm yyyy", "[$-415]d mmmm yyyy"),
        ("{day}. {month} {year}", "d mmm yyyy", "[$-415]d. mmm yyyy"),
        ("{day} de {month} de {year}", "d mmmm yyyy", '[$-415]d" de "mmmm" de "yyyy'),
        ("{year}. {month} {day}.", "d mmm yy", "[$-415]yy. mmm d."),
        ("{day} {month} {year}", "d mmm", "[$-415]d/m"),
        ("{day} {month} {year}", "mmm yy", "[$-415]mmm yy"),
    ],
)
def test_a_number_format_writes_a_day_as_the_language_does(pattern: str, english: str, written: str) -> None:
    assert polish(DAY=pattern).number_format(english) == written


def test_a_day_with_words_between_its_parts_reads_as_its_format_writes_it() -> None:
    language = polish(DAY="{day} de {month} de {year}")
    written = language.number_format("d mmm yyyy")
    cell = CellPlan(0, 0, serial(dt.date(2017, 12, 31)), number_format=written, language=language)
    assert as_read(cell) == "31 de gru de 2017"


def test_welsh_writes_days_as_it_did() -> None:
    formats = ("d mmmm yyyy", "d mmm yyyy", "mmm yyyy", "mmm yy", "d mmm yy")
    assert [DEFAULT.number_format(one) for one in formats] == [f"[$-452]{one}" for one in formats]
    assert DEFAULT.number_format("d mmm") == "[$-452]d/m"


def test_the_languages_that_ship_have_words_for_everything() -> None:
    assert [(one.name, one.lacking, one.has_drafts, one.has(What.LETTER)) for one in SHIPPED] == [
        ("English", (), True, True),
        ("Welsh", (), True, True),
    ]


def test_what_a_language_has_no_words_for_it_says_in_english_and_names() -> None:
    language = definition(declared(MONTHS=POLISH[What.MONTHS])).language
    assert language.said(What.DRAFT) == ENGLISH.said(What.DRAFT)
    assert What.DRAFT in language.lacking and What.MONTHS not in language.lacking
    assert not language.has_drafts


def test_drafts_that_were_begun_are_lacking_what_is_left_of_them() -> None:
    language = definition(declared(DRAFTED_OF="z")).language
    assert What.DRAFTED_AMONG in language.lacking and What.DRAFTED_OF not in language.lacking
    assert not any(what.value.startswith("Drafts") for what in definition(declared()).language.lacking)


def test_of_a_language_that_ships_a_row_says_one_thing_otherwise() -> None:
    rows = [{"What": "Tag", "Words": "cy-GB"}, {"What": "Draft, in names of files", "Words": "FERSIWN"}]
    language = definition({**SMALL, "Language": rows}).language
    assert (language.name, language.said(What.DRAFT), language.said(What.REPORT)) == ("Welsh", "FERSIWN", "adroddiad")
    assert language.lacking == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"NAME": "English"}, "The second language cannot be English"),
        ({"NAME": "Kind"}, "A column of the input sheets is headed Kind already."),
        ({"NAME": "x" * 21}, "The name has 21 letters"),
        ({"NAME": "[Polish]"}, "“[Polish]” cannot be the Name of a language."),
        ({"TAG": "en-US"}, "The second language cannot be English"),
        ({"TAG": "Polish"}, "“Polish” cannot be the Tag of a language."),
        ({"NUMBER": "0x0415"}, "“0x0415” cannot be the Number in Excel of a language."),
        ({"MONTHS": "styczeń; luty"}, "Months has 2 names."),
        ({"SHORT_MONTHS": "; " * 11}, "Short months has 12 names."),
        ({"REPORT": "raport/1"}, "“raport/1” cannot be part of a file’s name."),
        ({"DAY": "{day} {month}"}, "The words for “A day” have other places in braces than they need."),
        ({"DAY": 'd{day}"; {month} {year}'}, "The words for “A day” cannot be part of a date’s format."),
        ({"QUARTER": "K{"}, "The words for “A quarter” have other places in braces than they need."),
        ({"LETTER": "Drogi {name}!"}, "The words for “Letter” have other places in braces than they need."),
        ({"DECIMAL": ",,"}, "“,,” cannot be the sign before decimals. Write one sign alone"),
        ({"THOUSANDS": "space; ab"}, "“space; ab” cannot be the signs between thousands."),
        ({"THOUSANDS": "."}, "The sign before decimals is “.”, and it cannot stand between thousands as well."),
        ({"NUMBERS": "jeden; ; trzy"}, "A number in words is empty, or has figures in it."),
        ({"NUMBERS": "1; 2; 3"}, "A number in words is empty, or has figures in it."),
        ({"CHILDREN": "dzieci; *"}, "A star stands for the ending of a word."),
        ({"NUMBERS": "jed*en"}, "A star stands for the ending of a word."),
        ({"NUMBER": "407"}, "Excel knows de by 407, and the tag is pl-PL."),
        ({"TAG": "cy"}, "The language is called Polish, and its tag, cy, is that of Welsh."),
        ({"NAME": "Welsh"}, "The language is called Welsh, and its tag, pl-PL, is not that of Welsh."),
        ({"LETTER": "Drodzy\n[zarząd] w {board}."}, "A line of the letter begins with [zarząd], for which no line can"),
        ({"LETTER": "  [Board] w {board}."}, "Leave the words in brackets in English, in small letters: [board], [no"),
        ({"DRAFTED": "{name}: {figure}."}, "The words for “Drafts: a figure” have other places in braces"),
    ],
)
def test_words_that_cannot_be_are_named_by_their_cell(words: dict[str, str], said: str) -> None:
    (problem,) = problems(declared(**words))
    assert problem.startswith("Language!B") and said in problem


def test_a_report_without_the_table_may_have_a_sheet_of_that_name() -> None:
    tables = [{**row, "Sheet": "Language"} for row in SMALL["Tables"]]
    assert "Language" in {table.sheet for table in definition({**SMALL, "Tables": tables}).catalogue}
    assert any("Another sheet is called" in one for one in problems({**declared(), "Tables": tables}))


def test_an_edition_whose_language_has_no_words_for_files_is_not_called_as_the_english_one() -> None:
    settings = read_settings(inputs_of({"Settings": [{"Setting": "Reporting quarter", "Value": "2017-18 Q3"}]}))
    other = definition(declared()).language
    stems = [EditionName.of(settings, one, "public", False).stem for one in (ENGLISH, other)]
    assert stems[1] == f"{stems[0]} pl"
    assert [is_public(stem, [other]) for stem in stems] == [True, True]  # later editions are held against both


def test_a_language_without_a_tag_is_asked_for_it() -> None:
    (problem,) = problems({**SMALL, "Language": [{"What": "Name", "Words": "Polish"}]})
    assert problem.startswith("Language: The second language has no Tag. Add a row with Tag under What")


def test_what_no_language_has_words_for_is_refused() -> None:
    (problem,) = problems({**SMALL, "Language": [{"What": "Moon", "Words": "x"}]})
    assert problem.startswith("Language!A6: ")


def with_findings(*headings: str, **words: str) -> Catalogue:
    """The tables of a report that has a table of findings with columns of these headings for its texts."""
    tables = [*SMALL["Tables"], {"Table": "Findings", "Sheet": "Findings", "One row is": "a finding", "Key": "No"}]
    said = [{"Heading": one, "Holds": "long text", "Help": "The same in Welsh."} for one in headings]
    columns = [{"Heading": "No", "Holds": "whole number", "Help": "1, 2.", "Required": "yes"}, *said]
    declared_too = [*SMALL["Columns"], *({"Table": "Findings", **one} for one in columns)]
    return definition({**(declared(**words) if words else SMALL), "Tables": tables, "Columns": declared_too}).catalogue


def headings_of(catalogue: Catalogue) -> list[str]:
    return [column.heading for column in catalogue["Findings"].typed_columns][1:]


def test_a_report_s_own_column_for_the_welsh_of_a_text_is_one_for_its_second_language() -> None:
    headings = ("English", "Welsh", "Next step", "Next step in Welsh")
    catalogue = with_findings(*headings, NAME="Polish")
    assert headings_of(catalogue) == ["English", "Polish", "Next step", "Next step in Polish"]
    assert catalogue["Findings"].column("Polish").help == "The same in Polish."
    assert headings_of(with_findings(*headings)) == list(headings)


def test_a_column_called_welsh_that_is_no_translation_stays() -> None:
    assert headings_of(with_findings("Text", "Lessons in Welsh", NAME="Polish")) == ["Text", "Lessons in Welsh"]
    assert headings_of(with_findings("English", "Welsh", "Polish", NAME="Polish")) == ["English", "Welsh", "Polish"]


def test_a_column_of_months_reads_those_of_the_language_as_it_writes_them() -> None:
    named = {what.name: said for what, said in POLISH.items()}
    month = definition(declared(**named, QUARTER="Kwartał {number} {year}")).catalogue["Visits"].column("Month")

    def read(text: str) -> object:
        return from_text(text, month, Separators())

    assert read("1 stycznia 2018") == read("styczeń 2018") == read("sty 18") == read("Jan 2018") == dt.date(2018, 1, 1)
    assert read("Październik 2017") == read("paź 2017") == dt.date(2017, 10, 1)
    assert read("32 stycznia 2018") == "32 stycznia 2018" and read("mor 2018") == "mor 2018"
    quarter = replace(month, kind=Kind.QUARTER)
    assert from_text("Kwartał 3 2017/18", quarter, Separators()) == "2017-18 Q3"
    date = replace(month, kind=Kind.DATE)
    assert from_text("31 grudnia 2017", date, Separators()) == dt.date(2017, 12, 31)
    assert from_text("grudzień 2017", date, Separators()) == "grudzień 2017"


def test_a_day_with_words_between_its_parts_is_read_as_it_is_written() -> None:
    language = polish(DAY="{day}. {month} de {year}")
    assert language.day_read("3. grudnia  de 2017") == ("3", 12, "2017")
    assert language.day_read("3 grudnia 2017") is None


def test_the_beginning_of_two_months_is_neither() -> None:
    czech = "leden; únor; březen; duben; květen; červen; červenec; srpen; září; říjen; listopad; prosinec"
    language = definition(declared(NAME="Czech", TAG="cs", MONTHS=czech)).language
    assert [language.month_named(one) for one in ("červen", "Červenec", "červ", "pro", "le")] == [6, 7, 0, 12, 0]


def test_columns_of_time_of_a_language_that_ships_are_as_they_were() -> None:
    assert definition(SMALL).catalogue["Visits"].column("Month").language is None
    assert definition(declared()).catalogue["Visits"].column("Month").language is None  # it says no months


def translations(heading: str, source: str, *rows: tuple[str, str, str], table: str = "Polish") -> Definition:
    """A report in this language whose translations are headed so."""
    language = RawTable(LANGUAGE.name, "Language.csv", ("What", "Words"), (("Name", table), ("Tag", "pl-PL")))
    texts = RawTable("ReportTranslations", "Translations.csv", ("English", heading, source), rows, is_sheet=False)
    raw = rows_of(SMALL)[0]
    asked = definition_in({LANGUAGE.name: language})
    others = {name: records for name, records in raw.records.items() if name not in (LANGUAGE.name, texts.name)}
    inputs, unreadable = read_inputs(
        {**{one.name: blank_table(one) for one in asked}, language.name: language, texts.name: texts}, asked
    )
    assert unreadable == ()
    return read_definition(Inputs({**inputs.records, **others}, inputs.catalogue))


def test_translations_are_headed_by_the_language_that_they_are_in() -> None:
    (phrase,) = translations("Polish", "Source in Polish", ("Visits", "Wizyty", "us")).translations
    assert (phrase.translation, phrase.fuzzy) == ("Wizyty", False)


def test_a_source_that_confirms_another_language_confirms_nothing() -> None:
    (phrase,) = translations("Polish", "Source", ("Visits", "Wizyty", "us")).translations
    assert phrase.fuzzy


def test_translations_that_are_headed_as_welsh_ones_are_not_taken_for_another_language_s() -> None:
    with pytest.raises(Blocked) as refused:
        translations("Translation", "Source", ("Visits", "Ymweliadau", "us"))
    (problem,) = refused.value.problems
    assert str(problem) == (
        "Translations.csv: The second language is Polish, and the column “Translation” is that of Welsh. "
        "If the words are Polish, head their column Polish. If they are not, delete the rows."
    )
    with pytest.raises(Blocked) as refused:
        translations("German", "Source", ("Visits", "Besuche", "us"))
    assert "The second language is Polish, and no column is headed so." in str(refused.value.problems[0])


def test_a_text_without_words_in_a_language_that_came_later_has_none() -> None:
    assert translations("Polish", "Source in Polish", ("Visits", "", "")).translations == ()
