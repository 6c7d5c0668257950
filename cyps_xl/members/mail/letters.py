"""The message: a subject and a text in the member's language, and the files of the edition."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from importlib import resources

from cyps_xl.measures.periods import Quarter, long_date
from cyps_xl.members.mail.editions import Edition
from cyps_xl.members.mail.recipients import Recipient
from cyps_xl.members.phrases import WELSH_MONTHS
from cyps_xl.planning import Planned
from cyps_xl.settings import Settings
from cyps_xl.sheets.headline import indicator_lines
from cyps_xl.sheets.report_plan import lay_out

_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pdf": ("application", "pdf"),
}
_IMPROVED, _DECLINED = 2, -2
_WORDS = {
    "en": ("Improved since a year ago: ", "Declined: ", "none", " on "),
    "cy": ("Wedi gwella ers blwyddyn yn ôl: ", "Wedi dirywio: ", "dim", " ar "),
}


@dataclass(frozen=True)
class Letter:
    """What one language's messages say."""

    subject: str
    text: str


@dataclass(frozen=True)
class Message:
    """One member's message, still without sender and date: to whom, which words, which files by name and bytes."""

    recipient: Recipient
    letter: Letter
    files: tuple[tuple[str, bytes], ...]


def letter(planned: Planned, language: str, *, headline: bool = True) -> Letter:
    """The words in a language: names of indicators that improved or declined, no figures, no names of people.

    Without `headline` nothing is said of directions: where small numbers are withheld, one could tell.
    """
    settings = replace(planned.settings, language="Welsh" if language == "cy" else "English")
    on = _WORDS[language][-1]
    template = resources.files("cyps_xl.members.mail").joinpath(f"letter.{language}.txt").read_text(encoding="utf-8")
    filled = template.format(
        service=settings.service or settings.council,
        council=settings.council,
        board=settings.board,
        quarter=_quarter(settings.quarter, language),
        meeting=f"{on}{_day(settings.meeting_date, language)}" if settings.meeting_date else "",
        headline=_headline(planned, settings, language) if headline else "",
        contact=settings.contact,
    )
    subject, _, text = filled.partition("\n")
    return Letter(" ".join(subject.split()), text.replace("\n\n\n\n", "\n\n").strip() + "\n")


def _headline(planned: Planned, settings: Settings, language: str) -> str:
    lines = indicator_lines(lay_out(planned.inputs, settings, {}))
    improved, declined, none, _ = _WORDS[language]
    return "\n".join(
        f"{words}{'; '.join(line.name for line in lines if line.code == code) or none}."
        for words, code in ((improved, _IMPROVED), (declined, _DECLINED))
    )


def message_to(recipient: Recipient, edition: Edition, words: Letter) -> Message:
    """The message for a member, with the files of the edition that the member wants."""
    return Message(recipient, words, tuple(edition.files[ending] for ending in recipient.endings))


def as_draft(message: Message) -> bytes:
    """A draft (.eml) that Outlook opens for sending: it has no sender, no date and no identity yet."""
    made = _body(message)
    made["X-Unsent"] = "1"
    made["To"] = message.recipient.address
    return made.as_bytes()


def to_send(message: Message, sender: str, identity: str, now: dt.datetime) -> bytes:
    """The message as it goes out. `identity` is its Message-ID, the same when it has to be tried again."""
    made = _body(message)
    made["From"] = sender
    made["To"] = message.recipient.address
    made["Date"] = format_datetime(now)
    made["Message-ID"] = identity
    return made.as_bytes()


def _body(message: Message) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["Subject"] = message.letter.subject
    made.set_content(message.letter.text, cte="quoted-printable")
    for name, data in message.files:
        kind, subtype = _TYPES[name[name.rindex(".") :].lower()]
        made.add_attachment(data, maintype=kind, subtype=subtype, filename=name)
    return made


def _quarter(text: str, language: str) -> str:
    quarter = Quarter.parse(text)
    return f"Chwarter {quarter.number} {quarter.year}" if language == "cy" else quarter.heading


def _day(day: dt.date, language: str) -> str:
    return f"{day.day} {WELSH_MONTHS[day.month - 1]} {day.year}" if language == "cy" else long_date(day)
