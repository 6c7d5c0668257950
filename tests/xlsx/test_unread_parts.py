"""Parts that need not be read are carried as they are, whatever they hold; what is broken stays for Excel to judge."""

from __future__ import annotations

import io
import zipfile

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.changes import TableChange
from cyps_xl.xlsx.calculating.recalculate import recalculated
from cyps_xl.xlsx.calculating.staff_values import with_staff_values
from cyps_xl.xlsx.grafting.explain import explain
from cyps_xl.xlsx.grafting.graft import graft, graft_and_tell
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package
from helpers.fresh_books import fresh_book, staff_book
from helpers.packs import CYPS_TABLES
from helpers.staff_features import OURS, OWN, Feature, Part, planted
from helpers.unread_parts import CONTENTS, PLACES, POWER_QUERY, holding

_STAFF = staff_book()
_NEXT_QUARTER = fresh_book(quarter=2, rows=5)
_CHANGE = TableChange("Supervision", updates={6: {"Qualified due": 11}}, added=({"Month": 43070, "Qualified due": 14},))

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def saved(package: Package) -> bytes:
    return package.to_bytes()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def after_everything(data: bytes) -> bytes:
    """The file after each thing that a command does to it, one after the other."""
    before = Package.from_bytes(data, "CYPS.xlsx")
    read_raw_tables(before, ["Supervision"])
    grown = apply_changes(before, [_CHANGE], CYPS_TABLES)
    grafted = graft_and_tell(grown, _NEXT_QUARTER)
    assert recalculated(grafted.package, ["Alpha", "Beta"], CYPS_TABLES)
    after = with_staff_values(before, grafted.package, CYPS_TABLES)
    assert len(explain(before, after)) >= len(before.parts)
    assert graft(grafted.package, _NEXT_QUARTER).to_bytes() == grafted.package.to_bytes()
    return after.to_bytes()


def assert_carried(*features: Feature) -> None:
    data = saved(planted(_STAFF, *features))
    was, now = unzipped(data), unzipped(after_everything(data))
    for feature in features:
        for part in feature.parts:
            assert was[part.name] == part.data
            assert now[part.name] == part.data, (feature.name, part.name)


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_no_part_that_is_not_read_locks_a_workbook(content: bytes) -> None:
    assert_carried(*(holding(feature, content) for feature in PLACES.values()))


def test_power_query_as_excel_writes_it_is_carried() -> None:
    assert_carried(POWER_QUERY)


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_chart_or_drawing_of_staffs_that_cannot_be_read_stays_as_it_is(content: bytes) -> None:
    drawing = Part(OWN, "drawing", "xl/drawings/drawing7.xml", content, "application/xml", '<drawing r:id="{id}"/>')
    chart = Part(drawing.name, "chart", "xl/charts/chart7.xml", content, CHART)
    newer = Part(OWN, "chartEx", "xl/charts/chartEx7.xml", content, "application/vnd.ms-office.chartex+xml")
    thread = Part(OURS, "threadedComment", "xl/threadedComments/threadedComment7.xml", content, "application/xml")
    printer = Part(OURS, "printerSettings", "xl/printerSettings/printerSettings7.bin", content)
    assert_carried(Feature("drawn", (drawing, chart, newer, thread, printer)))


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_broken_relations_of_a_part_that_is_not_read_are_carried(content: bytes) -> None:
    feature = PLACES["pivot cache"]
    rels = "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels"
    data = saved(planted(_STAFF, feature).with_parts({rels: content}))
    assert unzipped(after_everything(data))[rels] == content


def test_a_part_that_is_called_like_relations_and_is_none_is_carried() -> None:
    data = saved(_STAFF.with_parts({"xl/stray.rels": b"<a/>", "stray.rels": b"<a>", "xl/_rels/none.xml.rels": b"<a/>"}))
    assert unzipped(after_everything(data))["stray.rels"] == b"<a>"


def _spoilt(part: str, data: bytes) -> bytes:
    """The file with one byte of a part's packed bytes changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(part)
    changed = bytearray(data)
    changed[info.header_offset + 30 + len(part.encode()) + info.compress_size // 2] ^= 0x55
    return bytes(changed)


def test_a_broken_thumbnail_damages_no_workbook() -> None:
    picture = holding(PLACES["thumbnail"], bytes(range(256)) * 20)
    (part,) = picture.parts
    data = _spoilt(part.name, saved(planted(_STAFF, picture)))
    after = Package.from_bytes(after_everything(data), "CYPS.xlsx")
    assert part.name in after.parts
    assert after.to_bytes() == Package.from_bytes(after.to_bytes(), "CYPS.xlsx").to_bytes()


@pytest.mark.parametrize("name", ["data model", "VBA project", "something nobody knows"])
def test_another_part_that_cannot_be_unpacked_is_told_while_there_is_a_backup(name: str) -> None:
    feature = holding(PLACES[name], bytes(range(256)) * 20)
    (part,) = feature.parts
    with pytest.raises(UnusableFile, match="cannot be unpacked"):
        Package.from_bytes(_spoilt(part.name, saved(planted(_STAFF, feature))), "CYPS.xlsx")


def test_a_comment_with_a_line_break_as_excel_writes_it_goes_with_its_row() -> None:
    box = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        "<v:textbox><div>one<br>two<BR ></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:Row>13</x:Row><x:Column>0</x:Column></x:ClientData></xml>'
    )
    drawn = Part(OURS, "vmlDrawing", "xl/drawings/vmlDrawing7.vml", box.encode(), "application/xml")
    after = graft(Package.from_bytes(saved(planted(_STAFF, Feature("note", (drawn,)))), "CYPS.xlsx"), _NEXT_QUARTER)
    assert b"<x:Row>15</x:Row>" in after.parts[drawn.name]
    assert b"one<br/>two<br/>" in after.parts[drawn.name]


def test_a_missing_thumbnail_damages_no_workbook() -> None:
    whole = planted(_STAFF, PLACES["thumbnail"])
    without = whole.with_parts({"docProps/thumbnail.emf": None})
    assert after_everything(saved(without))


def test_a_picture_may_pack_as_well_as_it_likes() -> None:
    assert_carried(holding(PLACES["something nobody knows"], bytes(5_000_000)))


def test_a_workbook_may_have_thousands_of_parts() -> None:
    many = {f"xl/media/image{number}.png": b"a picture" for number in range(5_000)}
    before = Package.from_bytes(saved(_STAFF.with_parts(many)), "CYPS.xlsx")
    assert len(before.parts) > 5_000
    assert dict(before.parts)["xl/media/image4999.png"] == b"a picture"
