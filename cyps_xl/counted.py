"""Counts from case records: brought into a workbook as an import is, and tried by their cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cyps_xl.bringing_in import BroughtIn, Corrections, with_tables
from cyps_xl.case_records import Asked, declared_for, load_records, quarters_of
from cyps_xl.errors import Blocked, WrongUse
from cyps_xl.inputs.origins import Origin
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.periods import Quarter
from cyps_xl.planning import inputs_of
from cyps_xl.records.counting import Counted, Figure, count_quarters, left_out_in_words, without_a_rule_in_words
from cyps_xl.records.databases import Database
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.fault_list import MOST_LISTED
from cyps_xl.records.into_workbook import (
    at_nought,
    counted_cells,
    counts_needed,
    in_one_spelling,
    of_unknown_groups,
    places_lacking,
    rows_for,
)
from cyps_xl.records.listing import is_a_list, require_free, write_for_the_user_alone
from cyps_xl.records.loading import Loaded
from cyps_xl.records.nought import rows_perhaps_of, where_groups_stand
from cyps_xl.records.quality import Finding, Quality, Range, quality_of
from cyps_xl.records.read_declared import packs_with_counts, read_declared
from cyps_xl.records.rule_sql import Period, period_in_words
from cyps_xl.records.rule_version import version_of
from cyps_xl.records.servers import connected
from cyps_xl.records.shown import place
from cyps_xl.records.tables import Over
from cyps_xl.report import ImportOutcome, Tell, bring_in
from cyps_xl.xlsx.parts.package import Package

_GROUPS_SHOWN = 10
_WHAT_IS_WRONG = "What is wrong"
"""The last heading of a list of faults, by which one of before is known: it is written anew each time."""


@dataclass(frozen=True)
class CountOutcome:
    """What was counted, and what became of it in the workbook; None where no count has a place there.

    `ranges` are what each figure could be, were the rows in doubt others: "1,412 to 1,425", or "" where it cannot move.
    `remarks` tell of the files, the rows set aside or in doubt, and the counts that could not be made.
    """

    figures: tuple[Figure, ...]
    ranges: tuple[str, ...]
    brought: ImportOutcome | None
    remarks: tuple[str, ...]


def count_into(
    path: Path,
    asked: Asked,
    quarters: Sequence[str] = (),
    *,
    dry_run: bool = False,
    corrections: Corrections = Corrections.ASK,
    faults: Path | None = None,
    today: dt.date | None = None,
    tell: Tell = lambda _: None,
) -> CountOutcome:
    """Count what a workbook's report needs for some quarters, its own where none is named, and bring it in.

    `faults` is a file for the rows that cannot be used, or are in doubt. Raises as `import_figures` does; UnusableFile
    when the records cannot be read, Blocked when the counts that are declared cannot. Nothing is written then.
    """
    today = today or dt.date.today()
    if faults is not None:
        require_free(faults, force=is_a_list(faults, _WHAT_IS_WRONG), records=asked.folders)
    inputs = inputs_of(Package.read(path))
    tell("Reading the records")
    declared = declared_for(asked, inputs)
    wanted = quarters_of(quarters, inputs)
    loaded, remarks, source = load_records(asked, declared, in_slices=True)
    try:
        fingerprint = source.fingerprint()
        tell("Counting")
        made = _made(asked, declared, loaded, inputs, wanted, today, MOST_LISTED if faults is not None else 0, dry_run)
        source.require_unchanged()
        left_out = _listed(faults, made.quality, loaded) if faults is not None else ()
    finally:
        loaded.engine.close()
    told = (*remarks, *made.remarks, *left_out)
    if not made.figures:
        return CountOutcome((), (), None, told)
    origin = partial(_origin, asked, declared, fingerprint, today)
    bring = _bring(made.figures, asked, corrections, today, origin)
    brought = bring_in(path, bring, dry_run=dry_run, corrections=corrections, tell=tell)
    return CountOutcome(made.figures, made.ranges, brought, told)


@dataclass(frozen=True)
class _Made:
    """The figures that were counted, what each could be, what is to be told of them, and what is wrong."""

    figures: tuple[Figure, ...]
    ranges: tuple[str, ...]
    remarks: tuple[str, ...]
    quality: Quality


def _made(
    asked: Asked,
    declared: Declared,
    loaded: Loaded,
    inputs: Inputs,
    quarters: Sequence[Quarter],
    today: dt.date,
    most_listed: int,
    is_tried: bool,
) -> _Made:
    """Every figure that the workbook needs of these quarters; where it is only tried, those of new groups aside.

    Raises WrongUse where a group is new to it, or the records do not reach a quarter.
    """
    needed = counts_needed(declared, inputs)
    counted = count_quarters(declared, loaded, quarters, needed, asked.as_of(today))
    figures = in_one_spelling([figure for one in counted for figure in one.figures], inputs)
    noughts, unsure = _noughts(declared, loaded, list(zip(quarters, counted, strict=True)), inputs)
    figures += noughts
    strange = of_unknown_groups(figures, inputs, asked.new_groups)
    told = _of_new_groups(loaded, strange, is_tried=is_tried)
    figures = [figure for figure in figures if figure not in strange]
    quality = quality_of(declared, loaded, figures, most_listed=most_listed)
    ranges = map(_could_be, figures, quality.ranges)
    in_doubt = (_found(one, loaded) for one in quality.findings)
    remarks = (*in_doubt, *told, *_not_counted(declared, quarters, counted), *unsure, *_without_place(declared, inputs))
    return _Made(tuple(figures), tuple(ranges), remarks, quality)


def _listed(path: Path, quality: Quality, loaded: Loaded) -> tuple[str, ...]:
    """Write the list of faults, over one of before; a line where it cannot hold them all."""
    rows = quality.listed.rows()
    write_for_the_user_alone(path, (*loaded.place, _WHAT_IS_WRONG), rows, force=is_a_list(path, _WHAT_IS_WRONG))
    left_out = loaded.set_aside + sum(one.rows for one in quality.findings) - len(rows)
    if not left_out:
        return ()
    return (
        f"{path.name} has the first {len(rows):,} rows, some of each fault; {left_out:,} more were left out. So many "
        "come of an export or a layout that is wrong as a whole.",
    )


def _without_place(declared: Declared, inputs: Inputs) -> Iterator[str]:
    """A line that names the counts which the workbook has no place for: a column that was renamed is seen so."""
    lacking = places_lacking(declared, inputs)
    if lacking:
        yield f"Not counted, as this workbook has no {'; no '.join(lacking)}."


def _not_counted(declared: Declared, quarters: Sequence[Quarter], counted: Sequence[Counted]) -> Iterator[str]:
    """A line for each count and each period of which there is no figure, with the reason."""
    lacking = {one.count.name: one.lacks for per_quarter in counted for one in per_quarter.not_counted}
    for name, lacks in lacking.items():
        yield f"{name} was not counted: the records have no {', '.join(lacks)}."
    yield from left_out_in_words([one for per_quarter in counted for one in per_quarter.left_out])
    for quarter in quarters:
        yield from without_a_rule_in_words(declared, quarter)


def _noughts(
    declared: Declared, loaded: Loaded, counted: Sequence[tuple[Quarter, Counted]], inputs: Inputs
) -> tuple[list[Figure], list[str]]:
    """The groups of the workbook that were counted and have none; and a line on those that may have some."""
    found: list[Figure] = []
    for quarter, one in counted:
        for count, period in one.made:
            groups = [figure.group for figure in one.figures if (figure.count, figure.period) == (count, period)]
            found += at_nought(count, quarter, period, groups, inputs)
    known = {figure.group for figure in found} | {figure.group for _, one in counted for figure in one.figures}
    rows = dict(zip(found, rows_perhaps_of(declared, loaded, found, known), strict=True))
    unsure: dict[tuple[Count, Period, int], list[str]] = {}
    for figure, number in rows.items():
        if number:
            unsure.setdefault((figure.count, figure.period, number), []).append(figure.group)
    return [figure for figure, number in rows.items() if not number], [
        _unsure(*about, groups) for about, groups in unsure.items()
    ]


def _unsure(count: Count, period: Period, rows: int, groups: Sequence[str]) -> str:
    """A line on groups of which it is not known that they have none."""
    said = "1 row is" if rows == 1 else f"{rows:,} rows are"
    return (
        f"{count.name}, {period_in_words(count, period)}: not counted as 0 for {', '.join(groups)}, as {said} set "
        f"aside, or without a {count.group}, that may belong there. What the workbook has stays. Correct them and "
        "count again, or type the figure."
    )


def _of_new_groups(loaded: Loaded, strange: Sequence[Figure], *, is_tried: bool) -> list[str]:
    """Lines on groups that the workbook has not, by where they stand: it may be a child's name. Raises WrongUse."""
    if not strange:
        return []
    places = where_groups_stand(loaded, strange)
    more = f"; and {len(places) - _GROUPS_SHOWN} more" if len(places) > _GROUPS_SHOWN else ""
    told = f"The records have groups that no row of the workbook has: {'; '.join(places[:_GROUPS_SHOWN])}{more}."
    remedy = "Correct their spelling in the records. Where one is new and no person's name, add --new-group with it."
    if not is_tried:
        raise WrongUse(told, remedy)
    return [told, f"{remedy} Until then nothing can be brought in; the figures below are without them."]


