"""What staff hide does not leave, and what is empty is not shown: neither in the workbook nor in the data beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_xl.definition.packs import definition_of
from cyps_xl.disclosure.suppress import suppress
from cyps_xl.edition.build import Made, Wanted, made_edition
from cyps_xl.edition.left_out import LeftOut, Why, told, with_empty_sections
from cyps_xl.edition.publishing import publish
from cyps_xl.edition.taking_out import Gone, taken_out
from cyps_xl.edition.words import Words
from cyps_xl.errors import Blocked
from cyps_xl.formulas.references import own_cells
from cyps_xl.planning import Planned, plan_report
from cyps_xl.printed.leaving import leaving
from cyps_xl.printed.names import EditionName
from cyps_xl.sheets.plan import CellPlan, ChartPlan, ReportPlan, SeriesPlan, SheetPlan, Span
from cyps_xl.sheets.report_plan import lay_out_for_readers
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.grafting.graft import graft_and_tell
from cyps_xl.xlsx.grafting.hidden_report import hidden_on_report
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of
from helpers.packs import CYPS_TABLES
from helpers.workbooks import left_out_by_staff, sheet_of

WORKBOOK = "xl/workbook.xml"


def part_of(package: Package, key: str) -> str:
    return next(sheet.part for sheet in sheets_of(package) if sheet.name == our_tabs(package)[key])


def edited(package: Package, key: str, pattern: str, by: str) -> Package:
    """The package with a passage of one of our sheets' part replaced."""
    part = part_of(package, key)
    before = package.parts[part].decode()
    after = re.sub(pattern, by, before)
    assert before != after
    return package.with_parts({part: after.encode()})


def hide_row(package: Package, key: str, row: int) -> Package:
    """Hide a row of one of our sheets, as Excel does by hand, by a filter and by a group that is folded."""
    return edited(package, key, f'<row r="{row}"', f'<row r="{row}" hidden="1"')


def hide_tab(package: Package, key: str, state: str = "hidden") -> Package:
    tab = re.escape(our_tabs(package)[key])
    workbook = re.sub(f'<sheet name="{tab}"', rf'\g<0> state="{state}"', package.parts[WORKBOOK].decode())
    return package.with_parts({WORKBOOK: workbook.encode()})


def delete_tab(package: Package, key: str) -> Package:
    """Take a tab and its locator away, as Excel does."""
    tab = re.escape(our_tabs(package)[key])
    workbook = re.sub(f'<sheet name="{tab}"[^>]*/>', "", package.parts[WORKBOOK].decode())
    workbook = re.sub(f'<definedName name="_cyps_sheet_{key}"[^>]*>[^<]*</definedName>', "", workbook)
    return package.with_parts({WORKBOOK: workbook.encode()})


@pytest.fixture(scope="module")
def package(workbook: Path) -> Package:
    return Package.read(workbook)


@pytest.fixture(scope="module")
def planned(package: Package) -> Planned:
    return plan_report(package)


def row_of(planned: Planned, key: str, label: str) -> int:
    """The row of a label as Excel counts it."""
    sheet = sheet_of(planned.plan, key)
    return next(cell.row for cell in sheet.cells if cell.value == label) + 1


def made(package: Package, planned: Planned, *, audience: str = "members", language: str = "en") -> Made:
    name = EditionName.of(planned.settings, definition_of(planned.inputs).languages[language], audience, draft=True)
    words = Words.of(None, definition_of(planned.inputs)) if language == "cy" else None
    wanted = Wanted(language=language, audience=audience, allow_english=True)
    return made_edition(planned, name, words, wanted, hidden=left_out_by_staff(package, planned.plan))


def words_of(plan: ReportPlan) -> str:
    texts = [str(cell.value) for sheet in plan.sheets for cell in sheet.cells]
    texts += [f"{sheet.tab} {sheet.title}" for sheet in plan.sheets]
    return "\n".join(texts + [f"{chart.title} {chart.alt}" for sheet in plan.sheets for chart in sheet.charts])


