"""What an earlier edition told is known, and nothing takes it back."""

from __future__ import annotations

import json
import re

import pytest

from cyps_xl.disclosure.suppress import MARK, Previous
from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.records import Inputs
from cyps_xl.sheets.plan import ReportPlan, Scalar
from helpers.definitions import SMALL, Rows, small_inputs
from helpers.public_editions import correct_inputs, public_edition, settings_for
from helpers.workbooks import sheet_of


def test_a_small_count_that_was_published_before_is_named_and_withheld_now() -> None:
    inputs = correct_inputs(0)
    generous = public_edition(inputs, settings_for(inputs, 2, "2017-18 Q2"))
    now = public_edition(inputs, settings_for(inputs, 5), Previous.read(generous.companion)).protected
    assert now.known_before and all("2017-18 Q2 told" in words for words in now.known_before)
    assert now.exposed == ()


def test_the_same_edition_in_another_language_withholds_what_was_withheld_in_the_first() -> None:
    """Though nobody names the earlier edition any more, for whose sake it was."""
    inputs = correct_inputs(1)
    settings = settings_for(inputs, 5)
    earlier = Previous.read(public_edition(inputs, settings_for(inputs, 5, "2017-18 Q2")).companion)
    english = public_edition(inputs, settings, earlier)
    alone = public_edition(inputs, settings)
    other = public_edition(inputs, settings, Previous.read(english.companion))
    cells = [[one.place for one in edition.protected.withheld] for edition in (english, alone, other)]
    assert cells[0] == cells[2] != cells[1]


def test_figures_that_the_inputs_no_longer_give_are_counted() -> None:
    inputs = correct_inputs(0)
    whole = json.loads(public_edition(inputs, settings_for(inputs, 5, "2017-18 Q2")).companion)
    whole["figures"][0]["id"] = "A figure that was there once"
    previous = Previous.read(json.dumps(whole).encode())
    now = public_edition(inputs, settings_for(inputs, 5), previous).protected
    assert now.known_before == ("Of the edition of 2017-18 Q2, 1 figure cannot be found in these inputs any more.",)


def made_after(inputs: Inputs, companion: object) -> tuple[tuple[str, ...], list[object]]:
    """What is known before, and what is withheld, of an edition of 2017-18 Q3 whose readers have this one."""
    now = public_edition(inputs, settings_for(inputs, 5), Previous.read(json.dumps(companion).encode())).protected
    return now.known_before, [one.place for one in now.withheld]


def test_an_edition_from_before_the_sections_were_renumbered_is_followed_all_the_same() -> None:
    inputs = correct_inputs(0)
    whole = json.loads(public_edition(inputs, settings_for(inputs, 2, "2017-18 Q2")).companion)

    renumbered = [{**row, "id": re.sub(r"^\d[.\d]* ", "7.4 ", row["id"])} for row in whole["figures"]]
    assert [row["id"] for row in renumbered] != [row["id"] for row in whole["figures"]]
    assert made_after(inputs, {**whole, "figures": renumbered}) == made_after(inputs, whole)


def renamed(row: dict[str, str], /, **labels: str) -> dict[str, str]:
    """A figure as an edition had it that was made when the report called it otherwise."""
    words = dict(zip(("sheet", "table", "row", "column", "period"), row["id"].split(" | "), strict=True))
    return {**row, "id": " | ".join((words | labels).values())}


def test_figures_are_followed_whose_sheet_or_line_the_report_called_otherwise_then() -> None:
    inputs = correct_inputs(0)
    whole = json.loads(public_edition(inputs, settings_for(inputs, 2, "2017-18 Q2")).companion)
    changes = {"Re-admissions": {"sheet": "2.6 Back in care"}, "TAF": {"row": "Plans that ended"}}

    def as_then(row: dict[str, str]) -> dict[str, str]:
        changed = [labels for word, labels in changes.items() if word in row["id"].partition(" | ")[0]]
        return renamed(row, **changed[0]) if changed else row

    rows = [as_then(row) for row in whole["figures"]]
    assert [row["id"] for row in rows] != [row["id"] for row in whole["figures"]]
    assert made_after(inputs, {**whole, "figures": rows}) == made_after(inputs, whole)


def test_of_figures_that_cannot_be_told_apart_none_that_was_withheld_counts_as_known() -> None:
    inputs = correct_inputs(0)
    whole = json.loads(public_edition(inputs, settings_for(inputs, 5, "2017-18 Q2")).companion)
    kept = {(row["source"], row["period"]) for row in whole["figures"] if row["value"] is None}
    rows = [
        renamed(row, row="Otherwise") if (row["source"], row["period"]) in kept else row for row in whole["figures"]
    ]
    now, as_before = (made_after(inputs, companion)[0] for companion in ({**whole, "figures": rows}, whole))
    assert [words for words in now if "told it" in words] == [words for words in as_before if "told it" in words]


