"""IN and WD, continued: what programs and pasting do to names and texts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.wording import quoted
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.garbled import garbled, lost_letter
from cyps_xl.inputs.raw import EXCEL_ERRORS
from cyps_xl.inputs.records import Inputs, Records, Row
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.inputs.tables.settings import is_settings
from cyps_xl.measures.periods import MONTH_NAMES, long_date

_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_MONTH = "|".join(name[:3] for name in MONTH_NAMES)
_DATE = re.compile(
    rf"\d{{1,2}}-(?:{_MONTH})(?:-\d{{2,4}})?|(?:{_MONTH})-\d{{2,4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}", re.IGNORECASE
)
_EXPONENT = re.compile(r"\d(?:\.\d+)?E[+-]?\d+", re.IGNORECASE)
_FIVE_DIGITS = re.compile(r"\d{5}")
_FIRST_DAY, _LAST_DAY = 36_526, 73_050
"""1 January 2000 and 31 December 2099, as the numbers that Excel keeps."""
_ERROR = re.compile("|".join(re.escape(word) for word in EXCEL_ERRORS))


def name_with_signs_that_nobody_sees(checked: Checked) -> Iterator[Fault]:
    """A team, theme, number or reference has two spaces in a row, a space that does not break, a line break, or a sign
    without width, as pasting from a web page or a letter brings them. Excel takes it for another name than the one
    that looks the same. Spaces at the beginning or end cannot be read at all."""
    for records, heading in _names(checked.inputs):
        known = {str(row[heading]).lower() for row in records if row[heading] is not None}
        for row, name in _texts_under(records, heading):
            plain = " ".join(_NO_WIDTH.sub("", name).split())
            if plain != name:
                other = f", and is another name than {quoted(plain)}" if plain.lower() in known else ""
                yield at(records, row, heading, f"{quoted(_NO_WIDTH.sub('', name))} has {_unseen(name)}{other}.")


def _unseen(name: str) -> str:
    if _NO_WIDTH.search(name):
        return "a sign in it that takes no room"
    if "\n" in name or "\r" in name or "\t" in name:
        return "a line break or tab in it"
    return "two spaces in a row" if re.search(" {2}", name) else "a space in it that does not break"


def name_that_excel_made(checked: Checked) -> Iterator[Fault]:
    """A name looks like what Excel makes of something else that is typed or brought in: “02-Jan” of 1-2 or 2/1, “43102”
    of a date, “1E2” of a code. Five digits are looked at where they are a day from 2000 to 2099."""
    for records, heading in _names(checked.inputs):
        for row, name in _texts_under(records, heading):
            made = _made_of(name)
            if made:
                yield at(records, row, heading, f"{quoted(name)} {made}.")


def _made_of(name: str) -> str:
    if _DATE.fullmatch(name):
        return "looks like a date that Excel made of something else"
    if _EXPONENT.fullmatch(name):
        return "looks like a number that Excel made of something else"
    if _FIVE_DIGITS.fullmatch(name) and _FIRST_DAY <= int(name) <= _LAST_DAY:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(name))
        return f"is the number that Excel keeps for {long_date(day)}"
    return ""


def error_in_a_text(checked: Checked) -> Iterator[Fault]:
    """A text or name of an input table holds, among its words, an error of Excel's as plain text, as a pasted value or
    a file of another program brings it. A cell that holds nothing else cannot be read at all."""
    for records, row, heading, text in _all_texts(checked.inputs):
        found = _ERROR.search(text)
        if found:
            yield at(records, row, heading, f"The text holds {found[0]}, which is an error of Excel's and no text.")


def garbled_letters(checked: Checked) -> Iterator[Fault]:
    """A text or name was read in the wrong encoding on its way here: UTF-8 taken for Windows-1252 (“Childrenâ€™s”),
    code page 850 (“TŒm” for Tîm), or letters that were lost altogether (�, or a ? in a short word). Web and e-mail
    addresses are passed over. Each text is told once: the rest of it came the same way."""
    for records, row, heading, text in _all_texts(checked.inputs):
        wrong, lost = garbled(text), lost_letter(text)
        if wrong or lost:
            yield at(records, row, heading, f"{wrong}." if wrong else f"“{lost}” has a ? in it, where a letter was.")


def _names(inputs: Inputs) -> Iterator[tuple[Records, str]]:
    """The columns that hold names by which rows are found or compared."""
    for records in inputs:
        for column in records.table.columns:
            if column.kind is Kind.TEXT and _is_looked_up(records.table, column.heading):
                yield records, column.heading


def _is_looked_up(table: Table, heading: str) -> bool:
    is_reference = table.name == INDICATORS.name and heading == "Reference"
    return is_reference or (heading in table.key and not is_settings(table))


def _texts_under(records: Records, heading: str) -> Iterator[tuple[Row, str]]:
    return ((row, text) for row in records if isinstance(text := row.values.get(heading), str))


def _all_texts(inputs: Inputs) -> Iterator[tuple[Records, Row, str, str]]:
    for records in inputs:
        for column in records.table.typed_columns:
            if column.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.SETTING):
                yield from ((records, row, column.heading, text) for row, text in _texts_under(records, column.heading))


RULES = (
    Rule(
        "IN14",
        Severity.SHOULD_FIX,
        "A name has signs that nobody sees",
        "“North  team” has two spaces in a row, and is another name than “North team”.",
        "Delete what is in the cell and type the name again, with single spaces.",
        name_with_signs_that_nobody_sees,
    ),
    Rule(
        "IN15",
        Severity.SHOULD_FIX,
        "A name is what Excel made of another",
        "“02-Jan” under Team, where 2/1 was typed.",
        "Format the cell as Text (Home, Number), then type the name again.",
        name_that_excel_made,
    ),
    Rule(
        "IN16",
        Severity.BLOCKS,
        "An error of Excel's stands as a text",
        "“The number of children fell to #REF! in December.”",
        "Type what belongs there in its place.",
        error_in_a_text,
    ),
)

WORD_RULES = (
    Rule(
        "WD13",
        Severity.SHOULD_FIX,
        "Letters are garbled",
        "“Childrenâ€™s” for Children’s; “TŒm” for Tîm.",
        "Type the word again. If a file brought it in, save that file as CSV UTF-8 and bring it in once more.",
        garbled_letters,
    ),
)
