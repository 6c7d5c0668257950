"""An attacker who has an edition's pages and knows what the report's tables mean: headings, labels, how totals go.

Reads printed cells only, and no formula: written from the guide to the report, not from the
package's way of following formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from cyps_xl.disclosure.counts import exact
from cyps_xl.disclosure.facts import Fact, Figure
from cyps_xl.sheets.context import date_of
from cyps_xl.sheets.plan import ReportPlan, SheetPlan
from helpers.attacker import Attacker, Range

MARK = "[c]"
HALF = Fraction(1, 2)


@dataclass
class Pages:
    """What the attacker makes of one or more editions: unknowns by their meaning, and equations."""

    figures: dict[str, Figure] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    marked: set[str] = field(default_factory=set)
    left_over: set[str] = field(default_factory=set)
    rounded: bool = False

    def read(self, edition: ReportPlan, *, rounded: bool = False) -> None:
        """Add all that an edition tells; of a rounded one that each count is one of five."""
        self.rounded = rounded
        for sheet in edition.sheets:
            reader = _READERS.get(sheet.key)
            if reader is not None:
                reader(self, Grid(sheet))

    def see(self, name: str, value: object, step: Fraction = Fraction(1)) -> str | None:
        """A count on a page: told, withheld, or not there at all."""
        if value != MARK and (isinstance(value, str | bool) or not isinstance(value, int | float)):
            return None
        self.figures.setdefault(name, Figure(name, Fraction(0), step=step))
        if value == MARK:
            if not self.rounded:  # a zero may be left out of rounded counts
                self.marked.add(name)
        elif self.rounded and not name.startswith("Vacancies"):
            self.is_between(name, exact(value) - HALF * 5, exact(value) + HALF * 5 - step / 2)  # type: ignore[arg-type]
        else:
            self.is_so({name: 1}, exact(value))  # type: ignore[arg-type]
        return name

    def is_so(self, terms: dict[str, Fraction | int], value: Fraction = Fraction(0)) -> None:
        """An equation."""
        weights = {name: Fraction(weight) for name, weight in terms.items() if weight}
        self.facts.append(Fact(f"{len(self.facts)}", weights, value, value, fixed=True))

    def says(self, terms: dict[str, Fraction | int], value: Fraction) -> None:
        """An equation that a page gives; one worked out from rounded counts tells nothing that they do not."""
        if not self.rounded:
            self.is_so(terms, value)

    def is_between(self, name: str, low: Fraction, high: Fraction) -> None:
        """The limits of a count that is told rounded."""
        self.facts.append(Fact(f"{len(self.facts)}", {name: Fraction(1)}, low, high, fixed=True))

    def total(self, whole: str | None, parts: Iterable[str | None]) -> None:
        """A total and its parts; those that are not there count nothing."""
        if whole is not None:
            self.is_so({whole: -1, **{part: 1 for part in parts if part is not None}})

    def left(self, part: str | None, whole: str | None) -> None:
        """Those of a whole who are not in the part: nobody's count, and everybody's guess."""
        if part is None or whole is None:
            return
        name = f"{whole} less {part}"
        self.figures.setdefault(name, Figure(name, Fraction(0)))
        self.left_over.add(name)
        self.is_so({whole: -1, part: 1, name: 1})

    def share(self, value: object, part: str | None, whole: str | None) -> None:
        """A share as exact as its cell; of rounded counts it tells nothing that they do not."""
        if self.rounded:
            return
        if isinstance(value, int | float) and not isinstance(value, bool) and part and whole:
            ratio = Fraction(value).limit_denominator(5000)
            self.is_so({part: ratio.denominator, whole: -ratio.numerator})

    def attacker(self) -> Attacker:
        """Ready to attack; whoever withholds a count never withholds a zero."""
        marks = [Fact(f"mark {name}", {name: Fraction(1)}, Fraction(0), Fraction(0)) for name in sorted(self.marked)]
        told = {fact.only_figure for fact in self.facts}
        marks = [mark for mark in marks if mark.only_figure not in told]
        return Attacker(self.figures.values(), [*self.facts, *marks], [mark.name for mark in marks])

    def recovered(self, threshold: int) -> list[tuple[str, Range]]:
        """Withheld counts that have one possible value, and left-over ones that have one under the threshold."""
        attacker = self.attacker()
        told = {fact.only_figure for fact in self.facts}
        found = [(name, attacker.range_of(name)) for name in sorted((self.marked | self.left_over) - told)]
        return [
            (name, range_)
            for name, range_ in found
            if range_.is_found and (name in self.marked or 0 < range_.least < threshold)
        ]

    def recovered_small(self, true: Mapping[str, Fraction], threshold: int) -> list[tuple[str, Range]]:
        """Counts that are small in truth and have one possible value, though no page tells them."""
        attacker = self.attacker()
        told = {fact.only_figure for fact in self.facts}
        small = [name for name in sorted(self.figures) if 0 < true.get(name, Fraction(0)) < threshold]
        found = [(name, attacker.range_of(name)) for name in small if name not in told]
        return [(name, range_) for name, range_ in found if range_.is_found]


class Grid:
    """A sheet's printed values, found by their words."""

    def __init__(self, sheet: SheetPlan) -> None:
        self.key = sheet.key
        self.cells = {(c.row, c.column): c.value for c in sheet.cells if c.column < sheet.printed_columns}
        self.last = max(row for row, _ in self.cells)

    def rows(self, label: str) -> list[int]:
        return [row for row in range(self.last + 1) if self.cells.get((row, 0)) == label]

    def row(self, row: int) -> Iterator[tuple[int, object]]:
        return ((column, value) for (at, column), value in sorted(self.cells.items()) if at == row and column)

    def months(self, row: int) -> dict[int, str]:
        """The month of each column, from the header above a row."""
        row -= 1
        while not isinstance(self.cells.get((row, 1)), int | float) or float(str(self.cells[row, 1])) < 30000:
            row -= 1
        return {
            column: day.isoformat()
            for column, value in self.row(row)
            if isinstance(value, int | float) and (day := date_of(value)) and value > 30000
        }

    def by_month(self, label: str, nth: int = 0) -> dict[str, object]:
        row = self.rows(label)[nth]
        return {month: self.cells.get((row, column)) for column, month in self.months(row).items()}


