"""Areas: whom indicators have figures of, and with whom the scorecards compare the council."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cyps_xl import report as reports
from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Finding
from cyps_xl.checks.run import ALL_RULES
from cyps_xl.definition.packs import definition_of, read_pack
from cyps_xl.disclosure.suppress import suppress
from cyps_xl.errors import Blocked
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.printed.leaving import leaving
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from cyps_xl.sheets.headline import indicator_lines
from cyps_xl.sheets.plan import SheetPlan
from helpers.areas import inputs_with_areas, pack_of
from helpers.definition_edits import change, do, refreshed, shown, type_on
from helpers.indicators import RATE
from helpers.libreoffice import needs_libreoffice
from helpers.new_books import new_book
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

YEAR = "2016-17"


def value(area: str, part: int | None, whole: int | None = 100, period: str = YEAR) -> dict[str, Value]:
    return {"Indicator": "4", "Area": area, "Period": period, "Numerator": part, "Denominator": whole}


FIGURES = [value("Council", 10), value("Wales", 12), value("Welsh family", 9), value("Gwynedd", 10)]


def inputs(*figures: Mapping[str, Value], first: str = "", second: str = "") -> Inputs:
    return inputs_with_areas({"Indicators": [RATE], "IndicatorValues": [*figures] or FIGURES}, first, second)


def proved(found: Inputs) -> SheetPlan:
    """The scorecard, every formula of the report worked out alike by a second engine."""
    plan = planned(found)
    assert disagreements(plan, by_formualizer(workbook_of(found, poisoned(plan)), plan)) == []
    return sheet_of(plan, "indicators")


def by_heading(sheet: SheetPlan) -> dict[object, object]:
    """What stands in the first indicator's row, by its heading; printed columns alone."""
    headings = {cell.column: cell.value for cell in sheet.cells if cell.row == 4}
    return {
        headings[cell.column]: cell.value
        for cell in sheet.cells
        if cell.row == 5 and cell.column < sheet.printed_columns
    }


def test_where_settings_says_nothing_the_first_other_area_is_compared_with() -> None:
    row = by_heading(proved(inputs()))
    assert (row["Wales 2016-17"], row["Wales, in words"]) == (0.12, "Better\ncould be chance")


@pytest.mark.parametrize("typed", ["Gwynedd", "GWYNEDD"])
def test_an_area_that_settings_names_takes_the_place_of_the_first(typed: str) -> None:
    row = by_heading(proved(inputs(first=typed)))
    assert (row["Gwynedd 2016-17"], row["Against Gwynedd"], row["Gwynedd, in words"]) == (0.1, 0, "Same")
    assert "Wales 2016-17" not in row


def test_two_areas_stand_side_by_side_each_with_its_own_arrow() -> None:
    found = inputs(first="Wales", second="Welsh family")
    row = by_heading(proved(found))
    assert (row["Wales 2016-17"], row["Against Wales"], row["Wales, in words"]) == (0.12, 2, "Better\ncould be chance")
    assert (row["Welsh family 2016-17"], row["Against Welsh family"]) == (0.09, -2)
    [line] = indicator_lines(planned(found))
    assert (line.no, line.name, line.words) == ("4", "Re-registrations", "Not compared")


@needs_libreoffice
def test_libreoffice_compares_alike() -> None:
    found = inputs(first="Wales", second="Gwynedd")
    proved_in_libreoffice(found)


def test_our_own_name_on_settings_compares_with_nobody() -> None:
    assert not [heading for heading in by_heading(proved(inputs(first="Council"))) if "Against" in str(heading)]


def test_one_area_named_twice_stands_there_once() -> None:
    headings = [*by_heading(proved(inputs(first="Wales", second="wales")))]
    assert headings.count("Against Wales") == 1


@pytest.mark.parametrize(("first", "second"), [("Year before", ""), ("Wales", "Year before")])
def test_an_area_may_be_called_as_a_column_of_the_sheet_is(first: str, second: str) -> None:
    sheet = proved(
        inputs(value("Council", 10), value("Wales", 12), value("Year before", 8), first=first, second=second)
    )
    row = by_heading(sheet)
    assert (row["Year before 2016-17"], row["Year before, in words"]) == (0.08, "Worse\ncould be chance")


