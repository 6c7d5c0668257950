"""A refusal of XlsxWriter's is never silent."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from cyps_xl.errors import CypsError
from cyps_xl.writing.strict_sheet import NotWritten, StrictSheet


@pytest.fixture
def sheet() -> StrictSheet:
    """An empty sheet called Audits, in a workbook that is never saved."""
    return StrictSheet(xlsxwriter.Workbook(io.BytesIO()).add_worksheet("Audits"))


def test_a_text_too_long_for_a_cell_is_raised_with_its_sheet(sheet: StrictSheet) -> None:
    with pytest.raises(NotWritten, match="sheet Audits") as caught:
        sheet.write_string(0, 0, "x" * 40_000)
    assert isinstance(caught.value, CypsError)


def test_a_cell_outside_the_sheet_is_raised(sheet: StrictSheet) -> None:
    with pytest.raises(NotWritten):
        sheet.write_number(2_000_000, 0, 1)


def test_what_is_written_comes_back_as_xlsxwriter_says_it(sheet: StrictSheet) -> None:
    assert sheet.write_string(0, 0, "right") == 0
    assert sheet.name == "Audits"
    assert sheet.get_name() == "Audits"
