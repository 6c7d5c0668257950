"""A package while it is being changed: each part parsed once, written once, and only when it did change."""

from __future__ import annotations

from lxml import etree

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.opening.content_types import OVERRIDE, TYPES_PART, charts, content_type, said_of
from cyps_xl.xlsx.opening.namespaces import MAIN, PACKAGE_RELATION
from cyps_xl.xlsx.opening.relations import Relation, owner_of, reachable, related_in, relative, rels_part
from cyps_xl.xlsx.opening.zip_entries import same_name
from cyps_xl.xlsx.parts.cells import SHEET_DATA
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.stored_cells import outline, take_rows_out

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATION = f"{{{PACKAGE_RELATION}}}Relationship"


def to_xml(root: etree._Element) -> bytes:
    """An element as the bytes of a part."""
    return _DECLARATION + etree.tostring(root, encoding="UTF-8")


def put_rows(sheet: etree._Element, rows: bytes) -> None:
    """Give a sheet without rows its rows as elements."""
    made = etree.fromstring(b'<sheetData xmlns="' + MAIN.encode() + b'">' + rows + b"</sheetData>")
    for data in sheet.iterfind(SHEET_DATA):
        data.extend(list(made))


class Draft:
    """Parts to be changed together; `package()` gives the result, with every untouched part as it was.

    Parts may be named in any spelling, as in a package.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts: dict[str, bytes | None] = {}
        self._roots: dict[str, etree._Element] = {}
        self._touched: set[str] = set()
        self._rows: dict[str, bytes] = {}
        self._new_names: dict[str, str] = {}

    def __contains__(self, part: str) -> bool:
        part = self.spelt(part)
        return self._parts[part] is not None if part in self._parts else part in self._package.parts

    @property
    def workbook(self) -> str:
        """The part that lists the sheets, whatever it is called."""
        return self._package.workbook

    def spelt(self, part: str) -> str:
        """A part's name as it is spelt here; the name as it is when there is no such part."""
        return self._new_names.get(same_name(part)) or self._package.parts.spelt(part)

    def root(self, part: str) -> etree._Element:
        """The part's root element, to be read; `change` it before altering anything. KeyError when not there."""
        part = self.spelt(part)
        if part not in self._roots:
            data = self._bytes(part)
            if data is None:
                raise KeyError(part)
            self._roots[part] = parse_part(data, part)
        if part in self._rows:
            put_rows(self._roots[part], self._rows.pop(part))
        return self._roots[part]

    def parsed(self, part: str) -> etree._Element:
        """A tree of the part for the caller alone, which the draft does not keep. KeyError when it is not there."""
        return parse_part(self.data(part), part)

    def is_readable(self, part: str) -> bool:
        """Whether a part, one that need not be read, can be: what is broken stays as it is, for Excel to judge."""
        try:
            self.root(part)
        except UnusableFile:
            return False
        return True

    def change(self, part: str) -> etree._Element:
        """The part's root element, to be altered in place."""
        root = self.root(part)
        self._touched.add(self.spelt(part))
        return root

    def change_outline(self, part: str) -> etree._Element:
        """The root element of a sheet's part without its rows, to be altered in place; `put_rows` gives it others."""
        part = self.spelt(part)
        if part not in self._roots:
            self._roots[part] = outline(self.data(part), part)
        root = self.change(part)
        take_rows_out(root)
        return root

    def put_rows(self, part: str, rows: bytes) -> None:
        """Give a sheet whose outline is being changed its rows, as XML: they are not made a tree."""
        part = self.spelt(part)
        root = self._roots[part]
        place = root.find(SHEET_DATA)
        if place is not None and place.prefix is None and not place.attrib:
            self._rows[part] = rows
        else:
            put_rows(root, rows)

    def release(self, part: str) -> None:
        """Keep a part as its bytes alone: a tree takes some ten times their room."""
        part = self.spelt(part)
        if part in self._touched:
            self._parts[part] = self._xml(part)
            self._touched.discard(part)
        self._let_go(part)

    def data(self, part: str) -> bytes:
        """The part's bytes, as they stand now. KeyError when it is not there."""
        part = self.spelt(part)
        found = self._xml(part) if part in self._touched else self._bytes(part)
        if found is None:
            raise KeyError(part)
        return found

    def put(self, part: str, content: bytes | etree._Element, kind: str) -> None:
        """Set a part, new or not, and say what it is: `kind` is its content type."""
        part = self._known(part)
        self._let_go(part)
        self._touched.discard(part)
        if isinstance(content, bytes):
            self._parts[part] = content
        else:
            self._parts[part] = b""
            self._roots[part] = content
            self._touched.add(part)
        self._set_type(part, kind)

    def remove(self, part: str) -> None:
        """Take a part away, with its relations and what was said of its kind."""
        self._forget(part)
        self._forget(rels_part(part))
        for element in said_of(self.root(TYPES_PART), part):
            self.change(TYPES_PART).remove(element)

    def content_type(self, part: str) -> str:
        """What a part is said to be; "" when nothing is said."""
        return content_type(self.root(TYPES_PART), part)

    def charts(self) -> list[str]:
        """The parts that are charts, by name; not all may be readable."""
        return charts(self.root(TYPES_PART), sorted(self.names()))

    def free_part(self, pattern: str) -> str:
        """A part name that is not taken, with the lowest number: free_part("xl/charts/chart{}.xml")."""
        taken = {same_name(part) for part in self.names()}
        number = 1
        while same_name(pattern.format(number)) in taken:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part, as they stand now."""
        name = self.spelt(rels_part(part))
        data = to_xml(self._roots[name]) if name in self._touched else self._bytes(name)
        return [] if data is None else related_in(data, part, self.spelt)

    def related(self, part: str, kind: str) -> str:
        """The one part of a kind that a part leads to, such as the "styles" of a workbook; "" when there is none."""
        return next((r.target for r in self.relations(part) if r.kind == kind and r.target in self), "")

    def relations_to(self, part: str) -> int:
        """How many relations of other parts lead to a part; those that are broken lead nowhere."""
        owners = [owner_of(name) for name in self.names() if name.lower().endswith(".rels")]
        readable = (owner for owner in owners if rels_part(owner) in self and self.is_readable(rels_part(owner)))
        return sum(relation.target == part for owner in readable for relation in self.relations(owner))

    def relate(self, part: str, kind: str, target: str, external: bool = False, wanted: str = "") -> str:
        """Relate a part to another, or to an address outside; the relation's id.

        `kind` is the whole type of the relation. `wanted` is the id to use when it is free.
        """
        name = self._known(rels_part(part))
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
            self._parts[part] = self._xml(part)
        self._touched.clear()
        return self._package.with_parts(self._parts)

    def _forget(self, name: str) -> None:
        name = self.spelt(name)
        self._parts[name] = None
        self._let_go(name)
        self._touched.discard(name)

    def _let_go(self, part: str) -> None:
        self._roots.pop(part, None)
        self._rows.pop(part, None)

    def _xml(self, part: str) -> bytes:
        """A part that is being changed, as bytes."""
        data, rows = to_xml(self._roots[part]), self._rows.get(part)
        if rows is None:
            return data
        before, _, after = data.partition(b"<sheetData/>")
        return b"".join((before, b"<sheetData>", rows, b"</sheetData>", after))

    def _known(self, name: str) -> str:
        """A name as it is spelt here; kept as it is when it is new."""
        name = self.spelt(name)
        self._new_names[same_name(name)] = name
        return name

    def _bytes(self, part: str) -> bytes | None:
        part = self.spelt(part)
        return self._parts[part] if part in self._parts else self._package.parts.get(part)

    def _set_type(self, part: str, wanted: str) -> None:
        if self.content_type(part) == wanted:
            return
        for element in said_of(self.root(TYPES_PART), part):
            self.change(TYPES_PART).remove(element)
        name = f"/{relative('', part)}"
        etree.SubElement(self.change(TYPES_PART), OVERRIDE, PartName=name, ContentType=wanted)
