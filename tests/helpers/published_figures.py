"""Made-up councils' published figures: the .csv of an edition and its metadata, as `publish` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cyps_xl.edition.data_files import Manifest, csvw_metadata, figures_csv
from cyps_xl.printed.described import Described, Measure
from cyps_xl.printed.names import PUBLIC, ROUNDED, WITHHELD
from cyps_xl.printed.provenance import PublishedFigure, figure_id

QUARTER, YEAR = "2026-27 Q2", "2025-26"
PLACEMENTS = Measure("2", "CH/043", "Three or more placements", "percent", 1, "as at", "2020-21 Q1", "2020-21 Q1")
SHEET = "1 Measures"

Cell = int | float | str | None
"""A count as it is published: its number, "c" where it is withheld, None where it does not stand there."""


@dataclass(frozen=True)
class Made:
    """What a council publishes: pairs of number and out of by indicator and period, and how it protects them."""

    council: str
    counts: Mapping[tuple[Measure, str], tuple[Cell, Cell]]
    small_numbers: str = WITHHELD
    quarter: str = QUARTER
    audience: str = PUBLIC
    draft: bool = False
    issued: str = "2026-11-19"
    language: str = "en-GB"
    shown: Mapping[tuple[Measure, str], Cell] = field(default_factory=dict)
    """Figures that are published beside their counts, or without them."""

    @property
    def measures(self) -> list[Measure]:
        return list(dict.fromkeys(measure for measure, _ in (*self.counts, *self.shown)))

    def rows(self) -> Iterator[PublishedFigure]:
        for (measure, period), (number, out_of) in self.counts.items():
            yield from self._row(measure, period, "Number", number)
            yield from self._row(measure, period, "Out of", out_of)
        for (measure, period), figure in self.shown.items():
            yield from self._row(measure, period, period if len(period) == 7 else f"Quarter 2 {period[:7]}", figure)

    def _row(self, measure: Measure, period: str, column: str, cell: Cell) -> Iterator[PublishedFigure]:
        if cell is None:
            return
        status = "withheld" if cell == "c" else "rounded" if self.small_numbers == ROUNDED else ""
        value = None if isinstance(cell, str) else cell
        name = figure_id(SHEET, "", measure.label, column, period)
        yield PublishedFigure(SHEET, "E6", "", measure.label, column, period, value, str(cell), "", "", name, status)

    def write(self, folder: Path, name: str = "") -> Path:
        """Write both files into a folder; the CSV's path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name or self.council}.csv"
        path.write_bytes(figures_csv(self.rows()))
        manifest = Manifest(
            "Report", self.council, self.quarter, self.language, self.audience, self.draft, self.issued, "",
            self.small_numbers,
        )  # fmt: skip
        described = Described.of(self.quarter, self.audience, self.small_numbers, self.measures, 5, draft=self.draft)
        Path(f"{path}-metadata.json").write_bytes(csvw_metadata(path.name, manifest, described))
        return path


def of_placements(council: str, number: Cell, out_of: Cell, period: str = YEAR) -> Made:
    """A council that publishes one indicator's counts for one year."""
    return Made(council, {(PLACEMENTS, period): (number, out_of)})


def write_all(folder: Path, councils: Iterable[Made]) -> Path:
    """The folder with what these councils publish."""
    for one in councils:
        one.write(folder)
    return folder


def otherwise(made: Made, **said: str) -> Made:
    """The same by another definition."""
    changed = {measure: replace(measure, **said) for measure in made.measures}
    return replace(made, counts={(changed[measure], period): pair for (measure, period), pair in made.counts.items()})
