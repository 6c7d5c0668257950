"""The template workbook: the output sheets of an empty quarter, and the input tables to fill."""

from __future__ import annotations

import io

from cyps_xl.definition.packs import Pack
from cyps_xl.inputs.records import Inputs, Records, Row
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS
from cyps_xl.settings import read_settings
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.writing.buttons import add_buttons
from cyps_xl.writing.input_sheets import add_input_sheets
from cyps_xl.writing.output_sheets import add_output_sheets, new_book
from cyps_xl.writing.same_bytes import closed


def template_bytes(pack: Pack, macros: bytes | None = None) -> bytes:
    """The template of a report pack as a file's bytes. The same pack gives the same bytes.

    With `macros`, a VBA project made for as many sheets as the template has, it is the
    template of the .xlsm, with the buttons that run them.
    """
    inputs = empty_inputs(pack)
    plan = lay_out(inputs, read_settings(inputs), {})
    buffer = io.BytesIO()
    book = new_book(buffer)
    add_output_sheets(book, plan)
    add_input_sheets(book, inputs)
    if macros is not None:
        book.add_vba_project(io.BytesIO(macros), is_stream=True)
        add_buttons(book, plan)
    return closed(book, buffer)


def empty_inputs(pack: Pack) -> Inputs:
    """The input tables as a new workbook has them: the settings at their defaults or as the pack has them, its rows."""
    rows = tuple(
        Row(
            number,
            {
                "Setting": setting.name,
                "Value": pack.settings.get(setting.name, setting.default),
                "What it does": setting.what_it_does,
            },
        )
        for number, setting in enumerate(ALL_SETTINGS, start=1)
    )
    catalogue = pack.definition.catalogue
    settings = Records(catalogue[SETTINGS.name], rows, SETTINGS.sheet)
    return Inputs({**pack.inputs.records, SETTINGS.name: settings}, catalogue)
