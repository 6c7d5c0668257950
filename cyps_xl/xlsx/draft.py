"""A package while it is being changed: each part parsed once, written once, and only when it did change."""

from __future__ import annotations

from lxml import etree

from cyps_xl.xlsx.namespaces import CONTENT_TYPES, PACKAGE_RELATION
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.relations import Relation, owner_of, reachable, relations, relative, rels_part

TYPES_PART = "[Content_Types].xml"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OVERRIDE = f"{{{CONTENT_TYPES}}}Override"
_DEFAULT = f"{{{CONTENT_TYPES}}}Default"
_RELATION = f"{{{PACKAGE_RELATION}}}Relationship"


def to_xml(root: etree._Element) -> bytes:
    """An element as the bytes of a part."""
    return _DECLARATION + etree.tostring(root, encoding="UTF-8")


class Draft:
    """Parts to be changed together; `package()` gives the result, with every untouched part as it was."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts: dict[str, bytes | None] = {}
        self._roots: dict[str, etree._Element] = {}
        self._touched: set[str] = set()

    def __contains__(self, part: str) -> bool:
        return self._bytes(part) is not None

    def root(self, part: str) -> etree._Element:
        """The part's root element, to be read; `change` it before altering anything. KeyError when not there."""
        if part not in self._roots:
            data = self._bytes(part)
            if data is None:
                raise KeyError(part)
            self._roots[part] = parse_part(data, part)
        return self._roots[part]

    def parsed(self, part: str) -> etree._Element:
        """A tree of the part for the caller alone, which the draft does not keep. KeyError when it is not there."""
        return parse_part(self.data(part), part)

    def change(self, part: str) -> etree._Element:
        """The part's root element, to be altered in place."""
        root = self.root(part)
        self._touched.add(part)
        return root

    def release(self, part: str) -> None:
        """Keep a part as its bytes alone: a tree takes some ten times their room."""
        if part in self._touched:
            self._parts[part] = to_xml(self._roots[part])
            self._touched.discard(part)
        self._roots.pop(part, None)

    def data(self, part: str) -> bytes:
        """The part's bytes, as they stand now. KeyError when it is not there."""
        found = to_xml(self._roots[part]) if part in self._touched else self._bytes(part)
        if found is None:
            raise KeyError(part)
        return found

    def put(self, part: str, content: bytes | etree._Element, content_type: str) -> None:
        """Set a part, new or not, and say what it is."""
        self._roots.pop(part, None)
        self._touched.discard(part)
        if isinstance(content, bytes):
            self._parts[part] = content
        else:
            self._parts[part] = b""
            self._roots[part] = content
            self._touched.add(part)
        self._set_type(part, content_type)

    def remove(self, part: str) -> None:
        """Take a part away, with its relations and what was said of its kind."""
        self._forget(part)
        self._forget(rels_part(part))
        for element in self.root(TYPES_PART).findall(_OVERRIDE):
            if element.get("PartName") == f"/{part}":
                self.change(TYPES_PART).remove(element)

    def content_type(self, part: str) -> str:
        """What a part is said to be; "" when nothing is said."""
        default = ""
        for element in self.root(TYPES_PART):
            if element.tag == _OVERRIDE and element.get("PartName") == f"/{part}":
                return element.get("ContentType", "")
            if element.tag == _DEFAULT and element.get("Extension", "").lower() == part.rpartition(".")[2].lower():
                default = element.get("ContentType", "")
        return default

    def free_part(self, pattern: str) -> str:
        """A part name that is not taken, with the lowest number: free_part("xl/charts/chart{}.xml")."""
        taken = {part.lower() for part in self.names()}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part, as they stand now."""
        name = rels_part(part)
        data = to_xml(self._roots[name]) if name in self._touched else self._bytes(name)
        return [] if data is None else relations({name: data}, part)

    def relations_to(self, part: str) -> int:
        """How many relations of other parts lead to a part."""
        owners = [owner_of(name) for name in self.names() if name.endswith(".rels")]
        return sum(relation.target == part for owner in owners for relation in self.relations(owner))

    def relate(self, part: str, kind: str, target: str, external: bool = False, wanted: str = "") -> str:
        """Relate a part to another, or to an address outside; the relation's id.

        `kind` is the whole type of the relation. `wanted` is the id to use when it is free.
        """
        name = rels_part(part)
        if name not in self:
            self._parts[name] = b""
            self._roots[name] = etree.fromstring(f'<Relationships xmlns="{PACKAGE_RELATION}"/>')
        root = self.change(name)
        taken = {element.get("Id") for element in root}
        number = 1
        while not wanted or wanted in taken:
            wanted, number = f"rId{number}", number + 1
        element = etree.SubElement(root, _RELATION, Id=wanted, Type=kind)
        element.set("Target", target if external else relative(part, target))
        if external:
            element.set("TargetMode", "External")
        return wanted

    def unrelate(self, part: str, relation_id: str) -> None:
        """Take a relation of a part away; with the last one, the part that held them."""
        root = self.change(rels_part(part))
        for element in root:
            if element.get("Id") == relation_id:
                root.remove(element)
        if not len(root):
            self.remove(rels_part(part))

    def forget_relations(self, part: str) -> None:
        """Take away all relations of a part."""
        self._forget(rels_part(part))

    def names(self) -> set[str]:
        """The names of all parts that are there."""
        return {part for part in {*self._package.parts, *self._parts} if part in self}

    def sweep(self) -> None:
        """Take away every part that relations led to before the changes and none leads to now."""
        before = reachable(self._package.parts)
        now = reachable(self.package().parts)
        for part in sorted(before - now):
            if part in self:
                self.remove(part)

    def package(self) -> Package:
        """The changed package."""
        for part in self._touched:
            self._parts[part] = to_xml(self._roots[part])
        self._touched.clear()
        return self._package.with_parts(self._parts)

    def _forget(self, name: str) -> None:
        self._parts[name] = None
        self._roots.pop(name, None)
        self._touched.discard(name)

    def _bytes(self, part: str) -> bytes | None:
        return self._parts[part] if part in self._parts else self._package.parts.get(part)

    def _set_type(self, part: str, content_type: str) -> None:
        if self.content_type(part) == content_type:
            return
        for element in self.root(TYPES_PART).findall(_OVERRIDE):
            if element.get("PartName") == f"/{part}":
                self.change(TYPES_PART).remove(element)
        etree.SubElement(self.change(TYPES_PART), _OVERRIDE, PartName=f"/{part}", ContentType=content_type)
