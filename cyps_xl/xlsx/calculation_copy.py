"""The recalculation's working copy: sheet data, input tables, texts and our names, and nothing else."""

from __future__ import annotations

import html  # xml.sax.saxutils would load half of urllib
from collections.abc import Collection, Iterable, Mapping, Sequence

from lxml import etree

from cyps_xl.inputs.catalogue import TABLES
from cyps_xl.xlsx.addresses import Area, on_sheet
from cyps_xl.xlsx.cells import Grid, set_text
from cyps_xl.xlsx.content_types import TYPES_PART
from cyps_xl.xlsx.namespaces import CONTENT_TYPES, MAIN, OFFICE_RELATION, PACKAGE_RELATION, main
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.parts import Parts
from cyps_xl.xlsx.relations import part_of_kind, relation_type, rels_part
from cyps_xl.xlsx.tables import TableLocation, find_tables
from cyps_xl.xlsx.workbook_part import OUR_NAMES, WORKBOOK, Sheet, defined_names, sheets_of, workbook_root

_EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHARED_TEXTS = "xl/sharedStrings.xml"


class CalculationCopy:
    """The sheets that the formulas on the wanted tabs need, as a package of their own.

    `wanted` are tabs in small letters. `sheets` are the sheets of the copy, each in the part
    that it has in the workbook.
    """

    def __init__(self, package: Package, wanted: Collection[str]) -> None:
        self._package = package
        self._wanted = wanted
        self._texts = part_of_kind(package.parts, package.workbook, "sharedStrings")
        self._tables: dict[str, list[TableLocation]] = {}
        for table in find_tables(package).values():
            if table.name in TABLES:
                self._tables.setdefault(table.sheet_part, []).append(table)
        self._numbers = {table.table_part: number for number, table in enumerate(self._all_tables(), start=1)}
        every = [sheet for sheet in sheets_of(package) if sheet.part in package.parts]
        self.sheets = [sheet for sheet in every if sheet.name.lower() in wanted or sheet.part in self._tables]

    def package(self) -> Package:
        """The copy."""
        parts: dict[str, str | bytes] = {
            TYPES_PART: self._types(),
            "_rels/.rels": _relations([("rId1", "officeDocument", WORKBOOK)]),
            WORKBOOK: self._workbook(),
            "xl/_rels/workbook.xml.rels": self._workbook_relations(),
        }
        if self._texts:
            parts[_SHARED_TEXTS] = self._package.parts[self._texts]
        for sheet in self.sheets:
            parts |= self._sheet_parts(sheet)
        made = {part: data.encode() if isinstance(data, str) else data for part, data in parts.items()}
        return Package(Parts({}), self._package.name).with_parts(made)

    def _all_tables(self) -> Iterable[TableLocation]:
        return (table for tables in self._tables.values() for table in tables)

    def _types(self) -> str:
        kinds = {WORKBOOK: "sheet.main", _SHARED_TEXTS: "sharedStrings"}
        kinds |= {sheet.part: "worksheet" for sheet in self.sheets}
        kinds |= {table.table_part: "table" for table in self._all_tables()}
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
        listed = [(f"rId{number}", "worksheet", sheet.part) for number, sheet in enumerate(self.sheets, start=1)]
        if self._texts:
            listed.append(("texts", "sharedStrings", _SHARED_TEXTS))
        return _relations(listed)

    def _sheet_parts(self, sheet: Sheet) -> dict[str, str | bytes]:
        tables = self._tables.get(sheet.part, [])
        root = parse_part(self._package.parts[sheet.part], sheet.part)
        cells = root.find(main("sheetData"))
        cells = etree.Element(main("sheetData")) if cells is None else cells
        if sheet.name.lower() in self._wanted:
            _forget_values(cells)
        else:
            _forget_formulas(cells)
        for table in tables:
            _mark_end(cells, table)
        related = [(f"rId{self._numbers[table.table_part]}", "table", table.table_part) for table in tables]
        return {
            sheet.part: _worksheet(cells, [relation_id for relation_id, _, _ in related]),
            rels_part(sheet.part): _relations(related),
            **{table.table_part: _table(table, self._numbers[table.table_part]) for table in tables},
        }


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
    area = Area(table.header_row, table.first_column, table.last_row, last_column)
    columns = "".join(
        f'<tableColumn id="{at}" name="{_escaped(heading).replace(chr(10), "_x000a_")}"/>'
        for at, heading in enumerate(table.headings, start=1)
    )
    names = f'id="{number}" name="{_escaped(table.own_name)}" displayName="{_escaped(table.own_name)}" ref="{area}"'
    return f'<table xmlns="{MAIN}" {names}><tableColumns count="{len(table.headings)}">{columns}</tableColumns></table>'


def _forget_values(cells: etree._Element) -> None:
    for formula in list(cells.iter(main("f"))):
        cell = formula.getparent()
        assert cell is not None
        if "t" in cell.attrib:
            del cell.attrib["t"]
        for value in cell.findall(main("v")):
            cell.remove(value)


def _forget_formulas(cells: etree._Element) -> None:
    for formula in list(cells.iter(main("f"))):
        cell = formula.getparent()
        assert cell is not None
        cell.remove(formula)


def _mark_end(cells: etree._Element, table: TableLocation) -> None:
    """Put a text beside the table's last row: the engine takes a table past the last filled cell for a broken one."""
    column = table.first_column + len(table.headings)
    grid = Grid(cells)
    if grid.find(table.last_row, column) is None:
        set_text(grid.cell(table.last_row, column), "end")


def _escaped(text: str) -> str:
    """Text as XML holds it; an apostrophe stays, since the engine reads no numbered characters."""
    return html.escape(text, quote=False).replace('"', "&quot;")