def test_nothing_is_left_out_of_a_workbook_as_it_was_made(package: Package, planned: Planned) -> None:
    report = leaving(planned.plan)
    left = with_empty_sections(left_out_by_staff(package, planned.plan), report, CYPS_TABLES)
    assert left == LeftOut(charts={sheet.key: frozenset() for sheet in report.sheets})


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    ("away", "why"),
    [
        (hide_tab, "hidden in the workbook"),
        (lambda package, key: hide_tab(package, key, "veryHidden"), "hidden in the workbook"),
        (delete_tab, "deleted from the workbook, where a refresh brings it back"),
    ],
    ids=["hidden", "very hidden", "deleted"],
)
def test_a_sheet_that_staff_hid_or_deleted_is_in_no_part_of_the_edition_and_is_named(
    package: Package, planned: Planned, away: Callable[[Package, str], Package], why: str, language: str
) -> None:
    edition = made(away(package, "audits"), planned, language=language)
    assert "audits" not in [sheet.key for sheet in edition.plan.sheets]
    for words in ("5 Quality assurance audits", "5 Archwiliadau", "What has been learnt"):
        assert words not in words_of(edition.plan)
    assert not any(figure.sheet.startswith("5") for figure in edition.figures)
    assert edition.notes[0] == f"Left out: 5 Quality assurance audits ({why})."
    assert "'2.4 Case file audits'!A11 sends its reader to section 5, which is left out." in edition.notes


def test_a_hidden_row_is_left_out_with_its_figures_and_what_stands_below_moves_up(
    package: Package, planned: Planned
) -> None:
    row = row_of(planned, "steps", "Stepped up to CYPS")
    edition = made(hide_row(package, "steps", row), planned)
    assert "Stepped up to CYPS" not in words_of(edition.plan)
    assert not any(figure.row == "Stepped up to CYPS" for figure in edition.figures)
    sheet = sheet_of(edition.plan, "steps")
    difference = [cell for cell in sheet.cells if cell.row == row - 1 and cell.column > 0]
    assert {cell.formula for cell in difference} == {None}  # what it was worked out from is not on the page
    (one,) = [figure for figure in edition.figures if figure.sheet == sheet.tab and figure.cell == f"M{row}"]
    assert one.row == "Stepped down less stepped up"
    assert set(one.source.split("; ")) == {f"Step up and down: Stepped {way}" for way in ("down to TAF", "up to CYPS")}
    assert [len(chart.series) for chart in sheet.charts] == [1]
    assert edition.notes == (
        "Left out of 2.7 Cases stepped up and stepped down, hidden in the workbook: row “Stepped up to CYPS”.",
    )


def test_a_hidden_indicator_takes_its_explanation_along(package: Package, planned: Planned) -> None:
    row = row_of(planned, "indicators", "Average days that children spent on the child protection register")
    edition = made(hide_row(package, "indicators", row), planned)
    assert "moves a good deal" not in words_of(edition.plan)
    assert words_of(edition.plan).count("PI 25") > 1


def test_hidden_columns_are_left_out_of_table_and_chart(package: Package, planned: Planned) -> None:
    months = '<col min="2" max="5" width="9" hidden="1"/><col min="6" max="13"'
    hidden = edited(package, "registrations", '<col min="2" max="13"', months)
    edition = made(hidden, planned)
    sheet = sheet_of(edition.plan, "registrations")
    assert sheet.printed_columns == 9
    assert {chart.categories.last_column for chart in sheet.charts} == {8}
    assert not any(figure.period < "2017-05" for figure in edition.figures if figure.sheet == sheet.tab)
    assert "4 columns “January 2017”, “February 2017”, “March 2017”, “April 2017”." in edition.notes[0]


@pytest.mark.parametrize("height", ['ht="0" customHeight="1"', 'hidden="true"'])
def test_a_row_of_no_height_is_hidden_too(package: Package, planned: Planned, height: str) -> None:
    fresh = Package.of_our_own(fresh_workbook(planned.plan), "the report")
    part = part_of(package, "steps")
    row = re.sub(r'<row r="26"[^>]*>', f'<row r="26" {height}>', package.parts[part].decode())
    hidden = package.with_parts({part: row.encode()})
    assert hidden_on_report(hidden, graft_and_tell(hidden, fresh).parts)["steps"].rows == {25}


