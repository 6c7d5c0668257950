"""A figure followed down, in lines of plain text: cells by sheet, heading and row, each input with its origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cyps_xl.as_declared.workbook import as_declared
from cyps_xl.definition.lines import place_of
from cyps_xl.errors import UnusableFile
from cyps_xl.explaining.asked import Asked, asked_for
from cyps_xl.explaining.following import CellRead, ColumnRead, Follower, Place, Read, RowsRead
from cyps_xl.explaining.input_rows import InputRows
from cyps_xl.explaining.writing_out import is_worth_showing, reads_nothing, written
from cyps_xl.formulas.references import references
from cyps_xl.formulas.tree import NotUnderstood, parse
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.records import Records, Row, row_key
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.planning import plan_of
from cyps_xl.printed.displayed_text import as_read
from cyps_xl.printed.provenance import words_of
from cyps_xl.proof import same, shown_value
from cyps_xl.sheets.plan import CellPlan
from cyps_xl.xlsx.input_tables.tables import TableLocation, find_tables
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import Content, contents_of, shared_texts
from cyps_xl.xlsx.parts.stored_cells import stored_cells
from cyps_xl.xlsx.parts.workbook_part import sheets_of, texts_root

_INDENT = "  "
_DEEPEST = 6
_MOST_LINES = 60
_MOST_ROWS = 6
_ROWS_TOLD = 3
"""How deep down several rows of one table are told row by row; below, only what they come to."""
_LONGEST = 200
"""Letters of a formula that are shown."""
_LONGEST_WORDS = 100
"""Letters of the words by which a cell is known."""
_REFRESH = "Bring it up to date with cyps-xl refresh, or the button, and ask again."


def explain(path: Path, where: str) -> tuple[str, ...]:
    """The lines that say of a cell of a workbook what it shows, by which formula, from what, and where that came from.

    The workbook is only read. Raises WrongUse when no such cell can be, UnusableFile and Blocked as a refresh does.
    """
    package = Package.read(path)
    if SETTINGS.name not in find_tables(package):
        raise UnusableFile(
            f"{path.name} has no input sheets: it is an edition that was published, or another workbook.",
            "Ask for the same figure in the workbook that the edition was made from.",
        )
    asked = asked_for(where, [sheet.name for sheet in sheets_of(package)])
    return tuple(Teller(package).lines(asked))


class Teller:
    """Tells of the cells of a workbook."""

    def __init__(self, package: Package) -> None:
        declared = as_declared(package)
        planned = plan_of(declared.upkeep)
        self._package, self._renamed, self._inputs = package, declared.renamed, planned.inputs
        self._parts = {sheet.name: sheet.part for sheet in sheets_of(package)}
        self._held = InputRows.of(package, planned.inputs)
        self._follower = Follower(planned.plan, planned.inputs)
        self._sheets = {sheet.tab: sheet for sheet in planned.plan.sheets}
        self._locations = tuple(find_tables(package).values())
        self._stored: dict[str, dict[Place, Content]] = {}
        self._told: set[tuple[str, Place]] = set()

    def lines(self, asked: Asked) -> Iterator[str]:
        """All that is told of a cell, as many lines as can be read; of a cell that is read twice, once."""
        self._told.clear()
        found = list(self._of(asked))
        yield from found[:_MOST_LINES]
        if len(found) > _MOST_LINES:
            yield f"and {len(found) - _MOST_LINES} more lines: ask for one of these cells to see what is under it."

    def _of(self, asked: Asked) -> Iterator[str]:
        tab = self._renamed.get(asked.tab, asked.tab)
        place = (asked.row - 1, asked.column - 1)
        planned = self._follower.cells.get(tab, {}).get(place)
        held = self._content(asked.tab, place)
        location = self._table_at(asked)
        if planned is not None and planned.formula is not None:
            yield from self._figure(asked, tab, place, planned, held)
        elif planned is not None:
            yield from self._label(asked, tab, place, planned)
        elif location is not None:
            yield from self._input(asked, location)
        elif held.formula:
            yield from self._staffs(asked, held)
        elif held.value:
            yield f"{asked.where} holds {_quoted(held)}, which is typed: no formula, and no cell of an input table."
            yield "Nothing of the report stands behind it. Ask whoever keeps this sheet where it comes from."
        else:
            yield f"{asked.where} is empty."
            yield "Click the figure in Excel: its cell stands left of the formula bar. Name that one."

    def _content(self, tab: str, place: Place) -> Content:
        """What the file holds in a cell."""
        if tab not in self._stored:
            data = self._package.parts.get(self._parts.get(tab, ""), b"")
            texts = shared_texts(texts_root(self._package))
            cells = contents_of(stored_cells(data, self._parts[tab]), texts) if data else ()
            self._stored[tab] = {(row - 1, column - 1): content for (row, column), content in cells}
        return self._stored[tab].get(place, Content("", ""))

    def _table_at(self, asked: Asked) -> TableLocation | None:
        """The input table in whose rows or headings a cell lies."""
        for location in self._locations:
            last = location.first_column + len(location.headings) - 1
            inside = (
                location.header_row <= asked.row <= location.last_row and location.first_column <= asked.column <= last
            )
            if location.sheet == asked.tab and inside and self._held.table(location.name) is not None:
                return location
        return None

    def _figure(self, asked: Asked, tab: str, place: Place, cell: CellPlan, held: Content) -> Iterator[str]:
        """A cell of the report with a formula: as the file has it, if that is the report's own."""
        assert cell.formula is not None
        if Content(cell.formula, "").essence != held.essence:
            yield f"{asked.where} holds {_quoted(held)}, and the report's own formula there is ={_short(cell.formula)}."
            yield f"Somebody typed over it, or the report is not up to date. {_REFRESH}"
            return
        yield f"{asked.where}: {_shown(cell)}{self._words(tab, place)}"
        if not _is_the_same(cell, held):
            yield f"{_INDENT}The file shows “{held.value}”, from before its inputs changed. {_REFRESH}"
        yield f"{_INDENT}Formula: ={_short(cell.formula)}"
        line = self._sheets[tab].lines.get(place)
        declared = place_of(self._inputs, *line) if line else None
        if line and declared:
            yield f"{_INDENT}Declared by line {line[1]} of “{line[0]}”, in {declared}."
        self._told.add((tab, place))
        yield from self._below(cell.formula, tab, place[0], 1)

    def _words(self, tab: str, place: Place, *, same_row: bool = False) -> str:
        """The words by which a cell of the report is known: those of its column alone within one row."""
        words = words_of(self._follower.cells[tab], place)
        if same_row:
            beyond = place[1] >= self._sheets[tab].printed_columns
            words = ("", "", words[2] or ("among the workings" if beyond else ""))
        told = "; ".join(_cut(one, _LONGEST_WORDS) for one in words if one)
        return f" ({told})" if told else ""

    def _below(self, formula: str, tab: str, row: int, depth: int) -> Iterator[str]:
        """What a formula reads, each with what that reads."""
        try:
            followed = self._follower.follow(parse(formula), tab)
        except NotUnderstood:
            yield f"{_INDENT * depth}What it reads cannot be told."
            return
        if is_worth_showing(followed.applies) and (part := written(followed.applies)) != formula:
            yield f"{_INDENT * depth}What applies now: ={_short(part)}"
        elif followed.reads and reads_nothing(followed.applies):
            yield f"{_INDENT * depth}It is so because of:"
        if not followed.reads:
            yield f"{_INDENT * depth}It reads no cell."
        for read in followed.reads:
            yield from self._read(read, depth, (tab, row))

    def _read(self, read: Read, depth: int, beside: tuple[str, int] | None = None) -> Iterator[str]:
        """What is told of a thing that is read by a cell in the row `beside`, whose words need not be said again."""
        if isinstance(read, CellRead):
            yield from self._cell(read, depth, beside)
        elif isinstance(read, RowsRead):
            yield from self._rows(read, depth)
        else:
            yield from self._column(read, depth)

    def _cell(self, read: CellRead, depth: int, beside: tuple[str, int] | None) -> Iterator[str]:
        before = _INDENT * depth
        cell = self._follower.cells.get(read.tab, {}).get(read.place)
        where = cell_place(read.tab, read.place[1] + 1, read.place[0] + 1)
        if cell is None:
            return
        again = (read.tab, read.place) in self._told
        words = self._words(read.tab, read.place, same_row=(read.tab, read.place[0]) == beside)
        yield f"{before}{where}: {_shown(cell)}{words}{', told above' if again else ''}"
        if again or cell.formula is None:
            return
        self._told.add((read.tab, read.place))
        if depth < _DEEPEST:
            yield from self._below(cell.formula, read.tab, read.place[0], depth + 1)
        else:
            yield f"{before}{_INDENT}Ask for this cell to see what is under it."

    def _rows(self, read: RowsRead, depth: int) -> Iterator[str]:
        """Rows of an input table that a formula found, each with where its figure came from."""
        before = _INDENT * depth
        records = self._held.table(read.table)
        assert records is not None
        sheet = records.sheet or records.table.sheet
        if not read.rows:
            yield f"{before}“{sheet}” has no row for {read.sought}: type it there, or bring it in with an import."
            return
        wanted = set(read.rows)
        rows = [row for row in records if row.number in wanted]
        if len(rows) == 1:
            yield f"{before}{self._held.cell(records, rows[0], read.heading)}"
            for line in self._held.came_from(records, rows[0], read.heading):
                yield f"{before}{_INDENT}{line}"
            return
        numbers = [held for row in rows if isinstance(held := row.values.get(read.heading), int | float)]
        added = f", together {shown_value(sum(numbers))}" if numbers else ""
        is_told = depth <= _ROWS_TOLD
        end = ":" if is_told else "."
        yield f"{before}“{read.heading}” of {len(rows)} rows of “{sheet}”, where {read.sought}{added}{end}"
        if is_told:
            yield from self._several(records, rows, read.heading, depth + 1)

    def _several(self, records: Records, rows: Sequence[Row], heading: str, depth: int) -> Iterator[str]:
        """Rows of one table, and where their figures came from: once where it is the same of all."""
        before = _INDENT * depth
        origins = [tuple(self._held.came_from(records, row, heading)) for row in rows]
        alike = len(set(origins)) == 1
        for row, origin in list(zip(rows, origins, strict=True))[:_MOST_ROWS]:
            yield f"{before}{self._held.cell(records, row, heading)}"
            for line in () if alike else origin:
                yield f"{before}{_INDENT}{line}"
        if len(rows) > _MOST_ROWS:
            yield f"{before}and {len(rows) - _MOST_ROWS} more rows"
        for line in origins[0] if alike else ():
            yield f"{before}Each of them: {line[0].lower()}{line[1:]}"

    def _column(self, read: ColumnRead, depth: int) -> Iterator[str]:
        records = self._held.table(read.table)
        if records is None:
            yield f"{_INDENT * depth}{read.table}: a name, or a table of staff's own"
        else:
            sheet = records.sheet or records.table.sheet
            yield f"{_INDENT * depth}every row of “{sheet}”, under “{read.heading}”"

    def _label(self, asked: Asked, tab: str, place: Place, cell: CellPlan) -> Iterator[str]:
        """A text of the report: nothing is worked out in it."""
        if cell.value == "":
            yield f"{asked.where} is a place of the report where nothing stands now."
            return
        yield f"{asked.where} holds “{_shown(cell)}”, a text of the report: no formula, and no figure."
        line = self._sheets[tab].lines.get(place)
        declared = place_of(self._inputs, *line, heading="Label") if line else None
        yield f"It is declared in {declared}." if declared else "To change it, look for it on the grey sheets."

    def _input(self, asked: Asked, location: TableLocation) -> Iterator[str]:
        """A cell of an input table."""
        records = self._held.table(location.name)
        assert records is not None
        heading = location.headings[asked.column - location.first_column]
        if asked.row == location.header_row:
            yield f"{asked.where} is the heading of the column “{heading}”. Name a cell below it."
            return
        column = records.table.find(heading)
        row = next((row for row in records if row.number == asked.row), None)
        if column is None or row is None:
            yield from self._beside(asked, records, row, heading)
            return
        held = row.values.get(column.heading)
        if column in records.table.typed_columns and held is None:
            yield f"{asked.where} is empty: “{heading}” of a row of “{asked.tab}”."
            yield "Type what belongs there, or bring it in with an import. A blank is never counted as nought."
            return
        if column not in records.table.typed_columns:
            key = row_key(records.table, row.values)
            yield f"{asked.where} holds {shown_value(key)}, by which formulas find its row."
            yield f"{_INDENT}A refresh writes this column: it joins {', '.join(records.table.key)}."
            return
        yield self._held.cell(records, row, column.heading)
        for line in self._held.came_from(records, row, column.heading):
            yield f"{_INDENT}{line}"

    def _beside(self, asked: Asked, records: Records, row: object, heading: str) -> Iterator[str]:
        """A cell of an input table that is none of the report's: an empty row's, or one of a column of staff's own."""
        held = self._content(asked.tab, (asked.row - 1, asked.column - 1))
        if held.formula:
            yield from self._staffs(asked, held)
        elif row is None or not held.value:
            yield f"{asked.where} is empty: a row of “{asked.tab}” for {records.table.one_row_is} would stand here."
            yield "Type it, or bring it in with an import."
        else:
            yield f"{asked.where} holds {_quoted(held)} under “{heading}”, a column of staff's own: no figure reads it."

    def _staffs(self, asked: Asked, held: Content) -> Iterator[str]:
        """A formula of staff's own: what it reads, as far as that is cells of the report or columns of its inputs."""
        yield f"{asked.where}: {held.value or 'nothing'}, by a formula of staff's own: ={_short(held.formula)}"
        reads = list(self._of_staffs(held.formula, asked.tab))
        for read in dict.fromkeys(reads):
            yield from self._read(read, 1)
        if not reads:
            yield f"{_INDENT}It reads nothing of the report. Ask whoever keeps this sheet where it comes from."

    def _of_staffs(self, formula: str, tab: str) -> Iterator[Read]:
        for reference in references(formula):
            column = reference.table_column
            if column is not None:
                yield ColumnRead(*column)
            elif reference.area is not None and (reference.tab or tab) in self._sheets:
                sheet, cells = reference.tab or tab, self._follower.cells[reference.tab or tab]
                inside = ((row, column) for row, column in cells if reference.area.holds(row + 1, column + 1))
                yield from (CellRead(sheet, place) for place in sorted(inside)[:_MOST_ROWS])


def _shown(cell: CellPlan) -> str:
    return " ".join(as_read(cell).split()) or "nothing"


def _quoted(held: Content) -> str:
    """What a cell of the file holds, for a sentence."""
    text = held.shown
    return f"“{_cut(text, _LONGEST)}”" if text else "nothing"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]} …"


def _short(formula: str) -> str:
    return formula if len(formula) <= _LONGEST else f"{formula[:_LONGEST]} … ({len(formula):,} letters in all)"


def _is_the_same(cell: CellPlan, held: Content) -> bool:
    """Whether the file stores the value that the inputs give now."""
    if isinstance(cell.value, str):
        return cell.value == held.value
    try:
        return same(cell.value, float(held.value))
    except ValueError:
        return False
