"""What an officer does in Excel: edits the definition's sheets, and has sheets, words and drawings of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from lxml import etree

from cyps_xl import report
from cyps_xl.definition.packs import DEFINITION
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.records import Value
from cyps_xl.report import Outcome
from cyps_xl.xlsx.grafting.tabs import add_tab, remove_tab
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import find_tables, read_raw_tables
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.cells import Grid, clear, set_formula, set_number, set_text
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import contents, shared_texts
from cyps_xl.xlsx.parts.workbook_part import sheets_of, texts_root
from helpers.small_pack import small_pack
from helpers.soundness import faults

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_SHAPE = (
    f'<xdr:twoCellAnchor xmlns:xdr="{_DRAWING}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<xdr:from><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    "<xdr:to><xdr:col>11</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="77" name="Our arrow"/><xdr:cNvSpPr/></xdr:nvSpPr>'
    '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>'
)

Cell = tuple[int, int]


@cache
def small() -> Path:
    """The workbook of a small report, made once; never to be changed."""
    folder = Path(mkdtemp())
    report.new(folder / "Homes.xlsx", pack=str(small_pack(folder / "pack")))
    return folder / "Homes.xlsx"


def workbook(folder: Path, *deeds: Callable[[Package], Package]) -> Path:
    """The small report's workbook after an officer did something to it."""
    path = folder / "Homes.xlsx"
    shutil.copy(small(), path)
    return do(path, *deeds)


def do(path: Path, *deeds: Callable[[Package], Package]) -> Path:
    """The workbook after an officer did something to it and saved."""
    package = Package.read(path)
    for deed in deeds:
        package = deed(package)
    path.write_bytes(package.to_bytes())
    return path


def refreshed(path: Path, **options: object) -> Outcome:
    """The workbook refreshed: sound, and the same when refreshed again."""
    outcome = report.refresh(path, **options)  # type: ignore[arg-type]
    data = path.read_bytes()
    assert faults(data) == []
    again = report.refresh(path, **options)  # type: ignore[arg-type]
    assert path.read_bytes() == data, "a second refresh changed something"
    assert again.news == ()
    return outcome


def change(
    table: str, updates: Mapping[str, Mapping[str, Value]] | None = None, added: Sequence[Mapping[str, Value]] = ()
) -> Callable[[Package], Package]:
    """Editing a definition sheet: `updates` are values by the rows' first cell; every row with it is changed."""

    def deed(package: Package) -> Package:
        raw = read_raw_tables(package, [table])[table]
        rows = {
            raw.first_row + at: values
            for at, row in enumerate(raw.rows)
            for key, values in (updates or {}).items()
            if row[0] == key
        }
        assert rows or not updates
        return apply_changes(package, [TableChange(table, rows, tuple(added))], DEFINITION)

    return deed


def without_rows(table: str, *keys: str) -> Callable[[Package], Package]:
    """Emptying the rows that begin with one of these."""
    headings = [column.heading for column in DEFINITION[table].typed_columns]
    return change(table, {key: dict.fromkeys(headings) for key in keys})


def change_column(table: str, heading: str, **cells: Value) -> Callable[[Package], Package]:
    """Editing the row of Columns that declares one column; a heading's spaces are written as _."""

    def deed(package: Package) -> Package:
        raw = read_raw_tables(package, ["ReportColumns"])["ReportColumns"]
        (row,) = [raw.first_row + at for at, row in enumerate(raw.rows) if row[:2] == (table, heading)]
        values = {name.replace("_", " "): value for name, value in cells.items()}
        return apply_changes(package, [TableChange("ReportColumns", {row: values})], DEFINITION)

    return deed


def without_tab(tab: str) -> Callable[[Package], Package]:
    """Deleting a sheet in Excel."""

    def deed(package: Package) -> Package:
        draft = Draft(package)
        (sheet,) = [sheet for sheet in sheets_of(package) if sheet.name == tab]
        remove_tab(draft, sheet)
        draft.sweep()
        return draft.package()

    return deed


def own_sheet(tab: str, cells: Mapping[Cell, str | float], after: str = "") -> Callable[[Package], Package]:
    """A sheet of staff's own with texts, numbers and formulas, behind another tab or at the end."""

    def deed(package: Package) -> Package:
        draft = Draft(package)
        root = etree.fromstring(f'<worksheet xmlns="{main("x")[1:-2]}"><sheetData/></worksheet>')
        _fill(root, cells)
        part = draft.free_part("xl/worksheets/sheet{}.xml")
        draft.put(part, root, SHEET)
        listed = [sheet.name for sheet in sheets_of(package)]
        add_tab(draft, tab, part, listed.index(after) + 1 if after else len(listed))
        return draft.package()

    return deed


