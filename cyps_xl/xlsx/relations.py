"""Which part of a package points at which: the relations that hold a workbook together."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from cyps_xl.xlsx.namespaces import OFFICE_RELATION
from cyps_xl.xlsx.package import parse_part


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
    """The part whose relations a part holds; "" for those of the package itself."""
    folder, _, name = rels.rpartition("/")
    return posixpath.join(folder.removesuffix("_rels").rstrip("/"), name.removesuffix(".rels"))


def relations(parts: Mapping[str, bytes], part: str) -> list[Relation]:
    """The relations of a part, or of the package for "", in the file's order."""
    data = parts.get(rels_part(part))
    return [] if data is None else list(_parse(data, part))


@lru_cache(maxsize=1024)  # asked for again and again while a workbook is changed
def _parse(data: bytes, part: str) -> tuple[Relation, ...]:
    found = []
    for element in parse_part(data, rels_part(part)):
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


def resolve(part: str, target: str) -> str:
    """The part that a relation's target leads to, seen from the part that has the relation."""
    path = unquote(target.partition("#")[0])
    # "/" in front, so that too many ".." end at the root of the package instead of above it
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")


def relative(part: str, target: str) -> str:
    """How a part writes the way to another part."""
    return posixpath.relpath(target, posixpath.dirname(part) or ".")


def reachable(parts: Mapping[str, bytes]) -> set[str]:
    """Every part that the package's relations lead to, directly or through other parts, and their relations' parts."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        if rels_part(part) in parts:
            found.add(rels_part(part))
        for relation in relations(parts, part):
            if not relation.external and relation.target in parts and relation.target not in found:
                found.add(relation.target)
                waiting.append(relation.target)
    return found
