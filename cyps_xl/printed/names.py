"""What an edition is called, in its language: files and folder, title, language tag."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cyps_xl.settings import Settings

PUBLIC, MEMBERS = "public", "members"
"""Who an edition is for."""

SHOWN, WITHHELD, ROUNDED = "shown", "withheld", "rounded to the nearest 5"
"""What an edition does with small numbers, as its .json says."""

TAGS = {"en": "en-GB", "cy": "cy-GB"}
COLUMNS = {"en": "English", "cy": "Welsh"}
"""The column of the input tables that holds each language's texts."""

_AUDIENCES = {"en": {"members": "members", "public": "public"}, "cy": {"members": "aelodau", "public": "cyhoeddus"}}
_REPORT = {"en": "CYPS report", "cy": "CYPS adroddiad"}
_TITLE = {"en": "performance report", "cy": "adroddiad perfformiad"}
_QUARTER = {"en": "Q", "cy": "Ch"}
_DRAFT = {"en": "DRAFT", "cy": "DRAFFT"}
PUBLIC_STEM = re.compile(
    rf"(?:{'|'.join(_REPORT.values())}) \d{{4}}-\d{{2}} (?:{'|'.join(_QUARTER.values())})[1-4] "
    rf"(?:{'|'.join(names[PUBLIC] for names in _AUDIENCES.values())})"
)
"""The names of the folders of final editions for the public, in any language."""

_FILES = str.maketrans(dict.fromkeys('\\/:*?"<>|'))


@dataclass(frozen=True)
class EditionName:
    """The names of one edition. `stem` begins its folder's and its files' names; `draft_word` is "" for a final one."""

    stem: str
    title: str
    language_tag: str
    draft_word: str

    @classmethod
    def of(cls, settings: Settings, language: str, audience: str, draft: bool, service: str = "") -> EditionName:
        """The names for a quarter, a language (en, cy) and an audience (members, public).

        `service` is the service's name in the language, where Settings has it in another.
        """
        year, _, number = settings.quarter.partition(" Q")
        quarter = f"{year} {_QUARTER[language]}{number}"
        word = _DRAFT[language] if draft else ""
        stem = " ".join(filter(None, (word, _REPORT[language], quarter, _AUDIENCES[language][audience])))
        title = f"{service or settings.service}: {_TITLE[language]}, {quarter}"
        return cls(
            stem=stem.translate(_FILES),
            title=f"{word}: {title}" if word else title,
            language_tag=TAGS[language],
            draft_word=word,
        )
