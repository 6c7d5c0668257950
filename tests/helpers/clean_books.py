"""Small workbooks of every make that hold nothing but what their pages show."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl

from helpers.book_writers import TAB, book, cell, chart, dot, edited, rule, titled


def _linked(workbook: Any, sheet: Any) -> None:
    other = workbook.add_worksheet("More")
    other.write_url("A1", f"internal:{TAB}!A1", string="Figures")
    sheet.write_url("A6", "internal:More!A1", string="More", tip="More figures")


def _table(workbook: Any, sheet: Any) -> None:
    other = workbook.add_worksheet("Table")
    columns = [{"header": "Month"}, {"header": "Due", "total_function": "sum"}, {"total_string": "Done"}]
    other.add_table("A1:C5", {"columns": columns, "total_row": True, "data": [["May", 1, 2]]})


def _printed(workbook: Any, sheet: Any) -> None:
    sheet.print_area("A1:C4")
    sheet.repeat_rows(0)
    sheet.set_header("&L&A&R&D")
    sheet.set_footer("&CPage &P of &N")
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 1)
    sheet.set_h_pagebreaks([3])


def _typed(workbook: Any, sheet: Any) -> None:
    sheet.data_validation("A2:A4", {"validate": "list", "source": ["April", "May", "June"]})
    sheet.data_validation("B2:B4", {"validate": "integer", "criteria": ">=", "value": 0, "input_title": "Due"})


def _dressed(workbook: Any, sheet: Any) -> None:
    sheet.merge_range("A6:C6", "June", workbook.add_format({"bg_color": "#1B6B93", "font_color": "white"}))
    sheet.write_rich_string("A7", "Due is ", workbook.add_format({"bold": True, "font_color": "blue"}), "in June")
    sheet.write("A8", 0.25, workbook.add_format({"num_format": '0.0%;-0.0%;"None"', "font_color": "#595959"}))
    sheet.write("A9", 0, workbook.add_format({"num_format": '0;-0;"–"'}))


CLEAN: Mapping[str, bytes] = {
    "plain": book(),
    "column chart": book(chart()),
    "line chart": book(chart("line")),
    "pie chart": book(chart("pie")),
    "white title of a dark chart": book(titled("Due", "#FFFFFF", "", area="#203040")),
    "white title on a dark ground of its own": book(titled("Due", "#FFFFFF", "#203040", area="#FFFFFF")),
    "white title of a chart on dark grey": edited(
        book(titled("Due", "#FFFFFF", "#123456", area="#FFFFFF")),
        "xl/charts/chart1.xml",
        '<a:srgbClr val="123456"/>',
        '<a:schemeClr val="bg1"><a:lumMod val="25000"/></a:schemeClr>',
    ),
    "icons beside figures": book(rule("B2:B4", {"type": "icon_set", "icon_style": "3_arrows"})),
    "bars behind figures": book(rule("B2:B4", {"type": "data_bar"})),
    "bars of Excel 2010": book(rule("B2:B4", {"type": "data_bar", "data_bar_2010": True})),
    "colour scale": book(rule("B2:B4", {"type": "3_color_scale"})),
    "rule with words": book(rule("A2:A4", {"type": "text", "criteria": "containing", "value": "May"}, {"bold": True})),
    "rule in white on a dark ground": book(
        rule(
            "B2:B4",
            {"type": "cell", "criteria": ">", "value": 9},
            {"font_color": "#FFFFFF", "bg_color": "#1B6B93"},
        )
    ),
    "links within": book(_linked),
    "table": book(_table),
    "printed": book(_printed),
    "lists to choose from": book(_typed),
    "merged, rich and formatted cells": book(_dressed),
    "filter that filters nothing": book(lambda workbook, sheet: sheet.autofilter("A1:C4")),
    "name of cells": book(lambda workbook, sheet: workbook.define_name("Due", f"={TAB}!$B$2:$B$4")),
    "sparkline": book(lambda workbook, sheet: sheet.add_sparkline("E2", {"range": f"{TAB}!B2:B4"})),
    "formula": book(lambda workbook, sheet: sheet.write_formula("D2", '=IF(B2>C2,"Due","Done")', None, "Due")),
    "formula of the day": book(lambda workbook, sheet: sheet.write_formula("D2", "=TODAY()-1", None, 43000)),
    "picture": book(
        lambda workbook, sheet: sheet.insert_image("F2", "dot.png", dot(description="Due", x_scale=99, y_scale=99))
    ),
    "number hidden nowhere": book(cell("A6", 1.5, num_format="0.0", font_color="#767676")),
}
"""Workbooks that hold nothing but what their pages show, by what they show."""


def more_clean_books() -> Mapping[str, bytes]:
    """What was once called a hiding place and is none."""

    def empty_tab(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("Blank")

    def plain_link(workbook: Any, sheet: Any) -> None:
        sheet.write("A6", "https://www.gov.wales/children-social-services")
        sheet.write_url("A7", "https://www.gov.wales/social-services-and-well-being", string="Due")

    def decorative(workbook: Any, sheet: Any) -> None:
        sheet.insert_image("F2", "dot.png", dot(decorative=True, x_scale=99, y_scale=99))

    def in_thousands(workbook: Any, sheet: Any) -> None:
        sheet.write("A6", 7000, workbook.add_format({"num_format": '#,##0,"k"'}))

    def sorted_rows(workbook: Any, sheet: Any) -> None:
        sheet.autofilter("A1:C4")
        sheet.filter_column_list("A", ["April", "May", "June"])

    return {
        "empty tab": book(empty_tab),
        "links to public pages": book(plain_link),
        "decorative picture": book(decorative),
        "whole thousands": book(in_thousands),
        "filter of all": book(sorted_rows),
        "two charts side by side": book(chart(), lambda workbook, sheet: sheet.write("A6", "Month of the year")),
    }


def by_openpyxl() -> bytes:
    """A plain workbook as openpyxl makes it; it signs what it makes as its author."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Month", "Due"])
    sheet.append(["April", 11])
    workbook.properties.creator = ""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
