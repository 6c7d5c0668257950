"""Drawings on our sheets: our charts are new each time, and what staff drew beside them stays."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import etree

from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.opening.namespaces import CHART, DRAWING, MARKUP_COMPATIBILITY, RELATION_ID, SHEET_DRAWING, main
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from helpers.fresh_books import fresh_book, staff_book
from helpers.soundness import faults
from helpers.staff_deeds import refreshed
from helpers.staff_features import OURS, PNG

DRAWN = "xl/drawings/drawing1.xml"
_STAFF = staff_book()
_ANCHOR = (
    f'<xdr:twoCellAnchor xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWING}" xmlns:c="{CHART}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    f'xmlns:mc="{MARKUP_COMPATIBILITY}">'
    "<xdr:from><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    "<xdr:to><xdr:col>11</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    "{object}<xdr:clientData/></xdr:twoCellAnchor>"
)
_NAMED = '<xdr:cNvPr id="{id}" name="{name}"/>'
_PICTURE = (
    f'<xdr:pic><xdr:nvPicPr>{_NAMED}<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="{{relation}}"/>'
    "</xdr:blipFill><xdr:spPr/></xdr:pic>"
)
_SHAPE = f"<xdr:sp><xdr:nvSpPr>{_NAMED}<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp>"
_CHART_FRAME = (
    f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>{_NAMED}<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="c"><c:chart r:id="{relation}"/></a:graphicData></a:graphic></xdr:graphicFrame>'
)
_CHOICE = f'<mc:AlternateContent><mc:Choice Requires="a14">{_SHAPE}</mc:Choice><mc:Fallback/></mc:AlternateContent>'


def draw(shape: str, kind: str = "", part: str = "", name: str = "Staff's", number: int = 2) -> Package:
    """The workbook with an object of staff's on our first sheet, its number the same as our chart's."""
    draft = Draft(_STAFF)
    relation = ""
    if part:
        draft.put(part, PNG, "application/octet-stream" if kind == "image" else _CHART_TYPE)
        relation = draft.relate(DRAWN, relation_type(kind), part)
    xml = _ANCHOR.replace("{object}", shape.format(id=number, name=name, relation=relation))
    draft.change(DRAWN).append(etree.fromstring(xml))
    return draft.package()


_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def drawn(package: Package, part: str = DRAWN) -> list[tuple[str | None, str | None]]:
    """Number and name of every object."""
    return [(e.get("id"), e.get("name")) for e in Draft(package).root(part).iter(f"{{{SHEET_DRAWING}}}cNvPr")]


@pytest.mark.parametrize("shape", [_SHAPE, _CHOICE, _PICTURE], ids=["shape", "choice", "picture"])
def test_what_staff_drew_stays_and_keeps_its_number(shape: str) -> None:
    picture = "xl/media/image7.png"
    before = draw(shape, "image", picture) if shape is _PICTURE else draw(shape)
    after = refreshed(before, 2, rows=5)
    assert drawn(after) == [("3", "cyps alpha 0"), ("2", "Staff's")]
    own = list(Draft(before).root(DRAWN))[-1]
    kept = list(Draft(after).root(DRAWN))[-1]
    assert canonical(kept) == canonical(own)
    assert after.parts.get(picture) == before.parts.get(picture)


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)


def test_a_chart_of_staffs_stays_as_it_is() -> None:
    draft = Draft(draw(_CHART_FRAME, "chart", "xl/charts/chart9.xml"))
    draft.put("xl/charts/chart9.xml", f'<c:chartSpace xmlns:c="{CHART}"/>'.encode(), _CHART_TYPE)
    before = draft.package()
    after = refreshed(before, 2)
    assert drawn(after) == [("3", "cyps alpha 0"), ("2", "Staff's")]
    assert after.parts["xl/charts/chart9.xml"] == before.parts["xl/charts/chart9.xml"]


def test_our_chart_is_the_fresh_one_in_the_same_part() -> None:
    after = refreshed(_STAFF, 2, rows=5)
    assert drawn(after) == [("2", "cyps alpha 0")]
    assert after.parts["xl/charts/chart1.xml"] == fresh_book(2, rows=5).parts["xl/charts/chart1.xml"]
    assert after.parts.keys() == _STAFF.parts.keys()


def test_more_and_fewer_charts_leave_nothing_behind() -> None:
    more = refreshed(_STAFF, charts=3)
    assert [name for _, name in drawn(more)] == ["cyps alpha 0", "cyps alpha 1", "cyps alpha 2"]
    assert len([part for part in more.parts if part.startswith("xl/charts/")]) == 6
    assert refreshed(more).to_bytes() == _STAFF.to_bytes()


def test_the_last_chart_takes_the_drawing_along_unless_staff_drew_there() -> None:
    none = refreshed(_STAFF, charts=0)
    assert not [part for part in none.parts if "drawing" in part or "chart" in part]
    assert b"<drawing" not in none.parts[OURS]
    assert drawn(refreshed(draw(_SHAPE), charts=0)) == [("2", "Staff's")]


def test_a_first_chart_makes_a_drawing() -> None:
    none = refreshed(_STAFF, charts=0)
    assert drawn(refreshed(none)) == [("2", "cyps alpha 0")]


def test_the_style_parts_that_excel_gave_our_chart_go() -> None:
    draft = Draft(_STAFF)
    draft.put("xl/charts/style1.xml", b"<style/>", "application/xml")
    draft.relate(
        "xl/charts/chart1.xml",
        "http://schemas.microsoft.com/office/2011/relationships/chartStyle",
        "xl/charts/style1.xml",
    )
    assert refreshed(draft.package()).to_bytes() == _STAFF.to_bytes()


@pytest.mark.parametrize("others", [1, 0])
def test_our_chart_in_a_group_of_staffs_is_taken_out_of_it(others: int) -> None:
    def group(root: etree._Element) -> None:
        frame = root.find(f".//{{{SHEET_DRAWING}}}graphicFrame")
        assert frame is not None
        anchor = frame.getparent()
        assert anchor is not None
        xml = f'<xdr:grpSp xmlns:xdr="{SHEET_DRAWING}"><xdr:nvGrpSpPr><xdr:cNvPr id="8" name="Group"/></xdr:nvGrpSpPr>'
        made = etree.fromstring(f"{xml}<xdr:grpSpPr/></xdr:grpSp>")
        anchor.replace(frame, made)
        made.append(frame)
        made.extend(etree.fromstring(f'<x xmlns:xdr="{SHEET_DRAWING}">{_SHAPE.format(id=9, name="Note")}</x>')[:others])

    after = refreshed(_changed(group), 2)
    staffs = [("8", "Group"), ("9", "Note")] if others else []
    assert drawn(after) == [("2", "cyps alpha 0"), *staffs]


def _changed(deed: Callable[[etree._Element], object]) -> Package:
    draft = Draft(_STAFF)
    deed(draft.change(DRAWN))
    return draft.package()


def test_a_copy_of_our_chart_does_not_stay_beside_it() -> None:
    def copy_chart(root: etree._Element) -> None:
        again = etree.fromstring(etree.tostring(root[0]))
        for properties in again.iter(f"{{{SHEET_DRAWING}}}cNvPr"):
            properties.set("id", "77")
        root.append(again)

    assert drawn(refreshed(_changed(copy_chart), 2)) == [("2", "cyps alpha 0")]


def test_a_chart_part_that_two_sheets_share_is_not_taken_from_the_other() -> None:
    draft = Draft(_STAFF)
    frame = draft.change("xl/drawings/drawing2.xml").find(f".//{{{CHART}}}chart")
    assert frame is not None
    draft.unrelate("xl/drawings/drawing2.xml", frame.get(RELATION_ID, ""))
    frame.set(RELATION_ID, draft.relate("xl/drawings/drawing2.xml", relation_type("chart"), "xl/charts/chart1.xml"))
    draft.sweep()
    after = refreshed(draft.package(), 2)
    titles = [_reads(after, part) for part in ("xl/drawings/drawing1.xml", "xl/drawings/drawing2.xml")]
    assert titles == ["Alpha", "Beta"]


def _reads(package: Package, drawing: str) -> str:
    """The tab that the first chart of a drawing reads."""
    part = next(r.target for r in Draft(package).relations(drawing) if r.kind == "chart")
    found = re.search(rb"<c:f>(\w+)!", package.parts[part])
    assert found is not None
    return found.group(1).decode()


def test_a_fresh_drawing_with_anything_but_our_charts_is_a_mistake_of_the_caller() -> None:
    fresh = fresh_book()
    renamed = fresh.parts[DRAWN].replace(b'name="cyps alpha 0"', b'name="Chart 1"')
    with pytest.raises(ValueError, match="draws 'Chart 1'"):
        graft(_STAFF, fresh.with_parts({DRAWN: renamed}))


def test_staffs_sheets_are_as_sound_as_they_were() -> None:
    assert faults(draw(_SHAPE, number=9).to_bytes()) == []
    assert main("drawing") in [child.tag for child in Draft(_STAFF).root(OURS)]
