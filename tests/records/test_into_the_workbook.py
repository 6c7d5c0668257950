"""Counts come into a workbook as an import does, and nothing by which a child could be known comes with them."""

from __future__ import annotations

import csv
import datetime as dt
import os
import shutil
import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl import counted, report
from cyps_xl.bringing_in import Corrections
from cyps_xl.cli import main
from cyps_xl.counted import Asked
from cyps_xl.edition.build import Wanted
from cyps_xl.edition.publishing import publish
from cyps_xl.errors import Blocked, CypsError, WrongUse
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.origins import Origin
from cyps_xl.inputs.records import Inputs
from cyps_xl.planning import inputs_of
from cyps_xl.records.files import read_source
from cyps_xl.records.read_declared import read_declared
from cyps_xl.records.rule_version import version_of
from cyps_xl.xlsx.input_tables.origins import read_origins
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.byte_scan import finds
from helpers.case_records import PACK, declared, episodes, folder_with

pytest.importorskip("duckdb")

DAY = dt.date(2026, 11, 29)
QUARTER = "2026-27 Q2"
PLANTED = ("KX7731904Q", "Rumpelstilzchen", "2013-07-19", "19/07/2013", "Zwetschgenweg")
"""A number, a surname, a day of birth in two dresses, and a street that stand in the records."""

CHILDREN = f"child,born,surname,street\n{PLANTED[0]},{PLANTED[2]},{PLANTED[1]},{PLANTED[4]}\nb,2010-01-01,X,Y\n"
TEAMS = f"child,team,allocated,closed,worker\n{PLANTED[0]},North,2026-01-01,,{PLANTED[1]}\nb,South,2026-01-01,,Z\n"


def records(folder: Path) -> Path:
    rows = episodes(f"{PLANTED[0]},2026-05-01,", "b,2026-08-10,", "c,01/13/2026,")
    return folder_with(folder / "export", {"episodes.csv": rows, "children.csv": CHILDREN, "cases.csv": TEAMS})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "Children.xlsx"
    report.new(path, pack=PACK, example=True)
    return path.read_bytes()


