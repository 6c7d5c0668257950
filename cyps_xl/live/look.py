"""The look of rows that were put in where there was nothing to take it from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from cyps_xl.live.changes import Changes
from cyps_xl.live.heights import set_new_heights
from cyps_xl.live.output_sheet import Held
from cyps_xl.live.tiles import RowLook, tiles
from cyps_xl.sheets.checks import SEVERITIES, severity_style
from cyps_xl.sheets.plan import CellPlan, SheetPlan
from cyps_xl.sheets.text_heights import text_rows

_ALIGNMENTS = {"vcenter": "center", "top": "top"}
_THIN = 1
_SEVERE = frozenset(map(severity_style, SEVERITIES))


def give_look(
    sheet: Any, plan: SheetPlan, bare: Sequence[int], models: frozenset[int], changes: Changes
) -> list[tuple[int, int]]:
    """Give rows of the plan their look: copied from a row that has it, or else property by property.

    `bare` are the rows, from 0, that have none of their own, `models` those that may be copied.
    What they hold is written afterwards. Returns the rows that were copied to, each with its model.
    """
    looks = row_looks(plan)
    dressed = {row: look for row, look in looks.items() if row in models}
    copied: list[tuple[int, int]] = []
    for first, last, model in tiles(bare, looks, dressed):
        if model is not None:
            _copy(sheet, model, (first, last), looks, changes)
            turn = model[1] - model[0] + 1
            copied += [(row, model[0] + (row - first) % turn) for row in range(first, last + 1)]
        elif first in looks:
            _set(sheet, plan, (first, last), looks[first], changes)
    set_new_heights(sheet, {row: plan.heights[row] for row in bare if row in plan.heights}, changes)
    return copied


def mark_severities(sheet: Any, plan: SheetPlan, held: Held, changes: Changes) -> None:
    """Give the words of severity that take another's place the weight and colour of their own."""
    wrong = _misdressed(plan, held)
    numbered = ((row, row - at, style) for at, (row, style) in enumerate(wrong))
    for (_, style), run in groupby(numbered, key=lambda item: item[1:]):
        rows = [row for row, _, _ in run]
        changes.do(_weigher(sheet.range((rows[0] + 1, 1), (rows[-1] + 1, 1)), style), _nothing_to_undo)


def _misdressed(plan: SheetPlan, held: Held) -> list[tuple[int, str]]:
    """The rows whose word of severity has another's look, and the style it should have."""
    found, style = [], ""
    for cell in plan.cells:
        if cell.column == 0 and cell.formula is None and cell.value in SEVERITIES and cell.style in _SEVERE:
            word = held.at(cell.row, 0)
            style = severity_style(word) if word else style  # a row that was put in looks like the one before it
            if style != cell.style:
                found.append((cell.row, cell.style))
    return found


def _weigher(target: Any, style: str) -> Callable[[], None]:
    def weigh() -> None:
        from cyps_xl.writing.formats import properties_of

        properties = properties_of(style)
        target.font.bold = bool(properties.get("bold"))
        target.font.color = properties["font_color"]

    return weigh


def fit_heights(sheet: Any, plan: SheetPlan, held: Held, changes: Changes) -> None:
    """Let Excel fit the heights of the rows whose own words, written here, have changed; `fit_words` does the rest."""
    elsewhere = {span.first_row for span in plan.merges} | set(text_rows(plan))
    rows = [
        cell.row
        for cell in plan.cells
        if isinstance(cell.value, str)
        and cell.formula is None
        and cell.row in plan.heights
        and cell.row not in elsewhere
        and held.at(cell.row, cell.column) != cell.value
        and cell.style.startswith("wrapped")
    ]
    for _, run in groupby(enumerate(sorted(set(rows))), key=lambda item: item[1] - item[0]):
        numbers = [row + 1 for _, row in run]
        changes.do(sheet.range(f"{numbers[0]}:{numbers[-1]}").rows.autofit, _nothing_to_undo)


def row_looks(plan: SheetPlan) -> dict[int, RowLook]:
    """The look of every row of the plan that has cells."""
    rows: dict[int, list[CellPlan]] = {}
    for cell in plan.cells:
        rows.setdefault(cell.row, []).append(cell)
    merged = {span.first_row: span.last_column for span in plan.merges}
    return {
        row: RowLook(tuple((c.column, c.style, c.number_format) for c in cells), merged.get(row, 0))
        for row, cells in rows.items()
    }


def _copy(
    sheet: Any, model: tuple[int, int], rows: tuple[int, int], looks: Mapping[int, RowLook], changes: Changes
) -> None:
    """Copy rows over others; a few over many are laid side by side."""
    last_column = max(looks[row].last_column for row in range(model[0], model[1] + 1)) + 1
    source = sheet.range((model[0] + 1, 1), (model[1] + 1, last_column))
    target = sheet.range((rows[0] + 1, 1), (rows[1] + 1, last_column))
    changes.do(lambda: source.copy(target), _nothing_to_undo)


def _set(sheet: Any, plan: SheetPlan, rows: tuple[int, int], look: RowLook, changes: Changes) -> None:
    first, last = rows
    for style, number_format, columns in _style_runs(look):
        target = sheet.range((first + 1, columns[0] + 1), (last + 1, columns[-1] + 1))
        changes.do(_dresser(target, style, number_format), _nothing_to_undo)
    if look.merged_to:
        for row in range(first, last + 1):
            changes.do(sheet.range((row + 1, 1), (row + 1, look.merged_to + 1)).merge, _nothing_to_undo)


def _nothing_to_undo() -> None:
    """The row itself goes when everything is taken back, and its look with it."""


def _style_runs(look: RowLook) -> Iterator[tuple[str, str, list[int]]]:
    numbered = ((column, column - at, style, form) for at, (column, style, form) in enumerate(look.cells))
    for (_, style, form), run in groupby(numbered, key=lambda item: item[1:]):
        yield style, form, [column for column, _, _, _ in run]


def _dresser(target: Any, style: str, number_format: str) -> Callable[[], None]:
    def dress() -> None:
        from cyps_xl.writing.formats import properties_of

        _dress(target, properties_of(style, number_format))

    return dress


def _dress(target: Any, properties: Mapping[str, Any]) -> None:
    target.clear_formats()
    for name in ("name", "size", "bold", "italic", "color"):
        value = properties.get(name) if name in ("bold", "italic") else properties.get(f"font_{name}")
        if value is not None:
            setattr(target.font, name, value)
    if "bg_color" in properties:
        target.color = properties["bg_color"]
    if "num_format" in properties:
        target.number_format = properties["num_format"]
    if "align" in properties:
        target.horizontal_alignment = properties["align"]
    if "valign" in properties:
        target.vertical_alignment = _ALIGNMENTS[properties["valign"]]
    if properties.get("text_wrap"):
        target.wrap_text = True
    for side in ("top", "bottom"):
        if properties.get(side) == _THIN:
            _draw(target, side, properties[f"{side}_color"])


def _draw(target: Any, side: str, color: str) -> None:
    """Draw a thin line on one side of every row."""
    for place in _lines(side, target.shape[0]):
        border = target.borders[place]
        border.line_style = "continuous"
        border.color = color


def _lines(side: str, rows: int) -> tuple[str, ...]:
    """Where Excel draws a line on one side of every row: the edge is that of the whole range."""
    return (f"edge_{side}", "inside_horizontal") if rows > 1 else (f"edge_{side}",)
