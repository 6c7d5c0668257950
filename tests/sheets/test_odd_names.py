"""Names that mean something to Excel's lookups, or nearly: the report finds the right row, or the name is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.inputs.keys import key_problems
from cyps_xl.inputs.records import Inputs
from cyps_xl.proof import disagreements
from helpers.libreoffice import needs_libreoffice
from helpers.packs import CASELOADS
from helpers.quarters import Size, inputs_of, made_up
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, workbook_of

SETTINGS = made_up(Size())["Settings"]
DAY = dt.date(2017, 12, 31)
ODD = (
    "Duty (who?)",
    "Was the child seen?",
    "North  team",
    "North\u00a0team",
    "North team\u200b",
    "02-Jan",
    "43102",
    "1E2",
    "#N/A",
    "+44",
    "-",
    "TRUE",
    "{1}",
    "'quoted'",
    "Tîm y Gŵyl",
)


def with_names(*names: str) -> Inputs:
    teams = [
        {"As at": DAY, "Team": name, "Available hours": 370, "Caseload": 100 + at, "Highest": 20, "Lowest": 1}
        for at, name in enumerate(names)
    ]
    audits = [
        {"Quarter": "2017-18 Q3", "Theme": name, "Month": dt.date(2017, 10, 1), "Cases": 10 + at}
        for at, name in enumerate(names)
    ]
    return inputs_of({"Settings": SETTINGS, "Caseloads": teams, "Audits": audits})


def test_every_odd_name_finds_its_own_row() -> None:
    inputs = with_names(*ODD)
    plan = planned(inputs)
    found = by_formualizer(workbook_of(inputs, poisoned(plan)), plan)
    assert [str(problem) for problem in disagreements(plan, found)] == []
    shown = [cell.value for sheet in plan.sheets if sheet.key == "caseloads" for cell in sheet.cells]
    assert {100 + at for at in range(len(ODD))} <= {value for value in shown if isinstance(value, int)}


@needs_libreoffice
def test_every_odd_name_finds_its_own_row_where_a_question_mark_stands_for_any_sign() -> None:
    inputs = with_names(*ODD)
    proved_in_libreoffice(inputs)


def test_a_name_whose_question_mark_stands_for_another_s_letter_would_find_the_wrong_row_and_is_refused() -> None:
    records = with_names("Duty 1", "Duty ?")[CASELOADS]
    assert [problem.where for problem in key_problems(records, records.rows)] == ["Caseloads, row 7, Team"]


@pytest.mark.parametrize("names", [("Duty 12", "Duty ?"), ("Duty ?", "Duty"), ("Duty ?", "duty ?s")])
def test_a_question_mark_that_fits_no_other_name_is_not_refused(names: tuple[str, str]) -> None:
    records = with_names(*names)[CASELOADS]
    assert list(key_problems(records, records.rows)) == []
