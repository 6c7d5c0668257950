"""What an edition is called, in its language: files and folder, title, language tag."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cyps_xl.definition.model import Definition
from cyps_xl.settings import Settings

PUBLIC, MEMBERS = "public", "members"
"""Who an edition is for."""

SHOWN, WITHHELD, ROUNDED = "shown", "withheld", "rounded to the nearest 5"
"""What an edition does with small numbers, as its .json says."""

MEMORY = "Public editions so far"
"""The folder, among the editions, that holds the .json of every edition for the public."""

METADATA = "-metadata.json"
"""What stands behind the name of a CSV in that of its metadata, as the W3C's "CSV on the Web" has it."""

TAGS = {"en": "en-GB", "cy": "cy-GB"}
COLUMNS = {"en": "English", "cy": "Welsh"}
"""The column of the input tables that holds each language's texts."""

LANGUAGES = {"en": "English", "cy": "Cymraeg"}
"""What each language calls itself."""

_AUDIENCES = {"en": {"members": "members", "public": "public"}, "cy": {"members": "aelodau", "public": "cyhoeddus"}}
_REPORT = {"en": "report", "cy": "adroddiad"}
_TITLE = {"en": "performance report", "cy": "adroddiad perfformiad"}
_QUARTER = {"en": "Q", "cy": "Ch"}
_DRAFT = {"en": "DRAFT", "cy": "DRAFFT"}
PUBLIC_STEM = re.compile(
    rf"(?!(?:{'|'.join(_DRAFT.values())}) ).+ (?:{'|'.join(_REPORT.values())}) "
    rf"\d{{4}}-\d{{2}} (?:{'|'.join(_QUARTER.values())})[1-4] "
    rf"(?:{'|'.join(names[PUBLIC] for names in _AUDIENCES.values())})"
)
"""The names of the folders of final editions for the public, in any language and of any report."""

FILE_WORDS = (
    *(name for names in _AUDIENCES.values() for name in names.values()),
    *(*_REPORT.values(), *_DRAFT.values()),
    *(f"{letter}{number}" for letter in _QUARTER.values() for number in range(1, 5)),
)
"""What stands in the names of editions' files beside what they are called after."""

LONGEST_SHORT_NAME = 40
"""Letters of a service in the name of a file: a path that Windows opens has 259 at most, and the name twice in it."""

_FILES = str.maketrans(dict.fromkeys('\\/:*?"<>|'))


def short_name(definition: Definition, service: str) -> str:
    """What a report's files are called after: the term that stands for the service in the key, else the service."""
    terms = (term.term for term in definition.terms if term.in_full.casefold() == service.casefold())
    return next(terms, service)


def file_name(words: str) -> str:
    """Words as part of a file's name: without the signs that Windows refuses, and cut at a word where they are long."""
    plain = " ".join(words.translate(_FILES).split())
    if len(plain) <= LONGEST_SHORT_NAME:
        return plain
    return plain[: LONGEST_SHORT_NAME + 1].rpartition(" ")[0] or plain[:LONGEST_SHORT_NAME]


@dataclass(frozen=True)
class EditionName:
    """The names of one edition. `stem` begins its folder's and its files' names; `draft_word` is "" for a final one."""

    stem: str
    title: str
    language_tag: str
    draft_word: str

    @classmethod
    def of(
        cls, settings: Settings, language: str, audience: str, draft: bool, service: str = "", short: str = ""
    ) -> EditionName:
        """The names for a quarter, a language (en, cy) and an audience (members, public).

        `service` is the service's name in the language, where Settings has it in another; `short` what the files are
        called after, where that is not the service.
        """
        service = service or settings.service
        year, _, number = settings.quarter.partition(" Q")
        quarter = f"{year} {_QUARTER[language]}{number}"
        word = _DRAFT[language] if draft else ""
        report = f"{file_name(short or service)} {_REPORT[language]}".strip()
        stem = " ".join(filter(None, (word, report, quarter, _AUDIENCES[language][audience])))
        title = f"{service}: {_TITLE[language]}, {quarter}"
        return cls(
            stem=stem,
            title=f"{word}: {title}" if word else title,
            language_tag=TAGS[language],
            draft_word=word,
        )
