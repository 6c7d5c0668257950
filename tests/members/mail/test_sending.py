"""Sending through a real relay with TLS that fails at every step: nobody twice, nobody wrongly, nothing falsely sent.

CYPS_SENDS sets how many runs with faults (30).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest

from cyps_xl.errors import Blocked, WrongUse
from cyps_xl.members.companion import sha256
from cyps_xl.members.mail.editions import read_edition
from cyps_xl.members.mail.relay import NotReached, Relay
from cyps_xl.members.mail.send_log import SendLog, State
from cyps_xl.members.mail.sending import due_messages, send
from helpers.smtp_relays import needs_openssl, relay, taken

from .conftest import MakeEdition, MakeMailing

RUNS = int(os.environ.get("CYPS_SENDS", "30"))
FAULTS = (
    *("none", "none", "none", "drop at mail", "later at mail", "drop at rcpt", "never at rcpt", "later at rcpt"),
    *("drop at data", "never at data", "drop in content", "later after content", "never after content"),
    *("drop after content", "silent after content"),
)
A, B, C = "a@council.wales", "b@council.wales", "c@council.wales"

pytestmark = needs_openssl


def settings(port: int, certificates: Path, security: str = "starttls", host: str = "localhost") -> Relay:
    return Relay(
        host,
        port,
        security,
        "report@council.wales",
        ("council.wales",),
        ca_file=str(certificates / "authority.pem"),
        seconds=1.0,
    )


def yes(count: int) -> bool:
    return True


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_each_member_gets_one_message_alone_with_the_published_file(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path, security: str
) -> None:
    mailing = make_mailing((A, B))
    with relay(tmp_path / "box", certificates, "good", security) as port:
        outcomes = send(mailing, settings(port, certificates, security), yes)
    assert [outcome.state for outcome in outcomes] == [State.SENT, State.SENT]
    box = taken(tmp_path / "box")
    assert sorted(to for to, _ in box) == [[A], [B]]
    for (to,), content in box:
        message = message_from_bytes(content)
        assert message.get_all("To") == [to]
        assert message["Cc"] is None
        assert message["Bcc"] is None
        (attached,) = [part for part in message.walk() if part.get_filename()]
        published = mailing.editions[0].files[".xlsx"][1]
        assert sha256(attached.get_payload(decode=True)) == sha256(published)  # type: ignore[arg-type]


def test_a_second_run_sends_nothing(make_mailing: MakeMailing, certificates: Path, tmp_path: Path) -> None:
    with relay(tmp_path / "box", certificates) as port:
        send(make_mailing((A, B)), settings(port, certificates), yes)
        assert send(make_mailing((A, B)), settings(port, certificates), yes) == []
        (third,) = send(make_mailing((A, B, C)), settings(port, certificates), yes)
    assert third.message.recipient.address == C
    assert len(taken(tmp_path / "box")) == 3


def test_nothing_is_sent_unless_the_number_is_confirmed(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path
) -> None:
    with relay(tmp_path / "box", certificates) as port:
        assert send(make_mailing((A, B)), settings(port, certificates), lambda count: count == 7) == []
    assert taken(tmp_path / "box") == []


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("drop at mail", State.QUEUED),
        ("drop at rcpt", State.QUEUED),
        ("never at rcpt", State.REFUSED),
        ("later at rcpt", State.REFUSED),
        ("never at data", State.REFUSED),
        ("drop in content", State.UNKNOWN),
        ("never after content", State.REFUSED),
        ("drop after content", State.UNKNOWN),
        ("silent after content", State.UNKNOWN),
    ],
)
def test_what_is_known_of_a_message_after_a_fault(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path, fault: str, state: State
) -> None:
    with relay(tmp_path / "box", certificates, "good", "starttls", fault) as port:
        outcomes = send(make_mailing((A, B)), settings(port, certificates), yes)
    assert [(o.message.recipient.address, o.state) for o in outcomes] == [(A, state), (B, State.SENT)]
    again = [message.recipient.address for message in due_messages(make_mailing((A, B)))]
    assert again == ([] if state is State.UNKNOWN else [A])


def test_an_unknown_one_is_sent_again_only_when_it_is_named(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path
) -> None:
    with relay(tmp_path / "box", certificates, "good", "starttls", "drop in content") as port:
        send(make_mailing((A, B)), settings(port, certificates), yes)
        assert send(make_mailing((A, B)), settings(port, certificates), yes) == []
        (again,) = send(make_mailing((A, B)), settings(port, certificates), yes, resend=[A.upper()])
    assert (again.message.recipient.address, again.state) == (A, State.SENT)


def test_another_edition_is_sent_only_when_that_is_asked_for(
    make_mailing: MakeMailing, make_edition: MakeEdition, certificates: Path, tmp_path: Path
) -> None:
    corrected = read_edition(make_edition("corrected", {"report.xlsx": b"corrected" * 300}))
    with relay(tmp_path / "box", certificates) as port:
        send(make_mailing((A,)), settings(port, certificates), yes)
        assert send(make_mailing((A,), corrected), settings(port, certificates), yes) == []
        assert len(send(make_mailing((A,), corrected), settings(port, certificates), yes, new_edition=True)) == 1
        assert send(make_mailing((A,), corrected), settings(port, certificates), yes, new_edition=True) == []


@pytest.mark.parametrize(
    ("name", "mode", "words"),
    [
        ("self-signed", "starttls", "certificate"),
        ("wrong host", "starttls", "certificate"),
        ("expired", "tls", "certificate"),
        ("good", "plain", "offers no encryption"),
    ],
)
def test_a_relay_that_cannot_be_trusted_gets_no_content(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path, name: str, mode: str, words: str
) -> None:
    security = "tls" if mode == "tls" else "starttls"
    with relay(tmp_path / "box", certificates, name, mode) as port, pytest.raises(NotReached, match=words):
        send(make_mailing((A,)), settings(port, certificates, security), yes)
    assert taken(tmp_path / "box") == []
    assert make_mailing((A,)).log.last(A) is None


def test_an_address_outside_the_allowed_domains_stops_everything(make_mailing: MakeMailing, certificates: Path) -> None:
    with pytest.raises(Blocked) as caught:
        send(make_mailing((A, "b@elsewhere.example")), settings(1, certificates), yes)
    assert [problem.where for problem in caught.value.problems] == ["Members!B7"]


def test_a_draft_is_never_sent(make_mailing: MakeMailing, make_edition: MakeEdition, certificates: Path) -> None:
    draft = read_edition(make_edition("draft", draft=True))
    with pytest.raises(WrongUse, match="draft"):
        send(make_mailing((A,), draft), settings(1, certificates), yes)


def test_the_log_holds_no_address(make_mailing: MakeMailing, certificates: Path, tmp_path: Path) -> None:
    with relay(tmp_path / "box", certificates) as port:
        send(make_mailing((A,)), settings(port, certificates), yes)
    text = (tmp_path / "CYPS sent.jsonl").read_text(encoding="utf-8")
    assert "council" not in text
    assert '"sent"' in text


def assert_honest(tmp_path: Path, log: SendLog, members: list[str]) -> None:
    """Nobody has two messages, nobody else has one, and "sent" is said only of what the relay took."""
    took = Counter(to for (to,), _ in taken(tmp_path / "box"))
    assert set(took) <= set(members)
    assert [address for address, count in took.items() if count > 1] == []
    entries = {address: log.last(address) for address in members}
    assert [a for a, entry in entries.items() if entry and entry.state is State.SENT and took[a] != 1] == []
    assert [a for a, entry in entries.items() if entry and entry.state is State.REFUSED and took[a]] == []


def test_many_runs_with_faults_send_nobody_two_and_say_sent_of_nothing_that_was_not(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path
) -> None:
    dice = random.Random(20180308)
    faults = [dice.choice(FAULTS[:-1]) for _ in range(RUNS * 4)]  # but for the slow one
    members = [f"member{number}@council.wales" for number in range(RUNS)]
    with relay(tmp_path / "box", certificates, "good", "starttls", *faults) as port:
        for run in range(RUNS):
            send(make_mailing(members[: run + 1][-3:]), settings(port, certificates), yes)
    assert_honest(tmp_path, make_mailing(members).log, members)


PROGRAM = """
import sys
from pathlib import Path
from cyps_xl.members.mail.editions import read_edition
from cyps_xl.members.mail.letters import Letter, message_to
from cyps_xl.members.mail.mailing import Mailing
from cyps_xl.members.mail.recipients import Recipient
from cyps_xl.members.mail.relay import Relay
from cyps_xl.members.mail.send_log import SendLog
from cyps_xl.members.mail.sending import send

