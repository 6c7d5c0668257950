"""Cells of published statistics: numbers, marks and years, in the ways that they are written."""

from __future__ import annotations

import pytest

from cyps_xl.inputs.marks import Meaning
from cyps_xl.inputs.statistics.councils import COUNCILS, WALES, council_called
from cyps_xl.inputs.statistics.values import Told, is_rounded_note, value_told, year_told


@pytest.mark.parametrize(
    ("cell", "number"),
    [("145", 145), ("7,200", 7200), ("8.6", 8.6), ("8.6%", 8.6), ("0", 0), ("145 [r]", 145), ("3,305 [p] [r]", 3305)],
)
def test_a_number_is_read_whatever_is_said_beside_it(cell: str, number: float) -> None:
    assert value_told(cell) == Told(number)


@pytest.mark.parametrize(("cell", "notes"), [("[c]", ""), ("", "c"), ("", "[c]"), ("*", ""), ("<5", ""), ("0", "c")])
def test_a_withheld_figure_is_no_number_even_where_one_stands_beside_its_mark(cell: str, notes: str) -> None:
    told = value_told(cell, notes)
    assert told is not None
    assert (told.number, told.meaning) == (None, Meaning.WITHHELD)


@pytest.mark.parametrize(("cell", "notes"), [("[x]", ""), ("", "x"), ("[z]", ""), ("", "z"), ("", ""), ("..", "")])
def test_a_figure_that_is_not_there_is_not_known_and_never_nought(cell: str, notes: str) -> None:
    told = value_told(cell, notes)
    assert told is not None
    assert (told.number, told.meaning) == (None, Meaning.NOT_KNOWN)


def test_a_note_in_words_withholds_only_where_it_says_so() -> None:
    assert value_told("", "The data item is disclosive") == Told(None, Meaning.WITHHELD, "[c]")
    assert value_told("5", "Data has been rounded to the nearest 5 for disclosure reasons") == Told(5)


def test_what_is_neither_number_nor_mark_is_nothing() -> None:
    assert value_told("twelve") is None
    assert value_told("1,23") is None


def test_a_note_tells_of_rounding() -> None:
    assert is_rounded_note("Data has been rounded to the nearest 5 for disclosure reasons")
    assert is_rounded_note("Mae’r data wedi’u talgrynnu i’r 5 agosaf")
    assert not is_rounded_note("Revised on 5 May")


@pytest.mark.parametrize(
    "text", ["2023-24", "2023/24", "2023-2024", "2023/2024", "202324", "20232024", "31 March 2024", "31/03/2024"]
)
def test_a_financial_year_is_known_in_each_spelling(text: str) -> None:
    assert year_told(text) == "2023-24"


def test_a_year_alone_is_known_only_under_a_heading_that_says_when_it_ends() -> None:
    assert year_told("2024") is None
    assert year_told("2024", "Collection Year (at 31 March)") == "2023-24"


@pytest.mark.parametrize("text", ["2023-25", "202312", "Q1 2022", "", "the year"])
def test_what_is_no_financial_year_is_none(text: str) -> None:
    assert year_told(text, "Year (at 31 March)") is None


def test_the_turn_of_a_century_is_a_year() -> None:
    assert year_told("1999-00") == "1999-00"


def test_there_are_twenty_two_councils_each_of_its_own_names_and_code() -> None:
    assert len(COUNCILS) == 22
    for one in (WALES, *COUNCILS):
        assert {council_called(name) for name in (one.name, one.welsh, one.code, one.name.upper(), *one.also)} == {one}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Neath Port Talbot County Borough Council", "Neath Port Talbot"),
        ("Cyngor Bwrdeistref Sirol Castell-nedd Port Talbot", "Neath Port Talbot"),
        ("City and County of Swansea", "Swansea"),
        ("Cyngor Sir Ynys Mon", "Isle of Anglesey"),
        ("The Vale of Glamorgan", "Vale of Glamorgan"),
        ("Rhondda, Cynon, Taf", "Rhondda Cynon Taf"),
        ("Newport City Council", "Newport"),
        ("Total Welsh local authorities", "Wales"),
    ],
)
def test_a_council_is_known_by_its_full_title_in_either_language(written: str, name: str) -> None:
    found = council_called(written)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("written", ["North Wales", "Example County Borough Council", "", "England", "Council"])
def test_what_is_no_council_of_wales_is_none(written: str) -> None:
    assert council_called(written) is None
