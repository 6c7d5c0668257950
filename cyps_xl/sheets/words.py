"""Narratives and notes: the officer's own words, pulled from Explanations."""

from __future__ import annotations

from cyps_xl.inputs.declare import KEY_SEPARATOR
from cyps_xl.inputs.records import row_key
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, NARRATIVE, NOTE
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, constant, pulled_text

NOTICE_COLUMN = 2
"""Far enough to the right that a notice, while silent, does not cut the section's heading off."""


def narrative(sheet: SheetBuilder, context: Context, row: int, item: str, title: str = "Commentary") -> int:
    """A section's narrative, then its notes; returns the row after them."""
    row = _texts(sheet, context, row, item, NARRATIVE, title)
    return _texts(sheet, context, row, item, NOTE, "Notes")


def text_of(context: Context, item: Formula, kind: str, position: int) -> Formula:
    """One text of an item for the reporting quarter; nothing when there is none."""
    return pulled_text(
        context.inputs,
        EXPLANATIONS,
        context.text_column,
        item,
        context.names.quarter,
        constant(kind),
        constant(position),
    )


def texts_held(context: Context, item: str, kind: str) -> int:
    """How many texts an item has for the reporting quarter, counted from position 1 without a gap."""
    records = context.inputs[EXPLANATIONS]
    position = 0
    while records.find(item, str(context.quarter), kind, position + 1) is not None:
        position += 1
    return position


def not_shown(context: Context, item: str, kind: str, shown: int) -> Formula:
    """A line that speaks when texts were added since the last refresh."""
    prefix = f"{item}{KEY_SEPARATOR}{context.quarter}{KEY_SEPARATOR}{kind}{KEY_SEPARATOR}"
    pattern = f'"{item}{KEY_SEPARATOR}"&{context.names.quarter.text}&"{KEY_SEPARATOR}{kind}{KEY_SEPARATOR}*"'
    count = f"COUNTIFS(Explanations[Key],{pattern})"
    held = sum(
        1
        for row in context.inputs[EXPLANATIONS]
        if row_key(EXPLANATIONS, row.values).lower().startswith(prefix.lower())
    )
    text = f'IF({count}>{shown},{count}-{shown}&" more to show here: refresh the report.","")'
    return Formula(text, f"{held - shown} more to show here: refresh the report." if held > shown else "")


def _texts(sheet: SheetBuilder, context: Context, row: int, item: str, kind: str, title: str) -> int:
    held = texts_held(context, item, kind)
    if held:
        sheet.put(row, 0, title, "section")
    sheet.notice(row, NOTICE_COLUMN, not_shown(context, item, kind, held))
    for position in range(1, held + 1):
        text = text_of(context, constant(item), kind, position)
        sheet.across(row + position, text)
    return row + held + 2 if held else row + 1
