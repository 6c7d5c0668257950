"""Do what docs/your-own-report.md says, and make the pictures of the docs, README's first among them.

    python scripts/guide.py          # makes the pictures anew (LibreOffice and pdftoppm are needed)

The test of the guide applies the same rows.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cyps_xl import report
from cyps_xl.definition.packs import DEFINITION
from cyps_xl.edition.build import Wanted
from cyps_xl.edition.publishing import publish
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


@dataclass(frozen=True)
class Picture:
    """A picture in the docs: the page that has these words, and which part of it (left, top, width, height, as shares).

    `of` is the workbook, or the edition, that the page is of.
    """

    name: str
    of: str
    words: str
    part: tuple[float, float, float, float]
    last: bool = False
    dots: int = 110


EXAMPLE, OWN, BEHIND, EDITION = "CYPS.xlsx", "Our report.xlsx", "A team more.xlsx", "edition"

PICTURES = (
    Picture("at-a-glance", EXAMPLE, "What stands out", (0.02, 0.08, 0.88, 0.60)),
    Picture("your-own-section", OWN, "Share of enquirers visited within ten", (0.02, 0.03, 0.88, 0.665)),
    Picture("lines-sheet", OWN, "[Visited in time]", (0.03, 0.05, 0.74, 0.16), last=True, dots=170),
    Picture("quarter-1-start", EXAMPLE, "What to do, quarter by quarter", (0.02, 0.08, 0.90, 0.84)),
    Picture("quarter-2-settings", EXAMPLE, "One row is a setting", (0.02, 0.05, 0.96, 0.62)),
    Picture("quarter-3-figures", EXAMPLE, "How many workers were due", (0.02, 0.05, 0.90, 0.50)),
    Picture("quarter-4-drafts", EXAMPLE, "Draft in Welsh", (0.02, 0.08, 0.96, 0.455)),
    Picture("quarter-5-behind", BEHIND, "1 team is not shown", (0.02, 0.08, 0.82, 0.487), last=True),
    Picture("quarter-6-checks", EXAMPLE, "Blocks publication:", (0.02, 0.08, 0.96, 0.66), last=True),
    Picture("quarter-7-page", EDITION, "Qualified workers", (0.02, 0.08, 0.96, 0.80)),
    Picture("pages-after", EDITION, "PI 24", (0.0, 0.0, 1.0, 1.0), dots=85),
    Picture("quarter-8-cover", EDITION, "Example County Borough Council", (0.02, 0.03, 0.96, 0.94), dots=60),
)
"""Every picture that stands in the docs, those of the pages before they had one size of text aside."""


def main() -> int:
    """Make the pictures of the docs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        followed(folder / OWN, GUIDE.read_text(encoding="utf-8"))
        report.new(folder / EXAMPLE, example=True)
        shutil.copy(folder / EXAMPLE, folder / BEHIND)
        a_team_more(folder / BEHIND)
        pages = {of: _printed(folder / of) for of in (OWN, EXAMPLE, BEHIND)}
        [pages[EDITION]] = publish(folder / EXAMPLE, folder / "editions", Wanted(draft=True)).folder.glob("*.pdf")
        for picture in PICTURES:
            _picture(pages[picture.of], picture)
    return 0


def a_team_more(path: Path) -> None:
    """Type the cases of another team, as an officer does in Excel, and bring nothing up to date."""
    package = Package.read(path)
    team: dict[str, Value] = {
        "As at": dt.date(2017, 12, 31),
        "Team": "Edge of care team",
        "Available hours": 300,
        "Caseload": 120,
    }
    change = TableChange("Caseloads", added=({**team, "Highest": 20, "Lowest": 2},))
    path.write_bytes(apply_changes(package, [change], catalogue_of(package)).to_bytes())


def _printed(path: Path) -> Path:
    """The pages of a workbook, as LibreOffice prints them once it has worked its formulas out."""
    profile = path.parent / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_WORKED_OUT, encoding="utf-8")
    convert = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*convert, "--outdir", str(path.parent), str(path)], check=True, capture_output=True)
    return path.with_suffix(".pdf")


_WORKED_OUT = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
"""LibreOffice’s setting to work out every formula of a workbook that it opens."""


def _picture(pdf: Path, picture: Picture) -> None:
    """Write a part of the page that has the words of a picture, the last such page or the first."""
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    found = [at for at, text in enumerate(pages.split("\f"), start=1) if picture.words in text]
    page = str(found[-1] if picture.last else found[0])
    size = subprocess.run(["pdfinfo", "-f", page, "-l", page, str(pdf)], check=True, capture_output=True, text=True)
    match = re.search(r"size:\s+([\d.]+) x ([\d.]+)", size.stdout)
    assert match is not None
    wide, high = (float(points) / 72 * picture.dots for points in match.groups())
    left, top, width, height = picture.part
    crop = ["-x", wide * left, "-y", high * top, "-W", wide * width, "-H", high * height]
    command = ["pdftoppm", "-r", picture.dots, "-png", "-singlefile", "-f", page, "-l", page]
    numbers = [str(round(part)) if isinstance(part, float) else str(part) for part in (*command, *crop)]
    subprocess.run([*numbers, str(pdf), str(IMAGES / picture.name)], check=True)


if __name__ == "__main__":
    sys.exit(main())
