"""Who gets what: every member's message planned, or the reasons why not, before anything leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cyps_xl.definition.packs import definition_of
from cyps_xl.disclosure.suppress import still_tells
from cyps_xl.edition.data_files import sha256
from cyps_xl.errors import Blocked, Problem, WrongUse
from cyps_xl.inputs.tables.definition import LANGUAGE
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import ENGLISH, SHIPPED
from cyps_xl.languages.what import What
from cyps_xl.mail.editions import Edition, read_edition
from cyps_xl.mail.judged import refuse_exposed
from cyps_xl.mail.letters import Letter, Message, as_draft, letter, message_to
from cyps_xl.mail.recipients import Recipient, recipients_of
from cyps_xl.mail.send_log import SendLog
from cyps_xl.planning import Planned, plan_report
from cyps_xl.printed.names import file_name, short_name
from cyps_xl.sheets.fingerprint import fingerprint
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.saving.disk import DISK, not_saved, write_whole

LONGEST_ADDRESS = 60
"""Characters of an address in a draft's name: a path that Windows opens has 259 at most."""
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|%]')
_WRITE_A_LETTER = f"Add a row with {What.LETTER.value} under What; its lines are those of the English letter."


@dataclass(frozen=True)
class Mailing:
    """Every message of one report, and the log of what became of them. `languages` are the report's, by their codes."""

    messages: tuple[Message, ...]
    editions: tuple[Edition, ...]
    log: SendLog
    languages: Mapping[str, Language] = field(default_factory=lambda: {one.code: one for one in SHIPPED})

    @property
    def is_draft(self) -> bool:
        """Whether an edition among them is marked as a draft."""
        return any(edition.draft for edition in self.editions)


def plan_mailing(path: Path, folders: Sequence[Path], *, allow_english: bool = False) -> Mailing:
    """Plan the messages of the workbook's members with these editions.

    Raises Blocked, naming each member's cell, when an address cannot be used or a member's
    language or format is not among the editions, and when a letter says what its edition does
    not; UnusableFile when a file is not the published one;
    WrongUse when the editions are not of one report, or not of this workbook's figures.
    """
    planned = plan_report(Package.read(path))
    editions = tuple(read_edition(folder) for folder in folders)
    languages = definition_of(planned.inputs).languages
    _refuse_mixed(editions, planned, languages)
    if not allow_english:
        _refuse_no_letter(editions, languages)
    by_language = {edition.language: edition for edition in editions}
    recipients = recipients_of(planned.inputs)
    chosen = [(recipient, _edition_for(recipient, by_language, allow_english)) for recipient in recipients]
    _refuse_missing(chosen, languages)
    return Mailing(_messages(planned, chosen), editions, log_of(path, editions, _short_name(planned)), languages)


def _short_name(planned: Planned) -> str:
    return file_name(short_name(definition_of(planned.inputs), planned.settings.service))


def log_of(path: Path, editions: Sequence[Edition], short: str) -> SendLog:
    """The log beside the workbook. It bears the report's name, lest a copy of the workbook write to everybody again.

    A log by another name that tells of these very editions is theirs: the service may have been called otherwise.
    """
    ending = f"report {editions[0].quarter} {editions[0].audience} sent.jsonl"
    own = path.with_name(f"{short} {ending}".strip())
    if own.exists():
        return SendLog(own)
    sent = {sha256(data) for edition in editions for _, data in edition.files.values()}
    for other in sorted(path.parent.glob(f"* {ending}")):
        log = SendLog(other)  # one that cannot be read may be theirs, and stops the mailing
        if sent & log.files:
            return log
    return SendLog(own)


def _messages(planned: Planned, chosen: Iterable[tuple[Recipient, Edition | None]]) -> tuple[Message, ...]:
    words: dict[tuple[str, tuple[str, ...]], Letter] = {}  # laying a report out for its words takes a moment
    messages = []
    for recipient, edition in chosen:
        if edition is not None:
            kind = (edition.language, recipient.endings)
            if kind not in words:
                words[kind] = letter(planned, edition, recipient.endings)
                refuse_exposed(edition, words[kind], definition_of(planned.inputs).languages_known)
            messages.append(message_to(recipient, edition, words[kind]))
    return tuple(messages)


