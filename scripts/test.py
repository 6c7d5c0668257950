"""Set everything up and run all tests, on every core: `python3 scripts/test.py`, again and again.

Words after it are handed on to pytest: `python3 scripts/test.py tests/measures -k rates`.
"""

from __future__ import annotations

import os
import sys

import environment
import openxml_sdk

MEASURES = (
    "tests/measures",
    *("--cov=cyps_xl.measures", "--cov-branch", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100"),
)
"""The subject's own rules: every branch is taken by their own tests, or the run fails and names the line.

Apart from the other tests, since these would take twice as long while somebody counts.
"""

WHOLE = (
    *("-n", str(os.cpu_count() or 1), "--dist", "worksteal"),  # neighbours stay together, and share what they set up
    "--durations=20",
)


def main() -> int:
    """Set up, see to the programs that bear witness, run the tests; returns pytest's exit code."""
    environment.set_up("dev")
    missing = ["LibreOffice is missing and could not be installed"] if environment.libreoffice() is None else []
    if environment.postgresql() is None:
        missing.append("PostgreSQL is missing and could not be installed")
    without = openxml_sdk.set_up()
    missing += [f"Microsoft's validator is missing: {without}"] if without else []
    for lack in missing:
        print(f"{lack}.")
    if missing and os.environ.get("CI"):
        print("In CI every test must run.")
        return 1
    if missing:
        print("The tests that need it do not run, and pytest lists them as skipped.")
    if sys.argv[1:]:
        return environment.run("-m", "pytest", "-q", *sys.argv[1:])
    return environment.run("-m", "pytest", "-q", *MEASURES) or environment.run("-m", "pytest", "-q", *WHOLE)


if __name__ == "__main__":
    sys.exit(main())
