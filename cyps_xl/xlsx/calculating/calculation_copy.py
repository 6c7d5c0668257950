"""The recalculation's working copy: values, the formulas asked for, input tables and our names, and nothing else.

Every cell is written anew from what it shows: a number, a text, a truth or an error. What else Excel keeps
with a cell (dynamic arrays, rich values, what-if tables, links to other workbooks) stays behind, so that
nothing of staff's can be a reason why the report's own formulas cannot be worked out.
"""

from __future__ import annotations

import datetime as dt
import html  # xml.sax.saxutils would load half of urllib
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from lxml import etree

from cyps_xl.grid import Area, on_sheet
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.records import excel_serial
from cyps_xl.xlsx.input_tables.tables import TableLocation, find_tables
from cyps_xl.xlsx.opening.content_types import TYPES_PART
from cyps_xl.xlsx.opening.namespaces import CONTENT_TYPES, MAIN, OFFICE_RELATION, PACKAGE_RELATION, SPACE, main
from cyps_xl.xlsx.opening.part_names import Parts
from cyps_xl.xlsx.opening.relations import relation_type, rels_part
from cyps_xl.xlsx.parts.cells import CELL, FORMULA, INLINE, VALUE, Grid, clear, set_text
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.shared_formulas import write_out
from cyps_xl.xlsx.parts.sheet_cells import shared_texts, text_of
from cyps_xl.xlsx.parts.workbook_part import (
    OUR_NAMES,
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


class CalculationCopy:
    """The sheets that the formulas on the wanted tabs need, as a package of their own.

    `catalogue` tells which tables are input tables. `wanted` are tabs in small letters. `formulas` are the cells,
    by tab in small letters and address, whose formulas are to be worked out; None for every formula on the
    wanted tabs. Any other cell holds the value that it shows. `sheets` are the sheets of the copy; its parts are
    called as Excel calls them, for the engine finds no others, whatever they are called in the workbook.
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

    def part_of(self, sheet: Sheet) -> str:
        """The part of the copy that holds a sheet's cells."""
        return f"xl/worksheets/sheet{self.sheets.index(sheet) + 1}.xml"

    def _part_of_table(self, table: TableLocation) -> str:
        return f"xl/tables/table{self._numbers[table.table_part]}.xml"

    def package(self) -> Package:
        """The copy."""
        parts: dict[str, str | bytes] = {
            TYPES_PART: self._types(),
            "_rels/.rels": _relations([("rId1", "officeDocument", WORKBOOK)]),
            WORKBOOK: self._workbook(),
            "xl/_rels/workbook.xml.rels": self._workbook_relations(),
        }
        for sheet in self.sheets:
            parts |= self._sheet_parts(sheet)
        made = {part: data.encode() if isinstance(data, str) else data for part, data in parts.items()}
        return Package(Parts({}), self._package.name).with_parts(made)

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
            f'<sheet name="{_escaped(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
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
                found[element.get("name", "")] = element.text or ""
        return found

    def _workbook_relations(self) -> str:
        listed = [
            (f"rId{number}", "worksheet", self.part_of(sheet)) for number, sheet in enumerate(self.sheets, start=1)
        ]
        return _relations(listed)

    def _sheet_parts(self, sheet: Sheet) -> dict[str, str | bytes]:
        tables = self._tables.get(sheet.part, [])
        root = parse_part(self._package.parts[sheet.part], sheet.part)
        cells = root.find(main("sheetData"))
        cells = etree.Element(main("sheetData")) if cells is None else cells
        self._reduce(cells, sheet.name.lower())
        grid = Grid(cells)
        for table in tables:
            _write_headings(grid, table)
            _mark_end(grid, table)
        related = [(f"rId{self._numbers[table.table_part]}", "table", self._part_of_table(table)) for table in tables]
        return {
            self.part_of(sheet): _worksheet(cells, [relation_id for relation_id, _, _ in related]),
            rels_part(self.part_of(sheet)): _relations(related),
            **{self._part_of_table(table): _table(table, self._numbers[table.table_part]) for table in tables},
        }

    def _reduce(self, cells: etree._Element, tab: str) -> None:
        """Leave of every cell the formula that is asked for, or else the value that it shows."""
        if any(formula.get("t") == "shared" for formula in cells.iter(FORMULA)):
            write_out(cells)
        Grid(cells)  # gives every cell its address
        for cell in cells.iter(CELL):
            formula = cell.find(FORMULA)
            if formula is not None and self._asked_for(formula, tab, cell.get("r", "")):
                _reduce_to_formula(cell, formula)
            else:
                _reduce_to_value(cell, self._texts)

    def _asked_for(self, formula: etree._Element, tab: str, address: str) -> bool:
        if tab not in self._wanted or formula.get("t") == "dataTable" or not formula.text:
            return False
        return self._formulas is None or (tab, address) in self._formulas


def _worksheet(cells: etree._Element, table_ids: Sequence[str]) -> bytes:
    start = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE_RELATION}">'
    listed = "".join(f'<tablePart r:id="{relation_id}"/>' for relation_id in table_ids)
    tables = f'<tableParts count="{len(table_ids)}">{listed}</tableParts>' if table_ids else ""
    return start.encode() + etree.tostring(cells, with_tail=False) + f"{tables}</worksheet>".encode()