@pytest.fixture
def book(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Children.xlsx"
    path.write_bytes(made)
    return path


def held(path: Path) -> Inputs:
    return inputs_of(Package.read(path))


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_dry_run_says_what_would_change_and_writes_nothing(book: Path, tmp_path: Path, made: bytes) -> None:
    outcome = counted.count_into(book, Asked(records(tmp_path)), dry_run=True, today=DAY)
    assert book.read_bytes() == made
    assert outcome.brought is not None
    changes = {(cell.table, cell.row, cell.heading): (cell.old, cell.new) for cell in outcome.brought.cells}
    places = [(row, heading) for table, row, heading in changes if table == "LookedAfter"]
    [august] = [change for (_, row, heading), change in changes.items() if heading == "Children" and "Aug" in row]
    assert august[1] == 2 and august[0] != 2
    assert {heading for _, heading in places} == {"Children", "In the area", "Elsewhere in Wales", "Outside Wales"}


def test_what_was_counted_stands_in_the_input_tables_with_its_source(book: Path, tmp_path: Path) -> None:
    counted.count_into(book, Asked(records(tmp_path)), today=DAY)
    inputs = held(book)
    looked_after = inputs.named("LookedAfter")
    july, august = (looked_after.find(dt.date(2026, month, 31)) for month in (7, 8))
    assert july is not None and august is not None
    assert (july["Children"], august["Children"], august["In the area"]) == (1, 2, 2)
    metric = inputs.named("Metrics").find(QUARTER, "CH/043")
    assert metric is not None and metric["Number"] == 0  # counted, and there are none
    cases = {row["Team"]: row["Cases"] for row in inputs.named("Caseloads") if row["As at"] == dt.date(2026, 9, 30)}
    assert (cases["North"], cases["South"], cases["Leaving care"]) == (1, 1, 0)  # who has none keeps no old figure
    of_school_age = inputs.named("IndicatorValues").find("3", "Council", QUARTER)
    assert of_school_age is not None
    assert of_school_age["Denominator"] == 1
    assert of_school_age["Source"] == "Counted from export, 29 November 2026: of school age"


def test_several_quarters_are_counted_at_once_and_nothing_else_changes(book: Path, tmp_path: Path) -> None:
    before = held(book)
    outcome = counted.count_into(book, Asked(records(tmp_path)), (QUARTER, "Q2 2025/26"), today=DAY)
    assert {str(figure.quarter) for figure in outcome.figures} == {QUARTER, "2025-26 Q2"}
    after = held(book)
    for table in ("Register", "Assessments", "Explanations", "Settings"):
        assert [row.values for row in after.named(table)] == [row.values for row in before.named(table)]
    assert any("registrations was not counted: the records have no registrations" in one for one in outcome.remarks)
    assert "  episodes.csv: started is 99/99/9999, which is no day (1, first in line 4)" in outcome.remarks


def test_a_figure_that_somebody_corrected_since_is_not_replaced_unasked(book: Path, tmp_path: Path) -> None:
    asked = Asked(records(tmp_path))
    counted.count_into(book, asked, today=DAY)
    row = held(book).named("LookedAfter").find(dt.date(2026, 8, 31))
    assert row is not None
    corrected = TableChange("LookedAfter", {row.number: {"Children": 7}})
    book.write_bytes(apply_changes(Package.read(book), [corrected], held(book).catalogue).to_bytes())
    before = book.read_bytes()
    with pytest.raises(Blocked) as found:
        counted.count_into(book, asked, today=DAY)
    assert "corrected since it was last brought in" in found.value.problems[0].message
    assert book.read_bytes() == before
    kept = counted.count_into(book, asked, today=DAY, corrections=Corrections.KEEP)
    assert kept.brought is not None and [cell.old for cell in kept.brought.kept] == [7]
    counted.count_into(book, asked, today=DAY, corrections=Corrections.OVERWRITE)
    after = held(book).named("LookedAfter").find(dt.date(2026, 8, 31))
    assert after is not None and after["Children"] == 2


def test_counting_again_changes_nothing(book: Path, tmp_path: Path) -> None:
    asked = Asked(records(tmp_path))
    counted.count_into(book, asked, today=DAY)
    before = book.read_bytes()
    again = counted.count_into(book, asked, today=DAY, corrections=Corrections.KEEP)
    assert again.brought is not None and again.brought.cells == ()
    assert book.read_bytes() == before


def test_nothing_of_a_child_is_in_the_workbook_or_in_any_edition(book: Path, tmp_path: Path) -> None:
    places = ("in the area", "elsewhere in Wales", "outside Wales")
    rest = (f"child{n},2026-05-01,,became looked after,,care order,foster care,{places[n % 3]}" for n in range(300))
    born = "".join(f"child{n},2015-01-01,,\n" for n in range(300))
    files = {"episodes.csv": episodes(f"{PLANTED[0]},2026-05-01,", *rest), "children.csv": CHILDREN + born}
    where = folder_with(tmp_path / "export", files)
    raw = b"".join(file.read_bytes() for file in where.iterdir())
    assert all(word.encode() in raw for word in (*PLANTED[:3], PLANTED[4]))
    counted.count_into(book, Asked(where), today=DAY)
    for audience in ("members", "public"):
        publish(book, tmp_path / audience, Wanted(audience=audience, first_edition=True, make_pdf=False))
    shutil.rmtree(where)
    left = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {book.suffix, ".csv", ".json"} <= {file.suffix for file in left}
    assert [(file.name, word) for file in left for word in PLANTED if finds(file.read_bytes(), word)] == []


def test_the_list_behind_a_count_says_of_each_row_why(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    done = counted.list_into(book, "ch/039", Asked(records(tmp_path)), out, month="2026-07")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["Counts"], row["Why"], row["child"], row["Line"]) for row in csv.DictReader(file)]
    assert rows == [
        ("1", "in: open on 31 July 2026", PLANTED[0], "2"),
        ("", "out: not open on 31 July 2026", "b", "3"),
    ]
    assert (done.number, done.rows) == (1, 2)


def test_the_rows_in_make_the_number_and_a_child_counts_once(book: Path, tmp_path: Path) -> None:
    rows = episodes(
        "a,2026-05-01,",
        "a,2026-06-01,",
        "b,2026-05-01,,became looked after,,short breaks,foster care,in the area",
        '"=1+1",2026-05-01,',
    )
    where = folder_with(tmp_path / "export", {"episodes.csv": rows})
    out = tmp_path / "list.csv"
    assert counted.list_into(book, "CH/039", Asked(where), out).number == 2
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = [(row["Counts"], row["Why"], row["child"]) for row in csv.DictReader(file)]
    assert found[1] == ("", "in, and counted already with episodes.csv, line 2", "a")
    assert found[2][1] == "out: the rule leaves out legal_status = 'short breaks'"
    assert found[3][2] == "'=1+1"  # which Excel would have worked out


def test_a_list_is_of_a_group_where_one_is_named(book: Path, tmp_path: Path) -> None:
    done = counted.list_into(book, "caseload", Asked(records(tmp_path)), tmp_path / "l.csv", group="south")
    assert (done.rows, done.number) == (1, 1)
    with pytest.raises(WrongUse, match="No row of the records has the group Suoth"):
        counted.list_into(book, "caseload", Asked(records(tmp_path)), tmp_path / "m.csv", group="Suoth")
    assert not (tmp_path / "m.csv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives a file the rights of its folder")
