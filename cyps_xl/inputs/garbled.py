"""Text that was read in the wrong alphabet on its way here: “Childrenâ€™s” for “Children’s”, “TŒm” for “Tîm”."""

from __future__ import annotations

import re

_LATER = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What Windows shows for the bytes 80 to 9F."""
_CONTINUED = f"[\x80-\xbf{_LATER}]"
_UTF8_READ_AS_WINDOWS = re.compile(f"[\xc2-\xdf]{_CONTINUED}|[\xe0-\xef]{_CONTINUED}{{2}}|\xf0{_CONTINUED}{{3}}")
_PLAUSIBLE = re.compile(
    "[\xa0-\xff\u0174-\u0177\u2010-\u203a\u20ac\u2122\u2190-\u21ff\u2260-\u2265\ufeff\U0001f300-\U0001faff]"
)
"""Letters and signs of English and Welsh texts. Others would rather be chance: Ô” at the end of a Welsh quotation."""

# Letters of code page 850 (CSV (MS-DOS)) and of the Macintosh, as Windows shows their bytes inside a word.
_DOS = {sign: sign.encode("cp1252").decode("cp850") for sign in "Œˆƒ“‹‰‚„†‡Š"}
_MAC = {"”": "î", "‰": "â", "•": "ï"}
_INSIDE_A_WORD = re.compile(f"(?<=[a-z])[{''.join({**_DOS, **_MAC})}](?=[a-z])", re.IGNORECASE)
_POUND_OF_DOS = re.compile(r"œ(?=\d)")
_LOST = re.compile(r"(?<![a-z?])[a-z]{1,4}\?[a-z]{1,4}(?![a-z?])", re.IGNORECASE)
_OF_ADDRESSES = ("//", "www.", "@")


def garbled(text: str) -> str:
    """What is garbled in a text, for a message: “TŒm” is probably “Tîm”; "" when nothing is.

    UTF-8 read as Windows-1252, code page 850 or the Macintosh's alphabet read so, and letters that no
    alphabet had. Web and e-mail addresses are passed over; so are quotation marks that come in pairs.
    """
    if text.isascii():
        return ""
    pairs = text.count("“") == text.count("”")
    for word in _words(text):
        if "\ufffd" in word:
            return f"“{word}” has lost a letter"
        mended = _mended(word, quotes=not pairs)
        if mended != word:
            return f"“{word}” is probably “{mended}”"
    return ""


def lost_letter(text: str) -> str:
    """The first short word with a ? inside, as ŵ and ŷ become where an alphabet lacks them; "" when there is none."""
    found = (_LOST.search(word) for word in _words(text) if "?" in word)
    return next((match[0] for match in found if match), "")


def _words(text: str) -> list[str]:
    """The words of a text that are no web or e-mail addresses."""
    return [word for word in text.split() if not any(sign in word for sign in _OF_ADDRESSES)]


def _mended(word: str, *, quotes: bool) -> str:
    word = _UTF8_READ_AS_WINDOWS.sub(_decoded, word)
    if not quotes and ("“" in word or "”" in word):
        return word
    alphabet = _MAC if "”" in word or "•" in word else _DOS
    word = _INSIDE_A_WORD.sub(lambda found: alphabet.get(found[0], found[0]), word)
    return _POUND_OF_DOS.sub("£", word)


def _decoded(found: re.Match[str]) -> str:
    data = b"".join(letter.encode("latin-1" if ord(letter) < 256 else "cp1252") for letter in found[0])
    try:
        meant = data.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    return meant if _PLAUSIBLE.fullmatch(meant) else found[0]
