"""A workbook with another report than the template's, from its making to what leaves the building."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cyps_xl.checks.run import ALL_RULES
from cyps_xl.definition.packs import default_pack
from cyps_xl.disagreement import culprit
from cyps_xl.disclosure.suppress import suppress
from cyps_xl.errors import MissingTable, UnusableFile
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.importing import plan_import, read_source
from cyps_xl.inputs.last_import import LastImport
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.planning import Planned, plan_inputs, plan_of
from cyps_xl.printed.leaving import leaving
from cyps_xl.printed.provenance import figures
from cyps_xl.proof import disagreements_in
from cyps_xl.sheets.fingerprint import fingerprint
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.writing.template import template_bytes
from cyps_xl.xlsx.calculating.recalculate import CannotWorkOut
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.input_tables.last_import import put_last_import, read_last_import
from cyps_xl.xlsx.input_tables.source_tables import source_tables
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.input_tables.upkeep import put_right
from cyps_xl.xlsx.parts.package import Package
from helpers.packs import CYPS_TABLES
from helpers.placements import PLACEMENTS, WITH_PLACEMENTS, placements_pack
from helpers.staff_books import package_of

DECEMBER = dt.date(2017, 12, 1)


@pytest.fixture(scope="module")
def empty() -> Package:
    """A template of the other report."""
    return Package.of_our_own(template_bytes(placements_pack()), "CYPS.xlsx")


def read(package: Package, catalogue: Catalogue = WITH_PLACEMENTS) -> Inputs:
    inputs, problems = read_inputs(read_raw_tables(package, catalogue.names), catalogue)
    assert problems == ()
    return inputs


def csv_files(folder: Path, placements: str, children: int = 333) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "placements.csv").write_text(f"Month,Fostering,Residential,Kinship\nDec 2017,{placements}\n")
    (folder / "Looked after.csv").write_text(f"As at,Children\n31/12/2017,{children}\n")
    settings = "Setting,Value\nReporting quarter,2017-18 Q3\nMonths shown,3\n"
    (folder / "Settings.csv").write_text(settings)
    return folder


def brought_in(package: Package, source: Path) -> Package:
    """The workbook with a source's figures in it, as an import brings them in."""
    current = read(package)
    tables = source_tables(source, current.catalogue)
    found = read_source(source if tables is None else tables.tables, current)
    plan = plan_import(current, found.inputs)
    assert (*found.problems, *plan.problems) == ()
    changed = apply_changes(package, plan.changes, current.catalogue)
    return put_last_import(changed, LastImport().with_figures(found.inputs), current.catalogue)


def planned(package: Package) -> Planned:
    return plan_of(put_right(package, WITH_PLACEMENTS), dt.date(2018, 1, 20))


def test_its_template_has_the_sheet_and_reads_without_a_problem(empty: Package) -> None:
    inputs = read(empty)
    assert inputs.named("Placements").sheet == "Placements"
    assert len(inputs[PLACEMENTS]) == 0


def test_a_workbook_without_the_table_is_told_which_it_lacks() -> None:
    usual = Package.of_our_own(template_bytes(default_pack()), "CYPS.xlsx")
    with pytest.raises(MissingTable, match=r"the table Placements \(sheet “Placements”\)"):
        read(usual, WITH_PLACEMENTS)


def test_figures_come_in_from_a_folder_and_are_read_back(empty: Package, tmp_path: Path) -> None:
    inputs = read(brought_in(empty, csv_files(tmp_path, "270,3,60")))
    typed = [inputs.value(PLACEMENTS, heading, DECEMBER) for heading in ("Fostering", "Residential", "Kinship")]
    assert typed == [270, 3, 60]


