"""Two workbooks that differ only in what is withheld give the same bytes in every file of the edition.

Whatever leaves is a function of what is told: no hash, height, order, word or list follows from the rest. The
other workbooks are not invented here: the proof that a count is hidden is a full set of other figures with
which the pages read the same, and each such set is a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

import pytest

from cyps_xl.disclosure.alternative_worlds import System, Told
from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.disclosure.protect import Suppression, protect
from cyps_xl.disclosure.rules import add_rules
from cyps_xl.disclosure.suppress import still_tells
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.indicators import EXPLANATIONS
from cyps_xl.settings import Settings, read_settings
from cyps_xl.sheets.report_plan import lay_out_for_readers
from helpers.edition_bytes import Edition, edition_of, example_inputs, indicator_cell, with_counts, with_decline

EDITIONS = [("public", "en"), ("public", "cy"), ("members", "en"), ("public", "en")]
"""For whom and in which language: one for each of the other workbooks."""
WITHHELD = {"small_for_members": False}


def facts_and_protection(inputs: Inputs, settings: Settings) -> tuple[PageFacts, Suppression]:
    page = PageFacts(lay_out_for_readers(inputs, settings), inputs)
    add_rules(page, inputs)
    return page, protect(page.figures.values(), page.facts.values(), settings.small_number)


@cache
def worlds() -> tuple[Inputs, ...]:
    """The example quarter, and others that read the same."""
    inputs = example_inputs()
    return inputs, *islice(other_worlds(inputs, read_settings(inputs)), len(EDITIONS))


@cache
def of_the_example(audience: str, language: str) -> Edition:
    return edition_of(worlds()[0], audience, language, **WITHHELD)


def other_worlds(inputs: Inputs, settings: Settings) -> Iterator[Inputs]:
    """Inputs in which withheld counts are others, with every figure told as it is, and the same cells withheld."""
    page, protection = facts_and_protection(inputs, settings)
    system = System(page.figures.values(), page.facts.values())
    told = Told(system, protection.withheld)
    cells = {figure.name: cell for cell, figure in page.figure_of.items()}
    for at, figure in enumerate(system.figures):
        if not figure.is_small(settings.small_number) or figure.name not in cells:
            continue
        for value in (1, 2, 3, 4):
            world = told.witness(at, value) if value != figure.value else None
            changed = {
                cells[name]: float(steps * system.figures[number].step)
                for number, steps in (world or {}).items()
                if (name := system.figures[number].name) in cells
            }
            other = with_counts(inputs, {cell: int(n) if n.is_integer() else n for cell, n in changed.items()})
            if changed and facts_and_protection(other, settings)[1].withheld == protection.withheld:
                yield other
                break


@pytest.mark.parametrize("at", range(len(EDITIONS)))
def test_other_withheld_numbers_give_the_same_files(at: int) -> None:
    inputs, *others = worlds()
    edition = of_the_example(*EDITIONS[at])
    assert edition.made.suppressed and others[at] != inputs
    files = edition_of(others[at], *EDITIONS[at], **WITHHELD).files
    assert [name for name, data in files.items() if data != edition.files[name]] == []


@pytest.mark.parametrize(("audience", "language"), [("public", "en"), ("members", "cy")])
def test_no_file_tells_whether_an_explanation_stands_under_a_withheld_direction(audience: str, language: str) -> None:
    declined = with_decline(4, "Several posts were vacant for most of the autumn. " * 12)
    within = with_decline(3, "")
    one, other = (edition_of(inputs, audience, language, **WITHHELD) for inputs in (declined, within))
    assert any("explanations of indicators 4 and 8" in note for note in one.made.notes)
    assert [name for name, data in one.files.items() if data != other.files[name]] == []


def test_an_explanation_of_a_direction_that_is_shown_stays() -> None:
    inputs, edition = worlds()[0], of_the_example("public", "en")
    reasons = {cell.value for sheet in edition.made.plan.sheets for cell in sheet.cells if "explanation" in cell.style}
    rows = [row for row in inputs[EXPLANATIONS] if row["Period"] == "2017-18 Q3"]
    assert rows and any(row["English"] in reasons for row in rows)


def test_an_accepted_finding_is_told_to_those_alone_who_see_every_number() -> None:
    public = of_the_example("public", "en").files[".json"].decode()
    members = edition_of(example_inputs(), "members").files[".json"].decode()
    assert '"accepted"' not in public
    assert '"accepted"' in members and '"reference"' not in members


@pytest.mark.parametrize("rounded", [False, True])
def test_an_edition_that_names_no_inputs_is_known_to_be_of_them_by_its_figures(rounded: bool) -> None:
    inputs = example_inputs()
    edition = edition_of(inputs, rounded_for_public=rounded).made
    settings = replace(read_settings(inputs), rounded_for_public=rounded)
    assert still_tells(edition.told, inputs, settings, edition.small_numbers)
    changed = with_counts(inputs, {indicator_cell(inputs, "2", "2017-18 Q3", "Numerator"): 500})
    assert not still_tells(edition.told, changed, settings, edition.small_numbers)
