"""Do what docs/your-own-report.md says: the rows of its tables, the pictures that stand in it, and README's first.

    python scripts/guide.py          # makes the pictures anew (LibreOffice and pdftoppm are needed)

The test of the guide applies the same rows.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from cyps_xl import report
from cyps_xl.definition.packs import DEFINITION
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Value
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.workbook_catalogue import catalogue_of
from cyps_xl.xlsx.parts.package import Package

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "your-own-report.md"
IMAGES = ROOT / "docs" / "images"
FIGURES = "FosterEnquiries"
_STEP = re.compile(r"^### \d+\. .*?$(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
_SHEET = re.compile(r"On the sheet \*\*(\w+)\*\*|On \*Foster enquiries\*")

Rows = list[dict[str, str]]


def steps(page: str) -> Iterator[tuple[str, Rows]]:
    """The rows that the guide has typed, with the sheet that they are typed on: "" for the figures."""
    for text in _STEP.findall(page):
        sheet = _SHEET.search(text)
        lines = [line for line in text.splitlines() if line.startswith("|")]
        if sheet and lines:
            heads, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
            yield sheet[1] or "", [dict(zip(heads, row, strict=True)) for row in rows]


def typed(path: Path, sheet: str, rows: Rows) -> None:
    """Add rows to a table of a workbook, as an officer types them below the last."""
    package = Package.read(path)
    # The grey sheets can be read while the report that they declare is not yet whole.
    catalogue = DEFINITION if sheet else catalogue_of(package)
    table = next(table for table in catalogue if table.sheet == sheet) if sheet else catalogue[FIGURES]
    added = tuple({heading: _value(table, heading, text) for heading, text in row.items() if text} for row in rows)
    path.write_bytes(apply_changes(package, [TableChange(table.name, added=added)], catalogue).to_bytes())


def _value(table: Table, heading: str, text: str) -> Value:
    kind = table.column(heading).kind
    if kind is Kind.MONTH:
        return dt.date.fromisoformat(text)
    return float(text) if kind in (Kind.WHOLE, Kind.DECIMAL) else text


def followed(path: Path, page: str) -> Mapping[str, int]:
    """Make a workbook and do what the guide says; returns how many rows were typed on each sheet."""
    report.new(path)
    counts = {}
    is_declared = False
    for sheet, rows in steps(page):
        if not sheet and not is_declared:
            report.refresh(path)
            is_declared = True
        typed(path, sheet, rows)
        counts[sheet] = len(rows)
    report.refresh(path)
    return counts


def main() -> int:
    """Make the pictures of the guide."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Our report.xlsx"
        followed(path, GUIDE.read_text(encoding="utf-8"))
        pdf = _printed(path)
        _picture(pdf, "Share of enquirers visited within ten", IMAGES / "your-own-section.png", SECTION)
        _picture(pdf, "[Visited in time]", IMAGES / "lines-sheet.png", LINES, last=True, dots=170)
        example = Path(folder) / "CYPS.xlsx"
        report.new(example, example=True)
        _picture(_printed(example), "Why it stands here", IMAGES / "at-a-glance.png", GLANCE)
    return 0


def _printed(path: Path) -> Path:
    """The pages of a workbook, as LibreOffice prints them."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(convert, check=True, capture_output=True)
    return path.with_suffix(".pdf")


def _picture(
    pdf: Path, words: str, to: Path, part: tuple[float, float, float, float], *, last: bool = False, dots: int = 110
) -> None:
    """Write the part (left, top, width, height, as shares) of the page that has these words, the last or the first."""
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    found = [at for at, text in enumerate(pages.split("\f"), start=1) if words in text]
    page = str(found[-1] if last else found[0])
    size = subprocess.run(["pdfinfo", "-f", page, "-l", page, str(pdf)], check=True, capture_output=True, text=True)
    match = re.search(r"size:\s+([\d.]+) x ([\d.]+)", size.stdout)
    assert match is not None
    wide, high = (float(points) / 72 * dots for points in match.groups())
    left, top, width, height = part
    crop = ["-x", wide * left, "-y", high * top, "-W", wide * width, "-H", high * height]
    command = ["pdftoppm", "-r", dots, "-png", "-singlefile", "-f", page, "-l", page]
    numbers = [str(round(part)) if isinstance(part, float) else str(part) for part in (*command, *crop)]
    subprocess.run([*numbers, str(pdf), str(to.with_suffix(""))], check=True)


SECTION, LINES, GLANCE = (0.02, 0.03, 0.88, 0.665), (0.03, 0.05, 0.74, 0.16), (0.02, 0.08, 0.76, 0.58)
"""The part of its page that a picture shows: left, top, width, height, as shares."""

if __name__ == "__main__":
    sys.exit(main())
