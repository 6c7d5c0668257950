"""The messages that the officer's guide lists are messages that the program or the macro has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "officers-guide.md"
SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
LEAST = 12
"""Letters of its own that a sentence must have: one of gaps alone would fit everything."""


def texts_of_the_program() -> Iterator[str]:
    """Every text in the code, with NUL where a value goes in."""
    for file in (ROOT / "cyps_xl").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def texts_of_the_macro() -> Iterator[str]:
    for file in (ROOT / "workbook_templates" / "macros").glob("*.bas"):
        yield from re.findall(r'"([^"\n]+)"', file.read_text(encoding="ascii"))


def as_pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, sentence.rstrip(".:").split("\0"))))


def known(message: str) -> bool:
    return any(pattern.fullmatch(message.rstrip(".:")) for pattern in PATTERNS)


PATTERNS = [
    as_pattern(sentence)
    for text in (*texts_of_the_program(), *texts_of_the_macro())
    for sentence in SENTENCE.split(text)
    if len(sentence.replace("\0", "")) >= LEAST
]


def test_every_message_of_the_guide_is_one_that_the_program_has() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("| Message | What to do |\n| --- | --- |\n")[2]
    messages = re.findall(r"^\| (.+?) \| .+ \|$", table, re.MULTILINE)
    assert len(messages) >= 8
    assert [message for message in messages if not known(message)] == []


def test_a_message_that_no_code_has_is_found() -> None:
    assert not known("The workbook is open")
    assert not known("A table or a heading went away")
    assert known("CYPS.xlsx is larger than 50 MB.")
