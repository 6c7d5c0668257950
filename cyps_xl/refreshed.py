"""A workbook's package with its report brought up to date: what a refresh proves and saves, and a press carries out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.errors import Blocked, Problem
from cyps_xl.planning import Planned, plan_of
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.grafting.button import has_our_macro
from cyps_xl.xlsx.grafting.graft import Grafted, graft_and_tell
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.input_tables.upkeep import Upkeep, put_right
from cyps_xl.xlsx.parts.package import Package


@dataclass(frozen=True)
class Refreshed:
    """The package, not yet proved nor saved, and how it came about.

    `upkeep` is the workbook with its input tables put right, `fresh` a workbook of the output sheets alone.
    """

    upkeep: Upkeep
    planned: Planned
    fresh: Package
    grafted: Grafted


def refreshed_package(package: Package, *, keep_going: bool = False) -> Refreshed:
    """Work the report out and graft it. Raises Blocked as `report.refresh` does, but for formulas that disagree."""
    upkeep = put_right(package)
    planned = plan_of(upkeep)
    made = fresh_workbook(planned.plan, buttons=has_our_macro(package))
    fresh = Package.of_our_own(made, "the new output sheets")
    grafted = graft_and_tell(upkeep.package, fresh)
    if grafted.overwritten and not keep_going:
        raise _typed_over(grafted.overwritten)
    return Refreshed(upkeep, planned, fresh, grafted)


class TypedOver(Blocked):
    """Somebody typed over cells of the report, or something of theirs reads rows that the report no longer has."""

    def __init__(self, what: str, problems: Sequence[Problem], cells: Sequence[OverwrittenCell]) -> None:
        super().__init__(what, problems)
        self.cells = tuple(cells)


def _typed_over(cells: Sequence[OverwrittenCell]) -> TypedOver:
    """The refusal to replace what somebody typed over, or to break what reads the report, before they have seen it."""
    problems = [Problem(cell.where, cell.message, cell.remedy) for cell in cells]
    what = "Something of yours reads rows that the report no longer has."
    if any(not cell.reads_what_went for cell in cells):
        what = "Somebody typed over cells of the report."
    return TypedOver(f"{what} Nothing was written.", problems, cells)
