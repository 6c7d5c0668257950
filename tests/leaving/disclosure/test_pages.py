"""Whole editions under attack: everything printed on their pages, by somebody who knows what the tables mean."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from cyps_xl.disclosure.marked import marked
from cyps_xl.disclosure.suppress import Previous, Protected, Reason, suppress
from cyps_xl.inputs.records import Inputs
from cyps_xl.planning import Planned, plan_report
from cyps_xl.printed.leaving import edition_plan, leaving
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers
from cyps_xl.xlsx.parts.package import Package
from helpers.page_attacker import MARK, Pages
from helpers.public_editions import PublicEdition, correct_inputs, public_edition, settings_for
from helpers.workbooks import sheet_of


def read(*editions: ReportPlan) -> Pages:
    pages = Pages()
    for edition in editions:
        pages.read(edition)
    return pages


def numbers(plan: ReportPlan) -> int:
    return sum(isinstance(cell.value, int | float) for sheet in plan.sheets for cell in sheet.cells)


@pytest.mark.parametrize("threshold", [5, 10, 20])
def test_nothing_withheld_can_be_worked_out_from_the_pages(threshold: int) -> None:
    for seed in (0, 1):
        inputs = correct_inputs(seed)
        pages = read(public_edition(inputs, settings_for(inputs, threshold)).plan)
        assert len(pages.marked) > 25
        assert pages.recovered(threshold) == [], seed


@pytest.fixture(scope="module")
def example(workbook: Path) -> Planned:
    return plan_report(Package.read(workbook))


@pytest.mark.parametrize("threshold", [3, 5, 6, 10])
def test_nothing_withheld_can_be_worked_out_from_the_example(example: Planned, threshold: int) -> None:
    settings = replace(example.settings, small_number=threshold)
    edition = public_edition(example.inputs, settings).plan
    assert read(edition).recovered(threshold) == []


def test_the_attacker_finds_what_is_hidden_by_itself_alone(example: Planned) -> None:
    """With the small counts marked and nothing else, the same attacker finds several."""
    plan = leaving(example.plan)
    protected = suppress(plan, example.inputs, example.settings, "public")
    small = frozenset(one.place for one in protected.withheld if one.why is Reason.SMALL)
    assert len(read(edition_plan(marked(plan, small, {}))).recovered(5)) >= 4


def test_two_editions_together_tell_no_more_than_each() -> None:
    alone = 0
    for seed, threshold in ((1, 5), (3, 10)):
        inputs = correct_inputs(seed)
        earlier = public_edition(inputs, settings_for(inputs, threshold, "2017-18 Q2"))
        settings = settings_for(inputs, threshold)
        unaware = public_edition(inputs, settings)
        aware = public_edition(inputs, settings, Previous.read(earlier.companion))
        alone += len(read(earlier.plan, unaware.plan).recovered(threshold))
        assert read(earlier.plan, aware.plan).recovered(threshold) == [], seed
        assert aware.protected.known_before == ()
    assert alone >= 2  # an edition that knows nothing of the one before gives counts away


def test_three_editions_together_tell_no_more_than_each() -> None:
    inputs = correct_inputs(2)
    editions: list[PublicEdition] = []
    for quarter in ("2017-18 Q1", "2017-18 Q2", "2017-18 Q3"):
        before = [Previous.read(edition.companion) for edition in editions]
        editions.append(public_edition(inputs, settings_for(inputs, 10, quarter), *before))
    assert read(*(edition.plan for edition in editions)).recovered(10) == []


def test_most_of_the_report_stays() -> None:
    inputs = correct_inputs(0)
    settings = settings_for(inputs, 5)
    before = edition_plan(lay_out_for_readers(inputs, settings))
    assert numbers(public_edition(inputs, settings).plan) > 0.9 * numbers(before)


def test_no_small_count_is_left_on_any_page() -> None:
    inputs: Inputs = correct_inputs(4)
    edition = public_edition(inputs, settings_for(inputs, 5)).plan
    counts = {"readmissions", "steps", "taf", "registrations", "complaints"}
    nets = ("less",)
    for sheet in edition.sheets:
        labels = {cell.row: str(cell.value) for cell in sheet.cells if cell.column <= 1 and isinstance(cell.value, str)}
        for cell in sheet.cells:
            small = isinstance(cell.value, int | float) and 0 < cell.value < 5 and not cell.number_format.endswith("%")
            net = any(word in labels.get(cell.row, "") for word in nets)
            assert not (sheet.key in counts and small and not net), (sheet.key, cell)


def test_a_chart_has_no_column_for_a_withheld_count(example: Planned) -> None:
    edition = public_edition(example.inputs, example.settings).plan
    sheet = sheet_of(edition, "readmissions")
    cells = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    span = sheet.charts[0].series[0].values
    points = [cells[span.first_row, column] for column in range(span.first_column, span.last_column + 1)]
    assert MARK in points and all(point == MARK or point == 0 for point in points)


def test_both_languages_lose_the_same_cells(example: Planned) -> None:
    english = lay_out_for_readers(example.inputs, example.settings)
    welsh = lay_out_for_readers(example.inputs, replace(example.settings, language="Welsh"))
    one: Protected = suppress(english, example.inputs, example.settings, "public")
    other = suppress(welsh, example.inputs, example.settings, "public")
    assert [cell.place for cell in one.withheld] == [cell.place for cell in other.withheld]
    assert one.applied_to(welsh) == other.plan
    marks = list(chain.from_iterable(((c.row, c.column, c.value == MARK) for c in s.cells) for s in one.plan.sheets))
    assert marks == list(
        chain.from_iterable(((c.row, c.column, c.value == MARK) for c in s.cells) for s in other.plan.sheets)
    )
