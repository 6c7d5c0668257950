"""Small workbooks written by XlsxWriter, for a scan to look through: figures, and what a test puts beside them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

from cyps_xl.xlsx.parts.package import Package
from helpers.planted import SECRET, png

TAB = "Figures"
Writer = Callable[[Any, Any], None]
"""Writes into a workbook and its first sheet, which holds months and figures in A1:C4."""


def book(*writers: Writer) -> bytes:
    """A workbook with a title and a fixed date, and what the writers put in."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"title": "Due and done", "created": dt.datetime(2018, 3, 8)})
    sheet = workbook.add_worksheet(TAB)
    sheet.write_row("A1", ["Month", "Due", "Done"])
    for row, month in enumerate(("April", "May", "June"), 1):
        sheet.write_row(row, 0, [month, 10 + row, 8 + row])
    for writer in writers:
        writer(workbook, sheet)
    workbook.close()
    return buffer.getvalue()


def chart(kind: str = "column", **options: Any) -> Writer:
    """A chart of the figures, far enough to the right to cover none."""

    def write(workbook: Any, sheet: Any) -> None:
        drawn = workbook.add_chart({"type": kind})
        reference = {"name": f"={TAB}!$B$1", "categories": f"={TAB}!$A$2:$A$4", "values": f"={TAB}!$B$2:$B$4"}
        drawn.add_series(reference | {"data_labels": {"value": True}} | options.get("series", {}))
        drawn.set_title(options.get("title", {"name": "Workers due"}))
        drawn.set_x_axis({"name": "Month of the year"})
        drawn.set_chartarea(options.get("area", {}))
        sheet.insert_chart("F2", drawn, {"description": options.get("alt", "Workers due, April to June")})

    return write


def titled(text: str, ink: str, ground: str, area: str) -> Writer:
    """A chart whose title has letters of a colour, on a ground of its own ("" for none), in a chart of another."""
    own = {"fill": {"color": ground}} if ground else {}
    return chart(title={"name": text, "name_font": {"color": ink}, **own}, area={"fill": {"color": area}})


def rule(area: str, options: Mapping[str, Any], look: Mapping[str, Any] | None = None) -> Writer:
    """A conditional format; its look is what XlsxWriter calls a format."""

    def write(workbook: Any, sheet: Any) -> None:
        dressed = {"format": workbook.add_format(dict(look))} if look else {}
        sheet.conditional_format(area, dict(options) | dressed)

    return write


def cell(address: str, value: str | float = SECRET, **look: Any) -> Writer:
    """A cell of a look of its own."""
    return lambda workbook, sheet: sheet.write(address, value, workbook.add_format(look))


def dot(**options: Any) -> dict[str, Any]:
    """The options with which XlsxWriter puts in a picture of one point."""
    return {"image_data": io.BytesIO(png()), **options}


def call(method: str, *arguments: Any, **options: Any) -> Writer:
    """A call of a method of XlsxWriter's worksheet."""
    return lambda workbook, sheet: getattr(sheet, method)(*arguments, **options)


def picture(at: str = "F2", **options: Any) -> Writer:
    """A picture of one point, drawn large."""
    return lambda workbook, sheet: sheet.insert_image(at, "dot.png", dot(**{"x_scale": 99, "y_scale": 99} | options))


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with a text of a part in the place of another. Fails where there is none."""
    package = Package.from_bytes(data, "book.xlsx")
    text = package.parts[part].decode()
    assert old in text, f"{part} has no {old}"
    return package.with_parts({part: text.replace(old, new, 1).encode()}).to_bytes()
