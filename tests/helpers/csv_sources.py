"""CSV files as tests import them: into a workbook without figures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cyps_xl.inputs.importing import Source, read_source
from cyps_xl.inputs.records import Inputs
from helpers.packs import CYPS_TABLES

NOTHING = Inputs({}, CYPS_TABLES)
DECEMBER = dt.date(2017, 12, 1)


def read(folder: Path, name: str, content: str | bytes) -> Source:
    """One CSV, read as an import reads it."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_source(file, NOTHING)
