"""Where two engines differ, the input cell that makes them is named, in words that help in Excel."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cyps_xl import disagreement
from cyps_xl.disagreement import Culprit, culprit, engines_agree, named
from cyps_xl.errors import Problem, alike_once
from cyps_xl.grid import cell_address
from cyps_xl.inputs.changes import TableChange
from cyps_xl.planning import Planned, inputs_of, plan_report
from cyps_xl.proof import Disagreement, disagreements_in, formulas
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package
from helpers.definition_edits import part_of
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Package:
    path = tmp_path_factory.mktemp("example") / "CYPS.xlsx"
    new_book(path)
    return Package.read(path)


def holds(package: Package, table: str, heading: str, row: int, value: object) -> bool:
    raw = read_raw_tables(package, [table])[table]
    return raw.rows[row - raw.first_row][raw.headings.index(heading)] == value


def test_engines_agree_about_the_example(example: Package) -> None:
    assert engines_agree(example, CYPS_TABLES) is True


def test_more_formulas_than_the_engine_takes_are_proved_a_portion_at_a_time(example: Package) -> None:
    plan = plan_report(example).plan
    assert disagreements_in(plan, example, CYPS_TABLES, at_a_time=500) == []
    sheet = next(sheet for sheet in plan.sheets if sheet.key == "supervision")
    wrong = next(cell for cell in sheet.cells if cell.formula and cell.value == 1.0)
    otherwise = replace(sheet, cells=tuple(replace(one, value=2.0) if one is wrong else one for one in sheet.cells))
    changed = ReportPlan(tuple(otherwise if one is sheet else one for one in plan.sheets))
    found = disagreements_in(changed, example, CYPS_TABLES, at_a_time=500)
    assert [(one.tab, one.place, one.found) for one in found] == [
        (sheet.tab, cell_address(wrong.row + 1, wrong.column + 1), 1.0)
    ]


@pytest.mark.parametrize(
    ("heading", "place"), [("Qualified due", "Supervision!B11"), ("Unqualified in time", "Supervision!E11")]
)
def test_the_cell_without_which_the_engines_agree_is_found(example: Package, heading: str, place: str) -> None:
    raw = read_raw_tables(example, ["Supervision"])["Supervision"]
    value = raw.rows[11 - raw.first_row][raw.headings.index(heading)]
    tried = []

    def agree(package: Package) -> bool:
        tried.append(1)
        return not holds(package, "Supervision", heading, 11, value)

    found = culprit(inputs_of(example), example, ["Caseloads", "Supervision"], agree)
    assert found is not None
    assert found.where == place
    assert len(tried) < 20


def test_a_text_that_excel_may_look_up_otherwise_is_tried_first(example: Package) -> None:
    odd = apply_changes(example, [TableChange("Caseloads", updates={17: {"Team": "East ?"}})], CYPS_TABLES)
    tried = []

    def agree(package: Package) -> bool:
        tried.append(1)
        return not holds(package, "Caseloads", "Team", 17, "East ?")

    assert culprit(inputs_of(odd), odd, ["Caseloads"], agree) == Culprit("Caseloads!B17")
    assert len(tried) < 5


def test_nothing_is_blamed_where_the_engines_agree_about_the_inputs(example: Package) -> None:
    assert culprit(inputs_of(example), example, ["Supervision"], lambda package: True) is None


def test_nothing_is_blamed_where_no_single_cell_helps(example: Package) -> None:
    assert culprit(inputs_of(example), example, ["Supervision"], lambda package: False) is None


def test_inputs_that_cannot_be_read_are_no_proof(example: Package) -> None:
    unreadable = apply_changes(example, [TableChange("Supervision", updates={11: {"Month": "March"}})], CYPS_TABLES)
    assert engines_agree(unreadable, CYPS_TABLES) is None


def wrong_in(planned: Planned, tab: str, place: str) -> list[Disagreement]:
    """A second engine's other value of one cell of the report."""
    cell = formulas(planned.plan)[tab, place]
    return [Disagreement(f"'{tab}'!{place}", tab, place, cell.formula or "", cell.value, 7)]


