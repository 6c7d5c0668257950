"""The whole command: from the workbook and the edition's folder to the relay, and what the officer is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl.cli import main
from cyps_xl.inputs.changes import TableChange
from cyps_xl.mail.relay import NotReached
from cyps_xl.mail.relay_settings import PASSWORD
from cyps_xl.mail.sending import send
from cyps_xl.planning import plan_report
from cyps_xl.sheets.fingerprint import fingerprint
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.certificates import needs_openssl
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES
from helpers.smtp_relays import relay, settings, taken, yes

from .conftest import MakeEdition, MakeMailing

pytestmark = needs_openssl
A = "a@council.wales"
MEMBERS = [f"{name}@example.org" for name in ("gwen.enghraifft", "ifor.patrwm", "jo.sample", "sam.specimen")]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("command") / "CYPS.xlsx"
    new_book(path)
    rows = {number: {"Language": "English"} for number in range(6, 10)}
    path.write_bytes(apply_changes(Package.read(path), [TableChange("Members", updates=rows)], CYPS_TABLES).to_bytes())
    return path


@pytest.fixture
def words(example: Path, make_edition: MakeEdition, tmp_path: Path) -> list[str]:
    """The command's first words: a workbook of its own, and an edition of the same figures."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    inputs = fingerprint(plan_report(Package.read(path)).inputs)
    title = "Children’s Services: performance report, 2017-18 Q3"
    return ["email", str(path), "--edition", str(make_edition(inputs=inputs, title=title))]


def relay_file(tmp_path: Path, port: int, certificates: Path, domain: str = "example.org") -> str:
    path = tmp_path / "relay.toml"
    path.write_text(
        f'host = "localhost"\nport = {port}\nsecurity = "starttls"\nsender = "report@example.org"\n'
        f'allowed_domains = ["{domain}"]\nca_file = "{(certificates / "authority.pem").as_posix()}"\nseconds = 2\n',
        encoding="utf-8",
    )
    return str(path)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_sending_needs_the_number_then_sends_once(words: list[str], certificates: Path, tmp_path: Path) -> None:
    with relay(tmp_path / "box", certificates) as port:
        sends = [*words, "--send", "--relay-settings", relay_file(tmp_path, port, certificates)]
        unconfirmed, wrong = run(*sends), run(*sends, "--yes", "3")
        assert (unconfirmed.exit_code, wrong.exit_code) == (2, 2)
        assert "4 messages would be sent. Nothing was. Confirm with --yes 4." in unconfirmed.output
        assert taken(tmp_path / "box") == []
        first, second = run(*sends, "--yes", "4"), run(*sends, "--yes", "4")
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "4 of 4 members have been sent the report." in second.output
    assert len(taken(tmp_path / "box")) == 4
    assert "sent" in run(*words).output


def test_one_in_doubt_is_said_and_exits_with_1(words: list[str], certificates: Path, tmp_path: Path) -> None:
    with relay(tmp_path / "box", certificates, "good", "starttls", "drop after content") as port:
        sends = [*words, "--send", "--relay-settings", relay_file(tmp_path, port, certificates)]
        result = run(*sends, "--yes", "4")
        assert result.exit_code == 1
        assert "3 of 4 members have been sent the report." in result.output
        assert "1 may have arrived or not: ask the member, then --resend ADDRESS." in result.output
        certain = run(*sends, "--resend", "jo.sample@example.org", "--yes", "1")
        assert certain.exit_code == 2
        assert "There is no doubt about jo.sample@example.org" in certain.output
        assert len(taken(tmp_path / "box")) == 4
        again = run(*sends, "--resend", "gwen.enghraifft@example.org", "--yes", "1")
    assert again.exit_code == 0, again.output
    assert len(taken(tmp_path / "box")) == 5


def test_what_was_sent_before_the_relay_went_is_told(words: list[str], certificates: Path, tmp_path: Path) -> None:
    with relay(tmp_path / "box", certificates, "good", "starttls", "none", "goes for good") as port:
        sends = [*words, "--send", "--relay-settings", relay_file(tmp_path, port, certificates)]
        result = run(*sends, "--yes", "4")
    assert result.exit_code == 2
    assert "cannot be reached" in result.output
    assert len([line for line in result.output.splitlines() if "\tsent\t" in line]) == 1
    assert len(taken(tmp_path / "box")) == 1


def test_another_domain_is_named_by_its_cell(words: list[str], certificates: Path, tmp_path: Path) -> None:
    result = run(*words, "--send", "--yes", "4", "--relay-settings", relay_file(tmp_path, 1, certificates, "b.wales"))
    assert result.exit_code == 1
    assert "Members!B6" in result.output
    assert not list(tmp_path.glob("*.jsonl"))


@pytest.mark.parametrize("more", [["--yes", "4"], ["--resend", A], ["--new-edition"], ["--send", "--drafts", "new"]])
def test_options_that_would_do_nothing_are_refused(words: list[str], more: list[str]) -> None:
    result = run(*words, *more)
    assert result.exit_code == 2
    assert "--send" in result.output


