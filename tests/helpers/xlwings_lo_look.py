"""How the engine's cells look: fonts, fills, borders, alignment, heights, merged cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlwings import base_classes, utils

from helpers.xlwings_lo_trips import asked, trip
from helpers.xlwings_lo_uno import struct

_HAIR = 26  # hundredths of a millimetre
POINTS = 72 / 2540  # in a hundredth of a millimetre
_FORMATS = 32 | 64
"""What LibreOffice clears when formats go."""


class Extent:
    """Where something is on its sheet, in points; `xl` comes from what it is."""

    xl: Any

    @property
    @asked
    def top(self) -> float:
        return float(self.xl.Position.Y * POINTS)

    @property
    @asked
    def left(self) -> float:
        return float(self.xl.Position.X * POINTS)

    @property
    @asked
    def height(self) -> float:
        return float(self.xl.Size.Height * POINTS)

    @property
    @asked
    def width(self) -> float:
        return float(self.xl.Size.Width * POINTS)


class LookOfCells(Extent, base_classes.Range):
    """The part of a range that has to do with its look; `xl`, `where` and `sheet` come from the range."""

    xl: Any
    where: str
    sheet: Any = None  # shadows a property of the base class

    def _guard(self) -> None:
        """Refuse, as Excel does, to change a protected sheet."""
        if self.sheet.xl.isProtected():
            raise PermissionError(f"the sheet {self.sheet.xl.Name} is protected")

    @trip("look")
    def _look(self, name: str, value: Any) -> None:
        self._guard()
        setattr(self.xl, name, value)

    @trip("look")
    def clear_formats(self) -> None:
        self._guard()
        self.xl.merge(False)
        self.xl.clearContents(_FORMATS)

    @property
    @asked
    def merge_cells(self) -> bool:
        around = self.sheet.xl.createCursorByRange(self.xl)
        around.collapseToMergedArea()
        return bool(around.Rows.Count * around.Columns.Count > self.xl.Rows.Count * self.xl.Columns.Count)

    @trip("look")
    def merge(self, across: bool = False) -> None:
        self._guard()
        self.xl.merge(True)

    @property
    def font(self) -> Font:
        return Font(self._look, self.xl)

    @property
    def borders(self) -> Callable[[str], Border]:
        return Borders(self)

    @property
    def color(self) -> tuple[int, int, int] | None:
        return None if self.xl.CellBackColor == -1 else _rgb(self.xl.CellBackColor)

    @color.setter
    def color(self, colour: str) -> None:
        self._look("CellBackColor", _number(colour))

    @property
    def wrap_text(self) -> bool:
        return bool(self.xl.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, wrapped: bool) -> None:
        self._look("IsTextWrapped", wrapped)

    @property
    def horizontal_alignment(self) -> str:
        return str(self.xl.HoriJustify.value).lower()

    @horizontal_alignment.setter
    def horizontal_alignment(self, alignment: str) -> None:
        import uno

        self._look("HoriJustify", uno.Enum("com.sun.star.table.CellHoriJustify", alignment.upper()))

    @property
    def vertical_alignment(self) -> int:
        return int(self.xl.VertJustify)

    @vertical_alignment.setter
    def vertical_alignment(self, alignment: str) -> None:
        self._look("VertJustify", {"top": 1, "center": 2, "bottom": 3}[alignment])

    @property
    @asked
    def number_format(self) -> str | None:
        """The code of a format; None of cells that are not formatted alike, as Excel answers."""
        if str(self.xl.getPropertyState("NumberFormat").value) == "AMBIGUOUS_VALUE":
            return None
        return str(self.sheet.book.doc.NumberFormats.getByKey(self.xl.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, text: str) -> None:
        formats, locale = self.sheet.book.doc.NumberFormats, struct("lang.Locale", Language="en", Country="GB")
        key = formats.queryKey(text, locale, False)
        self._look("NumberFormat", formats.addNew(text, locale) if key == -1 else key)

    @property
    @asked
    def row_height(self) -> float:
        """In points, of the first row: so Excel may answer where the rows are not all alike."""
        first = self.xl.Rows.getByIndex(0)
        return round(first.Height * POINTS, 2) if first.IsVisible else 0.0

    @row_height.setter
    def row_height(self, points: float) -> None:
        self._set_height(points)

    @trip("height")
    def _set_height(self, points: float) -> None:
        self.set_height(points)

    def set_height(self, points: float) -> None:
        """Set the height of the rows, as part of a round trip."""
        self._guard()
        self.xl.Rows.IsVisible = True  # as in Excel, rows that are given a height are seen
        self.xl.Rows.Height = round(points / POINTS)

    @trip("height")
    def autofit(self, axis: str | None = None) -> None:
        self._guard()
        if axis not in ("rows", "r"):
            raise NotImplementedError("the engine fits rows only")
        self.xl.Rows.OptimalHeight = True


class Font(base_classes.Font):
    """The font of a range."""

    def __init__(self, put: Callable[[str, Any], None], xl: Any) -> None:
        self._put, self._xl = put, xl

    @property
    def name(self) -> str:
        return str(self._xl.CharFontName)

    @name.setter
    def name(self, name: str) -> None:
        self._put("CharFontName", name)

    @property
    def size(self) -> float:
        return float(self._xl.CharHeight)

    @size.setter
    def size(self, points: float) -> None:
        self._put("CharHeight", points)

    @property
    def bold(self) -> bool:
        return bool(self._xl.CharWeight > 100)

    @bold.setter
    def bold(self, bold: bool) -> None:
        self._put("CharWeight", 150.0 if bold else 100.0)

    @property
    def italic(self) -> bool:
        return str(self._xl.CharPosture.value) == "ITALIC"

    @italic.setter
    def italic(self, italic: bool) -> None:
        import uno

        self._put("CharPosture", uno.Enum("com.sun.star.awt.FontSlant", "ITALIC" if italic else "NONE"))

    @property
    def color(self) -> tuple[int, int, int]:
        return _rgb(self._xl.CharColor)

    @color.setter
    def color(self, colour: str) -> None:
        self._put("CharColor", _number(colour))


class Borders(base_classes.Borders):
    """The borders of a range, as in Excel: an edge is that of the whole range."""

    def __init__(self, cells: LookOfCells) -> None:
        self.cells = cells

    def __getitem__(self, side: str) -> Border:
        rows, columns = self.cells.xl.Rows.Count, self.cells.xl.Columns.Count
        first, last, name = {
            "edge_top": (0, 0, "TopBorder"),
            "edge_bottom": (rows - 1, rows - 1, "BottomBorder"),
            "inside_horizontal": (0, rows - 2, "BottomBorder"),
        }[side]
        return Border(self.cells, self.cells.xl.getCellRangeByPosition(0, first, columns - 1, last), name)


class Border(base_classes.Border):
    """One border of the cells of some rows."""

    def __init__(self, cells: LookOfCells, rows: Any, name: str) -> None:
        self.cells, self.rows, self.border = cells, rows, name

    @trip("look")
    def _draw(self, **properties: Any) -> None:
        self.cells._guard()
        setattr(self.rows, self.border, struct("table.BorderLine", OuterLineWidth=_HAIR, **properties))

    @property
    def line_style(self) -> str:
        return "continuous" if getattr(self.rows, self.border).OuterLineWidth else "none"

    @line_style.setter
    def line_style(self, style: str) -> None:
        self._draw()

    @property
    def color(self) -> tuple[int, int, int]:
        return _rgb(getattr(self.rows, self.border).Color)

    @color.setter
    def color(self, colour: str) -> None:
        self._draw(Color=_number(colour))


def _number(colour: str | tuple[int, int, int]) -> int:
    red, green, blue = utils.hex_to_rgb(colour) if isinstance(colour, str) else colour
    return red << 16 | green << 8 | blue


def _rgb(number: int) -> tuple[int, int, int]:
    return (number >> 16 & 255, number >> 8 & 255, number & 255)
