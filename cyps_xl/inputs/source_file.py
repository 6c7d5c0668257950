"""A file that an officer brings in, as bytes: one that cannot be read, or is too large, is named with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cyps_xl.errors import UnusableFile

LARGEST_FILE = 50_000_000
"""Bytes. A council's figures of many years are a hundredth of that; a larger file is another file."""


def source_bytes(path: Path, smaller: str = "Bring in a part of it.") -> bytes:
    """What is in a file. Raises UnusableFile when it cannot be read, or is too large: `smaller` is what to do then."""
    with readable(path):
        if path.stat().st_size > LARGEST_FILE:
            raise UnusableFile(f"{path.name} is larger than {LARGEST_FILE // 1_000_000} MB.", smaller)
        return path.read_bytes()


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Says of a file that cannot be read what to do. Raises UnusableFile."""
    try:
        yield
    except FileNotFoundError:
        raise UnusableFile(f"{path.name} is not there.", "Check its name and its folder.") from None
    except OSError as error:
        raise UnusableFile(
            f"{path.name} cannot be read ({error.strerror}).", "Close it elsewhere, then try again."
        ) from None
