"""What a message may show of a cell of a record: its shape, or a code; never a day, a number or a name.

A day of birth tells who a child is, and so does a name that slipped into another column, be it a first name alone:
messages and lists of faults are passed on, so what stood there is told by its shape (99/99/9999, letters). A code is
shown where no name or number of a person is written like it: one letter, or up to four signs with a digit among them.
The file, the line and the column lead to all else.
"""

from __future__ import annotations

import re

_LONGEST_SHAPE = 20
_MOST_CODES = 10
"""More unknown codes than these are no codes: another column stands there, such as that of names."""
_A_CODE = re.compile("[A-Za-z]|(?=[A-Za-z0-9]*[0-9])(?![0-9]{4})[A-Za-z0-9]{1,4}")
_LETTERS = re.compile(r"[^\W\d_]+([ '’-]+[^\W\d_]+)*")
_REST = re.compile(r"[^0-9A-Za-z/.,: -]")


def shape_of(text: str) -> str:
    """What a text looks like: each digit a 9, and words as “letters”."""
    shape = _LETTERS.sub("letters", _REST.sub("?", re.sub(r"\d", "9", _LETTERS.sub("letters", text.strip()))))
    return shape if len(shape) <= _LONGEST_SHAPE else f"{shape[:_LONGEST_SHAPE]}…"


def codes_shown(codes: list[str]) -> dict[str, str]:
    """What is shown of each unknown code of a column: itself, or its shape where it may be no code."""
    are_codes = len(codes) <= _MOST_CODES
    return {
        code: f"“{code.strip()}”" if are_codes and _A_CODE.fullmatch(code.strip()) else shape_of(code) for code in codes
    }


def place(file: str, line: int | str) -> str:
    """Where a row stands: “episodes.csv, line 3”; of a database, the table and the row's key, “care.episodes, id 3”."""
    where = f"line {line}" if isinstance(line, int) else line
    return ", ".join(filter(None, (file, where)))
