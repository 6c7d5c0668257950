"""Setting cells and adding rows in the input tables of a staff workbook; everything else stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from lxml import etree

from cyps_xl.errors import Blocked, MissingTable, Problem
from cyps_xl.grid import Area
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.declare import KEY_HEADING, Kind, Table
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import ErrorCell, NoResult, PercentCell, RawTable, RawValue
from cyps_xl.inputs.records import Value, excel_serial, row_key
from cyps_xl.xlsx.input_tables.cell_values import put, value_problem
from cyps_xl.xlsx.input_tables.growth import Growth, follow_in_names, follow_on_sheet, names_follow
from cyps_xl.xlsx.input_tables.growth_references import follow_in_references
from cyps_xl.xlsx.input_tables.row_heights import fit
from cyps_xl.xlsx.input_tables.table_room import make_room
from cyps_xl.xlsx.input_tables.tables import TableLocation, find_tables, read_raw_tables
from cyps_xl.xlsx.input_tables.text_marks import TextMarks
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.cells import Grid, set_formula
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import COLUMN_FORMULA, columns_of, is_on, table_columns
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.shared_formulas import let_go
from cyps_xl.xlsx.parts.workbook_part import calculate_on_load


def apply_changes(package: Package, changes: Sequence[TableChange], catalogue: Catalogue) -> Package:
    """The workbook with these changes made to its input tables.

    New rows first fill the blank rows at the end of their table; then the table grows, with
    the look, validations, formats and names of its columns. All or nothing: raises Blocked
    when a value cannot stand in a cell, MissingTable when a table is not there, and CypsError
    when something stands where a table must grow.
    """
    changes = [change for change in changes if change.updates or change.added]
    if not changes:
        return package
    places = find_tables(package)
    raw = read_raw_tables(package, [change.table for change in changes])
    missing = [change.table for change in changes if change.table not in raw]
    if missing:
        raise MissingTable(
            f"The workbook has no table {' or '.join(missing)}.", "Bring the sheet back from a backup or the template."
        )
    draft = Draft(package)
    marks = TextMarks(draft)
    edits = [
        _TableEdit(package, draft, marks, catalogue[change.table], places[change.table], raw[change.table], change)
        for change in changes
    ]
    problems = [problem for edit in edits for problem in edit.problems()]
    if problems:
        raise Blocked("Some values cannot be kept in a cell. Nothing was written.", problems)
    for edit in edits:
        edit.make(tuple(places.values()))
    calculate_on_load(draft)
    return draft.package()


class _TableEdit:
    """The changes to one table."""

    def __init__(
        self,
        package: Package,
        draft: Draft,
        marks: TextMarks,
        declared: Table,
        table: TableLocation,
        raw: RawTable,
        change: TableChange,
    ) -> None:
        self._package = package
        self._draft = draft
        self._marks = marks
        self._table = table
        self._raw = raw
        self._declared = declared
        positions = find_headings(raw.headings, self._declared).positions
        self._columns = {heading: table.first_column + at for heading, at in positions.items()}
        self._updates = change.updates
        self._fill_from = _end_of_data(raw, self._ignored(draft.root(table.table_part)))
        self._added = dict(enumerate(change.added, start=self._fill_from))

    def problems(self) -> list[Problem]:
        """Every value that its cell cannot hold."""
        found = (
            value_problem(value, self._table.sheet, row, self._column(heading))
            for row, values in [*self._updates.items(), *self._added.items()]
            for heading, value in values.items()
        )
        return [problem for problem in found if problem is not None]

    def make(self, tables: Sequence[TableLocation]) -> None:
        """Make the changes in the draft."""
        sheet = self._draft.change(self._table.sheet_part)
        grid = Grid.of(sheet)
        last_row = max([self._table.last_row, *self._added])
        if last_row > self._table.last_row:
            make_room(self._draft, grid, self._table, last_row, tables)
        looks = self._looks(sheet, grid)
        let_go(grid.data, self._touched(), self._table.sheet)
        for row, values in self._updates.items():
            self._update(grid, row, values)
        formulas = self._formulas()
        for row, values in self._added.items():
            cells = grid.span(row, self._table.data.first_column, self._table.data.last_column)
            if row > self._table.last_row:
                _dress(cells, looks, formulas)
            for heading, value in values.items():
                self._put(cells[self._column(heading)], value)
            grid.row(row).attrib.pop("spans", "")
            fit(grid.row(row), self._declared, values)
            self._set_key(cells, row_key(self._declared, values))
        if last_row > self._table.last_row:
            self._grow(sheet, last_row)
        if self._added and "insertRow" in self._draft.root(self._table.table_part).attrib:
            del self._draft.change(self._table.table_part).attrib["insertRow"]

    def _touched(self) -> set[tuple[int, int]]:
        """Row and column of every cell there already that is set to something else."""
        changed = [*self._updates.items(), *self._added.items()]
        cells = {(row, self._column(heading)) for row, values in changed for heading in values}
        if self._declared.has_key_column:
            cells |= {(row, self._column(KEY_HEADING)) for row, _ in changed}
        return cells

    def _column(self, heading: str) -> int:
        if heading not in self._columns:
            message = f"The table {self._declared.name} has no heading “{heading}”."
            raise MissingTable(message, "Type the heading again, or bring the sheet back from a backup.")
        return self._columns[heading]

    def _update(self, grid: Grid, row: int, values: Mapping[str, Value]) -> None:
        if not self._table.first_row <= row <= self._table.last_row:
            raise ValueError(f"row {row} is not a data row of {self._declared.name}")
        cells = grid.span(row, self._table.data.first_column, self._table.data.last_column)
        for heading, value in values.items():
            self._put(cells[self._column(heading)], value)
        if set(values) & set(self._declared.key):
            self._set_key(cells, row_key(self._declared, {**self._stored(row), **values}))

    def _put(self, cell: etree._Element, value: Value) -> None:
        put(cell, value)
        self._marks.suit(cell, value)

    def _stored(self, row: int) -> dict[str, Value]:
        """The key's values as the row had them."""
        cells = self._raw.rows[row - self._table.first_row]
        headings = [heading for heading in self._declared.key if heading in self._columns]
        return {
            heading: as_excel_takes_it(cells[self._column(heading) - self._table.first_column]) for heading in headings
        }

    def _set_key(self, cells: Mapping[int, etree._Element], key: str) -> None:
        if self._declared.has_key_column:
            set_formula(cells[self._column(KEY_HEADING)], self._declared.key_formula, key)

    def _formulas(self) -> dict[int, str]:
        """The formulas of the columns that staff had Excel work out, by column."""
        columns = table_columns(self._draft.root(self._table.table_part))
        formulas = {at: column.findtext(COLUMN_FORMULA) for at, column in enumerate(columns, self._table.first_column)}
        ours = {self._columns[column.heading] for column in self._declared.columns if column.heading in self._columns}
        return {at: formula for at, formula in formulas.items() if formula and at not in ours}

    def _ignored(self, table: etree._Element) -> set[int]:
        """The columns, counted from 0 in the table, that say nothing of whether a row is in use."""
        columns = enumerate(table_columns(table), self._table.first_column)
        worked_out = {at for at, column in columns if column.find(COLUMN_FORMULA) is not None}
        keys = {self._column(c.heading) for c in self._declared.columns if c.kind is Kind.KEY}
        return {at - self._table.first_column for at in (worked_out | keys) - self._typed()}

    def _typed(self) -> set[int]:
        """The sheet's columns that people type in."""
        return {self._columns[c.heading] for c in self._declared.typed_columns if c.heading in self._columns}

    def _looks(self, sheet: etree._Element, grid: Grid) -> dict[int, str]:
        """The style of each column's last data row, by column; what a text there needed is not for the rows below."""
        last = grid.find_row(self._table.last_row)
        of_row = last.get("s") if last is not None and is_on(last, "customFormat") else None
        looks = _column_styles(sheet, self._table.data)
        if of_row is not None:
            looks = dict.fromkeys(range(self._table.data.first_column, self._table.data.last_column + 1), of_row)
        for column in range(self._table.data.first_column, self._table.data.last_column + 1):
            cell = grid.find(self._table.last_row, column)
            if cell is not None:
                looks[column] = cell.get("s", "0")
        return {column: self._marks.without(look) for column, look in looks.items()}

    def _grow(self, sheet: etree._Element, last_row: int) -> None:
        growth = Growth(self._table.sheet, self._table.data, last_row)
        follow_on_sheet(sheet, growth)
        follow_in_references(self._draft, self._package, self._table.sheet_part, growth)
        if names_follow(self._draft.root(self._draft.workbook), growth):
            follow_in_names(self._draft.change(self._draft.workbook), growth)
        _stretch(self._draft.change(self._table.table_part), last_row - self._table.last_row)


