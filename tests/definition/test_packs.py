"""Every pack that ships is made with its example, proved, checked, published and scanned, as an officer would."""

from __future__ import annotations

import datetime as dt
import runpy
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.checking import check
from cyps_xl.checks.finding import Severity
from cyps_xl.definition.indicators import indicator_problems
from cyps_xl.definition.packs import DEFAULT, DEFINITION, pack_names, read_pack
from cyps_xl.edition.build import Wanted
from cyps_xl.edition.publishing import publish
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.importing import read_source
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.definition import SECTIONS
from cyps_xl.planning import plan_report
from cyps_xl.printed.leaving import edition_plan
from cyps_xl.scan import scan_file
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.new_books import new_book

ROOT = Path(__file__).resolve().parents[2]
OTHERS = [name for name in pack_names() if name != DEFAULT]
"""The pack that a workbook has by default is described in the manual, and its example has tests of its own."""


@pytest.fixture(scope="module", params=OTHERS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of a pack with its example quarter: `new` proves every formula."""
    path = tmp_path_factory.mktemp(request.param) / f"{request.param}.xlsx"
    new_book(path, request.param)
    return path


def test_nothing_stands_in_the_way_of_its_example(made: Path) -> None:
    found = check(made, today=dt.date(2026, 11, 29)).findings
    assert [f"{one.where}: {one.message}" for one in found if one.severity is not Severity.LOOK] == []


def test_its_example_is_published_and_shows_nothing_but_its_pages(made: Path, tmp_path: Path) -> None:
    published = publish(made, tmp_path, Wanted(audience="public", first_edition=True))
    files = [file for file in published.folder.iterdir() if file.suffix in (".xlsx", ".pdf")]
    assert len(files) == 2
    assert [exposure for file in files for exposure in scan_file(file)] == []


def test_its_example_published_again_is_known_figure_by_figure(made: Path, tmp_path: Path) -> None:
    publish(made, tmp_path, Wanted(audience="public", first_edition=True, make_pdf=False))
    again = publish(made, tmp_path, Wanted(audience="public", force=True, make_pdf=False))
    assert [note for note in again.notes if "cannot be found" in note] == []


def test_members_are_told_all_of_it_in_welsh_and_what_is_not_confirmed_in_english(made: Path, tmp_path: Path) -> None:
    """Also the words of a tab that stand on no page: a PDF has them as a bookmark."""
    path = tmp_path / made.name
    path.write_bytes(made.read_bytes())
    _rename_first_tab(path, "Glance")
    published = publish(path, tmp_path, Wanted(language="cy", allow_english=True))
    assert (published.suppressed, any("no Welsh yet" in note for note in published.notes)) == ((), True)
    files = [file for file in published.folder.iterdir() if file.suffix in (".xlsx", ".pdf")]
    assert [exposure for file in files for exposure in scan_file(file)] == []


FIRST_ROW = 6
"""The first row of a table of a new workbook, as Excel numbers it."""


def _rename_first_tab(path: Path, tab: str) -> None:
    package = Package.read(path)
    changed = TableChange(SECTIONS.name, updates={FIRST_ROW: {"Tab": tab}})
    path.write_bytes(apply_changes(package, [changed], DEFINITION).to_bytes())
    report.refresh(path)


@pytest.mark.parametrize("name", OTHERS)
def test_each_text_of_it_has_a_translation(name: str) -> None:
    list_labels = runpy.run_path(str(ROOT / "scripts" / "list_labels.py"))
    assert list_labels["not_translated"](read_pack(name).definition) == ()


@pytest.mark.parametrize("name", OTHERS)
def test_its_readme_names_each_of_its_tables(name: str) -> None:
    pack = read_pack(name)
    readme = (pack.path / "README.md").read_text(encoding="utf-8")
    assert [table.name for table in pack.definition.tables_of_figures if f"| {table.name} |" not in readme] == []


@pytest.mark.parametrize("name", OTHERS)
def test_its_example_has_figures_for_each_of_its_tables(name: str) -> None:
    pack = read_pack(name)
    assert pack.example is not None
    held = {file.stem for file in pack.example.glob("*.csv")}
    assert [table.name for table in pack.definition.tables_of_figures if table.name not in held] == []


@pytest.mark.parametrize("name", OTHERS)
def test_its_indicators_say_where_their_counts_stand(name: str) -> None:
    pack = read_pack(name)
    assert pack.example is not None
    inputs = read_source(pack.path, Inputs({}, pack.definition.catalogue)).inputs
    assert [problem.message for problem in indicator_problems(inputs)] == []


def test_every_chart_of_an_edition_draws_figures_that_are_in_it(made: Path) -> None:
    for sheet in edition_plan(plan_report(Package.read(made)).plan).sheets:
        figures = {(cell.row, cell.column) for cell in sheet.cells if isinstance(cell.value, int | float)}
        for chart in sheet.charts:
            for span in (series.values for series in chart.series):
                assert figures & set(span.cells), (chart.name, span)
