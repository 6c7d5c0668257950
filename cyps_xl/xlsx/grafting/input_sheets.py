"""Input sheets that a workbook lacks, put in as the template has them: table, validations, formats, repeated row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from cyps_xl.grid import quoted_tab
from cyps_xl.xlsx.grafting.cells import FreshTexts, translated_sheet
from cyps_xl.xlsx.grafting.names import SHEET_NAMES, sheet_names
from cyps_xl.xlsx.grafting.tabs import add_tab
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.opening.relations import part_of_kind, relation_type
from cyps_xl.xlsx.parts.draft import Draft, put_rows
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.styles import StyleMap, styles_part
from cyps_xl.xlsx.parts.workbook_part import Sheet, name_on_sheet, sheets_of, sheets_of_draft, workbook_child

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_RULE_STYLES = ("headerRowDxfId", "dataDxfId", "totalsRowDxfId", "headerRowBorderDxfId", "tableBorderDxfId")


class FreshInputSheets:
    """Freshly written input sheets, read in terms of the workbook that is being changed.

    `draft` is that workbook, to whose styles those of the fresh sheets are added.
    """

    def __init__(self, draft: Draft, fresh: Package) -> None:
        self._draft, self._fresh = draft, Draft(fresh)
        self._sheets = {sheet.name: sheet for sheet in sheets_of(fresh)}
        self._styles_part = styles_part(draft)
        self._styles = StyleMap(draft.root(self._styles_part), self._fresh.root(styles_part(self._fresh)))
        texts = part_of_kind(fresh.parts, fresh.workbook, "sharedStrings")
        self._texts = FreshTexts(self._fresh.root(texts) if texts else None)

    def tabs(self) -> Sequence[str]:
        """The tabs of the fresh sheets, in their order."""
        return tuple(self._sheets)

    def sheet(self, tab: str) -> etree._Element:
        """A fresh sheet's root, its styles those of the workbook and its texts in the cells themselves."""
        root, rows = translated_sheet(self._fresh, self._sheets[tab].part, self._styles, self._texts)
        put_rows(root, rows)
        self._note_styles()
        return root

    def table(self, tab: str) -> tuple[str, etree._Element]:
        """The one table of a fresh sheet, its styles those of the workbook, with the relation by which it is found."""
        (found,) = [one for one in self._fresh.relations(self._sheets[tab].part) if one.kind == "table"]
        root = self._fresh.parsed(found.target)
        for element in root.iter(main("table"), main("tableColumn")):
            for name in _RULE_STYLES:
                if element.get(name) is not None:
                    element.set(name, str(self._styles.rule(int(element.get(name, "0")))))
        self._note_styles()
        return found.id, root

    def names(self, tab: str) -> Mapping[str, str]:
        """What the sheet's own names stand for, without the tab: its repeated rows."""
        return sheet_names(self._fresh.root(self._fresh.workbook), self._sheets[tab].position)

    def _note_styles(self) -> None:
        if self._styles.grown:
            self._draft.change(self._styles_part)


def add_input_sheets(draft: Draft, fresh: Package, after: Mapping[str, Sequence[str]]) -> None:
    """Put each of the fresh sheets into the workbook; no tab of theirs may be taken.

    `after` has, by tab, the tabs behind which the sheet may stand, the nearest first: it comes right behind the
    first of them that is there, and last of all where none is.
    """
    sheets = FreshInputSheets(draft, fresh)
    for tab in sheets.tabs():
        part = draft.free_part("xl/worksheets/sheet{}.xml")
        root = sheets.sheet(tab)
        draft.put(part, root, _SHEET_TYPE)
        relation, table = sheets.table(tab)
        _add_table(draft, part, root, relation, table)
        position = _position(sheets_of_draft(draft), after.get(tab, ()))
        add_tab(draft, tab, part, position)
        _name(draft, tab, position, sheets.names(tab))
        draft.release(part)


def _add_table(draft: Draft, part: str, sheet: etree._Element, relation: str, table: etree._Element) -> None:
    """Give the sheet its table, under a number that no table of the workbook has."""
    table.set("id", str(1 + max([0, *_table_numbers(draft)])))
    target = draft.free_part("xl/tables/table{}.xml")
    draft.put(target, table, _TABLE_TYPE)
    made = draft.relate(part, relation_type("table"), target)
    for element in sheet.iterfind(f"{main('tableParts')}/{main('tablePart')}"):
        if element.get(RELATION_ID) == relation:
            element.set(RELATION_ID, made)


def _table_numbers(draft: Draft) -> Iterator[int]:
    for sheet in sheets_of_draft(draft):
        for relation in draft.relations(sheet.part):
            if relation.kind == "table" and relation.target in draft:
                yield int(draft.root(relation.target).get("id", "0"))


def _position(listed: Sequence[Sheet], after: Sequence[str]) -> int:
    places = {sheet.name.lower(): sheet.position for sheet in listed}
    return next((places[tab.lower()] + 1 for tab in after if tab.lower() in places), len(listed))


def _name(draft: Draft, tab: str, position: int, names: Mapping[str, str]) -> None:
    parent = workbook_child(draft.change(draft.workbook), "definedNames")
    for name in SHEET_NAMES:
        if name in names:
            element = name_on_sheet(parent, name, position)
            element.text = ",".join(f"{quoted_tab(tab)}!{area}" for area in names[name].split(","))
