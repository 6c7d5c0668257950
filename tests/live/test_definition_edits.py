"""A definition that an officer changed in the open workbook: a press follows it or says why not, and passes nothing by.

CYPS_EDITS=40 tries forty changes of any cell of the definition.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from cyps_xl import live, report
from cyps_xl.definition.packs import DEFINITION
from cyps_xl.errors import CypsError
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.records import Value
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.live.beyond_edits import beyond_edits
from cyps_xl.live.edits import CopyLook, InsertRows, SetRecord, Write
from cyps_xl.refreshed import refreshed_package
from cyps_xl.xlsx.grafting.graft import Grafted
from cyps_xl.xlsx.grafting.written_record import record_part
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import find_tables, read_raw_tables
from cyps_xl.xlsx.opening.namespaces import MAIN, main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.schema_order import SHEET_CHILDREN, insert_child
from helpers.book_states import after, planned, unlike
from helpers.changed_reports import NEW_COLUMN, VISITS
from helpers.definition_edits import change, change_column, do, own_sheet, part_of, shown, small, type_on
from helpers.excel import as_excel_saves
from helpers.excel_on_file import FileBook
from helpers.parts_apart import parts_apart

Deed = Callable[[Package], Package]
TRIED = int(os.environ.get("CYPS_EDITS", "4"))


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small report, up to date. Copy it before changing it."""
    path = tmp_path_factory.mktemp("definition") / "Homes.xlsx"
    path.write_bytes(small().read_bytes())
    report.refresh(path)
    return path


@pytest.fixture
def homes(refreshed: Path, tmp_path: Path) -> Path:
    path = tmp_path / "Homes.xlsx"
    path.write_bytes(refreshed.read_bytes())
    return path


def block(**values: Value) -> Deed:
    return change("ReportBlocks", {"visits": {name.replace("_", " "): value for name, value in values.items()}})


def line(label: str, **values: Value) -> Deed:
    """Editing the line of the definition that has a label; a heading's spaces are written as _."""

    def deed(package: Package) -> Package:
        raw = read_raw_tables(package, ["ReportLines"])["ReportLines"]
        (row,) = [raw.first_row + at for at, cells in enumerate(raw.rows) if label in cells]
        changed = {name.replace("_", " "): value for name, value in values.items()}
        return apply_changes(package, [TableChange("ReportLines", {row: changed})], DEFINITION)

    return deed


CHART = "a chart has to get another title, kind, colour or description"
ONE_MORE = change(
    "ReportLines",
    added=[{"Block": "visits", "Position": 4, "Label": "Not made", "Shows": "line 1 - line 2", "As": "count"}],
)
NOT_WHILE_OPEN: dict[str, tuple[Deed, str, str]] = {
    "a chart's title": (block(Chart_title="How many visits were made"), VISITS, CHART),
    "what a chart says": (block(Chart_says="Visits fell in December."), VISITS, CHART),
    "a chart's kind": (block(Chart="line"), VISITS, CHART),
    "what a chart counts": (block(Counted_in="Visits made"), VISITS, CHART),
    "a quieter line in a chart": (line("Made", In_chart="faint"), VISITS, CHART),
    "how a chart's figures are printed": (line("Made", As="one decimal"), VISITS, CHART),
    "a line more in a chart": (line("Due", In_chart="yes"), VISITS, "a chart has to read other cells"),
    "a print of figures that no cell has": (
        line("Share made", As="percent with one decimal"),
        VISITS,
        "nothing in the workbook looks as some of its rows must",
    ),
    "what may be chosen": (
        change_column("Beds", "Home", Choices="Elm; Oak; Ash"),
        "Beds",
        "what may be typed under a heading has to follow the definition",
    ),
    "the largest number allowed": (
        change_column("Visits", "Made", Maximum=500),
        "Visits",
        "what may be typed under a heading has to follow the definition",
    ),
    "a new column": (NEW_COLUMN, "Visits", "the table has to get other columns or rows"),
    "the order of sections": (
        change("ReportSections", {"beds": {"Order": 5}}),
        "Start",
        "a link would be parted from its cell",
    ),
    "a section's number": (change("ReportSections", {"visits": {"Number": "9"}}), "9 Visits", "the sheet is not there"),
}
"""What is changed, and on which sheet a press says what of it cannot be done while the workbook is open."""


