"""The story in order: read the inputs, work the report out, prove it, write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from cyps_xl import resources
from cyps_xl.as_declared.workbook import as_declared, with_renamed_tabs
from cyps_xl.bringing_in import BroughtIn, Corrections, from_file, with_source
from cyps_xl.checks.finding import Finding
from cyps_xl.definition.packs import DEFAULT, read_pack
from cyps_xl.disagreement import differing
from cyps_xl.errors import Blocked, Problem, WrongUse
from cyps_xl.inputs.changes import CellChange, TableChange, TableCount
from cyps_xl.inputs.read import read_part
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.settings import REPORTING_QUARTER, SETTINGS
from cyps_xl.inputs.wording import in_words
from cyps_xl.proof import formulas
from cyps_xl.refreshed import Refreshed, refreshed_package
from cyps_xl.settings import quarter_named
from cyps_xl.writing.template import template_bytes
from cyps_xl.xlsx.calculating.staff_values import with_staff_values
from cyps_xl.xlsx.grafting.explain import PartStory, explain
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.input_tables.workbook_catalogue import catalogue_of
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.saving.save import only_one, save

Tell = Callable[[str], None]
"""Called with a few words at each step of long work, so that a door can show progress."""


def _silent(step: str) -> None:
    """Nobody is watching."""


@dataclass(frozen=True)
class Outcome:
    """A report brought up to date.

    `notices` are the lines in which the sheets say what stands out or is not shown;
    `formulas_proved` counts the formulas that a second engine worked out alike. `path` is
    another than the one asked for when that was open elsewhere; `note` then says so.
    `overwritten` are the cells that staff had typed over and that show the report's own again;
    `parts` tells what became of each part of the file. `news` are the lines that say which sheets, columns and
    tabs came, went or were renamed because the definition says so; `findings` what the checks say of its inputs.
    """

    path: Path
    quarter: str
    sheets: tuple[str, ...]
    charts: int
    formulas_proved: int
    notices: tuple[str, ...]
    backup: Path | None = None
    note: str = ""
    overwritten: tuple[OverwrittenCell, ...] = ()
    parts: tuple[PartStory, ...] = ()
    news: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did, or with a dry run would do; `path`, `note` and `news` as in Outcome.

    `cells` are the cells of rows already there that change, from what to what; `kept` those that
    stay as somebody corrected them, though the source says something else.
    """

    path: Path
    counts: tuple[TableCount, ...]
    remarks: tuple[str, ...]
    dry_run: bool
    note: str = ""
    overwritten: tuple[OverwrittenCell, ...] = ()
    cells: tuple[CellChange, ...] = ()
    kept: tuple[CellChange, ...] = ()
    news: tuple[str, ...] = ()


def new(
    path: Path,
    *,
    pack: str = DEFAULT,
    example: bool = False,
    macros: bool = False,
    force: bool = False,
    tell: Tell = _silent,
) -> Outcome:
    """Make a workbook of a report pack, empty or with its example quarter; with `macros`, one with the button.

    `pack` is the name of one that ships, or a folder. Raises WrongUse when the name does not end in
    .xlsx (with `macros`, in .xlsm), when the file exists and `force` is not given, and when the pack
    has no example; Blocked when the pack declares no report.
    """
    _require_ending(path, macros)
    if path.exists() and not force:
        raise WrongUse(f"{path.name} is already there.", "Choose another name, or add --force to replace it.")
    tell("Taking the template")
    package = _template(pack, macros)
    if example:
        tell("Filling in the example quarter")
        package = with_source(package, _example_of(pack), Corrections.ASK).package
    with only_one(path):
        return _finish(path, package, tell, before=package)


def _template(pack: str, macros: bool) -> Package:
    """An empty workbook of a pack: the template that ships, or one made for the pack."""
    if pack == DEFAULT:
        return Package.read(resources.template_path(macros=macros))
    if macros:
        raise WrongUse(
            f"The workbook with the button in it is made for the pack {DEFAULT} alone.",
            "Leave --macros out: the button on Excel's ribbon, which cyps-xl setup puts there, serves every workbook.",
        )
    found = read_pack(pack)
    # With the record of how its sheets were written, nothing of their look is taken for staff's.
    package = refreshed_package(Package.of_our_own(template_bytes(found), "the template")).grafted.package
    return with_source(package, found.path, Corrections.ASK).package if found.brings_rows else package


def _example_of(pack: str) -> Path:
    found = read_pack(pack).example
    if found is None:
        raise WrongUse(f"The pack {pack} has no example quarter.", "Leave --example out.")
    return found


def _require_ending(path: Path, macros: bool) -> None:
    """Excel refuses a workbook whose ending does not tell whether it holds macros."""
    ending = ".xlsm" if macros else ".xlsx"
    if path.suffix.lower() == ending:
        return
    other = " With --macros it can be .xlsm." if path.suffix.lower() == ".xlsm" else ""
    raise WrongUse(f"{path.name} does not end in {ending}.", f'Name the workbook "{path.stem}{ending}".{other}')


def refresh(
    path: Path, *, quarter: str | None = None, keep_going: bool = False, explained: bool = False, tell: Tell = _silent
) -> Outcome:
    """Bring the output sheets up to date in place.

    `quarter` first sets the reporting quarter; `explained` asks what became of each part of
    the file. Raises Blocked, with nothing written, when an input cannot be read, when staff
    typed over a cell of the report (unless `keep_going`: then the backup keeps what they
    typed), or when a formula does not give the value that the report shows.
    """
    with only_one(path):
        tell("Opening the workbook")
        before = Package.read(path)
        package = before if quarter is None else _with_quarter(before, quarter)
        return _finish(path, package, tell, before=before, keep_going=keep_going, explained=explained)


