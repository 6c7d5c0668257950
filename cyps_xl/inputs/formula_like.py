"""Texts that Excel would not leave a text when somebody presses F2 and Enter in their cell."""

from __future__ import annotations

import re
import unicodedata

_FIRST = re.compile("[\\s\\x00\ufeff\u200b-\u200f\u2060]*(.?)")
"""What may stand before a formula (spaces of any width, line breaks, letters without a width), and what follows it."""

_SIGNS = ("=", "+", "-", "@", "'")


def begins_like_formula(text: str) -> bool:
    """Whether a text begins as a formula does when it is typed: with = + - or @, in any width, also after spaces.

    So does an apostrophe: typed first, it says that a text follows, and is no part of it.
    """
    found = _FIRST.match(text)
    return found is not None and unicodedata.normalize("NFKC", found.group(1)) in _SIGNS
