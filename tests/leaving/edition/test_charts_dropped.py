"""A chart of which every figure is withheld goes, and what is left still stands where the data beside it say."""

from __future__ import annotations

from functools import cache

from cyps_xl.disclosure.counts import InputCell
from cyps_xl.edition.build import Made
from cyps_xl.inputs.records import Row
from cyps_xl.printed.displayed_text import MARK, is_date
from helpers.edition_bytes import edition_of, example_inputs, with_counts, with_rows
from helpers.packs import CYPS_TABLES
from helpers.workbooks import sheet_of

REGISTRATIONS, EXPLANATIONS = CYPS_TABLES["Registrations"], CYPS_TABLES["Explanations"]


@cache
def few_registrations() -> Made:
    """The public Welsh edition of a quarter in which no month had five registrations, nor five the other way."""
    inputs = example_inputs()
    counts = {
        InputCell(REGISTRATIONS.name, at, heading): 1 + (at + more) % 4
        for at in range(len(inputs[REGISTRATIONS]))
        for more, heading in enumerate(("Registered", "De-registered"))
    }
    inputs = with_counts(inputs, counts)
    words = {"Item": "4", "Period": "2017-18 Q3", "Kind": "narrative", "Position": 1}
    said = {"English": "The register has been falling.", "Welsh": "Mae'r gofrestr wedi bod yn lleihau."}
    inputs = with_rows(inputs, inputs[EXPLANATIONS], [*inputs[EXPLANATIONS], Row(99, {**words, **said})])
    return edition_of(inputs, "public", "cy").made


def test_every_number_on_the_page_is_in_the_data_in_its_own_place() -> None:
    made = few_registrations()
    sheet = sheet_of(made.plan, "registrations")
    assert len(sheet.charts) == 1
    told = {figure.cell: figure.value for figure in made.figures if figure.sheet == sheet.tab}
    printed = {
        f"{chr(65 + cell.column)}{cell.row + 1}": cell.value if cell.value != MARK else None
        for cell in sheet.cells
        if cell.column < sheet.printed_columns
        and (cell.value == MARK or (isinstance(cell.value, int | float) and not is_date(cell)))
    }
    assert any(value for value in printed.values())
    assert {cell: told.get(cell, "not there") for cell in printed} == printed


def test_words_typed_in_welsh_below_the_chart_stay_welsh() -> None:
    made = few_registrations()
    said = [cell.value for cell in sheet_of(made.plan, "registrations").cells]
    assert "Mae'r gofrestr wedi bod yn lleihau." in said
    assert "The register has been falling." not in said