def _relations(listed: Sequence[tuple[str, str, str]]) -> str:
    elements = "".join(
        f'<Relationship Id="{id_}" Type="{relation_type(kind)}" Target="/{part}"/>' for id_, kind, part in listed
    )
    return f'<Relationships xmlns="{PACKAGE_RELATION}">{elements}</Relationships>'


def _table(table: TableLocation, number: int) -> str:
    """The table with its name, its place and its headings, and nothing that the engine might refuse."""
    last_column = table.first_column + len(table.headings) - 1
    area = Area(max(table.header_row, 1), table.first_column, table.last_row, last_column)
    columns = "".join(
        f'<tableColumn id="{at}" name="{_escaped(heading).replace(chr(10), "_x000a_")}"/>'
        for at, heading in enumerate(table.headings, start=1)
    )
    names = f'id="{number}" name="{_escaped(table.name)}" displayName="{_escaped(table.name)}" ref="{area}"'
    rows = "" if table.header_row > 0 else ' headerRowCount="0"'
    return (
        f'<table xmlns="{MAIN}" {names}{rows}>'
        f'<tableColumns count="{len(table.headings)}">{columns}</tableColumns></table>'
    )


def _reduce_to_formula(cell: etree._Element, formula: etree._Element) -> None:
    """Leave a formula alone in its cell, without the value it gave before."""
    address, text = cell.get("r", ""), formula.text
    is_array = formula.get("t") == "array"
    kept = {"t": "array", "ref": formula.get("ref", address)} if is_array else {}
    _empty(cell, address)
    made = etree.SubElement(cell, FORMULA, kept)
    made.text = text


def _reduce_to_value(cell: etree._Element, texts: Callable[[int], str]) -> None:
    """Leave the value that a cell shows; one that no engine knows is no value."""
    address, kind, stored = cell.get("r", ""), cell.get("t", "n"), cell.findtext(VALUE) or ""
    inline = cell.find(INLINE)
    text = text_of(inline) if inline is not None else ""
    is_text = kind in ("s", "str", "inlineStr") and (inline is not None or cell.find(VALUE) is not None)
    _empty(cell, address)
    if is_text:
        found = text if kind == "inlineStr" else texts(_as_number(stored)) if kind == "s" else stored
        _put_text(cell, found)
    elif stored:
        _put_plain(cell, kind, stored)


def _empty(cell: etree._Element, address: str) -> None:
    clear(cell)
    cell.attrib.clear()
    cell.set("r", address)


def _put_text(cell: etree._Element, text: str) -> None:
    """Give a cell a text, the empty one too: that is what the formulas meet there."""
    cell.set("t", "inlineStr")
    element = etree.SubElement(etree.SubElement(cell, INLINE), main("t"))
    element.text = text
    element.set(SPACE, "preserve")


def _put_plain(cell: etree._Element, kind: str, stored: str) -> None:
    """Give a cell a number, a truth or an error."""
    if kind == "e":
        stored = stored if stored in _ERRORS else "#VALUE!"
    elif kind == "b":
        stored = "1" if stored.strip().lower() in ("1", "true") else "0"
    else:
        number = _serial(stored) if kind == "d" else stored.strip()
        if not _is_number(number):
            return
        kind, stored = "n", number
    if kind != "n":
        cell.set("t", kind)
    etree.SubElement(cell, VALUE).text = stored


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


def _write_headings(grid: Grid, table: TableLocation) -> None:
    """Write the headings that the table has: the engine refuses one whose cell says something else."""
    if table.header_row > 0:
        for column, heading in enumerate(table.headings, start=table.first_column):
            set_text(grid.cell(table.header_row, column), heading)


def _mark_end(grid: Grid, table: TableLocation) -> None:
    """Put a text beside the table's last row: the engine takes a table past the last filled cell for a broken one."""
    column = table.first_column + len(table.headings)
    cell = grid.cell(table.last_row, column)
    if not len(cell):
        set_text(cell, "end")


def _escaped(text: str) -> str:
    """Text as XML holds it; an apostrophe stays, since the engine reads no numbered characters."""
    return html.escape(text, quote=False).replace('"', "&quot;")
