"""Set everything up and run all tests: `python3 scripts/test.py`, again and again.

Words after it are handed on to pytest: `python3 scripts/test.py tests/measures -k rates`.
"""

from __future__ import annotations

import os
import sys

import environment

COVERAGE = (
    "--cov=cyps_xl.measures",
    "--cov-branch",
    "--cov-report=term-missing:skip-covered",
    "--cov-fail-under=100",
)
"""The subject's own rules: every branch is taken by a test, or the run fails and names the line."""


def main() -> int:
    """Set up, see to LibreOffice, run the tests; returns pytest's exit code."""
    environment.set_up("dev")
    if environment.libreoffice() is None:
        if os.environ.get("CI"):
            print("LibreOffice is missing and could not be installed, and in CI every test must run.")
            return 1
        print("LibreOffice is missing: the tests that need it do not run, and pytest lists them as skipped.")
    chosen = sys.argv[1:]
    return environment.run("-m", "pytest", "-q", *(chosen or COVERAGE))


if __name__ == "__main__":
    sys.exit(main())
