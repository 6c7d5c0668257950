"""What the last refresh wrote on our sheets, so that what staff have changed since can be told from it.

The record travels in the workbook as a part of custom XML, which Excel keeps. It holds no
figure and no text of a cell: four characters stand for each. Of each sheet it says what the
cells held, how the sheet was set up, and which rules, merged cells and links were ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from cyps_xl.inputs.places import column_letters
from cyps_xl.xlsx.draft import Draft, to_xml
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.relations import relation_type
from cyps_xl.xlsx.stored_cells import column_number
from cyps_xl.xlsx.workbook_part import WORKBOOK

NAMESPACE = "urn:cyps-xl:written-sheets"

_START = 400  # bytes in which a part says what it is
_DIGEST = 4  # characters
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<ds:datastoreItem ds:itemID="{item}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    '<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
)
_ITEM = "{5B0E6B1B-6E0A-4E5C-9D0B-6C7970732D31}"


@dataclass(frozen=True)
class WrittenSheet:
    """One sheet as it was written.

    `cells` holds a digest for each stored cell by row and column, `look` the set-up item by
    item, `items` a digest for each rule, merged cell and link.
    """

    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    look: Mapping[str, str] = field(default_factory=dict)
    items: Collection[str] = ()


def read_record(package: Package) -> dict[str, WrittenSheet]:
    """What was last written on each of our sheets, by the sheet's key; empty when nothing tells."""
    part = record_part(package)
    if part is None:
        return {}
    root = parse_part(package.parts[part], part)
    return {element.get("key", ""): _read_sheet(element) for element in root}


def put_record(draft: Draft, package: Package, sheets: Mapping[str, WrittenSheet]) -> None:
    """Set the record in a draft of the package."""
    root = etree.Element(f"{{{NAMESPACE}}}written", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for key, sheet in sheets.items():
        _write_sheet(etree.SubElement(root, f"{{{NAMESPACE}}}sheet", key=key), sheet)
    put_record_part(draft, package, root, NAMESPACE, _ITEM)


def put_record_part(draft: Draft, package: Package, root: etree._Element, namespace: str, item: str) -> None:
    """Set one of our records in a draft of the package; `item` is the identity that Excel keeps for its kind."""
    part = find_record(package, namespace, etree.QName(root).localname)
    is_new = part is None
    part = part or draft.free_part("customXml/item{}.xml")
    if all(relation.target != part for relation in draft.relations(WORKBOOK)):
        draft.relate(WORKBOOK, relation_type("customXml"), part)
    if is_new:
        properties = draft.free_part("customXml/itemProps{}.xml")
        draft.put(properties, _PROPERTIES.format(item=item, namespace=namespace).encode(), _PROPERTIES_TYPE)
        draft.relate(part, relation_type("customXmlProps"), properties)
    draft.put(part, to_xml(root), "application/xml")


def record_part(package: Package) -> str | None:
    """The part with the record of what was written."""
    return find_record(package, NAMESPACE, "written")


def find_record(package: Package, namespace: str, root: str) -> str | None:
    """The part with one of our records, by what it says: other programs lose its relation, or give it another name."""
    for part, data in package.parts.items():
        start = data[:_START]
        if part.startswith("customXml/") and f'"{namespace}"'.encode() in start and f"<{root}".encode() in start:
            return part
    return None


def _read_sheet(element: etree._Element) -> WrittenSheet:
    look: dict[str, str] = {}
    cells: dict[tuple[int, int], str] = {}
    items: Collection[str] = ()
    for child in element:
        text = child.text or ""
        match etree.QName(child).localname:
            case "look":
                look[child.get("name", "")] = text
            case "items":
                items = _digests(text)
            case "row":
                cells.update(_read_row(int(child.get("r", "0")), text))
    return WrittenSheet(cells, look, items)


def _write_sheet(element: etree._Element, sheet: WrittenSheet) -> None:
    for name, value in sorted(sheet.look.items()):
        etree.SubElement(element, f"{{{NAMESPACE}}}look", name=name).text = value
    etree.SubElement(element, f"{{{NAMESPACE}}}items").text = "".join(sorted(sheet.items))
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), digest in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append((column, digest))
    for row, cells in rows.items():
        etree.SubElement(element, f"{{{NAMESPACE}}}row", r=str(row)).text = _row_text(cells)


def _row_text(cells: list[tuple[int, str]]) -> str:
    """The digests of a row, each run of neighbours after the letters of its first column: "A:xxxxyyyy F:zzzz"."""
    text, last = "", 0
    for column, digest in cells:
        if column != last + 1 or not text:
            text += f"{' ' if text else ''}{column_letters(column)}:"
        text += digest
        last = column
    return text


def _read_row(row: int, text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for run in text.split():
        letters, _, digests = run.partition(":")
        for column, digest in enumerate(_digests(digests), start=column_number(letters)):
            yield (row, column), digest


def _digests(text: str) -> list[str]:
    return [text[at : at + _DIGEST] for at in range(0, len(text), _DIGEST)]
