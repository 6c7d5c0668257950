"""Sums as rows of a workbook: its own numbers for indicators, what it holds respected, its own council left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_xl.combining.adding import Totals, add_up
from cyps_xl.combining.expected import Expected
from cyps_xl.combining.folder import gather
from cyps_xl.combining.into_workbook import ForWorkbook, for_workbook
from cyps_xl.definition.packs import definition_of
from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES, INDICATORS
from cyps_xl.planning import inputs_of
from cyps_xl.printed.described import Measure
from cyps_xl.printed.names import ROUNDED
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.councils import of_council
from helpers.published_figures import QUARTER, YEAR, Cell, Made, write_all

TWO = Expected("Wales", ("Powys", "Gwynedd"))
Cells = Mapping[str, object]


@pytest.fixture
def inputs(example: Package) -> Inputs:
    return inputs_of(example)


def measure_of(inputs: Inputs, no: str) -> Measure:
    row = inputs[INDICATORS].find(no)
    assert row is not None
    return Measure.of(row)


def totals_of(folder: Path, measure: Measure, *counts: tuple[Cell, Cell], small_numbers: str = "withheld") -> Totals:
    made = [
        Made(council, {(measure, YEAR): pair}, small_numbers)
        for council, pair in zip(TWO.councils, counts, strict=True)
    ]
    return add_up(gather(write_all(folder, made), TWO).editions, TWO)


def brought(totals: Totals, inputs: Inputs) -> ForWorkbook:
    return for_workbook(totals, TWO, QUARTER, inputs, [area.name for area in definition_of(inputs).areas], "published")


def rows_of(found: ForWorkbook) -> dict[str, Cells]:
    """The rows by their area."""
    rows = (dict(zip(found.values.headings, row, strict=True)) for row in found.values.rows)
    return {str(row["Area"]): row for row in rows}


def with_wales(package: Package, no: str, **cells: Value) -> Inputs:
    """The example with other figures of Wales for an indicator's full year."""
    inputs = inputs_of(package)
    row = inputs[INDICATOR_VALUES].find(no, "Wales", YEAR)
    assert row is not None
    said = {heading.replace("_", " "): value for heading, value in cells.items()}
    changed = apply_changes(package, [TableChange(INDICATOR_VALUES.name, {row.number: said}, ())], inputs.catalogue)
    return inputs_of(changed)


def test_an_indicator_is_found_by_its_reference_whatever_number_the_councils_give_it(
    tmp_path: Path, inputs: Inputs
) -> None:
    theirs = replace(measure_of(inputs, "3"), no="17")
    found = brought(totals_of(tmp_path, theirs, (20, 100), (10, 300)), inputs)
    assert [rows_of(found)["Wales"][heading] for heading in ("Indicator", "Numerator", "Denominator")] == ["3", 30, 400]


def test_a_typed_value_becomes_what_the_counts_make(tmp_path: Path, inputs: Inputs) -> None:
    assert inputs.value(INDICATOR_VALUES, "Value", "3", "Wales", YEAR) is not None
    found = brought(totals_of(tmp_path, measure_of(inputs, "3"), (20, 100), (10, 300)), inputs)
    assert rows_of(found)["Wales"]["Value"] == 7.5


def test_a_figure_that_the_workbook_holds_stays_where_a_range_alone_is_known(tmp_path: Path, inputs: Inputs) -> None:
    found = brought(totals_of(tmp_path, measure_of(inputs, "2"), ("c", 100), (10, 300)), inputs)
    assert "Wales" not in rows_of(found)
    [remark] = found.remarks
    assert "Indicator values'!D" in remark and "of which the published counts are protected: left as it is" in remark


def test_a_figure_without_counts_takes_the_place_of_a_value_alone(tmp_path: Path, inputs: Inputs) -> None:
    found = brought(totals_of(tmp_path, measure_of(inputs, "3"), ("c", 2), (5_000, 50_000)), inputs)
    wales = rows_of(found)["Wales"]
    assert [wales[heading] for heading in ("Numerator", "Value", "Not told")] == [None, 10, "withheld"]


def test_exact_counts_in_the_place_of_rounded_ones_say_so(tmp_path: Path, example: Package) -> None:
    inputs = with_wales(example, "2", Rounded_to=5)
    found = brought(totals_of(tmp_path, measure_of(inputs, "2"), (20, 100), (10, 300)), inputs)
    assert rows_of(found)["Wales"]["Rounded to"] == 0


def test_what_is_the_same_already_keeps_the_source_that_it_came_from_first(tmp_path: Path, example: Package) -> None:
    inputs = with_wales(example, "2", Numerator=30, Denominator=400, Rounded_to=0)
    found = brought(totals_of(tmp_path, measure_of(inputs, "2"), (20, 100), (10, 300)), inputs)
    assert rows_of(found)["Wales"]["Source"] is None
    assert rows_of(found)["Powys"]["Source"] == f"Published by Powys, {QUARTER}, issued 2026-11-19"


def test_a_councils_row_is_as_it_published_it(tmp_path: Path, inputs: Inputs) -> None:
    found = brought(totals_of(tmp_path, measure_of(inputs, "2"), ("c", 100), (10, 300)), inputs)
    powys = rows_of(found)["Powys"]
    assert [powys[heading] for heading in ("Numerator", "Denominator", "Not told")] == [None, 100, "withheld"]


def test_a_councils_rounded_counts_say_what_they_are_rounded_to(tmp_path: Path, inputs: Inputs) -> None:
    measure = measure_of(inputs, "2")
    found = brought(totals_of(tmp_path, measure, (20, 100), (10, 300), small_numbers=ROUNDED), inputs)
    assert [rows_of(found)["Gwynedd"][heading] for heading in ("Numerator", "Rounded to")] == [10, 5]


def test_areas_that_the_workbook_lacks_come_with_their_kind(tmp_path: Path, inputs: Inputs) -> None:
    found = brought(totals_of(tmp_path, measure_of(inputs, "2"), (20, 100), (10, 300)), inputs)
    assert found.areas is not None
    assert found.areas.rows == (("Powys", "another council"), ("Gwynedd", "another council"))


def test_its_own_council_is_left_alone(tmp_path: Path, example: Package) -> None:
    inputs = inputs_of(of_council(example, "Cyngor Gwynedd"))
    found = brought(totals_of(tmp_path, measure_of(inputs, "2"), (20, 100), (10, 300)), inputs)
    assert set(rows_of(found)) == {"Wales", "Powys"}
    assert found.remarks == ("Gwynedd is our own council: 1 row left alone, since a report has its own counts",)


def test_years_before_the_first_one_are_left_alone(tmp_path: Path, example: Package) -> None:
    inputs = inputs_of(example)
    row = inputs[INDICATORS].find("2")
    assert row is not None
    change = TableChange(INDICATORS.name, {row.number: {"First year": "2026-27"}}, ())
    inputs = inputs_of(apply_changes(example, [change], inputs.catalogue))
    found = brought(totals_of(tmp_path, measure_of(inputs, "2"), (20, 100), (10, 300)), inputs)
    assert not found.values.rows
    assert found.remarks == ("CH/043, 2025-26, is older than its First year: left alone",)


def test_an_indicator_that_the_workbook_lacks_is_named(tmp_path: Path, inputs: Inputs) -> None:
    theirs = replace(measure_of(inputs, "2"), reference="CH/099")
    with pytest.raises(UnusableFile, match="CH/099 is no indicator of the workbook: left alone"):
        brought(totals_of(tmp_path, theirs, (20, 100), (10, 300)), inputs)
