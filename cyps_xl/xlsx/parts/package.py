"""An .xlsx file as what it is: named parts in a zip. Unchanged parts travel byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

from cyps_xl.xlsx.opening.content_types import TYPES_PART, said_to_be_xml
from cyps_xl.xlsx.opening.identify_file import refuse_other_kinds
from cyps_xl.xlsx.opening.open_safely import read_bytes, refuse_unusable
from cyps_xl.xlsx.opening.part_names import Parts
from cyps_xl.xlsx.opening.relations import main_part, thumbnails
from cyps_xl.xlsx.opening.xml_part import in_utf8, parse_part
from cyps_xl.xlsx.opening.zip_entries import (
    Entry,
    check_as_xml,
    check_whole,
    inflated,
    is_xml,
    pack,
    read_entries,
    stored,
    write_entries,
)

__all__ = ["Package", "parse_part"]

T = TypeVar("T")


@dataclass(frozen=True)
class Package:
    """The parts of one workbook, by the names they have in the zip ("xl/workbook.xml"), in the zip's order.

    Immutable: a change makes another package, which shares the parts that stay.
    `name` is what messages call the file. Any spelling finds a part that Excel takes for the
    same (`Parts`). XML is read in UTF-8, whatever its encoding; in the file an unchanged part
    stays as it was packed, its name and its encoding with it.
    """

    parts: Parts
    name: str = "The workbook"
    _entries: Mapping[str, Entry] = field(default_factory=dict, repr=False, compare=False)
    _names: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _read: dict[object, object] = field(init=False, default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_bytes(cls, data: bytes, name: str, *, in_a_grid: bool = True) -> Package:
        """The package in these bytes; `in_a_grid` when its cells will be read as a grid, which bounds how far they lie.

        Raises UnusableFile, with one sentence on what the bytes are and what to do, for anything
        but a workbook of a kind and size that can be worked with.
        """
        refuse_other_kinds(data, name)
        package = cls.of_our_own(data, name)
        package._check_others()
        refuse_unusable(package.parts, name, in_a_grid=in_a_grid)
        return package

    @classmethod
    def of_our_own(cls, data: bytes, name: str) -> Package:
        """The package in bytes that this program has just made, and so need no distrust."""
        contents: dict[str, bytes | Entry] = {}
        entries: dict[str, Entry] = {}
        names: dict[str, str] = {}
        for in_zip, entry in read_entries(data, name):
            part = in_zip.replace("\\", "/")
            contents[part] = in_utf8(inflated(entry, part, name)) if is_xml(part) else entry
            entries[part] = entry
            if part != in_zip:
                names[part] = in_zip
        for part in _other_xml(Parts(contents), name):
            check_as_xml(entries[part], part, name)
            contents[part] = in_utf8(inflated(entries[part], part, name))
        return cls(Parts(contents), name, MappingProxyType(entries), MappingProxyType(names))

    @classmethod
    def read(cls, path: Path) -> Package:
        """The package in this file. Raises UnusableFile, also when there is no such file or it may not be read."""
        return cls.from_bytes(read_bytes(path), path.name)

    @property
    def workbook(self) -> str:
        """The part that lists the sheets, whatever it is called."""
        return main_part(self.parts) or "xl/workbook.xml"

    def once(self, read: Callable[[Package], T]) -> T:
        """What a function reads from this package: read once, for a package never changes."""
        if read not in self._read:
            self._read[read] = read(self)
        return cast("T", self._read[read])

    def with_parts(self, changes: Mapping[str, bytes | None]) -> Package:
        """A package with these parts set, or removed where None.

        Parts that stay keep their place; new ones come last, in the order given.
        """
        new = {part: data for part, data in changes.items() if data is None or self.parts.get(part) != data}
        changed = {self.parts.spelt(part) for part in new}
        entries = {part: entry for part, entry in self._entries.items() if part not in changed}
        return Package(self.parts.changed(new), self.name, MappingProxyType(entries), self._names)

    def to_bytes(self, *, deflated: bool = True) -> bytes:
        """The file: unchanged parts as they were packed, the others deflated, everything dated 1 January 1980.

        Not `deflated` is for bytes that are read again at once, and never kept.
        """
        new = pack if deflated else stored
        return write_entries(
            {self._names.get(part, part): self._entries.get(part) or new(self.parts[part]) for part in self.parts}
        )

    def _check_others(self) -> None:
        """Raise UnusableFile for a part that nobody has unpacked yet and that cannot be.

        Nothing but a thumbnail, which Excel makes anew, may be broken: who refreshes a workbook
        with a broken picture or data model has to hear of it while there is a backup of it.
        """
        harmless = thumbnails(self.parts, self.name)
        for part, entry in self._entries.items():
            if self.parts.is_packed(part) and part not in harmless:
                check_whole(entry, part, self.name)


def _other_xml(parts: Parts, name: str) -> set[str]:
    """The parts that are XML by what is said of them and not by their names."""
    if TYPES_PART not in parts:
        return set()
    said = said_to_be_xml(parse_part(parts[TYPES_PART], TYPES_PART, name), parts)
    return {part for part in said if parts.is_packed(part)}
