"""A file that an officer brings in is read whole, or named with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs import source_file


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=r"gone\.csv is not there") as found:
        source_file.source_bytes(tmp_path / "gone.csv")
    assert found.value.remedy == "Check its name and its folder."


def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="cannot be read") as found:
        source_file.source_bytes(tmp_path)
    assert "Close it elsewhere" in found.value.remedy


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(source_file.LARGEST_FILE + 1)
    with pytest.raises(UnusableFile, match="larger than 50 MB") as found:
        source_file.source_bytes(large, "Export one year.")
    assert found.value.remedy == "Export one year."
    with large.open("wb") as file:
        file.truncate(source_file.LARGEST_FILE)
    assert len(source_file.source_bytes(large)) == source_file.LARGEST_FILE
