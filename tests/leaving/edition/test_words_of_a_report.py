"""The words of any report in its second language: from its own table Translations, then from the program's file."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_xl.definition.labels import labels_of
from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import definition_of, pack_names, read_pack
from cyps_xl.edition.language import Translated
from cyps_xl.edition.words import Words
from cyps_xl.errors import Blocked
from cyps_xl.inputs.records import as_excel_text
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import ReportPlan, SheetPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers
from cyps_xl.translations.po_files import Phrase, po_text
from helpers.definitions import SMALL, Rows, added, definition, problems, small_inputs
from helpers.random_definitions import random_report

ROOT = Path(__file__).parents[3]
WELSH = {"Visits": "Ymweliadau", "Made": "Gwnaed", "Share": "Cyfran"}


def translated(source: str = "the council’s translators", **others: str) -> dict[str, Rows]:
    """The small report with its labels in Welsh, all from one source."""
    rows = [{"English": e, "Translation": w, "Source": source} for e, w in {**WELSH, **others}.items()]
    return {**SMALL, "Translations": rows}


def in_welsh(declared: Mapping[str, Rows], file: Path | None = None, *, allow_english: bool = True) -> Translated:
    """The Welsh edition's pages of this report."""
    inputs = small_inputs(declared)
    words = Words.of(file, definition_of(inputs))
    settings = read_settings(inputs)
    report, welsh = (lay_out_for_readers(inputs, replace(settings, language=one)) for one in ("English", "Welsh"))
    return words.translated(report, welsh, allow_english=allow_english)


def visits_of(plan: ReportPlan) -> SheetPlan:
    """The one section, before the sheet of members' questions."""
    return plan.sheets[-2]


def test_a_report_with_its_own_labels_translated_lacks_only_what_nobody_has_confirmed() -> None:
    found = in_welsh(translated())
    sheet = visits_of(found.plan)
    assert (sheet.tab, sheet.title) == ("1 Ymweliadau", "1 Ymweliadau")
    assert {"Gwnaed", "Cyfran", "Ymweliadau", "1 Ymweliadau"} <= {cell.value for cell in sheet.cells}
    assert [one for one in found.missing if "has no Welsh words" in one.message] == []


def test_a_section_that_is_renumbered_keeps_its_welsh_title() -> None:
    sections = [{**SMALL["Sections"][0], "Number": "7.3"}]
    assert visits_of(in_welsh({**translated(), "Sections": sections}).plan).tab == "7.3 Ymweliadau"


def test_words_without_a_source_are_not_published_and_are_told_with_what_to_do() -> None:
    with pytest.raises(Blocked) as stopped:
        in_welsh(translated(source=""), allow_english=False)
    told = {problem.message: problem.remedy for problem in stopped.value.problems}
    assert (
        "Say under Source on the sheet Translations"
        in told["“Made” has Welsh words that nobody has confirmed: “Gwnaed”."]
    )
    assert visits_of(in_welsh(translated(source="")).plan).tab == "1 Visits"


def test_a_label_without_words_is_asked_for_without_the_section_s_number() -> None:
    assert "Visits" in dict(in_welsh(SMALL).labels)
    assert "1 Visits" not in dict(in_welsh(SMALL).labels)


def test_the_report_s_words_count_before_the_program_s_and_the_council_s_before_both(tmp_path: Path) -> None:
    file = tmp_path / "council.po"
    file.write_text(po_text([Phrase("Made", "Cyflawnwyd")]), encoding="utf-8")
    plan = in_welsh(translated(Cover="Wyneb"), file).plan
    assert plan.sheets[0].tab == "Wyneb"
    values = {cell.value for cell in visits_of(plan).cells}
    assert "Cyflawnwyd" in values and "Gwnaed" not in values


def test_of_a_text_that_is_put_together_what_is_missing_is_asked_for_once() -> None:
    asked = [text for text, _ in in_welsh(SMALL).labels]
    assert "Visits" in asked and "no count up to {date}" not in asked
    assert [text for text in asked if "Visits" in text] == ["Visits"], "no “Visits: performance report”"


@pytest.mark.parametrize("words", ["y" * 30, "Hyn/hwnnw", "Beth?"])
def test_a_translation_that_cannot_be_a_tab_is_told_and_leaves_the_english_tab(words: str) -> None:
    found = in_welsh(translated(Visits=words))
    assert visits_of(found.plan).tab == "1 Visits"
    assert [one.remedy for one in found.missing if "cannot be the words of a tab" in one.message] != []


def test_a_translation_that_loses_a_place_is_named_by_its_cell() -> None:
    row = {"English": "Visit {number}", "Translation": "Ymweliad {rhif}", "Source": "us"}
    (problem,) = problems(added("Translations", row))
    assert problem.startswith("Translations!B6: The translation of “Visit {number}” has other places in braces")


@pytest.mark.parametrize("name", pack_names())
def test_every_label_of_a_pack_that_ships_has_a_first_translation(name: str) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "list_labels.py"))
    assert script["not_translated"](read_pack(name).definition) == (), f"run: python scripts/list_labels.py {name}"


def test_what_a_pack_lacks_is_listed_and_a_code_is_not() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "list_labels.py"))
    lines = [{**row, "No": "12b", "Note": "CH/039"} for row in SMALL["Lines"]]
    assert script["not_translated"](definition({**SMALL, "Lines": lines})) == ("Visits", "Made", "Share")


@pytest.mark.parametrize("seed", range(10))
def test_whatever_a_report_is_made_of_the_program_s_own_labels_have_a_first_translation(seed: int) -> None:
    inputs = random_report(seed)
    report = definition_of(inputs)
    words, settings = Words.of(None, report), read_settings(inputs)
    pages, welsh = (lay_out_for_readers(inputs, replace(settings, language=one)) for one in ("English", "Welsh"))
    figures = [records for records in inputs if records.table not in DEFINITION_TABLES]
    typed = {as_excel_text(value) for records in figures for row in records for value in row.values.values()}
    names = {settings.service, *(area.name for area in report.areas)}
    asked = dict(words.translated(pages, welsh, allow_english=True).labels)
    assert set(asked) - set(words.suggested) - set(labels_of(report)) - typed - names == set()


def labels(**tables: Rows) -> tuple[str, ...]:
    report: Definition = definition({**SMALL, **tables})
    return labels_of(report)


def test_the_choices_of_a_column_that_goes_down_the_page_are_labels_and_typed_names_are_not() -> None:
    columns = [
        *SMALL["Columns"][:1],
        {"Table": "Visits", "Heading": "Worker", "Holds": "text", "Help": "x", "Required": "yes"},
        {"Table": "Visits", "Heading": "Kind", "Holds": "choice", "Help": "x", "Choices": "Planned; Unplanned"},
        *SMALL["Columns"][1:],
    ]
    down = labels(Columns=columns, Blocks=[{**SMALL["Blocks"][0], "Shape": "months", "Down": "Kind"}])
    assert {"Planned", "Unplanned"} <= set(down)
    assert not {"Planned", "Worker"} & set(labels(Columns=columns))


def test_the_words_of_an_own_key_s_arrows_are_the_program_s() -> None:
    terms = [
        {"Section": "visits", "Term": "Improved", "Meaning": "More visits."},
        {"Section": "visits", "Term": "n/k", "Meaning": "Not known."},
    ]
    found = labels(Terms=terms)
    assert {"More visits.", "n/k", "Not known."} <= set(found)
    assert "Improved" not in found
