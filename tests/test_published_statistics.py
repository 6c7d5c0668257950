"""Published statistics come into a workbook as they are downloaded: every council, marks kept, nothing guessed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from cyps_xl.bringing_in import BroughtIn, Corrections, with_source
from cyps_xl.errors import Blocked, UnusableFile
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.inputs.statistics.councils import COUNCILS
from cyps_xl.inputs.tables.definition import AREAS
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.planning import inputs_of
from cyps_xl.xlsx.parts.package import Package
from helpers.new_books import new_book

PLACEMENTS = "CH/043: The total number of children looked after who have experienced three or more placements"
CHILDREN = "CH/039: The number of children looked after at 31 March"
HEADINGS = ("Data values", "Data description", "Year", "Local Authority")
Row = Sequence[object]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    path = tmp_path_factory.mktemp("pack") / "Children.xlsx"
    new_book(path, "wales-2020", example=False)
    return Package.read(path)


@pytest.fixture
def download(tmp_path: Path) -> Callable[..., Path]:
    def written(rows: Iterable[Row], headings: Row = HEADINGS, name: str = "download.csv", **how: str) -> Path:
        path = tmp_path / name
        lines = (",".join(f'"{cell}"' for cell in row) for row in (headings, *rows))
        path.write_text("\n".join(lines) + "\n", **{"encoding": "utf-8", **how})
        return path

    return written


def brought_in(package: Package, source: Path) -> BroughtIn:
    return with_source(package, source, Corrections.ASK)


def held(package: Package, area: str, heading: str, no: str = "2", year: str = "2023-24") -> Value:
    return inputs_of(package).value(INDICATOR_VALUES, heading, no, area, year)


def all_councils(inputs: Inputs) -> list[str]:
    return [str(row["Area"]) for row in inputs[AREAS] if row["Kind"] == "another council"]


def both(area: str, part: object, whole: object, year: str = "2023-24") -> list[Row]:
    return [(part, PLACEMENTS, year, area), (whole, CHILDREN, year, area)]


def test_all_councils_and_wales_come_with_both_counts(package: Package, download: Callable[..., Path]) -> None:
    rows = [row for at, one in enumerate(COUNCILS) for row in both(one.name, 20 + 5 * at, "1,200")]
    found = brought_in(package, download([*rows, *both("Total Welsh local authorities", 620, "7,200")]))
    assert all_councils(inputs_of(found.package)) == [one.name for one in COUNCILS]
    assert held(found.package, "Powys", "Numerator") == 50
    assert [held(found.package, "Wales", heading) for heading in ("Numerator", "Denominator")] == [620, 7200]
    assert held(found.package, "Powys", "Rounded to") == 5
    assert "download.csv, file of " in str(held(found.package, "Powys", "Source"))
    assert "22 councils and Wales, 2023-24" in found.remarks[0]


def test_the_same_file_again_changes_nothing(package: Package, download: Callable[..., Path]) -> None:
    file = download([*both("Powys", 25, 245), *both("Wales", 620, 7200)])
    again = brought_in(brought_in(package, file).package, file)
    assert not again.plan.changes


def test_a_later_file_says_what_changes_from_what_to_what(package: Package, download: Callable[..., Path]) -> None:
    before = brought_in(package, download(both("Powys", 25, 245))).package
    later = brought_in(before, download(both("Powys", 30, 245)))
    changes = {cell.heading: (cell.old, cell.new) for cell in later.plan.cells}
    assert changes == {"Numerator": (25, 30)}


@pytest.mark.parametrize(
    ("mark", "why"), [("[c]", "withheld"), ("*", "withheld"), ("[x]", "not known"), ("", "not known")]
)
def test_a_mark_stays_empty_and_says_why(package: Package, download: Callable[..., Path], mark: str, why: str) -> None:
    found = brought_in(package, download([*both("Powys", mark, 245), *both("Wales", 620, 7200)]))
    assert held(found.package, "Powys", "Numerator") is None
    assert held(found.package, "Powys", "Not told") == why
    assert any(f"1 figure is {why}" in remark for remark in found.remarks)
    assert held(found.package, "Wales", "Not told") is None


def test_a_figure_that_is_withheld_now_stops_the_import(package: Package, download: Callable[..., Path]) -> None:
    before = brought_in(package, download(both("Powys", 25, 245))).package
    with pytest.raises(Blocked) as stopped:
        brought_in(before, download(both("Powys", "[c]", 245)))
    assert "holds 25" in str(stopped.value.problems[0])
    assert "Clear the cell" in stopped.value.problems[0].remedy


def test_exact_counts_are_not_called_rounded(package: Package, download: Callable[..., Path]) -> None:
    rows = [row for one in COUNCILS for row in both(one.name, 21, 240)]
    assert held(brought_in(package, download(rows)).package, "Powys", "Rounded to") == 5
    exact = [row for one in COUNCILS for row in both(one.name, 21, 241)]
    assert held(brought_in(package, download(exact)).package, "Powys", "Rounded to") is None


def test_few_multiples_of_five_are_no_evidence_of_rounding_but_a_note_is(
    package: Package, download: Callable[..., Path]
) -> None:
    assert held(brought_in(package, download(both("Powys", 25, 245))).package, "Powys", "Rounded to") is None
    note = "Data has been rounded to the nearest 5 for disclosure reasons"
    noted = [(*row, note) for row in both("Powys", 25, 245)]
    found = brought_in(package, download(noted, (*HEADINGS, "Notes")))
    assert held(found.package, "Powys", "Rounded to") == 5


@pytest.mark.parametrize(
    ("headings", "encoding"),
    [
        (("Data values", "Data description", "Collection Year (at 31 March)", "Local Authority"), "utf-8-sig"),
        (("Data", "Measure_ItemName_ENG", "Year_ItemName_ENG", "LocalAuthority_ItemName_ENG"), "utf-8"),
        (("Gwerthoedd data", "Disgrifiad o’r data", "Blwyddyn", "Awdurdod lleol"), "utf-16"),
    ],
)
def test_a_file_is_known_by_its_headings_old_and_new_in_either_language(
    package: Package, download: Callable[..., Path], headings: Row, encoding: str
) -> None:
    found = brought_in(package, download(both("Ynys Môn", 25, 245), headings, encoding=encoding))
    assert held(found.package, "Isle of Anglesey", "Denominator") == 245


def test_trailing_columns_and_lines_and_a_code_alone_are_read(package: Package, download: Callable[..., Path]) -> None:
    rows = [(*row, "W06000023", "", "") for row in both("", 25, 245)]
    file = download([*rows, ("Source: StatsWales",)], (*HEADINGS, "Area Code", "", ""))
    assert held(brought_in(package, file).package, "Powys", "Denominator") == 245


def test_our_own_council_keeps_its_own_figures(package: Package, download: Callable[..., Path], tmp_path: Path) -> None:
    settings = tmp_path / "Settings.csv"
    settings.write_text("Setting,Value\nCouncil,Powys County Council\n", encoding="utf-8")
    ours = brought_in(package, settings).package
    found = brought_in(ours, download([*both("Powys", 25, 245), *both("Conwy", 20, 220)]))
    assert all_councils(inputs_of(found.package)) == ["Conwy"]
    assert held(found.package, "Council", "Numerator") is None
    assert any("of our own council: left alone, since a report has its own counts" in one for one in found.remarks)


def test_what_cannot_be_matched_is_named(package: Package, download: Callable[..., Path]) -> None:
    rows = [*both("Powys", 25, 245), *both("North Wales", 25, 245), (3, "CH/040: short breaks", "2023-24", "Powys")]
    remarks = "\n".join(brought_in(package, download(rows)).remarks)
    assert "“North Wales” is no council of Wales and no area of the sheet Areas" in remarks
    assert "“CH/040: short breaks”" in remarks


def test_a_council_that_is_missing_among_many_is_named(package: Package, download: Callable[..., Path]) -> None:
    rows = [row for one in COUNCILS if one.name != "Conwy" for row in both(one.name, 25, 245)]
    assert any("it has nothing of “Conwy”" in remark for remark in brought_in(package, download(rows)).remarks)


def test_a_file_of_which_nothing_is_known_says_what_to_write(package: Package, download: Callable[..., Path]) -> None:
    with pytest.raises(UnusableFile, match="sheet Published says of none") as refused:
        brought_in(package, download([(3, "CH/040: short breaks", "2023-24", "Powys")]))
    assert "indicator's No" in refused.value.remedy
    with pytest.raises(UnusableFile, match="no figures of a council of Wales"):
        brought_in(package, download(both("North Wales", 25, 245)))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("lots", CHILDREN, "2023-24", "Powys"), "neither a number nor a mark"),
        ((5, CHILDREN, "2024", "Powys"), "no financial year"),
    ],
)
def test_a_bad_row_stops_everything_and_is_named(
    package: Package, download: Callable[..., Path], row: Row, said: str
) -> None:
    with pytest.raises(Blocked) as stopped:
        brought_in(package, download([*both("Conwy", 20, 220), row]))
    assert [problem.where for problem in stopped.value.problems] == ["download.csv, row 4"]
    assert said in stopped.value.problems[0].message


def test_several_figures_of_one_council_and_year_ask_which_is_meant(
    package: Package, download: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [(120, CHILDREN, "2023-24", "Powys", "Under 10"), (245, CHILDREN, "2023-24", "Powys", "All ages")]
    file = download(rows, (*HEADINGS, "Age group"))
    with pytest.raises(Blocked) as stopped:
        brought_in(package, file)
    assert "Age group: Under 10 and All ages" in stopped.value.problems[0].message
    published = tmp_path / "Published.csv"
    published.write_text(
        "Description,Indicator,Is,Where\nCH/039,2,denominator,Age group = All ages\n", encoding="utf-8"
    )
    others = "".join(f"CH/039,{no},denominator,Age group = All ages\n" for no in (4, 5, 6))
    published.write_text(published.read_text(encoding="utf-8") + others, encoding="utf-8")
    chosen = brought_in(package, published).package
    assert held(brought_in(chosen, file).package, "Powys", "Denominator") == 245
    with pytest.raises(Blocked) as lacking:
        brought_in(chosen, download(both("Powys", 25, 245)))
    assert "has no such column" in lacking.value.problems[0].message


def test_published_that_names_no_indicator_is_named_by_its_cell(
    package: Package, download: Callable[..., Path], tmp_path: Path
) -> None:
    published = tmp_path / "Published.csv"
    published.write_text("Description,Indicator,Is,Where\nCH/040,99,figure,\nCH/041,2,figure,which\n", encoding="utf-8")
    with pytest.raises(Blocked) as stopped:
        brought_in(brought_in(package, published).package, download(both("Powys", 25, 245)))
    said = [str(problem) for problem in stopped.value.problems]
    assert len(said) == 2
    assert "No of no indicator" in said[0]
    assert "does not say which rows" in said[1]


def test_years_before_an_indicator_was_collected_are_left_alone(
    package: Package, download: Callable[..., Path]
) -> None:
    found = brought_in(package, download([*both("Powys", 25, 245), *both("Powys", 20, 240, "2018-19")]))
    assert held(found.package, "Powys", "Numerator", year="2018-19") is None
    assert any("older than their indicator's First year" in remark for remark in found.remarks)


def test_a_folder_brings_tables_and_statistics_together(
    package: Package, download: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "Metrics.csv").write_text("Period,Code,Number\n2025-26,CH/043,26\n", encoding="utf-8")
    download([both("Powys", 25, 245)[0]], name="placements.csv")
    download([both("Powys", 25, 245)[1]], name="children.csv")
    found = brought_in(package, tmp_path)
    assert [held(found.package, "Powys", heading) for heading in ("Numerator", "Denominator")] == [25, 245]
    assert {count.table for count in found.plan.counts} >= {"Metrics", "ReportAreas", "IndicatorValues"}


def test_a_large_file_is_read_in_seconds(package: Package, download: Callable[..., Path]) -> None:
    others = ((5, f"Another description {at % 500}", "2023-24", "Powys") for at in range(200_000))
    file = download([*both("Powys", 25, 245), *others])
    begun = time.monotonic()
    found = brought_in(package, file)
    assert held(found.package, "Powys", "Denominator") == 245
    assert time.monotonic() - begun < 20
