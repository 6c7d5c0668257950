"""Figures that an earlier edition printed otherwise: marked (r) on the page, and what they were is told."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from cyps_xl.edition.earlier import is_of_report
from cyps_xl.measures.periods import Quarter, long_date
from cyps_xl.printed.provenance import PublishedFigure
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan, Span
from cyps_xl.sheets.row_heights import text_height

HEADING = "Figures revised since they were published, marked (r)"
LINE = "{what}: {before} in the edition of {edition}, now {now}."
SUFFIX = '" (r)"'
_SUFFIX_LENGTH = 4
_LABELS = ("sheet", "table", "row", "column", "period")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_METADATA = ".csv-metadata.json"

Labels = tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """What an edition printed for a figure: the number, as it was read, and the quarter of the edition.

    `before` is what the figure had been before that, where the edition itself says that it was revised.
    """

    value: float
    shown: str
    edition: str
    before: Printed | None = None


@dataclass(frozen=True)
class Earlier:
    """An earlier edition for the same readers, in the same language: its quarter, and its figures by their words, and
    by their name in every edition, which stays when a heading gets other words."""

    quarter: str
    printed: Mapping[Labels, Printed]


def earlier_editions(
    out: Path, language_tag: str, audience: str, quarter: str, more: Sequence[Path] = (), service: str = ""
) -> tuple[Earlier, ...]:
    """The editions in `out` that report on a service, and `more`, for the same audience and in the same language.

    The oldest comes first. One of the same quarter is among them: it is the one that is replaced. Drafts are not, nor
    what is no edition.
    """
    files = [*(path for path in out.glob("*/*.json") if not path.name.endswith(_METADATA)), *more]
    found = []
    for path in sorted(set(files)):
        whole = _manifest(path)
        if (
            whole is not None
            and (whole["language"], whole["audience"], bool(whole["draft"])) == (language_tag, audience, False)
            and whole["quarter"] <= quarter
            and (path in more or is_of_report(str(whole.get("report", "")), service))
        ):
            found.append((str(whole["quarter"]), str(whole["published"]), whole))
    return tuple(_earlier(whole) for _, _, whole in sorted(found, key=lambda one: one[:2]))


def _manifest(path: Path) -> dict[str, Any] | None:
    """A published edition's own account of itself; None for any other file."""
    try:
        whole: dict[str, Any] = json.loads(path.read_bytes())
        Quarter.parse(whole["quarter"])
        complete = {"language", "audience", "draft", "published"} <= set(whole) and isinstance(whole["figures"], list)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return whole if complete else None


def _earlier(whole: Mapping[str, Any]) -> Earlier:
    rows = [row for row in whole["figures"] if isinstance(row, dict) and isinstance(row.get("value"), int | float)]
    names = [(tuple(str(row.get(label, "")) for label in _LABELS), (str(row.get("id", "")),)) for row in rows]
    times = Counter(chain.from_iterable(names))
    quarter = str(whole["quarter"])
    named = ((name, row) for both, row in zip(names, rows, strict=True) for name in both if any(name))
    known = ((name, row) for name, row in named if times[name] == 1)
    return Earlier(quarter, {name: _printed(row, quarter) for name, row in known})


def _printed(row: Mapping[str, Any], quarter: str) -> Printed:
    was = row.get("was")
    before = None
    if isinstance(was, int | float) and _is_quarter(str(row.get("was_in", ""))):
        before = Printed(was, str(row.get("was_shown", "")), str(row.get("was_in", "")))
    return Printed(row["value"], str(row.get("shown", "")), quarter, before)


def _is_quarter(words: str) -> bool:
    try:
        return str(Quarter.parse(words)) == words
    except ValueError:
        return False


def revised(
    figures: Iterable[PublishedFigure], earlier: Sequence[Earlier], quarter: str
) -> tuple[PublishedFigure, ...]:
    """The figures, each that was printed otherwise before with what it was.

    Held against the latest edition that printed it. What is withheld now, or was then, is no revision. An edition
    that is replaced by another of its quarter hands on what it had revised itself.
    """
    printed = {name: one for edition in earlier for name, one in edition.printed.items()}
    return tuple(
        _held_against(figure, printed.get(_labels(figure)) or printed.get((figure.id,)), quarter) for figure in figures
    )


