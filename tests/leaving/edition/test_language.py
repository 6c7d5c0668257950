"""The Welsh edition: the same figures, staff's Welsh texts, and nothing in English unawares."""

from __future__ import annotations

import io
import json
import runpy
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl import report
from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.errors import Blocked, UnusableFile
from cyps_xl.languages.shipped import texts_path
from cyps_xl.translations.phrases import Phrases
from cyps_xl.translations.po_files import Phrase, po_text, read_po
from helpers.packs import CYPS

ROOT = Path(__file__).parents[3]
WELSH = Phrases((*read_po(texts_path("cy")), *CYPS.translations), CYPS.heading_numbers)


def book_of(edition: Published) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(edition.files[edition.workbook]))


def test_both_editions_carry_the_same_figures_cell_for_cell(english: Published, welsh: Published) -> None:
    compared = 0
    for one, other in zip(book_of(english).worksheets, book_of(welsh).worksheets, strict=True):
        assert one.dimensions == other.dimensions
        for row in one.iter_rows():
            for cell in row:
                theirs = other[cell.coordinate].value
                if isinstance(cell.value, str) and not cell.value.startswith("="):
                    assert isinstance(theirs, str)
                else:
                    assert theirs == cell.value
                    compared += cell.value is not None
    assert compared > 480
    assert [f.value for f in english.figures] == [f.value for f in welsh.figures]
    assert [f.period for f in english.figures] == [f.period for f in welsh.figures]


def test_staff_s_texts_come_from_the_welsh_columns(welsh: Published) -> None:
    book = book_of(welsh)
    assert book.worksheets[0]["B11"].value.startswith("Rhoi i’r aelodau".replace("’", "'"))
    assert book.worksheets[3]["C6"].value.startswith("Asesiadau plant")


def test_labels_headings_and_dates_are_welsh(welsh: Published) -> None:
    book = book_of(welsh)
    assert [book.sheetnames[0], *book.sheetnames[2:4]] == ["Clawr", "Allwedd", "1 Dangosyddion"]
    assert str(book.worksheets[0]["A5"].value) == "Chwarter 3 2017-18, 1 Ebrill 2017 i 31 Rhagfyr 2017"
    assert [book.worksheets[4].cell(24, column).value for column in (2, 8)] == ["Ion 17", "Gorff 17"]
    assert book["2.5 Plant sy’n derbyn gofal"]["A24"].number_format == "[$-452]d mmmm yyyy"
    assert book.properties.language == "cy-GB" and "Ch3" in str(book.properties.title)


def test_what_has_no_welsh_blocks_and_is_listed_once(workbook: Path, tmp_path: Path) -> None:
    with pytest.raises(Blocked, match="--allow-english") as stopped:
        publish(workbook, tmp_path / "out", Wanted(language="cy", make_pdf=False))
    messages = [problem.message for problem in stopped.value.problems]
    assert "“East team” has no Welsh words." in messages
    assert len(messages) == len(set(messages))
    assert not (tmp_path / "out").exists()


def test_a_text_without_its_welsh_is_named_and_stands_in_english_only_when_allowed(
    workbook: Path, tmp_path: Path
) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(workbook.read_bytes())
    text = "Item,Period,Kind,Position,English\n2.8,2017-18 Q3,narrative,2,Fewer cases closed.\n"
    (tmp_path / "Explanations.csv").write_text(text, encoding="utf-8")
    report.import_figures(path, tmp_path / "Explanations.csv")
    with pytest.raises(Blocked) as stopped:
        publish(path, tmp_path / "out", Wanted(language="cy", make_pdf=False))
    found = [problem for problem in stopped.value.problems if "Fewer cases closed." in problem.message]
    assert [problem.remedy for problem in found] == ["Type it under Welsh in the table Explanations."]
    allowed = publish(path, tmp_path / "out", Wanted(language="cy", allow_english=True, make_pdf=False))
    values = [cell.value for row in book_of(allowed)["2.8 Canlyniadau TAF"].iter_rows() for cell in row]
    assert "Fewer cases closed." in values
    assert any("stand in English" in note for note in allowed.notes)


