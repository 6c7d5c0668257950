"""Make a picture of every printed page of a workbook: `python3 scripts/look.py "build/CYPS 2017-18 Q3.xlsx"`.

Needs LibreOffice and pdftoppm (Debian: poppler-utils). The pictures go to build/pages.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import environment

PAGES = environment.ROOT / "build" / "pages"
DOTS_PER_INCH = 90


def main() -> int:
    """Turn the workbook into a PDF, and that into one PNG a page."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).exists():
        print(__doc__)
        return 2
    missing = [tool for tool in ("soffice", "pdftoppm") if shutil.which(tool) is None]
    if missing:
        print(f"Not on this machine: {', '.join(missing)}. Install LibreOffice and poppler-utils.")
        return 2
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as profile:
        convert = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*convert, "--outdir", str(PAGES), sys.argv[1]], check=True, capture_output=True)
    pdf = next(PAGES.glob("*.pdf"))
    subprocess.run(["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", str(pdf), str(PAGES / "page")], check=True)
    print(f"{len(list(PAGES.glob('*.png')))} pages in {PAGES.relative_to(environment.ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
