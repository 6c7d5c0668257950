"""A formula that Excel would not take is named at the cell of the definition that makes it; nothing is written."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.errors import Blocked
from cyps_xl.formulas.limits import beyond_excel
from cyps_xl.planning import plan_inputs
from helpers.definitions import SMALL, Rows, added
from helpers.small_reports import inputs_with

HEADINGS = [f"Children in placement of kind {letter} at the end" for letter in "ABCDEFGHIJKLMNOPQRST"]

PLACEMENTS: dict[str, Rows] = {
    **SMALL,
    "Tables": [{"Table": "Visits", "Sheet": "Visits", "One row is": "one", "Key": "Month; Authority"}],
    "Columns": [
        {"Table": "Visits", "Heading": "Month", "Holds": "month", "Help": "x", "Required": "yes"},
        {"Table": "Visits", "Heading": "Authority", "Holds": "text", "Help": "x", "Required": "yes"},
        *({"Table": "Visits", "Heading": heading, "Holds": "whole number", "Help": "x"} for heading in HEADINGS),
    ],
}


def placements(lines: list[str], authority: str = "Anytown") -> dict[str, Rows]:
    return {
        **PLACEMENTS,
        "Blocks": [{**SMALL["Blocks"][0], "Where": f'Authority = "{authority}"'}],
        "Lines": [
            {"Block": "visits", "Position": position, "Label": f"{position}", "Shows": shows, "As": "count"}
            for position, shows in enumerate(lines, start=1)
        ],
    }


def refused(declared: dict[str, Rows]) -> list[str]:
    with pytest.raises(Blocked) as error:
        plan_inputs(inputs_with(declared, Visits=[]), {}, today=dt.date(2026, 1, 1))
    return [str(problem) for problem in error.value.problems]


def test_a_line_that_adds_twenty_columns_up_is_named_once_with_what_to_do() -> None:
    [said] = refused(placements(["[" + "] + [".join(HEADINGS) + "]"]))
    assert said.startswith("Lines!E6: The line makes a formula of ")
    assert said.endswith(
        " letters, and Excel takes 8,192. "
        "Work parts of it out in lines of their own, and let it read these: line 1 + line 2."
    )


def test_the_same_in_lines_that_read_each_other_is_planned() -> None:
    half, rest = (" + ".join(f"[{heading}]" for heading in HEADINGS[at::2]) for at in (0, 1))
    declared = placements([half, rest, "line 1 + line 2"])
    plan_inputs(inputs_with(declared, Visits=[]), {}, today=dt.date(2026, 1, 1))


def test_seventy_divisions_in_each_other_are_named() -> None:
    shows = "/".join(["line 1", *["line 2"] * 70])
    declared = added("Lines", {"Block": "visits", "Position": 9, "Label": "Deep", "Shows": shows, "As": "count"})
    [said] = refused(declared)
    assert said.startswith("Lines!E8: The line makes a formula with brackets ")


def test_a_long_noun_is_named_where_the_report_says_it() -> None:
    declared: dict[str, Rows] = {
        **SMALL,
        "Tables": [{"Table": "Visits", "Sheet": "Visits", "One row is": "one", "Key": "Quarter; Theme"}],
        "Columns": [
            {"Table": "Visits", "Heading": "Quarter", "Holds": "quarter", "Help": "x", "Required": "yes"},
            {"Table": "Visits", "Heading": "Theme", "Holds": "text", "Help": "x", "Required": "yes"},
        ],
        "Blocks": [{**SMALL["Blocks"][0], "Shape": "list", "Noun": "n" * 300}],
        "Lines": [{"Block": "visits", "Position": 1, "Label": "Theme", "Shows": "[Theme]", "As": "text"}],
    }
    [said] = refused(declared)
    assert said.startswith("'1 Visits'!A3: It puts a text of 306 letters in a formula, and Excel takes 255. Shorten")
    assert "in Blocks what stands under Where and Noun" in said


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("1" * 8_191, ""),
        ("1" * 8_192, "makes a formula of 8,193 letters, and Excel takes 8,192"),
        ("(" * 64 + "1" + ")" * 64, ""),
        ("(" * 65 + "1" + ")" * 65, "makes a formula with brackets 65 deep, and Excel takes 64"),
        (f"SUM({','.join(['A1'] * 255)})", ""),
        (f"SUM({','.join(['A1'] * 256)})", "gives a function 256 arguments, and Excel takes 255"),
        (f"""A1&"{'""' * 255}\"""", ""),
        (f"""A1&"{'""' * 256}\"""", "puts a text of 256 letters in a formula, and Excel takes 255"),
        (f'IF(A1="{"(" * 99}",{"1," * 99}1)', ""),
    ],
)
def test_what_excel_takes_of_a_formula(formula: str, said: str) -> None:
    assert beyond_excel(formula) == said
