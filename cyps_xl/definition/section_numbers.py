"""The sections that texts send their readers to by number."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_NUMBER = r"\d+(?:\.\d+)*"
_MORE = rf"(?:(?:,| and| or| to| &| a| ac| neu| i|–|-) ?{_NUMBER})*"
_REFERENCE = re.compile(
    rf"\b(?:(?:section|adran)\s+(?P<one>{_NUMBER})|(?:sections|adrannau)\s+(?P<several>{_NUMBER}{_MORE}))",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\s*(?:\(\d|of the|o Ddeddf|o'r Ddeddf|orders?\b|enquir|investigation|agreement|duty|duties)", re.IGNORECASE
)


@dataclass(frozen=True)
class Mention:
    """A number of a section in a text, which is known by a digest of its words."""

    text: str
    number: str


Meant = Mapping[Mention, tuple[str, ...]]
"""The sections that mentions meant when they were written, each by the word that stays when its number changes."""


def sections_referred_to(words: str) -> list[str]:
    """The sections of the report that a text sends its reader to: by one number, or several."""
    found = [one for one in _REFERENCE.finditer(words) if not _LAW.match(words, one.end())]
    return [number for one in found for number in re.findall(_NUMBER, one["one"] or one["several"])]


def mentions_in(words: str) -> Iterator[Mention]:
    """Each section that a text names by its number."""
    numbers = dict.fromkeys(sections_referred_to(words))
    digest = hashlib.sha256(words.encode()).hexdigest()[:16] if numbers else ""
    yield from (Mention(digest, number) for number in numbers)


def meant_by(number: str, numbers: Mapping[str, str]) -> tuple[str, ...]:
    """The sections of a number, and the parts of it: 2.1 is of 2. `numbers` are those of all, by their words."""
    return tuple(sorted(name for name, of in numbers.items() if of == number or of.startswith(f"{number}.")))
