"""Published numbers worked out by the formulas of the workbook alone, by each engine that is there.

A sheet is laid out by the functions that lay out a report's, with the numbers of a file in place of a council's.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from cyps_xl.definition.expression import DaysBetween
from cyps_xl.definition.model import Line
from cyps_xl.grid import parse_cell
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.measures.funnel import Share
from cyps_xl.measures.limits import RUN, Limits
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.chance import Compared, Ends, difference_ends, rate_ends, share_ends
from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.funnel_figures import Baseline, codes_of, limits_at, words_of
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.shapes.bank import ALSO, CENTRE, LOWER, MARKS, SAID, TARGET, UPPER, Beside
from cyps_xl.sheets.shapes.changes import Parted
from cyps_xl.sheets.shapes.limits import Chart, LimitRows
from cyps_xl.sheets.shapes.run_charts import fewest_crossings, longest_run
from cyps_xl.sheets.shapes.signals import Series, SignalRow
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.calculating.recalculate import recalculated
from cyps_xl.xlsx.parts.package import Package

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from helpers import libreoffice
from helpers.definitions import definition
from helpers.limits import report
from helpers.workbooks import poisoned

TAB = "Worked"
Values = dict[str, object]
"""What an engine finds in each cell, by its address."""
Cells = Sequence[Formula]
"""Cells of the sheet, each named by its address."""
LayOut = Callable[[SheetBuilder], list[Cells]]
"""Places what is to be worked out; gives the cells to look at, row by row."""


def _formualizer(data: bytes) -> Values:
    found = recalculated(Package.of_our_own(data, TAB), [TAB], Catalogue(()))
    return {place: value for (_, place), value in found.items()}


def _libreoffice(data: bytes) -> Values:
    return {place: value for (_, place), value in libreoffice.stored_values(libreoffice.recalculated(data)).items()}


@cache
def engines() -> tuple[tuple[str, Callable[[bytes], Values]], ...]:
    """The engines that are there, by name."""
    found = (("formualizer", _formualizer),)
    return (*found, ("LibreOffice", _libreoffice)) if shutil.which("soffice") else found


def by_formulas(lay_out: LayOut) -> Iterator[list[list[object]]]:
    """What each engine finds in the cells, row by row; the values that we say are there are wrong beforehand."""
    sheet = SheetBuilder("worked", TAB, TAB, (10,) * 400)
    sheet.printed_columns = 8
    rows = lay_out(sheet)
    data = fresh_workbook(poisoned(ReportPlan((sheet.plan(),))))
    for _, worked_out in engines():
        found = worked_out(data)
        yield [[found.get(_address(cell)) for cell in cells] for cells in rows]


def _address(cell: Formula) -> str:
    parse_cell(cell.text.replace("$", ""))  # a cell, and no formula
    return cell.text.replace("$", "")


def shares(counts: Sequence[tuple[float, float]]) -> LayOut:
    """The ends of each share's interval."""

    def lay_out(sheet: SheetBuilder) -> list[Cells]:
        return [_share(sheet, row, *pair).ends for row, pair in enumerate(counts)]

    return lay_out


def _share(sheet: SheetBuilder, row: int, part: float, whole: float, first: int = 0) -> Compared:
    number, out_of, is_rate = (sheet.put(row, first + at, one) for at, one in enumerate((part, whole, 1)))
    figure = sheet.put(row, first + 3, Formula(f"{number.text}/{out_of.text}", part / whole))
    ends = _put(sheet, row, first + 4, share_ends(number, out_of, is_rate))
    return Compared(figure, number, out_of, ends)


def _put(sheet: SheetBuilder, row: int, column: int, ends: Ends) -> Ends:
    low, high = ends
    return sheet.put(row, column, low), sheet.put(row, column + 1, high)


def differences(pairs: Sequence[tuple[float, float, float, float]]) -> LayOut:
    """The difference of two shares, and the ends of its interval."""

    def lay_out(sheet: SheetBuilder) -> list[Cells]:
        rows: list[Cells] = []
        for row, (a, m, b, n) in enumerate(pairs):
            one, other = _share(sheet, row, a, m), _share(sheet, row, b, n, 8)
            texts = (f"{one.figure.text}-{other.figure.text}", *difference_ends(one, other))
            rows.append([sheet.put(row, 16 + at, Formula(text, 0)) for at, text in enumerate(texts)])
        return rows

    return lay_out


def rates(counts: Sequence[tuple[int, float, int]]) -> LayOut:
    """The ends of each rate's interval: of a count, its base, and per how many it is given."""

    def lay_out(sheet: SheetBuilder) -> list[Cells]:
        rows: list[Cells] = []
        for row, (count, base, per) in enumerate(counts):
            number, out_of = sheet.put(row, 0, count), sheet.put(row, 1, base)
            rows.append(_put(sheet, row, 2, rate_ends(number, out_of, per)))
        return rows

    return lay_out


