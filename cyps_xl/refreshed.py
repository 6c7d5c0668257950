"""A workbook's package with its report brought up to date: what a refresh proves and saves, and a press carries out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from cyps_xl.as_declared.report_sheets import sections_left
from cyps_xl.as_declared.workbook import as_declared
from cyps_xl.errors import Blocked, Problem
from cyps_xl.planning import Planned, plan_of
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.grafting.button import has_our_macro
from cyps_xl.xlsx.grafting.graft import Grafted, graft_and_tell
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.input_tables.last_definition import put_last_definition
from cyps_xl.xlsx.input_tables.upkeep import Upkeep
from cyps_xl.xlsx.parts.package import Package


@dataclass(frozen=True)
class Refreshed:
    """A workbook's package with its report brought up to date, not yet proved nor saved, and how it came about.

    `upkeep` is the workbook as its definition declares it, with its input tables put right; `ready` is that with the
    sheets of sections that left as they stay; `fresh` a workbook of the output sheets alone. `overwritten` is what
    staff typed over, `news` tells which sheets came and went, `renamed` the new names of tabs by the old.
    """

    upkeep: Upkeep
    ready: Package
    planned: Planned
    fresh: Package
    grafted: Grafted
    overwritten: tuple[OverwrittenCell, ...]
    news: tuple[str, ...]
    renamed: Mapping[str, str]


def refreshed_package(package: Package, *, keep_going: bool = False, back: Collection[str] = ()) -> Refreshed:
    """Work the report out and graft it. Raises Blocked as `report.refresh` does, but for formulas that disagree.

    `back` are the keys of sheets that came back when the workbook was brought in line before.
    """
    declared = as_declared(package)
    planned = plan_of(declared.upkeep)
    left = sections_left(declared.upkeep.package, declared.leaving, declared.record)
    ready = left.package if left.record == declared.record else put_last_definition(left.package, left.record)
    plan = replace(planned.plan, sheets=(*planned.plan.sheets, *left.sheets))
    fresh = Package.of_our_own(fresh_workbook(plan, buttons=has_our_macro(package)), "the new output sheets")
    grafted = graft_and_tell(ready, fresh, {*declared.leaving, *declared.back, *back})
    overwritten = (*left.overwritten, *grafted.overwritten)
    if overwritten and not keep_going:
        raise _typed_over(overwritten)
    renamed = {**declared.renamed, **left.renamed}
    news = (*declared.news, *left.news)
    return Refreshed(declared.upkeep, ready, planned, fresh, grafted, overwritten, news, renamed)


class TypedOver(Blocked):
    """Somebody typed over cells of the report, or something of theirs reads what the report no longer has."""

    def __init__(self, what: str, problems: Sequence[Problem], cells: Sequence[OverwrittenCell]) -> None:
        super().__init__(what, problems)
        self.cells = tuple(cells)


def _typed_over(cells: Sequence[OverwrittenCell]) -> TypedOver:
    """The refusal to replace what somebody typed over, or to break what reads the report, before they have seen it."""
    problems = [Problem(cell.where, cell.message, cell.remedy) for cell in cells]
    what = "Something of yours reads what the report no longer has."
    if any(not cell.reads_what_went for cell in cells):
        what = "Somebody typed over cells of the report."
    return TypedOver(f"{what} Nothing was written.", problems, cells)