def test_a_file_of_the_council_s_words_is_made_filled_in_and_used(workbook: Path, tmp_path: Path) -> None:
    words = tmp_path / "council.po"
    wanted = Wanted(language="cy", words=words, make_pdf=False)
    with pytest.raises(Blocked, match=r"council\.po now lists"):
        publish(workbook, tmp_path / "out", wanted)
    listed = read_po(words)
    assert "East team" in {phrase.text for phrase in listed}
    filled = [Phrase(p.text, "Tîm y Dwyrain" if p.text == "East team" else p.text) for p in listed]
    words.write_text(po_text(filled), encoding="utf-8")
    edition = publish(workbook, tmp_path / "out", wanted)
    assert edition.notes == ()
    assert book_of(edition)["2.2 Llwythi achosion"]["A6"].value == "Tîm y Dwyrain"


def test_the_file_of_labels_holds_every_label_of_the_report() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "list_labels.py"))["labels_file"]()
    assert texts_path("cy").read_text(encoding="utf-8") == made, "run: python scripts/list_labels.py"


def test_a_suggestion_that_nobody_confirmed_is_not_published(welsh: Published) -> None:
    held = (*read_po(texts_path("cy")), *CYPS.translations)
    confirmed = {phrase.translation for phrase in held if not phrase.fuzzy}
    unsure = {phrase.translation for phrase in held if phrase.fuzzy} - confirmed
    published = {str(cell.value) for sheet in book_of(welsh) for row in sheet.iter_rows() for cell in row}
    assert unsure and published.isdisjoint(unsure)


def test_the_manifest_of_the_welsh_edition_says_its_language(welsh: Published) -> None:
    whole = json.loads(welsh.files[f"{welsh.folder.name}.json"])
    assert (whole["language"], whole["quarter"]) == ("cy-GB", "2017-18 Q3")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Children's services", "Gwasanaethau plant"),
        ("1 April 2017 to 31 December 2017", "1 Ebrill 2017 i 31 Rhagfyr 2017"),
        (
            "Children and Young People Services · as at 30 June 2018",
            "Gwasanaethau Plant a Phobl Ifanc · ar 30 Mehefin 2018",
        ),
        ("Within 2.5%", "O fewn 2.5%"),
        ("2017-18 Q3", "2017-18 Ch3"),
        ("PI 29a", "PI 29a"),
        ("12b", "12b"),
        ("CH/039", "CH/039"),
        ("SCC/033(d)", "SCC/033(d)"),
        ("PAM/025", "PAM/025"),
        ("3 TAF teams", None),
        ("December 2017", "Rhagfyr 2017"),
        ("31 March", "31 Mawrth"),
        ("2.5 Number of looked after children", "2.5 Nifer y plant sy’n derbyn gofal"),
        ("2.6 Number of looked after children", None),
        ("Audit 12", "Archwiliad 12"),
        ("★", "★"),
        ("A label that nobody translated", None),
        ("A label that nobody translated · 1 April 2017 to 31 December 2017", None),
    ],
)
def test_a_label_is_said_whole_or_not_at_all(text: str, said: str | None) -> None:
    assert WELSH.said(text) == said


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Tenants", ("Tenants",)),
        ("Tenants: performance report", ("Tenants",)),
        ("Tenants · no count up to 30 June 2018", ("Tenants", "no count up to {date}")),
        ("All tenants, young and old", ("All tenants, young and old",)),
    ],
)
def test_of_a_text_that_cannot_be_said_the_words_that_are_missing_are_asked_for(
    text: str, asked: tuple[str, ...]
) -> None:
    assert WELSH.asked(text) == asked


