"""Small workbooks in which XlsxWriter hides a secret as Excel would."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

from cyps_xl.xlsx.parts.package import Package
from helpers.book_writers import TAB, Writer, book, call, cell, chart, dot, edited, picture, rule
from helpers.planted import SECRET, png
from helpers.planted_charts import HIDDEN_IN_CHARTS, Planted


def _second(hide: str) -> Writer:
    def write(workbook: Any, sheet: Any) -> None:
        other = workbook.add_worksheet("Other")
        other.write("A1", SECRET)
        getattr(other, hide)()

    return write


def _rich(**look: Any) -> Writer:
    return lambda workbook, sheet: sheet.write_rich_string("A6", "Due ", workbook.add_format(look), SECRET)


def _merged(workbook: Any, sheet: Any) -> None:
    sheet.merge_range("A6:C7", "June")
    sheet.write("B7", SECRET)


def _filtered(workbook: Any, sheet: Any) -> None:
    sheet.autofilter("A1:C4")
    sheet.filter_column("A", "x == April")
    sheet.write("A3", SECRET)
    sheet.set_row(2, None, None, {"hidden": True})


def _under_a_picture(workbook: Any, sheet: Any) -> None:
    sheet.write("H6", SECRET)
    sheet.insert_image("F2", "dot.png", dot(x_scale=600, y_scale=400, object_position=2))


def _far_block(workbook: Any, sheet: Any) -> None:
    sheet.write_column("ZZ900", [SECRET, SECRET, SECRET])


LARGE_ICONS = {"type": "icon_set", "icon_style": "3_arrows", "icons_only": True}
ALWAYS = {"type": "cell", "criteria": ">", "value": 0}

PRINTED = call("print_area", "A1:P40")


def _of_picture(old: str, new: str) -> bytes:
    return edited(book(picture()), "xl/drawings/drawing1.xml", old, new)


def _with_media(data: bytes) -> bytes:
    package = Package.from_bytes(book(picture()), "book.xlsx")
    return package.with_parts({"xl/media/image1.png": data}).to_bytes()


def _twice(workbook: Any, sheet: Any) -> None:
    for _ in range(2):
        picture()(workbook, sheet)


def _list_of_a_table(workbook: Any, sheet: Any) -> None:
    sheet.add_table("A1:C4", {"columns": [{"header": "Month"}, {"header": "Due"}, {"header": "Done"}]})


TABLE = "xl/tables/table1.xml"

HIDDEN: Mapping[str, Planted] = {
    **HIDDEN_IN_CHARTS,
    "cell as far away as no other program reads": (book(cell("ZZ9999")), "off the page", f"{TAB}!ZZ9999"),
    "last cell of the sheet": (book(cell("XFD1048576")), "off the page", f"{TAB}!XFD1048576"),
    "stale value beside a far cell": (
        book(cell("ZZ9999"), call("write_formula", "D2", "=B2+C2", None, 7731)),
        "stale value",
        f"{TAB}!D2",
    ),
    "stale value beside a formula that no engine knows": (
        book(call("write_formula", "D2", "=B2+C2", None, 7731), call("write_formula", "E2", "=SUM((B2,C2))", None, 1)),
        "stale value",
        f"{TAB}!D2",
    ),
    "cell stored twice": (
        edited(
            book(),
            "xl/worksheets/sheet1.xml",
            '<row r="2"',
            '<row r="9"><c r="A9"><v>7731</v></c><c r="A9"><v>1</v></c></row><row r="2"',
        ),
        "covered",
        f"{TAB}!A9",
    ),
    "two values in a cell": (
        edited(book(), "xl/worksheets/sheet1.xml", "<v>11</v>", "<v>7731</v><v>11</v>"),
        "covered",
        f"{TAB}!B2",
    ),
    "picture off the print area": (
        book(PRINTED, picture("F90")),
        "unseen drawing",
        f"{TAB}, Picture 1",
    ),
    "picture half off the print area": (
        book(PRINTED, picture("P20", x_scale=300)),
        "unseen drawing",
        f"{TAB}, Picture 1",
    ),
    "picture far away": (book(picture("ZZ900")), "unseen drawing", f"{TAB}, Picture 1"),
    "picture without size": (book(picture(x_scale=1, y_scale=1)), "unseen drawing", f"{TAB}, Picture 1"),
    "see-through picture": (
        _of_picture('r:embed="rId1"/>', 'r:embed="rId1"><a:alphaModFix amt="4000"/></a:blip>'),
        "unseen drawing",
        f"{TAB}, Picture 1",
    ),
    "whitened picture": (
        _of_picture('r:embed="rId1"/>', 'r:embed="rId1"><a:lum bright="100000"/></a:blip>'),
        "unseen drawing",
        f"{TAB}, Picture 1",
    ),
    "cropped picture": (
        _of_picture("<a:stretch>", '<a:srcRect r="50000"/><a:stretch>'),
        "unseen drawing",
        f"{TAB}, Picture 1",
    ),
    "picture under a picture": (book(_twice), "unseen drawing", f"{TAB}, Picture 1"),
    "format that shows a currency of its own": (
        book(cell("A6", 7731, num_format="[$text-809]")),
        "invisible text",
        f"{TAB}!A6",
    ),
    "words in a currency": (
        book(cell("A6", 1, num_format=f"[${SECRET.replace('-', '')}-809]0")),
        "unseen words",
        "a number format",
    ),
    "format that shows thousands": (book(cell("A6", 7731, num_format="0,")), "invisible text", f"{TAB}!A6"),
    "format that shows no nought": (book(cell("A6", 0, num_format="#")), "invisible text", f"{TAB}!A6"),
    "sort list": (
        edited(
            book(_list_of_a_table),
            TABLE,
            '<autoFilter ref="A1:C4"/>',
            '<autoFilter ref="A1:C4"/><sortState ref="A2:C4"><sortCondition ref="A2:A4" '
            f'customList="April,{SECRET}"/></sortState>',
        ),
        "unseen words",
        f"{TABLE}, sortCondition customList",
    ),
    "other name of a column": (
        edited(book(_list_of_a_table), TABLE, 'name="Due"', f'name="Due" uniqueName="{SECRET}"'),
        "unseen words",
        f"{TABLE}, tableColumn uniqueName",
    ),
    "tabs not shown": (
        edited(book(), "xl/workbook.xml", "<workbookView ", '<workbookView showSheetTabs="0" '),
        "workbook feature",
        "xl/workbook.xml",
    ),
    "hidden window": (
        edited(book(), "xl/workbook.xml", "<workbookView ", '<workbookView visibility="hidden" '),
        "workbook feature",
        "xl/workbook.xml",
    ),
    "window without size": (
        edited(book(), "xl/workbook.xml", 'windowWidth="16095"', 'windowWidth="15"'),
        "workbook feature",
        "xl/workbook.xml",
    ),
    "window off the screen": (
        edited(book(), "xl/workbook.xml", 'xWindow="240"', 'xWindow="-900000"'),
        "workbook feature",
        "xl/workbook.xml",
    ),
    "second picture behind a picture": (_with_media(png() + png()), "picture", "xl/media/image1.png"),
    "colour profile of a picture": (_with_media(png((b"iCCP", SECRET.encode()))), "picture", "xl/media/image1.png"),
    "further pictures of an animation": (
        _with_media(png((b"fdAT", SECRET.encode()))),
        "picture",
        "xl/media/image1.png",
    ),
    "bytes behind the points of a picture": (_with_media(png(points=b"\0\0" + SECRET.encode())), "picture", "image1"),
    "link to a file share": (
        book(call("write_url", "A6", "https://council.sharepoint.com/sites/cases", None, "Due")),
        "link out",
        "sheet1",
    ),
    "hidden sheet": (book(_second("hide")), "hidden sheet", "Other"),
    "very hidden sheet": (book(_second("very_hidden")), "hidden sheet", "Other"),
    "hidden row": (
        book(cell("A9"), call("set_row", 8, None, None, {"hidden": True})),
        "hidden row or column",
        f"{TAB}!A9",
    ),
    "low row": (book(cell("A9"), call("set_row", 8, 2)), "hidden row or column", f"{TAB}!A9"),
    "hidden column": (
        book(cell("D2"), call("set_column", "D:D", 9, None, {"hidden": True})),
        "hidden row or column",
        f"{TAB}!D2",
    ),
    "narrow column": (book(cell("D2"), call("set_column", "D:D", 0.1)), "hidden row or column", f"{TAB}!D2"),
    "filtered row": (book(_filtered), "hidden row or column", f"{TAB}!A3"),
    "block of cells far away": (book(_far_block), "off the page", f"{TAB}!ZZ901"),
    "beside the print area": (book(cell("D2"), call("print_area", "A1:C4")), "off the page", f"{TAB}!D2"),
    "within a merged cell": (book(_merged), "covered", f"{TAB}!B7"),
    "under a chart": (book(cell("H6"), chart()), "covered", f"{TAB}!H6"),
    "under a picture": (book(_under_a_picture), "covered", f"{TAB}!H6"),
    "white": (book(cell("A6", font_color="#FFFFFF")), "invisible text", f"{TAB}!A6"),
    "nearly white": (book(cell("A6", font_color="#FBFBFB")), "invisible text", f"{TAB}!A6"),
    "as blue as its ground": (
        book(cell("A6", font_color="#1B6B93", bg_color="#1C6C94")),
        "invisible text",
        f"{TAB}!A6",
    ),
    "tiny": (book(cell("A6", font_size=1)), "invisible text", f"{TAB}!A6"),
    "format that shows no text": (book(cell("A6", num_format="0;-0;0;")), "invisible text", f"{TAB}!A6"),
    "format that shows no number": (book(cell("A6", 7731, num_format=";;;@")), "invisible text", f"{TAB}!A6"),
    "word in place of a number": (book(cell("A6", 7731, num_format='"Due"')), "invisible text", f"{TAB}!A6"),
    "format in white": (book(cell("A6", 7731, num_format="[White]0")), "invisible text", f"{TAB}!A6"),
    "format that shows no small number": (
        book(cell("A6", 3, num_format='[<5]"*";0')),
        "invisible text",
        f"{TAB}!A6",
    ),
    "white part of a text": (book(_rich(font_color="#FFFFFF")), "invisible text", f"{TAB}!A6"),
    "tiny part of a text": (book(_rich(font_size=1)), "invisible text", f"{TAB}!A6"),
    "zeros not shown": (book(cell("A6", 0), call("hide_zero")), "invisible text", f"{TAB}!A6"),
    "rule in white": (book(rule("B2:B4", ALWAYS, {"font_color": "#FFFFFF"})), "invisible text", f"{TAB}!B2:B4"),
    "rule that shows nothing": (book(rule("B2:B4", ALWAYS, {"num_format": ";;;"})), "invisible text", f"{TAB}!B2:B4"),
    "icons in place of figures": (book(rule("B2:B4", LARGE_ICONS)), "invisible text", f"{TAB}!B2:B4"),
    "bars in place of figures": (
        book(rule("B2:B4", {"type": "data_bar", "bar_only": True})),
        "invisible text",
        f"{TAB}!B2:B4",
    ),
    "stored value of a formula": (
        book(call("write_formula", "D2", "=B2+C2", None, 7731)),
        "stale value",
        f"{TAB}!D2",
    ),
    "stored text of a formula": (
        book(call("write_formula", "D2", "=A2", None, SECRET)),
        "stale value",
        f"{TAB}!D2",
    ),
    "words in a formula": (
        book(call("write_formula", "D2", f'=IF(B2=0,"{SECRET}","Due")', None, "Due")),
        "unseen words",
        f"{TAB}, a formula",
    ),
    "list to choose from": (
        book(call("data_validation", "B2", {"validate": "list", "source": ["April", SECRET]})),
        "unseen words",
        f"{TAB}!B2, what may be typed",
    ),
    "prompt": (
        book(call("data_validation", "B2", {"validate": "any", "input_message": SECRET})),
        "unseen words",
        f"{TAB}!B2, prompt",
    ),
    "warning": (
        book(
            call("data_validation", "B2", {"validate": "integer", "criteria": ">", "value": 0, "error_title": SECRET})
        ),
        "unseen words",
        f"{TAB}!B2, errorTitle",
    ),
    "name that stands for a text": (
        book(lambda workbook, sheet: workbook.define_name("Note", f'="{SECRET}"')),
        "unseen words",
        "the name Note",
    ),
    "header": (book(call("set_header", f"&L{SECRET}")), "unseen words", f"{TAB}, header or footer"),
    "tip of a link": (
        book(call("write_url", "A6", f"internal:{TAB}!A1", None, "Due", SECRET)),
        "unseen words",
        f"{TAB}!A6, link",
    ),
    "link out": (book(call("write_url", "A6", f"https://example.org/{SECRET}", None, "Due")), "link out", "sheet1"),
    "comment": (book(call("write_comment", "A1", SECRET)), "comment", "xl/comments1.xml"),
    "text box": (book(call("insert_textbox", "F2", SECRET)), "sheet feature", "xl/drawings/drawing1.xml, a shape"),
    "ground picture": (
        book(call("set_background", io.BytesIO(png()))),
        "sheet feature",
        TAB,
    ),
    "own property": (
        book(lambda workbook, sheet: workbook.set_custom_property("Case", SECRET)),
        "foreign part",
        "docProps/custom.xml",
    ),
    "author": (
        book(lambda workbook, sheet: workbook.set_properties({"author": SECRET, "created": dt.datetime(2018, 3, 8)})),
        "properties",
        "docProps/core.xml, creator",
    ),
}
"""Workbooks with a secret: what a scan has to call it, and words of the place that it has to name."""
