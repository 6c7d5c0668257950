"""The maps of the code in docs/ name the modules that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.scripts import script

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "cyps_xl"
MAPS = [
    ("button.md", "live", r"^cyps_xl/live/\n(.*?)^```"),
    ("small-numbers.md", "disclosure", r"^\| module \| what it does \|\n(.*?)^$"),
]


def part_of(page: str, pattern: str) -> str:
    found = re.search(pattern, (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None, f"{page} has no map"
    return found[1]


@pytest.mark.parametrize(("page", "room", "pattern"), MAPS, ids=[room for _, room, _ in MAPS])
def test_a_room_s_map_names_each_of_its_modules_once_and_no_other(page: str, room: str, pattern: str) -> None:
    named = re.findall(r"\b[a-z_]+\.py\b", part_of(page, pattern))
    there = [file.name for file in (PROGRAM / room).glob("*.py") if file.name != "__init__.py"]
    assert sorted(named) == sorted(there)


def test_the_map_of_the_house_names_every_room_and_module_at_the_top() -> None:
    house = part_of("developers.md", r"^cyps_xl/\n(.*?)^```")
    # The lines of the top, up to what they say: those within a room stand further in.
    named = re.findall(r"^  (\S.*?)(?:  |$)", house, re.MULTILINE)
    rooms = [f"{one.name}/" for one in PROGRAM.iterdir() if one.is_dir() and not one.name.startswith("_")]
    modules = [one.name for one in PROGRAM.glob("*.py") if one.name != "__init__.py"]
    assert sorted(name for line in named for name in re.split(", ", line.strip())) == sorted(rooms + modules)


def test_the_page_of_every_module_is_the_one_that_the_modules_make() -> None:
    page = ROOT / "docs" / "modules.md"
    assert page.read_text(encoding="utf-8") == script("make_docs").PAGES[page.name](), (
        "run: python scripts/make_docs.py"
    )


def test_every_module_says_what_it_is() -> None:
    page = (ROOT / "docs" / "modules.md").read_text(encoding="utf-8")
    assert not re.findall(r"^\| `(\w+\.py)` \|  \|$", page, re.MULTILINE)
