"""A few letters that stand for what is in some files, whatever they are called: the same letters, the same figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from cyps_xl.inputs.source_file import readable

_LETTERS = 12


def fingerprint_of(files: Iterable[Path]) -> str:
    """The fingerprint of files, in whatever order. Raises UnusableFile when one cannot be read."""
    digests = []
    for path in files:
        with readable(path), path.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()[:_LETTERS]
