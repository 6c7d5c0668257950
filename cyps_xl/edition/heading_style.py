"""Tagging every sheet's title as a heading: in Excel that is the cell style Heading 1."""

from __future__ import annotations

import copy
import re

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.package import Package, parse_part

STYLES = "xl/styles.xml"
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_TITLE_STYLE = re.compile(rb'<c r="A1" s="(\d+)"')
HEADING_1 = 16  # the number by which Excel knows the style in every language


def with_headings(package: Package) -> Package:
    """The package with A1 of every sheet in the style Heading 1, looking as it did.

    XlsxWriter writes formats, and no named styles.
    """
    used = {int(found[1]) for name in package.parts if _SHEET.fullmatch(name) if (found := _title(package, name))}
    root = parse_part(package.parts[STYLES], STYLES)
    formats, bases, styles = (root.find(main(name)) for name in ("cellXfs", "cellStyleXfs", "cellStyles"))
    if not used or formats is None or bases is None or styles is None:
        return package
    number = str(len(bases))
    base = copy.deepcopy(formats[max(used)])
    base.attrib.pop("xfId", "")
    bases.append(base)
    style = etree.SubElement(styles, main("cellStyle"))
    style.attrib.update({"name": "Heading 1", "xfId": number, "builtinId": str(HEADING_1), "customBuiltin": "1"})
    for index in used:
        formats[index].set("xfId", number)
    for parent in (bases, styles):
        parent.set("count", str(len(parent)))
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return package.with_parts({STYLES: content})


def _title(package: Package, name: str) -> re.Match[bytes] | None:
    return _TITLE_STYLE.search(package.parts[name])
