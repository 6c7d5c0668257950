"""The command email: who gets the edition in which form, drafts, and sending."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyps_xl.terminal import WORKBOOK, Door, at_the_door

if TYPE_CHECKING:
    from cyps_xl.mail.mailing import Mailing
    from cyps_xl.mail.sending import Outcome

NOT_ALL = 1
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("path", type=WORKBOOK)
@click.option("--edition", "editions", type=_FOLDER, multiple=True, required=True, help="A folder that publish made.")
@click.option("--drafts", type=_FOLDER, help="Write one draft a member, to be sent from Outlook.")
@click.option("--send", is_flag=True, help="Send through the council’s relay.")
@click.option("--yes", "count", type=int, metavar="N", help="Confirm that N messages are to be sent.")
@click.option("--resend", metavar="ADDRESS", multiple=True, help="Send again where it is unknown whether it arrived.")
@click.option("--new-edition", is_flag=True, help="Send also to those who were sent an earlier edition.")
@click.option("--allow-english", is_flag=True, help="Send English where there is no edition in the other language.")
@click.option("--relay-settings", type=WORKBOOK, help="The relay’s settings, where they are not in their place.")
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
    all_sent = True
    with at_the_door(door):
        from cyps_xl.mail.mailing import plan_mailing

        _refuse_idle_options(send, drafts, count is not None or bool(resend) or new_edition)
        mailing = plan_mailing(path, editions, allow_english=allow_english)
        if drafts is not None:
            _write_drafts(door, mailing, drafts)
        elif send:
            all_sent = _send(door, mailing, relay_settings, count, resend, new_edition)
        else:
            _say_who_gets_what(door, mailing)
    if not all_sent:
        sys.exit(NOT_ALL)


def _refuse_idle_options(send: bool, drafts: Path | None, sends: bool) -> None:
    """Raise WrongUse for options that would do nothing: whoever gave them means to send."""
    from cyps_xl.errors import WrongUse

    if send and drafts is not None:
        raise WrongUse("Drafts are sent by you, --send sends at once.", "Give --drafts or --send, not both.")
    if sends and not send:
        raise WrongUse("--yes, --resend and --new-edition go with --send.", "Nothing was sent. Add --send.")


def _write_drafts(door: Door, mailing: Mailing, folder: Path) -> None:
    from cyps_xl.mail.mailing import write_drafts

    written = write_drafts(mailing, folder)
    door.say(f"{len(written)} drafts in {folder}. Open each in Outlook, read it, and send it.")
    door.say("What you send from Outlook is not in the log: do not use --send for the same members.")


def _say_who_gets_what(door: Door, mailing: Mailing) -> None:
    from cyps_xl.mail import messages as telling

    door.table(telling.PLAN_HEADINGS, telling.who_gets_what(mailing))
    for line in telling.what_they_read(mailing):
        door.say(line)
    for line in telling.nobody_yet(mailing):
        door.say(line)
    door.say("Nothing was sent. --drafts FOLDER writes drafts, --send sends.")


def _send(
    door: Door,
    mailing: Mailing,
    relay_settings: Path | None,
    count: int | None,
    resend: tuple[str, ...],
    new_edition: bool,
) -> bool:
    """Send, and say what became of each message, also when the run broke off; whether every member has theirs."""
    from cyps_xl.mail import messages as telling
    from cyps_xl.mail.relay_settings import Relay, settings_file
    from cyps_xl.mail.sending import send

    relay = Relay.read(relay_settings or settings_file())
    for line in telling.nobody_yet(mailing):
        door.say(line)
    outcomes: list[Outcome] = []
    try:
        send(
            mailing,
            relay,
            lambda due: _confirmed(due, count),
            resend=resend,
            new_edition=new_edition,
            tell=door.step,
            done=outcomes.append,
        )
    finally:
        if outcomes:
            door.table(telling.OUTCOME_HEADINGS, telling.what_became(outcomes))
    for line in telling.how_it_stands(mailing):
        door.say(line)
    return telling.all_have_it(mailing)


def _confirmed(due: int, count: int | None) -> bool:
    from cyps_xl.errors import WrongUse

    if count is None and sys.stdin.isatty():
        try:
            count = click.prompt(f"{due} messages will be sent. Type {due} to send them", type=int, err=True)
        except click.Abort:
            raise KeyboardInterrupt from None  # what Ctrl-C is everywhere else
    if count != due:
        raise WrongUse(f"{due} messages would be sent. Nothing was.", f"Confirm with --yes {due}.")
    return True
