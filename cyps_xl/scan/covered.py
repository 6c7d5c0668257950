"""Cells that lie under something: a chart, a picture, or the rest of a merged cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from cyps_xl.grid import LAST_COLUMN, LAST_ROW, Area
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.parts.elements import area_of, columns_of, is_on, merges_of, rows_of
from cyps_xl.xlsx.parts.package import parse_part

_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
A_SLIVER = 95_250  # EMU, ten points on a screen: a cell that stands out by less is covered
_ROW_HEIGHT, _COLUMN_WIDTH = 190_500, 609_600  # EMU, as Excel has them where a sheet says nothing
_FARTHEST = 100_000_000  # EMU, some three metres
_EMU_A_POINT, _EMU_A_LETTER = 12_700, 66_675


def merged_areas(root: etree._Element) -> list[Area]:
    """The merged cells of a sheet; only the first cell of each is seen."""
    return [area_of(merge) for merge in merges_of(root)]


def areas_under_drawings(parts: Mapping[str, bytes], sheet: str, root: etree._Element) -> list[Area]:
    """The cells of a sheet, by the name of its part, that lie under charts and pictures from edge to edge."""
    drawings = [r.target for r in relations(parts, sheet) if r.kind == "drawing" and r.target in parts]
    return [area for part in drawings for area in _areas(parse_part(parts[part], part), root)]


def _areas(drawing: etree._Element, sheet: etree._Element) -> Iterator[Area]:
    heights, widths = _heights(sheet), _widths(sheet)
    for anchor in drawing:
        if anchor.find(f"{_XDR}from") is None:
            continue
        top, left = (_first(anchor, what, offset) for what, offset in (("row", "rowOff"), ("col", "colOff")))
        if anchor.find(f"{_XDR}to") is not None:
            bottom, right = _number(anchor, "to", "row"), _number(anchor, "to", "col")
        else:
            bottom = _reach(top, _extent(anchor, "cy"), heights, _ROW_HEIGHT, LAST_ROW)
            right = _reach(left, _extent(anchor, "cx"), widths, _COLUMN_WIDTH, LAST_COLUMN)
        if top <= bottom and left <= right:
            yield Area(top, left, bottom, right)


def _first(anchor: etree._Element, what: str, offset: str) -> int:
    """The first row or column under a drawing, from 1."""
    return _number(anchor, "from", what) + (1 if _number(anchor, "from", offset) <= A_SLIVER else 2)


def _number(anchor: etree._Element, corner: str, what: str) -> int:
    return int(anchor.findtext(f"{_XDR}{corner}/{_XDR}{what}") or "0")


def _extent(anchor: etree._Element, side: str) -> int:
    extent = anchor.find(f"{_XDR}ext")
    return 0 if extent is None else int(extent.get(side, "0"))


def _reach(first: int, extent: int, sizes: Mapping[int, int], otherwise: int, most: int) -> int:
    """The last row or column that something of this extent covers to its end."""
    at = first
    while at <= most and extent >= sizes.get(at, otherwise):
        extent -= sizes.get(at, otherwise)
        at += 1
    return at - 1


def _heights(sheet: etree._Element) -> dict[int, int]:
    heights = ((number, row.get("ht")) for number, row in rows_of(sheet))
    return {number: round(float(height) * _EMU_A_POINT) for number, height in heights if height}


def _widths(sheet: etree._Element, unseen: int | None = None) -> dict[int, int]:
    """The columns' widths; those of hidden ones are as told, or what they will be when they are shown."""
    found: dict[int, int] = {}
    last = 0
    for run_first, run_last, column in columns_of(sheet):
        # Only what lies behind the ones before, as Excel writes them: so it ends, whatever the file says.
        for number in range(max(last + 1, run_first), min(run_last, LAST_COLUMN) + 1):
            found[number] = round(float(column.get("width", "9")) * _EMU_A_LETTER)
            if unseen is not None and is_on(column, "hidden"):
                found[number] = unseen
            last = number
    return found


class Covering:
    """Areas that are asked for by cell, row after row downwards."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._waiting = sorted(areas, reverse=True)
        self._row = 0
        self._open: list[Area] = []

    def over(self, place: tuple[int, int]) -> Iterator[Area]:
        """The areas that hold a cell, by row and column; its row may not lie above the one asked for last."""
        row, _ = place
        if row != self._row:
            self._row = row
            self._open = [area for area in self._open if area.last_row >= row]
            while self._waiting and self._waiting[-1].first_row <= row:
                self._open.append(self._waiting.pop())
        return (area for area in self._open if area.holds(*place))


class Sizes:
    """How high the rows and how wide the columns of a sheet are, in EMU; those that are hidden take no room."""

    def __init__(self, sheet: etree._Element) -> None:
        usual = sheet.find(main("sheetFormatPr"))
        height = "15" if usual is None else usual.get("defaultRowHeight", "15")
        width = "9" if usual is None else usual.get("defaultColWidth", "9")
        rows = {
            number: 0 if is_on(row, "hidden") else float(row.get("ht", height)) * _EMU_A_POINT
            for number, row in rows_of(sheet)
            if row.get("ht") or row.get("hidden")
        }
        columns = _widths(sheet, unseen=0)
        self._down = _Line(rows, float(height) * _EMU_A_POINT)
        self._across = _Line(columns, float(width) * _EMU_A_LETTER)

    def down(self, corner: etree._Element) -> int:
        """How far down the sheet a corner of a drawing is."""
        return self._down.start(_number_in(corner, "row")) + _number_in(corner, "rowOff")

    def across(self, corner: etree._Element) -> int:
        """How far across the sheet a corner of a drawing is."""
        return self._across.start(_number_in(corner, "col")) + _number_in(corner, "colOff")

    def row_at(self, depth: int) -> int:
        """The row at a depth, from 1."""
        return self._down.at(depth)

    def column_at(self, reach: int) -> int:
        """The column at a distance from the left, from 1."""
        return self._across.at(reach)


class _Line:
    """Rows or columns one after another: a few of a size of their own, all others alike."""

    def __init__(self, own: Mapping[int, float], usual: float) -> None:
        self._usual = max(usual, 1.0)
        self._numbers = sorted(own)
        self._ends: list[float] = []
        """Where each row or column with a size of its own ends."""
        end, last = 0.0, 0
        for number in self._numbers:
            end += (number - last - 1) * self._usual + own[number]
            self._ends.append(end)
            last = number

    def start(self, before: int) -> int:
        """Where the row or column behind this many begins."""
        number, end = self._last_own(bisect_right(self._numbers, before))
        return round(end + (before - number) * self._usual)

    def at(self, distance: int) -> int:
        """The number of the row or column at a distance."""
        place = bisect_right(self._ends, distance)
        number, end = self._last_own(place)
        found = number + 1 + int((distance - end) // self._usual)
        return max(1, min([found, *self._numbers[place : place + 1]]))

    def _last_own(self, place: int) -> tuple[int, float]:
        return (self._numbers[place - 1], self._ends[place - 1]) if place else (0, 0.0)


def _number_in(corner: etree._Element, what: str) -> int:
    number = int(corner.findtext(f"{_XDR}{what}") or "0")
    if abs(number) > _FARTHEST:
        raise ValueError(f"{what} {number}")
    return number
