"""Cells formatted as percentages: they hold 0.82 and show 82%, and the reader of cells tells 0.82 alone."""

from __future__ import annotations

import re
from functools import lru_cache

from cyps_xl.inputs.raw import PercentCell, RawValue
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.opening.relations import part_of_kind
from cyps_xl.xlsx.parts.cells import CELL, place_of_cell
from cyps_xl.xlsx.parts.package import Package, parse_part

_EXCELS_OWN = {9, 10}  # 0% and 0.00%, which no file spells out
_NOT_A_SIGN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a format shows as it is, or as room: 0.0"%" shows 82% for 82, and is no percentage."""


def with_percentages(grid: list[list[RawValue]], package: Package, part: str) -> list[list[RawValue]]:
    """The grid of a sheet with each number that is formatted as a percentage told to be one."""
    styles = _percent_styles(package)
    data = package.parts[part]
    if not any(f's="{style}"'.encode() in data for style in styles):
        return grid
    for cell in parse_part(data, part).iter(CELL):
        if cell.get("s", "0") in styles:
            row, column = place_of_cell(cell)
            held = grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else None
            if isinstance(held, int | float) and not isinstance(held, bool):
                grid[row - 1][column - 1] = PercentCell(held)
    return grid


def _percent_styles(package: Package) -> frozenset[str]:
    """The numbers of the cell styles that are percentages, as cells write them."""
    part = part_of_kind(package.parts, package.workbook, "styles")
    return _percentages_in(package.parts[part], part) if part in package.parts else frozenset()


@lru_cache(maxsize=16)  # asked for each time that input tables are read
def _percentages_in(data: bytes, part: str) -> frozenset[str]:
    root = parse_part(data, part)
    codes = {
        int(element.get("numFmtId", "0")): element.get("formatCode", "")
        for element in root.iterfind(f"{main('numFmts')}/{main('numFmt')}")
    }
    looks = root.iterfind(f"{main('cellXfs')}/{main('xf')}")
    formats = ((str(at), int(look.get("numFmtId", "0"))) for at, look in enumerate(looks))
    return frozenset(at for at, number in formats if _shows_percentage(codes.get(number), number))


def _shows_percentage(code: str | None, number: int) -> bool:
    return number in _EXCELS_OWN if code is None else is_percentage(code)


def is_percentage(code: str) -> bool:
    """Whether a number format shows a percentage: one with a % that is not merely written behind the number."""
    return "%" in _NOT_A_SIGN.sub("", code)
