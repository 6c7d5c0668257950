"""What staff put into a workbook, one feature at a time: planted as Excel writes it, to be found again unchanged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.schema_order import SHEET_CHILDREN, WORKBOOK_CHILDREN, insert_child

OURS, OWN, INPUT = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
PNG = b"\x89PNG\r\n\x1a\n-- a picture --"

_NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


@dataclass(frozen=True)
class Part:
    """A part that staff's work put into the package, and the relation that leads to it.

    `owner` is the part that has the relation, "" for the package. `element`, when there is
    one, stands in the owner and uses the relation as {id}.
    """

    owner: str
    kind: str
    name: str
    data: bytes = b"\x00staff's own\x00"
    content_type: str = "application/octet-stream"
    element: str = ""


@dataclass(frozen=True)
class Feature:
    """Something staff can do: parts, and elements of a sheet or of the workbook's part."""

    name: str
    parts: tuple[Part, ...] = ()
    elements: tuple[tuple[str, str], ...] = ()

    def plant(self, package: Package) -> Package:
        """The package with the feature in it."""
        draft = Draft(package)
        for part in self.parts:
            draft.put(part.name, part.data, part.content_type)
            relation_id = draft.relate(part.owner, _type(part.kind), part.name)
            if part.element:
                _insert(draft, part.owner, part.element.replace("{id}", relation_id))
        for owner, element in self.elements:
            _insert(draft, owner, element)
        return draft.package()


def planted(package: Package, *features: Feature) -> Package:
    """The package with these features in it."""
    for feature in features:
        package = feature.plant(package)
    return package


def sheet_elements(package: Package, part: str) -> dict[str, list[bytes]]:
    """The elements of a sheet or workbook in canonical form, by name."""
    found: dict[str, list[bytes]] = {}
    for child in Draft(package).root(part):
        name = etree.QName(child).localname
        found.setdefault(name, []).append(etree.tostring(child, method="c14n", exclusive=True, with_tail=False))
    return found


def change(part: str, alter: Callable[[etree._Element], object]) -> Callable[[Package], Package]:
    """A change that staff make in the XML of a part."""

    def changed(package: Package) -> Package:
        draft = Draft(package)
        alter(draft.change(part))
        return draft.package()

    return changed


def parse(xml: str) -> etree._Element:
    """An element from its text, with the usual prefixes known."""
    first, _, rest = xml.partition(">")
    closing = "/" if first.endswith("/") else ""
    return etree.fromstring(f"{first.removesuffix('/')} {_NAMESPACES}{closing}>{rest}")


def _type(kind: str) -> str:
    return kind if kind.startswith("http") else f"{OFFICE}/{kind}"


def _insert(draft: Draft, owner: str, element: str) -> None:
    order = WORKBOOK_CHILDREN if owner == WORKBOOK else SHEET_CHILDREN
    root = draft.change(owner)
    made = parse(element)
    old = root.find(made.tag)
    if old is not None and etree.QName(made).localname in ("definedNames", "extLst", "dataValidations"):
        old.extend(list(made))
    else:
        insert_child(root, made, order)
