"""The buttons stay: once each, on their sheets, with their macro, through every refresh."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from cyps_xl import report
from cyps_xl.cli import main
from cyps_xl.errors import WrongUse
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers.excel_saved_button import saved_by_excel
from helpers.macros import TEMPLATE
from helpers.new_books import new_book
from helpers.soundness import faults
from helpers.staff_deeds import without_sheet

VBA = "xl/vbaProject.bin"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("buttons") / "CYPS.xlsm"
    new_book(path, macros=True)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def plain(xml: bytes) -> bytes:
    """What a part says, however it is written down."""
    return etree.tostring(etree.fromstring(xml), method="c14n")


def buttons(path: Path) -> dict[str, list[str]]:
    """The macros of the buttons on each sheet that has any."""
    package = Package.read(path)
    found = {}
    for sheet in sheets_of(package):
        drawings = [r.target for r in relations(package.parts, sheet.part) if r.kind == "vmlDrawing"]
        text = "".join(bytes(package.parts[part]).decode() for part in drawings)
        macros = re.findall(r"<x:FmlaMacro>(.*?)</x:FmlaMacro>", text)
        if macros:
            found[sheet.name] = macros
    return found


def code_names(path: Path) -> dict[str, list[str]]:
    package = Package.read(path)
    return {
        sheet.name: re.findall(r'<sheetPr[^>]* codeName="(\w+)"', bytes(package.parts[sheet.part]).decode())
        for sheet in sheets_of(package)
    }


ONE_EACH = {"Start": ["[0]!RecalculateReport"], "Checks": ["[0]!RecalculateReport"]}


def test_a_new_workbook_has_a_button_on_start_and_one_on_checks(example: Path) -> None:
    assert buttons(example) == ONE_EACH


@pytest.mark.parametrize("tab", ONE_EACH)
def test_a_sheet_that_was_deleted_comes_back_with_its_button(tab: str, example: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsm"
    path.write_bytes(without_sheet(Package.read(example), tab).to_bytes())
    assert tab not in buttons(path)
    report.refresh(path)
    assert buttons(path) == ONE_EACH
    assert faults(path.read_bytes()) == []
    before = path.read_bytes()
    report.refresh(path)
    assert path.read_bytes() == before


def test_and_without_one_where_no_macro_could_answer_it(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    path.write_bytes(without_sheet(Package.read(path), "Start").to_bytes())
    report.refresh(path)
    assert "Start" in [sheet.name for sheet in sheets_of(Package.read(path))]
    assert buttons(path) == {}


def test_refreshing_again_and_again_keeps_the_buttons_and_the_macro(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsm"
    path.write_bytes(example.read_bytes())
    for quarter in ("2017-18 Q2", "2017-18 Q4", "2017-18 Q3"):
        report.refresh(path, quarter=quarter)
    assert buttons(path) == ONE_EACH
    assert parts_of(path)[VBA] == parts_of(TEMPLATE)[VBA]
    assert code_names(path) == code_names(TEMPLATE)
    assert b"macroEnabled" in parts_of(path)["[Content_Types].xml"]


def test_a_button_that_excel_has_saved_stays_once_in_each_way_of_telling_it(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsm"
    before = saved_by_excel(parts_of(example))
    with zipfile.ZipFile(path, "w") as out:
        for name, data in before.items():
            out.writestr(name, data)
    report.refresh(path, quarter="2017-18 Q2")
    after = parts_of(path)
    kept = [name for name in before if "99" in name or "vml" in name.lower() or "ctrlProp" in name]
    assert len(kept) == 4
    assert [name for name in kept if plain(before[name]) != plain(after[name])] == []
    start = after["xl/worksheets/sheet1.xml"]
    assert (start.count(b"<control "), start.count(b"<drawing "), start.count(b"<legacyDrawing ")) == (1, 1, 1)
    assert buttons(path) == ONE_EACH


def test_a_councils_signature_on_the_macro_stays_with_it(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsm"
    relation = "http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature"
    added = {
        "xl/vbaProjectSignature.bin": b"a signature",
        "xl/_rels/vbaProject.bin.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{relation}" Target="vbaProjectSignature.bin"/></Relationships>'
        ).encode(),
    }
    with zipfile.ZipFile(path, "w") as out:
        for name, data in {**parts_of(example), **added}.items():
            out.writestr(name, data)
    report.refresh(path)
    assert {name: parts_of(path)[name] for name in added} == added
    assert parts_of(path)[VBA] == parts_of(TEMPLATE)[VBA]


def test_a_button_that_staff_took_away_does_not_come_back(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsm"
    with zipfile.ZipFile(path, "w") as out:
        for name, data in parts_of(example).items():
            gone = name == "xl/drawings/vmlDrawing1.vml"
            out.writestr(name, re.sub(rb"<v:shape id.*?</v:shape>", b"", data) if gone else data)
    before = buttons(path)
    report.refresh(path)
    assert before == buttons(path) == {"Checks": ONE_EACH["Checks"]}


def test_a_button_covers_no_cell_that_says_something(example: Path) -> None:
    """The cells under the anchor, and text that runs on from cells to their left, are clear of it."""
    import openpyxl

    book = openpyxl.load_workbook(example, data_only=True)
    package = Package.read(example)
    for sheet in sheets_of(package):
        for relation in relations(package.parts, sheet.part):
            if relation.kind != "vmlDrawing":
                continue
            anchor = re.search(r"<x:Anchor>(.*?)</x:Anchor>", bytes(package.parts[relation.target]).decode())
            assert anchor is not None
            left, from_left, top, _, right, _, bottom, _ = map(int, anchor[1].split(","))
            cells = book[sheet.name]
            widths = [cells.column_dimensions[letter].width for letter in "ABCDE"]
            start = sum(widths[:left]) + from_left / 7  # in characters, as widths are
            for row in range(top + 1, bottom + 2):
                assert all(cells.cell(row, column).value in (None, "") for column in range(left + 1, right + 2))
                for column in range(1, left + 1):
                    text = str(cells.cell(row, column).value or "")
                    text = re.sub(r"\d+ [A-Z][a-z]+ 20\d\d", "30 September 2026", text)  # no day is longer
                    wide = 1.8 if row == 1 else 1.1  # the title is set in larger type
                    assert sum(widths[: column - 1]) + len(text) * wide < start, (sheet.name, text)


def test_new_with_macros_wants_the_ending_that_excel_wants(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"does not end in \.xlsm"):
        report.new(tmp_path / "CYPS.xlsx", macros=True)
    with pytest.raises(WrongUse, match=r"--macros"):
        report.new(tmp_path / "CYPS.xlsm")
    assert list(tmp_path.iterdir()) == []


def test_the_command_makes_the_workbook_with_the_button(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsm"
    done = CliRunner().invoke(main, ["new", str(path), "--macros"])
    assert done.exit_code == 0, done.output
    assert buttons(path) == ONE_EACH
