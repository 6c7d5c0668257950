"""Which side of a condition applies is decided as a formula engine decides it, and whatever is read can be told."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from cyps_xl import report
from cyps_xl.definition.packs import DEFINITION
from cyps_xl.explaining.asked import Asked
from cyps_xl.explaining.following import CellRead, Follower
from cyps_xl.explaining.story import Teller
from cyps_xl.explaining.values import ERROR, UNKNOWN, Known
from cyps_xl.explaining.writing_out import written
from cyps_xl.formulas.tree import parse
from cyps_xl.inputs.records import Inputs
from cyps_xl.planning import plan_report
from cyps_xl.proof import same
from cyps_xl.sheets.plan import CellPlan, ReportPlan, Scalar, SheetPlan
from cyps_xl.xlsx.parts.package import Package

PACKS = ("cyps", "wales-2020", "housing-repairs")


@pytest.fixture(scope="module", params=PACKS)
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Package:
    path = tmp_path_factory.mktemp("made") / "X.xlsx"
    report.new(path, pack=request.param, example=True)
    return Package.read(path)


def agrees(shown: Scalar, found: Known) -> bool:
    """Whether a value that was worked out on the way is the one that the cell has."""
    if found is ERROR:
        return str(shown).startswith("#")
    return shown in ("", 0) if found is None else same(shown, found)


def test_what_is_worked_out_on_the_way_is_what_the_cells_show(package: Package) -> None:
    planned = plan_report(package)
    follower = Follower(planned.plan, planned.inputs)
    known: Counter[bool] = Counter()
    for sheet in planned.plan.sheets:
        for cell in sheet.cells:
            if cell.formula is not None:
                found = follower.follow(parse(cell.formula), sheet.tab).value
                known[found is not UNKNOWN] += 1
                assert found is UNKNOWN or agrees(cell.value, found), (sheet.tab, cell)
    assert known[True] > known[False]


def test_any_cell_of_the_report_can_be_asked_for(package: Package) -> None:
    teller = Teller(package)
    planned = plan_report(package)
    cells = [(sheet.tab, cell) for sheet in planned.plan.sheets for cell in sheet.cells]
    for tab, cell in random.Random(1).sample(cells, 250):
        lines = list(teller.lines(Asked(tab, cell.row + 1, cell.column + 1)))
        assert lines and len(lines) <= 61
        assert not any("cannot be told" in line for line in lines)


CELLS = tuple(CellPlan(0, column, value) for column, value in enumerate((1, 5, 0)))
SHEET = SheetPlan("one", "One", "One", CELLS, (10.0,) * 3)
A1, B1, C1 = (CellRead("One", (0, column)) for column in range(3))


@pytest.mark.parametrize(
    ("formula", "reads"),
    [
        ('IF(A1=1,IF(C1=0,"–",B1),B1)', (A1, C1)),
        ('IF(A1=1,B1,"–")', (B1,)),
        ('IF(A1=2,B1,"–")', (A1,)),
        ('IF(FOUND(C1),B1,"★")', (C1, B1)),
    ],
    ids=["all that was asked on the way", "what is shown", "what was asked", "both where it cannot be known"],
)
def test_a_sign_is_so_because_of_all_that_was_asked_on_the_way_to_it(formula: str, reads: tuple[CellRead, ...]) -> None:
    follower = Follower(ReportPlan((SHEET,)), Inputs({}, DEFINITION))
    assert follower.follow(parse(formula), "One").reads == reads


@pytest.mark.parametrize(
    "formula",
    [
        "A1/B1",
        "(A1+B1)*C1",
        "A1-(B1-C1)",
        'IF(A1=B1,"say ""so""",-1)',
        "SUM(A1:B9)",
        "A1&B1&C1",
        "(A1^2)^3",
        "T[Col]/2",
    ],
)
def test_a_part_is_written_out_as_a_formula_that_says_the_same(formula: str) -> None:
    tree = parse(formula)
    assert parse(written(tree)) == tree
