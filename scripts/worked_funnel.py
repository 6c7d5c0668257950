"""A funnel's limits and words from the formulas of the workbook alone, worked out by the second engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.measures.funnel import Share
from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.funnel_figures import Baseline, codes_of, limits_at, words_of
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.calculating.recalculate import recalculated
from cyps_xl.xlsx.parts.package import Package

TAB = "Funnel"
LIMITS, CODES, WORDS = 4, 8, 11
"""The columns in which they begin, counted from 0; before them part, whole, baseline and what counts are rounded to."""

Row = tuple[float, float, float]
"""A part, its whole, and the baseline as a share of 1."""


def by_formulas(rows: Sequence[Row]) -> Iterator[tuple[list[float], str]]:
    """The four limits at each whole, and the words of each share."""
    sheet = SheetBuilder("funnel", TAB, TAB, (10,) * (WORDS + 1))
    for row, (part, whole, rate) in enumerate(rows):
        _row(sheet, row, part, whole, rate)
    package = Package.of_our_own(fresh_workbook(ReportPlan((sheet.plan(),))), TAB)
    found = recalculated(package, [TAB], Catalogue(()))
    for row in range(len(rows)):
        ends = [found[TAB, address(row, LIMITS + at)] for at in range(4)]
        yield [end if isinstance(end, float) else float("nan") for end in ends], str(found[TAB, address(row, WORDS)])


def _row(sheet: SheetBuilder, row: int, part: float, whole: float, rate: float) -> None:
    number, size, middle, rounded = (sheet.put(row, at, one) for at, one in enumerate((part, whole, rate, 0)))
    baseline = Baseline(middle, middle, middle, Share(rate, 1), Formula("1=1", 1))
    for at, end in enumerate(limits_at(size, baseline)):
        sheet.put(row, LIMITS + at, end)
    codes = [sheet.put(row, CODES + at, one) for at, one in enumerate(codes_of(number, size, rounded, baseline))]
    sheet.put(row, WORDS, words_of(codes, number, size, rounded, baseline))
