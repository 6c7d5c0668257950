"""Excel's object model, as far as a press uses it, on a workbook that is open in LibreOffice.

What it cannot show: how Excel behaves while busy or while a cell is being edited, AutoSave, Protected View, macro
security. LibreOffice saves no custom XML: the records of ours are carried into every copy by hand.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from cyps_xl.grid import LAST_COLUMN, Area
from cyps_xl.xlsx.grafting.written_record import record_part
from cyps_xl.xlsx.input_tables.last_definition import definition_part
from cyps_xl.xlsx.parts.custom_part import put_custom_part
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package, parse_part
from helpers.excel_calls import Com
from helpers.xlwings_lo_cells import to_calc, to_excel, typed
from helpers.xlwings_lo_uno import properties, struct

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}
LONGEST_IN_A_BLOCK = 8_200
_ITEMS = {"written": "{5B0E6B1B-6E0A-4E5C-9D0B-6C7970732D31}", "definition": "{3F0A7C55-2E19-4D6B-B1A4-5C6578732D31}"}
_CODE = re.compile(r'&"[^"]*"|&[0-9]+ ?|&.')


class Workbook(Com):
    """An open workbook. `record` holds the XML of our custom parts, which LibreOffice does not."""

    def __init__(self, doc: Any, record: list[str], books: Any) -> None:
        self.doc, self.record, self.books = doc, record, books

    @property
    def path(self) -> Path:
        import uno

        return Path(uno.fileUrlToSystemPath(self.doc.URL))

    def get_full_name(self) -> str:
        return str(self.path) if self.doc.URL else str(self.doc.Title)

    def get_saved(self) -> bool:
        return not self.doc.isModified()

    def get_application(self) -> Any:
        return self.books

    def do_save_copy_as(self, path: str) -> None:
        if self.doc.isModified():
            self._store(self.doc.storeToURL, Path(path))
        else:  # LibreOffice takes ten seconds to write what it has read and nobody changed
            shutil.copyfile(self.path, path)

    def do_save(self) -> None:
        if self.doc.isModified():
            self._store(self.doc.storeAsURL, self.path)

    def _store(self, store: Any, path: Path) -> None:
        store(path.as_uri(), properties(FilterName=FILTERS[path.suffix.lower()], Overwrite=True))
        package = Package.of_our_own(path.read_bytes(), path.name)
        for xml in self.record:
            draft = Draft(package)
            root = parse_part(xml.encode(), "the record")
            put_custom_part(draft, package, root, _ITEMS[etree.QName(root).localname])
            package = draft.package()
        path.write_bytes(package.to_bytes())

    def do_close(self, save: bool) -> None:
        self.doc.close(True)

    def do_worksheets(self, tab: str) -> Worksheet:
        return Worksheet(self.doc, self.doc.Sheets.getByName(tab))

    def get_names(self) -> Names:
        return Names(self.doc)

    def get_custom_xml_parts(self) -> CustomXMLParts:
        return CustomXMLParts(self.record)


class Names(Com):
    """The workbook's defined names, and those of its sheets."""

    def __init__(self, doc: Any) -> None:
        self.doc = doc

    def do_add(self, name: str, refers_to: str, visible: bool) -> None:
        ranges = self.doc.NamedRanges
        if ranges.hasByName(name):
            ranges.removeByName(name)
        ranges.addNewByName(name, to_calc(refers_to)[1:], struct("table.CellAddress"), 0)

    def __call__(self, name: str) -> Name:
        return Name(self.doc.NamedRanges, name)

    def __iter__(self) -> Iterator[Name]:
        for tab in self.doc.Sheets.ElementNames:
            own = self.doc.Sheets.getByName(tab).NamedRanges
            yield from (Name(own, name, f"{tab}!") for name in own.ElementNames)
        yield from (Name(self.doc.NamedRanges, name) for name in self.doc.NamedRanges.ElementNames)


class Name(Com):
    """One defined name; `tab` stands before that of a single sheet."""

    def __init__(self, ranges: Any, name: str, tab: str = "") -> None:
        self.ranges, self.name, self.tab = ranges, name, tab

    def get_name(self) -> str:
        return self.tab + self.name

    def get_refers_to(self) -> str:
        return to_excel("=" + self.ranges.getByName(self.name).Content)

    def set_refers_to(self, refers_to: str) -> None:
        self.ranges.getByName(self.name).Content = to_calc(refers_to)[1:]

    def do_delete(self) -> None:
        self.ranges.removeByName(self.name)


class CustomXMLParts(Com):
    """The parts of custom XML, of which there are none but our records; `namespace` narrows them down."""

    def __init__(self, record: list[str], namespace: str = "") -> None:
        self.record, self.namespace = record, namespace

    def do_select_by_namespace(self, namespace: str) -> CustomXMLParts:
        return CustomXMLParts(self.record, namespace)

    @property
    def selected(self) -> list[str]:
        return [xml for xml in self.record if f'"{self.namespace}"' in xml or not self.namespace]

    def get_count(self) -> int:
        return len(self.selected)

    def do_item(self, number: int) -> CustomXMLPart:
        return CustomXMLPart(self.record, self.selected[number - 1])

    def do_add(self, xml: str) -> None:
        self.record.append(xml)


class CustomXMLPart(Com):
    """One of them."""

    def __init__(self, record: list[str], xml: str) -> None:
        self.record, self.xml = record, xml

    def do_delete(self) -> None:
        self.record.remove(self.xml)