def _found(finding: Finding, loaded: Loaded) -> str:
    """A line on a kind of fault."""
    rows = "row" if finding.rows == 1 else "rows"
    is_told = finding.file not in loaded.untold
    where = f"first in {place(finding.file, finding.line)}" if is_told else f"in {finding.file}"
    return f"In doubt: {finding.rows:,} {rows} of {finding.table}: {finding.said} ({where})."


def _could_be(figure: Figure, found: Range | None) -> str:
    """What a figure could be, in words; nothing where it cannot move."""
    if found is None or found.low == figure.number == found.high:
        return ""
    return f"{found.low:,} to {found.high:,}"


def _origin(asked: Asked, declared: Declared, fingerprint: str, day: dt.date, figure: Figure) -> Origin:
    """What the workbook keeps of where a figure came from."""
    count = figure.count
    return Origin(
        source=asked.name,
        fingerprint=fingerprint,
        day=day.isoformat(),
        count=count.name,
        counts=declared.name,
        version=version_of(declared, count),
        month=f"{figure.period.start:%Y-%m}" if count.over is Over.MONTH else "",
        group=figure.group,
        system=asked.system or "",
        drawn=asked.drawn.isoformat() if asked.drawn else "",
    )


def _bring(
    figures: Sequence[Figure],
    asked: Asked,
    corrections: Corrections,
    day: dt.date,
    origin: Callable[[Figure], Origin],
) -> Callable[[Package], BroughtIn]:
    """What puts the figures into a workbook's input tables, and keeps where they came from."""

    def bring(package: Package) -> BroughtIn:
        name, inputs = asked.name, inputs_of(package)
        tables = rows_for(figures, inputs, name, day)
        cells = counted_cells(figures, inputs, origin)
        return with_tables(package, tables, f"the counts from {name}", corrections, cells)

    return bring


def try_counts(counts: str | None, where: Path | Database | None = None) -> list[tuple[Declared, int]]:
    """The counts of each pack, and how many cases give the right answer; worked out by a database where one is named.

    Raises Blocked when one does not, WrongUse where `where` is no database.
    """
    from cyps_xl.records.try_rules import try_rules

    if isinstance(where, Path):
        raise WrongUse(
            f"{where} is no database, and --check brings its own records.", "Leave --records out, or name a database."
        )
    engine = connected(where) if where is not None else None
    try:
        packs = [read_declared(name) for name in ([counts] if counts else packs_with_counts())]
        tried = [(declared, try_rules(declared, engine)) for declared in packs]
    finally:
        if engine is not None:
            engine.close()
    problems = [problem for _, one in tried for problem in one.problems]
    if problems:
        raise Blocked("A count does not give the right answer.", problems)
    return [(declared, one.right) for declared, one in tried]
