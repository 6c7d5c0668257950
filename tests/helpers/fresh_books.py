"""Small output sheets as a refresh writes them, and a staff workbook that holds those of an earlier refresh."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.parts.package import Package
from helpers.staff_books import add_table

TABS: Mapping[str, str] = {"alpha": "Alpha", "beta": "Beta"}


def fresh_book(quarter: int = 1, rows: int = 3, tabs: Mapping[str, str] = TABS, **changes: Any) -> Package:
    """The output sheets of a quarter: labels, formulas over the table Supervision, a chart each, arrows, set-up."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for key, tab in tabs.items():
        _output_sheet(book, key, tab, quarter, rows, changes)
    book.close()
    return Package.from_bytes(buffer.getvalue(), "fresh")


def staff_book(quarter: int = 1, rows: int = 3, tabs: Mapping[str, str] = TABS) -> Package:
    """A workbook with an input table and a sheet of staff's own, refreshed once."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    inputs, own = book.add_worksheet("Supervision"), book.add_worksheet("Own")
    add_table(inputs, (4, 0), ["Month", "Qualified due"], [[43009, 10], [43040, 12]], name="Supervision")
    blue = book.add_format({"font_color": "#0000FF", "num_format": "0.000"})
    own.write("A1", "Staff's own")
    own.write("A2", 1.5, blue)
    own.write_formula("B2", f"={_quoted(tabs['alpha'])}!B4*2", blue, 2)
    book.define_name("StaffName", "=Own!$A$2")
    own.print_area("A1:D9")
    book.close()
    staff = Package.from_bytes(buffer.getvalue(), "staff.xlsx")
    return graft(staff, fresh_book(quarter, rows, tabs))


def _quoted(tab: str) -> str:
    return "'" + tab.replace("'", "''") + "'"


def _output_sheet(
    book: xlsxwriter.Workbook, key: str, tab: str, quarter: int, rows: int, changes: Mapping[str, Any]
) -> None:
    sheet = book.add_worksheet(tab)
    title = book.add_format({"bold": True, "font_size": 16, "font_name": "Arial"})
    rate = book.add_format({"num_format": "0.0%", "align": "right", "font_name": "Arial", "bottom": 1})
    sheet.write_string(0, 0, f"{key.title()} <report>", title)
    sheet.write_string(1, 0, f"Quarter {quarter}\nto date")
    for row in range(3, 3 + rows):
        sheet.write_string(row, 0, f"Row {row - 2}")
        sheet.write_formula(row, 1, f"=SUM(Supervision[Qualified due])/{row}", rate, changes.get("total", 22) / row)
        sheet.write_formula(row, 2, f'=IF(B{row + 1}>1,2,"–")', None, 2)
        sheet.write_formula(row, 3, "=cyps_first", None, 22)
    sheet.write_url(1, 4, "internal:cyps_first", None, "to the figure")
    sheet.write_formula(2, 1, '=IF(1=2,"x","")', None, "")
    sheet.conditional_format(3, 2, 2 + rows, 2, {"type": "icon_set", "icon_style": "5_arrows", "icons_only": True})
    sheet.conditional_format(3, 1, 2 + rows, 1, {"type": "cell", "criteria": ">", "value": 1, "format": title})
    sheet.merge_range(10 + rows, 0, 10 + rows, 4, "A paragraph", None)
    _chart(book, sheet, key, tab, rows, int(changes.get("charts", 1)))
    _set_up(sheet, quarter, rows, changes)
    book.define_name(f"_cyps_sheet_{key}", f"={_quoted(tab)}!$A$1")
    book.defined_names[-1][3] = True
    if key == "alpha":
        book.define_name("cyps_first", f"={_quoted(tab)}!$B$4")


def _chart(book: xlsxwriter.Workbook, sheet: Any, key: str, tab: str, rows: int, count: int) -> None:
    for number in range(count):
        chart = book.add_chart({"type": "column", "name": f"cyps {key} {number}"})
        values = [tab, 3, 1, 2 + rows, 1]
        chart.add_series({"values": values, "categories": [tab, 3, 0, 2 + rows, 0], "name": [tab, 0, 0]})
        sheet.insert_chart(14 + rows + number * 16, 0, chart, {"description": "What the chart shows"})


def _set_up(sheet: Any, quarter: int, rows: int, changes: Mapping[str, Any]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_tab_color(changes.get("tab_colour", "#1B6B93"))
    sheet.freeze_panes(3, 1)
    sheet.set_column(0, 0, changes.get("width", 30))
    sheet.set_column(1, 3, 9)
    sheet.set_row(0, 27)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&LQuarter {quarter}&RPage &P")
    sheet.print_area(0, 0, 12 + rows, 4)
    sheet.repeat_rows(2)
    sheet.set_h_pagebreaks([8 + rows])
