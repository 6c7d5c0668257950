"""A PostgreSQL over the network is read over TLS alone, from the server that its certificate says it is."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_xl.case_records import Asked
from cyps_xl.counted import count_into
from cyps_xl.errors import UnusableFile
from cyps_xl.records.authorities import of_this_computer
from cyps_xl.records.databases import Database
from cyps_xl.records.loading import Loaded
from cyps_xl.records.servers import load_from_database
from cyps_xl.resources import settings_folder
from helpers import postgresql_server
from helpers.case_records import PACK, declared, episodes, folder_with
from helpers.certificates import make_certificate, needs_openssl
from helpers.postgresql_server import LOCKED, NOBODY, PASSWORD, Server

pytest.importorskip("duckdb")
pytestmark = [needs_openssl, pytest.mark.usefixtures("postgresql")]  # by which a missing server is told


@pytest.fixture(scope="module")
def certificates() -> Iterator[Path]:
    """Those of an authority, of a server called localhost, which it signed, and of another authority."""
    folder = Path(tempfile.mkdtemp(prefix="certificates"))
    try:
        make_certificate(folder, "authority", "Council")
        make_certificate(folder, "other authority", "Somebody")
        make_certificate(folder, "server", "localhost", authority="authority")
        folder.chmod(0o755)
        (folder / "server.key").chmod(0o600)
        if os.geteuid() == 0:
            os.chown(folder / "server.key", NOBODY, NOBODY)
        yield folder
    finally:
        shutil.rmtree(folder)


def on_the_network(**settings: str) -> dict[str, str]:
    """The settings of a server that is reached by a port of this computer, and logs all that it may."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    logged = {"log_connections": "on", "log_statement": "all", "log_min_messages": "debug1"}
    return {"listen_addresses": "127.0.0.1", "port": str(port), **logged, **settings}


@pytest.fixture(scope="module")
def server(certificates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    files = {f"ssl_{kind}_file": str(certificates / f"server.{end}") for kind, end in (("cert", "pem"), ("key", "key"))}
    with postgresql_server.running(on_the_network(ssl="on", **files)) as running:
        rows = episodes("a,2025-01-01,", "b,2025-02-01,")
        running.put("public", folder_with(tmp_path_factory.mktemp("rows"), {"episodes.csv": rows}))
        yield running


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CYPS_XL_PASSWORD_CASES", PASSWORD)


@pytest.fixture
def cases(server: Server, certificates: Path) -> Database:
    """The records as a user names them who has the council's certificates."""
    url = f"postgresql://{LOCKED}@localhost:{server.port}/records"
    return Database("cases", url, ca_file=str(certificates / "authority.pem"))


def in_url(database: Database, **asked: str) -> Database:
    said = "&".join(f"{key}={value}" for key, value in asked.items())
    return replace(database, url=f"{database.url}?{said}", ca_file="")


def test_records_come_over_tls_from_the_server_that_its_certificate_names(
    server: Server, cases: Database, opened: Callable[..., Loaded]
) -> None:
    before = len(server.log)
    by_url = in_url(cases, sslmode="verify-full", sslrootcert=cases.ca_file)
    for database in (cases, by_url):
        assert opened(database).rows == {"episodes": 2}
    told = "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'cyps-xl'"
    assert server.do(told) == [(True,), (True,)]
    assert PASSWORD not in server.log[before:]
    assert f"connection authorized: user={LOCKED} database=records SSL enabled" in server.log[before:]


@pytest.mark.parametrize("asked", [{}, {"sslmode": "verify-full", "sslrootcert": "system"}], ids=["as it is", "by url"])
def test_a_server_is_known_by_the_authorities_that_this_computer_has(
    cases: Database, opened: Callable[..., Loaded], monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    places = ssl.get_default_verify_paths()._replace(cafile=cases.ca_file)  # of Python's OpenSSL: psycopg has another
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: places)
    assert opened(in_url(cases, **asked)).rows == {"episodes": 2}


def test_authorities_that_lie_in_no_file_are_put_into_one(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "not there.pem"))
    real = ssl.create_default_context

    def as_on_windows() -> ssl.SSLContext:  # whose store is read into memory
        context = real()
        context.load_verify_locations(certificates / "authority.pem")
        return context

    monkeypatch.setattr(ssl, "create_default_context", as_on_windows)
    with of_this_computer() as file:
        one = ssl.PEM_cert_to_DER_cert((certificates / "authority.pem").read_text())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(file)
        assert one in context.get_ca_certs(binary_form=True)
    assert not Path(file).exists()


def test_what_to_do_about_an_unknown_certificate_says_which_were_looked_at_and_where_to_put_it(
    cases: Database, certificates: Path
) -> None:
    with pytest.raises(UnusableFile, match=r"held against other authority\.pem") as found:
        load_from_database(replace(cases, ca_file=str(certificates / "other authority.pem")), declared(), None)
    assert str(settings_folder()) in found.value.remedy
    assert 'ca_file = "' in found.value.remedy


def spoilt(how: str, cases: Database, certificates: Path) -> Database:
    if how == "no such file":
        return replace(cases, ca_file=str(certificates / "none.pem"))
    if how == "no certificate":
        return replace(cases, ca_file=str(certificates / "server.csr"))
    if how == "another computer":
        return replace(cases, url=cases.url.replace("localhost", "127.0.0.1"))
    other = str(certificates / "other authority.pem")
    if how == "another authority":
        return replace(cases, ca_file=other)
    if how == "those of this computer":
        return replace(cases, ca_file="")
    return in_url(cases, sslmode="verify-ca", sslrootcert=other.replace(" ", "%20"))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("another authority", "its certificate is not known here"),
        ("another authority in the url", "its certificate is not known here"),
        ("those of this computer", "its certificate is not known here"),
        ("another computer", "is that of another computer"),
        ("no such file", "cannot be read"),
        ("no certificate", "cannot be read"),
    ],
)
def test_a_server_that_cannot_be_known_is_asked_nothing(
    book: Path, made: bytes, server: Server, cases: Database, certificates: Path, how: str, said: str
) -> None:
    refuses_to_count(book, made, server, spoilt(how, cases, certificates), said)


def test_a_server_without_tls_is_asked_nothing(book: Path, made: bytes, cases: Database) -> None:
    with postgresql_server.running(on_the_network()) as open_to_all:
        as_if = replace(cases, url=f"postgresql://{LOCKED}@localhost:{open_to_all.port}/records")
        said = [in_url(as_if, sslmode=mode, sslrootcert=cases.ca_file) for mode in ("require", "verify-full")]
        for database in (as_if, *said):
            refuses_to_count(book, made, open_to_all, database, "offers no encryption")


def refuses_to_count(book: Path, made: bytes, server: Server, database: Database, said: str) -> None:
    """Counting ends in a sentence with what to do; the workbook is as it was, and the password was given to nobody."""
    before = len(server.log)
    with pytest.raises(UnusableFile, match=said) as found:
        count_into(book, Asked(database, counts=PACK))
    assert found.value.remedy.startswith("Nothing was sent.")
    assert PASSWORD not in str(found.value) + server.log[before:]
    assert f"connection authorized: user={LOCKED}" not in server.log[before:]
    assert book.read_bytes() == made
