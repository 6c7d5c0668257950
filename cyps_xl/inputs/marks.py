"""The marks that stand where a figure is not told (n/k, n/a, [c]): which mean withheld, which not known; never zero."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum

from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.tables.settings import is_settings


class Meaning(Enum):
    """Why a mark stands where a figure would; the value is what an officer reads."""

    WITHHELD = "withheld"
    NOT_KNOWN = "not known"


MARKS: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.WITHHELD: ("[c]", "c", "(c)", "x", "*", "**", "***", "suppressed", "withheld", "confidential"),
    Meaning.NOT_KNOWN: (
        "[x]", "[z]", "z", "[u]", "[low]", "low", "-", "–", "—", ".", "..", "...", "…", ":", "~",
        "n/a", "na", "n.a.", "n/k", "not known", "not available", "not applicable", "not collected",
        "ddim ar gael", "amherthnasol", "NULL", "NaN", "(blank)",
    ),
}  # fmt: skip
"""The declared list, in the spelling that the guide shows; capitals and spaces do not matter.

The signs in square brackets are those of the Government Analysis Function, and [c] is that of our own
editions; c, x and z are those that departments used before, x for what is withheld. `[low]` is a number
that rounds to zero and is none. “None” and “nil” are not here: they mean zero, and zero is typed as 0.
"""

_UNDER = re.compile(r"(?:<|less than|fewer than|under|llai na) ?[0-9]+")
_BY_TEXT = {text.casefold(): meaning for meaning, texts in MARKS.items() for text in texts}


def meaning_of_mark(text: str, column: Column, table: Table) -> Meaning | None:
    """What a text says of a figure that is not told; None when it is no mark, or its column holds no figures.

    A figure is a number that a row may lack: never a part of its key, nor a setting.
    """
    if column.kind not in (Kind.WHOLE, Kind.DECIMAL) or column.required or is_settings(table):
        return None
    return meaning_of(text)


def meaning_of(text: str) -> Meaning | None:
    """What a text says where a figure would stand; None when it is no mark."""
    plain = " ".join(text.casefold().split())
    return Meaning.WITHHELD if _UNDER.fullmatch(plain) else _BY_TEXT.get(plain)


def how_to_clear(mark: str) -> str:
    """What to do in Excel about a mark in a workbook's own table: all cells that hold it at once."""
    find = re.sub("([~*?])", r"~\1", mark)  # what else Replace would take for a sign of its own
    return (
        f"Clear all such cells at once: select the table's figures, press Ctrl+H, find {find}, replace with nothing, "
        "and under Options tick Match entire cell contents."
    )


def told(marks: Counter[tuple[Meaning, str]], source: str) -> Iterator[str]:
    """A line on the figures of a source that are marks, and so stay empty; none when there are none."""
    said = []
    for meaning in Meaning:
        texts = {text: count for (of, text), count in marks.items() if of is meaning}
        if texts:
            said.append(f"{sum(texts.values())} {meaning.value} ({', '.join(sorted(texts))})")
    if said:
        total = sum(marks.values())
        figures = "1 figure is" if total == 1 else f"{total} figures are"
        yield f"{source}: {figures} marked, and not read as a number or as zero: {'; '.join(said)}"
