"""The plan's output sheets, written with XlsxWriter: every formula with its value."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlsxwriter

from cyps_xl.grid import HIGHEST_ROW
from cyps_xl.sheets import theme
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.page_breaks import ROW_HEIGHT
from cyps_xl.sheets.pages import HEAD, MARGINS
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan, Span
from cyps_xl.writing.buttons import add_buttons
from cyps_xl.writing.charts import add_chart
from cyps_xl.writing.formats import Formats
from cyps_xl.writing.plain_formulas import PlainFormulaSheet
from cyps_xl.writing.same_bytes import closed
from cyps_xl.writing.strict_sheet import StrictSheet

ICON_LIMITS = (1.5, 0.5, -0.5, -1.5)
"""Where one arrow gives way to the next: codes are 2, 0, −1 and −2; the rising arrow between is not used."""


TAB_COLOURS = {"start": theme.TAB_START, "checks": theme.TAB_CHECKS, "drafts": theme.TAB_CHECKS}


def fresh_workbook(plan: ReportPlan, *, buttons: bool = False) -> bytes:
    """A new workbook that holds the output sheets alone, ready to be grafted. The same plan gives the same bytes.

    With `buttons`, those of the sheets that have one; the macro that they run is not in it.
    """
    buffer = io.BytesIO()
    book = new_book(buffer)
    add_output_sheets(book, plan)
    if buttons:
        add_buttons(book, plan)
    return closed(book, buffer)


def new_book(buffer: io.BytesIO) -> xlsxwriter.Workbook:
    """An XlsxWriter workbook without a trace of the moment it was made."""
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1), "title": "Children’s services performance report"})
    book.set_calc_mode("auto")
    return book


def add_output_sheets(
    book: xlsxwriter.Workbook, plan: ReportPlan, *, locators: bool = True, page_notes: bool = True
) -> None:
    """Add every output sheet of the plan to a workbook.

    Without `locators`, no hidden names are left by which a refresh would find the sheets again;
    without `page_notes`, no headers and footers.
    """
    formats = Formats(book, plan.size)
    for sheet_plan in plan.sheets:
        sheet = StrictSheet(book.add_worksheet(sheet_plan.tab, PlainFormulaSheet))
        _cells(sheet, sheet_plan, formats, plan.size / theme.SIZE)
        _tables(sheet, sheet_plan, formats)
        _arrows(sheet, sheet_plan)
        _bars(sheet, sheet_plan)
        for chart_plan in sheet_plan.charts:
            add_chart(book, sheet, sheet_plan, chart_plan, plan.size / theme.SIZE)
        _view(sheet, sheet_plan)
        _page(sheet, sheet_plan)
        if page_notes:
            _page_notes(sheet, plan, sheet_plan)
        if locators:
            _define_names(book, sheet_plan)


def _cells(sheet: Any, plan: SheetPlan, formats: Formats, larger: float) -> None:
    """The cells, with columns and rows as much larger than for 11 points as the text is."""
    if larger != 1:
        sheet.set_default_row(ROW_HEIGHT * larger)
    for column, width in enumerate(plan.widths):
        sheet.set_column(column, column, width * larger)
    for row, height in plan.heights.items():
        sheet.set_row(row, min(HIGHEST_ROW, height * larger))
    merged = {(span.first_row, span.first_column): span for span in plan.merges}
    for cell in plan.cells:
        span = merged.get((cell.row, cell.column))
        if span is not None:
            _merge(sheet, span, formats, cell)
        _cell(sheet, cell, formats)


def _merge(sheet: Any, span: Span, formats: Formats, cell: CellPlan) -> None:
    sheet.merge_range(span.first_row, span.first_column, span.last_row, span.last_column, "", formats.get(cell.style))


def _cell(sheet: Any, cell: CellPlan, formats: Formats) -> None:
    """One cell, by its kind: never XlsxWriter's write(), which makes formulas and links of typed text."""
    typed = cell.value if cell.formula is None and isinstance(cell.value, str) else ""
    look = formats.get(cell.style, cell.number_format, typed)
    place = (cell.row, cell.column)
    if cell.link:
        # Over a link a formula may be written. Its words stay out of the link: they follow the formula.
        words = str(cell.value) if cell.formula is None else cell.link
        sheet.write_url(*place, f"internal:{cell.link}", look, words)
        if cell.formula is None:
            return
    if cell.formula is not None:
        sheet.write_formula(*place, f"={cell.formula}", look, cell.value)
    elif cell.value == "":
        sheet.write_blank(*place, None, look)
    elif isinstance(cell.value, str):
        sheet.write_string(*place, cell.value, look)
    else:
        sheet.write_number(*place, cell.value, look)


