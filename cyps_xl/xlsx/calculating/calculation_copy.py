"""The recalculation's working copy: values, the formulas asked for, input tables and our names, and nothing else.

Every cell is written anew from what it shows: a number, a text, a truth or an error. What else Excel keeps
with a cell (dynamic arrays, rich values, what-if tables, links to other workbooks) stays behind, so that
nothing of staff's can be a reason why the report's own formulas cannot be worked out.
"""

from __future__ import annotations

import datetime as dt
import html  # xml.sax.saxutils would load half of urllib
import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import count

from cyps_xl.formulas.references import with_tabs
from cyps_xl.grid import OUR_NAMES, Area, cell_address, on_sheet
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.records import excel_serial
from cyps_xl.xlsx.input_tables.tables import TableLocation, find_tables
from cyps_xl.xlsx.opening.content_types import TYPES_PART
from cyps_xl.xlsx.opening.namespaces import CONTENT_TYPES, MAIN, OFFICE_RELATION, PACKAGE_RELATION
from cyps_xl.xlsx.opening.relations import relation_type, rels_part
from cyps_xl.xlsx.opening.zip_entries import pack, stored, write_entries
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import shared_texts, with_formulas
from cyps_xl.xlsx.parts.stored_cells import StoredCell, stored_cells
from cyps_xl.xlsx.parts.workbook_part import (
    WORKBOOK,
    Sheet,
    defined_names,
    sheets_of,
    texts_root,
    workbook_root,
)

_EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
"""The errors that every engine knows; Excel's younger ones (#SPILL!, #BUSY!, …) stand for no value."""
_MOST_UNPACKED = 32 * 1024 * 1024
"""Bytes of a copy that is handed over unpacked, which is quicker: the engine takes no file of more than 64 MiB."""
_TEXTS = ("s", "str", "inlineStr")
_MISREAD = re.compile(r"[&<>\"]")
"""What the engine misreads in a tab that a name stands for: it takes the end of 'Damp & mould' for a table called
mould, since XML writes & as &amp;."""

Rows = defaultdict[int, dict[int, str]]
"""The cells of a sheet of the copy, each as its XML, by row and column."""