@pytest.mark.parametrize("what", NOT_WHILE_OPEN)
@pytest.mark.parametrize("saved_by_excel", [False, True], ids=["as refreshed", "saved by Excel"])
def test_what_no_edit_brings_about_is_offered_and_never_called_up_to_date(
    what: str, saved_by_excel: bool, homes: Path
) -> None:
    deed, tab, reason = NOT_WHILE_OPEN[what]
    do(homes, deed)
    if saved_by_excel:
        homes.write_bytes(as_excel_saves(Package.read(homes)).to_bytes())
    pressed = live.recalculate(FileBook(homes))
    assert (pressed.done, pressed.offer) == (False, live.Offer.REOPEN)
    assert f"{tab}: " in pressed.message and reason in pressed.message
    report.refresh(homes)
    assert planned(homes).edits.edits == () == planned(homes).edits.not_possible


@pytest.mark.parametrize(
    ("what", "edits"),
    [
        (line("Made", Label="Visits made"), (Write, SetRecord)),
        (line("Share made", As="count"), (CopyLook, Write, SetRecord)),
        (change("ReportSections", {"visits": {"One page": "yes"}}), (Write, SetRecord)),
        (ONE_MORE, (CopyLook, Write, SetRecord)),
    ],
    ids=["a label", "a print of figures that other cells have", "a single printed page", "a line more"],
)
def test_what_edits_bring_about_is_brought_about(what: Deed, edits: tuple[type, ...], homes: Path) -> None:
    do(homes, what)
    press = planned(homes)
    assert press.edits.not_possible == ()
    assert {*edits} <= {type(edit) for edit in press.edits.edits}
    assert list(unlike(after(press.before, *press.edits.edits), press.after)) == []


def test_how_staff_made_a_cell_look_is_left_alone_where_the_report_changes_other_rows(homes: Path) -> None:
    labels = {text: row for (row, column), text in shown(homes, VISITS).items() if column == 1}
    do(homes, line("Share made", As="count"))
    copied = [edit.target for edit in planned(homes).edits.edits if isinstance(edit, CopyLook)]
    assert [(area.first_row, area.last_row) for area in copied] == [(labels["Share made"],) * 2]


def test_what_staff_read_of_rows_that_move_is_excels_to_carry_along_and_keeps_no_press_back(homes: Path) -> None:
    do(homes, own_sheet("Ours", {(1, 1): f"='{VISITS}'!B26", (2, 1): f"=SUM('{VISITS}'!B24:B27)"}))
    report.refresh(homes)
    do(homes, ONE_MORE)
    press = planned(homes)
    assert any(isinstance(edit, InsertRows) and edit.tab == VISITS for edit in press.edits.edits)
    assert press.edits.not_possible == ()


def test_a_workbook_that_no_record_tells_of_is_refreshed_while_it_is_closed(homes: Path) -> None:
    """Versions before kept no record of what a chart says."""
    package = Package.read(homes)
    part = record_part(package)
    assert part is not None
    draft = Draft(package)
    for sheet in draft.change(part):
        sheet[:] = [item for item in sheet if not item.tag.endswith("}drawn")]
    homes.write_bytes(draft.package().to_bytes())
    assert "nothing tells how its charts were drawn" in dict(planned(homes).edits.not_possible)["The workbook"]
    report.refresh(homes)
    assert planned(homes).edits.not_possible == ()


def edited(tab: str, deed: Callable[[etree._Element], None]) -> Deed:
    """Something done to the XML of a sheet, "" for the part that lists them."""

    def done(package: Package) -> Package:
        draft = Draft(package)
        deed(draft.change(part_of(package, tab) if tab else package.workbook))
        return draft.package()

    return done


def table_grown(package: Package) -> Package:
    draft = Draft(package)
    draft.change(find_tables(package)["Visits"].table_part).set("ref", "A5:C99")
    return draft.package()


def child(root: etree._Element, name: str) -> etree._Element:
    found = root.find(main(name))
    assert found is not None
    return found