def test_a_report_that_knows_no_other_area_has_no_columns_for_one(tmp_path: Path) -> None:
    definition = read_pack(pack_of(tmp_path / "alone")).definition
    assert (definition.other_areas, definition.compared_with("", "")) == ((), ())
    assert definition.compared_with("Wales", "") == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Wales,our own", "“Wales” is our own, and Council is what our own figures are called."),
        ("Council,country", "“Council” is country, and Council is what our own figures are called."),
    ],
)
def test_an_area_that_is_wrongly_ours_is_named_by_its_cell(tmp_path: Path, row: str, said: str) -> None:
    folder = pack_of(tmp_path / "wrong")
    (folder / "Areas.csv").write_text(f"Area,Kind\nPowys,country\n{row}\n", encoding="utf-8")
    with pytest.raises(Blocked) as refused:
        read_pack(folder)
    assert ("Areas.csv, row 3, Kind", said) in [(one.where, one.message) for one in refused.value.problems]


def test_a_definition_without_our_own_area_is_refused(tmp_path: Path) -> None:
    folder = pack_of(tmp_path / "wrong")
    (folder / "Areas.csv").write_text("Area,Kind\nWales,country\n", encoding="utf-8")
    with pytest.raises(Blocked) as refused:
        read_pack(folder)
    [problem] = refused.value.problems
    assert problem.message == "No area is our own."
    assert problem.remedy == "Add a row for Council, of the kind “our own”."


def findings(code: str, found: Inputs) -> list[Finding]:
    rule = next(rule for rule in ALL_RULES if rule.code == code)
    return list(rule.findings(Checked(found, read_settings(found))))


def test_the_figure_of_an_area_is_missed_only_where_the_report_compares_with_it() -> None:
    earlier = [value("Council", 10), value("Gwynedd", 10, period="2015-16")]
    assert findings("TM03", inputs(*earlier)) == []
    [found] = findings("TM03", inputs(*earlier, first="Gwynedd"))
    assert found.message == "Indicator 4: there is no figure of Gwynedd for 2016-17; the latest is of 2015-16."


def test_a_part_of_ours_has_no_more_than_the_whole() -> None:
    [found] = findings("FG01", inputs(value("Council", 10), value("North team", 11, 60)))
    assert (found.where, found.message) == (
        "Indicator values, row 7, Numerator",
        "Indicator 4, North team, 2016-17: 11, of 10 of the council.",
    )
    assert findings("FG01", inputs(value("Council", 10), value("North team", 10, 60))) == []


def withheld(found: Inputs) -> list[object]:
    """The figures that the public edition keeps back, in reading order."""
    plan = leaving(planned(found))
    cells = {(sheet.key, cell.row, cell.column): cell.value for sheet in plan.sheets for cell in sheet.cells}
    places = (one.place for one in suppress(plan, found, read_settings(found), "public").withheld)
    return [cells[place] for place in places if isinstance(cells[place], int | float)]


def test_few_of_a_team_are_kept_back_from_the_public_and_few_of_another_council_are_its_own_to_publish() -> None:
    ours, theirs = value("Council", 40), value("Gwynedd", 3)
    assert withheld(inputs(ours, theirs, first="Gwynedd")) == []
    team = value("North team", 3)
    assert 0.03 in withheld(inputs(ours, team, first="North team"))


def test_few_that_a_team_leaves_of_the_council_are_kept_back_too() -> None:
    assert withheld(inputs(value("Council", 40, 400), value("North team", 20, 200), first="North team")) == []
    assert withheld(inputs(value("Council", 40, 400), value("North team", 38, 200), first="North team"))


def test_another_area_comes_in_at_a_refresh_and_nothing_of_staff_s_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    do(path, type_on("1 Indicators", {(60, 2): "ask Anna"}))
    do(path, change("ReportAreas", added=[{"Area": "Welsh family", "Kind": "several councils"}]))
    refreshed(do(path, type_on("Settings", {(17, 2): "Welsh family"})))
    words = [*shown(path, "1 Indicators").values()]
    assert "Against Wales" in words
    assert "Against Welsh family" in words
    assert "ask Anna" in words


def test_an_area_that_is_on_no_sheet_is_named_at_its_setting(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    with pytest.raises(Blocked) as refused:
        reports.refresh(do(path, type_on("Settings", {(16, 2): "Atlantis"})))
    [problem] = refused.value.problems
    assert (problem.where, problem.message) == ("Settings!B16", "“Atlantis” is in no row of ReportAreas.")


def test_workbooks_whose_sheet_areas_is_empty_keep_council_and_wales() -> None:
    assert definition_of(Inputs({}, inputs().catalogue)).other_areas == ("Wales",)