def test_a_hidden_row_is_seen_where_a_program_has_written_it_without_its_number(
    package: Package, planned: Planned
) -> None:
    fresh = Package.of_our_own(fresh_workbook(planned.plan), "the report")
    part = part_of(package, "steps")
    text = package.parts[part].decode()
    assert text.index('<row r="25"') < text.index('<row r="26"')
    hidden = package.with_parts({part: text.replace('<row r="26"', '<row hidden="1"').encode()})
    assert hidden_on_report(hidden, graft_and_tell(hidden, fresh).parts)["steps"].rows == {25}


def test_a_row_that_staff_put_in_above_does_not_shift_what_is_hidden(package: Package, planned: Planned) -> None:
    """A row more above the report: Excel moves everything below down, and so does the row that is hidden."""
    part = part_of(package, "steps")
    data = package.parts[part].decode()

    def down(found: re.Match[str]) -> str:
        return f'{found[1]}{int(found[2]) + 1}"'

    data = re.sub(r'(<row r=")(\d+)"', down, data)
    data = re.sub(r'(<c r="[A-Z]+)(\d+)"', down, data)
    workbook = package.parts[WORKBOOK].decode()
    tab = re.escape(our_tabs(package)["steps"])
    workbook = re.sub(rf"('{tab}'!\$[A-Z]+\$)(\d+)()", lambda f: f"{f[1]}{int(f[2]) + 1}", workbook)
    moved = package.with_parts({part: data.encode(), WORKBOOK: workbook.encode()})
    row = row_of(planned, "steps", "Stepped up to CYPS")
    fresh = Package.of_our_own(fresh_workbook(planned.plan), "the report")
    hidden = hide_row(moved, "steps", row + 1)
    assert hidden_on_report(hidden, graft_and_tell(hidden, fresh).parts)["steps"].rows == {row - 1}


def test_a_chart_that_staff_hid_is_left_out(package: Package, planned: Planned) -> None:
    drawings = {name: data for name, data in package.parts.items() if name.startswith("xl/drawings/drawing")}
    shown = b'name="cyps readmissions"'
    hidden = package.with_parts({n: d.replace(shown, shown + b' hidden="1"') for n, d in drawings.items()})
    edition = made(hidden, planned)
    assert [sheet.charts for sheet in edition.plan.sheets if sheet.key == "readmissions"] == [()]
    assert "hidden in the workbook: the chart “Children re-admitted to care" in edition.notes[0]


def test_an_edition_of_nothing_is_refused(package: Package, planned: Planned) -> None:
    for sheet in leaving(planned.plan).sheets:
        package = hide_tab(package, sheet.key)
    with pytest.raises(Blocked, match="every section is hidden"):
        made(package, planned)


def test_hidden_figures_are_no_facts_that_readers_know(planned: Planned) -> None:
    """The total of re-admissions goes for its few months alone: with these hidden nothing has to be withheld."""
    report = laid_out(planned)
    sheet = sheet_of(report, "readmissions")
    row = next(cell.row for cell in sheet.cells if cell.value == "Re-admitted")
    months = {("readmissions", row, column) for column in range(1, sheet.printed_columns - 1)}

    def withheld(unseen: Collection[tuple[str, int, int]]) -> set[tuple[str, int, int]]:
        found = suppress(report, planned.inputs, planned.settings, "public", unseen=unseen)
        return {one.place for one in found.withheld if one.place[0] == "readmissions"}

    assert months & withheld(())
    assert not withheld(months)
    assert not withheld(LeftOut(sheets={"readmissions": Why.HIDDEN}).places(report))


def laid_out(planned: Planned) -> ReportPlan:
    return lay_out_for_readers(planned.inputs, planned.settings)


