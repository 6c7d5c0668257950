"""What an edition is called, in its language: files and folder, title, language tag."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cyps_xl.definition.model import Definition
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import ENGLISH, SHIPPED
from cyps_xl.languages.what import What
from cyps_xl.settings import Settings

PUBLIC, MEMBERS = "public", "members"
"""Who an edition is for."""

SHOWN, WITHHELD, ROUNDED = "shown", "withheld", "rounded to the nearest 5"
"""What an edition does with small numbers, as its .json says."""

MEMORY = "Public editions so far"
"""The folder, among the editions, that holds the .json of every edition for the public."""

METADATA = "-metadata.json"
"""What stands behind the name of a CSV in that of its metadata, as the W3C's "CSV on the Web" has it."""

LONGEST_SHORT_NAME = 40
"""Letters of a service in the name of a file: a path that Windows opens has 259 at most, and the name twice in it."""

_FILES_OF_WINDOWS = str.maketrans(dict.fromkeys('\\/:*?"<>|'))


def is_public(stem: str, languages: Iterable[Language]) -> bool:
    """Whether a folder's name is that of a final edition for the public, of any report, in one of these languages or
    one that ships."""
    every = (*SHIPPED, *languages)
    is_draft = any(stem.startswith(f"{language.said(What.DRAFT)} ") for language in every)
    return not is_draft and any(_public_stem(language).fullmatch(stem) for language in every)


def _public_stem(language: Language) -> re.Pattern[str]:
    quarter = "|".join(re.escape(language.quarter_of_file(number)) for number in range(1, 5))
    report, readers = re.escape(language.said(What.REPORT)), re.escape(language.audience(PUBLIC))
    return re.compile(rf".+ {report} \d{{4}}-\d{{2}} (?:{quarter}) {readers}(?: {language.code})?")


def short_name(definition: Definition, service: str) -> str:
    """What a report's files are called after: the term that stands for the service in the key, else the service."""
    terms = (term.term for term in definition.terms if term.in_full.casefold() == service.casefold())
    return next(terms, service)


def file_name(words: str) -> str:
    """Words as part of a file's name: without the signs that Windows refuses, and cut at a word where they are long."""
    plain = " ".join(words.translate(_FILES_OF_WINDOWS).split())
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
        cls, settings: Settings, language: Language, audience: str, draft: bool, service: str = "", short: str = ""
    ) -> EditionName:
        """The names for a quarter, a language and an audience (members, public).

        `service` is the service's name in the language, where Settings has it in another; `short` what the files are
        called after, where that is not the service.
        """
        service = service or settings.service
        year, _, number = settings.quarter.partition(" Q")
        word = language.said(What.DRAFT) if draft else ""
        stem, english = (
            _stem(one, file_name(short or service), (year, number), audience, draft) for one in (language, ENGLISH)
        )
        if language.code != ENGLISH.code and stem == english:  # it has no words for files yet
            stem = f"{stem} {language.code}"
        title = f"{service}: {language.said(What.TITLE)}, {year} {language.quarter_of_file(number)}"
        return cls(
            stem=stem,
            title=f"{word}: {title}" if word else title,
            language_tag=language.tag,
            draft_word=word,
        )


def _stem(language: Language, called: str, quarter: tuple[str, str], audience: str, draft: bool) -> str:
    """The name of an edition's files in the words of a language."""
    year, number = quarter
    parts = (called, language.said(What.REPORT), year, language.quarter_of_file(number), language.audience(audience))
    return " ".join(filter(None, (language.said(What.DRAFT) if draft else "", *parts)))