def areas_report(lines: dict[str, str | None], tabs: dict[str, str]) -> dict[str, Rows]:
    """A sheet for each of two areas, and lines of children by their area: label and Where."""
    quarter = {"Heading": "Quarter", "Holds": "quarter", "Required": "yes"}
    columns = [quarter, {"Heading": "Child", "Holds": "text", "Required": "yes"}, {"Heading": "Area", "Holds": "text"}]
    sections = [{**SMALL["Sections"][0], "Section": name, "Tab": tab, "Order": 5} for name, tab in tabs.items()]
    blocks = {"Position": 3, "Shape": "figures", "Table": "Missing"}
    where = {"north": "Area = North", "south": "Area = South"}
    return {
        **SMALL,
        "Tables": [
            *SMALL["Tables"],
            {"Table": "Missing", "Sheet": "Missing", "One row is": "a child", "Key": "Quarter; Child"},
        ],
        "Columns": [*SMALL["Columns"], *({"Table": "Missing", "Help": "x", **column} for column in columns)],
        "Sections": [*SMALL["Sections"], *({**one, "Number": f"{at}"} for at, one in enumerate(sections, start=2))],
        "Blocks": [
            *SMALL["Blocks"],
            *({**blocks, "Block": name, "Section": name} for name in tabs),
            {**blocks, "Block": "all", "Section": "visits"},
        ],
        "Lines": [
            *SMALL["Lines"],
            *(
                {"Block": name, "Position": 1, "Label": "Children", "Shows": "rows", "Where": where[name]}
                | {"As": "count"}
                for name in tabs
            ),
            *(
                {"Block": "all", "Position": at, "Label": label, "Shows": "rows", "Where": only, "As": "count"}
                for at, (label, only) in enumerate(lines.items(), start=1)
            ),
        ],
    }


def beside(plan: ReportPlan, sheet: str, *labels: str) -> list[Scalar]:
    """The figures that stand beside these labels of a sheet."""
    cells = {(cell.row, cell.column): cell.value for cell in sheet_of(plan, sheet).cells}
    rows = {value: row for (row, column), value in cells.items() if column == 0}
    return [cells[rows[label], 1] for label in labels]


THEN = ({"All": None, "Of the north": "Area = North"}, {"north": "North", "south": "South"})


@pytest.mark.parametrize(
    "now",
    [
        (THEN[0], {"north": "Northern", "south": "Southern"}),
        (THEN[0], {"north": "South", "south": "North"}),
        ({"Every child": None, "In the north": "Area = North"}, THEN[1]),
        ({"Every child": None, "In the north": "Area = North"}, {"north": "Northern", "south": "Southern"}),
    ],
)
def test_a_figure_that_was_withheld_is_not_taken_for_a_told_one_whatever_was_renamed(
    now: tuple[dict[str, str | None], dict[str, str]],
) -> None:
    """Two of 22 children are of the south, and no one may know after the sheets and the lines are called otherwise."""
    children = [
        {"Quarter": "2025-26 Q3", "Child": f"{area} {at}", "Area": area}
        for area, count in (("North", 20), ("South", 2))
        for at in range(count)
    ]
    then, later = (small_inputs(areas_report(*one), Missing=children) for one in (THEN, now))
    first = public_edition(then, settings_for(then, 5, "2025-26 Q3"))
    second = public_edition(later, settings_for(later, 5, "2025-26 Q3"), Previous.read(first.companion))
    for edition in (first, second):
        assert beside(edition.plan, "south", "Children") == [MARK]
    figures = [
        (*beside(edition.plan, "visits", *lines), *beside(edition.plan, "north", "Children"))
        for edition, lines in ((first, THEN[0]), (second, now[0]))
    ]
    told = {value for one in figures for value in one}
    assert len(told - {MARK}) == 1, "twenty or all 22, of which no two tell of the others"
    assert not [words for words in second.protected.known_before if "told it" in words]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"[]",
        b'{"quarter": "2017-18 Q5", "language": "en-GB", "figures": []}',
        b'{"quarter": "2017-18 Q2", "language": "en-GB", "figures": [{"sheet": "x"}]}',
        b'{"quarter": "2017-18 Q2", "language": "cy-GB", "figures": []}',
    ],
)
def test_what_is_no_companion_of_an_english_edition_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UnusableFile, match=r"\.json that was published"):
        Previous.read(data)