def _supervision(pages: Pages, grid: Grid) -> None:
    found: dict[str, list[dict[str, str | None]]] = {}
    for label in ("Workers due supervision", "of whom within 28 working days"):
        for nth, who in enumerate(("all", "qualified", "unqualified")):
            values = grid.by_month(label, nth)
            found.setdefault(label, []).append({m: pages.see(f"{who} {label} {m}", v) for m, v in values.items()})
        everyone, qualified, others = found[label]
        for month, whole in everyone.items():
            if qualified[month] and others[month]:
                pages.total(whole, [qualified[month], others[month]])
    for nth in range(3):
        for month, value in grid.by_month("Supervised in time", nth).items():
            due, done = (found[label][nth][month] for label in found)
            pages.share(value, done, due)


def _readmissions(pages: Pages, grid: Grid) -> None:
    row = grid.rows("Re-admitted")[0]
    months = grid.months(row)
    parts = [pages.see(f"re-admitted {month}", grid.cells.get((row, column))) for column, month in months.items()]
    total = pages.see(f"re-admitted {'/'.join(sorted(months.values()))}", grid.cells.get((row, len(months) + 1)))
    pages.total(total, parts)


def _steps(pages: Pages, grid: Grid) -> None:
    _net(pages, grid, "Stepped down to TAF", "Stepped up to CYPS", "Stepped down less stepped up")


def _net(pages: Pages, grid: Grid, more: str, less: str, net: str) -> None:
    first = {month: pages.see(f"{more} {month}", value) for month, value in grid.by_month(more).items()}
    second = {month: pages.see(f"{less} {month}", value) for month, value in grid.by_month(less).items()}
    for month, value in grid.by_month(net).items():
        a, b = first[month], second[month]
        if isinstance(value, int | float) and a and b:
            pages.says({a: 1, b: -1}, exact(value))


def _taf(pages: Pages, grid: Grid) -> None:
    closed = {m: pages.see(f"closed {m}", v) for m, v in grid.by_month("Cases closed").items()}
    good = {m: pages.see(f"good {m}", v) for m, v in grid.by_month("of which with a successful outcome").items()}
    for month, value in grid.by_month("Closed with a successful outcome").items():
        pages.share(value, good[month], closed[month])
        pages.left(good[month], closed[month])


def _registrations(pages: Pages, grid: Grid) -> None:
    _net(pages, grid, "Registered", "De-registered", "Registered less de-registered")
    on = {m: pages.see(f"register {m}", v) for m, v in sorted(grid.by_month("On the register").items())}
    months = list(on)
    for before, month in pairwise(months):
        names = (on[month], on[before], f"Registered {month}", f"De-registered {month}")
        if all(name in pages.figures for name in names):
            now, then, came, left = (str(name) for name in names)
            pages.is_so({now: -1, then: 1, came: 1, left: -1})


def _complaints(pages: Pages, grid: Grid) -> None:
    headers = {column: str(value) for column, value in grid.row(3) if 2 <= column <= 4}
    seen: dict[tuple[str, str], str | None] = {}
    for row in range(4, 17):
        for column, header in headers.items():
            no, period = str(grid.cells[row, 0]), _period(header)
            seen[no, period] = pages.see(f"complaints {no} {period}", grid.cells.get((row, column)))
    for period in {period for _, period in seen}:
        for no, parts in (("1", "abcd"), ("2", "abc"), ("3", "ab")):
            several = [seen[f"{no}{part}", period] for part in parts]
            if no == "1" and all(several) and seen[no, period]:
                pages.total(seen[no, period], several)
            elif seen[no, period]:
                _at_most(pages, seen[no, period], [part for part in several if part])
    for no, period in seen:
        _since(pages, seen, no, period, other="1d")


