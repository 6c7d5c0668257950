"""The wheel holds what the installed package looks for, where it looks for it, and has the name that ICT is told."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cyps_xl import resources

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with the builder of the lock."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.parametrize(
    "path",
    [
        resources.template_path(),
        resources.template_path(macros=True),
        resources.add_in_path(),
        resources.example_folder() / "Settings.csv",
        resources.ict_page_path(),
    ],
    ids=lambda path: path.name,
)
def test_a_file_that_the_package_looks_for_is_in_the_wheel(wheel: Path, path: Path) -> None:
    folder = f"{path.parent.name}/" if path.suffix == ".csv" else ""
    with zipfile.ZipFile(wheel) as opened:
        assert opened.read(f"cyps_xl/_data/{folder}{path.name}") == path.read_bytes()


def test_the_page_for_ict_names_the_wheel_of_this_version(wheel: Path) -> None:
    assert wheel.name in resources.ict_page_path().read_text(encoding="utf-8")
