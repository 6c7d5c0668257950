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
    ],
)
def test_what_a_shape_cannot_print_or_draw_is_named_by_its_cell(declared: dict[str, Rows], said: str) -> None:
    assert problems(declared) == [said]


def test_a_line_of_another_block_is_found_whatever_its_capitals() -> None:
    block = {**SMALL["Blocks"][0], "Block": "All visits", "Position": 2}
    line = {"Block": "All visits", "Position": 1, "Label": "All", "Shows": "line 1 of VISITS * 2", "As": "count"}
    declared = {**SMALL, "Blocks": [*SMALL["Blocks"], block], "Lines": [*SMALL["Lines"], line]}
    assert problems(declared) == []