def test_not_a_word_of_what_is_hidden_is_in_any_file(package: Package, planned: Planned, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    hidden = hide_row(hide_tab(package, "taf"), "steps", row_of(planned, "steps", "Stepped up to CYPS"))
    path.write_bytes(hidden.to_bytes())
    published = publish(path, tmp_path / "out", Wanted(make_pdf=False))
    files = dict(published.files)
    book = Package.of_our_own(files.pop(published.workbook), "the edition")
    for name, data in {**book.parts, **files}.items():
        for words in ("TAF outcomes", "successful outcome"):
            assert words.encode() not in data, (name, words)
        assert not name.startswith("xl/") or b"Stepped up to CYPS" not in data, name
    assert len(published.notes) == 2


SERIES = SeriesPlan((3, 0), Span(3, 1, 3, 4))
CHART = ChartPlan("cyps x", "X", 10, (0, 4), Span(2, 1, 2, 4), (SERIES,), "", "", "")


def small_sheet(*cells: CellPlan, **more: object) -> SheetPlan:
    return replace(SheetPlan("x", "X", "X", cells, (9.0,) * 5, printed_columns=5), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("formula", "gone", "left"),
    [
        ("B5+B6", Gone(frozenset({3})), "B4+B5"),
        ("SUM(B5:E5)", Gone(columns=frozenset({0})), "SUM(A5:D5)"),
        ("SUM($B$5:E$5)", Gone(frozenset({3})), "SUM($B$4:E$4)"),
        ('T[B]&"B5"&B7', Gone(frozenset({3})), 'T[B]&"B5"&B6'),
    ],
)
def test_what_a_formula_reads_moves_with_it(formula: str, gone: Gone, left: str) -> None:
    (cell,) = taken_out(small_sheet(CellPlan(8, 4, 1, formula)), gone, hidden=True).cells
    assert cell.formula == left


def test_a_formula_that_reads_what_is_gone_tells_only_where_it_comes_from() -> None:
    cells = (
        CellPlan(4, 1, 2, "INDEX(Supervision[Qualified due],1)"),
        CellPlan(4, 2, 3),
        CellPlan(8, 2, 5, "SUM(B5:C5)"),
    )
    left = taken_out(small_sheet(*cells), Gone(columns=frozenset({1})), hidden=True)
    formula = left.cells[-1].formula or ""
    assert "Supervision[Qualified due]" in formula
    assert list(own_cells(formula)) == [(4, 1)]
    assert formula.startswith("N(0)+")


@pytest.mark.parametrize(
    ("gone", "charts"),
    [
        (Gone(frozenset({3})), 0),
        (Gone(frozenset({2})), 0),
        (Gone(columns=frozenset({1, 2})), 1),
        (Gone(columns=frozenset({1, 2, 3, 4})), 0),
        (Gone(frozenset(range(10, 25))), 0),
        (Gone(frozenset(range(10, 13))), 1),
    ],
    ids=["its values", "its categories", "two of four", "all columns", "all rows behind it", "three rows behind it"],
)
def test_a_chart_shows_what_is_left_of_it(gone: Gone, charts: int) -> None:
    assert len(taken_out(small_sheet(charts=(CHART,)), gone, hidden=True).charts) == charts


def test_a_section_without_a_figure_is_left_out_and_an_empty_chart_with_its_room() -> None:
    dash = CellPlan(3, 1, "–", "INDEX(T[A],1)", "figure")
    words = CellPlan(30, 0, "Nobody counted.", "INDEX(Explanations[English],1)", "paragraph")
    title = CellPlan(0, 0, "9 Nothing", style="title")
    empty = small_sheet(title, dash, charts=(CHART,), key="nine", title="9 Nothing")
    worded = small_sheet(title, dash, words, charts=(CHART,))
    report = ReportPlan((empty, worded))
    left = with_empty_sections(LeftOut(), report, CYPS_TABLES)
    assert left.sheets == {"nine": Why.EMPTY}
    assert list(told(left, report)) == ["Left out: 9 Nothing (it would show no figure and no words)."]
    (without,) = left.applied_to(report)
    (sheet,) = without.sheets
    assert sheet.charts == ()
    assert [cell.row for cell in sheet.cells] == [0, 3, 15]
