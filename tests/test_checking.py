"""Checking a workbook that people work in: what is found, what stops being found, and what stays as it is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from cyps_xl import report, resources
from cyps_xl.checking import check
from cyps_xl.cli import main
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.records import Value
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.opening.namespaces import main as tag
from cyps_xl.xlsx.parts.cells import Grid, set_number, set_text
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES

MARCH, STAGE_2 = "Supervision!C8", "Complaints!D55"
BOTH = {"FG01", "SM01"}
"""The rules of the two published contradictions that block."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("example") / "CYPS.xlsx"
    new_book(path)
    return path.read_bytes()


@pytest.fixture
def workbook(example: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example)
    return path


def type_into(path: Path, table: str, row: int, **cells: Value) -> None:
    """Type into an input table, as staff do in Excel: by sheet row and heading, _ for a space."""
    named = {heading.replace("_", " "): value for heading, value in cells.items()}
    change = TableChange(table, updates={row: named})
    path.write_bytes(apply_changes(Package.read(path), [change], CYPS_TABLES).to_bytes())


def add_row(path: Path, table: str, **cells: Value) -> None:
    named = {heading.replace("_", " "): value for heading, value in cells.items()}
    path.write_bytes(apply_changes(Package.read(path), [TableChange(table, added=(named,))], CYPS_TABLES).to_bytes())


def on_sheet(path: Path, tab: str, row: int, column: int, value: str | float) -> None:
    """Type into any cell of a sheet, where no table grows."""
    draft = Draft(Package.read(path))
    part = next(sheet.part for sheet in sheets_of(draft.package()) if sheet.name == tab)
    data = draft.change(part).find(tag("sheetData"))
    assert data is not None
    cell = Grid(data).cell(row, column)
    set_text(cell, value) if isinstance(value, str) else set_number(cell, value)
    path.write_bytes(draft.package().to_bytes())


def codes(path: Path) -> set[str]:
    return {finding.code for finding in check(path).findings}


def accept(path: Path, where: str) -> None:
    found = next(finding for finding in check(path).findings if finding.where == where)
    words = {"Reason": "Looked up: printed so.", "Accepted by": "Performance officer"}
    add_row(path, "Accepted", Reference=found.reference, Date=dt.date(2018, 1, 31), **words)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_the_two_published_contradictions_block_and_the_file_stays_as_it_is(workbook: Path) -> None:
    before = workbook.read_bytes()
    assert {finding.where for finding in check(workbook).findings if finding.blocks} == {MARCH, STAGE_2}
    assert workbook.read_bytes() == before
    assert list(workbook.parent.iterdir()) == [workbook]


def test_a_cell_that_cannot_be_read_is_named_with_the_others(workbook: Path) -> None:
    type_into(workbook, "Supervision", 9, Qualified_due="n/k")
    found = next(finding for finding in check(workbook).findings if finding.code == "IN01")
    assert (found.where, found.blocks) == ("Supervision!B9", True)
    assert "n/k" in found.message
    assert codes(workbook) >= BOTH


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Complaints[Numbr]", "Complaints has no column “Numbr”."),
        ("Complaints[Number] where Kinds = Stage 1", "Complaints has no column “Kinds”."),
        ("Complaints[Number] where Kind = Stage 9", "“Stage 9” is none of the choices of Complaints[Kind]."),
    ],
)
def test_a_count_that_stands_nowhere_is_named_by_its_cell(workbook: Path, written: str, said: str) -> None:
    type_into(workbook, "Indicators", 6, Numerator_from=written)
    [found] = [finding for finding in check(workbook).findings if finding.code == "IN01"]
    assert found.where.startswith("Indicators!")
    assert (found.message, found.blocks) == (said, True)


def test_a_folder_s_workbook_with_such_a_count_ends_with_1(workbook: Path) -> None:
    type_into(workbook, "Indicators", 6, Numerator_from="Complaints[Numbr]")
    done = run("check", workbook.parent)
    assert done.exit_code == 1
    assert "blocks publication: 3" in done.output


