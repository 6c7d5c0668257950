"""How a message names a cell."""

from __future__ import annotations

import pytest

from cyps_xl.grid import column_letters
from cyps_xl.inputs.places import cell_place, place


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
)
def test_column_letters_are_excels(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize(
    ("tab", "named"),
    [
        ("Supervision", "Supervision!C7"),
        ("Looked after", "'Looked after'!C7"),
        ("Mary's", "'Mary''s'!C7"),
        ("2.1", "'2.1'!C7"),
        ("Plant", "Plant!C7"),
    ],
)
def test_a_cell_is_named_as_the_name_box_takes_it(tab: str, named: str) -> None:
    assert cell_place(tab, 3, 7) == named


def test_a_cell_of_a_file_is_named_by_row_and_heading() -> None:
    assert place("Supervision.csv", 7, "Qualified due", {}) == "Supervision.csv, row 7, Qualified due"
    assert place("Supervision.csv", 7, "Month", {}, "the column Dec 2017") == (
        "Supervision.csv, the column Dec 2017, Month"
    )


def test_a_heading_that_is_not_there_leads_to_the_first_cell_of_its_row() -> None:
    assert place("Audits", 7, "Theme", {"Quarter": 2, "Cases": 5}) == "Audits!B7"
