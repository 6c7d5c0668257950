"""Whatever stands in a cell of a definition: the report is made, or the cell is named with what to do.

More of it: `python3 scripts/fuzz.py --minutes 30 tests/definition/test_hostile_cells.py`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_xl.definition.labels import words_of_report
from cyps_xl.definition.packs import DEFINITION, Pack, pack_names
from cyps_xl.definition.read import also_wrong
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.read import read_inputs
from helpers.hostile import (
    each_text_in_each_column,
    faults_in,
    hostile,
    is_made_or_named,
    read,
    sheets_of_pack,
    with_rows,
)
from helpers.small_pack import small_pack

PACKS = (*pack_names(), "small")


MORE = {
    "ReportRelations": [
        {"Table": "Visits", "Kind": "part of", "Figures": "Made", "Of": "Due", "Words": "made; due"},
        {"Table": "Visits", "Kind": "told in words", "Figures": "Made", "Of": "visits", "Words": "visits"},
    ],
    "ReportAreas": [{"Area": "Council", "Kind": "our own"}, {"Area": "Elsewhere", "Kind": "another council"}],
    "ReportTerms": [
        {"Term": "DV", "In full": "Due visits", "Meaning": "Visits that were due."},
        {"Section": "visits", "Term": "Improved", "Meaning": "Better."},
    ],
    "ReportTranslations": [{"English": "Home visits", "Translation": "Ymweliadau", "Source": "The council"}],
}
"""Rows of the tables that the small report leaves empty."""


@cache
def sheets(name: str) -> dict[str, RawTable]:
    if name == "small":
        return with_rows(sheets_of_pack(small_pack(Path(mkdtemp()) / "pack")), MORE)
    return sheets_of_pack(name)


@cache
def otherwise(name: str) -> st.SearchStrategy[dict[str, RawTable]]:
    """A pack's definition with a hostile text in it."""
    return hostile(sheets(name))


@pytest.mark.parametrize("name", PACKS)
def test_without_a_hostile_text_every_definition_can_be(name: str) -> None:
    assert isinstance(read(sheets(name)), Pack), "else nothing that is drawn below could be made"


@pytest.mark.parametrize("table", DEFINITION.names)
def test_each_hostile_text_in_each_column_is_named_or_read(table: str) -> None:
    for raw in each_text_in_each_column(sheets("small"), table):
        found = read(raw)
        assert isinstance(found, Pack) or list(faults_in(found, raw)) == []


@pytest.mark.parametrize("table", DEFINITION.names)
def test_what_follows_from_a_cell_that_cannot_be_read_is_not_named_with_it(table: str) -> None:
    for raw in each_text_in_each_column(sheets("small"), table):
        inputs, problems = read_inputs(raw, DEFINITION)
        assert not problems or also_wrong(inputs, problems) == (), problems


@pytest.mark.parametrize("name", PACKS)
@settings(max_examples=60)
@given(st.data())
def test_a_cell_that_cannot_be_is_named_whatever_stands_in_it(name: str, data: st.DataObject) -> None:
    raw = data.draw(otherwise(name))
    found = read(raw)
    if isinstance(found, Pack):
        assert found.definition.tables and words_of_report(found.definition)
    else:
        assert list(faults_in(found, raw)) == []


@pytest.mark.parametrize("name", PACKS)
@settings(max_examples=4)
@given(st.data())
def test_a_definition_that_can_be_is_made_into_a_workbook_whatever_it_says(name: str, data: st.DataObject) -> None:
    found = read(data.draw(otherwise(name)))
    assert not isinstance(found, Pack) or is_made_or_named(found)
