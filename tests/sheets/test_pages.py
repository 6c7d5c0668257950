"""Where a printed page should end."""

from __future__ import annotations

from cyps_xl.sheets.pages import breaks_before, spills_free_rows

NARROW = (40, 40)
"""Columns that fit the page as they are: 500 points, 33 rows of 15."""


def test_a_heading_at_the_foot_of_a_page_begins_the_next() -> None:
    assert list(breaks_before({31}, {}, NARROW, 60)) == [31]


def test_a_heading_with_room_for_its_rows_stays() -> None:
    assert list(breaks_before({29}, {}, NARROW, 60)) == []


def test_a_heading_that_would_begin_a_page_anyway_needs_no_break() -> None:
    assert list(breaks_before({34}, {}, NARROW, 60)) == []


def test_pages_are_counted_on_from_a_break() -> None:
    assert list(breaks_before({31, 31 + 31}, {}, NARROW, 90)) == [31, 62]


def test_tall_rows_fill_a_page_sooner() -> None:
    assert list(breaks_before({16}, dict.fromkeys(range(16), 29.0), NARROW, 60)) == [16]


def test_a_wide_sheet_is_shrunk_and_holds_more_rows() -> None:
    assert list(breaks_before({31}, {}, (140, 140), 60)) == []


def test_places_for_words_that_alone_would_fill_a_second_page_are_told() -> None:
    assert spills_free_rows({}, NARROW, 31, 35)


def test_places_for_words_that_fit_the_page_are_no_matter() -> None:
    assert not spills_free_rows({}, NARROW, 25, 31)


def test_more_places_than_could_be_shrunk_and_read_fill_a_page_of_their_own() -> None:
    assert not spills_free_rows({}, NARROW, 31, 45)


def test_a_sheet_that_takes_two_pages_anyway_is_not_shrunk() -> None:
    assert not spills_free_rows({}, NARROW, 40, 45)
