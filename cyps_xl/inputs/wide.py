"""A file whose months, periods or roles stand side by side, turned into one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.cells import BadCell, read_cell
from cyps_xl.inputs.csv_cells import from_text
from cyps_xl.inputs.declare import Column, Kind, Table, folded
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import RawTable, RawValue, Separators
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES

_DATES = (Kind.DATE, Kind.MONTH)
_SPREAD = {
    Kind.DATE: ("dates", "date"),
    Kind.MONTH: ("months", "month"),
    Kind.YEAR: ("years", "year"),
    Kind.PERIOD: ("periods", "period"),
    Kind.QUARTER: ("quarters", "quarter"),
    Kind.CHOICE: ("choices", "choice"),
}
"""The kinds of column whose values may stand side by side as headings, in the plural and alone."""
_AREA = "Area"
_WHICH, _ACROSS, _FIGURE = "(which)", "(across)", "(figure)"  # columns for a while, beside those of the file


def as_long(raw: RawTable, table: Table) -> RawTable | None:
    """The table with one row a key, when the file spreads the key over its headings; None when it does not.

    Two shapes are known. Measures down and months across: the first column names the table's
    columns, the other headings are its months or dates. One column of the key across: the
    other columns of the key stand as usual, and the cells hold the table's number, or the one
    that a further column names; Indicator values without such a column hold the Value.

    Raises UnusableFile, naming them, when a column or row of figures belongs to neither: a
    total, a rate.
    """
    if len({folded(heading) for heading in raw.headings}) != len(raw.headings) or not raw.rows:
        return None
    if _has_measures_down(raw, table):
        return _turned(raw, table)
    shape = _spread(raw, table)
    return _gathered(raw, table, shape) if shape else None


def left_alone(raw: RawTable, table: Table) -> tuple[str, ...]:
    """The headings of a file with values side by side whose columns are not read: names and remarks beside the key."""
    shape = None if _has_measures_down(raw, table) else _spread(raw, table)
    if shape is None:
        return ()
    which = () if shape.which is None else (raw.headings[shape.which],)
    unknown = find_headings(raw.headings, table).unknown
    return tuple(heading for heading in unknown if heading not in which and not _fits(heading, shape.across))


def across(headings: Sequence[str], table: Table) -> int:
    """How many of a row's cells, the first left out, are values of one column of the key."""
    columns = [table.column(heading) for heading in table.key if table.column(heading).kind in _SPREAD]
    return max((sum(_fits(heading, column) for heading in headings[1:]) for column in columns), default=0)


def _has_measures_down(raw: RawTable, table: Table) -> bool:
    dates, key = raw.headings[1:], table.column(table.key[0])
    if len(table.key) != 1 or key.kind not in _DATES:
        return False
    measures = find_headings([str(row[0] or "") for row in raw.rows if any(row)], table)
    if not measures.positions or measures.repeated or not any(_fits(date, key) for date in dates):
        return False
    _refuse_columns(raw, key, [date for date in dates if not _fits(date, key)])
    if measures.unknown:
        names = _named(measures.unknown)
        raise UnusableFile(
            f"{raw.source} has {_SPREAD[key.kind][0]} side by side, and in its first column {names}, which is no "
            f"column of {table.name}.",
            "Delete that row, and save the file again: the report works rates and totals out itself.",
        )
    return True


@dataclass(frozen=True)
class _Shape:
    """How a file spreads a key: the column across, and where the column that names the number stands, or None."""

    across: Column
    which: int | None


def _spread(raw: RawTable, table: Table) -> _Shape | None:
    """The one column of the key that the headings are values of."""
    found = find_headings(raw.headings, table)
    absent = [table.column(heading) for heading in table.key if heading not in found.positions]
    if table.name == INDICATOR_VALUES.name:
        absent = [column for column in absent if column.heading != _AREA]
    numbers = {column.heading for column in _numbers(table)}
    if len(absent) != 1 or absent[0].kind not in _SPREAD or not numbers or numbers & set(found.positions):
        return None
    strangers = [heading for heading in found.unknown if not _fits(heading, absent[0])]
    if len(strangers) == len(found.unknown):
        return None
    which = next((raw.headings.index(heading) for heading in strangers if _names_numbers(raw, heading, table)), None)
    if which is None and len(numbers) > 1 and table.name != INDICATOR_VALUES.name:
        return None
    _refuse_columns(raw, absent[0], [heading for heading in strangers if _holds_figures(raw, heading)])
    return _Shape(absent[0], which)


def _refuse_columns(raw: RawTable, column: Column, strangers: Sequence[str]) -> None:
    if strangers:
        several, one = _SPREAD[column.kind]
        raise UnusableFile(
            f"{raw.source} has {several} side by side, and beside them {_named(strangers)}, which is no {one}.",
            "Delete that column, and save the file again: the report works rates and totals out itself.",
        )


