"""A section's sheet: its heading, its blocks one below the other, and the officer's words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from cyps_xl.definition.model import Block, Section
from cyps_xl.inputs.tables.choices import Shape as Kind
from cyps_xl.sheets.builder import HEADER_AIR, SheetBuilder
from cyps_xl.sheets.context import Context, heading
from cyps_xl.sheets.pages import heading_width, paged, widths_for
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.row_heights import LINE_HEIGHT, with_high_rows
from cyps_xl.sheets.shapes.comparison import Comparison
from cyps_xl.sheets.shapes.dated import AtDate, Grid, Groups
from cyps_xl.sheets.shapes.funnel import Funnel
from cyps_xl.sheets.shapes.history import History
from cyps_xl.sheets.shapes.indicators import Indicators
from cyps_xl.sheets.shapes.months import LEAST_LABEL_WIDTH, Months, months_changed
from cyps_xl.sheets.shapes.page import FIRST_NOTICE, Page, Shape
from cyps_xl.sheets.shapes.quarter import Figures, List, Text
from cyps_xl.sheets.theme import EDITION_SIZE
from cyps_xl.sheets.words import narrative

SHAPES: dict[Kind, Callable[[Context, Block], Shape]] = {
    Kind.INDICATORS: Indicators,
    Kind.MONTHS: Months,
    Kind.GROUPS: Groups,
    Kind.GRID: Grid,
    Kind.HISTORY: History,
    Kind.COMPARISON: Comparison,
    Kind.FIGURES: Figures,
    Kind.LIST: List,
    Kind.FUNNEL: Funnel,
    Kind.TEXT: Text,
}
"""What lays a block of each shape out; a new shape is added here."""

FIRST_BLOCK = 3
"""The row in which blocks begin, where there is at most one notice."""

LEAST_WIDTH = 100.0
"""Characters that the printed columns take at least: a heading, a line on what is covered and words have room."""

GAP = 3.0
"""The width of the empty column between what is printed and what it is worked out with."""


_LOWEST_FROZEN = 10
"""A header below this row stands below a chart: frozen with all above it, it would leave no room on a screen."""

_NARROWER = 0.88
"""By how much narrower columns are reckoned with where lists go on: translated labels make some of them give way."""
_ROOM = 1.03
"""By how much more room rows are reckoned with there: an edition may have a line more above its tables."""


def lay_out(context: Context, section: Section) -> SheetPlan:
    """The sheet of one section."""
    if len(section.blocks) > 1 and any(block.shape is Kind.LIST for block in section.blocks):
        return _with_lists_that_go_on(context, section)
    sheet, _ = _laid_out(context, section, {})
    return sheet


def _with_lists_that_go_on(context: Context, section: Section) -> SheetPlan:
    """The sheet of a section of several tables, some of whose lists go on on another page, with their headings there.

    Excel repeats one header on all pages of a sheet, which would head the other tables, too. So the list's heading
    stands above these rows. They are the same in either language, as the sheets of editions are: where the text of the
    language that takes more room ends the page, at the size of an edition's text.
    """
    found: dict[str, set[int]] = {}
    first, own = context.text_columns[0], context.settings.language
    contexts = {
        name: replace(context, settings=replace(context.settings, language=name))
        for name in dict.fromkeys((*context.text_columns, own))
    }
    while True:
        laid_out = {name: _laid_out(one, section, found) for name, one in contexts.items()}
        sheet, shapes = laid_out[first]
        sides = [_generous_heights(side) for side, _ in laid_out.values()]
        heights = {row: _ROOM * max(side.get(row, 0.0) for side in sides) for row in set().union(*sides)}
        breaks = paged(replace(sheet, heights=heights), EDITION_SIZE, lowers=False).page_breaks
        lists = [shape for shape in shapes if isinstance(shape, List)]
        parted = ((one, at) for row in breaks for one in lists if (at := one.number_at(row)) is not None)
        going_on = next(((one, at) for one, at in parted if at not in one.begins_again), None)
        if going_on is None:
            return laid_out[own][0]
        one, at = going_on
        found.setdefault(one.block.name, set()).add(at)


def _generous_heights(sheet: SheetPlan) -> dict[int, float]:
    """The heights of a sheet's rows with as many lines as they may have in an edition: its labels are not translated
    here, and longer ones head their columns on two lines, and take room from the texts beside them."""
    narrow = tuple(width * _NARROWER for width in sheet.widths)
    heights = with_high_rows(replace(sheet, widths=narrow))
    headers = {cell.row for cell in sheet.cells if cell.style.startswith("header")}
    return heights | {row: max(heights.get(row, 0.0), 2 * LINE_HEIGHT + HEADER_AIR) for row in headers}


def _laid_out(
    context: Context, section: Section, begins_again: Mapping[str, Collection[int]]
) -> tuple[SheetPlan, list[Shape]]:
    """The sheet of one section and what stands on it, with the headings of lists that go on on another page."""
    shapes = [SHAPES[block.shape](context, block) for block in section.blocks]
    for shape in shapes:
        if isinstance(shape, List):
            shape.begins_again = sorted(begins_again.get(shape.block.name, ()))
    printed, workings = _printed_widths(shapes, section.heading), max((shape.own_workings for shape in shapes), key=len)
    found = max((shape.last_width for shape in shapes if shape.has_workings), default=0.0)
    beside = (GAP, *workings, *([found] if found else [])) if workings or found else ()
    tab = context.tab(section.name, section.tab_name)
    sheet = SheetBuilder(section.name, tab, section.heading, (*printed, *beside))
    page = Page(sheet, context, section, len(printed) + 1 + len(workings))
    page.shapes = dict(zip((block.name for block in section.blocks), shapes, strict=True))
    sheet.printed_columns = len(printed)
    last = _place(page, shapes)
    heading(sheet, context, shapes[0].covers())
    if any(isinstance(shape, Months) for shape in shapes):
        page.add_notice(months_changed(context))
    for shape in shapes:
        shape.lay_out()
    page.put_notices()
    if section.has_commentary:
        narrative(sheet, context, last + 2, section.number)
    sheet.repeat_columns = max(shape.frozen_columns for shape in shapes)
    sheet.one_page = section.one_page
    sheet.repeating_columns = tuple(sorted(set[int].intersection(*(set(shape.repeating_columns) for shape in shapes))))
    sheet.column_starts = tuple(sorted({start for shape in shapes for start in shape.column_starts}))
    _freeze(sheet, shapes)
    return sheet.plan(), shapes


def _printed_widths(shapes: Sequence[Shape], title: str) -> tuple[float, ...]:
    """The widths of the printed columns: each as wide as the widest shape needs it, and all together wide enough."""
    printed = tuple(max(widths) for widths in zip_longest(*(shape.widths for shape in shapes), fillvalue=0.0))
    for grid in (shape for shape in shapes if isinstance(shape, Grid)):
        # Beside months, which take the grid's columns, these would be too wide for a page: its headings turn.
        if sum(printed) > widths_for(len(printed)) and not grid.is_turned:
            grid.is_turned = True
            return _printed_widths(shapes, title)
    lacking = max(LEAST_WIDTH, heading_width(title, 1 + len(printed))) - sum(printed)
    if lacking > 0 and sum(printed) < LEAST_WIDTH:
        return (*printed, lacking)
    return printed if any(shape.column_starts and not isinstance(shape, Months) for shape in shapes) else _fit(printed)


def _fit(widths: tuple[float, ...]) -> tuple[float, ...]:
    """The columns on one page, as far as the widest alone can give up what is too much: its texts wrap."""
    over = max(0.0, sum(widths) - widths_for(len(widths)))
    widest = widths.index(max(widths))
    narrowed = min(widths[widest], max(LEAST_LABEL_WIDTH, widths[widest] - over))
    return (*widths[:widest], narrowed, *widths[widest + 1 :])


def _place(page: Page, shapes: Sequence[Shape]) -> int:
    """Give every shape its row, before any is laid out; returns the last row of all."""
    notices = {notice for shape in shapes for notice in shape.notices}
    row = max(FIRST_BLOCK, FIRST_NOTICE + len(notices))
    last = row
    for shape in shapes:
        shape.page, shape.row = page, row
        last = shape.last_row
        row = last + 2
    return last


def _freeze(sheet: SheetBuilder, shapes: Sequence[Shape]) -> None:
    """Keep in sight what a reader needs who scrolls: the header of a lone table, else the sheet's heading."""
    first = shapes[0]
    if len(shapes) == 1 and first.repeats_header:
        sheet.repeat_rows = (first.header_row, first.header_row)
    if isinstance(first, Figures | Text | Funnel):
        return
    if len(shapes) == 1 and not isinstance(first, Months | List) and first.header_row < _LOWEST_FROZEN:
        sheet.freeze = (first.header_row + 1, first.frozen_columns)
    else:
        sheet.freeze = (2, 1 if isinstance(first, Months | AtDate | History) else 0)