def test_an_accepted_finding_stays_and_blocks_no_more(workbook: Path) -> None:
    accept(workbook, MARCH)
    report.refresh(workbook)
    found = {finding.where: finding for finding in check(workbook).findings}
    assert found[MARCH].accepted is not None
    assert not found[MARCH].blocks
    assert found[STAGE_2].blocks
    accept(workbook, STAGE_2)
    assert not check(workbook).blocks


def test_an_acceptance_lapses_when_the_figure_changes(workbook: Path) -> None:
    accept(workbook, MARCH)
    type_into(workbook, "Supervision", 8, Qualified_in_time=102)
    found = next(finding for finding in check(workbook).findings if finding.where == MARCH)
    assert found.accepted is None


def test_an_acceptance_goes_with_its_row_and_not_with_its_place(workbook: Path) -> None:
    accept(workbook, MARCH)
    march = {"Month": dt.date(2017, 3, 1), "Qualified due": 98, "Qualified in time": 101}
    april = {"Month": dt.date(2017, 4, 1), "Qualified due": 80, "Qualified in time": 90}
    for number, row in ((8, april), (9, march)):  # as when the table is sorted the other way round
        change = TableChange("Supervision", updates={number: row})
        workbook.write_bytes(apply_changes(Package.read(workbook), [change], CYPS_TABLES).to_bytes())
    found = {finding.where: finding.accepted is not None for finding in check(workbook).findings}
    assert (found[MARCH], found["Supervision!C9"]) == (False, True)


def test_a_figure_typed_over_a_formula_is_named_with_both(workbook: Path) -> None:
    on_sheet(workbook, "2.2 Caseloads", 6, 7, 12.9)
    found = next(finding for finding in check(workbook).findings if finding.code == "BK01")
    assert found.where == "'2.2 Caseloads'!G6"
    assert "12.9" in found.message
    assert found.blocks


def test_a_note_beside_the_report_is_not_typed_over_anything(workbook: Path) -> None:
    on_sheet(workbook, "2.2 Caseloads", 40, 20, "ask the duty team")
    assert "BK01" not in codes(workbook)


def test_a_report_is_old_once_an_input_changes_and_new_after_a_refresh(workbook: Path) -> None:
    assert "BK03" not in codes(workbook)
    type_into(workbook, "CoverText", 6, English="Another text.")
    found = next(finding for finding in check(workbook).findings if finding.code == "BK03")
    assert found.where == "Checks!D2"
    report.refresh(workbook)
    assert "BK03" not in codes(workbook)


def test_a_row_typed_under_a_table_is_found_and_a_note_there_is_not(workbook: Path) -> None:
    last = 17  # of the table of supervision
    on_sheet(workbook, "Supervision", last + 1, 1, "Source: the case system")
    assert "BK04" not in codes(workbook)
    on_sheet(workbook, "Supervision", last + 1, 2, 120)
    found = next(finding for finding in check(workbook).findings if finding.code == "BK04")
    assert found.where == f"Supervision!A{last + 1}"


def test_a_row_some_rows_below_a_table_is_found_and_other_words_there_are_not(workbook: Path) -> None:
    last = 17
    on_sheet(workbook, "Supervision", last + 3, 1, "Checked by")
    on_sheet(workbook, "Supervision", last + 3, 2, "the team manager")
    assert "BK04" not in codes(workbook)
    on_sheet(workbook, "Supervision", last + 5, 1, 43101)
    for column in (2, 3, 4):
        on_sheet(workbook, "Supervision", last + 5, column, 120)
    found = next(finding for finding in check(workbook).findings if finding.code == "BK04")
    assert found.where == f"Supervision!A{last + 5}"


