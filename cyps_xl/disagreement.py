"""From two engines that disagree back to the input cell that makes them, so that an officer can put it right.

A disagreement shows on the report, in a cell that nobody typed; what makes it was typed or pasted into an
input table. Which input cell it is, is found out by trying: once the cell is empty, the engines agree.

A figure that is right takes part in a disagreement too, where the definition makes it: a line of Lines that Excel reads
otherwise than we do. Typing such a figure again changes nothing, which is tried as well; then the line is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.definition.lines import place_of
from cyps_xl.errors import CypsError, Problem
from cyps_xl.grid import Area
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.keys import LONGEST_KEY
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.records import Inputs, Records, Row, Value
from cyps_xl.planning import Planned, plan_of
from cyps_xl.proof import Disagreement, disagreements_in, shown_value
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import ReportPlan, SheetPlan
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.calculating.recalculate import CannotWorkOut
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.upkeep import put_right
from cyps_xl.xlsx.parts.package import Package

REMEDY = (
    "Clear this cell with the Delete key, type by hand what belongs there, save, and try again. "
    "A text must not hold the signs * ? ~ nor two spaces together."
)
WRITE_OTHERWISE = (
    "The figures that it reads are not to blame: leave them as they are. Write the line in another way, in several "
    "lines of one step each or without its Where, save, and try again."
)
READS = (
    "Look in these columns for what was pasted from another program: clear it with the Delete key, type it by hand, "
    "save, and try again."
)
NOT_PROVED = "The report could not be proved: its formulas could not be worked out a second time."
TAKE_BACK = (
    "Take back what was changed last on Sections, Tables, Columns, Blocks, Lines or Indicators, one name or line at a "
    "time, save, and try again."
)

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_COLUMN = re.compile(r"\b(\w+)\[([^\[\]]+)\]")
_NAME = re.compile(r"\bcyps_\w+")
_CELLS = re.compile(r"(?<![\w!\[])\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?(?![\w(\]])")
_ODD = re.compile(r"[*?~]|  |^\s|\s$|[^\S ]|[^\w\s!-/:-@\[-`{-~‘’“”–—£€]")
"""What stands in a text that Excel may look up otherwise than it reads: wildcards, spaces, signs from elsewhere."""
_MOST_ODD = 3
_MOST_TRIALS = 24
"""Reports worked out on the way to the cell, at most: about as many seconds."""

Agree = Callable[[Package], bool | None]
"""Whether two engines agree about the report of a workbook; None when its inputs cannot be read."""


def differing(planned: Planned, package: Package, grafted: Package) -> list[Problem]:
    """What a second engine makes otherwise of a report, as problems of the input cells that make it so.

    `package` is the workbook from which the report was worked out, its input tables put right; `grafted`
    is the same with the report in it. Empty when the engines agree.
    """
    try:
        wrong = disagreements_in(planned.plan, grafted, planned.inputs.catalogue)
    except CannotWorkOut:
        return _named_by_inputs(planned, package, [])
    return _named_by_inputs(planned, package, wrong) if wrong else []


def _named_by_inputs(planned: Planned, package: Package, wrong: Sequence[Disagreement]) -> list[Problem]:
    """The problem to put right; `wrong` is empty when the engine took none of the formulas."""
    catalogue = planned.inputs.catalogue
    return named(planned, package, wrong, lambda trial: engines_agree(trial, catalogue))


def named(planned: Planned, package: Package, wrong: Sequence[Disagreement], agree: Agree) -> list[Problem]:
    """The problem that disagreements come from: an input cell, a line of the definition, or what the first reads."""
    first = _first_of(planned.plan, wrong)
    catalogue = planned.inputs.catalogue
    tables = _tables_read(planned.plan, catalogue, first) if first else catalogue.names
    found = culprit(planned.inputs, package, tables, agree)
    seen, line = _seen(first, wrong), _line_of(planned, first)
    if line is not None and (found.as_typed if found else _whatever_is_typed(planned, package, tables, agree)):
        return [Problem(line, f"Two ways of working this line out differ{seen}.", WRITE_OTHERWISE)]
    if found is not None:
        said = f"Two ways of working the report out differ because of what stands here{seen}."
        return [Problem(found.where, said, REMEDY)]
    if not first:
        return [Problem(cell_place(planned.plan.sheets[0].tab, 1, 1), NOT_PROVED, TAKE_BACK)]
    columns = _columns_read(catalogue, first[:1])
    read = f" It reads {', '.join(columns)}." if columns else ""
    remedy = READS if columns else TAKE_BACK
    return [Problem(first[0].where, f"Two ways of working the report out differ{seen}.{read}", remedy)]


def engines_agree(package: Package, catalogue: Catalogue) -> bool | None:
    """Whether both engines get the same report from a workbook; None when its inputs cannot be read."""
    try:
        upkeep = put_right(package, catalogue)
        plan = plan_of(upkeep).plan
        fresh = Package.of_our_own(fresh_workbook(plan), "the new output sheets")
        return not disagreements_in(plan, graft(upkeep.package, fresh), catalogue)
    except CannotWorkOut:
        return False
    except CypsError:
        return None


@dataclass(frozen=True)
class Culprit:
    """An input cell without which the engines agree; `as_typed` where they differ though it is typed again."""

    where: str
    as_typed: bool = False


def culprit(inputs: Inputs, package: Package, tables: Iterable[str], agree: Agree) -> Culprit | None:
    """The input cell without which the engines agree; None when no single cell is to blame.

    Tables, then rows, then cells are emptied in a copy of the workbook: never in the workbook itself.
    """
    if agree(package):
        return None  # what differs does not come from the inputs
    trial = _Trials(package, inputs.catalogue, agree)
    every = [inputs.named(name) for name in tables]
    for records in every:
        for row in _odd_rows(records):
            if trial.agree_without(records, [row]):
                return _in_row(trial, records, row)
    for records in every:
        if len(records) and trial.agree_without(records, records.rows):
            return _in_rows(trial, records)
    return None


def _odd_rows(records: Records) -> list[Row]:
    """The rows with a text that Excel may look up in its own way: a few at most, or it is no oddity."""
    found = [row for row in records if any(_is_odd(value) for value in row.values.values())]
    return found if len(found) <= _MOST_ODD else []


def _is_odd(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_KEY and _ODD.search(value) is not None


def _whatever_is_typed(planned: Planned, package: Package, tables: Iterable[str], agree: Agree) -> bool:
    """Whether the engines differ though no table can be emptied that they differ because of, nor holds anything odd."""
    rows = (row for name in tables for row in planned.inputs.named(name))
    return not any(_is_odd(value) for row in rows for value in row.values.values()) and agree(package) is False


def _in_rows(trial: _Trials, records: Records) -> Culprit:
    """The cell among all rows: the row that ends the shortest run from the top that has to go."""
    low, high = 0, len(records)
    while high - low > 1:
        middle = (low + high) // 2
        if trial.agree_without(records, records.rows[:middle]):
            high = middle
        else:
            low = middle
    return _in_row(trial, records, records.rows[high - 1], records.rows[: high - 1])


def _in_row(trial: _Trials, records: Records, row: Row, above: Sequence[Row] = ()) -> Culprit:
    """The cell in a row that has to go, once the rows above have gone; the row's key where it is no single one."""
    filled = [heading for heading, value in row.values.items() if value is not None and heading in records.columns]
    odd_first = sorted(filled, key=lambda heading: not _is_odd(row[heading]))
    for heading in odd_first:
        if trial.agree_without(records, above, {row.number: {heading: None}}):
            again = {row.number: {heading: row[heading]}}
            as_typed = not _is_odd(row[heading]) and trial.agree(records, above, again) is False
            return Culprit(records.where(row, heading), as_typed)
    odd = [heading for heading in odd_first if _is_odd(row[heading])]
    return Culprit(records.where(row, (odd or records.table.key)[0]))


