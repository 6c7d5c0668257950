"""A worksheet that writes our formulas as they are."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet


class PlainFormulaSheet(Worksheet):  # type: ignore[misc]
    """An XlsxWriter worksheet that does not search formulas for functions younger than Excel 2010.

    XlsxWriter looks through every formula some thirty times for names that newer Excels
    write with a prefix. The report uses none of them, and the search takes longer than all
    the rest of the writing. Should XlsxWriter come to prepare formulas elsewhere, this is no
    longer called, and only time is lost.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def print_areas(self, areas: Sequence[tuple[int, int, int, int]]) -> None:
        """Print several areas, each on pages of its own; first and last row and column of each, counted from 0.

        XlsxWriter itself knows one; in the file they are one name for several ranges.
        """
        ranges = []
        for area in areas:
            self.print_area(*area)
            ranges.append(str(getattr(self, "print_area_range")))  # noqa: B009 - XlsxWriter gives it no type
        self.print_area_range = ",".join(ranges)
