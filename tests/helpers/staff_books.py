"""Small workbooks that stand for what staff have."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

from cyps_xl.xlsx.parts.package import Package


def package_of(build: Callable[[xlsxwriter.Workbook], object]) -> Package:
    """The package of a workbook that `build` fills."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    build(book)
    book.close()
    return Package.from_bytes(buffer.getvalue(), "staff.xlsx")


def add_table(sheet: Any, first: tuple[int, int], headings: list[str], rows: list[list[Any]], **options: Any) -> None:
    """A table whose headings stand from `first`, rows and columns counted from 0."""
    columns = [{"header": heading} for heading in headings]
    last = (first[0] + max(1, len(rows)) + bool(options.get("total_row")), first[1] + len(headings) - 1)
    sheet.add_table(*first, *last, {"columns": columns, "data": rows, **options})
