"""What the codes that a page draws mean, and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cyps_xl.scan.pdf_objects import PdfReader
from cyps_xl.scan.pdf_values import Document, Reference, Value

_RANGES = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_CODE = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_USUAL_WIDTH = 0.5
_MOST_OF_A_RANGE = 65_536


class Font:
    """A font as a page uses it: codes of one or two bytes, their letters and widths, a share of the letters' size."""

    def __init__(self, document: Document, reader: PdfReader, what: Value) -> None:
        font = document.mapping(what)
        self._bytes, self._letters = (2 if font.get("Subtype") == "Type0" else 1), dict[int, str]()
        told = font.get("ToUnicode")
        if isinstance(told, Reference) and told.number in document.objects:
            self._read(reader.unpacked(document.objects[told.number]) or b"")
        first = font.get("FirstChar")
        start = int(first) if isinstance(first, float) else 0
        widths = document.numbers(font.get("Widths"))
        self._widths: Mapping[int, float] = {start + at: width / 1000 for at, width in enumerate(widths)}

    def decoded(self, text: str) -> str:
        """What the codes of a raw text mean; a code that the font does not explain is itself."""
        return "".join(self._letters.get(code, self._itself(code)) for code in self._codes(text))

    def width(self, text: str) -> float:
        """How wide a raw text is, in sizes of its letters."""
        return sum(self._widths.get(code, _USUAL_WIDTH) for code in self._codes(text))

    def _codes(self, text: str) -> Iterator[int]:
        if self._bytes == 1:
            return map(ord, text)
        return (ord(text[at]) * 256 + ord(text[at + 1]) for at in range(0, len(text) - 1, 2))

    def _itself(self, code: int) -> str:
        return bytes([code]).decode("cp1252", errors="replace") if code < 256 else chr(code)

    def _read(self, cmap: bytes) -> None:
        for kind, body in _RANGES.findall(cmap):
            if kind == b"codespacerange":
                first = next((code for code, _, _ in _CODE.findall(body) if code), b"")
                self._bytes = max(1, min(2, len(first) // 2))
            elif kind == b"bfchar":
                codes = [code for code, _, _ in _CODE.findall(body)]
                self._letters |= {
                    _int(code): _letters(text) for code, text in zip(codes[::2], codes[1::2], strict=False)
                }
            else:
                self._read_ranges(_CODE.findall(body))

    def _read_ranges(self, found: list[tuple[bytes, bytes, bytes]]) -> None:
        at = 0
        while at + 2 < len(found):
            first, last = _int(found[at][0]), _int(found[at + 1][0])
            last = min(last, first + _MOST_OF_A_RANGE)
            at += 3
            if found[at - 1][1]:
                for code in range(first, last + 1):
                    if at < len(found) and not found[at][2]:
                        self._letters[code] = _letters(found[at][0])
                        at += 1
                at += 1
            else:
                start = _letters(found[at - 1][0])
                for code in range(first, last + 1 if start else first):
                    self._letters[code] = start[:-1] + chr(min(ord(start[-1]) + code - first, 0xFFFF))


def _int(digits: bytes) -> int:
    text = b"".join(digits.split())[:8]
    return int(text, 16) if text else 0


def _letters(digits: bytes) -> str:
    text = b"".join(digits.split())[:64]
    return bytes.fromhex((text + b"0" * (len(text) % 2)).decode()).decode("utf-16-be", errors="replace")
