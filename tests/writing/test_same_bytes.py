"""A zip of ours is the same whatever system makes it: Python's zipfile names the system in each entry."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cyps_xl.definition.packs import default_pack
from cyps_xl.writing.input_sheets import input_rules_book, input_sheets_book
from cyps_xl.writing.same_bytes import MADE_ON, made_on_one_system
from cyps_xl.writing.template import template_bytes
from cyps_xl.xlsx.parts.package import Package
from helpers.scripts import script

WINDOWS = 0
SHIPPED = sorted((Path(__file__).resolve().parents[2] / "workbook_templates").glob("*.xl*"))


def systems(data: bytes) -> set[int]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.create_system for entry in archive.infolist()}


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries are made as Python makes them on Windows."""
    made = zipfile.ZipInfo.__init__

    def as_on_windows(self: zipfile.ZipInfo, *arguments: object, **named: object) -> None:
        made(self, *arguments, **named)
        self.create_system = WINDOWS

    monkeypatch.setattr(zipfile.ZipInfo, "__init__", as_on_windows)


def a_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.xml", "<one/>")
        archive.writestr("a folder/dau ŷ.xml", b"two " * 100)
    return buffer.getvalue()


@pytest.mark.usefixtures("on_windows")
def test_only_the_name_of_the_system_changes_in_a_zip() -> None:
    before = a_zip()
    after = made_on_one_system(before)
    assert systems(before) == {WINDOWS}
    assert systems(after) == {MADE_ON}
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 2
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.read("a folder/dau ŷ.xml") == b"two " * 100


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize(
    "make",
    [
        lambda: template_bytes(default_pack()),
        lambda: input_sheets_book({}),
        lambda: input_rules_book([]),
        lambda: script("make_add_in").add_in(script("macro_project").sources(script("macro_project").RIBBON)),
        lambda: script("make_windows_folder").zipped({"Set up.cmd": b"echo"}, "cyps-xl"),
    ],
    ids=["template", "input sheets", "rules", "add-in", "folder for Windows"],
)
def test_what_windows_makes_says_of_itself_what_every_system_says(make: Callable[[], bytes]) -> None:
    assert systems(make()) == {MADE_ON}


@pytest.mark.usefixtures("on_windows")
def test_a_workbook_that_is_saved_names_one_system_wherever_that_is() -> None:
    assert systems(Package.from_bytes(template_bytes(default_pack()), "new").to_bytes()) == {WINDOWS}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_what_ships_names_one_system(file: Path) -> None:
    assert systems(file.read_bytes()) == {MADE_ON}
