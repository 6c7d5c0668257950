"""Workbooks are held against Microsoft's validator, and it finds what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.xlsx.parts.package import Package
from helpers import openxml_validator
from helpers.openxml_validator import Made, Validator, told

TEMPLATES = sorted((Path(__file__).parents[1] / "workbook_templates").glob("*.xl*"))
TEMPLATE = next(path for path in TEMPLATES if path.suffix == ".xlsx")
BOOK = "xl/workbook.xml"


def with_book(change: tuple[bytes, bytes]) -> bytes:
    """The template with something in its workbook part exchanged."""
    package = Package.read(TEMPLATE)
    assert change[0] in package.parts[BOOK]
    return package.with_parts({BOOK: package.parts[BOOK].replace(*change)}).to_bytes(deflated=False)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_the_files_that_come_with_the_tool_are_sound(path: Path, microsofts_validator: Validator) -> None:
    assert microsofts_validator.faults(path.read_bytes()) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ((b"<sheets>", b"<sheets><sheet/>"), "attribute 'name' is missing"),
        ((b"</workbook>", b"<surprise/></workbook>"), "surprise"),
        ((b'xWindow="240"', b'xWindow="left"'), "xWindow"),
    ],
)
def test_a_fault_is_found_with_its_part_and_place(
    change: tuple[bytes, bytes], fault: str, microsofts_validator: Validator
) -> None:
    faults = microsofts_validator.faults(with_book(change))
    assert [text for text in faults if fault in text and text.startswith(f"/{BOOK} /x:workbook")] != []


def test_what_is_no_workbook_is_said_to_be_none(microsofts_validator: Validator) -> None:
    assert microsofts_validator.faults(b"PK\x03\x04 and no more")[0].startswith("cannot be read")


def test_a_workbook_is_judged_once_wherever_it_leaves(tmp_path: Path, microsofts_validator: Validator) -> None:
    made, again = (Made(tmp_path / "judged", microsofts_validator) for _ in range(2))
    with openxml_validator.watched(made):
        report.new(tmp_path / "CYPS.xlsx")
    assert made.judged() == [[]]
    data = (tmp_path / "CYPS.xlsx").read_bytes()
    for notes in (made, again):
        notes.note(data)
        notes.note(b"no workbook")
        assert notes.judged() == []


def test_a_test_that_makes_a_workbook_with_a_fault_fails(tmp_path: Path, microsofts_validator: Validator) -> None:
    made = Made(tmp_path / "judged", microsofts_validator)
    made.note(with_book((b"</workbook>", b"<surprise/></workbook>")))
    (faults,) = made.judged()
    assert "surprise" in told(faults)


def test_a_fault_that_the_product_read_is_not_its_own(tmp_path: Path, microsofts_validator: Validator) -> None:
    made = Made(tmp_path / "judged", microsofts_validator)
    planted = with_book((b"</workbook>", b"<surprise/></workbook>"))
    made.note_read(planted)
    made.note(Package.read(TEMPLATE).with_parts({BOOK: Package.from_bytes(planted, "").parts[BOOK]}).to_bytes())
    made.note(with_book((b'xWindow="240"', b'xWindow="left"')))
    surprise, window = made.judged()
    assert surprise == []
    assert "xWindow" in told(window)


def test_the_faults_are_told_line_by_line() -> None:
    assert told(["one", "two"]).endswith("\n  one\n  two")
