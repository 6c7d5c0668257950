"""The record of what was brought in, as a part of custom XML that travels in the workbook: Excel keeps it."""

from __future__ import annotations

from lxml import etree

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.last_import import LastImport, RowMark
from cyps_xl.xlsx.parts.custom_part import custom_part, put_custom_part
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package, parse_part

NAMESPACE = "urn:cyps-xl:imported-figures"
_ROOT = "imported"
_ITEM = "{7D1B5C2E-94F3-4C07-8A5E-2B6F6970732D}"
_CELL = 4  # characters
_NONE = "." * _CELL


def read_last_import(package: Package, catalogue: Catalogue) -> LastImport:
    """What was last brought in; nothing when the workbook has no record, or lost it."""
    part = custom_part(package, NAMESPACE, _ROOT)
    if part is None:
        return LastImport()
    cells: dict[RowMark, dict[str, str]] = {}
    for element in parse_part(package.parts[part], part):
        table = catalogue.get(element.get("name", ""))
        for line in (element.text or "").split() if table else ():
            mark, _, marks = line.partition(":")
            columns = (element.get("columns") or "").split("|")
            held = [marks[at : at + _CELL] for at in range(0, len(marks), _CELL)]
            pairs = zip(columns, held, strict=False)
            cells[element.get("name", ""), mark] = {heading: cell for heading, cell in pairs if cell != _NONE}
    return LastImport(cells)


def put_last_import(package: Package, record: LastImport, catalogue: Catalogue) -> Package:
    """The package with this record in it."""
    root = etree.Element(f"{{{NAMESPACE}}}{_ROOT}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for table in catalogue:
        rows = {mark: row for (of, mark), row in record.cells.items() if of == table.name and row}
        if rows:
            columns = [column.heading for column in table.typed_columns if column.heading not in table.key]
            lines = (f"{mark}:{''.join(row.get(heading, _NONE) for heading in columns)}" for mark, row in rows.items())
            element = etree.SubElement(root, f"{{{NAMESPACE}}}table", name=table.name, columns="|".join(columns))
            element.text = "\n".join(sorted(lines))
    draft = Draft(package)
    put_custom_part(draft, package, root, _ITEM)
    return draft.package()
