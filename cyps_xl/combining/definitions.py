"""Whether councils mean the same by an indicator, as the metadata of their figures say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from cyps_xl.printed.described import Measure

_SAID = {
    "name": "wording",
    "reference": "reference",
    "unit": "unit",
    "basis": "period basis",
    "same_since": "definition since",
    "first": "From",
    "last": "To",
}
"""What makes a definition, by the field that holds it. Its No and its decimals are each council's own."""
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_MOST_NAMED = 6


def alike(text: str) -> str:
    """A text as it is compared: layout, capitals, kinds of apostrophe and dash, and a last full stop do not matter."""
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS).casefold()
    return " ".join(plain.split()).rstrip(".")


def differences(named: Mapping[str, Measure]) -> Iterator[str]:
    """What councils say otherwise of an indicator, each with who says what; nothing where all say the same."""
    for field, what in _SAID.items():
        said: dict[str, tuple[str, list[str]]] = {}
        for council, measure in named.items():
            text = str(getattr(measure, field))
            said.setdefault(alike(text), (text, []))[1].append(council)
        if len(said) > 1:
            yield f"{what}: " + " – ".join(f"“{text or 'none'}” ({_named(who)})" for text, who in said.values())


def differs(one: Measure, other: Measure) -> list[str]:
    """What two say otherwise: the words for it, and both."""
    return [
        f"{what}: “{getattr(one, field) or 'none'}” – “{getattr(other, field) or 'none'}”"
        for field, what in _SAID.items()
        if alike(str(getattr(one, field))) != alike(str(getattr(other, field)))
    ]


def _named(councils: Sequence[str]) -> str:
    named, left = councils[:_MOST_NAMED], len(councils) - _MOST_NAMED
    return ", ".join(named) + (f" and {left} more" if left > 0 else "")