def test_hidden_rows_of_a_table_are_said_and_those_outside_are_not(workbook: Path) -> None:
    def hide(row: int) -> None:
        draft = Draft(Package.read(workbook))
        part = next(sheet.part for sheet in sheets_of(draft.package()) if sheet.name == "Caseloads")
        data = draft.change(part).find(tag("sheetData"))
        assert data is not None
        Grid(data).row(row).set("hidden", "1")
        workbook.write_bytes(draft.package().to_bytes())

    hide(3)
    assert "BK05" not in codes(workbook)
    hide(7)
    found = next(finding for finding in check(workbook).findings if finding.code == "BK05")
    assert found.where == "Caseloads!A7"
    assert "1 row " in found.message


def test_a_date_after_today_blocks(workbook: Path) -> None:
    assert "IN12" not in {f.code for f in check(workbook, today=dt.date(2018, 2, 1)).findings}
    assert "IN12" in {f.code for f in check(workbook, today=dt.date(2017, 12, 1)).findings}


def test_the_command_ends_with_1_while_something_blocks_and_0_when_all_is_accepted(workbook: Path) -> None:
    result = run("check", workbook)
    assert result.exit_code == 1
    assert MARCH in result.output
    assert "blocks publication: 2; worth a look: 8." in result.output
    accept(workbook, MARCH)
    accept(workbook, STAGE_2)
    result = run("check", workbook)
    assert result.exit_code == 0
    assert "accepted: 2" in result.output


def test_json_and_csv_hold_the_same_findings(workbook: Path) -> None:
    as_json = json.loads(run("check", workbook, "--format", "json").output)
    as_csv = list(csv.DictReader(io.StringIO(run("check", workbook, "--format", "csv").output)))
    assert [finding["reference"] for finding in as_json["findings"]] == [row["reference"] for row in as_csv]
    assert (as_json["quarter"], as_json["blocks"], len(as_csv)) == ("2017-18 Q3", True, 10)


def test_a_file_that_is_no_workbook_ends_with_2(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_text("<html>", encoding="utf-8")
    assert run("check", path).exit_code == 2


def test_the_checks_sheet_lists_each_finding_with_a_link_to_its_cell(workbook: Path) -> None:
    package = Package.read(workbook)
    part = next(sheet.part for sheet in sheets_of(package) if sheet.name == "Checks")
    formulas = [formula.text or "" for formula in etree.fromstring(package.parts[part]).iter(tag("f"))]
    places = [finding.where for finding in check(workbook).findings]
    assert [f for f in formulas if f.startswith("HYPERLINK")] == [f'HYPERLINK("#{at}","{at}")' for at in places]


def test_a_refresh_refuses_to_replace_what_somebody_typed_over_the_report(workbook: Path) -> None:
    on_sheet(workbook, "2.2 Caseloads", 6, 7, 12.9)
    typed = workbook.read_bytes()
    result = run("refresh", workbook)
    assert result.exit_code == 1
    assert "'2.2 Caseloads'!G6: “12.9” is typed over the report's own “12.3768”" in result.output
    assert "--keep-going" in result.output
    assert workbook.read_bytes() == typed
    assert run("import", workbook, resources.example_folder()).exit_code == 0  # nothing changes, so nothing is replaced


def test_a_refresh_that_keeps_going_says_what_it_replaced_and_the_backup_keeps_it(workbook: Path) -> None:
    on_sheet(workbook, "2.2 Caseloads", 6, 7, 12.9)
    typed = workbook.read_bytes()
    result = run("refresh", workbook, "--keep-going")
    assert result.exit_code == 0
    assert "'2.2 Caseloads'!G6: “12.9” was typed there, and is “12.3768” again" in result.output
    assert [file.read_bytes() for file in (workbook.parent / "CYPS backups").iterdir()] == [typed]
    assert "BK01" not in codes(workbook)


def test_a_refresh_explains_each_part_when_asked(workbook: Path) -> None:
    lines = run("refresh", workbook, "--quarter", "2017-18 Q2", "--explain").output.splitlines()
    why = "figures were set, or formulas show new ones or read rows that moved, on “Settings”"
    assert [line for line in lines if re.fullmatch(rf"  changed  xl/worksheets/sheet\d+\.xml: {why}", line)] != []
    assert any(line.endswith("parts kept byte for byte:") for line in lines)
