"""PD: what looks like a person, and the ordinary words of a report that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.checks.texts import personal
from cyps_xl.checks.texts.forenames import FORENAMES
from helpers.checking import places, says
from helpers.rows import told


@pytest.mark.parametrize(
    "text",
    [
        "Mrs Jones moved away.",
        "Dr A. Bowen wrote.",
        "A boy named Tomos came back.",
        "The child, aged 9, Rhys, is safe.",
        "Support for Megan Davies ended.",
        "Megan's plan was reviewed.",
        "Merch o'r enw Lleucu.",
        "Siân is at home.",
        "Senior Social Worker Megan Davies left.",
        "Child J.D. came back into care.",
        "Plentyn A.B. yn ddiogel.",
    ],
)
def test_a_name_is_found(text: str) -> None:
    assert personal.name_in(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Will Welsh Government publish? It may, in May or June.",
        "Child A came back; child B did not.",
        "St Joseph's School and Ysgol Sant Baruc took part.",
        "The Prince Charles Hospital and Rose Hill were visited.",
        "Beth a wnaed i helpu? Papur Gwyn y Llywodraeth.",
        "Non-attendance fell. Mark the form, Grant the wish, Hope for more.",
        "The Bryn ward, Victoria Gardens and Glyn Ebwy.",
        "Councillor Megan Davies and Cllr. Rhys Jones thanked staff.",
        "The Council asked the Head of Service. Members of the Board agreed.",
        "Teulu a Phlant, Castell-nedd Port Talbot.",
    ],
)
def test_ordinary_words_are_no_name(text: str) -> None:
    assert personal.name_in(text) is None


@given(name=st.sampled_from(sorted(FORENAMES)), before=st.sampled_from(["", "Help for ", "help for ", "Yn ôl "]))
def test_every_common_forename_is_found_wherever_it_stands(name: str, before: str) -> None:
    assert personal.name_in(f"{before}{name} ended in June.") is not None
    assert personal.name_in(f"{before}{name}’s plan.") is not None


@pytest.mark.parametrize(
    ("text", "is_birth"),
    [
        ("born on 3 May 2009", True),
        ("DOB: 12.11.2007", True),
        ("ganwyd ar 3 Mai 2009", True),
        ("On 12/11/2014 the plan began.", True),  # more than two years before the reporting year
        ("On 12/11/2015 the plan began.", False),
        ("On 11/12/2014 the plan began.", True),
        ("12/13/2014 is no date.", False),
        ("Members chose this on 28 July 2009.", False),
        ("Three babies were born in May.", False),
    ],
)
def test_a_date_of_birth_stands_by_its_word_or_is_older_than_the_report(text: str, is_birth: bool) -> None:
    assert (personal.birth_in(text, 2017) is not None) == is_birth


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("at 12 Station Road", True),
        ("yn 3 Heol y Parc", True),
        ("21a Ffordd yr Eglwys", True),
        ("SA1 1AA", True),
        ("In Station Road two homes closed.", False),
        ("18 Road Safety officers", False),
        ("In 2017 Welsh Government", False),
        ("12 Children and Young People Services", False),
        ("PI 24, PI 29b and SCC/025", False),
    ],
)
def test_an_address_has_a_number_and_a_street_or_a_postcode(text: str, is_address: bool) -> None:
    assert (personal.address_in(text) is not None) == is_address


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("case no. 4471", True),
        ("Rhif 4471", False),
        ("achos rhif 4471", True),
        ("WC104882", True),
        ("485 777 3456", True),
        ("1234567", True),
        ("case number 44", False),
        ("Spending was £1,234,567 or £1234567.", False),
        ("1,234,567 visits; 12345 of them by night", False),
        ("PI 24 in 2017-18", False),
        ("Ring 029 2018 0123.", False),
    ],
)
def test_a_case_number_is_long_or_stands_by_its_word(text: str, is_number: bool) -> None:
    assert (personal.case_number_in(text) is not None) == is_number


@pytest.mark.parametrize(
    ("text", "on_the_cover", "elsewhere"),
    [
        ("j.jones@council.example", True, True),
        ("megan.davies@council.example", True, True),
        ("performance@council.example", False, True),
        ("childrens-services@council.example", False, True),
        ("029 2018 0123", False, True),
        ("+44 29 2018 0123", False, True),
        ("In 2017-18 there were 881 of 948.", False, False),
    ],
)
def test_the_cover_may_give_a_shared_mailbox_and_an_office_number(
    text: str, on_the_cover: bool, elsewhere: bool
) -> None:
    assert (personal.contact_in(text, shared_allowed=True) is not None) == on_the_cover
    assert (personal.contact_in(text, shared_allowed=False) is not None) == elsewhere


def test_texts_of_every_quarter_table_and_language_are_looked_at_and_the_sheet_members_never_see_is_not() -> None:
    tables = {
        "Explanations": ["Item 4 | Period 2016-17 Q1 | Welsh Symudodd Mrs Jones."],
        "Audits": ["Theme Mrs Jones | Month 2017-10 | Cases 3"],
        "AuditFindings": ["Quarter 2016-17 Q1 | English Mrs Jones moved."],
        "CoverText": ["Heading Purpose | English Ask Mrs Jones."],
        "Members": ["Name Mrs Jones | E-mail a@council.example"],
    }
    assert places("PD01", **tables) == ["Explanations!F6", "Audits!B6", "'Audit findings'!F6", "'Cover text'!B6"]


def test_settings_name_posts_and_not_people() -> None:
    posts = {"Report of": "Head of Performance", "Contact": "Performance team, performance@council.example"}
    assert [says(code, settings=posts) for code in ("PD01", "PD05")] == [[], []]
    people = {"Report of": "Mrs Jones", "Contact": "j.jones@council.example"}
    assert places("PD01", settings=people) == ["Settings!B7"]
    assert places("PD05", settings=people) == ["Settings!B8"]
    assert says("PD01", settings={"Wards affected": "Bryn and Morgan Jones ward"}) == []


def test_a_text_without_a_person_gives_no_finding_of_any_kind() -> None:
    text = "The register grew until September 2017, from 184 to 213, and 5.3% came back within 12 months (PI 27)."
    for code in ("PD01", "PD02", "PD03", "PD04", "PD05"):
        assert says(code, Explanations=[told(text)]) == []
