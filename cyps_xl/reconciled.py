"""Two systems, one series: a quarter counted from both, what differs listed, the break marked in the workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.bringing_in import BroughtIn, Corrections, with_tables
from cyps_xl.case_records import Asked, declared_for, load_records, quarters_of
from cyps_xl.definition.packs import definition_of
from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.changes import CHANGE_POINTS
from cyps_xl.measures.periods import Quarter, month_name
from cyps_xl.planning import inputs_of
from cyps_xl.records.breaks import Breaks, breaks_of
from cyps_xl.records.comparing import Compared, System
from cyps_xl.records.into_workbook import groups_held, has_place
from cyps_xl.records.listing import require_free, write_for_the_user_alone
from cyps_xl.records.reconciled_list import HEADINGS, causes_in_words, list_rows, summary_rows
from cyps_xl.records.reconciling import Reconciled, reconcile, strangers
from cyps_xl.report import ImportOutcome, Tell, bring_in
from cyps_xl.xlsx.parts.package import Package


@dataclass(frozen=True)
class Marking:
    """That the break is to be marked: from which month on, the quarter's first where none is named; or only tried."""

    month: str | None = None
    dry_run: bool = False


@dataclass(frozen=True)
class ReconcileOutcome:
    """What was compared, the list that was written, and what became of the break; None where it was not marked.

    `persons` are those in whom figures differ, `causes` how many of them for each cause; `summary` has a row for each
    figure that differs, and names nobody. `remarks` tell of the files, the counts that were not compared, and the
    charts that the break is marked in.
    """

    quarter: Quarter
    found: Reconciled
    out: Path | None
    persons: int
    causes: str
    summary: tuple[tuple[str, ...], ...]
    marked: ImportOutcome | None
    remarks: tuple[str, ...]


def reconcile_into(
    path: Path,
    old: Asked,
    new: Asked,
    out: Path,
    quarter: str | None = None,
    *,
    marking: Marking | None = None,
    force: bool = False,
    today: dt.date | None = None,
    tell: Tell = lambda _: None,
) -> ReconcileOutcome:
    """Count a quarter from two sets of records, write what differs to a file of the user's alone, and mark the break.

    The counts of `new` are those of `old` where none are named. Raises as `count_into` does; the workbook is only ever
    changed where `marking` is given, and then as an import changes it: all or nothing.
    """
    require_free(out, force=force, records=(*old.folders, *new.folders))
    inputs = inputs_of(Package.read(path))
    [wanted] = quarters_of((quarter,) if quarter else (), inputs)
    month = _month(marking.month, wanted) if marking else wanted.start
    found, remarks = _compared(old, new, inputs, wanted, today or dt.date.today(), tell)
    marked, is_tried = None, marking is not None and marking.dry_run
    if marking is not None:  # before the list: what keeps the workbook from being written keeps all of it undone
        marked, told = _marked(path, found, inputs, month, is_tried, tell)
        remarks += told
    is_written = not is_tried and (bool(found.differing) or out.exists())
    if is_written:  # one of before is emptied where nothing differs any more
        write_for_the_user_alone(out, HEADINGS, list_rows(found.differing), force=force)
    persons = {(one.person, one.cause) for figure in found.differing for one in figure.differences}
    return ReconcileOutcome(
        wanted,
        found,
        out if is_written else None,
        len({person for person, _ in persons}),
        causes_in_words(cause for _, cause in persons),
        tuple(summary_rows(found.differing, _groups_of(found.differing, inputs))),
        marked,
        tuple(remarks),
    )


def _marked(
    path: Path, found: Reconciled, inputs: Inputs, month: dt.date, is_tried: bool, tell: Tell
) -> tuple[ImportOutcome | None, list[str]]:
    """What became of the break in the workbook, None where there was none to mark, and what is to be told of it."""
    breaks = breaks_of(found.differing, definition_of(inputs), inputs, month)
    told = _breaks_told(breaks, found.differing, month, is_tried=is_tried)
    return bring_in(path, _bring(breaks), dry_run=is_tried, tell=tell) if breaks.blocks else None, told


def _groups_of(figures: Sequence[Compared], inputs: Inputs) -> set[str]:
    """The groups that the workbook names where figures of theirs have a place."""
    targets = {one.count.into for one in figures if one.count.into is not None}
    return {group for target in targets if has_place(target, inputs) for group in groups_held(target, inputs)}


def _compared(
    old: Asked, new: Asked, inputs: Inputs, quarter: Quarter, today: dt.date, tell: Tell
) -> tuple[Reconciled, list[str]]:
    """Both sets of records read and compared, and what is to be told of them."""
    systems = []
    remarks: list[str] = []
    try:
        for name, asked in (("Old", old), ("New", new)):
            tell(f"Reading the {name.lower()} records")
            declared = declared_for(asked, inputs)
            try:
                loaded, told, _ = load_records(asked, declared)
            except UnusableFile as error:
                raise UnusableFile(f"{name} records: {error.message}", error.remedy) from error
            systems.append(System(declared, loaded, asked.as_of(today)))
            remarks += [f"{name}: {line}" for line in told]
        _require_same_persons(old, new, systems[0], systems[1])
        tell("Comparing")
        found = reconcile(systems[0], systems[1], quarter)
    finally:
        for system in systems:
            system.loaded.engine.close()
    return found, [*remarks, *found.remarks]


def _require_same_persons(old: Asked, new: Asked, one: System, other: System) -> None:
    if strangers(one, other):
        raise WrongUse(
            f"No person of {old.name} is in {new.name}: the two systems number them in different ways.",
            "Export the new records with the old system's number, and name its heading on System columns for the "
            "column that says whose row it is.",
        )


def _month(text: str | None, quarter: Quarter) -> dt.date:
    """The first month that is counted the new way."""
    if text is None:
        return quarter.start
    try:
        month = dt.datetime.strptime(text.strip(), "%Y-%m").date()
    except ValueError:
        raise WrongUse(f"{text} is no month such as 2025-06.", "Write --from with one, or leave it out.") from None
    if month > quarter.end:
        raise WrongUse(
            f"{month_name(month)} comes after {quarter}, which is compared.",
            "Write --from with the first month that is counted the new way, or compare a later quarter.",
        )
    return month


def _breaks_told(breaks: Breaks, differing: Sequence[Compared], month: dt.date, *, is_tried: bool) -> list[str]:
    """What became of the break, chart by chart; or where it is only tried, what would."""
    if not differing:
        return ["Nothing differs, so that no break is marked."]
    told = [
        f"“{name}” has a change point of {month_name(month)} already, which stays as it is." for name in breaks.there
    ]
    if breaks.blocks:
        names = ", ".join(f"“{name}”" for name in breaks.blocks)
        what = "A dry run: the break would be" if is_tried else "Break"
        told.append(
            f"{what} from {month_name(month)} on, for: {names}. Write its reason in your own words on "
            f"{CHANGE_POINTS.sheet}, in both languages: it stands below the chart."
        )
    elif not breaks.there:
        told.append(
            "No break is marked: no chart with limits shows a figure that differs. Say the change in Explanations, "
            "or in the section's commentary."
        )
    return told


def _bring(breaks: Breaks) -> Callable[[Package], BroughtIn]:
    def bring(package: Package) -> BroughtIn:
        return with_tables(package, {breaks.rows.name: breaks.rows}, "the break", Corrections.ASK)

    return bring
