"""A workbook refreshed again and again does not grow, and ends as it began.

CYPS_REFRESHES sets how many times (10): `CYPS_REFRESHES=500 python -m pytest tests/test_many_refreshes.py -s`.
"""

from __future__ import annotations

import os
from itertools import cycle, islice
from pathlib import Path

from cyps_xl import report
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers.new_books import new_book
from helpers.staff_deeds import do, set_up, type_in

TIMES = int(os.environ.get("CYPS_REFRESHES", "10"))
QUARTERS = ("2017-18 Q2", "2016-17 Q3", "2017-18 Q3")


def test_many_refreshes_leave_the_file_as_large_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    package = Package.read(path)
    caseloads = next(sheet.part for sheet in sheets_of(package) if sheet.name == "2.2 Caseloads")
    staffed = do(
        package, type_in(60, 2, "ask the duty team"), set_up("sheetViews/sheetView", zoomScale=85), part=caseloads
    )
    path.write_bytes(staffed.to_bytes())
    for quarter in QUARTERS:
        report.refresh(path, quarter=quarter)
    first = path.read_bytes()
    for quarter in islice(cycle(QUARTERS), TIMES // len(QUARTERS) * len(QUARTERS)):
        report.refresh(path, quarter=quarter)
    last = path.read_bytes()
    print(f"{TIMES} refreshes: {len(first):,} bytes, then {len(last):,}")
    assert last == first
    assert len(list((tmp_path / "CYPS backups").iterdir())) <= 5
