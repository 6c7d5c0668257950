"""What the charts of an edition's workbook say and may draw, each from the cells that it draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import openpyxl
from lxml import etree
from openpyxl.cell.cell import Cell
from openpyxl.utils.cell import range_to_tuple

from cyps_xl.inputs.records import excel_serial
from cyps_xl.languages.language import Language
from cyps_xl.printed.displayed_text import as_read
from cyps_xl.scan.chart_texts import read_in_chart
from cyps_xl.sheets.formulas import MISSING
from cyps_xl.sheets.plan import CellPlan
from cyps_xl.xlsx.opening.namespaces import CHART, DRAWING, RELATION_ID, SHEET_DRAWING
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.workbook_part import sheets_of

Languages = Sequence[Language]

_D, _C = f"{{{SHEET_DRAWING}}}", f"{{{CHART}}}"


@dataclass(frozen=True)
class ChartShown:
    """A chart: its title, what is said of it, all that is written in it, and what its cells show, series by series.

    `signs` are those of `values` that are no numbers. `kinds` are as Excel calls them: barChart, lineChart …
    """

    title: str
    description: str
    titles: tuple[str, ...]
    names: tuple[str, ...]
    categories: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    signs: tuple[tuple[str, ...], ...]
    kinds: frozenset[str]

    @property
    def is_lines(self) -> bool:
        """Whether it is drawn as lines alone."""
        return self.kinds == {"lineChart"}

    @property
    def is_side_by_side(self) -> bool:
        """Whether it is drawn as columns beside each other."""
        return self.kinds == {"barChart"}


def charts_of(package: Package, book: openpyxl.Workbook, languages: Languages) -> dict[str, tuple[ChartShown, ...]]:
    """The charts of each sheet by its name, from above, those side by side from the left."""
    found: dict[str, tuple[ChartShown, ...]] = {}
    for sheet in sheets_of(package):
        placed = [one for drawing in _related(package, sheet.part, "drawing") for one in _placed(package, drawing)]
        ordered = sorted(placed, key=lambda one: one[0])
        found[sheet.name] = tuple(_chart(_Reading(book, languages), package, chart, said) for _, chart, said in ordered)
    return found


@dataclass(frozen=True)
class _Reading:
    book: openpyxl.Workbook
    languages: Languages

    def shown(self, cell: Cell) -> str:
        return shown_text(cell, self.languages)


def shown_text(cell: Cell, languages: Languages) -> str:
    """What a cell shows, on a line; months in one of these languages."""
    return "" if cell.value is None else _line(as_read(_plan(cell, languages)))


def _plan(cell: Cell, languages: Languages) -> CellPlan:
    value = cell.value
    if isinstance(value, dt.datetime):
        value = excel_serial(value.date())
    language = next((one for one in languages if one.writes(cell.number_format)), None)
    return CellPlan(cell.row, cell.column, value, number_format=cell.number_format, language=language)


def _on_an_axis(cell: Cell, code: str, languages: Languages) -> str:
    """What an axis with a number format writes for a cell: of a day its month, or the day in short."""
    plan = _plan(cell, languages)
    if isinstance(plan.value, int) and "yyyy" in plan.number_format and code:
        plan = replace(plan, number_format=code)
    return "" if cell.value is None else _line(as_read(plan))


def _related(package: Package, part: str, kind: str) -> list[str]:
    return [one.target for one in relations(package.parts, part) if one.kind == kind and one.target in package.parts]


def _placed(package: Package, drawing: str) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Where each chart of a drawing begins, its part, and what is said of it."""
    parts = {one.id: one.target for one in relations(package.parts, drawing)}
    for frame in parse_part(package.parts[drawing], drawing).iter(f"{_D}twoCellAnchor", f"{_D}oneCellAnchor"):
        chart, said = next(frame.iter(f"{_C}chart"), None), next(frame.iter(f"{_D}cNvPr"), None)
        if chart is not None and said is not None:
            start = int(frame.findtext(f"{_D}from/{_D}row") or 0), int(frame.findtext(f"{_D}from/{_D}col") or 0)
            yield start, parts[str(chart.get(RELATION_ID))], str(said.get("descr", ""))


def _chart(reading: _Reading, package: Package, part: str, said: str) -> ChartShown:
    chart = parse_part(package.parts[part], part)
    series = sorted(chart.iter(f"{_C}ser"), key=_order)
    book, shown = reading.book, reading.shown
    values = [_cells(book, one, "val") or _cells(book, one, "yVal") for one in series]
    categories = list(dict.fromkeys(cell for one in series for cell in _cells(book, one, "cat")))
    title = chart.find(f"{_C}chart/{_C}title")
    words = () if title is None else (text.text or "" for text in title.iter(f"{{{DRAWING}}}t"))
    return ChartShown(
        _line("".join(words)),
        _line(said),
        tuple(map(_line, read_in_chart(chart))),
        tuple(shown(cell) for one in series for cell in _cells(book, one, "tx")),
        tuple(_on_an_axis(cell, _format_of_axis(chart), reading.languages) for cell in categories),
        tuple(tuple(shown(cell) or MISSING for cell in cells) for cells in values),
        tuple(tuple(shown(cell) or MISSING for cell in cells if not _is_number(cell)) for cells in values),
        frozenset(str(up.tag).removeprefix(_C) for one in series for up in [one.getparent()] if up is not None),
    )


def _format_of_axis(chart: etree._Element) -> str:
    """The number format of a chart's categories; "" for that of their cells."""
    formats = (code for axis in chart.iter(f"{_C}catAx", f"{_C}dateAx") for code in axis.iter(f"{_C}numFmt"))
    return next((code.get("formatCode", "") for code in formats), "")


def _order(series: etree._Element) -> int:
    order = series.find(f"{_C}order")
    return 0 if order is None else int(order.get("val", "0"))


def _cells(book: openpyxl.Workbook, series: etree._Element, name: str) -> list[Cell]:
    """The cells that a part of a series is read from."""
    reference = next((one.text for part in series.findall(f"{_C}{name}") for one in part.iter(f"{_C}f")), None)
    if not reference:
        return []
    sheet, (left, top, right, bottom) = range_to_tuple(reference)
    return [cell for row in book[sheet].iter_rows(top, bottom, left, right) for cell in row]


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, int | float | dt.datetime) and not isinstance(cell.value, bool)


def _line(text: str) -> str:
    return " ".join(text.split())