def fingerprints(message: Message) -> tuple[str, ...]:
    """The fingerprints of a message's files, as the manifest gives them."""
    return tuple(sha256(data) for _, data in message.files)


def write_drafts(mailing: Mailing, folder: Path) -> list[Path]:
    """One .eml file for each message, its name the member's address: the folder is the officer's own.

    Raises WrongUse unless the folder is empty, NotSaved when it cannot be written to.
    """
    try:
        return _written(mailing, folder)
    except OSError as error:
        raise not_saved(error, folder) from error


def _written(mailing: Mailing, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise WrongUse(
            f"The folder {folder.name} is not empty.", "Name a new one, lest an old draft be sent by mistake."
        )
    written = []
    for number, message in enumerate(mailing.messages, start=1):
        path = folder / _draft_name(number, message)
        write_whole(DISK, path, as_draft(message))
        written.append(path)
    return written


def _draft_name(number: int, message: Message) -> str:
    """Whose draft it is and of what, without signs that Windows refuses; the number parts two that are then alike."""
    address = _NOT_IN_FILE_NAMES.sub("-", message.recipient.address)[:LONGEST_ADDRESS]
    return f"{number:03} {address} {message.files[0][0].rpartition('.')[0]}.eml"


def _refuse_no_letter(editions: Sequence[Edition], languages: Mapping[str, Language]) -> None:
    """Raise Blocked where an edition's language has no letter to go with it: an English one would."""
    without = [languages[one.language] for one in editions if not languages[one.language].has(What.LETTER)]
    if without:
        raise Blocked(
            "There is no letter to go with an edition. --allow-english lets the English one go with it.",
            [Problem(LANGUAGE.sheet, f"There is no {one.name} letter.", _WRITE_A_LETTER) for one in without],
        )


def _refuse_mixed(editions: Sequence[Edition], planned: Planned, languages: Mapping[str, Language]) -> None:
    reports = {(edition.quarter, edition.audience) for edition in editions}
    codes = [edition.language for edition in editions]
    if len(reports) != 1 or len(set(codes)) != len(codes) or not set(codes) <= set(languages):
        english, second = (language.name for language in languages.values())
        raise WrongUse(
            "These are not the editions of one report.", f"Name the {english} folder, the {second} one, or both."
        )
    of_the_quarter = reports == {(planned.settings.quarter, editions[0].audience)}
    if not of_the_quarter or not all(_is_of(edition, planned) for edition in editions):
        raise WrongUse(
            "The workbook’s inputs have changed since the edition was published, its figures or its list of members.",
            "Publish it again with cyps-xl publish --force, or set the reporting quarter to the edition’s.",
        )


def _is_of(edition: Edition, planned: Planned) -> bool:
    """Whether an edition was made from these inputs; one that does not say so, whether they give its figures."""
    if edition.inputs:
        return edition.inputs == fingerprint(planned.inputs)
    return still_tells(edition.told, planned.inputs, planned.settings, edition.small_numbers)


def _edition_for(recipient: Recipient, editions: dict[str, Edition], allow_english: bool) -> Edition | None:
    other = editions.get("en") if allow_english else None
    return editions.get(recipient.language, other)


def _refuse_missing(chosen: Iterable[tuple[Recipient, Edition | None]], languages: Mapping[str, Language]) -> None:
    problems = []
    for recipient, edition in chosen:
        if edition is None:
            name = languages[recipient.language].name
            message = f"This member reads {name}, and there is no {name} edition."
            remedy = "Name its folder too with --edition" + (
                "." if recipient.language == ENGLISH.code else "; or --allow-english."
            )
            problems.append(Problem(recipient.where, message, remedy))
        elif any(ending not in edition.files for ending in recipient.endings):
            problems.append(
                Problem(recipient.where, "This member wants a PDF, and the edition has none.", "Publish it with a PDF.")
            )
    if problems:
        raise Blocked("Some members cannot be served. Nothing was written or sent.", problems)
