"""Edits carried out on a workbook that is open in Excel, by Excel's own object model.

xlwings finds the workbook and waits while Excel is busy (`book.api` is Excel's object, each call tried again); what
is asked of it here has no shorter way through xlwings, which would ask where a range stands before it writes to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from cyps_xl.grid import cell_address
from cyps_xl.live.areas import row_addresses
from cyps_xl.live.book_state import AREA, BREAKS, FOOTER, TITLES
from cyps_xl.live.busy import is_busy
from cyps_xl.live.edits import (
    CopyLook,
    DeleteRows,
    Edit,
    InsertRows,
    Merge,
    SetHeights,
    SetName,
    SetPage,
    SetRecord,
    Unmerge,
    Write,
)
from cyps_xl.live.log import note_error

_DOWN, _UP, _AS_ABOVE = -4121, -4162, 0
_ORIENTATION = {"portrait": 1, "landscape": 2, "default": 1}
_FOOTER_PART = re.compile(r"(?<!&)(?:&&)*&([LCR])")
_FOOTERS = {"L": "LeftFooter", "C": "CenterFooter", "R": "RightFooter"}


class OpenWorkbook:
    """The workbook that is open; `doubled` are names, in small letters, that sheets have for themselves as well."""

    def __init__(self, api: Any, doubled: frozenset[str] = frozenset()) -> None:
        self._api, self._doubled = api, doubled
        self._sheets: dict[str, Any] = {}
        self._page_setups: dict[str, Any] = {}

    @cached_property
    def _worksheets(self) -> Any:
        return self._api.Worksheets

    def do(self, edit: Edit) -> None:
        """Carry one edit out. Raises whatever Excel raises."""
        _DOING[type(edit)](self, edit)

    def _sheet(self, tab: str) -> Any:
        if tab not in self._sheets:
            self._sheets[tab] = self._worksheets(tab)
        return self._sheets[tab]

    def _page_setup(self, tab: str) -> Any:
        """How a sheet prints; asked for once, as each call into Excel takes time."""
        if tab not in self._page_setups:
            self._page_setups[tab] = self._sheet(tab).PageSetup
        return self._page_setups[tab]

    def _range(self, tab: str, address: object) -> Any:
        return self._sheet(tab).Range(str(address))

    def insert_rows(self, edit: InsertRows) -> None:
        """Put rows in."""
        self._range(edit.tab, f"{edit.at}:{edit.at + edit.count - 1}").Insert(_DOWN, _AS_ABOVE)

    def delete_rows(self, edit: DeleteRows) -> None:
        """Take rows out, from below, so that the rest stand where they did."""
        for address in reversed(list(row_addresses(edit.runs))):
            self._range(edit.tab, address).Delete(_UP)

    def unmerge(self, edit: Unmerge) -> None:
        """Part a merged cell."""
        self._range(edit.tab, edit.area).UnMerge()

    def merge(self, edit: Merge) -> None:
        """Merge cells."""
        self._range(edit.tab, edit.area).Merge()

    def copy_look(self, edit: CopyLook) -> None:
        """Copy cells over others; what staff have copied for themselves stays on the clipboard."""
        self._range(edit.source_tab, edit.source).Copy(self._range(edit.tab, edit.target))

    def write(self, edit: Write) -> None:
        """Write a block; a single cell by itself, so that it may hold a text of any length that Excel allows."""
        target = self._range(edit.tab, edit.area)
        first = edit.cells[0][0]
        if len(edit.cells) == len(edit.cells[0]) == 1:
            setattr(target, "Value" if first.is_long else "Formula", first.typed())
        else:
            target.Formula = tuple(tuple(held.typed() for held in row) for row in edit.cells)

    def set_heights(self, edit: SetHeights) -> None:
        """Give rows a height, wherever they stand."""
        for address in row_addresses(edit.rows):
            if edit.points is None:
                self._range(edit.tab, address).UseStandardHeight = True
            else:
                self._range(edit.tab, address).RowHeight = edit.points

    def set_page(self, edit: SetPage) -> None:
        """Set how a sheet prints, as far as Excel knows of printing: on a computer without a printer it may not."""
        try:
            if edit.item == BREAKS:
                _set_breaks(self._sheet(edit.tab), edit)
            else:
                _PAGE[edit.item](self._page_setup(edit.tab), edit)
        except Exception as error:
            if is_busy(error):
                raise
            note_error(error)

    def set_name(self, edit: SetName) -> None:
        """Set a name of the workbook's, or take it away."""
        if edit.name.lower() in self._doubled:
            self._set_doubled(edit)
        elif edit.refers_to:
            self._api.Names.Add(edit.name, f"={edit.refers_to}", not edit.hidden)
        else:
            self._api.Names(edit.name).Delete()

    def _set_doubled(self, edit: SetName) -> None:
        """The same where a sheet has a name of that text: asked for it, Excel may hand out the sheet's."""
        for name in self._api.Names:
            if str(name.Name).lower() == edit.name.lower():
                if edit.refers_to:
                    name.RefersTo = f"={edit.refers_to}"
                else:
                    name.Delete()
                return
        if edit.refers_to:
            self._api.Names.Add(edit.name, f"={edit.refers_to}", not edit.hidden)

    def set_record(self, edit: SetRecord) -> None:
        """Put a record in the place of the last one."""
        parts = self._api.CustomXMLParts
        last = parts.SelectByNamespace(edit.namespace)
        old = [last.Item(number) for number in range(1, last.Count + 1)]
        if edit.xml:
            parts.Add(edit.xml)
        for part in old:
            part.Delete()