def test_the_list_is_for_the_user_alone_and_replaces_nothing_unasked(book: Path, tmp_path: Path) -> None:
    out, asked = tmp_path / "list.csv", Asked(records(tmp_path))
    before = os.umask(0)
    try:
        counted.list_into(book, "CH/039", asked, out)
    finally:
        os.umask(before)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with pytest.raises(WrongUse, match="already there"):
        counted.list_into(book, "CH/039", asked, out)
    out.chmod(0o644)
    counted.list_into(book, "CH/039", asked, out, force=True)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with pytest.raises(WrongUse, match=r"There is no folder nowhere for list\.csv"):
        counted.list_into(book, "CH/039", asked, tmp_path / "nowhere" / "list.csv")
    with pytest.raises(WrongUse, match=r"children\.csv would lie among the records, in export"):
        counted.list_into(book, "CH/039", asked, asked.records / "children.csv", force=True)


def test_a_period_that_has_not_ended_is_not_counted(book: Path, tmp_path: Path) -> None:
    outcome = counted.count_into(book, Asked(records(tmp_path)), dry_run=True, today=dt.date(2026, 8, 31))
    assert {figure.period.end for figure in outcome.figures} == {dt.date(2026, 7, 31)}
    assert "1 August 2026 to 31 August 2026 was not counted: it has not ended." in outcome.remarks
    none = counted.count_into(book, Asked(records(tmp_path)), today=dt.date(2026, 7, 1))
    assert (none.figures, none.brought) == ((), None)


@pytest.mark.parametrize("name", ["Children.xlsx", "list.txt", "list"])
def test_no_list_is_written_over_a_workbook(book: Path, tmp_path: Path, made: bytes, name: str) -> None:
    asked = Asked(records(tmp_path))
    with pytest.raises(WrongUse, match=r"does not end in \.csv"):
        counted.list_into(book, "CH/039", asked, tmp_path / name, force=True)
    with pytest.raises(WrongUse, match=r"does not end in \.csv"):
        counted.count_into(book, asked, faults=tmp_path / name)
    assert book.read_bytes() == made


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("CH/999", {}, "No count is called CH/999"),
        ("PM27", {}, "does not hold in 2026-27 Q2"),
        ("CH/039", {"month": "2026-03"}, "2026-03 is no month"),
        ("CH/039", {"quarter": "soon"}, "is not a quarter"),
        ("CH/044", {}, "the records have no schools"),
    ],
)
def test_what_cannot_be_listed_is_a_sentence(
    book: Path, tmp_path: Path, name: str, more: dict[str, str], said: str
) -> None:
    with pytest.raises(WrongUse) as found:
        counted.list_into(book, name, Asked(records(tmp_path)), tmp_path / "l.csv", **more)  # type: ignore[arg-type]
    assert said in found.value.message
    assert not (tmp_path / "l.csv").exists()


def test_records_that_break_leave_the_workbook_as_it_was(book: Path, tmp_path: Path, made: bytes) -> None:
    where = folder_with(tmp_path / "export", {"children.csv": CHILDREN, "episodes.parquet": b"PAR1 PAR1"})
    with pytest.raises(CypsError):
        counted.count_into(book, Asked(where))
    assert book.read_bytes() == made


