"""What a PDF holds beside its pages is found, however it is packed; a plain one is left in peace."""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.edition.publishing import Wanted, publish
from cyps_xl.errors import UnusableFile
from cyps_xl.scan import scan_bytes
from helpers.libreoffice import needs_libreoffice
from helpers.new_books import new_book
from helpers.planted_pdfs import DRAWN, HIDDEN, SEEN, deflated, of_pages, pdf, stream

MOST_SECONDS = 5.0
BOMB = zlib.compress(b"\0" * 200_000_000, 9)


def sentence_on(data: bytes) -> str:
    """What a scan says of a file as a whole."""
    try:
        return f"a.pdf has {len(scan_bytes(data, 'a.pdf'))} findings."
    except UnusableFile as error:
        return error.message


@pytest.mark.parametrize("what", SEEN)
def test_a_plain_pdf_is_left_in_peace(what: str) -> None:
    assert scan_bytes(SEEN[what], "a.pdf") == ()


@pytest.mark.parametrize(("words", "findings"), [(600_000, 0), (1_100_000, 1), (9_000_000, 1)])
def test_pages_of_many_charts_are_looked_through_and_those_of_more_refused_in_time(words: int, findings: int) -> None:
    """An edition of thirty pages has 100,000 words of drawing, and each chart with limits 25,000 more."""
    data = pdf(stream(b"1 0 0 1 0 0 cm\n" * (words // 7)))
    started = time.process_time()
    assert len(scan_bytes(data, "a.pdf")) == findings
    assert time.process_time() - started < 2 * MOST_SECONDS


@pytest.mark.parametrize(("data", "what"), HIDDEN, ids=[f"{at} {what}" for at, (_, what) in enumerate(HIDDEN)])
def test_what_hides_in_a_pdf_is_found(data: bytes, what: str) -> None:
    assert what in {found.place for found in scan_bytes(data, "a.pdf")}


def said(*words: str, x: int = 72, top: int = 700) -> bytes:
    """What draws words below each other, over the edge of the page where x is large."""
    lines = (f"BT /F1 11 Tf {x} {top - 20 * at} Td ({word}) Tj ET" for at, word in enumerate(words))
    return "\n".join(lines).encode()


def page(head: str, *words: str, over: tuple[str, ...] = ()) -> bytes:
    """A page of a section, and what it draws over its edge."""
    return b"\n".join((said(head, top=800), said(*words), said(*over, x=900)))


BEYOND = "text beyond the page"


@pytest.mark.parametrize(
    ("pages", "places"),
    [
        ((page("4", "Jan", "5"), page("4", "Page", over=("5",))), []),  # on the page before
        ((page("3", "Jan", "5"), page("4", "Page", over=("5",))), []),  # whatever that is called
        ((page("4", "Jan", "5"), page("4"), page("4", "Page", over=("Jan", "5"))), []),  # all of it, two before
        ((page("4", "Jan", "5"), page("4"), page("4", "Page", over=("Jan", "7"))), [BEYOND] * 2),
        ((page("4", "Jan"), page("4", "7"), page("4"), page("4", over=("Jan", "7"))), [BEYOND] * 2),
        ((page("3", "7"), page("4"), page("4", "Page", over=("7",))), [BEYOND]),  # a figure of another section
        ((page("4", "7", over=("7",)),), [BEYOND]),  # one that its own page has is no chart's
    ],
)
def test_what_a_chart_draws_over_an_edge_is_left_in_peace_where_one_page_shows_all_of_it(
    pages: tuple[bytes, ...], places: list[str]
) -> None:
    found = [one.place for one in scan_bytes(of_pages(*pages), "a.pdf")]
    assert [place for place in found if place.endswith("the page")] == places


@needs_libreoffice
def test_the_pdf_of_an_edition_is_left_in_peace(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    made = publish(path, tmp_path / "out", Wanted(draft=True))
    (printed,) = (data for name, data in made.files.items() if name.endswith(".pdf"))
    assert scan_bytes(printed, "a.pdf") == ()


@pytest.mark.parametrize(
    "word", [b"stream\n", b"/OpenAction<<", b"/Author(\\", b"1 0 obj ", b"<dc:creator ", b"<< " * 9]
)
def test_a_pdf_of_one_word_over_and_over_ends_in_time(word: bytes) -> None:
    began = time.process_time()
    assert sentence_on(b"%PDF-1.7\n9 0 obj " + word * (2_000_000 // len(word))).startswith("a.pdf ")
    assert time.process_time() - began < MOST_SECONDS


def test_a_pdf_that_unpacks_to_far_too_much_is_refused() -> None:
    with pytest.raises(UnusableFile, match=r"a\.pdf holds far more than a report needs"):
        scan_bytes(pdf(stream(BOMB, b"/Filter/FlateDecode")), "a.pdf")


def test_a_pdf_without_anything_in_it_is_damaged() -> None:
    with pytest.raises(UnusableFile, match=r"a\.pdf is damaged"):
        scan_bytes(b"%PDF-1.7\n", "a.pdf")


@given(st.binary(max_size=200), st.integers(0, 10_000))
def test_no_bytes_in_a_pdf_are_met_with_more_than_a_sentence(noise: bytes, at: int) -> None:
    whole = pdf(deflated(DRAWN))
    at %= len(whole)
    assert sentence_on(b"%PDF-" + whole[:at] + noise + whole[at + len(noise) :]).startswith("a.pdf ")
