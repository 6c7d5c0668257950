"""The words of a PDF: names, texts, numbers and brackets, in their order (ISO 32000-1, 7.2 and 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_TOKEN = re.compile(
    rb"%(?P<remark>[^\r\n]*)|(?P<open>\()|(?P<bracket><<|>>|[\[\]{}])|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|/(?P<name>[^\s\0()<>\[\]{}/%]*)|(?P<word>[^\s\0()<>\[\]{}/%]+)|(?P<stray>[()<>])"
)
_INSIDE_A_TEXT = re.compile(rb"[()\\]")
_IN_A_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


class Sort(Enum):
    """What a word of a PDF is."""

    NAME = auto()
    TEXT = auto()
    WORD = auto()
    BRACKET = auto()
    REMARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word: a name without its slash, a text without its brackets, or a number or keyword as it stands."""

    sort: Sort
    text: str


def tokens(data: bytes, *, raw: bool = False) -> Iterator[Token]:
    """The words of some bytes of a PDF; each byte is looked at once.

    A `raw` text has a letter for each of its bytes, as the texts that pages draw: their fonts say what they mean.
    """
    at = 0
    while (found := _TOKEN.search(data, at)) is not None:
        at = found.end()
        if found["open"]:
            text, at = _literal(data, at)
            yield Token(Sort.TEXT, text.decode("latin-1") if raw else decoded(text))
        elif found["hex"] is not None:
            digits = b"".join(found["hex"].split())
            text = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
            yield Token(Sort.TEXT, text.decode("latin-1") if raw else decoded(text))
        elif found["name"] is not None:
            name = _IN_A_NAME.sub(lambda code: bytes([int(code[1], 16)]), found["name"])
            yield Token(Sort.NAME, name.decode("latin-1"))
        elif found["remark"] is not None:
            yield Token(Sort.REMARK, found["remark"].decode("latin-1"))
        else:
            sort = Sort.BRACKET if found["bracket"] else Sort.WORD
            yield Token(sort, found[0].decode("latin-1"))


def _literal(data: bytes, at: int) -> tuple[bytes, int]:
    """The text behind an opening bracket, and where it ends; brackets in it are in pairs or escaped."""
    start, depth = at, 1
    while (found := _INSIDE_A_TEXT.search(data, at)) is not None:
        at = found.end()
        if found[0] == b"\\":
            at += 1
        else:
            depth += 1 if found[0] == b"(" else -1
            if not depth:
                return _ESCAPE.sub(_unescaped, data[start : at - 1]), at
    return data[start:], len(data)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8) & 0xFF]) if code[:1] in b"01234567" else _ESCAPED.get(code, code)


def decoded(text: bytes) -> str:
    """A text that is not drawn: in UTF-16 or UTF-8 where it begins so."""
    if text.startswith((b"\xfe\xff", b"\xff\xfe")):
        return text[2:].decode("utf-16-be" if text[0] == 0xFE else "utf-16-le", errors="replace")
    return text.decode("utf-8-sig" if text.startswith(b"\xef\xbb\xbf") else "latin-1", errors="replace")
