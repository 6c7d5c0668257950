"""A table of the report has its columns in another order: what staff have read of them is read there."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pytest
import xlsxwriter
from lxml import etree

from cyps_xl.grid import Area
from cyps_xl.xlsx.grafting.graft import graft, graft_and_tell
from cyps_xl.xlsx.grafting.row_map import Across, Moves
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.schema_order import SHEET_CHILDREN, insert_child
from helpers.fresh_books import staff_book
from helpers.soundness import faults
from helpers.staff_deeds import do, shown, type_in
from helpers.staff_features import OURS, OWN, WORKBOOK

NAMED = {"Number": "number", "Out of": "out_of", "Figure": "figure", "Indicator": "name"}
"""The columns that the report gives a name; “In words” has none."""


def written(*columns: str, rows: int = 3, headings: Mapping[str, str] | None = None) -> Package:
    """The output sheets with a scorecard, its columns in this order, in rows 5 and after; its headings in row 4."""
    headings = headings or {}
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for key, tab in {"alpha": "Alpha", "beta": "Beta"}.items():
            sheet = book.add_worksheet(tab)
            sheet.write("A1", tab)
            for at, heading in enumerate(columns if key == "alpha" else ()):
                letter = chr(ord("A") + at)
                sheet.write(3, at, headings.get(heading, heading))
                for row in range(4, 4 + rows):
                    sheet.write(row, at, f"{heading} {row}")
                if heading in NAMED:
                    book.define_name(f"cyps_card_{NAMED[heading]}", f"=Alpha!${letter}$5:${letter}${4 + rows}")
            book.define_name(f"_cyps_sheet_{key}", f"={tab}!$A$1")
    return Package.from_bytes(buffer.getvalue(), "fresh")


def rule(area: str, formula: str) -> Callable[[etree._Element], None]:
    """Staff's own conditional format."""

    def deed(sheet: etree._Element) -> None:
        block = etree.Element(main("conditionalFormatting"), sqref=area)
        own_rule = etree.SubElement(block, main("cfRule"), type="expression", priority="99")
        etree.SubElement(own_rule, main("formula")).text = formula
        insert_child(sheet, block, SHEET_CHILDREN)

    return deed


BEFORE = ("Indicator", "Figure", "Number", "Out of", "In words")
AFTER = ("Indicator", "Figure", "In words", "Number", "Out of")
LAST_YEAR = graft(staff_book(), written(*BEFORE))


def reading(formula: str) -> Package:
    return do(LAST_YEAR, type_in(5, 1, formula), part=OWN)


def beginning_with(*columns: str, formula: str) -> Package:
    """A workbook whose scorecard has these columns, and that reads it."""
    return do(graft(staff_book(), written(*columns)), type_in(5, 1, formula), part=OWN)


def own(package: Package) -> str:
    return shown(package, OWN)[5, 1]


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=Alpha!C6", "=Alpha!D6"),
        ("=Alpha!$D$6", "=Alpha!$E$6"),
        ("=SUM(Alpha!C5:D7)", "=SUM(Alpha!D5:E7)"),
        ("=Alpha!B6", "=Alpha!B6"),
        ("=Alpha!C4", "=Alpha!D4"),
        ("=COUNTA(Alpha!5:7)", "=COUNTA(Alpha!5:7)"),
        ("=Alpha!A1", "=Alpha!A1"),
    ],
)
def test_a_formula_reads_the_column_that_it_read(formula: str, after: str) -> None:
    grafted = graft_and_tell(reading(formula), written(*AFTER))
    assert own(grafted.package) == after
    assert not grafted.overwritten
    assert faults(grafted.package.to_bytes()) == []


def test_a_column_without_a_name_is_known_by_its_heading() -> None:
    package = beginning_with("Indicator", "In words", "Figure", "Number", "Out of", formula="=Alpha!B6")
    assert own(graft(package, written(*BEFORE))) == "=Alpha!E6"


@pytest.mark.parametrize("formula", ["=SUM(Alpha!B5:C7)", "=VLOOKUP(A1,Alpha!A5:E7,3,FALSE)", "=INDEX(Alpha!A:E,6,3)"])
def test_columns_that_no_longer_stand_together_in_their_order_are_named_before_anything_is_written(
    formula: str,
) -> None:
    [told] = graft_and_tell(reading(formula), written(*AFTER)).overwritten
    assert told.where == "Own!A5"
    assert "no longer side by side" in told.message


