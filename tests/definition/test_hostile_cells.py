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
from cyps_xl.definition.packs import Pack, pack_names
from cyps_xl.errors import Blocked, CypsError
from cyps_xl.inputs.raw import RawTable
from cyps_xl.refreshed import refreshed_package
from cyps_xl.writing.template import template_bytes
from cyps_xl.xlsx.parts.package import Package
from helpers.hostile import faults_in, hostile, read, sheets_of_pack
from helpers.small_pack import small_pack

PACKS = (*pack_names(), "small")


@cache
def sheets(name: str) -> dict[str, RawTable]:
    return sheets_of_pack(small_pack(Path(mkdtemp()) / "pack") if name == "small" else name)


@cache
def otherwise(name: str) -> st.SearchStrategy[dict[str, RawTable]]:
    """A pack's definition with a hostile text in it."""
    return hostile(sheets(name))


@pytest.mark.parametrize("name", PACKS)
def test_without_a_hostile_text_every_definition_can_be(name: str) -> None:
    assert isinstance(read(sheets(name)), Pack), "else nothing that is drawn below could be made"


@pytest.mark.parametrize("name", PACKS)
@settings(max_examples=150)
@given(st.data())
def test_a_cell_that_cannot_be_is_named_whatever_stands_in_it(name: str, data: st.DataObject) -> None:
    raw = data.draw(otherwise(name))
    found = read(raw)
    if isinstance(found, Pack):
        assert found.definition.tables and words_of_report(found.definition)
    else:
        assert list(faults_in(found, raw)) == []


@pytest.mark.parametrize("name", PACKS)
@settings(max_examples=8)
@given(st.data())
def test_a_definition_that_can_be_is_made_into_a_workbook_whatever_it_says(name: str, data: st.DataObject) -> None:
    found = read(data.draw(otherwise(name)))
    if isinstance(found, Pack):
        package = Package.of_our_own(template_bytes(found), "hostile")
        try:
            assert refreshed_package(package).grafted.package.parts
        except Blocked as error:
            assert error.problems
        except CypsError as error:
            assert error.remedy
