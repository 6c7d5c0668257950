"""The record of where counted figures came from, as a part of custom XML that travels in the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from lxml import etree

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.last_import import RowMark
from cyps_xl.inputs.origins import Origin, Origins
from cyps_xl.xlsx.parts.custom_part import custom_part, put_custom_part
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package, parse_part

NAMESPACE = "urn:cyps-xl:counted-figures"
_ROOT = "counted"
_ITEM = "{3A5F0E91-6D27-4B8C-9C13-52E7A04B61D8}"
_FIELDS = tuple(one.name for one in fields(Origin))


def read_origins(package: Package, catalogue: Catalogue) -> Origins:
    """Where the workbook's figures came from; nothing when it has no record, or lost it."""
    part = custom_part(package, NAMESPACE, _ROOT)
    if part is None:
        return Origins()
    root = parse_part(package.parts[part], part)
    origins = [_origin(element) for element in root.iterfind(f"{{{NAMESPACE}}}count")]
    cells: dict[RowMark, dict[str, Origin]] = {}
    for element in root.iterfind(f"{{{NAMESPACE}}}table"):
        name = element.get("name", "")
        columns = (element.get("columns") or "").split("|")
        for line in (element.text or "").split() if catalogue.get(name) else ():
            mark, _, numbers = line.partition(":")
            pairs = zip(columns, numbers.split(","), strict=False)
            held = {column: origins[int(at)] for column, at in pairs if at.isdecimal() and int(at) < len(origins)}
            cells[name, mark] = held
    return Origins(cells)


def _origin(element: etree._Element) -> Origin:
    return Origin(**{name: element.get(name, "") for name in _FIELDS})


def put_origins(package: Package, record: Origins, catalogue: Catalogue) -> Package:
    """The package with this record in it; as it is where there is nothing to record, and never was."""
    if not record.cells and custom_part(package, NAMESPACE, _ROOT) is None:
        return package
    root = etree.Element(f"{{{NAMESPACE}}}{_ROOT}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    used = {origin for row in record.cells.values() for origin in row.values()}
    numbers = {origin: at for at, origin in enumerate(sorted(used, key=lambda one: tuple(asdict(one).values())))}
    for origin in numbers:
        etree.SubElement(root, f"{{{NAMESPACE}}}count", asdict(origin))
    for table in catalogue:
        rows = {mark: row for (of, mark), row in record.cells.items() if of == table.name}
        if rows:
            columns = [column.heading for column in table.typed_columns if column.heading not in table.key]
            element = etree.SubElement(root, f"{{{NAMESPACE}}}table", name=table.name, columns="|".join(columns))
            element.text = "\n".join(sorted(_line(mark, columns, row, numbers) for mark, row in rows.items()))
    draft = Draft(package)
    put_custom_part(draft, package, root, _ITEM)
    return draft.package()


def _line(mark: str, columns: Sequence[str], row: Mapping[str, Origin], numbers: Mapping[Origin, int]) -> str:
    return f"{mark}:{','.join(str(numbers[row[column]]) if column in row else '' for column in columns)}"
