"""Which inputs the checks were made from: a fingerprint, and marks that tell in Excel when they have changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.records import Inputs, Records, excel_serial
from cyps_xl.inputs.tables.checks import ACCEPTED
from cyps_xl.inputs.tables.people import MEMBERS
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, filled_cells

CHECKED = "cyps_checked"
"""The defined name of the cell with the stamp: when the inputs were checked, and their fingerprint."""

NOT_CHECKED = "Not checked yet"
"""What stands in place of the stamp in a workbook that no refresh has seen."""

NUMBERS = (Kind.WHOLE, Kind.DECIMAL, Kind.DATE, Kind.MONTH, Kind.SETTING)
STALE = "The inputs have changed since these checks were made: bring the report up to date."


def fingerprint(inputs: Inputs) -> str:
    """Eight characters that stand for every figure and text that the report may show."""
    digest = hashlib.sha256()
    for table in _marked_tables(inputs.catalogue):
        rows = [tuple(row.values.get(c.heading) for c in table.typed_columns) for row in inputs[table]]
        digest.update(f"{table.name} {rows!r}".encode())
    word = digest.hexdigest()[:8].upper()
    return f"{word[:4]}-{word[4:]}"


def put_fingerprint(sheet: SheetBuilder, context: Context, row: int, column: int) -> None:
    """The marks of every table among the workings, and the line that speaks when one has changed.

    A mark is the number of cells filled plus the sum of the numbers and dates: any figure
    added, removed or changed moves it. A text changed into another does not; the formulas
    that show texts follow it at once anyway. Accepting a finding changes nothing that was checked.
    """
    for offset, label in enumerate(("Inputs", "Now", "When checked", "Changed")):
        sheet.put(row, column + offset, label, "workings header")
    changed = []
    for at, table in enumerate(_marked_tables(context.inputs.catalogue), start=row + 1):
        value = _mark(context.inputs[table])
        sheet.put(at, column, table.sheet, "workings")
        now = sheet.put(at, column + 1, Formula(_mark_text(table), value), "workings", "0.00")
        then = sheet.put(at, column + 2, value, "workings", "0.00")
        changed.append(sheet.put(at, column + 3, Formula(f"IF(ABS({now.text}-{then.text})<0.001,0,1)", 0), "workings"))
    span = f"{changed[0].text}:{changed[-1].text}"
    sheet.notice(3, 0, Formula(f'IF(SUM({span})>0,"{STALE}","")', ""))


def _marked_tables(catalogue: Catalogue) -> tuple[Table, ...]:
    """Every table that the report shows something of: not who is sent it, nor which findings stand."""
    return tuple(table for table in catalogue if table.name not in (ACCEPTED.name, MEMBERS.name))


def _mark_text(table: Table) -> str:
    filled = "+".join(filled_cells(table, c.heading) for c in table.typed_columns)
    numbers = [c for c in table.typed_columns if c.kind in NUMBERS]
    if not numbers:
        return filled
    sums = "+".join(f"SUM({table.name}[{c.heading}])" for c in numbers)
    return f"ROUND({sums},6)+{filled}"


def _mark(records: Records) -> float:
    filled = sum(row.values.get(c.heading) is not None for row in records for c in records.table.typed_columns)
    return round(sum(_numbers(records)), 6) + filled


def _numbers(records: Records) -> Iterator[float]:
    for column in records.table.typed_columns:
        if column.kind in NUMBERS:
            yield from _column_numbers(records, column)


def _column_numbers(records: Records, column: Column) -> Iterator[float]:
    for row in records:
        value = row.values.get(column.heading)
        if isinstance(value, dt.date):
            yield excel_serial(value)
        elif isinstance(value, int | float):
            yield value
