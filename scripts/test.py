"""Set everything up and run all tests: `python3 scripts/test.py`, again and again."""

from __future__ import annotations

import os
import sys

import environment


def main() -> int:
    """Set up, see to LibreOffice, run the tests; arguments are handed on to pytest."""
    environment.set_up("dev")
    if environment.libreoffice() is None:
        if os.environ.get("CI"):
            print("LibreOffice is missing and could not be installed, and in CI every test must run.")
            return 1
        print("LibreOffice is missing: the tests that need it do not run, and pytest lists them as skipped.")
    chosen = sys.argv[1:]
    coverage = ["--cov=cyps_xl.measures", "--cov-branch", "--cov-report=", "--cov-fail-under=100"]
    return environment.run("-m", "pytest", "-q", *([] if chosen else coverage), *chosen)


if __name__ == "__main__":
    sys.exit(main())
