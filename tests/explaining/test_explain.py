"""A figure is followed down to the input rows behind it and to where those came from; the workbook is only read."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl import report
from cyps_xl.cli import main
from cyps_xl.edition.build import Wanted
from cyps_xl.edition.publishing import publish
from cyps_xl.explaining.story import explain
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.file_fingerprint import fingerprint_of
from cyps_xl.planning import inputs_of
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers.new_books import new_book
from helpers.staff_deeds import do, type_in

SHARE = "3.2 Placements!B28"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "Children.xlsx"
    new_book(path, "wales-2020")
    return path.read_bytes()


@pytest.fixture
def book(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Children.xlsx"
    path.write_bytes(made)
    return path


def typed(book: Path, tab: str, row: int, column: int, what: str | float) -> None:
    """Type into a cell, as staff do in Excel."""
    package = Package.read(book)
    [part] = [sheet.part for sheet in sheets_of(package) if sheet.name == tab]
    book.write_bytes(do(package, type_in(row, column, what), part=part).to_bytes())


def changed(book: Path, table: str, heading: str, value: float | str | None, *key: object) -> None:
    """Change a cell of an input table, and bring nothing up to date."""
    package = Package.read(book)
    inputs = inputs_of(package)
    row = inputs.named(table).find(*key)  # type: ignore[arg-type]
    assert row is not None
    change = TableChange(table, updates={row.number: {heading: value}})
    book.write_bytes(apply_changes(package, [change], inputs.catalogue).to_bytes())


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["explain", *(str(word) for word in words)])


def test_a_figure_is_followed_to_its_input_rows_and_to_where_they_came_from(book: Path) -> None:
    assert explain(book, SHARE) == (
        "'3.2 Placements'!B28: 60.3% (Share placed in the council's area; 2025-10)",
        '  Formula: =IF(AND(ISNUMBER(B24),ISNUMBER(B27)),IF(B27=0,"–",B24/B27),"–")',
        "  Declared by line 5 of “placements”, in Lines!E15.",
        "  What applies now: =B24/B27",
        "  '3.2 Placements'!B24: 181 (In the council's area; 2025-10)",
        "    'Looked after'!C24, “In the area” of As at 31 October 2025: 181",
        "      Brought in by an import, and as it was brought in.",
        "  '3.2 Placements'!B27: 300 (All children looked after; 2025-10)",
        "    'Looked after'!B24, “Children” of As at 31 October 2025: 300",
        "      Brought in by an import, and as it was brought in.",
    )


def test_a_sum_over_months_names_each_and_what_they_come_to(book: Path) -> None:
    lines = [line.strip() for line in explain(book, "7 In short!B5")]
    where = "where Month from 1 July 2026, Month to 30 September 2026"
    assert f"“Completed” of 3 rows of “Assessments”, {where}, together 416:" in lines
    assert "Assessments!B33, “Completed” of Month 1 July 2026: 128" in lines
    assert lines[-1] == "Each of them: brought in by an import, and as it was brought in."


def test_a_row_s_own_source_is_told(book: Path) -> None:
    lines = [line.strip() for line in explain(book, "1 Measures!I6")]
    assert "'Indicator values'!F17, “Value” of Indicator 1, Area Wales, Period 2025-26: 86.9" in lines
    assert "Source, as the row says it: Made up for the example" in lines


def test_a_figure_of_which_there_is_no_row_says_which_row_to_add(book: Path) -> None:
    report.refresh(book, quarter="2029-30 Q1")
    lines = explain(book, "2 Counts!E6")
    assert lines[0].startswith("'2 Counts'!E6: – (CH/043")
    missing = "“Metrics” has no row for Period 2029-30 Q1, Code CH/043: type it there, or bring it in with an import."
    assert lines[-1].strip() == missing


def test_a_figure_that_shows_words_says_because_of_what(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    lines = [line.strip() for line in explain(path, "1 Indicators!M6")]
    assert lines[0].startswith("'1 Indicators'!M6: n/a, new (1, PI 24, ")
    assert "It is so because of:" in lines
    assert "Indicators!M6, “First year” of No 1: “2016-17”" in lines


def test_a_figure_that_was_corrected_since_its_import_says_so(book: Path) -> None:
    changed(book, "Metrics", "Number", 26, "2026-27 Q2", "CH/043")
    report.refresh(book)
    lines = [line.strip() for line in explain(book, "2 Counts!E6")]
    assert lines[-2:] == [
        "Metrics!C43, “Number” of Period 2026-27 Q2, Code CH/043: 26",
        "Brought in by an import, and corrected by hand since.",
    ]


def test_an_imported_figure_names_its_file_fingerprint_and_day(book: Path, tmp_path: Path) -> None:
    source = tmp_path / "Metrics.csv"
    source.write_text("Period,Code,Number\n2026-27 Q2,CH/043,26\n", encoding="utf-8")
    report.import_figures(book, source, today=dt.date(2026, 11, 28))
    line = explain(book, "Metrics!C43")[-1].strip()
    assert line.startswith("Brought in on 28 November 2026 from “Metrics.csv” (fingerprint ")
    assert line.endswith("), and as it was brought in.")
    fingerprint = line.partition("fingerprint ")[2].partition(")")[0]
    source.rename(tmp_path / "Metrics 2.csv")
    assert fingerprint == fingerprint_of([tmp_path / "Metrics 2.csv"])
    changed(book, "Metrics", "Number", 27, "2026-27 Q2", "CH/043")
    assert explain(book, "Metrics!C43")[-1].strip().endswith("), and corrected by hand since.")
    assert explain(book, "Metrics!C42")[-1].strip() == "Brought in by an import, and as it was brought in."


def test_a_counted_figure_names_records_fingerprint_day_rule_and_version(book: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    from cyps_xl.case_records import Asked
    from cyps_xl.counted import count_into
    from helpers.case_records import DRAWN, episodes, folder_with

    where = folder_with(tmp_path / "export", {"episodes.csv": episodes("KX7731904Q,2026-05-01,", "b,2026-07-01,")})
    count_into(book, Asked(where, drawn=DRAWN), today=dt.date(2026, 11, 29))
    lines = [line.strip() for line in explain(book, "2 Counts!E6")]
    assert lines[-3] == "Metrics!C43, “Number” of Period 2026-27 Q2, Code CH/043: 0"
    assert lines[-2].startswith("Counted on 29 November 2026 from “export” (fingerprint ")
    assert " by the count CH/043 of wales-2020, rule version " in lines[-2]
    told = '--records "export" --counts "wales-2020" --quarter "2026-27 Q2" --drawn "2026-10-05" --out "list.csv"'
    assert lines[-1] == f'Who is in it: cyps-xl list "Children.xlsx" "CH/043" {told}'
    assert [line for line in explain(book, "Looked after!B35") if '"CH/039"' in line and '--month "2026-09"' in line]
    assert not [line for line in explain(book, "Looked after!B35") if "--group" in line]
    assert "KX7731904Q" not in "".join(lines)
    changed(book, "Metrics", "Number", 3, "2026-27 Q2", "CH/043")
    assert explain(book, "Metrics!C43")[-1].strip() == (
        "Corrected by hand since: what stands here is not what was counted."
    )


def test_a_cell_that_somebody_typed_over_says_what_belongs_there(book: Path) -> None:
    typed(book, "3.2 Placements", 28, 2, 0.99)
    lines = explain(book, SHARE)
    assert lines[0].startswith("'3.2 Placements'!B28 holds “0.99”, and the report's own formula there is =IF(AND(")
    assert lines[1].startswith("Somebody typed over it, or the report is not up to date. Bring it up to date with ")


def test_a_file_that_is_not_up_to_date_says_what_it_shows(book: Path) -> None:
    changed(book, "Metrics", "Number", 26, "2026-27 Q2", "CH/043")
    lines = explain(book, "2 Counts!E6")
    assert lines[0].startswith("'2 Counts'!E6: 26 ")
    assert lines[1].strip().startswith("The file shows “25”, from before its inputs changed. Bring it up to date with ")


def test_what_was_typed_by_hand_came_with_no_import(book: Path) -> None:
    changed(book, "Settings", "Value", 36, "Full-time hours a week")
    lines = [line.strip() for line in explain(book, "6 Caseloads!C6")]
    at = next(at for at, line in enumerate(lines) if "“Value” of Setting Full-time hours a week: 36" in line)
    assert lines[at + 1].startswith("No import brought it in: it was typed, or is as the workbook came.")


@pytest.mark.parametrize(
    ("where", "said", "next_"),
    [
        ("Start!ZZ9", "Start!ZZ9 is empty.", "Click the figure in Excel"),
        ("1 Measures!A1", "a text of the report: no formula, and no figure.", "To change it"),
        ("3.2 Placements!A24", "holds “In the council's area”, a text of the report", "To change it"),
        ("6 Caseloads!E11", "is a place of the report where nothing stands now.", None),
        ("Looked after!B5", "is the heading of the column “Children”.", None),
        ("Looked after!B4", "which is typed: no formula, and no cell of an input table.", "Ask whoever keeps"),
        ("Change points!B6", "is empty: ", "bring it in with an import."),
        ("Metrics!D9", "holds “2024-25 Q1|CH/046”, by which formulas find its row.", None),
        ("Metrics!A9", "By it this row is told from the others.", None),
    ],
)  # fmt: skip
def test_a_cell_behind_which_nothing_stands_is_a_sentence(book: Path, where: str, said: str, next_: str | None) -> None:
    text = "\n".join(explain(book, where))
    assert said in text
    assert next_ is None or next_ in text


def test_a_blank_of_an_input_table_says_what_to_do(book: Path) -> None:
    changed(book, "LookedAfter", "In the area", None, *[row["As at"] for row in _rows(book, "LookedAfter")][-1:])
    lines = explain(book, "Looked after!C35")
    assert lines[0] == "'Looked after'!C35 is empty: “In the area” of a row of “Looked after”."
    assert "A blank is never counted as nought." in lines[1]


def _rows(book: Path, table: str) -> list[dict[str, object]]:
    return [dict(row.values) for row in inputs_of(Package.read(book)).named(table)]


def test_staff_s_own_cells_are_told_apart(book: Path) -> None:
    typed(book, "3.2 Placements", 60, 2, "='3.2 Placements'!B24*2+SUM(LookedAfter[Children])")
    typed(book, "3.2 Placements", 61, 2, "=1+1")
    typed(book, "3.2 Placements", 62, 2, "our own note")
    lines = [line.strip() for line in explain(book, "3.2 Placements!B60")]
    assert "by a formula of staff's own: ='3.2 Placements'!B24*2" in lines[0]
    assert "'3.2 Placements'!B24: 181 (In the council's area; 2025-10)" in lines
    assert "every row of “Looked after”, under “Children”" in lines
    assert "It reads nothing of the report." in explain(book, "3.2 Placements!B61")[1]
    assert explain(book, "3.2 Placements!B62")[0] == (
        "'3.2 Placements'!B62 holds “our own note”, which is typed: no formula, and no cell of an input table."
    )


@pytest.mark.parametrize(
    "where", ["3.2 placements!b28", "'3.2 Placements'!$B$28", "='3.2 Placements'!B28", f" {SHARE} "]
)
def test_a_cell_may_be_named_as_excel_names_it(book: Path, where: str) -> None:
    assert explain(book, where)[0].startswith("'3.2 Placements'!B28: 60.3%")


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("B28", "“B28” does not say which sheet and which cell. Write the tab, an exclamation mark and the cell"),
        ("3.2 Placement!B28", "The workbook has no sheet “3.2 Placement”. Perhaps “3.2 Placements” was meant."),
        ("3.2 Placements!B28:C29", "names several cells."),
        ("3.2 Placements!figure", "ends in no address of a cell."),
        ("3.2 Placements!B9999999", "lies beyond the last row or column of a sheet."),
    ],
)
def test_what_names_no_cell_is_a_sentence_with_what_to_write(book: Path, where: str, said: str) -> None:
    wrong = run(book, where)
    assert wrong.exit_code == 2 and said in wrong.output


def test_the_command_reads_and_writes_nothing(book: Path, made: bytes, tmp_path: Path) -> None:
    done = run(book, SHARE)
    assert done.exit_code == 0 and "  What applies now: =B24/B27\n" in done.output
    assert book.read_bytes() == made
    assert [path.name for path in tmp_path.iterdir()] == ["Children.xlsx"]


def test_no_explanation_is_longer_than_can_be_read(book: Path) -> None:
    lines = explain(book, "1 Measures!K6")
    assert 20 < len(lines) <= 61


def test_a_workbook_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "no.xlsx"
    path.write_bytes(b"no workbook")
    wrong = run(path, SHARE)
    assert wrong.exit_code == 2 and "Error:" in wrong.output


def test_an_edition_has_no_inputs_and_says_where_to_ask(book: Path, tmp_path: Path) -> None:
    publish(book, tmp_path / "out", Wanted(make_pdf=False))
    [edition] = (tmp_path / "out").rglob("*.xlsx")
    wrong = run(edition, SHARE)
    assert wrong.exit_code == 2
    assert "has no input sheets: it is an edition that was published, or another workbook. Ask for the" in wrong.output


def test_it_works_where_counts_from_records_are_not_installed(book: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules['duckdb'] = sys.modules['sqlglot'] = None\n"
        "from cyps_xl.cli import main\n"
        f"main(['explain', {str(book)!r}, {SHARE!r}])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "60.3%" in done.stdout
