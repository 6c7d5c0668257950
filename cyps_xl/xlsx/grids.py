"""The cells of a workbook's sheets, read in bulk."""

from __future__ import annotations

import io
from collections.abc import Iterable

from python_calamine import CalamineError, CalamineWorkbook

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.raw import RawValue
from cyps_xl.xlsx.package import Package
from cyps_xl.xlsx.xml_part import SAVE_AGAIN, check_well_formed


def read_grids(package: Package, tabs: Iterable[str]) -> dict[str, list[list[RawValue]]]:
    """The cells of these sheets by tab: rows from 1 on, each from column A on, "" where nothing is stored.

    What is read is the package as it was checked when it was opened, not the file again.
    Raises UnusableFile, naming the sheet, when its cells cannot be read.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(package.to_bytes(deflated=False))) as book:
            return {tab: _grid(book, tab, package) for tab in tabs}
    except CalamineError as error:
        _name_the_damaged_part(package)
        raise UnusableFile(f"{package.name} is damaged: its cells cannot be read.", SAVE_AGAIN) from error


def _grid(book: CalamineWorkbook, tab: str, package: Package) -> list[list[RawValue]]:
    try:
        rows = book.get_sheet_by_name(tab).to_python(skip_empty_area=False)
    except CalamineError as error:
        _name_the_damaged_part(package)
        raise UnusableFile(
            f"{package.name} is damaged: its sheet “{tab}” stores a cell in a way that Excel does not.", SAVE_AGAIN
        ) from error
    return [list(row) for row in rows]


def _name_the_damaged_part(package: Package) -> None:
    """Raise UnusableFile for the first part that is not well-formed; the reader of cells does not say which."""
    for part, data in package.parts.items():
        if part.endswith((".xml", ".rels")):
            check_well_formed(data, part, package.name)
