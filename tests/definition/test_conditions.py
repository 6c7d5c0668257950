"""Which rows a Where means: read alike in every cell that says one, and chosen by Python as Excel chooses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise

import pytest

from cyps_xl.inputs.records import Inputs, Value, alike
from cyps_xl.proof import disagreements
from helpers.definitions import SMALL, Rows, problems, small_inputs
from helpers.libreoffice import needs_libreoffice
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

EVENTS: dict[str, Rows] = {
    "Tables": [{"Table": "Events", "Sheet": "Events", "One row is": "an event", "Key": "Quarter; Pair; Event"}],
    "Columns": [
        {"Table": "Events", "Help": "x", **column}
        for column in (
            {"Heading": "Quarter", "Holds": "quarter", "Required": "yes"},
            {"Heading": "Pair", "Holds": "text", "Required": "yes"},
            {"Heading": "Event", "Holds": "text", "Required": "yes"},
            {"Heading": "Kind", "Holds": "choice", "Choices": "Harm; Other; 5-9"},
            {"Heading": "Place", "Holds": "text"},
            {"Heading": "Day", "Holds": "date"},
            {"Heading": "Rooms", "Holds": "whole number"},
            {"Heading": "Share", "Holds": "number"},
            {"Heading": "Since", "Holds": "quarter"},
            {"Heading": "Cases", "Holds": "whole number"},
        )
    ],
}
FIGURES = {"Block": "events", "Section": "visits", "Position": 2, "Shape": "figures", "Table": "Events"}
SHEET = "visits"


def lines(*where: str, **cells: str) -> dict[str, Rows]:
    """The small report with a block of events: a line for each Where."""
    line = {"Block": "events", "Shows": "[Cases]", "As": "count"}
    found = [{**line, "Position": at, "Label": f"{at}", "Where": one, **cells} for at, one in enumerate(where, start=1)]
    return {
        **SMALL,
        "Tables": [*SMALL["Tables"], *EVENTS["Tables"]],
        "Columns": [*SMALL["Columns"], *EVENTS["Columns"]],
        "Blocks": [*SMALL["Blocks"], FIGURES],
        "Lines": [*SMALL["Lines"], *found],
    }


PLACES = ("a*c", "abc", "a?", "a~b", "=x", "<5>", "Tŷ", "straße", "strasse", "É", "TRUEST", "Mayor 5")
CHOSEN = [
    # what is asked for, a row that holds it, and one that does not
    ("Kind = harm", {"Kind": "Harm"}, {"Kind": "Other"}),
    ("KIND = HARM", {"Kind": "Harm"}, {"Kind": None}),
    ("Rooms = 01", {"Rooms": 1}, {"Rooms": 11}),
    ("Rooms = 1.0", {"Rooms": 1}, {"Rooms": None}),
    ("Rooms = 0", {"Rooms": 0}, {"Rooms": None}),
    ("Share = 0.50", {"Share": 0.5}, {"Share": 5}),
    ("Day = 31/12/2025", {"Day": dt.date(2025, 12, 31)}, {"Day": dt.date(2025, 12, 30)}),
    ("Day = 31 Dec 2025", {"Day": dt.date(2025, 12, 31)}, {"Day": None}),
    ("Since = Q3 2025/26", {"Since": "2025-26 Q3"}, {"Since": "2025-26 Q2"}),
    ("Place = ", {"Place": None}, {"Place": "here"}),
    ("Rooms = ", {"Rooms": None}, {"Rooms": 0}),
    *((f'Place = "{one}"', {"Place": one}, {"Place": other}) for one, other in pairwise((*PLACES, PLACES[0]))),
]


def chosen() -> Inputs:
    """For each condition a line that asks for it, and two rows of which it is to find the first alone."""
    rows: list[Mapping[str, Value]] = []
    for at, (_, right, wrong) in enumerate(CHOSEN, start=1):
        pair = {"Quarter": "2025-26 Q3", "Pair": f"pair {at}"}
        rows += [pair | {"Event": "right", "Cases": at} | right, pair | {"Event": "wrong", "Cases": 1000} | wrong]
    declared = lines(*(f"{where}, Pair = pair {at}" for at, (where, *_) in enumerate(CHOSEN, start=1)))
    return small_inputs(declared, Events=rows)


def test_a_condition_finds_the_rows_that_hold_its_value_and_no_other() -> None:
    plan = planned(chosen())
    values = [cell.value for cell in sheet_of(plan, SHEET).cells if cell.formula and "Events[Cases]" in cell.formula]
    assert values == [*range(1, len(CHOSEN) + 1)]


def test_formualizer_finds_the_same_rows() -> None:
    plan = planned(inputs := chosen())
    assert disagreements(plan, by_formualizer(workbook_of(inputs, poisoned(plan)), plan)) == []


@needs_libreoffice
def test_libreoffice_finds_the_same_rows() -> None:
    proved_in_libreoffice(chosen())


NUMBERS = ("1", "01", "1.0", "-3", "£5", "20%", "1,000", "1e5", "5-9", "1/2", "31/12/2025", "10:30", "9 am", "Dec 2017",
           "5 September", "1 May 17", "TRUE", "false", "#N/A", "(5)")  # fmt: skip
TEXTS = (
    "LI 4",
    "12a",
    "CH/043",
    "Stage 1",
    "May",
    "March court",
    "5 to 9",
    "group 1",
    "1st",
    "Seconded 5",
    "x-1",
    "e5",
)


@pytest.mark.parametrize("written", NUMBERS)
def test_a_text_that_excel_takes_for_a_number_is_refused_and_the_way_out_is_said(written: str) -> None:
    [said] = problems(lines(f'Place = "{written}"'))
    assert said == (
        f"Lines!F8: Excel takes “{written}” for a number or a date, and may find other rows with it. Give it letters, "
        "in the rows as well: group 1 for 1, 5 to 9 for 5-9."
    )


@pytest.mark.parametrize("written", TEXTS)
def test_a_text_that_excel_leaves_a_text_is_none(written: str) -> None:
    assert problems(lines(f'Place = "{written}"')) == []


RELATION = {"Table": "Events", "Kind": "counts nobody", "Figures": "Cases"}
WRONG = [
    ("Kind = new", "“new” is none of the choices of Events[Kind]. Write one of: Harm, Other, 5-9."),
    ("Kinds = Harm", "Events has no column “Kinds”. Name its columns as they are."),
    ("Rooms = two", "Nothing under Events[Rooms] is “two”. “two” is text, and a whole number was expected."),
    ("Day = 31/31/2025", "Nothing under Events[Day] is “31/31/2025”."),
    ("Since = Q7", "Nothing under Events[Since] is “Q7”."),
    (
        "Key = x",
        "What stands under “Key” is worked out by Excel. Name the columns that it joins: Quarter, Pair",
    ),
    ("Kind", "“Kind” is not a column, an equals sign and a value. Write it like"),
]


@pytest.mark.parametrize(("where", "said"), WRONG)
def test_what_no_row_can_hold_is_refused_in_every_cell_that_chooses_rows(where: str, said: str) -> None:
    block = {**lines(""), "Blocks": [*SMALL["Blocks"], {**FIGURES, "Where": where}]}
    relation = {**lines(""), "Relations": [{**RELATION, "Of": where}]}
    for declared, cell in ((lines(where), "Lines!F8"), (block, "Blocks!J7"), (relation, "Relations!D6")):
        [found] = problems(declared)
        assert found.startswith(f"{cell}: {said}")


def test_a_text_that_is_too_long_for_excel_to_look_for_is_refused() -> None:
    [said] = problems(lines(f'Place = "{"x" * 256}"'))
    assert said.startswith("Lines!F8: The value has more than 255 letters, and Excel looks for no longer text.")
    assert problems(lines(f'Place = "{"x" * 255}"')) == []
    [said] = problems(lines(f'Place = "{"x" * 254}?"'))
    assert "each of * ? ~ counts twice" in said


def test_a_column_is_asked_for_once() -> None:
    [found] = problems(lines("Kind = Harm, kind = Other"))
    assert found == "Lines!F8: “Kind” is asked for twice. Name each column once."


def test_a_relation_may_name_what_excel_takes_for_a_number_for_no_formula_looks_for_it() -> None:
    assert problems({**lines(""), "Relations": [{**RELATION, "Of": "Kind = 5-9"}]}) == []
    [said] = problems(lines("Kind = 5-9"))
    assert "Excel takes “5-9” for a number or a date" in said


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [("New", "nEW", True), ("É", "é", True), ("straße", "strasse", False), (1, "1", True), (1.0, "1", True),
     (None, "", True), (0, None, False), ("a ", "a", False), (dt.date(2025, 12, 31), 46022, True)],
)  # fmt: skip
def test_values_are_alike_as_excel_compares_them(one: Value, other: Value, are_alike: bool) -> None:
    assert alike(one, other) is alike(other, one) is are_alike
