"""Databases are named in a settings file; no password stands in it, in a URL, or in a message."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cyps_xl.errors import CypsError, WrongUse
from cyps_xl.records import engine
from cyps_xl.records.database_errors import failed, not_connected
from cyps_xl.records.databases import Database, password_of, records_at, settings_file
from cyps_xl.records.postgresql import connecting
from cyps_xl.records.servers import connected
from cyps_xl.records.spark import Spark, folder_of

CASES = Database("social-care", "postgresql://reporting@db.council.wales/cases")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings are looked for; nothing is there yet."""
    monkeypatch.setenv("APPDATA", str(tmp_path))
    (tmp_path / "cyps-xl").mkdir()
    return settings_file()


@pytest.fixture
def no_password(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No password in the environment, and no keyring yet."""
    monkeypatch.delenv(CASES.variable, raising=False)
    monkeypatch.delitem(sys.modules, "keyring", raising=False)
    yield
    sys.modules.pop("keyring", None)


def test_records_are_a_database_by_its_name_or_url_and_a_folder_otherwise(settings: Path) -> None:
    assert records_at("export") == Path("export")
    settings.write_text(f'[Social-Care]\nurl = "{CASES.url}"\nschemas = ["care", "dbo"]\n', encoding="utf-8")
    assert records_at("social-care") == Database("Social-Care", CASES.url, ("care", "dbo"))
    assert records_at(CASES.url) == Database("cases", CASES.url)
    assert records_at("export") == Path("export")


def test_certificates_are_looked_for_beside_the_settings(settings: Path, tmp_path: Path) -> None:
    elsewhere = (tmp_path / "other.pem").as_posix()
    for named, found in (("council.pem", settings.parent / "council.pem"), (elsewhere, Path(elsewhere))):
        settings.write_text(f'[care]\nurl = "{CASES.url}"\nca_file = "{named}"\n', encoding="utf-8")
        assert records_at("care") == Database("care", CASES.url, ca_file=str(found))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[care]\nschemas = []\n", "url is missing"),
        ('[care]\nurl = "x"\npassword = "hush"\n', "holds a password; take password out"),
        ('[care]\nurl = "postgresql://me:hush@db/cases"\n', "holds a password, which others can read there"),
        ('[care]\nurl = "postgresql:/me:hush@db/cases"\n', "holds a password, which others can read there"),
        ('[care]\nurl = "postgresql://me:hu/hush@db/cases"\n', "holds a password, which others can read there"),
        ('[care]\nurl = "host=db user=me password=hush"\n', "holds a password, which others can read there"),
        ('[care]\nurl = "postgresql:hush"\n', "is no URL that can be read"),
        ('[care]\nurl = "postgresql://me@db/cases?password=hush"\n', "holds a password, which others can read there"),
        ('[care]\nurl = "postgresql://me@db/cases?sslmode=prefer"\n', "may be read on its way"),
        ('[care]\nurl = "postgresql://me@db/cases?sslmode=require&sslrootcert=system"\n', "for less than that is good"),
        ('[care]\nurl = "oracle://me@db/cases"\n', "names no database that can be counted in"),
        ('[care]\nurl = "postgresql://[db/cases"\n', "is no URL that can be read"),
        ('[care]\nurl = "postgresql://me@/cases#?host=db"\n', "is no URL that can be read"),
        ('[care]\nurl = "postgresql://me%ff@db/cases"\n', "is no URL that can be read"),
        ('[care]\nurl = "postgresql://me@db/cases"\nport = 1\n', "port is no setting"),
        ('[care]\nurl = "postgresql://me@db/cases"\nschemas = "x"\n', "schemas is a list"),
        ('[care]\nurl = "postgresql://me@db/cases"\nca_file = 1\n', "ca_file is a text"),
        ('care = "postgresql://me@db/cases"\n', "it is no database"),
        ("[care\n", "records.toml cannot be read"),
    ],
)
def test_settings_that_cannot_be_are_a_sentence_without_what_they_hold(settings: Path, text: str, said: str) -> None:
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(CypsError) as found:
        records_at("care")
    assert said in found.value.message
    assert found.value.remedy
    assert "hush" not in str(found.value)


def test_a_url_with_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(WrongUse, match="have the password changed") as found:
        records_at("postgresql://me:hush@db/cases")
    assert "hush" not in str(found.value)


@pytest.mark.parametrize("url", ["postgresql://hush@[::1/cases", "spark://[hush/data"])
def test_a_url_that_breaks_off_is_a_sentence_and_is_not_repeated(url: str) -> None:
    with pytest.raises(WrongUse, match="The URL is no URL that can be read") as found:
        records_at(url)
    assert "postgresql://reporting@db.council.wales/cases" in found.value.remedy
    assert "hush" not in str(found.value)


@pytest.mark.parametrize(
    "text",
    [
        "host=127.0.0.1 user=rep password=hush dbname=x",
        "host=127.0.0.1 passwd = hush",
        "postgresql:/rep:hush@127.0.0.1/cases",
        "postgresql//rep:hush@127.0.0.1/cases",
        "postgresql:rep:hush@x",
        "rep:hush@127.0.0.1/cases",
        "Server=x;Uid=rep;Pwd=hush;",
        "odbc:Driver=x;PWD=hush",
        "jdbc:sqlserver:hush",
    ],
)
def test_a_connection_of_another_program_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(WrongUse, match="like a connection of another program") as found:
        records_at(text)
    assert "records.toml" in found.value.remedy
    assert "hush" not in str(found.value)


@pytest.mark.parametrize("text", ["C:\\Users\\me@council.wales\\export", "C:/me@x/export", "postgres", "spark exports"])
def test_a_path_with_signs_of_a_connection_is_a_path(settings: Path, text: str) -> None:
    assert records_at(text) == Path(text)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names of folders")
def test_a_folder_that_is_there_is_a_folder_whatever_it_is_called(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("spark: of 9:30 @ home").mkdir()
    assert records_at("spark: of 9:30 @ home") == Path("spark: of 9:30 @ home")


@pytest.mark.parametrize(
    ("keyring", "password"),
    [
        ("def get_password(service, user): return service + ' ' + user", "cyps-xl-records social-care"),
        ("def get_password(service, user): return None", ""),
        ("raise ImportError", ""),
    ],
)
@pytest.mark.usefixtures("no_password")
def test_a_password_comes_from_the_keyring_by_the_name_of_the_database(
    keyring: str, password: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keyring.py").write_text(keyring, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert password_of(CASES) == password
    monkeypatch.setenv("CYPS_XL_PASSWORD_SOCIAL_CARE", "from the environment")
    assert password_of(CASES) == "from the environment"


@pytest.mark.usefixtures("no_password")
def test_a_keyring_that_is_locked_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "keyring.py").write_text("def get_password(service, user): raise RuntimeError('x')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(WrongUse, match="The keyring cannot be read"):
        password_of(CASES)


@pytest.mark.parametrize(
    ("url", "ca_file", "safety"),
    [
        ("postgresql://me@db/cases", "", {"sslmode": "verify-full", "sslrootcert": "system"}),
        ("postgresql://me@db/cases", "council.pem", {"sslmode": "verify-full", "sslrootcert": "council.pem"}),
        ("postgresql://me@db/cases?sslmode=require", "", {"sslmode": "require"}),
        ("postgresql://me@/cases?hostaddr=10.0.0.1", "", {"sslmode": "verify-full", "sslrootcert": "system"}),
        ("postgresql://me@/cases?host=/run,10.0.0.1", "", {"sslmode": "verify-full", "sslrootcert": "system"}),
        ("postgresql://me@/cases?service=care", "", {"sslmode": "verify-full", "sslrootcert": "system"}),
        ("postgresql:///cases", "", {"sslmode": "verify-full", "sslrootcert": "system"}),  # the environment names one
    ],
)
@pytest.mark.usefixtures("no_password")
def test_a_connection_over_the_network_is_always_encrypted(url: str, ca_file: str, safety: dict[str, str]) -> None:
    found = connecting(Database("cases", url, ca_file=ca_file))
    assert {key: value for key, value in found.items() if key.startswith("ssl")} == safety
    assert "password" not in found


SAID_BY_SERVERS = [
    ("fe_sendauth: no password supplied", "has no password for it as reporting"),
    ('FATAL:  password authentication failed for user "reporting"', "does not take the password as reporting"),
    ('FATAL:  database "cases" does not exist', "There is no such database or user"),
    ("SSL error: certificate verify failed", "certificate is not known here"),
    ('FATAL:  no pg_hba.conf entry for host "10.0.0.1", user "me", SSL encryption', "does not let anybody in"),
    ("FATAL:  connection requires a valid client certificate", "does not let anybody in"),
    ("SSL connection has been closed unexpectedly", "cannot be reached"),
    ("server does not support SSL, but SSL was required", "offers no encryption"),
    ('root certificate file "x.pem" does not exist', "cannot be read"),
    ('server certificate for "a" does not match host name "b"', "is that of another computer"),
    ("FATAL:  no pg_hba.conf entry for host 10.0.0.1", "does not let anybody in from here as reporting"),
    ("could not translate host name", "cannot be reached"),
]


@pytest.mark.parametrize(("words", "said"), SAID_BY_SERVERS)
def test_who_is_not_let_in_hears_why_in_our_words(words: str, said: str) -> None:
    found = not_connected(CASES, words, "council.pem")
    assert said in found.message
    assert found.remedy
    assert "10.0.0.1" not in str(found)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("42501", "does not let reporting read"),
        ("42P01", "is no longer there"),
        ("42883", "A rule compares what cannot be compared"),
        ("57014", "took too long"),
        ("53200", "has no room left"),
        ("57P01", "broke off"),
        ("XX000", "cannot answer (XX000)"),
        (None, "cannot answer (no reason given)"),
    ],
)
def test_what_a_server_does_not_answer_is_a_sentence(state: str | None, said: str) -> None:
    found = failed(CASES, state, is_lost=False)
    assert said in found.message
    assert found.remedy


@pytest.mark.parametrize("asked", ["cores=0", "cores=x", "memory=lots", "master=spark://elsewhere:7077"])
def test_what_spark_is_not_given_is_refused_before_it_is_started(asked: str) -> None:
    with pytest.raises(WrongUse, match="asks for what Spark is not given here"):
        Spark(Database("national", f"spark:///data/national?{asked}"))


def test_spark_counts_from_a_folder_that_its_url_names() -> None:
    found = records_at("spark:///data/all%20of%20it/national?cores=8&memory=16g")
    assert isinstance(found, Database)
    assert (found.name, folder_of(found)) == ("national", Path("/data/all of it/national"))


@pytest.mark.parametrize(
    ("url", "extra"), [("spark:///data/national", "spark"), ("postgresql://me@db/cases", "postgresql")]
)
def test_without_the_package_for_an_engine_its_extra_is_named(
    url: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(WrongUse) as found:
        connected(Database("cases", url))
    assert f'pip install "cyps-xl[records,{extra}]"' in found.value.remedy
