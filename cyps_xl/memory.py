"""How often Python looks for objects that nobody needs any more."""

from __future__ import annotations

import gc

_OBJECTS = 100_000
"""Objects made before Python looks for what refers to itself in a circle: 700 as it comes."""


def look_seldom_for_circles() -> None:
    """Spare a program that makes millions of cells, and keeps them to its end, most of the looking.

    There are few circles to be found among them: looking through all cells again and again took a fifth of a refresh
    of twenty thousand rows, and a twentieth of a press on the example.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS, 50, 100)
