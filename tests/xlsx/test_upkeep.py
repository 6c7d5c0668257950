"""The keys of the input tables are ours and are written back; cells that only look empty are emptied."""

from __future__ import annotations

import re

import pytest
import xlsxwriter

from cyps_xl.errors import CypsError
from cyps_xl.inputs.declare import KEY_HEADING
from cyps_xl.xlsx.input_tables.tables import find_tables, read_raw_tables
from cyps_xl.xlsx.input_tables.upkeep import put_right
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.sheet_cells import contents, shared_texts
from helpers.packs import CASELOADS, CYPS_TABLES
from helpers.staff_books import package_of

SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
HEADINGS = [column.heading for column in CASELOADS.columns]
TEAMS = ["East team", "West team"]


def caseloads(blank_rows: int = 0) -> Package:
    """A workbook with the table of caseloads in A5:G7, two rows filled, its keys as Excel keeps them."""

    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Caseloads")
        columns = [{"header": heading} for heading in HEADINGS]
        columns[-1]["formula"] = f"={CASELOADS.key_formula}"
        sheet.add_table(4, 0, 6 + blank_rows, len(HEADINGS) - 1, {"name": "Caseloads", "columns": columns})
        for row, team in enumerate(TEAMS, start=5):
            sheet.write_number(row, 0, 43100)
            sheet.write_string(row, 1, team)
            sheet.write_formula(row, 6, f"={CASELOADS.key_formula}", None, f"43100|{team}")
        for row in range(7, 7 + blank_rows):
            sheet.write_blank(row, 6, None, book.add_format({"bold": True}))

    return package_of(build)


def keys_of(package: Package) -> dict[str, tuple[str, str]]:
    """Formula and value of the cells of the Key column that hold anything, by address."""
    root = parse_part(package.parts[SHEET], SHEET)
    found = contents(root, shared_texts(parse_part(package.parts["xl/sharedStrings.xml"], "texts")))
    return {
        f"G{row}": (held.formula, held.value) for (row, column), held in found if column == 7 and row > 5 and held.shown
    }


def with_key(inside: str) -> Package:
    """The workbook with something else in the Key cell of its second row."""
    package = caseloads()
    data, count = re.subn(rb'<c r="G7"[^>]*>.*?</c>', inside.encode(), package.parts[SHEET])
    assert count == 1
    return package.with_parts({SHEET: data})


RIGHT = keys_of(caseloads())
FORMULA = "Caseloads[[#This Row],[As at]]&amp;&quot;|&quot;&amp;Caseloads[[#This Row],[Team]]"


def test_a_workbook_in_which_all_is_right_comes_back_byte_for_byte() -> None:
    package = caseloads()
    done = put_right(package, CYPS_TABLES)
    assert done.keys == ()
    assert done.package.parts == package.parts


@pytest.mark.parametrize(
    ("inside", "is_told"),
    [
        pytest.param("", True, id="gone"),
        pytest.param('<c r="G7"/>', True, id="empty"),
        pytest.param('<c r="G7" t="inlineStr"><is><t>43100|West team</t></is></c>', True, id="pasted over as a value"),
        pytest.param('<c r="G7"><v>7</v></c>', True, id="a number"),
        pytest.param('<c r="G7" t="e"><v>#REF!</v></c>', True, id="an error"),
        pytest.param('<c r="G7" t="e"><f>#REF!&amp;"|"</f><v>#REF!</v></c>', True, id="a broken formula"),
        pytest.param('<c r="G7" t="str"><f>A7&amp;B7</f><v>43100West team</v></c>', True, id="another formula"),
        pytest.param(f'<c r="G7"><f>{FORMULA}</f></c>', False, id="no result"),
        pytest.param(f'<c r="G7"><f>{FORMULA}</f><v></v></c>', False, id="an empty result"),
        pytest.param(f'<c r="G7" t="str"><f>{FORMULA}</f><v>43100|Old team</v></c>', False, id="an old result"),
    ],
)
def test_a_key_that_is_not_as_it_should_be_is_written_back(inside: str, is_told: bool) -> None:
    """It is told where the report in Excel would miss the row; a result that Excel works out anew is not."""
    done = put_right(with_key(inside), CYPS_TABLES)
    assert keys_of(done.package) == RIGHT
    assert done.keys == (("Caseloads!G7",) if is_told else ())