def test_a_column_that_nothing_tells_any_more_is_named_as_well() -> None:
    package = beginning_with("Indicator", "Remarks", "Figure", "Number", "Out of", formula="=Alpha!B6")
    [told] = graft_and_tell(package, written(*BEFORE)).overwritten
    assert told.theirs == "=Alpha!B6"


def test_a_formula_beside_the_report_follows_too_or_is_named() -> None:
    beside = do(LAST_YEAR, type_in(6, 8, "=C6*2"), type_in(7, 8, "=SUM(B7:C7)"), part=OURS)
    grafted = graft_and_tell(beside, written(*AFTER))
    assert shown(grafted.package, OURS)[6, 8] == "=D6*2"
    assert [cell.where for cell in grafted.overwritten] == ["Alpha!H7"]


def test_a_name_that_its_heading_contradicts_tells_nothing() -> None:
    """Another area of comparison comes in before one: the name of the first has another area's figures now."""
    package = do(
        graft(staff_book(), written("Indicator", "Figure", "Number", "Out of")), type_in(5, 1, "=Alpha!D6"), part=OWN
    )
    now = written("Indicator", "Out of", "Figure", "Number", headings={"Out of": "Number", "Number": "Out of"})
    [told] = graft_and_tell(package, now).overwritten
    assert told.theirs == "=Alpha!D6"


def test_a_column_that_staff_put_in_goes_without_what_they_read_of_the_others() -> None:
    """Excel has moved their formula to E6, and the names with it."""
    package = do(
        graft(staff_book(), written("Indicator", "Remarks", *BEFORE[1:])), type_in(5, 1, "=Alpha!D6"), part=OWN
    )
    assert own(graft(package, written(*BEFORE))) == "=Alpha!C6"


def test_columns_that_staff_put_in_before_the_report_are_read_where_they_stand() -> None:
    """The report's third column is their sixth; their own third is no column of it."""
    now = Moves({row: row for row in range(1, 8)}, last=7, columns=3, across=(Across(4, 7, {1: 1, 3: 4, 4: 3}),))
    assert now.area(Area.parse("C6")) == Area.parse("C6")
    assert now.area(Area.parse("F6")) == Area.parse("D6")
    assert (now.column_in(6, 3), now.column_in(6, 6)) == (3, 4)
    assert now.placed(Area.parse("C5:C7")) == [Area.parse("C5:C7")]


def test_a_rule_of_staff_s_lies_on_the_columns_that_it_lay_on() -> None:
    after = graft(do(LAST_YEAR, rule("B5:C7", "B5>0.5"), part=OURS), written(*AFTER))
    [block] = [
        e for e in Draft(after).root(OURS).iter(main("conditionalFormatting")) if "B5>0.5" in "".join(e.itertext())
    ]
    assert block.get("sqref") == "B5:B7 D5:D7"


def test_a_chart_of_staff_s_over_columns_that_parted_is_named_as_well() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Own")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Own!$B$6:$C$6"})
        sheet.insert_chart("A1", chart)
    package = graft(Package.from_bytes(buffer.getvalue(), "staff.xlsx"), written(*BEFORE))
    [part] = (name for name in package.parts if name.startswith("xl/charts/chart"))
    package = package.with_parts({part: package.parts[part].replace(b"Own!", b"Alpha!")})
    [told] = graft_and_tell(package, written(*AFTER)).overwritten
    assert (told.where, told.theirs) == ("Own, a chart", "=Alpha!$B$6:$C$6")


def test_a_rule_of_staff_s_that_reads_columns_that_parted_is_named_as_well() -> None:
    [told] = graft_and_tell(
        do(LAST_YEAR, rule("A1", "COUNT(Alpha!$B$6:$C$6)>0"), part=OWN), written(*AFTER)
    ).overwritten
    assert told.where == "Own, a rule or list"


def test_what_is_printed_of_the_sheet_keeps_to_its_columns() -> None:
    def area(workbook: etree._Element) -> None:
        names = workbook.find(main("definedNames"))
        assert names is not None
        position = [sheet.get("name") for sheet in workbook.iter(main("sheet"))].index("Alpha")
        name = etree.SubElement(names, main("definedName"), name="_xlnm.Print_Area", localSheetId=str(position))
        name.text = "Alpha!$A$1:$C$7"

    grafted = graft_and_tell(do(LAST_YEAR, area, part=WORKBOOK), written(*AFTER))
    assert not grafted.overwritten
    assert b"Alpha!$A$1:$C$7" in grafted.package.parts[WORKBOOK]


def test_what_stands_where_it_stood_is_read_where_it_was_read() -> None:
    again = graft(reading("=Alpha!C6"), written(*BEFORE, rows=4))
    assert own(again) == "=Alpha!C6"
