"""Writing the planned report into the open workbook: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cyps_xl.errors import CypsError
from cyps_xl.live.changes import Changes
from cyps_xl.live.log import note_error
from cyps_xl.live.open_book import OpenBook
from cyps_xl.live.output_sheet import read_held, write_changed
from cyps_xl.sheets.plan import ReportPlan


class NotWritten(CypsError):
    """Excel refused to have a sheet written; the workbook is as it was."""


@dataclass(frozen=True)
class Written:
    """The tabs of the sheets that were written, and of those that wait for a refresh of the closed workbook."""

    sheets: tuple[str, ...]
    waiting: tuple[str, ...]


def write_report(opened: OpenBook, plan: ReportPlan) -> Written:
    """Bring every output sheet to what the plan says, and have Excel calculate.

    Raises NotWritten, with everything put back, when Excel refuses anything on the way.
    """
    held = {sheet.key: read_held(opened.sheet(sheet.tab), sheet) for sheet in plan.sheets}
    changes = Changes()
    at = plan.sheets[0].tab
    try:
        with _calm(opened.book.app):
            written = []
            for sheet in plan.sheets:
                at = sheet.tab
                if write_changed(opened.sheet(at), sheet, held[sheet.key], changes):
                    written.append(at)
            opened.book.app.calculate()
    except Exception as error:
        note_error(error)
        _take_back(changes)
        raise NotWritten(
            f"Excel did not let the sheet “{at}” be written. The workbook is as it was.",
            "If the sheet is protected, choose Review, Unprotect Sheet. If a cell is being edited, press Enter. "
            "Then press the button again.",
        ) from error
    return Written(tuple(written), ())


def _take_back(changes: Changes) -> None:
    try:
        changes.take_back()
    except Exception as error:
        note_error(error)
        raise NotWritten(
            "Excel stopped the work half-way and did not let it be put back.",
            "Close the workbook without saving, open it again, and then press the button again.",
        ) from error


@contextmanager
def _calm(app: Any) -> Iterator[None]:
    """No redrawing, and no calculating after every single write; afterwards all is as it was found.

    Nothing is activated or selected on the way, so that sheet, selection and scroll position stay.
    """
    with app.properties(calculation="manual"), app.properties(screen_updating=False):
        yield
