"""Every figure of an edition as one tidy row: where it stands, what it counts, for which period, from which input."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cyps_xl.formulas.references import own_cells, references
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.inputs.tables.settings import FULL_TIME_HOURS, SETTINGS, TOLERANCE
from cyps_xl.measures.periods import MONTH_NAMES
from cyps_xl.printed.displayed_text import MARK, as_shown, is_date, iso_date
from cyps_xl.printed.names import WITHHELD
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan
from cyps_xl.sheets.shapes.scorecard_columns import NUMBER, OUT_OF

_NAMED = {"cyps_full_time_hours": FULL_TIME_HOURS.name, "cyps_tolerance": TOLERANCE.name}
"""The settings that figures are worked out with; the others only say which row to read."""
_SETTING = re.compile(rf'INDEX\({SETTINGS.name}\[Value\],MATCH\("([^"]+)",{SETTINGS.name}\[Setting\],0\)\)')
"""How a formula reads a setting that has no name of its own."""
_QUARTER = re.compile(r"Quarter (\d) (\d{4}-\d{2})")
_YEAR = re.compile(r"\d{4}-\d{2}")
_LONG_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTH_NAMES)}) (\d{{4}})")
HEADER, SECTION = "header", "section"
_FIGURES = ("figure", "count", "total", "sign")
"""How the names of styles begin in which figures are set, and what stands where there is none."""

BETWEEN = " | "
"""What parts the words of a figure's name: its sheet, table, row, column and period."""

Cells = Mapping[tuple[int, int], CellPlan]


@dataclass(frozen=True)
class PublishedFigure:
    """One number of an edition.

    `value` is the number itself, None when it is suppressed; `shown` is as it is read on the
    page. `table` is the heading over the table, where the sheet has one. `period` is a month
    (2017-04), a day, a quarter to date (2017-18 Q3), a full year (2016-17), or the days that
    the sheet covers (2017-04-01/2017-12-31). `formula` is the division or sum on the page,
    `source` the columns of the input tables that the figure comes from. `id` is the figure's name, the
    same in every language; `status` says whether it is withheld, rounded or worked out from rounded ones.
    `was` is what the edition of the quarter `was_in` printed, when that was another number.
    """

    sheet: str
    cell: str
    table: str
    row: str
    column: str
    period: str
    value: float | int | None
    shown: str
    formula: str
    source: str
    id: str = ""
    status: str = ""
    was: float | int | None = None
    was_shown: str = ""
    was_in: str = ""


def figure_id(sheet: str, table: str, row: str, column: str, period: str) -> str:
    """The name by which a figure is known in every edition: its English words."""
    return BETWEEN.join((sheet, table, row, column, period))


def figures(
    edition: ReportPlan, english: ReportPlan, report: ReportPlan, catalogue: Catalogue
) -> tuple[PublishedFigure, ...]:
    """Every figure, in reading order.

    `edition` is what leaves, in its language; `english` the same before translation, from which
    periods are read; `report` the staff's own report, whose formulas tell from which input tables
    of the catalogue figures come.
    """
    origins = {sheet.key: sheet for sheet in report.sheets}
    return tuple(
        figure
        for shown, plain in zip(edition.sheets, english.sheets, strict=True)
        for figure in _of_sheet(shown, plain, origins[shown.key], catalogue)
    )


def _of_sheet(sheet: SheetPlan, plain: SheetPlan, origin: SheetPlan, catalogue: Catalogue) -> Iterator[PublishedFigure]:
    cells, english, staff = _placed(sheet), _placed(plain), _placed(origin)
    alike: Counter[str] = Counter()
    for place, cell in cells.items():
        before = staff[place].value if place in staff else ""  # a note on what is withheld is the edition's own
        if isinstance(before, str | bool) or is_date(cell) or cell.style.startswith((HEADER, "sign")):
            continue
        value = None if isinstance(cell.value, str) else cell.value
        period = _period(english, place)
        table, row, _ = words_of(english, place)
        column = _column_known(english, place)
        name = figure_id(plain.tab, table, row, column, period)
        alike[name] += 1
        if alike[name] > 1:  # two blocks of a sheet may have rows of one label
            name = figure_id(plain.tab, table, f"{row} ({alike[name]})", column, period)
        yield PublishedFigure(
            sheet=sheet.tab,
            cell=address(*place),
            table=_table(cells, place),
            row=_row_label(cells, place),
            column=_column_label(cells, place),
            period=period,
            value=value,
            shown=as_shown(cell),
            formula=f"={cell.formula}" if cell.formula else "",
            source="; ".join(_sources(staff, place, catalogue)),
            id=name,
            status=WITHHELD if cell.value == MARK else "",
        )


def words_of(cells: Cells, place: tuple[int, int]) -> tuple[str, str, str]:
    """The words by which a cell of a sheet is known: the heading over its table, its row's, and its column's."""
    return _table(cells, place), _row_label(cells, place), _column_label(cells, place)


