"""Excel's object model, as far as a press uses it, on a workbook that is open in LibreOffice.

What it cannot show: how Excel behaves while busy or while a cell is being edited, AutoSave, Protected View, macro
security. LibreOffice saves no custom XML: the record of the last refresh is carried into every copy by hand.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cyps_xl.grid import LAST_COLUMN, Area
from cyps_xl.xlsx.grafting.written_record import NAMESPACE, record_part
from cyps_xl.xlsx.parts.custom_part import put_custom_part
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package, parse_part
from helpers.excel_calls import Asked, com
from helpers.xlwings_lo_cells import to_calc, to_excel, typed
from helpers.xlwings_lo_uno import properties, struct

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}
_ITEM = "{5B0E6B1B-6E0A-4E5C-9D0B-6C7970732D31}"
_CODE = re.compile(r'&"[^"]*"|&[0-9]+ ?|&.')


class Workbook(Asked):
    """An open workbook. `_record` is the XML of our custom part, which LibreOffice does not hold."""

    def __init__(self, doc: Any, record: list[str], books: Any) -> None:
        self._doc, self._record, self._books = doc, record, books

    @property
    @com
    def FullName(self) -> str:
        return self._path if self._doc.URL else str(self._doc.Title)

    @property
    @com
    def Saved(self) -> bool:
        return not self._doc.isModified()

    @property
    @com
    def Application(self) -> Any:
        return self._books

    @com
    def SaveCopyAs(self, path: str) -> None:
        if self._doc.isModified():
            self._store(self._doc.storeToURL, Path(path))
        else:  # LibreOffice takes ten seconds to write what it has read and nobody changed
            shutil.copyfile(self._path, path)

    @property
    def _path(self) -> str:
        import uno

        return str(uno.fileUrlToSystemPath(self._doc.URL))

    @com
    def Save(self) -> None:
        if self._doc.isModified():
            self._store(self._doc.storeAsURL, Path(self._path))

    def _store(self, store: Any, path: Path) -> None:
        store(path.as_uri(), properties(FilterName=FILTERS[path.suffix.lower()], Overwrite=True))
        if self._record:
            package = Package.of_our_own(path.read_bytes(), path.name)
            draft = Draft(package)
            put_custom_part(draft, package, parse_part(self._record[0].encode(), "the record"), _ITEM)
            path.write_bytes(draft.package().to_bytes())

    @com
    def Close(self, save: bool) -> None:
        self._doc.close(True)

    @com
    def _worksheets(self, tab: str) -> Worksheet:
        return Worksheet(self._doc, self._doc.Sheets.getByName(tab))

    @property
    @com
    def Worksheets(self) -> Any:
        return self._worksheets

    @property
    @com
    def Names(self) -> Names:
        return Names(self._doc)

    @property
    @com
    def CustomXMLParts(self) -> CustomXMLParts:
        return CustomXMLParts(self._record)


class Names(Asked):
    """The workbook's defined names."""

    def __init__(self, doc: Any) -> None:
        self._doc = doc

    @com
    def Add(self, name: str, refers_to: str, visible: bool) -> None:
        ranges = self._doc.NamedRanges
        if ranges.hasByName(name):
            ranges.removeByName(name)
        ranges.addNewByName(name, to_calc(refers_to)[1:], struct("table.CellAddress"), 0)

    @com
    def __call__(self, name: str) -> Name:
        return Name(self._doc.NamedRanges, name)

    def __iter__(self) -> Iterator[Name]:
        for sheet in self._doc.Sheets.ElementNames:
            own = self._doc.Sheets.getByName(sheet).NamedRanges
            yield from (Name(own, name, f"{sheet}!") for name in own.ElementNames)
        yield from (Name(self._doc.NamedRanges, name) for name in self._doc.NamedRanges.ElementNames)