def put_last_sheet_first(workbook: etree._Element) -> None:
    sheets = child(workbook, "sheets")
    sheets.insert(0, sheets[-1])


def colour(sheet: etree._Element) -> None:
    rule = etree.fromstring(
        f'<conditionalFormatting xmlns="{MAIN}" sqref="B6"><cfRule type="containsBlanks" priority="9">'
        "<formula>LEN(B6)=0</formula></cfRule></conditionalFormatting>"
    )
    insert_child(sheet, rule, SHEET_CHILDREN)


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (type_on("Visits", {(7, 3): 12.0}), []),
        (
            edited("Visits", lambda sheet: sheet.remove(child(sheet, "dataValidations"))),
            [("Visits", "what may be typed under a heading has to follow the definition")],
        ),
        (edited("Visits", lambda sheet: sheet.insert(0, etree.Comment("another program's"))), []),
        (edited("Visits", colour), [("Visits", "colours that follow figures have to be others")]),
        (
            edited("Visits", lambda sheet: child(sheet, "pageMargins").set("left", "3")),
            [("Visits", "something on it has to be set up anew")],
        ),
        (table_grown, [("Visits", "the table has to get other columns or rows")]),
        (
            edited("", put_last_sheet_first),
            [("The workbook", "sheets have to stand in another order, or to show again")],
        ),
        (
            edited("", lambda workbook: child(workbook, "sheets")[-1].set("state", "hidden")),
            [("The workbook", "sheets have to stand in another order, or to show again")],
        ),
    ],
    ids=[
        "a cell alone",
        "what may be typed",
        "a comment",
        "colours",
        "margins",
        "a table",
        "the order of sheets",
        "a hidden sheet",
    ],
)
def test_whatever_a_refresh_made_another_outside_the_report_is_told(
    deed: Deed, told: list[tuple[str, str]], refreshed: Path
) -> None:
    package = Package.read(refreshed)
    assert beyond_edits(package, Grafted(deed(package), ()), {}) == told


def changes(path: Path) -> Iterator[tuple[str, Deed]]:
    """Every change of one cell of the definition to another value that the column has, or might have."""
    for table in DEFINITION_TABLES:
        raw = read_raw_tables(Package.read(path), [table.name])[table.name]
        for column in table.typed_columns:
            values = [row[raw.headings.index(column.heading)] for row in raw.rows]
            for at, row in enumerate(raw.rows):
                if any(cell not in (None, "") for cell in row):
                    for other in others(column.kind, column.choices, values[at], values):
                        where = f"{table.sheet}, {column.heading} of {row[:2]}: {other}"
                        yield where, one_cell(table.name, raw.first_row + at, column.heading, other)


def others(kind: Kind, choices: tuple[str, ...], value: object, values: list[object]) -> set[Value]:
    found: set[Value] = {*choices, *(v for v in values if isinstance(v, str | float) and v != "")}
    if kind in (Kind.TEXT, Kind.LONG_TEXT):
        found.add(f"{value or 'Something'} else")
    if isinstance(value, float):
        found.add(value + 1)
    return {other for other in found if other != value}


def one_cell(table: str, row: int, heading: str, value: Value) -> Deed:
    return lambda package: apply_changes(package, [TableChange(table, {row: {heading: value}})], DEFINITION)


def test_any_change_of_the_definition_is_followed_or_told(homes: Path) -> None:
    """Whatever a refresh makes another, part by part, the press brings about or says that it cannot."""
    package, found = Package.read(homes), 0
    possible = sorted(changes(homes), key=lambda change: change[0])
    random.Random(len(possible)).shuffle(possible)
    for what, deed in possible:
        do(homes, lambda _, deed=deed: deed(package))  # type: ignore[misc]
        try:
            done = refreshed_package(Package.read(homes)).grafted.package
        except CypsError:
            continue  # such a definition is refused, by a press as by a refresh
        press = planned(homes)
        if not press.edits.not_possible:
            assert parts_apart(Package.read(homes), done) == [], what
            assert list(unlike(after(press.before, *press.edits.edits), press.after)) == [], what
        found += 1
        if found == TRIED:
            return
    raise AssertionError(f"only {found} changes could be tried")
