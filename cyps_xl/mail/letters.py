"""The message: a subject, the letter of the member's language (`letter.txt`) with its places filled, and the
edition's files."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from cyps_xl.definition.packs import definition_of
from cyps_xl.languages.language import MARKED, Language
from cyps_xl.languages.language import filled as words_filled
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.languages.what import What
from cyps_xl.mail.editions import Edition
from cyps_xl.mail.plain_page import plain_text
from cyps_xl.mail.recipients import Recipient
from cyps_xl.measures.periods import Quarter
from cyps_xl.planning import Planned
from cyps_xl.sheets.headline import IndicatorLine, indicator_lines
from cyps_xl.sheets.report_plan import lay_out_for_readers
from cyps_xl.web.letter import letter_page

_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pdf": ("application", "pdf"),
}
_IMPROVED, _DECLINED = 2, -2
HERE = "\0"
"""Stands in a filled template where the page comes; no text of a workbook can have one."""


@dataclass(frozen=True)
class Letter:
    """What one member's message says: as plain text, and where it carries At a glance also as a page (HTML)."""

    subject: str
    text: str
    page: bytes = b""
    covering: tuple[str, ...] = ()
    """Its own words, a paragraph each, without the page that it carries."""


@dataclass(frozen=True)
class Message:
    """One member's message, still without sender and date: to whom, which words, which files by name and bytes."""

    recipient: Recipient
    letter: Letter
    files: tuple[tuple[str, bytes], ...]


def letter(planned: Planned, edition: Edition, endings: Collection[str]) -> Letter:
    """The words that go with an edition's files, around its page At a glance, as the edition has it.

    Where the edition has no such page they name the indicators that improved or declined, and no figure.
    Council, board and contact are called as the edition calls them, so in the second language as its words have them.
    No member's name stands in them. Nothing is said of directions where small numbers
    are withheld, since one could tell; nor of an edition that does not say which inputs it was made from.
    """
    settings, language = planned.settings, definition_of(planned.inputs).languages[edition.language]
    tells = bool(edition.inputs) and not edition.withheld
    shown = _shown_lines(planned, edition) if tells and not edition.glance else ()
    improved, declined = _moved(shown, _IMPROVED), _moved(shown, _DECLINED)
    facts = {
        "board" if settings.board else "no board",
        *([_fact("improved", improved), _fact("declined", declined)] if shown else []),
        *(["page"] if edition.glance else []),
        *(["workbook"] if ".xlsx" in endings else []),
        *(["both"] if len(endings) > 1 else []),
    }
    words = {
        "service": _service(edition) or settings.council,
        "council": settings.council,
        "board": settings.board,
        "quarter": _quarter(settings.quarter, language),
        "meeting": _on(settings.meeting_date, language) if settings.meeting_date else "",
        "contact": settings.contact,
        "improved": _list(improved),
        "declined": _list(declined),
        "files": ", ".join(edition.files[ending][0] for ending in endings if ending in edition.files),
        "page": HERE,
    } | {name: said for name, said in edition.names.items() if said}
    return _around(edition, " ".join(edition.title.split()), filled(language.said(What.LETTER), facts, words))


def _around(edition: Edition, subject: str, text: str) -> Letter:
    """The words with At a glance where they leave a place for it."""
    before, here, after = text.partition(HERE)
    if not here:
        return Letter(subject, text)
    covering = tuple(one.strip() for one in f"{before}\n\n{after}".split("\n\n") if one.strip())
    page = letter_page(subject, edition.tag, before, edition.glance, after)
    return Letter(subject, f"{before}{plain_text(edition.glance)}{after}", page, covering)


def filled(template: str, facts: Collection[str], words: Mapping[str, str]) -> str:
    """A template with its words in place. A line that begins with [fact] stands only where that is one."""
    lines = []
    for line in template.splitlines():
        marked = MARKED.fullmatch(line)
        if marked is None or marked[1] in facts:
            lines.append((marked[2] if marked else line).format_map(words).strip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


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
    if message.letter.page:
        page = message.letter.page.decode("utf-8")
        made.add_alternative(page, subtype="html", cte="quoted-printable")
    for name, data in message.files:
        kind, subtype = _TYPES[name[name.rindex(".") :].lower()]
        made.add_attachment(data, maintype=kind, subtype=subtype, filename=name)
    return made


def _shown_lines(planned: Planned, edition: Edition) -> tuple[IndicatorLine, ...]:
    """The indicators that stand in the edition, by the names that its pages give them.

    One that has no name in the language goes by the English one, as on a page on which English stands in. One that
    staff hid is not there, and the letter does not speak of it.
    """
    language = definition_of(planned.inputs).languages[edition.language]
    english, own = (_lines(planned, one) for one in (ENGLISH, language))
    named = (
        replace(line, name=" ".join((line.name or plain.name or line.reference).split()))
        for line, plain in zip(own, english, strict=True)
    )
    return tuple(line for line in named if any(_is_row_of(line, row) for row in edition.rows))


def _is_row_of(line: IndicatorLine, row: str) -> bool:
    """Whether these words of a row are an indicator's: its number, its reference, its name."""
    return row.startswith((f"{line.no}, {line.reference}", f"{line.reference}, ", line.name))


def _moved(lines: Iterable[IndicatorLine], code: int) -> tuple[str, ...]:
    return tuple(line.name for line in lines if line.code == code)


def _lines(planned: Planned, language: Language) -> tuple[IndicatorLine, ...]:
    settings = replace(planned.settings, language=language.name)
    return indicator_lines(lay_out_for_readers(planned.inputs, settings))


def _fact(direction: str, names: Collection[str]) -> str:
    return direction if names else f"none {direction}"


def _list(names: Iterable[str]) -> str:
    return "\n".join(f"- {name}" for name in names)


def _service(edition: Edition) -> str:
    """The service's name in the edition's language: a title is made of it, what the report is, and the quarter."""
    parts = edition.title.split(": ")[:-1]
    return ": ".join(parts[1:] if edition.draft else parts)


def _quarter(text: str, language: Language) -> str:
    quarter = Quarter.parse(text)
    return language.quarter(quarter.number, quarter.year)


def _on(day: dt.date, language: Language) -> str:
    """Behind the words for a meeting, which day it is on."""
    return f" {words_filled(language.said(What.ON_A_DAY), day=language.day(day))}"
