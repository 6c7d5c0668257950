"""Set everything up and build the example report: `python3 scripts/run.py`, again and again."""

from __future__ import annotations

import sys
from pathlib import Path

import environment

REPORT = Path("build") / "CYPS 2017-18 Q3.xlsx"


def main() -> int:
    """Set up, build the example report, say where it is and what stands out."""
    environment.set_up("run")
    (environment.ROOT / "build").mkdir(exist_ok=True)
    code = environment.run("-m", "cyps_xl", "new", REPORT, "--example", "--force")
    if code != 0:
        return code
    print()
    return environment.run("-m", "cyps_xl", "show", REPORT)


if __name__ == "__main__":
    sys.exit(main())
