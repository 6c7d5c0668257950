"""A PDF taken apart into its objects, what stands between them, and their unpacked streams."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from cyps_xl.errors import UnusableFile
from cyps_xl.scan.pdf_tokens import Sort, Token, tokens
from cyps_xl.xlsx.opening.zip_entries import TOO_LARGE

MAX_PDF = 50_000_000  # bytes
MAX_UNPACKED = 50_000_000  # bytes that all streams together may unpack to
MAX_TOKENS = 200_000  # names, numbers and texts; the example's report has 20,000
_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})\s{1,9}([0-9]{1,5})\s{1,9}obj\b")
_STREAM = re.compile(rb"\bstream(\r\n|\n|\r)")
_REFERENCE = re.compile(r"[0-9]{1,10}")
_FILTERS = ("FlateDecode", "Fl", "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85")


@dataclass(frozen=True)
class PdfObject:
    """One numbered object: the words of its dictionary or value, and its stream as it is packed, if it has one."""

    number: int
    words: tuple[Token, ...]
    packed: bytes | None = None

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in it."""
        return frozenset(token.text for token in self.words if token.sort is Sort.NAME)

    @property
    def refers_to(self) -> Iterator[int]:
        """The numbers of the objects that it leads to."""
        return references(self.words)

    def value(self, key: str) -> str:
        """What follows a name in it; "" where the name is not there."""
        return next((after.text for before, after in pairs(self.words) if before == Token(Sort.NAME, key)), "")

    @property
    def filters(self) -> list[str]:
        """How its stream is packed, outermost first."""
        at = next((at for at, token in enumerate(self.words) if token == Token(Sort.NAME, "Filter")), None)
        if at is None:
            return []
        if self.words[at + 1 : at + 2] == (Token(Sort.BRACKET, "["),):
            rest = self.words[at + 2 :]
            end = next((n for n, token in enumerate(rest) if token.sort is not Sort.NAME), 0)
            return [token.text for token in rest[:end]]
        return [token.text for token in self.words[at + 1 : at + 2]]


@dataclass(frozen=True)
class Pdf:
    """A PDF's objects in their order, those within packed objects too, and the words between objects."""

    objects: tuple[PdfObject, ...]
    between: tuple[Token, ...]


def pairs(words: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Each word with the one after it."""
    return pairwise(words)


def references(words: Sequence[Token]) -> Iterator[int]:
    """The numbers of objects in words such as "12 0 R"."""
    for first, _, third in zip(words, words[1:], words[2:], strict=False):
        if third == Token(Sort.WORD, "R") and _REFERENCE.fullmatch(first.text):
            yield int(first.text)


class PdfReader:
    """Takes a PDF apart. Raises UnusableFile for one that is larger than any report."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self._tokens, self._room = MAX_TOKENS, MAX_UNPACKED
        if len(data) > MAX_PDF:
            raise self._too_large()

    def read(self) -> Pdf:
        """Every object, and the words that are in none."""
        objects: list[PdfObject] = []
        between: list[Token] = []
        at = 0
        while (head := _OBJECT.search(self._data, at)) is not None:
            between.extend(self._words(self._data[at : head.start()]))
            found, at = self._object(int(head[1]), head.end())
            objects.append(found)
            if found.value("Type") == "ObjStm":
                objects.extend(self._packed_objects(found))
        between.extend(self._words(self._data[at:]))
        return Pdf(tuple(objects), tuple(between))

    def unpacked(self, found: PdfObject) -> bytes | None:
        """An object's stream as it was before packing; None when it cannot be unpacked."""
        data = found.packed or b""
        for how in found.filters:
            if how not in _FILTERS:
                return None
            try:
                data = self._unpacked(data, how)
            except (ValueError, zlib.error):
                return None
            self._room -= len(data)
            if self._room < 0:
                raise self._too_large()
        return data

    def _unpacked(self, data: bytes, how: str) -> bytes:
        if how in ("FlateDecode", "Fl"):
            inflate = zlib.decompressobj()
            unpacked = inflate.decompress(data, self._room + 1)
            if inflate.unused_data.strip():
                raise ValueError("bytes after the end of a stream")
            return unpacked
        if how in ("ASCIIHexDecode", "AHx"):
            return bytes.fromhex(data.decode("ascii").strip().removesuffix(">"))
        return base64.a85decode(data.strip().removeprefix(b"<~").removesuffix(b"~>"))

    def _object(self, number: int, start: int) -> tuple[PdfObject, int]:
        """An object whose words begin here, and where it ends."""
        data = self._data
        end = _found(data, b"endobj", start)
        stream = _STREAM.search(data, start, end)
        if stream is None:
            return PdfObject(number, self._words(data[start:end])), min(end + len(b"endobj"), len(data))
        words = self._words(data[start : stream.start()])
        begin = stream.end()
        length = PdfObject(number, words).value("Length")
        told = begin + int(length) if _REFERENCE.fullmatch(length) else len(data)
        # The length may be told elsewhere, or wrongly: then the stream ends where its closing word stands.
        stop = told if data[told : told + 12].lstrip().startswith(b"endstream") else _found(data, b"endstream", begin)
        close = _found(data, b"endobj", stop)
        return PdfObject(number, words, data[begin:stop]), min(close + len(b"endobj"), len(data))

    def _packed_objects(self, holder: PdfObject) -> Iterator[PdfObject]:
        body = self.unpacked(holder)
        first = holder.value("First")
        if body is None or not _REFERENCE.fullmatch(first):
            return
        table = [int(word) for word in body[: int(first)].split() if word.isdigit()]
        starts = [int(first) + offset for offset in table[1::2]]
        for number, start, end in zip(table[::2], starts, [*starts[1:], len(body)], strict=False):
            yield PdfObject(number, self._words(body[start:end]))

    def _words(self, data: bytes) -> tuple[Token, ...]:
        words = tuple(islice(tokens(data), self._tokens + 1))
        self._tokens -= len(words)
        if self._tokens < 0:
            raise self._too_large()
        return words

    def _too_large(self) -> UnusableFile:
        return UnusableFile(f"{self._name} holds far more than a report needs.", TOO_LARGE)


def _found(data: bytes, word: bytes, start: int) -> int:
    """Where a word stands; the end of the file where it does not, so that nothing looks for it again."""
    at = data.find(word, start)
    return len(data) if at < 0 else at
