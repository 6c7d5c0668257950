"""The form of a report without its withheld figures: what is not told shows in no width."""

from __future__ import annotations

import pytest

from cyps_xl.disclosure.shape import in_shape
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan

WITHHELD, SHOWN = ("one", 0, 0), ("one", 0, 1)


def report(*values: float | str) -> ReportPlan:
    cells = tuple(CellPlan(0, at, value, style="figure", number_format="#,##0") for at, value in enumerate(values))
    sheet = SheetPlan("one", "One", "One", cells, (6.0,) * len(values), printed_columns=len(values))
    return ReportPlan((sheet,))


@pytest.mark.parametrize("withheld", [7, 123_456_789])
def test_a_column_is_as_wide_whatever_number_is_withheld_in_it(withheld: int) -> None:
    made = in_shape(report(withheld, 5), report("", ""), (), {WITHHELD})
    assert made.sheets[0].widths == (6.0, 6.0)


def test_a_number_that_is_told_has_room_in_its_column() -> None:
    made = in_shape(report(7, 123_456_789), report("", ""), (), {WITHHELD})
    assert made.sheets[0].widths[0] == 6.0
    assert made.sheets[0].widths[1] > len("123,456,789")
