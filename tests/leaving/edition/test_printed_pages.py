"""The PDF read as a member reads it: one size of text, no blank page, each with its section's name, nothing cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.inputs.tables.indicators import EXPLANATION, EXPLANATIONS
from cyps_xl.scan import scan_bytes
from cyps_xl.sheets import cover
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan
from cyps_xl.sheets.theme import EDITION_SIZE
from helpers.edition_bytes import example_inputs
from helpers.libreoffice import needs_libreoffice
from helpers.pack_editions import edition_of_pack, pdf_of_made
from helpers.printed_pages import edition_of, faults, paged_again, pages_of, pdf_of
from helpers.quarters import Size, Values, inputs_of, made_up

pytestmark = needs_libreoffice
LONG = "Family support and early help team {:02}ab"


def with_settings(rows: dict[str, list[Values]], **settings: object) -> dict[str, list[Values]]:
    """The rows with settings of the report changed."""
    named = {name.replace("_", " "): value for name, value in settings.items()}
    kept = [row for row in rows["Settings"] if row["Setting"] not in named]
    return {**rows, "Settings": [*kept, *({"Setting": name, "Value": value} for name, value in named.items())]}


def long_teams(rows: dict[str, list[Values]]) -> dict[str, list[Values]]:
    """The rows with names of forty letters for teams."""
    teams = [{**row, "Team": LONG.format(at)} for at, row in enumerate(rows["Caseloads"])]
    return {**rows, "Caseloads": teams}


def few() -> Inputs:
    return inputs_of(with_settings(made_up(Size(teams=3, months=3)), Months_shown=3))


def many() -> Inputs:
    return inputs_of(with_settings(long_teams(made_up(Size(teams=40, months=24))), Months_shown=24))


def without_data() -> Inputs:
    return inputs_of(made_up(Size(gaps=1.0)))


def long_explanations() -> Inputs:
    """The example with explanations of 1,500 letters: in a column as wide as a name, no row of Excel's held them."""
    inputs = example_inputs()
    records = inputs[EXPLANATIONS]
    long = {"English": ("It takes the school, the health board and the family to agree. " * 25)[:1500]}
    rows = (replace(row, values={**row.values, **long}) if row["Kind"] == EXPLANATION else row for row in records.rows)
    return replace(inputs, records={**inputs.records, EXPLANATIONS.name: replace(records, rows=tuple(rows))})


VARIANTS: dict[str, Callable[[], Inputs]] = {
    "three teams, three months": few,
    "forty teams of long names, 24 months": many,
    "without data": without_data,
}


@pytest.mark.parametrize("inputs", VARIANTS.values(), ids=VARIANTS)
def test_every_page_can_be_read_and_says_where_one_is(inputs: Callable[[], Inputs]) -> None:
    plan = edition_of(inputs())
    assert list(faults(plan, pages_of(pdf_of(plan)))) == []


def test_explanations_as_long_as_a_page_part_nothing_but_a_last_row_beside_them() -> None:
    plan = edition_of(long_explanations())
    [fault] = faults(plan, pages_of(pdf_of(plan)))
    assert fault.endswith("has little alone: 1 rows")  # of the columns beside: two rows and an explanation have no room


PACKS: tuple[tuple[str, str, dict[str, Value]], ...] = (
    ("cyps", "en", {}),
    ("cyps", "cy", {}),
    ("cyps", "cy", {"Months shown": 3}),
    ("cyps", "en", {"Months shown": 24}),
    ("cyps", "en", {"teams": 30}),
    ("cyps", "en", {"Reporting quarter": "2018-19 Q1"}),  # of which nothing is known
    ("wales-2020", "en", {}),
    ("wales-2020", "cy", {"teams": 30}),
    ("wales-2020", "cy", {"Reporting quarter": "2029-30 Q1"}),
    ("housing-repairs", "en", {"Months shown": 3}),
    ("housing-repairs", "cy", {}),
    ("housing-repairs", "cy", {"Months shown": 24}),
    ("housing-repairs", "cy", {"Reporting quarter": "2029-30 Q1"}),
)


@pytest.mark.parametrize(("pack", "language", "changes"), PACKS, ids=lambda one: str(one))
def test_every_page_of_a_pack_s_edition_can_be_read_in_either_language(
    pack: str, language: str, changes: dict[str, Value]
) -> None:
    made = edition_of_pack(pack, language, changes)
    data = pdf_of_made(made)
    assert list(faults(made.plan, pages_of(data))) == []
    assert scan_bytes(data, "a.pdf") == ()  # it could be published


