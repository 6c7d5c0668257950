"""Counts come into a workbook as an import does, and nothing by which a child could be known comes with them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl import counted
from cyps_xl.bringing_in import Corrections
from cyps_xl.case_records import Asked
from cyps_xl.cli import main
from cyps_xl.edition.build import Wanted
from cyps_xl.edition.publishing import publish
from cyps_xl.errors import Blocked, CypsError, WrongUse
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.records import Inputs
from cyps_xl.planning import inputs_of
from cyps_xl.resources import packs_folder
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.byte_scan import finds
from helpers.case_records import CHILDREN, DRAWN, PACK, PLANTED, TEAMS, episodes, folder_with, planted_records
from helpers.new_books import new_book

pytest.importorskip("duckdb")

DAY = dt.date(2026, 11, 29)
QUARTER = "2026-27 Q2"


def held(path: Path) -> Inputs:
    return inputs_of(Package.read(path))


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_dry_run_says_what_would_change_and_writes_nothing(book: Path, tmp_path: Path, made: bytes) -> None:
    outcome = counted.count_into(book, Asked(planted_records(tmp_path), drawn=DRAWN), dry_run=True, today=DAY)
    assert book.read_bytes() == made
    assert outcome.brought is not None
    changes = {(cell.table, cell.row, cell.heading): (cell.old, cell.new) for cell in outcome.brought.cells}
    places = [(row, heading) for table, row, heading in changes if table == "LookedAfter"]
    [august] = [change for (_, row, heading), change in changes.items() if heading == "Children" and "Aug" in row]
    assert august[1] == 2 and august[0] != 2
    assert {heading for _, heading in places} == {"Children", "In the area", "Elsewhere in Wales", "Outside Wales"}


def test_what_was_counted_stands_in_the_input_tables_with_its_source(book: Path, tmp_path: Path) -> None:
    counted.count_into(book, Asked(planted_records(tmp_path), drawn=DRAWN), today=DAY)
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


def test_records_that_change_while_they_are_counted_bring_nothing_in(book: Path, tmp_path: Path, made: bytes) -> None:
    records = planted_records(tmp_path)

    def export_again(step: str) -> None:
        if step == "Counting":
            (records / "episodes.csv").write_bytes(b"\n")

    with pytest.raises(CypsError, match=r"episodes\.csv changed while it was counted"):
        counted.count_into(book, Asked(records, drawn=DRAWN), today=DAY, tell=export_again)
    assert book.read_bytes() == made


def test_several_quarters_are_counted_at_once_and_nothing_else_changes(book: Path, tmp_path: Path) -> None:
    before = held(book)
    outcome = counted.count_into(
        book, Asked(planted_records(tmp_path), drawn=DRAWN), (QUARTER, "Q2 2025/26"), today=DAY
    )
    assert {str(figure.quarter) for figure in outcome.figures} == {QUARTER, "2025-26 Q2"}
    after = held(book)
    for table in ("Register", "Assessments", "Explanations", "Settings"):
        assert [row.values for row in after.named(table)] == [row.values for row in before.named(table)]
    assert any("registrations was not counted: the records have no registrations" in one for one in outcome.remarks)
    assert "  episodes.csv: started is 99/99/9999, which is no day (1, first in line 4)" in outcome.remarks


def test_a_figure_that_somebody_corrected_since_is_not_replaced_unasked(book: Path, tmp_path: Path) -> None:
    asked = Asked(planted_records(tmp_path), drawn=DRAWN)
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
    asked = Asked(planted_records(tmp_path), drawn=DRAWN)
    counted.count_into(book, asked, today=DAY)
    before = book.read_bytes()
    again = counted.count_into(book, asked, today=DAY, corrections=Corrections.KEEP)
    assert again.brought is not None and again.brought.cells == ()
    assert book.read_bytes() == before


def test_nothing_of_a_child_is_in_the_workbook_or_in_any_edition(book: Path, tmp_path: Path) -> None:
    places = ("in the area", "elsewhere in Wales", "outside Wales")
    rest = (f"child{n},2026-07-01,,became looked after,,care order,foster care,{places[n % 3]}" for n in range(300))
    born = "".join(f"child{n},2015-01-01,,\n" for n in range(300))
    files = {"episodes.csv": episodes(f"{PLANTED[0]},2026-05-01,", *rest), "children.csv": CHILDREN + born}
    where = folder_with(tmp_path / "export", files)
    raw = b"".join(file.read_bytes() for file in where.iterdir())
    assert all(word.encode() in raw for word in (*PLANTED[:3], PLANTED[4]))
    counted.count_into(book, Asked(where, drawn=DRAWN), today=DAY)
    for audience in ("members", "public"):
        publish(book, tmp_path / audience, Wanted(audience=audience, first_edition=True, make_pdf=False))
    shutil.rmtree(where)
    left = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {book.suffix, ".csv", ".json"} <= {file.suffix for file in left}
    assert [(file.name, word) for file in left for word in PLANTED if finds(file.read_bytes(), word)] == []


def test_a_period_that_has_not_ended_is_not_counted(book: Path, tmp_path: Path) -> None:
    asked = Asked(planted_records(tmp_path))
    outcome = counted.count_into(book, asked, dry_run=True, today=dt.date(2026, 8, 31))
    assert {figure.period.end for figure in outcome.figures} == {dt.date(2026, 7, 31)}
    assert "1 August 2026 to 31 August 2026 was not counted: it has not ended." in outcome.remarks
    none = counted.count_into(book, asked, today=dt.date(2026, 7, 1))
    assert (none.figures, none.brought) == ((), None)


@pytest.mark.parametrize("quarters", [(QUARTER,), ("2025-26 Q3", QUARTER)])
def test_a_quarter_that_the_export_does_not_reach_is_refused(
    book: Path, tmp_path: Path, made: bytes, quarters: tuple[str, ...]
) -> None:
    files = {  # a day of birth, a day after today, and a day on which something is due reach nothing
        "episodes.csv": episodes("a,2025-11-20,2026-05-25", "b,2026-03-01,2026-12-24"),
        "children.csv": "child,born\nc,2026-08-01\n",
    }
    asked = Asked(folder_with(tmp_path / "export", files))
    with pytest.raises(WrongUse) as found:
        counted.count_into(book, asked, quarters, today=DAY)
    beyond = "nothing that is counted for 2026-27 Q2 had ended by then."
    assert found.value.message == f"The records in export reach to 1 March 2026; {beyond}"
    assert "Export them anew after 30 September 2026" in found.value.remedy and "--drawn" in found.value.remedy
    assert book.read_bytes() == made


def test_counts_that_the_workbook_has_no_place_for_are_named_with_the_place(book: Path, tmp_path: Path) -> None:
    """A column that was renamed since would else keep its old figures, and nobody be told."""
    rules = shutil.copytree(packs_folder() / PACK / "records", tmp_path / "rules")
    counts = rules / "Counts.csv"
    counts.write_text(counts.read_text(encoding="utf-8").replace("LookedAfter[Children]", "LookedAfter[Kids]"), "utf-8")
    asked = Asked(planted_records(tmp_path), drawn=DRAWN, counts=str(rules))
    outcome = counted.count_into(book, asked, dry_run=True, today=DAY)
    assert "Not counted, as this workbook has no LookedAfter[Kids] (CH/039)." in outcome.remarks
    whole = counted.count_into(book, Asked(planted_records(tmp_path / "again"), drawn=DRAWN), dry_run=True, today=DAY)
    assert not any("has no" in remark for remark in whole.remarks)


def test_a_count_by_month_goes_into_no_table_without_months(book: Path, tmp_path: Path, made: bytes) -> None:
    rules = shutil.copytree(packs_folder() / PACK / "records", tmp_path / "rules")
    counts = rules / "Counts.csv"
    text = counts.read_text(encoding="utf-8")
    old = ",placements_of_year >= 3,,year to date,"
    assert old in text
    counts.write_text(text.replace(old, old.replace("year to date", "month")), "utf-8")
    with pytest.raises(WrongUse) as found:
        counted.count_into(book, Asked(planted_records(tmp_path), drawn=DRAWN, counts=str(rules)), today=DAY)
    assert found.value.message.startswith("Counts.csv, CH/043, Into: the figure of each of its months goes into the")
    assert "Metrics[Number] where Code = CH/043" in found.value.message
    assert "Write quarter under Over" in found.value.remedy
    assert book.read_bytes() == made


def test_records_that_break_leave_the_workbook_as_it_was(book: Path, tmp_path: Path, made: bytes) -> None:
    where = folder_with(tmp_path / "export", {"children.csv": CHILDREN, "episodes.parquet": b"PAR1 PAR1"})
    with pytest.raises(CypsError):
        counted.count_into(book, Asked(where, drawn=DRAWN))
    assert book.read_bytes() == made


def test_a_workbook_of_another_report_has_no_counts_that_ship(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path, example=False)
    with pytest.raises(WrongUse, match="No counts that ship"):
        counted.count_into(path, Asked(planted_records(tmp_path), drawn=DRAWN))


def test_the_commands_do_the_same(book: Path, tmp_path: Path, made: bytes) -> None:
    rows = episodes(f"{PLANTED[0]},2023-05-01,", "b,2023-08-10,", "c,01/13/2023,")
    where = folder_with(tmp_path / "export", {"episodes.csv": rows, "children.csv": CHILDREN, "cases.csv": TEAMS})
    words = ("--quarter", "2023-24 Q2", "--drawn", "2023-10-05", "--dry-run", "--faults", tmp_path / "aside.csv")
    dry = run("count", book, "--records", where, *words)
    assert dry.exit_code == 0 and "Dry run: nothing was written." in dry.output
    assert "CH/039\tChildren looked after\tAugust 2023\t\t2\t2 to 3" in dry.output
    assert book.read_bytes() == made
    aside = (tmp_path / "aside.csv").read_text(encoding="utf-8-sig").splitlines()
    assert aside == ["File,Line,What is wrong", 'episodes.csv,4,"started is 99/99/9999, which is no day"']
    words_of_list = ("--quarter", "2023-24 Q2", "--drawn", "2023-10-05", "--out", tmp_path / "l.csv")
    listed = run("list", book, "CH/039", "--records", where, *words_of_list)
    assert listed.exit_code == 0 and "2 rows" in listed.output and PLANTED[0] not in listed.output
    assert PLANTED[0] not in dry.output
    again = run("count", book, "--records", where, *words)
    assert again.exit_code == 0  # a list of before is written anew
    (tmp_path / "aside.csv").write_text("somebody's own", encoding="utf-8")
    refused = run("count", book, "--records", where, *words)
    assert refused.exit_code == 2 and "aside.csv is already there" in refused.output
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
    teams = f"child,team,allocated,closed\nb,{PLANTED[1]},2026-01-01,\nc,north,2026-07-01,\n"
    where = folder_with(tmp_path / "export", {"cases.csv": teams})
    said = "The records have groups that no row of the workbook has: team in cases.csv, line 2 (1 row)."
    tried = counted.count_into(book, Asked(where, drawn=DRAWN), dry_run=True, today=DAY)
    assert said in tried.remarks and any("--new-group" in remark for remark in tried.remarks)
    assert [figure.number for figure in tried.figures if figure.group == "North"] == [1]
    assert PLANTED[1] not in repr(tried)
    with pytest.raises(WrongUse) as found:
        counted.count_into(book, Asked(where, drawn=DRAWN), today=DAY)
    assert found.value.message == said and "--new-group" in found.value.remedy
    assert book.read_bytes() == before
    named = counted.count_into(book, Asked(where, drawn=DRAWN, new_groups=(PLANTED[1],)), dry_run=True, today=DAY)
    assert {figure.group for figure in named.figures} >= {PLANTED[1], "North"}


def test_a_team_in_other_capitals_is_the_same_team(book: Path, tmp_path: Path) -> None:
    rows = "a,North,2026-01-01,\nb,NORTH,2026-01-01,\nc,north,2026-01-01,\nd,South,2026-01-01,\nd,South,2026-01-01,\n"
    where = folder_with(tmp_path / "export", {"cases.csv": f"child,team,allocated,closed\n{rows}"})
    outcome = counted.count_into(book, Asked(where, drawn=DRAWN), dry_run=True, today=DAY)
    found = {one.group: (one.number, could_be) for one, could_be in zip(outcome.figures, outcome.ranges, strict=True)}
    assert (found["North"], found["South"][0]) == ((3, "3 to 5"), 2)


def test_a_person_who_may_be_in_two_spellings_of_a_team_is_not_counted_twice(book: Path, tmp_path: Path) -> None:
    rules = shutil.copytree(packs_folder() / PACK / "records", tmp_path / "rules")
    text = (rules / "Counts.csv").read_text(encoding="utf-8")
    (rules / "Counts.csv").write_text(text.replace("caseload,records,", "caseload,people,"), "utf-8")
    rows = "child,team,allocated,closed\na,North,2026-01-01,\na,NORTH,2026-02-01,\n"
    asked = Asked(folder_with(tmp_path / "export", {"cases.csv": rows}), counts=str(rules), drawn=DRAWN)
    with pytest.raises(WrongUse, match="caseload: the records spell a team in two ways, with other capitals"):
        counted.count_into(book, asked, dry_run=True, today=DAY)
