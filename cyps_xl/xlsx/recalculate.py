"""What a formula engine makes of the report's formulas, from the formulas and the input tables alone.

The engine is given a copy that holds nothing else: no look, no drawing, and no formula of
staff's own, whose stored value stands in for it. What the formulas of the report gave before
is taken away first, so that a value found is a value worked out. Another engine can take
this one's place here without the rest of the program noticing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import formualizer
from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.xlsx.calculation_copy import CalculationCopy
from cyps_xl.xlsx.namespaces import main
from cyps_xl.xlsx.package import Package, parse_part

REMEDY = "Do not publish this; send the workbook to whoever keeps cyps-xl for you."


@dataclass(frozen=True)
class FormulaError:
    """A formula that gives an error instead of a value, such as #N/A."""

    text: str


Result = str | float | bool | FormulaError


def recalculated(package: Package, tabs: Sequence[str]) -> dict[tuple[str, str], Result]:
    """The value of every formula of ours on these tabs, by tab and address ("F6").

    Raises CypsError when the engine cannot work the formulas out at all.
    """
    wanted = {tab.lower() for tab in tabs}
    copy = CalculationCopy(package, wanted)
    try:
        answer = formualizer.recalculate_xlsx_bytes(copy.package().to_bytes(deflated=False))
    except OSError as error:
        reason = str(error).removeprefix("recalculate XLSX failed: ")
        raise CypsError(
            f"The formulas of the report could not be worked out a second time: {reason}.", REMEDY
        ) from None
    worked_out = Package.of_our_own(answer["bytes"], package.name)
    found: dict[tuple[str, str], Result] = {}
    for sheet in copy.sheets:
        if sheet.name.lower() in wanted:
            root = parse_part(worked_out.parts[sheet.part], sheet.part)
            found.update({(sheet.name, place): value for place, value in _values(root)})
    return found


def _values(sheet: etree._Element) -> Iterator[tuple[str, Result]]:
    for cell in sheet.iter(main("c")):
        if cell.find(main("f")) is not None:
            yield cell.get("r", ""), _value(cell.get("t", "n"), cell.findtext(main("v")) or "")


def _value(kind: str, text: str) -> Result:
    match kind:
        case "e":
            return FormulaError(text)
        case "b":
            return text == "1"
        case "n":
            return float(text) if text else ""
        case _:
            return text
