"""Sending through a real relay with TLS that fails at every step, or cannot be trusted."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest

from cyps_xl.edition.data_files import sha256
from cyps_xl.errors import Blocked, WrongUse
from cyps_xl.mail.editions import read_edition
from cyps_xl.mail.letters import Letter
from cyps_xl.mail.relay import NotReached
from cyps_xl.mail.send_log import State
from cyps_xl.mail.sending import due_messages, send
from helpers.certificates import needs_openssl
from helpers.smtp_relays import relay, settings, taken, yes

from .conftest import MakeEdition, MakeMailing

A, B, C = "a@council.wales", "b@council.wales", "c@council.wales"

pytestmark = needs_openssl


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
        ("leaves at rcpt", State.QUEUED),
        ("drop at data", State.QUEUED),
        ("never at data", State.REFUSED),
        ("drop in content", State.UNKNOWN),
        ("later after content", State.REFUSED),
        ("never after content", State.REFUSED),
        ("leaves after content", State.UNKNOWN),
        ("odd after content", State.UNKNOWN),
        ("half a word after content", State.UNKNOWN),
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


@pytest.mark.parametrize("fault", ["never at rcpt", "drop at mail", "later after content"])
def test_one_in_doubt_stays_so_when_a_second_try_fails(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path, fault: str
) -> None:
    with relay(tmp_path / "box", certificates, "good", "starttls", "drop after content", fault) as port:
        send(make_mailing((A,)), settings(port, certificates), yes)
        (second,) = send(make_mailing((A,)), settings(port, certificates), yes, resend=[A])
        assert second.state is State.UNKNOWN
        assert send(make_mailing((A,)), settings(port, certificates), yes) == []
    assert len(taken(tmp_path / "box")) == 1


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


def test_lines_of_dots_arrive_as_they_were_written(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path
) -> None:
    mailing = make_mailing((A,))
    dotted = Letter("The report", "Dear member,\n.\n..two\n.\n\nThe end.\n")
    mailing = replace(mailing, messages=(replace(mailing.messages[0], letter=dotted),))
    with relay(tmp_path / "box", certificates) as port:
        send(mailing, settings(port, certificates), yes)
    ((_, content),) = taken(tmp_path / "box")
    text = next(part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/plain")
    assert text.get_payload(decode=True) == dotted.text.replace("\n", "\r\n").encode()
