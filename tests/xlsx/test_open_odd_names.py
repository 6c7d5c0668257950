"""Parts are found by what leads to them, in whatever spelling, and keep the names that they have in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from cyps_xl.inputs.changes import TableChange
from cyps_xl.xlsx.calculating.staff_values import with_staff_values
from cyps_xl.xlsx.grafting.explain import State, explain
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.input_tables.grids import read_grids
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package
from helpers.fresh_books import fresh_book, staff_book
from helpers.good_files import good_parts, zipped
from helpers.odd_names import (
    Spelling,
    absolute,
    dotted,
    elsewhere,
    encoded,
    in_capitals,
    relative,
    renamed,
    with_backslashes,
    without_ending,
)
from helpers.packs import CYPS_TABLES
from helpers.soundness import faults

_STAFF = staff_book()
_NEXT_QUARTER = fresh_book(quarter=2, rows=5)
_CHANGE = TableChange("Supervision", updates={6: {"Qualified due": 11}}, added=({"Month": 43070, "Qualified due": 14},))

NAMES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "a capital": lambda part: f"xl/{part.removeprefix('xl/').capitalize()}" if part.startswith("xl/") else part,
    "other names and folders": elsewhere,
    "a workbook of another name": lambda part: part.replace("xl/workbook.xml", "xl/workbook2.xml"),
    "no ending": without_ending,
    "no folder": lambda part: part.removeprefix("xl/").replace("/", "-") if part.startswith("xl/") else part,
    "letters of other languages": lambda part: part.replace("xl/worksheets/sheet", "xl/taflenni/tŷ"),
}
SPELLINGS: tuple[Spelling, ...] = (absolute, dotted, encoded, with_backslashes, in_capitals)


def opened(parts: dict[str, bytes]) -> Package:
    return Package.from_bytes(zipped(parts), "CYPS.xlsx")


def names_in(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return [info.orig_filename for info in archive.infolist()]


def after_import_and_refresh(package: Package) -> Package:
    """The workbook after figures came in and the report followed."""
    after = with_staff_values(
        package, graft(apply_changes(package, [_CHANGE], CYPS_TABLES), _NEXT_QUARTER), CYPS_TABLES
    )
    assert graft(after, _NEXT_QUARTER).to_bytes() == graft(graft(after, _NEXT_QUARTER), _NEXT_QUARTER).to_bytes()
    return after


_EXPECTED = after_import_and_refresh(_STAFF)


@pytest.mark.parametrize(
    ("names", "spelling"),
    [*((names, relative) for names in NAMES.values()), *((elsewhere, spelling) for spelling in SPELLINGS)],
    ids=[*NAMES, *(spelling.__name__ for spelling in SPELLINGS)],
)
def test_a_workbook_is_the_same_whatever_its_parts_are_called(names: Callable[[str], str], spelling: Spelling) -> None:
    odd = renamed(_STAFF.parts, names, spelling)
    before = opened(odd)
    assert names_in(before.to_bytes()) == list(odd)
    after = after_import_and_refresh(before)
    assert names_in(after.to_bytes())[: len(odd)] == list(odd)
    assert len(after.parts) == len(_EXPECTED.parts)
    assert sorted(len(data) for part, data in after.parts.items() if b"<sheetData>" in data) == sorted(
        len(data) for part, data in _EXPECTED.parts.items() if b"<sheetData>" in data
    )
    assert read_raw_tables(after, ["Supervision"]) == read_raw_tables(_EXPECTED, ["Supervision"])
    told = [(story.state, story.why) for story in explain(before, after) if story.state is not State.KEPT]
    expected = explain(_STAFF, _EXPECTED)
    assert [state for state, _ in told] == [story.state for story in expected if story.state is not State.KEPT]


@pytest.mark.parametrize("key", ["a workbook of another name", "no folder"])
def test_what_is_written_into_such_a_workbook_is_sound(key: str) -> None:
    assert faults(after_import_and_refresh(opened(renamed(_STAFF.parts, NAMES[key]))).to_bytes()) == []


def test_a_name_may_be_spelt_otherwise_where_it_stands_and_where_it_is_called() -> None:
    for part, other in (
        ("xl/sharedStrings.xml", "xl/SharedStrings.xml"),
        ("xl/styles.xml", "xl/Styles.xml"),
        ("xl/workbook.xml", "XL/Workbook.xml"),
        ("xl/_rels/workbook.xml.rels", "xl/_rels/Workbook.xml.RELS"),
        ("xl/worksheets/sheet1.xml", "xl/Worksheets/Sheet1.XML"),
        ("xl/tables/table1.xml", "xl/Tables/table1.xml"),
        ("[Content_Types].xml", "[content_types].xml"),
        ("_rels/.rels", "_Rels/.rels"),
        ("customXml/item1.xml", "customxml/Item1.xml"),
        ("xl/charts/chart1.xml", "xl/charts/Chart1.xml"),
    ):
        parts = {other if name == part else name: data for name, data in _STAFF.parts.items()}
        after = after_import_and_refresh(opened(parts))
        assert dict(after.parts) == {other if name == part else name: d for name, d in _EXPECTED.parts.items()}, other


def test_backslashes_in_names_part_folders_and_stay() -> None:
    parts = {part.replace("/", "\\"): data for part, data in _STAFF.parts.items()}
    before = opened(parts)
    assert list(before.parts) == list(_STAFF.parts)
    after = after_import_and_refresh(before)
    assert dict(after.parts) == dict(_EXPECTED.parts)
    assert names_in(after.to_bytes())[: len(parts)] == list(parts)


def test_folders_of_either_slash_are_no_parts() -> None:
    assert list(opened({"xl/": b"", "xl\\": b"", "xl\\media\\": b"", **good_parts()}).parts) == list(good_parts())


def test_cells_are_read_with_their_texts_and_dates_wherever_texts_and_styles_lie() -> None:
    odd = opened(renamed(_STAFF.parts, elsewhere))
    assert read_grids(odd, ["Supervision", "Own"]) == read_grids(_STAFF, ["Supervision", "Own"])


def test_a_workbook_without_styles_gets_those_of_the_report() -> None:
    parts = dict(_STAFF.parts)
    del parts["xl/styles.xml"]
    for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[part] = b"".join(piece for piece in _pieces(parts[part]) if b"styles" not in piece)
    for part in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"):
        parts[part] = parts[part].replace(b' s="1"', b"").replace(b' s="2"', b"")
    after = after_import_and_refresh(opened(parts))
    assert faults(after.to_bytes()) == []
    assert len(after.parts) == len(_EXPECTED.parts)


def _pieces(data: bytes) -> list[bytes]:
    return [piece + b"/>" if not piece.endswith(b">") else piece for piece in data.split(b"/>")]
