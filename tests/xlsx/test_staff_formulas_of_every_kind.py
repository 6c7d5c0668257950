"""No formula, picture or other cell of staff's, on a sheet of ours, is ever a reason to refuse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cyps_xl import checking, report
from cyps_xl.edition.publishing import Wanted, publish
from cyps_xl.errors import CypsError
from cyps_xl.show import show
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers.excel_features import CELLS, staff_cells, with_cells, with_formulas
from helpers.formula_kinds import KINDS
from helpers.new_books import new_book

ON_REPORT, ON_INPUTS = "1 Indicators", "Supervision"
EVERY = [text for family in KINDS.values() for text in family]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Package:
    path = tmp_path_factory.mktemp("example") / "CYPS.xlsx"
    new_book(path)
    return Package.read(path)


def part_of(package: Package, tab: str) -> str:
    return next(sheet.part for sheet in sheets_of(package) if sheet.name == tab)


def in_both(package: Package, put: Callable[[Package, str], Package]) -> Package:
    """The workbook with the same put on a sheet of the report and on an input sheet."""
    return put(put(package, part_of(package, ON_REPORT)), part_of(package, ON_INPUTS))


def saved(package: Package, path: Path) -> Path:
    path.write_bytes(package.to_bytes())
    return path


def refused(package: Package, path: Path) -> bool:
    try:
        report.refresh(saved(package, path))
    except CypsError:
        return True
    return False


def assert_kept(before: Package, path: Path) -> None:
    after = Package.read(path)
    for tab in (ON_REPORT, ON_INPUTS):
        assert staff_cells(after, part_of(after, tab)) == staff_cells(before, part_of(before, tab))


def test_more_than_two_hundred_kinds_of_formula_are_tried() -> None:
    assert len(set(EVERY)) > 200


def test_no_formula_of_staffs_stops_a_refresh_and_each_stays_as_it_was(example: Package, tmp_path: Path) -> None:
    book = in_both(example, lambda package, part: with_formulas(package, part, EVERY))
    path = tmp_path / "CYPS.xlsx"
    if refused(book, path):
        by_kind = {
            kind: in_both(example, lambda package, part, these=texts: with_formulas(package, part, these))  # type: ignore[misc]
            for kind, texts in KINDS.items()
        }
        pytest.fail(f"refused: {[kind for kind, one in by_kind.items() if refused(one, path)]}")
    assert_kept(book, path)


def test_nothing_that_excel_stores_with_a_cell_stops_any_command(example: Package, tmp_path: Path) -> None:
    book = in_both(example, lambda package, part: with_cells(package, part, CELLS.values()))
    path = tmp_path / "CYPS.xlsx"
    if refused(book, path):
        alone = {kind: in_both(example, _one(cell)) for kind, cell in CELLS.items()}
        pytest.fail(f"refused: {[kind for kind, one in alone.items() if refused(one, path)]}")
    assert_kept(book, path)
    figures = tmp_path / "Readmissions.csv"
    figures.write_text("Month,Children\n2017-12-01,4\n", encoding="utf-8")
    report.import_figures(path, figures)
    assert_kept(book, path)
    found = checking.check(path).findings
    assert [finding for finding in found if finding.code in ("BK01", "BK02")] == []
    assert show(path).lines
    assert publish(path, tmp_path, Wanted(draft=True, make_pdf=False)).files


def _one(cell: str) -> Callable[[Package, str], Package]:
    return lambda package, part: with_cells(package, part, [cell])


@pytest.mark.parametrize("formula", ["[1]Sheet1!A1", "_xlfn.LAMBDA(_xlpm.x,_xlpm.x)(1)", "MYUDF()", "SUM((A1,A2))"])
def test_what_a_formula_in_an_input_cell_shows_is_the_input(example: Package, tmp_path: Path, formula: str) -> None:
    path = saved(with_input(example, f"<f>{formula}</f><v>777</v>"), tmp_path / "CYPS.xlsx")
    report.refresh(path)
    assert report_figures(path, "2.1 Supervision").count("777") == 1


def with_input(package: Package, inside: str) -> Package:
    """The workbook with something else in the last month's first figure of supervision."""
    import re

    part = part_of(package, "Supervision")
    data, found = re.subn(rb'(<c r="B17"[^>]*?)>.*?</c>', rb"\1>" + inside.encode() + rb"</c>", package.parts[part])
    assert found == 1
    return package.with_parts({part: data})


def report_figures(path: Path, tab: str) -> Sequence[str]:
    import openpyxl

    sheet = openpyxl.load_workbook(path, data_only=True)[tab]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
