"""At a glance in an edition: its cells as the workbook has them, and not there where it would tell too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_xl.definition.packs import definition_of
from cyps_xl.disclosure.marked import SHOWN_NOTE
from cyps_xl.edition.build import Made, Wanted, made_edition
from cyps_xl.edition.words import Words
from cyps_xl.inputs.records import Value
from cyps_xl.inputs.tables.indicators import EXPLANATIONS
from cyps_xl.planning import Planned, plan_inputs, plan_report
from cyps_xl.printed.names import EditionName
from cyps_xl.sheets import glance, questions
from cyps_xl.sheets.glance_lines import NOW, REFERENCE, WHY
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of
from helpers.areas import inputs_with_areas
from helpers.indicators import RATE
from helpers.pack_editions import all_words
from helpers.quarters import Values
from helpers.workbooks import left_out_by_staff, sheet_of


@pytest.fixture(scope="module")
def package(workbook: Path) -> Package:
    return Package.read(workbook)


@pytest.fixture(scope="module")
def planned(package: Package) -> Planned:
    return plan_report(package)


@pytest.fixture(scope="module")
def members(package: Package, planned: Planned) -> Made:
    return made(package, planned)


def made(package: Package, planned: Planned, *, audience: str = "members", language: str = "en") -> Made:
    name = EditionName.of(planned.settings, definition_of(planned.inputs).languages[language], audience, draft=True)
    words = Words.of(None, definition_of(planned.inputs)) if language == "cy" else None
    wanted = Wanted(language=language, audience=audience, allow_english=True)
    return made_edition(planned, name, words, wanted, hidden=left_out_by_staff(package, planned.plan))


def printed(sheet: SheetPlan) -> dict[tuple[int, int], str]:
    """What a reader sees, by row and column."""
    cells = (cell for cell in sheet.cells if cell.column < sheet.printed_columns)
    return {(cell.row, cell.column): str(cell.value) for cell in cells if cell.value != ""}


def test_it_follows_the_cover_and_says_what_the_workbook_says(members: Made, planned: Planned) -> None:
    assert [sheet.key for sheet in members.plan.sheets][:2] == ["cover", glance.KEY]
    staff, edition = printed(sheet_of(planned.plan, glance.KEY)), printed(sheet_of(members.plan, glance.KEY))
    assert {place: edition[place] for place in staff if place[0] > 2} == {p: v for p, v in staff.items() if p[0] > 2}


def test_the_three_things_that_matter_in_the_example_stand_at_its_top(members: Made) -> None:
    cells = printed(sheet_of(members.plan, glance.KEY))
    assert cells[3, 0].split("\n")[0] == "Worse than Wales, more than chance: 2 (PI 25, PI 30)."
    assert cells[3, NOW] == "The 3 changes that can be tested could all be chance."
    assert cells[8, 0] == "PI 25" and cells[9, 0] == "PI 30"


SHORT = ("The share of children who were seen by a nurse in time", "Days that children waited")
LONG = (
    "Looked after children who changed school at least once in the year, other than at the usual times, and who had "
    "not been placed again with their own family when the year ended",
    "Care leavers in education, training or work throughout their first twenty-four months out of care",
)
YEARS_OF = ("2016-17 Q3", "2017-18 Q3", "2015-16", "2016-17")


def of_many(kind: str, number: int, language: str = "en", every: int = 14) -> Made:
    """The members' edition of so many indicators, of which the first `number` stand out by as many reasons as can be.

    `kind` says what their names are like, and whether they are annual, in words: "long annual".
    """
    names, annual = LONG if "long" in kind else SHORT, "annual" in kind
    changes: dict[str, Value] = {"Target": 0.1} if "target" in kind else {}
    changes |= {"Reported": "annually"} if annual else {}
    kinds = [
        RATE | {"No": str(no), "Reference": f"PI {no}", "Name": names[no % 2], "Name in Welsh": names[no % 2]} | changes
        for no in range(1, every + 1)
    ]
    told = {"Period": "2017-18 Q3", "Kind": "explanation", "Position": 1, "English": "Fewer nurses."}
    explained = [] if "target" in kind else [told | {"Item": one["No"]} for one in kinds]
    rows = {"Indicators": kinds, "IndicatorValues": [*rows_of(number, annual)], "Explanations": explained}
    planned = plan_inputs(inputs_with_areas(rows, first="Wales"), {})
    definition = definition_of(planned.inputs)
    name = EditionName.of(planned.settings, definition.languages[language], "members", False)
    words = all_words(definition) if language == "cy" else None
    return made_edition(planned, name, words, Wanted(language=language, allow_english=True))


def rows_of(number: int, annual: bool = False) -> Iterator[Values]:
    """Figures of the first of some indicators, worse than Wales, most of them than a year ago."""
    for no in range(1, number + 1):
        before, now = (90, 290) if no % 3 else (290, 90)
        years = YEARS_OF[2:] if annual else YEARS_OF
        for period, part in zip(years, (before, now, 90, 290)[-len(years) :], strict=True):
            yield {"Indicator": str(no), "Area": "Council", "Period": period, "Numerator": part, "Denominator": 1770}
        yield {"Indicator": str(no), "Area": "Wales", "Period": "2016-17", "Value": 5}


def glance_of(made: Made) -> SheetPlan:
    return sheet_of(made.plan, glance.KEY)


def told_on(sheet: SheetPlan) -> list[str]:
    """The references of the lines, and what the line below them says."""
    [table] = sheet.tables
    cells = printed(sheet)
    rows = range(table.span.first_row + 1, table.span.last_row + 1)
    return [cells.get((row, REFERENCE)) or cells[row, WHY] for row in rows]


ROOM = {"short": 8, "short annual": 6, "long target": 2, "long annual target": 3}
"""How many of fourteen have room on one page, by what they are like."""


@pytest.mark.parametrize("kind", ROOM)
def test_of_fourteen_indicators_it_keeps_to_one_page_whatever_they_are_called(kind: str) -> None:
    english, welsh = (glance_of(of_many(kind, 14, language)) for language in ("en", "cy"))
    assert (english.page_breaks, welsh.page_breaks) == ((), ())
    assert (english.scale, welsh.scale) == (100, 100)
    lines = [f"PI {no}" for no in range(1, ROOM[kind] + 1)]
    assert told_on(english) == [*lines, f"And {14 - len(lines)} more: see the scorecard."]
    assert told_on(welsh) == [*lines, f"A {14 - len(lines)} arall: gweler y cerdyn sgorio."]


def test_eight_that_stand_out_have_room_and_none_is_only_counted() -> None:
    sheet = glance_of(of_many("short", 8))
    assert (told_on(sheet), sheet.page_breaks) == ([f"PI {no}" for no in range(1, 9)], ())


def test_of_sixty_it_takes_two_pages() -> None:
    sheet = glance_of(of_many("long annual target", 60, every=60))
    assert len(sheet.page_breaks) == 1
    *lines, others = told_on(sheet)
    assert (len(lines), others) == (5, "And 55 more: see the scorecard.")


def test_no_free_line_is_left_and_their_heading_leads_to_the_section(members: Made) -> None:
    sheet = sheet_of(members.plan, glance.KEY)
    [table] = sheet.tables
    assert (table.span.last_row, max(cell.row for cell in sheet.cells)) == (10, 10)
    heading = next(cell for cell in sheet.cells if (cell.row, cell.column) == (table.span.first_row - 1, 0))
    assert heading.link == "'1 Indicators'!A1"


def test_both_languages_have_the_same_cells(members: Made, package: Package, planned: Planned) -> None:
    welsh = made(package, planned, language="cy")
    english, cymraeg = (sheet_of(one.plan, glance.KEY) for one in (members, welsh))
    assert printed(english).keys() == printed(cymraeg).keys()
    figures = [re.findall(r"\d[\d.,]*", text) for text in printed(english).values()]
    assert figures == [re.findall(r"\d[\d.,]*", text) for text in printed(cymraeg).values()]
    assert "Pam mae llai o blant" in " ".join(printed(sheet_of(welsh.plan, questions.KEY)).values())


def test_members_are_told_where_it_writes_a_small_count(package: Package, planned: Planned) -> None:
    def note(threshold: int) -> bool:
        settings = replace(planned.settings, small_number=threshold)
        edition = made(package, replace(planned, settings=settings))
        return SHOWN_NOTE.format(number=threshold) in printed(sheet_of(edition.plan, glance.KEY)).values()

    assert (note(3), note(4)) == (False, True)  # PI 30: 3 of 34 children


def test_the_public_has_no_such_page_and_the_officer_is_told(package: Package, planned: Planned) -> None:
    words = replace(planned.inputs[EXPLANATIONS], rows=())  # of which some tell small numbers
    inputs = replace(planned.inputs, records={**planned.inputs.records, EXPLANATIONS.name: words})
    edition = made(package, replace(planned, inputs=inputs), audience="public")
    assert glance.KEY not in {sheet.key for sheet in edition.plan.sheets}
    assert edition.notes[0].startswith("At a glance is left out")
    links = {cell.link for sheet in edition.plan.sheets for cell in sheet.cells}
    assert not any("glance" in link for link in links)


def test_it_tells_nothing_of_a_scorecard_that_is_hidden(package: Package, planned: Planned) -> None:
    part = next(one.part for one in sheets_of(package) if one.name == our_tabs(package)["indicators"])
    hidden = package.parts[part].replace(b'<row r="6"', b'<row r="6" hidden="1"')
    edition = made(package.with_parts({part: hidden}), planned)
    assert glance.KEY not in {sheet.key for sheet in edition.plan.sheets}
    assert any("a scorecard that it tells of is hidden" in note for note in edition.notes)