def test_a_right_figure_that_a_line_takes_otherwise_stays_and_the_line_is_named(example: Package) -> None:
    """The engines differ while there is any figure in the cell: typing it again would not help."""
    planned = plan_report(example)
    raw = read_raw_tables(example, ["StepUpDown"])["StepUpDown"]
    row, heading = raw.first_row + len(raw.rows) - 1, raw.headings[1]

    def agree(package: Package) -> bool:
        return holds(package, "StepUpDown", heading, row, None)

    [problem] = named(planned, example, wrong_in(planned, "2.7 Step up, step down", "M26"), agree)
    assert problem.where.startswith("Lines!E")
    assert problem.message.startswith(
        "Two ways of working this line out differ: '2.7 Step up, step down'!M26 would show "
    )
    assert problem.remedy.startswith("The figures that it reads are not to blame: leave them as they are.")


def test_a_formula_in_a_figure_s_place_is_named_itself_as_its_value_typed_helps(example: Package) -> None:
    planned = plan_report(example)
    raw = read_raw_tables(example, ["StepUpDown"])["StepUpDown"]
    row = raw.first_row + len(raw.rows) - 1
    part = part_of(example, raw.source)
    typed = re.compile(rf'<c r="B{row}"[^>]*><v>'.encode())
    pasted = example.with_parts({part: typed.sub(lambda cell: cell[0][:-3] + b"<f>4+4</f><v>", example.parts[part])})
    assert pasted.parts[part] != example.parts[part]

    def agree(package: Package) -> bool:
        return b"<f>4+4</f>" not in package.parts[part]

    [problem] = named(planned, pasted, wrong_in(planned, "2.7 Step up, step down", "M26"), agree)
    assert (problem.where.rpartition("!")[2], problem.remedy) == (f"B{row}", disagreement.REMEDY)


def test_a_line_that_engines_read_differently_whatever_is_typed_is_named(example: Package) -> None:
    planned = plan_report(example)
    [problem] = named(planned, example, wrong_in(planned, "2.7 Step up, step down", "M26"), lambda package: False)
    assert problem.where.startswith("Lines!E")


def test_a_report_made_from_other_figures_names_a_cell_of_the_inputs_in_words(example: Package) -> None:
    """The report of one workbook in another: no trial helps, and the columns are named."""
    planned = plan_report(example)
    other = apply_changes(example, [TableChange("Supervision", updates={17: {"Qualified due": 5}})], CYPS_TABLES)
    grafted = graft(other, Package.of_our_own(fresh_workbook(planned.plan), "new"))
    problems = disagreement.differing(planned, example, grafted)
    assert len(problems) == 1
    told = str(problems[0])
    assert told.startswith("Supervision!") or "Qualified due of “Supervision”" in told
    for inner in ("cyps-xl", "engine", "keeps", "FormulaError", "None", "("):
        assert inner not in told.replace("(quarter)", "")


def test_formulas_that_the_second_engine_does_not_take_are_said_to_be_unproved(example: Package) -> None:
    planned = plan_report(example)
    [problem] = named(planned, example, [], lambda package: False)
    assert (problem.message, problem.remedy) == (disagreement.NOT_PROVED, disagreement.TAKE_BACK)


def test_nobody_is_sent_to_columns_where_a_formula_reads_none(example: Package) -> None:
    nowhere = Disagreement("'1 Indicators'!A1", "1 Indicators", "A1", "1+1", 2, 3)
    [problem] = named(plan_report(example), example, [nowhere], lambda package: False)
    assert problem.remedy == disagreement.TAKE_BACK


def test_alike_things_are_told_once_with_their_count() -> None:
    problems = [Problem(f"Supervision!B{row}", "It is empty.", "Type it.") for row in range(6, 11)]
    other = Problem("Caseloads!A1", "It is wrong.", "Type it.")
    assert [str(problem) for problem in alike_once([*problems, other])] == [
        "Supervision!B6, Supervision!B7, Supervision!B8 and 2 more: It is empty. Type it.",
        "Caseloads!A1: It is wrong. Type it.",
    ]
