"""The figures of published statistics that a workbook wants: for each indicator, council and year, with all that is
said of them; and every row that cannot be read, named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cyps_xl.errors import Problem
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.statistics.councils import council_called
from cyps_xl.inputs.statistics.long_format import LongFile, LongRow
from cyps_xl.inputs.statistics.mapping import Description
from cyps_xl.inputs.statistics.values import Told, is_rounded_note, value_told, year_told
from cyps_xl.inputs.tables.choices import PublishedAs

ROUNDED_TO = 5
"""What the statistics office rounds counts of people to."""
ENOUGH = 10
"""Counts above 0 that must all be multiples of 5 before they are taken as rounded: by chance one in ten million is."""
_MOST_NAMED = 8

Place = tuple[str, str, str]
"""An indicator's No, an area, a financial year."""


@dataclass(frozen=True)
class Found:
    """A figure and the row of the file that it stands in."""

    told: Told
    row: LongRow


@dataclass
class Figures:
    """What a file has for the workbook.

    `found` are the figures by place and by heading of Indicator values; `unknown_areas` are names that are no council
    of Wales and no area of the workbook, with how many rows they have; `left` counts the rows of our own council.
    """

    found: dict[Place, dict[str, Found]] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    unknown_areas: Counter[str] = field(default_factory=Counter)
    left: int = 0
    descriptions: dict[str, None] = field(default_factory=dict)
    rounded: dict[tuple[str, str], float] = field(default_factory=dict)

    @property
    def years(self) -> list[str]:
        """The financial years that there are figures of."""
        return sorted({year for _, _, year in self.found})

    @property
    def areas(self) -> list[str]:
        """The areas that there are figures of, each once."""
        return list(dict.fromkeys(area for _, area, _ in self.found))

    def rounded_to(self, place: Place) -> float | None:
        """What the counts of a place are rounded to; None where they are exact."""
        told = [self.rounded.get((place[0], heading), 0) for heading in self.found[place]]
        return max(told, default=0) or None

    @property
    def marks(self) -> Counter[tuple[str, str]]:
        """How many figures are not told, by why and by mark."""
        every = (one.told for figures in self.found.values() for one in figures.values())
        return Counter((told.meaning.value, told.mark) for told in every if told.meaning is not None)


@dataclass(frozen=True)
class Areas:
    """The areas that a workbook knows, by names and codes in small letters, and the name of its own council."""

    known: Mapping[str, str]
    own: str = ""

    def called(self, name: str, code: str) -> str | None:
        """An area as the workbook calls it, or will; None where it is none. Our own council is called as it is."""
        for text in filter(None, (name, code)):
            if (known := self.known.get(folded(text))) is not None:
                return known
            council = council_called(text)
            if council is not None:
                same = (self.known.get(folded(spelling)) for spelling in (council.name, council.welsh))
                return next(filter(None, same), council.name)
        return None


def figures_of(file: LongFile, descriptions: Sequence[Description], areas: Areas) -> Figures:
    """The figures of a file that Published asks for."""
    figures = Figures()
    wanted: dict[str, list[Description]] = {}

    def is_wanted(text: str) -> bool:
        figures.descriptions.setdefault(text)
        wanted[text] = [one for one in descriptions if one.is_of(text)]
        return bool(wanted[text])

    reader = _Reader(file, figures, areas)
    for row in file.rows(is_wanted):
        reader.take(row, wanted[row.description])
    reader.finish()
    return figures


