"""A report that compares with other areas than Wales: that of 2017 with more rows on the sheet Areas."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from cyps_xl.definition.packs import Pack, default_pack, read_pack
from cyps_xl.inputs.records import Inputs, Value
from helpers.quarters import Values, inputs_of

AREAS = (
    "Wales,country",
    "Welsh family,several councils",
    "Gwynedd,another council",
    "North team,part of ours",
    "Year before,another council",
)


def pack_of(folder: Path, *rows: str) -> Path:
    """The folder of the pack of 2017, with these rows on the sheet Areas after our own."""
    shutil.copytree(default_pack().path, folder)
    (folder / "Areas.csv").write_text("\n".join(("Area,Kind", "Council,our own", *rows)) + "\n", encoding="utf-8")
    return folder


@lru_cache(maxsize=1)
def areas_pack() -> Pack:
    """The pack with all of them, read from its folder."""
    with tempfile.TemporaryDirectory() as made:
        return read_pack(pack_of(Path(made) / "areas", *AREAS))


def inputs_with_areas(
    rows: dict[str, list[Values]], first: str = "", second: str = "", settings: Mapping[str, Value] | None = None
) -> Inputs:
    """The inputs of a workbook with this report, of plain rows; Settings compares with these two areas, and says what
    else `settings` has."""
    chosen: dict[str, Value] = {
        "Reporting quarter": "2017-18 Q3",
        "Months shown": 3,
        "Compared with": first or None,
        "Also compared with": second or None,
        **(settings or {}),
    }
    rows = {"Settings": [{"Setting": name, "Value": value} for name, value in chosen.items()], **rows}
    pack = areas_pack()
    found = inputs_of(rows, pack.definition.catalogue)
    return Inputs({**pack.inputs.records, **found.records}, pack.definition.catalogue)
