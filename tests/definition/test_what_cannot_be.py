"""A definition that cannot be is named by its cell, with what to do, before anything is made of it."""

from __future__ import annotations

import pytest

from cyps_xl.measures.periods import Quarter
from helpers.definitions import SMALL, Rows, added, changed, definition, problems


def renamed(name: str) -> dict[str, Rows]:
    """The small report with its table called otherwise, here and among its columns."""
    columns = [{**row, "Table": name} for row in SMALL["Columns"]]
    return {**changed("Tables", 0, Table=name), "Columns": columns}


NO_NAMES = (
    "My table", "AB12", "R", "c", "R1", "C2", "RC", "r1c1", "R1C", "True", "FALSE", "_xlnm", "_xlfn_x", "print_area",
    "Print_Titles", "1st", "A.B", "V" * 62, "Візити",
)  # fmt: skip
NAME = "Use one word of the letters A to Z, digits and _, such as Visits, that is not like a cell (R1, C2)."
SHOWS = "Write it like [Made] / [Due], or line 1 - line 2."


def at_most(words: str) -> dict[str, str]:
    """A relation with these words for its message."""
    return {"Table": "Visits", "Kind": "at most", "Figures": "Made", "Of": "Due", "Words": words}


WRONG = [
    *((renamed(name), f"Tables!A6: “{name}” cannot name a table. {NAME}") for name in NO_NAMES),
    *(
        (renamed(name), f"Tables!A6: “{name}” is a name of the program's. Choose another name.")
        for name in ("cyps_quarter", "_CYPS_sheet_visits", "settings", "reportlines")
    ),
    (
        changed("Tables", 0, Key=";"),
        "Tables!E6: No column is named here. Name the columns that tell its rows apart: As at; Team.",
    ),
    (changed("Tables", 0, Key="Month; month"), "Tables!E6: A column is named twice here. Name each column once."),
    (
        added(
            "Columns",
            {"Table": "Visits", "Heading": "Over due", "Holds": "number", "Help": "x"},
            {"Table": "visits", "Heading": "Over  Due", "Holds": "number", "Help": "x"},
        ),
        "Columns!B10: “Over  Due” is a column of this table already. Choose another heading.",
    ),
    (
        changed("Lines", 0, Shows=f"{'(' * 2000}[Made]{')' * 2000}"),
        f"Lines!E6: it has more than 50 brackets in each other. {SHOWS}",
    ),
    (changed("Lines", 0, Shows=" + ".join(["[Made]"] * 2000)), f"Lines!E6: it has more than 100 parts. {SHOWS}"),
    (
        changed("Lines", 0, Shows=f"[Made] * {'9' * 400}"),
        f"Lines!E6: Excel keeps 15 digits of a number, and one here has more. {SHOWS}",
    ),
    (changed("Lines", 0, Shows="?" * 5000), f"Lines!E6: “{'?' * 40}…” cannot be read. {SHOWS}"),
    (
        changed("Sections", 0, Number="1*"),
        "Sections!B6: “1*” holds “*”, which has a meaning of its own in lookups. Write it without this sign.",
    ),
    (changed("Tables", 0, Key="Team"), "Tables!E6: “Visits” has no column “Team”. Name its columns as they are."),
    (
        changed("Columns", 1, Holds="choice"),
        "Columns!G7: There is nothing to choose from. Write the choices: low; high.",
    ),
    (
        changed("Columns", 1, Holds="choice", Choices="low, or lower; high"),
        "Columns!G7: Excel's list cannot hold these choices: they take more than 255 letters, or one holds a comma. "
        "Shorten them; or keep them in a table, and name it in Choices from.",
    ),
    (
        changed("Columns", 1, Holds="choice", Choices="; ".join(f"the choice number {at}" for at in range(20))),
        "Columns!G7: Excel's list cannot hold these choices: they take more than 255 letters, or one holds a comma. "
        "Shorten them; or keep them in a table, and name it in Choices from.",
    ),
    (
        changed("Columns", 1, Holds="choice", Choices="a; A; b"),
        "Columns!G7: “A” stands there twice: to Excel, capitals make no other choice of it. Take one of the two away.",
    ),
    (
        changed("Columns", 1, Choices_from="Homes[No]"),
        "Columns!H7: “Homes[No]” is no column of a table. Write it like Indicators[No].",
    ),
    (
        changed("Columns", 1, Choices_from="the homes"),
        "Columns!H7: “the homes” is no column of a table. Write it like Indicators[No].",
    ),
    (
        changed("Columns", 1, Choices_from="Indicators[Number]"),
        "Columns!H7: Indicators has no column “Number”. Name its columns as they are.",
    ),
    (
        changed("Tables", 0, Sheet="In/out"),
        "Tables!B6: Excel takes “In/out” for no tab's name. Use at most 31 letters, and none of \\ / ? * [ ] :",
    ),
    (changed("Tables", 0, Sheet="checks"), "Tables!B6: Another sheet is called “checks”. Choose another tab."),
    (
        changed("Sections", 0, Tab="Visits that were made to homes"),
        "Sections!D6: Excel takes “1 Visits that were made to homes” for no tab's name. Use at most 31 letters, and "
        "none of \\ / ? * [ ] :; the number counts as well.",
    ),
    (changed("Columns", 1, Maximum=-1), "Columns!I7: The minimum is above the maximum. Correct one of the two."),
    (
        {**changed("Sections", 0, Section="2.1"), "Blocks": [{**SMALL["Blocks"][0], "Section": "2.1"}]},
        "Sections!A6: “2.1” cannot name a section. Use a word of letters, digits and _, such as visits.",
    ),
    (
        changed("Sections", 0, From="2018-19 Q1", To="2017-18 Q4"),
        "Sections!H6: The section ends before it begins. Correct one of the two quarters.",
    ),
    (
        added("Sections", {**SMALL["Sections"][0], "Section": "empty", "Number": "2"}),
        "Sections!A7: “empty” has nothing to show. Add a row to Blocks, or set Shown to no.",
    ),
    (changed("Blocks", 0, Table="Visit"), "Blocks!F6: There is no table “Visit”. Name one as Tables has it."),
    (changed("Blocks", 0, Table=None), "Blocks!F6: A block of months shows a table. Name one as Tables has it."),
    (changed("Blocks", 0, Shape="groups"), "Blocks!H6: Groups need the column whose values go down the page. Name it."),
    (
        changed("Blocks", 0, Shape="history"),
        "Blocks!F6: Visits has not one row a date. Take another shape for it, or a table whose Key is a date alone.",
    ),
    (
        changed("Blocks", 0, Shape="comparison"),
        "Blocks!F6: Visits is not kept by periods. Take another shape for it, or a table with a period in its Key.",
    ),
    (
        changed("Blocks", 0, Shape="list"),
        "Blocks!F6: The rows of Visits belong to no quarter. Take another shape for it.",
    ),
    (
        changed("Lines", 1, Shows="line 1 / [Owed]"),
        "Lines!E7: Visits has no column “Owed”. Name its columns as they are.",
    ),
    (
        changed("Lines", 1, Shows="line 1 /"),
        "Lines!E7: something is missing at its end. Write it like [Made] / [Due], or line 1 - line 2.",
    ),
    (changed("Lines", 1, Shows="[Month]"), "Lines!E7: “Month” holds no numbers. Name a column of numbers."),
    (changed("Lines", 1, Shows="line 3"), "Lines!E7: There is no line 3. Name a line that there is."),
    (
        changed("Lines", 0, Shows="line 2 * 2"),
        "Lines!E6: The line is worked out from itself. Work it out from other lines.",
    ),
    (
        changed("Lines", 0, Shows="Settings[Hours]"),
        "Lines!E6: There is no setting “Hours” that is a number. Name one of Settings.",
    ),
    (
        changed("Lines", 0, Shows="4"),
        "Lines!E6: A number alone is no figure of the report. Name the column that it stands in.",
    ),
    (changed("Lines", 0, Where="Team = North"), "Lines!F6: Visits has no column “Team”. Name its columns as they are."),
    (
        changed("Lines", 1, Total="again from totals"),
        "Lines!J7: A line worked out again needs lines with totals. Give those that it reads a total.",
    ),
    (
        added("Relations", {"Table": "Visits", "Kind": "part of", "Figures": "Made", "Of": "Owed"}),
        "Relations!D6: Visits has no column “Owed”. Name its columns as they are.",
    ),
    (
        added("Relations", {"Table": "Homes", "Kind": "part of", "Figures": "Made", "Of": "Due"}),
        "Relations!A6: There is no table “Homes”. Name one that there is.",
    ),
    (
        added(
            "Relations",
            {"Table": "IndicatorValues", "Kind": "as at the year's end", "Figures": "Numerator", "Of": "Homes[Due]"},
        ),
        "Relations!D6: “Homes[Due]” is no column of another table. Write it like Table[Column].",
    ),
    (
        added("Relations", {"Table": "Visits", "Kind": "never falls in a year", "Figures": "Due"}),
        "Relations!A6: Visits has not rows of a period, which this relation is about. Name a table that has.",
    ),
    (
        added(
            "Relations", {"Table": "IndicatorValues", "Kind": "carried over", "Figures": "Value; Value", "Of": "Value"}
        ),
        "Relations!A6: IndicatorValues has not a row a month, which this relation is about. Name a table that has.",
    ),
    (
        added(
            "Relations",
            {"Table": "IndicatorValues", "Kind": "as at the year's end", "Figures": "Numerator", "Of": "Visits[Due]"},
        ),
        "Relations!D6: Visits has not a row a date, which this relation is about. Name a table that has.",
    ),
    (
        added(
            "Relations",
            {"Table": "IndicatorValues", "Kind": "sum of the months", "Figures": "Numerator", "Of": "Settings[Value]"},
        ),
        "Relations!D6: Settings[Value] holds no numbers. Name a column of numbers.",
    ),
    (
        added("Relations", {"Table": "Visits", "Kind": "rows add up to", "Figures": "Made", "Of": "Due = 4"}),
        "Relations!D6: “Due” does not tell the rows of Visits apart. Name one of its key: Month.",
    ),
    (
        added("Relations", {"Table": "Visits", "Kind": "part of", "Figures": "Month", "Of": "Due"}),
        "Relations!C6: Visits[Month] holds no numbers. Name a column of numbers.",
    ),
    (
        added("Relations", at_most("{less} of {Nade}")),
        "Relations!H6: Visits has no column “Nade”. Name its columns as they are.",
    ),
    (
        added("Relations", at_most("{less} of {")),
        "Relations!H6: A brace has no partner. Write a place like {less}, and no other braces.",
    ),
    (
        added("Relations", at_most("{{less}}")),
        "Relations!H6: A brace has no partner. Write a place like {less}, and no other braces.",
    ),
    (added("Relations", at_most("{}")), "Relations!H6: Visits has no column “”. Name its columns as they are."),
    (
        added("Relations", at_most("{Made!r}")),
        "Relations!H6: Visits has no column “Made!r”. Name its columns as they are.",
    ),
    (
        added("Relations", {"Table": "Visits", "Kind": "carried over", "Figures": "Due; Made", "Of": "Made"}),
        "Relations!D6: “Made” cannot count who is there at the month's end, and who came or left as well. "
        "Name the column that counts those who are there then.",
    ),
    (
        added("Lines", {"Block": "visit", "Position": 1, "Label": "x", "Shows": "[Due]", "As": "count"}),
        "Lines!A8: “visit” is in no row of ReportBlocks. Correct it, or add it to the sheet “Blocks” first.",
    ),
]