class _Reader:
    """Figures being gathered, row by row."""

    def __init__(self, file: LongFile, figures: Figures, areas: Areas) -> None:
        self._file, self._figures, self._areas = file, figures, areas
        self._years: dict[str, str | None] = {}
        self._called: dict[tuple[str, str], str | None] = {}
        self._several: dict[str, tuple[LongRow, LongRow]] = {}
        self._notes: set[tuple[str, str]] = set()
        self._declared: dict[tuple[str, str], float] = {}

    def take(self, row: LongRow, descriptions: Sequence[Description]) -> None:
        """A row, for each count that it is."""
        chosen = [one for one in descriptions if one.chooses(row.variables)]
        if not chosen:
            self._says_where(row, descriptions)
            return
        area = self._area(row)
        if area is None:
            self._figures.unknown_areas[row.area or row.code] += 1
            return
        if area == self._areas.own:
            self._figures.left += 1
            return
        year, told = self._year(row), value_told(row.value, row.notes)
        if year is None:
            self._wrong_year(row)
        elif told is None:
            self._wrong_value(row)
        else:
            for one in chosen:
                self._put(one, (one.indicator, area, year), Found(told, row))

    def _put(self, one: Description, place: Place, found: Found) -> None:
        at = self._figures.found.setdefault(place, {})
        before = at.setdefault(one.heading, found)
        if before.told != found.told:
            self._several.setdefault(one.text, (before.row, found.row))
        if one.published is PublishedAs.FIGURE:
            return
        if one.rounded_to is not None:
            self._declared[one.indicator, one.heading] = one.rounded_to
        elif is_rounded_note(found.row.notes):
            self._notes.add((one.indicator, one.heading))

    def _area(self, row: LongRow) -> str | None:
        key = (row.area, row.code)
        if key not in self._called:
            self._called[key] = self._areas.called(*key)
        return self._called[key]

    def _year(self, row: LongRow) -> str | None:
        if row.year not in self._years:
            self._years[row.year] = year_told(row.year, self._file.layout.year_heading)
        return self._years[row.year]

    def _wrong_year(self, row: LongRow) -> None:
        self._problem(
            row,
            f"“{row.year}” under “{self._file.layout.year_heading}” is no financial year.",
            "Write it like 2023-24 in the file: Find and Replace in that column. A year alone is understood under a "
            "heading that says when it ends: Year (at 31 March).",
        )

    def _wrong_value(self, row: LongRow) -> None:
        self._problem(
            row,
            f"“{row.value}” is neither a number nor a mark of published tables.",
            "Correct the cell, or download the file again.",
        )

    def _says_where(self, row: LongRow, descriptions: Sequence[Description]) -> None:
        for one in descriptions:
            lacking = one.lacks(self._file.layout.variables)
            if lacking:
                self._problem(
                    row,
                    f"Where of “{one.text}” on the sheet Published chooses by “{lacking}”, and the file has no such "
                    "column.",
                    "Write there a column of the file, or clear it.",
                    self._file.path.name,
                )

    def _problem(self, row: LongRow, message: str, remedy: str, where: str = "") -> None:
        self._figures.problems.setdefault(
            Problem(where or f"{self._file.path.name}, row {row.number}", message, remedy)
        )

    def finish(self) -> None:
        """What can only be said of the whole file: rows that say two things, and rounding."""
        for text, (first, second) in self._several.items():
            self._figures.problems.setdefault(self._two_figures(text, first, second))
        self._figures.rounded.update(self._rounding())

    def _two_figures(self, text: str, first: LongRow, second: LongRow) -> Problem:
        differ = [name for name in first.variables if first.variables[name] != second.variables.get(name)]
        said = f"“{text}” has two figures of {first.area or first.code}, {first.year}: rows {first.number} and "
        said += f"{second.number}"
        if not differ:
            return Problem(
                self._file.path.name, f"{said}.", "Download the file again, or delete the row that is wrong."
            )
        values = ", ".join(f"{name}: {first.variables[name]} and {second.variables[name]}" for name in differ)
        example = f"{differ[0]} = {first.variables[differ[0]]}"
        return Problem(
            self._file.path.name,
            f"{said} ({values}).",
            f"Say on the sheet Published under Where which one is meant, like {example}.",
        )

    def _rounding(self) -> Iterator[tuple[tuple[str, str], float]]:
        """What each count is rounded to: as Published or a note of the file says, else as all its numbers show."""
        numbers: dict[tuple[str, str], list[float]] = {}
        for (indicator, _, _), figures in self._figures.found.items():
            for heading, found in figures.items():
                if heading != "Value" and found.told.number:
                    numbers.setdefault((indicator, heading), []).append(found.told.number)
        for count, held in numbers.items():
            shows = len(held) >= ENOUGH and all(number % ROUNDED_TO == 0 for number in held)
            if count in self._declared:
                yield count, self._declared[count]
            elif shows or count in self._notes:
                yield count, float(ROUNDED_TO)


def named(names: Sequence[str]) -> str:
    """Names in quotation marks, the first of many."""
    said = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
    return f"{said} and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else said
