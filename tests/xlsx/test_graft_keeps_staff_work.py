"""Whatever staff put into the workbook is there, unchanged, after the report was refreshed."""

from __future__ import annotations

import pytest

from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.parts.package import Package
from helpers.features_of_files import COMMENTS, PARTS_OF_SHEETS, PARTS_OF_THE_FILE
from helpers.features_of_sheets import ELEMENTS, NAMES, OF_THE_WORKBOOK
from helpers.fresh_books import fresh_book, staff_book
from helpers.soundness import faults
from helpers.staff_features import OURS, WORKBOOK, Feature, planted, sheet_elements

FEATURES = (*PARTS_OF_THE_FILE, *PARTS_OF_SHEETS, *COMMENTS, *ELEMENTS, *OF_THE_WORKBOOK, *NAMES)
SET_ANEW = (
    "sheetData",
    "definedNames",
    "conditionalFormatting",
    "headerFooter",
    "mergeCells",
    "rowBreaks",
    "dimension",
)
REFRESHED = {
    "[Content_Types].xml",
    WORKBOOK,
    OURS,
    "xl/worksheets/sheet4.xml",
    "xl/charts/chart1.xml",
    "xl/charts/chart2.xml",
    "xl/drawings/drawing1.xml",
    "xl/drawings/drawing2.xml",
    "customXml/item1.xml",
    "xl/styles.xml",
}
"""The parts that a refresh may change; every other has to stay byte for byte."""

_STAFF = staff_book()
_NEXT_QUARTER = fresh_book(quarter=2, rows=5)


def refreshed(package: Package) -> Package:
    """The package with the next quarter's sheets, checked to be as sound as it was, and to stay so."""
    after = graft(package, _NEXT_QUARTER)
    assert set(faults(after.to_bytes())) <= set(faults(package.to_bytes()))
    assert graft(after, _NEXT_QUARTER).to_bytes() == after.to_bytes()
    return after


def assert_nothing_lost(before: Package, after: Package) -> None:
    """Every part but ours is the same, and every element of our sheets and of the list of sheets is still there."""
    for part, data in before.parts.items():
        if part not in REFRESHED:
            assert after.parts[part] == data, part
    for part in (OURS, WORKBOOK):
        was, now = sheet_elements(before, part), sheet_elements(after, part)
        for name, elements in was.items():
            if name not in SET_ANEW:
                assert now.get(name) == elements, name
    for part in before.parts:
        if not part.endswith(".rels"):
            assert relations(after.parts, part) == relations(before.parts, part), part


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_a_feature_is_kept(feature: Feature) -> None:
    before = planted(_STAFF, feature)
    assert_nothing_lost(before, refreshed(before))


def test_all_features_together_are_kept() -> None:
    before = planted(_STAFF, *FEATURES)
    assert_nothing_lost(before, refreshed(before))


def test_staffs_names_are_kept() -> None:
    after = refreshed(planted(_STAFF, *NAMES)).parts[WORKBOOK].decode()
    for feature in NAMES:
        text = feature.elements[0][1].partition(">")[2].removesuffix("</definedNames>")
        assert text in after


def test_quarter_after_quarter_leaves_no_trace_of_those_before() -> None:
    books = [fresh_book(quarter=quarter, rows=3 + quarter) for quarter in (1, 2, 3)]
    package = first = graft(planted(_STAFF, *FEATURES), books[0])
    for fresh in (*books[1:], *books):
        package = graft(package, fresh)
    assert graft(package, books[0]).to_bytes() == first.to_bytes()
