"""A database by its name in the settings, in the place of a folder: counted, listed, tried."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl.cli import main
from cyps_xl.errors import WrongUse
from cyps_xl.records.databases import records_at
from helpers.case_records import (
    PLANTED,
    planted_records,
)
from helpers.postgresql_server import Server

pytest.importorskip("duckdb")


@pytest.fixture
def named(postgresql: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name under which the settings have a database with records."""
    planted_records(tmp_path)
    postgresql.put("care", tmp_path / "export")
    settings = tmp_path / "settings" / "cyps-xl"
    settings.mkdir(parents=True)
    text = f'[social-care]\nurl = "{postgresql.url()}"\nschemas = ["care"]\n'
    (settings / "records.toml").write_text(text, encoding="utf-8")
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return "social-care"


def asked(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)), env={"COLUMNS": "200"})


def test_a_database_by_its_name_gives_the_figures_of_a_workbook_and_the_list_behind_each(
    book: Path, tmp_path: Path, named: str
) -> None:
    faults, out = tmp_path / "faults.csv", tmp_path / "list.csv"
    done = asked("count", book, "--records", named, "--quarter", "2026-27 Q1", "--faults", faults,
                 "--new-group", "North", "--new-group", "South")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "care.episodes: started is 99/99/9999, which is no day (1, first in id 3)" in done.output
    assert faults.read_text(encoding="utf-8-sig").splitlines()[0] == "Table,Key,What is wrong"
    listed = asked("list", book, "CH/039", "--records", named, "--quarter", "2026-27 Q1", "--out", out)
    assert listed.exit_code == 0, listed.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [(row["Counts"], row["Table"], row["Key"]) for row in csv.DictReader(file)] == [
            ("1", "care.episodes", "id 1"),
            ("", "care.episodes", "id 2"),
        ]
    told = asked("explain", book, "Looked after!C32")
    with zipfile.ZipFile(book) as package:
        for name in package.namelist():
            content = package.read(name)
            assert not any(planted.encode() in content for planted in PLANTED), name
            assert b"postgresql://" not in content
    assert not any(planted in done.output + told.output for planted in PLANTED)


def test_the_rules_are_tried_in_the_database_that_is_named(named: str) -> None:
    done = asked("count", "--check", "--records", named)
    assert done.exit_code == 0, done.output
    assert "every answer right" in done.output
    assert "--check brings its own records" in asked("count", "--check", "--records", "export").output


def test_what_keeps_a_database_from_being_counted_leaves_the_workbook_as_it_was(
    book: Path, made: bytes, named: str, postgresql: Server
) -> None:
    postgresql.do("ALTER TABLE care.episodes RENAME started TO begun")
    done = asked("count", book, "--records", named)
    assert done.exit_code == 2
    assert "care.episodes has no column “started”" in done.output
    assert book.read_bytes() == made


def test_one_name_of_two_things_is_refused(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / named).mkdir()
    with pytest.raises(WrongUse, match=r"a database in records\.toml, and a file or folder here"):
        records_at(named)
    assert records_at(f"./{named}") == Path(named)