def own_table(
    name: str, tab: str, headings: Sequence[str], rows: Sequence[Sequence[str | float]]
) -> Callable[[Package], Package]:
    """A sheet of staff's own with an Excel table from B3."""

    def deed(package: Package) -> Package:
        cells: dict[Cell, str | float] = {(3, 2 + at): heading for at, heading in enumerate(headings)}
        cells |= {(4 + down, 2 + at): value for down, row in enumerate(rows) for at, value in enumerate(row)}
        package = own_sheet(tab, cells)(package)
        draft = Draft(package)
        part = next(sheet.part for sheet in sheets_of(package) if sheet.name == tab)
        ref = f"B3:{chr(ord('A') + len(headings))}{3 + len(rows)}"
        columns = "".join(f'<tableColumn id="{at}" name="{heading}"/>' for at, heading in enumerate(headings, 1))
        target = draft.free_part("xl/tables/table{}.xml")
        draft.put(
            target,
            etree.fromstring(
                f'<table xmlns="{main("x")[1:-2]}" id="{900 + len(find_tables(package))}" name="{name}" '
                f'displayName="{name}" ref="{ref}" totalsRowShown="0"><autoFilter ref="{ref}"/>'
                f'<tableColumns count="{len(headings)}">{columns}</tableColumns></table>'
            ),
            TABLE,
        )
        relation = draft.relate(part, relation_type("table"), target)
        root = draft.change(part)
        parts = etree.SubElement(root, main("tableParts"), count="1")
        namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        etree.SubElement(parts, main("tablePart"), {f"{{{namespace}}}id": relation})
        return draft.package()

    return deed


def type_on(tab: str, cells: Mapping[Cell, str | float]) -> Callable[[Package], Package]:
    """Typing into cells of a sheet."""

    def deed(package: Package) -> Package:
        draft = Draft(package)
        _fill(draft.change(part_of(package, tab)), cells)
        return draft.package()

    return deed


def _fill(sheet: etree._Element, cells: Mapping[Cell, str | float]) -> None:
    data = sheet.find(main("sheetData"))
    assert data is not None
    grid = Grid(data)
    for place, what in sorted(cells.items()):
        cell = grid.cell(*place)
        if isinstance(what, str) and what.startswith("="):
            set_formula(cell, what[1:], "worked out")
        elif what == "":
            clear(cell)
        elif isinstance(what, str):
            set_text(cell, what)
        else:
            set_number(cell, what)


def draw_on(tab: str) -> Callable[[Package], Package]:
    """Drawing a shape beside the charts of a sheet."""

    def deed(package: Package) -> Package:
        draft = Draft(package)
        drawing = draft.related(part_of(package, tab), "drawing")
        draft.change(drawing).append(etree.fromstring(_SHAPE))
        return draft.package()

    return deed


def rename_tab(old: str, new: str) -> Callable[[Package], Package]:
    """Renaming a tab in Excel."""

    def deed(package: Package) -> Package:
        from cyps_xl.xlsx.grafting.tab_names import rename_tabs

        draft = Draft(package)
        rename_tabs(draft, {old: new})
        return draft.package()

    return deed


def part_of(package: Package, tab: str) -> str:
    """The part of a sheet. StopIteration when there is none."""
    return next(sheet.part for sheet in sheets_of(package) if sheet.name == tab)


def tabs(path: Path) -> list[str]:
    """The tabs of a workbook, in their order."""
    return [sheet.name for sheet in sheets_of(Package.read(path))]


def shown(path: Path, tab: str) -> dict[Cell, str]:
    """What the cells of a sheet hold, those alone that hold something."""
    package = Package.read(path)
    texts = shared_texts(texts_root(package))
    root = Draft(package).root(part_of(package, tab))
    return {place: content.shown for place, content in contents(root, texts) if content.shown}


def results(path: Path, tab: str) -> dict[Cell, str]:
    """What the cells of a sheet amount to, formulas as their values."""
    package = Package.read(path)
    root = Draft(package).root(part_of(package, tab))
    return {place: content.value for place, content in contents(root, shared_texts(texts_root(package)))}