class CalculationCopy:
    """The sheets that the formulas on the wanted tabs need, as a package of their own.

    `catalogue` tells which tables are input tables. `wanted` are tabs in small letters. `formulas` are the cells,
    by tab in small letters and address, whose formulas are to be worked out; None for every formula on the
    wanted tabs. Any other cell holds the value that it shows. `sheets` are the sheets of the copy, with their tabs in
    the workbook; in the copy a tab that the engine would misread has another name. Its parts are called as Excel
    calls them, for the engine finds no others, whatever they are called in the workbook.
    """

    def __init__(
        self,
        package: Package,
        catalogue: Catalogue,
        wanted: Collection[str],
        formulas: Collection[tuple[str, str]] | None = None,
    ) -> None:
        self._package = package
        self._wanted = wanted
        self._formulas = formulas
        self._texts = shared_texts(texts_root(package))
        self._tables: dict[str, list[TableLocation]] = {}
        for table in find_tables(package).values():
            if table.name in catalogue:
                self._tables.setdefault(table.sheet_part, []).append(table)
        self._numbers = {table.table_part: number for number, table in enumerate(self._all_tables(), start=1)}
        every = [sheet for sheet in sheets_of(package) if sheet.part in package.parts]
        self.sheets = [sheet for sheet in every if sheet.name.lower() in wanted or sheet.part in self._tables]
        self._renamed = _plain_tabs(self.sheets, {sheet.name.lower() for sheet in sheets_of(package)})

    def part_of(self, sheet: Sheet) -> str:
        """The part of the copy that holds a sheet's cells."""
        return f"xl/worksheets/sheet{self.sheets.index(sheet) + 1}.xml"

    def _part_of_table(self, table: TableLocation) -> str:
        return f"xl/tables/table{self._numbers[table.table_part]}.xml"

    def to_bytes(self) -> bytes:
        """The copy, as a file that only the engine reads: nothing in it is packed unless it is very large."""
        parts = {
            TYPES_PART: self._types().encode(),
            "_rels/.rels": _relations([("rId1", "officeDocument", WORKBOOK)]).encode(),
            WORKBOOK: self._workbook().encode(),
            "xl/_rels/workbook.xml.rels": self._workbook_relations().encode(),
        }
        for sheet in self.sheets:
            parts |= self._sheet_parts(sheet)
        if sum(map(len, parts.values())) > _MOST_UNPACKED:
            return write_entries({part: pack(data, quickly=True) for part, data in parts.items()})
        return write_entries({part: stored(data) for part, data in parts.items()})

    def _all_tables(self) -> Iterable[TableLocation]:
        return (table for tables in self._tables.values() for table in tables)

    def _types(self) -> str:
        kinds = {WORKBOOK: "sheet.main"}
        kinds |= {self.part_of(sheet): "worksheet" for sheet in self.sheets}
        kinds |= {self._part_of_table(table): "table" for table in self._all_tables()}
        overrides = "".join(
            f'<Override PartName="/{part}" ContentType="{_EXCEL_TYPE}.{kind}+xml"/>' for part, kind in kinds.items()
        )
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        default = f'<Default Extension="rels" ContentType="{rels}"/>'
        return f'<Types xmlns="{CONTENT_TYPES}">{default}{overrides}</Types>'

    def _workbook(self) -> str:
        listed = "".join(
            f'<sheet name="{_escaped(self._tab_of(sheet))}" sheetId="{number}" r:id="rId{number}"/>'
            for number, sheet in enumerate(self.sheets, start=1)
        )
        names = "".join(
            f'<definedName name="{_escaped(name)}">{_escaped(place)}</definedName>'
            for name, place in self._names().items()
        )
        namespaces = f'xmlns="{MAIN}" xmlns:r="{OFFICE_RELATION}"'
        names = f"<definedNames>{names}</definedNames>" if names else ""
        return f"<workbook {namespaces}><sheets>{listed}</sheets>{names}</workbook>"

    def _names(self) -> Mapping[str, str]:
        """Our names; staff's own may stand for things that the engine refuses."""
        root = workbook_root(self._package)
        tabs = {sheet.name.lower() for sheet in self.sheets}
        found = {}
        for element in defined_names(root):
            place = on_sheet(element.text or "")
            ours = element.get("name", "").startswith(OUR_NAMES) and element.get("localSheetId") is None
            if ours and place is not None and place[0].lower() in tabs:
                found[element.get("name", "")] = self._with_plain_tabs(element.text or "")
        return found

    def _workbook_relations(self) -> str:
        listed = [
            (f"rId{number}", "worksheet", self.part_of(sheet)) for number, sheet in enumerate(self.sheets, start=1)
        ]
        return _relations(listed)

    def _sheet_parts(self, sheet: Sheet) -> dict[str, bytes]:
        tables = self._tables.get(sheet.part, [])
        rows = self._rows(sheet)
        for table in tables:
            _write_headings(rows, table)
            _mark_end(rows, table)
        related = [(f"rId{self._numbers[table.table_part]}", "table", self._part_of_table(table)) for table in tables]
        return {
            self.part_of(sheet): _worksheet(rows, [relation_id for relation_id, _, _ in related]),
            rels_part(self.part_of(sheet)): _relations(related).encode(),
            **{self._part_of_table(table): _table(table, self._numbers[table.table_part]) for table in tables},
        }

    def _rows(self, sheet: Sheet) -> Rows:
        """Of every cell that is not empty, the formula that is asked for, or else the value that it shows."""
        tab, rows = sheet.name.lower(), defaultdict[int, dict[int, str]](dict)
        for cell, formula in with_formulas(stored_cells(self._package.parts[sheet.part], sheet.part)):
            address = cell_address(cell.row, cell.column)
            if formula and self._asked_for(cell, tab, address):
                rows[cell.row][cell.column] = _formula(address, cell, self._with_plain_tabs(formula))
            elif value := _value(address, cell, self._texts):
                rows[cell.row][cell.column] = value
        return rows

    def _tab_of(self, sheet: Sheet) -> str:
        return self._renamed.get(sheet.name.lower(), sheet.name)

    def _with_plain_tabs(self, formula: str) -> str:
        return with_tabs(formula, self._renamed) if self._renamed and "!" in formula else formula

    def _asked_for(self, cell: StoredCell, tab: str, address: str) -> bool:
        if tab not in self._wanted or cell.formula_attributes.get("t") == "dataTable":
            return False
        return self._formulas is None or (tab, address) in self._formulas


def _plain_tabs(sheets: Iterable[Sheet], taken: Collection[str]) -> dict[str, str]:
    """Other names, by the tab in small letters, for the tabs that the engine would misread; none that is `taken`."""
    free = (name for number in count(1) if (name := f"sheet_{number}") not in taken)
    return {sheet.name.lower(): next(free) for sheet in sheets if _MISREAD.search(sheet.name)}


