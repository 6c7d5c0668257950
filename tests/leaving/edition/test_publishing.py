"""Publishing from end to end: what stops it, and what stands beside an edition."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cyps_xl.cli import main
from cyps_xl.edition.pdf import NOBODY_PRINTS
from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.errors import Blocked, WrongUse

QUICK = Wanted(make_pdf=False)


def test_a_contradiction_stops_it_and_nothing_is_written(contradictory: Path, tmp_path: Path) -> None:
    with pytest.raises(Blocked) as stopped:
        publish(contradictory, tmp_path / "out", QUICK)
    assert [problem.where for problem in stopped.value.problems] == ["Supervision!C8", "Complaints!D55"]
    assert not (tmp_path / "out").exists()


def test_a_contradiction_that_is_accepted_stops_it_no_more(accepted: Path, tmp_path: Path) -> None:
    published = publish(accepted, tmp_path, QUICK)
    whole = json.loads(published.files[f"{published.folder.name}.json"])
    assert [entry["check"] for entry in whole["accepted"]] == ["FG01", "SM01"]
    assert {entry["by"] for entry in whole["accepted"]} == {"Head of service"}
    assert "As returned" not in json.dumps(whole)  # a reason is the officer's own


def test_the_files_on_the_disk_are_the_files_that_were_proved(english: Published) -> None:
    assert {path.name: path.read_bytes() for path in english.folder.iterdir()} == english.files


def test_the_manifest_names_every_other_file_with_its_fingerprint(english: Published) -> None:
    whole = json.loads(english.files[f"{english.folder.name}.json"])
    listed = {entry["name"]: entry["sha256"] for entry in whole["files"]}
    others = {name: data for name, data in english.files.items() if name != f"{english.folder.name}.json"}
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in others.items()}
    assert (whole["language"], whole["audience"], whole["published"]) == ("en-GB", "members", "2018-03-08")


def test_the_csv_holds_every_figure_and_its_metadata_every_column(english: Published) -> None:
    name = f"{english.folder.name}.csv"
    rows = list(csv.DictReader(io.StringIO(english.files[name].decode("utf-8-sig"))))
    metadata = json.loads(english.files[f"{name}-metadata.json"])
    assert len(rows) == len(english.figures) > 450
    assert [column["name"] for column in metadata["tableSchema"]["columns"]] == list(rows[0])
    keys = [(row["sheet"], row["cell"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_no_text_in_the_csv_can_be_taken_for_a_formula(english: Published) -> None:
    rows = csv.DictReader(io.StringIO(english.files[f"{english.folder.name}.csv"].decode("utf-8-sig")))
    texts = [value for row in rows for name, value in row.items() if name != "value"]
    assert [text for text in texts if text.startswith(("=", "+", "-", "@"))] == []


def test_what_is_published_is_replaced_only_when_asked(workbook: Path, tmp_path: Path) -> None:
    published = publish(workbook, tmp_path, QUICK)
    before = {path: path.stat().st_mtime_ns for path in published.folder.iterdir()}
    with pytest.raises(WrongUse, match="published already"):
        publish(workbook, tmp_path, QUICK)
    assert {path: path.stat().st_mtime_ns for path in published.folder.iterdir()} == before
    publish(workbook, tmp_path, Wanted(make_pdf=False, force=True))
    assert [path.name for path in tmp_path.iterdir()] == [published.folder.name]


def test_without_a_program_that_prints_the_rest_is_published_and_says_so(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    published = publish(workbook, tmp_path / "out", Wanted())
    assert published.notes == (NOBODY_PRINTS,)
    assert not any(name.endswith(".pdf") for name in published.files)


def test_the_workbook_itself_stays_as_it_is(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    publish(workbook, tmp_path / "out", QUICK)
    assert workbook.read_bytes() == before


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["publish", *map(str, words), "--no-pdf"])
    return result.exit_code, result.output


def test_the_command_says_where_the_edition_is_and_how_much_it_holds(workbook: Path, tmp_path: Path) -> None:
    code, printed = run(workbook, "--out", tmp_path, "--date", "2018-03-01", "--report-accessibility")
    assert code == 0
    assert str(tmp_path / "CYPS report 2017-18 Q3 members") in printed
    assert "figures published, 0 suppressed." in printed
    assert "pass            Before publishing: The cursor is in A1" in printed
    manifest = tmp_path / "CYPS report 2017-18 Q3 members" / "CYPS report 2017-18 Q3 members.json"
    assert json.loads(manifest.read_bytes())["published"] == "2018-03-01"


def test_the_command_ends_with_1_when_checks_block_and_2_when_used_wrongly(
    contradictory: Path, workbook: Path, tmp_path: Path
) -> None:
    code, printed = run(contradictory, "--out", tmp_path)
    assert code == 1 and "Supervision!C8" in printed and "--draft" in printed
    assert run(tmp_path / "none.xlsx", "--out", tmp_path)[0] == 2
    assert run(workbook)[0] == 2
