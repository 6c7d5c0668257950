"""All that is wrong with a definition is named in one go, and nothing that follows from it."""

from __future__ import annotations

from helpers.definitions import SMALL, Rows, problems


def half_wrong() -> dict[str, Rows]:
    """A report in which something is wrong of each kind: a table, a relation, a line, what a shape asks for."""
    homes = {"Table": "Homes", "Sheet": "Homes", "One row is": "a home", "Key": "Nome"}
    section, block = SMALL["Sections"][0], SMALL["Blocks"][0]
    line = {"Position": 1, "Label": "x", "As": "count"}
    return {
        **SMALL,
        "Tables": [*SMALL["Tables"], homes],
        "Columns": [*SMALL["Columns"], {"Table": "Homes", "Heading": "Name", "Holds": "text", "Help": "x"}],
        "Sections": [
            *SMALL["Sections"],
            {**section, "Section": "homes", "Number": "2", "Tab": "Beds"},
            {**section, "Section": "more", "Number": "3", "Tab": "More", "From": "2025-26 Q2", "To": "2025-26 Q1"},
        ],
        "Blocks": [
            *SMALL["Blocks"],
            {**block, "Block": "homes", "Section": "homes", "Table": "Homes"},
            {**block, "Block": "more", "Section": "more", "Shape": "groups"},
        ],
        "Lines": [
            *SMALL["Lines"],
            {**line, "Block": "visits", "Position": 3, "Shows": "[Mad]"},
            {**line, "Block": "homes", "Shows": "[Beds]"},
            {**line, "Block": "more", "Shows": "[Made]"},
        ],
        "Relations": [{"Table": "Visits", "Kind": "part of", "Figures": "Nobody", "Of": "Due"}],
    }


def places(declared: dict[str, Rows]) -> list[str]:
    return [one.partition(":")[0] for one in problems(declared)]


def test_all_that_is_wrong_is_named_in_one_go_and_nothing_that_follows_from_it() -> None:
    assert places(half_wrong()) == ["Tables!E7", "Relations!C6", "Lines!E8", "Blocks!H8", "Sections!H8"]


def test_what_is_wrong_besides_a_cell_that_cannot_be_read_is_named_with_it() -> None:
    declared = half_wrong()
    lines = [*declared["Lines"], {"Block": "homes", "Position": 7, "Label": "x", "Shows": "[Name]", "As": "counts"}]
    assert places({**declared, "Lines": lines})[0] == "Lines!H11"
    assert set(places(declared)) <= set(places({**declared, "Lines": lines}))


def test_what_goes_by_a_cell_that_cannot_be_read_is_not_named_for_nothing() -> None:
    columns = [*SMALL["Columns"][:2], {**SMALL["Columns"][2], "Holds": "wholes"}]
    assert places({**SMALL, "Columns": columns}) == ["Columns!C8"]
    lines = [{**SMALL["Lines"][0], "As": "counts"}, SMALL["Lines"][1]]
    assert places({**SMALL, "Lines": lines}) == ["Lines!H6"]
    assert places({**SMALL, "Sections": [{**SMALL["Sections"][0], "Shown": "often"}]}) == ["Sections!F6"]
