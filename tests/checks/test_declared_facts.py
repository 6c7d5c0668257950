"""What a report of another service declares of its figures, and what the checks and disclosure make of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.wording import numbers_listed, plural
from cyps_xl.disclosure.counts import Counts, InputCell
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.settings import read_settings
from helpers.checking import RULES
from helpers.definitions import Rows, definition, problems, rows_of
from helpers.quarters import inputs_of

QUARTER = "2025-26 Q3"
DECEMBER = dt.date(2025, 12, 31)
Values = Mapping[str, list[Mapping[str, Value]]]


def table(name: str, key: str, counted: str, **columns: str) -> dict[str, Rows]:
    """The rows of Tables and Columns for one table: of each column its heading, what it holds and its unit."""
    rows = []
    for heading, holds in columns.items():
        kind, _, unit = holds.partition(" of ")
        choices = "vacant; filled; joined" if kind == "choice" else None
        words = {"Holds": kind, "Unit": unit or None, "Choices": choices, "Help": "What it is.", "Minimum": None}
        rows.append({"Table": name, "Heading": heading.replace("_", " "), **words, "Required": _required(kind)})
    return {
        "Tables": [{"Table": name, "Sheet": name, "One row is": "a visit", "Key": key, "Counted": counted}],
        "Columns": rows,
    }


def _required(kind: str) -> str | None:
    return "yes" if kind in ("month", "date", "quarter", "choice") else None


def report(*tables: dict[str, Rows], relations: Rows = (), lines: Rows = (), **section: str) -> dict[str, Rows]:
    """A report of one section, numbered 7, with a block for each table: months, groups at a date, or a list."""
    row = {"Section": "repairs", "Number": "7", "Title": "Repairs", "Tab": "Repairs", "Order": 1, "Shown": "yes"}
    found: dict[str, list[Mapping[str, object]]] = {"Tables": [], "Columns": [], "Blocks": [], "Lines": [*lines]}
    for at, one in enumerate(tables, start=1):
        name = str(one["Tables"][0]["Table"])
        kinds = [str(column["Holds"]) for column in one["Columns"]]
        groups = {"Down": one["Columns"][1]["Heading"]} if kinds[0] == "date" else {}
        shape = {"month": "months", "date": "groups", "quarter": "list", "period": "comparison"}[kinds[0]]
        found["Tables"] += one["Tables"]
        found["Columns"] += one["Columns"]
        block = {"Block": name, "Section": "repairs", "Position": at, "Shape": shape, "Table": name, **groups}
        found["Blocks"].append(block)
        if all(line["Block"] != name for line in lines):
            shown = f"[{one['Columns'][-1]['Heading']}]"
            found["Lines"].append({"Block": name, "Position": 1, "Label": "Figures", "Shows": shown, "As": "count"})
    return {  # type: ignore[return-value]
        **found,
        "Sections": [{**row, "Commentary": "yes", **section}],
        "Relations": relations,
    }


def inputs(declared: dict[str, Rows], **figures: list[Mapping[str, Value]]) -> Inputs:
    """A workbook with this report and these figures."""
    made = definition(declared)
    rows, _ = rows_of(declared)
    settings: list[Mapping[str, Value]] = [{"Setting": "Reporting quarter", "Value": QUARTER}]
    found = inputs_of({"Settings": settings, **figures}, made.catalogue)
    return Inputs({**rows.records, **found.records}, made.catalogue)


def says(code: str, workbook: Inputs) -> list[str]:
    """What one rule finds, as its message."""
    return [finding.message for finding in RULES[code].findings(Checked(workbook, read_settings(workbook)))]


VISITS = table(
    "Visits", "Month", "each month", Month="month", Due="whole number of visits", Made="whole number of visits"
)
MONTHS = [dt.date(2025, 10, 1), dt.date(2025, 11, 1), dt.date(2025, 12, 1)]


def visits(*made: int) -> list[Mapping[str, Value]]:
    return [{"Month": month, "Due": 20, "Made": count} for month, count in zip(MONTHS, made, strict=False)]


def test_a_table_is_asked_for_while_its_section_is_part_of_the_report() -> None:
    missing = ["There is no row for December 2025, in the quarter reported."]
    assert says("IN04", inputs(report(VISITS), Visits=visits(18, 19))) == missing
    for ended in ({"To": "2025-26 Q2"}, {"From": "2025-26 Q4"}):
        assert says("IN04", inputs(report(VISITS, **ended), Visits=visits(18, 19))) == []
    sometimes = {**VISITS, "Tables": [{**VISITS["Tables"][0], "Counted": "when it happens"}]}
    assert says("IN04", inputs(report(sometimes), Visits=visits(18, 19))) == []


def test_words_of_a_section_that_tells_of_a_count_are_asked_for_and_held_against_it() -> None:
    told = {
        "Table": "Visits",
        "Kind": "told in words",
        "Figures": "Made",
        "Of": "repairs",
        "Words": "made; carried out",
    }
    declared = report(VISITS, relations=[told])
    spoken = ["57 visits were made, and section 7 says nothing about it."]
    assert says("SM04", inputs(declared, Visits=visits(18, 19, 20))) == spoken
    assert says("SM04", inputs(declared, Visits=visits(0, 0, 0))) == []
    silent = report(VISITS, relations=[told], Commentary="no")
    assert says("SM04", inputs(silent, Visits=visits(18, 19, 20))) == []


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Seven cases were closed in November.", True),
        ("Three cases were closed in November.", False),
        ("Seven cases were opened in November.", False),
        ("No case was closed in November.", True),
    ],
)
def test_a_number_in_words_is_held_against_the_month_that_it_tells_of(text: str, is_wrong: bool) -> None:
    cases = table("Cases", "Month", "each month", Month="month", Closed_cases="whole number of cases")
    told = {"Table": "Cases", "Kind": "told in words", "Figures": "Closed cases", "Of": "repairs", "Words": "closed"}
    words = {"Item": "7", "Period": QUARTER, "Kind": "narrative", "Position": 1, "English": text}
    figures: list[Mapping[str, Value]] = [{"Month": month, "Closed cases": 3} for month in MONTHS]
    found = says("SM10", inputs(report(cases, relations=[told]), Cases=figures, Explanations=[words]))
    assert bool(found) == is_wrong, found


LOADS = table(
    "Loads", "Day; Crew", "in each quarter", Day="date", Crew="text", Jobs="whole number of jobs",
    Hands="number of hands a day", Least="whole number of jobs", Most="whole number of jobs",
)  # fmt: skip
EXTREMES = {"Table": "Loads", "Kind": "lowest and highest", "Figures": "Least; Most", "Of": "[Jobs] / [Hands]"}


def load(least: int, most: int, hands: float = 5) -> list[Mapping[str, Value]]:
    return [{"Day": DECEMBER, "Crew": "East crew", "Jobs": 50, "Hands": hands, "Least": least, "Most": most}]


def test_the_lowest_and_the_highest_lie_around_what_they_are_the_lowest_and_highest_of() -> None:
    declared = report(LOADS, relations=[EXTREMES])
    assert says("FG08", inputs(declared, Loads=load(11, 20))) == ["East crew: lowest 11, and 10.0 on average."]
    assert says("FG09", inputs(declared, Loads=load(3, 9))) == ["East crew: highest 9, and 10.0 on average."]
    assert says("FG08", inputs(declared, Loads=load(10, 10))) == says("FG09", inputs(declared, Loads=load(9, 10))) == []
    assert says("FG08", inputs(report(LOADS), Loads=load(11, 20))) == []


def test_a_line_that_divides_one_column_by_another_has_something_to_divide_by() -> None:
    line = {"Block": "Loads", "Position": 1, "Label": "Jobs a hand", "Shows": "[Jobs] / [Hands]", "As": "one decimal"}
    declared = report(LOADS, lines=[line])
    nothing = ["East crew: 50 jobs and 0 hands, so the report shows no average."]
    assert says("FG04", inputs(declared, Loads=load(1, 9, hands=0))) == nothing
    assert (
        says("FG04", inputs(declared, Loads=load(1, 9)))
        == says("FG04", inputs(report(LOADS), Loads=load(1, 9, 0)))
        == []
    )


CREWS = table("Crews", "Day; State", "in each quarter", Day="date", State="choice", Crews="number of posts")
POSTS = [
    {"Table": "Crews", "Kind": "counts posts", "Figures": "Crews", "Of": "State = vacant"},
    {"Table": "Crews", "Kind": "counts nobody", "Figures": "Crews", "Of": "State = vacant"},
]


def test_posts_come_in_halves_and_nothing_else_of_their_column_does() -> None:
    rows: list[Mapping[str, Value]] = [
        {"Day": DECEMBER, "State": state, "Crews": 1.5} for state in ("vacant", "filled")
    ]
    assert says("FG10", inputs(report(CREWS, relations=POSTS), Crews=rows)) == [
        "filled: 1.5 is no number of whole people."
    ]
    assert says("FG10", inputs(report(CREWS), Crews=rows)) == []


CARRIED = table("Register", "Month; Team", "each month", Month="month", Team="text", On="whole number of children",
                Came="whole number of children", Went="whole number of children")  # fmt: skip


@pytest.mark.parametrize("north", ["North", "NORTH"])
def test_what_is_carried_over_is_that_of_the_same_team_whatever_its_capitals(north: str) -> None:
    declared = report(
        CARRIED, relations=[{"Table": "Register", "Kind": "carried over", "Figures": "Came; Went", "Of": "On"}]
    )
    october, november = dt.date(2025, 10, 1), dt.date(2025, 11, 1)
    rows: list[Mapping[str, Value]] = [
        {"Month": month, "Team": team, "On": on, "Came": 1, "Went": 0}
        for month, team, on in (
            (october, "South", 50),
            (october, "North", 10),
            (november, north, 11),
            (november, "South", 51),
        )
    ]
    assert says("SM02", inputs(declared, Register=rows)) == []
    rows[2] = {**rows[2], "On": 12}
    assert len(says("SM02", inputs(declared, Register=rows))) == 1


def test_disclosure_takes_a_number_for_people_unless_the_column_or_a_relation_says_otherwise() -> None:
    rows: list[Mapping[str, Value]] = [{"Day": DECEMBER, "State": state, "Crews": 2} for state in ("vacant", "filled")]
    found = Counts(inputs(report(CREWS, relations=POSTS), Crews=rows))
    assert [found.is_people(InputCell("Crews", at, "Crews")) for at in (0, 1)] == [False, True]
    assert found.value(InputCell("Crews", 1, "Crews")) == 2
    for says_, leftover, counted in (("yes", True, 2), ("staff", False, 2), ("no", None, None)):
        columns = [*CREWS["Columns"][:2], {**CREWS["Columns"][2], "Counts people": says_}]
        counts = Counts(inputs(report({**CREWS, "Columns": columns}), Crews=rows))
        cell = InputCell("Crews", 1, "Crews")
        assert counts.value(cell) == counted
        assert leftover is None or counts.may_be_left_over(cell) == leftover


VISITED = table(
    "Visited", "Quarter; Home", "each quarter", Quarter="quarter", Home="text", On="date", Rooms="whole number of rooms"
)
SEEN = table("Seen", "Quarter; Home", "when it happens", Quarter="quarter", Home="text", Share="number of % of rooms")
BELONGS = [
    {"Table": "Seen", "Kind": "belongs to", "Figures": "Home", "Of": "Visited[Home]"},
    {"Table": "Seen", "Kind": "share of", "Figures": "Share", "Of": "Visited[Rooms]"},
]


def homes(*names: str) -> list[Mapping[str, Value]]:
    return [{"Quarter": QUARTER, "Home": name, "On": DECEMBER, "Rooms": 8} for name in names]


def seen(home: str | None, share: float) -> list[Mapping[str, Value]]:
    return [{"Quarter": QUARTER, "Home": home, "Share": share}]


def test_rows_belong_to_those_of_another_table_and_each_of_these_has_some() -> None:
    declared = report(VISITED, SEEN, relations=BELONGS)
    wrong = inputs(declared, Visited=homes("Elm", "Oak"), Seen=seen("Ash", 50))
    assert says("SM07", wrong) == ["“Ash” is not among the visited of 2025-26 Q3."]
    assert says("SM08", inputs(declared, Visited=homes("Elm", "Oak"), Seen=seen("elm", 50))) == [
        "“Oak” is among the visited, and no visit is given."
    ]
    assert says("SM07", inputs(report(VISITED, SEEN), Visited=homes("Elm"), Seen=seen("Ash", 50))) == []


def test_a_percentage_is_one_that_some_of_the_cases_give() -> None:
    declared = report(VISITED, SEEN, relations=BELONGS)
    assert says("SM09", inputs(declared, Visited=homes("Elm"), Seen=seen("Elm", 40))) == [
        "No whole number of 8 rooms is 40%."
    ]
    assert says("SM09", inputs(declared, Visited=homes("Elm"), Seen=seen("Elm", 50))) == []
    assert says("FG13", inputs(declared, Visited=homes("Elm"), Seen=seen("Elm", 0.5))) == [
        "0.5% of 8 rooms is less than one. Is 50% meant?"
    ]
    counts = Counts(inputs(declared, Visited=homes("Elm", "Oak"), Seen=[*seen("Elm", 50), *seen(None, 25)]))
    assert [len(counts.share_of(InputCell("Seen", at, "Share"))) for at in (0, 1)] == [1, 2]
    assert counts.value(InputCell("Seen", 0, "Share")) is None


def test_a_day_of_something_kept_by_quarters_lies_in_its_quarter() -> None:
    late = [{**homes("Elm")[0], "On": dt.date(2026, 1, 2)}]
    assert says("TM08", inputs(report(VISITED), Visited=late)) == ["2 January 2026 does not lie in 2025-26 Q3."]
    assert says("TM08", inputs(report(VISITED), Visited=homes("Elm"))) == []


BILLS = table("Bills", "Period; State", "each quarter", Period="period", State="choice", Bills="whole number of bills")
SHARE = [
    {"Position": 1, "Label": "Share filled", "Shows": "line 2 / line 3", "As": "percent", "Better when": "higher"},
    {"Position": 2, "Label": "Filled", "Shows": "[Bills]", "As": "count", "Where": "State = filled"},
    {"Position": 3, "Label": "Joined", "Shows": "[Bills]", "As": "count", "Where": "State = joined"},
]


@pytest.mark.parametrize(
    ("now", "said"), [(40, ["Share filled, from 50% to 40%: section 7 says nothing about it."]), (46, []), (60, [])]
)
def test_a_share_that_is_compared_needs_words_when_it_falls_by_points(now: int, said: list[str]) -> None:
    declared = report(BILLS, lines=[{"Block": "Bills", **line} for line in SHARE])
    rows: list[Mapping[str, Value]] = [
        {"Period": period, "State": state, "Bills": bills}
        for period, filled in (("2024-25 Q3", 50), (QUARTER, now))
        for state, bills in (("filled", filled), ("joined", 100))
    ]
    assert says("WD09", inputs(declared, Bills=rows)) == said
    words = {"Item": "7", "Period": QUARTER, "Kind": "narrative", "Position": 1, "English": "Fewer were filled."}
    assert says("WD09", inputs(declared, Bills=rows, Explanations=[words])) == []


@pytest.mark.parametrize(("varies", "is_found"), [("by chance", True), ("around a level", True), (None, False)])
def test_a_sudden_change_is_found_where_the_column_says_how_it_varies(varies: str | None, is_found: bool) -> None:
    missed = table("Missed", "Month", "each month", Month="month", Visits="whole number of visits")
    column = {**missed["Columns"][1], "Varies": varies}
    line = {"Block": "Missed", "Position": 1, "Label": "Missed", "Shows": "[Visits]", "As": "count"}
    declared = report({**missed, "Columns": [missed["Columns"][0], column]}, lines=[line])
    months = [dt.date(2025, month, 1) for month in range(6, 13)]
    figures = [12, 11, 13, 12, 10, 12, 60]
    rows: list[Mapping[str, Value]] = [
        {"Month": month, "Visits": count} for month, count in zip(months, figures, strict=True)
    ]
    expected = ["Missed visits: 60 in December 2025, where its history leads one to expect about 12."]
    assert says("TM01", inputs(declared, Missed=rows)) == (expected if is_found else [])


@pytest.mark.parametrize(
    ("relation", "message"),
    [
        ({**EXTREMES, "Of": "[Jobs] / "}, "something is missing at its end"),
        ({**EXTREMES, "Of": "[Jobs] / [Nobody]"}, "Loads has no column “Nobody”"),
        ({**EXTREMES, "Of": "[Jobs] / Settings[Wages]"}, "There is no setting “Wages”"),
        ({**EXTREMES, "Of": "line 1 of Loads"}, "other things than the row's own columns"),
        ({"Kind": "told in words", "Figures": "Jobs", "Of": "nowhere"}, "There is no section “nowhere”"),
        ({"Kind": "share of", "Figures": "Jobs", "Of": "Most"}, "“Most” is no column of another table"),
        ({"Kind": "counts posts", "Figures": "Jobs", "Of": "vacant"}, "is not a column, an equals sign"),
    ],
)
def test_a_relation_that_cannot_be_is_named_by_its_cell(relation: Mapping[str, str], message: str) -> None:
    [found] = problems(report(LOADS, relations=[{"Table": "Loads", **relation}]))
    assert found.startswith("Relations!D6: ") and message in found


def test_numbers_of_sections_and_nouns_are_said_as_people_say_them() -> None:
    assert numbers_listed(["1", "2.2", "2.3", "2.4", "3", "4", "5"]) == "1, 2.2 to 2.4, 3, 4 or 5"
    assert numbers_listed(["2.1", "2.2"]) == "2.1 or 2.2"
    assert (numbers_listed(["7"]), numbers_listed([])) == ("7", "")
    assert [plural(2, noun) for noun in ("agency", "team", "day")] == ["2 agencies", "2 teams", "2 days"]


HOMES = table("Homes", "Month", "each month", Month="month", Children="whole number of children")
OTHERWISE = ["December 2025: 61, and 60 in Homes, row 6, Children, which is to be the same."]


@pytest.mark.parametrize(("due", "children", "found"), [(61, 61, []), (None, 61, []), (61, 60, OTHERWISE)])
def test_a_number_that_stands_in_two_places_is_the_same_in_both(due: Value, children: Value, found: list[str]) -> None:
    same = {"Table": "Visits", "Kind": "same as", "Figures": "Due", "Of": "Homes[Children]"}
    month = dt.date(2025, 12, 1)
    declared = report(VISITS, HOMES, relations=[same])
    figures = inputs(declared, Visits=[{"Month": month, "Due": due}], Homes=[{"Month": month, "Children": children}])
    assert says("SM01", figures) == found


def test_one_column_is_the_same_as_one_other() -> None:
    [found] = problems(
        report(VISITS, relations=[{"Table": "Visits", "Kind": "same as", "Figures": "Due; Made", "Of": "Made"}])
    )
    assert "This relation is about one column." in found
