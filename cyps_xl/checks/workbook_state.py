"""What is known of the workbook itself, beyond the figures and words in its input tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_xl.definition.section_numbers import Meant
from cyps_xl.errors import Problem


@dataclass(frozen=True)
class Retyped:
    """A cell of the report that somebody typed over: what stands there, and what the report would show."""

    where: str
    theirs: str
    ours: str


@dataclass(frozen=True)
class Book:
    """A workbook as a file. Everything is empty for figures that come from elsewhere.

    `hidden` are rows by input table that nobody sees, `beneath` the places right under an
    input table where something was typed, with what it is. `stale` is the place where the
    report says from which inputs it was made, when those are others now. `differing` is
    what two engines make otherwise of the report. `keys` are the cells of *Key* columns that a
    refresh will write back. `moving` are the cells of input tables that change by themselves, by
    place, with their formulas. `meant` are the sections that texts meant by numbers that have changed since.
    """

    hidden: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    beneath: Mapping[str, str] = field(default_factory=dict)
    retyped: tuple[Retyped, ...] = ()
    stale: str = ""
    differing: tuple[Problem, ...] = ()
    keys: tuple[str, ...] = ()
    moving: Mapping[str, str] = field(default_factory=dict)
    meant: Meant = field(default_factory=dict)
