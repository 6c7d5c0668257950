"""WD10 to WD12: sections that texts send the reader to, and days of both kinds."""

from __future__ import annotations

import pytest

from helpers.checking import places, says
from helpers.packs import CYPS
from helpers.rows import told

SECTIONS = ["2", *(section.number for section in CYPS.sections)]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_may_be_named_in_both_languages(section: str) -> None:
    assert says("WD10", Explanations=[told(f"See section {section}.", welsh=f"Gweler adran {section}.")]) == []


@pytest.mark.parametrize(
    ("text", "is_unknown"),
    [
        ("See section 6.", True),
        ("See Section 2.9 and section 2.8.", True),
        ("See sections 2.1, 2.2 and 2.9.", True),
        ("See sections 2.1 and 2.2.", False),
        ("Since section 2.1, 8 children have left.", False),
        ("A section 47 enquiry began.", False),
        ("Children under section 20, 31 and 76.", False),
        ("A section 8 order was made.", False),
        ("Section 7 of the Act says so.", False),
        ("Section 9(1) says so.", False),
    ],
)
def test_sections_of_acts_are_not_the_reports(text: str, is_unknown: bool) -> None:
    assert places("WD10", Explanations=[told(text)]) == (["Explanations!E6"] if is_unknown else [])


def test_a_welsh_reference_is_looked_at_as_well() -> None:
    assert places("WD10", Explanations=[told("See section 5.", welsh="Gweler adran 6.")]) == ["Explanations!F6"]


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("For the audits see section 4.", True),
        ("For the audits see section 5.", False),
        ("For the audits see section 2.4.", False),
        ("For caseloads see section 2.", False),
        ("Audits of supervision stand in section 5.", False),
        ("The audits are done. See section 4.", False),
        ("Complaints stand in section 4.", True),
        ("For the audits see sections 4 and 5.", False),
        ("For the audits see section 4, and section 5.", False),
        ("The indicators of section 1 count registrations.", False),
    ],
)
def test_a_sentence_sends_the_reader_where_its_subject_stands(text: str, is_wrong: bool) -> None:
    assert places("WD11", Explanations=[told(text, item="1")]) == (["Explanations!E6"] if is_wrong else [])


def test_the_pointer_of_section_2_4_is_to_the_audits_whatever_its_words() -> None:
    assert places("WD11", Explanations=[told("The results stand in section 4.", item="2.4")]) == ["Explanations!E6"]
    assert says("WD11", Explanations=[told("The results stand in section 5.", item="2.4")]) == []


WITHIN_42 = ["No 1 | Name Assessments finished within 42 days"]


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("Finish within 42 working days.", True),
        ("Finish within 42 days.", False),
        ("Finish within 35 working days.", False),
        ("Finish within two working weeks.", False),
    ],
)
def test_days_are_held_against_the_indicators_name(text: str, is_other: bool) -> None:
    assert bool(places("WD12", Indicators=WITHIN_42, Explanations=[told(text)])) == is_other


def test_supervision_is_within_28_working_days() -> None:
    assert says("WD12", Explanations=[told("A few went past 28 days.", item="2.3")]) == [
        "Explanations!E6: 28 days here; 28 working days on Supervision."
    ]
    assert says("WD12", Explanations=[told("A few went past 28 working days.", item="2.3")]) == []


def test_two_texts_are_held_against_each_other_and_short_spans_are_not() -> None:
    two = [told("Within 15 days."), told("Within 15 working days.", position=2)]
    assert places("WD12", Explanations=two) == ["Explanations!E7"]
    earlier = "Item 4 | Period 2017-18 Q2 | English Within 15 working days."
    assert says("WD12", Explanations=[told("Within 15 days."), earlier]) == []
    assert says("WD12", Explanations=[told("Within 15 days.", welsh="O fewn 15 working days.")]) == []
    short = [told("Within 9 days."), told("Within 9 working days.", position=2)]
    assert says("WD12", Explanations=short) == []
