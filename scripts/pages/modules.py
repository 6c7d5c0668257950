"""docs/modules.md: every module of the program with the sentence that it begins with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pages import markdown

PROGRAM = Path(__file__).resolve().parents[2] / "cyps_xl"

_TOP = """# Every module

What each module of `cyps_xl/` is, in the sentence that it begins with: for finding the one to open. Search this page
for the word that a change is about. The rooms, and what happens in which order, are in
[For developers](developers.md). This page is written from the modules.

"""


def page() -> str:
    """The page."""
    return _TOP + "\n".join(_rooms()).rstrip() + "\n"


def _rooms() -> Iterator[str]:
    folders = sorted({file.parent for file in PROGRAM.rglob("*.py")})
    for folder in folders:
        files = sorted(one for one in folder.glob("*.py") if one.name != "__init__.py")
        if files:
            heading = f"## {folder.relative_to(PROGRAM.parent).as_posix()}/"
            rows = [(f"`{file.name}`", _first_sentence(file)) for file in files]
            yield markdown.section(heading, *_about(folder), markdown.table(["module", "what it is"], rows))


def _about(folder: Path) -> list[str]:
    words = _first_sentence(folder / "__init__.py")
    return [words] if words else []


def _first_sentence(file: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    told = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(told.partition("\n\n")[0].split())
