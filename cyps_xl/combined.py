"""Councils' published figures added up for all of Wales: written as files, or brought into a workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.bringing_in import BroughtIn, Corrections, from_files, with_areas
from cyps_xl.combining.adding import Totals, add_up
from cyps_xl.combining.expected import COUNCILS_OF_WALES, Expected, expected_in
from cyps_xl.combining.folder import Gathered, gather
from cyps_xl.combining.into_workbook import for_workbook
from cyps_xl.combining.rows import areas_csv, list_csv, value_rows, values_csv
from cyps_xl.definition.packs import definition_of
from cyps_xl.edition.write_folder import write_together
from cyps_xl.errors import Blocked, Problem, WrongUse
from cyps_xl.planning import inputs_of
from cyps_xl.report import ImportOutcome, Tell, bring_in
from cyps_xl.xlsx.parts.package import Package

AREAS_FILE, VALUES_FILE, LIST_FILE = "Areas.csv", "IndicatorValues.csv", "Added up.csv"
"""What `--out` holds: the first two are named after input tables, so that an import of the folder takes them."""

_FILES = (".csv", ".txt", ".xlsx", ".xlsm")


@dataclass(frozen=True)
class Combined:
    """What was added up, of whom, and what is to be told of the folder's files."""

    folder: Path
    gathered: Gathered
    expected: Expected
    totals: Totals

    @property
    def without(self) -> tuple[str, ...]:
        """The councils that have no edition in the folder."""
        return tuple(name for name in self.expected.councils if name not in self.gathered.editions)

    def files(self) -> dict[str, bytes]:
        """What is written of it, each file by its name."""
        rows = value_rows(self.totals, self.expected, self.gathered.quarter)
        return {
            AREAS_FILE: areas_csv(self.totals, self.expected),
            VALUES_FILE: values_csv(rows),
            LIST_FILE: list_csv(self.totals, self.expected),
        }


def combine(
    folder: Path, quarter: str | None = None, areas: Path | None = None, tell: Tell = lambda _: None
) -> Combined:
    """Add up the published figures of a folder: those of the councils of Wales, or of a file laid out as Areas.

    Raises Blocked where a file cannot be used, or nothing can be added up; UnusableFile where there is nothing.
    """
    expected = COUNCILS_OF_WALES if areas is None else expected_in(areas)
    tell("Reading the published figures")
    gathered = gather(folder, expected, quarter)
    tell("Adding up")
    totals = add_up(gathered.editions, expected)
    if not totals.sums:
        raise Blocked(
            "Nothing can be added up. Nothing was written.",
            [_problem_of(one.called, one.period, one.why) for one in totals.refused]
            or [Problem(folder.name, "No edition in it has indicators.", "Look whether these are the right editions.")],
        )
    return Combined(folder, gathered, expected, totals)


def _problem_of(called: str, period: str, why: str) -> Problem:
    where = ", ".join(filter(None, (called, period)))
    return Problem(where, f"{why}.", "Put editions of more councils there, with their counts and of one definition.")


def write(made: Combined, out: Path, *, force: bool = False) -> None:
    """Write the files into a folder of their own, all or none. Raises WrongUse where it is there, NotSaved."""
    if out.suffix.lower() in _FILES:
        raise WrongUse(
            f"--out is a folder, for {AREAS_FILE} and {VALUES_FILE} together: {out.name} is named like a file.",
            f'Leave the ending out: --out "{out.stem}".',
        )
    if made.folder.resolve() in (out.resolve(), *out.resolve().parents):
        raise WrongUse(
            f"{out.name} lies in the folder that is read, and would be read the next time.", "Choose another place."
        )
    write_together(out, made.files(), force=force, there="is there already")


def bring_into(
    made: Combined,
    path: Path,
    *,
    dry_run: bool = False,
    corrections: Corrections = Corrections.ASK,
    today: dt.date | None = None,
    tell: Tell = lambda _: None,
) -> ImportOutcome:
    """Bring the figures into a workbook's areas, all or nothing. Raises as `import_figures` does."""
    day = today or dt.date.today()
    name = made.folder.resolve().name

    def bring(package: Package) -> BroughtIn:
        inputs = inputs_of(package)
        known = [area.name for area in definition_of(inputs).areas]
        rows = for_workbook(made.totals, made.expected, made.gathered.quarter, inputs, known, name)
        brought = with_areas(package, rows.areas, rows.values, corrections, rows.remarks)
        return from_files(brought, name, made.gathered.files, day)

    return bring_in(path, bring, dry_run=dry_run, corrections=corrections, tell=tell)