def test_a_text_of_which_a_part_has_no_words_is_said_as_far_as_it_has() -> None:
    words = {
        "{service} · {covers}": "{service} · {covers}",
        "{first} to {last}": "{first} i {last}",
        "could be chance": "gallai fod yn siawns",
        "Worse than {area}: {which}.": "Gwaeth na {area}: {which}.",
    }
    phrases = Phrases((*(Phrase(*one) for one in words.items()), Phrase("Improved", "Gwell", fuzzy=True)))

    def said(text: str) -> list[str]:
        """The text in its pieces, those that stand in English in brackets."""
        return [one.text if one.is_said else f"[{one.text}]" for one in phrases.as_far_as_said(text)]

    assert said("Repairs · 1 April 2026 to 30 June 2026") == ["[Repairs]", " · 1 Ebrill 2026 i 30 Mehefin 2026"]
    assert said("↑ Improved\ncould be chance") == ["↑ ", "[Improved]", "\ngallai fod yn siawns"]
    assert said("Worse than Wales: PI 25.") == ["Gwaeth na ", "[Wales]", ": PI 25."]
    assert phrases.asked("↑ Improved\ncould be chance") == ("Improved",)
    assert said("Improved") == ["[Improved]"]  # a suggestion is no word of the language


def test_an_arrow_before_words_is_the_same_in_every_language() -> None:
    phrases = Phrases(
        (Phrase("{direction}, more than chance", "{direction}, mwy na hap"), Phrase("Declined", "Gwaeth"))
    )
    assert phrases.said("↓ Declined, more than chance") == "↓ Gwaeth, mwy na hap"
    assert phrases.said("↓ Improved") is None and phrases.asked("↓ Improved") == ("Improved",)
    of_two = "△ ▽ higher, lower"
    assert Phrases((Phrase(of_two, ""),)).asked(of_two) == (of_two,)  # a phrase of its own


def test_a_place_may_stand_twice_and_be_called_anything() -> None:
    phrases = Phrases((Phrase("{1} and {1} of {tŷ}", "{1} a {1} o {tŷ}"), Phrase("one", "un"), Phrase("two", "dau")))
    assert phrases.said("one and one of two") == "un a un o dau"
    assert phrases.said("one and two of two") is None


def test_a_phrase_not_yet_confirmed_is_asked_for_whole_even_where_it_fits_a_pattern() -> None:
    phrases = Phrases((Phrase("Worse than {area}: {which}.", ""), Phrase("Worse than last year: by a little.", "")))
    assert phrases.asked("Worse than last year: by a little.") == ("Worse than last year: by a little.",)
    assert phrases.asked("Worse than Wales: 2.") == ("Worse than {area}: {which}.", "Wales")


def test_of_two_translations_the_council_s_own_counts() -> None:
    phrases = Phrases((Phrase("Service", "Gwasanaeth"), Phrase("Service", "Y gwasanaeth")))
    assert phrases.said("Service") == "Y gwasanaeth"


CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="{") | st.sampled_from('\n\t"\\')
TEXTS = st.text(CHARACTERS, max_size=60)


@given(
    st.lists(
        st.builds(Phrase, TEXTS.filter(bool), TEXTS, st.booleans()),
        max_size=8,
        unique_by=lambda phrase: phrase.text,
    )
)
def test_a_translation_file_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, phrases: list[Phrase]
) -> None:
    path = tmp_path_factory.mktemp("po") / "words.po"
    path.write_bytes(po_text(phrases).encode())
    assert read_po(path) == tuple(phrases)


@pytest.mark.parametrize(
    ("text", "where"),
    [('msgid "a"\nmsgstr b\n', "line 2"), ("<html>", "line 1"), ('msgid "a"\nmsgstr "b\n', "line 2")],
)
def test_what_is_no_translation_file_is_refused_with_its_line(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "words.po"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableFile, match=where):
        read_po(path)


def test_a_translation_file_as_translation_programs_save_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "words.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: cy\\n"\n\n#. a note\n#: Cover!A1\n#, fuzzy, c-format\n#| msgid "Old"\n'
        'msgid "One "\n"two"\nmsgstr ""\n"Un "\n"dau"\n\n#~ msgid "gone"\n#~ msgstr "wedi mynd"\n',
        encoding="utf-8",
    )
    assert read_po(path) == (Phrase("One two", "Un dau", fuzzy=True, where="Cover!A1"),)
