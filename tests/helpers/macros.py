"""The workbook with the button, its macro read by a tool that had no part in making it, and runs of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "workbook_templates" / "cyps_quarterly.xlsm"


def macros_in(path: Path) -> dict[str, str]:
    """The text of every module in a workbook, by its name with its ending, as olevba reads it."""
    command = [sys.executable, "-W", "ignore", "-m", "oletools.olevba", "--json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    reports = [report for report in json.loads(done.stdout) if report.get("type") == "OpenXML"]
    return {macro["vba_filename"]: macro["code"] for report in reports for macro in report["macros"]}
