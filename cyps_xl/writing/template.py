"""The template workbook: the output sheets of an empty quarter, and the input tables to fill."""

from __future__ import annotations

import io

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.records import Inputs, Records, Row
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS
from cyps_xl.settings import read_settings
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.writing.buttons import add_buttons
from cyps_xl.writing.input_sheets import add_input_sheets
from cyps_xl.writing.output_sheets import add_output_sheets, new_book


def template_bytes(catalogue: Catalogue, macros: bytes | None = None) -> bytes:
    """The template as a file's bytes. The same catalogue gives the same bytes.

    With `macros`, a VBA project made for as many sheets as the template has, it is the
    template of the .xlsm, with the buttons that run them.
    """
    inputs = empty_inputs(catalogue)
    plan = lay_out(inputs, read_settings(inputs), {})
    buffer = io.BytesIO()
    book = new_book(buffer)
    add_output_sheets(book, plan)
    add_input_sheets(book, catalogue)
    if macros is not None:
        book.add_vba_project(io.BytesIO(macros), is_stream=True)
        add_buttons(book, plan)
    book.close()
    return buffer.getvalue()


def empty_inputs(catalogue: Catalogue) -> Inputs:
    """The input tables as the template ships them: the settings at their defaults, nothing else."""
    rows = tuple(
        Row(number, {"Setting": setting.name, "Value": setting.default, "What it does": setting.what_it_does})
        for number, setting in enumerate(ALL_SETTINGS, start=1)
    )
    return Inputs({SETTINGS.name: Records(SETTINGS, rows, SETTINGS.sheet)}, catalogue)
