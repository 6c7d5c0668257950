"""Sending: each member's message once, each step on the disk before the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from cyps_xl.errors import WrongUse
from cyps_xl.mail.letters import Message, to_send
from cyps_xl.mail.mailing import Mailing, fingerprints
from cyps_xl.mail.recipients import refuse_other_domains
from cyps_xl.mail.relay import Lost, Refused, Session
from cyps_xl.mail.relay_settings import Relay
from cyps_xl.mail.send_log import Entry, SendLog, State
from cyps_xl.xlsx.saving.run_lock import only_one

Confirm = Callable[[int], bool]
Tell = Callable[[str], None]
Done = Callable[["Outcome"], None]


@dataclass(frozen=True)
class Outcome:
    """What became of one message; `why` is the relay's code or the kind of failure."""

    message: Message
    state: State
    why: str = ""


def send(
    mailing: Mailing,
    relay: Relay,
    confirm: Confirm,
    *,
    resend: Collection[str] = (),
    new_edition: bool = False,
    tell: Tell = lambda step: None,
    done: Done = lambda outcome: None,
) -> list[Outcome]:
    """Send what was never sent; the outcome of each message, those left alone not among them.

    `confirm` is asked with the number of messages, and nothing is sent unless it says yes.
    `resend` are addresses of messages whose fate is unknown. With `new_edition` members who
    were sent other files are sent these. `done` is called with each outcome once it is known, so
    that those before an error are not lost with it.
    Raises WrongUse for a draft, Blocked for an address outside the allowed domains, NotReached
    when the relay cannot be reached or trusted, NotSaved when another run is at work or the
    log cannot be written: what was not sent by then is not sent.
    """
    if mailing.is_draft:
        raise WrongUse("A draft edition is not sent.", "Publish the edition without --draft.")
    refuse_other_domains((message.recipient for message in mailing.messages), relay.allowed_domains)
    with only_one(mailing.log.path):
        mailing = replace(mailing, log=SendLog(mailing.log.path))  # another run may have sent while this one waited
        due = due_messages(mailing, resend=resend, new_edition=new_edition)
        if not due or not confirm(len(due)):
            return []
        return _send_all(mailing, due, relay, tell, done)


def due_messages(mailing: Mailing, *, resend: Collection[str] = (), new_edition: bool = False) -> list[Message]:
    """The messages that were never sent, in the order of the members."""
    wanted = {address.lower() for address in resend}
    listed = {message.recipient.address.lower() for message in mailing.messages}
    if wanted - listed:
        missing = ", ".join(sorted(wanted - listed))
        raise WrongUse(f"{missing} is not among the members.", "Write the address as it stands there.")
    _refuse_certain(mailing, wanted)
    return [
        message
        for message in mailing.messages
        if _is_due(message, mailing.log.last(message.recipient.address), wanted, new_edition)
    ]


def _refuse_certain(mailing: Mailing, wanted: Collection[str]) -> None:
    for address in sorted(wanted):
        last = mailing.log.last(address)
        if last is not None and last.state is State.SENT:
            raise WrongUse(
                f"There is no doubt about {address}: the relay took that message.",
                "Leave it out of --resend; forward the report yourself if the member cannot find it.",
            )


def _is_due(message: Message, last: Entry | None, resend: Collection[str], new_edition: bool) -> bool:
    if last is None or last.state in (State.QUEUED, State.REFUSED):
        return True
    if last.state is State.UNKNOWN:
        return message.recipient.address.lower() in resend
    return new_edition and last.files != fingerprints(message)


def _send_all(mailing: Mailing, due: list[Message], relay: Relay, tell: Tell, done: Done) -> list[Outcome]:
    outcomes: list[Outcome] = []
    session: Session | None = None
    try:
        for number, message in enumerate(due, start=1):
            tell(f"Sending {number} of {len(due)}")
            session = session or Session(relay)
            outcome = _send_one(mailing, message, relay, session)
            outcomes.append(outcome)
            done(outcome)
            if outcome.state is not State.SENT:  # a fresh session, lest an answer be taken for the next one's
                session.close()
                session = None
    finally:
        if session is not None:
            session.close()
    return outcomes


def _send_one(mailing: Mailing, message: Message, relay: Relay, session: Session) -> Outcome:
    """One message; its state is on the disk before it is begun, before its content leaves, and after."""
    log, address, files = mailing.log, message.recipient.address, fingerprints(message)
    before = log.last(address)
    in_doubt = before is not None and before.state is State.UNKNOWN  # and stays so, whatever becomes of a second try
    log.note(address, State.UNKNOWN if in_doubt else State.QUEUED, files)
    domain = relay.sender.rpartition("@")[2]
    identity = f"<{log.key(address)}.{files[0][:12]}@{domain}>"
    data = to_send(message, relay.sender, identity, dt.datetime.now(dt.UTC))
    try:
        session.hand_over(address, data, before=lambda: log.note(address, State.UNKNOWN, files))
    except Refused as refused:
        state = State.UNKNOWN if in_doubt else State.REFUSED
        log.note(address, state, files, str(refused))
        return Outcome(message, state, str(refused))
    except Lost as lost:
        last = log.last(address)
        return Outcome(message, last.state if last else State.QUEUED, str(lost))
    log.note(address, State.SENT, files)
    return Outcome(message, State.SENT)
