"""What keeps a PostgreSQL from being counted in is a sentence, and its password stands in none."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cyps_xl.errors import CypsError, UnusableFile, WrongUse
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.counting import count_quarter
from cyps_xl.records.databases import Database
from cyps_xl.records.listing import ListBehind, write_for_the_user_alone
from cyps_xl.records.loading import Loaded
from cyps_xl.records.read_declared import read_declared
from cyps_xl.records.rule_sql import periods_of
from cyps_xl.records.servers import connected, load_from_database
from cyps_xl.resources import packs_folder
from helpers.case_records import (
    PACK,
    declared,
    episodes,
    folder_with,
)
from helpers.postgresql_server import DATES, LOCKED, PASSWORD, Server, in_database

pytest.importorskip("duckdb")

LAST = Quarter.parse("2025-26 Q4")


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


def test_a_connection_that_is_lost_while_a_list_comes_is_a_sentence_and_leaves_no_list(
    postgresql: Server, opened: Callable[..., Loaded], tmp_path: Path
) -> None:
    folder_with(tmp_path / "export", {"episodes.csv": episodes(*[f"{number},2025-01-01," for number in range(20_000)])})
    postgresql.put("lost", tmp_path / "export", DATES)
    count = declared().counts_called("CH/039")[0]
    behind = ListBehind(
        declared(), opened(in_database(postgresql, "lost")), count, periods_of(count, Quarter.parse("2025-26 Q1"))[-1]
    )

    def broken_off() -> Iterator[tuple[str, ...]]:
        for number, row in enumerate(behind.rows()):
            if number == 0:
                postgresql.do(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cyps-xl'"
                )
            yield row

    with pytest.raises(UnusableFile, match="The connection to cases broke off"):
        write_for_the_user_alone(tmp_path / "list.csv", behind.headings, broken_off())
    assert [one.name for one in tmp_path.iterdir()] == ["export"]


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
    with pytest.raises(UnusableFile, match="compares what cannot be compared"):
        count_quarter(said, loaded, Quarter.parse("2025-26 Q1"))
    loaded.engine.close()
