"""What an edition's files are called: after the service of the report, whatever it is."""

from __future__ import annotations

import pytest

from cyps_xl.printed.names import LONGEST_SHORT_NAME, EditionName, file_name, is_public, short_name
from cyps_xl.settings import Settings
from helpers.definitions import SMALL, added, definition
from helpers.packs import CYPS

LONG = "Housing, Homelessness Prevention and Supporting People Services"


def test_the_files_of_the_report_of_2017_are_called_by_the_term_of_its_key() -> None:
    assert short_name(CYPS, "Children and Young People Services") == "CYPS"


def test_those_of_a_service_without_a_term_by_its_whole_name() -> None:
    assert short_name(CYPS, "Adult services") == "Adult services"
    term = {"Term": "HR", "In full": "Housing Repairs", "Meaning": "Repairs of council homes."}
    assert short_name(definition(added("Terms", term)), "Housing repairs") == "HR"
    assert short_name(definition(SMALL), "Housing repairs") == "Housing repairs"


@pytest.mark.parametrize(
    ("language", "draft", "stem", "title"),
    [
        ("en", False, "Repairs report 2025-26 Q3 public", "Repairs: performance report, 2025-26 Q3"),
        (
            "cy",
            True,
            "DRAFFT Repairs adroddiad 2025-26 Ch3 cyhoeddus",
            "DRAFFT: Repairs: adroddiad perfformiad, 2025-26 Ch3",
        ),
    ],
)
def test_name_and_title_say_service_quarter_and_audience(language: str, draft: bool, stem: str, title: str) -> None:
    name = EditionName.of(Settings("2025-26 Q3", service="Repairs"), CYPS.languages[language], "public", draft)
    assert (name.stem, name.title) == (stem, title)
    assert is_public(stem, ()) != draft


def test_a_service_of_odd_signs_and_many_words_makes_a_file_s_name() -> None:
    assert file_name('Housing: "Repairs" / Care?') == "Housing Repairs Care"
    assert file_name(LONG) == "Housing, Homelessness Prevention and"
    assert len(file_name("x" * 300)) == LONGEST_SHORT_NAME