def _worksheet(rows: Rows, table_ids: Sequence[str]) -> bytes:
    start = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE_RELATION}"><sheetData>'
    listed = "".join(f'<tablePart r:id="{relation_id}"/>' for relation_id in table_ids)
    tables = f'<tableParts count="{len(table_ids)}">{listed}</tableParts>' if table_ids else ""
    pieces = [start]
    for number in sorted(rows):
        cells = rows[number]
        pieces += (f'<row r="{number}">', *(cells[column] for column in sorted(cells)), "</row>")
    return "".join((*pieces, f"</sheetData>{tables}</worksheet>")).encode()


def _relations(listed: Sequence[tuple[str, str, str]]) -> str:
    elements = "".join(
        f'<Relationship Id="{id_}" Type="{relation_type(kind)}" Target="/{part}"/>' for id_, kind, part in listed
    )
    return f'<Relationships xmlns="{PACKAGE_RELATION}">{elements}</Relationships>'


def _table(table: TableLocation, number: int) -> bytes:
    """The table with its name, its place and its headings, and nothing that the engine might refuse."""
    last_column = table.first_column + len(table.headings) - 1
    area = Area(max(table.header_row, 1), table.first_column, table.last_row, last_column)
    columns = "".join(
        f'<tableColumn id="{at}" name="{_escaped(heading).replace(chr(10), "_x000a_")}"/>'
        for at, heading in enumerate(table.headings, start=1)
    )
    names = f'id="{number}" name="{_escaped(table.name)}" displayName="{_escaped(table.name)}" ref="{area}"'
    rows = "" if table.header_row > 0 else ' headerRowCount="0"'
    made = (
        f'<table xmlns="{MAIN}" {names}{rows}>'
        f'<tableColumns count="{len(table.headings)}">{columns}</tableColumns></table>'
    )
    return made.encode()


def _formula(address: str, cell: StoredCell, formula: str) -> str:
    """A cell with a formula alone, without the value that it gave before."""
    said = cell.formula_attributes
    is_array = said.get("t") == "array"
    array = f' t="array" ref="{said.get("ref", address)}"' if is_array else ""
    return f'<c r="{address}"><f{array}>{_text(formula)}</f></c>'


def _value(address: str, cell: StoredCell, texts: Callable[[int], str]) -> str:
    """A cell with the value that it shows; "" for an empty one, and for a value that no engine knows."""
    kind, stored = cell.kind, cell.value or ""
    if kind in _TEXTS:
        if cell.inline is None and cell.value is None:
            return ""
        text = texts(_as_number(stored)) if kind == "s" else stored if kind == "str" else cell.inline or ""
        return _text_cell(address, text)
    return _plain_cell(address, kind, stored) if stored else ""


def _text_cell(address: str, text: str) -> str:
    """A cell with a text, the empty one too: that is what the formulas meet there."""
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{_text(text)}</t></is></c>'


def _plain_cell(address: str, kind: str, stored: str) -> str:
    """A cell with a number, a truth or an error."""
    if kind == "e":
        stored = stored if stored in _ERRORS else "#VALUE!"
    elif kind == "b":
        stored = "1" if stored.strip().lower() in ("1", "true") else "0"
    else:
        stored = _serial(stored) if kind == "d" else stored.strip()
        if not _is_number(stored):
            return ""
        return f'<c r="{address}"><v>{stored}</v></c>'
    return f'<c r="{address}" t="{kind}"><v>{stored}</v></c>'


def _serial(stored: str) -> str:
    """A date written out, as Strict files and some programs store it, as Excel's number."""
    try:
        moment = dt.datetime.fromisoformat(stored)
    except ValueError:
        return ""
    seconds = (moment.replace(tzinfo=None) - dt.datetime.combine(moment.date(), dt.time())).total_seconds()
    return repr(excel_serial(moment.date()) + seconds / 86_400)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _as_number(pointer: str) -> int:
    return int(pointer) if pointer.strip().isdigit() else -1


def _write_headings(rows: Rows, table: TableLocation) -> None:
    """Write the headings that the table has: the engine refuses one whose cell says something else."""
    if table.header_row > 0:
        for column, heading in enumerate(table.headings, start=table.first_column):
            rows[table.header_row][column] = _text_cell(cell_address(table.header_row, column), heading)


def _mark_end(rows: Rows, table: TableLocation) -> None:
    """Put a text beside the table's last row: the engine takes a table past the last filled cell for a broken one."""
    column = table.first_column + len(table.headings)
    rows[table.last_row].setdefault(column, _text_cell(cell_address(table.last_row, column), "end"))


def _text(text: str) -> str:
    """Text between two tags; a carriage return by its number, which a parser leaves as it is."""
    return html.escape(text, quote=False).replace("\r", "&#13;")


def _escaped(text: str) -> str:
    """Text as XML holds it; an apostrophe stays, since the engine reads no numbered characters."""
    return html.escape(text, quote=False).replace('"', "&quot;")
