"""A second engine works the report's formulas out, whatever else staff keep in the workbook."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import xlsxwriter

from cyps_xl.errors import CypsError
from cyps_xl.grid import quoted_tab
from cyps_xl.xlsx.calculating.recalculate import FormulaError, Result, recalculated
from cyps_xl.xlsx.parts.package import Package
from helpers.packs import CYPS_TABLES
from helpers.staff_books import add_table, package_of

WRONG = -987654321.5


def values_of(package: Package, tab: str = "Report") -> dict[str, Result]:
    """The recalculated values of one tab, by address."""
    return {place: value for (_, place), value in recalculated(package, [tab], CYPS_TABLES).items()}


def report_over(*formulas: str, staff: Callable[[xlsxwriter.Workbook], object] = lambda book: None) -> Package:
    """A report whose formulas stand in A1, A2 and on, all with a wrong value, over a table of two months."""

    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Inputs")
        date = book.add_format({"num_format": "mmm yyyy"})
        rows = [[43009, 10, "a|1"], [43040, 12.5, "a|2"]]
        add_table(sheet, (4, 0), ["Month", "Qualified due", "Key"], rows, name="Supervision")
        sheet.set_column(0, 0, 12, date)
        sheet.write_number(5, 0, 43009, date)
        report = book.add_worksheet("Report")
        for row, formula in enumerate(formulas):
            report.write_formula(row, 0, formula, None, WRONG)
        book.define_name("cyps_first", "=Inputs!$B$6")
        staff(book)

    return package_of(build)


def test_a_wrong_stored_value_is_worked_out_anew() -> None:
    package = report_over("=SUM(Supervision[Qualified due])", "=A1*2")
    assert values_of(package) == {"A1": 22.5, "A2": 45.0}


def test_keys_names_and_dates_are_found() -> None:
    package = report_over(
        '=INDEX(Supervision[Qualified due],MATCH("a|2",Supervision[Key],0))',
        "=cyps_first+1",
        '=INDEX(Supervision[Month],1)&""',
        '=TEXT(INDEX(Supervision[Month],1),"mmmm yyyy")',
    )
    assert values_of(package) == {"A1": 12.5, "A2": 11.0, "A3": "43009", "A4": "October 2017"}


def test_texts_truths_and_errors_keep_their_kind() -> None:
    package = report_over('=IF(1>2,"x","")', "=1<2", "=1/0", '="<&>"')
    assert values_of(package) == {"A1": "", "A2": True, "A3": FormulaError("#DIV/0!"), "A4": "<&>"}


def test_a_function_the_engine_does_not_know_is_an_error_cell() -> None:
    assert values_of(report_over("=NOSUCHFUNCTION(1)")) == {"A1": FormulaError("#NAME?")}


def test_a_blank_row_of_a_table_counts_as_no_row() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        add_table(book.add_worksheet("Inputs"), (4, 0), ["Month", "Children"], [], name="Readmissions")
        book.add_worksheet("Report").write_formula("A1", "=COUNT(Readmissions[Children])", None, WRONG)

    assert values_of(package_of(build)) == {"A1": 0.0}


def test_staffs_own_formulas_names_and_tables_do_not_stand_in_the_way() -> None:
    def staff(book: xlsxwriter.Workbook) -> None:
        own = book.add_worksheet("Own")
        own.write_formula("A1", "=PIVOTBY(Report!A1,1)+[1]Sheet1!$A$1", None, 5)
        own.write_formula("A2", "=Inputs!B6 Inputs!B6:B7", None, 5)
        own.write_formula("A3", "=A3", None, 5)
        add_table(own, (9, 0), ["x", "y"], [[1, 2]], name="Own")
        book.define_name("StaffList", "=Own[x]")
        book.get_worksheet_by_name("Inputs").write_formula("H1", "=A9:A10 B9", None, 5)

    assert values_of(report_over("=cyps_first", staff=staff)) == {"A1": 10.0}


def test_a_stored_value_of_staffs_formula_in_a_table_is_used() -> None:
    def staff(book: xlsxwriter.Workbook) -> None:
        book.get_worksheet_by_name("Inputs").write_formula("B7", "=NOSUCHFUNCTION(3)", None, 3)

    assert values_of(report_over("=SUM(Supervision[Qualified due])", staff=staff)) == {"A1": 13.0}


def test_formulas_that_go_round_in_a_circle_are_told_in_words() -> None:
    with pytest.raises(CypsError, match="could not be worked out a second time"):
        recalculated(report_over("=A1+1"), ["Report"], CYPS_TABLES)


@pytest.mark.parametrize(
    "tab",
    [
        "Supervision & care",
        "Cost < Supervision",
        "Plan>Supervision",
        'The "Supervision"',
        "It's & Supervision",
        "Supervision + co, (all) {of} it",
        "Supervision",
        "SUM",
        "A1",
        "R1C1",
        "Tŷ a gŵyn & co",
    ],
)
def test_a_tab_is_read_whatever_signs_and_names_of_tables_it_holds(tab: str) -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        add_table(book.add_worksheet("Inputs"), (4, 0), ["Month", "Children"], [["May", 3]], name="Supervision")
        report = book.add_worksheet(tab)
        report.write_number("B1", 4)
        report.write_formula("A1", f"={quoted_tab(tab)}!B1+SUM(Supervision[Children])", None, WRONG)
        report.write_formula("A2", "=cyps_first+1", None, WRONG)
        book.define_name("cyps_first", f"={quoted_tab(tab)}!$B$1")
        book.add_worksheet("sheet_1")  # a name that the working copy may not give to another sheet

    assert recalculated(package_of(build), [tab], CYPS_TABLES) == {(tab, "A1"): 7.0, (tab, "A2"): 5.0}


def test_a_workbook_too_large_to_be_handed_over_as_it_is_is_packed() -> None:
    """The engine takes no file of more than 64 MiB."""

    def build(book: xlsxwriter.Workbook) -> None:
        report = book.add_worksheet("Report")
        digits = random.Random(1)
        for row in range(1, 2200):
            report.write_string(row, 1, f"x{digits.randbytes(700).hex() * 22}")
        report.write_formula("A1", '=COUNTIF(B2:B3000,"x*")', None, WRONG)

    assert recalculated(package_of(build), ["Report"], CYPS_TABLES) == {("Report", "A1"): 2199.0}


def test_a_tab_that_is_not_there_has_no_values() -> None:
    assert recalculated(report_over("=1"), ["Elsewhere"], CYPS_TABLES) == {}
