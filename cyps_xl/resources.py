"""The files that come with the package: the templates, the example quarter, the page for ICT."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cyps_xl.errors import UnusableFile

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parent


def settings_folder() -> Path:
    """Where this user's own settings are kept."""
    folder = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(folder) / "cyps-xl"


def template_path(*, macros: bool = False) -> Path:
    """The template workbook; with `macros`, the one with the button."""
    return _template("cyps_quarterly.xlsm" if macros else "cyps_quarterly.xlsx")


def add_in_path() -> Path:
    """The add-in that gives Excel a tab on its ribbon."""
    return _template("cyps_report.xlam")


def example_folder() -> Path:
    """The folder of the example quarter, one CSV per input table."""
    return _first(_INSTALLED / "2017-18-q3", _CHECKOUT / "examples" / "2017-18-q3")


def packs_folder() -> Path:
    """The folder of the report packs that ship, a folder each."""
    return _first(_PACKAGE / "packs")


def ict_page_path() -> Path:
    """The page for ICT: what is installed, what would stop the button, and what to allow."""
    beside = Path(sys.executable).with_name("documentation") / "for-ict.html"  # of the folder for Windows
    return _first(beside, _INSTALLED / "for-ict.md", _CHECKOUT / "docs" / "for-ict.md")


def _template(name: str) -> Path:
    return _first(_INSTALLED / name, _CHECKOUT / "workbook_templates" / name)


def _first(*places: Path) -> Path:
    for place in places:
        if place.exists():
            return place
    raise UnusableFile(
        f"cyps-xl is not completely installed: {places[0].name} is missing.", "Set it up again, from the whole of it."
    )
