"""A text as it is read, whatever signs it is written with: ③ and ３ as 3, Ⅳ as IV, ½ as 1/2, nothing invisible."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_RAISED = ("<super>", "<sub>")
_HYPHENS = dict.fromkeys("‐‑⁃−", "-")


@dataclass(frozen=True)
class PlainText:
    """The text in plain letters and digits; `places` holds, for each of them, where it stands in the original."""

    plain: str
    original: str
    places: tuple[int, ...]

    def written(self, start: int, end: int) -> str:
        """What the original has for a stretch of the plain text."""
        return self.original[self.places[start] : self.places[end - 1] + 1].strip()


def plain_text(text: str) -> PlainText:
    """The plain reading of a text.

    A sign that is a number of its own (③, Ⅳ, ½) stands apart from what is next to it; a raised
    digit does not: after a word it is the mark of a footnote.
    """
    pieces = [(_plain(sign), at) for at, sign in enumerate(text)]
    letters = [(letter, at) for piece, at in pieces for letter in piece]
    return PlainText("".join(letter for letter, _ in letters), text, tuple(at for _, at in letters))


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    kind = unicodedata.category(sign)
    if kind == "Cf":  # soft hyphens, joiners and marks of direction: nobody sees them
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    if sign in _HYPHENS:
        return _HYPHENS[sign]
    plain = unicodedata.normalize("NFKC", sign).replace("⁄", "/")
    if kind not in ("No", "Nl"):
        return plain if len(plain) == 1 else sign
    if plain == sign:  # such as ❸, which has no plain letter of its own
        plain = f"{unicodedata.numeric(sign):.15g}"
    raised = unicodedata.decomposition(sign).startswith(_RAISED)
    return plain if raised else f" {plain.strip('().')} "