def limits(
    chart: Chart,
    points: Sequence[float],
    counts: Sequence[tuple[float, float]] = (),
    parts: Sequence[slice] = (),
    chosen: Sequence[bool] = (),
) -> LayOut:
    """Centre and limits of each point of a chart; of a share or a rate `counts` has its part and its whole.

    `parts` are the runs of points whose limits are worked out each by itself, of the points that are `chosen`.
    """
    line = _line_of(chart)

    def lay_out(sheet: SheetBuilder) -> list[Cells]:
        figures: list[float | str] = [point if not chosen or chosen[at] else "" for at, point in enumerate(points)]
        placed = [sheet.put(1 + at, 0, figure) for at, figure in enumerate(figures)]
        sides = [[sheet.put(1 + at, side, pair[side - 1]) for at, pair in enumerate(counts)] for side in (1, 2)]
        bank = _bank(sheet, len(placed), len(parts) or 1)

        def read(side: Any, at: int) -> Formula:
            return sides[int(side.heading == "Due")][at]

        found = LimitRows(bank, chart, line, _parted(sheet, placed, parts), "0.0", read).lay_out()
        return [list(cells) for cells in zip(found.centre, found.lower, found.upper, strict=True)]

    return lay_out


def _bank(sheet: SheetBuilder, points: int, parts: int = 1) -> Beside:
    """Limits beside the points, which stand in the first column; what they are worked out from is further right."""
    rows = (CENTRE, LOWER, UPPER, TARGET, MARKS, SAID, ALSO)
    return Beside(sheet, (1, 0), 12, points, rows, parts, column=7, below_all=points + 3)


def _line_of(chart: Chart) -> Line:
    """A line that has such a chart."""
    [block] = definition(report(Chart.VALUES if chart is Chart.TIMES else chart)).sections[0].blocks
    [line] = block.lines
    return replace(line, shows=DaysBetween()) if chart is Chart.TIMES else line


def _parted(sheet: SheetBuilder, points: Cells, parts: Sequence[slice]) -> Parted:
    if not parts:
        return Parted(points, [slice(0, len(points))])
    rows = [(at + 1, part.start + 1, part.stop) for at, part in enumerate(parts) for _ in range(part.start, part.stop)]
    number, first, last = ([sheet.put(1 + at, 3 + row, one[row]) for at, one in enumerate(rows)] for row in range(3))
    return Parted(points, parts, number, first, last)


def runs(points: Sequence[float]) -> LayOut:
    """For each point the length of its run on one side of 0, and of its trend, below 0 where it falls."""

    def lay_out(sheet: SheetBuilder) -> list[Cells]:
        bank = _marked(sheet, points, Limits(0, -1e6, 1e6, 1e6))
        return [[_at(bank, 1, LOWER, at), _at(bank, 1, UPPER, at), _at(bank, 1, CENTRE, at)] for at in _all(points)]

    return lay_out


def near(close: Sequence[int], sides: Sequence[int]) -> LayOut:
    """For each point whether it ends three in a row, on one side, of which two lie near a limit."""

    def lay_out(sheet: SheetBuilder) -> list[Cells]:
        points = [side * (0.9 if is_close else 0.1) for is_close, side in zip(close, sides, strict=True)]
        bank = _marked(sheet, points, Limits(0, -1, 1, 1))
        return [[_at(bank, 2, CENTRE, at)] for at in _all(close)]

    return lay_out


def _all(points: Sequence[object]) -> range:
    return range(len(points))


def _at(bank: Beside, of_bank: int, row: int, at: int) -> Formula:
    return Formula(bank.address(of_bank, row, at), 0)


def _marked(sheet: SheetBuilder, points: Sequence[float], one: Limits) -> Beside:
    """The rules of what stands out, about a centre and between limits that are given."""
    placed = [sheet.put(1 + at, 0, point) for at, point in enumerate(points)]
    bank = _bank(sheet, len(points))
    centre, lower, upper, reach = (
        [bank.put(row, at, Formula(f"{end:.15g}", end), "count") for at in _all(points)]
        for row, end in ((CENTRE, one.centre), (LOWER, one.lower), (UPPER, one.upper), (TARGET, one.reach))
    )
    parted = Parted(placed, [slice(0, len(points))])
    SignalRow(
        bank, Series(parted, centre, lower, upper, reach, [one] * len(points), [one.centre] * len(points))
    ).lay_out()
    return bank


def is_run(length: object) -> bool:
    """Whether a run, or a trend, of a length is marked."""
    return isinstance(length, int | float) and abs(length) >= RUN


def run_charts(useful: Sequence[int]) -> LayOut:
    """How long a run and how few crossings chance allows."""

    def lay_out(sheet: SheetBuilder) -> list[Cells]:
        rows: list[Cells] = []
        for row, points in enumerate(useful):
            number = sheet.put(row, 0, points).text
            texts = (longest_run(number), fewest_crossings(number))
            rows.append([sheet.put(row, 1 + at, Formula(text, 0)) for at, text in enumerate(texts)])
        return rows

    return lay_out


def funnel(rows: Sequence[tuple[float, float, float]]) -> LayOut:
    """The four limits at each whole, and the words of each share: of a part, its whole, and the baseline."""

    def lay_out(sheet: SheetBuilder) -> list[Cells]:
        return [_in_a_funnel(sheet, row, *one) for row, one in enumerate(rows)]

    return lay_out


def _in_a_funnel(sheet: SheetBuilder, row: int, part: float, whole: float, rate: float) -> Cells:
    number, size, middle, rounded = (sheet.put(row, at, one) for at, one in enumerate((part, whole, rate, 0)))
    baseline = Baseline(middle, middle, middle, Share(rate, 1), Formula("1=1", 1))
    ends = [sheet.put(row, 4 + at, end) for at, end in enumerate(limits_at(size, baseline))]
    codes = [sheet.put(row, 8 + at, one) for at, one in enumerate(codes_of(number, size, rounded, baseline))]
    return [*ends, sheet.put(row, 11, words_of(codes, number, size, rounded, baseline))]