class Worksheet(Com):
    """One sheet."""

    def __init__(self, doc: Any, xl: Any) -> None:
        self.doc, self.xl, self.where = doc, xl, str(xl.Name)

    def do_range(self, address: str) -> Range:
        return Range(self.xl, [Area.parse(text) for text in address.split(",")])

    def get_page_setup(self) -> PageSetup:
        return PageSetup(self.doc, self.xl)

    def do_reset_all_page_breaks(self) -> None:
        self.xl.removeAllManualPageBreaks()

    def get_h_page_breaks(self) -> HPageBreaks:
        return HPageBreaks()


class HPageBreaks(Com):
    """The page breaks between rows."""

    def do_add(self, before: Range) -> None:
        before.cells.Rows.getByIndex(0).IsStartOfNewPage = True


class Range(Com):
    """Cells of a sheet, in one area or several."""

    def __init__(self, sheet: Any, areas: list[Area]) -> None:
        self.sheet, self.areas, self.area = sheet, areas, areas[0]
        self.where = f"{sheet.Name}!{','.join(map(str, areas))}"

    @property
    def cells(self) -> Any:
        return _cells(self.sheet, self.area)

    def _rows(self) -> Iterator[Any]:
        """The rows of each area; of a protected sheet, whose rows LibreOffice would move, an error as in Excel."""
        if self.sheet.isProtected():
            raise OSError(f"{self.sheet.Name} is protected")
        for area in self.areas:
            yield _cells(self.sheet, area).Rows

    def do_insert(self, shift: int, origin: int) -> None:
        assert self.area.last_column == LAST_COLUMN
        for _ in self._rows():
            self.sheet.Rows.insertByIndex(self.area.first_row - 1, self.area.last_row - self.area.first_row + 1)

    def do_delete(self, shift: int) -> None:
        assert self.area.last_column == LAST_COLUMN
        for area, _ in sorted(zip(self.areas, self._rows(), strict=True), reverse=True, key=lambda item: item[0]):
            self.sheet.Rows.removeByIndex(area.first_row - 1, area.last_row - area.first_row + 1)

    def do_copy(self, target: Range) -> None:
        """Copy over another range, over and over where that is larger."""
        height = self.area.last_row - self.area.first_row + 1
        width = self.area.last_column - self.area.first_column + 1
        for _ in target._rows():
            for row in range(target.area.first_row, target.area.last_row + 1, height):
                for column in range(target.area.first_column, target.area.last_column + 1, width):
                    place = target.sheet.getCellByPosition(column - 1, row - 1).CellAddress
                    target.sheet.copyRange(place, self.cells.RangeAddress)

    def set_formula(self, rows: Any) -> None:
        grid = rows if isinstance(rows, tuple) else ((rows,),)
        assert all(len(str(text)) <= LONGEST_IN_A_BLOCK for row in grid for text in row), "too long for Excel"
        self.set_value(rows)

    def set_value(self, rows: Any) -> None:
        grid = rows if isinstance(rows, tuple) else ((rows,),)
        self.cells.setFormulaArray(tuple(tuple(typed(value) for value in row) for row in grid))

    def set_row_height(self, points: float) -> None:
        for rows in self._rows():
            rows.IsVisible = True
            rows.Height = round(points * 2540 / 72)

    def set_use_standard_height(self, standard: bool) -> None:
        for rows in self._rows():
            rows.IsVisible = rows.OptimalHeight = standard

    def do_merge(self) -> None:
        self.cells.merge(True)

    def do_un_merge(self) -> None:
        self.cells.merge(False)


def _cells(sheet: Any, area: Area) -> Any:
    last = min(area.last_column, 1024) - 1  # LibreOffice 7.4 has no more
    return sheet.getCellRangeByPosition(area.first_column - 1, area.first_row - 1, last, area.last_row - 1)


class PageSetup(Com):
    """How a sheet prints."""

    def __init__(self, doc: Any, xl: Any) -> None:
        self.xl, self.where = xl, str(xl.Name)
        self.style = doc.StyleFamilies.getByName("PageStyles").getByName(xl.PageStyle)

    def set_print_area(self, address: str) -> None:
        areas = [Area.parse(text) for text in address.split(",")] if address else []
        self.xl.setPrintAreas(tuple(_cells(self.xl, area).RangeAddress for area in areas))

    def set_print_title_rows(self, address: str) -> None:
        self.xl.setPrintTitleRows(bool(address))
        if address:
            self.xl.setTitleRows(_cells(self.xl, Area.parse(address)).RangeAddress)

    def set_print_title_columns(self, address: str) -> None:
        self.xl.setPrintTitleColumns(bool(address))

    def set_fit_to_pages_tall(self, pages: int | bool) -> None:
        self.style.ScaleToPagesY = int(pages)

    def set_fit_to_pages_wide(self, pages: int | bool) -> None:
        self.style.ScaleToPagesX = int(pages)

    def set_orientation(self, which: int) -> None:
        self.style.IsLandscape = which == 2

    def set_left_footer(self, text: str) -> None:
        content = self.style.RightPageFooterContent
        content.LeftText.String = _CODE.sub("", text)
        self.style.RightPageFooterContent = content


def record_of(path: Path) -> list[str]:
    """The records in a workbook file, as the custom XML of a workbook that was opened from it."""
    package = Package.of_our_own(path.read_bytes(), path.name)
    parts = (record_part(package), definition_part(package))
    return [package.parts[part].decode("utf-8").split("?>", 1)[-1].strip() for part in parts if part is not None]
