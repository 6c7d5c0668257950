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
from cyps_xl.xlsx.custom_part import custom_part, put_custom_part
from cyps_xl.xlsx.draft import Draft
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.stored_cells import column_number

NAMESPACE = "urn:cyps-xl:written-sheets"

_DIGEST = 4  # characters
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
    put_custom_part(draft, package, root, _ITEM)


def record_part(package: Package) -> str | None:
    """The part with the record."""
    return custom_part(package, NAMESPACE, "written")


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
