"""How many rows there are is a count of people, unless their table says otherwise: of children, one a row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.disclosure.rounded_report import RoundedReport
from cyps_xl.disclosure.suppress import MARK, Previous, Protected, suppress
from cyps_xl.inputs.records import Inputs
from cyps_xl.printed.leaving import leaving
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import ReportPlan, Scalar
from helpers.definitions import SMALL, Rows, small_inputs
from helpers.public_editions import public_edition
from helpers.quarters import Values
from helpers.workbooks import planned, sheet_of

TABLE = {"Table": "Missing", "Sheet": "Missing", "One row is": "a child who went missing", "Key": "Quarter; Child"}
COLUMNS: Rows = [
    {"Table": "Missing", "Heading": "Quarter", "Holds": "quarter", "Help": "x", "Required": "yes"},
    {"Table": "Missing", "Heading": "Child", "Holds": "text", "Help": "x", "Required": "yes"},
    {"Table": "Missing", "Heading": "Kind", "Holds": "choice", "Help": "x", "Choices": "harmed; found; away"},
    {"Table": "Missing", "Heading": "Days", "Holds": "whole number", "Help": "x", "Counts people": "no"},
]
ALL = ("All", "rows", None, "count")
HARMED = ("Harmed", "rows", "Kind = HARMED", "count")
OTHERS = ("Found", "rows", "Kind = found", "count")


def report(*lines: tuple[str, str, str | None, str], people: str | None = None) -> dict[str, Rows]:
    """The small report with a block of figures of children who went missing: label, Shows, Where, As."""
    found = {name: list(rows) for name, rows in SMALL.items()}
    found["Tables"].append({**TABLE, "Counts people": people})
    found["Columns"] += COLUMNS
    found["Blocks"].append(
        {"Block": "missing", "Section": "visits", "Position": 2, "Shape": "figures", "Table": "Missing"}
    )
    found["Lines"] += [
        {"Block": "missing", "Position": at, "Label": label, "Shows": shows, "Where": where, "As": as_}
        for at, (label, shows, where, as_) in enumerate(lines, start=1)
    ]
    return dict(found)


def children(**kinds: int) -> list[Values]:
    """So many children of each kind."""
    return [
        {"Quarter": "2025-26 Q3", "Child": f"{kind} {at}", "Kind": kind, "Days": 3}
        for kind, count in kinds.items()
        for at in range(count)
    ]


def inputs(*lines: tuple[str, str, str | None, str], people: str | None = None, **kinds: int) -> Inputs:
    return small_inputs(report(*lines, people=people), Missing=children(**kinds))


def protected(workbook: Inputs) -> Protected:
    return suppress(leaving(planned(workbook)), workbook, read_settings(workbook), "public")


def shown(plan: ReportPlan) -> dict[str, Scalar]:
    """What stands beside the labels of the block."""
    cells = {(cell.row, cell.column): cell.value for cell in sheet_of(plan, "visits").cells}
    return {str(value): cells[row, 1] for (row, column), value in cells.items() if column == 0 and (row, 1) in cells}


@pytest.mark.parametrize("people", [None, "yes", "staff"])
def test_few_rows_are_few_people_unless_their_table_says_otherwise(people: str | None) -> None:
    few = shown(protected(inputs(ALL, people=people, harmed=2)).plan)
    assert few["All"] == MARK
    assert shown(protected(inputs(ALL, people=people, harmed=9)).plan)["All"] == 9
    assert shown(protected(inputs(ALL, people="no", harmed=2)).plan)["All"] == 2


def test_no_rows_are_a_zero_which_is_always_shown() -> None:
    assert shown(protected(inputs(ALL, HARMED, found=9)).plan)["Harmed"] == 0


def test_few_rows_are_not_what_a_total_leaves() -> None:
    found = shown(protected(inputs(ALL, HARMED, OTHERS, harmed=1, found=14)).plan)
    assert found["Harmed"] == MARK
    assert MARK in (found["All"], found["Found"])
    enough = shown(protected(inputs(ALL, HARMED, OTHERS, harmed=6, found=14)).plan)
    assert (enough["All"], enough["Harmed"], enough["Found"]) == (20, 6, 14)


def test_few_rows_that_no_line_counts_are_not_what_a_total_leaves_either() -> None:
    found = shown(protected(inputs(ALL, OTHERS, harmed=2, found=14)).plan)
    assert MARK in (found["All"], found["Found"])
    enough = shown(protected(inputs(ALL, OTHERS, harmed=7, found=14)).plan)
    assert (enough["All"], enough["Found"]) == (21, 14)


def test_two_small_kinds_hide_each_other() -> None:
    away = ("Away", "rows", "Kind = away", "count")
    found = shown(protected(inputs(ALL, HARMED, OTHERS, away, harmed=2, found=14, away=3)).plan)
    assert [found[label] for label in ("All", "Harmed", "Found", "Away")] == [19, MARK, 14, MARK]


@pytest.mark.parametrize(("shows", "as_"), [("line 2 / line 1", "percent"), ("line 1 - line 3", "count")])
def test_what_is_worked_out_from_few_rows_goes_with_them(shows: str, as_: str) -> None:
    found = shown(protected(inputs(ALL, HARMED, OTHERS, ("Worked out", shows, None, as_), harmed=1, found=14)).plan)
    assert found["Worked out"] == MARK


def test_all_but_a_few_rows_are_not_told_by_their_share() -> None:
    lines = (ALL, OTHERS, ("Share", "line 2 / line 1", None, "percent"))
    assert shown(protected(inputs(*lines, harmed=1, found=40)).plan)["Share"] == MARK


WORKED_OUT = (
    *("rows * 2", "[Days] / rows", "100 - rows", "1 / rows", "rows * rows", "[Days] / rows * 100"),
    *("[Days] / rows - rows", "(rows + 1) * rows", "rows + [Days] / rows"),
)


@pytest.mark.parametrize("shows", WORKED_OUT)
def test_rows_in_a_calculation_are_few_people_too(shows: str) -> None:
    assert shown(protected(inputs(("Worked out", shows, None, "one decimal"), harmed=3)).plan)["Worked out"] == MARK


def test_a_mean_beside_the_rows_that_it_is_the_mean_of_is_followed() -> None:
    lines = report(ALL, ("Mean", "[Days] * rows", None, "one decimal"))
    lines["Lines"] = [{**line, "Over": "mean"} if line["Label"] == "Mean" else line for line in lines["Lines"]]
    few, many = (small_inputs(lines, Missing=children(found=count)) for count in (3, 30))
    assert shown(protected(few).plan)["Mean"] == MARK
    assert shown(protected(many).plan)["Mean"] == 90


@pytest.mark.parametrize("shows", WORKED_OUT)
def test_what_is_worked_out_from_rows_is_worked_out_from_their_rounded_number(shows: str) -> None:
    """Of 13 children the public is told 15, whatever the page makes of it."""
    of_13, of_15 = (inputs(("Worked out", shows, None, "one decimal"), found=count) for count in (13, 15))
    settings = replace(read_settings(of_13), rounded_for_public=True)
    found = shown(suppress(leaving(planned(of_13)), of_13, settings, "public").plan)["Worked out"]
    days = 13 * 3  # days count no people and stay exact
    if "Days" in shows:
        rounded = {"[Days] / rows": days / 15, "[Days] / rows * 100": days / 15 * 100}
        rounded |= {"[Days] / rows - rows": days / 15 - 15, "rows + [Days] / rows": 15 + days / 15}
        assert found in (MARK, pytest.approx(rounded[shows]))
    else:
        assert found in (MARK, pytest.approx(shown(leaving(planned(of_15)))["Worked out"]))


def test_hundreds_of_rows_are_no_more_figures_of_people_than_a_few() -> None:
    few, many = (
        PageFacts(leaving(planned(workbook)), workbook)
        for workbook in (inputs(ALL, HARMED, OTHERS, harmed=2, found=count) for count in (15, 1500))
    )
    assert sum(one.people for one in few.figures.values()) == sum(one.people for one in many.figures.values()) > 0
    assert shown(protected(inputs(ALL, HARMED, OTHERS, harmed=2, found=1500)).plan)["Harmed"] == MARK


@pytest.mark.parametrize(
    ("count", "all_", "twice", "mean"), [(2, 0, 0, "–"), (13, 15, 30, MARK), (38, 40, 80, 114 / 40)]
)
def test_rows_that_are_people_are_rounded_where_counts_are(count: int, all_: int, twice: int, mean: Scalar) -> None:
    lines = (ALL, ("Twice", "rows * 2", None, "count"), ("Mean", "[Days] / rows", None, "one decimal"))
    workbook = inputs(*lines, found=count)
    settings = replace(read_settings(workbook), rounded_for_public=True)
    found = shown(suppress(leaving(planned(workbook)), workbook, settings, "public").plan)
    assert (found["All"], found["Twice"]) == (all_, twice)
    assert found["Mean"] in (mean, MARK) and (found["Mean"] == mean or count < 20)


def test_rows_that_are_no_people_stay_as_they_are_where_counts_are_rounded() -> None:
    workbook = inputs(ALL, people="no", found=13)
    page = PageFacts(leaving(planned(workbook)), workbook)
    assert shown(RoundedReport.of(workbook, read_settings(workbook), page).plan)["All"] == 13


def test_an_earlier_edition_that_told_the_others_keeps_the_total_from_telling_the_few() -> None:
    before, now = (inputs(*lines, harmed=2, found=14) for lines in ((OTHERS,), (OTHERS, HARMED, ALL)))
    earlier = Previous.read(public_edition(before, read_settings(before)).companion)
    after = suppress(leaving(planned(now)), now, read_settings(now), "public", [earlier])
    found = shown(after.plan)
    assert (found["Found"], found["Harmed"], found["All"]) == (14, MARK, MARK)
    assert after.known_before == after.exposed == ()
