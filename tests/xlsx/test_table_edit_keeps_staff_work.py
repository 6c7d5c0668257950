"""Whatever staff put on an input sheet is there, unchanged, after figures were brought in and its table grew."""

from __future__ import annotations

import pytest

from cyps_xl.inputs.changes import TableChange
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.parts.package import Package
from helpers.features_of_files import COMMENTS, PARTS_OF_SHEETS, PARTS_OF_THE_FILE
from helpers.features_of_sheets import ELEMENTS, NAMES, OF_THE_WORKBOOK
from helpers.fresh_books import staff_book
from helpers.packs import CYPS_TABLES
from helpers.soundness import faults
from helpers.staff_features import INPUT, WORKBOOK, Feature, planted, sheet_elements

FEATURES = (*PARTS_OF_THE_FILE, *PARTS_OF_SHEETS, *COMMENTS, *ELEMENTS, *OF_THE_WORKBOOK, *NAMES)
ON_THE_INPUT_SHEET = [feature for feature in FEATURES if feature.name.endswith(" on the input sheet")]
SET = {INPUT, WORKBOOK, "xl/tables/table1.xml"}
"""The parts that an import may change; every other has to stay byte for byte."""

_NEW = {"Month": 43070, "Qualified due": 14}
_STAFF = staff_book()


def imported(package: Package) -> Package:
    """The package with a figure set anew and two rows more, checked to be as sound as it was."""
    after = apply_changes(
        package,
        [TableChange("Supervision", updates={6: {"Qualified due": 11}}, added=(_NEW, {"Month": 43101}))],
        CYPS_TABLES,
    )
    assert set(faults(after.to_bytes())) <= set(faults(package.to_bytes()))
    assert b'ref="A5:B9"' in after.parts["xl/tables/table1.xml"]
    return after


def assert_nothing_lost(before: Package, after: Package) -> None:
    """Every other part is the same, and so is every element of the input sheet but its cells."""
    for part, data in before.parts.items():
        if part not in SET:
            assert after.parts[part] == data, part
        if not part.endswith(".rels"):
            assert relations(after.parts, part) == relations(before.parts, part), part
    was, now = sheet_elements(before, INPUT), sheet_elements(after, INPUT)
    for name, elements in was.items():
        if name not in ("sheetData", "dimension"):
            assert now.get(name) == elements, name


@pytest.mark.parametrize("feature", ON_THE_INPUT_SHEET, ids=lambda feature: feature.name)
def test_a_feature_of_the_input_sheet_is_kept(feature: Feature) -> None:
    before = planted(_STAFF, feature)
    assert_nothing_lost(before, imported(before))


def test_all_features_of_the_workbook_together_are_kept() -> None:
    before = planted(_STAFF, *FEATURES)
    assert_nothing_lost(before, imported(before))


def test_the_filter_and_the_order_of_a_table_stay_and_reach_over_its_new_rows() -> None:
    table = _STAFF.parts["xl/tables/table1.xml"]
    own = b'<autoFilter ref="A5:B7"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn>'
    own += b"</autoFilter>"
    own += b'<sortState ref="A6:B7"><sortCondition descending="1" ref="B6:B7"/></sortState>'
    before = _STAFF.with_parts({"xl/tables/table1.xml": table.replace(b'<autoFilter ref="A5:B7"/>', own)})
    after = imported(before).parts["xl/tables/table1.xml"]
    assert b'<filters><filter val="x"/></filters>' in after
    assert b'<sortState ref="A6:B9"><sortCondition descending="1" ref="B6:B9"/>' in after
