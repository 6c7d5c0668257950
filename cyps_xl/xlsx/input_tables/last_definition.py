"""What a workbook's definition was when its sheets were last brought in line with it, as a part of custom XML.

By it a table that was renamed or lost is told from one that is new, a tab that still bears the name that we gave it
from one that staff renamed, and a validation of ours from staff's own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lxml import etree

from cyps_xl.definition.section_numbers import Meant, Mention
from cyps_xl.xlsx.parts.custom_part import custom_part, put_custom_part
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package, parse_part

NAMESPACE = "urn:cyps-xl:last-definition"
_ROOT = "definition"
_ITEM = "{3F0A7C55-2E19-4D6B-B1A4-5C6578732D31}"


@dataclass(frozen=True)
class LastTable:
    """An input table as it was last declared: the tab that its sheet was given, and its columns.

    `declared` is a digest of the rules of all columns as declared. `rules` has, by heading, the digest of the
    validation that we wrote for the column; "" where we wrote none.
    """

    tab: str
    declared: str
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LastDefinition:
    """The input tables by name, and of the report's sheets, in their order, the tab that each was given by its key.

    `kept` are the keys of sheets whose sections are not reported, and that stay for what staff have on them.
    `numbers` are the numbers of sections, by key, that their tabs do not tell: those with a space, as in "Part 1".
    `meant` are the sections that texts meant by numbers that have changed since.
    """

    tables: Mapping[str, LastTable] = field(default_factory=dict)
    tabs: Mapping[str, str] = field(default_factory=dict)
    kept: Collection[str] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    meant: Meant = field(default_factory=dict)

    def table(self, name: str) -> LastTable | None:
        """The table of a name, whatever its capitals."""
        return next((table for known, table in self.tables.items() if known.lower() == name.lower()), None)


def read_last_definition(package: Package) -> LastDefinition | None:
    """What the definition last was; None when the workbook has no record, or lost it."""
    part = definition_part(package)
    if part is None:
        return None
    tables: dict[str, LastTable] = {}
    tabs: dict[str, str] = {}
    kept: list[str] = []
    numbers: dict[str, str] = {}
    meant: dict[Mention, tuple[str, ...]] = {}
    for element in parse_part(package.parts[part], part):
        tab = element.get("tab", "")
        if etree.QName(element).localname == "table":
            rules = {column.get("heading", ""): column.get("rule", "") for column in element}
            tables[element.get("name", "")] = LastTable(tab, element.get("declared", ""), rules)
            continue
        if etree.QName(element).localname == "mention":
            mention = Mention(element.get("text", ""), element.get("number", ""))
            meant[mention] = tuple(element.get("sections", "").split(";"))
            continue
        key = element.get("key", "").lower()  # older records have a section's name as it was written
        tabs[key] = tab
        if element.get("kept"):
            kept.append(key)
        if number := element.get("number"):
            numbers[key] = number
    return LastDefinition(tables, tabs, tuple(kept), numbers, meant)


def definition_part(package: Package) -> str | None:
    """The part with the record."""
    return custom_part(package, NAMESPACE, _ROOT)


def put_last_definition(package: Package, record: LastDefinition) -> Package:
    """The package with this record in it."""
    root = etree.Element(f"{{{NAMESPACE}}}{_ROOT}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for name, table in record.tables.items():
        element = _child(root, "table", {"name": name, "tab": table.tab, "declared": table.declared})
        for heading, rule in table.rules.items():
            _child(element, "column", {"heading": heading, "rule": rule})
    for key, tab in record.tabs.items():
        element = _child(root, "sheet", {"key": key, "tab": tab})
        if key in record.kept:
            element.set("kept", "1")
        if key in record.numbers:
            element.set("number", record.numbers[key])
    for mention, sections in record.meant.items():
        said = {"text": mention.text, "number": mention.number, "sections": ";".join(sections)}
        _child(root, "mention", said)
    draft = Draft(package)
    put_custom_part(draft, package, root, _ITEM)
    return draft.package()


def _child(parent: etree._Element, name: str, attributes: dict[str, str]) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