def _tables(sheet: Any, plan: SheetPlan, formats: Formats) -> None:
    """Mark blocks of cells up as Excel Tables that look as they did."""
    cells = {(cell.row, cell.column): cell for cell in plan.cells}
    for table in plan.tables:
        span = table.span
        headings = [cells[span.first_row, column] for column in range(span.first_column, span.last_column + 1)]
        columns = [
            {"header": cell.value, "header_format": formats.get(cell.style, text=str(cell.value))} for cell in headings
        ]
        options = {"name": table.name, "columns": columns, "autofilter": False, "style": None}
        sheet.add_table(span.first_row, span.first_column, span.last_row, span.last_column, options)


def _arrows(sheet: Any, plan: SheetPlan) -> None:
    for span in plan.arrows:
        sheet.conditional_format(
            span.first_row,
            span.first_column,
            span.last_row,
            span.last_column,
            {
                "type": "icon_set",
                "icon_style": "5_arrows",
                "icons_only": True,
                "icons": [{"criteria": ">=", "type": "number", "value": limit} for limit in ICON_LIMITS],
            },
        )


def _bars(sheet: Any, plan: SheetPlan) -> None:
    for span in plan.bars:
        sheet.conditional_format(
            span.first_row,
            span.first_column,
            span.last_row,
            span.last_column,
            {
                "type": "data_bar",
                "data_bar_2010": False,  # the newer bars need an extension that not every viewer knows
                "bar_color": theme.BAR,
                "min_type": "num",
                "min_value": 0,
                "max_type": "num",
                "max_value": 1,
            },
        )


def _view(sheet: Any, plan: SheetPlan) -> None:
    sheet.hide_gridlines(2)
    # No green triangles: an indicator's No is text on purpose, and formulas differ along a row on purpose.
    everything = f"A1:{address(max(c.row for c in plan.cells), max(c.column for c in plan.cells))}"
    sheet.ignore_errors(
        {"number_stored_as_text": everything, "formula_differs": everything, "formula_range": everything}
    )
    colour = TAB_COLOURS.get(plan.key, theme.TAB_OUTPUT) if plan.reported else theme.TAB_NOT_REPORTED
    sheet.set_tab_color(colour)
    if plan.freeze != (0, 0):
        sheet.freeze_panes(*plan.freeze)


def _page(sheet: Any, plan: SheetPlan) -> None:
    """A4 at 100 %, every page break named, header rows and first columns repeated."""
    sheet.set_paper(9)
    if plan.landscape:
        sheet.set_landscape()
    sheet.set_print_scale(plan.scale)
    sheet.set_margins(**MARGINS)
    sheet.print_areas([(s.first_row, s.first_column, s.last_row, s.last_column) for s in plan.printed_areas])
    if plan.repeat_rows is not None:
        sheet.repeat_rows(*plan.repeat_rows)
    if plan.page_breaks:
        sheet.set_h_pagebreaks(list(plan.page_breaks))
    if plan.printed_further and plan.repeat_columns:
        sheet.repeat_columns(0, plan.repeat_columns - 1)


def _page_notes(sheet: Any, plan: ReportPlan, sheet_plan: SheetPlan) -> None:
    """Whose report this is and the page number at the foot; at the head the section, and what a draft says of itself.

    &A is the sheet's tab as it is called now; Excel takes 255 letters of a head or foot in all.
    """
    look = f'&"{theme.FONT},Regular"&9 '
    text = plan.footer.replace("&", "&&")[:160]
    sheet.set_footer(f"&L{look}{text}&R{look}{plan.page_of}")
    title = sheet_plan.title.removeprefix(f"{plan.header}: ")  # what a draft says of itself stands at the right
    head = title.replace("&", "&&")[:160] if plan.titles_head_pages else "&A"
    draft = f'&R&"{theme.FONT},Bold"&12 {plan.header.replace("&", "&&")}' if plan.header else ""
    sheet.set_header(f"&L{look}{head}{draft}", {"margin": HEAD})


def _define_names(book: xlsxwriter.Workbook, plan: SheetPlan) -> None:
    """The hidden locator by which the sheet is found again, and the names other sheets read."""
    tab = "'" + plan.tab.replace("'", "''") + "'"
    _define_hidden(book, plan.locator, f"={tab}!$A$1")
    for name, (row, column) in plan.names.items():
        book.define_name(name, f"={tab}!{address(row, column, fixed_row=True, fixed_column=True)}")
    for name, span in plan.ranges.items():
        ends = ((span.first_row, span.first_column), (span.last_row, span.last_column))
        area = ":".join(address(*end, fixed_row=True, fixed_column=True) for end in ends)
        book.define_name(name, f"={tab}!{area}")


def _define_hidden(book: xlsxwriter.Workbook, name: str, refers_to: str) -> None:
    book.define_name(name, refers_to)
    book.defined_names[-1][3] = True  # hidden: XlsxWriter keeps the flag but has no option for it
