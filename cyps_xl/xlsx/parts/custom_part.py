"""A record of ours that travels in a workbook as a part of custom XML, which Excel keeps."""

from __future__ import annotations

from lxml import etree

from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.opening.zip_entries import is_xml
from cyps_xl.xlsx.parts.draft import Draft, to_xml
from cyps_xl.xlsx.parts.package import Package

_START = 400  # bytes in which a part says what it is
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<ds:datastoreItem ds:itemID="{item}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    '<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
)


def custom_part(package: Package, namespace: str, root: str) -> str | None:
    """The part with a record, by what it says: other programs lose its relation, or give it another name."""
    for part in package.parts:
        start = package.parts[part][:_START] if is_xml(part) else b""
        if f'"{namespace}"'.encode() in start and f"<{root}".encode() in start:
            return part
    return None


def put_custom_part(draft: Draft, package: Package, root: etree._Element, item: str) -> None:
    """Set a record in a draft of the package; `item` is the identity by which Excel knows its kind."""
    name = etree.QName(root)
    namespace = name.namespace or ""
    part = custom_part(package, namespace, name.localname)
    is_new = part is None
    part = part or draft.free_part("customXml/item{}.xml")
    if all(relation.target != part for relation in draft.relations(draft.workbook)):
        draft.relate(draft.workbook, relation_type("customXml"), part)
    if is_new:
        properties = draft.free_part("customXml/itemProps{}.xml")
        draft.put(properties, _PROPERTIES.format(item=item, namespace=namespace).encode(), _PROPERTIES_TYPE)
        draft.relate(part, relation_type("customXmlProps"), properties)
    draft.put(part, to_xml(root), "application/xml")
