"""An officer edits the definition in Excel: a refresh makes it so, and keeps every word and picture of theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from cyps_xl import report
from cyps_xl.checking import check
from cyps_xl.definition.packs import DEFINITION
from cyps_xl.errors import Blocked, CypsError, MissingTable
from cyps_xl.grid import cell_address
from cyps_xl.inputs.catalogue import OWN_TABLES, Catalogue
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.xlsx.grafting.tabs import remove_tab
from cyps_xl.xlsx.input_tables.last_definition import definition_part
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import find_tables, read_raw_tables
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import contents, shared_texts
from cyps_xl.xlsx.parts.workbook_part import sheets_of, sheets_of_draft, texts_root, workbook_child
from helpers.definition_edits import (
    change,
    do,
    draw_on,
    own_sheet,
    own_table,
    part_of,
    refreshed,
    rename_tab,
    shown,
    tabs,
    type_on,
    without_rows,
    workbook,
)

VISITS, BEDS, EVENTS = "1 Visits", "2 Beds", "3 Events"
LEFT_OUT = f"{VISITS} (left out)"
LEAVES = change("ReportSections", {"visits": {"Shown": "no"}})
RETURNS = change("ReportSections", {"visits": {"Shown": "yes"}})


# Sections that leave and come back


def test_a_section_that_leaves_takes_its_sheet_along(tmp_path: Path) -> None:
    path = workbook(tmp_path, LEAVES)
    outcome = refreshed(path)
    assert VISITS not in tabs(path)
    assert outcome.news == (f"“{VISITS}” is not reported now. Its sheet held nothing of yours and is gone.",)


def test_a_section_that_leaves_leaves_what_is_staffs_where_it_was(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), draw_on(VISITS), LEAVES)
    outcome = refreshed(path)
    assert tabs(path)[tabs(path).index(LEFT_OUT) - 1] == "Key"
    cells = shown(path, LEFT_OUT)
    assert cells[7, 15] == "ask Anna"
    assert cells[1, 1] == "Not part of the report"
    assert len(cells) == 3, "no figure of ours stays behind"
    assert "keeps what is yours: a cell, a shape." in outcome.news[0]


def test_a_section_that_comes_back_comes_back_to_its_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), draw_on(VISITS), LEAVES)
    before = tabs(path)
    refreshed(path)
    do(path, RETURNS)
    outcome = refreshed(path)
    assert tabs(path) == before
    assert shown(path, VISITS)[7, 15] == "ask Anna"
    assert outcome.news == (f"“{VISITS}” is reported again, on its own sheet.",)


def test_a_section_whose_sheet_went_gets_it_again_at_its_place(tmp_path: Path) -> None:
    path = workbook(tmp_path, LEAVES)
    before = tabs(workbook(tmp_path))
    do(path, LEAVES)
    refreshed(path)
    do(path, RETURNS)
    outcome = refreshed(path)
    assert tabs(path) == before
    assert outcome.news == (f"The report has a new sheet: “{VISITS}”.",)


def test_a_sheet_that_stayed_goes_once_staff_have_cleared_it(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), LEAVES)
    refreshed(path)
    do(path, type_on(LEFT_OUT, {(7, 15): ""}))
    refreshed(path)
    assert LEFT_OUT not in tabs(path)


def test_a_section_of_some_quarters_comes_and_goes_with_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, change("ReportSections", {"visits": {"From": "2017-18 Q3"}}))
    assert VISITS in tabs(path)
    report.refresh(path, quarter="2017-18 Q2")
    assert VISITS not in tabs(path)
    report.refresh(path, quarter="2017-18 Q3")
    assert VISITS in tabs(path)


def test_what_reads_a_section_that_leaves_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("Own", {(1, 1): f"='{VISITS}'!B7*2"}), LEAVES)
    before = path.read_bytes()
    with pytest.raises(Blocked) as refused:
        report.refresh(path)
    (problem,) = refused.value.problems
    assert problem.where == "Own!A1"
    assert f"reads the sheet “{VISITS}”, which is not reported any more" in problem.message
    assert path.read_bytes() == before
    refreshed(path, keep_going=True)
    assert shown(path, "Own")[1, 1] in (f"='{VISITS}'!#REF!*2", "=#REF!*2")


def test_on_a_sheet_that_stays_what_reads_staffs_own_cells_goes_on_and_what_reads_ours_is_named(tmp_path: Path) -> None:
    own = own_sheet("Own", {(1, 1): f"='{VISITS}'!O7*2"})
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): 21}), own, LEAVES)
    refreshed(path)
    assert shown(path, "Own")[1, 1] == f"='{LEFT_OUT}'!O7*2"
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): "=B24+1"}), LEAVES)
    with pytest.raises(Blocked) as refused:
        report.refresh(path)
    assert [problem.where for problem in refused.value.problems] == [f"'{VISITS}'!O7"]


# Tabs


def test_a_section_with_another_number_and_title_keeps_its_sheet_and_what_reads_it(tmp_path: Path) -> None:
    own = own_sheet("Own", {(1, 1): "='2 Beds'!B5"})
    path = workbook(
        tmp_path, own, type_on(BEDS, {(6, 15): "mine"}),
        change("ReportSections", {"beds": {"Number": "9", "Tab": "Who has how many"}}),
    )  # fmt: skip
    outcome = refreshed(path)
    assert outcome.news == ("“2 Beds” is called “9 Who has how many” now.",)
    assert shown(path, "9 Who has how many")[6, 15] == "mine"
    assert shown(path, "Own")[1, 1] == "='9 Who has how many'!B5"


def test_a_tab_that_staff_renamed_stays_theirs(tmp_path: Path) -> None:
    path = workbook(tmp_path, rename_tab(BEDS, "Teams"), change("ReportSections", {"beds": {"Number": "9"}}))
    refreshed(path)
    assert "Teams" in tabs(path)


def test_two_sections_may_change_names(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        change("ReportSections", {"visits": {"Number": "2", "Tab": "X"}, "beds": {"Number": "1", "Tab": "X"}}),
    )
    refreshed(path)
    do(path, change("ReportSections", {"visits": {"Number": "1"}, "beds": {"Number": "2"}}))
    refreshed(path)
    assert tabs(path).index("1 X") < tabs(path).index("2 X")


def test_a_new_name_that_is_the_name_of_staffs_own_sheet_is_refused_in_words(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("9 Beds", {}), change("ReportSections", {"beds": {"Number": "9"}}))
    with pytest.raises(CypsError, match=r"a sheet of your own called “9 Beds”"):
        report.refresh(path)


def test_sections_in_another_order_take_their_tabs_along_and_leave_staffs_where_they_are(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("Own", {}, after=BEDS), change("ReportSections", {"events": {"Order": 15}}))
    before = tabs(path)
    outcome = refreshed(path)
    wanted = [tab for tab in before if tab != EVENTS]
    wanted.insert(wanted.index(VISITS) + 1, EVENTS)
    assert tabs(path) == wanted
    assert outcome.news == ("The report's sheets stand in their new order.",)


# New tables and columns

FOSTERING = change(
    "ReportTables", added=[{"Table": "Fostering", "Sheet": "Fostering", "One row is": "a month", "Key": "Month"}]
)
ITS_COLUMNS = change(
    "ReportColumns",
    added=[
        {"Table": "Fostering", "Heading": "Month", "Holds": "month", "Help": "The month.", "Required": "yes"},
        {"Table": "Fostering", "Heading": "Carers", "Holds": "whole number", "Help": "Carers.", "Unit": "carers"},
        {"Table": "Fostering", "Heading": "Kind", "Holds": "choice", "Help": "Of what kind.", "Choices": "own; agency"},
    ],
)
ITS_SECTION = change(
    "ReportSections",
    added=[
        {"Section": "fostering", "Number": "4", "Title": "Foster carers", "Tab": "Fostering", "Order": 25}
        | {"Shown": "yes", "Commentary": "no"}
    ],
)
ITS_BLOCK = change(
    "ReportBlocks",
    added=[{"Block": "fostering", "Section": "fostering", "Position": 1, "Shape": "months", "Table": "Fostering"}],
)
ITS_LINE = change(
    "ReportLines",
    added=[{"Block": "fostering", "Position": 1, "Label": "Carers", "Shows": "[Carers]", "As": "count"}],
)
NEW_TABLE = (FOSTERING, ITS_COLUMNS)
NEW_SECTION = (*NEW_TABLE, ITS_SECTION, ITS_BLOCK, ITS_LINE)


def validations(path: Path, table: str, heading: str) -> list[str]:
    """What may be typed under a heading: the first formula of every validation of its cells."""
    package = Package.read(path)
    place = find_tables(package)[table]
    letters = cell_address(1, place.column(heading)).rstrip("1")
    root = Draft(package).root(place.sheet_part)
    found = root.iterfind(f"{main('dataValidations')}/{main('dataValidation')}")
    return [rule.findtext(main("formula1")) or "" for rule in found if rule.get("sqref", "").startswith(letters)]


def test_a_new_table_gets_its_sheet_and_a_new_section_its_own(tmp_path: Path) -> None:
    path = workbook(tmp_path, *NEW_SECTION)
    outcome = refreshed(path)
    assert tabs(path)[tabs(path).index("Events") + 1] == "Fostering"
    assert tabs(path)[tabs(path).index(BEDS) + 1] == "4 Fostering"
    assert outcome.news == (
        "The input sheet “Fostering” is new: one row is a month.",
        "The report has a new sheet: “4 Fostering”.",
    )
    assert shown(path, "Fostering")[5, 1] == "Month"
    assert shown(path, "Fostering")[4, 2] == "carers"
    assert validations(path, "Fostering", "Kind") == ['"own,agency"']


def test_figures_come_in_for_a_table_that_is_only_declared_yet(tmp_path: Path) -> None:
    path = workbook(tmp_path, *NEW_SECTION)
    (tmp_path / "Fostering.csv").write_text("Month,Carers\nDec 2017,31\n")
    outcome = report.import_figures(path, tmp_path / "Fostering.csv")
    assert "The input sheet “Fostering” is new: one row is a month." in outcome.news
    assert "31" in shown(path, "Fostering").values()


def test_a_table_of_staffs_own_is_read_where_it_stands(tmp_path: Path) -> None:
    theirs = own_table("Fostering", "Our carers", ["Month", "Carers", "Notes"], [[43070, 31, "ask Anna"]])
    path = workbook(tmp_path, theirs, dated, *NEW_SECTION)
    outcome = refreshed(path)
    assert "Fostering" not in tabs(path)
    assert outcome.news[:2] == (
        "The report reads your table Fostering on “Our carers”.",
        "New on “Our carers”: the column “Kind”.",
    )
    assert shown(path, "Our carers") == {
        (3, 2): "Month", (3, 3): "Carers", (3, 4): "Notes", (3, 5): "Kind",
        (4, 2): "43070", (4, 3): "31", (4, 4): "ask Anna",
    }  # fmt: skip
    assert "31" in {value for place, value in results(path, "4 Fostering").items()}


def dated(package: Package) -> Package:
    """Giving the month in their table the look of a month."""
    draft = Draft(package)
    look = next(
        cell.get("s", "") for cell in draft.root(part_of(package, "Visits")).iter(main("c")) if cell.get("r") == "A6"
    )
    for cell in draft.change(part_of(package, "Our carers")).iter(main("c")):
        if cell.get("r") == "B4":
            cell.set("s", look)
    return draft.package()


def results(path: Path, tab: str) -> dict[tuple[int, int], str]:
    package = Package.read(path)
    root = Draft(package).root(part_of(package, tab))
    return {place: content.value for place, content in contents(root, shared_texts(texts_root(package)))}


def test_a_table_of_staffs_own_without_what_tells_its_rows_apart_is_refused_in_words(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_table("Fostering", "Our carers", ["When", "Carers"], [["x", 31]]), *NEW_TABLE)
    with pytest.raises(CypsError, match=r"Fostering on “Our carers” is not the one .* it has no column “Month”"):
        report.refresh(path)


def test_a_tab_that_staff_use_for_something_else_is_left_to_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("Fostering", {(1, 1): "ours"}), *NEW_TABLE)
    outcome = refreshed(path)
    assert shown(path, "Fostering") == {(1, 1): "ours"}
    assert shown(path, "Fostering (figures)")[5, 1] == "Month"
    assert "as the workbook has a sheet “Fostering” already" in outcome.news[1]


def test_a_name_that_stands_for_something_else_is_refused_in_words(tmp_path: Path) -> None:
    def name(package: Package) -> Package:
        draft = Draft(package)
        names = workbook_child(draft.change(draft.workbook), "definedNames")
        etree.SubElement(names, main("definedName"), name="fostering").text = "Visits!$A$1"
        return draft.package()

    path = workbook(tmp_path, name, *NEW_TABLE)
    with pytest.raises(CypsError, match=r"The name Fostering stands for Visits!\$A\$1"):
        report.refresh(path)


NEW_COLUMN = change(
    "ReportColumns",
    added=[{"Table": "Visits", "Heading": "Missed", "Holds": "whole number", "Help": "Not made.", "Unit": "visits"}],
)


def test_a_new_column_stands_at_the_tables_right_end_with_its_validation(tmp_path: Path) -> None:
    path = workbook(tmp_path, NEW_COLUMN)
    outcome = refreshed(path)
    assert outcome.news == ("New on “Visits”: the column “Missed”.",)
    assert find_tables(Package.read(path))["Visits"].headings == ("Month", "Due", "Made", "Missed")
    assert shown(path, "Visits")[4, 4] == "visits"
    assert len(validations(path, "Visits", "Missed")) == 1


def test_a_new_column_makes_no_way_over_what_staff_typed_there(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on("Visits", {(7, 4): "ask Anna"}), NEW_COLUMN)
    with pytest.raises(CypsError, match=r"Something stands in Visits!D7, where .* room for its column “Missed”"):
        report.refresh(path)
    do(path, type_on("Visits", {(7, 4): "", (7, 5): "ask Anna"}))
    refreshed(path)
    assert shown(path, "Visits")[7, 5] == "ask Anna"


def test_a_column_that_was_renamed_or_lost_is_missed_and_not_made_anew(tmp_path: Path) -> None:
    def renamed(package: Package) -> Package:
        draft = Draft(package)
        place = find_tables(package)["Visits"]
        column = list(draft.change(place.table_part).iter(main("tableColumn")))[1]
        column.set("name", "Wanted")
        return type_on("Visits", {(5, 2): "Wanted"})(draft.package())

    path = workbook(tmp_path, renamed)
    with pytest.raises(MissingTable, match="the heading “Due” of Visits"):
        report.refresh(path)


def test_a_table_and_a_column_that_left_the_definition_keep_their_figures(tmp_path: Path) -> None:
    path = workbook(tmp_path, *NEW_TABLE, NEW_COLUMN)
    refreshed(path)
    do(path, type_on("Fostering", {(6, 2): 31}), type_on("Visits", {(6, 4): 2}))
    do(path, without_rows("ReportTables", "Fostering"), without_rows("ReportColumns", "Fostering"))

    def without_missed(package: Package) -> Package:
        raw = read_raw_tables(package, ["ReportColumns"])["ReportColumns"]
        (row,) = [raw.first_row + at for at, row in enumerate(raw.rows) if row[1] == "Missed"]
        empty = dict.fromkeys(column.heading for column in DEFINITION["ReportColumns"].typed_columns)
        return apply_changes(package, [TableChange("ReportColumns", {row: empty})], DEFINITION)

    do(path, without_missed)
    outcome = refreshed(path)
    assert outcome.news == (
        "The column “Missed” of “Visits” is no longer read: it keeps all its figures.",
        "The table Fostering is no longer read: “Fostering” keeps all its figures.",
    )
    assert shown(path, "Fostering")[6, 2] == "31"
    assert shown(path, "Visits")[6, 4] == "2"


def test_a_tab_of_an_input_sheet_follows_its_table(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, own_sheet("Own", {(1, 1): "=Visits!B6"}), change("ReportTables", {"Visits": {"Sheet": "Home visits"}})
    )
    outcome = refreshed(path)
    assert outcome.news == ("The input sheet “Visits” is called “Home visits” now.",)
    assert shown(path, "Own")[1, 1] == "='Home visits'!B6"


# What may be typed

MORE_HOMES = "Elm; Oak; Ash"


def with_home(package: Package) -> Package:
    raw = read_raw_tables(package, ["ReportColumns"])["ReportColumns"]
    (row,) = [raw.first_row + at for at, row in enumerate(raw.rows) if row[1] == "Home"]
    return apply_changes(package, [TableChange("ReportColumns", {row: {"Choices": MORE_HOMES}})], DEFINITION)


def test_a_choice_more_reaches_the_cells_list(tmp_path: Path) -> None:
    path = workbook(tmp_path, with_home)
    outcome = refreshed(path)
    assert validations(path, "Beds", "Home") == ['"Elm,Oak,Ash"']
    assert outcome.news == ("What may be typed under “Home” on “Beds” follows the definition.",)


def test_a_list_that_staff_made_their_own_stays_theirs(tmp_path: Path) -> None:
    def own_list(package: Package) -> Package:
        draft = Draft(package)
        for rule in draft.change(part_of(package, "Beds")).iter(main("dataValidation")):
            if rule.get("promptTitle") == "Home":
                formula = rule.find(main("formula1"))
                assert formula is not None
                formula.text = '"Elm,Oak,Birch"'
        return draft.package()

    path = workbook(tmp_path, own_list, with_home)
    outcome = refreshed(path)
    assert validations(path, "Beds", "Home") == ['"Elm,Oak,Birch"']
    assert outcome.news == ()


# The sheets of the definition itself


def test_a_definition_sheet_that_was_lost_is_missed_and_nothing_is_written(tmp_path: Path) -> None:
    def lost(package: Package) -> Package:
        draft = Draft(package)
        (sheet,) = [sheet for sheet in sheets_of(package) if sheet.name == "Lines"]
        remove_tab(draft, sheet)
        draft.sweep()
        return draft.package()

    path = workbook(tmp_path, lost)
    with pytest.raises(MissingTable, match=r"ReportLines .* They hold the report's definition"):
        report.refresh(path)


def test_an_unchanged_definition_tells_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    before = path.read_bytes()
    assert refreshed(path).news == ()
    assert path.read_bytes() == before
    assert {table.name for table in DEFINITION_TABLES} <= set(find_tables(Package.read(path)))


# The words of sections


def narratives(*rows: tuple[str, str]) -> Callable[[Package], Package]:
    """Words on Explanations, each under a section's number."""
    added = [
        {"Item": item, "Period": "2017-18 Q3", "Kind": "narrative", "Position": 1, "English": text}
        for item, text in rows
    ]

    def deed(package: Package) -> Package:
        return apply_changes(package, [TableChange("Explanations", added=tuple(added))], Catalogue(OWN_TABLES))

    return deed


