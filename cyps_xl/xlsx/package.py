"""An .xlsx file as what it is: named parts in a zip. Unchanged parts travel byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from cyps_xl.xlsx.open_safely import read_bytes, refuse_unusable
from cyps_xl.xlsx.what_is_it import refuse_other_kinds
from cyps_xl.xlsx.xml_part import parse_part
from cyps_xl.xlsx.zip_entries import Entry, pack, read_entries, stored, write_entries

__all__ = ["Package", "parse_part"]


@dataclass(frozen=True)
class Package:
    """The parts of one workbook, by the names they have in the zip ("xl/workbook.xml"), in the zip's order.

    Immutable: a change makes another package, which shares the parts that stay.
    `name` is what messages call the file.
    """

    parts: Mapping[str, bytes]
    name: str = "The workbook"
    _entries: Mapping[str, Entry] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_bytes(cls, data: bytes, name: str, *, in_a_grid: bool = True) -> Package:
        """The package in these bytes; `in_a_grid` when its cells will be read as a grid, which bounds how far they lie.

        Raises UnusableFile, with one sentence on what the bytes are and what to do, for anything
        but a workbook of a kind and size that can be worked with.
        """
        refuse_other_kinds(data, name)
        package = cls.of_our_own(data, name)
        refuse_unusable(package.parts, name, in_a_grid=in_a_grid)
        return package

    @classmethod
    def of_our_own(cls, data: bytes, name: str) -> Package:
        """The package in bytes that this program has just made, and so need no distrust."""
        parts: dict[str, bytes] = {}
        entries: dict[str, Entry] = {}
        for part, entry, content in read_entries(data, name):
            parts[part] = content
            entries[part] = entry
        return cls(MappingProxyType(parts), name, MappingProxyType(entries))

    @classmethod
    def read(cls, path: Path) -> Package:
        """The package in this file. Raises UnusableFile, also when there is no such file or it may not be read."""
        return cls.from_bytes(read_bytes(path), path.name)

    def with_parts(self, changes: Mapping[str, bytes | None]) -> Package:
        """A package with these parts set, or removed where None.

        Parts that stay keep their place; new ones come last, in the order given.
        """
        parts, entries = dict(self.parts), dict(self._entries)
        for part, content in changes.items():
            if content is None:
                parts.pop(part, None)
                entries.pop(part, None)
            elif parts.get(part) != content:
                parts[part] = content
                entries.pop(part, None)
        return Package(MappingProxyType(parts), self.name, MappingProxyType(entries))

    def to_bytes(self, *, deflated: bool = True) -> bytes:
        """The file: unchanged parts as they were packed, the others deflated, everything dated 1 January 1980.

        Not `deflated` is for bytes that are read again at once, and never kept.
        """
        new = pack if deflated else stored
        return write_entries({part: self._entries.get(part) or new(self.parts[part]) for part in self.parts})
