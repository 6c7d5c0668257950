"""The parts of a package by name, as Excel goes by names: whatever their capitals, spelt as the file spells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.opening.xml_part import SAVE_AGAIN, refuse_odd_xml
from cyps_xl.xlsx.opening.zip_entries import Entry, inflated, same_name


class Parts(Mapping[str, bytes]):
    """The parts of a package in the file's order; any spelling of a name finds its part.

    What was given as a packed entry is unpacked each time it is asked for: parts that nobody
    reads, such as a large data model, take no more memory than they do in the file.
    """

    def __init__(self, contents: Mapping[str, bytes | Entry]) -> None:
        self._contents = dict(contents)

    def __getitem__(self, name: str) -> bytes:
        """A part's bytes; KeyError when no part has that name."""
        content = self._contents[self.spelt(name)]
        return content if isinstance(content, bytes) else inflated(content, name)

    def __iter__(self) -> Iterator[str]:
        """The names, as the file spells them."""
        return iter(self._contents)

    def __len__(self) -> int:
        """How many parts there are."""
        return len(self._contents)

    def __contains__(self, name: object) -> bool:
        """Whether a part has that name, however it is spelt."""
        return isinstance(name, str) and self.spelt(name) in self._contents

    def spelt(self, name: str) -> str:
        """A part's name as the file spells it; the name as it is when there is no such part."""
        return name if name in self._contents else self._spellings.get(same_name(name), name)

    def is_packed(self, name: str) -> bool:
        """Whether a part is kept as it was packed: no XML, by its name and by what is said of it."""
        return isinstance(self._contents[self.spelt(name)], Entry)

    def holds_as(self, name: str, other: Parts) -> bool:
        """Whether a part holds the same here as among other parts; one packed alike is not unpacked for that."""
        here, there = self._contents[self.spelt(name)], other._contents[other.spelt(name)]
        return here == there or (type(here) is not type(there) and self[name] == other[name])

    def changed(self, changes: Mapping[str, bytes | None]) -> Parts:
        """These parts with some set, or left out where None; those that stay keep their place."""
        contents = dict(self._contents)
        for name, content in changes.items():
            if content is None:
                contents.pop(self.spelt(name), None)
            else:
                contents[self.spelt(name)] = content
        return Parts(contents)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {same_name(name): name for name in self._contents}


def xml_to_read(parts: Parts, part: str, name: str) -> bytes:
    """The bytes of a part that is to be parsed, by us or by another reader; `name` is what messages call the file.

    Raises UnusableFile when nothing says that the part is XML, so that no limit was put on its
    size, and when it is odd XML.
    """
    if parts.is_packed(part):
        raise UnusableFile(f"{name} is damaged: nothing says what its part {part} is.", SAVE_AGAIN)
    refuse_odd_xml(parts[part], part, name)
    return parts[part]


def spelt(parts: Mapping[str, bytes], name: str) -> str:
    """A part's name as it is spelt among these parts."""
    return parts.spelt(name) if isinstance(parts, Parts) else name
