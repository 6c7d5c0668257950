"""A sheet of the plan as what stands on it, one below the other: headings, paragraphs, links, pairs, tables, charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from cyps_xl.printed.displayed_text import as_read
from cyps_xl.sheets.plan import CellPlan, ChartPlan, SheetPlan, TablePlan

Cells = Mapping[tuple[int, int], CellPlan]

COVER = "cover"
"""Begins the styles of a cover's own lines."""
PAGE_TITLE = "cover title"
"""The style of the line that the whole report is called by."""
PAGE_NUMBER = "page number"
"""The style of the number of a printed page, which a web page has not."""


@dataclass(frozen=True)
class Heading:
    """A heading: of the whole sheet, or of what follows on it."""

    cell: CellPlan
    of_sheet: bool


@dataclass(frozen=True)
class Paragraph:
    """A text of its own."""

    cell: CellPlan


@dataclass
class Links:
    """Links to other sheets, one a row."""

    cells: list[CellPlan] = field(default_factory=list)


@dataclass
class Pairs:
    """Rows of a word and what belongs to it, without headings over them."""

    rows: list[list[CellPlan]] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """A table with a row of headings; `called` is the text by which a reader knows it."""

    plan: TablePlan
    called: str


@dataclass(frozen=True)
class Figure:
    """A chart."""

    chart: ChartPlan


Block = Heading | Paragraph | Links | Pairs | Table | Figure


def blocks_of(sheet: SheetPlan) -> tuple[Block, ...]:
    """Everything on a sheet, in the order in which it is read; neighbouring links, and pairs, together."""
    return tuple(_together(_in_order(sheet)))


def with_whole_lists(sheet: SheetPlan) -> SheetPlan:
    """The sheet without the headings that a list has once more where it goes on on another printed page."""
    gone: set[int] = set()
    tables: list[TablePlan] = []
    for table in sheet.tables:
        again = next((row for row in sheet.gone_on if row <= table.span.first_row <= row + 1), None)
        if again is None or not tables:
            tables.append(table)
        else:
            gone.update(range(again, table.span.first_row + 1))
            tables[-1] = replace(tables[-1], span=replace(tables[-1].span, last_row=table.span.last_row))
    return replace(sheet, cells=tuple(cell for cell in sheet.cells if cell.row not in gone), tables=tuple(tables))


def _in_order(sheet: SheetPlan) -> Iterator[Block]:
    """Row by row. A chart comes before what stands beside it or below, never within a table."""
    tables = {table.span.first_row: table for table in sheet.tables}
    within = {row for table in sheet.tables for row in range(table.span.first_row, table.span.last_row + 1)}
    charts = sorted(sheet.charts, key=lambda chart: (chart.row, chart.columns))
    called = sheet.title
    last = max([cell.row for cell in sheet.cells] + [chart.row for chart in charts], default=-1)
    for row in range(last + 1):
        if row not in within or row in tables:
            while charts and charts[0].row <= row:
                called = charts[0].title
                yield Figure(charts.pop(0))
        if row in tables:
            yield Table(tables[row], called)
        elif row not in within:
            for block in _row([cell for cell in _row_of(sheet, row) if _is_read(cell)]):
                called = as_read(block.cell) if isinstance(block, Heading) else called
                yield block
    yield from (Figure(chart) for chart in charts)


def _is_read(cell: CellPlan) -> bool:
    return cell.style != PAGE_NUMBER and bool(as_read(cell))


def _row_of(sheet: SheetPlan, row: int) -> list[CellPlan]:
    return sorted((cell for cell in sheet.cells if cell.row == row), key=lambda cell: cell.column)


def _row(cells: list[CellPlan]) -> Iterator[Block]:
    """What a row without a table is."""
    if not cells:
        return
    first, *others = cells
    style = first.style
    if style.startswith(("title", "section")):
        yield Heading(first, of_sheet=style.startswith("title"))
        yield from map(Paragraph, others)
    elif style.startswith("paragraph"):  # others stand beside it on paper, for want of room
        yield from map(Paragraph, cells)
    elif others:
        yield Pairs([cells])
    elif first.link:
        yield Links([first])
    else:
        yield Paragraph(first)


def _together(blocks: Iterator[Block]) -> Iterator[Block]:
    waiting: Links | Pairs | None = None
    for block in blocks:
        if isinstance(waiting, Links) and isinstance(block, Links):
            waiting.cells += block.cells
            continue
        if isinstance(waiting, Pairs) and isinstance(block, Pairs):
            waiting.rows += block.rows
            continue
        if isinstance(waiting, Pairs) and isinstance(block, Paragraph) and block.cell.column > 0:
            waiting.rows.append([block.cell])
            continue
        if waiting is not None:
            yield waiting
        waiting = block if isinstance(block, Links | Pairs) else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting
