"""A table grows only where there is room, and takes along what belongs to its columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from cyps_xl.errors import CypsError
from cyps_xl.inputs.changes import TableChange
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import find_tables
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.package import Package
from helpers.audits import HEADINGS, NEW, SHEET, add, audits, cell, nobody, rows_of
from helpers.packs import CYPS_TABLES
from helpers.staff_books import package_of


class TestRoomToGrow:
    def test_staff_notes_under_the_table_are_never_overwritten(self) -> None:
        package = audits(lambda book, sheet: sheet.write(7, 2, "Note to self"))
        assert len(rows_of(add(package, NEW, NEW))) == 4
        with pytest.raises(CypsError, match=r"Audits!C8, where the table Audits needs room") as refused:
            apply_changes(package, [TableChange("Audits", added=(NEW, NEW, NEW))], CYPS_TABLES)
        assert "Move it down" in refused.value.remedy

    def test_notes_beside_the_table_are_not_in_the_way(self) -> None:
        package = add(audits(lambda book, sheet: sheet.write(5, 6, "Note to self")), NEW)
        assert cell(package, 6, 7).findtext(main("v")) is not None

    def test_another_table_underneath_is_in_the_way(self) -> None:
        def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
            sheet.add_table(7, 0, 9, 1, {"name": "Own", "header_row": True})

        with pytest.raises(CypsError, match=r"The table Own stands in Audits!A8"):
            apply_changes(audits(staff), [TableChange("Audits", added=(NEW,) * 3)], CYPS_TABLES)

    def test_a_merged_cell_underneath_is_in_the_way(self) -> None:
        package = audits(lambda book, sheet: sheet.merge_range(5, 0, 5, 2, None))
        with pytest.raises(CypsError, match=r"A merged cell stands in Audits!A6"):
            apply_changes(package, [TableChange("Audits", added=(NEW,))], CYPS_TABLES)

    def test_a_totals_row_moves_down_with_the_table(self) -> None:
        package = add(_with_totals("=SUBTOTAL(109,Audits[Cases])"), NEW, NEW)
        assert rows_of(package)[2:] == [("2017-18 Q3", "Supervision", None, 12.0)] * 2
        assert cell(package, 8, 5).findtext(main("f")) == "SUBTOTAL(109,Audits[Cases])"
        assert find_tables(package)["Audits"].totals_row
        assert b'ref="B3:F8"' in package.parts["xl/tables/table1.xml"]

    @pytest.mark.parametrize("formula", ["=SUM(E4:E5)", "=C6+1"])
    def test_a_totals_row_with_fixed_addresses_is_refused(self, formula: str) -> None:
        with pytest.raises(CypsError, match="reads cells by their addresses"):
            apply_changes(_with_totals(formula), [TableChange("Audits", added=(NEW,))], CYPS_TABLES)

    def test_a_totals_row_that_another_sheet_reads_by_address_is_refused(self) -> None:
        def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
            book.add_worksheet("Own").write_formula("A1", "=Audits!$E$6*2", None, 0)

        package = _with_totals("=SUBTOTAL(109,Audits[Cases])", staff)
        with pytest.raises(CypsError, match="is read by a formula on “Own”"):
            apply_changes(package, [TableChange("Audits", added=(NEW,))], CYPS_TABLES)


def _with_totals(formula: str, staff: Callable[[xlsxwriter.Workbook, Any], object] = nobody) -> Package:
    columns = [{"header": heading} for heading in HEADINGS]
    columns[3]["total_function"] = "sum"

    def with_formula(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.add_table(2, 1, 5, 5, {"name": "Audits", "columns": columns, "total_row": True})
        for row in (3, 4):
            sheet.write_row(row, 1, ["2017-18 Q1", f"Theme {row}", None, row])
        sheet.write_formula(5, 4, formula, None, 3)
        staff(book, sheet)

    return package_of(lambda book: with_formula(book, book.add_worksheet("Audits")))


class TestWhatFollowsTheTable:
    def test_validations_and_conditional_formats_of_whole_columns_do(self) -> None:
        def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
            sheet.data_validation("E4:E5", {"validate": "integer", "criteria": ">=", "value": 0})
            sheet.conditional_format("B4:F5", {"type": "cell", "criteria": "=", "value": 1})
            sheet.ignore_errors({"number_stored_as_text": "B4:B5"})

        data = add(audits(staff), NEW, NEW).parts[SHEET]
        assert b'sqref="E4:E7"' in data
        assert b'sqref="B4:F7"' in data
        assert b'sqref="B4:B7"' in data

    def test_rules_for_one_cell_or_elsewhere_or_long_enough_do_not(self) -> None:
        def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
            rule = {"validate": "integer", "criteria": ">=", "value": 0}
            for area in ("E5", "C4", "G4:G5", "B4:B900"):
                sheet.data_validation(area, rule)

        data = add(audits(staff), NEW).parts[SHEET]
        for area in (b"E5", b"C4", b"G4:G5", b"B4:B900"):
            assert b'sqref="' + area + b'"' in data

    def test_a_rule_wider_than_the_table_is_carried_down_under_the_table_alone(self) -> None:
        def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
            sheet.conditional_format("A4:F5", {"type": "cell", "criteria": "=", "value": 1})

        assert b'sqref="A4:F5 B6:F6"' in add(audits(staff), NEW).parts[SHEET]

    def test_two_validations_never_rule_one_cell(self) -> None:
        def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
            sheet.data_validation("E4:E5", {"validate": "integer", "criteria": ">=", "value": 0})
            sheet.data_validation("E6:E99", {"validate": "integer", "criteria": ">=", "value": 1})

        assert b'sqref="E4:E5"' in add(audits(staff), NEW).parts[SHEET]

    def test_names_and_print_areas_that_end_with_the_table_do(self) -> None:
        def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
            book.define_name("AllThemes", "=Audits!$C$4:$C$5")
            book.define_name("FirstTheme", "=Audits!$C$4")
            book.define_name("Elsewhere", "=Audits!$H$4:$H$5")
            sheet.print_area("A1:F5")

        workbook = add(audits(staff), NEW).parts["xl/workbook.xml"]
        assert b">Audits!$C$4:$C$6<" in workbook
        assert b">Audits!$C$4<" in workbook
        assert b">Audits!$H$4:$H$5<" in workbook
        assert b">Audits!$A$1:$F$6<" in workbook