class _Trials:
    """Copies of a workbook with cells emptied, and whether the engines agree about each; not too many of them."""

    def __init__(self, package: Package, catalogue: Catalogue, agree: Agree) -> None:
        self._package = package
        self._catalogue = catalogue
        self._agree = agree
        self._left = _MOST_TRIALS

    def agree_without(
        self, records: Records, rows: Sequence[Row], cells: Mapping[int, Mapping[str, Value]] | None = None
    ) -> bool:
        """Whether the engines agree for certain once these rows are empty, and this stands in cells by row number."""
        return self.agree(records, rows, cells) is True

    def agree(
        self, records: Records, rows: Sequence[Row], cells: Mapping[int, Mapping[str, Value]] | None = None
    ) -> bool | None:
        """The same; None where it cannot be tried, or no trial is left."""
        if self._left == 0:
            return None
        self._left -= 1
        headings = [heading for heading in rows[0].values if heading in records.columns] if rows else []
        updates: dict[int, Mapping[str, Value]] = {row.number: dict.fromkeys(headings) for row in rows}
        change = TableChange(records.table.name, updates=updates | dict(cells or {}))
        try:
            emptied_copy = apply_changes(self._package, [change], self._catalogue)
        except CypsError:  # a cell that changes only with others, as one of an array formula
            return None
        return self._agree(emptied_copy)