def _named(headings: Sequence[str]) -> str:
    return ", ".join(f"“{heading}”" if heading else "a column or row without a name" for heading in headings)


def _cells(raw: RawTable, heading: str) -> list[str]:
    at = raw.headings.index(heading)
    return [str(row[at]) for row in raw.rows if row[at] is not None]


def _names_numbers(raw: RawTable, heading: str, table: Table) -> bool:
    """Whether a column's cells all are headings of the table's numbers."""
    numbers = {folded(column.heading) for column in _numbers(table)}
    cells = _cells(raw, heading)
    return bool(cells) and all(folded(cell) in numbers for cell in cells)


def _holds_figures(raw: RawTable, heading: str) -> bool:
    """Whether a column that is no value of the key holds a number: it would be lost, or read as what it is not."""
    number = Column(heading, Kind.DECIMAL, "", one_percent=1)
    return any(not isinstance(from_text(cell, number, Separators()), str) for cell in _cells(raw, heading))


def _numbers(table: Table) -> Sequence[Column]:
    return [
        column
        for column in table.typed_columns
        if column.heading not in table.key and column.kind in (Kind.WHOLE, Kind.DECIMAL)
    ]


def _fits(heading: str, column: Column) -> bool:
    try:
        return bool(heading) and read_cell(from_text(heading, column, Separators()), column) is not None
    except BadCell:
        return False


def _turned(raw: RawTable, table: Table) -> RawTable:
    import pandas as pd  # half a second to load, and few files are wide

    wide = pd.DataFrame(raw.rows, columns=raw.headings, dtype=object).dropna(how="all").set_index(raw.headings[0])
    long = wide.T.dropna(how="all").reset_index()
    names = tuple(f"the column {date}" for date in long["index"])
    return _long_table(raw, (table.key[0], *map(str, wide.index)), long.to_numpy().tolist(), names)


@dataclass
class _LongRow:
    """One row of the long table: the cells of its key, and its figures by heading."""

    name: str
    key: tuple[RawValue, ...]
    figures: dict[str, RawValue]


def _gathered(raw: RawTable, table: Table, shape: _Shape) -> RawTable:
    import pandas as pd

    found = find_headings(raw.headings, table)
    kept = [raw.headings[at] for at in found.positions.values()]
    spread = [heading for heading in found.unknown if _fits(heading, shape.across)]
    wide = pd.DataFrame(raw.rows, columns=raw.headings, dtype=object)
    wide.index += raw.first_row
    wide[_WHICH] = _number_named(table) if shape.which is None else wide[raw.headings[shape.which]].map(folded)
    melted = wide.melt([*kept, _WHICH], spread, _ACROSS, _FIGURE, ignore_index=False)
    rows: list[_LongRow] = []
    latest: dict[tuple[RawValue, ...], _LongRow] = {}
    for at, *cells in melted.dropna(subset=[_FIGURE]).sort_index(kind="stable").itertuples():
        *key, which, across, figure = cells
        row = latest.get((*key, across))
        # The same figure twice begins a row, so that whoever reads the rows names both.
        if row is None or which in row.figures:
            row = latest[*key, across] = _LongRow(f"row {at}, {across}", (*key, across), {})
            rows.append(row)
        row.figures[which] = figure
    numbers = [column.heading for column in _numbers(table)]
    area = (COUNCIL_AREA,) if lacks_area(raw.headings, table) else ()
    return _long_table(
        raw,
        (*kept, shape.across.heading, *([_AREA] if area else ()), *numbers),
        [(*row.key, *area, *(row.figures.get(folded(number)) for number in numbers)) for row in rows],
        tuple(row.name for row in rows),
    )


def _number_named(table: Table) -> str:
    """The number of a table that a file without a column naming it holds."""
    return folded("Value" if table.name == INDICATOR_VALUES.name else _numbers(table)[0].heading)


def lacks_area(headings: Sequence[str], table: Table) -> bool:
    """Whether figures of indicators do not say whose they are: they are taken for the council's own, and it is said."""
    return table.name == INDICATOR_VALUES.name and _AREA not in find_headings(headings, table).positions


def _long_table(
    raw: RawTable, headings: tuple[str, ...], rows: Sequence[Sequence[RawValue]], names: tuple[str, ...]
) -> RawTable:
    # pandas writes an empty cell of a text column as NaN; only text and None were here before.
    cells = tuple(tuple(cell if isinstance(cell, str) else None for cell in row) for row in rows)
    return RawTable(raw.name, raw.source, headings, cells, raw.first_row, is_sheet=False, row_names=names)