def _set_print_area(setup: Any, edit: SetPage) -> None:
    setup.PrintArea = edit.value


def _set_titles(setup: Any, edit: SetPage) -> None:
    parts = [part for part in edit.value.split(",") if part]
    setup.PrintTitleRows = next((part for part in parts if part.lstrip("$")[:1].isdigit()), "")
    setup.PrintTitleColumns = next((part for part in parts if part.lstrip("$")[:1].isalpha()), "")


def _set_breaks(sheet: Any, edit: SetPage) -> None:
    sheet.ResetAllPageBreaks()
    rows = edit.value.split()
    if rows:
        breaks = sheet.HPageBreaks
        for above in rows:
            breaks.Add(sheet.Range(cell_address(int(above) + 1, 1)))


def _set_footer(setup: Any, edit: SetPage) -> None:
    """Set the parts of a footer that are others: each costs Excel time."""
    now, wanted = footer_parts(edit.before), footer_parts(edit.value)
    for letter, name in _FOOTERS.items():
        if now.get(letter, "") != wanted.get(letter, ""):
            setattr(setup, name, wanted.get(letter, ""))


def footer_parts(text: str) -> dict[str, str]:
    """A footer's left, centre and right by their letters: "&LService&RPage &P"."""
    found = list(_FOOTER_PART.finditer(text))
    ends = [*(match.start(1) - 1 for match in found[1:]), len(text)]
    return {match[1]: text[match.end() : end] for match, end in zip(found, ends, strict=True)}


def _set_pages(name: str) -> Callable[[Any, SetPage], None]:
    def put(setup: Any, edit: SetPage) -> None:
        number = int(edit.value or "1")
        setattr(setup, name, number or False)  # no number: as many pages as it takes

    return put


def _set_orientation(setup: Any, edit: SetPage) -> None:
    setup.Orientation = _ORIENTATION.get(edit.value, 1)


_PAGE: dict[str, Callable[[Any, SetPage], None]] = {
    AREA: _set_print_area,
    TITLES: _set_titles,
    FOOTER: _set_footer,
    "fitToHeight": _set_pages("FitToPagesTall"),
    "fitToWidth": _set_pages("FitToPagesWide"),
    "orientation": _set_orientation,
}

_DOING: dict[type, Callable[[OpenWorkbook, Any], None]] = {
    InsertRows: OpenWorkbook.insert_rows,
    DeleteRows: OpenWorkbook.delete_rows,
    Unmerge: OpenWorkbook.unmerge,
    Merge: OpenWorkbook.merge,
    CopyLook: OpenWorkbook.copy_look,
    Write: OpenWorkbook.write,
    SetHeights: OpenWorkbook.set_heights,
    SetPage: OpenWorkbook.set_page,
    SetName: OpenWorkbook.set_name,
    SetRecord: OpenWorkbook.set_record,
}
