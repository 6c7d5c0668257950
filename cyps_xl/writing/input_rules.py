"""Excel's data validations, input messages and error messages, from a column's declaration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cyps_xl.inputs.cells import EARLIEST, LATEST
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.records import excel_serial
from cyps_xl.inputs.wording import expected, how_to_type

LONGEST_TEXT = 32_000
LONGEST_MESSAGE = 255
LONGEST_TITLE = 32
_FAR = 1e12  # stands for no bound: Excel's rule for a number needs two

Rule = dict[str, Any]
"""The options of XlsxWriter's data_validation."""


def rule_for(column: Column, cell: str) -> Rule:
    """The validation of a column's cells; `cell` is the address of the first, such as "C6"."""
    return {**_what_is_allowed(column, cell), **_messages(column)}


def _messages(column: Column) -> Rule:
    if column.kind is Kind.KEY:
        return {
            "input_title": column.heading[:LONGEST_TITLE],
            "input_message": _short(column.help),
            "error_title": "Do not type here",
            "error_message": "Excel works this cell out. Choose Cancel, and press Esc.",
            "error_type": "warning",
        }
    needed = " Needed in every row." if column.required else ""
    return {
        "input_title": column.heading[:LONGEST_TITLE],
        "input_message": _short(column.help + needed),
        "error_title": (f"Not a {column.heading}" if column.heading[0] not in "AEIOU" else column.heading)[
            :LONGEST_TITLE
        ],
        "error_message": _short(_error(column)),
    }


def _error(column: Column) -> str:
    if column.kind in (Kind.TEXT, Kind.LONG_TEXT) and not column.choices_from:
        return f"The text is too long: {LONGEST_TEXT:,} characters at most. Split it over two rows."
    if column.choices_from:
        table, heading = column.choices_from
        return f"Choose from the list: it holds the {heading} of every row of {table}. Add the row there first."
    wanted = expected(column)
    whole = f"{wanted[0].upper()}{wanted[1:]} belongs here. {how_to_type(column)}"
    # So many choices that a message cannot name them all.
    return (
        whole if len(whole) <= LONGEST_MESSAGE else "This may not stand here. Choose from the list that the cell opens."
    )


def _short(text: str) -> str:
    if len(text) <= LONGEST_MESSAGE:
        return text
    return text[: LONGEST_MESSAGE - 1].rsplit(" ", 1)[0] + "…"


def _what_is_allowed(column: Column, cell: str) -> Rule:
    if column.choices_from:
        table, heading = column.choices_from
        return {"validate": "list", "source": f'=INDIRECT("{table}[{heading}]")'}
    match column.kind:
        case Kind.CHOICE if _fits_a_list(column.choices):
            return {"validate": "list", "source": list(column.choices)}
        case Kind.WHOLE | Kind.DECIMAL:
            return _number(column)
        case Kind.DATE:
            return {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        case Kind.MONTH:
            return {"validate": "custom", "value": _month(cell)}
        case Kind.YEAR | Kind.PERIOD | Kind.QUARTER:
            return {"validate": "custom", "value": _years(column.kind, cell)}
        case Kind.KEY:
            return {"validate": "custom", "value": "=FALSE"}
        case _:
            return {"validate": "length", "criteria": "<=", "value": LONGEST_TEXT}


def _fits_a_list(choices: Sequence[str]) -> bool:
    """Whether Excel takes choices as a list in the rule itself: 255 letters at most, and a comma parts them.

    Others are held against their column when the table is read.
    """
    return len(",".join(choices)) <= LONGEST_MESSAGE and not any("," in choice for choice in choices)


def _number(column: Column) -> Rule:
    low = -_FAR if column.minimum is None else column.minimum
    high = _FAR if column.maximum is None else column.maximum
    kind = "integer" if column.kind is Kind.WHOLE else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _month(cell: str) -> str:
    first, last = excel_serial(EARLIEST), excel_serial(LATEST)
    return f"=AND(ISNUMBER({cell}),{cell}=DATE(YEAR({cell}),MONTH({cell}),1),{cell}>={first},{cell}<={last})"


def _years(kind: Kind, cell: str) -> str:
    # The year written out from its own first four digits: right only when it is what was typed.
    year = f'LEFT({cell},4)&"-"&TEXT(MOD(VALUE(LEFT({cell},4))+1,100),"00")'
    if kind is Kind.YEAR:
        return f"=EXACT({cell},{year})"
    endings = {Kind.PERIOD: ("", " Q1", " Q2", " Q3"), Kind.QUARTER: (" Q1", " Q2", " Q3", " Q4")}[kind]
    allowed = ",".join(f'EXACT(MID({cell},8,9),"{ending}")' for ending in endings)
    return f"=AND(LEFT({cell},7)={year},OR({allowed}))"
