"""The fresh output sheets with one cell more than staff have seen."""

from __future__ import annotations

from cyps_xl.grid import parse_cell
from cyps_xl.xlsx.parts.package import Package
from helpers.fresh_books import fresh_book
from helpers.staff_deeds import do, type_in


def with_one_more(address: str) -> Package:
    """The fresh sheets with one more cell."""
    return do(fresh_book(), type_in(*parse_cell(address), "Ours"), part="xl/worksheets/sheet1.xml")
