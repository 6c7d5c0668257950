"""A report's second language, as its table Language says it: any, Welsh where it says nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.inputs.catalogue import AFTER, BEFORE
from cyps_xl.inputs.tables.definition import LANGUAGE
from cyps_xl.languages.language import Language, What
from cyps_xl.languages.shipped import DEFAULT, ENGLISH, SHIPPED
from cyps_xl.printed.displayed_text import as_read
from cyps_xl.printed.names import EditionName, is_public
from cyps_xl.settings import read_settings
from cyps_xl.sheets.context import serial
from cyps_xl.sheets.plan import CellPlan
from helpers.definitions import SMALL, Rows, definition, problems
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
        ({"NUMBER": "407"}, "Excel knows de by 407, and the tag is pl-PL."),
        ({"TAG": "cy"}, "The language is called Polish, and its tag, cy, is that of Welsh."),
        ({"NAME": "Welsh"}, "The language is called Welsh, and its tag, pl-PL, is not that of Welsh."),
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
