"""A run killed at any moment leaves the old workbook or the new one, and the next run sweeps up after it.

CYPS_KILLS sets how many runs are killed (25).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from cyps_xl.xlsx.saving.save import save

COUNT = int(os.environ.get("CYPS_KILLS", "25"))
PROGRAM = """
import sys
from pathlib import Path
from cyps_xl.xlsx.saving.save import save
print("ready", flush=True)
number = 0
while True:
    number += 1
    save(Path(sys.argv[1]), bytes([number % 256]) * 300_000)
"""


def _is_whole(data: bytes) -> bool:
    return len(data) == 300_000 and data == data[:1] * 300_000


def _kill_a_run(path: Path, after: float) -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)], stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline().strip() == b"ready"
        time.sleep(after)
        assert run.poll() is None, "the run ended by itself"
        run.kill()


def test_a_run_killed_at_any_moment_destroys_nothing(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(b"\0" * 300_000)
    dice = random.Random(20180112)
    for _ in range(COUNT):
        _kill_a_run(path, dice.uniform(0, 0.03))
        assert _is_whole(path.read_bytes())
        backups = list((tmp_path / "CYPS backups").glob("CYPS*"))
        assert all(_is_whole(file.read_bytes()) for file in backups)
    save(path, path.read_bytes())  # also a run that has nothing to write sweeps
    assert [file.name for file in tmp_path.rglob("~*")] == []
    assert sorted(file.name for file in tmp_path.iterdir()) == ["CYPS backups", "CYPS.xlsx"]
