"""The scan of a web page: silent on what publish made, and finds a secret in every kind of place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from cyps_xl import report
from cyps_xl.cli import main
from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.changes import TableChange
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import ENGLISH, SHIPPED
from cyps_xl.languages.what import What
from cyps_xl.planning import plan_report
from cyps_xl.scan import scan_bytes, scan_file
from cyps_xl.web.elements import as_page
from cyps_xl.xlsx.parts.package import Package
from helpers.live_books import change_inputs
from helpers.new_books import new_book
from helpers.web_pages import PACKS, WebEdition, edition_of, scanned, web_edition

SECRET = "Zebedee41"
BODY = b"<main"


@pytest.fixture(scope="module")
def edition() -> WebEdition:
    return web_edition("cyps")


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("alone", [False, True], ids=["beside its workbook", "alone"])
def test_it_is_silent_on_every_page_that_is_published(pack: str, language: str, alone: bool) -> None:
    made = web_edition(pack, language)
    assert scanned(made, made.page, alone=alone) == ()


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("kind", ["break", "left out"])
def test_it_is_silent_where_a_change_point_stands_in_a_chart_with_limits(
    kind: str, language: str, tmp_path: Path
) -> None:
    path = tmp_path / "Repairs.xlsx"
    new_book(path, "housing-repairs")
    change = {"Block": "damp in time", "From": dt.date(2026, 3, 1), "Kind": kind, "English": "Two more surveyors."}
    change_inputs(path, TableChange("ChangePoints", added=(change,)))
    report.refresh(path)
    made = edition_of(plan_report(Package.read(path)), language)
    assert kind.encode() in made.page or language == "cy"
    assert scanned(made, made.page) == ()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_is_silent_where_dates_of_one_month_are_told_apart_on_an_axis(language: str, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    change_inputs(path, TableChange("LookedAfter", added=({"As at": dt.date(2017, 12, 10), "Children": 340},)))
    report.refresh(path)
    made = edition_of(plan_report(Package.read(path)), language)
    assert ("10 Dec 17" if language == "en" else "10 Rhag 17").encode() in made.page
    assert scanned(made, made.page) == ()


def put(before: bytes, what: str) -> Callable[[bytes], bytes]:
    return lambda page: page.replace(before, what.encode() + before, 1)


def instead(old: bytes, new: str) -> Callable[[bytes], bytes]:
    return lambda page: page.replace(old, new.encode(), 1)


PLACES: dict[str, Callable[[bytes], bytes]] = {
    "a comment in the page": put(BODY, f"<!-- {SECRET} -->"),
    "a comment before it": put(b"<!DOCTYPE", f"<!-- {SECRET} -->"),
    "a comment after it": lambda page: page + f"<!-- {SECRET} -->".encode(),
    "text after it": lambda page: page + SECRET.encode(),
    "an instruction": put(BODY, f"<?php {SECRET} ?>"),
    "another doctype": instead(b"<!DOCTYPE html>", f'<!DOCTYPE html SYSTEM "{SECRET}">'),
    "a script": put(b"</head>", f"<script>{SECRET}</script>"),
    "data in a script": put(BODY, f'<script type="application/json">{SECRET}</script>'),
    "a template": put(BODY, f"<template>{SECRET}</template>"),
    "what is shown without scripts": put(BODY, f"<noscript>{SECRET}</noscript>"),
    "a hidden element": put(BODY, f"<p hidden>{SECRET}</p>"),
    "an element hidden by its style": put(BODY, f'<p style="display:none">{SECRET}</p>'),
    "letters like their ground": put(BODY, f'<p style="color:#fff">{SECRET}</p>'),
    "letters without size": put(BODY, f'<p style="font-size:0">{SECRET}</p>'),
    "a class that hides": put(BODY, f'<p class="said">{SECRET}</p>'),
    "a class that hides where it is narrow": put(BODY, f'<p class="wide">{SECRET}</p>'),
    "a link that hides": put(BODY, f'<a class="skip" href="#main">{SECRET}</a>'),
    "a class that means nothing": instead(b'class="sub"', f'class="sub {SECRET.lower()}"'),
    "another style sheet": put(b"</head>", f"<style>.x{{content:'{SECRET}'}}</style>"),
    "a remark in the style sheet": instead(b"<style>", f"<style>/* {SECRET} */"),
    "a weaker policy": instead(b"default-src 'none'", f"default-src {SECRET.lower()}.example"),
    "data of an element": instead(b"<table>", f'<table data-source="{SECRET}">'),
    "a tooltip": instead(b"<table>", f'<table title="{SECRET}">'),
    "a label": instead(b'tabindex="0"', f'tabindex="0" aria-label="{SECRET}"'),
    "a description": instead(b'tabindex="0"', f'tabindex="0" aria-description="{SECRET}"'),
    "a handler": instead(b"<table>", f'<table onclick="{SECRET}()">'),
    "a name": instead(b'id="s2"', f'id="{SECRET}"'),
    "a reference": instead(b'headers="', f'headers="{SECRET} '),
    "an attribute written twice": instead(b'<section id="s2"', f'<section id="s2" id="{SECRET}"'),
    "metadata": put(b"<title", f'<meta name="author" content="{SECRET}">'),
    "the generator": put(b"<title", f'<meta name="generator" content="{SECRET}">'),
    "the title": instead(b"<title>", f"<title>{SECRET} "),
    "a link out": put(BODY, f'<p><a href="https://example.org/{SECRET}">Key</a></p>'),
    "a link to a file of that name": put(BODY, f'<p><a href="{SECRET}.html">Key</a></p>'),
    "a link into a folder": put(BODY, f'<p><a href="../{SECRET}/report.html">Key</a></p>'),
    "a link that runs": put(BODY, f"<p><a href=\"javascript:'{SECRET}'\">Key</a></p>"),
    "a place in a link": instead(b'href="#s2"', f'href="#{SECRET}"'),
    "a picture": put(BODY, f'<img src="data:,{SECRET}" alt="{SECRET}">'),
    "a frame": put(BODY, f'<iframe srcdoc="{SECRET}"></iframe>'),
    "a form": put(BODY, f'<form action="/{SECRET}"><input type="hidden" value="{SECRET}"></form>'),
    "what a drawing is called": instead(b"<desc id", f"<title>{SECRET}</title><desc id"),
    "what a drawing is said to show": instead(b"Column chart, one", f"Column chart, {SECRET} one"),
    "metadata of a drawing": instead(b"<desc id", f"<metadata>{SECRET}</metadata><desc id"),
    "a text beside a drawing": instead(b'<text x="', f'<text x="400%" y="5" class="value">{SECRET}</text><text x="'),
    "a text below a drawing": instead(b'<text x="', f'<text x="50%" y="9999" class="value">{SECRET}</text><text x="'),
    "a text that only wide screens show": instead(
        b'<text x="', f'<text x="5%" y="5" class="wide">{SECRET}</text><text x="'
    ),
    "a label of a drawing": instead(b'<text x="', f'<text x="5%" y="5" class="value">{SECRET}</text><text x="'),
    "a drawing without size": put(BODY, f'<svg width="0" height="0"><text x="0" y="0">{SECRET}</text></svg>'),
    "a sample in a legend": put(BODY, f'<svg aria-hidden="true" height="9"><text x="0" y="0">{SECRET}</text></svg>'),
    "a year of a heading": instead(b'class="whole">', f'class="whole">{SECRET}'),
    "a role": instead(b'role="table"', f'role="{SECRET}"'),
    "the heading that a cell tells": instead(b'data-of="', f'data-of="{SECRET} '),
    "a heading told where there is none": put(BODY, f'<td data-of="{SECRET}"></td>'),
    "a caption": instead(b'class="said">', f'class="said">{SECRET} '),
    "between rows": instead(b"<tbody>", f"<tbody>{SECRET}"),
    "between the parts of a list": instead(b"<ul>", f"<ul>{SECRET}"),
    "between the parts of a drawing": instead(b"<desc id", f"{SECRET}<desc id"),
    "a text of the page": put(b"</section>", f"<p>{SECRET}</p>"),
    "a figure of a table": instead(b"<tbody>", "<tbody><tr><td>41414141</td></tr>"),
    "bytes that are no letters": lambda page: page.replace(BODY, b"\xff\xfe" + SECRET.encode() + BODY, 1),
    "a reference to a letter": instead(b"<h3>", f"&#90;{SECRET[1:]}<h3>"),
}
"""A page with the secret in one kind of place."""

NOT_COMPARED: dict[str, Callable[[bytes], bytes]] = {
    "a part of a text, in a drawing itself": put(b"<desc id", f"<tspan x='0' dy='9'>{SECRET} had 3 children</tspan>"),
    "known words in what a drawing is said to show": instead(b"Column chart, one", "3 children one"),
    "known words in what a drawing is called": put(b"<desc id", "<title>3 children</title>"),
    "known words in the title": instead(b"<title>", "<title>3 children "),
    "a frame of nothing": put(BODY, f"<div>{SECRET}</div>"),
    "a frame in a section": put(b"<h3>", f"<div>{SECRET}</div>"),
    "a note outside a table": put(b"<h3>", f'<div class="note">{SECRET}</div>'),
    "a frame of a table": put(b"<table>", SECRET),
    "a link to a place on the page": put(BODY, f'<a href="#main">{SECRET}</a>'),
    "a link in a section": put(b"<h3>", f'<a href="#main">{SECRET}</a>'),
    "another link to the other language": put(b"<h1", f'<p class="other">{SECRET}</p>'),
    "a link to the other language, called otherwise": put(
        b"</header>", f'<p class="other"><a href="report.html" lang="cy-GB" hreflang="cy-GB">{SECRET}</a></p>'
    ),
    "a text in a figure": put(b"<figcaption>", f"<p>{SECRET}</p>"),
    "a heading in a figure": put(b"<figcaption>", f"<h3>{SECRET}</h3>"),
    "a table in a figure": put(b"<figcaption>", f"<table><tbody><tr><td>{SECRET}</td></tr></tbody></table>"),
    "a list in a figure": put(b"<figcaption>", f"<ul><li>{SECRET}</li></ul>"),
    "a figure of its own": put(b"</section>", f"<figure><p>{SECRET}</p></figure>"),
    "a text beside the page number’s place": put(b"</nav>", f"<p>{SECRET}</p>"),
}
"""Pages written as this program writes them, with a text where none of an edition stands, or in words known to it."""


@pytest.mark.parametrize("place", NOT_COMPARED)
def test_no_text_stands_where_it_is_not_held_against_the_workbook(place: str, edition: WebEdition) -> None:
    planted = as_page(html.document_fromstring(NOT_COMPARED[place](edition.page).decode()))
    assert planted != edition.page and as_page(html.document_fromstring(planted.decode())) == planted
    assert scanned(edition, planted)


def test_it_is_silent_on_a_page_for_the_public(edition: WebEdition) -> None:
    made = web_edition("wales-2020", audience="public")
    assert scanned(made, made.page) == ()


@pytest.mark.parametrize(
    ("name", "hreflang", "found"),
    [
        ("report pl", "pl-PL", []),
        ("report pl", "cy-GB", ["pl"]),
        ("report pl zebedee", "pl-PL", ["pl zebedee"]),
        ("pl report", "pl-PL", ["pl"]),
        (f"{SECRET} pl", "pl-PL", [SECRET]),
    ],
)
def test_a_link_to_the_other_language_may_end_with_the_code_of_that_one_alone(
    name: str, hreflang: str, found: list[str], edition: WebEdition
) -> None:
    polish = Language(((What.NAME, "Polish"), (What.TAG, "pl-PL")), instead=ENGLISH)
    link = f'<p class="other"><a href="{name}.html" lang="{hreflang}" hreflang="{hreflang}">Polish</a></p>'
    exposures = scan_bytes(
        put(b"<h1", link)(edition.page), "report.html", edition.read_out, languages=(*SHIPPED, polish)
    )
    assert [one.found for one in exposures if one.kind == "link out"] == found


@pytest.mark.parametrize("place", PLACES)
def test_it_finds_what_is_planted_in(place: str, edition: WebEdition) -> None:
    planted = PLACES[place](edition.page)
    assert planted != edition.page
    assert scanned(edition, planted)


def test_what_readers_see_is_found_by_the_workbook_alone(edition: WebEdition) -> None:
    planted = PLACES["a text of the page"](edition.page)
    assert [(one.kind, one.place, one.found) for one in scanned(edition, planted)] == [
        ("not the workbook’s", "on the page alone", SECRET)
    ]
    assert scanned(edition, planted, alone=True) == ()


def test_what_is_no_page_is_told_in_a_sentence() -> None:
    with pytest.raises(UnusableFile, match=r"any\.html is no web page"):
        scan_bytes(b"", "any.html")


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02", b"%PDF-1.7", b"<", b"<svg>" * 300, b"<p>Hello", b"\xff\xfe<\x00p\x00>"]
)
def test_a_page_of_another_make_is_a_finding(data: bytes) -> None:
    assert scan_bytes(data, "any.html")


def test_the_command_looks_into_a_page_beside_its_workbook(edition: WebEdition, tmp_path: Path) -> None:
    page, workbook = tmp_path / "Report.html", tmp_path / "Report.xlsx"
    page.write_bytes(edition.page)
    workbook.write_bytes(edition.workbook)
    assert scan_file(page) == ()
    clean = CliRunner().invoke(main, ["scan", str(page)])
    assert clean.exit_code == 0 and "nothing but what its pages show" in clean.output
    page.write_bytes(PLACES["a figure of a table"](edition.page))
    found = CliRunner().invoke(main, ["scan", str(page), "--format", "json"])
    assert found.exit_code == 1 and "41414141" in found.output
