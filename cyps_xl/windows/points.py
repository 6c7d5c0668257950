"""What a point of the doctor's is: how it stands, its words, and what to do or to ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How a point stands; the value is what is printed before it."""

    FINE = "fine"
    NOTE = "note"
    STOPS = "stops it"


@dataclass(frozen=True)
class Point:
    """One thing looked at: how it stands, in words; what to do about it; and what to ask ICT for.

    `remedy` and `ask` are "" when there is nothing to do, or nothing that needs ICT.
    """

    state: State
    says: str
    remedy: str = ""
    ask: str = ""