class Name(Asked):
    """One defined name; `_tab` stands before that of a single sheet."""

    def __init__(self, ranges: Any, name: str, tab: str = "") -> None:
        self._ranges, self._name, self._tab = ranges, name, tab

    @property
    @com
    def Name(self) -> str:
        return self._tab + self._name

    @property
    @com
    def RefersTo(self) -> str:
        return to_excel("=" + self._ranges.getByName(self._name).Content)

    @RefersTo.setter
    @com
    def RefersTo(self, refers_to: str) -> None:
        self._ranges.getByName(self._name).Content = to_calc(refers_to)[1:]

    @com
    def Delete(self) -> None:
        self._ranges.removeByName(self._name)


class CustomXMLParts(Asked):
    """The parts of custom XML, of which there is none but our record."""

    def __init__(self, record: list[str]) -> None:
        self._record = record

    @com
    def SelectByNamespace(self, namespace: str) -> CustomXMLParts:
        assert namespace == NAMESPACE
        return CustomXMLParts(self._record)

    @property
    @com
    def Count(self) -> int:
        return len(self._record)

    @com
    def Item(self, number: int) -> CustomXMLPart:
        return CustomXMLPart(self._record, self._record[number - 1])

    @com
    def Add(self, xml: str) -> None:
        self._record.append(xml)


class CustomXMLPart(Asked):
    """One part of custom XML."""

    def __init__(self, record: list[str], xml: str) -> None:
        self._record, self._xml = record, xml

    @com
    def Delete(self) -> None:
        self._record.remove(self._xml)


class Worksheet(Asked):
    """One sheet."""

    def __init__(self, doc: Any, xl: Any) -> None:
        self._doc, self._xl = doc, xl

    @property
    def where(self) -> str:
        return str(self._xl.Name)

    @com
    def Range(self, address: str) -> Range:
        return Range(self._doc, self._xl, [Area.parse(text) for text in address.split(",")])

    @property
    @com
    def PageSetup(self) -> PageSetup:
        return PageSetup(self._doc, self._xl)

    @com
    def ResetAllPageBreaks(self) -> None:
        self._xl.removeAllManualPageBreaks()

    @property
    @com
    def HPageBreaks(self) -> HPageBreaks:
        return HPageBreaks()


class HPageBreaks(Asked):
    """The page breaks between rows."""

    @com
    def Add(self, before: Range) -> None:
        before._lines(rows=True).getByIndex(0).IsStartOfNewPage = True


class Range(Asked):
    """Cells of a sheet, in one area or several."""

    def __init__(self, doc: Any, xl: Any, areas: list[Area]) -> None:
        self._doc, self._sheet, self._areas = doc, xl, areas

    @property
    def where(self) -> str:
        return f"{self._sheet.Name}!{','.join(map(str, self._areas))}"

    @property
    def _xl(self) -> Any:
        return self._cells(self._areas[0])

    def _cells(self, area: Area) -> Any:
        corners = (area.first_column - 1, area.first_row - 1, min(area.last_column, 1024) - 1, area.last_row - 1)
        return self._sheet.getCellRangeByPosition(*corners)

    def _lines(self, *, rows: bool) -> Any:
        return self._xl.Rows if rows else self._xl.Columns

    def _guard(self) -> None:
        """LibreOffice moves and writes single cells of protected sheets; Excel refuses."""
        if self._sheet.isProtected():
            raise OSError(f"{self._sheet.Name} is protected")

    @com
    def Insert(self, shift: int, origin: int) -> None:
        self._guard()
        assert self._areas[0].last_column == LAST_COLUMN
        area = self._areas[0]
        self._sheet.Rows.insertByIndex(area.first_row - 1, area.last_row - area.first_row + 1)

    @com
    def Delete(self, shift: int) -> None:
        self._guard()
        for area in sorted(self._areas, reverse=True):
            assert area.last_column == LAST_COLUMN
            self._sheet.Rows.removeByIndex(area.first_row - 1, area.last_row - area.first_row + 1)

    @com
    def Copy(self, target: Range) -> None:
        """Copy over another range, over and over where that is larger."""
        target._guard()
        source, area = self._areas[0], target._areas[0]
        height, width = source.last_row - source.first_row + 1, source.last_column - source.first_column + 1
        for row in range(area.first_row, area.last_row + 1, height):
            for column in range(area.first_column, area.last_column + 1, width):
                place = target._sheet.getCellByPosition(column - 1, row - 1).CellAddress
                target._sheet.copyRange(place, self._xl.RangeAddress)

    def _type(self, rows: Any) -> None:
        self._guard()
        grid = rows if isinstance(rows, tuple) else ((rows,),)
        area = self._areas[0]
        size = (area.last_row - area.first_row + 1, area.last_column - area.first_column + 1)
        assert (len(grid), len(grid[0])) == size, f"{len(grid)} rows do not fit {self.where}"
        assert len(grid) * len(grid[0]) == 1 or all(len(str(text)) < 8_200 for row in grid for text in row)
        self._xl.setFormulaArray(tuple(tuple(typed(value) for value in row) for row in grid))

    Formula = property(None, com(_type))
    Value = property(None, com(_type))

    @com
    def _set_height(self, points: float) -> None:
        self._guard()
        for area in self._areas:
            rows = self._cells(area).Rows
            rows.IsVisible = True
            rows.Height = round(points * 2540 / 72)

    RowHeight = property(None, _set_height)

    @com
    def _use_standard(self, standard: bool) -> None:
        self._guard()
        for area in self._areas:
            rows = self._cells(area).Rows
            rows.IsVisible = rows.OptimalHeight = standard

    UseStandardHeight = property(None, _use_standard)

    @com
    def Merge(self) -> None:
        self._guard()
        self._xl.merge(True)

    @com
    def UnMerge(self) -> None:
        self._guard()
        self._xl.merge(False)


