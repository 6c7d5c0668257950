"""The engine's ranges of cells: read and written in bulk, moved, copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from xlwings import base_classes, utils

from helpers.xlwings_lo_cells import CURRENCY, DATE, LOGICAL, TEXT, formula_of, typed, value_of
from helpers.xlwings_lo_look import LookOfCells
from helpers.xlwings_lo_trips import asked, trip
from helpers.xlwings_lo_uno import struct

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_LIBREOFFICE_COLUMNS = 1024  # of a sheet of LibreOffice 7.4
_CONTENTS = 1 | 2 | 4 | 16
"""What LibreOffice clears when values, dates, texts and formulas go."""


class Range(LookOfCells):
    """A rectangle of cells; rows and columns count from 1."""

    sheet: Any = None  # shadows a property of the base class

    def __init__(self, sheet: Any, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        self.sheet, self.area = sheet, (row, column, rows, columns)

    @property
    def xl(self) -> Any:
        row, column, rows, columns = self.area
        last = min(column + columns - 1, _LIBREOFFICE_COLUMNS)
        return self.sheet.xl.getCellRangeByPosition(column - 1, row - 1, last - 1, row + rows - 2)

    @property
    def where(self) -> str:
        """The range as the count of round trips names it."""
        return f"{self.sheet.xl.Name}!{self.get_address(False, False, False)}"

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self.sheet.xl.Name, *self.area)

    @property
    def max_cells_per_read(self) -> None:
        return None

    @property
    def max_cells_per_write(self) -> None:
        return None

    @property
    @asked
    def row(self) -> int:
        return self.area[0]

    @property
    @asked
    def column(self) -> int:
        return self.area[1]

    @property
    @asked
    def shape(self) -> tuple[int, int]:
        return self.area[2:]

    def __len__(self) -> int:
        return self.area[2] * self.area[3]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.area[3])
            row, column = row + 1, column + 1
        return Range(self.sheet, self.area[0] + row - 1, self.area[1] + column - 1)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        row, column, rows, columns = self.area

        def cell(row: int, column: int) -> str:
            return f"{'$' * bool(col_absolute)}{utils.col_name(column)}{'$' * bool(row_absolute)}{row}"

        end = "" if (rows, columns) == (1, 1) else f":{cell(row + rows - 1, column + columns - 1)}"
        return cell(row, column) + end

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    @property
    @trip("read")
    def raw_value(self) -> list[list[Any]]:
        xl = self.xl
        values, formulas, groups = self._read(xl)
        kinds = self._kinds(groups)
        return [
            [
                value_of(
                    held,
                    kinds.get((i, j), 0),
                    lambda i=i, j=j: xl.getCellByPosition(j, i),
                    formulas[i][j].startswith("="),
                )
                for j, held in enumerate(row)
            ]
            for i, row in enumerate(values)
        ]

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._write(data)

    @property
    @trip("read")
    def formula(self) -> Any:
        xl = self.xl
        pairs = zip(xl.getDataArray(), xl.getFormulaArray(), strict=True)
        rows = tuple(tuple(map(formula_of, held, formulas)) for held, formulas in pairs)
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, data: Any) -> None:
        self._write(data)

    @trip("write")
    def _write(self, data: Any) -> None:
        """Write values and formulas as if they were typed."""
        self._guard()
        kinds, rows, formats = self._kinds(self._read(self.xl)[2]), [], []
        for i, row in enumerate(self._grid(data)):
            made = [typed(value, kinds.get((i, j), 0)) for j, value in enumerate(row)]
            rows.append(tuple(text for text, _ in made))
            formats += [(i, j, kind) for j, (_, kind) in enumerate(made) if kind]
        with self._notes_kept():
            self.xl.setFormulaArray(tuple(rows))
        numbers, locale = self.sheet.book.doc.NumberFormats, struct("lang.Locale", Language="en", Country="GB")
        for i, j, kind in formats:
            self.xl.getCellByPosition(j, i).NumberFormat = numbers.getStandardFormat(kind, locale)

    @contextmanager
    def _notes_kept(self) -> Iterator[None]:
        """Keep the notes on cells that are written, as Excel does."""
        notes, here = self.sheet.xl.Annotations, self.xl.RangeAddress
        there = [notes.getByIndex(number) for number in range(notes.Count)]
        kept = [
            (note.Position, note.String)
            for note in there
            if here.StartRow <= note.Position.Row <= here.EndRow
            and here.StartColumn <= note.Position.Column <= here.EndColumn
        ]
        yield
        for position, text in kept:
            notes.insertNew(position, text)

    def _grid(self, data: Any) -> Sequence[Sequence[Any]]:
        _, _, rows, columns = self.area
        if not isinstance(data, list | tuple):
            return [[data] * columns for _ in range(rows)]
        if not isinstance(data[0], list | tuple):
            data = [data]
        if {len(data), *(len(row) for row in data)} - {rows, columns} or len(data) != rows:
            raise ValueError(f"{len(data)} rows do not fit {self.where}")
        return data

    def _read(self, xl: Any) -> Any:
        """Values, formulas and types of number format, from LibreOffice in one go."""
        return self.sheet.book.app.read(xl, self.sheet.book.doc.NumberFormats)

    def _kinds(self, groups: Sequence[tuple[int, int, int, int, int]]) -> dict[tuple[int, int], int]:
        """The type of number format of every cell that has one of note, by row and column from 0."""
        found = {}
        for whole, first_row, last_row, first_column, last_column in groups:
            kind = whole & ~1
            if kind & (DATE | LOGICAL | TEXT | CURRENCY) and kind != 16:
                for row in range(first_row, last_row + 1):
                    for column in range(first_column, last_column + 1):
                        found[row - self.area[0] + 1, column - self.area[1] + 1] = kind
        return found

    @trip("clear")
    def clear_contents(self) -> None:
        self._guard()
        self.xl.clearContents(_CONTENTS)

    @trip("insert")
    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Put whole rows or columns in; as in Excel, they look like the one before."""
        self._guard()
        lines, first, count = self._lines(shift == "down")
        lines.insertByIndex(first, count)

    @trip("delete")
    def delete(self, shift: str | None = None) -> None:
        """Take whole rows or columns out; as in Excel, a range of whole rows needs no word on what moves up."""
        self.take_out(rows=shift == "up" or (shift is None and self.area[3] == MOST_COLUMNS))

    def take_out(self, *, rows: bool) -> None:
        """Take rows or columns out, as part of a round trip."""
        self._guard()
        lines, first, count = self._lines(rows)
        lines.removeByIndex(first, count)

    def _lines(self, rows: bool) -> tuple[Any, int, int]:
        """The sheet's rows or columns, the first meant, and how many."""
        whole = self.area[3] == MOST_COLUMNS if rows else self.area[2] == MOST_ROWS
        if not whole:
            raise NotImplementedError("the engine puts in and takes out whole rows and columns only")
        return (self.sheet.xl.Rows if rows else self.sheet.xl.Columns), self.area[not rows] - 1, self.area[3 - rows]

    @trip("copy")
    def copy(self, destination: Any = None) -> None:
        """Copy to another range; one row fills as many as there are."""
        self._guard()
        row, column, rows, _ = destination.area if isinstance(destination, Range) else destination.impl.area
        for start in range(row, row + max(rows, self.area[2]), self.area[2]):
            target = Range(self.sheet, start, column).xl.getCellByPosition(0, 0).CellAddress
            self.sheet.xl.copyRange(target, self.xl.RangeAddress)

    @property
    def rows(self) -> list[Range]:
        row, column, rows, columns = self.area
        return [Range(self.sheet, row + i, column, 1, columns) for i in range(rows)]


class Areas(base_classes.Range):
    """Several areas of a sheet as one range: rows whose height is set together."""

    sheet: Any = None  # shadows a property of the base class

    def __init__(self, sheet: Any, areas: list[Range]) -> None:
        self.sheet, self.areas = sheet, areas

    @property
    def where(self) -> str:
        """The range as the count of round trips names it."""
        return ",".join(area.where for area in self.areas)

    @property
    @asked
    def row_height(self) -> float:
        return self.areas[0].row_height

    @row_height.setter
    def row_height(self, points: float) -> None:
        self._set_height(points)

    @trip("height")
    def _set_height(self, points: float) -> None:
        for area in self.areas:
            area.set_height(points)

    @trip("delete")
    def delete(self, shift: str | None = None) -> None:
        """Take whole rows out of several places at once."""
        for area in sorted(self.areas, key=lambda area: -area.row):
            area.take_out(rows=True)