def test_the_formula_of_the_column_is_written_back_as_well() -> None:
    package = caseloads()
    without = re.sub(rb"<calculatedColumnFormula>.*?</calculatedColumnFormula>", b"", package.parts[TABLE])
    assert without != package.parts[TABLE]
    done = put_right(package.with_parts({TABLE: without}), CYPS_TABLES).package
    column = parse_part(done.parts[TABLE], TABLE).findall("{*}tableColumns/{*}tableColumn")[-1]
    assert column.get("name") == KEY_HEADING
    assert column.findtext("{*}calculatedColumnFormula") == CASELOADS.key_formula


def test_the_formula_as_excel_writes_it_is_left_as_it_is() -> None:
    package = caseloads()
    spaced = (
        package.parts[SHEET].replace(b'&amp;"|"&amp;', b' &amp; "|" &amp; ').replace(b"&amp;&quot;|", b" &amp; &quot;|")
    )
    assert spaced != package.parts[SHEET]
    assert put_right(package.with_parts({SHEET: spaced}), CYPS_TABLES).keys == ()


def test_a_blank_row_needs_no_key() -> None:
    package = caseloads(blank_rows=2)
    assert put_right(package, CYPS_TABLES).package.parts[SHEET] == package.parts[SHEET]


@pytest.mark.parametrize("blank", ["", " ", "\u00a0 ", "\t", "\u200b"])
@pytest.mark.parametrize("kind", ["inlineStr", "str"])
def test_a_typed_cell_that_only_looks_empty_is_emptied(blank: str, kind: str) -> None:
    package = caseloads()
    text = f'<t xml:space="preserve">{blank}</t>'
    held = f"<is>{text}</is>" if kind == "inlineStr" else f"<v>{blank}</v>"
    cell = f'<c r="C7" t="{kind}">{held}</c>'
    data = package.parts[SHEET].replace(b'<c r="G7"', cell.encode() + b'<c r="G7"')
    done = put_right(package.with_parts({SHEET: data}), CYPS_TABLES).package
    assert done.parts[SHEET].count(b'<c r="C7"/>') == 1
    assert keys_of(done) == RIGHT


def test_what_is_typed_and_what_formulas_give_is_not_touched() -> None:
    package = caseloads()
    kept = (
        '<c r="C7" t="str"><f>""</f><v></v></c><c r="D7" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>'
        '<c r="E7"><v>0</v></c>'
    )
    data = package.parts[SHEET].replace(b'<c r="G7"', kept.encode() + b'<c r="G7"')
    assert put_right(package.with_parts({SHEET: data}), CYPS_TABLES).package.parts[SHEET] == data


def without_key_column(beside: str = "") -> Package:
    """The workbook after its Key column was deleted, with something in the first column beside the table."""
    package = caseloads()
    sheet = re.sub(rb'<c r="G[5-7]"[^>]*>.*?</c>', b"", package.parts[SHEET])
    sheet = re.sub(rb'(<c r="B7".*?</c>)', rb"\1" + beside.encode(), sheet)
    table = re.sub(rb'<tableColumn id="7".*?</tableColumn>', b"", package.parts[TABLE])
    table = table.replace(b'count="7"', b'count="6"').replace(b"A5:G7", b"A5:F7")
    return package.with_parts({SHEET: sheet, TABLE: table})


def test_a_key_column_that_was_deleted_is_made_anew() -> None:
    done = put_right(without_key_column(), CYPS_TABLES)
    assert keys_of(done.package) == RIGHT
    assert done.keys == ("Caseloads!G6", "Caseloads!G7")
    table = find_tables(done.package)["Caseloads"]
    assert table.headings[-1] == KEY_HEADING and str(table.data) == "A6:G7"
    assert read_raw_tables(done.package, ["Caseloads"])["Caseloads"].heading_cells[-1] == KEY_HEADING
    assert put_right(done.package, CYPS_TABLES).package.parts == done.package.parts


def test_a_key_column_is_not_made_where_something_of_staffs_stands() -> None:
    with pytest.raises(CypsError, match=r"Something stands in Caseloads!G7, where .* needs room for its column “Key”"):
        put_right(without_key_column(beside='<c r="G7"><v>5</v></c>'), CYPS_TABLES)
