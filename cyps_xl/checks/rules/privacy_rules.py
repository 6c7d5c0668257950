"""PD: personal data in what members will read. Texts of every quarter are looked at, and the posts on Settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.text_columns import Text, beside_questions, posts
from cyps_xl.checks.texts import personal
from cyps_xl.checks.wording import quoted
from cyps_xl.inputs.tables.people import COVER_TEXT
from cyps_xl.inputs.tables.settings import SETTINGS

_TAKE_OUT = "Take it out. If it is none, write the passage so that nobody can take it for one."


def looks_like_a_name(checked: Checked) -> Iterator[Fault]:
    """A title with a name (Mrs Jones), “named” or “aged 9,” followed by one, a forename that is common in Wales, or a
    child's initials. Forenames that are also words, months or places (May, Will, Rose, Glen) are passed over, and so
    are councillors and “child A”."""
    yield from _found(checked, lambda text: personal.name_in(text.words), "a person's name")


def looks_like_a_date_of_birth(checked: Checked) -> Iterator[Fault]:
    """A date next to “born”, “date of birth” or the Welsh for them; or a date in figures that lies more than two years
    before the reporting year. Dates written out, like 28 July 2016, are the report's own."""
    year = checked.quarter.first_year
    yield from _found(checked, lambda text: personal.birth_in(text.words, year), "a date of birth")


def looks_like_an_address(checked: Checked) -> Iterator[Fault]:
    """A house number with a street (12 Station Road, 3 Heol y Parc), or a postcode."""
    yield from _found(checked, lambda text: personal.address_in(text.words), "an address")


def looks_like_a_case_number(checked: Checked) -> Iterator[Fault]:
    """A number of six digits or more, one to four capitals with five digits, an NHS number, or any number of three
    digits or more after “case no”. Numbers with a comma or a decimal point are figures."""
    yield from _found(checked, lambda text: personal.case_number_in(text.words), "a case number")


def looks_like_an_e_mail_or_telephone_number(checked: Checked) -> Iterator[Fault]:
    """An e-mail address or a telephone number. On the cover and on Settings a shared mailbox (performance@) and an
    office's number may stand, and only an address made of a person's names is found."""

    def look(text: Text) -> str | None:
        return personal.contact_in(text.words, shared_allowed=text.table in (COVER_TEXT, SETTINGS))

    yield from _found(checked, look, "a person's e-mail address or telephone number")


def _found(checked: Checked, look: Callable[[Text], str | None], what: str) -> Iterator[Fault]:
    for text in (*checked.texts, *beside_questions(checked.inputs), *posts(checked.inputs)):
        found = look(text)
        if found:
            records = checked.inputs[text.table]
            yield at(records, text.row, text.heading, f"{quoted(found)} looks like {what}.")


RULES = (
    Rule(
        "PD01",
        Severity.BLOCKS,
        "A text seems to name a person",
        "“Mrs Jones”, “aged 9, Rhys”, “Megan Davies”.",
        _TAKE_OUT,
        looks_like_a_name,
    ),
    Rule(
        "PD02",
        Severity.BLOCKS,
        "A text seems to hold a date of birth",
        "“born on 3 May 2009”, “12/11/2007”.",
        _TAKE_OUT,
        looks_like_a_date_of_birth,
    ),
    Rule(
        "PD03",
        Severity.BLOCKS,
        "A text seems to hold an address",
        "“12 Station Road”, “3 Heol y Parc”, “SA1 1AA”.",
        _TAKE_OUT,
        looks_like_an_address,
    ),
    Rule(
        "PD04",
        Severity.BLOCKS,
        "A text seems to hold a case number",
        "“case no. 4471”, “WC104882”, “485 777 3456”.",
        _TAKE_OUT,
        looks_like_a_case_number,
    ),
    Rule(
        "PD05",
        Severity.BLOCKS,
        "A text seems to hold a person's e-mail or telephone number",
        "“j.jones@council.example”, “029 2018 0123”.",
        _TAKE_OUT,
        looks_like_an_e_mail_or_telephone_number,
    ),
)
