"""Text that a program has read in the wrong encoding, and what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"\S+")
_LETTER = r"[^\W\d_]"
_CODE_PAGE_850 = re.compile(
    # Within words stand none of these: in code page 850 their bytes are letters with accents, and that of œ is £.
    rf"(?<={_LETTER})[‚ƒ„†‡ˆ‰Š‹ŒŽ•™›](?={_LETTER})|(?<={_LETTER})[‚ƒ„†‡ˆ‰‹Œ•]|[‚ƒ„†‡ˆ‰‹•](?={_LETTER})|œ(?=\d)"
)
_REPLACED = "\ufffd"
_WRITTEN = re.compile("[\u00a0-\u017f\u2010-\u203a\u20ac\u2122]")
"""Letters and signs that people write in English and Welsh."""


def garbled(text: str) -> Iterator[tuple[str, str]]:
    """Each garbled word of a text, with what it probably was: ("Childrenâ€™s", "Children’s").

    What it was is "" where a sign stands for what could not be read at all.
    """
    for word in _WORD.findall(text):
        if _REPLACED in word:
            yield word, ""
        elif (meant := _BEYOND_ASCII.sub(_once_more, word)) != word:
            yield word, meant
        elif _CODE_PAGE_850.search(word):
            yield word, _CODE_PAGE_850.sub(_of_code_page_850, word)


def _once_more(found: re.Match[str]) -> str:
    """What was written in UTF-8 and read as Windows-1252; signs that make sense as they are stay."""
    signs, data = found[0], b"".join(_byte(sign) for sign in found[0])
    meant, at = "", 0
    while at < len(data):
        # A letter of UTF-8 has two bytes or three; shorter before longer would tear the longer apart.
        written = next((one for length in (3, 2) if (one := _decoded(data[at : at + length], length))), "")
        meant += written or signs[at]
        at += len(written.encode("utf-8")) or 1
    return meant


def _decoded(data: bytes, length: int) -> str:
    """The one letter or sign that these bytes are in UTF-8, if people write it; "" otherwise."""
    try:
        letter = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return letter if len(data) == length and _WRITTEN.fullmatch(letter) else ""


def _byte(sign: str) -> bytes:
    """A sign as a program that read Windows-1252 had it: five bytes have none there, and stay as they are."""
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return bytes([ord(sign)]) if 0x80 <= ord(sign) < 0xA0 else b"\xff"


def _of_code_page_850(found: re.Match[str]) -> str:
    return found[0].encode("cp1252").decode("cp850")
