"""What the command line says of a mailing: who gets what, what became of it, and what stays to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cyps_xl.mail.letters import Message
from cyps_xl.mail.mailing import Mailing, fingerprints
from cyps_xl.mail.send_log import SendLog, State
from cyps_xl.mail.sending import Outcome

PLAN_HEADINGS = ("To", "Language", "Files", "So far")
OUTCOME_HEADINGS = ("To", "What became of it", "Why")
_EARLIER = "sent an earlier edition"
_MEANT = {
    State.QUEUED: "not sent: the next run tries again",
    State.SENT: "sent",
    State.REFUSED: "refused by the relay: the next run tries again",
    State.UNKNOWN: "unknown: it may have arrived",
}


def who_gets_what(mailing: Mailing) -> list[tuple[str, ...]]:
    """A row for each member: address, language, files, and what has become of it so far."""
    return [
        (
            message.recipient.address,
            mailing.languages[message.recipient.language].name,
            ", ".join(name for name, _ in message.files),
            _so_far(message, mailing.log),
        )
        for message in mailing.messages
    ]


def _so_far(message: Message, log: SendLog) -> str:
    last = log.last(message.recipient.address)
    if last is None:
        return "not sent yet"
    return _EARLIER if last.state is State.SENT and last.files != fingerprints(message) else last.state.value


def what_they_read(mailing: Mailing) -> Iterator[str]:
    """Every subject and text that some member gets, each once."""
    for letter in dict.fromkeys(message.letter for message in mailing.messages):
        yield ""
        yield f"Subject: {letter.subject}"
        yield ""
        yield from (f"  {line}".rstrip() for line in letter.text.splitlines())


def what_became(outcomes: Iterable[Outcome]) -> list[tuple[str, ...]]:
    """A row for each message of this run: address, what became of it, and the relay's code or the failure."""
    return [(outcome.message.recipient.address, _MEANT[outcome.state], outcome.why) for outcome in outcomes]


def nobody_yet(mailing: Mailing) -> Iterator[str]:
    """A line where there is no log: the report may have been sent all the same, from another folder."""
    if mailing.log.is_new:
        yield f"There is no {mailing.log.path.name} beside the workbook: as far as it tells, nobody has the report."


def how_it_stands(mailing: Mailing) -> Iterator[str]:
    """How many members have the report by what is on the disk now, and what to do about the others."""
    states = Counter(_so_far(message, SendLog(mailing.log.path)) for message in mailing.messages)
    yield f"{states[State.SENT.value]} of {len(mailing.messages)} members have been sent the report."
    if states[_EARLIER]:
        yield f"{states[_EARLIER]} have an earlier edition: --new-edition sends them this one."
    if states[State.UNKNOWN.value]:
        yield f"{states[State.UNKNOWN.value]} may have arrived or not: ask the member, then --resend ADDRESS."


def all_have_it(mailing: Mailing) -> bool:
    """Whether the relay has taken every member's message."""
    log = SendLog(mailing.log.path)
    return all(_so_far(message, log) == State.SENT.value for message in mailing.messages)
