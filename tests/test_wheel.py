"""What the package looks for when it is installed is put into the wheel, where it looks for it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cyps_xl import resources

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHIPPED = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]


@pytest.mark.parametrize(
    "path",
    [
        resources.template_path(),
        resources.template_path(macros=True),
        resources.add_in_path(),
        resources.example_folder(),
        resources.ict_page_path(),
    ],
    ids=lambda path: path.name,
)
def test_a_file_of_the_checkout_goes_into_the_wheel(path: Path) -> None:
    assert SHIPPED.get(path.relative_to(ROOT).as_posix()) == f"cyps_xl/_data/{path.name}"
