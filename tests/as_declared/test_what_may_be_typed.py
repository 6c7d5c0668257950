"""What may be typed under a heading follows the definition, but for lists that staff made their own."""

from __future__ import annotations

from pathlib import Path

from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from helpers.changed_reports import validations
from helpers.definition_edits import change_column, part_of, refreshed, workbook

WITH_HOME = change_column("Beds", "Home", Choices="Elm; Oak; Ash")


def test_a_choice_more_reaches_the_cells_list(tmp_path: Path) -> None:
    path = workbook(tmp_path, WITH_HOME)
    outcome = refreshed(path)
    assert validations(path, "Beds", "Home") == ['"Elm,Oak,Ash"']
    assert outcome.news == ("What may be typed under “Home” on “Beds” follows the definition.",)


def test_a_list_that_staff_made_their_own_stays_theirs(tmp_path: Path) -> None:
    def own_list(package: Package) -> Package:
        draft = Draft(package)
        for rule in draft.change(part_of(package, "Beds")).iter(main("dataValidation")):
            if rule.get("promptTitle") == "Home":
                formula = rule.find(main("formula1"))
                assert formula is not None
                formula.text = '"Elm,Oak,Birch"'
        return draft.package()

    path = workbook(tmp_path, own_list, WITH_HOME)
    outcome = refreshed(path)
    assert validations(path, "Beds", "Home") == ['"Elm,Oak,Birch"']
    assert outcome.news == ()
