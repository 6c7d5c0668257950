"""Small workbooks in whose chart XlsxWriter hides a secret as Excel would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cyps_xl.xlsx.parts.package import Package
from helpers.book_writers import TAB, book, call, chart, edited, titled
from helpers.planted import SECRET

Planted = tuple[bytes, str, str]
"""A workbook with a secret, what a scan has to call it, and words of the place that it has to name."""

CHART = "xl/charts/chart1.xml"
_WORDS = f"{CHART}, a title, label or series"


def _no_legend(workbook: Any, sheet: Any) -> None:
    drawn = workbook.add_chart({"type": "column"})
    drawn.add_series({"name": SECRET, "values": f"={TAB}!$B$2:$B$4"})
    drawn.set_legend({"none": True})
    sheet.insert_chart("F2", drawn)


def _deleted_axis(workbook: Any, sheet: Any) -> None:
    drawn = workbook.add_chart({"type": "column"})
    drawn.add_series({"values": f"={TAB}!$B$2:$B$4"})
    drawn.set_y_axis({"name": SECRET, "visible": False})
    sheet.insert_chart("F2", drawn)


def _levels() -> bytes:
    levels = (
        f'<c:multiLvlStrRef><c:f>{TAB}!$A$2:$B$4</c:f><c:multiLvlStrCache><c:ptCount val="3"/>'
        f'<c:lvl><c:pt idx="0"><c:v>{SECRET}</c:v></c:pt></c:lvl>'
        '<c:lvl><c:pt idx="0"><c:v>April</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat>'
    )
    package = Package.from_bytes(book(chart()), "book.xlsx")
    text = package.parts[CHART].decode()
    start, end = text.index("<c:cat>"), text.index("</c:cat>") + len("</c:cat>")
    return package.with_parts({CHART: (text[:start] + "<c:cat>" + levels + text[end:]).encode()}).to_bytes()


def _see_through_title() -> bytes:
    data = book(chart(title={"name": SECRET, "name_font": {"color": "#000000"}}))
    ink, faint = '<a:srgbClr val="000000"/>', '<a:srgbClr val="000000"><a:alpha val="1000"/></a:srgbClr>'
    return edited(edited(data, CHART, ink, faint), CHART, ink, faint)  # of the paragraph, and of its letters


def _on_ground(colour: str) -> bytes:
    """A chart on white, its title in white on a ground of its own."""
    data = book(titled(SECRET, "#FFFFFF", "#123456", area="#FFFFFF"))
    return edited(data, CHART, '<a:srgbClr val="123456"/>', colour)


def _unread(data: bytes) -> Planted:
    """A title that nobody can read."""
    return data, "invisible text", f"{CHART}, a title or label"


HIDDEN_IN_CHARTS: Mapping[str, Planted] = {
    "chart off the print area": (book(call("print_area", "A1:C4"), chart()), "unseen drawing", f"{TAB}, Chart 1"),
    "series without a legend": (book(_no_legend), "unseen words", _WORDS),
    "title of a deleted axis": (book(_deleted_axis), "unseen words", _WORDS),
    "title moved out of the chart": (
        edited(
            book(chart(title={"name": SECRET, "layout": {"x": 0.5, "y": 0.5}})),
            CHART,
            '<c:x val="0.5"/>',
            '<c:x val="2.5"/>',
        ),
        "unseen words",
        _WORDS,
    ),
    "alternative text of a chart": (
        book(chart(alt=SECRET)),
        "unseen words",
        "xl/drawings/drawing1.xml, alternative text",
    ),
    "inner level of categories": (_levels(), "stale figure", f"{CHART}, {TAB}!$A$2:$B$4"),
    "stored figures of a chart": (
        book(chart(series={"values_data": [11, 12, 7731]})),
        "stale figure",
        f"{CHART}, {TAB}!$B$2:$B$4",
    ),
    "stored months of a chart": (
        book(chart(series={"categories_data": ["April", "May", SECRET]})),
        "stale figure",
        f"{CHART}, {TAB}!$A$2:$A$4",
    ),
    "tiny title of a chart": _unread(book(chart(title={"name": SECRET, "name_font": {"size": 1}}))),
    "white title of a chart": _unread(book(chart(title={"name": SECRET, "name_font": {"color": "#FFFFFF"}}))),
    "see-through title of a chart": _unread(_see_through_title()),
    "white title of a chart on a white ground of its own": _unread(
        book(titled(SECRET, "#FFFFFF", "#FFFFFF", area="#203040"))
    ),
    "title of a dark chart in the chart's own colour": _unread(book(titled(SECRET, "#203040", "", area="#203040"))),
    "white title of a chart on a ground that is see-through": _unread(
        _on_ground('<a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr>')
    ),
    "white title of a chart on black made white": _unread(
        _on_ground('<a:schemeClr val="tx1"><a:lumMod val="0"/><a:lumOff val="100000"/></a:schemeClr>')
    ),
}
