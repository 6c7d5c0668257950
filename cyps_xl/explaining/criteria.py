"""What a row was found by, in words: a criterion of COUNTIFS, or each part of a key under its heading."""

from __future__ import annotations

from cyps_xl.disclosure.input_columns import parted
from cyps_xl.inputs.declare import KEY_SEPARATOR, Kind, Table
from cyps_xl.inputs.records import day_of_serial
from cyps_xl.measures.periods import long_date

_SAID = {">=": "from ", "<=": "to ", "<>": "other than ", ">": "after ", "<": "before ", "=": ""}


def criterion_said(table: Table, heading: str, criterion: str) -> str:
    """A criterion under a heading: "Month from 1 April 2026" for one of days, else its sign with the rest."""
    sign, rest = parted(criterion)
    if _is_day(table, heading) and rest.replace(".", "", 1).isdigit():
        return f"{heading} {_SAID[sign]}{long_date(day_of_serial(float(rest)))}"
    return f"{heading} {'' if sign == '=' else sign}{rest or '(empty)'}"


def key_said(table: Table, heading: str, text: str) -> str:
    """What a row was looked up by under a heading, that of the calculated key as well."""
    parts = text.split(KEY_SEPARATOR) if heading == table.lookup_heading else [text]
    if len(parts) != len(table.key):
        return f"{heading} {text}"
    return ", ".join(criterion_said(table, one, part) for one, part in zip(table.key, parts, strict=True))


def _is_day(table: Table, heading: str) -> bool:
    column = table.find(heading)
    return column is not None and column.kind in (Kind.DATE, Kind.MONTH)
