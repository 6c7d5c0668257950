"""Parts that are read may be in any encoding that XML allows; in the file they stay as they are."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.changes import TableChange
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package, parse_part
from helpers.fresh_books import fresh_book, staff_book
from helpers.good_files import zipped
from helpers.packs import CYPS_TABLES
from helpers.staff_deeds import do, refreshed, shown, type_in
from helpers.staff_features import OURS

_STAFF = do(staff_book(), type_in(20, 2, "Tŷ, plant a theulu"))
_LATIN = do(staff_book(), type_in(20, 2, "Plant a theulu, £5 – café".replace("–", "-")))

ENCODINGS = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "utf-8-sig": "UTF-8",
    "utf-8": "utf8",
}
EIGHT_BITS = ("ISO-8859-1", "iso-8859-15", "windows-1252", "US-ASCII")


def encoded(data: bytes, encoding: str, declared: str) -> bytes:
    """A part in another encoding, which it declares, or which its first bytes tell where it declares none."""
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", data.decode())
    prolog = f'<?xml version="1.0" encoding="{declared}" standalone="yes"?>\r\n' if declared else ""
    return (prolog + text).encode(encoding, "xmlcharrefreplace")


def whole(package: Package, encoding: str, declared: str) -> dict[str, bytes]:
    """Every part of a workbook in an encoding."""
    return {
        part: encoded(data, encoding, declared) if part.endswith((".xml", ".rels")) else data
        for part, data in package.parts.items()
    }


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assert_works(parts: dict[str, bytes], plain: Package) -> None:
    """A workbook of these parts is read, changed and refreshed as the plain one is, and nothing else changes."""
    before = Package.from_bytes(zipped(parts), "CYPS.xlsx")
    assert unzipped(before.to_bytes()) == parts
    assert read_raw_tables(before, ["Supervision"]) == read_raw_tables(plain, ["Supervision"])
    assert shown(before, OURS) == shown(plain, OURS)
    change = TableChange("Supervision", updates={6: {"Qualified due": 11}})
    after, expected = apply_changes(before, [change], CYPS_TABLES), apply_changes(plain, [change], CYPS_TABLES)
    assert read_raw_tables(after, ["Supervision"]) == read_raw_tables(expected, ["Supervision"])
    assert shown(refreshed(after, 2), OURS) == shown(refreshed(expected, 2), OURS)
    kept = {part for part, data in expected.parts.items() if plain.parts[part] == data}
    assert {part for part, data in unzipped(after.to_bytes()).items() if data == parts[part]} == kept


@pytest.mark.parametrize(("encoding", "declared"), ENCODINGS.items(), ids=ENCODINGS)
def test_a_workbook_wholly_in_another_encoding_works(encoding: str, declared: str) -> None:
    assert_works(whole(_STAFF, encoding, declared), _STAFF)


@pytest.mark.parametrize("encoding", EIGHT_BITS)
def test_a_workbook_in_letters_of_one_byte_works(encoding: str) -> None:
    assert_works(whole(_LATIN, encoding, encoding), _LATIN)


def test_a_wide_encoding_need_not_be_declared() -> None:
    assert_works(whole(_STAFF, "utf-16", ""), _STAFF)


def test_each_part_may_have_an_encoding_of_its_own() -> None:
    odd = [whole(_STAFF, encoding, declared) for encoding, declared in ENCODINGS.items()]
    parts = {part: odd[number % len(odd)][part] for number, part in enumerate(_STAFF.parts)}
    assert_works(parts, _STAFF)


def test_what_a_text_in_8_bits_says_of_16_is_not_believed() -> None:
    assert parse_part('<?xml version="1.0" encoding="utf-16"?><a>ŷ</a>'.encode(), "a.xml").text == "ŷ"


def test_the_record_of_what_was_written_is_found_in_any_encoding() -> None:
    parts = whole(do(_STAFF, type_in(5, 8, "Note"), type_in(4, 2, 99)), "utf-16", "UTF-16")
    before = Package.from_bytes(zipped(parts), "CYPS.xlsx")
    after = graft(before, fresh_book(2))
    assert shown(after)[5, 8] == "Note"
    assert len([part for part in after.parts if part.startswith("customXml/item")]) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "iso-8859-1"])
def test_no_encoding_hides_a_doctype(encoding: str) -> None:
    bomb = '<?xml version="1.0" encoding="{}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(UnusableFile, match="DOCTYPE or entities"):
        parse_part(bomb.format(encoding.removesuffix("-le")).encode(encoding), "xl/drawings/drawing1.xml")
