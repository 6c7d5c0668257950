"""What staff attached to the report's cells: notes, comments, pictures. None of it goes with rows or months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cyps_xl.grid import column_letters
from cyps_xl.live.areas import Run, runs
from cyps_xl.live.busy import is_busy
from cyps_xl.live.output_sheet import Place
from cyps_xl.live.steps import OutOfShape, Reshaping

CHART_PREFIX = "cyps "
"""How the names of our charts begin."""

_OUR_BUTTON = "form_control"
_BUBBLE = "comment"
"""The kind of the shape in which Excel shows a note: it stands beside its cell, and `noted` knows the cell."""

HAIR = 1.0
"""Points by which what is drawn beside a row may reach over its edge: positions are rounded to whole dots."""

Extent = tuple[float, float]
"""From where to where on the sheet, in points."""


def noted(sheet: Any) -> frozenset[Place]:
    """The cells that bear a note or a comment of staff's."""
    return frozenset((where.row - 1, where.column - 1) for where in _locations(sheet))


def _locations(sheet: Any) -> Iterator[Any]:
    for note in sheet.notes:
        yield note.location
    yield from [comment.location for comment in _comments(sheet)]


def _comments(sheet: Any) -> list[Any]:
    """The comments that can be answered; none in an Excel that is too old to know them."""
    try:
        return list(sheet.comments)
    except Exception as error:
        if is_busy(error):
            raise
        return []


def require_none_goes(sheet: Any, wanted: Reshaping, notes: frozenset[Place]) -> None:
    """Raise OutOfShape when a row or a month that would go bears a note, a comment, a picture or the like."""
    rows, columns = wanted.rows_that_go, wanted.columns_that_go
    if any(row in rows or column in columns for row, column in notes):
        raise OutOfShape("a note or comment of yours is on a row or month that would go")
    if not rows and not columns:
        return
    down = [_down(sheet, run) for run in runs(rows)]
    across = [_across(sheet, run) for run in runs(columns)]
    for shape in _of_staffs(sheet):
        top, left = shape.top, shape.left
        if _meets((top, top + shape.height), down) or _meets((left, left + shape.width), across):
            raise OutOfShape("a picture or the like of yours stands on a row or month that would go")


def _of_staffs(sheet: Any) -> Iterator[Any]:
    for shape in sheet.shapes:
        if _kind(shape) not in (_OUR_BUTTON, _BUBBLE) and not str(shape.name).startswith(CHART_PREFIX):
            yield shape


def _kind(shape: Any) -> str:
    """What kind of shape it is; "" for one that xlwings has no word for."""
    try:
        return str(shape.type)
    except KeyError:
        return ""


def _down(sheet: Any, rows: Run) -> Extent:
    area = sheet.range(f"{rows[0] + 1}:{rows[1] + 1}")
    return area.top, area.top + area.height


def _across(sheet: Any, columns: Run) -> Extent:
    area = sheet.range(f"{column_letters(columns[0] + 1)}:{column_letters(columns[1] + 1)}")
    return area.left, area.left + area.width


def _meets(one: Extent, others: Sequence[Extent]) -> bool:
    """Whether two stretches overlap by more than a hair."""
    return any(min(one[1], other[1]) - max(one[0], other[0]) > HAIR for other in others)
