"""Reports made up at random: what Python says of every cell, formualizer and LibreOffice make of its formula.

More of them: `CYPS_REPORTS=500 pytest tests/definition/test_random_definitions.py`.
"""

from __future__ import annotations

import os

import pytest

from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.disclosure.provenance_value import Place
from cyps_xl.disclosure.suppress import suppress
from cyps_xl.inputs.records import Inputs
from cyps_xl.printed.leaving import leaving
from cyps_xl.proof import disagreements, formulas
from cyps_xl.settings import read_settings
from helpers.libreoffice import needs_libreoffice
from helpers.random_definitions import random_report
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, workbook_of

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
    proved_in_libreoffice(inputs)


def withheld(inputs: Inputs) -> tuple[dict[Place, str], tuple[str, ...]]:
    """The cells that an edition for the public withholds, and why; and why there can be none.

    There can be none where relations that were made up say between them what a small number is, as "all of these are
    of that group" does: whoever knows them knows the number, whatever is withheld.
    """
    found = suppress(leaving(planned(inputs)), inputs, read_settings(inputs), "public")
    return {one.place: one.why.value for one in found.withheld}, tuple(problem.message for problem in found.exposed)


@pytest.mark.parametrize("seed", range(0, REPORTS, 5))
def test_a_random_report_withholds_every_small_number_in_whatever_capitals_it_is_declared(seed: int) -> None:
    inputs = random_report(seed)
    page = PageFacts(leaving(planned(inputs)), inputs)
    found, refused = withheld(inputs)
    few = {
        name
        for name, fact in page.facts.items()
        if fact.only_figure is not None and page.figures[fact.only_figure].is_small(5)
    }
    small = {place for name in few for place in page.cells.get(name, ())}
    assert refused or small <= found.keys()
    in_capitals, in_small = (withheld(random_report(seed, capitals)) for capitals in (str.upper, str.lower))
    assert in_capitals[0] == in_small[0] == found
    assert len(in_capitals[1]) == len(in_small[1]) == len(refused)
