"""Which rows of a table a block shows: alike in Python and in the formulas, in every shape that can choose them."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.inputs.records import Inputs
from helpers.definitions import SMALL, Rows, problems
from helpers.libreoffice import needs_libreoffice
from helpers.quarters import Values
from helpers.small_reports import inputs_with, notices_of, proved, proved_in_libreoffice, table_of

NOVEMBER, DECEMBER = dt.date(2025, 11, 30), dt.date(2025, 12, 31)


def column(heading: str, holds: str, **cells: str) -> dict[str, str]:
    return {"Table": "Visits", "Heading": heading, "Holds": holds, "Help": "x", **cells}


def line(position: int, shows: str, **cells: str) -> dict[str, str | int]:
    return {
        "Block": "visits",
        "Position": position,
        "Label": f"Line {position}",
        "Shows": shows,
        "As": "count",
        **cells,
    }


def report(key: str, columns: list[dict[str, str]], lines: list[dict[str, str | int]], **block: str) -> dict[str, Rows]:
    """One block over one table, Visits."""
    return {
        **SMALL,
        "Tables": [{"Table": "Visits", "Sheet": "Visits", "One row is": "one", "Key": key}],
        "Columns": columns,
        "Blocks": [{**SMALL["Blocks"][0], "Noun": "visit", **block}],
        "Lines": lines,
    }


BEDS = [
    column("As at", "date", Required="yes"),
    column("Home", "text", Required="yes"),
    column("Beds", "whole number"),
    column("Kind", "choice", Choices="small; large"),
]
TWO_HOMES: list[Values] = [
    {"As at": DECEMBER, "Home": "Elm", "Beds": 3, "Kind": "small"},
    {"As at": DECEMBER, "Home": "Oak", "Beds": 5, "Kind": "large"},
]


def test_groups_show_those_that_a_block_chooses_and_miss_none_of_the_others() -> None:
    declared = report(
        "As at; Home", BEDS, [line(1, "[Beds]", Total="sum")], Shape="groups", Down="Home", Where="Kind = large"
    )
    sheet = proved(inputs_with(declared, Visits=TWO_HOMES))
    assert (table_of(sheet, "Oak")[0], table_of(sheet, "Total")[0]) == (5, 5)
    assert "Elm" not in [cell.value for cell in sheet.cells]
    assert notices_of(sheet) == []


def test_groups_leave_out_the_figures_that_a_line_does_not_choose() -> None:
    lines = [line(1, "[Beds]", Total="sum"), line(2, "[Beds]", Total="sum", Where="Kind = small")]
    declared = report("Home; As at", BEDS, lines, Shape="groups", Down="Home")
    sheet = proved(inputs_with(declared, Visits=TWO_HOMES))
    assert [table_of(sheet, label)[:2] for label in ("Elm", "Oak", "Total")] == [[3, 3], [5, "–"], [8, 3]]


POSTS = [
    column("As at", "date", Required="yes"),
    column("Measure", "choice", Required="yes", Choices="filled; vacant"),
    column("Role", "choice", Required="yes", Choices="lead; worker"),
    column("Posts", "number"),
    column("Kind", "choice", Choices="new; old"),
]
FOUR_POSTS: list[Values] = [
    {"As at": DECEMBER, "Measure": measure, "Role": role, "Posts": posts, "Kind": kind}
    for measure, role, posts, kind in (
        ("filled", "lead", 1, "new"),
        ("filled", "worker", 2, "old"),
        ("vacant", "lead", 3, "new"),
        ("vacant", "worker", 4, "new"),
    )
]


def test_a_grid_shows_the_choices_that_its_block_and_line_choose() -> None:
    columns = {"Shape": "grid", "Down": "Measure", "Across": "Role", "Where": "Measure = vacant"}
    sheet = proved(
        inputs_with(report("Measure; As at; Role", POSTS, [line(1, "[Posts]")], **columns), Visits=FOUR_POSTS)
    )
    assert table_of(sheet, "vacant") == [3, 4]
    assert "filled" not in [cell.value for cell in sheet.cells]
    columns = {"Shape": "grid", "Down": "Measure", "Across": "Role"}
    chosen = report("As at; Measure; Role", POSTS, [line(1, "[Posts]", Where="Kind = new", Total="sum")], **columns)
    sheet = proved(inputs_with(chosen, Visits=FOUR_POSTS))
    assert [table_of(sheet, label) for label in ("filled", "vacant")] == [[1, "", 1], [3, 4, 7]]


COUNTS = [column("As at", "date", Required="yes"), column("Children", "whole number"), column("Kind", "text")]
TWO_DATES: list[Values] = [
    {"As at": NOVEMBER, "Children": 3, "Kind": "checked"},
    {"As at": DECEMBER, "Children": 5, "Kind": "guessed"},
]


def test_a_history_leaves_out_the_figures_of_dates_that_a_line_does_not_choose() -> None:
    declared = report("As at", COUNTS, [line(1, "[Children]", Where="Kind = checked")], Shape="history")
    sheet = proved(inputs_with(declared, Visits=TWO_DATES))
    figures = [cell.value for cell in sheet.cells if cell.column == 1 and cell.style == "figure"]
    assert figures == [3, "–"]


AUDITS = [
    column("Quarter", "quarter", Required="yes"),
    column("Theme", "text", Required="yes"),
    column("Cases", "whole number"),
    column("Kind", "choice", Choices="inside; outside"),
]
THREE_AUDITS: list[Values] = [
    {"Quarter": "2025-26 Q3", "Theme": theme, "Cases": cases, "Kind": kind}
    for theme, cases, kind in (("Plans", 1, "inside"), ("Visits", 2, "outside"), ("Files", 3, "inside"))
]


def list_of(key: str = "Quarter; Theme", **block: str) -> dict[str, Rows]:
    lines = [line(1, "[Theme]", As="text"), line(2, "[Cases]", Total="sum")]
    return report(key, AUDITS, lines, Shape="list", **block)


@pytest.mark.parametrize("key", ["Quarter; Theme", "Theme; Quarter"])
def test_a_list_of_chosen_rows_says_of_no_other_that_it_is_not_shown(key: str) -> None:
    sheet = proved(inputs_with(list_of(key, Where="Kind = inside"), Visits=THREE_AUDITS))
    assert [table_of(sheet, label)[0] for label in ("Plans", "Files", "Total")] == [1, 3, 4]
    assert notices_of(sheet) == []


def test_lists_of_one_table_say_together_what_none_of_them_shows() -> None:
    declared = list_of(Where="Kind = inside")
    other = {**declared["Blocks"][0], "Block": "more", "Position": 2, "Where": "Kind = outside"}
    lines = [*declared["Lines"], {**declared["Lines"][0], "Block": "more"}]
    sheet = proved(
        inputs_with({**declared, "Blocks": [*declared["Blocks"], other], "Lines": lines}, Visits=THREE_AUDITS)
    )
    assert notices_of(sheet) == []
    [formula] = [cell.formula for cell in sheet.cells if cell.style == "notice" and "Visits[" in (cell.formula or "")]
    assert '"inside"' in str(formula) and '"outside"' in str(formula)


@pytest.mark.parametrize("place", [0.5, 0.1 + 0.2, 3, None])
def test_a_list_finds_rows_whose_key_has_a_number_with_decimals_or_none(place: float | None) -> None:
    lines = [line(1, "[Theme]", As="text"), line(2, "[Cases]")]
    declared = report("Quarter; Theme; Place", [*AUDITS, column("Place", "number")], lines, Shape="list")
    rows: list[Values] = [{"Quarter": "2025-26 Q3", "Theme": "Plans", "Cases": 7, "Place": place}]
    sheet = proved(inputs_with(declared, Visits=rows))
    assert table_of(sheet, "Plans")[0] == 7


TEAMS: dict[str, Rows] = {
    **SMALL,
    "Tables": [
        {"Table": "Visits", "Sheet": "Visits", "One row is": "one", "Key": "Team; Month"},
        {"Table": "Homes", "Sheet": "Homes", "One row is": "one", "Key": "Month; Team"},
        {"Table": "People", "Sheet": "People", "One row is": "one", "Key": "Month"},
    ],
    "Columns": [
        *(
            {"Table": table, "Heading": heading, "Holds": holds, "Help": "x", "Required": "yes", "Choices": choices}
            for table in ("Visits", "Homes")
            for heading, holds, choices in (("Month", "month", None), ("Team", "choice", "north; south"))
        ),
        {"Table": "Visits", "Heading": "Made", "Holds": "whole number", "Help": "x"},
        {"Table": "Homes", "Heading": "Number", "Holds": "whole number", "Help": "x"},
        {"Table": "People", "Heading": "Month", "Holds": "month", "Help": "x", "Required": "yes"},
        {"Table": "People", "Heading": "All", "Holds": "whole number", "Help": "x"},
    ],
}
DECEMBERS: dict[str, list[Values]] = {
    "Visits": [
        {"Month": dt.date(2025, 12, 1), "Team": team, "Made": made} for team, made in (("north", 6), ("south", 8))
    ],
    "Homes": [{"Month": dt.date(2025, 12, 1), "Team": team, "Number": n} for team, n in (("north", 2), ("south", 4))],
    "People": [{"Month": dt.date(2025, 12, 1), "All": 3}],
}


@pytest.mark.parametrize("shape", ["months", "figures"])
def test_where_chooses_rows_of_another_table_by_the_columns_that_it_has_too(shape: str) -> None:
    lines = [line(1, "[Made] / Homes[Number]"), line(2, "[Made] / People[All]"), line(3, "Homes[Number]")]
    declared = {**TEAMS, "Blocks": [{**SMALL["Blocks"][0], "Shape": shape, "Where": "Team = north"}], "Lines": lines}
    sheet = proved(inputs_with(declared, months=3, **DECEMBERS))
    at = 2 if shape == "months" else 0
    assert [table_of(sheet, f"Line {position}")[at] for position in (1, 2, 3)] == [3, 2, 2]


@pytest.mark.parametrize(
    ("of_block", "of_line", "found"), [("Team = north", "Team = north", 6), ("Team = north", "Team = south", "–")]
)
def test_a_comparison_whose_block_and_line_choose_by_one_column_shows_what_fits_both(
    of_block: str, of_line: str, found: object
) -> None:
    columns = [column("Period", "period", Required="yes"), column("Team", "text", Required="yes")]
    columns.append(column("Made", "whole number"))
    lines = [line(1, "[Made]", Where=of_line)]
    declared = report("Period; Team", columns, lines, Shape="comparison", Where=of_block)
    rows: list[Values] = [
        {"Period": "2025-26 Q3", "Team": team, "Made": made} for team, made in (("north", 6), ("south", 8))
    ]
    sheet = proved(inputs_with(declared, Visits=rows))
    assert [cell.value for cell in sheet.cells if cell.row == 4 and cell.column == 4] == [found]


def test_a_value_that_a_column_of_another_table_cannot_hold_is_named_where_that_table_is_read() -> None:
    homes = [*(one for one in TEAMS["Columns"] if one["Heading"] != "Team" or one["Table"] == "Visits")]
    homes.append({"Table": "Homes", "Heading": "Team", "Holds": "choice", "Help": "x", "Choices": "1st; 2nd"})
    declared = {**TEAMS, "Columns": homes, "Lines": [line(1, "[Made] / Homes[Number]", Where="Team = north")]}
    [said] = problems(declared)
    assert said.startswith("Lines!E6: Where chooses rows of Homes as well. “north” is none of the choices of")


def test_a_block_whose_rows_all_lie_in_tables_without_the_column_is_named() -> None:
    declared = {**TEAMS, "Blocks": [{**SMALL["Blocks"][0], "Where": "Team = north"}], "Lines": [line(1, "People[All]")]}
    assert problems(declared) == [
        "Lines!E6: Where of the block chooses rows by “Team”, and People has no such column. "
        "Show its figures in a block without it."
    ]
    of_line = {**TEAMS, "Lines": [line(1, "People[All]", Where="Team = north")]}
    assert problems(of_line) == [
        "Lines!F6: Where chooses rows by “Team”, and People has no such column. Show its figures in a block without it."
    ]


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (
            report("As at", COUNTS, [line(1, "[Children]")], Shape="history", Where="Kind = checked"),
            "Blocks!J6: A history shows every date of its table. "
            "Write it under Where of its lines: a date that does not fit then has no figure.",
        ),
        (
            {**list_of(), "Lines": [line(1, "[Theme]", As="text", Where="Kind = inside")]},
            "Lines!F6: A list shows rows as they are: its lines choose none. Write it under Where of Blocks.",
        ),
        (
            {**SMALL, "Lines": [line(1, "[Made]"), line(2, "line 1 * 2", Where="Due = 4")]},
            "Lines!F7: It chooses rows, and the line reads none: it is worked out from other lines. "
            "Write it in the lines that stand under Shows.",
        ),
    ],
)
def test_where_that_would_choose_nothing_is_named_by_its_cell(declared: dict[str, Rows], said: str) -> None:
    assert problems(declared) == [said]


def chosen() -> dict[str, Inputs]:
    """A report of each shape that chooses rows."""
    grid = {"Shape": "grid", "Down": "Measure", "Across": "Role", "Where": "Measure = vacant"}
    homes = [line(1, "[Beds]", Total="sum", Where="Kind = small")]
    of_teams = {**TEAMS, "Blocks": [{**SMALL["Blocks"][0], "Where": "Team = north"}]}
    return {
        "groups": inputs_with(report("Home; As at", BEDS, homes, Shape="groups", Down="Home"), Visits=TWO_HOMES),
        "grid": inputs_with(report("As at; Measure; Role", POSTS, [line(1, "[Posts]")], **grid), Visits=FOUR_POSTS),
        "history": inputs_with(
            report("As at", COUNTS, [line(1, "[Children]", Where="Kind = checked")], Shape="history"), Visits=TWO_DATES
        ),
        "list": inputs_with(list_of(Where="Kind = inside"), Visits=THREE_AUDITS),
        "months": inputs_with({**of_teams, "Lines": [line(1, "[Made] / Homes[Number]")]}, months=3, **DECEMBERS),
    }


@needs_libreoffice
@pytest.mark.parametrize("shape", ["groups", "grid", "history", "list", "months"])
def test_libreoffice_chooses_the_same_rows(shape: str) -> None:
    inputs = chosen()[shape]
    proved_in_libreoffice(inputs)