def _first_of(plan: ReportPlan, wrong: Sequence[Disagreement]) -> list[Disagreement]:
    """The disagreements that follow from no other one."""
    places = {(cell.tab, cell.place) for cell in wrong}
    return [cell for cell in wrong if not places & set(_read_directly(plan, cell.tab, cell.formula))]


def _line_of(planned: Planned, first: Sequence[Disagreement]) -> str | None:
    """The cell of Lines by which the first disagreement, or what it reads, is worked out; None where no line is."""
    made = {(sheet.tab, address(*at)): line for sheet in planned.plan.sheets for at, line in sheet.lines.items()}
    for cell in first[:1]:
        for place in ((cell.tab, cell.place), *_read_directly(planned.plan, cell.tab, cell.formula)):
            if place in made:
                return place_of(planned.inputs, *made[place])
    return None


def _seen(first: Sequence[Disagreement], wrong: Sequence[Disagreement]) -> str:
    """Where a disagreement is seen first, and how many cells follow."""
    if not first:
        return ""
    one, more = first[0], len(wrong) - 1
    follow = f", and {more} more {'cell' if more == 1 else 'cells'}" if more else ""
    return f": {one.where} would show {shown_value(one.expected)} or {shown_value(one.found)}{follow}"


def _read_directly(plan: ReportPlan, tab: str, formula: str) -> Iterator[tuple[str, str]]:
    """The cells of the report that a formula on a tab reads."""
    bare = _TEXT.sub("", formula)
    named = {name: (sheet.tab, address(*cell)) for sheet in plan.sheets for name, cell in sheet.names.items()}
    ranges = {name: (sheet.tab, span) for sheet in plan.sheets for name, span in sheet.ranges.items()}
    for name in _NAME.findall(bare):
        if name in named:
            yield named[name]
        elif name in ranges:
            yield from ((ranges[name][0], address(*cell)) for cell in ranges[name][1].cells)
    for cells in _CELLS.findall(_COLUMN.sub("", bare)):
        for row, column in Area.parse(cells.replace("$", "")).cells():
            yield tab, address(row - 1, column - 1)


def _formulas_read(plan: ReportPlan, start: Iterable[Disagreement]) -> Iterator[str]:
    """These formulas, and all from which they follow."""
    formulas = {(sheet.tab, place): text for sheet in plan.sheets for place, text in _formulas_of(sheet)}
    waiting, seen = [(cell.tab, cell.place) for cell in start], set()
    while waiting:
        at = waiting.pop(0)
        if at in seen or at not in formulas:
            continue
        seen.add(at)
        yield formulas[at]
        waiting += _read_directly(plan, at[0], formulas[at])


def _formulas_of(sheet: SheetPlan) -> Iterator[tuple[str, str]]:
    return ((address(cell.row, cell.column), cell.formula) for cell in sheet.cells if cell.formula is not None)


def _tables_read(plan: ReportPlan, catalogue: Catalogue, start: Iterable[Disagreement]) -> list[str]:
    """The input tables from which these formulas follow, the nearest first."""
    found = (table for formula in _formulas_read(plan, start) for table, _ in _COLUMN.findall(_TEXT.sub("", formula)))
    return [table for table in dict.fromkeys(found) if table in catalogue]


def _columns_read(catalogue: Catalogue, start: Iterable[Disagreement]) -> list[str]:
    """The columns of input tables that these formulas read themselves, as people know them."""
    found = (named for cell in start for named in _COLUMN.findall(_TEXT.sub("", cell.formula)))
    return [f"{heading} of “{catalogue[table].sheet}”" for table, heading in dict.fromkeys(found) if table in catalogue]