def test_the_words_of_a_section_go_along_when_its_number_changes(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, narratives(("1", "On visits."), ("2", "On beds.")),
        change("ReportSections", {"visits": {"Number": "2"}, "beds": {"Number": "7", "Commentary": "yes"}}),
    )  # fmt: skip
    outcome = refreshed(path)
    assert "On visits." in results(path, "2 Visits").values()
    assert "On beds." in results(path, "7 Beds").values()
    assert outcome.news[-2:] == (
        "A text of section 1 on “Explanations” stands under 2 now.",
        "A text of section 2 on “Explanations” stands under 7 now.",
    )


def test_words_under_a_number_that_others_have_already_are_left_alone_and_told(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, narratives(("1", "On visits."), ("9", "Of old.")),
        change("ReportSections", {"visits": {"Number": "9"}}),
    )  # fmt: skip
    outcome = refreshed(path)
    assert "On visits." in shown(path, "Explanations").values()
    assert outcome.news[-1] == "Section 1 is 9 now, and “Explanations” has texts under both: see which belong to it."


# Workbooks made before reports were declared


def made_before(package: Package) -> Package:
    """The workbook as one was that was made before: without the sheets of the definition, and with no record of it."""
    draft = Draft(package)
    places = find_tables(package)
    for table in DEFINITION_TABLES:
        (sheet,) = [one for one in sheets_of_draft(draft) if one.part == places[table.name].sheet_part]
        remove_tab(draft, sheet)
    draft.sweep()
    record = definition_part(package)
    assert record is not None
    for relation in draft.relations(draft.workbook):
        if relation.target == record:
            draft.unrelate(draft.workbook, relation.id)
    for part in (*(relation.target for relation in draft.relations(record)), record):
        draft.remove(part)
    return draft.package()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "CYPS.xlsx"
    report.new(path, example=True)
    deeds = (made_before, own_sheet("Own", {(1, 1): "='2.2 Caseloads'!B7", (2, 1): "ask Anna"}, after="Start"))
    return do(path, *deeds, type_on("2.2 Caseloads", {(6, 15): "mine"}), draw_on("2.2 Caseloads"))


