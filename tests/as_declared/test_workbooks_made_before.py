"""Workbooks made before reports were declared get their definition, and lose nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.checking import check
from cyps_xl.errors import MissingTable
from cyps_xl.inputs.tables.definition import AREAS, DEFINITION_TABLES
from cyps_xl.xlsx.grafting.tabs import remove_tab
from cyps_xl.xlsx.input_tables.last_definition import definition_part, put_last_definition, read_last_definition
from cyps_xl.xlsx.input_tables.tables import find_tables
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of_draft
from helpers.definition_edits import do, draw_on, own_sheet, refreshed, shown, tabs, type_on, without_tab
from helpers.new_books import new_book


def made_before(package: Package) -> Package:
    """The workbook as one was that was made before: without the sheets of the definition, and with no record of it."""
    draft = Draft(package)
    places = find_tables(package)
    for table in DEFINITION_TABLES:
        (sheet,) = [one for one in sheets_of_draft(draft) if one.part == places[table.name].sheet_part]
        remove_tab(draft, sheet)
    draft.sweep()
    return without_record(draft.package())


def without_record(package: Package) -> Package:
    """The workbook without what it keeps of its definition as it last was."""
    draft, record = Draft(package), definition_part(package)
    assert record is not None
    for relation in draft.relations(draft.workbook):
        if relation.target == record:
            draft.unrelate(draft.workbook, relation.id)
    for part in (*(relation.target for relation in draft.relations(record)), record):
        draft.remove(part)
    return draft.package()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "CYPS.xlsx"
    new_book(path)
    deeds = (made_before, own_sheet("Own", {(1, 1): "='2.2 Caseloads'!B7", (2, 1): "ask Anna"}, after="Start"))
    return do(path, *deeds, type_on("2.2 Caseloads", {(6, 15): "mine"}), draw_on("2.2 Caseloads"))


def test_a_workbook_made_before_gets_its_definition_and_loses_nothing(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(old.read_bytes())
    before = Package.read(path)
    outcome = refreshed(path)
    assert outcome.news == ("The report's definition stands on the sheets Tables … Translations.",)
    after = Package.read(path)
    assert set(before.parts) <= set(after.parts)
    assert tabs(path)[: len(tabs(old))] == tabs(old)
    assert tabs(path)[len(tabs(old)) :] == [table.sheet for table in DEFINITION_TABLES]
    assert shown(path, "Own") == shown(old, "Own")
    assert shown(path, "2.2 Caseloads")[6, 15] == "mine"
    inputs = {place.sheet_part for place in find_tables(before).values()}
    assert all(after.parts[part] == before.parts[part] for part in inputs)


def test_figures_come_into_a_workbook_made_before(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(old.read_bytes())
    (tmp_path / "LookedAfter.csv").write_text("As at,Children\n31/03/2018,340\n")
    outcome = report.import_figures(path, tmp_path / "LookedAfter.csv")
    assert outcome.news == ("The report's definition stands on the sheets Tables … Translations.",)
    assert "340" in shown(path, "Looked after").values()


def test_a_table_that_a_workbook_made_before_has_lost_is_missed(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(old.read_bytes())
    with pytest.raises(MissingTable, match=r"the table Supervision \(sheet “Supervision”\)"):
        report.refresh(do(path, without_tab("Supervision")))


def test_an_older_workbook_still_gets_the_tables_that_came_since(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(old.read_bytes())
    outcome = refreshed(do(path, without_tab("Members")))
    assert "The input sheet “Members” is new: one row is a recipient." in outcome.news


def without_areas(record_too: bool) -> Callable[[Package], Package]:
    """The workbook as one was whose definition knew no areas yet; or as another program leaves it, without a record."""

    def deed(package: Package) -> Package:
        record, draft = read_last_definition(package), Draft(package)
        assert record is not None
        (sheet,) = [one for one in sheets_of_draft(draft) if one.part == find_tables(package)[AREAS.name].sheet_part]
        remove_tab(draft, sheet)
        draft.sweep()
        tables = {name: table for name, table in record.tables.items() if name != AREAS.name}
        changed = draft.package()
        return without_record(changed) if record_too else put_last_definition(changed, replace(record, tables=tables))

    return deed


@pytest.mark.parametrize("record_too", [False, True])
def test_a_definition_that_knew_no_areas_yet_gets_them(tmp_path: Path, record_too: bool) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    do(path, without_areas(record_too), type_on("2.2 Caseloads", {(6, 15): "mine"}))
    assert "Areas" not in tabs(path)
    check(path)
    outcome = refreshed(path, keep_going=record_too)
    assert "The report's definition has a new sheet: Areas." in outcome.news
    assert {"Council", "Wales"} <= set(shown(path, "Areas").values())
    assert shown(path, "2.2 Caseloads")[6, 15] == "mine"
