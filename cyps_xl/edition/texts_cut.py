"""Texts for which no row of Excel's is high enough: named before an edition is made that ends them half-way."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.text_columns import Text, texts
from cyps_xl.definition.packs import definition_of
from cyps_xl.errors import Blocked, Problem
from cyps_xl.grid import HIGHEST_ROW
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.periods import Quarter
from cyps_xl.sheets import theme
from cyps_xl.sheets.plan import CellPlan, ReportPlan
from cyps_xl.sheets.row_heights import is_bold, text_height, wrapped_texts

_REMEDY = "Shorten it, or make two texts of it; then publish again."
_SURE = 1.12
"""By how much a text must be reckoned too high: programs take fewer lines than `line_count` allows for (LibreOffice 17
of 19 and 20 of 23 in English, 18 of 21 and 21 of 25 in Welsh)."""


def refuse_cut(plan: ReportPlan, inputs: Inputs, quarter: Quarter) -> None:
    """Raise Blocked with each text of an edition that Excel would show in part, by the cell where it was typed."""
    typed = {_plain(text.words): text for text in texts(inputs, definition_of(inputs), quarter) if text.in_report}
    found = []
    for tab, cell, share in _cut(plan):
        words = str(cell.value)
        text = typed.get(_plain(words))
        room = int(len(words) * share) // 100 * 100
        message = f"The text has {len(words):,} characters; a row of Excel's has room for about {room:,}."
        found.append(Problem(_where(tab, cell, text, inputs), message, _REMEDY))
    if found:
        raise Blocked("A text is too long to be shown whole: nothing was published.", found)


def _cut(plan: ReportPlan) -> Iterator[tuple[str, CellPlan, float]]:
    """The cells of an edition that hold more than their rows can show, with their tabs and the share that is shown."""
    for sheet in plan.sheets:
        for cell, room in wrapped_texts(sheet):
            needed = text_height(str(cell.value), room, bold=is_bold(cell.style)) * plan.size / theme.SIZE
            if needed > HIGHEST_ROW * _SURE:
                yield sheet.tab, cell, HIGHEST_ROW / needed


def _where(tab: str, cell: CellPlan, text: Text | None, inputs: Inputs) -> str:
    """The cell where a text was typed; that of the report where the report put it together."""
    if text is None:
        return cell_place(tab, cell.column + 1, cell.row + 1)
    return inputs[text.table].where(text.row, text.heading)


def _plain(text: str) -> str:
    return " ".join(text.split())