@pytest.mark.parametrize(("declared", "said"), WRONG, ids=[said.split(":")[0] + said[-40:] for _, said in WRONG])
def test_what_cannot_be_is_named_by_its_cell(declared: dict[str, Rows], said: str) -> None:
    assert said in problems(declared)
    assert len(problems(declared)) <= 2


def test_two_sections_of_one_number_are_named_unless_one_follows_the_other() -> None:
    block = {**SMALL["Blocks"][0], "Block": "again", "Section": "again"}
    again = {**SMALL["Sections"][0], "Section": "again"}
    lines = [{**line, "Block": "again"} for line in SMALL["Lines"]]

    def both(**cells: str) -> dict[str, Rows]:
        first = {**SMALL["Sections"][0], "To": cells.get("To")}
        rows = [first, {**again, "From": cells.get("From")}]
        return {
            **SMALL,
            "Sections": rows,
            "Blocks": [*SMALL["Blocks"], block],
            "Lines": [*SMALL["Lines"], *lines],
        }

    assert problems(both()) == [
        "Sections!B7: “visits” and “again” are both section 1. Give one of them another number."
    ]
    assert problems(both(To="2017-18 Q4", From="2017-18 Q4")) != []
    followed = definition(both(To="2017-18 Q4", From="2018-19 Q1"))
    assert [s.name for s in followed.reported(Quarter(2017, 4))] == ["visits"]
    assert [s.name for s in followed.reported(Quarter(2018, 1))] == ["again"]


