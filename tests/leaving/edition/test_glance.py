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
from cyps_xl.edition.left_out import left_out
from cyps_xl.edition.words import Words
from cyps_xl.inputs.tables.indicators import EXPLANATIONS
from cyps_xl.planning import Planned, plan_report
from cyps_xl.printed.leaving import leaving
from cyps_xl.printed.names import EditionName
from cyps_xl.sheets import glance, questions
from cyps_xl.sheets.glance_lines import NOW
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of
from helpers.areas import inputs_with_areas
from helpers.indicators import RATE
from helpers.printed_pages import edition_of
from helpers.quarters import Values
from helpers.workbooks import sheet_of


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
    return made_edition(planned, name, words, wanted, hidden=left_out(package, leaving(planned.plan)))


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
    assert cells[3, 0].split("\n")[0] == "Worse than Wales by more than chance: PI 25, PI 30."
    assert cells[3, NOW] == "None of the 3 changes with counts is more than chance."
    assert cells[8, 0] == "PI 25" and cells[9, 0] == "PI 30"


def rows_of(number: int) -> Iterator[Values]:
    """Figures of some of fourteen indicators: a third of them worse than Wales and than a year ago."""
    for no in map(str, range(1, number + 1)):
        before, now = (90, 290) if int(no) % 3 == 1 else (290, 90)
        for period, part in (("2016-17 Q3", before), ("2017-18 Q3", now), ("2015-16", 280), ("2016-17", 290)):
            yield {"Indicator": no, "Area": "Council", "Period": period, "Numerator": part, "Denominator": 1770}
        if int(no) % 3 == 1:
            yield {"Indicator": no, "Area": "Wales", "Period": "2016-17", "Value": 5}


def test_eight_that_stand_out_of_fourteen_have_room_on_one_page_and_all_of_them_on_two() -> None:
    names = ("The share of children who were seen by a nurse in time", "Days that children waited")
    kinds = [RATE | {"No": str(no), "Reference": f"PI {no}", "Name": names[no % 2]} for no in range(1, 15)]

    def pages(number: int) -> int:
        told = {"Period": "2017-18 Q3", "Kind": "explanation", "Position": 1, "English": "Fewer nurses."}
        explained = [told | {"Item": kind["No"]} for kind in kinds]
        rows = {"Indicators": kinds, "IndicatorValues": [*rows_of(number)], "Explanations": explained}
        sheet = sheet_of(edition_of(inputs_with_areas(rows, first="Wales")), glance.KEY)
        return 1 + len(sheet.page_breaks)

    assert [pages(number) for number in (8, 14)] == [1, 2]


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
