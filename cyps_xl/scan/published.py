"""What an edition's manifest beside it says of its charts, as long as the file is the very one that was published."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.opening.open_safely import read_bytes


def descriptions_beside(path: Path, data: bytes) -> tuple[str, ...]:
    """The descriptions of an edition's charts, which no page shows and some readers are read.

    Nothing when the manifest of the file's name has not its fingerprint: one that was opened and saved since may
    hold anything.
    """
    manifest = _manifest(path.with_suffix(".json"))
    fingerprint = hashlib.sha256(data).hexdigest()
    if not any(isinstance(one, dict) and one.get("sha256") == fingerprint for one in _list(manifest, "files")):
        return ()
    return tuple(text for text in _list(manifest, "descriptions") if isinstance(text, str))


def _manifest(path: Path) -> Any:
    """What a file beside the edition holds; None where there is none, or one that is no JSON."""
    try:
        return json.loads(read_bytes(path))
    except (UnusableFile, ValueError, RecursionError):
        return None


def _list(manifest: Any, name: str) -> list[Any]:
    found = manifest.get(name) if isinstance(manifest, dict) else None
    return found if isinstance(found, list) else []
