"""Make a picture of every printed page of a workbook: `python3 scripts/look.py "build/CYPS 2017-18 Q3.xlsx"`.

Needs LibreOffice and pdftoppm (Debian: poppler-utils). The PDF and the pictures go to build/pages.
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
TIMEOUT = 300.0  # seconds


def main() -> int:
    """Turn the workbook into a PDF, and that into one PNG a page."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        print(__doc__)
        return 2
    missing = [tool for tool in ("soffice", "pdftoppm") if shutil.which(tool) is None]
    if missing:
        print(f"Not on this machine: {', '.join(missing)}. Install LibreOffice and poppler-utils.")
        return 2
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    pdf = _print(Path(sys.argv[1]))
    if not pdf.exists():
        print(f"LibreOffice could not print {sys.argv[1]}.")
        return 1
    subprocess.run(["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", str(pdf), str(PAGES / "page")], check=True)
    print(f"{len(list(PAGES.glob('*.png')))} pages in {PAGES.relative_to(environment.ROOT)}")
    return 0


def _print(workbook: Path) -> Path:
    """Print the workbook to a PDF with a throw-away profile, so that an open LibreOffice is not in the way."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        convert = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        command = [*convert, "--outdir", str(PAGES), str(workbook.resolve())]
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
    return PAGES / f"{workbook.stem}.pdf"


if __name__ == "__main__":
    sys.exit(main())
