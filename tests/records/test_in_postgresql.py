"""The same counts from a PostgreSQL as from files, row for row; nothing in it is written, a fault is a sentence."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl.cli import main
from cyps_xl.errors import CypsError, UnusableFile, WrongUse
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.counting import count_quarter
from cyps_xl.records.databases import Database, records_at
from cyps_xl.records.listing import list_behind
from cyps_xl.records.loading import Loaded
from cyps_xl.records.postgresql import PostgreSQL
from cyps_xl.records.quality import find_faults, range_of
from cyps_xl.records.quoting import as_name, as_text
from cyps_xl.records.read_declared import packs_with_counts, read_declared
from cyps_xl.records.reconciling import Reconciled, System, reconcile, strangers
from cyps_xl.records.rule_sql import periods_of
from cyps_xl.records.servers import connected, load_from_database
from cyps_xl.records.try_rules import try_rules
from cyps_xl.resources import packs_folder
from helpers.case_records import (
    EPISODES,
    OPEN,
    PACK,
    PLANTED,
    counts_of,
    declared,
    episodes,
    folder_with,
    loaded_from,
    planted_records,
)
from helpers.postgresql_server import LOCKED, PASSWORD, READER, Server
from helpers.scripts import script

pytest.importorskip("duckdb")

make_records = script("make_records")
LAST = Quarter.parse("2025-26 Q4")
DATES = dict.fromkeys(
    ("started", "ended", "born", "referred", "completed", "due", "registered", "de_registered", "allocated", "closed"),
    "date",
)


def in_database(server: Server, *schemas: str, user: str = READER) -> Database:
    return Database("cases", server.url(user), schemas)


@pytest.fixture
def opened() -> Iterator[Callable[..., Loaded]]:
    """Loads records from a database, and lets go of it in the end."""
    held: list[Loaded] = []

    def load(database: Database, system: str | None = None) -> Loaded:
        held.append(load_from_database(database, declared(), system)[0])
        return held[-1]

    yield load
    for one in held:
        one.engine.close()


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
    found = [[(one.table, one.said, one.rows) for one in find_faults(declared(), two)] for two in (files, server)]
    assert found[1] == found[0]
    for quarter in (LAST, LAST.last_year):
        of_files, of_server = (count_quarter(declared(), one, quarter) for one in (files, server))
        assert of_server == of_files
        for figure in of_files.figures[:: 1 if quarter is LAST else 7]:
            assert range_of(declared(), server, figure) == range_of(declared(), files, figure)
    for count in declared().counts:
        if count.holds_in(LAST):
            period = periods_of(count, LAST)[-1]
            rows = [
                (listed.number, [_without_place(row) for row in listed.rows])
                for listed in (list_behind(declared(), one, count, period) for one in (files, server))
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


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("ALTER TABLE faults.episodes RENAME started TO begun", "has no column “started”"),
        ("ALTER TABLE faults.episodes RENAME TO stays", "holds no records that a declared layout knows"),
        ("REVOKE SELECT ON faults.episodes FROM reader", "faults.episodes, which reader may not read"),
        ("REVOKE USAGE ON SCHEMA faults FROM reader", "faults.episodes, which reader may not read"),
    ],
)
def test_a_table_or_a_right_that_is_not_there_is_a_sentence(
    postgresql: Server, tmp_path: Path, spoil: str, said: str
) -> None:
    folder_with(tmp_path, {"episodes.csv": episodes("a,2025-01-01,")})
    postgresql.put("faults", tmp_path)
    postgresql.do(spoil)
    with pytest.raises(CypsError) as found:
        load_from_database(in_database(postgresql, "faults"), declared(), None)
    assert said in found.value.message
    assert found.value.remedy


def test_a_role_may_read_single_columns_alone(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    folder_with(tmp_path, {"children.csv": "child,born,surname\na,2010-01-01,Rumpelstilzchen\n"})
    postgresql.put("narrow", tmp_path)
    postgresql.do(
        "REVOKE SELECT ON narrow.children FROM reader; GRANT SELECT (child, born) ON narrow.children TO reader"
    )
    assert opened(in_database(postgresql, "narrow")).rows == {"children": 1}


def test_a_view_that_its_role_may_not_look_through_is_a_sentence(postgresql: Server, tmp_path: Path) -> None:
    folder_with(tmp_path, {"children.csv": "child,born\na,2010-01-01\n"})
    postgresql.put("inner", tmp_path)
    postgresql.do('REVOKE ALL ON "inner".children FROM reader')
    postgresql.do(
        "DROP SCHEMA IF EXISTS outer_ CASCADE; CREATE SCHEMA outer_; GRANT USAGE ON SCHEMA outer_ TO reader; "
        'CREATE VIEW outer_.children WITH (security_invoker = true) AS SELECT * FROM "inner".children; '
        "GRANT SELECT ON outer_.children TO reader"
    )
    with pytest.raises(UnusableFile, match="does not let reader read"):
        load_from_database(in_database(postgresql, "outer_"), declared(), None)


def test_a_connection_that_is_lost_half_way_is_a_sentence(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    folder_with(tmp_path, {"episodes.csv": episodes("a,2025-01-01,")})
    postgresql.put("lost", tmp_path)
    loaded = opened(in_database(postgresql, "lost"))
    postgresql.do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cyps-xl'")
    with pytest.raises(UnusableFile, match="The connection to cases broke off") as found:
        count_quarter(declared(), loaded, LAST)
    assert "Nothing was written" in found.value.remedy


def test_a_password_comes_from_the_environment_and_stands_in_no_message(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_with(tmp_path, {"episodes.csv": episodes("a,2025-01-01,")})
    postgresql.put("shut", tmp_path)
    database = in_database(postgresql, "shut", user=LOCKED)
    for password, said in (
        ("", "has no password for it as locked"),
        ("wrong one", "does not take the password as locked"),
    ):
        monkeypatch.setenv("CYPS_XL_PASSWORD_CASES", password)
        with pytest.raises(WrongUse) as found:
            opened(database)
        assert said in found.value.message and "CYPS_XL_PASSWORD_CASES" in found.value.remedy
        assert "wrong one" not in str(found.value)
    monkeypatch.setenv("CYPS_XL_PASSWORD_CASES", PASSWORD)
    loaded = opened(database)
    assert loaded.rows == {"episodes": 1}
    assert PASSWORD not in repr(loaded) and PASSWORD not in repr(database)
    assert PASSWORD not in str(postgresql.do("SELECT * FROM pg_stat_activity"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://reader@/records?host=/nowhere", "cannot be reached"),
        ("postgresql://reader@localhost:1/records", "cannot be reached"),
    ],
)
def test_a_server_that_is_not_there_is_a_sentence(postgresql: Server, url: str, said: str) -> None:
    with pytest.raises(UnusableFile, match=said):
        connected(Database("cases", url))


def test_a_database_or_a_user_that_is_not_there_is_a_sentence(postgresql: Server) -> None:
    for url in (postgresql.url("nobody"), postgresql.url(database="nothing")):
        with pytest.raises(WrongUse, match="There is no such database or user"):
            connected(Database("cases", url))


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
    find_faults(said, loaded)
    assert range_of(said, loaded, figures[0]) is not None
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


def test_a_rule_that_compares_what_cannot_be_compared_is_a_sentence(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    folder = tmp_path / "records"
    shutil.copytree(packs_folder() / PACK / "records", folder)
    counts = folder / "Counts.csv"
    counts.write_text(counts.read_text(encoding="utf-8").replace("completed <= due", "completed <= child"))
    folder_with(
        tmp_path / "export",
        {"assessments.csv": "assessment,child,referred,completed,due\n1,a,2025-04-01,,2025-06-01\n"},
    )
    postgresql.put("rules", tmp_path / "export", DATES)
    said = read_declared(folder)
    loaded, _ = load_from_database(in_database(postgresql, "rules"), said, None)
    with pytest.raises(UnusableFile, match="A rule compares what cannot be compared"):
        count_quarter(said, loaded, Quarter.parse("2025-26 Q1"))
    loaded.engine.close()


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
