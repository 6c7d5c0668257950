"""Texts for which no row of Excel's is high enough: named before an edition is made that ends them half-way."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.text_columns import beside_questions, posts, texts
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
_SURE = 1.33
"""By how much a text must be reckoned too high before it is surely cut: programs take fewer and lower lines than are
reckoned with. LibreOffice shows a text of 1.328 whole, in 404 points, and cuts one of 1.368."""


def refuse_cut(plan: ReportPlan, inputs: Inputs, quarter: Quarter, language: str) -> None:
    """Raise Blocked with each text of an edition in a language that Excel would show in part, by the cells where it may
    have been typed: all of them, where several say the same."""
    typed = [text for text in texts(inputs, definition_of(inputs), quarter) if text.in_report]
    typed += [*beside_questions(inputs), *posts(inputs)]
    found: dict[Problem, None] = {}
    for tab, cell, share in _cut(plan):
        words = str(cell.value)
        room = max(1, int(len(words) * share) // 100) * 100
        message = f"The text has {len(words):,} characters; a row of Excel's has room for about {room:,}."
        said = [text for text in typed if _plain(text.words) == _plain(words)]
        in_it = [text for text in said if text.language in (language, "")]
        places = [inputs[text.table].where(text.row, text.heading) for text in in_it or said]
        for where in places or [cell_place(tab, cell.column + 1, cell.row + 1)]:
            found[Problem(where, message, _REMEDY)] = None
    if found:
        raise Blocked("A text is too long to be shown whole: nothing was published.", list(found))


def _cut(plan: ReportPlan) -> Iterator[tuple[str, CellPlan, float]]:
    """The cells of an edition that hold more than their rows can show, with their tabs and the share that is shown."""
    for sheet in plan.sheets:
        for cell, room in wrapped_texts(sheet):
            needed = text_height(str(cell.value), room, bold=is_bold(cell.style)) * plan.size / theme.SIZE
            if needed > HIGHEST_ROW * _SURE:
                yield sheet.tab, cell, HIGHEST_ROW * _SURE / needed


def _plain(text: str) -> str:
    return " ".join(text.split())
