"""Which part of a package points at which: the relations that hold a workbook together."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, unquote

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.opening.namespaces import OFFICE_RELATION
from cyps_xl.xlsx.opening.part_names import spelt
from cyps_xl.xlsx.opening.xml_part import parse_part

_PLAIN_IN_ADDRESS = "/%!$&'()*+,;=:@[]"


@dataclass(frozen=True)
class Relation:
    """One relation of a part.

    `type` is the whole address that says what the relation is for; `kind` is its last word
    ("worksheet", "drawing"). `target` is the part it leads to, by its name in the zip, or
    the address outside the workbook when `external`.
    """

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: "worksheet", "drawing", "hyperlink"."""
        return self.type.rpartition("/")[2]


def relation_type(kind: str) -> str:
    """The whole type of an ordinary relation, from its last word."""
    return f"{OFFICE_RELATION}/{kind}"


def rels_part(part: str) -> str:
    """The part that holds another part's relations; "" stands for the package itself."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def owner_of(rels: str) -> str:
    """The part whose relations a part holds, by its name in any capitals; "" for those of the package itself."""
    folder, _, name = rels.rpartition("/")
    above = folder[: -len("_rels")].rstrip("/") if folder.lower().endswith("_rels") else folder
    return posixpath.join(above, name[: -len(".rels")] if name.lower().endswith(".rels") else name)


def relations(parts: Mapping[str, bytes], part: str, name: str = "The workbook") -> list[Relation]:
    """The relations of a part, or of the package for "", in the file's order; `name` is what messages call the file.

    Targets are spelt as the parts are that they lead to.
    """
    data = parts.get(rels_part(part))
    return [] if data is None else related_in(data, part, lambda target: spelt(parts, target), name)


def related_in(data: bytes, part: str, spell: Callable[[str], str], name: str = "The workbook") -> list[Relation]:
    """The relations that the part `data` holds for another; `spell` gives the name of a target as the file has it."""
    return [_spelt(relation, spell) for relation in _parse(data, part, name)]


def _spelt(relation: Relation, spell: Callable[[str], str]) -> Relation:
    target = relation.target if relation.external else spell(relation.target)
    return relation if target == relation.target else replace(relation, target=target)


@lru_cache(maxsize=1024)  # asked for again and again while a workbook is changed
def _parse(data: bytes, part: str, name: str) -> tuple[Relation, ...]:
    found = []
    for element in parse_part(data, rels_part(part), name):
        if not isinstance(element.tag, str):
            continue
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        found.append(
            Relation(
                element.get("Id", ""),
                element.get("Type", ""),
                target if external else resolve(part, target),
                external,
            )
        )
    return tuple(found)


def main_part(parts: Mapping[str, bytes], name: str = "The workbook") -> str | None:
    """The part with which a package begins: of a workbook, the list of its sheets. None when nothing leads to one."""
    found = (r.target for r in relations(parts, "", name) if r.kind == "officeDocument" and r.target in parts)
    return next(found, None)


def part_of_kind(parts: Mapping[str, bytes], part: str, kind: str, name: str = "The workbook") -> str:
    """The one part of a kind that a part leads to, such as the "styles" of a workbook; "" when there is none."""
    return next((r.target for r in relations(parts, part, name) if r.kind == kind and r.target in parts), "")


def thumbnails(parts: Mapping[str, bytes], name: str = "The workbook") -> set[str]:
    """The pictures by which folders show the file."""
    return {relation.target for relation in relations(parts, "", name) if relation.kind == "thumbnail"}


def relations_if_whole(parts: Mapping[str, bytes], part: str) -> list[Relation]:
    """The relations of a part that need not be read: as none when they are broken."""
    try:
        return relations(parts, part)
    except UnusableFile:
        return []


def resolve(part: str, target: str) -> str:
    """The part that a relation's target leads to, seen from the part that has the relation."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    # "/" in front, so that too many ".." end at the root of the package instead of above it
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")


def relative(part: str, target: str) -> str:
    """How a part writes the way to another part."""
    return quote(posixpath.relpath(target, posixpath.dirname(part) or "."), safe=_PLAIN_IN_ADDRESS)


def reachable(parts: Mapping[str, bytes]) -> set[str]:
    """Every part that the package's relations lead to, directly or through other parts, and their relations' parts.

    Relations that are broken lead nowhere.
    """
    found: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        if rels_part(part) in parts:
            found.add(spelt(parts, rels_part(part)))
        for relation in relations_if_whole(parts, part):
            if not relation.external and relation.target in parts and relation.target not in found:
                found.add(relation.target)
                waiting.append(relation.target)
    return found
