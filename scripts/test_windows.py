"""Run the part of the tests that Wine can carry on a Windows Python: `python scripts/test_windows.py TOOLS [TESTS]`.

TOOLS is the folder of tools that scripts/wine.py tells of. Prints how many tests passed, and for each that failed the
reason that is known; ends with 1 when one failed that has none. Not part of the tests: it takes some minutes.
"""

from __future__ import annotations

import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import wine

ROOT = Path(__file__).resolve().parents[1]
PART = (
    *("tests/windows", "tests/inputs", "tests/xlsx/test_save.py", "tests/xlsx/test_save_turns.py"),
    *("tests/writing/test_same_bytes.py", "tests/test_terminal.py", "tests/leaving/mail"),
)
"""What asks most of Windows: paths, locks, code pages, the registry, files byte for byte."""

KNOWN: dict[str, str] = {}
"""Tests that fail under Wine for a reason that is Wine's: a part of their name, and the reason."""


def outcomes(report: Path) -> Iterator[tuple[str, str, str]]:
    """Each test of a report of pytest's: its name, how it went, and the first line of why."""
    for case in ET.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname', '')}::{case.get('name', '')}"
        parts = {part.tag: (part.get("message") or "").partition("\n")[0] for part in case}
        how = next((tag for tag in ("failure", "error", "skipped") if tag in parts), "passed")
        yield name, how, parts.get(how, "")


def main() -> int:
    """Run them and say how it went."""
    made = wine.tools(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        arguments = [*(sys.argv[2:] or PART), "-q", "-p", "no:cacheprovider", f"--junitxml={made.windows(report)}"]
        made.test_project(ROOT, arguments)
        made.stop()
        if not report.exists():
            print("The tests did not come to their end.")
            return 1
        found = list(outcomes(report))
    print(dict(Counter(how for _, how, _ in found)))
    unknown = 0
    for name, how, why in found:
        if how in ("failure", "error"):
            reason = next((reason for part, reason in KNOWN.items() if part in name), "")
            unknown += not reason
            print(f"{name}\n  {why}\n  {reason or 'NO REASON IS KNOWN'}")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