def test_a_workbook_made_before_gets_its_definition_and_loses_nothing(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(old.read_bytes())
    before = Package.read(path)
    outcome = refreshed(path)
    assert outcome.news == ("The report's definition stands on the sheets Tables … Translations.",)
    after = Package.read(path)
    assert set(before.parts) <= set(after.parts)
    assert tabs(path)[: len(tabs(old))] == tabs(old)
    assert tabs(path)[len(tabs(old)) :] == [table.sheet for table in DEFINITION_TABLES]
    assert shown(path, "Own") == shown(old, "Own")
    assert shown(path, "2.2 Caseloads")[6, 15] == "mine"
    inputs = {place.sheet_part for place in find_tables(before).values()}
    assert all(after.parts[part] == before.parts[part] for part in inputs)


def test_figures_come_into_a_workbook_made_before(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(old.read_bytes())
    (tmp_path / "LookedAfter.csv").write_text("As at,Children\n31/03/2018,340\n")
    outcome = report.import_figures(path, tmp_path / "LookedAfter.csv")
    assert outcome.news == ("The report's definition stands on the sheets Tables … Translations.",)
    assert "340" in shown(path, "Looked after").values()


def test_a_table_that_a_workbook_made_before_has_lost_is_missed(old: Path, tmp_path: Path) -> None:
    def lost(package: Package) -> Package:
        draft = Draft(package)
        remove_tab(draft, next(sheet for sheet in sheets_of(package) if sheet.name == "Supervision"))
        draft.sweep()
        return draft.package()

    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(old.read_bytes())
    with pytest.raises(MissingTable, match=r"the table Supervision \(sheet “Supervision”\)"):
        report.refresh(do(path, lost))


def test_an_older_workbook_still_gets_the_tables_that_came_since(old: Path, tmp_path: Path) -> None:
    def without_members(package: Package) -> Package:
        draft = Draft(package)
        remove_tab(draft, next(sheet for sheet in sheets_of(package) if sheet.name == "Members"))
        draft.sweep()
        return draft.package()

    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(old.read_bytes())
    outcome = refreshed(do(path, without_members))
    assert "The input sheet “Members” is new: one row is a recipient." in outcome.news


# The button


def test_a_workbook_with_the_button_changes_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsm"
    report.new(path, macros=True)
    project = Package.read(path).parts["xl/vbaProject.bin"]
    leaves = change("ReportSections", {"readmissions": {"Shown": "no"}})
    refreshed(do(path, leaves, *NEW_SECTION, change("ReportSections", {"fostering": {"Number": "9"}})))
    assert "2.6 Re-admissions" not in tabs(path)
    assert {"9 Fostering", "Fostering"} <= set(tabs(path))
    assert Package.read(path).parts["xl/vbaProject.bin"] == project


# One section in the place of another


def test_a_section_takes_number_and_tab_of_one_that_leaves(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), LEAVES,
        change("ReportSections", {"beds": {"Number": "1", "Tab": "Visits"}}),
    )  # fmt: skip
    assert "IN17" in {finding.code for finding in check(path).findings}, "the report is told to be out of date"
    refreshed(path)
    assert {VISITS, LEFT_OUT} <= set(tabs(path))
    assert shown(path, LEFT_OUT)[7, 15] == "ask Anna"
    do(path, RETURNS, change("ReportSections", {"beds": {"Number": "2", "Tab": "Beds"}}))
    refreshed(path)
    assert {VISITS, BEDS} <= set(tabs(path))
    assert shown(path, VISITS)[7, 15] == "ask Anna"


def test_a_new_section_takes_the_tab_of_one_that_leaves(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), *NEW_SECTION, LEAVES,
        change("ReportSections", {"fostering": {"Number": "1", "Tab": "Visits"}}),
    )  # fmt: skip
    check(path)
    refreshed(path)
    assert {VISITS, LEFT_OUT} <= set(tabs(path))
