"""A text that begins as a formula does is marked as a text in its cell's look, as Excel's apostrophe does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
import xlsxwriter

from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.records import Value
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.package import Package, parse_part
from helpers.audits import NEW, add, audits, cell
from helpers.fresh_books import fresh_book, staff_book
from helpers.packs import CYPS_TABLES
from helpers.soundness import faults
from helpers.text_marks import marked, unmarked

STYLES = "xl/styles.xml"


def yellow(book: xlsxwriter.Workbook, sheet: Any) -> None:
    sheet.write(3, 2, "Theme 0", book.add_format({"bold": True, "bg_color": "#FFFF00", "num_format": "@"}))


def with_apostrophes(book: xlsxwriter.Workbook, sheet: Any) -> None:
    """Staff typed '007 as a theme, and '3 as a number of cases."""
    apostrophe = book.add_format({"quote_prefix": True, "italic": True})
    sheet.write_string(4, 2, "007", apostrophe)
    sheet.write_string(4, 4, "3", apostrophe)


def updated(package: Package, values: Mapping[str, Value], row: int = 4) -> Package:
    after = apply_changes(package, [TableChange("Audits", {row: values})], CYPS_TABLES)
    assert faults(after.to_bytes()) == []
    return after


def looks(package: Package) -> list[dict[str, str]]:
    root = parse_part(package.parts[STYLES], STYLES)
    return [dict(look.attrib) for look in root.iterfind(f"{main('cellXfs')}/{main('xf')}")]


@pytest.mark.parametrize("text", ["=1+1", "=", "'=", "+44 1234", "- none", "@x", " =1+1", "\t=1", "＝1", "'tis"])
def test_a_text_that_begins_as_a_formula_does_is_marked_where_it_is_set(text: str) -> None:
    after = updated(audits(yellow), {"Theme": text})
    assert marked(after) == {"Audits!C4": text}
    assert unmarked(after) == {}
    assert marked(add(audits(yellow), {**NEW, "Theme": text})) == {"Audits!C6": text}


@pytest.mark.parametrize("value", ["Supervision", "1-2", "–", "", None, -5, 12.5, dt.date(2017, 12, 1)])
def test_anything_else_is_not(value: Value) -> None:
    before = audits(yellow)
    after = updated(before, {"Theme": value, "Cases": -3})
    assert marked(after) == {}
    assert after.parts[STYLES] == before.parts[STYLES]


def test_the_mark_changes_nothing_else_of_a_look() -> None:
    before = audits(yellow)
    after = updated(before, {"Theme": "=1+1"})
    old, new = (looks(package) for package in (before, after))
    assert new[: len(old)] == old
    assert {**new[-1], "quotePrefix": None} == {**old[int(cell(before, 4, 3).get("s"))], "quotePrefix": None}


def test_a_mark_goes_with_the_text_that_needed_it() -> None:
    before = audits(yellow)
    after = updated(updated(before, {"Theme": "=1+1"}), {"Theme": "One and one"})
    assert marked(after) == {}
    assert cell(after, 4, 3).get("s") == cell(before, 4, 3).get("s")


def test_a_number_over_a_text_with_an_apostrophe_becomes_no_text() -> None:
    after = updated(audits(with_apostrophes), {"Cases": 4, "Theme": "008"}, row=5)
    assert marked(after) == {}


def test_cells_that_are_not_set_keep_the_apostrophe_of_staff() -> None:
    after = updated(audits(with_apostrophes), {"Cases": 4})
    assert marked(after) == {"Audits!C5": "007", "Audits!E5": "3"}


def test_rows_below_a_marked_text_do_not_inherit_the_mark() -> None:
    assert set(marked(add(audits(with_apostrophes), NEW, NEW))) == {"Audits!C5", "Audits!E5"}


def test_styles_grow_once_however_often_a_text_comes_and_goes() -> None:
    package = updated(audits(yellow), {"Theme": "=0"})
    styles = package.parts[STYLES]
    for number in range(20):
        package = updated(package, {"Theme": f"={number}"})
        package = updated(package, {"Theme": f"{number} themes", "Quarter": "2017-18 Q2"})
        package = updated(package, {"Theme": f"-{number}"})
        assert package.parts[STYLES] == styles


def test_a_workbook_without_styles_takes_the_text_without_the_mark() -> None:
    package = audits()
    rels = "xl/_rels/workbook.xml.rels"
    without = package.with_parts({STYLES: None, rels: package.parts[rels].replace(b"/styles", b"/none")})
    after = apply_changes(without, [TableChange("Audits", {4: {"Theme": "=1+1"}})], CYPS_TABLES)
    assert cell(after, 4, 3).findtext(".//{*}t") == "=1+1"


def test_marked_texts_of_the_report_reach_the_workbook_of_staff_and_its_styles_grow_once() -> None:
    fresh = fresh_book()
    look = fresh.parts[STYLES].replace(b'applyFont="1"/>', b'quotePrefix="1" applyFont="1"/>', 1)
    fresh = fresh.with_parts({STYLES: look})
    assert marked(fresh)
    after = graft(staff_book(), fresh)
    assert faults(after.to_bytes()) == []
    assert marked(after) == marked(fresh)
    assert graft(after, fresh).to_bytes() == after.to_bytes()
