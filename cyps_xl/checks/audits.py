"""Audits: how many cases each theme had, and which percentages so many cases can give."""

from __future__ import annotations

import math

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.indicators import number
from cyps_xl.inputs.records import as_excel_text
from cyps_xl.inputs.tables.quality import AUDITS
from cyps_xl.measures.rates import rounded


def cases_by_theme(checked: Checked) -> dict[tuple[str, str], int]:
    """The cases of each audit by quarter and theme, the theme in small letters."""
    return {
        (str(row["Quarter"]), str(row["Theme"]).lower()): int(cases)
        for row in checked.inputs[AUDITS]
        if (cases := number(row["Cases"])) is not None
    }


def is_a_share_of(percent: float, cases: int) -> bool:
    """Whether some whole number of cases gives this percentage, rounded as it is typed."""
    decimals = len(as_excel_text(percent).partition(".")[2])
    near = percent * cases / 100
    return any(
        rounded(100 * count / cases, decimals) == percent for count in {math.floor(near), math.ceil(near)} if count >= 0
    )
