"""From a workbook's package to the planned report: read, check, lay out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.as_declared.workbook import as_declared
from cyps_xl.checks.acceptance import with_acceptance
from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Finding
from cyps_xl.checks.run import run
from cyps_xl.checks.workbook_state import Book
from cyps_xl.definition.indicators import indicator_problems, without_wrong_counts
from cyps_xl.definition.lines import place_of
from cyps_xl.definition.section_numbers import Meant
from cyps_xl.errors import Blocked, Problem
from cyps_xl.formulas.limits import beyond_excel
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.wording import shown
from cyps_xl.measures.periods import long_date
from cyps_xl.settings import Settings, read_settings
from cyps_xl.sheets.checks import CheckLine
from cyps_xl.sheets.fingerprint import CHECKED, fingerprint
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.xlsx.input_tables.hidden_rows import hidden_rows
from cyps_xl.xlsx.input_tables.last_definition import read_last_definition
from cyps_xl.xlsx.input_tables.moving_formulas import moving_formulas
from cyps_xl.xlsx.input_tables.upkeep import Upkeep
from cyps_xl.xlsx.input_tables.workbook_catalogue import read_all_tables
from cyps_xl.xlsx.parts.named_cells import named_value
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs

_SPLIT = "Work parts of it out in lines of their own, and let it read these: line 1 + line 2."
_LESS = (
    "Shorten what it is made of: in Blocks what stands under Where and Noun, in Indicators what stands under Numerator "
    "from and Denominator from; or give a table fewer columns."
)


@dataclass(frozen=True)
class Planned:
    """A workbook's inputs, what the checks say of them, and the report laid out from both."""

    inputs: Inputs
    settings: Settings
    findings: tuple[Finding, ...]
    plan: ReportPlan

    @property
    def notices(self) -> tuple[str, ...]:
        """The lines in which the sheets say what stands out or is not shown, each with its tab."""
        return tuple(f"{sheet.tab}: {notice}" for sheet in self.plan.sheets for notice in sheet.notices if notice)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings with which the report may not be published: those that block and are not accepted."""
        return tuple(finding for finding in self.findings if finding.blocks)


def inputs_of(package: Package) -> Inputs:
    """The input tables that the workbook declares. Raises Blocked, naming every cell that cannot be read."""
    upkeep = as_declared(package).upkeep
    return _readable(read_all_tables(upkeep.package, upkeep.catalogue), upkeep.catalogue)


def plan_report(package: Package, today: dt.date | None = None) -> Planned:
    """Read, check and lay out, the workbook first brought in line with its definition. Raises as `inputs_of` does.

    `today` is the day of the checks, the clock's when it is not given.
    """
    return plan_of(as_declared(package).upkeep, today)


def plan_of(upkeep: Upkeep, today: dt.date | None = None) -> Planned:
    """As `plan_report`, of a workbook that has been brought in line."""
    package = upkeep.package
    raw = read_all_tables(package, upkeep.catalogue)
    stamp = named_value(package, CHECKED)
    return plan_inputs(_readable(raw, upkeep.catalogue), our_tabs(package), stamp, today, book_of(package, raw))


def plan_inputs(
    inputs: Inputs,
    tabs: Mapping[str, str],
    stamp: str = "",
    today: dt.date | None = None,
    book: Book | None = None,
) -> Planned:
    """Check and lay out inputs that have been read, from a file or from an open workbook.

    `tabs` are the names staff gave our sheets, by the sheet's key; `stamp` is the one that
    the Checks sheet bears from before; `book` is what is known of the workbook itself.
    """
    today = today or dt.date.today()
    settings = read_settings(inputs)
    findings = with_acceptance(run(Checked(inputs, settings, (), today, book or Book())), inputs)
    lines = [CheckLine(f.severity.value, f.reference, f.where, f.message, f.remedy) for f in findings]
    plan = lay_out(inputs, settings, tabs, lines, _stamp(inputs, stamp, today))
    _refuse_beyond_excel(plan, inputs)
    return Planned(inputs, settings, findings, plan)


def _refuse_beyond_excel(plan: ReportPlan, inputs: Inputs) -> None:
    """Raise Blocked when Excel would not open the workbook because of a formula, each line named once."""
    found: dict[str, Problem] = {}
    for sheet in plan.sheets:
        for cell in sheet.cells:
            said = beyond_excel(cell.formula or "")
            if said:
                made_by = sheet.lines.get((cell.row, cell.column))
                line = place_of(inputs, *made_by) if made_by else None
                where = line or cell_place(sheet.tab, cell.column + 1, cell.row + 1)
                problem = Problem(where, f"The line {said}.", _SPLIT) if line else Problem(where, f"It {said}.", _LESS)
                found.setdefault(where, problem)
    if found:
        raise Blocked("The report cannot be made as it is defined. Nothing was written.", tuple(found.values()))


def book_of(package: Package, raw: Mapping[str, RawTable]) -> Book:
    """What the package itself tells the checks: rows that nobody sees or that lie outside, cells that change alone."""
    return Book(
        hidden=hidden_rows(package, raw),
        beneath=rows_beneath(raw),
        moving=moving_formulas(package, tuple(raw)),
        meant=_meant(package),
    )


def _meant(package: Package) -> Meant:
    last = read_last_definition(package)
    return {} if last is None else last.meant


def rows_beneath(raw: Mapping[str, RawTable]) -> dict[str, str]:
    """The rows left under input tables: what each holds, by its place."""
    return dict(found for table in raw.values() for found in _beneath(table))


def _beneath(table: RawTable) -> Iterator[tuple[str, str]]:
    """The place of each row under a table, and what it holds."""
    for number, cells in enumerate(table.beneath, table.first_row + len(table.rows)):
        filled = [(column, value) for column, value in enumerate(cells, table.first_column) if value is not None]
        is_right_under = number == table.first_row + len(table.rows)
        if len(filled) > 1 and (is_right_under or _is_alike(table, cells)):
            where = cell_place(table.source, filled[0][0], number)
            yield where, ", ".join(value if isinstance(value, str) else shown(value) for _, value in filled)


def _is_alike(table: RawTable, cells: Sequence[RawValue]) -> bool:
    """Whether cells at some distance under a table are as its rows are, and no note: most columns, the same kinds."""
    columns = [{_kind(row[at]) for row in table.rows} - {None} for at in range(len(cells))]
    used = [at for at, kinds in enumerate(columns) if kinds]
    filled = [at for at, value in enumerate(cells) if value is not None]
    return 2 * len(filled) > len(used) and all(not columns[at] or _kind(cells[at]) in columns[at] for at in filled)


def _kind(value: RawValue) -> type | None:
    """Whether a cell holds a text or a number, as which a date may stand that was pasted."""
    return None if value is None else str if isinstance(value, str) else float


def read_each(raw: Mapping[str, RawTable], catalogue: Catalogue) -> tuple[Inputs, tuple[Problem, ...]]:
    """The input tables, and what of them cannot be read: each such cell is empty."""
    inputs, problems = read_inputs(raw, catalogue)
    return without_wrong_counts(inputs), (*problems, *indicator_problems(inputs))


def _readable(raw: Mapping[str, RawTable], catalogue: Catalogue) -> Inputs:
    inputs, problems = read_each(raw, catalogue)
    if problems:
        raise Blocked("Some cells of the input tables cannot be read. Nothing was written.", problems)
    return inputs


def _stamp(inputs: Inputs, before: str, today: dt.date) -> str:
    """The day these inputs were first checked: kept while they stay, so that the same inputs give the same bytes."""
    mark = fingerprint(inputs)
    return before if mark in before else f"Checked {long_date(today)} · inputs {mark}"
