"""What reads all rows of a table by their addresses reads the new ones too, as when they are typed in Excel."""

from __future__ import annotations

from typing import Any

import pytest
import xlsxwriter

from cyps_xl.xlsx.parts.cells import FORMULA
from cyps_xl.xlsx.parts.package import Package, parse_part
from helpers.audits import NEW, SHEET, add, audits, cell

OWN = "xl/worksheets/sheet2.xml"


def reading(formula: str) -> Package:
    """A workbook with this formula on a sheet of staff's."""
    return audits(lambda book, sheet: book.add_worksheet("Own").write_formula("A1", formula, None, 3))


def formula_in(package: Package) -> str:
    return str(cell(package, 1, 1, OWN).findtext(FORMULA))


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=SUM(Audits!E4:E5)", "SUM(Audits!E4:E7)"),
        ("=SUM('Audits'!$E$4:$E$5)*2", "SUM('Audits'!$E$4:$E$7)*2"),
        ("=COUNTA(Audits!B3:F5)", "COUNTA(Audits!B3:F7)"),
        ("=SUM(Audits[Cases])", "SUM(Audits[Cases])"),
    ],
)
def test_a_formula_over_all_rows_takes_the_new_ones_in(formula: str, after: str) -> None:
    assert formula_in(add(reading(formula), NEW, NEW)) == after


@pytest.mark.parametrize("formula", ["SUM(Audits!E5:E5)", "Audits!E5", "SUM(Audits!E4:G5)", "SUM(Audits!E4:E9)"])
def test_a_formula_over_some_rows_or_more_than_the_table_stays(formula: str) -> None:
    before = reading(f"={formula}")
    assert add(before, NEW, NEW).parts[OWN] == before.parts[OWN]


def test_a_chart_and_a_list_of_choices_take_the_new_rows_in() -> None:
    def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
        own = book.add_worksheet("Own")
        own.data_validation("A1", {"validate": "list", "source": "=Audits!$C$4:$C$5"})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Audits!$E$4:$E$5", "categories": "=Audits!$C$4:$C$5"})
        own.insert_chart("C3", chart)

    parts = add(audits(staff), NEW, NEW).parts
    assert b"<formula1>Audits!$C$4:$C$7</formula1>" in parts[OWN]
    assert b"<c:f>Audits!$E$4:$E$7</c:f>" in parts["xl/charts/chart1.xml"]
    assert b"<c:f>Audits!$C$4:$C$7</c:f>" in parts["xl/charts/chart1.xml"]


def test_a_formula_beside_the_table_does_too() -> None:
    def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_formula("H1", "=SUM(E4:E5)", None, 3)

    after = add(audits(staff), NEW)
    assert cell(after, 1, 8, SHEET).findtext(FORMULA) == "SUM(E4:E6)"


def _with_shared_formulas(package: Package) -> Package:
    data = package.parts[OWN].replace(
        b"<f>Audits!E4+1</f>", b'<f t="shared" ref="A1:A2" si="0">SUM(Audits!E$4:E$5)</f>'
    )
    return package.with_parts({OWN: data.replace(b"<f>Audits!E5+1</f>", b'<f t="shared" si="0"/>')})


def test_formulas_that_share_their_text_are_written_out() -> None:
    def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
        own = book.add_worksheet("Own")
        own.write_formula("A1", "=Audits!E4+1", None, 3)
        own.write_formula("A2", "=Audits!E5+1", None, 3)

    after = add(_with_shared_formulas(audits(staff)), NEW)
    texts = [formula.text for formula in parse_part(after.parts[OWN], OWN).iter(FORMULA)]
    assert texts == ["SUM(Audits!E$4:E$6)"] * 2


@pytest.mark.parametrize("tab", ["Bob's & co", "A!b"])
def test_any_tab_is_found(tab: str) -> None:
    quoted = tab.replace("'", "''")

    def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
        book.add_worksheet("Own").write_formula("A1", f"=SUM('{quoted}'!E4:E5)", None, 3)

    before = audits(staff)
    book = before.parts["xl/workbook.xml"].replace(b'name="Audits"', f'name="{_escaped(tab)}"'.encode(), 1)
    assert formula_in(add(before.with_parts({"xl/workbook.xml": book}), NEW)) == f"SUM('{quoted}'!E4:E6)"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;")
