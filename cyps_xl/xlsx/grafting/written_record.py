"""What the last refresh wrote on our sheets, so that what staff have changed since can be told from it.

The record travels in the workbook as a part of custom XML, which Excel keeps. It holds no
figure and no text of a cell: four characters stand for each. Of each sheet it says what the
cells held and how they looked, how the sheet was set up, what was drawn on it, and which rules,
merged cells and links were ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from cyps_xl.grid import column_letters, column_number
from cyps_xl.xlsx.parts.custom_part import custom_part, put_custom_part
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package, parse_part

NAMESPACE = "urn:cyps-xl:written-sheets"

_DIGEST = 4  # characters
_ITEM = "{5B0E6B1B-6E0A-4E5C-9D0B-6C7970732D31}"


@dataclass(frozen=True)
class WrittenSheet:
    """One sheet as it was written.

    `cells` holds a digest for each stored cell by row and column, `look` the set-up item by
    item, `items` a digest for each rule, merged cell and link. `drawn` and `cell_looks` are as
    `drawn.py` has them; both are empty in the records of earlier versions.
    """

    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    look: Mapping[str, str] = field(default_factory=dict)
    items: Collection[str] = ()
    drawn: Mapping[str, str] = field(default_factory=dict)
    cell_looks: Mapping[int, str] = field(default_factory=dict)


class Record:
    """What was last written on each of our sheets, to be read and set sheet by sheet.

    It stays XML: of a large report, the digests of all sheets at once would take a hundred megabytes.
    """

    def __init__(self, package: Package) -> None:
        part = record_part(package)
        self._root = etree.Element(f"{{{NAMESPACE}}}written", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
        self._sheets: dict[str, etree._Element] = {}
        for element in () if part is None else list(parse_part(package.parts[part], part)):
            self._take(element.get("key", "").lower(), element)  # older ones have a section's name as it was written

    def get(self, key: str) -> WrittenSheet | None:
        """What was last written on a sheet; None when nothing tells."""
        element = self._sheets.get(key)
        return None if element is None else _read_sheet(element)

    def says_the_same(self, other: Record, key: str) -> bool:
        """Whether another record says of a sheet what this one does; False where either says nothing."""
        elements = self._sheets.get(key), other._sheets.get(key)
        one, two = (None if element is None else etree.tostring(element, method="c14n") for element in elements)
        return one is not None and one == two

    def set(self, key: str, sheet: WrittenSheet) -> None:
        """Remember what is written on a sheet now."""
        element = etree.Element(f"{{{NAMESPACE}}}sheet", key=key)
        _write_sheet(element, sheet)
        self._take(key, element)

    def forget(self, key: str) -> None:
        """Remember nothing of a sheet that is gone."""
        element = self._sheets.pop(key, None)
        if element is not None:
            self._root.remove(element)

    @property
    def root(self) -> etree._Element:
        """The record as the root element of a part."""
        return self._root

    def _take(self, key: str, element: etree._Element) -> None:
        """Put a sheet's element in the place of its last one, or after all others."""
        last = self._sheets.get(key)
        if last is None:
            self._root.append(element)
        else:
            self._root.replace(last, element)
        self._sheets[key] = element


def put_record(draft: Draft, package: Package, record: Record) -> None:
    """Set the record in a draft of the package."""
    put_custom_part(draft, package, record.root, _ITEM)


def record_part(package: Package) -> str | None:
    """The part with the record."""
    return custom_part(package, NAMESPACE, "written")


def _read_sheet(element: etree._Element) -> WrittenSheet:
    look: dict[str, str] = {}
    drawn: dict[str, str] = {}
    cells: dict[tuple[int, int], str] = {}
    cell_looks: dict[int, str] = {}
    items: Collection[str] = ()
    for child in element:
        text = child.text or ""
        match etree.QName(child).localname:
            case "look":
                look[child.get("name", "")] = text
            case "drawn":
                drawn[child.get("name", "")] = text
            case "items":
                items = _digests(text)
            case "row":
                row = int(child.get("r", "0"))
                cells.update(_read_row(row, text))
                if child.get("looks"):
                    cell_looks[row] = child.get("looks", "")
    return WrittenSheet(cells, look, items, drawn, cell_looks)


def _write_sheet(element: etree._Element, sheet: WrittenSheet) -> None:
    for name, value in sorted(sheet.look.items()):
        etree.SubElement(element, f"{{{NAMESPACE}}}look", name=name).text = value
    for name, value in sorted(sheet.drawn.items()):
        etree.SubElement(element, f"{{{NAMESPACE}}}drawn", name=name).text = value
    etree.SubElement(element, f"{{{NAMESPACE}}}items").text = "".join(sorted(sheet.items))
    rows: dict[int, list[tuple[int, str]]] = {row: [] for row in sorted(sheet.cell_looks)}
    for (row, column), digest in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append((column, digest))
    for row, cells in sorted(rows.items()):
        written = etree.SubElement(element, f"{{{NAMESPACE}}}row", r=str(row))
        written.text = _row_text(cells)
        if row in sheet.cell_looks:
            written.set("looks", sheet.cell_looks[row])


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
