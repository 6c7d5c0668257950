"""The largest and the most deceitful files: each opened by a fresh program, whose memory and time are measured."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from helpers.bad_files import BAD_FILES
from helpers.bad_kinds import BadFile
from helpers.good_files import SHEET, good_parts, spoilt

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a program's largest memory")

MOST_SECONDS = 5.0
MOST_MEGABYTES = 500
PROGRAM = """
import resource, sys
from pathlib import Path
from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.input_tables.grids import read_grids
from cyps_xl.xlsx.parts.package import Package
try:
    cells = sum(map(len, read_grids(Package.read(Path(sys.argv[1])), ["Data"])["Data"]))
except UnusableFile as error:
    cells = error.message
if sys.platform == "linux":  # where ru_maxrss begins with what the program that started this one holds
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1e3
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(int(peak), cells)
"""


def _megabytes_and_outcome(path: Path) -> tuple[int, str]:
    start = time.perf_counter()
    run = subprocess.run([sys.executable, "-c", PROGRAM, str(path)], capture_output=True, text=True, check=True)
    assert time.perf_counter() - start < MOST_SECONDS
    megabytes, outcome = run.stdout.strip().split(" ", 1)
    return int(megabytes), outcome


LARGE = [bad for bad in BAD_FILES if bad.name == "boom.xlsx" or "more than 1,000,000 cells" in bad.sentence]


@pytest.mark.parametrize("bad", LARGE, ids=[bad.sentence for bad in LARGE])
def test_a_bomb_is_refused_before_it_goes_off(bad: BadFile, tmp_path: Path) -> None:
    path = tmp_path / bad.name
    path.write_bytes(bad.make())
    megabytes, outcome = _megabytes_and_outcome(path)
    assert outcome == bad.sentence
    assert megabytes < MOST_MEGABYTES


def test_the_largest_grid_that_is_let_through_is_read_in_moderate_memory(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(spoilt(SHEET, "</sheetData>", '<row r="1000000"><c r="E1000000"><v>1</v></c></row></sheetData>'))
    megabytes, outcome = _megabytes_and_outcome(path)
    assert outcome == "5000000"
    assert megabytes < MOST_MEGABYTES


def test_a_large_data_model_is_checked_and_carried_in_moderate_memory(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, data in good_parts().items():
            archive.writestr(part, data)
        with archive.open("xl/model/item.data", "w") as model:
            for _ in range(300):
                model.write(bytes(1_000_000))
    megabytes, outcome = _megabytes_and_outcome(path)
    assert outcome == "6"
    assert megabytes < 150
