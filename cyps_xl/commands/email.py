"""E-mailing the edition: who gets what, drafts, and sending."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyps_xl.terminal import WORKBOOK, Door, at_the_door

if TYPE_CHECKING:
    from cyps_xl.members.mail.mailing import Mailing
    from cyps_xl.members.mail.sending import Outcome

NOT_ALL = 1
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("path", type=WORKBOOK)
@click.option("--edition", "editions", type=_FOLDER, multiple=True, required=True, help="A folder that publish made.")
@click.option("--drafts", type=_FOLDER, help="Write one draft a member, to be sent from Outlook.")
@click.option("--send", is_flag=True, help="Send through the council's relay.")
@click.option("--yes", "count", type=int, metavar="N", help="Confirm that N messages are to be sent.")
@click.option("--resend", metavar="ADDRESS", multiple=True, help="Send again where it is unknown whether it arrived.")
@click.option("--new-edition", is_flag=True, help="Send also to those who were sent an earlier edition.")
@click.option("--allow-english", is_flag=True, help="Send English where there is no Welsh edition.")
@click.option("--relay-settings", type=WORKBOOK, help="The relay's settings, where they are not in their place.")
@click.pass_obj
def email(
    door: Door,
    path: Path,
    editions: tuple[Path, ...],
    drafts: Path | None,
    send: bool,
    count: int | None,
    resend: tuple[str, ...],
    new_edition: bool,
    allow_english: bool,
    relay_settings: Path | None,
) -> None:
    """Say who of the Members table gets what; with --drafts or --send, one message for each.

    Each member gets one message, alone, with the files that were published and no others.
    Without --drafts or --send nothing is written and nothing sent.

    \b
    Example:  cyps-xl email "CYPS.xlsx" --edition "editions/CYPS report 2017-18 Q3 members"
    """
    with at_the_door(door):
        from cyps_xl.members.mail.mailing import plan_mailing, write_drafts
        from cyps_xl.members.mail.relay import Relay, settings_file
        from cyps_xl.members.mail.sending import send as send_all

        mailing = plan_mailing(path, editions, allow_english=allow_english)
        if drafts is not None:
            written = write_drafts(mailing, drafts)
            door.say(f"{len(written)} drafts in {drafts}. Open each in Outlook, read it, and send it.")
            return
        if not send:
            _say_who_gets_what(door, mailing)
            return
        relay = Relay.read(relay_settings or settings_file())
        outcomes = send_all(
            mailing,
            relay,
            lambda due: _confirmed(due, count),
            resend=resend,
            new_edition=new_edition,
            tell=door.step,
        )
        all_sent = _say_what_became(door, mailing, outcomes)
    if not all_sent:
        sys.exit(NOT_ALL)


def _say_who_gets_what(door: Door, mailing: Mailing) -> None:
    rows = []
    for message in mailing.messages:
        last = mailing.log.last(message.recipient.address)
        names = ", ".join(name for name, _ in message.files)
        rows.append((message.recipient.address, names, last.state.value if last else "not sent yet"))
    door.table(("To", "Files", "So far"), rows)
    door.say(f"Subject: {mailing.messages[0].letter.subject}")
    door.say("Nothing was sent. --drafts FOLDER writes drafts, --send sends.")


def _confirmed(due: int, count: int | None) -> bool:
    from cyps_xl.errors import WrongUse

    if count is None and sys.stdin.isatty():
        count = click.prompt(f"{due} messages will be sent. Type {due} to send them", type=int, err=True)
    if count != due:
        raise WrongUse(f"{due} messages would be sent. Nothing was.", f"Confirm with --yes {due}.")
    return True


def _say_what_became(door: Door, mailing: Mailing, outcomes: list[Outcome]) -> bool:
    """Print what became of each message; whether every member has been sent theirs."""
    if outcomes:
        door.table(
            ("To", "What became of it", "Why"),
            [(o.message.recipient.address, o.state.value, o.why) for o in outcomes],
        )
    states = [mailing.log.last(message.recipient.address) for message in mailing.messages]
    sent = sum(entry is not None and entry.state.value == "sent" for entry in states)
    unknown = sum(entry is not None and entry.state.value == "unknown" for entry in states)
    door.say(f"{sent} of {len(states)} members have been sent the report.")
    if unknown:
        door.say(f"{unknown} may have arrived or not: ask the member, then --resend ADDRESS.")
    return sent == len(states)
