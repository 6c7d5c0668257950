"""The words for what a cell holds, what its column expects, and how to type it."""

from __future__ import annotations

import datetime as dt

from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.raw import ErrorCell, NoResult, PercentCell, RawValue
from cyps_xl.inputs.records import as_excel_text
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.measures.periods import long_date

_LONGEST_SHOWN = 60

_EXPECTED = {
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.DATE: "a date",
    Kind.MONTH: "the first day of a month",
    Kind.YEAR: "a financial year such as 2016-17",
    Kind.PERIOD: "a full year such as 2016-17 or a quarter to date such as 2017-18 Q3",
    Kind.QUARTER: "a quarter such as 2017-18 Q3",
}

_HOW_TO_TYPE = {
    Kind.TEXT: "Type it as text.",
    Kind.LONG_TEXT: "Type it as text.",
    Kind.WHOLE: "Type the number alone, in digits; leave the cell empty when it is not known.",
    Kind.DECIMAL: "Type the number alone, in digits; leave the cell empty when it is not known.",
    Kind.DATE: "Type a date like 31 Dec 2017.",
    Kind.MONTH: "Type the month like 1 Dec 2017.",
    Kind.YEAR: "Type it like 2016-17.",
    Kind.PERIOD: "Type it like 2016-17, or 2017-18 Q3.",
    Kind.QUARTER: "Type it like 2017-18 Q3.",
}


def shown(raw: RawValue) -> str:
    """What a cell holds, for a message: text in quotation marks and cut short, a date in words."""
    if isinstance(raw, ErrorCell):
        return _printable(raw.text)
    if isinstance(raw, NoResult):
        return _printable(f"={raw.formula}")
    if isinstance(raw, PercentCell):
        return as_excel_text(percent_shown(raw.held)) + "%"
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, dt.datetime) and raw.time() != dt.time():
        return f"{long_date(raw.date())} {raw:%H:%M}"
    if isinstance(raw, dt.date):
        return long_date(raw)
    if isinstance(raw, int | float):
        return as_excel_text(raw)
    return f"“{_printable(str(raw))}”"


def in_words(value: RawValue) -> str:
    """What a cell holds, for a message that tells of empty cells as well."""
    return "(empty)" if value is None else shown(value)


def percent_shown(held: float) -> float:
    """The number before the sign in a cell formatted as a percentage: 7 for 0.07, to the digits that Excel keeps."""
    return float(f"{held * 100:.15g}")


def _printable(text: str) -> str:
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in cut)


def expected(column: Column) -> str:
    """What a cell of this column should hold, with its bounds or choices."""
    if column.kind is Kind.CHOICE:
        return "one of: " + ", ".join(column.choices)
    if column.kind in (Kind.WHOLE, Kind.DECIMAL):
        return ("a whole number" if column.kind is Kind.WHOLE else "a number") + _bounds(column)
    return _EXPECTED.get(column.kind, "text")


def _bounds(column: Column) -> str:
    low = "" if column.minimum is None else as_excel_text(column.minimum)
    high = "" if column.maximum is None else as_excel_text(column.maximum)
    if low and high:
        return f" from {low} to {high}"
    return f" from {low} up" if low else f" up to {high}" if high else ""


def how_to_convert(column: Column) -> str:
    """What to do in a workbook when a cell holds the text of what its column holds, as a cell formatted as Text does.

    Typing it again would be text again.
    """
    if column.kind in (Kind.WHOLE, Kind.DECIMAL):
        return (
            "Click the sign beside the cell and choose Convert to Number; "
            "or format the cell as General, press F2, then Enter."
        )
    return "Format the cell as Short Date (Home, Number), press F2, then Enter."


def how_to_choose(column: Column) -> str:
    """What to do in a cell of this column that holds no choice of it: of a language, which the workbook has."""
    if len(column.choices) != 2 or column.choices[0] != ENGLISH.name:
        return how_to_type(column)
    second = column.choices[1]
    return f"The second language of this workbook is {second}: write {second} for it, or {ENGLISH.name}."


def how_to_type(column: Column) -> str:
    """What to do in a cell of this column that holds something else."""
    if column.kind is Kind.CHOICE and column.choices_from:
        return f"Choose from the list in the cell; what is not in it needs a row of {column.choices_from[0]} first."
    if column.kind is Kind.CHOICE:
        return "Choose from the list in the cell."
    return _HOW_TO_TYPE.get(column.kind, "Type it again.")
