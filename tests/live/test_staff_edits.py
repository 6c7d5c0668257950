"""What staff did on the report's sheets, or beside them: the list of edits gives what a refresh gives, or why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from cyps_xl import live
from cyps_xl.grid import Area
from cyps_xl.inputs.changes import TableChange
from cyps_xl.live.edits import InsertRows, Write
from cyps_xl.refreshed import TypedOver
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.schema_order import SHEET_CHILDREN, insert_child
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers.book_states import planned, unlike_a_refresh
from helpers.excel_calls import CALLS
from helpers.excel_on_file import FileBook
from helpers.live_books import change_inputs
from helpers.live_edits import EDITS, teams
from helpers.staff_deeds import do, type_in, type_text

Deed = Callable[[etree._Element], object]
TEAMS, INPUT = "2.2 Caseloads", "Supervision"


def on(path: Path, tab: str, *deeds: Deed) -> None:
    """Do something to the XML of a sheet of a workbook file, as when staff did it and saved."""
    package = Package.read(path)
    (part,) = [sheet.part for sheet in sheets_of(package) if sheet.name == tab]
    path.write_bytes(do(package, *deeds, part=part).to_bytes())


def a_team_more(path: Path) -> None:
    change_inputs(path, *EDITS["a team more"](path))


def group_rows(first: int, last: int) -> Deed:
    def deed(sheet: etree._Element) -> None:
        for row in sheet.iter(main("row")):
            if first <= int(row.get("r", "0")) <= last:
                row.set("outlineLevel", "1")
                row.set("hidden", "1")

    return deed


def merge(area: str) -> Deed:
    def deed(sheet: etree._Element) -> None:
        merges = sheet.find(main("mergeCells"))
        assert merges is not None
        etree.SubElement(merges, main("mergeCell"), ref=area)

    return deed


def protect(sheet: etree._Element) -> None:
    insert_child(sheet, etree.Element(main("sheetProtection"), sheet="1"), SHEET_CHILDREN)


def filtered(sheet: etree._Element) -> None:
    properties = sheet.find(main("sheetPr"))
    assert properties is not None
    properties.set("filterMode", "1")


ODD_TEXTS = ("two\nlines", "1/2", "TRUE", "#N/A", "'quoted", "=1+1", "-5", "3 May", " ")
"""Texts in which Excel, told to type them, might see something else."""


def emptied(number: int) -> Deed:
    """A whole row cleared, with all that the report had there."""

    def deed(sheet: etree._Element) -> None:
        (row,) = [row for row in sheet.iter(main("row")) if row.get("r") == str(number)]
        row[:] = []

    return deed


def hidden_column(number: int) -> Deed:
    def deed(sheet: etree._Element) -> None:
        for columns in sheet.iter(main("col")):
            if int(columns.get("min", "0")) <= number <= int(columns.get("max", "0")):
                columns.set("hidden", "1")

    return deed


def over(area: str, text: str, kind: str) -> Deed:
    """A formula over several cells that Excel stores once: filled down ("shared") or for all of them ("array")."""

    def deed(sheet: etree._Element) -> None:
        cells = [*Area.parse(area).cells()]
        for place in cells if kind == "shared" else cells[:1]:
            type_in(*place, f"={text}")(sheet)
        formulas = [formula for formula in sheet.iter(main("f")) if formula.text == text]
        for formula in formulas:
            formula.text = text if formula is formulas[0] else ""
            formula.attrib.update({"t": kind, "si": "70"} if kind == "shared" else {"t": kind})
        formulas[0].set("ref", area)

    return deed


def rule(area: str) -> Deed:
    def deed(sheet: etree._Element) -> None:
        block = etree.Element(main("conditionalFormatting"), sqref=area)
        own = etree.SubElement(block, main("cfRule"), type="cellIs", operator="greaterThan", priority="99")
        etree.SubElement(own, main("formula")).text = "5"
        insert_child(sheet, block, SHEET_CHILDREN)

    return deed


def link(cell: str) -> Deed:
    def deed(sheet: etree._Element) -> None:
        if sheet.find(main("hyperlinks")) is None:
            insert_child(sheet, etree.Element(main("hyperlinks")), SHEET_CHILDREN)
        links = sheet.find(main("hyperlinks"))
        assert links is not None
        etree.SubElement(links, main("hyperlink"), ref=cell, location="Start!A1")

    return deed


def tall(number: int) -> Deed:
    def deed(sheet: etree._Element) -> None:
        (row,) = [row for row in sheet.iter(main("row")) if row.get("r") == str(number)]
        row.attrib.update({"ht": "44", "customHeight": "1"})

    return deed


@pytest.mark.parametrize(
    "deeds",
    [
        [type_text(60, 1, "our own notes"), type_text(13, 11, "closes in March"), type_in(60, 2, "=SUM(B6:B13)")],
        [group_rows(40, 45), type_text(42, 2, "hidden away")],
        [merge("I20:K22"), type_text(20, 9, "over nine cells")],
        [type_text(50, 1, "x" * 32_000)],
        [type_in(8, 12, "=B13*2"), type_in(14, 12, "=B14")],
        [emptied(8), type_text(8, 12, "who took this row out?")],
        [type_text(row, 12, text) for row, text in enumerate(ODD_TEXTS, start=6)],
        [hidden_column(2), type_in(9, 12, "=B9")],
        [over("L6:L12", "B6*2", "shared")],
        [over("L40:L42", "B6:B8*2", "array")],
        [rule("B6:B13"), rule("L6:L13")],
        [link("L8"), type_text(8, 12, "to the start")],
        [tall(8), tall(12)],
    ],
    ids=[
        *("beside and below", "grouped rows", "merged cells", "a text of 32,000 letters", "formulas beside the teams"),
        *("a row of ours emptied", "odd texts", "a hidden column", "a formula filled down", "an array", "rules"),
        *("a link", "tall rows"),
    ],
)
@pytest.mark.parametrize("grown", [False, True], ids=["as it was", "a team more"])
def test_what_staff_put_there_stays_as_a_refresh_leaves_it(deeds: list[Deed], grown: bool, workbook: Path) -> None:
    on(workbook, TEAMS, *deeds)
    if grown:
        a_team_more(workbook)
    assert unlike_a_refresh(workbook) == []


def test_forty_teams_are_one_stretch_of_rows(workbook: Path) -> None:
    change_inputs(workbook, TableChange("Caseloads", added=teams(*(f"Team {number}" for number in range(40)))))
    press = planned(workbook)
    inserted = [edit.count for edit in press.edits.edits if isinstance(edit, InsertRows) and edit.tab == TEAMS]
    assert sorted(inserted) == [33, 40]  # below the others, and those of the chart, which now stands above them
    assert press.edits.not_possible == (  # the chart of so many stands above them, and no header below it is frozen
        (TEAMS, "a chart has to stand elsewhere"),
        (TEAMS, "columns, colours, margins or page headings have to be set up anew"),
    )


def test_a_cell_of_staffs_is_in_no_block_that_is_written(workbook: Path) -> None:
    on(workbook, TEAMS, type_text(8, 11, "theirs"), type_text(45, 1, "theirs too"))
    a_team_more(workbook)
    areas = [edit.area for edit in planned(workbook).edits.edits if isinstance(edit, Write) and edit.tab == TEAMS]
    assert areas
    assert not any(area.overlaps(Area(8, 11, 8, 11)) for area in areas)


def test_a_long_text_that_moves_is_written_by_itself(workbook: Path) -> None:
    on(workbook, TEAMS, type_text(13, 11, "x" * 20_000))  # beside the last team, before which the new one is put in
    a_team_more(workbook)
    assert unlike_a_refresh(workbook) == []
    long = [edit for edit in planned(workbook).edits.edits if isinstance(edit, Write) and "x" * 20_000 in str(edit)]
    assert [len(edit.cells) * len(edit.cells[0]) for edit in long] == [1]


@pytest.mark.parametrize(
    ("deed", "cell"),
    [
        (type_in(8, 2, "=SUM(1,2)"), "B8"),
        (type_in(8, 2, 9999), "B8"),
        (type_text(4, 1, "My own heading"), "A4"),
        (type_text(6, 1, "East team (renamed by me)"), "A6"),
    ],
    ids=["formula over formula", "number over formula", "label over label", "a team's name"],
)
def test_what_a_refresh_refuses_a_press_refuses_and_asks(deed: Deed, cell: str, workbook: Path) -> None:
    on(workbook, TEAMS, deed)
    with pytest.raises(TypedOver):
        planned(workbook)
    pressed = live.recalculate(FileBook(workbook))
    assert (pressed.done, pressed.offer, pressed.exit_code) == (False, live.Offer.WRITE_OVER, 1)
    assert f"'{TEAMS}'!{cell}" in pressed.message and "--" not in pressed.message
    assert CALLS.kinds("Formula", "Insert", "Delete") == []


def test_once_agreed_to_the_reports_own_is_there_again_and_named(workbook: Path) -> None:
    on(workbook, TEAMS, type_in(8, 2, 9999))
    pressed = live.recalculate(FileBook(workbook), write_over=True)
    assert pressed.done and pressed.sheets == (TEAMS,)
    assert "“9999” was typed there" in pressed.message
    (backup,) = (workbook.parent / "CYPS backups").iterdir()
    assert backup.read_bytes() == workbook.read_bytes()


@pytest.mark.parametrize(
    ("deed", "remedy"), [(protect, "Unprotect Sheet"), (filtered, "Data, Clear")], ids=["protected", "filtered"]
)
def test_a_sheet_that_excel_would_not_write_is_named_and_nothing_is(deed: Deed, remedy: str, workbook: Path) -> None:
    on(workbook, TEAMS, deed)
    a_team_more(workbook)
    pressed = live.recalculate(FileBook(workbook))
    assert not pressed.done
    assert f"“{TEAMS}”" in pressed.message and remedy in pressed.message
    assert CALLS.kinds("Formula", "Insert", "Delete") == []


@pytest.mark.parametrize("deed", [protect, filtered], ids=["protected", "filtered"])
def test_one_that_need_not_be_written_is_in_nobodys_way(deed: Deed, workbook: Path) -> None:
    on(workbook, INPUT, deed)
    on(workbook, "2.1 Supervision", deed)
    a_team_more(workbook)
    assert live.recalculate(FileBook(workbook)).done


def test_a_name_that_hides_the_reports_is_refused_and_nothing_is_written(workbook: Path) -> None:
    package = Package.read(workbook)
    position = next(sheet.position for sheet in sheets_of(package) if sheet.name == TEAMS)

    def define(root: etree._Element) -> None:
        names = root.find(main("definedNames"))
        assert names is not None
        etree.SubElement(names, main("definedName"), name="cyps_quarter_end", localSheetId=str(position)).text = "1"

    workbook.write_bytes(do(package, define, part=package.workbook).to_bytes())
    pressed = live.recalculate(FileBook(workbook))
    assert (pressed.done, pressed.offer) == (False, None)
    assert f"The sheet “{TEAMS}” has a name of its own, cyps_quarter_end" in pressed.message
    assert CALLS.kinds("Formula", "Insert", "Delete") == []