def _at_most(pages: Pages, whole: str | None, parts: list[str]) -> None:
    """Outcomes of which some may not be given: they are no more than the total."""
    if whole and parts:
        rest = f"{whole} other"
        pages.figures.setdefault(rest, Figure(rest, Fraction(0)))
        pages.total(whole, [*parts, rest])


def _since(pages: Pages, seen: dict[tuple[str, str], str | None], no: str, period: str, other: str) -> None:
    """A full year less its third quarter is what came in since."""
    if " Q" in period and no != other:
        pages.left(seen.get((no, period)), seen.get((no, period[:7])))


def _period(header: str) -> str:
    quarter = re.search(r"Quarter (\d) (\d{4}-\d{2})", header)
    if quarter:
        return f"{quarter[2]} Q{quarter[1]}"
    year = re.search(r"\d{4}-\d{2}", header)
    return year[0] if year else header


def _indicators(pages: Pages, grid: Grid) -> None:
    at = {str(text): column for (row, column), text in grid.cells.items() if row == 4}
    said = [heading.removeprefix("Number, ") for heading in at if heading.startswith("Number, ")]
    columns = {_period(one): (at[one], at[f"Number, {one}"], at[f"Out of, {one}"]) for one in said}
    counted = [number for _, number, _ in columns.values()]
    for row in range(5, grid.last + 1):
        no = grid.cells.get((row, 0))
        if not isinstance(no, str) or not no or (row, counted[-1]) not in grid.cells:
            continue
        for period, (figure, number, out_of) in columns.items():
            part = pages.see(f"indicator {no} part {period}", grid.cells.get((row, number)))
            whole = pages.see(f"indicator {no} whole {period}", grid.cells.get((row, out_of)))
            pages.share(grid.cells.get((row, figure)), part, whole)
            pages.left(part, whole)
    for name in list(pages.figures):
        match = re.fullmatch(r"indicator (\w+) (part|whole) (\d{4}-\d{2}) Q\d", name)
        if match and match[1] in TO_DATE:
            later = f"indicator {match[1]} {match[2]} {match[3]}"
            pages.left(name, later if later in pages.figures else None)


TO_DATE = ("1", "4")
"""Indicators that count from 1 April."""


def _workforce(pages: Pages, grid: Grid) -> None:
    day = grid.cells[3, 1]
    for row in range(5, 12):
        measure = f"{grid.cells[row, 0]} at {day}"
        cells = [pages.see(f"{measure} {column}", grid.cells.get((row, column)), HALF) for column in range(1, 8)]
        pages.total(pages.see(f"{measure} all", grid.cells.get((row, 8)), HALF), cells)
    counted = grid.by_month("Counted on")
    for month, value in grid.by_month("Agency", 1).items():
        pages.see(f"Agency at {counted[month]} all", value, HALF)


def _looked_after(pages: Pages, grid: Grid) -> None:
    before: str | None = None
    for row in range(4, grid.last + 1):
        day, count, change = (grid.cells.get((row, column)) for column in range(3))
        if not isinstance(day, int | float):
            return
        now = pages.see(f"looked after {day}", count)
        if now and before and isinstance(change, int | float):
            pages.says({now: 1, before: -1}, exact(change))
        before = now


def _caseloads(pages: Pages, grid: Grid) -> None:
    teams = [row for row in range(5, grid.last) if isinstance(grid.cells.get((row, 1)), int | float)]
    total = grid.rows("Total")[0]
    teams, day = [row for row in teams if row < total], grid.cells[3, 1]
    for column, what in ((3, "cases"), (4, "highest"), (5, "lowest")):
        names = {
            row: pages.see(f"{what} {grid.cells[row, 0]} at {day}", grid.cells.get((row, column))) for row in teams
        }
        there = [name for name in names.values() if name]
        if column == 3:
            pages.total(pages.see(f"cases at {day}", grid.cells.get((total, 3))), there)
        mean = grid.cells.get((total + 1, column))
        if column > 3 and isinstance(mean, int | float) and not isinstance(mean, bool):
            pages.says(dict.fromkeys(there, 1), (exact(mean) * len(there)).limit_denominator(2))
    for row in teams:
        average, fte = grid.cells.get((row, 6)), grid.cells.get((row, 2))
        if isinstance(average, int | float) and isinstance(fte, int | float):
            pages.see(f"cases {grid.cells[row, 0]} at {day}", round(average * fte))


_READERS = {
    "supervision": _supervision,
    "readmissions": _readmissions,
    "steps": _steps,
    "taf": _taf,
    "registrations": _registrations,
    "complaints": _complaints,
    "indicators": _indicators,
    "workforce": _workforce,
    "looked_after": _looked_after,
    "caseloads": _caseloads,
}
