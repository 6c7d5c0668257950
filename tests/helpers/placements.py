"""A report that is not the template's: that of 2017 with one table of months more, a section that shows it, and what
its counts owe the looked after children. Declared by rows alone."""

from __future__ import annotations

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from cyps_xl.definition.packs import Pack, default_pack, read_pack
from cyps_xl.inputs.records import Inputs
from helpers.quarters import Values, inputs_of

_ROWS = {
    "Tables.csv": [
        "Placements,Placements,a month,Where looked after children lived on a month's last day.,Month,each month,no"
    ],
    "Columns.csv": [
        "Placements,Month,month,The month.,,yes,,,,,,,,",
        "Placements,Fostering,whole number,Children in foster care.,children,,,,0,,,yes,by chance,",
        "Placements,Residential,whole number,Children in residential care.,children,,,,0,,,yes,,",
        "Placements,Kinship,whole number,Children with relatives.,children,,,,0,,,yes,,",
    ],
    "Sections.csv": ["placements,2.9,Where children live,Placements,95,yes,,,yes,,"],
    "Blocks.csv": ["placements,placements,1,months,,Placements,Children,,,,,,,,,,"],
    "Lines.csv": [
        "placements,1,,Fostering,[Fostering],,,count,,,,",
        "placements,2,,Residential,[Residential],,,count,,,,",
        "placements,3,,Kinship,[Kinship],,,count,,,,",
    ],
    "Relations.csv": ["Placements,columns add up to,Fostering; Residential; Kinship,LookedAfter[Children],,,,"],
}


@lru_cache(maxsize=1)
def placements_pack() -> Pack:
    """The pack, read from its folder."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "placements"
        shutil.copytree(default_pack().path, folder)
        for name, rows in _ROWS.items():
            with (folder / name).open("a", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{row}\n" for row in rows)
        return read_pack(folder)


PLACEMENTS_REPORT = placements_pack().definition
WITH_PLACEMENTS = PLACEMENTS_REPORT.catalogue
PLACEMENTS = WITH_PLACEMENTS["Placements"]


def inputs_with_placements(rows: dict[str, list[Values]]) -> Inputs:
    """The inputs of a workbook with this report, of plain rows."""
    found = inputs_of(rows, WITH_PLACEMENTS)
    return Inputs({**placements_pack().inputs.records, **found.records}, WITH_PLACEMENTS)