def _dress(cells: Mapping[int, etree._Element], looks: Mapping[int, str], formulas: Mapping[int, str]) -> None:
    """Give a row that is new to the table the look and the formulas of its columns."""
    for column, cell in cells.items():
        if looks.get(column, "0") != "0":
            cell.set("s", looks[column])
        if column in formulas:
            set_formula(cell, formulas[column], None)


def _end_of_data(raw: RawTable, ignored: set[int]) -> int:
    """The sheet row after the last one in use: the first blank row at the table's end, or the row below it."""
    for index in range(len(raw.rows) - 1, -1, -1):
        if any(value is not None for at, value in enumerate(raw.rows[index]) if at not in ignored):
            return raw.first_row + index + 1
    return raw.first_row


def _stretch(table: etree._Element, rows: int) -> None:
    """Make a table longer by some rows, with its filter and its order of sorting."""
    for element in (table, *table.iter(main("autoFilter"), main("sortState"), main("sortCondition"))):
        if element.get("ref"):
            area = Area.parse(element.get("ref", ""))
            element.set("ref", str(Area(area.first_row, area.first_column, area.last_row + rows, area.last_column)))


def _column_styles(sheet: etree._Element, data: Area) -> dict[int, str]:
    found = {}
    for first, last, column in columns_of(sheet):
        columns = range(max(first, data.first_column), min(last, data.last_column) + 1)
        found.update(dict.fromkeys(columns, column.get("style", "0")))
    return found


def as_excel_takes_it(raw: RawValue) -> Value:
    """A stored cell as the Key column's formula sees it."""
    if isinstance(raw, dt.datetime):
        return excel_serial(raw.date())
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, PercentCell):
        return raw.held
    if isinstance(raw, ErrorCell | NoResult | dt.time | dt.timedelta):
        return None
    return raw
