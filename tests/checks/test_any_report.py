"""The checks of reports made up at random: they look at whatever is declared, and speak of its own cells."""

from __future__ import annotations

import datetime as dt
import os

import pytest

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.run import run
from cyps_xl.settings import read_settings
from helpers.random_definitions import random_report

REPORTS = int(os.environ.get("CYPS_REPORTS", "30"))
TODAY = dt.date(2026, 2, 1)


@pytest.mark.parametrize("seed", range(REPORTS))
def test_every_finding_of_a_random_report_stands_on_a_sheet_of_its_own(seed: int) -> None:
    inputs = random_report(seed)
    found = run(Checked(inputs, read_settings(inputs), (), TODAY))
    sheets = {records.sheet or records.table.sheet for records in inputs}
    assert found
    for finding in found:
        assert finding.sheet in sheets, finding
        assert finding.message.endswith((".", "?")) and finding.remedy.endswith("."), finding
        assert "None" not in finding.message, finding