TABS = [
    (
        {"Number": "2", "Tab": "X Y"},
        {"Number": "2 x", "Tab": "y"},
        "Sections!D7: The sheet of “visits” is called “2 x y” as well. Choose other words for one of the two tabs.",
    ),
    (
        {},
        {"Number": "2", "Tab": "Figures"},
        "Sections!D7: Another sheet is called “2 Figures”: an input's, or one of the "
        "program's. Choose other words for the tab.",
    ),
    (
        {},
        {"Number": "Cover", "Tab": "text"},
        "Sections!D7: Another sheet is called “Cover text”: an input's, or one of the "
        "program's. Choose other words for the tab.",
    ),
]


@pytest.mark.parametrize(("first", "second", "said"), TABS)
def test_two_sheets_of_one_tab_are_named(first: dict[str, str], second: dict[str, str], said: str) -> None:
    block = {"Block": "again", "Section": "again", "Position": 1, "Shape": "text", "Says": "x"}
    sections = [{**SMALL["Sections"][0], **first}, {**SMALL["Sections"][0], "Section": "again", **second}]
    tables = [{**SMALL["Tables"][0], "Sheet": "2 figures"}]
    declared = {**SMALL, "Sections": sections, "Blocks": [*SMALL["Blocks"], block]}
    assert problems({**declared, "Tables": tables}) == [said]
    sections[0]["To"], sections[1]["From"] = "2017-18 Q4", "2018-19 Q1"
    follows = problems({**declared, "Tables": tables})
    assert (follows == []) == (first != {}), "one may follow another; an input's sheet is there in every quarter"
