"""Published, added up and brought in: the comparator and the funnel of a workbook show the councils' added counts."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl import combined
from cyps_xl.as_declared.workbook import as_declared
from cyps_xl.cli import main
from cyps_xl.combined import AREAS_FILE, LIST_FILE, VALUES_FILE
from cyps_xl.edition.build import Wanted
from cyps_xl.edition.publishing import publish
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.inputs.tables.people import COVER_TEXT
from cyps_xl.inputs.tables.settings import SETTINGS, SMALL_FOR_PUBLIC
from cyps_xl.planning import inputs_of, plan_of
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.shapes.scorecard_columns import REFERENCE
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.councils import MORE, of_council
from helpers.new_books import new_book
from helpers.published_figures import YEAR, of_placements, write_all

DAY = dt.date(2026, 11, 29)
PLACEMENTS, WALES = "2", "Wales"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def held(path: Path) -> Inputs:
    return inputs_of(Package.read(path))


def value(inputs: Inputs, area: str, heading: str, no: str = PLACEMENTS, period: str = YEAR) -> Value:
    return inputs.value(INDICATOR_VALUES, heading, no, area, period)


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three councils as a whole."""
    path = tmp_path_factory.mktemp("areas") / "three.csv"
    path.write_text(
        "Area,Kind\nWales,country\nPowys,another council\nGwynedd,another council\nCardiff,another council\n"
    )
    return path


@pytest.fixture
def book(example: Package, tmp_path: Path) -> Path:
    """The workbook of a council that is none of those."""
    path = tmp_path / "Children.xlsx"
    path.write_bytes(of_council(example, "Newport City Council").to_bytes())
    return path


