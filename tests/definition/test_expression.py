from __future__ import annotations

import pytest

from cyps_xl.definition.expression import (
    ColumnOf,
    LineOf,
    NotAnExpression,
    Number,
    Operation,
    Rows,
    SettingOf,
    conditions,
    leaves,
    parse,
)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("[Closed]", ColumnOf("Closed")),
        (" [ Qualified due ] ", ColumnOf("Qualified due")),
        ("LookedAfter[Children]", ColumnOf("Children", "LookedAfter")),
        ("Settings[Full-time hours a week]", SettingOf("Full-time hours a week")),
        ("line 2", LineOf(2)),
        ("Line 2 of all workers", LineOf(2, "all workers")),
        ("rows", Rows()),
        ("[A]/[B]", Operation("/", ColumnOf("A"), ColumnOf("B"))),
        ("line 1 - line 2", Operation("-", LineOf(1), LineOf(2))),
        ("line 1 of a - line 2 of b", Operation("-", LineOf(1, "a"), LineOf(2, "b"))),
    ],
)
def test_what_an_officer_writes_is_a_tree(text: str, tree: object) -> None:
    assert parse(text) == tree


def test_times_and_divided_bind_more_strongly_and_signs_go_from_left_to_right() -> None:
    a, b, c = ColumnOf("A"), ColumnOf("B"), ColumnOf("C")
    assert parse("[A]+[B]*[C]") == Operation("+", a, Operation("*", b, c))
    assert parse("[A]-[B]-[C]") == Operation("-", Operation("-", a, b), c)
    assert parse("([A]+[B])/([C]+1.5)") == Operation("/", Operation("+", a, b), Operation("+", c, Number(1.5)))


def test_the_leaves_of_a_tree_are_what_it_reads_from_left_to_right() -> None:
    assert list(leaves(parse("([A]+line 3)/[A]"))) == [ColumnOf("A"), LineOf(3), ColumnOf("A")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "something is missing at its end"),
        ("[A] +", "something is missing at its end"),
        ("[A] [B]", "“[B]” has no place there"),
        ("([A]", "a bracket is not closed"),
        ("[A])", "“)” has no place there"),
        ("+[A]", "“+” has nothing before it"),
        ("Qualified due", "“Qualified due” cannot be read"),
        ("SUM([A])", "“SUM([A])” cannot be read"),
    ],
)
def test_what_is_no_expression_says_why(text: str, said: str) -> None:
    with pytest.raises(NotAnExpression) as error:
        parse(text)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("Kind = Stage 1", (("Kind", "Stage 1"),)),
        ("Kind=Stage 1,Outcome = total", (("Kind", "Stage 1"), ("Outcome", "total"))),
        ('Theme = "Plans, and reviews", Cases = 5', (("Theme", "Plans, and reviews"), ("Cases", "5"))),
        ("Theme =", (("Theme", ""),)),
    ],
)
def test_conditions_are_pairs_of_a_column_and_its_value(text: str, found: object) -> None:
    assert conditions(text) == found


def test_a_condition_without_an_equals_sign_is_named() -> None:
    with pytest.raises(NotAnExpression, match="“Stage 1” is not a column, an equals sign and a value"):
        conditions("Kind = total, Stage 1")
