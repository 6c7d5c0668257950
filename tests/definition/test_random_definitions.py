"""Reports made up at random: what Python says of every cell, formualizer and LibreOffice make of its formula.

More of them: `CYPS_REPORTS=500 pytest tests/definition/test_random_definitions.py`.
"""

from __future__ import annotations

import os

import pytest

from cyps_xl.proof import disagreements, formulas
from helpers import libreoffice
from helpers.libreoffice import needs_libreoffice
from helpers.random_definitions import random_report
from helpers.workbooks import by_formualizer, cell_values, planned, poisoned, workbook_of

REPORTS = int(os.environ.get("CYPS_REPORTS", "20"))


@pytest.mark.parametrize("seed", range(REPORTS))
def test_formualizer_works_a_random_report_out_alike(seed: int) -> None:
    inputs = random_report(seed)
    plan = planned(inputs)
    found = by_formualizer(workbook_of(inputs, poisoned(plan)), plan)
    assert disagreements(plan, found) == []
    assert formulas(plan)


@needs_libreoffice
@pytest.mark.parametrize("seed", range(0, REPORTS, 5))
def test_libreoffice_works_a_random_report_out_alike(seed: int) -> None:
    inputs = random_report(seed)
    plan = planned(inputs)
    found = cell_values(libreoffice.recalculated(workbook_of(inputs, poisoned(plan))), plan)
    assert disagreements(plan, found) == []