def a_page(**changes: Any) -> ReportPlan:
    """An edition of a sheet of one page, changed."""
    cells = (CellPlan(0, 0, "Title", style="title"), *(CellPlan(row, 0, "words") for row in range(2, 8)))
    front = SheetPlan(cover.KEY, "Cover", "Cover", (CellPlan(0, 0, "Cover"),), (40.0,), printed_columns=1)
    sheet = SheetPlan("key", "Tab", "Title", cells, (40.0, 10.0), printed_columns=2)
    plan = paged_again(ReportPlan((front, sheet), size=EDITION_SIZE, titles_head_pages=True))
    return replace(plan, sheets=(plan.sheets[0], replace(plan.sheets[1], **changes)))


def found(plan: ReportPlan) -> list[str]:
    return list(faults(plan, pages_of(pdf_of(plan))))


def test_a_page_that_keeps_all_rules_has_no_fault() -> None:
    assert found(a_page()) == []


def test_a_sheet_that_is_shrunk_is_found() -> None:
    assert "page 2: has text of [9.6, 14.4] points" in found(a_page(scale=80))


def test_a_blank_page_is_found() -> None:
    line = CellPlan(9, 0, "", style="rule")
    cells = (*a_page().sheets[1].cells, line)
    assert "page 3: is blank" in found(a_page(cells=cells, rows_on_paper=10, page_breaks=(9,)))


def test_a_page_that_does_not_name_its_section_is_found() -> None:
    plan = a_page()
    unnamed = replace(plan, titles_head_pages=False)  # its tab stands there
    assert "page 2: does not name its section: Title" in found(unnamed)


def test_words_that_are_cut_by_their_cell_are_found() -> None:
    long = CellPlan(8, 0, "words that are longer than the column they stand in is wide", style="text plain")
    cut = replace(long, column=0), CellPlan(8, 1, "beside")
    [fault, *_] = found(a_page(cells=(*a_page().sheets[1].cells, *cut), rows_on_paper=9))
    assert "cuts" in fault or "lacks" in fault


def test_a_row_that_is_too_low_for_its_lines_is_found() -> None:
    tall = CellPlan(8, 0, "words " * 40, style="wrapped")
    cells = (*a_page().sheets[1].cells, tall)
    assert any("cuts" in fault for fault in found(a_page(cells=cells, heights={0: 27.0, 8: 31.0}, rows_on_paper=9)))


def test_a_heading_at_the_foot_of_a_page_is_found() -> None:
    cells = (*a_page().sheets[1].cells, CellPlan(8, 0, "Heading", style="section"), CellPlan(9, 0, "words"))
    assert "page 2: ends with a heading: Heading" in found(a_page(cells=cells, page_breaks=(9,), rows_on_paper=10))


def test_a_number_without_room_is_found() -> None:
    number = CellPlan(8, 1, 123456789012, style="figure", number_format="#,##0")
    assert "page 2: has a number without room" in found(
        a_page(cells=(*a_page().sheets[1].cells, number), rows_on_paper=9)
    )


def test_a_header_that_is_repeated_above_words_is_found() -> None:
    cells = (*a_page().sheets[1].cells, *(CellPlan(row, 0, "words", style="paragraph") for row in (8, 9, 10)))
    said = ["page 3: repeats a header above none of its rows", "page 3: has words alone"]
    assert found(a_page(cells=cells, repeat_rows=(2, 2), page_breaks=(8,), rows_on_paper=11)) == said


def test_a_header_that_is_repeated_above_rows_is_no_fault() -> None:
    assert found(a_page(repeat_rows=(2, 2), page_breaks=(5,))) == []


def test_a_page_for_a_row_or_two_is_found() -> None:
    assert found(a_page(page_breaks=(6,))) == ["page 3: has little alone: 2 rows"]


def test_a_heading_that_is_wider_than_its_page_is_found() -> None:
    title = CellPlan(0, 0, "A title that is longer than the columns of its page are wide", style="title")
    [fault] = found(a_page(cells=(title, *a_page().sheets[1].cells[1:])))
    assert fault == f"page 2: cuts {title.value!r}"


def test_contents_that_lead_to_another_page_are_found() -> None:
    plan = a_page()
    contents = (CellPlan(0, 0, "Page 7"), CellPlan(0, 1, "Title", style="link", link="'Tab'!A1"))
    front = replace(plan.sheets[0], cells=contents, widths=(10.0, 20.0), printed_columns=2, paper_columns=2)
    said = "the contents say page 7 for Title, which begins on 2"
    assert found(replace(plan, sheets=(front, plan.sheets[1]))) == [said]
