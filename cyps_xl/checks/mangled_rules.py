"""WD and IN, continued: names and texts that a program changed on their way here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_xl.checks.checked import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.wording import quoted
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.garbled import garbled, lost_letter
from cyps_xl.inputs.raw import EXCEL_ERRORS
from cyps_xl.inputs.records import Records, Row
from cyps_xl.inputs.tables.checks import ACCEPTED
from cyps_xl.inputs.tables.people import MEMBERS
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.measures.periods import MONTH_NAMES

_MONTH = "|".join(name[:3] for name in MONTH_NAMES)
_MADE_A_DATE = re.compile(rf"[0-9]{{1,2}}-(?:{_MONTH})|(?:{_MONTH})-[0-9]{{2}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}")
_MADE_A_NUMBER = re.compile(r"[0-9](?:\.[0-9]+)?E[-+]?[0-9]+", re.IGNORECASE)
_SERIAL = range(36_526, 73_051)  # 1 January 2000 to 31 December 2099, as Excel counts days
_BREAK = re.compile(r"[\r\n\t]")
_ERROR = re.compile("|".join(re.escape(word) for word in EXCEL_ERRORS), re.IGNORECASE)


def name_that_excel_made_something_of(checked: Checked) -> Iterator[Fault]:
    """A name that rows are told apart by (a team, an indicator's No, a theme, a heading) is what Excel makes of
    another when it opens a CSV: 02-Jan of 1-2, 43102 of a date, 1E2 as a number cut short. Speaks once for a name."""
    for records, row, column, name in _names(checked):
        what = _made_by_excel(name)
        if what:
            yield at(records, row, column.heading, f"{quoted(name)} looks like {what} that Excel made of a name.")


def _made_by_excel(name: str) -> str:
    """What Excel seems to have made of a name; "" when it left the name alone."""
    if _MADE_A_DATE.fullmatch(name):
        return "a date"
    if _MADE_A_NUMBER.fullmatch(name):
        return "a number cut short"
    return "the number of a day" if name.isdecimal() and int(name) in _SERIAL else ""


def name_with_spaces_that_nobody_sees(checked: Checked) -> Iterator[Fault]:
    """A name that rows are told apart by has two spaces in a row, a line break, or a space that does not break a
    line. Looks alike and is another name to Excel. Speaks once for a name."""
    for records, row, column, name in _names(checked):
        plain = " ".join(name.split())
        if name != plain:
            on_one_line = _BREAK.sub(" ", name)
            message = f"“{on_one_line}” is another name than “{plain}”, by its spaces alone."
            yield at(records, row, column.heading, message)


def text_in_the_wrong_alphabet(checked: Checked) -> Iterator[Fault]:
    """A text was read in another alphabet than it was written in: “Childrenâ€™s”, “TŒm”; or a letter of a short
    word is lost and a ? stands in its place. Web and e-mail addresses are passed over."""
    for records, row, heading, text in _texts(checked):
        wrong = garbled(text)
        lost = lost_letter(text)
        if wrong or lost:
            yield at(
                records, row, heading, f"{wrong[:1].upper()}{wrong[1:]}." if wrong else f"“{lost}” has a ? inside."
            )


def text_with_an_error_of_excels(checked: Checked) -> Iterator[Fault]:
    """A text holds, among its words, what Excel shows where a formula has no value. A cell that holds nothing
    else cannot be read at all."""
    for records, row, heading, text in _texts(checked):
        found = _ERROR.search(text)
        if found:
            yield at(records, row, heading, f"The text holds {found[0]}.")


def _names(checked: Checked) -> Iterator[tuple[Records, Row, Column, str]]:
    """Each name that tells rows apart, once, where it first stands."""
    for records in checked.inputs:
        if records.table in (SETTINGS, ACCEPTED, MEMBERS):
            continue
        for column in records.table.columns:
            if column.kind is Kind.TEXT and column.heading in records.table.key:
                first: dict[str, Row] = {}
                for row in records:
                    name = row[column.heading]
                    if isinstance(name, str):
                        first.setdefault(name, row)
                yield from ((records, row, column, name) for name, row in first.items())


def _texts(checked: Checked) -> Iterator[tuple[Records, Row, str, str]]:
    """Every text that somebody typed, in whatever table."""
    for records in checked.inputs:
        for column in records.table.columns:
            if column.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.SETTING) and column.heading != "What it does":
                for row in records:
                    text = row[column.heading]
                    if isinstance(text, str):
                        yield records, row, column.heading, text


INPUT_RULES = (
    Rule(
        "IN14",
        Severity.SHOULD_FIX,
        "A name is what Excel made of another",
        "A team named 02-Jan, which was 1-2; an indicator named 43102.",
        "Format the cell as Text, and type the name again; in a CSV, correct it where it came from.",
        name_that_excel_made_something_of,
    ),
    Rule(
        "IN15",
        Severity.SHOULD_FIX,
        "A name has spaces that nobody sees",
        "“North  team”, with two spaces, beside “North team”.",
        "Type the name again, with single spaces.",
        name_with_spaces_that_nobody_sees,
    ),
)
WORD_RULES = (
    Rule(
        "WD13",
        Severity.SHOULD_FIX,
        "A text was read in the wrong alphabet",
        "“TŒm o Amgylch y Teulu” for “Tîm o Amgylch y Teulu”.",
        "Type the word as it should be; when it came from a file, save that as CSV UTF-8 and bring it in again.",
        text_in_the_wrong_alphabet,
    ),
    Rule(
        "WD14",
        Severity.BLOCKS,
        "A text holds an error of Excel's",
        "“The number of children fell to #REF! in December.”",
        "Type what belongs there in its place.",
        text_with_an_error_of_excels,
    ),
)
