"""The words of a section on Explanations go along with its number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cyps_xl.inputs.catalogue import OWN_TABLES, Catalogue
from cyps_xl.inputs.changes import TableChange
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.definition_edits import change, do, refreshed, results, shown, workbook


def narratives(*rows: tuple[str, str]) -> Callable[[Package], Package]:
    """Words on Explanations, each under a section's number."""
    added = [
        {"Item": item, "Period": "2017-18 Q3", "Kind": "narrative", "Position": 1, "English": text}
        for item, text in rows
    ]

    def deed(package: Package) -> Package:
        return apply_changes(package, [TableChange("Explanations", added=tuple(added))], Catalogue(OWN_TABLES))

    return deed


def test_the_words_of_a_section_go_along_when_its_number_changes(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, narratives(("1", "On visits."), ("2", "On beds.")),
        change("ReportSections", {"visits": {"Number": "2"}, "beds": {"Number": "7", "Commentary": "yes"}}),
    )  # fmt: skip
    outcome = refreshed(path)
    assert "On visits." in results(path, "2 Visits").values()
    assert "On beds." in results(path, "7 Beds").values()
    assert outcome.news[-2:] == (
        "A text of section 1 on “Explanations” stands under 2 now.",
        "A text of section 2 on “Explanations” stands under 7 now.",
    )


def test_words_under_a_number_that_others_have_already_are_left_alone_and_told(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, narratives(("1", "On visits."), ("9", "Of old.")),
        change("ReportSections", {"visits": {"Number": "9"}}),
    )  # fmt: skip
    outcome = refreshed(path)
    assert "On visits." in shown(path, "Explanations").values()
    assert outcome.news[-1] == "Section 1 is 9 now, and “Explanations” has texts under both: see which belong to it."


def told(path: Path) -> dict[str, str]:
    """The words on Explanations, each with the number that it stands under."""
    cells = shown(path, "Explanations")
    return {cells[row, 5]: cells[row, 1] for row, column in cells if column == 5 and row > 5}


def test_what_cannot_move_holds_up_the_words_that_would_come_in_its_place(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, narratives(("1", "On visits."), ("2", "On beds."), ("9", "Of old.")),
        change("ReportSections", {"visits": {"Number": "2"}, "beds": {"Number": "9"}}),
    )  # fmt: skip
    outcome = refreshed(path)
    assert told(path) == {"On visits.": "1", "On beds.": "2", "Of old.": "9"}
    assert outcome.news[-2:] == (
        "Section 1 is 2 now, and “Explanations” has texts under both: see which belong to it.",
        "Section 2 is 9 now, and “Explanations” has texts under both: see which belong to it.",
    )


def test_two_sections_that_change_places_change_their_words(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, narratives(("1", "On visits."), ("2", "On beds.")),
        change("ReportSections", {"visits": {"Number": "2"}, "beds": {"Number": "1"}}),
    )  # fmt: skip
    refreshed(path)
    assert told(path) == {"On visits.": "2", "On beds.": "1"}


def test_the_words_of_a_number_with_a_space_go_along(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, narratives(("1", "On visits."), ("2", "On beds.")),
        change("ReportSections", {"visits": {"Number": "Part 1"}, "beds": {"Number": " 3 a "}}),
    )  # fmt: skip
    refreshed(path)
    assert told(path) == {"On visits.": "Part 1", "On beds.": "3 a"}
    do(path, change("ReportSections", {"visits": {"Number": "Part 7"}, "beds": {"Number": "3 b", "Tab": "Places"}}))
    refreshed(path)
    assert told(path) == {"On visits.": "Part 7", "On beds.": "3 b"}
    do(path, change("ReportSections", {"visits": {"Number": "7", "Tab": "Calls"}, "beds": {"Number": "5"}}))
    refreshed(path)
    assert told(path) == {"On visits.": "7", "On beds.": "5"}


def test_words_in_other_capitals_are_the_sections_too(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, narratives(("1A", "On visits.")), change("ReportSections", {"visits": {"Number": "1a"}}),
    )  # fmt: skip
    refreshed(path)
    assert "On visits." in results(path, "1a Visits").values()
    do(path, change("ReportSections", {"visits": {"Number": "4"}}))
    refreshed(path)
    assert told(path) == {"On visits.": "4"}


def test_words_go_along_where_the_new_tab_is_the_end_of_the_old(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, change("ReportSections", {"visits": {"Tab": "Home Visits"}}), narratives(("1", "On visits.")),
    )  # fmt: skip
    refreshed(path)
    do(path, change("ReportSections", {"visits": {"Number": "7", "Tab": "Visits"}}))
    refreshed(path)
    assert told(path) == {"On visits.": "7"}
