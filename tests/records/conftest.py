"""A workbook of the pack that has counts, with its example quarter."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl import report
from helpers.case_records import PACK


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "Children.xlsx"
    report.new(path, pack=PACK, example=True)
    return path.read_bytes()


@pytest.fixture
def book(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Children.xlsx"
    path.write_bytes(made)
    return path
