"""What programs and pasting do to names and texts: found, and a name that only looks odd is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.inputs.garbled import garbled
from helpers.checking import places, says
from helpers.rows import rated, team, told

WELSH = "âêîôûŵŷÂÊÎÔÛŴŶáéíóúàèëïö"


def named(*names: str) -> dict[str, list[str]]:
    return {"Caseloads": [team(370, 120, 17, 3, name=name) for name in names]}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("North  team", "two spaces in a row"),
        ("North\u00a0team", "a space in it that does not break"),
        ("North\u200b team", "a sign in it that takes no room"),
        ("North team\u200b", "a sign in it that takes no room"),
        ("North\nteam", "a line break or tab in it"),
        ("North\u00adteam", "a sign in it that takes no room"),
    ],
)
def test_signs_that_nobody_sees_are_named(name: str, what: str) -> None:
    [said] = says("IN14", **named(name))
    assert what in said and "another name" not in said


def test_the_name_that_looks_the_same_is_told() -> None:
    [said] = says("IN14", **named("north TEAM", "North  team"))
    assert said.startswith("Caseloads!B7") and said.endswith("and is another name than “North team”.")


def test_a_reference_is_a_name_too_and_a_source_or_a_text_is_not() -> None:
    assert places("IN14", Indicators=["No 1 | Reference PI\u00a027"]) == ["Indicators!B6"]
    rows = [rated(97) + " | Source The  return"]
    assert says("IN14", Indicators=["No 1"], IndicatorValues=rows, Explanations=[told("All  safe.")]) == []


@pytest.mark.parametrize("name", ["02-Jan", "Jan-02", "2-jan-18", "02/01/2018", "43102", "1E2", "1.5E+10", "2e-4"])
def test_what_excel_makes_of_other_names_is_named(name: str) -> None:
    assert places("IN15", **named(name)) == ["Caseloads!B6"]


@pytest.mark.parametrize(
    "name", ["North team", "May 2017", "1", "12a", "2.6", "Team 43102", "20000", "99999", "E2", "24/7", "E2E team"]
)
def test_names_that_only_look_a_little_like_it_are_left_alone(name: str) -> None:
    assert says("IN15", **named(name)) == []


@pytest.mark.parametrize(
    "word", ["#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"]
)
def test_an_error_of_excel_s_is_no_team_no_text_and_no_member(word: str) -> None:
    assert places("IN16", **named(f"{word} team")) == ["Caseloads!B6"]
    assert places("IN16", Explanations=[told(f"The rise of {word} children.")]) == ["Explanations!E6"]
    assert places("IN16", Explanations=[told("All are safe.", welsh=f"Mae {word} yma.")]) == ["Explanations!F6"]
    assert places("IN16", Members=[f"Name Ann {word} | E-mail a@council.example"]) == ["Members!A6"]


def test_an_explanation_that_is_an_error_blocks_what_it_would_let_through() -> None:
    rows = [rated(90), rated(99, "2016-17 Q3")]
    error = {
        "Indicators": ["No 1"],
        "IndicatorValues": rows,
        "Explanations": [told("See #REF!", item="1", kind="explanation")],
    }
    assert says("IN16", **error) != []


@pytest.mark.parametrize("text", ["#1 priority", "N/A", "No. #4", "see #REF"])
def test_a_number_sign_is_no_error(text: str) -> None:
    assert says("IN16", Explanations=[told(text)]) == []


def test_a_setting_and_an_audit_s_theme_are_texts_too() -> None:
    assert places("IN16", settings={"Contact": "Room #N/A"}) == ["Settings!B7"]
    assert places("WD13", Audits=["Theme CynllunÂ£ | Month 2017-10"]) == ["Audits!B6"]


@given(st.text(alphabet=WELSH + "abcdefgh ’“”–£€½°ABCDEF", max_size=30))
def test_text_read_as_windows_1252_is_found_wherever_it_has_a_letter_beyond_ascii(text: str) -> None:
    mistaken = text.encode("utf-8").decode("cp1252", errors="ignore")
    if any(sign in "âêîôûŵ£’–" for sign in text) and "?" not in mistaken:
        assert garbled(mistaken), mistaken


@pytest.mark.parametrize("vowel", "âêîéèëïçåä")
def test_text_of_code_page_850_is_found_and_put_right(vowel: str) -> None:
    written = f"t{vowel}m"
    mistaken = written.encode("cp850").decode("cp1252")
    assert garbled(mistaken) == f"“{mistaken}” is probably “{written}”"


@pytest.mark.parametrize(
    "text",
    [
        "Plant sy'n derbyn gofal: tŷ, gŵr, dŵr, pêl, môr, ŷd, ÂÊÎÔÛŴŶ.",
        "The child’s “plan” – at £1,200 – was naïve: 5°C, ½, café…",
        "DÊ’R LLE ‘UN’",
        "Šárka and Žižek read manœuvre; 12† and 50‰",
        "it’s 3 • 4",
        "Mon–Fri…and Sat",
    ],
)
def test_text_as_people_write_it_is_not_garbled(text: str) -> None:
    assert garbled(text) == ""


def test_a_letter_that_was_lost_is_named_without_a_guess() -> None:
    assert says("WD13", Explanations=[told("Y T\ufffdm gofal.")]) == ["Explanations!E6: “T\ufffdm” has lost a letter."]


# ---------------------------------------------------------------- a question mark in a name


def test_a_question_mark_alone_is_a_name_like_any_other() -> None:
    assert says("IN01", **named("Duty (who?)", "Duty 1")) == []
    assert says("IN01", Audits=["Theme Was the child seen? | Month 2017-10"]) == []


def test_a_question_mark_that_finds_another_name_is_named_with_it() -> None:
    [said] = says("IN01", wrong=True, **named("Duty 1", "Duty ?"))
    assert said == "Caseloads!B7: “Duty ?” finds “Duty 1” as well: “?” is any sign in a lookup."
    assert says("IN01", wrong=True, **named("DUTY 1", "duty ?")) != []
