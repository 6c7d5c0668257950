"""The relay's settings: each that is wrong is named, and no password stands in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.mail.relay import Session
from cyps_xl.mail.relay_settings import PASSWORD, Relay, password_of, settings_file

GOOD = {
    "host": '"relay.council.wales"',
    "port": "587",
    "security": '"starttls"',
    "sender": '"report@council.wales"',
    "allowed_domains": '["council.wales"]',
}


def read(tmp_path: Path, **lines: str) -> Relay:
    path = tmp_path / "relay.toml"
    path.write_text("".join(f"{name} = {value}\n" for name, value in (GOOD | lines).items() if value), encoding="utf-8")
    return Relay.read(path)


def test_settings_are_read_as_ict_wrote_them(tmp_path: Path) -> None:
    relay = read(tmp_path, user='"performance"', seconds="5")
    assert (relay.host, relay.port, relay.user, relay.seconds) == ("relay.council.wales", 587, "performance", 5)
    assert relay.allowed_domains == ("council.wales",)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("security", '"none"', "never used"),
        ("security", '["tls"]', "never used"),
        ("host", "", "host is missing"),
        ("host", '""', "host is empty"),
        ("host", "5", "texts in quotation marks"),
        ("port", '"587"', "port is a number"),
        ("port", "true", "port is a number"),
        ("port", "70000", "port is a number"),
        ("sender", '"Performance <report@council.wales>"', "sender is one e-mail address"),
        ("sender", '"report@council.wales\\r\\nBcc: x@y.wales"', "sender is one e-mail address"),
        ("allowed_domains", '"council.wales"', "list in square brackets"),
        ("allowed_domains", "[5]", "list in square brackets"),
        ("seconds", "0", "above 0"),
        ("verify", "false", "verify is no setting"),
        ("password", '"x"', "holds a password"),
        ("smtp_pass", '"x"', "holds a password"),
    ],
)
def test_a_setting_that_is_wrong_is_named(name: str, value: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=words):
        read(tmp_path, **{name: value})


def test_a_file_that_holds_no_settings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "relay.toml"
    path.write_text("host", encoding="utf-8")
    with pytest.raises(UnusableFile, match="cannot be read"):
        Relay.read(path)


def test_settings_are_looked_for_in_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert settings_file() == tmp_path / "cyps-xl" / "relay.toml"


def test_an_authority_that_cannot_be_read_is_named_before_anything_is_tried(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"council\.pem cannot be read"):
        Session(read(tmp_path, ca_file=f'"{(tmp_path / "council.pem").as_posix()}"'))


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Relay]:
    """A relay that wants a user name, and no password in the environment."""
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.delitem(sys.modules, "keyring", raising=False)
    yield read(tmp_path, user='"performance"')
    sys.modules.pop("keyring", None)


@pytest.mark.parametrize(
    ("keyring", "words"),
    [
        ("def get_password(service, user): return None", "no password for performance"),
        ("def get_password(service, user): raise RuntimeError('locked')", "keyring cannot be read"),
        ("raise ImportError", "install keyring"),
    ],
)
def test_without_a_password_it_is_said_where_one_belongs(
    user: Relay, keyring: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keyring.py").write_text(keyring, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(WrongUse, match=words):
        password_of(user)


def test_the_password_comes_from_the_keyring(user: Relay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "keyring.py").write_text("def get_password(service, user): return service + user", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert password_of(user) == "cyps-xlperformance"
