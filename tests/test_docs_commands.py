"""The commands in README.md and docs/ are commands that there are, with options that they take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cyps_xl.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
FENCE = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GIVEN = re.compile(r"cyps-xl\"? (.+)")


def commands_in(page: str) -> list[str]:
    """What stands behind "cyps-xl" in the page's blocks and between its backticks."""
    spans = re.findall(r"`([^`\n]+)`", FENCE.sub("", page))
    lines = [line for block in FENCE.findall(page) for line in block.splitlines()]
    return [found[1] for text in (*spans, *lines) if (found := GIVEN.search(text))]


def is_known(command: str) -> bool:
    name, *rest = command.split()
    options = set(re.findall(r"(?<!\S)--[a-z-]+", " ".join(rest)))
    if name not in main.commands:
        return name in {option for parameter in main.params for option in parameter.opts}
    return options <= {option for parameter in main.commands[name].params for option in parameter.opts}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_on_a_page_can_be_run(page: Path) -> None:
    assert [command for command in commands_in(page.read_text(encoding="utf-8")) if not is_known(command)] == []


def test_a_command_or_an_option_that_is_not_there_is_found() -> None:
    page = '`cyps-xl refresh "A.xlsx" --quater X` and\n```\n"C:\\x\\cyps-xl" set-up\ncyps-xl --version\n```\n'
    assert [command for command in commands_in(page) if not is_known(command)] == [
        'refresh "A.xlsx" --quater X',
        "set-up",
    ]