def _placed(sheet: SheetPlan) -> dict[tuple[int, int], CellPlan]:
    return {(cell.row, cell.column): cell for cell in sheet.cells}


def _table(cells: Cells, place: tuple[int, int]) -> str:
    """The heading over the table, in the first column."""
    for row in range(place[0] - 1, 1, -1):
        cell = cells.get((row, 0))
        if cell is not None and cell.style.startswith(SECTION):
            return str(cell.value)
    return ""


def _row_label(cells: Cells, place: tuple[int, int]) -> str:
    """The words and days by which the row is known, from the left as far as its first figure.

    Words that come after a figure say what became of it, such as Improved: in the next edition they may be others.
    """
    words: list[str] = []
    for column in range(place[1]):
        cell = cells.get((place[0], column))
        if cell is None or cell.value == "":
            continue
        if cell.style.startswith(_FIGURES) and cell.style != "total label":
            if words:
                break
        elif isinstance(cell.value, str):
            words.append(cell.value)
        elif is_date(cell):
            words.append(iso_date(cell.value))
    return ", ".join(words)


def _header(cells: Cells, place: tuple[int, int]) -> CellPlan | None:
    """The header cell above a figure."""
    for row in range(place[0] - 1, -1, -1):
        cell = cells.get((row, place[1]))
        if cell is not None and cell.style.startswith(HEADER):
            return cell
    return None


def _column_label(cells: Cells, place: tuple[int, int]) -> str:
    header = _header(cells, place)
    if header is None:
        return ""
    return iso_date(header.value)[:7] if is_date(header) else str(header.value)


def _column_known(cells: Cells, place: tuple[int, int]) -> str:
    """The words by which a column is known in every edition: of an indicator's counts those without their period, which
    their heading says beside its figure's ("Number, Quarter 3 2017-18"), and did not say in earlier editions."""
    label = _column_label(cells, place)
    what, _, whose = label.partition(", ")
    header = _header(cells, place)
    if header is None or what not in (NUMBER, OUT_OF):
        return label
    beside = (cell.value for cell in cells.values() if cell.row == header.row)
    return what if whose in beside else label


def _period(cells: Cells, place: tuple[int, int]) -> str:
    """The header's own period, else that of the headers to its left, else the row's day, else the sheet's."""
    header = _header(cells, place)
    if header is not None:
        if is_date(header):
            return iso_date(header.value)[:7]
        for column in range(header.column, -1, -1):
            words = cells.get((header.row, column))
            if words is not None and (period := _period_in(str(words.value))):
                return period
    for (row, _), cell in cells.items():
        if row == place[0] and is_date(cell):
            return iso_date(cell.value)
    return "/".join(_days_in(str(cells[1, 0].value))) if (1, 0) in cells else ""


def _days_in(words: str) -> tuple[str, ...]:
    """Every day named in a sheet's second line, as 2017-12-31."""
    return tuple(
        f"{year}-{MONTH_NAMES.index(month) + 1:02d}-{int(day):02d}" for day, month, year in _LONG_DATE.findall(words)
    )


def _period_in(words: str) -> str:
    quarter = _QUARTER.search(words)
    if quarter is not None:
        return f"{quarter[2]} Q{quarter[1]}"
    year = _YEAR.search(words)
    return year[0] if year is not None else ""


def _sources(staff: Cells, place: tuple[int, int], catalogue: Catalogue) -> tuple[str, ...]:
    """The columns of input tables that a cell reads, by itself or through other cells, each once."""
    found: dict[str, None] = {}
    waiting, seen = [place], set()
    while waiting:
        here = waiting.pop(0)
        if here in seen or here not in staff:
            continue
        seen.add(here)
        read = _read_by(staff[here].formula or "")
        found.update(dict.fromkeys((*read.settings, *_figures_among(read.columns, catalogue), *read.named)))
        waiting += read.cells
    return tuple(found)


class _Read(NamedTuple):
    """What a formula reads: settings, columns of tables by name and heading, named settings, cells of its sheet."""

    settings: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    named: tuple[str, ...]
    cells: tuple[tuple[int, int], ...]


@lru_cache(maxsize=20_000)  # every figure below a total is gone through with it, in each language
def _read_by(formula: str) -> _Read:
    settings = tuple(f"{SETTINGS.sheet}: {setting}" for setting in _SETTING.findall(formula))
    rest = _SETTING.sub("0", formula)
    found = list(references(rest))
    columns = tuple(column for reference in found if (column := reference.table_column) is not None)
    names = {reference.text for reference in found}
    named = tuple(f"{SETTINGS.sheet}: {setting}" for name, setting in _NAMED.items() if name in names)
    return _Read(settings, columns, named, tuple(own_cells(rest)))


def _figures_among(columns: Iterable[tuple[str, str]], catalogue: Catalogue) -> Iterator[str]:
    for name, heading in columns:
        table = catalogue.get(name)
        if table is None or table.name == INDICATORS.name or heading in (table.lookup_heading, *table.key):
            continue  # how a row is found, or the rules by which it is read
        yield f"{table.sheet}: {heading}"