def import_figures(
    path: Path,
    source: Path,
    *,
    dry_run: bool = False,
    keep_going: bool = False,
    corrections: Corrections = Corrections.ASK,
    today: dt.date | None = None,
    tell: Tell = _silent,
) -> ImportOutcome:
    """Bring figures into the input tables, all or nothing, and the report up to date with them.

    `today` is the day that is kept with them, the clock's when it is not given. Raises Blocked with every problem when
    any row of the source is bad, when the source would change a figure that somebody corrected since the last import
    (unless `corrections` says what to do), and as `refresh` does. UnusableFile when the source holds no figures.
    """

    def read(package: Package) -> BroughtIn:
        tell("Reading the figures")
        return from_file(with_source(package, source, corrections), source, today or dt.date.today())

    return bring_in(path, read, dry_run=dry_run, keep_going=keep_going, corrections=corrections, tell=tell)


def bring_in(
    path: Path,
    bring: Callable[[Package], BroughtIn],
    *,
    dry_run: bool = False,
    keep_going: bool = False,
    corrections: Corrections = Corrections.ASK,
    tell: Tell = _silent,
) -> ImportOutcome:
    """Bring in what `bring` puts into the workbook's input tables, all or nothing; raises as `import_figures` does."""
    with only_one(path):
        tell("Opening the workbook")
        before = Package.read(path)
        declared = as_declared(before)
        imported = bring(declared.upkeep.package)
        plan = imported.plan
        outcome = ImportOutcome(path, plan.counts, imported.remarks, dry_run, cells=plan.cells, kept=plan.kept)
        if dry_run:
            return outcome
        if plan.corrected and corrections is Corrections.ASK:
            _refuse_corrections(plan.corrected)
        if not plan.changes:
            return outcome
        renamed, back = (declared.renamed, imported.renamed), (*declared.back, *imported.back)
        done = _finish(path, imported.package, tell, before=before, keep_going=keep_going, renamed=renamed, back=back)
    news = (*declared.news, *imported.news, *done.news)
    return replace(outcome, path=done.path, note=done.note, overwritten=done.overwritten, news=news)


def _refuse_corrections(cells: Sequence[CellChange]) -> None:
    problems = [
        Problem(
            cell.where,
            f"{cell.heading} is {in_words(cell.old)}, corrected since it was last brought in, and the source "
            f"({cell.source}) says {in_words(cell.new)}.",
            "Correct the source; or add --keep-corrections to leave this figure, or --overwrite to take the source's.",
        )
        for cell in cells
    ]
    raise Blocked("Figures were corrected in the workbook since the last import. Nothing was written.", problems)


def _finish(
    path: Path,
    package: Package,
    tell: Tell,
    *,
    before: Package,
    keep_going: bool = False,
    explained: bool = False,
    renamed: Sequence[Mapping[str, str]] = (),
    back: Sequence[str] = (),
) -> Outcome:
    """Work the report out, graft it, prove every formula, and only then save.

    `package` has the input cells set; `before` is the workbook as staff saved it, whose tabs were `renamed` since,
    and whose sheets of the keys `back` are reported again.
    """
    tell("Working the report out")
    refreshed = refreshed_package(package, keep_going=keep_going, back=back)
    planned, grafted = refreshed.planned, refreshed.grafted
    tell("Proving every formula")
    wrong = differing(planned, refreshed.ready, grafted.package)
    if wrong:
        raise Blocked("Two ways of working the report out do not agree. Nothing was written.", wrong)
    tell("Saving")
    staffs = reduce(with_renamed_tabs, (*renamed, refreshed.renamed), before)
    finished = with_staff_values(staffs, grafted.package, refreshed.upkeep.catalogue, formulas(planned.plan))
    saved = save(path, finished.to_bytes())
    parts = tuple(explain(before, finished)) if explained else ()
    return replace(_outcome(refreshed, saved.path), backup=saved.backup, note=saved.note, parts=parts)


def _outcome(refreshed: Refreshed, path: Path) -> Outcome:
    """What is told of a report that was worked out."""
    planned, plan = refreshed.planned, refreshed.planned.plan
    return Outcome(
        path=path,
        quarter=planned.settings.quarter,
        sheets=tuple(sheet.tab for sheet in plan.sheets),
        charts=sum(len(sheet.charts) for sheet in plan.sheets),
        formulas_proved=len(formulas(plan)),
        notices=(*planned.notices, *_keys_told(refreshed.upkeep.keys)),
        overwritten=refreshed.overwritten,
        news=refreshed.news,
        findings=planned.findings,
    )


def _keys_told(keys: Sequence[str]) -> tuple[str, ...]:
    """A line on the Key cells that were written back."""
    if not keys:
        return ()
    rows = "row" if len(keys) == 1 else "rows"
    return (f"Key column written back in {len(keys)} {rows}, from {keys[0]}.",)


def _with_quarter(package: Package, quarter: str) -> Package:
    """The package with another reporting quarter on Settings. Raises WrongUse when it is none."""
    wanted = str(quarter_named(quarter))
    catalogue = catalogue_of(package)
    settings = read_part(read_raw_tables(package, (SETTINGS.name,)), Inputs({}, catalogue)).inputs
    row = settings[SETTINGS].find(REPORTING_QUARTER.name)
    if row is None:
        raise WrongUse("The Settings table has no row “Reporting quarter”.", "Add it, then try again.")
    change = TableChange(SETTINGS.name, updates={row.number: {"Value": wanted}})
    return apply_changes(package, [change], catalogue)