folder, log, port, authority, *addresses = sys.argv[1:]
edition = read_edition(Path(folder))
members = [Recipient(address, "en", (".xlsx",), "Members!B6") for address in addresses]
messages = tuple(message_to(member, edition, Letter("The report", "Attached.")) for member in members)
relay = Relay("localhost", int(port), "starttls", "report@council.wales", ("council.wales",), ca_file=authority)
print("ready", flush=True)
send(Mailing(messages, (edition,), SendLog(Path(log))), relay, lambda count: True)
"""


def test_a_run_killed_at_any_moment_sends_nobody_two(
    make_edition: MakeEdition, make_mailing: MakeMailing, certificates: Path, tmp_path: Path
) -> None:
    folder = make_edition("killed")
    dice = random.Random(20171231)
    members = [f"member{number}@council.wales" for number in range(max(6, RUNS // 3))]
    log = tmp_path / "CYPS sent.jsonl"
    with relay(tmp_path / "box", certificates) as port:
        arguments = [str(folder), str(log), str(port), str(certificates / "authority.pem"), *members]
        for _ in range(max(5, RUNS // 5)):
            with subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], stdout=subprocess.PIPE) as run:
                assert run.stdout is not None
                run.stdout.readline()
                time.sleep(dice.uniform(0, 0.08))
                run.kill()
        subprocess.run([sys.executable, "-c", PROGRAM, *arguments], check=True, capture_output=True)
    assert_honest(tmp_path, SendLog(log), members)
    states = {entry.state for address in members if (entry := SendLog(log).last(address))}
    assert states <= {State.SENT, State.UNKNOWN}


def test_a_torn_last_line_is_closed_off_and_the_rest_is_read(tmp_path: Path) -> None:
    log = SendLog(tmp_path / "log.jsonl")
    log.note(A, State.SENT, ["f"])
    with log.path.open("ab") as file:
        file.write(b'{"at": "2018-03-08T10:00:00", "to": "ab')
    again = SendLog(log.path)
    again.note(B, State.SENT, ["f"])
    whole = SendLog(log.path)
    assert [entry and entry.state for entry in (whole.last(A), whole.last(B))] == [State.SENT, State.SENT]
