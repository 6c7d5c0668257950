"""Formulas read the same cells after those moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.formulas.references import carried_along, copied
from cyps_xl.xlsx.grafting.row_map import Moves

ONE_MORE = Moves({1: 1, 2: 2, 3: 4, 4: 5}, last=4, down=1)
"""A row was put in before the third of four."""

ONE_LESS = Moves({1: 1, 2: 2, 4: 3}, last=4, down=-1)
TAB = "It's in"


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("'It''s in'!B3*2", "'It''s in'!B4*2"),
        ("'IT''S IN'!$B$3", "'IT''S IN'!$B$4"),
        ("SUM('It''s in'!B$2:$C4)", "SUM('It''s in'!B$2:$C5)"),
        ("'It''s in'!B2", "'It''s in'!B2"),
        ("'It''s in'!B4:B99", "'It''s in'!B5:B100"),
        ("'It''s in'!B4:B1048576", "'It''s in'!B5:B1048576"),
        ("'It''s in'!B9", "'It''s in'!B10"),
        ("'It''s in'!$3:4", "'It''s in'!$4:5"),
        ("'It''s in'!A:$C", "'It''s in'!A:$C"),
        ("B3+Own!B3+Other!B3", "B3+Own!B3+Other!B3"),
        ("\"'It''s in'!B3\"&\"B3\"", "\"'It''s in'!B3\"&\"B3\""),
        ("'[2]It''s in'!B3", "'[2]It''s in'!B3"),
        ("Caseloads[B3]+LOG10(2)+cyps_B3", "Caseloads[B3]+LOG10(2)+cyps_B3"),
    ],
)
def test_a_formula_on_another_sheet_follows_the_rows_it_reads(formula: str, after: str) -> None:
    assert carried_along(formula, "Own", {TAB.lower(): ONE_MORE}) == after


def test_a_formula_on_the_sheet_itself_follows_without_naming_it() -> None:
    assert carried_along("SUM(B2:B4)+Own!B3", TAB, {TAB.lower(): ONE_MORE}) == "SUM(B2:B5)+Own!B3"


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("'It''s in'!B3", "'It''s in'!#REF!"),
        ("SUM('It''s in'!B2:B4)", "SUM('It''s in'!B2:B3)"),
        ("SUM('It''s in'!B2:B3)", "SUM('It''s in'!B2:B2)"),
        ("SUM('It''s in'!B3:B3)", "SUM('It''s in'!#REF!)"),
    ],
)
def test_a_row_that_went_leaves_an_area_and_breaks_what_read_it_alone(formula: str, after: str) -> None:
    assert carried_along(formula, "", {TAB.lower(): ONE_LESS}) == after


def test_columns_that_staff_put_in_before_the_report_go_with_the_next_refresh() -> None:
    two_right = Moves({1: 1, 2: 2}, last=2, columns=2)
    assert carried_along("Alpha!$C$2+Alpha!A1:D2", "", {"alpha": two_right}) == "Alpha!$A$2+Alpha!A1:B2"


@pytest.mark.parametrize(
    "formula", ["[1]Own!B3", "SUM([1]Own!B2:B4)", "'[1]It''s in'!B3", "[Book.xlsx]Own!B3", "[1]!Name"]
)
def test_what_another_workbook_holds_does_not_move(formula: str) -> None:
    assert carried_along(formula, "Own", {"own": ONE_MORE, TAB.lower(): ONE_MORE}) == formula


@pytest.mark.parametrize(
    ("formula", "two_down_one_right"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ("SUM(A1:B2,$A:B,$1:2)", "SUM(B3:C4,$A:C,$1:4)"),
        ("'It''s A1'!A1&\"A1\"", "'It''s A1'!B3&\"A1\""),
        ("Own!A1+[1]Own!A1+'[1]Own'!A1", "Own!B3+[1]Own!B3+'[1]Own'!B3"),
        ("Own[A1]+Own[[#This Row],[A1]]+A1", "Own[A1]+Own[[#This Row],[A1]]+B3"),
        ("LOG10(A1)+Q1!A1+A1.B1+1E5", "LOG10(B3)+Q1!B3+A1.B1+1E5"),
        ("SUM(A1:INDEX(B:B,3))", "SUM(B3:INDEX(C:C,3))"),
        ("[1]!Name+'DDE|Topic'!Item", "[1]!Name+'DDE|Topic'!Item"),
        ("#REF!+Own!#REF!+#SPILL!+{1,2}", "#REF!+Own!#REF!+#SPILL!+{1,2}"),
        ("A1048576+XFD1", "B2+A3"),
        ("SUM(A1:A1048576)+SUM(A:XFD)", "SUM(A1:A1048576)+SUM(A:XFD)"),
        ("_xlfn.ANCHORARRAY(A1)+@A1", "_xlfn.ANCHORARRAY(B3)+@B3"),
    ],
)
def test_a_formula_is_copied_as_excel_copies_it(formula: str, two_down_one_right: str) -> None:
    assert copied(formula, 2, 1) == two_down_one_right


@given(st.text(max_size=60))
def test_a_text_in_a_formula_is_copied_as_it_is(text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    assert copied(f"A1&{quoted}", 3, 5) == f"F4&{quoted}"


@given(st.text(max_size=60))
def test_nothing_moves_in_any_text_when_nothing_moved(text: str) -> None:
    assert carried_along(text, "Own", {"own": Moves(), TAB.lower(): Moves()}) == text
