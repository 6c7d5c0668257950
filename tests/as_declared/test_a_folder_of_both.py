"""A folder that declares tables and holds their figures is brought in at once, all or nothing."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.definition.packs import pack_files
from cyps_xl.errors import Blocked, UnusableFile
from cyps_xl.planning import inputs_of
from cyps_xl.xlsx.parts.package import Package
from helpers.changed_reports import LEAVES, VISITS
from helpers.definition_edits import own_sheet, refreshed, shown, tabs, type_on, workbook

Rows = Sequence[Sequence[str]]

DECLARED: dict[str, Rows] = {
    "Tables": [
        ("Table", "Sheet", "One row is", "Guide", "Key", "Counted"),
        ("Calls", "Calls", "a month", "-", "Month", "each month"),
    ],
    "Columns": [
        ("Table", "Heading", "Holds", "Help", "Unit", "Required"),
        ("Calls", "Month", "month", "The month.", "", "yes"),
        ("Calls", "Answered", "whole number", "Calls answered.", "calls", ""),
    ],
    "Sections": [
        ("Section", "Number", "Title", "Tab", "Order", "Shown", "Commentary"),
        ("calls", "4", "Calls for help", "Calls", "40", "yes", "no"),
        ("visits", "1", "Home visits", "At home", "10", "yes", "yes"),
    ],
    "Blocks": [
        ("Block", "Section", "Position", "Shape", "Table", "Called"),
        ("calls", "calls", "1", "months", "Calls", "Calls"),
    ],
    "Lines": [("Block", "Position", "Label", "Shows", "As"), ("calls", "1", "Answered", "[Answered]", "count")],
}
FIGURES: dict[str, Rows] = {"Calls": [("Month", "Answered"), ("Oct 2017", "61"), ("Dec 2017", "77")]}


def folder(where: Path, tables: dict[str, Rows]) -> Path:
    where.mkdir()
    for name, rows in tables.items():
        with (where / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return where


def test_a_table_and_its_figures_come_in_together(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("Own", {(1, 1): "='1 Visits'!B6", (2, 1): "ask Anna"}, after="1 Visits"))
    before = shown(path, "Own")
    outcome = report.import_figures(path, folder(tmp_path / "all", {**DECLARED, **FIGURES}))
    assert [(one.table, one.added) for one in outcome.counts if one.added][-1] == ("Calls", 2)
    assert "The input sheet “Calls” is new: one row is a month." in outcome.news
    assert {"1 At home", "4 Calls", "Calls"} <= set(tabs(path))
    assert "77" in shown(path, "Calls").values()
    assert shown(path, "Own")[2, 1] == "ask Anna"
    assert shown(path, "Own")[1, 1].replace("1 At home", "1 Visits") == before[1, 1]
    assert refreshed(path).news == ()


def test_a_dry_run_tells_of_both_and_writes_neither(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    data = path.read_bytes()
    outcome = report.import_figures(path, folder(tmp_path / "all", {**DECLARED, **FIGURES}), dry_run=True)
    assert {one.table for one in outcome.counts} == {"Calls", *(f"Report{name}" for name in DECLARED)}
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "wrong",
    [
        {"Calls": [("Month", "Answered"), ("Oct 2017", "many")]},
        {"Lines": [("Block", "Position", "Label", "Shows", "As"), ("calls", "1", "Answered", "[Missed]", "count")]},
    ],
)
def test_a_wrong_figure_or_a_wrong_declaration_leaves_the_workbook_as_it_was(
    tmp_path: Path, wrong: dict[str, Rows]
) -> None:
    path = workbook(tmp_path)
    data = path.read_bytes()
    with pytest.raises(Blocked):
        report.import_figures(path, folder(tmp_path / "all", {**DECLARED, **FIGURES, **wrong}))
    assert path.read_bytes() == data


def test_files_of_the_definition_alone_and_files_beside_them_are_told_of_once(tmp_path: Path) -> None:
    source = folder(tmp_path / "all", {"Sections": [DECLARED["Sections"][0], DECLARED["Sections"][2]]})
    (source / "Notes.txt").write_text("Month,Answered\n")
    outcome = report.import_figures(workbook(tmp_path), source)
    assert [remark for remark in outcome.remarks if remark.startswith("Notes.txt")] == [
        "Notes.txt: left alone, because it is named after no input table"
    ]


@pytest.mark.parametrize("empty", ["Sections", "Visits"])
def test_a_table_without_rows_keeps_no_other_from_coming_in(tmp_path: Path, empty: str) -> None:
    files = {"Sections": DECLARED["Sections"][:1], "Visits": [("Month", "Due", "Made")]}
    files |= {"Visits": [*files["Visits"], ("Jan 2018", "44", "41")]} if empty == "Sections" else {}
    files |= {"Sections": [DECLARED["Sections"][0], DECLARED["Sections"][2]]} if empty == "Visits" else {}
    outcome = report.import_figures(workbook(tmp_path), folder(tmp_path / "all", files))
    assert sum(one.added + one.updated for one in outcome.counts) > 0


def test_tables_without_a_row_between_them_are_nothing_to_bring_in(tmp_path: Path) -> None:
    files = {"Sections": DECLARED["Sections"][:1], "Visits": [("Month", "Due", "Made")]}
    with pytest.raises(UnusableFile, match="headings and no rows"):
        report.import_figures(workbook(tmp_path), folder(tmp_path / "all", files))


def test_a_section_that_an_import_reports_again_comes_back_to_staffs_cells(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), LEAVES)
    refreshed(path)
    assert VISITS not in tabs(path)
    back = folder(
        tmp_path / "all",
        {"Sections": [DECLARED["Sections"][0], ("visits", "1", "Home visits", "Visits", "10", "yes", "yes")]},
    )
    (back / "Visits.csv").write_text("Month,Due,Made\nJan 2018,44,41\n")
    report.import_figures(path, back)
    assert shown(path, VISITS)[7, 15] == "ask Anna"
    assert refreshed(path).news == ()


def test_a_cell_of_a_new_row_that_cannot_be_read_is_named_once(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    headings = ("No", "Name", "Unit", "Better when", "Reported", "Decimals", "Tolerance", "Comparable")
    rows = [headings, ("7", "Calls", "percentage", "higher", "annually", "0", "relative", "yes")]
    with pytest.raises(Blocked) as refused:
        report.import_figures(path, folder(tmp_path / "all", {"Indicators": rows}))
    (problem,) = refused.value.problems
    assert str(problem).startswith("Indicators.csv, row 2, Unit: “percentage” is not one of: percent")


def test_rows_and_cells_of_the_definition_that_a_source_has_not_stay_and_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    lines = [
        ("Block", "Position", "Label", "Shows", "As", "Total"),
        ("visits", "1", "Due", "[Due]", "count", "sum"),
        ("beds", "1", "In use", "[In use]", "count", ""),
    ]
    outcome = report.import_figures(path, folder(tmp_path / "fewer", {"Lines": lines}))
    said = [one for one in outcome.remarks if one.startswith("Lines: ")]
    assert said == [
        "Lines: 3 rows of the workbook, not in fewer, stay in the report (Block visits, Position 2; Block visits, "
        "Position 3; Block events, Position 1). To take them away, delete them on the sheet Lines and refresh.",
        "Lines: 1 cell that fewer leaves empty keeps what the workbook has (Lines!J9). To empty a cell, empty it on "
        "its sheet and refresh.",
    ]


def test_a_definition_that_is_whole_and_figures_leave_nothing_to_tell(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    (tmp_path / "pack").mkdir()
    for name, data in pack_files(inputs_of(Package.read(path))).items():
        (tmp_path / "pack" / name).write_bytes(data)
    outcome = report.import_figures(path, tmp_path / "pack")
    assert not [one for one in outcome.remarks if "stay" in one or "keep" in one]
    fewer = {"Visits": [("Month", "Made"), ("Dec 2017", "3")]}
    outcome = report.import_figures(path, folder(tmp_path / "figures", fewer))
    assert not [one for one in outcome.remarks if "stay" in one or "keep" in one]
