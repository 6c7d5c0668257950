"""Sound workbooks open, whatever harmless oddity they carry, and come out as they went in."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import assume, given
from hypothesis import strategies as st

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.input_tables.grids import read_grids
from cyps_xl.xlsx.parts.package import Package, parse_part
from helpers.good_files import SHEET, TABLE, TYPES, WORKBOOK, good_file, good_parts, spoilt, with_part, zipped

PARTS = st.dictionaries(
    st.from_regex(r"xl/media/[a-zA-Zŵŷ0-9]{1,12}\.png", fullmatch=True), st.binary(max_size=300), max_size=5
)


def _opened(data: bytes, name: str = "CYPS.xlsx") -> Package:
    return Package.from_bytes(data, name)


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_the_parts_are_those_of_the_zip_in_its_order() -> None:
    assert list(_opened(good_file()).parts.items()) == list(good_parts().items())


def test_a_package_is_written_as_it_was_read() -> None:
    assert _unzipped(_opened(good_file()).to_bytes()) == good_parts()


def test_the_same_package_gives_the_same_bytes() -> None:
    once = _opened(good_file()).to_bytes()
    assert _opened(once).to_bytes() == once


def test_a_part_set_to_what_it_was_changes_no_byte_of_the_file() -> None:
    package = _opened(good_file())
    assert package.with_parts({SHEET: good_parts()[SHEET]}).to_bytes() == package.to_bytes()


def test_no_date_and_no_comment_of_the_old_zip_is_kept() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = b"made by Ann"
        for part, data in good_parts().items():
            archive.writestr(zipfile.ZipInfo(part, (2017, 12, 31, 23, 59, 58)), data)
    with zipfile.ZipFile(io.BytesIO(_opened(out.getvalue()).to_bytes())) as archive:
        assert archive.comment == b""
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_changed_part_keeps_its_place_and_a_new_one_comes_last() -> None:
    changed = _opened(good_file()).with_parts({SHEET: b"<new/>", "xl/added.xml": b"<a/>", TABLE: None})
    expected = [part for part in good_parts() if part != TABLE]
    assert list(_unzipped(changed.to_bytes())) == [*expected, "xl/added.xml"]
    assert changed.parts[SHEET] == b"<new/>"


def test_a_change_leaves_the_package_it_was_made_from_as_it_was() -> None:
    package = _opened(good_file())
    package.with_parts({SHEET: b"<new/>", TABLE: None})
    assert dict(package.parts) == good_parts()


@given(extra=PARTS, changed=PARTS)
def test_any_parts_come_out_as_another_zip_reader_sees_them(extra: dict[str, bytes], changed: dict[str, bytes]) -> None:
    folded = {part.casefold() for part in (*extra, *changed)}
    assume(len(folded) == len({*extra, *changed}))  # names that clash are refused, and tested elsewhere
    package = _opened(zipped({**good_parts(), **extra})).with_parts(changed)
    assert _unzipped(package.to_bytes()) == {**good_parts(), **extra, **changed}


def test_folders_listed_in_the_zip_are_no_parts() -> None:
    assert list(_opened(zipped({"xl/": b"", **good_parts()})).parts) == list(good_parts())


@pytest.mark.parametrize(
    "data",
    [
        lambda: spoilt(WORKBOOK, "<workbookPr/>", '<workbookPr date1904="0"/>'),
        lambda: spoilt(WORKBOOK, "<workbookPr/>", ""),
        lambda: spoilt(SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'),
        lambda: spoilt(SHEET, "</sheetData>", '<row r="9"><c r="A9" t="str"><v>NaN</v></c></row></sheetData>'),
        lambda: spoilt(SHEET, "</sheetData>", '<row r="9"><c r="A9" t="e"><v>#N/A</v></c></row></sheetData>'),
        lambda: spoilt(SHEET, "</sheetData>", "<row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"),
        lambda: spoilt(SHEET, "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
        lambda: spoilt(SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        lambda: with_part("xl/media/logo.svg", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg/>'),
        lambda: with_part("docProps/core.xml", b"\xef\xbb\xbf" + good_parts()["_rels/.rels"]),
    ],
    ids=[
        *("dates from 1900", "no properties", "a blank far away", "the text NaN", "an error cell", "no references"),
        *("a wrong dimension", "a merge of the whole sheet", "a drawn logo", "a byte order mark"),
    ],
)
def test_a_harmless_oddity_is_let_through_with_every_figure(data: object) -> None:
    assert callable(data)
    grid = read_grids(_opened(data()), ["Data"])["Data"]
    assert [row[:2] for row in grid[:3]] == [["Month", "Children"], [43009.0, 12.0], [43040.0, 15.0]]


def test_a_workbook_with_macros_opens_under_its_own_name() -> None:
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    data = spoilt(TYPES, plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    assert WORKBOOK in _opened(data, "CYPS.xlsm").parts


def test_cells_are_read_at_their_place_though_the_first_rows_are_empty() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Data").write_number("C3", 7)
    assert read_grids(_opened(out.getvalue()), ["Data"]) == {"Data": [["", "", ""], ["", "", ""], ["", "", 7.0]]}


def test_a_missing_file_is_named() -> None:
    with pytest.raises(UnusableFile, match=r"There is no file .*none\.xlsx\. Check the name"):
        Package.read(Path("none.xlsx"))


def test_a_folder_is_not_read_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="is a folder"):
        Package.read(tmp_path)


def test_a_name_that_no_file_can_have_is_told() -> None:
    with pytest.raises(UnusableFile, match=r"cannot be read|There is no file"):
        Package.read(Path("CYPS\0.xlsx"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "CYPS.xlsx")
    with pytest.raises(UnusableFile, match="is a device"):
        Package.read(tmp_path / "CYPS.xlsx")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(good_file())

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnusableFile, match=r"CYPS\.xlsx may not be read"):
        Package.read(path)


def test_a_giant_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    with pytest.raises(UnusableFile, match=r"CYPS\.xlsx is larger than 200 MB"):
        Package.read(path)


def test_a_part_that_breaks_off_is_named_with_its_line() -> None:
    with pytest.raises(UnusableFile, match=r"part xl/styles\.xml breaks off or is garbled in line 2"):
        parse_part(b"<a>\n<b></a>", "xl/styles.xml")


def test_no_entity_of_a_part_is_put_in_place() -> None:
    with pytest.raises(UnusableFile, match="DOCTYPE or entities"):
        parse_part(b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "xl/styles.xml")


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ('<c r="C2" t="b"><v>7</v></c>', "its sheet “Data” stores a cell in a way that Excel does not"),
        ('<c r="C2" t="zz"><v>7</v></c>', "its sheet “Data” stores a cell in a way that Excel does not"),
        ('<c r="C2"><v>7</c>', r"its part xl/worksheets/sheet1\.xml breaks off or is garbled in line 2"),
    ],
)
def test_cells_that_cannot_be_read_are_told_and_not_taken_for_empty(cell: str, sentence: str) -> None:
    package = _opened(spoilt(SHEET, "</row>", f"{cell}</row>"))
    with pytest.raises(UnusableFile, match=sentence):
        read_grids(package, ["Data"])


def test_a_file_that_is_not_found_on_a_path_too_long_for_windows_is_told_so(tmp_path: Path) -> None:
    """Windows says that there is none, though the officer sees it."""
    deep = tmp_path.joinpath(*["a folder of forty letters, more or less"] * 8)
    with pytest.raises(UnusableFile, match="characters long, and Windows opens at most 259"):
        Package.read(deep / "CYPS.xlsx")
    with pytest.raises(UnusableFile, match="There is no file"):
        Package.read(tmp_path / "CYPS.xlsx")
