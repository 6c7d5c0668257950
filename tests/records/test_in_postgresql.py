"""The same counts from a PostgreSQL as from files, row for row, and nothing in it is written."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.comparing import System
from cyps_xl.records.counting import count_quarter
from cyps_xl.records.listing import ListBehind
from cyps_xl.records.loading import Loaded
from cyps_xl.records.postgresql import PostgreSQL
from cyps_xl.records.quality import quality_of
from cyps_xl.records.quoting import as_name, as_text
from cyps_xl.records.read_declared import packs_with_counts, read_declared
from cyps_xl.records.reconciling import Reconciled, reconcile, strangers
from cyps_xl.records.rule_sql import periods_of
from cyps_xl.records.servers import connected, load_from_database
from cyps_xl.records.try_rules import try_rules
from cyps_xl.resources import packs_folder
from helpers.case_records import (
    EPISODES,
    OPEN,
    PACK,
    counts_of,
    declared,
    episodes,
    folder_with,
    loaded_from,
)
from helpers.postgresql_server import DATES, Server, in_database
from helpers.scripts import script

pytest.importorskip("duckdb")

make_records = script("make_records")
LAST = Quarter.parse("2025-26 Q4")


@pytest.mark.parametrize("name", packs_with_counts())
def test_every_rule_of_a_pack_gives_the_right_answer_in_a_server(postgresql: Server, name: str) -> None:
    engine = connected(in_database(postgresql))
    tried = try_rules(read_declared(name), engine)
    engine.close()
    assert tried.problems == ()
    assert tried.right >= len(read_declared(name).counts)


@pytest.mark.parametrize("kinds", [DATES, {}], ids=["as dates", "as texts"])
def test_counts_ranges_and_lists_are_those_of_the_files_row_for_row(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path, kinds: dict[str, str]
) -> None:
    records = make_records.make(150, 3, 1, LAST)
    make_records.plant(records, 0 if kinds else 4, 1)  # a column of dates takes no text that is none
    make_records.write(records, tmp_path)
    postgresql.put("made up", tmp_path, kinds)
    files, server = loaded_from(tmp_path, "as declared"), opened(in_database(postgresql, "made up"), "as declared")
    assert (server.rows, server.set_aside) == (files.rows, files.set_aside)
    assert [why for _, why, _, _ in server.reasons()] == [why for _, why, _, _ in files.reasons()]
    found = [
        [(one.table, one.said, one.rows) for one in quality_of(declared(), two).findings] for two in (files, server)
    ]
    assert found[1] == found[0]
    for quarter in (LAST, LAST.last_year):
        of_files, of_server = (count_quarter(declared(), one, quarter) for one in (files, server))
        assert of_server == of_files
        ranges = [quality_of(declared(), one, of_files.figures).ranges for one in (files, server)]
        assert ranges[1] == ranges[0]
    for count in declared().counts:
        if count.holds_in(LAST):
            period = periods_of(count, LAST)[-1]
            rows = [
                ([_without_place(row) for row in behind.rows()], behind.number)
                for behind in (ListBehind(declared(), one, count, period) for one in (files, server))
            ]
            assert rows[1] == rows[0], count.name


def _without_place(row: tuple[str, ...]) -> tuple[str, ...]:
    why = row[1].partition(" with ")[0]
    return (row[0], why, *row[2:-2])


def test_a_row_that_cannot_be_used_is_known_by_its_table_and_key(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    rows = episodes("a,2025-01-01,", "b,31/02/2025,", "c,1 May 2025,", "d,2025-06-30 00:00:00,")
    folder_with(tmp_path, {"episodes.csv": rows})
    postgresql.put("keyed", tmp_path)
    loaded = opened(in_database(postgresql, "keyed"))
    assert loaded.place == ("Table", "Key")
    assert [(one.file, one.line, one.why) for one in loaded.rows_set_aside()] == [
        ("keyed.episodes", "id 2", "started is 99/99/9999, which is no day")
    ]
    assert counts_of(loaded, "2025-26 Q1")["looked after, short breaks in", dt.date(2025, 6, 30), ""] == 3
    assert loaded.untold == frozenset()


def test_a_table_without_a_key_of_its_own_is_told_by_that_of_the_pack_to_its_user_alone(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    folder_with(tmp_path, {"episodes.csv": episodes("KX7731904Q,31/02/2025,", "b,2025-01-01,")})
    postgresql.put("keyless", tmp_path, key=False)
    loaded = opened(in_database(postgresql, "keyless"))
    assert [one.line for one in loaded.rows_set_aside()] == ["child KX7731904Q, started 31/02/2025"]
    assert loaded.untold == {"keyless.episodes"}


def test_numbers_that_are_no_whole_ones_and_codes_in_any_dress_are_read_as_in_a_file(
    postgresql: Server, opened: Callable[..., Loaded]
) -> None:
    postgresql.do("DROP SCHEMA IF EXISTS odd CASCADE; CREATE SCHEMA odd; GRANT USAGE ON SCHEMA odd TO reader")
    pairs = zip(EPISODES.split(",")[3:], OPEN.split(","), strict=True)
    columns = ", ".join(f"'{value}'::char(40) AS {name}" for name, value in pairs)
    postgresql.do(
        f'CREATE VIEW odd."Episodes" AS SELECT 7.00::numeric AS "CHILD", timestamp \'2025-01-01\' AS started, '
        f"NULL::date AS ended, {columns} UNION ALL SELECT 8, '2025-01-01 10:30', NULL, {columns}"
    )
    postgresql.do('GRANT SELECT ON odd."Episodes" TO reader')
    loaded = opened(in_database(postgresql, "odd"))
    assert loaded.engine.run('SELECT "child", "started", "placed" FROM "episodes"') == [
        ("7", dt.date(2025, 1, 1), "in the area")
    ]
    assert [one.why for one in loaded.rows_set_aside()] == ["started is 9999-99-99 99:99:99, which is no day"]


def test_a_table_that_has_a_heading_twice_is_refused(postgresql: Server, opened: Callable[..., Loaded]) -> None:
    postgresql.do("DROP SCHEMA IF EXISTS twice CASCADE; CREATE SCHEMA twice; GRANT USAGE ON SCHEMA twice TO reader")
    postgresql.do(
        "CREATE VIEW twice.children AS SELECT '7'::text AS child, '8'::text AS \"Child\", current_date AS born"
    )
    postgresql.do("GRANT SELECT ON twice.children TO reader")
    with pytest.raises(UnusableFile, match="children has more than one column “child”"):
        opened(in_database(postgresql, "twice"))


def test_a_team_whose_rows_cannot_be_used_is_told_from_one_that_has_none_in_a_server_too(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    rows = "child,team,allocated,closed\na,North,2025-01-01,\nb,South,2025-02-30,\n00123,North,2025-01-01,\n"
    folder_with(tmp_path, {"cases.csv": f"{rows}123,North,2025-01-01,\n"})
    postgresql.put("groups", tmp_path)
    loaded = opened(in_database(postgresql, "groups"))
    assert loaded.set_aside_by_group(declared().tables["cases"], "team") == {"South": 1}
    [finding] = quality_of(declared(), loaded).findings
    assert (finding.said, finding.rows) == ("whose number is written in two ways, such as 00123 and 123", 2)


def test_records_of_another_system_are_known_by_their_columns(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    rows = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,01/04/2017,S,C2,U4,,\n2,01/04/2017,S,V4,U1,31/03/2018,E4A\n"
    folder_with(tmp_path, {"episodes.csv": rows})
    postgresql.put("ssda", tmp_path)
    loaded = opened(in_database(postgresql, "ssda"))
    assert counts_of(loaded, "2017-18 Q4")["left care", dt.date(2018, 3, 31), ""] == 1


def test_nothing_can_be_written_and_all_figures_are_of_one_moment(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    folder_with(tmp_path, {"episodes.csv": episodes("a,2025-01-01,")})
    postgresql.put("still", tmp_path)
    postgresql.do("GRANT ALL ON ALL TABLES IN SCHEMA still TO reader; GRANT ALL ON SCHEMA still TO reader")
    before = postgresql.contents()
    loaded = opened(in_database(postgresql, "still"))
    assert counts_of(loaded, "2025-26 Q1")["CH/039", dt.date(2025, 6, 30), ""] == 1
    engine = loaded.engine
    assert isinstance(engine, PostgreSQL)
    assert postgresql.contents() == before
    postgresql.do("INSERT INTO still.episodes (child) SELECT child FROM still.episodes")
    assert engine.run('SELECT count(*) FROM "episodes"') == [(1,)]
    for statement in (
        "DELETE FROM still.episodes",
        "CREATE TEMP TABLE planted AS SELECT 1 AS a",
        "SET TRANSACTION READ WRITE",
    ):
        own = connected(in_database(postgresql, "still"))
        with pytest.raises(UnusableFile):
            own.ask(statement)
        own.close()


def test_two_records_of_which_one_lies_in_a_server_are_reconciled(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    folder_with(tmp_path / "old", {"episodes.csv": episodes("a,2025-01-01,", "b,2025-01-01,", "c,2025-01-01,")})
    folder_with(tmp_path / "new", {"episodes.csv": episodes("a,2025-01-01,", "b,2025-07-01,", "d,31/02/2025,")})
    postgresql.put("new", tmp_path / "new")
    old = System(declared(), loaded_from(tmp_path / "old"))
    files = System(declared(), loaded_from(tmp_path / "new"))
    server = System(declared(), opened(in_database(postgresql, "new")))
    assert not strangers(old, server)
    quarter = Quarter.parse("2025-26 Q1")
    by_files, by_server = (reconcile(old, new, quarter) for new in (files, server))
    assert _told(by_server) == _told(by_files)
    assert by_server.differing


def _told(found: Reconciled) -> list[object]:
    return [
        (one.count.name, one.old, one.new, [(differs.person, differs.cause) for differs in one.differences])
        for one in found.figures
    ]


HOSTILE = 'team "%s"; DROP TABLE cases; -- $1'


def test_names_and_texts_of_a_database_are_never_taken_for_sql(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    """A heading and a table that a layout names, and a group that stands in the records."""
    folder = tmp_path / "records"
    shutil.copytree(packs_folder() / PACK / "records", folder)
    with (folder / "SystemColumns.csv").open("a", encoding="utf-8", newline="") as file:
        rows = [("child", "child"), ("team", HOSTILE), ("allocated", "allocated"), ("closed", "closed")]
        csv.writer(file).writerows(["Hostile", "cases", ours, 'ca"ses', theirs] for ours, theirs in rows)
    said = read_declared(folder)
    postgresql.do("DROP SCHEMA IF EXISTS hostile CASCADE")
    postgresql.do("CREATE SCHEMA hostile")
    postgresql.do("GRANT USAGE ON SCHEMA hostile TO reader")
    postgresql.do(
        f"CREATE TABLE hostile.{as_name('ca' + chr(34) + 'ses')} AS SELECT 'a'::text AS child, "
        f"{as_text(HOSTILE)} AS {as_name(HOSTILE)}, DATE '2025-01-01' AS allocated, NULL::date AS closed"
    )
    postgresql.do("GRANT SELECT ON ALL TABLES IN SCHEMA hostile TO reader")
    loaded, source = load_from_database(in_database(postgresql, "hostile"), said, "Hostile")
    figures = count_quarter(said, loaded, LAST, said.counts_called("caseload")).figures
    assert [(one.group, one.number) for one in figures] == [(HOSTILE, 1)]
    assert None not in quality_of(said, loaded, figures).ranges
    assert len(source.fingerprint()) == 12
    loaded.engine.close()


def test_a_fingerprint_stands_for_what_is_read_and_for_nothing_else(postgresql: Server, tmp_path: Path) -> None:
    folder_with(tmp_path, {"children.csv": "child,born,street\na,2010-01-01,North\nb,2011-01-01,South\n"})

    def fingerprint() -> str:
        loaded, source = load_from_database(in_database(postgresql, "marked"), declared(), None)
        found = source.fingerprint()
        loaded.engine.close()
        return found

    postgresql.put("marked", tmp_path)
    first = fingerprint()
    postgresql.do("UPDATE marked.children SET street = 'West'")
    assert fingerprint() == first
    postgresql.do("UPDATE marked.children SET born = '2010-01-02' WHERE child = 'a'")
    assert fingerprint() != first
