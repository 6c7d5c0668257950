"""What a formula engine makes of the report's formulas, from the formulas and the input tables alone.

The engine is given a copy that holds nothing else: no look, no drawing, and no formula of
staff's own, whose stored value stands in for it. What the formulas of the report gave before
is taken away first, so that a value found is a value worked out. Another engine can take
this one's place here without the rest of the program noticing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import formualizer

from cyps_xl.errors import CypsError
from cyps_xl.grid import cell_address
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.xlsx.calculating.calculation_copy import CalculationCopy
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.stored_cells import StoredCell, stored_cells


@dataclass(frozen=True)
class FormulaError:
    """A formula that gives an error instead of a value, such as #N/A."""

    text: str


Result = str | float | bool | FormulaError


MOST_FORMULAS = 100_000
"""Formulas that the engine takes at a time, of a sheet or of all."""


class CannotWorkOut(CypsError):
    """The engine does not take the formulas. Its own words are for developers, in `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__("The formulas could not be worked out a second time.")
        self.reason = reason


def recalculated(
    package: Package, tabs: Sequence[str], catalogue: Catalogue, only: Collection[tuple[str, str]] | None = None
) -> dict[tuple[str, str], Result]:
    """The value of every formula on these tabs, by tab and address ("F6").

    The formulas can read the input tables of the catalogue, and no other table. With `only`, the tabs and
    addresses of cells, those formulas alone are worked out; every other cell holds the value that it shows.
    Raises CannotWorkOut when the engine does not take the formulas.
    """
    wanted = {tab.lower() for tab in tabs}
    cells = None if only is None else {(tab.lower(), address) for tab, address in only}
    copy = CalculationCopy(package, catalogue, wanted, cells)
    worked_out = _worked_out(copy.to_bytes(), package.name)
    found: dict[tuple[str, str], Result] = {}
    for sheet in copy.sheets:
        if sheet.name.lower() in wanted:
            part = copy.part_of(sheet)
            stored = stored_cells(worked_out.parts[part], part)
            found.update({(sheet.name, place): value for place, value in _values(stored)})
    return found


def in_portions(
    cells: Iterable[tuple[str, str]], at_a_time: int = MOST_FORMULAS
) -> Iterator[Sequence[tuple[str, str]]]:
    """Cells with formulas, as many at a time as the engine takes."""
    waiting = iter(cells)
    while portion := list(islice(waiting, at_a_time)):
        yield portion


def can_be_read(formula: str) -> bool:
    """Whether the engine can read a formula, given without "=", at all."""
    try:
        formualizer.parse(f"={formula}")
    except (formualizer.ParserError, formualizer.TokenizerError, ValueError):
        return False
    return True


def _worked_out(data: bytes, name: str) -> Package:
    try:
        answer = formualizer.recalculate_xlsx_bytes(data)
    except (OSError, ValueError, RuntimeError) as error:
        raise CannotWorkOut(str(error).removeprefix("recalculate XLSX failed: ")) from None
    return Package.of_our_own(answer["bytes"], name)


def _values(cells: Iterable[StoredCell]) -> Iterator[tuple[str, Result]]:
    for cell in cells:
        if cell.formula is not None:
            yield cell_address(cell.row, cell.column), _value(cell.kind, cell.value or "")


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