def test_a_copy_of_the_workbook_writes_to_nobody_again(words: list[str], certificates: Path, tmp_path: Path) -> None:
    with relay(tmp_path / "box", certificates) as port:
        settings_file = relay_file(tmp_path, port, certificates)
        assert run(*words, "--send", "--relay-settings", settings_file, "--yes", "4").exit_code == 0
        copy = tmp_path / "CYPS final.xlsx"
        copy.write_bytes(Path(words[1]).read_bytes())
        again = run("email", str(copy), *words[2:], "--send", "--relay-settings", settings_file, "--yes", "4")
    assert again.exit_code == 0
    assert len(taken(tmp_path / "box")) == 4


def test_nothing_that_stays_on_the_disk_holds_an_address(
    words: list[str], certificates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    with relay(tmp_path / "box", certificates, "good", "starttls", "never at rcpt", "drop at data") as port:
        run(*words, "--send", "--relay-settings", relay_file(tmp_path, port, certificates), "--yes", "4")
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "box"]
    assert [path.name for path in kept if path.suffix == ".jsonl"] == ["CYPS report 2017-18 Q3 members sent.jsonl"]
    for path in kept:
        assert path.suffix == ".xlsx" or not any(address.encode() in path.read_bytes() for address in MEMBERS)
    assert list((tmp_path / "temp").iterdir()) == []


def test_the_password_comes_from_the_environment_and_is_kept_nowhere(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "right")
    with relay(tmp_path / "log in by PLAIN", certificates) as port:
        (outcome,) = send(make_mailing((A,)), settings(port, certificates, user="officer"), yes)
    assert outcome.state.value == "sent"
    assert b"right" not in (tmp_path / "CYPS sent.jsonl").read_bytes()


def test_a_wrong_password_sends_nothing_and_is_not_repeated(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "not-the-one")
    relay_running = relay(tmp_path / "log in by PLAIN", certificates)
    with relay_running as port, pytest.raises(NotReached, match="user name or password") as caught:
        send(make_mailing((A,)), settings(port, certificates, user="officer"), yes)
    assert "not-the-one" not in str(caught.value)
    assert taken(tmp_path / "log in by PLAIN") == []


@pytest.mark.parametrize("ways", ["PLAIN", "LOGIN", "CRAM-MD5 LOGIN PLAIN"])
def test_a_password_with_signs_beyond_ascii_is_taken(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ways: str
) -> None:
    monkeypatch.setenv(PASSWORD, "£ right â")
    with relay(tmp_path / f"log in by {ways}", certificates) as port:
        (outcome,) = send(make_mailing((A,)), settings(port, certificates, user="officer"), yes)
    assert outcome.state.value == "sent"


@pytest.mark.parametrize(
    ("ways", "secret", "words"),
    [
        ("PLAIN", "£ wrong", "does not take the user name or password"),
        ("LOGIN", "£ wrong", "does not take the user name or password"),
        ("CRAM-MD5", "£ right â", "Ask ICT for a password without £"),
        ("", "£ right â", "takes no user names"),
    ],
)
def test_a_password_beyond_ascii_that_is_not_taken_is_said_in_words(
    make_mailing: MakeMailing,
    certificates: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ways: str,
    secret: str,
    words: str,
) -> None:
    monkeypatch.setenv(PASSWORD, secret)
    with relay(tmp_path / f"log in by {ways}", certificates) as port, pytest.raises(NotReached, match=words):
        send(make_mailing((A,)), settings(port, certificates, user="officer"), yes)


@pytest.mark.parametrize(
    "host", ["relay..council.wales", f"{'cyngor' * 20}.cymru", ".", "trosglwyddo.cyngor-ŵ.invalid"]
)
def test_a_host_that_is_no_name_is_said_in_words(make_mailing: MakeMailing, certificates: Path, host: str) -> None:
    with pytest.raises(NotReached):
        send(make_mailing((A,)), replace(settings(25, certificates), host=host), yes)


def test_a_damaged_log_stops_the_command_before_anything_is_sent(
    words: list[str], certificates: Path, tmp_path: Path
) -> None:
    with relay(tmp_path / "box", certificates) as port:
        sends = [*words, "--send", "--relay-settings", relay_file(tmp_path, port, certificates), "--yes", "4"]
        first = run(*sends)
        assert "There is no CYPS report 2017-18 Q3 members sent.jsonl beside the workbook" in first.output
        log = tmp_path / "CYPS report 2017-18 Q3 members sent.jsonl"
        log.write_bytes(log.read_bytes().partition(b"\n")[2])
        again = run(*sends)
    assert again.exit_code == 2
    assert "Restore previous versions" in again.output
    assert len(taken(tmp_path / "box")) == 4


def test_a_relay_without_log_in_is_not_taken_for_one_without_encryption(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "right")
    with relay(tmp_path / "box", certificates) as port, pytest.raises(NotReached, match="takes no user names"):
        send(make_mailing((A,)), settings(port, certificates, user="officer"), yes)