class PageSetup(Asked):
    """How a sheet prints."""

    def __init__(self, doc: Any, xl: Any) -> None:
        self._doc, self._xl = doc, xl

    @property
    def where(self) -> str:
        return f"{self._xl.Name} PageSetup"

    @property
    def _style(self) -> Any:
        return self._doc.StyleFamilies.getByName("PageStyles").getByName(self._xl.PageStyle)

    def _areas(self, address: str) -> tuple[Any, ...]:
        areas = [Area.parse(text) for text in address.split(",")] if address else []
        return tuple(Range(self._doc, self._xl, [area])._xl.RangeAddress for area in areas)

    @com
    def _print_area(self, address: str) -> None:
        self._xl.setPrintAreas(self._areas(address))

    @com
    def _rows(self, address: str) -> None:
        self._xl.setPrintTitleRows(bool(address))
        if address:
            self._xl.setTitleRows(self._areas(address)[0])

    @com
    def _columns(self, address: str) -> None:
        self._xl.setPrintTitleColumns(bool(address))

    @com
    def _tall(self, pages: int | bool) -> None:
        self._style.ScaleToPagesY = int(pages)

    @com
    def _wide(self, pages: int | bool) -> None:
        self._style.ScaleToPagesX = int(pages)

    @com
    def _orientation(self, which: int) -> None:
        self._style.IsLandscape = which == 2

    def _footer(side: str) -> Any:  # type: ignore[misc]
        @com
        def put(self: PageSetup, text: str) -> None:
            content = self._style.RightPageFooterContent
            getattr(content, side).String = _CODE.sub("", text)
            self._style.RightPageFooterContent = content

        return property(None, put)

    PrintArea, PrintTitleRows, PrintTitleColumns = (property(None, put) for put in (_print_area, _rows, _columns))
    FitToPagesTall, FitToPagesWide, Orientation = (property(None, put) for put in (_tall, _wide, _orientation))
    LeftFooter, CenterFooter, RightFooter = map(_footer, ("LeftText", "CenterText", "RightText"))


def record_of(path: Path) -> list[str]:
    """The record in a workbook file, as the custom XML of a workbook that was opened from it."""
    package = Package.of_our_own(path.read_bytes(), path.name)
    part = record_part(package)
    return [] if part is None else [package.parts[part].decode("utf-8").split("?>", 1)[-1].strip()]
