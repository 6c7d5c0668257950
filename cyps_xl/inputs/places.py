"""How a message names a cell: as Excel's Name Box takes it, or by file, row and column."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_xl.grid import cell_address, quoted_tab


def cell_place(tab: str, column: int, row: int) -> str:
    """A cell of a sheet, column and row counted from 1: "Supervision!C7", "'Looked after'!B6"."""
    return f"{quoted_tab(tab)}!{cell_address(row, column)}"


def place(source: str, row: int, heading: str, columns: Mapping[str, int], row_name: str = "") -> str:
    """A cell of an input table: on its sheet when the sheet's columns are known, else in its file.

    A heading the sheet does not have leads to the row's first cell.
    """
    if not columns:
        return f"{source}, {row_name or f'row {row}'}, {heading}"
    return cell_place(source, columns.get(heading, min(columns.values())), row)
