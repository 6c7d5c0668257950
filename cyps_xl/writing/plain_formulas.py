"""A worksheet that writes our formulas as they are."""

from __future__ import annotations

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
