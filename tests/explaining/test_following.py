"""Which side of a condition applies is decided as a formula engine decides it, and whatever is read can be told."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest

from cyps_xl.definition.packs import DEFINITION
from cyps_xl.disclosure.functions import ExcelError
from cyps_xl.explaining.asked import Asked
from cyps_xl.explaining.following import CellRead, Follower
from cyps_xl.explaining.story import Teller
from cyps_xl.explaining.writing_out import written
from cyps_xl.formulas.tree import Expression, NotUnderstood, parse
from cyps_xl.inputs.records import Inputs
from cyps_xl.planning import plan_report
from cyps_xl.proof import same
from cyps_xl.sheets.plan import CellPlan, ReportPlan, Scalar, SheetPlan
from cyps_xl.xlsx.parts.package import Package
from helpers.new_books import new_book

PACKS = ("cyps", "wales-2020", "housing-repairs")


@pytest.fixture(scope="module", params=PACKS)
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Package:
    path = tmp_path_factory.mktemp("made") / "X.xlsx"
    new_book(path, request.param)
    return Package.read(path)


def gives(follower: Follower, part: Expression, tab: str, shown: Scalar) -> bool | None:
    """Whether a part of a formula gives what its cell shows; None where that is not known."""
    try:
        found = follower.value(part, tab)
    except ExcelError:
        return str(shown).startswith("#")
    except NotUnderstood:
        return None
    return shown in ("", 0) if found is None else same(shown, float(found) if isinstance(found, Fraction) else found)


def test_the_part_that_is_said_to_apply_gives_what_the_cell_shows(package: Package) -> None:
    planned = plan_report(package)
    follower = Follower(planned.plan, planned.inputs)
    known: Counter[bool | None] = Counter()
    for sheet in planned.plan.sheets:
        for cell in sheet.cells:
            if cell.formula is not None:
                applies = follower.follow(parse(cell.formula), sheet.tab).applies
                known[gives(follower, applies, sheet.tab, cell.value)] += 1
                assert gives(follower, applies, sheet.tab, cell.value) is not False, (sheet.tab, cell, written(applies))
    assert known[True] > 5 * known[None]


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
        ("SUM(INDEX(A1:C1,A1):INDEX(A1:C1,1+A1))", (A1, B1)),
        ("SUM(INDEX(A1:C1,A1):FOUND(C1))", (A1, B1, C1)),
    ],
    ids=[
        "all that was asked on the way",
        "what is shown",
        "what was asked",
        "both where it cannot be known",
        "the cells of a part",
        "all, where its end cannot be known",
    ],
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
        "SUM(INDEX(A1:A9,2):INDEX(A1:A9,B1))",
    ],
)
def test_a_part_is_written_out_as_a_formula_that_says_the_same(formula: str) -> None:
    tree = parse(formula)
    assert parse(written(tree)) == tree