@pytest.fixture(scope="module")
def told_and_book(
    published: Path, areas: Path, example: Package, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """What is said where the figures come into the workbook of one of the three councils, and that workbook."""
    book = tmp_path_factory.mktemp("powys") / "Powys.xlsx"
    book.write_bytes(of_council(example, "Cyngor Sir Powys").to_bytes())
    done = run("combine", published, "--areas", areas, "--into", book)
    assert done.exit_code == 0, done.output
    return done.output, book


def published_counts(folder: Path) -> Iterator[tuple[int, int]]:
    """Each council's placements and children looked after in the full year, read from its .csv by other means."""
    for path in folder.glob("*/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = {
                row["column"].partition(", ")[0]: int(row["value"])
                for row in csv.DictReader(file)
                if row["sheet"] == "1 Measures"
                and "CH/043" in row["row"]
                and row["period"] == YEAR
                and row["value"]
                and row["column"].startswith(("Number, ", "Out of, "))
            }
        yield rows["Number"], rows["Out of"]


def cells_of(plan: ReportPlan, tab: str) -> dict[tuple[int, int], object]:
    [sheet] = [sheet for sheet in plan.sheets if sheet.tab == tab]
    return {(cell.row, cell.column): cell.value for cell in sheet.cells}


def plan_of_book(path: Path) -> ReportPlan:
    return plan_of(as_declared(Package.read(path)).upkeep).plan


def test_the_comparator_and_the_funnel_show_the_added_counts(published: Path, told_and_book: tuple[str, Path]) -> None:
    _, book = told_and_book
    counts = sorted(published_counts(published))
    number, out_of = sum(n for n, _ in counts), sum(d for _, d in counts)
    assert len(counts) == len(MORE) and len({n for n, _ in counts}) == len(MORE)

    inputs = held(book)
    assert (value(inputs, WALES, "Numerator"), value(inputs, WALES, "Denominator")) == (number, out_of)
    scorecard = cells_of(plan_of_book(book), "1 Measures")
    [row] = [row for (row, column), text in scorecard.items() if column == 1 and text == "CH/043"]
    [header] = [place for place, text in scorecard.items() if text == "Wales 2025-26"]
    assert scorecard[row, header[1]] == pytest.approx(number / out_of)

    funnel = cells_of(plan_of_book(book), "1.1 Among others")
    points = {(funnel.get((row, 2)), funnel.get((row, 1))) for row, column in funnel if column == 0}
    assert set(counts) <= points
    rates = [cell for cell in funnel.values() if isinstance(cell, float)]
    assert any(rate == pytest.approx(float(Fraction(number, out_of))) for rate in rates)


def test_the_folder_that_is_written_is_imported_as_it_is(published: Path, areas: Path, tmp_path: Path) -> None:
    out, book = tmp_path / "Wales", tmp_path / "Empty.xlsx"
    assert run("combine", published, "--areas", areas, "--out", out).exit_code == 0
    assert {path.name for path in out.iterdir()} == {AREAS_FILE, VALUES_FILE, LIST_FILE}
    new_book(book, "wales-2020", example=False)
    done = run("import", book, out)
    assert done.exit_code == 0, done.output
    counts = list(published_counts(published))
    assert value(held(book), WALES, "Numerator") == sum(n for n, _ in counts)
    assert {value(held(book), council, "Numerator") for council in ("Powys", "Gwynedd", "Cardiff")} == {
        n for n, _ in counts
    }


def test_of_the_22_those_that_are_missing_are_named_and_the_figure_does_not_pose_as_wales(
    published: Path, book: Path
) -> None:
    before = value(held(book), WALES, "Numerator")
    done = run("combine", published, "--into", book)
    assert done.exit_code == 0, done.output
    assert "3 of 22 councils; no edition of Isle of Anglesey, Conwy," in done.output
    assert "choose “Wales, 3 of 22 councils” under Compared with on Settings" in done.output
    inputs = held(book)
    assert value(inputs, WALES, "Numerator") == before
    assert value(inputs, "Wales, 3 of 22 councils", "Numerator") == sum(n for n, _ in published_counts(published))
    assert "without Isle of Anglesey" in str(value(inputs, "Wales, 3 of 22 councils", "Source"))


def test_a_councils_own_figures_are_left_alone_in_its_own_workbook(told_and_book: tuple[str, Path]) -> None:
    told, book = told_and_book
    assert "Powys is our own council: " in told
    assert value(held(book), "Powys", "Numerator") is None
    assert value(held(book), "Gwynedd", "Numerator") is not None


def test_a_dry_run_says_what_would_change_and_writes_nothing(published: Path, areas: Path, book: Path) -> None:
    before = book.read_bytes()
    done = run("combine", published, "--areas", areas, "--into", book, "--dry-run")
    assert done.exit_code == 0 and "Nothing was written." in done.output
    assert "Indicator 2, Area Wales, Period 2025-26" in done.output
    assert book.read_bytes() == before


def test_the_same_figures_again_change_nothing(
    published: Path, areas: Path, told_and_book: tuple[str, Path], tmp_path: Path
) -> None:
    book = Path(shutil.copy(told_and_book[1], tmp_path))
    before = book.read_bytes()
    again = combined.bring_into(combined.combine(published, areas=areas), book, today=DAY)
    assert not again.cells and book.read_bytes() == before


def test_explain_follows_the_comparator_to_the_folder(published: Path, told_and_book: tuple[str, Path]) -> None:
    _, book = told_and_book
    scorecard = cells_of(plan_of_book(book), "1 Measures")
    [(_, column)] = [place for place, text in scorecard.items() if text == "Wales 2025-26"]
    [row] = [row for (row, at), text in scorecard.items() if at == 1 and text == "CH/043"]
    told = run("explain", book, f"1 Measures!{chr(65 + column)}{row + 1}").output
    assert f"from “{published.name}”" in told


def test_metadata_say_nothing_of_what_the_edition_does_not_show(published: Path) -> None:
    for path in published.glob("*/*-metadata.json"):
        said = json.loads(path.read_text(encoding="utf-8"))
        measures = [measure["schema:propertyID"] for measure in said["schema:variableMeasured"]]
        assert measures == ["CH/012", "CH/043", "CH/044", "CH/046", "CH/047", "CH/048"]


def test_a_definition_that_the_workbook_has_otherwise_is_left_alone_and_said(tmp_path: Path, book: Path) -> None:
    folder = write_all(tmp_path / "made", [of_placements("Powys", 20, 100), of_placements("Gwynedd", 10, 300)])
    done = run("combine", folder, "--into", book)
    assert done.exit_code == 2
    assert "CH/043 means something else in the workbook" in done.output
    assert "“Three or more placements”" in done.output


def test_without_a_place_to_write_to_nothing_is_written_and_that_is_said(tmp_path: Path) -> None:
    folder = write_all(tmp_path / "made", [of_placements("Powys", "c", 100), of_placements("Gwynedd", 10, 300)])
    done = run("combine", folder)
    assert done.exit_code == 0, done.output
    assert "11 to 110" in done.output and "withheld by 1 council" in done.output
    assert "add --out FOLDER or --into WORKBOOK" in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "Wales.csv"), "--out is a folder"),
        (("--out", "A", "--into", "B.xlsx"), "two ways for the same figures"),
        (("--force",), "--force goes with --out"),
        (("--overwrite",), "go with --into"),
    ],
)
def test_options_that_do_not_go_together_are_refused(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    folder = write_all(tmp_path / "made", [of_placements("Powys", 20, 100), of_placements("Gwynedd", 10, 300)])
    done = run("combine", folder, *words)
    assert done.exit_code == 2 and said in done.output


def test_a_folder_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    folder = write_all(tmp_path / "made", [of_placements("Powys", 20, 100), of_placements("Gwynedd", 10, 300)])
    out = tmp_path / "out"
    assert run("combine", folder, "--out", out).exit_code == 0
    assert "is there already" in run("combine", folder, "--out", out).output
    assert run("combine", folder, "--out", out, "--force").exit_code == 0


def test_the_folder_that_is_read_is_not_written_to(tmp_path: Path) -> None:
    folder = write_all(tmp_path / "made", [of_placements("Powys", 20, 100), of_placements("Gwynedd", 10, 300)])
    assert "lies in the folder that is read" in run("combine", folder, "--out", folder / "Wales").output
    assert not (folder / "Wales").exists()


def test_where_nothing_can_be_added_up_nothing_is_written(tmp_path: Path) -> None:
    folder = write_all(tmp_path / "made", [of_placements("Powys", 20, 100)])
    done = run("combine", folder, "--out", tmp_path / "out")
    assert done.exit_code == 1 and "published by one council alone" in done.output
    assert not (tmp_path / "out").exists()


def protecting(package: Package, small_numbers: str) -> Package:
    """A workbook that treats small numbers so for the public, with no number in its texts."""
    inputs = inputs_of(package)
    rows = {row.number: {"Value": small_numbers} for row in inputs[SETTINGS] if row["Setting"] == SMALL_FOR_PUBLIC.name}
    texts = {row.number: {"English": "As planned.", "Welsh": "Fel y bwriadwyd."} for row in inputs[COVER_TEXT]}
    changes = [TableChange(SETTINGS.name, rows, ()), TableChange(COVER_TEXT.name, texts, ())]
    return apply_changes(package, changes, inputs.catalogue)


def exact_counts(path: Path) -> Iterator[tuple[tuple[str, str], list[int]]]:
    """Number and out of of each measure and period, as the council's own report has them."""
    scorecard = cells_of(plan_of_book(path), "1 Measures")
    columns = {
        text: column for (_, column), text in scorecard.items() if str(text).startswith(("Number, ", "Out of, "))
    }
    periods = {"2025-26 Q2": "Quarter 2 2025-26", "2026-27 Q2": "Quarter 2 2026-27", YEAR: YEAR}
    for (row, column), text in scorecard.items():
        if column == REFERENCE and str(text).startswith("CH/"):
            for period, said in periods.items():
                places = [columns[f"{what}, {said}"] for what in ("Number", "Out of")]
                yield (str(text), period), [int(float(str(scorecard[row, at]))) for at in places]


def test_the_truth_lies_within_what_protected_editions_make(example: Package, tmp_path: Path) -> None:
    truth: dict[tuple[str, str], list[int]] = {}
    for council, fewer, small_numbers in (("Powys", -24, "withheld"), ("Gwynedd", 0, "rounded")):
        path = tmp_path / f"{council}.xlsx"
        path.write_bytes(protecting(of_council(example, council, fewer), small_numbers).to_bytes())
        for place, numbers in exact_counts(path):
            truth[place] = [sum(both) for both in zip(truth.get(place, [0, 0]), numbers, strict=True)]
        edition = publish(path, tmp_path / council, Wanted(audience="public", make_pdf=False, first_edition=True))
        shutil.copytree(edition.folder, tmp_path / "all" / council)
    sums = combined.combine(tmp_path / "all").totals.sums
    assert {(one.measure.reference, one.period) for one in sums} == set(truth)
    for one in sums:
        number, out_of = truth[one.measure.reference, one.period]
        assert one.number.holds(number) and one.out_of is not None and one.out_of.holds(out_of)
        assert one.shown is not None and one.shown.holds(Fraction(100 * number, out_of))
    assert any(one.is_withheld for one in sums) and not any(one.is_exact for one in sums)
