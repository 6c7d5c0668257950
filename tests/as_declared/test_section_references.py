"""Texts that name a section by its number are found when the number goes to another section."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cyps_xl.checking import check
from cyps_xl.inputs.catalogue import OWN_TABLES, Catalogue
from cyps_xl.inputs.changes import TableChange
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package
from helpers.definition_edits import change, do, refreshed, workbook

SWAPPED = change("ReportSections", {"visits": {"Number": "2"}, "beds": {"Number": "1"}})
AS_BEFORE = change("ReportSections", {"visits": {"Number": "1"}, "beds": {"Number": "2"}})


def cover(words: str) -> Callable[[Package], Package]:
    """A text of the cover."""
    added = ({"Heading": "Summary", "English": words},)
    return lambda package: apply_changes(package, [TableChange("CoverText", added=added)], Catalogue(OWN_TABLES))


def retyped(words: str) -> Callable[[Package], Package]:
    """The cover's text, typed anew."""

    def deed(package: Package) -> Package:
        raw = read_raw_tables(package, ["CoverText"])["CoverText"]
        update = {raw.first_row + len(raw.rows) - 1: {"English": words}}
        return apply_changes(package, [TableChange("CoverText", update)], Catalogue(OWN_TABLES))

    return deed


def found(path: Path) -> list[str]:
    return [one.message for one in check(path).findings if one.code == "WD17"]


def test_a_cover_text_that_names_a_section_is_found_when_two_change_places(tmp_path: Path) -> None:
    path = workbook(tmp_path, cover("Visits are in section 1, the rest elsewhere."))
    refreshed(path)
    assert found(path) == []
    do(path, SWAPPED)
    said = ["Section 1 was another when this was written: 2 Home visits."]
    assert found(path) == said
    refreshed(path)
    assert found(path) == said
    refreshed(path)
    assert found(path) == said


def test_it_is_silent_once_the_text_is_changed_or_the_numbers_are_as_before(tmp_path: Path) -> None:
    path = workbook(tmp_path, cover("See section 1."))
    refreshed(path)
    do(path, SWAPPED)
    refreshed(path)
    do(path, AS_BEFORE)
    assert found(path) == []
    do(path, SWAPPED)
    assert len(found(path)) == 1
    do(path, retyped("See section 2."))
    assert found(path) == []


def test_a_text_that_names_no_section_that_moved_is_left_alone(tmp_path: Path) -> None:
    path = workbook(tmp_path, cover("See section 2, and section 20 of the Act."))
    refreshed(path)
    do(path, change("ReportSections", {"visits": {"Number": "4"}}))
    refreshed(path)
    assert found(path) == []
