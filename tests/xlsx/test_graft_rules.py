"""Rules, merged cells, links and tables of staff's on our sheets stay beside ours."""

from __future__ import annotations

import pytest
from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.opening.namespaces import MAIN, main
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.cells import Grid, set_text
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from helpers.fresh_books import staff_book
from helpers.staff_deeds import do, element, refreshed, shown
from helpers.staff_features import OURS, parse
from helpers.wider_books import with_one_more

_STAFF = staff_book()


class TestRules:
    def test_staffs_own_stay_beside_ours(self) -> None:
        own = (
            '<conditionalFormatting sqref="H1:H9"><cfRule type="expression" priority="1"><formula>H1&gt;2</formula>'
            "</cfRule></conditionalFormatting>"
        )
        before = do(_STAFF, lambda sheet: _insert(sheet, own), lambda sheet: _insert(sheet, _VALIDATION))
        grown = refreshed(refreshed(before, 2), 3, rows=5)
        for after, place in ((refreshed(before, 2), "H1:H9"), (grown, "H1:H11")):
            sheet = Draft(after).root(OURS)
            blocks = sheet.findall(main("conditionalFormatting"))
            assert [block.get("sqref") for block in blocks][2:] == [place]
            assert [rule.get("priority") for block in blocks for rule in block] == ["1", "2", "3"]
            assert [rule.get("sqref") for rule in element(after, "dataValidations")] == ["H1:H4"]

    def test_a_merged_cell_of_staffs_stays_unless_it_would_hide_ours(self) -> None:
        def merge(sheet: etree._Element) -> None:
            merged = sheet.find(main("mergeCells"))
            assert merged is not None
            for area in ("H1:I2", "A1:E1", "A7:B9"):
                etree.SubElement(merged, main("mergeCell"), ref=area)

        before = do(_STAFF, merge)
        assert _merged(refreshed(before)) == ["A14:E14", "H1:I2", "A1:E1", "A7:B9"]
        assert _merged(refreshed(before, rows=5)) == ["A16:E16", "H1:I2", "A1:E1", "A9:B11"]
        assert _merged(graft(before, with_one_more("I2"))) == ["A14:E14", "A1:E1", "A7:B9"]

    def test_links_of_staffs_stay_with_their_addresses(self) -> None:
        draft = Draft(_STAFF)
        relation = draft.relate(OURS, relation_type("hyperlink"), "https://staff.example/", external=True)
        links = draft.change(OURS).find(main("hyperlinks"))
        assert links is not None
        links.append(parse(f'<hyperlink ref="H3" r:id="{relation}"/>'))
        after = refreshed(draft.package(), 2)
        assert [link.get("ref") for link in element(after, "hyperlinks")] == ["E2", "H3"]
        assert "https://staff.example/" in [r.target for r in Draft(after).relations(OURS)]


_VALIDATION = '<dataValidations count="1"><dataValidation type="whole" sqref="H1:H4"/></dataValidations>'


def _insert(sheet: etree._Element, xml: str) -> None:
    after = sheet.find(main("conditionalFormatting"))
    assert after is not None
    made = parse(xml)
    if made.tag == main("dataValidations"):
        sheet.findall(main("conditionalFormatting"))[-1].addnext(made)
    else:
        after.addprevious(made)


def _merged(package: Package) -> list[str]:
    return [merge.get("ref", "") for merge in element(package, "mergeCells")]


def test_a_table_of_staffs_in_free_cells_stays_and_one_in_the_way_is_refused() -> None:
    draft = Draft(_STAFF)
    sheet = draft.change(OURS)
    data = sheet.find(main("sheetData"))
    assert data is not None
    for column, heading in ((8, "Who"), (9, "When")):
        set_text(Grid(data).cell(7, column), heading)
    table = f'<table xmlns="{MAIN}" id="9" name="Own" displayName="Own" ref="H7:I9"><tableColumns count="2">'
    table += '<tableColumn id="1" name="Who"/><tableColumn id="2" name="When"/></tableColumns></table>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
    draft.put("xl/tables/table9.xml", table.encode(), kind)
    relation = draft.relate(OURS, relation_type("table"), "xl/tables/table9.xml")
    sheet.append(parse(f'<tableParts count="1"><tablePart r:id="{relation}"/></tableParts>'))
    before = draft.package()
    assert shown(refreshed(before, 2, rows=5))[9, 8] == "Who"
    with pytest.raises(CypsError, match=r"Your table Own stands on the sheet “Alpha” in H7:I9.*needs I8"):
        graft(before, with_one_more("I8"))
