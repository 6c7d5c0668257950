"""Values that formulas are stored with and do not give: what stood there before, or something typed into the file."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from cyps_xl.errors import CypsError
from cyps_xl.members.scan.exposure import Exposure, exposure
from cyps_xl.members.scan.pages import Page
from cyps_xl.xlsx.addresses import parse_cell
from cyps_xl.xlsx.package import Package
from cyps_xl.xlsx.recalculate import FormulaError, Result, recalculated

_OF_THE_DAY = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|CELL|INFO)\(", re.IGNORECASE)


def stale_values(package: Package, pages: list[Page]) -> Iterator[Exposure]:
    """Stored values that a second engine does not get; nothing for a formula that it cannot work out."""
    by_tab = {page.sheet.name: page for page in pages}
    if not any(content.formula for page in pages for content in page.cells.values()):
        return
    try:
        results = recalculated(package, list(by_tab))
    except CypsError:
        return  # what the engine cannot read is judged by the formulas' own words
    for (tab, address), result in results.items():
        content = by_tab[tab].cells.get(parse_cell(address))
        if content is None or _OF_THE_DAY.search(content.formula):
            continue
        if not _same(result, content.value):
            yield exposure("stale value", f"{tab}!{address}", content.value)


def _same(result: Result, stored: str) -> bool:
    if isinstance(result, FormulaError):
        return True  # a function that the engine does not know, or an error that Excel shows as well
    if isinstance(result, bool):
        return stored in ("1" if result else "0", str(result).upper())
    try:
        return math.isclose(float(stored), float(result or 0), rel_tol=1e-9, abs_tol=1e-9)
    except ValueError:
        return stored == str(result)
