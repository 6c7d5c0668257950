"""The scan of a letter: silent on those that carry a published page, and finds a secret in every kind of place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyps_xl.mail.plain_page import plain_text
from cyps_xl.scan import Exposure, scan_letter
from cyps_xl.sheets import glance
from cyps_xl.web.letter import letter_page
from cyps_xl.web.page import section_of
from cyps_xl.web.read_back import Rows, section_in
from helpers.web_pages import PACKS, WebEdition, web_edition

SECRET = "Zebedee41"
COVERING = ("The report", "Dear member,", "Performance team\nThe council")


def letter_of(edition: WebEdition, section: str) -> tuple[bytes, str]:
    parts = section_in(edition.page, section)
    page = letter_page(COVERING[0], "en-GB", COVERING[1], parts, COVERING[2])
    return page, "\n\n".join((COVERING[1], plain_text(parts), COVERING[2]))


def scanned(edition: WebEdition, page: bytes, text: str, section: str) -> tuple[Exposure, ...]:
    parts = section_in(edition.page, section)
    headings = [" ".join(one.lines) for part in parts if isinstance(part, Rows) for one in part.headings]
    return scan_letter(page, text, COVERING, headings, edition.workbook, section)


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_is_silent_on_every_page_that_is_published(pack: str, language: str) -> None:
    made = web_edition(pack, language)
    section = section_of(made.made.plan, glance.KEY)
    assert section == "s2"
    assert scanned(made, *letter_of(made, section), section) == ()


def test_where_nothing_stands_out_the_letter_has_a_sentence_and_no_table() -> None:
    page, text = letter_of(web_edition("wales-2020"), "s2")
    assert b"<table" not in page
    assert b">No indicator stands out.</p>" in page
    assert "\nNo indicator stands out.\n" in text


PLACES: dict[str, Callable[[bytes], bytes]] = {
    "a comment": lambda page: page.replace(b"<h1", f"<!-- {SECRET} --><h1".encode(), 1),
    "a comment after it": lambda page: page + f"<!-- {SECRET} -->".encode(),
    "a script": lambda page: page.replace(b"</head>", f"<script>{SECRET}</script></head>".encode()),
    "a style sheet": lambda page: page.replace(b"</head>", f"<style>.{SECRET}</style></head>".encode()),
    "a picture": lambda page: page.replace(b"<h1", f'<img src="https://{SECRET}.example/a.png"><h1'.encode(), 1),
    "a link": lambda page: page.replace(b"PI 25<", f'<a href="https://{SECRET}.example">PI 25</a><'.encode(), 1),
    "a form": lambda page: page.replace(b"<h1", f'<form action="{SECRET}"></form><h1'.encode(), 1),
    "a text of its own": lambda page: page.replace(b"<h1", f"<p>{SECRET}</p><h1".encode(), 1),
    "a text more in a cell": lambda page: page.replace(b"</td>", f" {SECRET}</td>".encode(), 1),
    "a text beside the cells": lambda page: page.replace(b"</div>", f"{SECRET}</div>".encode(), 1),
    "a text beside spans": lambda page: page.replace(b"<span>", f"{SECRET}<span>".encode(), 1),
    "another figure": lambda page: page.replace(b"611 of 986", b"911 of 986", 1),
    "letters without size": lambda page: page.replace(b"<h1 style=", b'<h1 style="font-size:0" data-x=', 1),
    "a style of its own": lambda page: page.replace(b"margin:0 0 12px 0", b"display:none", 1),
    "a name of a style": lambda page: page.replace(b"<tbody>", f'<tbody class="{SECRET}">'.encode(), 1),
    "a tooltip": lambda page: page.replace(b"<table", f'<table title="{SECRET}"'.encode(), 1),
    "a language that is none": lambda page: page.replace(b'lang="en-GB"', f'lang="{SECRET}"'.encode(), 1),
    "another title": lambda page: page.replace(b"<title>", f"<title>{SECRET}".encode(), 1),
    "a cell that is left out": lambda page: page.replace(b"611 of 986", b"", 1),
}


@pytest.mark.parametrize("place", PLACES)
def test_it_finds_what_no_letter_of_ours_has(place: str) -> None:
    made = web_edition("cyps")
    page, text = letter_of(made, "s2")
    planted = PLACES[place](page)
    assert planted != page
    assert scanned(made, planted, text, "s2")


@pytest.mark.parametrize("more", [SECRET, "99", "(62.0%)"])
def test_it_finds_what_plain_text_alone_says(more: str) -> None:
    made = web_edition("cyps")
    page, text = letter_of(made, "s2")
    for line in ("Quarter 3 2017-18: ", "Dear member,"):
        planted = text.replace(line, f"{line} {more} ", 1)
        assert planted != text
        assert {one.place for one in scanned(made, page, planted, "s2")} == {"in the plain letter alone"}


def test_it_holds_a_letter_to_the_sheet_that_it_gives() -> None:
    made = web_edition("cyps")
    other = letter_of(made, "s3")
    assert "in the workbook alone" in {one.place for one in scanned(made, *other, "s2")}
    assert scanned(made, *letter_of(made, "s2"), "s99") != ()
