"""Copies that staff made of the report's sheets, and tabs under any name."""

from __future__ import annotations

import pytest
from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.xlsx.grafting.graft import graft, graft_and_tell
from cyps_xl.xlsx.grafting.tabs import add_tab
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.opening.relations import rels_part
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of
from helpers.fresh_books import fresh_book, staff_book
from helpers.soundness import faults
from helpers.staff_deeds import refreshed, shown
from helpers.staff_features import OURS, WORKBOOK

_COPY = "xl/worksheets/sheet9.xml"
_STAFF = staff_book()
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def copied() -> Package:
    """Staff copied the sheet Alpha, as Excel does it: with its chart, and with names of the copy's own."""
    draft, parts = Draft(_STAFF), _STAFF.parts
    drawing = next(r.target for r in draft.relations(OURS) if r.kind == "drawing")
    chart = next(r.target for r in draft.relations(drawing))
    draft.put(_COPY, parts[OURS].replace(b'tabSelected="1"', b""), _SHEET_TYPE)
    for old, new, kind in ((drawing, "drawing9", _DRAWING_TYPE), (chart, "chart9", _CHART_TYPE)):
        folder = old.rpartition("/")[0]
        draft.put(f"{folder}/{new}.xml", parts[old].replace(b"Alpha", b"'Alpha (2)'"), kind)
    rels = {
        rels_part(_COPY): parts[rels_part(OURS)].replace(b"drawing1.xml", b"drawing9.xml"),
        rels_part("xl/drawings/drawing9.xml"): parts[rels_part(drawing)].replace(b"chart1.xml", b"chart9.xml"),
    }
    draft = Draft(draft.package().with_parts(rels))
    add_tab(draft, "Alpha (2)", _COPY, 4)
    names = draft.change(WORKBOOK).find(main("definedNames"))
    assert names is not None
    for name in ("_cyps_sheet_alpha", "cyps_first"):
        place = "$A$1" if name.startswith("_") else "$B$4"
        element = etree.SubElement(names, main("definedName"), name=name, localSheetId="4")
        element.text = f"'Alpha (2)'!{place}"
    package = draft.package()
    assert faults(package.to_bytes()) == []
    return package


def without_the_original(package: Package) -> Package:
    """Staff then deleted the sheet that they had copied."""
    draft = Draft(package)
    workbook = draft.change(WORKBOOK)
    sheets = workbook.find(main("sheets"))
    assert sheets is not None
    draft.unrelate(WORKBOOK, next(sheet.relation_id for sheet in sheets_of(package) if sheet.name == "Alpha"))
    sheets.remove(sheets[0])
    for name in list(workbook.iter(main("definedName"))):
        parent, local = name.getparent(), name.get("localSheetId")
        assert parent is not None
        if local == "0":
            parent.remove(name)
        elif local is not None:
            name.set("localSheetId", str(int(local) - 1))
        name.text = "#REF!$A$1" if (name.text or "").startswith(("'Alpha'!", "Alpha!")) else name.text
    draft.sweep()
    return draft.package()


def test_a_copy_that_staff_made_is_theirs() -> None:
    before = copied()
    after = refreshed(before, 2, rows=5)
    kept = [part for part in before.parts if part.rpartition("/")[2].split(".")[0] in ("sheet9", "drawing9", "chart9")]
    assert len(kept) == 5
    assert [part for part in kept if after.parts[part] != before.parts[part]] == []
    assert our_tabs(after) == {"alpha": "Alpha", "beta": "Beta"}
    assert after.parts[WORKBOOK].count(b'localSheetId="4"') == before.parts[WORKBOOK].count(b'localSheetId="4"')


@pytest.mark.parametrize("name", ["cyps_first", "CYPS_First"])
def test_a_name_of_a_sheet_of_ours_that_hides_the_reports_is_refused(name: str) -> None:
    draft = Draft(copied())
    names = draft.change(WORKBOOK).find(main("definedNames"))
    assert names is not None
    etree.SubElement(names, main("definedName"), name=name, localSheetId="1").text = "Beta!$A$1"
    with pytest.raises(CypsError, match=rf"The sheet “Beta” has a name of its own, {name}, that hides the report's"):
        graft(draft.package(), fresh_book(2))


def test_a_copy_is_theirs_also_when_the_original_was_deleted() -> None:
    before = without_the_original(copied())
    after = graft(before, fresh_book(2))
    assert faults(after.to_bytes()) == []
    assert shown(after, _COPY) == shown(before, _COPY)
    assert our_tabs(after)["alpha"] == "Alpha"
    assert graft(after, fresh_book(2)).to_bytes() == after.to_bytes()


@pytest.mark.parametrize(
    "tab", ["Bob's", "It''s", "A&B <1>", "Q3!", "#REF!", "B4", "R1C1", "2017", "Plân", "表", "a" * 31, "TRUE", " x "]
)
def test_a_tab_may_have_any_name_that_excel_allows(tab: str) -> None:
    tabs = {"alpha": tab, "beta": "Beta"}
    package = staff_book(tabs=tabs)
    told = graft_and_tell(package, fresh_book(2, rows=5, tabs=tabs))
    assert faults(told.package.to_bytes()) == []
    assert told.overwritten == ()
    assert our_tabs(told.package) == tabs
    assert graft(told.package, fresh_book(2, rows=5, tabs=tabs)).to_bytes() == told.package.to_bytes()
