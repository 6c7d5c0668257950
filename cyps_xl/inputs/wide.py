"""A CSV whose months or roles stand side by side, turned into one row each."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.inputs.cells import BadCell, read_cell
from cyps_xl.inputs.csv_cells import from_csv
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.headings import find_headings, folded
from cyps_xl.inputs.raw import RawTable, RawValue

_DATES = (Kind.DATE, Kind.MONTH)


def as_long(raw: RawTable, table: Table) -> RawTable | None:
    """The table with one row a key, when the file spreads the key over its headings; None when it does not.

    Two shapes are known. Measures down and months across: the first column names the table's
    columns, the other headings are its months or dates. One column of the key across: the
    other columns of the key stand as usual, and the cells hold the table's one number.
    """
    if len({folded(heading) for heading in raw.headings}) != len(raw.headings) or not raw.rows:
        return None
    if _has_measures_down(raw, table):
        return _turned(raw, table)
    spread = _spread_column(raw, table)
    return _gathered(raw, table, spread) if spread else None


def _has_measures_down(raw: RawTable, table: Table) -> bool:
    dates, key = raw.headings[1:], table.column(table.key[0])
    if len(table.key) != 1 or key.kind not in _DATES or not dates:
        return False
    measures = find_headings([str(row[0] or "") for row in raw.rows if any(row)], table)
    return all(_fits(date, key) for date in dates) and not (measures.unknown or measures.repeated)


def _spread_column(raw: RawTable, table: Table) -> Column | None:
    """The one column of the key that the headings are values of."""
    found = find_headings(raw.headings, table)
    absent = [heading for heading in table.key if heading not in found.positions]
    if len(absent) != 1 or len(_numbers(table)) != 1 or _numbers(table)[0].heading in found.positions:
        return None
    column = table.column(absent[0])
    return column if found.unknown and all(_fits(heading, column) for heading in found.unknown) else None


def _numbers(table: Table) -> Sequence[Column]:
    return [column for column in table.typed_columns if column.heading not in table.key]


def _fits(heading: str, column: Column) -> bool:
    try:
        return bool(heading) and read_cell(from_csv(heading, column, False), column) is not None
    except BadCell:
        return False


def _turned(raw: RawTable, table: Table) -> RawTable:
    import pandas as pd  # half a second to load, and few files are wide

    wide = pd.DataFrame(raw.rows, columns=raw.headings, dtype=object).dropna(how="all").set_index(raw.headings[0])
    long = wide.T.dropna(how="all").reset_index()
    names = tuple(f"the column {date}" for date in long["index"])
    return _long_table(raw, (table.key[0], *map(str, wide.index)), long.to_numpy().tolist(), names)


def _gathered(raw: RawTable, table: Table, spread: Column) -> RawTable:
    import pandas as pd

    positions = find_headings(raw.headings, table).positions
    kept = [raw.headings[at] for at in positions.values()]
    wide = pd.DataFrame(raw.rows, columns=raw.headings, dtype=object)
    wide.index += raw.first_row
    number = _numbers(table)[0].heading
    long = wide.melt(id_vars=kept, var_name=spread.heading, value_name=number, ignore_index=False)
    long = long.dropna(subset=[number]).sort_index(kind="stable")
    names = tuple(f"row {at}, {across}" for at, across in zip(long.index, long[spread.heading], strict=True))
    return _long_table(raw, tuple(map(str, long.columns)), long.to_numpy().tolist(), names)


def _long_table(
    raw: RawTable, headings: tuple[str, ...], rows: Sequence[Sequence[RawValue]], names: tuple[str, ...]
) -> RawTable:
    # pandas writes an empty cell of a text column as NaN; only text and None were here before.
    cells = tuple(tuple(cell if isinstance(cell, str) else None for cell in row) for row in rows)
    return RawTable(raw.name, raw.source, headings, cells, raw.first_row, is_sheet=False, row_names=names)
