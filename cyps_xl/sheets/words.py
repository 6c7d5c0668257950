"""Narratives and notes: the officer's own words, pulled from Explanations."""

from __future__ import annotations

from cyps_xl.inputs.declare import KEY_SEPARATOR
from cyps_xl.inputs.records import row_key
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, NARRATIVE, NOTE
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, constant, pulled_text, quoted

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


def _places(context: Context, item: str, kind: str) -> int:
    """How many texts an item has room for: as many as it has in any quarter, so that another quarter fits as well.

    One at least, so that its first words show as soon as they are typed.
    """
    of_kind = (row for row in context.inputs[EXPLANATIONS] if row["Kind"] == kind)
    rows = (row for row in of_kind if str(row["Item"]).lower() == item.lower())
    return max([1, *(int(row["Position"]) for row in rows if isinstance(row["Position"], int | float))])


def _texts(sheet: SheetBuilder, context: Context, row: int, item: str, kind: str, title: str) -> int:
    texts = [text_of(context, constant(item), kind, place) for place in range(1, _places(context, item, kind) + 1)]
    cells = [sheet.across(row + 1 + at, text) for at, text in enumerate(texts)]
    # COUNTIFS is not said to know texts of more than 255 letters.
    span = f"{cells[0].text}:{cells[-1].text}"
    shown = Formula(f"(ROWS({span})-COUNTBLANK({span}))", sum(cell.value != "" for cell in cells))
    sheet.put(row, 0, Formula(f'IF({shown.text}=0,"",{quoted(title)})', title if shown.value else ""), "section")
    sheet.notice(row, NOTICE_COLUMN, _not_shown(context, item, kind, shown))
    return row + len(texts) + 2


def _not_shown(context: Context, item: str, kind: str, shown: Formula) -> Formula:
    """A line that speaks when the quarter has texts for which the sheet has no place."""
    held = _texts_held(context, item, kind)
    more = f"{held.text}-{shown.text}"
    left = int(held.figure or 0) - int(shown.figure or 0)
    text = f'IF({more}>0,{more}&" more to show here: bring the report up to date.","")'
    return Formula(text, f"{left} more to show here: bring the report up to date." if left > 0 else "")


def _texts_held(context: Context, item: str, kind: str) -> Formula:
    """How many texts of an item the quarter has."""
    key = f"{item}{KEY_SEPARATOR}{context.quarter}{KEY_SEPARATOR}{kind}{KEY_SEPARATOR}".lower()
    pattern = f'{quoted(item + KEY_SEPARATOR)}&{context.names.quarter.text}&"{KEY_SEPARATOR}{kind}{KEY_SEPARATOR}*"'
    rows = (row for row in context.inputs[EXPLANATIONS] if row_key(EXPLANATIONS, row.values).lower().startswith(key))
    held = sum(row[context.text_column] is not None for row in rows)
    matching = f"COUNTIFS(Explanations[Key],{pattern},Explanations[{context.text_column}]"
    # Texts, and numbers in their place: to “<>” an empty text that a formula gives would be one as well.
    return Formula(f'({matching},"?*")+{matching},">-1E+99"))', held)
