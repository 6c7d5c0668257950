"""Input cells that change by themselves: found by their formulas, wherever the table stands."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from cyps_xl.xlsx.input_tables.moving_formulas import moving_formulas
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.cells import Grid
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers.new_books import new_book


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Package:
    path = tmp_path_factory.mktemp("example") / "CYPS.xlsx"
    new_book(path)
    return Package.read(path)


def with_formulas(package: Package, **cells: tuple[int, str, dict[str, str]]) -> Package:
    """The package with formulas on Looked after: each a row of column A, the text and its attributes."""
    draft = Draft(package)
    part = next(sheet.part for sheet in sheets_of(package) if sheet.name == "Looked after")
    data = draft.change(part).find(main("sheetData"))
    assert data is not None
    for row, text, attributes in cells.values():
        formula = etree.Element(main("f"), attributes)
        formula.text = text
        Grid(data).cell(row, 1).insert(0, formula)
    return draft.package()


def test_nothing_moves_in_the_example(example: Package) -> None:
    assert moving_formulas(example, ["LookedAfter", "Caseloads"]) == {}


def test_todays_date_and_chance_are_found_also_in_a_shared_formula(example: Package) -> None:
    shared = {"t": "shared", "si": "0"}
    package = with_formulas(
        example,
        first=(8, "TODAY()-1", shared | {"ref": "A8:A9"}),
        second=(9, "", shared),
        third=(10, "randbetween( 1,5)", {}),
    )
    assert moving_formulas(package, ["LookedAfter"]) == {
        "'Looked after'!A8": "=TODAY()-1",
        "'Looked after'!A9": "=TODAY()-1",
        "'Looked after'!A10": "=randbetween( 1,5)",
    }


def test_a_word_in_a_text_and_a_cell_outside_the_table_do_not_move(example: Package) -> None:
    package = with_formulas(example, text=(8, 'LEN("TODAY()")', {}), above=(2, "TODAY()", {}), plain=(9, "A8+1", {}))
    assert moving_formulas(package, ["LookedAfter"]) == {}


def test_a_cell_that_bears_no_address_moves_too(example: Package) -> None:
    package = with_formulas(example, first=(8, "TODAY()-1", {}))
    part = next(sheet.part for sheet in sheets_of(package) if sheet.name == "Looked after")
    bare = re.sub(rb'(<c) r="[A-Z]+8"', rb"\1", package.parts[part])
    assert bare != package.parts[part]
    assert moving_formulas(package.with_parts({part: bare}), ["LookedAfter"]) == {"'Looked after'!A8": "=TODAY()-1"}
