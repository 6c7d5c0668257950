"""Relations of an indicator's counts stand on the table of these counts, and name tables in which one row is meant."""

from __future__ import annotations

import pytest

from helpers.definitions import SMALL, Rows, added, problems


def related(**cells: str) -> dict[str, Rows]:
    relation = {"Table": "IndicatorValues", "Figures": "Numerator", "Indicator": "LI 4", **cells}
    return added("Relations", relation)


def with_teams(declared: dict[str, Rows]) -> dict[str, Rows]:
    """The same with a row for each month and team."""
    team = {"Table": "Visits", "Heading": "Team", "Holds": "text", "Help": "The team.", "Required": "yes"}
    return {
        **declared,
        "Tables": [{**SMALL["Tables"][0], "Key": "Month; Team"}],
        "Columns": [*SMALL["Columns"], team],
    }


def test_an_indicator_counts_what_the_months_add_up_to() -> None:
    assert problems(related(Kind="sum of the months", Of="Visits[Made]")) == []


@pytest.mark.parametrize("kind", ["sum of the months", "as at the year's end", "left of"])
def test_another_table_has_no_counts_of_indicators(kind: str) -> None:
    assert (
        "Relations!A6: This relation is about an indicator's counts. "
        "Write IndicatorValues, and the indicator under Indicator."
    ) in problems(related(Kind=kind, Table="Visits", Figures="Made", Of="Visits[Made]"))


def test_a_table_with_several_rows_a_month_is_named() -> None:
    assert problems(with_teams(related(Kind="sum of the months", Of="Visits[Made]"))) == [
        "Relations!D6: Visits has not a row a month, which this relation is about. Name a table that has."
    ]


def test_a_table_of_months_has_no_year_s_end() -> None:
    assert problems(related(Kind="as at the year's end", Of="Visits[Made]")) == [
        "Relations!D6: Visits has not a row a date, which this relation is about. Name a table that has."
    ]