def test_a_workbook_of_another_report_has_no_counts_that_ship(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    report.new(path)
    with pytest.raises(WrongUse, match="No counts that ship"):
        counted.count_into(path, Asked(records(tmp_path)))


def test_the_commands_do_the_same(book: Path, tmp_path: Path, made: bytes) -> None:
    rows = episodes(f"{PLANTED[0]},2023-05-01,", "b,2023-08-10,", "c,01/13/2023,")
    where = folder_with(tmp_path / "export", {"episodes.csv": rows, "children.csv": CHILDREN, "cases.csv": TEAMS})
    words = ("--quarter", "2023-24 Q2", "--dry-run", "--faults", tmp_path / "aside.csv")
    dry = run("count", book, "--records", where, *words)
    assert dry.exit_code == 0 and "Dry run: nothing was written." in dry.output
    assert "CH/039\tChildren looked after\tAugust 2023\t\t2\t2 to 3" in dry.output
    assert book.read_bytes() == made
    aside = (tmp_path / "aside.csv").read_text(encoding="utf-8-sig").splitlines()
    assert aside == ["File,Line,What is wrong", 'episodes.csv,4,"started is 99/99/9999, which is no day"']
    listed = run("list", book, "CH/039", "--records", where, "--out", tmp_path / "l.csv")
    assert listed.exit_code == 0 and "2 rows" in listed.output and PLANTED[0] not in listed.output
    assert PLANTED[0] not in dry.output
    again = run("count", book, "--records", where, *words)
    assert again.exit_code == 2 and "aside.csv is already there" in again.output
    for words in (
        ("count", book),
        ("count", "--records", where),
        ("list", book, "CH/039", "--out", tmp_path / "m.csv"),
    ):
        wrong = run(*words)
        assert wrong.exit_code == 2 and "Error:" in wrong.output
    both = run("count", book, "--records", where, "--overwrite", "--keep-corrections")
    assert both.exit_code == 2
    checked = run("count", "--check", "--counts", PACK)
    assert checked.exit_code == 0 and "every answer right" in checked.output


def test_a_team_that_the_workbook_has_not_comes_in_only_where_it_is_named(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    teams = f"child,team,allocated,closed\nb,{PLANTED[1]},2026-01-01,\nc,north,2026-01-01,\n"
    where = folder_with(tmp_path / "export", {"cases.csv": teams})
    for dry_run in (True, False):
        with pytest.raises(WrongUse, match=f"groups that no row of the workbook has: “{PLANTED[1]}”") as found:
            counted.count_into(book, Asked(where), dry_run=dry_run, today=DAY)
        assert "--new-group" in found.value.remedy
    assert book.read_bytes() == before
    named = counted.count_into(book, Asked(where, new_groups=(PLANTED[1],)), dry_run=True, today=DAY)
    assert {figure.group for figure in named.figures} >= {PLANTED[1], "north"}


def origin_of(path: Path, table: str, heading: str, *key: object) -> Origin | None:
    package = Package.read(path)
    inputs = inputs_of(package)
    row = inputs.named(table).find(*key)  # type: ignore[arg-type]
    assert row is not None
    return read_origins(package, inputs.catalogue).of(inputs.catalogue[table], row, heading)


def test_each_counted_figure_keeps_its_records_their_fingerprint_its_day_and_its_rule(
    book: Path, tmp_path: Path
) -> None:
    where = records(tmp_path)
    counted.count_into(book, Asked(where), today=DAY)
    august = dt.date(2026, 8, 31)
    found = origin_of(book, "LookedAfter", "Children", august)
    assert found is not None
    rule = next(count for count in declared().counts if count.name == "CH/039")
    assert (found.count, found.source, found.day, found.counts) == ("CH/039", "export", "2026-11-29", PACK)
    assert found.version == version_of(declared(), rule) and len(found.fingerprint) == 12
    in_area = origin_of(book, "LookedAfter", "In the area", august)
    assert in_area is not None and in_area.count == "in the area" and in_area.version != found.version
    assert origin_of(book, "LookedAfter", "Children", dt.date(2025, 8, 31)) is None  # nobody counted it
    for_metric = origin_of(book, "Metrics", "Number", QUARTER, "CH/043")
    assert for_metric is not None and for_metric.count == "CH/043"


def test_the_fingerprint_is_that_of_what_is_in_the_files(tmp_path: Path) -> None:
    where = records(tmp_path)
    before = read_source(where, declared().layouts).fingerprint()
    (where / "episodes.csv").rename(where / "episodes 2026.csv")
    (where / "notes.txt").write_text("no records")
    assert read_source(where, declared().layouts).fingerprint() == before
    (where / "children.csv").write_text(f"{CHILDREN}\n")
    assert read_source(where, declared().layouts).fingerprint() != before


def test_a_figure_that_is_imported_over_a_count_comes_from_no_count_any_more(book: Path, tmp_path: Path) -> None:
    counted.count_into(book, Asked(records(tmp_path)), today=DAY)
    source = folder_with(tmp_path / "in", {"LookedAfter.csv": "As at,Children\n2026-08-31,5\n"})
    report.import_figures(book, source)
    august = dt.date(2026, 8, 31)
    now = origin_of(book, "LookedAfter", "Children", august)
    assert now is not None and (now.source, now.count, now.version) == ("in", "", "")
    report.refresh(book)
    assert origin_of(book, "LookedAfter", "In the area", august) is not None


def test_the_version_is_of_the_rule_and_not_of_its_words(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {one.name: one.read_bytes() for one in declared().folder.iterdir() if one.is_file()})
    rules = folder / "Counts.csv"

    def version() -> str:
        found = read_declared(folder)
        return version_of(found, next(count for count in found.counts if count.name == "CH/012"))

    before = version()
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("New assessments completed within", "Assessments completed within"), encoding="utf-8")
    assert version() == before
    rules.write_text(text.replace("completed <= due", "completed < due"), encoding="utf-8")
    assert version() != before