def _held_against(figure: PublishedFigure, printed: Printed | None, quarter: str) -> PublishedFigure:
    if printed is None or figure.value is None:
        return figure
    stayed = figure.shown == printed.shown
    handed_on = printed.before if printed.edition == quarter else None
    before = handed_on if stayed else printed
    if before is None or before.shown == figure.shown:
        return figure
    return replace(figure, was=before.value, was_shown=before.shown, was_in=before.edition)


def _labels(figure: PublishedFigure) -> Labels:
    return tuple(str(getattr(figure, label)) for label in _LABELS)


def marked_as_revised(plan: ReportPlan, figures: Iterable[PublishedFigure], said: Callable[[str], str]) -> ReportPlan:
    """The edition with (r) behind each revised figure, and below each sheet's last table what they were.

    `said` gives words of ours in the edition's language.
    """
    by_sheet: dict[str, list[PublishedFigure]] = {}
    for figure in figures:
        if figure.was is not None:
            by_sheet.setdefault(figure.sheet, []).append(figure)
    sheets = (_sheet(sheet, by_sheet[sheet.tab], said) if sheet.tab in by_sheet else sheet for sheet in plan.sheets)
    return replace(plan, sheets=tuple(sheets))


def _sheet(sheet: SheetPlan, figures: Sequence[PublishedFigure], said: Callable[[str], str]) -> SheetPlan:
    shown = {figure.cell: figure.shown for figure in figures}
    widths = list(sheet.widths)
    cells = []
    for cell in sheet.cells:
        place = address(cell.row, cell.column)
        if place in shown:
            cell = replace(cell, number_format=_with_mark(cell.number_format))
            widths[cell.column] = max(widths[cell.column], len(shown[place]) + _SUFFIX_LENGTH + 2.0)
        cells.append(cell)
    lines = [(said(HEADING), "section"), *((_line(figure, sheet, said), "paragraph") for figure in figures)]
    last_column = sheet.printed_columns - 1
    width = sum(widths[: sheet.printed_columns])
    heights, merges = dict(sheet.heights), list(sheet.merges)
    for row, (words, style) in enumerate(lines, start=sheet.printed_rows + 1):
        cells.append(CellPlan(row, 0, words, style=style))
        heights[row] = text_height(words, width)
        if style == "paragraph" and last_column:
            merges.append(Span(row, 0, row, last_column))
    return replace(sheet, cells=tuple(cells), widths=tuple(widths), heights=heights, merges=tuple(merges))


def _line(figure: PublishedFigure, sheet: SheetPlan, said: Callable[[str], str]) -> str:
    """What one figure was, in which edition, and what it is now."""
    what = ", ".join(filter(None, (figure.table, _row_words(figure.row, said), _heading(figure, sheet))))
    edition = said(Quarter.parse(figure.was_in).heading)
    return said(LINE).format(what=what, before=figure.was_shown, edition=edition, now=figure.shown)


def _row_words(row: str, said: Callable[[str], str]) -> str:
    """The words of a row, a day among them as people write it."""
    return ", ".join(said(long_date(dt.date.fromisoformat(w))) if _DAY.fullmatch(w) else w for w in row.split(", "))


def _heading(figure: PublishedFigure, sheet: SheetPlan) -> str:
    """The heading over a figure as the page has it: a month by its name."""
    place = next(cell for cell in sheet.cells if address(cell.row, cell.column) == figure.cell)
    headings = (cell for cell in sheet.cells if cell.column == place.column and cell.row < place.row)
    found = [cell for cell in headings if cell.style.startswith("header")]
    return str(found[-1].value) if found else figure.column


def _with_mark(number_format: str) -> str:
    """A number format with the mark behind the number, whichever sign it has."""
    return ";".join(f"{part}{SUFFIX}" for part in (number_format or "General").split(";"))
