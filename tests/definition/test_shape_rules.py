"""What a shape cannot show is named when the definition is read, so that no sheet meets it."""

from __future__ import annotations

import pytest

from helpers.definitions import SMALL, Rows, changed, definition, problems

AUDITS: dict[str, Rows] = {
    **SMALL,
    "Tables": [{"Table": "Audits", "Sheet": "Audits", "One row is": "an audit", "Key": "Quarter; Theme"}],
    "Columns": [
        {"Table": "Audits", "Heading": "Quarter", "Holds": "quarter", "Help": "The quarter.", "Required": "yes"},
        {"Table": "Audits", "Heading": "Theme", "Holds": "text", "Help": "The theme.", "Required": "yes"},
        {"Table": "Audits", "Heading": "Cases", "Holds": "whole number", "Help": "Cases."},
    ],
    "Blocks": [{**SMALL["Blocks"][0], "Shape": "list", "Table": "Audits"}],
    "Lines": [
        {"Block": "visits", "Position": 1, "Label": "No", "Shows": "rows", "As": "number of the row"},
        {"Block": "visits", "Position": 2, "Label": "Theme", "Shows": "[Theme]", "As": "text"},
        {"Block": "visits", "Position": 3, "Label": "Cases", "Shows": "[Cases]", "As": "count"},
    ],
}


def line_of_audits(at: int, **cells: str) -> dict[str, Rows]:
    lines = [dict(row) for row in AUDITS["Lines"]]
    lines[at] |= cells
    return {**AUDITS, "Lines": lines}


def with_other(key: str, **cells: str) -> dict[str, Rows]:
    """The small report, its first line read from another table that is kept by this key."""
    kinds = {"Month": "month", "Period": "period", "Team": "text"}
    columns = [
        {"Table": "Other", "Heading": part, "Holds": kinds[part], "Help": "x", "Required": "yes"}
        for part in key.split("; ")
    ]
    return {
        **changed("Lines", 0, Shows="Other[Number]", **cells),
        "Tables": [*SMALL["Tables"], {"Table": "Other", "Sheet": "Other", "One row is": "one", "Key": key}],
        "Columns": [
            *SMALL["Columns"],
            *columns,
            {"Table": "Other", "Heading": "Number", "Holds": "whole number", "Help": "x"},
        ],
    }


GRID: dict[str, Rows] = {
    **SMALL,
    "Tables": [{"Table": "Visits", "Sheet": "Posts", "One row is": "a role", "Key": "As at; Role"}],
    "Columns": [
        {"Table": "Visits", "Heading": "As at", "Holds": "date", "Help": "x", "Required": "yes"},
        {"Table": "Visits", "Heading": "Role", "Holds": "choice", "Choices": "lead; worker", "Help": "x"},
        {"Table": "Visits", "Heading": "Made", "Holds": "whole number", "Help": "x"},
    ],
    "Lines": [{"Block": "visits", "Position": 1, "Label": "Posts", "Shows": "[Made]", "As": "count"}],
}


@pytest.mark.parametrize("key", ["Month", "Team; Month"])
def test_a_line_of_months_reads_another_table_of_months_whatever_the_order_of_its_key(key: str) -> None:
    assert problems(with_other(key)) == []


def test_a_list_prints_numbers_of_rows_texts_and_figures() -> None:
    assert [line.label for line in definition(AUDITS).sections[0].blocks[0].lines] == ["No", "Theme", "Cases"]


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (
            line_of_audits(0, As="count"),
            "Lines!E6: The rows of a list are numbered, not counted. Write rows alone, As number of the row.",
        ),
        (
            line_of_audits(0, Shows="[Cases]"),
            "Lines!E6: The rows of a list are numbered, not counted. Write rows alone, As number of the row.",
        ),
        (
            line_of_audits(1, Shows="[Cases] / 2"),
            "Lines!E7: A text is what stands in one column. Name the column alone: [Theme].",
        ),
        (
            changed("Lines", 0, As="text"),
            "Lines!H6: A block of months prints figures, not a text. Choose count, or another.",
        ),
        (
            changed("Lines", 0, As="number of the row"),
            "Lines!H6: A block of months prints figures, not a number of the row. Choose count, or another.",
        ),
        (
            {**AUDITS, "Blocks": [{**AUDITS["Blocks"][0], "Chart": "columns"}]},
            "Blocks!K6: A block of list is not drawn as columns. Choose one of: none.",
        ),
        (
            line_of_audits(0, Shows="rows * 2"),
            "Lines!E6: The rows of a list are numbered, not counted. Write rows alone, As number of the row.",
        ),
        (
            {**AUDITS, "Lines": [{**AUDITS["Lines"][2], "Position": 1, "Total": "sum"}]},
            "Lines!J6: The word Total stands in a list's first column: its figures have none. "
            "Choose none, or put a line before it.",
        ),
        (line_of_audits(1, Total="mean"), "Lines!J7: A text has no total. Choose none."),
        (
            changed("Lines", 0, Shows="2 * 3 + 1"),
            "Lines!E6: A number alone is no figure of the report. Name the column that it stands in.",
        ),
        (
            changed("Lines", 0, Shows="Settings[Full-time hours a week] * 2", Total="again from totals"),
            "Lines!J6: A line worked out again needs lines with totals. Give those that it reads a total.",
        ),
        (
            changed("Lines", 0, Shows="rows", Over="running total"),
            "Lines!G6: The number of rows has no running total. Choose sum, or name a column under Shows.",
        ),
        (
            changed("Lines", 1, Shows="line 1 / 2", Over="running total"),
            "Lines!G7: A running total is of columns, and the line reads none. Choose sum, or name a column.",
        ),
        (
            with_other("Month; Team", Over="running total"),
            "Lines!G6: A running total needs a table with one row a month. Choose sum, or another table.",
        ),
        (
            with_other("Period; Team"),
            "Lines!E6: A line of months cannot read Other, which is kept by neither months nor dates. "
            "Show its figures in a block of their own.",
        ),
        (
            {**with_other("Team"), "Blocks": [{**SMALL["Blocks"][0], "Shape": "figures"}]},
            "Lines!E6: A line of figures cannot read Other, which is kept by neither months nor dates nor periods "
            "nor quarters. Show its figures in a block of their own.",
        ),
        (
            {**GRID, "Blocks": [{**SMALL["Blocks"][0], "Shape": "grid", "Down": "Role", "Across": "role"}]},
            "Blocks!I6: “Role” goes down the page already. Name another column.",
        ),
    ],
)
def test_what_a_shape_cannot_print_or_draw_is_named_by_its_cell(declared: dict[str, Rows], said: str) -> None:
    assert problems(declared) == [said]


def test_a_line_of_another_block_is_found_whatever_its_capitals() -> None:
    block = {**SMALL["Blocks"][0], "Block": "All visits", "Position": 2}
    line = {"Block": "All visits", "Position": 1, "Label": "All", "Shows": "line 1 of VISITS * 2", "As": "count"}
    declared = {**SMALL, "Blocks": [*SMALL["Blocks"], block], "Lines": [*SMALL["Lines"], line]}
    assert problems(declared) == []