def test_figures_come_in_from_another_workbook(empty: Package, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(brought_in(empty, csv_files(tmp_path / "figures", "270,3,60")).to_bytes())
    assert read(brought_in(empty, other)).value(PLACEMENTS, "Fostering", DECEMBER) == 270
    usual = source_tables(other, CYPS_TABLES)
    assert usual is not None
    assert PLACEMENTS.name not in usual.tables


def test_a_figure_that_was_corrected_since_is_known_as_such(empty: Package, tmp_path: Path) -> None:
    package = brought_in(empty, csv_files(tmp_path, "270,3,60"))
    record = read_last_import(package, WITH_PLACEMENTS)
    row = read(package)[PLACEMENTS].find(DECEMBER)
    assert row is not None
    assert not record.corrected(PLACEMENTS, row, "Fostering")
    assert record.says_of(PLACEMENTS, row, "Fostering")
    assert not read_last_import(package, CYPS_TABLES).says_of(PLACEMENTS, row, "Fostering")


def test_a_misspelt_file_is_asked_about_and_messages_count_its_tables(empty: Package, tmp_path: Path) -> None:
    (tmp_path / "Placments.csv").write_text("Month,Fostering\nDec 2017,270\n")
    with pytest.raises(UnusableFile, match="perhaps Placements was meant"):
        read_source(tmp_path / "Placments.csv", read(empty))
    strange = tmp_path / "strange.xlsx"
    strange.write_bytes(package_of(lambda book: book.add_worksheet("Notes")).to_bytes())
    with pytest.raises(UnusableFile, match=rf"one of the {len(WITH_PLACEMENTS)} input tables"):
        source_tables(strange, WITH_PLACEMENTS)


def test_start_lists_the_table_and_the_fingerprint_tells_its_figures(empty: Package, tmp_path: Path) -> None:
    few = read(brought_in(empty, csv_files(tmp_path, "270,3,60")))
    more = read(brought_in(empty, csv_files(tmp_path, "270,4,60")))
    assert fingerprint(few) != fingerprint(more)
    start = plan_inputs(few, {}, today=dt.date(2018, 1, 20)).plan.sheets[0]
    assert PLACEMENTS.sheet in {cell.value for cell in start.cells}


def test_the_checks_hold_its_counts_against_another_table(empty: Package, tmp_path: Path) -> None:
    assert "SM01" in {rule.code for rule in ALL_RULES}
    right = planned(brought_in(empty, csv_files(tmp_path, "270,3,60")))
    wrong = planned(brought_in(empty, csv_files(tmp_path, "270,4,60")))
    assert [one.message for one in right.findings if one.code == "SM01"] == []
    assert [one.message for one in wrong.findings if one.code == "SM01"] == [
        "December 2017: the total is 333, Fostering, Residential and Kinship add up to 334."
    ]


def test_both_engines_work_its_section_out_alike(empty: Package, tmp_path: Path) -> None:
    package = brought_in(empty, csv_files(tmp_path, "270,3,60"))
    plan = planned(package).plan
    grafted = graft(put_right(package, WITH_PLACEMENTS).package, Package.of_our_own(fresh_workbook(plan), "new"))
    shown = {cell.value for sheet in plan.sheets if sheet.key == "placements" for cell in sheet.cells}
    assert {270, 3, 60} <= shown
    assert disagreements_in(plan, grafted, WITH_PLACEMENTS) == []


def test_an_engine_that_is_not_told_of_the_table_does_not_find_its_figures(empty: Package, tmp_path: Path) -> None:
    package = brought_in(empty, csv_files(tmp_path, "270,3,60"))
    plan = planned(package).plan
    grafted = graft(package, Package.of_our_own(fresh_workbook(plan), "new"))
    with pytest.raises(CannotWorkOut) as refused:
        disagreements_in(plan, grafted, CYPS_TABLES)
    assert "Placements" in refused.value.reason


def test_a_cell_of_the_table_is_found_that_makes_two_engines_disagree(empty: Package, tmp_path: Path) -> None:
    package = brought_in(empty, csv_files(tmp_path, "270,3,60"))
    inputs = read(package)

    def agree(trial: Package) -> bool:
        raw = read_raw_tables(trial, ["Placements"])["Placements"]
        return all(row[2] is None for row in raw.rows)

    found = culprit(inputs, package, WITH_PLACEMENTS.names, agree)
    assert found is not None
    assert found.where == "Placements!C6"


def test_its_small_count_is_withheld_with_what_would_tell_it(empty: Package, tmp_path: Path) -> None:
    report = planned(brought_in(empty, csv_files(tmp_path, "270,3,60")))
    protected = suppress(leaving(report.plan), report.inputs, report.settings, "public")
    assert len(protected.withheld) >= 2, "270, [c] and 60 beside 333 leave 3"
    assert protected.exposed == ()


def test_a_published_figure_says_that_it_comes_from_the_table(empty: Package, tmp_path: Path) -> None:
    plan = leaving(planned(brought_in(empty, csv_files(tmp_path, "270,3,60"))).plan)
    sources = {figure.source for figure in figures(plan, plan, plan, WITH_PLACEMENTS) if figure.value == 270}
    assert sources == {"Placements: Fostering"}
