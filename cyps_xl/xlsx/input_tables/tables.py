"""The Excel Tables of a workbook: where each one stands, and its cells as they were found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from cyps_xl.grid import Area
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.xlsx.input_tables.grids import read_grids
from cyps_xl.xlsx.input_tables.percent_cells import with_percentages
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.parts.elements import area_of, table_columns
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.workbook_part import sheets_of

LOOKED_AT = 20
"""Rows under a table that are looked at: somebody may have typed there what the table did not grow to."""


@dataclass(frozen=True)
class TableLocation:
    """Where an Excel Table stands; rows and columns count from 1.

    `name` is the name in the workbook, with its capitals. `sheet` is the tab. `last_row` is the last
    data row, so that a totals row, when there is one, is the row after it. A table without rows, which Excel
    does not make, has a `last_row` before its first. `shows_headings` is whether its heading row,
    the `header_row`, is switched on.
    """

    name: str
    sheet: str
    sheet_part: str
    table_part: str
    header_row: int
    first_column: int
    last_row: int
    headings: tuple[str, ...]
    totals_row: bool
    shows_headings: bool = True

    @property
    def first_row(self) -> int:
        """The first data row."""
        return self.header_row + 1

    @property
    def data(self) -> Area:
        """The data rows, without headings and totals."""
        return Area(self.first_row, self.first_column, self.last_row, self.first_column + len(self.headings) - 1)

    def column(self, heading: str) -> int:
        """The sheet's column under a heading. KeyError when the table has no such heading."""
        try:
            return self.first_column + self.headings.index(heading)
        except ValueError:
            raise KeyError(f"{self.name}[{heading}]") from None


class TablesFound(Mapping[str, TableLocation]):
    """Tables by their names, whatever the capitals, of which Excel takes no notice; of two alike, the first."""

    def __init__(self, tables: Iterable[TableLocation]) -> None:
        self._by_name: dict[str, TableLocation] = {}
        for table in tables:
            self._by_name.setdefault(table.name.lower(), table)

    def __getitem__(self, name: str) -> TableLocation:
        return self._by_name[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return (table.name for table in self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)


def find_tables(package: Package) -> TablesFound:
    """Every table of the workbook by its name."""
    return package.once(_tables)


def _tables(package: Package) -> TablesFound:
    return TablesFound(_every_table(package))


def _every_table(package: Package) -> Iterator[TableLocation]:
    for sheet in sheets_of(package):
        for relation in relations(package.parts, sheet.part):
            if relation.kind == "table" and relation.target in package.parts:
                yield _locate(package, sheet.name, sheet.part, relation.target)


def read_raw_tables(package: Package, names: Iterable[str]) -> dict[str, RawTable]:
    """The cells of these tables as they were found, by the names asked for; a table that is not there is left out.

    Only sheets that hold a wanted table are read. Empty cells and empty texts are None.
    """
    places = find_tables(package)
    tops = {(table.sheet, table.header_row) for table in places.values()}
    wanted = {name: places[name] for name in names if name in places}
    grids = read_cells(package, {table.sheet: table.sheet_part for table in wanted.values()})
    return {
        name: _raw_table(name, table, grids[table.sheet], _rows_under(table, tops)) for name, table in wanted.items()
    }


def _rows_under(table: TableLocation, tops: Collection[tuple[str, int]]) -> range:
    """The rows under a table, counted from 1, down to the next table of its sheet: as many as are looked at."""
    first = table.last_row + 1
    until = min((row for sheet, row in tops if sheet == table.sheet and row >= first), default=first + LOOKED_AT)
    return range(first, min(until, first + LOOKED_AT))


def read_cells(package: Package, parts: Mapping[str, str]) -> dict[str, list[list[RawValue]]]:
    """The cells of these sheets by tab, as they were found; `parts` are the parts of the sheets, by tab."""
    found = read_grids(package, parts) if parts else {}
    return {tab: with_percentages(grid, package, parts[tab]) for tab, grid in found.items()}


def _locate(package: Package, tab: str, sheet_part: str, table_part: str) -> TableLocation:
    located = _located(package.parts[table_part], table_part)
    return replace(located, sheet=tab, sheet_part=sheet_part)


@lru_cache(maxsize=256)  # one refresh asks for the same tables several times
def _located(data: bytes, table_part: str) -> TableLocation:
    """A table as its own part describes it; on which sheet it stands, that part does not say."""
    root = parse_part(data, table_part)
    area = area_of(root)
    headings = [column.get("name", "") for column in table_columns(root)]
    header_rows, totals_rows = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    return TableLocation(
        name=root.get("displayName") or root.get("name") or "",
        sheet="",
        sheet_part="",
        table_part=table_part,
        header_row=area.first_row + header_rows - 1,
        first_column=area.first_column,
        last_row=area.last_row - totals_rows,
        headings=tuple(_plain(heading) for heading in headings),
        totals_row=totals_rows > 0,
        shows_headings=header_rows > 0,
    )


def _plain(heading: str) -> str:
    """A heading as its cell shows it: a table writes a line break as an escape."""
    return heading.replace("_x000a_", "\n").replace("_x000A_", "\n")


def _raw_table(name: str, table: TableLocation, grid: list[list[RawValue]], under: range) -> RawTable:
    first, width = table.first_column - 1, len(table.headings)

    def row(number: int) -> tuple[RawValue, ...]:
        cells = grid[number][first : first + width] if number < len(grid) else []
        found = tuple(None if value == "" else value for value in cells)
        return found + (None,) * (width - len(found))

    rows = tuple(row(number) for number in range(table.first_row - 1, table.last_row))
    below = [row(number - 1) for number in under]
    beneath = ((), *below[1:]) if table.totals_row else tuple(below)
    return RawTable(
        name,
        table.sheet,
        table.headings,
        rows,
        table.first_row,
        table.first_column,
        beneath=beneath,
        heading_cells=row(table.header_row - 1) if table.shows_headings else (),
    )
