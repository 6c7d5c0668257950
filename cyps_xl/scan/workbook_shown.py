"""What an edition's workbook shows, read by another program than wrote it: for holding its web page against it."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import openpyxl
from openpyxl.cell.cell import Cell

from cyps_xl.inputs.records import excel_serial
from cyps_xl.printed.displayed_text import WELSH_DATES, as_read
from cyps_xl.scan.chart_texts import read_texts
from cyps_xl.sheets.plan import CellPlan
from cyps_xl.xlsx.parts.package import Package, parse_part

SHORT_MONTH = "mmm yy"
"""How a chart's axis writes a day."""
_PAGE = re.compile(r"[^\W\d]+ \d{1,3}")
_NAMELESS = re.compile(r"Column\d{1,3}")
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr"


@dataclass(frozen=True)
class Shown:
    """The texts of its cells as displayed, how often each stands there; what its charts may draw; what is said of
    them; its title."""

    cells: Counter[str]
    drawn: frozenset[str]
    descriptions: tuple[str, ...]
    title: str


def shown_in(workbook: bytes) -> Shown:
    """What a workbook shows. Raises UnusableFile where it cannot be read."""
    package = Package.from_bytes(workbook, "the workbook beside it")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of what it does not read; nothing is saved from it
        book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows())
    filled = (cell for row in rows for cell in row if cell.value is not None and not _numbers_a_page(cell, row))
    plans = [_plan(cell) for cell in filled]
    cells = Counter(text for plan in plans if (text := _line(as_read(plan)))) - _headings_of_excel(book)
    axes = (_line(as_read(short)) for plan in plans for short in _shortened(plan))
    drawn = frozenset((*axes, *map(_line, read_texts(package))))
    return Shown(cells, drawn, tuple(_descriptions(package)), book.properties.title or "")


def _numbers_a_page(cell: Cell, row: Sequence[Cell]) -> bool:
    """Whether a cell gives the printed page to which the link beside it leads: a web page has none."""
    beside = row[cell.column] if cell.column < len(row) else None
    leads = beside is not None and beside.hyperlink is not None and bool(beside.hyperlink.location)
    return leads and isinstance(cell.value, str) and _PAGE.fullmatch(cell.value) is not None


def _headings_of_excel(book: openpyxl.Workbook) -> Counter[str]:
    """What stands over columns that have no heading: a table may not be without, and so it is called Column2."""
    tables = (table for sheet in book.worksheets for table in sheet.tables.values())
    return Counter(column.name for table in tables for column in table.tableColumns if _NAMELESS.fullmatch(column.name))


def _plan(cell: Cell) -> CellPlan:
    value = cell.value
    if isinstance(value, dt.datetime):
        value = excel_serial(value.date())
    return CellPlan(cell.row, cell.column, value, number_format=cell.number_format)


def _shortened(plan: CellPlan) -> Iterator[CellPlan]:
    """A day as an axis writes it."""
    if isinstance(plan.value, int) and "yyyy" in plan.number_format:
        welsh = WELSH_DATES if plan.number_format.startswith(WELSH_DATES) else ""
        yield CellPlan(plan.row, plan.column, plan.value, number_format=welsh + SHORT_MONTH)


def _descriptions(package: Package) -> Iterator[str]:
    for part, data in package.parts.items():
        if part.startswith("xl/drawings/drawing") and part.endswith(".xml"):
            yield from (shape.get("descr", "") for shape in parse_part(data, part).iter(_DESCRIBED))


def _line(text: str) -> str:
    return " ".join(text.split())
