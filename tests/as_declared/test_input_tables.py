"""Tables and columns that are new or left out: an input sheet grows, reads staff's own, and loses no figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from cyps_xl import report
from cyps_xl.definition.packs import DEFINITION
from cyps_xl.errors import CypsError, MissingTable
from cyps_xl.xlsx.input_tables.tables import find_tables
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import workbook_child
from helpers.changed_reports import BEDS, NEW_COLUMN, NEW_SECTION, NEW_TABLE, validations
from helpers.definition_edits import (
    change_column,
    do,
    own_sheet,
    own_table,
    part_of,
    refreshed,
    results,
    shown,
    tabs,
    type_on,
    without_rows,
    workbook,
)


def test_a_new_table_gets_its_sheet_and_a_new_section_its_own(tmp_path: Path) -> None:
    path = workbook(tmp_path, *NEW_SECTION)
    outcome = refreshed(path)
    assert tabs(path)[tabs(path).index("Events") + 1] == "Fostering"
    assert tabs(path)[tabs(path).index(BEDS) + 1] == "4 Fostering"
    assert outcome.news == (
        "The input sheet “Fostering” is new: one row is a month.",
        "The report has a new sheet: “4 Fostering”.",
    )
    assert shown(path, "Fostering")[5, 1] == "Month"
    assert shown(path, "Fostering")[4, 2] == "carers"
    assert validations(path, "Fostering", "Kind") == ['"own,agency"']


def test_figures_come_in_for_a_table_that_is_only_declared_yet(tmp_path: Path) -> None:
    path = workbook(tmp_path, *NEW_SECTION)
    (tmp_path / "Fostering.csv").write_text("Month,Carers\nDec 2017,31\n")
    outcome = report.import_figures(path, tmp_path / "Fostering.csv")
    assert "The input sheet “Fostering” is new: one row is a month." in outcome.news
    assert "31" in shown(path, "Fostering").values()


def test_a_table_of_staffs_own_is_read_where_it_stands(tmp_path: Path) -> None:
    theirs = own_table("Fostering", "Our carers", ["Month", "Carers", "Notes"], [[43070, 31, "ask Anna"]])
    path = workbook(tmp_path, theirs, dated, *NEW_SECTION)
    outcome = refreshed(path)
    assert "Fostering" not in tabs(path)
    assert outcome.news[:2] == (
        "The report reads your table Fostering on “Our carers”.",
        "New on “Our carers”: the column “Kind”.",
    )
    assert shown(path, "Our carers") == {
        (3, 2): "Month", (3, 3): "Carers", (3, 4): "Notes", (3, 5): "Kind",
        (4, 2): "43070", (4, 3): "31", (4, 4): "ask Anna",
    }  # fmt: skip
    assert "31" in {value for place, value in results(path, "4 Fostering").items()}


def dated(package: Package) -> Package:
    """Giving the month in their table the look of a month."""
    draft = Draft(package)
    look = next(
        cell.get("s", "") for cell in draft.root(part_of(package, "Visits")).iter(main("c")) if cell.get("r") == "A6"
    )
    for cell in draft.change(part_of(package, "Our carers")).iter(main("c")):
        if cell.get("r") == "B4":
            cell.set("s", look)
    return draft.package()


def test_a_table_of_staffs_own_without_what_tells_its_rows_apart_is_refused_in_words(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_table("Fostering", "Our carers", ["When", "Carers"], [["x", 31]]), *NEW_TABLE)
    with pytest.raises(CypsError, match=r"Fostering on “Our carers” is not the one .* it has no column “Month”"):
        report.refresh(path)


def test_a_tab_that_staff_use_for_something_else_is_left_to_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("Fostering", {(1, 1): "ours"}), *NEW_TABLE)
    outcome = refreshed(path)
    assert shown(path, "Fostering") == {(1, 1): "ours"}
    assert shown(path, "Fostering (figures)")[5, 1] == "Month"
    assert "as the workbook has a sheet “Fostering” already" in outcome.news[1]


def test_a_name_that_stands_for_something_else_is_refused_in_words(tmp_path: Path) -> None:
    def name(package: Package) -> Package:
        draft = Draft(package)
        names = workbook_child(draft.change(draft.workbook), "definedNames")
        etree.SubElement(names, main("definedName"), name="fostering").text = "Visits!$A$1"
        return draft.package()

    path = workbook(tmp_path, name, *NEW_TABLE)
    with pytest.raises(CypsError, match=r"The name Fostering stands for Visits!\$A\$1"):
        report.refresh(path)


def test_a_new_column_stands_at_the_tables_right_end_with_its_validation(tmp_path: Path) -> None:
    path = workbook(tmp_path, NEW_COLUMN)
    outcome = refreshed(path)
    assert outcome.news == ("New on “Visits”: the column “Missed”.",)
    assert find_tables(Package.read(path))["Visits"].headings == ("Month", "Due", "Made", "Missed")
    assert shown(path, "Visits")[4, 4] == "visits"
    assert len(validations(path, "Visits", "Missed")) == 1


def test_a_new_column_makes_no_way_over_what_staff_typed_there(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on("Visits", {(7, 4): "ask Anna"}), NEW_COLUMN)
    with pytest.raises(CypsError, match=r"Something stands in Visits!D7, where .* room for its column “Missed”"):
        report.refresh(path)
    do(path, type_on("Visits", {(7, 4): "", (7, 5): "ask Anna"}))
    refreshed(path)
    assert shown(path, "Visits")[7, 5] == "ask Anna"


def test_a_column_that_was_renamed_or_lost_is_missed_and_not_made_anew(tmp_path: Path) -> None:
    def renamed(package: Package) -> Package:
        draft = Draft(package)
        place = find_tables(package)["Visits"]
        column = list(draft.change(place.table_part).iter(main("tableColumn")))[1]
        column.set("name", "Wanted")
        return type_on("Visits", {(5, 2): "Wanted"})(draft.package())

    path = workbook(tmp_path, renamed)
    with pytest.raises(MissingTable, match="the heading “Due” of Visits"):
        report.refresh(path)


def test_a_table_and_a_column_that_left_the_definition_keep_their_figures(tmp_path: Path) -> None:
    path = workbook(tmp_path, *NEW_TABLE, NEW_COLUMN)
    refreshed(path)
    do(path, type_on("Fostering", {(6, 2): 31}), type_on("Visits", {(6, 4): 2}))
    do(path, without_rows("ReportTables", "Fostering"), without_rows("ReportColumns", "Fostering"))
    empty = {column.heading: None for column in DEFINITION["ReportColumns"].typed_columns}
    do(path, change_column("Visits", "Missed", **empty))
    outcome = refreshed(path)
    assert outcome.news == (
        "The column “Missed” of “Visits” is no longer read: it keeps all its figures.",
        "The table Fostering is no longer read: “Fostering” keeps all its figures.",
    )
    assert shown(path, "Fostering")[6, 2] == "31"
    assert shown(path, "Visits")[6, 4] == "2"
