"""The words of a section on Explanations go along with its number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cyps_xl.inputs.catalogue import OWN_TABLES, Catalogue
from cyps_xl.inputs.changes import TableChange
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.definition_edits import change, refreshed, results, shown, workbook


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
