"""A table of the report has its columns in another order: what staff have read of them is read there."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from cyps_xl.xlsx.grafting.graft import graft, graft_and_tell
from cyps_xl.xlsx.parts.package import Package
from helpers.fresh_books import staff_book
from helpers.soundness import faults
from helpers.staff_deeds import do, shown, type_in
from helpers.staff_features import OURS, OWN

NAMED = {"Number": "number", "Out of": "out_of", "Figure": "figure", "Indicator": "name"}
"""The columns that the report gives a name; “In words” has none."""


def written(*columns: str, rows: int = 3) -> Package:
    """The output sheets with a scorecard, its columns in this order, in rows 5 and after; its headings in row 4."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for key, tab in {"alpha": "Alpha", "beta": "Beta"}.items():
            sheet = book.add_worksheet(tab)
            sheet.write("A1", tab)
            for at, heading in enumerate(columns if key == "alpha" else ()):
                letter = chr(ord("A") + at)
                sheet.write(3, at, heading)
                for row in range(4, 4 + rows):
                    sheet.write(row, at, f"{heading} {row}")
                if heading in NAMED:
                    book.define_name(f"cyps_card_{NAMED[heading]}", f"=Alpha!${letter}$5:${letter}${4 + rows}")
            book.define_name(f"_cyps_sheet_{key}", f"={tab}!$A$1")
    return Package.from_bytes(buffer.getvalue(), "fresh")


BEFORE = ("Indicator", "Figure", "Number", "Out of", "In words")
AFTER = ("Indicator", "Figure", "In words", "Number", "Out of")
LAST_YEAR = graft(staff_book(), written(*BEFORE))


def reading(formula: str) -> Package:
    return do(LAST_YEAR, type_in(5, 1, formula), part=OWN)


def own(package: Package) -> str:
    return shown(package, OWN)[5, 1]


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=Alpha!C6", "=Alpha!D6"),
        ("=Alpha!$D$6", "=Alpha!$E$6"),
        ("=SUM(Alpha!C5:D7)", "=SUM(Alpha!D5:E7)"),
        ("=Alpha!B6", "=Alpha!B6"),
        ("=COUNTA(Alpha!A5:E7)", "=COUNTA(Alpha!A5:E7)"),
        ("=Alpha!A1", "=Alpha!A1"),
    ],
)
def test_a_formula_reads_the_column_that_it_read(formula: str, after: str) -> None:
    grafted = graft_and_tell(reading(formula), written(*AFTER))
    assert own(grafted.package) == after
    assert not grafted.overwritten
    assert faults(grafted.package.to_bytes()) == []


def test_a_column_without_a_name_is_known_by_its_heading() -> None:
    before = ("Indicator", "In words", "Figure", "Number", "Out of")
    package = do(graft(staff_book(), written(*before)), type_in(5, 1, "=Alpha!B6"), part=OWN)
    assert own(graft(package, written(*BEFORE))) == "=Alpha!E6"


def test_columns_that_no_longer_stand_side_by_side_are_named_before_anything_is_written() -> None:
    [told] = graft_and_tell(reading("=SUM(Alpha!B5:C7)"), written(*AFTER)).overwritten
    assert told.where == "Own!A5"
    assert "no longer side by side" in told.message


def test_a_column_that_nothing_tells_any_more_is_named_as_well() -> None:
    before = ("Indicator", "Remarks", "Figure", "Number", "Out of")
    package = do(graft(staff_book(), written(*before)), type_in(5, 1, "=Alpha!B6"), part=OWN)
    [told] = graft_and_tell(package, written(*BEFORE)).overwritten
    assert told.theirs == "=Alpha!B6"


def test_a_formula_beside_the_report_follows_too_or_is_named() -> None:
    beside = do(LAST_YEAR, type_in(6, 8, "=C6*2"), type_in(7, 8, "=SUM(B7:C7)"), part=OURS)
    grafted = graft_and_tell(beside, written(*AFTER))
    assert shown(grafted.package, OURS)[6, 8] == "=D6*2"
    assert [cell.where for cell in grafted.overwritten] == ["Alpha!H7"]


def test_what_stands_where_it_stood_is_read_where_it_was_read() -> None:
    again = graft(reading("=Alpha!C6"), written(*BEFORE, rows=4))
    assert own(again) == "=Alpha!C6"
